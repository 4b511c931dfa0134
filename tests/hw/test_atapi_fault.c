/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_atapi_fault.c - what the guest sees of a CD-ROM drive that
 * suffers.
 *
 * Source: INF-8020i, "Sense Data", "TEST UNIT READY Command"; ATA/ATAPI-4,
 *         "PACKET command protocol", "DEVICE RESET".
 */
#include "hw/fault.h"

#include <string.h>

#include "tests/hw/cd_bench.h"
#include "tests/test.h"

#define NUMBER 7

static struct ata ata;
static uint64_t param[FAULT_PARAMS];

static const char *suffer(struct board *b, device_fault_fn *fault, bool on)
{
    const struct fault_call call = {param, NUMBER, on};

    return fault(b, &call);
}

static void scratch(uint32_t lba, uint32_t sectors, uint8_t error)
{
    memset(param, 0, sizeof param);
    param[PARAM_LBA] = lba;
    param[PARAM_SECTORS] = sectors;
    param[PARAM_ERROR] = error;
    param[PARAM_OFFSET] = 2047;
    param[PARAM_MASK] = 0x80;
}

static void test_ready(struct board *b)
{
    CD_PACKET(b, 64, 0x00);
}

static void read_sector(struct board *b, uint8_t lba)
{
    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, lba, 0, 0, 1);
}

static bool is_fine(struct board *b)
{
    return (cd_ready(b) & 0x89) == 0;
}

static void without_a_disc_only_the_drive_answers(void)
{
    struct board *b = cd_bench(&ata);
    uint8_t data[36];

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_NO_DISC, true));
    test_ready(b);
    cd_expect_sense(b, 0x02, 0x3a00);
    read_sector(b, 16);
    cd_expect_sense(b, 0x02, 0x3a00);
    CD_PACKET(b, 64, 0x12, 0, 0, 0, 36);
    CU_ASSERT_EQUAL(cd_take(b, data, 36), 36);
    CD_PACKET(b, 64, 0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8);
    CU_ASSERT_EQUAL(cd_take(b, data, 8), 8);
    CU_ASSERT_EQUAL(data[5] & 3, 0); /* tray closed, no medium */
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_NO_DISC, false));
    test_ready(b);
    cd_expect_sense(b, 0x06, 0x2800); /* it may be another one */
    test_ready(b);
    CU_ASSERT(is_fine(b));
}

static void a_disc_that_is_taken_out_ends_reading(void)
{
    struct board *b = cd_bench(&ata);

    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 16, 0, 0, 3);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x08, 0x08);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_NO_DISC, true));
    for (unsigned i = 0; i < 1024; i++)
        bench_in_wide(b, 0x170, 2);
    cd_expect_sense(b, 0x02, 0x3a00);
}

static void a_change_is_told_once(void)
{
    struct board *b = cd_bench(&ata);
    uint8_t data[36];

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_CHANGED, true));
    CD_PACKET(b, 64, 0x12, 0, 0, 0, 36); /* not by this */
    CU_ASSERT_EQUAL(cd_take(b, data, 36), 36);
    read_sector(b, 16);
    cd_expect_sense(b, 0x06, 0x2800);
    read_sector(b, 16);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x09, 0x08);
}

static void a_slow_disc_becomes_ready(void)
{
    struct board *b = cd_bench(&ata);

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_SPINS_UP, true));
    test_ready(b);
    cd_expect_sense(b, 0x02, 0x0401);
    read_sector(b, 16);
    cd_expect_sense(b, 0x02, 0x0401);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_SPINS_UP, false));
    test_ready(b);
    cd_expect_sense(b, 0x06, 0x2800);
    test_ready(b);
    CU_ASSERT(is_fine(b));
}

static void a_scratch_ends_reading_with_its_sense(void)
{
    static const struct {
        uint8_t error, key;
        unsigned code;
    } rows[] = {{0x40, 0x03, 0x1100}, {0x10, 0x04, 0x1500}};

    for (unsigned i = 0; i < ARRAY_LEN(rows); i++) {
        struct board *b = cd_bench(&ata);

        scratch(20, 2, rows[i].error);
        CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_READ_ERROR, true));
        bench_weaken(b, NUMBER, 2);
        CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 19, 0, 0, 4);
        CU_ASSERT_EQUAL(cd_ready(b) & 0x08, 0x08); /* sector 19 is fine */
        for (unsigned n = 0; n < 1024; n++)
            CU_ASSERT_EQUAL(bench_in_wide(b, 0x170, 2), 0x1313);
        cd_expect_sense(b, rows[i].key, rows[i].code);
        read_sector(b, 22);
        CU_ASSERT_EQUAL(cd_ready(b) & 0x09, 0x08);
        bench_out(b, CD_STATUS, 0x08);
        read_sector(b, 21);
        cd_expect_sense(b, rows[i].key, rows[i].code);
        read_sector(b, 21);
        CU_ASSERT_EQUAL(cd_ready(b) & 0x09, 0x08);
    }
}

static void wrong_data_of_a_disc_come_without_an_error(void)
{
    static uint8_t data[2 * CD_SECTOR];
    struct board *b = cd_bench(&ata);

    scratch(21, 1, 0);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_WRONG_DATA, true));
    bench_weaken(b, NUMBER, 1);
    CD_PACKET(b, 2048, 0x28, 0, 0, 0, 0, 20, 0, 0, 2);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), sizeof(data));
    CU_ASSERT_EQUAL(data[2047], 20);
    CU_ASSERT_EQUAL(data[4094], 21);
    CU_ASSERT_EQUAL(data[4095], 21 ^ 0x80);
}

static void a_packet_that_is_refused_is_an_illegal_request(void)
{
    struct board *b = cd_bench(&ata);
    uint8_t data[20];

    memset(param, 0, sizeof param);
    param[PARAM_COMMAND] = 0x43;
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_REFUSES, true));
    bench_weaken(b, NUMBER, 1);
    test_ready(b);
    CU_ASSERT(is_fine(b));
    CD_PACKET(b, 64, 0x43, 0, 0, 0, 0, 0, 0, 0, 20);
    cd_expect_sense(b, 0x05, 0x2000);
    CD_PACKET(b, 64, 0x43, 0, 0, 0, 0, 0, 0, 0, 20);
    CU_ASSERT_EQUAL(cd_take(b, data, 20), 20);
}

static void a_packet_that_never_ends_is_ended_by_device_reset(void)
{
    struct board *b = cd_bench(&ata);

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_PACKET_HANGS, true));
    bench_weaken(b, NUMBER, 1);
    test_ready(b);
    bench_wait(b, 60 * NS_PER_SECOND);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x80);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ15));
    bench_out(b, CD_STATUS, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x00);
    test_ready(b);
    CU_ASSERT(is_fine(b));
}

static void a_command_of_a_cd_drive_can_hang_as_that_of_a_disk(void)
{
    struct board *b = cd_bench(&ata);

    memset(param, 0, sizeof param);
    param[PARAM_DRIVE] = 2;
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_TIMEOUT, true));
    bench_weaken(b, NUMBER, 1);
    bench_out(b, 0x176, 0xa0);
    bench_out(b, CD_STATUS, 0xa1);
    bench_wait(b, 60 * NS_PER_SECOND);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x80);
    bench_out(b, CD_ALTERNATE, 0x0c);
    bench_out(b, CD_ALTERNATE, 0x08);
    CU_ASSERT_EQUAL(cd_ready(b), 0x00);
}

static void a_stuck_data_request_is_seen_in_both_status_registers(void)
{
    struct board *b = cd_bench(&ata);

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_DRQ_STUCK, true));
    CU_ASSERT_EQUAL(bench_in(b, CD_STATUS), 0x08);
    CU_ASSERT_EQUAL(bench_in(b, CD_ALTERNATE), 0x08);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x170, 2), 0xff7f); /* no data are there */
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_DRQ_STUCK, false));
    CU_ASSERT_EQUAL(bench_in(b, CD_STATUS), 0x00);
}

static void without_its_signature_a_cd_drive_looks_as_a_disk(void)
{
    struct board *b = cd_bench(&ata);

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_NO_SIGNATURE, true));
    bench_out(b, CD_ALTERNATE, 0x0c);
    bench_out(b, CD_ALTERNATE, 0x08);
    cd_ready(b);
    CU_ASSERT_EQUAL(bench_in(b, 0x174), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0x00);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_NO_SIGNATURE, false));
    bench_out(b, CD_STATUS, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, 0x174), 0x14);
    CU_ASSERT_EQUAL(bench_in(b, 0x175), 0xeb);
}

static device_fault_fn *const faults[] = {
    device_fault_CD_NO_DISC,     device_fault_CD_CHANGED,
    device_fault_CD_SPINS_UP,    device_fault_CD_READ_ERROR,
    device_fault_CD_WRONG_DATA,  device_fault_CD_REFUSES,
    device_fault_CD_DRQ_STUCK,   device_fault_CD_PACKET_HANGS,
    device_fault_CD_NO_SIGNATURE};

static void without_a_cd_drive_nothing_of_it_can_suffer(void)
{
    struct board *b = bench_new();

    memset(&ata, 0, sizeof(ata));
    bench_disk(b, 2, 64);
    bench_config(b)->cd_place = 2;
    bench_power_on(b, DEV_ata2, &ata_ops, &ata);
    for (unsigned i = 0; i < ARRAY_LEN(faults); i++) {
        scratch(3, 1, 0x40);
        CU_ASSERT_PTR_NOT_NULL(suffer(b, faults[i], true));
    }
}

static void a_cd_drive_does_not_suffer_what_a_disk_does(void)
{
    static device_fault_fn *const of_disks[] = {
        device_fault_ATA_NOT_READY, device_fault_ATA_READ_ERROR,
        device_fault_ATA_WRITE_ERROR, device_fault_ATA_WRONG_DATA};
    struct board *b = cd_bench(&ata);

    for (unsigned i = 0; i < ARRAY_LEN(of_disks); i++) {
        scratch(3, 1, 0x40);
        param[PARAM_DRIVE] = 2;
        CU_ASSERT_PTR_NOT_NULL(suffer(b, of_disks[i], true));
    }
    scratch(CD_BENCH_SECTORS, 1, 0x40);
    CU_ASSERT_PTR_NOT_NULL(suffer(b, device_fault_CD_READ_ERROR, true));
    scratch(3, 1, 0x01);
    CU_ASSERT_PTR_NOT_NULL(suffer(b, device_fault_CD_READ_ERROR, true));
    scratch(CD_BENCH_SECTORS - 1, 1, 0x40);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CD_READ_ERROR, true));
}

CU_TestInfo atapi_fault_tests[] = {
    TEST(without_a_disc_only_the_drive_answers),
    TEST(a_disc_that_is_taken_out_ends_reading),
    TEST(a_change_is_told_once),
    TEST(a_slow_disc_becomes_ready),
    TEST(a_scratch_ends_reading_with_its_sense),
    TEST(wrong_data_of_a_disc_come_without_an_error),
    TEST(a_packet_that_is_refused_is_an_illegal_request),
    TEST(a_packet_that_never_ends_is_ended_by_device_reset),
    TEST(a_command_of_a_cd_drive_can_hang_as_that_of_a_disk),
    TEST(a_stuck_data_request_is_seen_in_both_status_registers),
    TEST(without_its_signature_a_cd_drive_looks_as_a_disk),
    TEST(without_a_cd_drive_nothing_of_it_can_suffer),
    TEST(a_cd_drive_does_not_suffer_what_a_disk_does),
    CU_TEST_INFO_NULL,
};
