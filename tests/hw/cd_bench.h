/* SPDX-License-Identifier: MIT
 *
 * tests/hw/cd_bench.h - the second ATA channel, with a CD-ROM drive as its
 * master and a disk as its slave, and a host that polls.
 */
#ifndef TESTS_HW_CD_BENCH_H
#define TESTS_HW_CD_BENCH_H

#include "hw/ata.h"
#include "tests/hw/bench.h"

#define CD_STATUS        0x177
#define CD_ALTERNATE     0x376
#define CD_BENCH_SECTORS 100 /* of 2048 bytes */
#define CD_SECTOR        2048

/* Sector n of the disc is full of bytes n. */
struct board *cd_bench(struct ata *ata);

/* Wait while BSY, 100 ms at most; the alternate status. */
uint8_t cd_ready(struct board *b);

/* Send a packet, with so many bytes at most in a block. */
void cd_packet(struct board *b, const uint8_t bytes[12], unsigned limit);
#define CD_PACKET(b, limit, ...)                                               \
    cd_packet((b), (const uint8_t[12]){__VA_ARGS__}, limit)

/* Take the blocks of an answer; returns its length. */
unsigned cd_take(struct board *b, uint8_t *data, unsigned room);

/* The command has failed, and REQUEST SENSE says why; code: with its
 * qualifier in the low byte. */
void cd_expect_sense(struct board *b, uint8_t key, unsigned code);

#endif
