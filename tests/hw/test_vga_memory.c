/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_vga_memory.c - the CPU's way to the four planes.
 */
#include "tests/hw/vga_modes.h"
#include "tests/test.h"

#define A0000 0xa0000u
#define B8000 0xb8000u

static struct vga vga;

static uint8_t peek(struct board *b, uint32_t address)
{
    return bench_mem_read(b, DEV_vga, address);
}

static void poke(struct board *b, uint32_t address, uint8_t value)
{
    bench_mem_write(b, DEV_vga, address, value);
}

static void graphics(struct board *b, uint8_t index, uint8_t value)
{
    vga_set(b, 0x3ce, index, value);
}

/* Mode 12h, the four bytes at A0000h set and in the latches. */
static struct board *planar(uint8_t p0, uint8_t p1, uint8_t p2, uint8_t p3)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_12);
    vga.plane[0][0] = p0;
    vga.plane[1][0] = p1;
    vga.plane[2][0] = p2;
    vga.plane[3][0] = p3;
    peek(b, A0000);
    return b;
}

static void expect_planes(unsigned line, uint8_t p0, uint8_t p1, uint8_t p2,
                          uint8_t p3)
{
    EXPECT(vga.plane[0][0] == p0 && vga.plane[1][0] == p1 &&
               vga.plane[2][0] == p2 && vga.plane[3][0] == p3,
           "line %u: planes hold %02x %02x %02x %02x", line, vga.plane[0][0],
           vga.plane[1][0], vga.plane[2][0], vga.plane[3][0]);
}

static void the_memory_is_closed_until_misc_opens_it(void)
{
    struct board *b = vga_bench(&vga);

    poke(b, A0000, 0x55);
    CU_ASSERT_EQUAL(peek(b, A0000), 0xff);
    CU_ASSERT_EQUAL(vga.plane[0][0], 0);
}

static void memory_map_select_places_the_window(void)
{
    static const struct {
        uint8_t select;
        uint32_t first, last;
    } map[] = {{0x01, 0xa0000, 0xbffff},
               {0x05, 0xa0000, 0xaffff},
               {0x09, 0xb0000, 0xb7fff},
               {0x0d, 0xb8000, 0xbffff}};
    struct board *b = planar(0, 0, 0, 0);

    for (unsigned i = 0; i < ARRAY_LEN(map); i++) {
        graphics(b, 6, map[i].select);
        for (uint32_t a = 0xa0000; a < 0xc0000; a += 0x7fff) {
            bool inside = a >= map[i].first && a <= map[i].last;

            poke(b, a, 0x33);
            EXPECT(peek(b, a) == (inside ? 0x33 : 0xff), "map %02x, %05x",
                   map[i].select, a);
        }
    }
}

static void the_window_at_b8000_begins_at_byte_0_of_the_planes(void)
{
    struct board *b = planar(0, 0, 0, 0);

    graphics(b, 6, 0x0d);
    poke(b, B8000, 0x77);
    CU_ASSERT_EQUAL(vga.plane[0][0], 0x77);
}

static void the_map_mask_selects_the_planes_that_are_written(void)
{
    struct board *b = planar(1, 2, 3, 4);

    vga_set(b, 0x3c4, 2, 0x0a);
    poke(b, A0000, 0x99);
    expect_planes(__LINE__, 1, 0x99, 3, 0x99);
}

static void read_map_selects_the_plane_that_is_read(void)
{
    struct board *b = planar(0x10, 0x21, 0x32, 0x43);

    for (uint8_t plane = 0; plane < 4; plane++) {
        graphics(b, 4, plane);
        CU_ASSERT_EQUAL(peek(b, A0000), 0x10 + 0x11 * plane);
    }
}

static void read_mode_1_compares_colours(void)
{
    struct board *b = planar(0xff, 0x0f, 0x33, 0x00);

    graphics(b, 5, 0x08);
    graphics(b, 2, 0x03);
    CU_ASSERT_EQUAL(peek(b, A0000), 0x0c);
    graphics(b, 7, 0x0b);
    CU_ASSERT_EQUAL(peek(b, A0000), 0x0f);
    graphics(b, 7, 0x00);
    CU_ASSERT_EQUAL(peek(b, A0000), 0xff);
}

static void write_mode_0_uses_set_reset_where_enabled(void)
{
    struct board *b = planar(0, 0, 0, 0xff);

    graphics(b, 0, 0x02);
    graphics(b, 1, 0x0a);
    poke(b, A0000, 0x5a);
    expect_planes(__LINE__, 0x5a, 0xff, 0x5a, 0x00);
}

static void write_mode_0_rotates_to_the_right(void)
{
    struct board *b = planar(0, 0, 0, 0);

    graphics(b, 3, 0x03);
    poke(b, A0000, 0x0b);
    expect_planes(__LINE__, 0x61, 0x61, 0x61, 0x61);
}

static void the_bit_mask_lets_the_latches_through(void)
{
    struct board *b = planar(0xaa, 0x55, 0x00, 0xff);

    graphics(b, 8, 0xf0);
    poke(b, A0000, 0x99);
    expect_planes(__LINE__, 0x9a, 0x95, 0x90, 0x9f);
}

static void the_functions_are_replace_and_or_xor(void)
{
    static const uint8_t result[4] = {0x3c, 0x28, 0xbe, 0x96};

    for (uint8_t function = 0; function < 4; function++) {
        struct board *b = planar(0xaa, 0xaa, 0xaa, 0xaa);

        graphics(b, 3, (uint8_t)(function << 3));
        poke(b, A0000, 0x3c);
        EXPECT(vga.plane[2][0] == result[function], "function %u gives %02x",
               function, vga.plane[2][0]);
    }
}

static void write_mode_1_copies_the_latches(void)
{
    struct board *b = planar(0x12, 0x34, 0x56, 0x78);

    graphics(b, 5, 0x01);
    graphics(b, 8, 0x00);
    poke(b, A0000 + 9, 0xff);
    CU_ASSERT_EQUAL(vga.plane[0][9], 0x12);
    CU_ASSERT_EQUAL(vga.plane[1][9], 0x34);
    CU_ASSERT_EQUAL(vga.plane[2][9], 0x56);
    CU_ASSERT_EQUAL(vga.plane[3][9], 0x78);
}

static void write_mode_2_writes_a_colour_through_the_bit_mask(void)
{
    struct board *b = planar(0x00, 0xff, 0x00, 0xff);

    graphics(b, 5, 0x02);
    graphics(b, 8, 0x18);
    poke(b, A0000, 0x05);
    expect_planes(__LINE__, 0x18, 0xe7, 0x18, 0xe7);
}

static void write_mode_3_uses_the_byte_as_a_mask_on_set_reset(void)
{
    struct board *b = planar(0x00, 0xff, 0x00, 0xff);

    graphics(b, 5, 0x03);
    graphics(b, 0, 0x01);
    graphics(b, 3, 0x04);
    graphics(b, 8, 0x3f);
    poke(b, A0000, 0xf1); /* rotated by four: 1Fh */
    expect_planes(__LINE__, 0x1f, 0xe0, 0x00, 0xe0);
}

static void text_memory_puts_characters_in_plane_0_attributes_in_1(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    poke(b, B8000 + 2, 'B');
    poke(b, B8000 + 3, 0x1e);
    CU_ASSERT_EQUAL(vga.plane[0][2], 'B');
    CU_ASSERT_EQUAL(vga.plane[1][2], 0x1e);
    CU_ASSERT_EQUAL(vga.plane[0][3], 0);
    CU_ASSERT_EQUAL(peek(b, B8000 + 2), 'B');
    CU_ASSERT_EQUAL(peek(b, B8000 + 3), 0x1e);
    CU_ASSERT_EQUAL(peek(b, A0000), 0xff);
}

/* "Graphics 6, Odd/Even": a higher address bit takes the place of bit 0. */
static void a_chained_window_of_128k_keeps_both_halves_apart(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    graphics(b, 6, 0x02);
    poke(b, A0000 + 4, 0x11);
    poke(b, A0000 + 0x10004, 0x22);
    CU_ASSERT_EQUAL(vga.plane[0][4], 0x11);
    CU_ASSERT_EQUAL(vga.plane[0][5], 0x22);
    CU_ASSERT_EQUAL(peek(b, A0000 + 4), 0x11);
    CU_ASSERT_EQUAL(peek(b, A0000 + 0x10004), 0x22);
}

/* As every BIOS does it: sequential, plane 2, window at A0000h. */
static void a_font_is_loaded_into_plane_2(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    vga_set(b, 0x3c4, 2, 0x04);
    vga_set(b, 0x3c4, 4, 0x06);
    graphics(b, 4, 2);
    graphics(b, 5, 0);
    graphics(b, 6, 4);
    poke(b, A0000 + 'A' * 32 + 1, 0x18);
    CU_ASSERT_EQUAL(vga.plane[2]['A' * 32 + 1], 0x18);
    CU_ASSERT_EQUAL(vga.plane[0]['A' * 32 + 1], 0);
    CU_ASSERT_EQUAL(peek(b, A0000 + 'A' * 32 + 1), 0x18);
}

static void chain_4_puts_neighbours_into_four_planes(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_13);
    for (uint8_t i = 0; i < 8; i++)
        poke(b, A0000 + i, (uint8_t)(0x40 + i));
    for (uint8_t i = 0; i < 8; i++)
        CU_ASSERT_EQUAL(vga.plane[i % 4][i & 4], 0x40 + i);
    for (uint8_t i = 0; i < 8; i++)
        CU_ASSERT_EQUAL(peek(b, A0000 + i), 0x40 + i);
}

static void chain_4_keeps_all_64k_apart(void)
{
    struct board *b = vga_bench(&vga);
    unsigned wrong = 0;

    vga_program(b, MODE_13);
    for (uint32_t i = 0; i < 0x10000; i++)
        poke(b, A0000 + i, (uint8_t)(i * 7 + i / 256));
    for (uint32_t i = 0; i < 0x10000; i++)
        wrong += peek(b, A0000 + i) != (uint8_t)(i * 7 + i / 256);
    CU_ASSERT_EQUAL(wrong, 0);
}

static void the_map_mask_also_holds_in_chain_4(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_13);
    vga_set(b, 0x3c4, 2, 0x0d);
    poke(b, A0000, 0x11);
    poke(b, A0000 + 1, 0x22);
    CU_ASSERT_EQUAL(peek(b, A0000), 0x11);
    CU_ASSERT_EQUAL(peek(b, A0000 + 1), 0x00);
}

CU_TestInfo vga_memory_tests[] = {
    TEST(the_memory_is_closed_until_misc_opens_it),
    TEST(memory_map_select_places_the_window),
    TEST(the_window_at_b8000_begins_at_byte_0_of_the_planes),
    TEST(the_map_mask_selects_the_planes_that_are_written),
    TEST(read_map_selects_the_plane_that_is_read),
    TEST(read_mode_1_compares_colours),
    TEST(write_mode_0_uses_set_reset_where_enabled),
    TEST(write_mode_0_rotates_to_the_right),
    TEST(the_bit_mask_lets_the_latches_through),
    TEST(the_functions_are_replace_and_or_xor),
    TEST(write_mode_1_copies_the_latches),
    TEST(write_mode_2_writes_a_colour_through_the_bit_mask),
    TEST(write_mode_3_uses_the_byte_as_a_mask_on_set_reset),
    TEST(text_memory_puts_characters_in_plane_0_attributes_in_1),
    TEST(a_chained_window_of_128k_keeps_both_halves_apart),
    TEST(a_font_is_loaded_into_plane_2),
    TEST(chain_4_puts_neighbours_into_four_planes),
    TEST(chain_4_keeps_all_64k_apart),
    TEST(the_map_mask_also_holds_in_chain_4),
    CU_TEST_INFO_NULL,
};
