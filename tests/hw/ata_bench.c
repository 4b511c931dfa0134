/* SPDX-License-Identifier: MIT
 *
 * tests/hw/ata_bench.c - a cable with drives, and a host that polls.
 */
#include "tests/hw/ata_bench.h"

#include <string.h>

static void number_sectors(struct board *b, unsigned drive, uint64_t sectors)
{
    uint8_t *image = bench_disk(b, drive, sectors);

    for (unsigned n = 0; n < BENCH_DISK_SECTORS; n++) {
        image[n * SECTOR_SIZE] = (uint8_t)n;
        image[n * SECTOR_SIZE + 1] = (uint8_t)(drive << 4 | n >> 8);
    }
}

struct board *ata_bench(struct ata *ata, uint64_t master, uint64_t slave)
{
    struct board *b = bench_new();

    memset(ata, 0, sizeof(*ata));
    number_sectors(b, 0, master);
    number_sectors(b, 1, slave);
    bench_power_on(b, DEV_ata, &ata_ops, ata);
    ata_wait(b);
    return b;
}

uint8_t ata_wait(struct board *b)
{
    for (unsigned i = 0; i < 10000 && bench_in(b, 0x3f6) & 0x80; i++)
        bench_wait(b, 1000);
    return bench_in(b, 0x3f6);
}

void ata_start(struct board *b, unsigned drive, uint8_t command, uint32_t lba,
               uint8_t count)
{
    bench_out(b, 0x1f6, (uint8_t)(0xe0 | drive << 4 | (lba >> 24 & 15)));
    bench_out(b, 0x1f2, count);
    bench_out(b, 0x1f3, (uint8_t)lba);
    bench_out(b, 0x1f4, (uint8_t)(lba >> 8));
    bench_out(b, 0x1f5, (uint8_t)(lba >> 16));
    bench_out(b, 0x1f7, command);
}

uint8_t ata_do(struct board *b, unsigned drive, uint8_t command, uint32_t lba,
               uint8_t count)
{
    ata_start(b, drive, command, lba, count);
    return ata_wait(b);
}

uint16_t ata_take(struct board *b)
{
    uint32_t first = bench_in_wide(b, 0x1f0, 2);

    for (unsigned i = 1; i < SECTOR_SIZE / 2; i++)
        bench_in_wide(b, 0x1f0, 2);
    return (uint16_t)first;
}

void ata_give(struct board *b, uint16_t first)
{
    bench_out_wide(b, 0x1f0, 2, first);
    for (unsigned i = 1; i < SECTOR_SIZE / 2; i++)
        bench_out_wide(b, 0x1f0, 2, i);
}
