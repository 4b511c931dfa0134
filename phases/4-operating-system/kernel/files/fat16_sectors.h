/* SPDX-License-Identifier: MIT
 *
 * kernel/files/fat16_sectors.h - what the two halves of the file system share.
 */
#ifndef FAT16_SECTORS_H
#define FAT16_SECTORS_H

#include "files/fat16.h"
#include "processes/lock.h"

enum { FAT16_ENTRY_BYTES = 32 };

/* Held while the sector cache is in use. */
extern struct lock fat16_lock;

/* The LBA of the file's sector number `index`; 0 behind its end. */
uint32_t fat16_sector_at(struct fat16_file *file, uint32_t index);

#endif
