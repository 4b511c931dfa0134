/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_ata_wide.c - addresses of 48 bits (ATA/ATAPI-6, "48-bit
 * Address feature set"), buffer commands, and sleep.
 */
#include "tests/hw/ata_bench.h"
#include "tests/test.h"

#define BEYOND_28_BITS UINT64_C(0x12345679) /* the last one is ...78h */

static struct ata ata;

/* Registers written twice: bits 47:24 and the high byte of the count first. */
static uint8_t do_wide(struct board *b, uint8_t command, uint64_t lba,
                       uint16_t count)
{
    bench_out(b, 0x1f6, 0xe0);
    for (int half = 1; half >= 0; half--) {
        bench_out(b, 0x1f2, (uint8_t)(count >> (8 * half)));
        bench_out(b, 0x1f3, (uint8_t)(lba >> (24 * half)));
        bench_out(b, 0x1f4, (uint8_t)(lba >> (24 * half + 8)));
        bench_out(b, 0x1f5, (uint8_t)(lba >> (24 * half + 16)));
    }
    bench_out(b, 0x1f7, command);
    return ata_wait(b);
}

static uint32_t three(struct board *b)
{
    return (uint32_t)bench_in(b, 0x1f5) << 16 |
           (uint32_t)bench_in(b, 0x1f4) << 8 | bench_in(b, 0x1f3);
}

static void a_sector_past_28_bits_is_reached(void)
{
    struct board *b = ata_bench(&ata, BEYOND_28_BITS, 0);

    CU_ASSERT_EQUAL(do_wide(b, 0x24, BEYOND_28_BITS - 1, 1), 0x58);
    ata_take(b);
    CU_ASSERT_EQUAL(three(b), 0x345678);
    bench_out(b, 0x3f6, 0x80); /* HOB */
    CU_ASSERT_EQUAL(three(b), 0x000012);
    bench_out(b, 0x1f2, 1); /* a write of the command block clears it */
    CU_ASSERT_EQUAL(three(b), 0x345678);
    CU_ASSERT_EQUAL(do_wide(b, 0x24, BEYOND_28_BITS, 1), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
}

static void bits_47_to_32_are_not_forgotten(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(do_wide(b, 0x24, UINT64_C(0x000100000005), 1), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
    CU_ASSERT_EQUAL(do_wide(b, 0x24, UINT64_C(0x800000000005), 1), 0x51);
    CU_ASSERT_EQUAL(do_wide(b, 0x24, 5, 1), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 5);
}

static void a_command_without_ext_takes_the_last_writes(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    do_wide(b, 0x40, UINT64_C(0x7f0000000000), 0);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 7, 1), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 7);
}

static void without_the_lba_bit_there_is_no_such_sector(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    bench_out(b, 0x1f6, 0xa0);
    bench_out(b, 0x1f2, 1);
    bench_out(b, 0x1f3, 1);
    bench_out(b, 0x1f7, 0x24);
    CU_ASSERT_EQUAL(ata_wait(b), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
}

static void the_count_has_16_bits_and_0_means_65536(void)
{
    struct board *b = ata_bench(&ata, 0x20000, 0);

    CU_ASSERT_EQUAL(do_wide(b, 0x42, 0, 300), 0x50);
    CU_ASSERT_EQUAL(bench_disk_reads(b, 0), 300);
    do_wide(b, 0x42, 0, 0);
    bench_wait(b, UINT64_C(2000000000)); /* at 20 us a sector */
    CU_ASSERT_EQUAL(bench_in(b, 0x3f6), 0x50);
    CU_ASSERT_EQUAL(bench_disk_reads(b, 0), 300 + 65536);
    CU_ASSERT_EQUAL(three(b), 65535);
}

static void writes_and_blocks_of_several_sectors(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(do_wide(b, 0x34, 9, 1), 0x58);
    ata_give(b, 0xbeef);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc6, 0, 2), 0x50);
    CU_ASSERT_EQUAL(do_wide(b, 0x39, 10, 2), 0x58);
    ata_give(b, 0xcafe);
    ata_give(b, 0xf00d);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_EQUAL(do_wide(b, 0x29, 9, 3), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 0xbeef);
    CU_ASSERT_EQUAL(ata_take(b), 0xcafe);
    CU_ASSERT_EQUAL(ata_wait(b), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 0xf00d);
    CU_ASSERT_EQUAL(do_wide(b, 0xea, 0, 0), 0x50);
}

static uint16_t identify_word(struct board *b, unsigned drive, unsigned word)
{
    uint16_t value = 0;

    CU_ASSERT_EQUAL(ata_do(b, drive, 0xec, 0, 0), 0x58);
    for (unsigned i = 0; i < 256; i++) {
        uint32_t w = bench_in_wide(b, 0x1f0, 2);

        if (i == word)
            value = (uint16_t)w;
    }
    return value;
}

static void identify_tells_both_sizes(void)
{
    struct board *b = ata_bench(&ata, BEYOND_28_BITS, 100);

    CU_ASSERT_EQUAL(identify_word(b, 0, 60), 0xffff);
    CU_ASSERT_EQUAL(identify_word(b, 0, 61), 0x0fff);
    CU_ASSERT_EQUAL(identify_word(b, 0, 100), 0x5679);
    CU_ASSERT_EQUAL(identify_word(b, 0, 101), 0x1234);
    CU_ASSERT_EQUAL(identify_word(b, 0, 102), 0);
    CU_ASSERT_EQUAL(identify_word(b, 0, 83), 0x7400);
    CU_ASSERT_EQUAL(identify_word(b, 0, 86), 0x3400);
    CU_ASSERT_EQUAL(identify_word(b, 1, 60), 100);
    CU_ASSERT_EQUAL(identify_word(b, 1, 100), 100);
}

static void the_buffer_keeps_what_is_written_to_it(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0xe8, 0, 0), 0x58);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
    ata_give(b, 0x1234);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xe4, 0, 0), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 0x1234);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x50);
    CU_ASSERT_EQUAL(bench_disk_writes(b, 0), 0);
}

static void a_drive_sleeps_until_a_reset(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0xe6, 0, 0), 0x50);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 5, 1), 0x50);
    CU_ASSERT_EQUAL(bench_disk_reads(b, 0), 0);
    bench_out(b, 0x3f6, 0x04);
    bench_out(b, 0x3f6, 0x00);
    ata_wait(b);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 5, 1), 0x58);
}

CU_TestInfo ata_wide_tests[] = {
    TEST(a_sector_past_28_bits_is_reached),
    TEST(bits_47_to_32_are_not_forgotten),
    TEST(a_command_without_ext_takes_the_last_writes),
    TEST(without_the_lba_bit_there_is_no_such_sector),
    TEST(the_count_has_16_bits_and_0_means_65536),
    TEST(writes_and_blocks_of_several_sectors),
    TEST(identify_tells_both_sizes),
    TEST(the_buffer_keeps_what_is_written_to_it),
    TEST(a_drive_sleeps_until_a_reset),
    CU_TEST_INFO_NULL,
};
