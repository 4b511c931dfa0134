/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_pit.c - 8254: the six modes, reading and writing, time.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/pit.h"
#pragma GCC diagnostic pop

#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

static struct pit pit;

static struct board *timer(void)
{
    struct board *b = bench_new();

    memset(&pit, 0, sizeof pit);
    bench_power_on(b, DEV_pit, &pit_ops, &pit);
    return b;
}

/* First nanosecond at which `n` pulses of 1193182 Hz have passed. */
static uint64_t ns(uint64_t n)
{
    return n / 1193182 * 1000000000 +
           (n % 1193182 * 1000000000 + 1193181) / 1193182;
}

/* Go to CLK pulse n since power-on. */
static void clock_to(struct board *b, uint64_t n)
{
    bench_until(b, ns(n));
}

static void program(struct board *b, unsigned counter, unsigned mode,
                    uint16_t count)
{
    bench_out(b, 0x43, (uint8_t)(counter << 6 | 0x30 | mode << 1));
    bench_out(b, (uint16_t)(0x40 + counter), (uint8_t)count);
    bench_out(b, (uint16_t)(0x40 + counter), (uint8_t)(count >> 8));
}

static uint16_t read_count(struct board *b, unsigned counter)
{
    uint16_t port = (uint16_t)(0x40 + counter), low;

    bench_out(b, 0x43, (uint8_t)(counter << 6));
    low = bench_in(b, port);
    return (uint16_t)(low | bench_in(b, port) << 8);
}

static bool out(struct board *b)
{
    return board_level(b, LINE_OUT2);
}

static void gate(struct board *b, bool level)
{
    board_line(b, LINE_GATE2, level);
}

static void mode_0_rises_n_plus_1_pulses_after_the_write(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 0, 4);
    CU_ASSERT_FALSE(out(b));
    clock_to(b, 4);
    CU_ASSERT_FALSE(out(b));
    CU_ASSERT_EQUAL(read_count(b, 2), 1);
    clock_to(b, 5);
    CU_ASSERT_TRUE(out(b));
    clock_to(b, 6);
    CU_ASSERT_EQUAL(read_count(b, 2), 0xffff);
    CU_ASSERT_TRUE(out(b));
}

static void mode_0_stops_while_the_gate_is_low(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 0, 10);
    clock_to(b, 4);
    gate(b, false);
    clock_to(b, 40);
    CU_ASSERT_EQUAL(read_count(b, 2), 7);
    gate(b, true);
    clock_to(b, 46);
    CU_ASSERT_FALSE(out(b));
    clock_to(b, 47);
    CU_ASSERT_TRUE(out(b));
}

static void mode_0_stops_at_the_first_byte_of_a_new_count(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 0, 3);
    clock_to(b, 10);
    CU_ASSERT_TRUE(out(b));
    bench_out(b, 0x42, 5);
    CU_ASSERT_FALSE(out(b));
    clock_to(b, 20);
    bench_out(b, 0x42, 0);
    clock_to(b, 25);
    CU_ASSERT_FALSE(out(b));
    clock_to(b, 26);
    CU_ASSERT_TRUE(out(b));
}

static void mode_1_is_a_one_shot_for_each_trigger(void)
{
    struct board *b = timer();

    program(b, 2, 1, 3);
    clock_to(b, 10);
    CU_ASSERT_TRUE(out(b));
    gate(b, true);
    CU_ASSERT_TRUE(out(b));
    clock_to(b, 11);
    CU_ASSERT_FALSE(out(b));
    clock_to(b, 12);
    gate(b, false);
    CU_ASSERT_FALSE(out(b));
    gate(b, true); /* triggers again */
    clock_to(b, 15);
    CU_ASSERT_FALSE(out(b));
    clock_to(b, 16);
    CU_ASSERT_TRUE(out(b));
}

static void mode_2_is_low_for_the_last_pulse(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 2, 3);
    CU_ASSERT_TRUE(out(b));
    clock_to(b, 1);
    CU_ASSERT_EQUAL(read_count(b, 2), 3);
    clock_to(b, 2);
    CU_ASSERT_TRUE(out(b));
    clock_to(b, 3);
    CU_ASSERT_FALSE(out(b));
    CU_ASSERT_EQUAL(read_count(b, 2), 1);
    clock_to(b, 4);
    CU_ASSERT_TRUE(out(b));
    CU_ASSERT_EQUAL(read_count(b, 2), 3);
    clock_to(b, 3 + 3 * 1000000);
    CU_ASSERT_FALSE(out(b));
}

static void mode_2_takes_a_new_count_at_the_end_of_its_cycle(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 2, 10);
    clock_to(b, 5);
    bench_out(b, 0x42, 4);
    bench_out(b, 0x42, 0);
    clock_to(b, 10);
    CU_ASSERT_EQUAL(read_count(b, 2), 1);
    clock_to(b, 11);
    CU_ASSERT_EQUAL(read_count(b, 2), 4);
    clock_to(b, 14);
    CU_ASSERT_FALSE(out(b));
}

static void mode_2_starts_again_when_the_gate_rises(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 2, 3);
    clock_to(b, 3);
    CU_ASSERT_FALSE(out(b));
    gate(b, false);
    CU_ASSERT_TRUE(out(b));
    clock_to(b, 50);
    gate(b, true);
    clock_to(b, 51);
    CU_ASSERT_EQUAL(read_count(b, 2), 3);
}

static void a_gate_that_stays_high_is_no_trigger(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 2, 10);
    clock_to(b, 5);
    pit_ops.line(b, &pit, LINE_GATE2, true);
    clock_to(b, 6);
    CU_ASSERT_EQUAL(read_count(b, 2), 5);
}

static void mode_3_is_square_for_even_counts(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 3, 6);
    for (unsigned i = 1; i <= 18; i++) {
        clock_to(b, i);
        EXPECT(out(b) == ((i - 1) % 6 < 3), "pulse %u", i);
        EXPECT(read_count(b, 2) == 6 - (i - 1) % 3 * 2, "pulse %u", i);
    }
}

static void mode_3_is_high_longer_for_odd_counts(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 3, 5);
    for (unsigned i = 1; i <= 15; i++) {
        clock_to(b, i);
        EXPECT(out(b) == ((i - 1) % 5 < 3), "pulse %u", i);
        EXPECT(read_count(b, 2) % 2 == 0, "pulse %u", i);
    }
    clock_to(b, 5000001);
    CU_ASSERT_TRUE(out(b));
    clock_to(b, 5000004);
    CU_ASSERT_FALSE(out(b));
}

static void mode_4_strobes_once_n_plus_1_pulses_after_the_write(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 4, 3);
    clock_to(b, 3);
    CU_ASSERT_TRUE(out(b));
    clock_to(b, 4);
    CU_ASSERT_FALSE(out(b));
    clock_to(b, 5);
    CU_ASSERT_TRUE(out(b));
    clock_to(b, 4 + 65536);
    CU_ASSERT_TRUE(out(b));
}

static void mode_5_strobes_after_each_trigger(void)
{
    struct board *b = timer();

    program(b, 2, 5, 3);
    clock_to(b, 8);
    CU_ASSERT_TRUE(out(b));
    for (unsigned at = 10; at < 40; at += 10) {
        clock_to(b, at);
        gate(b, true);
        gate(b, false);
        clock_to(b, at + 3);
        CU_ASSERT_TRUE(out(b));
        clock_to(b, at + 4);
        CU_ASSERT_FALSE(out(b));
        clock_to(b, at + 5);
        CU_ASSERT_TRUE(out(b));
    }
}

static void modes_6_and_7_are_2_and_3(void)
{
    struct board *b = timer();

    program(b, 0, 6, 100);
    CU_ASSERT_EQUAL(bench_last(b, EV_PIT_COUNTER)->arg[1], 2);
    program(b, 0, 7, 100);
    CU_ASSERT_EQUAL(bench_last(b, EV_PIT_COUNTER)->arg[1], 3);
}

static void bcd_counts_in_decimal(void)
{
    struct board *b = timer();

    bench_out(b, 0x43, 0x31);
    bench_out(b, 0x40, 0x00);
    bench_out(b, 0x40, 0x10); /* 1000 */
    clock_to(b, 2);
    CU_ASSERT_EQUAL(read_count(b, 0), 0x0999);
    clock_to(b, 1001);
    CU_ASSERT_EQUAL(read_count(b, 0), 0);
    clock_to(b, 1002);
    CU_ASSERT_EQUAL(read_count(b, 0), 0x9999);
}

static void bcd_has_four_digits(void)
{
    struct board *b = timer();

    bench_out(b, 0x43, 0x35); /* mode 2 */
    bench_out(b, 0x40, 0x34);
    bench_out(b, 0x40, 0x12);
    CU_ASSERT_EQUAL(bench_last(b, EV_PIT_COUNTER)->arg[2], 1234);
    clock_to(b, 1);
    CU_ASSERT_EQUAL(read_count(b, 0), 0x1234);
}

static void a_count_of_one_is_legal_only_without_reload(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 2, 0, 1);
    clock_to(b, 1);
    CU_ASSERT_FALSE(out(b));
    clock_to(b, 2);
    CU_ASSERT_TRUE(out(b));
    for (unsigned mode = 2; mode <= 3; mode++) {
        program(b, 0, mode, 1);
        bench_wait(b, 1000000);
        CU_ASSERT_TRUE(bench_deadline(b, DEV_pit) >= board_now(b));
    }
}

static void a_count_of_zero_is_the_longest(void)
{
    struct board *b = timer();

    program(b, 0, 2, 0);
    CU_ASSERT_EQUAL(bench_last(b, EV_PIT_COUNTER)->arg[2], 65536);
    clock_to(b, 1);
    CU_ASSERT_EQUAL(read_count(b, 0), 0);
    clock_to(b, 2);
    CU_ASSERT_EQUAL(read_count(b, 0), 0xffff);
}

static void the_latch_command_freezes_the_count(void)
{
    struct board *b = timer();

    program(b, 0, 2, 1000);
    clock_to(b, 11);
    bench_out(b, 0x43, 0x00);
    clock_to(b, 400);
    bench_out(b, 0x43, 0x00); /* ignored: the first is not yet read */
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 990 & 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 990 >> 8);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 601 & 0xff);
}

static void a_latched_count_starts_with_its_low_byte(void)
{
    struct board *b = timer();

    program(b, 0, 2, 0x1234);
    clock_to(b, 1);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 0x34);
    CU_ASSERT_EQUAL(read_count(b, 0), 0x1234);
}

static void a_control_word_starts_over(void)
{
    struct board *b = timer();

    program(b, 0, 2, 0x1234);
    clock_to(b, 1);
    bench_out(b, 0x43, 0x00);
    bench_in(b, 0x40);        /* half read */
    bench_out(b, 0x40, 0x99); /* half a count */
    program(b, 0, 0, 0x5678);
    clock_to(b, 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 0x78);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 0x56);
    clock_to(b, 3);
    bench_out(b, 0x43, 0x34);
    bench_out(b, 0x43, 0xe2); /* null count again, OUT high */
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 0xf4);
    clock_to(b, 50);
    CU_ASSERT_EQUAL(read_count(b, 0), 0x5677);
}

static void no_trigger_starts_a_counter_without_a_count(void)
{
    for (unsigned mode = 0; mode < 6; mode++) {
        struct board *b = timer();

        program(b, 2, mode, 5);
        bench_out(b, 0x43, (uint8_t)(0xb0 | mode << 1));
        gate(b, true);
        clock_to(b, 3);
        gate(b, false);
        gate(b, true);
        for (unsigned i = 4; i < 20; i++) {
            clock_to(b, i);
            EXPECT(out(b) == (mode != 0), "mode %u, pulse %u", mode, i);
        }
    }
}

static void one_byte_counts_read_and_write_one_byte(void)
{
    struct board *b = timer();

    bench_out(b, 0x43, 0x14); /* low byte, mode 2 */
    bench_out(b, 0x40, 18);
    clock_to(b, 3);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 16);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 16);
    bench_out(b, 0x43, 0x24); /* high byte, mode 2 */
    bench_out(b, 0x40, 0x12);
    clock_to(b, 4);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 0x12);
    CU_ASSERT_EQUAL(bench_last(b, EV_PIT_COUNTER)->arg[2], 0x1200);
}

static void read_back_gives_status_then_count(void)
{
    struct board *b = timer();

    program(b, 0, 3, 1000);
    bench_out(b, 0x43, 0xe2);                        /* status of counter 0 */
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 0xc0 | 0x36); /* OUT, null count */
    clock_to(b, 1 + 500);
    bench_out(b, 0x43, 0xc2); /* both */
    clock_to(b, 700);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 0x36);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 1000 & 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 1000 >> 8);
}

static void read_back_leaves_other_counters_alone(void)
{
    struct board *b = timer();

    program(b, 0, 2, 1000);
    program(b, 1, 2, 2000);
    clock_to(b, 101);
    bench_out(b, 0x43, 0xd4); /* count of counter 1 */
    clock_to(b, 201);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 800 & 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x41), 1900 & 0xff);
}

static void null_count_lasts_until_the_count_is_in_use(void)
{
    struct board *b = timer();

    program(b, 0, 2, 10);
    clock_to(b, 1);
    bench_out(b, 0x43, 0xe2);
    CU_ASSERT_EQUAL(bench_in(b, 0x40) & 0x40, 0);
    bench_out(b, 0x40, 5);
    CU_ASSERT_EQUAL(bench_events(b, EV_PIT_COUNTER), 1);
    bench_out(b, 0x40, 0);
    CU_ASSERT_EQUAL(bench_events(b, EV_PIT_COUNTER), 2);
    clock_to(b, 10);
    bench_out(b, 0x43, 0xe2);
    CU_ASSERT_EQUAL(bench_in(b, 0x40) & 0x40, 0x40);
    clock_to(b, 11);
    bench_out(b, 0x43, 0xe2);
    CU_ASSERT_EQUAL(bench_in(b, 0x40) & 0x40, 0);
}

static void read_back_reaches_several_counters_at_once(void)
{
    struct board *b = timer();

    program(b, 0, 2, 1000);
    program(b, 1, 2, 2000);
    clock_to(b, 101);
    bench_out(b, 0x43, 0xd6); /* count of counters 0 and 1 */
    clock_to(b, 300);
    CU_ASSERT_EQUAL(bench_in(b, 0x40), 900 & 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x41), 1900 & 0xff);
}

static void out_0_drives_irq0_without_drift(void)
{
    struct board *b = timer();

    program(b, 0, 2, 0);
    for (unsigned i = 1; i < 2000; i++) {
        bench_until(b, ns(1 + 65536ull * i) - 1);
        EXPECT(!bench_line(b, LINE_IRQ0), "tick %u is early", i);
        clock_to(b, 1 + 65536ull * i);
        EXPECT(bench_line(b, LINE_IRQ0), "tick %u is late", i);
    }
    CU_ASSERT_EQUAL(bench_rises(b, LINE_IRQ0), 2000);
}

static void in_a_day_there_are_as_many_ticks_as_pulses_allow(void)
{
    struct board *b = timer();

    program(b, 0, 3, 0);
    bench_until(b, 86400 * NS_PER_SECOND);
    /* OUT is high from the control word on, so that is one rise. */
    CU_ASSERT_EQUAL(bench_rises(b, LINE_IRQ0),
                    1 + (86400ull * 1193182 - 1) / 65536);
}

static void a_pulse_comes_on_the_full_second(void)
{
    struct board *b = timer();

    clock_to(b, 1193182 - 1001);
    program(b, 0, 0, 1000);
    bench_until(b, NS_PER_SECOND - 1);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ0));
    bench_until(b, NS_PER_SECOND);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ0));
}

static void outputs_without_a_listener_set_no_deadline(void)
{
    struct board *b = timer();

    gate(b, true);
    program(b, 1, 2, 18);
    program(b, 2, 3, 1000);
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_pit), BOARD_NEVER);
    program(b, 0, 0, 100);
    CU_ASSERT_NOT_EQUAL(bench_deadline(b, DEV_pit), BOARD_NEVER);
    clock_to(b, 200);
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_pit), BOARD_NEVER);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ0));
}

static void the_control_port_cannot_be_read(void)
{
    struct board *b = timer();

    CU_ASSERT_EQUAL(bench_in(b, 0x43), 0xff);
}

CU_TestInfo pit_tests[] = {
    TEST(mode_0_rises_n_plus_1_pulses_after_the_write),
    TEST(mode_0_stops_while_the_gate_is_low),
    TEST(mode_0_stops_at_the_first_byte_of_a_new_count),
    TEST(mode_1_is_a_one_shot_for_each_trigger),
    TEST(mode_2_is_low_for_the_last_pulse),
    TEST(mode_2_takes_a_new_count_at_the_end_of_its_cycle),
    TEST(mode_2_starts_again_when_the_gate_rises),
    TEST(a_gate_that_stays_high_is_no_trigger),
    TEST(mode_3_is_square_for_even_counts),
    TEST(mode_3_is_high_longer_for_odd_counts),
    TEST(mode_4_strobes_once_n_plus_1_pulses_after_the_write),
    TEST(mode_5_strobes_after_each_trigger),
    TEST(modes_6_and_7_are_2_and_3),
    TEST(bcd_counts_in_decimal),
    TEST(bcd_has_four_digits),
    TEST(a_count_of_one_is_legal_only_without_reload),
    TEST(a_count_of_zero_is_the_longest),
    TEST(the_latch_command_freezes_the_count),
    TEST(a_latched_count_starts_with_its_low_byte),
    TEST(a_control_word_starts_over),
    TEST(no_trigger_starts_a_counter_without_a_count),
    TEST(one_byte_counts_read_and_write_one_byte),
    TEST(read_back_gives_status_then_count),
    TEST(read_back_leaves_other_counters_alone),
    TEST(null_count_lasts_until_the_count_is_in_use),
    TEST(read_back_reaches_several_counters_at_once),
    TEST(out_0_drives_irq0_without_drift),
    TEST(in_a_day_there_are_as_many_ticks_as_pulses_allow),
    TEST(a_pulse_comes_on_the_full_second),
    TEST(outputs_without_a_listener_set_no_deadline),
    TEST(the_control_port_cannot_be_read),
    CU_TEST_INFO_NULL,
};
