/* SPDX-License-Identifier: MIT
 *
 * disk/mkdisk.c - builds a disk image from boot code and a list of files.
 *
 *   mkdisk IMAGE MBR VBR STAGE2 MANIFEST
 *
 * The MBR brings the partition table, the volume boot record the BIOS
 * parameter block; both say where everything else goes. A line of the
 * manifest is a path on the disk and a file of the host. The same input gives
 * the same image, bit for bit: every file carries the same fixed date. Standard
 * output says where each part lies: its first byte, and the file of the host.
 *
 *   sector                        holds
 *   0                             MBR
 *   partition start               volume boot record
 *   + 1                           second stage
 *   + reserved sectors            FATs, one after the other
 *   + FATs * sectors per FAT      root directory
 *   + root entries / 16           clusters, from number 2
 *
 * Source: Microsoft, FAT: General Overview of On-Disk Format.
 * Not modelled: long names, dates of files, more than one partition.
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SECTOR_BYTES = 512,
    TABLE = 446,
    TABLE_LBA = 8,
    TABLE_SECTORS = 12,
    BPB_SECTOR_BYTES = 11,
    BPB_CLUSTER_SECTORS = 13,
    BPB_RESERVED = 14,
    BPB_FATS = 16,
    BPB_ROOT_ENTRIES = 17,
    BPB_TOTAL = 19,
    BPB_MEDIA = 21,
    BPB_FAT_SECTORS = 22,
    BPB_HIDDEN = 28,
    BPB_LABEL = 43,
    ENTRY_BYTES = 32,
    ENTRY_NAME = 0,
    ENTRY_NAME_BYTES = 11,
    ENTRY_ATTRIBUTES = 11,
    ENTRY_TIME = 22,
    ENTRY_DATE = 24,
    ENTRY_CLUSTER = 26,
    ENTRY_SIZE = 28,
    ATTR_LABEL = 0x08,
    ATTR_DIRECTORY = 0x10,
    ATTR_ARCHIVE = 0x20,
    FAT_LAST = 0xffff,
    FIXED_TIME = 12 << 11,                        /* 12:00:00 */
    FIXED_DATE = (2025 - 1980) << 9 | 1 << 5 | 1, /* 1 January 2025 */
    LINE_BYTES = 1024
};

struct disk {
    uint8_t *bytes;
    size_t sectors;
    size_t volume; /* sector where the partition begins */
    size_t fat, fat_sectors, fats;
    size_t root, root_entries;
    size_t data; /* sector of cluster 2 */
    size_t cluster_sectors, clusters;
    size_t next; /* first cluster that is still free */
};

struct blob {
    uint8_t *bytes;
    size_t size;
};

static _Noreturn void die(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("mkdisk: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static void *allocate(size_t bytes)
{
    void *memory = calloc(1, bytes ? bytes : 1);

    if (!memory)
        die("out of memory");
    return memory;
}

static size_t get16(const uint8_t *p)
{
    return (size_t)(p[0] | p[1] << 8);
}

static size_t get32(const uint8_t *p)
{
    return get16(p) | get16(p + 2) << 16;
}

static void put16(uint8_t *p, size_t value)
{
    p[0] = (uint8_t)value;
    p[1] = (uint8_t)(value >> 8);
}

static void put32(uint8_t *p, size_t value)
{
    put16(p, value);
    put16(p + 2, value >> 16);
}

static struct blob read_file(const char *name)
{
    struct blob blob = {0};
    FILE *file = fopen(name, "rb");
    long size;

    if (!file)
        die("%s: %s", name, strerror(errno));
    if (fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0)
        die("%s: %s", name, strerror(errno));
    rewind(file);
    blob.size = (size_t)size;
    blob.bytes = allocate(blob.size);
    if (fread(blob.bytes, 1, blob.size, file) != blob.size)
        die("%s: cannot be read", name);
    fclose(file);
    return blob;
}

static uint8_t *sector(struct disk *disk, size_t number)
{
    return disk->bytes + number * SECTOR_BYTES;
}

static uint8_t *cluster_bytes(struct disk *disk, size_t cluster)
{
    return sector(disk, disk->data + (cluster - 2) * disk->cluster_sectors);
}

static void tell(const struct disk *disk, const uint8_t *at, const char *name)
{
    printf("%zu %s\n", (size_t)(at - disk->bytes), name);
}

/* Place a file of the boot code; it must fill whole sectors. */
static void place(struct disk *disk, size_t at, struct blob blob, size_t room,
                  const char *name)
{
    if (blob.size > room * SECTOR_BYTES)
        die("%s: %zu bytes do not fit into %zu sectors", name, blob.size, room);
    memcpy(sector(disk, at), blob.bytes, blob.size);
    tell(disk, sector(disk, at), name);
    free(blob.bytes);
}

static void read_layout(struct disk *disk, const uint8_t *vbr)
{
    if (get16(vbr + BPB_SECTOR_BYTES) != SECTOR_BYTES)
        die("the volume boot record does not use 512-byte sectors");
    if (get32(vbr + BPB_HIDDEN) != disk->volume)
        die("the hidden sectors are not the start of the partition");
    if (get16(vbr + BPB_TOTAL) != disk->sectors - disk->volume)
        die("the volume is not as large as the partition");

    disk->cluster_sectors = vbr[BPB_CLUSTER_SECTORS];
    disk->fats = vbr[BPB_FATS];
    disk->fat_sectors = get16(vbr + BPB_FAT_SECTORS);
    disk->root_entries = get16(vbr + BPB_ROOT_ENTRIES);
    disk->fat = disk->volume + get16(vbr + BPB_RESERVED);
    disk->root = disk->fat + disk->fats * disk->fat_sectors;
    disk->data = disk->root + disk->root_entries * ENTRY_BYTES / SECTOR_BYTES;
    disk->clusters = (disk->sectors - disk->data) / disk->cluster_sectors;
    if (disk->clusters < 4085 || disk->clusters > 65524)
        die("%zu clusters are not FAT16", disk->clusters);
    if (disk->fat_sectors * SECTOR_BYTES < (disk->clusters + 2) * 2)
        die("the FAT is too small for %zu clusters", disk->clusters);
    disk->next = 2;
}

static void fat_set(struct disk *disk, size_t cluster, size_t value)
{
    for (size_t i = 0; i < disk->fats; i++)
        put16(sector(disk, disk->fat + i * disk->fat_sectors) + 2 * cluster,
              value);
}

static size_t fat_get(struct disk *disk, size_t cluster)
{
    return get16(sector(disk, disk->fat) + 2 * cluster);
}

/* Clusters are given out in order: a file is never in pieces. */
static size_t fat_allocate(struct disk *disk, size_t bytes)
{
    size_t unit = disk->cluster_sectors * SECTOR_BYTES;
    size_t count = (bytes + unit - 1) / unit;
    size_t first = disk->next;

    if (!count)
        return 0;
    if (first + count > disk->clusters + 2)
        die("the disk is full");
    for (size_t i = 0; i + 1 < count; i++)
        fat_set(disk, first + i, first + i + 1);
    fat_set(disk, first + count - 1, FAT_LAST);
    disk->next += count;
    return first;
}

/* BOOT.CFG becomes "BOOT    CFG". */
static void name_convert(uint8_t *name, const char *text)
{
    const char *point = strchr(text, '.');
    size_t base = point ? (size_t)(point - text) : strlen(text);
    const char *ending = point ? point + 1 : "";

    if (base < 1 || base > 8 || strlen(ending) > 3 || strchr(ending, '.'))
        die("%s: not a name of 8 letters and 3 after the point", text);
    memset(name, ' ', ENTRY_NAME_BYTES);
    for (size_t i = 0; i < base; i++)
        name[i] = (uint8_t)toupper((unsigned char)text[i]);
    for (size_t i = 0; ending[i]; i++)
        name[8 + i] = (uint8_t)toupper((unsigned char)ending[i]);
}

/* Among count entries: the one called name, or the first free one. */
static uint8_t *entry_find(uint8_t *entry, size_t count, const uint8_t *name)
{
    for (; count; count--, entry += ENTRY_BYTES)
        if (!entry[0] || !memcmp(entry, name, ENTRY_NAME_BYTES))
            return entry;
    return NULL;
}

/* The same in a directory, which gets another cluster if it is full. */
static uint8_t *directory_find(struct disk *disk, size_t directory,
                               const uint8_t *name)
{
    size_t count = disk->cluster_sectors * SECTOR_BYTES / ENTRY_BYTES;
    uint8_t *entry;

    if (!directory) {
        entry = entry_find(sector(disk, disk->root), disk->root_entries, name);
        if (!entry)
            die("the root directory is full");
        return entry;
    }
    for (;;) {
        entry = entry_find(cluster_bytes(disk, directory), count, name);
        if (entry)
            return entry;
        if (fat_get(disk, directory) == FAT_LAST)
            fat_set(disk, directory, fat_allocate(disk, 1));
        directory = fat_get(disk, directory);
    }
}

static void entry_fill(uint8_t *entry, const uint8_t *name, int attributes,
                       size_t cluster, size_t size)
{
    memcpy(entry + ENTRY_NAME, name, ENTRY_NAME_BYTES);
    entry[ENTRY_ATTRIBUTES] = (uint8_t)attributes;
    put16(entry + ENTRY_TIME, FIXED_TIME);
    put16(entry + ENTRY_DATE, FIXED_DATE);
    put16(entry + ENTRY_CLUSTER, cluster);
    put32(entry + ENTRY_SIZE, size);
}

/* The cluster of a sub-directory, which is created if it is new. */
static size_t directory_enter(struct disk *disk, size_t parent,
                              const char *text)
{
    static const uint8_t self[] = ".          ", up[] = "..         ";
    uint8_t name[ENTRY_NAME_BYTES];
    uint8_t *entry, *inside;
    size_t cluster;

    name_convert(name, text);
    entry = directory_find(disk, parent, name);
    if (entry[0])
        return get16(entry + ENTRY_CLUSTER);
    cluster = fat_allocate(disk, 1);
    entry_fill(entry, name, ATTR_DIRECTORY, cluster, 0);
    inside = cluster_bytes(disk, cluster);
    entry_fill(inside, self, ATTR_DIRECTORY, cluster, 0);
    entry_fill(inside + ENTRY_BYTES, up, ATTR_DIRECTORY, parent, 0);
    return cluster;
}

static void add_file(struct disk *disk, char *path, const char *source)
{
    struct blob blob = read_file(source);
    uint8_t name[ENTRY_NAME_BYTES];
    size_t directory = 0, cluster;
    uint8_t *entry;
    char *slash;

    while (*path == '/')
        path++;
    for (; (slash = strchr(path, '/')); path = slash + 1) {
        *slash = '\0';
        directory = directory_enter(disk, directory, path);
    }
    name_convert(name, path);
    entry = directory_find(disk, directory, name);
    if (entry[0])
        die("%s: listed twice", path);
    cluster = fat_allocate(disk, blob.size);
    entry_fill(entry, name, ATTR_ARCHIVE, cluster, blob.size);
    if (blob.size) {
        memcpy(cluster_bytes(disk, cluster), blob.bytes, blob.size);
        tell(disk, cluster_bytes(disk, cluster), source);
    }
    free(blob.bytes);
}

/* A line: the path on the disk, blanks, the file of the host; # comments. */
static void add_manifest(struct disk *disk, const char *manifest)
{
    char line[LINE_BYTES], *source;
    FILE *file = fopen(manifest, "r");

    if (!file)
        die("%s: %s", manifest, strerror(errno));
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (!line[0] || line[0] == '#')
            continue;
        source = line + strcspn(line, " \t");
        if (!*source)
            die("%s: no source file for %s", manifest, line);
        *source++ = '\0';
        source += strspn(source, " \t");
        add_file(disk, line, source);
    }
    fclose(file);
}

static void write_image(const struct disk *disk, const char *name)
{
    size_t size = disk->sectors * SECTOR_BYTES;
    FILE *file = fopen(name, "wb");

    if (!file || fwrite(disk->bytes, 1, size, file) != size || fclose(file))
        die("%s: %s", name, strerror(errno));
}

int main(int argc, char **argv)
{
    struct disk disk = {0};
    struct blob mbr, vbr;

    if (argc != 6)
        die("usage: mkdisk IMAGE MBR VBR STAGE2 MANIFEST");
    mbr = read_file(argv[2]);
    vbr = read_file(argv[3]);
    if (mbr.size != SECTOR_BYTES || vbr.size != SECTOR_BYTES)
        die("a boot sector must have 512 bytes");
    disk.volume = get32(mbr.bytes + TABLE + TABLE_LBA);
    disk.sectors = disk.volume + get32(mbr.bytes + TABLE + TABLE_SECTORS);
    disk.bytes = allocate(disk.sectors * SECTOR_BYTES);
    read_layout(&disk, vbr.bytes);
    fat_set(&disk, 0, 0xff00u | vbr.bytes[BPB_MEDIA]);
    fat_set(&disk, 1, FAT_LAST);
    entry_fill(sector(&disk, disk.root), vbr.bytes + BPB_LABEL, ATTR_LABEL, 0,
               0);
    place(&disk, 0, mbr, 1, argv[2]);
    place(&disk, disk.volume, vbr, 1, argv[3]);
    place(&disk, disk.volume + 1, read_file(argv[4]),
          disk.fat - disk.volume - 1, argv[4]);
    add_manifest(&disk, argv[5]);
    write_image(&disk, argv[1]);
    free(disk.bytes);
    return 0;
}
