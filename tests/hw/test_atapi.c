/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_atapi.c - the second ATA channel, with a CD-ROM drive as its
 * master and a disk as its slave.
 *
 * Source: ATA/ATAPI-4, "PACKET command protocol"; INF-8020i, "Packet Commands
 *         for CD-ROM devices".
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/ata.h"
#pragma GCC diagnostic pop

#include "sim/origin.h"
#include "tests/hw/cd_bench.h"
#include "tests/test.h"

#include <string.h>

static struct ata ata;

static void a_reset_leaves_the_signature_of_a_packet_device(void)
{
    struct board *b = cd_bench(&ata);

    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x174), 0x14);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
    bench_out(b, CD_STATUS, 0xec); /* IDENTIFY DEVICE is for disks */
    CU_ASSERT_EQUAL(cd_ready(b) & 0x09, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x171), 0x04);
    CU_ASSERT_EQUAL(bench_in(b, 0x174), 0x14);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
}

/* A command of the slave does not select the master. */
static void a_slave_that_shows_its_signature_stays_selected(void)
{
    struct board *b = bench_new();

    memset(&ata, 0, sizeof(ata));
    bench_disk(b, 2, 64);
    bench_disk(b, DRIVE_CD, CD_BENCH_SECTORS * 4);
    bench_config(b)->cd_place = 3;
    bench_power_on(b, DEV_ata2, &ata_ops, &ata);
    cd_ready(b);
    bench_out(b, 0x176, 0xb0);
    bench_out(b, CD_STATUS, 0xec);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x09, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x176) & 0x10, 0x10);
    CU_ASSERT_EQUAL(bench_in(b, 0x174), 0x14);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
    bench_out(b, CD_STATUS, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, 0x176) & 0x10, 0x10);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
}

static void the_slave_is_an_ordinary_disk(void)
{
    struct board *b = cd_bench(&ata);

    bench_out(b, 0x176, 0xf0);
    bench_out(b, 0x172, 1);
    bench_out(b, 0x173, 0);
    bench_out(b, 0x174, 0);
    bench_out(b, 0x175, 0);
    bench_out(b, CD_STATUS, 0x20);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x88, 0x08);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x170, 2), 0x0099);
    CU_ASSERT_EQUAL(ata_origin(&ata), origin_disk(3, 0));
    CU_ASSERT_EQUAL(bench_disk_reads(b, 3), 1);
}

static void it_identifies_itself(void)
{
    struct board *b = cd_bench(&ata);
    uint8_t data[512];

    bench_out(b, 0x176, 0xa0);
    bench_out(b, CD_STATUS, 0xa1);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), 512);
    CU_ASSERT_EQUAL(data[0] | data[1] << 8, 0x85c0);
    CU_ASSERT(!memcmp(data + 54, "OBTOCSPO EDCR-MO", 15));
}

static void inquiry_says_cd_rom(void)
{
    struct board *b = cd_bench(&ata);
    uint8_t data[36];

    CD_PACKET(b, 64, 0x12, 0, 0, 0, 36);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), 36);
    CU_ASSERT_EQUAL(data[0], 0x05);
    CU_ASSERT_EQUAL(data[1], 0x80); /* removable */
    CU_ASSERT(!memcmp(data + 8, "BOOTSCOPCD-ROM", 14));
}

static void the_capacity_is_told(void)
{
    static const uint8_t wanted[8] = {0, 0, 0, CD_BENCH_SECTORS - 1,
                                      0, 0, 8, 0};
    struct board *b = cd_bench(&ata);
    uint8_t data[8];

    CD_PACKET(b, 64, 0x25);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), 8);
    CU_ASSERT(!memcmp(data, wanted, sizeof(wanted)));
}

static void sectors_are_read_in_blocks(void)
{
    static uint8_t data[3 * CD_SECTOR];
    static const unsigned limits[] = {2048, 512, 4096, 65534};

    for (unsigned i = 0; i < ARRAY_LEN(limits); i++) {
        struct board *b = cd_bench(&ata);

        CD_PACKET(b, limits[i], 0x28, 0, 0, 0, 0, 16, 0, 0, 3);
        EXPECT(cd_take(b, data, sizeof(data)) == sizeof(data), "limit %u",
               limits[i]);
        CU_ASSERT(data[0] == 16 && data[2047] == 16 && data[2048] == 17 &&
                  data[6143] == 18);
        CU_ASSERT_EQUAL(ata_origin(&ata), origin_disk(DRIVE_CD, 18 * 4 + 3));
    }
}

static void read_12_counts_with_four_bytes(void)
{
    static uint8_t data[2 * CD_SECTOR];
    struct board *b = cd_bench(&ata);

    CD_PACKET(b, 2048, 0xa8, 0, 0, 0, 0, 98, 0, 0, 0, 2);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), sizeof(data));
    CU_ASSERT(data[0] == 98 && data[2048] == 99);
}

static void past_the_end_there_is_nothing(void)
{
    struct board *b = cd_bench(&ata);

    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 99, 0, 0, 2);
    cd_expect_sense(b, 0x05, 0x2100);
    CD_PACKET(b, 2048, 0x28, 0, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff);
    cd_expect_sense(b, 0x05, 0x2100);
    CD_PACKET(b, 64, 0x00); /* the sense is told once */
    CU_ASSERT_EQUAL(cd_ready(b) & 0x01, 0x00);
}

static void a_sector_that_the_host_cannot_read_is_a_medium_error(void)
{
    struct board *b = cd_bench(&ata);

    bench_disk_fail(b, DRIVE_CD, 16 * 4 + 1);
    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 16, 0, 0, 1);
    cd_expect_sense(b, 0x03, 0x1100);
}

/* START STOP UNIT with LoEj; a disc that comes back is told of once. */
static void the_disc_goes_out_and_comes_back(void)
{
    struct board *b = cd_bench(&ata);
    uint8_t data[8];

    CD_PACKET(b, 64, 0x1b, 0, 0, 0, 2);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x01, 0x00);
    CD_PACKET(b, 64, 0x00);
    cd_expect_sense(b, 0x02, 0x3a00); /* no medium */
    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 16, 0, 0, 1);
    cd_expect_sense(b, 0x02, 0x3a00);
    CD_PACKET(b, 64, 0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), 8);
    CU_ASSERT_EQUAL(data[5] & 3, 1); /* tray open, no medium */
    CD_PACKET(b, 64, 0x1b, 0, 0, 0, 3);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x01, 0x00);
    CD_PACKET(b, 64, 0x00);
    cd_expect_sense(b, 0x06, 0x2800); /* it may be another one */
    CD_PACKET(b, 64, 0x00);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x01, 0x00);
}

static void a_locked_tray_stays_in(void)
{
    struct board *b = cd_bench(&ata);

    CD_PACKET(b, 64, 0x1e, 0, 0, 0, 1);
    cd_ready(b);
    CD_PACKET(b, 64, 0x1b, 0, 0, 0, 2);
    cd_expect_sense(b, 0x05, 0x5302); /* removal prevented */
    CD_PACKET(b, 64, 0x00);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x01, 0x00);
    CD_PACKET(b, 64, 0x1e);
    cd_ready(b);
    CD_PACKET(b, 64, 0x1b, 0, 0, 0, 2);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x01, 0x00);
    CD_PACKET(b, 64, 0x00);
    cd_expect_sense(b, 0x02, 0x3a00);
}

/* By hand: the button, and another disc. */
static void another_disc_has_its_own_size_and_sectors(void)
{
    static const uint8_t wanted[8] = {0, 0, 0, 24, 0, 0, 8, 0};
    struct board *b = cd_bench(&ata);
    uint8_t data[CD_SECTOR];

    memset(bench_disk(b, DRIVE_CD + 2, 25 * 4), 0x77, CD_SECTOR);
    CU_ASSERT_PTR_NULL(atapi_disc_put(b, 3));
    CU_ASSERT_EQUAL(bench_last(b, EV_DISC)->arg[1], 3);
    CD_PACKET(b, 64, 0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8);
    CU_ASSERT_EQUAL(cd_take(b, data, 8), 8);
    CU_ASSERT_EQUAL(data[4] & 0x0f, 2); /* new media; the sense still waits */
    CD_PACKET(b, 64, 0x25);
    cd_expect_sense(b, 0x06, 0x2800);
    CD_PACKET(b, 64, 0x25);
    CU_ASSERT_EQUAL(cd_take(b, data, 8), 8);
    CU_ASSERT(!memcmp(data, wanted, sizeof(wanted)));
    CD_PACKET(b, 64, 0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8);
    CU_ASSERT_EQUAL(cd_take(b, data, 8), 8);
    CU_ASSERT_EQUAL(data[4] & 0x0f, 0); /* it was told */
    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 0, 0, 0, 1);
    CU_ASSERT_EQUAL(cd_take(b, data, CD_SECTOR), CD_SECTOR);
    CU_ASSERT_EQUAL(data[0], 0x77);
    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 25, 0, 0, 1);
    cd_expect_sense(b, 0x05, 0x2100);
    CU_ASSERT_PTR_NULL(atapi_disc_put(b, 0));
    CD_PACKET(b, 64, 0x00);
    cd_expect_sense(b, 0x02, 0x3a00);
    CU_ASSERT_PTR_NULL(atapi_disc_put(b, 1));
    CD_PACKET(b, 64, 0x00);
    cd_expect_sense(b, 0x06, 0x2800);
    CU_ASSERT_PTR_NOT_NULL(atapi_disc_put(b, 2)); /* there is none */
    CU_ASSERT_PTR_NOT_NULL(atapi_disc_put(b, 5));
}

static void another_disc_ends_what_was_read(void)
{
    struct board *b = cd_bench(&ata);

    bench_disk(b, DRIVE_CD + 1, 25 * 4);
    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 90, 0, 0, 3);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x08, 0x08);
    CU_ASSERT_PTR_NULL(atapi_disc_put(b, 2));
    for (unsigned i = 0; i < 1024; i++)
        CU_ASSERT_EQUAL(bench_in_wide(b, 0x170, 2), 0x5a5a);
    cd_expect_sense(b, 0x06, 0x2800);
}

static void the_button_of_a_locked_drive_does_nothing(void)
{
    struct board *b = cd_bench(&ata);

    CD_PACKET(b, 64, 0x1e, 0, 0, 0, 1);
    cd_ready(b);
    CU_ASSERT_PTR_NOT_NULL(atapi_disc_put(b, 0));
    CU_ASSERT_PTR_NOT_NULL(atapi_disc_put(b, 1));
    CD_PACKET(b, 64, 0x00);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x01, 0x00);
    CD_PACKET(b, 64, 0x1e);
    cd_ready(b);
    CU_ASSERT_PTR_NULL(atapi_disc_put(b, 0));
}

static void an_unknown_packet_is_an_illegal_request(void)
{
    struct board *b = cd_bench(&ata);

    CD_PACKET(b, 64, 0xbe);
    cd_expect_sense(b, 0x05, 0x2000);
}

/* One data track from 0, and the lead-out: by number and by time. */
static void the_table_of_contents_has_one_track(void)
{
    static const uint8_t by_number[20] = {
        0, 18, 1, 1,    0,    0x14, 1, 0, 0, 0,
        0, 0,  0, 0x14, 0xaa, 0,    0, 0, 0, CD_BENCH_SECTORS};
    static const uint8_t by_time[20] = {
        0, 18, 1,    1,    0, 0x14, 1, 0, 0, 0, 2,
        0, 0,  0x14, 0xaa, 0, 0,    0, 3, 25}; /* 150 + 100 sectors at 75 a s */
    struct board *b = cd_bench(&ata);
    uint8_t data[20];

    CD_PACKET(b, 64, 0x43, 0, 0, 0, 0, 0, 0, 0, 20);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), 20);
    CU_ASSERT(!memcmp(data, by_number, sizeof(data)));
    CD_PACKET(b, 64, 0x43, 2, 0, 0, 0, 0, 0, 0, 20);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), 20);
    CU_ASSERT(!memcmp(data, by_time, sizeof(data)));
}

static void device_reset_works_at_once(void)
{
    struct board *b = cd_bench(&ata);

    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 16, 0, 0, 3);
    cd_ready(b);
    bench_out(b, CD_STATUS, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
}

/* The one command that a busy drive takes, if it is a packet device. */
static void device_reset_ends_what_the_drive_is_busy_with(void)
{
    struct board *b = cd_bench(&ata);

    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 16, 0, 0, 3);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x80);
    bench_out(b, CD_STATUS, 0xa1);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x80);
    bench_out(b, CD_STATUS, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
    bench_wait(b, NS_PER_SECOND);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x00);
    bench_out(b, 0x176, 0xf0); /* the disk does not know it */
    bench_out(b, CD_STATUS, 0xec);
    bench_out(b, CD_STATUS, 0x08);
    CU_ASSERT_EQUAL(cd_ready(b), 0x58);
}

/* Everything a hostile program can do; the sanitizers watch. */
static void any_access_in_any_order_is_survived(void)
{
    struct board *b = cd_bench(&ata);
    uint32_t random = 1;

    for (unsigned i = 0; i < 300000; i++) {
        random = random * 1664525 + 1013904223;
        bench_out_wide(b, 0x170, 2, random >> 16);
        bench_out(b, (uint16_t)(0x171 + (random >> 28) % 6),
                  (uint8_t)(random >> 12));
        if (random >> 8 & 1)
            bench_out(b, CD_STATUS, random >> 9 & 1 ? 0xa0 : (uint8_t)random);
        bench_in_wide(b, 0x170, random >> 10 & 1 ? 4 : 2);
        bench_wait(b, random >> 12);
    }
    bench_reset(b);
    cd_ready(b);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x00);
}

CU_TestInfo atapi_tests[] = {
    TEST(a_reset_leaves_the_signature_of_a_packet_device),
    TEST(a_slave_that_shows_its_signature_stays_selected),
    TEST(the_slave_is_an_ordinary_disk),
    TEST(it_identifies_itself),
    TEST(inquiry_says_cd_rom),
    TEST(the_capacity_is_told),
    TEST(sectors_are_read_in_blocks),
    TEST(read_12_counts_with_four_bytes),
    TEST(past_the_end_there_is_nothing),
    TEST(a_sector_that_the_host_cannot_read_is_a_medium_error),
    TEST(the_disc_goes_out_and_comes_back),
    TEST(a_locked_tray_stays_in),
    TEST(another_disc_has_its_own_size_and_sectors),
    TEST(another_disc_ends_what_was_read),
    TEST(the_button_of_a_locked_drive_does_nothing),
    TEST(an_unknown_packet_is_an_illegal_request),
    TEST(the_table_of_contents_has_one_track),
    TEST(device_reset_works_at_once),
    TEST(device_reset_ends_what_the_drive_is_busy_with),
    TEST(any_access_in_any_order_is_survived),
    CU_TEST_INFO_NULL,
};
