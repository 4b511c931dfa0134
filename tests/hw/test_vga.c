/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_vga.c - ports and registers of the video card.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/vga.h"
#pragma GCC diagnostic pop

#include "tests/hw/vga_modes.h"
#include "tests/test.h"

static struct vga vga;

static void every_register_is_zero_at_power_on(void)
{
    struct board *b = vga_bench(&vga);

    CU_ASSERT_EQUAL(bench_in(b, 0x3cc), 0);
    for (uint8_t i = 0; i < 5; i++)
        CU_ASSERT_EQUAL(vga_get(b, 0x3c4, i), 0);
    for (uint8_t i = 0; i < 9; i++)
        CU_ASSERT_EQUAL(vga_get(b, 0x3ce, i), 0);
    for (uint8_t i = 0; i < 25; i++)
        CU_ASSERT_EQUAL(vga_get(b, 0x3b4, i), 0);
}

static void registers_read_back_what_was_written(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    CU_ASSERT_EQUAL(bench_in(b, 0x3cc), 0x67);
    CU_ASSERT_EQUAL(vga_get(b, 0x3c4, 2), 0x03);
    CU_ASSERT_EQUAL(vga_get(b, 0x3ce, 6), 0x0e);
    CU_ASSERT_EQUAL(vga_get(b, 0x3d4, 0x12), 0x8f);
    bench_out(b, 0x3ce, 8);
    CU_ASSERT_EQUAL(bench_in(b, 0x3ce), 8);
}

static void bits_that_do_not_exist_read_as_zero(void)
{
    struct board *b = vga_bench(&vga);

    vga_set(b, 0x3c4, 0, 0xff);
    vga_set(b, 0x3c4, 4, 0xff);
    vga_set(b, 0x3ce, 5, 0xff);
    CU_ASSERT_EQUAL(vga_get(b, 0x3c4, 0), 0x03);
    CU_ASSERT_EQUAL(vga_get(b, 0x3c4, 4), 0x0e);
    CU_ASSERT_EQUAL(vga_get(b, 0x3ce, 5), 0x7b);
}

static void misc_bit_0_moves_the_crtc_between_3bx_and_3dx(void)
{
    struct board *b = vga_bench(&vga);

    vga_set(b, 0x3b4, 0x0f, 0x12);
    CU_ASSERT_EQUAL(vga_get(b, 0x3b4, 0x0f), 0x12);
    CU_ASSERT_EQUAL(vga_get(b, 0x3d4, 0x0f), 0xff);
    bench_out(b, 0x3c2, 0x01);
    CU_ASSERT_EQUAL(vga_get(b, 0x3d4, 0x0f), 0x12);
    CU_ASSERT_EQUAL(vga_get(b, 0x3b4, 0x0f), 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x3ba), 0xff);
}

static void ports_without_a_register_read_ff(void)
{
    struct board *b = vga_bench(&vga);

    bench_out(b, 0x3c2, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c3), 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x3cb), 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x3d0), 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x3d9), 0xff);
}

static void the_attribute_port_takes_index_and_data_in_turn(void)
{
    struct board *b = vga_bench(&vga);

    bench_out(b, 0x3c2, 0x01);
    bench_in(b, 0x3da);
    bench_out(b, 0x3c0, 0x05);
    bench_out(b, 0x3c0, 0x2a);
    bench_out(b, 0x3c0, 0x06);
    bench_out(b, 0x3c0, 0x15);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c1), 0x15);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c0), 0x06);
    bench_out(b, 0x3c0, 0x05);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c1), 0x2a);
}

static void reading_status_1_makes_the_attribute_port_take_an_index(void)
{
    struct board *b = vga_bench(&vga);

    bench_out(b, 0x3c2, 0x01);
    bench_out(b, 0x3c0, 0x05);
    bench_in(b, 0x3da);
    bench_out(b, 0x3c0, 0x07);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c0), 0x07);
}

static void the_palette_is_locked_while_the_display_uses_it(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    bench_in(b, 0x3da);
    bench_out(b, 0x3c0, 0x20 | 0x03);
    bench_out(b, 0x3c0, 0x3f);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c1), 0x03);
    bench_out(b, 0x3c0, 0x03);
    bench_out(b, 0x3c0, 0x3f);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c1), 0x3f);
    bench_out(b, 0x3c0, 0x20 | 0x11);
    bench_out(b, 0x3c0, 0x07);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c1), 0x07);
}

static void protected_crtc_registers_keep_all_but_line_compare(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    vga_set(b, 0x3d4, 0x01, 0x00);
    vga_set(b, 0x3d4, 0x07, 0x00);
    CU_ASSERT_EQUAL(vga_get(b, 0x3d4, 0x01), 0x4f);
    CU_ASSERT_EQUAL(vga_get(b, 0x3d4, 0x07), 0x0f);
    vga_set(b, 0x3d4, 0x08, 0x05);
    CU_ASSERT_EQUAL(vga_get(b, 0x3d4, 0x08), 0x05);
    vga_set(b, 0x3d4, 0x11, 0x0e);
    vga_set(b, 0x3d4, 0x01, 0x27);
    CU_ASSERT_EQUAL(vga_get(b, 0x3d4, 0x01), 0x27);
}

static void the_dac_stores_triples_and_counts_on(void)
{
    struct board *b = vga_bench(&vga);

    bench_out(b, 0x3c8, 0xff);
    for (uint8_t value = 1; value <= 6; value++)
        bench_out(b, 0x3c9, value);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c8), 1);
    bench_out(b, 0x3c7, 0xff);
    for (uint8_t value = 1; value <= 6; value++)
        CU_ASSERT_EQUAL(bench_in(b, 0x3c9), value);
}

static void a_dac_entry_changes_with_its_third_byte(void)
{
    struct board *b = vga_bench(&vga);

    bench_out(b, 0x3c8, 7);
    bench_out(b, 0x3c9, 0x3f);
    bench_out(b, 0x3c9, 0x3f);
    bench_out(b, 0x3c7, 7);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c9), 0);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c7), 3);
    bench_out(b, 0x3c8, 7);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c7), 0);
}

static void a_dac_colour_has_six_bits(void)
{
    struct board *b = vga_bench(&vga);

    bench_out(b, 0x3c8, 0);
    for (unsigned i = 0; i < 3; i++)
        bench_out(b, 0x3c9, 0xff);
    bench_out(b, 0x3c7, 0);
    CU_ASSERT_EQUAL(bench_in(b, 0x3c9), 0x3f);
}

static void a_new_mode_is_reported_once_when_the_screen_lights_up(void)
{
    struct board *b = vga_bench(&vga);
    const struct bench_event *event;

    vga_program(b, MODE_03);
    CU_ASSERT_EQUAL(bench_events(b, EV_VIDEO_MODE), 1);
    event = bench_last(b, EV_VIDEO_MODE);
    CU_ASSERT_EQUAL(event->arg[0], 0);
    CU_ASSERT_EQUAL(event->arg[1], 80);
    CU_ASSERT_EQUAL(event->arg[2], 25);
    vga_program(b, MODE_03);
    CU_ASSERT_EQUAL(bench_events(b, EV_VIDEO_MODE), 1);
    vga_program(b, MODE_13);
    CU_ASSERT_EQUAL(bench_events(b, EV_VIDEO_MODE), 2);
    event = bench_last(b, EV_VIDEO_MODE);
    CU_ASSERT_EQUAL(event->arg[0], 1);
    CU_ASSERT_EQUAL(event->arg[1], 320);
    CU_ASSERT_EQUAL(event->arg[2], 200);
    vga_program(b, MODE_03);
    vga_program(b, MODE_01);
    CU_ASSERT_EQUAL(bench_events(b, EV_VIDEO_MODE), 4);
}

/* Vertical retraces that a program sees which looks every 20 us. */
static unsigned retraces_in_one_second(struct board *b)
{
    unsigned retraces = 0;
    bool before = true;

    for (unsigned i = 0; i < 50000; i++) {
        bool now = bench_in(b, 0x3da) & 0x08;

        retraces += now && !before;
        before = now;
        bench_wait(b, 20000);
    }
    return retraces;
}

static void there_are_70_retraces_a_second_at_400_lines(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    CU_ASSERT_EQUAL(retraces_in_one_second(b), 70);
    vga_program(b, MODE_13);
    CU_ASSERT_EQUAL(retraces_in_one_second(b), 70);
}

static void there_are_60_retraces_a_second_at_480_lines(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_12);
    CU_ASSERT_EQUAL(retraces_in_one_second(b), 60);
}

static void the_retrace_also_comes_on_an_unprogrammed_card(void)
{
    struct board *b = vga_bench(&vga);

    bench_out(b, 0x3c2, 0x01);
    CU_ASSERT_EQUAL(retraces_in_one_second(b), 70);
}

/* Mode 3: a line takes 900 dots of 35.3 ns, 720 of them are shown; a frame
 * has 449 lines, 400 of them are shown, 412 and 413 are retrace. */
static void status_1_follows_the_beam(void)
{
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    bench_until(b, 10000);
    CU_ASSERT_EQUAL(bench_in(b, 0x3da), 0x00);
    bench_until(b, 28000);
    CU_ASSERT_EQUAL(bench_in(b, 0x3da), 0x01);
    bench_until(b, 411 * UINT64_C(31778));
    CU_ASSERT_EQUAL(bench_in(b, 0x3da), 0x01);
    bench_until(b, 412 * UINT64_C(31778) + 5000);
    CU_ASSERT_EQUAL(bench_in(b, 0x3da), 0x09);
    bench_until(b, 413 * UINT64_C(31778) + 5000);
    CU_ASSERT_EQUAL(bench_in(b, 0x3da), 0x09);
    bench_until(b, 414 * UINT64_C(31778) + 5000);
    CU_ASSERT_EQUAL(bench_in(b, 0x3da), 0x01);
    bench_until(b, 449 * UINT64_C(31778) + 5000);
    CU_ASSERT_EQUAL(bench_in(b, 0x3da), 0x00);
    CU_ASSERT_EQUAL(vga_frame(&vga, board_now(b)), 1);
}

static void reset_clears_the_registers_and_keeps_the_memory(void)
{
    struct board *b = vga_bench(&vga);
    struct vga_text text;

    vga_program(b, MODE_03);
    bench_mem_write(b, DEV_vga, 0xb8000, 'A');
    bench_reset(b);
    CU_ASSERT_FALSE(vga_text_view(&vga, &text));
    CU_ASSERT_EQUAL(bench_in(b, 0x3cc), 0);
    vga_program(b, MODE_03);
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xb8000), 'A');
    CU_ASSERT_EQUAL(bench_events(b, EV_VIDEO_MODE), 2);
}

/* Everything a hostile program can do; the sanitizers watch. */
static void any_access_in_any_order_is_survived(void)
{
    static uint32_t pixels[VGA_PICTURE_WIDTH];
    struct board *b = vga_bench(&vga);
    uint32_t random = 1;

    for (unsigned i = 0; i < 200000; i++) {
        uint16_t width = 0, height = 0;
        struct vga_text text;

        random = random * 1664525 + 1013904223;
        bench_out(b, (uint16_t)(0x3b4 + (random >> 16) % 0x27),
                  (uint8_t)(random >> 8));
        bench_in(b, (uint16_t)(0x3b4 + (random >> 20) % 0x27));
        bench_mem_write(b, DEV_vga, 0xa0000 + (random >> 12) % 0x20000,
                        (uint8_t)random);
        bench_mem_read(b, DEV_vga, 0xa0000 + (random >> 10) % 0x20000);
        bench_wait(b, random % 100000);
        if (i % 100)
            continue;
        vga_text_view(&vga, &text);
        if (vga_picture_view(&vga, &width, &height))
            vga_picture_line(b, &vga, (random >> 8) % height, i, pixels);
        CU_ASSERT_TRUE(width <= VGA_PICTURE_WIDTH);
    }
}

CU_TestInfo vga_tests[] = {
    TEST(every_register_is_zero_at_power_on),
    TEST(registers_read_back_what_was_written),
    TEST(bits_that_do_not_exist_read_as_zero),
    TEST(misc_bit_0_moves_the_crtc_between_3bx_and_3dx),
    TEST(ports_without_a_register_read_ff),
    TEST(the_attribute_port_takes_index_and_data_in_turn),
    TEST(reading_status_1_makes_the_attribute_port_take_an_index),
    TEST(the_palette_is_locked_while_the_display_uses_it),
    TEST(protected_crtc_registers_keep_all_but_line_compare),
    TEST(the_dac_stores_triples_and_counts_on),
    TEST(a_dac_entry_changes_with_its_third_byte),
    TEST(a_dac_colour_has_six_bits),
    TEST(a_new_mode_is_reported_once_when_the_screen_lights_up),
    TEST(there_are_70_retraces_a_second_at_400_lines),
    TEST(there_are_60_retraces_a_second_at_480_lines),
    TEST(the_retrace_also_comes_on_an_unprogrammed_card),
    TEST(status_1_follows_the_beam),
    TEST(reset_clears_the_registers_and_keeps_the_memory),
    TEST(any_access_in_any_order_is_survived),
    CU_TEST_INFO_NULL,
};
