/* SPDX-License-Identifier: MIT
 *
 * kernel/files/fat16_names.c - files on a FAT16 partition, for reading: the
 * names.
 *
 *   offset in a directory entry  bytes  what
 *   0                               11  name, padded with spaces
 *   11                               1  attributes
 *   26                               2  first cluster
 *   28                               4  length of the file
 *
 * Source: Microsoft, "FAT: General Overview of On-Disk Format", 1.03.
 * Not modelled: long names (their entries are skipped), dates.
 */
#include "files/fat16.h"

#include <stddef.h>

#include "files/fat16_sectors.h"
#include "files/sector_cache.h"
#include "string.h"

enum { MAX_ENTRIES = 65536 }; /* stops a chain of clusters that is a ring */
enum { ATTRIBUTE_LABEL = 0x08, ATTRIBUTE_DIRECTORY = 0x10 };
enum { NAME_END = 0x00, NAME_DELETED = 0xe5 };

struct __attribute__((packed)) fat_entry {
    uint8_t name[11];
    uint8_t attributes;
    uint8_t reserved[14];
    uint16_t first_cluster;
    uint32_t bytes;
};

/* "KERNEL  ELF" becomes "KERNEL.ELF". */
static void copy_name(char *to, const uint8_t *name)
{
    for (unsigned i = 0; i < 11; i++) {
        if (i == 8 && name[i] != ' ')
            *to++ = '.';
        if (name[i] != ' ')
            *to++ = (char)name[i];
    }
    *to = '\0';
}

static const struct fat_entry *entry_at(struct fat16_file *directory,
                                        uint32_t index)
{
    uint32_t lba =
        fat16_sector_at(directory, index * FAT16_ENTRY_BYTES / SECTOR_BYTES);
    const struct fat_entry *entries = lba ? sector_cache_get(lba) : NULL;

    return entries ? &entries[index % (SECTOR_BYTES / FAT16_ENTRY_BYTES)]
                   : NULL;
}

/* The next entry that names a file or directory; NULL at the end. */
static const struct fat_entry *next_entry(struct fat16_file *directory,
                                          uint32_t *position)
{
    while (*position < MAX_ENTRIES) {
        const struct fat_entry *entry = entry_at(directory, *position);

        if (!entry || entry->name[0] == NAME_END)
            return NULL;
        ++*position;
        if (entry->name[0] != NAME_DELETED &&
            !(entry->attributes & ATTRIBUTE_LABEL))
            return entry;
    }
    return NULL;
}

int32_t fat16_list(struct fat16_file *directory, uint32_t *position,
                   struct directory_entry *to)
{
    const struct fat_entry *entry;
    int32_t result = 0;

    if (!directory->is_directory)
        return -ERROR_NOT_DIRECTORY;
    lock_take(&fat16_lock);
    entry = next_entry(directory, position);
    if (entry) {
        copy_name(to->name, entry->name);
        to->bytes = entry->bytes;
        to->is_directory = (entry->attributes & ATTRIBUTE_DIRECTORY) != 0;
        result = 1;
    }
    lock_give_back(&fat16_lock);
    return result;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 0x20) : c;
}

/* Does the path begin with this name? */
static bool part_is(const char *path, size_t length, const char *name)
{
    if (strlen(name) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (upper(path[i]) != name[i])
            return false;
    return true;
}

static bool find_in(struct fat16_file *file, const char *part, size_t length)
{
    const struct fat_entry *entry;
    uint32_t position = 0;
    char name[NAME_BYTES];

    while ((entry = next_entry(file, &position)) != NULL) {
        copy_name(name, entry->name);
        if (!part_is(part, length, name))
            continue;
        *file = (struct fat16_file){
            .is_directory = entry->attributes & ATTRIBUTE_DIRECTORY,
            .bytes = entry->bytes,
            .first_cluster = entry->first_cluster,
        };
        return true;
    }
    return false;
}

int32_t fat16_find(const char *path, struct fat16_file *file)
{
    int32_t result = 0;

    *file = (struct fat16_file){.is_directory = true};
    lock_take(&fat16_lock);
    while (result == 0) {
        size_t length = 0;

        while (*path == '/')
            path++;
        while (path[length] && path[length] != '/')
            length++;
        if (length == 0)
            break;
        if (!file->is_directory)
            result = -ERROR_NOT_DIRECTORY;
        else if (!find_in(file, path, length))
            result = -ERROR_NOT_FOUND;
        path += length;
    }
    lock_give_back(&fat16_lock);
    return result;
}
