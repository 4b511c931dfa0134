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
#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define STATUS    0x177
#define ALTERNATE 0x376
#define SECTORS   100 /* of 2048 bytes */
#define CD_SECTOR 2048

static struct ata ata;
static uint8_t *image;

static uint8_t ready(struct board *b)
{
    for (unsigned i = 0; i < 100000 && bench_in(b, ALTERNATE) & 0x80; i++)
        bench_wait(b, 1000);
    return bench_in(b, ALTERNATE);
}

static struct board *cd_bench(void)
{
    struct board *b = bench_new();

    memset(&ata, 0, sizeof(ata));
    image = bench_disk(b, DRIVE_CD, SECTORS * 4);
    for (unsigned i = 0; i < SECTORS; i++)
        memset(image + i * CD_SECTOR, (int)i, CD_SECTOR);
    bench_disk(b, 3, 64)[0] = 0x99;
    bench_config(b)->cd_place = 2;
    bench_power_on(b, DEV_ata2, &ata_ops, &ata);
    ready(b);
    return b;
}

/* Send a packet, with so many bytes at most in a block. */
static void packet(struct board *b, const uint8_t bytes[12], unsigned limit)
{
    bench_out(b, 0x176, 0xa0);
    bench_out(b, 0x171, 0);
    bench_out(b, 0x174, (uint8_t)limit);
    bench_out(b, 0x175, (uint8_t)(limit >> 8));
    bench_out(b, STATUS, 0xa0);
    CU_ASSERT_EQUAL(ready(b) & 0x89, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, 0x172) & 3, 0x01); /* the packet is wanted */
    for (unsigned i = 0; i < 12; i += 2)
        bench_out_wide(b, 0x170, 2, bytes[i] | (uint32_t)bytes[i + 1] << 8);
}

#define PACKET(b, limit, ...)                                                  \
    packet((b), (const uint8_t[12]){__VA_ARGS__}, limit)

/* Take the blocks of an answer; returns its length. */
static unsigned take(struct board *b, uint8_t *data, unsigned room)
{
    unsigned length = 0;

    while (ready(b) & 0x08) {
        unsigned bytes = bench_in(b, 0x174) + 256u * bench_in(b, 0x175);

        CU_ASSERT(bench_line(b, LINE_IRQ15));
        CU_ASSERT_EQUAL(bench_in(b, 0x172) & 3, 0x02); /* to the host */
        bench_in(b, STATUS);
        CU_ASSERT_FALSE(bench_line(b, LINE_IRQ15));
        for (unsigned i = 0; i < bytes; i += 2, length += 2) {
            uint32_t word = bench_in_wide(b, 0x170, 2);

            if (length + 2 <= room) {
                data[length] = (uint8_t)word;
                data[length + 1] = (uint8_t)(word >> 8);
            }
        }
    }
    CU_ASSERT_EQUAL(bench_in(b, 0x172) & 3, 0x03); /* it has ended */
    CU_ASSERT(bench_line(b, LINE_IRQ15));
    bench_in(b, STATUS);
    return length;
}

static void expect_sense(struct board *b, uint8_t key, uint8_t code)
{
    uint8_t data[18];

    CU_ASSERT_EQUAL(ready(b) & 0x01, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x171) >> 4, key);
    PACKET(b, 64, 0x03, 0, 0, 0, 18);
    CU_ASSERT_EQUAL(take(b, data, sizeof(data)), 18);
    CU_ASSERT_EQUAL(data[2], key);
    CU_ASSERT_EQUAL(data[12], code);
}

static void a_reset_leaves_the_signature_of_a_packet_device(void)
{
    struct board *b = cd_bench();

    CU_ASSERT_EQUAL(bench_in(b, ALTERNATE), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x174), 0x14);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
    bench_out(b, STATUS, 0xec); /* IDENTIFY DEVICE is for disks */
    CU_ASSERT_EQUAL(ready(b) & 0x09, 0x01);
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
    bench_disk(b, DRIVE_CD, SECTORS * 4);
    bench_config(b)->cd_place = 3;
    bench_power_on(b, DEV_ata2, &ata_ops, &ata);
    ready(b);
    bench_out(b, 0x176, 0xb0);
    bench_out(b, STATUS, 0xec);
    CU_ASSERT_EQUAL(ready(b) & 0x09, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x176) & 0x10, 0x10);
    CU_ASSERT_EQUAL(bench_in(b, 0x174), 0x14);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
    bench_out(b, STATUS, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, 0x176) & 0x10, 0x10);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
}

static void the_slave_is_an_ordinary_disk(void)
{
    struct board *b = cd_bench();

    bench_out(b, 0x176, 0xf0);
    bench_out(b, 0x172, 1);
    bench_out(b, 0x173, 0);
    bench_out(b, 0x174, 0);
    bench_out(b, 0x175, 0);
    bench_out(b, STATUS, 0x20);
    CU_ASSERT_EQUAL(ready(b) & 0x88, 0x08);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x170, 2), 0x0099);
    CU_ASSERT_EQUAL(ata_origin(&ata), origin_disk(3, 0));
    CU_ASSERT_EQUAL(bench_disk_reads(b, 3), 1);
}

static void it_identifies_itself(void)
{
    struct board *b = cd_bench();
    uint8_t data[512];

    bench_out(b, 0x176, 0xa0);
    bench_out(b, STATUS, 0xa1);
    CU_ASSERT_EQUAL(take(b, data, sizeof(data)), 512);
    CU_ASSERT_EQUAL(data[0] | data[1] << 8, 0x85c0);
    CU_ASSERT(!memcmp(data + 54, "OBTOCSPO EDCR-MO", 15));
}

static void inquiry_says_cd_rom(void)
{
    struct board *b = cd_bench();
    uint8_t data[36];

    PACKET(b, 64, 0x12, 0, 0, 0, 36);
    CU_ASSERT_EQUAL(take(b, data, sizeof(data)), 36);
    CU_ASSERT_EQUAL(data[0], 0x05);
    CU_ASSERT_EQUAL(data[1], 0x80); /* removable */
    CU_ASSERT(!memcmp(data + 8, "BOOTSCOPCD-ROM", 14));
}

static void the_capacity_is_told(void)
{
    static const uint8_t wanted[8] = {0, 0, 0, SECTORS - 1, 0, 0, 8, 0};
    struct board *b = cd_bench();
    uint8_t data[8];

    PACKET(b, 64, 0x25);
    CU_ASSERT_EQUAL(take(b, data, sizeof(data)), 8);
    CU_ASSERT(!memcmp(data, wanted, sizeof(wanted)));
}

static void sectors_are_read_in_blocks(void)
{
    static uint8_t data[3 * CD_SECTOR];
    static const unsigned limits[] = {2048, 512, 4096, 65534};

    for (unsigned i = 0; i < ARRAY_LEN(limits); i++) {
        struct board *b = cd_bench();

        PACKET(b, limits[i], 0x28, 0, 0, 0, 0, 16, 0, 0, 3);
        EXPECT(take(b, data, sizeof(data)) == sizeof(data), "limit %u",
               limits[i]);
        CU_ASSERT(data[0] == 16 && data[2047] == 16 && data[2048] == 17 &&
                  data[6143] == 18);
        CU_ASSERT_EQUAL(ata_origin(&ata), origin_disk(DRIVE_CD, 18 * 4 + 3));
    }
}

static void read_12_counts_with_four_bytes(void)
{
    static uint8_t data[2 * CD_SECTOR];
    struct board *b = cd_bench();

    PACKET(b, 2048, 0xa8, 0, 0, 0, 0, 98, 0, 0, 0, 2);
    CU_ASSERT_EQUAL(take(b, data, sizeof(data)), sizeof(data));
    CU_ASSERT(data[0] == 98 && data[2048] == 99);
}

static void past_the_end_there_is_nothing(void)
{
    struct board *b = cd_bench();

    PACKET(b, 2048, 0x28, 0, 0, 0, 0, 99, 0, 0, 2);
    expect_sense(b, 0x05, 0x21);
    PACKET(b, 2048, 0x28, 0, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff);
    expect_sense(b, 0x05, 0x21);
    PACKET(b, 64, 0x00); /* the sense is told once */
    CU_ASSERT_EQUAL(ready(b) & 0x01, 0x00);
}

static void a_sector_that_the_host_cannot_read_is_a_medium_error(void)
{
    struct board *b = cd_bench();

    bench_disk_fail(b, DRIVE_CD, 16 * 4 + 1);
    PACKET(b, 2048, 0x28, 0, 0, 0, 0, 16, 0, 0, 1);
    expect_sense(b, 0x03, 0x11);
}

/* START STOP UNIT with LoEj; a disc that comes back is told of once. */
static void the_disc_goes_out_and_comes_back(void)
{
    struct board *b = cd_bench();
    uint8_t data[8];

    PACKET(b, 64, 0x1b, 0, 0, 0, 2);
    CU_ASSERT_EQUAL(ready(b) & 0x01, 0x00);
    PACKET(b, 64, 0x00);
    expect_sense(b, 0x02, 0x3a); /* no medium */
    PACKET(b, 2048, 0x28, 0, 0, 0, 0, 16, 0, 0, 1);
    expect_sense(b, 0x02, 0x3a);
    PACKET(b, 64, 0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8);
    CU_ASSERT_EQUAL(take(b, data, sizeof(data)), 8);
    CU_ASSERT_EQUAL(data[5] & 3, 1); /* tray open, no medium */
    PACKET(b, 64, 0x1b, 0, 0, 0, 3);
    CU_ASSERT_EQUAL(ready(b) & 0x01, 0x00);
    PACKET(b, 64, 0x00);
    expect_sense(b, 0x06, 0x28); /* it may be another one */
    PACKET(b, 64, 0x00);
    CU_ASSERT_EQUAL(ready(b) & 0x01, 0x00);
}

static void a_locked_tray_stays_in(void)
{
    struct board *b = cd_bench();

    PACKET(b, 64, 0x1e, 0, 0, 0, 1);
    ready(b);
    PACKET(b, 64, 0x1b, 0, 0, 0, 2);
    expect_sense(b, 0x05, 0x53); /* removal prevented */
    PACKET(b, 64, 0x00);
    CU_ASSERT_EQUAL(ready(b) & 0x01, 0x00);
    PACKET(b, 64, 0x1e);
    ready(b);
    PACKET(b, 64, 0x1b, 0, 0, 0, 2);
    CU_ASSERT_EQUAL(ready(b) & 0x01, 0x00);
    PACKET(b, 64, 0x00);
    expect_sense(b, 0x02, 0x3a);
}

static void an_unknown_packet_is_an_illegal_request(void)
{
    struct board *b = cd_bench();

    PACKET(b, 64, 0xbe);
    expect_sense(b, 0x05, 0x20);
}

/* One data track from 0, and the lead-out: by number and by time. */
static void the_table_of_contents_has_one_track(void)
{
    static const uint8_t by_number[20] = {0,    18, 1, 1, 0, 0x14,   1,
                                          0,    0,  0, 0, 0, 0,      0x14,
                                          0xaa, 0,  0, 0, 0, SECTORS};
    static const uint8_t by_time[20] = {
        0, 18, 1,    1,    0, 0x14, 1, 0, 0, 0, 2,
        0, 0,  0x14, 0xaa, 0, 0,    0, 3, 25}; /* 150 + 100 sectors at 75 a s */
    struct board *b = cd_bench();
    uint8_t data[20];

    PACKET(b, 64, 0x43, 0, 0, 0, 0, 0, 0, 0, 20);
    CU_ASSERT_EQUAL(take(b, data, sizeof(data)), 20);
    CU_ASSERT(!memcmp(data, by_number, sizeof(data)));
    PACKET(b, 64, 0x43, 2, 0, 0, 0, 0, 0, 0, 20);
    CU_ASSERT_EQUAL(take(b, data, sizeof(data)), 20);
    CU_ASSERT(!memcmp(data, by_time, sizeof(data)));
}

static void device_reset_works_at_once(void)
{
    struct board *b = cd_bench();

    PACKET(b, 2048, 0x28, 0, 0, 0, 0, 16, 0, 0, 3);
    ready(b);
    bench_out(b, STATUS, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, ALTERNATE), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
}

/* Everything a hostile program can do; the sanitizers watch. */
static void any_access_in_any_order_is_survived(void)
{
    struct board *b = cd_bench();
    uint32_t random = 1;

    for (unsigned i = 0; i < 300000; i++) {
        random = random * 1664525 + 1013904223;
        bench_out_wide(b, 0x170, 2, random >> 16);
        bench_out(b, (uint16_t)(0x171 + (random >> 28) % 6),
                  (uint8_t)(random >> 12));
        if (random >> 8 & 1)
            bench_out(b, STATUS, random >> 9 & 1 ? 0xa0 : (uint8_t)random);
        bench_in_wide(b, 0x170, random >> 10 & 1 ? 4 : 2);
        bench_wait(b, random >> 12);
    }
    bench_reset(b);
    ready(b);
    CU_ASSERT_EQUAL(bench_in(b, ALTERNATE), 0x00);
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
    TEST(an_unknown_packet_is_an_illegal_request),
    TEST(the_table_of_contents_has_one_track),
    TEST(device_reset_works_at_once),
    TEST(any_access_in_any_order_is_survived),
    CU_TEST_INFO_NULL,
};
