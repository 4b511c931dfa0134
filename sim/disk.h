/* SPDX-License-Identifier: MIT
 *
 * sim/disk.h - a disk: an image that is never written, and an overlay that
 * takes the guest's writes.
 */
#ifndef SIM_DISK_H
#define SIM_DISK_H

#include "sim/base.h"

#define DISK_SECTOR 512u

/* Where an image comes from. read() fills `count` sectors from `lba` and may
 * be called at any time in the life of the machine. */
struct disk_source {
    uint64_t sectors; /* 0: no disk */
    bool (*read)(void *context, uint64_t lba, uint32_t count, uint8_t *bytes);
    void *context;
};

/* One sector that the guest, or the host before power-on, has written. */
struct overlay_sector {
    uint64_t lba;
    uint8_t bytes[DISK_SECTOR];
};

struct disk {
    struct disk_source source;
    struct overlay_sector *written; /* in the order of the first write */
    uint32_t written_count, written_room;
    uint64_t writes;     /* how often a sector was written */
    uint32_t *slots;     /* hash table: index + 1 into written, 0: empty */
    uint32_t slot_count; /* a power of two */
    uint64_t hash;       /* XXH3 of the image */
};

/* False: the image cannot be read. */
bool disk_open(struct disk *d, const struct disk_source *source);
void disk_close(struct disk *d);

/* False: past the end, or the host failed. */
bool disk_read(struct disk *d, uint64_t lba, uint8_t *bytes);
bool disk_write(struct disk *d, uint64_t lba, const uint8_t *bytes);

/* The overlay was made what it was at some time: find its sectors again. */
void disk_index(struct disk *d);

#endif
