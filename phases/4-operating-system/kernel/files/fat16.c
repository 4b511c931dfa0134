/* SPDX-License-Identifier: MIT
 *
 * kernel/files/fat16.c - files on a FAT16 partition, for reading: the sectors.
 *
 *   sectors of the partition, in order      what
 *   reserved (the first has the numbers)    boot code
 *   FAT, and its copies                     for each cluster the next one
 *   root directory                          32 bytes a file
 *   data                                    clusters, counted from 2
 *
 * Source: Microsoft, "FAT: General Overview of On-Disk Format", 1.03.
 * Not modelled: writing, long names (their entries are skipped), FAT12/32.
 */
#include "files/fat16.h"

#include <stddef.h>

#include "drivers/ata.h"
#include "files/fat16_sectors.h"
#include "files/partition.h"
#include "files/sector_cache.h"
#include "log.h"
#include "panic.h"
#include "string.h"

enum {
    FIRST_CLUSTER = 2,
    LAST_CLUSTER = 0xfff6, /* above: bad, or the end of the chain */
    MIN_CLUSTERS = 4085,   /* below it would be FAT12 */
    MAX_CLUSTERS = 65524,
    MAX_RUN = 128, /* sectors in one disk request */
};

struct __attribute__((packed)) boot_sector {
    uint8_t jump[3];
    uint8_t maker[8];
    uint16_t sector_bytes;
    uint8_t cluster_sectors;
    uint16_t reserved_sectors;
    uint8_t fats;
    uint16_t root_entries;
    uint16_t sectors16;
    uint8_t media;
    uint16_t fat_sectors;
    uint16_t track_sectors;
    uint16_t heads;
    uint32_t hidden_sectors;
    uint32_t sectors32;
    uint8_t drive;
    uint8_t reserved;
    uint8_t signature;
    uint32_t serial;
    char label[11];
};

static uint32_t fat_start, root_start, data_start; /* LBA */
static uint32_t root_sectors, cluster_sectors, clusters;
struct lock fat16_lock;

static bool numbers_are_good(const struct boot_sector *boot)
{
    return boot->sector_bytes == SECTOR_BYTES && boot->cluster_sectors &&
           boot->fats && boot->fat_sectors && boot->root_entries &&
           clusters >= MIN_CLUSTERS && clusters <= MAX_CLUSTERS;
}

static void take_numbers(const struct boot_sector *boot, uint32_t start)
{
    uint32_t sectors = boot->sectors16 ? boot->sectors16 : boot->sectors32;

    cluster_sectors = boot->cluster_sectors ? boot->cluster_sectors : 1;
    fat_start = start + boot->reserved_sectors;
    root_start = fat_start + (uint32_t)boot->fats * boot->fat_sectors;
    root_sectors =
        (uint32_t)boot->root_entries * FAT16_ENTRY_BYTES / SECTOR_BYTES;
    data_start = root_start + root_sectors;
    clusters = (sectors - (data_start - start)) / cluster_sectors;
}

void fat16_init(void)
{
    struct partition partition;
    const struct boot_sector *boot;
    char label[sizeof boot->label + 1];

    if (!partition_find_fat16(&partition))
        panic("no FAT16 partition on the first disk, so no programs");
    boot = sector_cache_get(partition.start);
    if (!boot)
        panic("the first sector of partition %u cannot be read",
              partition.number);
    take_numbers(boot, partition.start);
    if (!numbers_are_good(boot))
        panic("partition %u holds no FAT16 file system", partition.number);
    memcpy(label, boot->label, sizeof boot->label);
    label[sizeof boot->label] = '\0';
    for (size_t i = sizeof boot->label; i && label[i - 1] == ' '; i--)
        label[i - 1] = '\0';
    log_ok("files", "FAT16 \"%s\" on partition %u, %u clusters", label,
           partition.number, clusters);
}

/* The cluster after this one, or 0 at the end or on an error. */
static uint16_t next_cluster(uint16_t cluster)
{
    const uint16_t *fat = sector_cache_get(fat_start + cluster / 256u);

    if (!fat || fat[cluster % 256] < FIRST_CLUSTER ||
        fat[cluster % 256] > LAST_CLUSTER ||
        fat[cluster % 256] >= clusters + FIRST_CLUSTER)
        return 0;
    return fat[cluster % 256];
}

/* The file's cluster number `index`, or 0. */
static uint16_t cluster_at(struct fat16_file *file, uint32_t index)
{
    if (!file->cursor_cluster || index < file->cursor_index) {
        file->cursor_cluster = file->first_cluster;
        file->cursor_index = 0;
    }
    while (file->cursor_cluster && file->cursor_index < index) {
        file->cursor_cluster = next_cluster(file->cursor_cluster);
        file->cursor_index++;
    }
    return file->cursor_cluster;
}

uint32_t fat16_sector_at(struct fat16_file *file, uint32_t index)
{
    uint16_t cluster;

    if (file->is_directory && file->first_cluster == 0)
        return index < root_sectors ? root_start + index : 0;
    cluster = cluster_at(file, index / cluster_sectors);
    if (cluster < FIRST_CLUSTER)
        return 0;
    return data_start + (uint32_t)(cluster - FIRST_CLUSTER) * cluster_sectors +
           index % cluster_sectors;
}

/* How many sectors from this one on also lie side by side on the disk. */
static uint32_t run_length(struct fat16_file *file, uint32_t index,
                           uint32_t lba, uint32_t most)
{
    uint32_t length = 1;

    if (most > MAX_RUN)
        most = MAX_RUN;
    while (length < most &&
           fat16_sector_at(file, index + length) == lba + length)
        length++;
    return length;
}

static int32_t read_part(struct fat16_file *file, uint32_t offset, char *to,
                         uint32_t bytes)
{
    uint32_t index = offset / SECTOR_BYTES, start = offset % SECTOR_BYTES;
    uint32_t lba = fat16_sector_at(file, index), run;
    const char *sector;

    if (!lba)
        return -ERROR_DISK;
    if (start == 0 && bytes >= SECTOR_BYTES) {
        run = run_length(file, index, lba, bytes / SECTOR_BYTES);
        if (ata_read(lba, run, to) < 0)
            return -ERROR_DISK;
        return (int32_t)(run * SECTOR_BYTES);
    }
    if (bytes > SECTOR_BYTES - start)
        bytes = SECTOR_BYTES - start;
    sector = sector_cache_get(lba);
    if (!sector)
        return -ERROR_DISK;
    memcpy(to, sector + start, bytes);
    return (int32_t)bytes;
}

int32_t fat16_read(struct fat16_file *file, uint32_t offset, void *to,
                   uint32_t bytes)
{
    uint32_t done = 0;
    int32_t part;

    if (offset >= file->bytes)
        return 0;
    if (bytes > file->bytes - offset)
        bytes = file->bytes - offset;
    lock_take(&fat16_lock);
    for (part = 0; done < bytes && part >= 0; done += (uint32_t)part) {
        part = read_part(file, offset + done, (char *)to + done, bytes - done);
        if (part < 0)
            break;
    }
    lock_give_back(&fat16_lock);
    return part < 0 ? part : (int32_t)done;
}
