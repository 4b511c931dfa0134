/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_kbc.c - 8042 and AT keyboard.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/kbc.h"
#pragma GCC diagnostic pop

#include "hw/scancode.h"
#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define OBF     0x01
#define IBF     0x02
#define SYS     0x04
#define AUX     0x20
#define TIMEOUT 0x40

#define MS      UINT64_C(1000000)

static struct kbc kbc;

static struct board *controller(void)
{
    struct board *b = bench_new();

    memset(&kbc, 0, sizeof kbc);
    bench_power_on(b, DEV_kbc, &kbc_ops, &kbc);
    kbc.mouse.unplugged = 1;
    return b;
}

/* Wait for an answer up to a second, as a BIOS does. -1: none came. */
static int answer(struct board *b)
{
    for (unsigned i = 0; i < 10000; i++) {
        if (bench_in(b, 0x64) & OBF)
            return bench_in(b, 0x60);
        bench_wait(b, MS / 10);
    }
    return -1;
}

static void put(struct board *b, uint16_t port, uint8_t value)
{
    bench_out(b, port, value);
    while (bench_in(b, 0x64) & IBF)
        bench_wait(b, 1000);
}

static int ask(struct board *b, uint8_t command)
{
    put(b, 0x64, command);
    return answer(b);
}

static void command_byte(struct board *b, uint8_t value)
{
    put(b, 0x64, 0x60);
    put(b, 0x60, value);
}

/* After POST: keyboard reset, translation and IRQ1 on. */
static struct board *ready(uint8_t ccb)
{
    struct board *b = controller();

    command_byte(b, ccb);
    put(b, 0x60, 0xff);
    CU_ASSERT_EQUAL(answer(b), 0xfa);
    CU_ASSERT_EQUAL(answer(b), 0xaa);
    return b;
}

static int to_keyboard(struct board *b, uint8_t byte)
{
    put(b, 0x60, byte);
    return answer(b);
}

static void press(struct board *b, uint8_t a, uint8_t c, uint8_t d)
{
    const uint8_t code[3] = {a, c, d};

    CU_ASSERT_TRUE(kbc_key(b, &kbc, code, !c ? 1 : !d ? 2 : 3));
}

static void at_power_on_a20_is_open_and_the_keyboard_off(void)
{
    struct board *b = controller();

    CU_ASSERT_TRUE(bench_line(b, LINE_A20_KBC));
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | IBF | SYS), 0);
    bench_wait(b, 2000 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    put(b, 0x64, 0xae);
    CU_ASSERT_EQUAL(answer(b), 0xaa); /* its own test has long passed */
}

static void self_and_interface_tests_pass(void)
{
    struct board *b = controller();

    CU_ASSERT_EQUAL(ask(b, 0xaa), 0x55);
    CU_ASSERT_EQUAL(ask(b, 0xab), 0x00);
    CU_ASSERT_EQUAL(ask(b, 0xa9), 0x00);
}

static void the_input_buffer_takes_time(void)
{
    struct board *b = controller();

    bench_out(b, 0x64, 0xaa);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (IBF | OBF | 0x08), IBF | 0x08);
    bench_wait(b, MS / 200);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (IBF | OBF), IBF);
    bench_wait(b, MS / 20);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (IBF | OBF), 0);
    bench_wait(b, 2 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (IBF | OBF), OBF);
    bench_in(b, 0x60);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
}

static void the_command_byte_reads_back_and_shows_sys(void)
{
    struct board *b = controller();

    command_byte(b, 0x75);
    CU_ASSERT_EQUAL(ask(b, 0x20), 0x75);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & SYS, SYS);
    put(b, 0x64, 0xae);
    CU_ASSERT_EQUAL(ask(b, 0x20), 0x65);
    put(b, 0x64, 0xad);
    put(b, 0x64, 0xa8);
    CU_ASSERT_EQUAL(ask(b, 0x20), 0x55);
    put(b, 0x64, 0xa7);
    CU_ASSERT_EQUAL(ask(b, 0x20), 0x75);
    put(b, 0x64, 0x7f);
    put(b, 0x60, 0x5a);
    CU_ASSERT_EQUAL(ask(b, 0x3f), 0x5a);
    CU_ASSERT_EQUAL(ask(b, 0x20), 0x75);
    command_byte(b, 0x10);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & SYS, 0);
}

static void a_write_without_waiting_is_not_lost(void)
{
    struct board *b = controller();

    bench_out(b, 0x64, 0x60);
    bench_out(b, 0x60, 0x75);
    bench_out(b, 0x64, 0x20);
    CU_ASSERT_EQUAL(answer(b), 0x75);
}

static void a_new_command_takes_the_place_of_one_that_waits(void)
{
    struct board *b = controller();

    put(b, 0x64, 0xd1);
    put(b, 0x64, 0xae);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xee), 0xee);
    CU_ASSERT_TRUE(bench_line(b, LINE_A20_KBC));
}

static void reset_forgets_what_was_going_on(void)
{
    struct board *b = ready(0x45);

    press(b, 0xf0, 0, 0);
    bench_wait(b, 2 * MS); /* the controller has seen F0h */
    put(b, 0x64, 0xd1);
    bench_reset(b);
    command_byte(b, 0x45);
    press(b, 0x1c, 0, 0);
    CU_ASSERT_EQUAL(answer(b), 0x1e);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xee), 0xee);
    put(b, 0x64, 0xaa);
    bench_reset(b);
    CU_ASSERT_EQUAL(answer(b), -1);
    put(b, 0x64, 0xdd);
    put(b, 0x64, 0xd1);
    bench_reset(b);
    put(b, 0x60, 0xee);
    CU_ASSERT_EQUAL(answer(b), 0xee);
    CU_ASSERT_TRUE(bench_line(b, LINE_A20_KBC));
}

static void the_output_port_shows_a_full_buffer(void)
{
    struct board *b = ready(0x45);

    CU_ASSERT_EQUAL(ask(b, 0xd0), 0xcf);
    press(b, 0x1c, 0, 0);
    bench_wait(b, 2 * MS);
    put(b, 0x64, 0xd0);
    CU_ASSERT_EQUAL(answer(b), 0x1e);
    CU_ASSERT_EQUAL(answer(b), 0xdf);
}

static void switching_irq1_on_tells_of_a_byte_that_waits(void)
{
    struct board *b = ready(0x44);

    press(b, 0x1c, 0, 0);
    bench_wait(b, 2 * MS);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ0 + 1));
    command_byte(b, 0x45);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ0 + 1));
}

static void the_output_port_drives_a20(void)
{
    struct board *b = controller();

    put(b, 0x64, 0xd1);
    put(b, 0x60, 0xdd);
    CU_ASSERT_FALSE(bench_line(b, LINE_A20_KBC));
    CU_ASSERT_EQUAL(ask(b, 0xd0), 0xcd);
    put(b, 0x64, 0xd1);
    put(b, 0x60, 0xdf);
    CU_ASSERT_TRUE(bench_line(b, LINE_A20_KBC));
    CU_ASSERT_EQUAL(ask(b, 0xd0), 0xcf);
    put(b, 0x64, 0xdd);
    CU_ASSERT_FALSE(bench_line(b, LINE_A20_KBC));
    put(b, 0x64, 0xdf);
    CU_ASSERT_TRUE(bench_line(b, LINE_A20_KBC));
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 0);
}

static void pulses_reset_the_cpu_if_bit_0_is_clear(void)
{
    struct board *b = controller();

    put(b, 0x64, 0xff);
    put(b, 0x64, 0xf1);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 0);
    put(b, 0x64, 0xfe);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 1);
    put(b, 0x64, 0xd1);
    put(b, 0x60, 0xde);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 2);
    put(b, 0x64, 0xf0);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 3);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_BOARD), 0);
}

static void input_port_and_test_lines_can_be_read(void)
{
    struct board *b = controller();

    CU_ASSERT_EQUAL(ask(b, 0xc0), 0xa3);
    CU_ASSERT_EQUAL(ask(b, 0xe0), 0x00);
    put(b, 0x64, 0xae);
    CU_ASSERT_EQUAL(ask(b, 0xe0), 0x01);
    put(b, 0x64, 0xa8);
    CU_ASSERT_EQUAL(ask(b, 0xe0), 0x03);
}

static void bytes_can_be_put_into_the_output_buffer(void)
{
    struct board *b = ready(0x47);

    put(b, 0x64, 0xd2);
    put(b, 0x60, 0x1c);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | AUX), OBF);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ0 + 1));
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x1c);
    put(b, 0x64, 0xd3);
    put(b, 0x60, 0x5a);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | AUX), OBF | AUX);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ0 + 1));
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ0 + 12));
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x5a);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ0 + 12));
}

static void a_mouse_that_is_not_there_times_out(void)
{
    struct board *b = controller();

    put(b, 0x64, 0xd4);
    put(b, 0x60, 0xff);
    bench_wait(b, 10 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    bench_wait(b, 20 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | AUX | TIMEOUT),
                    OBF | AUX | TIMEOUT);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0xfe);
    put(b, 0x64, 0xab);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | AUX | TIMEOUT), OBF);
}

static void a_keyboard_that_is_not_there_times_out(void)
{
    struct board *b = controller();

    kbc.keyboard.unplugged = 1;
    CU_ASSERT_EQUAL(to_keyboard(b, 0xff), 0xfe);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & TIMEOUT, TIMEOUT);
    CU_ASSERT_EQUAL(answer(b), -1);
}

static void reset_acknowledges_and_tests_for_8_ms(void)
{
    struct board *b = ready(0x45);

    kbc.keyboard.leds = 7;
    CU_ASSERT_EQUAL(to_keyboard(b, 0xff), 0xfa);
    CU_ASSERT_EQUAL(kbc.keyboard.leds, 0);
    bench_wait(b, 6 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    bench_wait(b, 4 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, OBF);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0xaa);
}

static void the_keyboard_obeys_its_commands(void)
{
    struct board *b = ready(0x05);

    CU_ASSERT_EQUAL(to_keyboard(b, 0xee), 0xee);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xed), 0xfa);
    CU_ASSERT_EQUAL(to_keyboard(b, 0x07), 0xfa);
    CU_ASSERT_EQUAL(kbc.keyboard.leds, 7);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xf3), 0xfa);
    CU_ASSERT_EQUAL(to_keyboard(b, 0x20), 0xfa);
    CU_ASSERT_EQUAL(kbc.keyboard.typematic, 0x20);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xf2), 0xfa);
    CU_ASSERT_EQUAL(answer(b), 0xab);
    CU_ASSERT_EQUAL(answer(b), 0x83);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xfe), 0x83);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xf6), 0xfa);
    CU_ASSERT_EQUAL(kbc.keyboard.typematic, 0x2b);
    CU_ASSERT_EQUAL(to_keyboard(b, 0x12), 0xfe);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xed), 0xfa);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xf4), 0xfa); /* instead of an argument */
    CU_ASSERT_EQUAL(to_keyboard(b, 0x01), 0xfe);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xed), 0xfa);
    CU_ASSERT_EQUAL(to_keyboard(b, 0x80), 0xfe);
    kbc.keyboard.typematic = 0;
    CU_ASSERT_EQUAL(to_keyboard(b, 0xf5), 0xfa);
    CU_ASSERT_EQUAL(kbc.keyboard.typematic, 0x2b);
}

static void a_new_command_ends_the_answer_to_the_last(void)
{
    struct board *b = ready(0x05);

    put(b, 0x60, 0xf2);
    bench_wait(b, 4 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0xfa);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xee), 0xee);
    CU_ASSERT_EQUAL(answer(b), -1);
}

static void an_answer_takes_both_ways_over_the_cable(void)
{
    struct board *b = ready(0x05);

    put(b, 0x60, 0xee);
    bench_wait(b, 2 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    bench_wait(b, 2 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, OBF);
}

static void some_commands_forget_the_keys_in_the_buffer(void)
{
    static const uint8_t commands[] = {0xf4, 0xf5, 0xf6, 0xff};

    for (unsigned i = 0; i < ARRAY_LEN(commands); i++) {
        struct board *b = ready(0x45);

        press(b, 0x1c, 0x32, 0x21);
        CU_ASSERT_EQUAL(to_keyboard(b, commands[i]), 0xfa);
        CU_ASSERT_EQUAL(kbc.keyboard.count, 0);
        CU_ASSERT_EQUAL(answer(b), commands[i] == 0xff ? 0xaa : -1);
    }
}

static void the_scan_code_set_can_be_asked_and_chosen(void)
{
    struct board *b = ready(0x05);

    CU_ASSERT_EQUAL(to_keyboard(b, 0xf0), 0xfa);
    CU_ASSERT_EQUAL(to_keyboard(b, 0x00), 0xfa);
    CU_ASSERT_EQUAL(answer(b), 2);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xf0), 0xfa);
    CU_ASSERT_EQUAL(to_keyboard(b, 0x01), 0xfa);
    press(b, 0x1c, 0xf0, 0x1c);
    CU_ASSERT_EQUAL(answer(b), 0x1e);
    CU_ASSERT_EQUAL(answer(b), 0x9e);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xf0), 0xfa);
    CU_ASSERT_EQUAL(to_keyboard(b, 0x03), 0xfe);
}

static void keys_arrive_translated_with_irq1(void)
{
    struct board *b = ready(0x45);

    bench_wait(b, 50 * MS);
    press(b, 0x1c, 0, 0);
    CU_ASSERT_EQUAL(bench_last(b, EV_KEY)->arg[0], 0x1c);
    bench_wait(b, MS / 2);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ0 + 1));
    bench_wait(b, MS / 2);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ0 + 1));
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x1e);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ0 + 1));
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x1e);
    press(b, 0xf0, 0x1c, 0);
    bench_wait(b, 3 * MS / 2);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ0 + 1)); /* two bytes to send */
    CU_ASSERT_EQUAL(answer(b), 0x9e);
    press(b, 0xe0, 0xf0, 0x75);
    CU_ASSERT_EQUAL(bench_last(b, EV_KEY)->arg[0], 0xe0f075);
    CU_ASSERT_EQUAL(answer(b), 0xe0);
    CU_ASSERT_EQUAL(answer(b), 0xc8);
}

static void without_translation_keys_arrive_in_set_2(void)
{
    struct board *b = ready(0x04);

    press(b, 0xf0, 0x1c, 0);
    CU_ASSERT_EQUAL(answer(b), 0xf0);
    CU_ASSERT_EQUAL(answer(b), 0x1c);
    CU_ASSERT_EQUAL(bench_rises(b, LINE_IRQ0 + 1), 0);
}

static void each_key_of_the_main_block_has_its_set_1_code(void)
{
    /* Set 1 counts along the rows: Esc, the digits, then Q, A, Z rows. */
    static const uint8_t set2[0x3a] = {
        0,    0x76, 0x16, 0x1e, 0x26, 0x25, 0x2e, 0x36, 0x3d, 0x3e, 0x46, 0x45,
        0x4e, 0x55, 0x66, 0x0d, 0x15, 0x1d, 0x24, 0x2d, 0x2c, 0x35, 0x3c, 0x43,
        0x44, 0x4d, 0x54, 0x5b, 0x5a, 0x14, 0x1c, 0x1b, 0x23, 0x2b, 0x34, 0x33,
        0x3b, 0x42, 0x4b, 0x4c, 0x52, 0x0e, 0x12, 0x5d, 0x1a, 0x22, 0x21, 0x2a,
        0x32, 0x31, 0x3a, 0x41, 0x49, 0x4a, 0x59, 0x7c, 0x11, 0x29};

    for (unsigned i = 1; i < ARRAY_LEN(set2); i++) {
        uint8_t release = 0, set1 = 0;

        CU_ASSERT_TRUE(scancode_translate(set2[i], &release, &set1));
        EXPECT(set1 == i, "%02x is %02x, not %02x", set2[i], set1, i);
    }
}

static void the_keyboard_holds_keys_while_its_clock_is_low(void)
{
    struct board *b = ready(0x45);

    put(b, 0x64, 0xad);
    press(b, 0x1c, 0, 0);
    CU_ASSERT_EQUAL(answer(b), -1);
    put(b, 0x64, 0xae);
    bench_wait(b, MS / 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    CU_ASSERT_EQUAL(answer(b), 0x1e);
}

static void the_next_key_waits_until_the_buffer_is_read(void)
{
    struct board *b = ready(0x45);

    press(b, 0x1c, 0, 0);
    press(b, 0x32, 0, 0);
    bench_wait(b, 50 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x1e);
    bench_wait(b, MS / 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    bench_wait(b, MS / 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x30);
    CU_ASSERT_EQUAL(bench_rises(b, LINE_IRQ0 + 1), 4);
}

static void a_full_buffer_refuses_keys(void)
{
    struct board *b = ready(0x45);
    const uint8_t code[2] = {0xf0, 0x1c};

    for (unsigned i = 0; i < 8; i++)
        CU_ASSERT_TRUE(kbc_key(b, &kbc, code, 2));
    CU_ASSERT_FALSE(kbc_key(b, &kbc, code, 2));
    CU_ASSERT_EQUAL(answer(b), 0x9e);
    bench_wait(b, 5 * MS);
    CU_ASSERT_TRUE(kbc_key(b, &kbc, code, 2));
}

static void a_disabled_keyboard_ignores_keys(void)
{
    struct board *b = ready(0x45);

    CU_ASSERT_EQUAL(to_keyboard(b, 0xf5), 0xfa);
    press(b, 0x1c, 0, 0);
    CU_ASSERT_EQUAL(kbc.keyboard.count, 0);
    CU_ASSERT_EQUAL(answer(b), -1);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xf4), 0xfa);
    press(b, 0x32, 0, 0);
    CU_ASSERT_EQUAL(answer(b), 0x30);
}

static void a_locked_key_switch_stops_keys_but_not_answers(void)
{
    struct board *b = controller();

    kbc.input_port = 0x20;
    bench_reset(b);
    command_byte(b, 0x45);
    CU_ASSERT_EQUAL(to_keyboard(b, 0xff), 0xfa);
    CU_ASSERT_EQUAL(answer(b), 0xaa);
    press(b, 0x1c, 0, 0);
    CU_ASSERT_EQUAL(answer(b), -1);
    command_byte(b, 0x4d); /* ignore the switch */
    press(b, 0x1c, 0, 0);
    CU_ASSERT_EQUAL(answer(b), 0x1e);
}

static void an_idle_controller_sets_no_deadline(void)
{
    struct board *b = ready(0x45);

    CU_ASSERT_EQUAL(bench_deadline(b, DEV_kbc), BOARD_NEVER);
}

CU_TestInfo kbc_tests[] = {
    TEST(at_power_on_a20_is_open_and_the_keyboard_off),
    TEST(self_and_interface_tests_pass),
    TEST(the_input_buffer_takes_time),
    TEST(the_command_byte_reads_back_and_shows_sys),
    TEST(a_write_without_waiting_is_not_lost),
    TEST(a_new_command_takes_the_place_of_one_that_waits),
    TEST(reset_forgets_what_was_going_on),
    TEST(the_output_port_shows_a_full_buffer),
    TEST(switching_irq1_on_tells_of_a_byte_that_waits),
    TEST(the_output_port_drives_a20),
    TEST(pulses_reset_the_cpu_if_bit_0_is_clear),
    TEST(input_port_and_test_lines_can_be_read),
    TEST(bytes_can_be_put_into_the_output_buffer),
    TEST(a_mouse_that_is_not_there_times_out),
    TEST(a_keyboard_that_is_not_there_times_out),
    TEST(reset_acknowledges_and_tests_for_8_ms),
    TEST(the_keyboard_obeys_its_commands),
    TEST(a_new_command_ends_the_answer_to_the_last),
    TEST(an_answer_takes_both_ways_over_the_cable),
    TEST(some_commands_forget_the_keys_in_the_buffer),
    TEST(the_scan_code_set_can_be_asked_and_chosen),
    TEST(keys_arrive_translated_with_irq1),
    TEST(without_translation_keys_arrive_in_set_2),
    TEST(each_key_of_the_main_block_has_its_set_1_code),
    TEST(the_keyboard_holds_keys_while_its_clock_is_low),
    TEST(the_next_key_waits_until_the_buffer_is_read),
    TEST(a_full_buffer_refuses_keys),
    TEST(a_disabled_keyboard_ignores_keys),
    TEST(a_locked_key_switch_stops_keys_but_not_answers),
    TEST(an_idle_controller_sets_no_deadline),
    CU_TEST_INFO_NULL,
};
