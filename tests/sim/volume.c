/* SPDX-License-Identifier: MIT
 *
 * tests/sim/volume.c - files of a FAT16 volume in a disk image.
 */
#include "tests/sim/volume.h"

#include <string.h>

static uint32_t le16(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t le32(const uint8_t *p)
{
    return le16(p) | le16(p + 2) << 16;
}

void volume_open(struct volume *v, const uint8_t *image)
{
    const uint8_t *bpb;
    uint32_t total;

    memset(v, 0, sizeof *v);
    v->image = image;
    v->start = le32(image + 446 + 8);
    bpb = image + v->start * 512;
    v->cluster_sectors = bpb[13];
    v->root_entries = le16(bpb + 17);
    v->fat_sectors = le16(bpb + 22);
    v->fat = v->start + le16(bpb + 14);
    v->root = v->fat + bpb[16] * v->fat_sectors;
    v->data = v->root + v->root_entries / 16;
    total = le16(bpb + 19) ? le16(bpb + 19) : le32(bpb + 32);
    v->clusters = (v->start + total - v->data) / v->cluster_sectors;
}

uint32_t volume_link(const struct volume *v, uint32_t cluster)
{
    return le16(v->image + v->fat * 512 + cluster * 2);
}

static void follow(const struct volume *v, uint32_t cluster,
                   struct volume_file *file)
{
    file->count = 0;
    while (cluster >= 2 && cluster < 0xfff8 && file->count < FILE_SECTORS) {
        for (uint32_t i = 0; i < v->cluster_sectors; i++)
            file->lba[file->count++] =
                v->data + (cluster - 2) * v->cluster_sectors + i;
        cluster = volume_link(v, cluster);
    }
}

static const uint8_t *find_entry(const uint8_t *entries, uint32_t count,
                                 const char *name)
{
    for (uint32_t i = 0; i < count; i++)
        if (memcmp(entries + 32 * i, name, 11) == 0)
            return entries + 32 * i;
    return NULL;
}

bool volume_find(const struct volume *v, const char *folder, const char *name,
                 struct volume_file *file)
{
    const uint8_t *entry =
        find_entry(v->image + v->root * 512, v->root_entries, folder);

    if (!entry)
        return false;
    follow(v, le16(entry + 26), file);
    entry = NULL;
    for (uint32_t i = 0; i < file->count && !entry; i++)
        entry = find_entry(v->image + file->lba[i] * 512, 16, name);
    if (!entry)
        return false;
    follow(v, le16(entry + 26), file);
    file->bytes = le32(entry + 28);
    return true;
}

bool volume_has(const struct volume_file *file, uint32_t lba)
{
    for (uint32_t i = 0; i < file->count; i++)
        if (file->lba[i] == lba)
            return true;
    return false;
}
