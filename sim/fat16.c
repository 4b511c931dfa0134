/* SPDX-License-Identifier: MIT
 *
 * sim/fat16.c - a file replaced in a FAT16 volume.
 */
#include "sim/fat16.h"

#include <string.h>

#define PARTITION_TABLE 446
#define DIRECTORY_ENTRY 32
#define ENTRY_ATTRIBUTE 11
#define ENTRY_CLUSTER   26
#define END_OF_CHAIN    0xffff
#define VOLUME_LABEL    BIT(3)
#define DIRECTORY       BIT(4)

/* "FAT Type Determination": with fewer it is FAT12, with more FAT32. */
#define CLUSTERS_MIN 4085u
#define CLUSTERS_MAX 65524u

/* A directory has at most 65536 entries. */
#define DIRECTORY_SECTORS 4096u

static uint32_t le16(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t le32(const uint8_t *p)
{
    return le16(p) | le16(p + 2) << 16;
}

static void put16(uint8_t *p, uint32_t value)
{
    p[0] = (uint8_t)value;
    p[1] = (uint8_t)(value >> 8);
}

static bool is_fat16_type(uint8_t type)
{
    return type == 0x04 || type == 0x06 || type == 0x0e;
}

static bool find_partition(struct fat16 *f, uint8_t sector[DISK_SECTOR])
{
    if (!disk_read(f->disk, 0, sector))
        return false;
    for (unsigned i = 0; i < 4; i++) {
        const uint8_t *row = sector + PARTITION_TABLE + 16 * i;

        if (is_fat16_type(row[4])) {
            f->start = le32(row + 8);
            return disk_read(f->disk, f->start, sector);
        }
    }
    return false;
}

bool fat16_open(struct fat16 *f, struct disk *disk, struct error *err)
{
    uint8_t b[DISK_SECTOR];
    uint32_t total, before;

    *f = (struct fat16){.disk = disk};
    if (!find_partition(f, b))
        return error_set(err, "the disk has no FAT16 partition");
    f->cluster_sectors = b[13];
    f->fats = b[16];
    f->root_sectors = le16(b + 17) * DIRECTORY_ENTRY / DISK_SECTOR;
    f->fat_sectors = le16(b + 22);
    total = le16(b + 19) ? le16(b + 19) : le32(b + 32);
    before = le16(b + 14) + f->fats * f->fat_sectors + f->root_sectors;
    if (le16(b + 11) != DISK_SECTOR || !f->cluster_sectors || !f->fats ||
        !f->fat_sectors || total <= before)
        return error_set(err, "the FAT16 partition has a bad BPB");
    f->fat = f->start + le16(b + 14);
    f->root = f->fat + (uint64_t)f->fats * f->fat_sectors;
    f->data = f->root + f->root_sectors;
    f->clusters = (total - before) / f->cluster_sectors;
    if (f->clusters < CLUSTERS_MIN || f->clusters > CLUSTERS_MAX)
        return error_set(err, "the FAT16 partition has a bad BPB: %u clusters",
                         f->clusters);
    if (f->clusters + 2 > f->fat_sectors * (DISK_SECTOR / 2))
        f->clusters = f->fat_sectors * (DISK_SECTOR / 2) - 2;
    return true;
}

/* --- the FAT ----------------------------------------------------------- */

static bool read_link(struct fat16 *f, uint32_t cluster, uint32_t *link)
{
    uint8_t sector[DISK_SECTOR];

    if (!disk_read(f->disk, f->fat + cluster / 256, sector))
        return false;
    *link = le16(sector + cluster % 256 * 2);
    return true;
}

static bool write_link(struct fat16 *f, uint32_t cluster, uint32_t link)
{
    uint8_t sector[DISK_SECTOR];

    for (uint32_t i = 0; i < f->fats; i++) {
        uint64_t lba = f->fat + (uint64_t)i * f->fat_sectors + cluster / 256;

        if (!disk_read(f->disk, lba, sector))
            return false;
        put16(sector + cluster % 256 * 2, link);
        if (!disk_write(f->disk, lba, sector))
            return false;
    }
    return true;
}

static bool is_data(const struct fat16 *f, uint32_t cluster)
{
    return cluster >= 2 && cluster < f->clusters + 2;
}

static bool free_chain(struct fat16 *f, uint32_t cluster)
{
    uint32_t link;

    for (uint32_t n = 0; n < f->clusters && is_data(f, cluster); n++) {
        if (!read_link(f, cluster, &link) || !write_link(f, cluster, 0))
            return false;
        cluster = link;
    }
    return true;
}

/* The next free cluster from *from up; 0: the volume is full. */
static uint32_t find_free(struct fat16 *f, uint32_t *from)
{
    uint32_t link;

    for (; is_data(f, *from); (*from)++)
        if (read_link(f, *from, &link) && link == 0)
            return (*from)++;
    return 0;
}

/* --- directories ------------------------------------------------------- */

/* Where a directory entry lies. */
struct place {
    uint64_t lba;
    uint32_t offset;
    uint8_t entry[DIRECTORY_ENTRY];
};

/* "KERNEL.ELF" as a directory holds it; the name ends at '/' or '\0'. */
static void short_name(const char *name, char out[11])
{
    unsigned at = 0;

    memset(out, ' ', 11);
    for (; *name && *name != '/'; name++) {
        if (*name == '.')
            at = 8;
        else if (at < 11)
            out[at++] = *name;
    }
}

static bool find_in_sector(struct fat16 *f, uint64_t lba, const char name[11],
                           bool directory, struct place *found)
{
    uint8_t sector[DISK_SECTOR];

    if (!disk_read(f->disk, lba, sector))
        return false;
    for (uint32_t at = 0; at < DISK_SECTOR; at += DIRECTORY_ENTRY)
        if (memcmp(sector + at, name, 11) == 0 &&
            (sector[at + ENTRY_ATTRIBUTE] & (VOLUME_LABEL | DIRECTORY)) ==
                (directory ? DIRECTORY : 0)) {
            found->lba = lba;
            found->offset = at;
            memcpy(found->entry, sector + at, DIRECTORY_ENTRY);
            return true;
        }
    return false;
}

/* cluster 0: the root directory. */
static bool find_entry(struct fat16 *f, uint32_t cluster, const char name[11],
                       bool directory, struct place *found)
{
    if (cluster == 0) {
        for (uint32_t i = 0; i < f->root_sectors; i++)
            if (find_in_sector(f, f->root + i, name, directory, found))
                return true;
        return false;
    }
    for (uint32_t n = 0; n < DIRECTORY_SECTORS && is_data(f, cluster);
         n += f->cluster_sectors) {
        uint64_t lba = f->data + (uint64_t)(cluster - 2) * f->cluster_sectors;

        for (uint32_t i = 0; i < f->cluster_sectors; i++)
            if (find_in_sector(f, lba + i, name, directory, found))
                return true;
        if (!read_link(f, cluster, &cluster))
            return false;
    }
    return false;
}

static bool find_path(struct fat16 *f, const char *path, struct place *found)
{
    uint32_t cluster = 0;

    for (;;) {
        const char *rest = strchr(path, '/');
        char name[11];

        short_name(path, name);
        if (!find_entry(f, cluster, name, rest != NULL, found))
            return false;
        if (!rest)
            return true;
        path = rest + 1;
        cluster = le16(found->entry + ENTRY_CLUSTER);
    }
}

/* --- contents ---------------------------------------------------------- */

static bool write_cluster(struct fat16 *f, uint32_t cluster,
                          const uint8_t *bytes, uint32_t count)
{
    uint64_t lba = f->data + (uint64_t)(cluster - 2) * f->cluster_sectors;

    for (uint32_t i = 0; i < f->cluster_sectors; i++) {
        uint8_t sector[DISK_SECTOR] = {0};
        uint32_t at = i * DISK_SECTOR;

        if (at < count)
            memcpy(sector, bytes + at,
                   count - at < DISK_SECTOR ? count - at : DISK_SECTOR);
        if (!disk_write(f->disk, lba + i, sector))
            return false;
    }
    return true;
}

/* Write the contents into free clusters; *first is the head of the chain. */
static bool write_chain(struct fat16 *f, const uint8_t *bytes, uint32_t count,
                        uint32_t *first)
{
    uint32_t size = f->cluster_sectors * DISK_SECTOR;
    uint32_t from = 2, last = 0;

    *first = 0;
    for (uint32_t at = 0; at < count; at += size) {
        uint32_t left = count - at;
        uint32_t cluster = find_free(f, &from);

        if (!cluster ||
            !write_cluster(f, cluster, bytes + at, left < size ? left : size) ||
            !write_link(f, cluster, END_OF_CHAIN))
            return false;
        if (last && !write_link(f, last, cluster))
            return false;
        if (!last)
            *first = cluster;
        last = cluster;
    }
    return true;
}

bool fat16_replace(struct fat16 *f, const char *path, const uint8_t *bytes,
                   uint32_t count, struct error *err)
{
    uint8_t sector[DISK_SECTOR];
    struct place p;
    uint32_t first;

    if (!find_path(f, path, &p))
        return error_set(err, "the disk has no file /%s", path);
    if (!free_chain(f, le16(p.entry + ENTRY_CLUSTER)) ||
        !write_chain(f, bytes, count, &first))
        return error_set(err, "/%s with %u bytes does not fit on the disk",
                         path, count);
    if (!disk_read(f->disk, p.lba, sector))
        return error_set(err, "the directory of /%s cannot be read", path);
    put16(sector + p.offset + ENTRY_CLUSTER, first);
    put16(sector + p.offset + FAT16_ENTRY_SIZE, count & 0xffff);
    put16(sector + p.offset + FAT16_ENTRY_SIZE + 2, count >> 16);
    return disk_write(f->disk, p.lba, sector) ||
           error_set(err, "the directory of /%s cannot be written", path);
}

/* --- for the host's own purposes --------------------------------------- */

bool fat16_find(struct fat16 *f, const char *path, struct fat16_file *file,
                struct error *err)
{
    struct place p;

    if (!find_path(f, path, &p))
        return error_set(err, "the disk has no file /%s", path);
    *file = (struct fat16_file){
        .lba = p.lba,
        .offset = p.offset,
        .cluster = le16(p.entry + ENTRY_CLUSTER),
        .size = le32(p.entry + FAT16_ENTRY_SIZE),
    };
    return true;
}

bool fat16_sector(struct fat16 *f, const struct fat16_file *file, uint32_t n,
                  uint64_t *lba)
{
    uint32_t cluster = file->cluster;

    for (uint32_t i = n / f->cluster_sectors; i > 0 && is_data(f, cluster); i--)
        if (!read_link(f, cluster, &cluster))
            return false;
    *lba = f->data + (uint64_t)(cluster - 2) * f->cluster_sectors +
           n % f->cluster_sectors;
    return is_data(f, cluster);
}

bool fat16_link(struct fat16 *f, uint32_t cluster, uint32_t link,
                struct error *err)
{
    return (is_data(f, cluster) && write_link(f, cluster, link)) ||
           error_set(err, "the FAT cannot be changed");
}
