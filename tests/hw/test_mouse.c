/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_mouse.c - PS/2 mouse, behind the mouse port of the 8042.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/kbc.h"
#pragma GCC diagnostic pop

#include "hw/fault.h"
#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define OBF     0x01
#define IBF     0x02
#define AUX     0x20
#define TIMEOUT 0x40
#define IRQ12   ((enum line)(LINE_IRQ0 + 12))
#define IRQ1    ((enum line)(LINE_IRQ0 + 1))

#define MS      UINT64_C(1000000)

static struct kbc kbc;

static void put(struct board *b, uint16_t port, uint8_t value)
{
    bench_out(b, port, value);
    while (bench_in(b, 0x64) & IBF)
        bench_wait(b, 1000);
}

static void command_byte(struct board *b, uint8_t value)
{
    put(b, 0x64, 0x60);
    put(b, 0x60, value);
}

/* The next byte, within a second; it has to be the mouse's. -1: none came. */
static int from_mouse(struct board *b)
{
    for (unsigned i = 0; i < 10000; i++) {
        uint8_t status = bench_in(b, 0x64);

        if (status & OBF) {
            CU_ASSERT_EQUAL(status & (OBF | AUX), OBF | AUX);
            return bench_in(b, 0x60);
        }
        bench_wait(b, MS / 10);
    }
    return -1;
}

static int to_mouse(struct board *b, uint8_t byte)
{
    put(b, 0x64, 0xd4);
    put(b, 0x60, byte);
    return from_mouse(b);
}

/* A command with its argument. */
static void set(struct board *b, uint8_t command, uint8_t argument)
{
    CU_ASSERT_EQUAL(to_mouse(b, command), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, argument), 0xfa);
}

/* After its reset: both devices on, both interrupts, no translation. */
static struct board *ready(void)
{
    struct board *b = bench_new();

    memset(&kbc, 0, sizeof kbc);
    bench_power_on(b, DEV_kbc, &kbc_ops, &kbc);
    kbc.keyboard.bat_ns = 0;
    command_byte(b, 0x07);
    CU_ASSERT_EQUAL(to_mouse(b, 0xff), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), 0xaa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
    return b;
}

static struct board *streaming(void)
{
    struct board *b = ready();

    CU_ASSERT_EQUAL(to_mouse(b, 0xf4), 0xfa);
    return b;
}

static bool move(struct board *b, int dx, int dy, unsigned buttons, int wheel)
{
    const struct ps2_move m = {(int8_t)dx, (int8_t)dy, (int8_t)wheel,
                               (uint8_t)buttons};

    return kbc_move(b, &kbc, &m);
}

static void expect(struct board *b, int first, int x, int y)
{
    CU_ASSERT_EQUAL(from_mouse(b), first);
    CU_ASSERT_EQUAL(from_mouse(b), x & 0xff);
    CU_ASSERT_EQUAL(from_mouse(b), y & 0xff);
}

static void reset_acknowledges_and_tests_for_less_than_half_a_second(void)
{
    struct board *b = ready();

    CU_ASSERT_EQUAL(to_mouse(b, 0xff), 0xfa);
    bench_wait(b, 390 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    bench_wait(b, 20 * MS);
    CU_ASSERT_TRUE(bench_line(b, IRQ12));
    CU_ASSERT_EQUAL(from_mouse(b), 0xaa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
    CU_ASSERT_EQUAL(from_mouse(b), -1);
}

static void power_on_is_reported_once_the_port_is_on(void)
{
    struct board *b = bench_new();

    memset(&kbc, 0, sizeof kbc);
    bench_power_on(b, DEV_kbc, &kbc_ops, &kbc);
    bench_wait(b, 1000 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    put(b, 0x64, 0xa8);
    CU_ASSERT_EQUAL(from_mouse(b), 0xaa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
}

static void the_status_tells_the_defaults(void)
{
    struct board *b = ready();

    CU_ASSERT_EQUAL(to_mouse(b, 0xe9), 0xfa);
    expect(b, 0x00, 2, 100);
    set(b, 0xe8, 3);
    set(b, 0xf3, 40);
    CU_ASSERT_EQUAL(to_mouse(b, 0xe7), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, 0xf4), 0xfa);
    CU_ASSERT_TRUE(move(b, 0, 0, PS2_LEFT, 0));
    CU_ASSERT_EQUAL(from_mouse(b), 0x09);
    CU_ASSERT_EQUAL(to_mouse(b, 0xe9), 0xfa);
    expect(b, 0x34, 3, 40); /* enabled, 2:1, left */
    CU_ASSERT_EQUAL(to_mouse(b, 0xf0), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, 0xe9), 0xfa);
    expect(b, 0x74, 3, 40); /* remote, too */
    CU_ASSERT_EQUAL(to_mouse(b, 0xf6), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, 0xe9), 0xfa);
    expect(b, 0x04, 2, 100);
}

static void a_move_is_a_packet_of_three_bytes_with_irq12(void)
{
    struct board *b = streaming();

    CU_ASSERT_TRUE(move(b, 5, -3, 0, 0));
    CU_ASSERT_EQUAL(bench_last(b, EV_MOUSE)->arg[0], 5);
    CU_ASSERT_EQUAL(bench_last(b, EV_MOUSE)->arg[1], (uint32_t)-3);
    CU_ASSERT_FALSE(bench_line(b, IRQ12));
    bench_wait(b, MS);
    CU_ASSERT_TRUE(bench_line(b, IRQ12));
    CU_ASSERT_FALSE(bench_line(b, IRQ1));
    CU_ASSERT_EQUAL(kbc.source, KBC_FROM_PACKET);
    expect(b, 0x28, 5, -3);
    CU_ASSERT_FALSE(bench_line(b, IRQ12));
    CU_ASSERT_EQUAL(kbc.source, KBC_FROM_PACKET + 2);
    bench_wait(b, 20 * MS);
    CU_ASSERT_TRUE(move(b, -1, 0, PS2_RIGHT | PS2_MIDDLE, 3));
    expect(b, 0x1e, -1, 0);
    CU_ASSERT_EQUAL(from_mouse(b), -1);
}

static void the_output_port_shows_whose_byte_waits(void)
{
    struct board *b = streaming();

    CU_ASSERT_TRUE(move(b, 1, 0, 0, 0));
    bench_wait(b, MS);
    put(b, 0x64, 0xd0);
    CU_ASSERT_EQUAL(from_mouse(b), 0x08);
    bench_wait(b, MS / 10); /* the answer is there before the next byte */
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | AUX), OBF);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0xef);
    CU_ASSERT_EQUAL(from_mouse(b), 1);
    CU_ASSERT_EQUAL(from_mouse(b), 0);
    put(b, 0x64, 0xd0);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0xcf);
}

static void without_enable_nothing_is_sent(void)
{
    struct board *b = ready();

    CU_ASSERT_TRUE(move(b, 5, 5, PS2_LEFT, 0));
    CU_ASSERT_EQUAL(from_mouse(b), -1);
    CU_ASSERT_EQUAL(to_mouse(b, 0xf4), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), -1); /* F4h forgets what was before */
    CU_ASSERT_EQUAL(to_mouse(b, 0xf5), 0xfa);
    CU_ASSERT_TRUE(move(b, 5, 5, 0, 0));
    CU_ASSERT_EQUAL(from_mouse(b), -1);
}

static void the_rate_spaces_packets(void)
{
    struct board *b = streaming();

    set(b, 0xf3, 10);
    CU_ASSERT_TRUE(move(b, 1, 0, 0, 0));
    expect(b, 0x08, 1, 0);
    CU_ASSERT_TRUE(move(b, 2, 0, 0, 0));
    CU_ASSERT_FALSE(move(b, 3, 0, 0, 0)); /* the last one is not told yet */
    bench_wait(b, 90 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    bench_wait(b, 20 * MS);
    expect(b, 0x08, 2, 0);
}

static void the_resolution_makes_counts_of_a_way(void)
{
    struct board *b = streaming();

    set(b, 0xe8, 0); /* 1 a millimetre */
    CU_ASSERT_TRUE(move(b, 3, -7, 0, 0));
    expect(b, 0x28, 0, -1);
    CU_ASSERT_TRUE(move(b, 1, 0, 0, 0)); /* the rest was kept */
    expect(b, 0x08, 1, 0);
    set(b, 0xe8, 3); /* 8 a millimetre */
    CU_ASSERT_TRUE(move(b, -10, 0, 0, 0));
    expect(b, 0x18, -20, 0);
}

static void scaling_doubles_in_stream_mode_alone(void)
{
    static const int8_t counts[][2] = {{1, 1}, {2, 1}, {3, 3},
                                       {4, 6}, {5, 9}, {6, 12}};
    struct board *b = streaming();

    CU_ASSERT_EQUAL(to_mouse(b, 0xe7), 0xfa);
    for (unsigned i = 0; i < ARRAY_LEN(counts); i++) {
        CU_ASSERT_TRUE(move(b, counts[i][0], -counts[i][0], 0, 0));
        expect(b, 0x28, counts[i][1], -counts[i][1]);
    }
    CU_ASSERT_EQUAL(to_mouse(b, 0xf0), 0xfa);
    CU_ASSERT_TRUE(move(b, 6, 0, 0, 0));
    CU_ASSERT_EQUAL(to_mouse(b, 0xeb), 0xfa);
    expect(b, 0x08, 6, 0);
    CU_ASSERT_EQUAL(to_mouse(b, 0xea), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, 0xe6), 0xfa);
    CU_ASSERT_TRUE(move(b, 6, 0, 0, 0));
    expect(b, 0x08, 6, 0);
}

static void remote_mode_tells_when_asked(void)
{
    struct board *b = ready();

    CU_ASSERT_EQUAL(to_mouse(b, 0xf0), 0xfa);
    for (unsigned i = 0; i < 3; i++)
        CU_ASSERT_TRUE(move(b, 20, 0, PS2_LEFT, 0));
    CU_ASSERT_EQUAL(from_mouse(b), -1);
    CU_ASSERT_EQUAL(to_mouse(b, 0xeb), 0xfa);
    expect(b, 0x09, 60, 0);
    CU_ASSERT_EQUAL(to_mouse(b, 0xeb), 0xfa);
    expect(b, 0x09, 0, 0);
    for (unsigned i = 0; i < 3; i++)
        CU_ASSERT_TRUE(move(b, -127, 127, 0, 0));
    CU_ASSERT_EQUAL(to_mouse(b, 0xeb), 0xfa);
    expect(b, 0xd8, -255, 255); /* more than 9 bits hold */
}

static void wrap_mode_sends_bytes_back(void)
{
    struct board *b = streaming();

    CU_ASSERT_EQUAL(to_mouse(b, 0xee), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, 0x5a), 0x5a);
    CU_ASSERT_EQUAL(to_mouse(b, 0xf2), 0xf2);
    CU_ASSERT_EQUAL(to_mouse(b, 0xfe), 0xfe);
    CU_ASSERT_TRUE(move(b, 1, 1, 0, 0));
    CU_ASSERT_EQUAL(from_mouse(b), -1);
    CU_ASSERT_EQUAL(to_mouse(b, 0xec), 0xfa);
    expect(b, 0x08, 1, 1);
    CU_ASSERT_EQUAL(to_mouse(b, 0xee), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, 0xff), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), 0xaa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
    CU_ASSERT_EQUAL(to_mouse(b, 0xf2), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
}

static void wrong_bytes_are_refused_and_then_an_error(void)
{
    struct board *b = ready();

    CU_ASSERT_EQUAL(to_mouse(b, 0x12), 0xfe);
    CU_ASSERT_EQUAL(to_mouse(b, 0x12), 0xfc);
    CU_ASSERT_EQUAL(to_mouse(b, 0x12), 0xfe);
    CU_ASSERT_EQUAL(to_mouse(b, 0xf2), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
    CU_ASSERT_EQUAL(to_mouse(b, 0xf3), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, 50), 0xfe);
    CU_ASSERT_EQUAL(to_mouse(b, 60), 0xfa); /* it still waited for one */
    CU_ASSERT_EQUAL(to_mouse(b, 0xe8), 0xfa);
    CU_ASSERT_EQUAL(to_mouse(b, 4), 0xfe);
    CU_ASSERT_EQUAL(to_mouse(b, 0xe9), 0xfa); /* a command takes over */
    expect(b, 0x00, 2, 60);
}

static void the_last_answer_or_packet_comes_again(void)
{
    struct board *b = streaming();

    CU_ASSERT_EQUAL(to_mouse(b, 0xfe), 0xfa);
    CU_ASSERT_TRUE(move(b, 7, 9, 0, 0));
    expect(b, 0x08, 7, 9);
    CU_ASSERT_EQUAL(to_mouse(b, 0xfe), 0x08);
    CU_ASSERT_EQUAL(from_mouse(b), 7);
    CU_ASSERT_EQUAL(from_mouse(b), 9);
    CU_ASSERT_EQUAL(to_mouse(b, 0xe9), 0xfa);
    expect(b, 0x20, 2, 100);
    CU_ASSERT_EQUAL(to_mouse(b, 0xfe), 0x20);
    CU_ASSERT_EQUAL(from_mouse(b), 2);
    CU_ASSERT_EQUAL(from_mouse(b), 100);
}

static void a_knock_makes_packets_of_four_bytes(void)
{
    struct board *b = ready();

    set(b, 0xf3, 200);
    set(b, 0xf3, 100);
    set(b, 0xf3, 80);
    CU_ASSERT_EQUAL(to_mouse(b, 0xf2), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x03);
    CU_ASSERT_EQUAL(to_mouse(b, 0xf4), 0xfa);
    CU_ASSERT_TRUE(move(b, 1, 2, PS2_MIDDLE, -1));
    expect(b, 0x0c, 1, 2);
    CU_ASSERT_EQUAL(from_mouse(b), 0xff);
    CU_ASSERT_TRUE(move(b, 0, 0, PS2_MIDDLE, 2));
    expect(b, 0x0c, 0, 0);
    CU_ASSERT_EQUAL(from_mouse(b), 0x02);
    CU_ASSERT_EQUAL(to_mouse(b, 0xff), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), 0xaa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
}

static void a_disabled_port_holds_the_packet(void)
{
    struct board *b = streaming();

    put(b, 0x64, 0xa7);
    CU_ASSERT_TRUE(move(b, 4, 4, 0, 0));
    CU_ASSERT_EQUAL(from_mouse(b), -1);
    put(b, 0x64, 0xa8);
    expect(b, 0x08, 4, 4);
}

static void keys_and_packets_share_the_output_buffer(void)
{
    struct board *b = streaming();
    const uint8_t key = 0x1c;

    bench_wait(b, 20 * MS);
    CU_ASSERT_TRUE(move(b, 4, 0, 0, 0));
    bench_wait(b, MS / 2);
    CU_ASSERT_TRUE(kbc_key(b, &kbc, &key, 1));
    bench_wait(b, MS / 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | AUX), OBF | AUX);
    CU_ASSERT_TRUE(bench_line(b, IRQ12) && !bench_line(b, IRQ1));
    bench_wait(b, 50 * MS); /* nobody overwrites what is not read */
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x08);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & OBF, 0);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | AUX), OBF);
    CU_ASSERT_TRUE(bench_line(b, IRQ1) && !bench_line(b, IRQ12));
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x1c);
    CU_ASSERT_EQUAL(from_mouse(b), 4);
    CU_ASSERT_EQUAL(from_mouse(b), 0);
}

static void mouse_bytes_are_not_translated(void)
{
    struct board *b = streaming();

    command_byte(b, 0x47);
    CU_ASSERT_TRUE(move(b, 0x1c, 0x1c, 0, 0));
    expect(b, 0x08, 0x1c, 0x1c);
}

static void a_command_ends_a_packet(void)
{
    struct board *b = streaming();

    CU_ASSERT_TRUE(move(b, 1, 2, 0, 0));
    CU_ASSERT_EQUAL(from_mouse(b), 0x08);
    CU_ASSERT_EQUAL(to_mouse(b, 0xe6), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), -1);
}

static void suffer(struct board *b, device_fault_fn *fault, bool on)
{
    static const uint64_t param[FAULT_PARAMS];

    CU_ASSERT_PTR_NULL(fault(b, &(struct fault_call){param, 1, on}));
}

static void a_mouse_without_a_cable_times_out(void)
{
    struct board *b = ready();

    suffer(b, device_fault_MOUSE_UNPLUGGED, true);
    CU_ASSERT_TRUE(move(b, 1, 1, 0, 0));
    put(b, 0x64, 0xd4);
    put(b, 0x60, 0xff);
    bench_wait(b, 30 * MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & (OBF | AUX | TIMEOUT),
                    OBF | AUX | TIMEOUT);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0xfe);
    put(b, 0x64, 0xa9); /* nobody holds the lines */
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x00);
    suffer(b, device_fault_MOUSE_UNPLUGGED, false);
    CU_ASSERT_EQUAL(from_mouse(b), 0xaa);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
}

static void a_stuck_line_is_seen_by_the_port_test(void)
{
    struct board *b = streaming();

    suffer(b, device_fault_MOUSE_LINE, true);
    CU_ASSERT_TRUE(move(b, 1, 1, 0, 0));
    CU_ASSERT_EQUAL(from_mouse(b), -1);
    put(b, 0x64, 0xa9);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x01);
    put(b, 0x64, 0xe0);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x01);
    suffer(b, device_fault_MOUSE_LINE, false);
    expect(b, 0x08, 1, 1);
    put(b, 0x64, 0xe0);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(bench_in(b, 0x60), 0x03);
}

static void a_weak_mouse_fails_its_test_once(void)
{
    struct board *b = ready();

    bench_weaken(b, 1, 1);
    suffer(b, device_fault_MOUSE_TEST, true);
    CU_ASSERT_EQUAL(to_mouse(b, 0xff), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), 0xfc);
    CU_ASSERT_EQUAL(from_mouse(b), 0x00);
    CU_ASSERT_EQUAL(to_mouse(b, 0xff), 0xfa);
    CU_ASSERT_EQUAL(from_mouse(b), 0xaa);
}

static void an_idle_mouse_sets_no_deadline(void)
{
    struct board *b = streaming();

    CU_ASSERT_EQUAL(bench_deadline(b, DEV_kbc), BOARD_NEVER);
}

CU_TestInfo mouse_tests[] = {
    TEST(reset_acknowledges_and_tests_for_less_than_half_a_second),
    TEST(power_on_is_reported_once_the_port_is_on),
    TEST(the_status_tells_the_defaults),
    TEST(a_move_is_a_packet_of_three_bytes_with_irq12),
    TEST(the_output_port_shows_whose_byte_waits),
    TEST(without_enable_nothing_is_sent),
    TEST(the_rate_spaces_packets),
    TEST(the_resolution_makes_counts_of_a_way),
    TEST(scaling_doubles_in_stream_mode_alone),
    TEST(remote_mode_tells_when_asked),
    TEST(wrap_mode_sends_bytes_back),
    TEST(wrong_bytes_are_refused_and_then_an_error),
    TEST(the_last_answer_or_packet_comes_again),
    TEST(a_knock_makes_packets_of_four_bytes),
    TEST(a_disabled_port_holds_the_packet),
    TEST(keys_and_packets_share_the_output_buffer),
    TEST(mouse_bytes_are_not_translated),
    TEST(a_command_ends_a_packet),
    TEST(a_mouse_without_a_cable_times_out),
    TEST(a_stuck_line_is_seen_by_the_port_test),
    TEST(a_weak_mouse_fails_its_test_once),
    TEST(an_idle_mouse_sets_no_deadline),
    CU_TEST_INFO_NULL,
};
