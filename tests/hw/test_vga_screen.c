/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_vga_screen.c - what the monitor shows.
 */
#include "tests/hw/vga_modes.h"
#include "tests/test.h"

#include <string.h>

static struct vga vga;
static struct vga_text text;
static uint32_t pixels[VGA_PICTURE_WIDTH];

static void put_text(struct board *b, unsigned cell, const char *characters)
{
    for (uint32_t a = 0xb8000 + cell * 2; *characters; a += 2, characters++) {
        bench_mem_write(b, DEV_vga, a, (uint8_t)*characters);
        bench_mem_write(b, DEV_vga, a + 1, 0x07);
    }
}

static void set_cursor(struct board *b, unsigned position)
{
    vga_set(b, 0x3d4, 0x0e, (uint8_t)(position >> 8));
    vga_set(b, 0x3d4, 0x0f, (uint8_t)position);
}

static bool row_is(unsigned row, const char *characters)
{
    for (unsigned i = 0; characters[i]; i++)
        if (text.cell[row * text.columns + i].character !=
            (uint8_t)characters[i])
            return false;
    return true;
}

static void the_screen_is_dark_until_it_is_programmed(void)
{
    uint16_t width, height;

    vga_bench(&vga);
    CU_ASSERT_FALSE(vga_text_view(&vga, &text));
    CU_ASSERT_FALSE(vga_graphics_view(&vga, &width, &height));
    CU_ASSERT_FALSE(vga_picture_view(&vga, &width, &height));
}

static void mode_3_shows_80_by_25_characters(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 0, "first");
    put_text(b, 24 * 80, "last");
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.columns, 80);
    CU_ASSERT_EQUAL(text.rows, 25);
    CU_ASSERT_EQUAL(text.cell_width, 9);
    CU_ASSERT_EQUAL(text.cell_height, 16);
    CU_ASSERT_TRUE(row_is(0, "first"));
    CU_ASSERT_TRUE(row_is(24, "last"));
    CU_ASSERT_EQUAL(text.cell[0].attribute, 0x07);
}

static void mode_1_shows_40_by_25_characters(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_01);
    put_text(b, 40, "second row");
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.columns, 40);
    CU_ASSERT_EQUAL(text.rows, 25);
    CU_ASSERT_TRUE(row_is(1, "second row"));
}

static void a_font_of_8_lines_makes_50_rows(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    vga_set(b, 0x3d4, 0x09, 0x47);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.rows, 50);
    CU_ASSERT_EQUAL(bench_last(b, EV_VIDEO_MODE)->arg[2], 50);
}

static void the_start_address_scrolls_the_screen(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 80, "second");
    vga_set(b, 0x3d4, 0x0d, 80);
    set_cursor(b, 80 + 3);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_TRUE(row_is(0, "second"));
    CU_ASSERT_EQUAL(text.cursor, 3);
}

static void the_offset_says_where_the_next_row_begins(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 100, "wide");
    vga_set(b, 0x3d4, 0x13, 50);
    set_cursor(b, 101);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_TRUE(row_is(1, "wide"));
    CU_ASSERT_EQUAL(text.cursor, 81);
    set_cursor(b, 90); /* between the rows */
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.cursor, VGA_NO_CURSOR);
}

static void the_cursor_has_a_place_and_a_shape(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    set_cursor(b, 12 * 80 + 34);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.cursor, 12 * 80 + 34);
    CU_ASSERT_EQUAL(text.cursor_first, 13);
    CU_ASSERT_EQUAL(text.cursor_last, 14);
}

static void the_cursor_can_be_hidden_in_four_ways(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    vga_set(b, 0x3d4, 0x0a, 0x20 | 13);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.cursor, VGA_NO_CURSOR);
    vga_set(b, 0x3d4, 0x0a, 15);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.cursor, VGA_NO_CURSOR);
    vga_set(b, 0x3d4, 0x0a, 17);
    vga_set(b, 0x3d4, 0x0b, 18);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.cursor, VGA_NO_CURSOR);
    vga_set(b, 0x3d4, 0x0a, 13);
    set_cursor(b, 25 * 80);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.cursor, VGA_NO_CURSOR);
}

static void the_screen_goes_dark_in_four_ways(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    vga_set(b, 0x3c4, 1, 0x20);
    CU_ASSERT_FALSE(vga_text_view(&vga, &text));
    vga_set(b, 0x3c4, 1, 0x00);
    vga_set(b, 0x3c4, 0, 0x01);
    CU_ASSERT_FALSE(vga_text_view(&vga, &text));
    vga_set(b, 0x3c4, 0, 0x03);
    vga_set(b, 0x3d4, 0x17, 0x23);
    CU_ASSERT_FALSE(vga_text_view(&vga, &text));
    vga_set(b, 0x3d4, 0x17, 0xa3);
    CU_ASSERT_TRUE(vga_text_view(&vga, &text));
    bench_in(b, 0x3da);
    bench_out(b, 0x3c0, 0x00);
    CU_ASSERT_FALSE(vga_text_view(&vga, &text));
}

static void text_colours_go_through_palette_and_dac(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.colour[0], 0x000000);
    CU_ASSERT_EQUAL(text.colour[1], 0x000055);
    CU_ASSERT_EQUAL(text.colour[6], 0x555500); /* palette 14h */
    CU_ASSERT_EQUAL(text.colour[15], 0xffffff);
    bench_out(b, 0x3c6, 0x00);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.colour[15], 0x000000);
}

static void attribute_bit_7_blinks_or_is_bright(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    CU_ASSERT_TRUE(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.blink, 1);
    vga_set_attribute(b, 0x10, 0x04);
    CU_ASSERT_TRUE(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(text.blink, 0);
}

static void letters_are_drawn_from_the_font_in_plane_2(void)
{
    struct board *b = vga_bench(&vga);
    uint16_t width, height;

    vga_program(b, MODE_03);
    put_text(b, 0, "AB");
    vga.plane[2]['B' * 32 + 5] = 0x81;
    set_cursor(b, 2000);
    CU_ASSERT_TRUE(vga_picture_view(&vga, &width, &height));
    CU_ASSERT_EQUAL(width, 720);
    CU_ASSERT_EQUAL(height, 400);
    vga_picture_line(b, &vga, 5, 0, pixels);
    for (unsigned x = 0; x < 18; x++)
        EXPECT(pixels[x] == (x == 9 || x == 16 ? 0x0055ffu : 0u),
               "pixel %u is %06x", x, pixels[x]);
}

static void line_characters_reach_the_ninth_dot(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 0, "\xc4\xb0");
    vga.plane[2][0xc4 * 32] = 0x01;
    vga.plane[2][0xb0 * 32] = 0x01;
    set_cursor(b, 2000);
    vga_picture_line(b, &vga, 0, 0, pixels);
    CU_ASSERT_EQUAL(pixels[7], pixels[8]);
    CU_ASSERT_NOT_EQUAL(pixels[16], pixels[17]);
}

static void attribute_bit_3_can_select_a_second_font(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 0, "AA");
    bench_mem_write(b, DEV_vga, 0xb8003, 0x0f);
    vga_set(b, 0x3c4, 3, 0x24); /* table 5 for bit 3, table 0 without */
    vga.plane[2][0x6000 + 'A' * 32] = 0xff;
    set_cursor(b, 2000);
    vga_picture_line(b, &vga, 0, 0, pixels);
    CU_ASSERT_EQUAL(pixels[0], 0);
    CU_ASSERT_EQUAL(pixels[9], 0xffffff);
}

static void cursor_and_blinking_letters_come_and_go(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 0, "A");
    bench_mem_write(b, DEV_vga, 0xb8001, 0x8f);
    vga.plane[2]['A' * 32 + 2] = 0xff;
    vga_picture_line(b, &vga, 2, 0, pixels);
    CU_ASSERT_EQUAL(pixels[0], 0xffffff);
    vga_picture_line(b, &vga, 2, 16, pixels);
    CU_ASSERT_EQUAL(pixels[0], 0x000000);
    vga_picture_line(b, &vga, 13, 0, pixels);
    CU_ASSERT_EQUAL(pixels[0], 0xffffff);
    vga_picture_line(b, &vga, 13, 8, pixels);
    CU_ASSERT_EQUAL(pixels[0], 0x000000);
}

static void mode_13h_shows_a_byte_a_pixel(void)
{
    struct board *b = vga_bench(&vga);
    uint16_t width = 0, height = 0;

    vga_program(b, MODE_13);
    CU_ASSERT_TRUE(vga_graphics_view(&vga, &width, &height));
    CU_ASSERT_EQUAL(width, 320);
    CU_ASSERT_EQUAL(height, 200);
    for (unsigned x = 0; x < 320; x++)
        bench_mem_write(b, DEV_vga, 0xa0000 + 199 * 320 + x, x & 63);
    vga_picture_line(b, &vga, 199, 0, pixels);
    for (unsigned x = 0; x < 320; x++)
        EXPECT(pixels[x] == ((x >> 4 & 3) * 0x550000 + (x >> 2 & 3) * 0x5500 +
                             (x & 3) * 0x55),
               "pixel %u is %06x", x, pixels[x]);
    vga_picture_line(b, &vga, 0, 0, pixels);
    CU_ASSERT_EQUAL(pixels[1], 0);
    CU_ASSERT_FALSE(vga_text_view(&vga, &text));
}

/* The tweak that games made popular: mode 13h without chain-4. */
static void mode_x_shows_the_planes_side_by_side(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_13);
    vga_set(b, 0x3c4, 4, 0x06);
    vga_set(b, 0x3d4, 0x14, 0x00);
    vga_set(b, 0x3d4, 0x17, 0xe3);
    vga_set(b, 0x3c4, 2, 0x04);
    bench_mem_write(b, DEV_vga, 0xa0000 + 80 + 1, 0x3f);
    vga_picture_line(b, &vga, 1, 0, pixels);
    CU_ASSERT_EQUAL(pixels[6], 0xffffff);
    CU_ASSERT_EQUAL(pixels[5], 0x000000);
    CU_ASSERT_EQUAL(pixels[7], 0x000000);
}

static void mode_12h_shows_a_bit_of_each_plane_a_pixel(void)
{
    struct board *b = vga_bench(&vga);
    uint16_t width = 0, height = 0;

    vga_program(b, MODE_12);
    CU_ASSERT_TRUE(vga_graphics_view(&vga, &width, &height));
    CU_ASSERT_EQUAL(width, 640);
    CU_ASSERT_EQUAL(height, 480);
    vga_set(b, 0x3c4, 2, 0x09);
    bench_mem_write(b, DEV_vga, 0xa0000 + 479 * 80 + 79, 0x02);
    vga_picture_line(b, &vga, 479, 0, pixels);
    CU_ASSERT_EQUAL(pixels[638], 0xffaa55); /* colour 9 */
    CU_ASSERT_EQUAL(pixels[639], 0);
}

static void mode_4_shows_odd_lines_from_8k_on(void)
{
    struct board *b = vga_bench(&vga);
    uint16_t width = 0, height = 0;

    vga_program(b, MODE_04);
    CU_ASSERT_TRUE(vga_graphics_view(&vga, &width, &height));
    CU_ASSERT_EQUAL(width, 320);
    CU_ASSERT_EQUAL(height, 200);
    bench_mem_write(b, DEV_vga, 0xb8000 + 0x2000 + 81, 0xc0);
    vga_picture_line(b, &vga, 3, 0, pixels);
    CU_ASSERT_EQUAL(pixels[4], 0x5555ff); /* colour 3: palette 17h */
    CU_ASSERT_EQUAL(pixels[5], 0x000000);
    vga_set_attribute(b, 0x12, 0x0f);
    vga.plane[3][0x2000 + 80] = 0x80;
    vga_picture_line(b, &vga, 3, 0, pixels);
    CU_ASSERT_EQUAL(pixels[4], 0x5500ff); /* colour 11: palette 13h */
    vga_picture_line(b, &vga, 2, 0, pixels);
    CU_ASSERT_EQUAL(pixels[4], 0x000000);
}

/* Mode 13h, each line of the memory in a grey of its own, the split after
 * scan line 199, the second one of line 99. */
static struct board *split(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_13);
    for (unsigned i = 0; i < 320 * 200; i++)
        bench_mem_write(b, DEV_vga, 0xa0000 + i, (uint8_t)(i / 320 % 64));
    bench_out(b, 0x3c8, 0);
    for (unsigned i = 0; i < 64 * 3; i++)
        bench_out(b, 0x3c9, (uint8_t)(i / 3));
    vga_set(b, 0x3d4, 0x0d, 80); /* begin with line 1 */
    vga_set(b, 0x3d4, 0x18, 199);
    vga_set(b, 0x3d4, 0x11, 0x0e);
    vga_set(b, 0x3d4, 0x07, 0x0f);
    vga_set(b, 0x3d4, 0x09, 0x01);
    return b;
}

static unsigned grey_at(const struct board *b, unsigned y, unsigned x)
{
    vga_picture_line(b, &vga, y, 0, pixels);
    return (pixels[x] & 0xff) >> 2;
}

static void below_the_line_compare_the_memory_begins_anew(void)
{
    struct board *b = split();

    CU_ASSERT_EQUAL(grey_at(b, 0, 0), 1);
    CU_ASSERT_EQUAL(grey_at(b, 62, 0), 63);
    CU_ASSERT_EQUAL(grey_at(b, 99, 0), 36); /* line 100 of the memory */
    CU_ASSERT_EQUAL(grey_at(b, 100, 0), 0);
    CU_ASSERT_EQUAL(grey_at(b, 101, 0), 1);
}

static void line_compare_has_ten_bits(void)
{
    struct board *b = split();

    vga_set(b, 0x3d4, 0x09, 0x41);
    CU_ASSERT_EQUAL(grey_at(b, 100, 0), 37);
    vga_set(b, 0x3d4, 0x09, 0x01);
    vga_set(b, 0x3d4, 0x07, 0x1f);
    CU_ASSERT_EQUAL(grey_at(b, 100, 0), 37);
}

static void panning_moves_the_picture_to_the_left(void)
{
    struct board *b = split();

    bench_mem_write(b, DEV_vga, 0xa0000 + 320 + 3, 50);
    bench_mem_write(b, DEV_vga, 0xa0000 + 640, 51);
    bench_mem_write(b, DEV_vga, 0xa0000 + 3, 52);
    vga_set_attribute(b, 0x13, 6);
    CU_ASSERT_EQUAL(grey_at(b, 0, 0), 50);
    CU_ASSERT_EQUAL(grey_at(b, 0, 317), 51); /* from behind the edge */
    CU_ASSERT_EQUAL(grey_at(b, 100, 0), 52);
    vga_set_attribute(b, 0x10, 0x61); /* the lower part stays */
    CU_ASSERT_EQUAL(grey_at(b, 0, 0), 50);
    CU_ASSERT_EQUAL(grey_at(b, 100, 3), 52);
}

static void characters_of_9_dots_pan_from_8_on(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 0, "A");
    vga.plane[2]['A' * 32] = 0x40;
    set_cursor(b, 2000);
    vga_picture_line(b, &vga, 0, 0, pixels);
    CU_ASSERT_NOT_EQUAL(pixels[1], 0);
    vga_set_attribute(b, 0x13, 0);
    vga_picture_line(b, &vga, 0, 0, pixels);
    CU_ASSERT_NOT_EQUAL(pixels[0], 0);
    CU_ASSERT_EQUAL(pixels[1], 0);
}

static void preset_row_scan_begins_within_a_row(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 0, "AB");
    put_text(b, 80, "B");
    vga.plane[2]['A' * 32 + 3] = 0x80;
    vga.plane[2]['B' * 32] = 0x80;
    set_cursor(b, 2000);
    vga_set(b, 0x3d4, 0x08, 3);
    vga_picture_line(b, &vga, 0, 0, pixels);
    CU_ASSERT_NOT_EQUAL(pixels[0], 0);
    vga_picture_line(b, &vga, 13, 0, pixels);
    CU_ASSERT_NOT_EQUAL(pixels[0], 0);
    vga_set(b, 0x3d4, 0x08, 0x20); /* and a character further right */
    vga_picture_line(b, &vga, 0, 0, pixels);
    CU_ASSERT_NOT_EQUAL(pixels[0], 0);
}

static void a_split_text_screen_begins_anew_below(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 0, "status");
    put_text(b, 160, "top");
    vga_set(b, 0x3d4, 0x0d, 160);
    vga_set(b, 0x3d4, 0x18, 0x7f); /* with bit 8: 383, above row 24 */
    set_cursor(b, 2);
    vga_set(b, 0x3d4, 0x09, 0x0f);
    CU_ASSERT_TRUE_FATAL(vga_text_view(&vga, &text));
    CU_ASSERT_TRUE(row_is(0, "top"));
    CU_ASSERT_FALSE(row_is(23, "status"));
    CU_ASSERT_TRUE(row_is(24, "status"));
    CU_ASSERT_EQUAL(text.cursor, 24 * 80 + 2);
}

static void attribute_1_is_underlined_where_the_crtc_says(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    put_text(b, 0, "AA");
    bench_mem_write(b, DEV_vga, 0xb8001, 0x01);
    set_cursor(b, 2000);
    vga_picture_line(b, &vga, 13, 0, pixels);
    CU_ASSERT_EQUAL(pixels[0], 0);
    vga_set(b, 0x3d4, 0x14, 13);
    vga_picture_line(b, &vga, 13, 0, pixels);
    CU_ASSERT_EQUAL(pixels[8], 0x000055);
    CU_ASSERT_EQUAL(pixels[9], 0); /* attribute 7 is not */
    vga_picture_line(b, &vga, 12, 0, pixels);
    CU_ASSERT_EQUAL(pixels[0], 0);
}

static void the_border_has_a_colour_of_its_own(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    CU_ASSERT_EQUAL(vga_border(&vga), 0);
    vga_set_attribute(b, 0x11, 0x3f);
    CU_ASSERT_EQUAL(vga_border(&vga), 0xffffff);
}

CU_TestInfo vga_screen_tests[] = {
    TEST(the_screen_is_dark_until_it_is_programmed),
    TEST(mode_3_shows_80_by_25_characters),
    TEST(mode_1_shows_40_by_25_characters),
    TEST(a_font_of_8_lines_makes_50_rows),
    TEST(the_start_address_scrolls_the_screen),
    TEST(the_offset_says_where_the_next_row_begins),
    TEST(the_cursor_has_a_place_and_a_shape),
    TEST(the_cursor_can_be_hidden_in_four_ways),
    TEST(the_screen_goes_dark_in_four_ways),
    TEST(text_colours_go_through_palette_and_dac),
    TEST(attribute_bit_7_blinks_or_is_bright),
    TEST(letters_are_drawn_from_the_font_in_plane_2),
    TEST(line_characters_reach_the_ninth_dot),
    TEST(attribute_bit_3_can_select_a_second_font),
    TEST(cursor_and_blinking_letters_come_and_go),
    TEST(mode_13h_shows_a_byte_a_pixel),
    TEST(mode_x_shows_the_planes_side_by_side),
    TEST(mode_12h_shows_a_bit_of_each_plane_a_pixel),
    TEST(mode_4_shows_odd_lines_from_8k_on),
    TEST(below_the_line_compare_the_memory_begins_anew),
    TEST(line_compare_has_ten_bits),
    TEST(panning_moves_the_picture_to_the_left),
    TEST(characters_of_9_dots_pan_from_8_on),
    TEST(preset_row_scan_begins_within_a_row),
    TEST(a_split_text_screen_begins_anew_below),
    TEST(attribute_1_is_underlined_where_the_crtc_says),
    TEST(the_border_has_a_colour_of_its_own),
    CU_TEST_INFO_NULL,
};
