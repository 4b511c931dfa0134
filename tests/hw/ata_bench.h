/* SPDX-License-Identifier: MIT
 *
 * tests/hw/ata_bench.h - a cable with drives, and a host that polls.
 */
#ifndef TESTS_HW_ATA_BENCH_H
#define TESTS_HW_ATA_BENCH_H

#include "hw/ata.h"
#include "tests/hw/bench.h"

/* Drives of so many sectors (0: none), ready after their reset. Sector n of
 * drive d begins with the word d << 12 | n. */
struct board *ata_bench(struct ata *ata, uint64_t master, uint64_t slave);

/* Wait while BSY; the status, read at 3F6h. Time is limited. */
uint8_t ata_wait(struct board *b);

/* Select with LBA addressing: 0 master, 1 slave. Write the registers and the
 * command. */
void ata_start(struct board *b, unsigned drive, uint8_t command, uint32_t lba,
               uint8_t count);

/* The same, then wait. */
uint8_t ata_do(struct board *b, unsigned drive, uint8_t command, uint32_t lba,
               uint8_t count);

/* One sector through the data port; reading gives its first word. */
uint16_t ata_take(struct board *b);
void ata_give(struct board *b, uint16_t first);

#endif
