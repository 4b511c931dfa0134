/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_cmos.c - what firmware finds in the CMOS memory.
 */
#include "hw/rtc.h"
#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

static struct rtc rtc;

static struct board *setup(uint64_t ram, uint64_t disk0, uint64_t disk1)
{
    struct board *b = bench_new();

    memset(&rtc, 0, sizeof rtc);
    *bench_config(b) = (struct board_config){
        .ram_bytes = ram,
        .disk_sectors = {disk0, disk1},
        .boot_order = {2, 1, 3},
    };
    bench_power_on(b, DEV_rtc, &rtc_ops, &rtc);
    return b;
}

static unsigned get(struct board *b, uint8_t cell)
{
    bench_out(b, 0x70, cell);
    return bench_in(b, 0x71);
}

static unsigned get16(struct board *b, uint8_t cell)
{
    return get(b, cell) | get(b, cell + 1) << 8;
}

static void memory_sizes_are_where_firmware_looks(void)
{
    struct board *b = setup(16u << 20, 0, 0);

    CU_ASSERT_EQUAL(get16(b, 0x15), 640);
    CU_ASSERT_EQUAL(get16(b, 0x17), 15 * 1024);
    CU_ASSERT_EQUAL(get16(b, 0x30), 15 * 1024);
    CU_ASSERT_EQUAL(get16(b, 0x34), 0);
    b = setup(1u << 20, 0, 0);
    CU_ASSERT_EQUAL(get16(b, 0x17), 0);
    b = setup(64u << 20, 0, 0);
    CU_ASSERT_EQUAL(get16(b, 0x17), 63 * 1024);
    CU_ASSERT_EQUAL(get16(b, 0x34), 48 * 16);
    b = setup(2048ull << 20, 0, 0);
    CU_ASSERT_EQUAL(get16(b, 0x17), 0xffff);
    CU_ASSERT_EQUAL(get16(b, 0x34), (2048 - 16) * 16);
}

static void the_boot_order_is_in_qemus_layout(void)
{
    struct board *b = setup(16u << 20, 0, 0);

    CU_ASSERT_EQUAL(get(b, 0x3d), 0x12);
    CU_ASSERT_EQUAL(get(b, 0x38), 0x30);
}

static void a_disk_has_type_47_and_its_geometry(void)
{
    struct board *b = setup(16u << 20, 20160, 0);

    CU_ASSERT_EQUAL(get(b, 0x12), 0xf0);
    CU_ASSERT_EQUAL(get(b, 0x19), 47);
    CU_ASSERT_EQUAL(get(b, 0x1a), 0);
    CU_ASSERT_EQUAL(get16(b, 0x1b), 20);
    CU_ASSERT_EQUAL(get(b, 0x1d), 16);
    CU_ASSERT_EQUAL(get(b, 0x23), 63);
    CU_ASSERT_EQUAL(get(b, 0x39), 0);
    b = setup(16u << 20, 0, 10u << 20);
    CU_ASSERT_EQUAL(get(b, 0x12), 0x0f);
    CU_ASSERT_EQUAL(get(b, 0x1a), 47);
    CU_ASSERT_EQUAL(get16(b, 0x24), (10u << 20) / 1008);
    CU_ASSERT_EQUAL(get(b, 0x39), 0x04);
    b = setup(16u << 20, UINT64_C(1) << 40, 1);
    CU_ASSERT_EQUAL(get(b, 0x12), 0xff);
    CU_ASSERT_EQUAL(get16(b, 0x1b), 16383);
    CU_ASSERT_EQUAL(get16(b, 0x24), 1);
}

static void no_floppy_and_a_good_battery(void)
{
    struct board *b = setup(16u << 20, 1008, 0);

    CU_ASSERT_EQUAL(get(b, 0x10), 0);
    CU_ASSERT_EQUAL(get(b, 0x14) & 0xc1, 0);
    CU_ASSERT_EQUAL(get(b, 0x0d), 0x80);
    CU_ASSERT_EQUAL(get(b, 0x0e), 0);
    CU_ASSERT_EQUAL(get(b, 0x0f), 0);
}

static void the_checksum_is_that_of_the_cells(void)
{
    struct board *b = setup(512u << 20, 1u << 20, 1u << 16);
    unsigned sum = 0;

    for (uint8_t cell = 0x10; cell <= 0x2d; cell++)
        sum += get(b, cell);
    CU_ASSERT_EQUAL(get(b, 0x2e), sum >> 8);
    CU_ASSERT_EQUAL(get(b, 0x2f), sum & 0xff);
    CU_ASSERT_NOT_EQUAL(sum, 0);
}

static void all_128_cells_can_be_reached(void)
{
    struct board *b = setup(16u << 20, 0, 0);

    for (uint8_t cell = 0x0e; cell < 0x80; cell++) {
        bench_out(b, 0x70, cell);
        bench_out(b, 0x71, cell ^ 0xa5);
    }
    for (uint8_t cell = 0x0e; cell < 0x80; cell++)
        CU_ASSERT_EQUAL(get(b, cell), cell ^ 0xa5u);
    bench_reset(b);
    CU_ASSERT_EQUAL(get(b, 0x7f), 0x7f ^ 0xa5);
}

CU_TestInfo cmos_tests[] = {
    TEST(memory_sizes_are_where_firmware_looks),
    TEST(the_boot_order_is_in_qemus_layout),
    TEST(a_disk_has_type_47_and_its_geometry),
    TEST(no_floppy_and_a_good_battery),
    TEST(the_checksum_is_that_of_the_cells),
    TEST(all_128_cells_can_be_reached),
    CU_TEST_INFO_NULL,
};
