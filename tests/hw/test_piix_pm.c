/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_piix_pm.c - soft-off and the power management timer.
 */
#include "hw/pci.h"
#include "hw/piix_pm.h"
#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define BASE      0x600
#define LINE_IRQ9 ((enum line)9)
#define HALF      UINT64_C(0x800000)

static struct pci pci;
static struct piix_pm pm;

static void config(struct board *b, uint8_t reg, uint32_t value)
{
    bench_out_wide(b, 0xcf8, 4, 0x80000b00u | reg);
    bench_out_wide(b, 0xcfc, 4, value);
}

static struct board *pm_bench(void)
{
    struct board *b = bench_new();

    memset(&pci, 0, sizeof(pci));
    memset(&pm, 0, sizeof(pm));
    bench_power_on(b, DEV_pci, &pci_ops, &pci);
    bench_power_on(b, DEV_piix_pm, &piix_pm_ops, &pm);
    config(b, 0x40, BASE);
    config(b, 0x80, 1);
    return b;
}

static uint32_t timer(struct board *b)
{
    return bench_in_wide(b, BASE + 8, 4);
}

/* The first nanosecond at which the timer has reached a count. */
static uint64_t when(uint64_t count)
{
    return (count * 1000000000 + 3579544) / 3579545;
}

static void the_block_answers_only_when_switched_on(void)
{
    struct board *b = pm_bench();

    config(b, 0x80, 0);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 4, 2), 0xffff);
    bench_out_wide(b, BASE + 4, 2, 0x2000);
    CU_ASSERT_EQUAL(bench_power_offs(b), 0);
    config(b, 0x80, 1);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 4, 2), 0x0000);
}

static void the_block_is_64_ports_wherever_the_base_says(void)
{
    struct board *b = pm_bench();

    config(b, 0x40, 0xb000);
    bench_out_wide(b, 0xcf8, 4, 0x80000b40);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfc, 4), 0xb001);
    CU_ASSERT_EQUAL(bench_in(b, 0xafff), 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0xb000), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0xb03f), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0xb040), 0xff);
    CU_ASSERT_EQUAL(bench_in(b, BASE), 0xff);
}

static void sleep_type_0_switches_the_machine_off(void)
{
    struct board *b = pm_bench();

    bench_out_wide(b, BASE + 4, 2, 0x2000);
    CU_ASSERT_EQUAL(bench_power_offs(b), 1);
    CU_ASSERT_EQUAL(bench_events(b, EV_SOFT_OFF), 1);
    CU_ASSERT_EQUAL(bench_last(b, EV_SOFT_OFF)->arg[0], 0);
}

static void a_type_without_sleep_enable_is_only_kept(void)
{
    struct board *b = pm_bench();

    bench_out_wide(b, BASE + 4, 2, 0x0401);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 4, 2), 0x0401);
    CU_ASSERT_EQUAL(bench_power_offs(b), 0);
}

static void other_sleep_types_do_not_switch_off(void)
{
    struct board *b = pm_bench();

    for (uint32_t type = 1; type < 8; type++)
        bench_out_wide(b, BASE + 4, 2, 0x2000 | type << 10);
    CU_ASSERT_EQUAL(bench_power_offs(b), 0);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 4, 2), 0x1c00);
}

static void the_timer_counts_3579545_times_a_second(void)
{
    struct board *b = pm_bench();

    CU_ASSERT_EQUAL(timer(b), 0);
    bench_until(b, 279);
    CU_ASSERT_EQUAL(timer(b), 0);
    bench_until(b, 280);
    CU_ASSERT_EQUAL(timer(b), 1);
    bench_until(b, UINT64_C(1000000000));
    CU_ASSERT_EQUAL(timer(b), 3579545);
}

static void the_timer_is_exact_after_a_year_and_has_24_bits(void)
{
    struct board *b = pm_bench();
    uint64_t seconds = 365 * 24 * 3600;

    bench_until(b, seconds * 1000000000 + 500000000);
    CU_ASSERT_EQUAL(timer(b),
                    (seconds * 3579545 + 3579545 / 2) & UINT64_C(0xffffff));
}

static void bit_23_sets_the_overflow_status_each_time_it_changes(void)
{
    struct board *b = pm_bench();

    for (uint64_t half = 1; half <= 3; half++) {
        bench_until(b, when(half * HALF) - 1);
        CU_ASSERT_EQUAL(bench_in_wide(b, BASE, 2), 0);
        bench_until(b, when(half * HALF));
        CU_ASSERT_EQUAL(bench_in_wide(b, BASE, 2), 1);
        bench_out_wide(b, BASE, 2, 0x0000);
        CU_ASSERT_EQUAL(bench_in_wide(b, BASE, 2), 1);
        bench_out_wide(b, BASE, 2, 0x0001);
        CU_ASSERT_EQUAL(bench_in_wide(b, BASE, 2), 0);
    }
}

static void the_overflow_interrupts_when_enabled(void)
{
    struct board *b = pm_bench();

    bench_out_wide(b, BASE + 2, 2, 0x0001);
    bench_until(b, when(HALF));
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ9));
    bench_out_wide(b, BASE + 4, 2, 0x0001);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ9));
    bench_out_wide(b, BASE, 2, 0x0001);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ9));
    bench_until(b, when(2 * HALF) - 1);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ9));
    bench_until(b, when(2 * HALF));
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ9));
    bench_out_wide(b, BASE + 2, 2, 0x0000);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ9));
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_piix_pm), BOARD_NEVER);
}

static void enable_bits_read_back(void)
{
    struct board *b = pm_bench();

    bench_out_wide(b, BASE + 2, 2, 0xffff);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 2, 2), 0x0521);
}

static void reset_closes_the_block(void)
{
    struct board *b = pm_bench();

    bench_out_wide(b, BASE + 4, 2, 0x0001);
    bench_reset(b);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 4), 0xff);
    config(b, 0x40, BASE);
    config(b, 0x80, 1);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 4), 0x00);
}

/* Firmware that finds APMC_EN set does not wait for an SMI. */
static void apm_commands_are_kept_and_switch_acpi(void)
{
    struct board *b = pm_bench();

    bench_out_wide(b, 0xcf8, 4, 0x80000b58);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfc, 4), 0x02000000);
    bench_out(b, 0xb3, 0x5a);
    bench_out(b, 0xb2, 0xf1);
    CU_ASSERT_EQUAL(bench_in(b, 0xb2), 0xf1);
    CU_ASSERT_EQUAL(bench_in(b, 0xb3), 0x5a);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 4, 2), 0x0001);
    bench_out(b, 0xb3, 0xf0);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 4, 2), 0x0001);
    bench_out(b, 0xb2, 0xf0);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 4, 2), 0x0000);
}

CU_TestInfo piix_pm_tests[] = {
    TEST(the_block_answers_only_when_switched_on),
    TEST(the_block_is_64_ports_wherever_the_base_says),
    TEST(sleep_type_0_switches_the_machine_off),
    TEST(a_type_without_sleep_enable_is_only_kept),
    TEST(other_sleep_types_do_not_switch_off),
    TEST(the_timer_counts_3579545_times_a_second),
    TEST(the_timer_is_exact_after_a_year_and_has_24_bits),
    TEST(bit_23_sets_the_overflow_status_each_time_it_changes),
    TEST(the_overflow_interrupts_when_enabled),
    TEST(enable_bits_read_back),
    TEST(reset_closes_the_block),
    TEST(apm_commands_are_kept_and_switch_acpi),
    CU_TEST_INFO_NULL,
};
