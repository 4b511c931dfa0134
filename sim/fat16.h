/* SPDX-License-Identifier: MIT
 *
 * sim/fat16.h - files on the first FAT16 partition of a disk, changed by the
 * host through the overlay.
 *
 * Source: Microsoft Extensible Firmware Initiative FAT32 File System
 * Specification, "FAT Type Determination", "FAT Directory Structure".
 */
#ifndef SIM_FAT16_H
#define SIM_FAT16_H

#include "sim/disk.h"
#include "sim/error.h"

struct fat16 {
    struct disk *disk;
    uint64_t start;        /* LBA of the volume */
    uint64_t fat;          /* LBA of the first FAT */
    uint64_t root, data;   /* LBA of the root directory, of cluster 2 */
    uint32_t fat_sectors;  /* of one FAT */
    uint32_t fats;
    uint32_t root_sectors;
    uint32_t cluster_sectors;
    uint32_t clusters; /* data clusters are 2 .. clusters + 1 */
};

bool fat16_open(struct fat16 *f, struct disk *disk, struct error *err);

/* Give the existing file `path` ("BOOT/KERNEL.ELF", 8.3, upper case) new
 * contents. */
bool fat16_replace(struct fat16 *f, const char *path, const uint8_t *bytes,
                   uint32_t count, struct error *err);

#endif
