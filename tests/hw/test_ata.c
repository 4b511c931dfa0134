/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_ata.c - the ATA channel: drives, reset, interrupt, data.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/ata.h"
#pragma GCC diagnostic pop

#include "sim/origin.h"
#include "tests/hw/ata_bench.h"
#include "tests/test.h"

#include <string.h>

#define STATUS    0x1f7
#define ALTERNATE 0x3f6

static struct ata ata;

static void no_drive_leaves_the_cable_floating(void)
{
    struct board *b = ata_bench(&ata, 0, 0);

    for (uint16_t port = 0x1f1; port <= 0x1f7; port++)
        CU_ASSERT_EQUAL(bench_in(b, port), 0x7f);
    CU_ASSERT_EQUAL(bench_in(b, ALTERNATE), 0x7f);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f0, 2), 0xff7f);
    ata_start(b, 0, 0xec, 0, 0);
    bench_wait(b, 10000000);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
}

static void a_master_alone_answers_0_for_the_slave(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    bench_out(b, 0x1f6, 0xb0);
    CU_ASSERT_EQUAL(bench_in(b, STATUS), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, ALTERNATE), 0x00);
    bench_out(b, STATUS, 0xec);
    bench_wait(b, 10000000);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
    bench_out(b, 0x1f6, 0xa0);
    CU_ASSERT_EQUAL(bench_in(b, STATUS), 0x50);
}

static void the_drive_is_busy_after_power_on_then_shows_its_signature(void)
{
    struct board *b = bench_new();

    memset(&ata, 0, sizeof(ata));
    bench_disk(b, 0, 100);
    bench_power_on(b, DEV_ata, &ata_ops, &ata);
    CU_ASSERT_EQUAL(bench_in(b, STATUS) & 0x80, 0x80);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f3), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f4), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f5), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f6) & 0x5f, 0x00);
}

static void srst_holds_both_drives_busy_and_stops_a_command(void)
{
    struct board *b = ata_bench(&ata, 100, 100);

    ata_do(b, 1, 0x20, 5, 2);
    bench_out(b, ALTERNATE, 0x04);
    bench_wait(b, 100000000);
    CU_ASSERT_EQUAL(bench_in(b, ALTERNATE) & 0x88, 0x80);
    bench_out(b, ALTERNATE, 0x00);
    CU_ASSERT_EQUAL(bench_in(b, ALTERNATE) & 0x88, 0x80);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f6) & 0x10, 0x00);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
}

static void command_block_registers_read_back(void)
{
    struct board *b = ata_bench(&ata, 100, 100);

    for (uint16_t port = 0x1f2; port <= 0x1f5; port++)
        bench_out(b, port, (uint8_t)(port * 3));
    for (uint16_t port = 0x1f2; port <= 0x1f5; port++)
        CU_ASSERT_EQUAL(bench_in(b, port), (uint8_t)(port * 3));
    bench_out(b, 0x1f6, 0x1a);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f6), 0xba);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f3), (uint8_t)(0x1f3 * 3));
}

static void a_busy_drive_ignores_its_registers(void)
{
    struct board *b = ata_bench(&ata, 100, 100);

    ata_start(b, 0, 0x20, 7, 1);
    bench_out(b, 0x1f3, 9);
    bench_out(b, 0x1f6, 0xf0);
    bench_out(b, STATUS, 0xec);
    CU_ASSERT_EQUAL(ata_wait(b) & 0x88, 0x08);
    CU_ASSERT_EQUAL(ata_take(b), 7);
}

static void a_read_interrupts_when_its_data_is_there(void)
{
    struct board *b = ata_bench(&ata, 100, 0);
    uint64_t start = board_now(b);

    ata_start(b, 0, 0x20, 3, 1);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
    CU_ASSERT_EQUAL(ata_wait(b), 0x58);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
    CU_ASSERT_TRUE(board_now(b) - start >= 100000);
    CU_ASSERT_TRUE(board_now(b) - start <= 300000);
}

static void reading_status_takes_the_interrupt_away(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    ata_do(b, 0, 0x20, 3, 1);
    bench_in(b, ALTERNATE);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
    bench_in(b, STATUS);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
}

static void a_new_command_takes_the_interrupt_away(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    ata_do(b, 0, 0x20, 3, 1);
    bench_out(b, STATUS, 0x20);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
}

static void nien_keeps_the_line_low(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    bench_out(b, ALTERNATE, 0x02);
    ata_do(b, 0, 0x20, 3, 1);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
    bench_out(b, ALTERNATE, 0x00);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
}

static void only_the_selected_drive_drives_the_line(void)
{
    struct board *b = ata_bench(&ata, 100, 100);

    ata_do(b, 1, 0x20, 3, 1);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
    bench_out(b, 0x1f6, 0xa0);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
    bench_out(b, 0x1f6, 0xb0);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
}

static void the_data_port_moves_words_and_double_words(void)
{
    static const uint8_t bytes[9] = {0x11, 0x22, 0x33, 0x44, 0x55,
                                     0x66, 0x77, 0x88, 0x99};
    struct board *b = ata_bench(&ata, 100, 0);
    uint8_t *image = bench_disk(b, 0, 100);

    memcpy(image + SECTOR_SIZE, bytes, sizeof(bytes));
    ata_do(b, 0, 0x20, 1, 1);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f0, 2), 0x2211);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f0, 4), 0x66554433);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f0, 1), 0x77);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f0, 2), 0x0099);
}

static void wide_access_to_other_ports_is_split(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    bench_out_wide(b, 0x1f2, 4, 0x0c0b0a05);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0x05);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f2, 4), 0x0c0b0a05);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x3f6, 2), 0xff50);
}

static void data_without_drq_is_not_there(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f0, 2), 0xff7f);
    bench_out_wide(b, 0x1f0, 2, 0x1234);
    ata_do(b, 0, 0x20, 1, 1);
    ata_take(b);
    CU_ASSERT_EQUAL(bench_in(b, STATUS), 0x50);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f0, 2), 0xff7f);
}

static void the_origin_names_the_sector_of_the_last_word(void)
{
    struct board *b = ata_bench(&ata, 100, 100);

    ata_do(b, 1, 0xc6, 0, 4);
    ata_do(b, 1, 0xc4, 20, 4);
    ata_take(b);
    CU_ASSERT_EQUAL(ata_origin(&ata), origin_disk(1, 20));
    bench_in_wide(b, 0x1f0, 2);
    CU_ASSERT_EQUAL(ata_origin(&ata), origin_disk(1, 21));
    ata_do(b, 1, 0xec, 0, 0);
    bench_in_wide(b, 0x1f0, 2);
    CU_ASSERT_EQUAL(ata_origin(&ata), 0);
}

static void two_drives_keep_their_own_data(void)
{
    struct board *b = ata_bench(&ata, 100, 100);

    ata_do(b, 0, 0x20, 4, 1);
    ata_do(b, 1, 0x20, 5, 1);
    bench_out(b, 0x1f6, 0xe0);
    CU_ASSERT_EQUAL(ata_take(b), 0x0004);
    bench_out(b, 0x1f6, 0xf0);
    CU_ASSERT_EQUAL(ata_take(b), 0x1005);
}

static void hardware_reset_returns_to_the_state_of_power_on(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    ata_do(b, 0, 0xc6, 0, 8);
    ata_do(b, 0, 0x20, 4, 4);
    bench_out(b, ALTERNATE, 0x02);
    bench_reset(b);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0x01);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc4, 4, 4), 0x51);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
}

/* Everything a hostile program can do; the sanitizers watch. */
static void any_access_in_any_order_is_survived(void)
{
    struct board *b = ata_bench(&ata, 50, 40);
    uint32_t random = 1;

    for (unsigned i = 0; i < 300000; i++) {
        unsigned bytes;
        uint16_t port;

        random = random * 1664525 + 1013904223;
        bytes = 1u << (random >> 30) % 3;
        port =
            (uint16_t)(random >> 27 & 1 ? 0x1f0 : 0x1f0 + (random >> 24) % 8);
        if ((random >> 16) % 256 == 0)
            port = 0x3f6;
        bench_out_wide(b, port, bytes, random >> 3);
        bench_in_wide(b, (uint16_t)(0x1f0 + (random >> 11) % 8), bytes);
        bench_wait(b, random % 50000);
    }
    bench_out(b, ALTERNATE, 0x04);
    bench_out(b, ALTERNATE, 0x00);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
}

CU_TestInfo ata_tests[] = {
    TEST(no_drive_leaves_the_cable_floating),
    TEST(a_master_alone_answers_0_for_the_slave),
    TEST(the_drive_is_busy_after_power_on_then_shows_its_signature),
    TEST(srst_holds_both_drives_busy_and_stops_a_command),
    TEST(command_block_registers_read_back),
    TEST(a_busy_drive_ignores_its_registers),
    TEST(a_read_interrupts_when_its_data_is_there),
    TEST(reading_status_takes_the_interrupt_away),
    TEST(a_new_command_takes_the_interrupt_away),
    TEST(nien_keeps_the_line_low),
    TEST(only_the_selected_drive_drives_the_line),
    TEST(the_data_port_moves_words_and_double_words),
    TEST(wide_access_to_other_ports_is_split),
    TEST(data_without_drq_is_not_there),
    TEST(the_origin_names_the_sector_of_the_last_word),
    TEST(two_drives_keep_their_own_data),
    TEST(hardware_reset_returns_to_the_state_of_power_on),
    TEST(any_access_in_any_order_is_survived),
    CU_TEST_INFO_NULL,
};
