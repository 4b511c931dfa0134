/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_pci.c - configuration mechanism 1, the functions on bus 0 and
 * the reset control register.
 */
#include "hw/device.h"
#include "hw/pci_config.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/i440fx.h"
#include "hw/pci.h"
#include "hw/pic.h"
#include "hw/piix_ide.h"
#include "hw/piix_isa.h"
#include "hw/piix_pm.h"
#pragma GCC diagnostic pop

#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define ADDRESS(device, function, reg)                                         \
    (0x80000000u | (device) << 11 | (function) << 8 | (reg))

static struct pci pci;
static struct i440fx host;
static struct piix_isa isa;
static struct piix_ide ide;
static struct piix_pm pm;
static struct pic pics[2];

static struct board *pci_bench(void)
{
    struct board *b = bench_new();

    memset(&pci, 0, sizeof(pci));
    memset(&host, 0, sizeof(host));
    memset(&isa, 0, sizeof(isa));
    memset(&ide, 0, sizeof(ide));
    memset(&pm, 0, sizeof(pm));
    memset(pics, 0, sizeof(pics));
    bench_power_on(b, DEV_pic1, &pic_ops, &pics[0]);
    bench_power_on(b, DEV_pic2, &pic_ops, &pics[1]);
    bench_power_on(b, DEV_pci, &pci_ops, &pci);
    bench_power_on(b, DEV_i440fx, &i440fx_ops, &host);
    bench_power_on(b, DEV_piix_isa, &piix_isa_ops, &isa);
    bench_power_on(b, DEV_piix_ide, &piix_ide_ops, &ide);
    bench_power_on(b, DEV_piix_pm, &piix_pm_ops, &pm);
    return b;
}

static uint32_t config(struct board *b, uint32_t address)
{
    bench_out_wide(b, 0xcf8, 4, address);
    return bench_in_wide(b, 0xcfc, 4);
}

static void bus_0_has_four_functions_with_these_numbers(void)
{
    struct board *b = pci_bench();
    unsigned found = 0;

    for (unsigned devfn = 0; devfn < 256; devfn++)
        found += config(b, ADDRESS(0u, 0u, devfn << 8)) != 0xffffffff;
    CU_ASSERT_EQUAL(found, 4);
    CU_ASSERT_EQUAL(config(b, ADDRESS(0u, 0u, 0u)), 0x12378086);
    CU_ASSERT_EQUAL(config(b, ADDRESS(0u, 0u, 8u)), 0x06000002);
    CU_ASSERT_EQUAL(config(b, ADDRESS(1u, 0u, 0u)), 0x70008086);
    CU_ASSERT_EQUAL(config(b, ADDRESS(1u, 0u, 8u)), 0x06010000);
    CU_ASSERT_EQUAL(config(b, ADDRESS(1u, 1u, 0u)), 0x70108086);
    CU_ASSERT_EQUAL(config(b, ADDRESS(1u, 1u, 8u)), 0x01018000);
    CU_ASSERT_EQUAL(config(b, ADDRESS(1u, 3u, 0u)), 0x71138086);
    CU_ASSERT_EQUAL(config(b, ADDRESS(1u, 3u, 8u)), 0x06800003);
}

static void the_isa_bridge_says_that_it_has_more_functions(void)
{
    struct board *b = pci_bench();

    CU_ASSERT_EQUAL(config(b, ADDRESS(1u, 0u, 0x0cu)) >> 16 & 0xff, 0x80);
    CU_ASSERT_EQUAL(config(b, ADDRESS(0u, 0u, 0x0cu)) >> 16 & 0xff, 0x00);
}

static void other_buses_are_empty(void)
{
    struct board *b = pci_bench();

    CU_ASSERT_EQUAL(config(b, 0x80010000), 0xffffffff);
    CU_ASSERT_EQUAL(config(b, 0x80ff0000), 0xffffffff);
}

static void without_the_enable_bit_nobody_answers(void)
{
    struct board *b = pci_bench();

    CU_ASSERT_EQUAL(config(b, 0x00000000), 0xffffffff);
}

static void the_address_is_written_and_read_as_a_dword_only(void)
{
    struct board *b = pci_bench();

    bench_out_wide(b, 0xcf8, 4, 0xffffffff);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcf8, 4), 0x80fffffc);
    bench_out(b, 0xcf8, 0x00);
    bench_out_wide(b, 0xcfa, 2, 0x0000);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcf8, 4), 0x80fffffc);
    CU_ASSERT_EQUAL(bench_in(b, 0xcf8), 0xff);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfa, 2), 0xffff);
}

static void data_is_reached_by_bytes_words_and_dwords(void)
{
    struct board *b = pci_bench();

    bench_out_wide(b, 0xcf8, 4, ADDRESS(0u, 0u, 0u));
    CU_ASSERT_EQUAL(bench_in(b, 0xcfc), 0x86);
    CU_ASSERT_EQUAL(bench_in(b, 0xcfd), 0x80);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfe, 2), 0x1237);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfe, 4), 0xffff1237);
    bench_out_wide(b, 0xcf8, 4, ADDRESS(0u, 0u, 0x5cu));
    bench_out(b, 0xcfd, 0x33);
    bench_out_wide(b, 0xcfe, 2, 0x2211);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfc, 4), 0x22113300);
}

static void numbers_are_read_only_and_pam_is_kept(void)
{
    struct board *b = pci_bench();

    bench_out_wide(b, 0xcf8, 4, ADDRESS(0u, 0u, 0u));
    bench_out_wide(b, 0xcfc, 4, 0);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfc, 4), 0x12378086);
    bench_out_wide(b, 0xcf8, 4, ADDRESS(0u, 0u, 0x58u));
    bench_out_wide(b, 0xcfc, 4, 0x33333310);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfc, 4), 0x33333010);
    bench_reset(b);
    CU_ASSERT_EQUAL(config(b, ADDRESS(0u, 0u, 0x58u)), 0x00000010);
}

/* 82441FX, "PAM - Programmable Attribute Map Registers": which nibble is for
 * which addresses. */
static void each_pam_nibble_switches_its_piece(void)
{
    static const struct {
        uint32_t first, last;
        uint8_t reg, shift;
    } rows[] = {
        {0xf0000, 0xfffff, 0x59, 4}, {0xc0000, 0xc3fff, 0x5a, 0},
        {0xc4000, 0xc7fff, 0x5a, 4}, {0xc8000, 0xcbfff, 0x5b, 0},
        {0xcc000, 0xcffff, 0x5b, 4}, {0xd0000, 0xd3fff, 0x5c, 0},
        {0xd4000, 0xd7fff, 0x5c, 4}, {0xd8000, 0xdbfff, 0x5d, 0},
        {0xdc000, 0xdffff, 0x5d, 4}, {0xe0000, 0xe3fff, 0x5e, 0},
        {0xe4000, 0xe7fff, 0x5e, 4}, {0xe8000, 0xebfff, 0x5f, 0},
        {0xec000, 0xeffff, 0x5f, 4},
    };
    struct board *b = pci_bench();

    for (unsigned i = 0; i < ARRAY_LEN(rows); i++)
        for (unsigned bits = 0; bits < 4; bits++) {
            bench_out_wide(b, 0xcf8, 4, ADDRESS(0u, 0u, rows[i].reg & 0xfcu));
            bench_out(b, (uint16_t)(0xcfc + rows[i].reg % 4),
                      (uint8_t)(bits << rows[i].shift));
            for (uint32_t at = 0xc0000; at < 0x100000; at += SHADOW_PIECE)
                EXPECT(
                    bench_shadow(b, at) ==
                        (at >= rows[i].first && at < rows[i].last ? bits : 0),
                    "register %02Xh, bits %u, at %Xh", rows[i].reg, bits, at);
            bench_out(b, (uint16_t)(0xcfc + rows[i].reg % 4), 0);
        }
}

static void a_reset_leaves_rom_everywhere(void)
{
    struct board *b = pci_bench();

    bench_out_wide(b, 0xcf8, 4, ADDRESS(0u, 0u, 0x5cu));
    bench_out_wide(b, 0xcfc, 4, 0x33333333);
    CU_ASSERT_EQUAL(bench_shadow(b, 0xd0000), 3);
    bench_reset(b);
    CU_ASSERT_EQUAL(bench_shadow(b, 0xd0000), 0);
}

static void pirq_routes_are_off_and_can_be_set(void)
{
    struct board *b = pci_bench();

    CU_ASSERT_EQUAL(config(b, ADDRESS(1u, 0u, 0x60u)), 0x80808080);
    bench_out_wide(b, 0xcfc, 4, 0x0b7a0b0a);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfc, 4), 0x0b0a0b0a);
}

static void cf9_resets_the_board_when_bit_2_rises(void)
{
    struct board *b = pci_bench();

    bench_out(b, 0xcf9, 0x02);
    CU_ASSERT_EQUAL(bench_in(b, 0xcf9), 0x02);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_BOARD), 0);
    bench_out(b, 0xcf9, 0x06);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_BOARD), 1);
    bench_out(b, 0xcf9, 0x06);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_BOARD), 1);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 0);
}

static void cf9_without_bit_1_resets_the_cpu_alone(void)
{
    struct board *b = pci_bench();

    bench_out(b, 0xcf9, 0x04);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 1);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_BOARD), 0);
}

/* Everything a hostile program can do; the sanitizers watch. */
static void any_access_in_any_order_is_survived(void)
{
    struct board *b = pci_bench();
    uint32_t random = 1;

    for (unsigned i = 0; i < 200000; i++) {
        unsigned bytes;

        random = random * 1664525 + 1013904223;
        bytes = 1u << (random >> 30) % 3;
        bench_out_wide(b, (uint16_t)(0xcf8 + (random >> 25) % 8), bytes,
                       random << 7 | 0x80000000);
        bench_in_wide(b, (uint16_t)(0xcf8 + (random >> 22) % 8), bytes);
        bench_in_wide(b, (uint16_t)(random >> 8 & 0xffc0), 4);
        bench_out_wide(b, (uint16_t)(random >> 8), bytes, random);
        bench_wait(b, random);
    }
    bench_reset(b);
    CU_ASSERT_EQUAL(config(b, ADDRESS(0u, 0u, 0u)), 0x12378086);
}

/* PIIX3, "Edge/Level Control Registers". */
static void elcr_makes_single_interrupts_level_triggered(void)
{
    static const uint8_t icw[] = {0x08, 0x04, 0x01};
    struct board *b = pci_bench();

    bench_out(b, 0x4d0, 0xff);
    bench_out(b, 0x4d1, 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x4d0), 0xf8);
    CU_ASSERT_EQUAL(bench_in(b, 0x4d1), 0xde);
    bench_out(b, 0x20, 0x11);
    for (unsigned i = 0; i < 3; i++)
        bench_out(b, 0x21, icw[i]);
    for (unsigned irq = 1; irq < 6; irq += 4) {
        board_irq(b, irq, true);
        CU_ASSERT_EQUAL(pic_acknowledge(b, &pics[0], &pics[1]), 0x08 + irq);
        bench_out(b, 0x20, 0x20);
        CU_ASSERT_EQUAL(bench_line(b, LINE_INTR), irq == 5);
        board_irq(b, irq, false);
        CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    }
    bench_reset(b);
    CU_ASSERT_EQUAL(bench_in(b, 0x4d0), 0);
    CU_ASSERT_EQUAL(bench_in(b, 0x4d1), 0);
    CU_ASSERT_EQUAL(pics[0].levels, 0);
}

CU_TestInfo pci_tests[] = {
    TEST(bus_0_has_four_functions_with_these_numbers),
    TEST(the_isa_bridge_says_that_it_has_more_functions),
    TEST(other_buses_are_empty),
    TEST(without_the_enable_bit_nobody_answers),
    TEST(the_address_is_written_and_read_as_a_dword_only),
    TEST(data_is_reached_by_bytes_words_and_dwords),
    TEST(numbers_are_read_only_and_pam_is_kept),
    TEST(each_pam_nibble_switches_its_piece),
    TEST(a_reset_leaves_rom_everywhere),
    TEST(pirq_routes_are_off_and_can_be_set),
    TEST(cf9_resets_the_board_when_bit_2_rises),
    TEST(cf9_without_bit_1_resets_the_cpu_alone),
    TEST(any_access_in_any_order_is_survived),
    TEST(elcr_makes_single_interrupts_level_triggered),
    CU_TEST_INFO_NULL,
};
