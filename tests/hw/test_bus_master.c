/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_bus_master.c - the DMA of the disks (82371SB data sheet, "PCI
 * Bus Master IDE Registers"; Programming Interface for Bus Master IDE
 * Controller, revision 1.0).
 */
#include "hw/pci.h"
#include "hw/piix_ide.h"
#include "tests/hw/ata_bench.h"
#include "tests/test.h"

#include <string.h>

#define BASE   0xc000u
#define TABLE  0x1000u
#define REGION 0x2000u
#define LAST   0x80000000u

static struct ata ata;
static struct pci pci;
static struct piix_ide ide;

static void config(struct board *b, uint8_t reg, uint32_t value)
{
    bench_out_wide(b, 0xcf8, 4, 0x80000900u | reg);
    bench_out_wide(b, 0xcfc, 4, value);
}

static struct board *dma_bench(void)
{
    struct board *b = ata_bench(&ata, 300, 100);

    memset(&pci, 0, sizeof(pci));
    memset(&ide, 0, sizeof(ide));
    bench_power_on(b, DEV_pci, &pci_ops, &pci);
    bench_power_on(b, DEV_piix_ide, &piix_ide_ops, &ide);
    config(b, 0x20, BASE);
    config(b, 0x04, 0x05);
    bench_out_wide(b, BASE + 4, 4, TABLE);
    return b;
}

static void put(struct board *b, uint32_t address, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        board_memory_write(b, address + i, (uint8_t)(value >> (8 * i)), 0);
}

static uint32_t get(struct board *b, uint32_t address)
{
    return board_memory_read(b, address) |
           (uint32_t)board_memory_read(b, address + 1) << 8;
}

static void region(struct board *b, unsigned n, uint32_t address, uint32_t size)
{
    put(b, TABLE + 8 * n, address);
    put(b, TABLE + 8 * n + 4, size);
}

/* The table, the drive, the bus master; the status when the drive rests. */
static uint8_t transfer(struct board *b, uint8_t command, uint32_t lba,
                        uint8_t count, uint8_t bmic)
{
    bench_out(b, BASE + 2, 0x04);
    ata_start(b, 0, command, lba, count);
    bench_out(b, BASE, bmic);
    for (unsigned i = 0; i < 10000 && bench_in(b, 0x3f6) & 0x80; i++)
        bench_wait(b, 1000);
    return bench_in(b, BASE + 2);
}

static void the_block_is_16_ports_where_the_base_says(void)
{
    struct board *b = dma_bench();

    CU_ASSERT_EQUAL(bench_in(b, BASE), 0x00);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 4, 4), TABLE);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 12, 4), 0);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 16), 0xff);
    bench_out_wide(b, BASE + 12, 4, 0x12345677);
    CU_ASSERT_EQUAL(bench_in_wide(b, BASE + 12, 4), 0x12345674);
    config(b, 0x04, 0x04);
    CU_ASSERT_EQUAL(bench_in(b, BASE), 0xff);
    config(b, 0x20, 0xffffffff);
    bench_out_wide(b, 0xcf8, 4, 0x80000920);
    CU_ASSERT_EQUAL(bench_in_wide(b, 0xcfc, 4), 0xfffffff1);
}

static void a_read_goes_to_the_regions_of_the_table(void)
{
    struct board *b = dma_bench();

    region(b, 0, REGION, 512);
    region(b, 1, REGION + 0x1000, 1024 | LAST);
    CU_ASSERT_EQUAL(transfer(b, 0xc8, 20, 3, 0x09), 0x04);
    CU_ASSERT_EQUAL(get(b, REGION), 20);
    CU_ASSERT_EQUAL(get(b, REGION + 512), 0);
    CU_ASSERT_EQUAL(get(b, REGION + 0x1000), 21);
    CU_ASSERT_EQUAL(get(b, REGION + 0x1200), 22);
    CU_ASSERT_EQUAL(bench_rises(b, LINE_IRQ14), 1);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x50);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f3), 22);
    CU_ASSERT_EQUAL(bench_events(b, EV_DMA_CHANNEL), 2);
    CU_ASSERT_EQUAL(bench_last(b, EV_DMA_CHANNEL)->arg[1], REGION + 0x1000);
    CU_ASSERT_EQUAL(bench_last(b, EV_DMA_CHANNEL)->arg[2], 1024);
}

static void a_write_comes_from_memory(void)
{
    struct board *b = dma_bench();

    put(b, REGION, 0x1111beef);
    put(b, REGION + 512, 0x2222cafe);
    region(b, 0, REGION, 1024 | LAST);
    CU_ASSERT_EQUAL(transfer(b, 0xca, 30, 2, 0x01), 0x04);
    CU_ASSERT_EQUAL(bench_disk_writes(b, 0), 2);
    ata_do(b, 0, 0x20, 30, 2);
    CU_ASSERT_EQUAL(ata_take(b), 0xbeef);
    ata_wait(b);
    CU_ASSERT_EQUAL(ata_take(b), 0xcafe);
}

static void a_region_may_end_inside_a_sector(void)
{
    struct board *b = dma_bench();

    region(b, 0, REGION, 2);
    region(b, 1, REGION + 0x100, 508);
    region(b, 2, REGION + 0x800, 2 | LAST);
    CU_ASSERT_EQUAL(transfer(b, 0xc8, 40, 1, 0x09), 0x04);
    CU_ASSERT_EQUAL(get(b, REGION), 40);
    CU_ASSERT_EQUAL(get(b, REGION + 2), 0);
}

static void a_size_of_0_is_64_kib_and_a_long_region_stays_active(void)
{
    struct board *b = dma_bench();

    region(b, 0, 0x10000, 0 | LAST);
    CU_ASSERT_EQUAL(transfer(b, 0xc8, 0, 127, 0x09), 0x05);
    CU_ASSERT_EQUAL(get(b, 0x10000 + 126 * 512), 126);
    bench_out(b, BASE, 0x00);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 2), 0x04);
    CU_ASSERT_EQUAL(transfer(b, 0xc8, 100, 128, 0x09), 0x04);
    CU_ASSERT_EQUAL(get(b, 0x10000 + 127 * 512), 227);
}

static void a_table_that_is_too_short_leaves_the_drive_waiting(void)
{
    struct board *b = dma_bench();

    region(b, 0, REGION, 512 | LAST);
    CU_ASSERT_EQUAL(transfer(b, 0xc8, 50, 2, 0x09), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f6) & 0x08, 0x08);
    CU_ASSERT_EQUAL(get(b, REGION), 50);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
    CU_ASSERT_EQUAL(bench_in_wide(b, 0x1f0, 2), 0xffff);
    bench_out(b, 0x3f6, 0x04);
    bench_out(b, 0x3f6, 0x00);
    ata_wait(b);
    bench_out(b, BASE, 0x00);
    CU_ASSERT_EQUAL(transfer(b, 0xc8, 51, 1, 0x09), 0x04);
    CU_ASSERT_EQUAL(get(b, REGION), 51);
}

static void nothing_moves_before_the_start_or_without_permission(void)
{
    struct board *b = dma_bench();

    region(b, 0, REGION, 512 | LAST);
    ata_do(b, 0, 0xc8, 60, 1);
    CU_ASSERT_EQUAL(get(b, REGION), 0);
    config(b, 0x04, 0x01);
    bench_out(b, BASE, 0x09);
    CU_ASSERT_EQUAL(get(b, REGION), 0);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 2), 0x01);
    config(b, 0x04, 0x05);
    CU_ASSERT_EQUAL(get(b, REGION), 60);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 2), 0x04);
}

static void the_wrong_direction_moves_nothing(void)
{
    struct board *b = dma_bench();

    region(b, 0, REGION, 512 | LAST);
    CU_ASSERT_EQUAL(transfer(b, 0xc8, 60, 1, 0x01), 0x01);
    CU_ASSERT_EQUAL(get(b, REGION), 0);
}

static void an_error_of_the_drive_ends_it_with_an_interrupt(void)
{
    struct board *b = dma_bench();

    region(b, 0, REGION, 1024 | LAST);
    CU_ASSERT_EQUAL(transfer(b, 0xc8, 299, 2, 0x09), 0x05);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
}

static void status_notes_are_kept_and_the_interrupt_is_cleared_by_1(void)
{
    struct board *b = dma_bench();

    bench_out(b, BASE + 2, 0xff);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 2), 0x60);
    ata_do(b, 0, 0xe7, 0, 0);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 2), 0x64);
    bench_out(b, BASE + 2, 0x20);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 2), 0x24);
    bench_out(b, BASE + 2, 0x04);
    CU_ASSERT_EQUAL(bench_in(b, BASE + 2), 0x00);
}

static void addresses_of_48_bits_go_by_dma_too(void)
{
    struct board *b = dma_bench();

    region(b, 0, REGION, 512 | LAST);
    bench_out(b, 0x1f2, 0); /* the high bytes */
    bench_out(b, 0x1f3, 0);
    bench_out(b, 0x1f4, 0);
    bench_out(b, 0x1f5, 0);
    CU_ASSERT_EQUAL(transfer(b, 0x25, 70, 1, 0x09), 0x04);
    CU_ASSERT_EQUAL(get(b, REGION), 70);
}

static void reset_stops_it(void)
{
    struct board *b = dma_bench();

    ata_do(b, 0, 0xc8, 60, 1);
    bench_reset(b);
    CU_ASSERT_FALSE(bench_line(b, LINE_DMARQ1));
    CU_ASSERT_EQUAL(bench_in(b, BASE + 2), 0xff);
}

CU_TestInfo bus_master_tests[] = {
    TEST(the_block_is_16_ports_where_the_base_says),
    TEST(a_read_goes_to_the_regions_of_the_table),
    TEST(a_write_comes_from_memory),
    TEST(a_region_may_end_inside_a_sector),
    TEST(a_size_of_0_is_64_kib_and_a_long_region_stays_active),
    TEST(a_table_that_is_too_short_leaves_the_drive_waiting),
    TEST(nothing_moves_before_the_start_or_without_permission),
    TEST(the_wrong_direction_moves_nothing),
    TEST(an_error_of_the_drive_ends_it_with_an_interrupt),
    TEST(status_notes_are_kept_and_the_interrupt_is_cleared_by_1),
    TEST(addresses_of_48_bits_go_by_dma_too),
    TEST(reset_stops_it),
    CU_TEST_INFO_NULL,
};
