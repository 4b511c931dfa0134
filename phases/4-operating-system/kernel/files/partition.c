/* SPDX-License-Identifier: MIT
 *
 * kernel/files/partition.c - the partition table of the first disk.
 *
 *   offset in sector 0  bytes  what
 *   1BEh + 16 * n           1  80h: active
 *   1C2h + 16 * n           1  type; 04h, 06h, 0Eh: FAT16
 *   1C6h + 16 * n           4  first sector
 *   1CAh + 16 * n           4  number of sectors
 *   1FEh                    2  55h AAh
 *
 * Source: IBM PC DOS Technical Reference, "Fixed Disk Boot Record".
 * Not modelled: extended partitions, GPT.
 */
#include "files/partition.h"

#include <stddef.h>

#include "files/sector_cache.h"
#include "string.h"

enum { TABLE = 0x1be, ENTRIES = 4, SIGNATURE = 0x1fe };

struct __attribute__((packed)) entry {
    uint8_t active;
    uint8_t first_chs[3];
    uint8_t type;
    uint8_t last_chs[3];
    uint32_t start;
    uint32_t sectors;
};

static bool read_table(struct entry *entries)
{
    const uint8_t *sector = sector_cache_get(0);

    if (!sector || sector[SIGNATURE] != 0x55 || sector[SIGNATURE + 1] != 0xaa)
        return false;
    memcpy(entries, sector + TABLE, ENTRIES * sizeof *entries);
    return true;
}

bool partition_find_fat16(struct partition *partition)
{
    struct entry entries[ENTRIES];

    if (!read_table(entries))
        return false;
    for (uint32_t i = 0; i < ENTRIES; i++) {
        uint8_t type = entries[i].type;

        if (type == 0x04 || type == 0x06 || type == 0x0e) {
            partition->number = i + 1;
            partition->start = entries[i].start;
            partition->sectors = entries[i].sectors;
            return true;
        }
    }
    return false;
}

uint32_t partition_first_start(void)
{
    struct entry entries[ENTRIES];
    uint32_t first = 0;

    if (!read_table(entries))
        return 0;
    for (uint32_t i = 0; i < ENTRIES; i++)
        if (entries[i].type && (first == 0 || entries[i].start < first))
            first = entries[i].start;
    return first;
}
