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
    uint64_t start;       /* LBA of the volume */
    uint64_t fat;         /* LBA of the first FAT */
    uint64_t root, data;  /* LBA of the root directory, of cluster 2 */
    uint32_t fat_sectors; /* of one FAT */
    uint32_t fats;
    uint32_t root_sectors;
    uint32_t cluster_sectors;
    uint32_t clusters; /* data clusters are 2 .. clusters + 1 */
};

bool fat16_open(struct fat16 *f, struct disk *disk, struct error *err);

/* An existing file, and where its directory entry lies. */
struct fat16_file {
    uint64_t lba;
    uint32_t offset;
    uint32_t cluster; /* the first one */
    uint32_t size;    /* in bytes */
};

/* In a directory entry: the size of the file, 32 bits. */
#define FAT16_ENTRY_SIZE 28

bool fat16_find(struct fat16 *f, const char *path, struct fat16_file *file,
                struct error *err);

/* The sector of the disk that holds sector `n` of the file. False: past its
 * end. */
bool fat16_sector(struct fat16 *f, const struct fat16_file *file, uint32_t n,
                  uint64_t *lba);

/* What follows a cluster, in every FAT. */
bool fat16_link(struct fat16 *f, uint32_t cluster, uint32_t link,
                struct error *err);

/* Give the existing file `path` ("BOOT/KERNEL.ELF", 8.3, upper case) new
 * contents. */
bool fat16_replace(struct fat16 *f, const char *path, const uint8_t *bytes,
                   uint32_t count, struct error *err);

#endif
