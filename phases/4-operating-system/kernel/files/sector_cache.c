/* SPDX-License-Identifier: MIT
 *
 * kernel/files/sector_cache.c - the last sectors read, kept in RAM.
 *
 * The file allocation table and the directories are read again and again;
 * file contents do not come this way, unless in part.
 */
#include "files/sector_cache.h"

#include <stddef.h>

#include "drivers/ata.h"
#include "system_calls.h"

enum { SECTORS = 8 };

struct cached_sector {
    uint32_t lba;
    uint32_t last_use; /* 0: empty */
    uint8_t data[SECTOR_BYTES];
};

static struct cached_sector cache[SECTORS];
static uint32_t uses;

const void *sector_cache_get(uint32_t lba)
{
    struct cached_sector *oldest = cache;

    for (int i = 0; i < SECTORS; i++) {
        if (cache[i].last_use && cache[i].lba == lba) {
            cache[i].last_use = ++uses;
            return cache[i].data;
        }
        if (cache[i].last_use < oldest->last_use)
            oldest = &cache[i];
    }
    oldest->last_use = 0;
    if (ata_read(lba, 1, oldest->data) < 0)
        return NULL;
    oldest->lba = lba;
    oldest->last_use = ++uses;
    return oldest->data;
}
