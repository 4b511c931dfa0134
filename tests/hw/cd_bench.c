/* SPDX-License-Identifier: MIT
 *
 * tests/hw/cd_bench.c - the second ATA channel, with a CD-ROM drive as its
 * master and a disk as its slave, and a host that polls.
 */
#include "tests/hw/cd_bench.h"

#include "tests/test.h"

#include <string.h>

uint8_t cd_ready(struct board *b)
{
    for (unsigned i = 0; i < 100000 && bench_in(b, CD_ALTERNATE) & 0x80; i++)
        bench_wait(b, 1000);
    return bench_in(b, CD_ALTERNATE);
}

struct board *cd_bench(struct ata *ata)
{
    struct board *b = bench_new();
    uint8_t *image = bench_disk(b, DRIVE_CD, CD_BENCH_SECTORS * 4);

    memset(ata, 0, sizeof(*ata));
    for (unsigned i = 0; i < CD_BENCH_SECTORS; i++)
        memset(image + i * CD_SECTOR, (int)i, CD_SECTOR);
    bench_disk(b, 3, 64)[0] = 0x99;
    bench_config(b)->cd_place = 2;
    bench_power_on(b, DEV_ata2, &ata_ops, ata);
    cd_ready(b);
    return b;
}

void cd_packet(struct board *b, const uint8_t bytes[12], unsigned limit)
{
    bench_out(b, 0x176, 0xa0);
    bench_out(b, 0x171, 0);
    bench_out(b, 0x174, (uint8_t)limit);
    bench_out(b, 0x175, (uint8_t)(limit >> 8));
    bench_out(b, CD_STATUS, 0xa0);
    CU_ASSERT_EQUAL(cd_ready(b) & 0x89, 0x08);
    CU_ASSERT_EQUAL(bench_in(b, 0x172) & 3, 0x01); /* the packet is wanted */
    for (unsigned i = 0; i < 12; i += 2)
        bench_out_wide(b, 0x170, 2, bytes[i] | (uint32_t)bytes[i + 1] << 8);
}

unsigned cd_take(struct board *b, uint8_t *data, unsigned room)
{
    unsigned length = 0;

    while (cd_ready(b) & 0x08) {
        unsigned bytes = bench_in(b, 0x174) + 256u * bench_in(b, 0x175);

        CU_ASSERT(bench_line(b, LINE_IRQ15));
        CU_ASSERT_EQUAL(bench_in(b, 0x172) & 3, 0x02); /* to the host */
        bench_in(b, CD_STATUS);
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
    bench_in(b, CD_STATUS);
    return length;
}

void cd_expect_sense(struct board *b, uint8_t key, unsigned code)
{
    uint8_t data[18];

    CU_ASSERT_EQUAL(cd_ready(b) & 0x89, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x171) >> 4, key);
    CD_PACKET(b, 64, 0x03, 0, 0, 0, 18);
    CU_ASSERT_EQUAL(cd_take(b, data, sizeof(data)), 18);
    CU_ASSERT_EQUAL(data[2], key);
    CU_ASSERT_EQUAL((unsigned)(data[12] << 8 | data[13]), code);
}
