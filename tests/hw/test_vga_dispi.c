/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_vga_dispi.c - the Bochs VBE extensions and the PCI function of
 * the video card.
 *
 * Source: Bochs documentation, "VBE Display API".
 */
#include "hw/pci.h"
#include "tests/hw/vga_modes.h"
#include "tests/test.h"

static struct vga vga;
static uint32_t pixels[VGA_PICTURE_WIDTH];

enum { ID, XRES, YRES, BPP, ENABLE, BANK, VWIDTH, VHEIGHT, X, Y, MEMORY };

static uint16_t get(struct board *b, uint16_t index)
{
    bench_out_wide(b, 0x1ce, 2, index);
    return (uint16_t)bench_in_wide(b, 0x1cf, 2);
}

static void set(struct board *b, uint16_t index, uint16_t value)
{
    bench_out_wide(b, 0x1ce, 2, index);
    bench_out_wide(b, 0x1cf, 2, value);
}

/* A card in text mode, then in this one; more: bits of ENABLE. */
static struct board *mode(uint16_t x, uint16_t y, uint16_t bits, uint16_t more)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    set(b, XRES, x);
    set(b, YRES, y);
    set(b, BPP, bits);
    set(b, ENABLE, (uint16_t)(1 | more));
    return b;
}

static void poke(struct board *b, uint32_t address, const char *bytes)
{
    for (; *bytes; bytes++)
        bench_mem_write(b, DEV_vga, address++, (uint8_t)*bytes);
}

static uint32_t pixel(const struct board *b, unsigned x, unsigned y)
{
    vga_picture_line(b, &vga, y, 0, pixels);
    return pixels[x];
}

static void the_id_is_the_newest_and_can_be_an_older_one(void)
{
    struct board *b = vga_bench(&vga);

    CU_ASSERT_EQUAL(get(b, ID), 0xb0c5);
    set(b, ID, 0xb0c2);
    CU_ASSERT_EQUAL(get(b, ID), 0xb0c2);
    set(b, ID, 0xb0c6);
    set(b, ID, 0xb0bf);
    CU_ASSERT_EQUAL(get(b, ID), 0xb0c2);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1ce, 2), ID);
    CU_ASSERT_EQUAL(get(b, MEMORY), 256);
}

static void bytes_do_not_reach_the_registers(void)
{
    struct board *b = vga_bench(&vga);

    set(b, XRES, 640);
    bench_out(b, 0x1ce, ID);
    bench_out(b, 0x1cf, 1);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1cf, 2), 640);
}

static void capabilities_are_read_in_place_of_the_mode(void)
{
    struct board *b = mode(640, 480, 16, 2);

    CU_ASSERT_EQUAL(get(b, XRES), 2560);
    CU_ASSERT_EQUAL(get(b, YRES), 1600);
    CU_ASSERT_EQUAL(get(b, BPP), 32);
    set(b, ENABLE, 1);
    CU_ASSERT_EQUAL(get(b, XRES), 640);
}

static void a_mode_is_an_event_and_a_picture(void)
{
    struct board *b = mode(640, 480, 16, 0x40);
    const struct bench_event *event = bench_last(b, EV_VIDEO_MODE);
    struct vga_text text;
    uint16_t width, height;

    CU_ASSERT_EQUAL(event->arg[0], 1);
    CU_ASSERT_EQUAL(event->arg[1], 640);
    CU_ASSERT_EQUAL(event->arg[2], 480);
    CU_ASSERT_EQUAL(event->arg[3], 16);
    CU_ASSERT_FALSE(vga_text_view(&vga, &text));
    CU_ASSERT_TRUE(vga_picture_view(&vga, &width, &height));
    CU_ASSERT_EQUAL(width, 640);
    CU_ASSERT_EQUAL(height, 480);
    bench_in(b, 0x3da);
    bench_out(b, 0x3c0, 0); /* the palette is the processor's */
    CU_ASSERT_FALSE(vga_picture_view(&vga, &width, &height));
    bench_in(b, 0x3da);
    bench_out(b, 0x3c0, 0x20);
    set(b, ENABLE, 0);
    CU_ASSERT_TRUE(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(bench_last(b, EV_VIDEO_MODE)->arg[3], 0);
}

static void each_depth_has_its_own_pixels(void)
{
    static const struct {
        uint16_t bits, bytes;
        const char *pixel;
        uint32_t colour;
    } depths[] = {
        {15, 2, "\x1f\x7c", 0xff00ff},
        {15, 2, "\xe0\x83", 0x00ff00},
        {16, 2, "\x1f\xf8", 0xff00ff},
        {16, 2, "\xe0\x07", 0x00ff00},
        {24, 3, "\x12\x34\x56", 0x563412},
        {32, 4, "\x12\x34\x56\xff", 0x563412},
    };

    for (unsigned i = 0; i < ARRAY_LEN(depths); i++) {
        struct board *b = mode(320, 200, depths[i].bits, 0);
        uint32_t place = (2u * 320 + 7) * depths[i].bytes;

        poke(b, 0xa0000 + place, depths[i].pixel);
        EXPECT(pixel(b, 7, 2) == depths[i].colour, "depth %u",
               (unsigned)depths[i].bits);
        CU_ASSERT_EQUAL(pixel(b, 6, 2), 0);
        CU_ASSERT_EQUAL(pixel(b, 8, 2), 0);
    }
}

static void eight_bits_go_through_the_dac(void)
{
    struct board *b = mode(320, 200, 8, 0);

    poke(b, 0xa0000, "\x07");
    bench_out(b, 0x3c6, 0xff);
    bench_out(b, 0x3c8, 7);
    for (unsigned i = 0; i < 3; i++)
        bench_out(b, 0x3c9, (uint8_t)(0xc1 + i)); /* six bits: 1, 2, 3 */
    CU_ASSERT_EQUAL(pixel(b, 0, 0), 0x04080c);
    bench_out(b, 0x3c7, 7);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c9), 0x01);
}

static void the_dac_can_have_eight_bits_a_colour(void)
{
    struct board *b = mode(320, 200, 8, 0x20);

    poke(b, 0xa0000, "\x07");
    bench_out(b, 0x3c6, 0xff);
    bench_out(b, 0x3c8, 7);
    for (unsigned i = 0; i < 3; i++)
        bench_out(b, 0x3c9, (uint8_t)(0xc1 + i));
    CU_ASSERT_EQUAL(pixel(b, 0, 0), 0xc1c2c3);
    bench_out(b, 0x3c7, 7);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c9), 0xc1);
}

static void four_bits_are_planes_as_on_the_ega(void)
{
    struct board *b = mode(800, 600, 4, 0);

    vga_set(b, 0x3c4, 4, 0x06);
    vga_set(b, 0x3ce, 5, 0x00);
    vga_set(b, 0x3ce, 8, 0xff);
    vga_set(b, 0x3ce, 1, 0x00);
    vga_set_attribute(b, 0x12, 0x0f);
    for (uint8_t i = 0; i < 16; i++)
        vga_set_attribute(b, i, i);
    bench_out(b, 0x3c6, 0xff);
    bench_out(b, 0x3c8, 5);
    for (unsigned i = 0; i < 3; i++)
        bench_out(b, 0x3c9, 0x3f);
    vga_set(b, 0x3c4, 2, 0x05);
    set(b, BANK, 0);
    poke(b, 0xa0000 + 599 * 100 + 99, "\x01"); /* the last pixel */
    CU_ASSERT_EQUAL(pixel(b, 799, 599), 0xffffff);
    CU_ASSERT_EQUAL(pixel(b, 798, 599), 0);
    vga_set(b, 0x3ce, 4, 2);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xa0000 + 59999), 1);
    vga_set(b, 0x3ce, 4, 1);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xa0000 + 59999), 0);
}

static void the_bank_moves_the_window(void)
{
    struct board *b = mode(1024, 768, 8, 0);

    set(b, BANK, 3);
    poke(b, 0xaffff, "\x09");
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xaffff), 9);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xb0000), 0xff);
    set(b, BANK, 2);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xaffff), 0);
    set(b, BANK, 0x103); /* there are 256 */
    CU_ASSERT_EQUAL(get(b, BANK), 3);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xaffff), 9);
}

static void enabling_clears_the_picture_unless_told_not_to(void)
{
    struct board *b = mode(320, 200, 8, 0);

    poke(b, 0xa0000 + 63999, "\x01\x02");
    set(b, ENABLE, 0);
    set(b, ENABLE, 0x81);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xa0000 + 63999), 1);
    set(b, ENABLE, 1); /* it was enabled */
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xa0000 + 63999), 1);
    set(b, ENABLE, 0);
    set(b, ENABLE, 1);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xa0000 + 63999), 0);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xa0000 + 64000), 2);
}

static void the_virtual_screen_is_wider_and_moves(void)
{
    struct board *b = mode(640, 480, 8, 0);

    CU_ASSERT_EQUAL(get(b, VWIDTH), 640);
    CU_ASSERT_EQUAL(get(b, VHEIGHT), (16u << 20) / 640);
    set(b, VWIDTH, 1024);
    CU_ASSERT_EQUAL(get(b, VHEIGHT), 16384);
    set(b, X, 5);
    set(b, Y, 3);
    poke(b, 0xa0000 + 3 * 1024 + 5, "\x07");
    bench_out(b, 0x3c6, 0xff);
    bench_out(b, 0x3c8, 7);
    for (unsigned i = 0; i < 3; i++)
        bench_out(b, 0x3c9, 0x3f);
    CU_ASSERT_EQUAL(pixel(b, 0, 0), 0xffffff);
    set(b, Y, 16384 - 479); /* one line too far: none at all */
    CU_ASSERT_EQUAL(get(b, Y), 0);
    set(b, Y, 16384 - 480);
    CU_ASSERT_EQUAL(get(b, X), 5); /* behind the end by five pixels */
    CU_ASSERT_EQUAL(get(b, Y), 0);
    set(b, X, 0);
    set(b, Y, 16384 - 480);
    CU_ASSERT_EQUAL(get(b, Y), 16384 - 480);
}

static void what_does_not_fit_is_made_to_fit(void)
{
    struct board *b = mode(0, 0, 7, 0);

    CU_ASSERT_EQUAL(get(b, XRES), 8);
    CU_ASSERT_EQUAL(get(b, YRES), 1);
    CU_ASSERT_EQUAL(get(b, BPP), 8);
    b = mode(0xffff, 0xffff, 32, 0);
    CU_ASSERT_EQUAL(get(b, XRES), 2560);
    CU_ASSERT_EQUAL(get(b, YRES), 1600);
    b = mode(647, 480, 8, 0);
    CU_ASSERT_EQUAL(get(b, XRES), 640);
    set(b, VWIDTH, 8);
    CU_ASSERT_EQUAL(get(b, VWIDTH), 640);
    set(b, VWIDTH, 0xffff);
    CU_ASSERT_EQUAL(get(b, VWIDTH), 0xfff8);
    CU_ASSERT_EQUAL(get(b, YRES), 256); /* all that such lines leave */
}

static void a_reset_ends_the_mode(void)
{
    struct board *b = mode(640, 480, 16, 0);

    bench_reset(b);
    CU_ASSERT_EQUAL(get(b, ENABLE), 0);
    CU_ASSERT_EQUAL(get(b, XRES), 0);
    CU_ASSERT_EQUAL(get(b, ID), 0xb0c5);
}

static void any_register_value_is_survived(void)
{
    struct board *b = mode(640, 480, 16, 0);
    uint32_t random = 1;

    for (unsigned i = 0; i < 20000; i++) {
        uint16_t width = 0, height = 0;

        random = random * 1664525 + 1013904223;
        set(b, (uint16_t)(random >> 28), (uint16_t)(random >> 8));
        if (i % 3 == 0)
            set(b, ENABLE, 0x81);
        bench_mem_write(b, DEV_vga, 0xa0000 + (random >> 12) % 0x20000,
                        (uint8_t)random);
        bench_mem_read(b, DEV_vga, 0xa0000 + (random >> 10) % 0x20000);
        if (i % 16 == 0 && vga_picture_view(&vga, &width, &height))
            vga_picture_line(b, &vga, (random >> 8) % height, i, pixels);
        CU_ASSERT_TRUE(width <= VGA_PICTURE_WIDTH);
    }
}

/* The card behind the PCI bus, its registers a byte each. */
static struct pci pci;

static struct board *pci_bench(void)
{
    struct board *b = vga_bench(&vga);

    pci = (struct pci){0};
    bench_power_on(b, DEV_pci, &pci_ops, &pci);
    return b;
}

static uint16_t select(struct board *b, unsigned reg)
{
    bench_out_wide(b, 0xcf8, 4, 0x80001000u | (reg & 0xfc));
    return (uint16_t)(0xcfc + (reg & 3));
}

static void config(struct board *b, unsigned reg, uint8_t value)
{
    bench_out(b, select(b, reg), value);
}

static uint8_t config_byte(struct board *b, unsigned reg)
{
    return bench_in(b, select(b, reg));
}

static void base_address_0_places_the_frame_buffer(void)
{
    struct board *b = pci_bench();

    CU_ASSERT_EQUAL(bench_video_place(b), 0);
    for (unsigned reg = 0x10; reg < 0x14; reg++)
        config(b, reg, 0xff);
    CU_ASSERT_EQUAL(config_byte(b, 0x10), 0x08);
    CU_ASSERT_EQUAL(config_byte(b, 0x11), 0x00);
    CU_ASSERT_EQUAL(config_byte(b, 0x12), 0x00);
    CU_ASSERT_EQUAL(config_byte(b, 0x13), 0xff); /* 16 MiB */
    config(b, 0x13, 0xfd);
    CU_ASSERT_EQUAL(bench_video_place(b), 0);
    config(b, 0x04, 0x02);
    CU_ASSERT_EQUAL(bench_video_place(b), 0xfd000000);
    config(b, 0x13, 0xe0);
    CU_ASSERT_EQUAL(bench_video_place(b), 0xe0000000);
    config(b, 0x04, 0x01);
    CU_ASSERT_EQUAL(bench_video_place(b), 0);
    bench_reset(b);
    CU_ASSERT_EQUAL(config_byte(b, 0x13), 0);
}

static void without_pci_it_is_at_e0000000(void)
{
    struct board *b = vga_bench(&vga);

    bench_config(b)->machine = MACHINE_ISA;
    bench_reset(b);
    CU_ASSERT_EQUAL(bench_video_place(b), 0xe0000000);
}

static void a_rom_for_no_pci_function_makes_it_an_isa_card(void)
{
    static uint8_t rom[512] = {[0x18] = 0x40, [0x40] = 'P', 'C',  'I', 'R',
                               0x34,          0x12,         0x11, 0x11};
    struct board *b = pci_bench();

    bench_config(b)->vga_rom = rom;
    bench_config(b)->vga_rom_bytes = sizeof rom;
    bench_reset(b);
    CU_ASSERT_EQUAL(config_byte(b, 0), 0x34);
    CU_ASSERT_EQUAL(bench_video_place(b), 0);
    rom[0x46] = 0x12; /* another device */
    bench_reset(b);
    CU_ASSERT_EQUAL(config_byte(b, 0), 0xff);
    CU_ASSERT_EQUAL(bench_video_place(b), 0xe0000000);
    config(b, 0x04, 0x02);
    CU_ASSERT_EQUAL(bench_video_place(b), 0xe0000000);
    rom[0x18] = 0xff;
    rom[0x19] = 0xff; /* behind the end of the ROM */
    CU_ASSERT_EQUAL(config_byte(b, 0), 0xff);
}

CU_TestInfo vga_dispi_tests[] = {
    TEST(the_id_is_the_newest_and_can_be_an_older_one),
    TEST(bytes_do_not_reach_the_registers),
    TEST(capabilities_are_read_in_place_of_the_mode),
    TEST(a_mode_is_an_event_and_a_picture),
    TEST(each_depth_has_its_own_pixels),
    TEST(eight_bits_go_through_the_dac),
    TEST(the_dac_can_have_eight_bits_a_colour),
    TEST(four_bits_are_planes_as_on_the_ega),
    TEST(the_bank_moves_the_window),
    TEST(enabling_clears_the_picture_unless_told_not_to),
    TEST(the_virtual_screen_is_wider_and_moves),
    TEST(what_does_not_fit_is_made_to_fit),
    TEST(a_reset_ends_the_mode),
    TEST(any_register_value_is_survived),
    TEST(base_address_0_places_the_frame_buffer),
    TEST(without_pci_it_is_at_e0000000),
    TEST(a_rom_for_no_pci_function_makes_it_an_isa_card),
    CU_TEST_INFO_NULL,
};
