/* SPDX-License-Identifier: MIT
 *
 * tests/sim/volume.h - files of a FAT16 volume, found in a disk image without
 * the help of the code under test.
 *
 * Source: Microsoft Extensible Firmware Initiative FAT32 File System
 * Specification, "FAT Directory Structure".
 */
#ifndef TESTS_SIM_VOLUME_H
#define TESTS_SIM_VOLUME_H

#include "sim/base.h"

struct volume {
    const uint8_t *image;      /* the whole disk */
    uint32_t start, fat, root; /* LBA of the volume, of its first FAT ... */
    uint32_t data;             /* ... of its root directory, of cluster 2 */
    uint32_t fat_sectors, root_entries, cluster_sectors, clusters;
};

void volume_open(struct volume *v, const uint8_t *image);

#define FILE_SECTORS 4096

struct volume_file {
    uint32_t bytes;
    uint32_t count;             /* sectors */
    uint32_t lba[FILE_SECTORS]; /* in the order of the file */
};

/* The file `name` in the directory `folder` of the root, both as 11 bytes in
 * a directory ("KERNEL  ELF"). False: there is none. */
bool volume_find(const struct volume *v, const char *folder, const char *name,
                 struct volume_file *file);

/* Is this sector part of the file? */
bool volume_has(const struct volume_file *file, uint32_t lba);

/* What the FAT says of a cluster. */
uint32_t volume_link(const struct volume *v, uint32_t cluster);

#endif
