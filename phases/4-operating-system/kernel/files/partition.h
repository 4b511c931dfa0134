/* SPDX-License-Identifier: MIT
 *
 * kernel/files/partition.h - the partition table of the first disk.
 */
#ifndef PARTITION_H
#define PARTITION_H

#include <stdbool.h>
#include <stdint.h>

struct partition {
    uint32_t number; /* 1 to 4 */
    uint32_t start;  /* LBA */
    uint32_t sectors;
};

/* The first partition with a FAT16 type; false: there is none. */
bool partition_find_fat16(struct partition *partition);

/* Sectors before the first partition, which belong to no file. */
uint32_t partition_first_start(void);

#endif
