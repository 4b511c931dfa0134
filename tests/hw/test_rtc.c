/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_rtc.c - MC146818: the clock and its interrupts.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/rtc.h"
#pragma GCC diagnostic pop

#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define SECOND UINT64_C(1000000000)
#define US     UINT64_C(1000)
#define ANY    0xc0

static struct rtc rtc;

/* Unix time of 1 January 2030, a Tuesday. */
#define NEW_YEAR_2030 1893456000

static struct board *clock_at(int64_t unix_seconds)
{
    struct board *b = bench_new();

    memset(&rtc, 0, sizeof rtc);
    bench_config(b)->rtc_seconds = unix_seconds;
    bench_power_on(b, DEV_rtc, &rtc_ops, &rtc);
    return b;
}

static uint8_t get(struct board *b, uint8_t cell)
{
    bench_out(b, 0x70, cell);
    return bench_in(b, 0x71);
}

static void set(struct board *b, uint8_t cell, uint8_t value)
{
    bench_out(b, 0x70, cell);
    bench_out(b, 0x71, value);
}

static bool irq(struct board *b)
{
    return bench_line(b, LINE_IRQ0 + 8);
}

static void expect_time(struct board *b, unsigned hour, unsigned minute,
                        unsigned second)
{
    EXPECT(get(b, RTC_HOURS) == hour && get(b, RTC_MINUTES) == minute &&
               get(b, RTC_SECONDS) == second,
           "%02x:%02x:%02x, not %02x:%02x:%02x", get(b, RTC_HOURS),
           get(b, RTC_MINUTES), get(b, RTC_SECONDS), hour, minute, second);
}

static void expect_date(struct board *b, unsigned century, unsigned year,
                        unsigned month, unsigned day, unsigned weekday)
{
    CU_ASSERT_EQUAL(get(b, 0x32), century);
    CU_ASSERT_EQUAL(get(b, 0x37), century);
    CU_ASSERT_EQUAL(get(b, RTC_YEAR), year);
    CU_ASSERT_EQUAL(get(b, RTC_MONTH), month);
    CU_ASSERT_EQUAL(get(b, RTC_DAY), day);
    CU_ASSERT_EQUAL(get(b, RTC_WEEKDAY), weekday);
}

static void it_starts_with_the_configured_date(void)
{
    expect_date(clock_at(0), 0x19, 0x70, 0x01, 0x01, 5);
    expect_date(clock_at(951782400), 0x20, 0x00, 0x02, 0x29, 3);
    expect_date(clock_at(1709210096), 0x20, 0x24, 0x02, 0x29, 5);
    expect_date(clock_at(NEW_YEAR_2030 - 1), 0x20, 0x29, 0x12, 0x31, 2);
    expect_date(clock_at(4107542400), 0x21, 0x00, 0x03, 0x01, 2);
    expect_date(clock_at(1735603200), 0x20, 0x24, 0x12, 0x31, 3);
    expect_date(clock_at(-1), 0x19, 0x69, 0x12, 0x31, 4);
    expect_time(clock_at(1709210096), 0x12, 0x34, 0x56);
}

static void registers_start_as_the_bios_left_them(void)
{
    struct board *b = clock_at(0);

    CU_ASSERT_EQUAL(get(b, RTC_A), 0x26);
    CU_ASSERT_EQUAL(get(b, RTC_B), 0x02);
    CU_ASSERT_EQUAL(get(b, RTC_C), 0x00);
    CU_ASSERT_EQUAL(get(b, RTC_D), 0x80);
    set(b, RTC_D, 0);
    CU_ASSERT_EQUAL(get(b, RTC_D), 0x80);
    CU_ASSERT_EQUAL(bench_in(b, 0x70), 0xff);
}

static void a_second_is_a_second(void)
{
    struct board *b = clock_at(1709210096);

    bench_until(b, SECOND - 1);
    expect_time(b, 0x12, 0x34, 0x56);
    bench_until(b, SECOND);
    expect_time(b, 0x12, 0x34, 0x57);
    bench_until(b, 4 * SECOND);
    expect_time(b, 0x12, 0x35, 0x00);
    bench_until(b, 86400 * SECOND);
    expect_time(b, 0x12, 0x34, 0x56);
    CU_ASSERT_EQUAL(get(b, RTC_DAY), 0x01);
    CU_ASSERT_EQUAL(get(b, RTC_MONTH), 0x03);
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_rtc), BOARD_NEVER);
}

static void the_year_ends(void)
{
    struct board *b = clock_at(NEW_YEAR_2030 - 2);

    bench_until(b, 2 * SECOND);
    expect_time(b, 0x00, 0x00, 0x00);
    CU_ASSERT_EQUAL(get(b, RTC_YEAR), 0x30);
    CU_ASSERT_EQUAL(get(b, RTC_MONTH), 0x01);
    CU_ASSERT_EQUAL(get(b, RTC_DAY), 0x01);
    CU_ASSERT_EQUAL(get(b, RTC_WEEKDAY), 3);
}

static void each_month_ends_on_its_last_day(void)
{
    static const uint8_t last[12] = {0x31, 0x28, 0x31, 0x30, 0x31, 0x30,
                                     0x31, 0x31, 0x30, 0x31, 0x30, 0x31};

    for (unsigned year = 0x23; year <= 0x24; year++) {
        for (unsigned i = 0; i < 12; i++) {
            struct board *b = clock_at(0);
            uint8_t day = year == 0x24 && i == 1 ? 0x29 : last[i];
            uint8_t next = (uint8_t)(i == 11 ? 1 : i + 2);

            set(b, RTC_YEAR, (uint8_t)year);
            set(b, RTC_MONTH, (uint8_t)(i < 9 ? i + 1 : i + 7));
            set(b, RTC_DAY, day - 1);
            if (day == 0x30)
                set(b, RTC_DAY, 0x29);
            bench_wait(b, 86400 * SECOND);
            EXPECT(get(b, RTC_DAY) == day, "month %u of %x", i + 1, year);
            bench_wait(b, 86400 * SECOND);
            EXPECT(get(b, RTC_DAY) == 1, "month %u of %x", i + 1, year);
            EXPECT(get(b, RTC_MONTH) == (next < 10 ? next : next + 6),
                   "month %u of %x", i + 1, year);
        }
    }
}

static void a_long_wait_is_as_good_as_many_short_ones(void)
{
    struct board *b = clock_at(1709210096);
    struct rtc slow;

    for (unsigned day = 0; day < 400; day++) {
        bench_wait(b, 86400 * SECOND);
        get(b, RTC_DAY);
    }
    slow = rtc;
    b = clock_at(1709210096);
    bench_wait(b, 400 * 86400 * SECOND);
    get(b, RTC_DAY);
    CU_ASSERT_EQUAL(memcmp(&slow, &rtc, sizeof rtc), 0);
}

static void binary_and_12_hours_change_how_it_counts(void)
{
    struct board *b = clock_at(0);

    set(b, RTC_B, 0x06); /* binary, 24 hours */
    set(b, RTC_HOURS, 11);
    set(b, RTC_MINUTES, 59);
    set(b, RTC_SECONDS, 59);
    bench_wait(b, SECOND);
    expect_time(b, 12, 0, 0);
    set(b, RTC_B, 0x00); /* BCD, 12 hours */
    set(b, RTC_HOURS, 0x11);
    set(b, RTC_MINUTES, 0x59);
    set(b, RTC_SECONDS, 0x59);
    bench_wait(b, SECOND);
    expect_time(b, 0x92, 0x00, 0x00);
    set(b, RTC_MINUTES, 0x59);
    set(b, RTC_SECONDS, 0x59);
    bench_wait(b, SECOND);
    expect_time(b, 0x81, 0x00, 0x00);
    set(b, RTC_HOURS, 0x12);
    set(b, RTC_MINUTES, 0x59);
    set(b, RTC_SECONDS, 0x59);
    bench_wait(b, SECOND);
    expect_time(b, 0x01, 0x00, 0x00);
    bench_wait(b, 3600 * SECOND);
    expect_time(b, 0x02, 0x00, 0x00);
}

static void set_holds_the_updates(void)
{
    struct board *b = clock_at(0);

    set(b, RTC_B, 0x92); /* SET clears UIE */
    CU_ASSERT_EQUAL(get(b, RTC_B), 0x82);
    bench_wait(b, 10 * SECOND);
    expect_time(b, 0, 0, 0);
    CU_ASSERT_EQUAL(get(b, RTC_C) & RTC_C_UF, 0);
    set(b, RTC_HOURS, 0x07);
    set(b, RTC_B, 0x02);
    bench_wait(b, 2 * SECOND);
    expect_time(b, 0x07, 0x00, 0x02);
}

static void uip_warns_of_an_update(void)
{
    struct board *b = clock_at(0);

    bench_until(b, SECOND - 2300 * US);
    CU_ASSERT_EQUAL(get(b, RTC_A) & RTC_A_UIP, 0);
    bench_until(b, SECOND - 2200 * US);
    CU_ASSERT_EQUAL(get(b, RTC_A) & RTC_A_UIP, RTC_A_UIP);
    bench_until(b, SECOND - 1);
    CU_ASSERT_EQUAL(get(b, RTC_A) & RTC_A_UIP, RTC_A_UIP);
    bench_until(b, SECOND);
    CU_ASSERT_EQUAL(get(b, RTC_A) & RTC_A_UIP, 0);
    set(b, RTC_B, RTC_B_SET | RTC_B_24H);
    bench_until(b, 2 * SECOND - 1);
    CU_ASSERT_EQUAL(get(b, RTC_A) & RTC_A_UIP, 0);
    set(b, RTC_B, RTC_B_24H);
    CU_ASSERT_EQUAL(get(b, RTC_A) & RTC_A_UIP, RTC_A_UIP);
    set(b, RTC_A, 0x76);
    CU_ASSERT_EQUAL(get(b, RTC_A) & RTC_A_UIP, 0);
}

static void a_divider_reset_ends_half_a_second_before_an_update(void)
{
    struct board *b = clock_at(0);

    bench_until(b, 3 * SECOND + 300000 * US);
    set(b, RTC_A, 0x76);
    bench_wait(b, 5 * SECOND);
    expect_time(b, 0, 0, 3);
    set(b, RTC_A, 0x26);
    bench_wait(b, SECOND / 2 - 1);
    expect_time(b, 0, 0, 3);
    bench_wait(b, 1);
    expect_time(b, 0, 0, 4);
    bench_wait(b, SECOND);
    expect_time(b, 0, 0, 5);
}

static void the_periodic_interrupt_comes_at_its_rate(void)
{
    static const struct {
        uint8_t rate;
        unsigned hertz;
    } rates[] = {{1, 256}, {2, 128}, {3, 8192}, {6, 1024}, {15, 2}};

    for (unsigned i = 0; i < ARRAY_LEN(rates); i++) {
        struct board *b = clock_at(0);

        set(b, RTC_A, 0x20 | rates[i].rate);
        set(b, RTC_B, RTC_B_PIE | RTC_B_24H);
        for (unsigned n = 1; n <= rates[i].hertz; n++) {
            bench_until(b, n * SECOND / rates[i].hertz - 1);
            EXPECT(!irq(b), "rate %u: number %u is early", rates[i].rate, n);
            bench_wait(b, 2);
            EXPECT(irq(b), "rate %u: number %u is late", rates[i].rate, n);
            CU_ASSERT_TRUE(get(b, RTC_C) & RTC_C_PF);
        }
    }
}

static void rate_0_has_no_periodic_interrupt(void)
{
    struct board *b = clock_at(0);

    set(b, RTC_A, 0x20);
    set(b, RTC_B, RTC_B_PIE | RTC_B_24H);
    bench_wait(b, 5 * SECOND);
    CU_ASSERT_FALSE(irq(b));
    CU_ASSERT_EQUAL(get(b, RTC_C) & RTC_C_PF, 0);
}

static void the_update_interrupt_comes_each_second(void)
{
    struct board *b = clock_at(0);

    set(b, RTC_B, RTC_B_UIE | RTC_B_24H);
    bench_until(b, SECOND - 1);
    CU_ASSERT_FALSE(irq(b));
    bench_until(b, SECOND);
    CU_ASSERT_TRUE(irq(b));
    bench_until(b, 3 * SECOND);
    CU_ASSERT_EQUAL(bench_rises(b, LINE_IRQ0 + 8), 1);
    CU_ASSERT_EQUAL(get(b, RTC_C), RTC_C_IRQF | RTC_C_UF | RTC_C_PF);
    CU_ASSERT_FALSE(irq(b));
    CU_ASSERT_EQUAL(get(b, RTC_C), 0);
    bench_until(b, 4 * SECOND);
    CU_ASSERT_TRUE(irq(b));
    set(b, RTC_B, RTC_B_24H); /* no longer wanted */
    CU_ASSERT_FALSE(irq(b));
    CU_ASSERT_EQUAL(get(b, RTC_C), RTC_C_UF | RTC_C_PF);
}

static void flags_come_without_their_interrupts(void)
{
    struct board *b = clock_at(0);

    bench_until(b, 2 * SECOND);
    CU_ASSERT_FALSE(irq(b));
    CU_ASSERT_EQUAL(get(b, RTC_C), RTC_C_UF | RTC_C_PF);
    bench_until(b, 4 * SECOND);
    set(b, RTC_B, RTC_B_UIE | RTC_B_24H); /* the flag is already there */
    CU_ASSERT_TRUE(irq(b));
}

static void alarm_at(struct board *b, uint8_t hour, uint8_t minute,
                     uint8_t second)
{
    set(b, RTC_HOURS_ALARM, hour);
    set(b, RTC_MINUTES_ALARM, minute);
    set(b, RTC_SECONDS_ALARM, second);
    set(b, RTC_A, 0x20);
    get(b, RTC_C);
    set(b, RTC_B, RTC_B_AIE | RTC_B_24H);
}

/* Seconds after midnight at which the alarm interrupts; 0: not in a day. */
static unsigned rings(uint8_t hour, uint8_t minute, uint8_t second)
{
    struct board *b = clock_at(0);

    alarm_at(b, hour, minute, second);
    bench_wait(b, 86400 * SECOND);
    if (!irq(b))
        return 0;
    CU_ASSERT_EQUAL(get(b, RTC_C) & 0xe0, RTC_C_IRQF | RTC_C_AF);
    b = clock_at(0);
    alarm_at(b, hour, minute, second);
    return (unsigned)(bench_deadline(b, DEV_rtc) / SECOND);
}

static void the_alarm_rings_when_all_three_match(void)
{
    CU_ASSERT_EQUAL(rings(0x00, 0x00, 0x01), 1);
    CU_ASSERT_EQUAL(rings(0x12, 0x34, 0x56), 45296);
    CU_ASSERT_EQUAL(rings(0x00, 0x00, 0x00), 86400);
    CU_ASSERT_EQUAL(rings(ANY, ANY, ANY), 1);
    CU_ASSERT_EQUAL(rings(ANY, ANY, 0x30), 30);
    CU_ASSERT_EQUAL(rings(ANY, 0x05, 0xff), 300);
    CU_ASSERT_EQUAL(rings(0x02, ANY, 0x00), 7200);
    CU_ASSERT_EQUAL(rings(0x24, 0x00, 0x00), 0);
    CU_ASSERT_EQUAL(rings(ANY, ANY, 0x60), 0);
    CU_ASSERT_EQUAL(rings(ANY, 0x7a, ANY), 0);
}

static void the_alarm_is_counted_from_now(void)
{
    struct board *b = clock_at(0);

    bench_wait(b, 10 * SECOND);
    alarm_at(b, ANY, ANY, 0x30);
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_rtc), 30 * SECOND);
    alarm_at(b, ANY, ANY, 0x60);
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_rtc), BOARD_NEVER);
}

static void the_next_of_several_interrupts_comes_first(void)
{
    struct board *b = clock_at(0);

    set(b, RTC_A, 0x2f);
    set(b, RTC_B, RTC_B_PIE | RTC_B_UIE | RTC_B_24H);
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_rtc), SECOND / 2);
    set(b, RTC_B, RTC_B_UIE | RTC_B_24H);
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_rtc), SECOND);
}

static void reset_disables_interrupts_and_keeps_the_time(void)
{
    struct board *b = clock_at(0);

    set(b, RTC_B, RTC_B_PIE | RTC_B_AIE | RTC_B_UIE | RTC_B_SQWE | RTC_B_24H);
    bench_wait(b, 5 * SECOND);
    CU_ASSERT_TRUE(irq(b));
    bench_reset(b);
    CU_ASSERT_FALSE(irq(b));
    CU_ASSERT_EQUAL(get(b, RTC_B), RTC_B_24H);
    CU_ASSERT_EQUAL(get(b, RTC_C), 0);
    expect_time(b, 0, 0, 5);
}

static void port_70_masks_nmi(void)
{
    struct board *b = clock_at(0);

    bench_out(b, 0x70, 0x8f);
    CU_ASSERT_EQUAL(rtc.nmi_masked, 1);
    bench_out(b, 0x71, 0x5a);
    bench_out(b, 0x70, 0x0f);
    CU_ASSERT_EQUAL(rtc.nmi_masked, 0);
    CU_ASSERT_EQUAL(bench_in(b, 0x71), 0x5a);
}

static void nonsense_in_the_date_is_survived(void)
{
    struct board *b = clock_at(0);

    for (unsigned value = 0; value < 256; value++) {
        for (uint8_t cell = 0; cell <= RTC_YEAR; cell++)
            set(b, cell, (uint8_t)value);
        set(b, RTC_B, (uint8_t)value & 0x76);
        bench_wait(b, 86400 * SECOND);
        CU_ASSERT_NOT_EQUAL(get(b, RTC_MONTH), 0);
    }
}

CU_TestInfo rtc_tests[] = {
    TEST(it_starts_with_the_configured_date),
    TEST(registers_start_as_the_bios_left_them),
    TEST(a_second_is_a_second),
    TEST(the_year_ends),
    TEST(each_month_ends_on_its_last_day),
    TEST(a_long_wait_is_as_good_as_many_short_ones),
    TEST(binary_and_12_hours_change_how_it_counts),
    TEST(set_holds_the_updates),
    TEST(uip_warns_of_an_update),
    TEST(a_divider_reset_ends_half_a_second_before_an_update),
    TEST(the_periodic_interrupt_comes_at_its_rate),
    TEST(rate_0_has_no_periodic_interrupt),
    TEST(the_update_interrupt_comes_each_second),
    TEST(flags_come_without_their_interrupts),
    TEST(the_alarm_rings_when_all_three_match),
    TEST(the_alarm_is_counted_from_now),
    TEST(the_next_of_several_interrupts_comes_first),
    TEST(reset_disables_interrupts_and_keeps_the_time),
    TEST(port_70_masks_nmi),
    TEST(nonsense_in_the_date_is_survived),
    CU_TEST_INFO_NULL,
};
