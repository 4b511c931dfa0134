/* SPDX-License-Identifier: MIT
 *
 * sim/disk.c - image and overlay.
 */
#include "sim/disk.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define HASH_SECTORS 256u

static bool hash_image(struct disk *d)
{
    XXH3_state_t *state = XXH3_createState();
    uint8_t *bytes = calloc(HASH_SECTORS, DISK_SECTOR);
    bool ok = state && bytes && XXH3_64bits_reset(state) == XXH_OK;

    for (uint64_t lba = 0; ok && lba < d->source.sectors;) {
        uint64_t left = d->source.sectors - lba;
        uint32_t count = left < HASH_SECTORS ? (uint32_t)left : HASH_SECTORS;

        ok = d->source.read(d->source.context, lba, count, bytes) &&
             XXH3_64bits_update(state, bytes, count * DISK_SECTOR) == XXH_OK;
        lba += count;
    }
    if (ok)
        d->hash = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    free(bytes);
    return ok;
}

bool disk_open(struct disk *d, const struct disk_source *source)
{
    *d = (struct disk){.source = *source};
    return source->sectors == 0 || hash_image(d);
}

void disk_close(struct disk *d)
{
    free(d->written);
    free(d->slots);
    *d = (struct disk){0};
}

/* The slot of this sector, or the free one where it belongs; there are slots
 * as soon as there is room for a sector. */
static uint32_t slot_of(const struct disk *d, uint64_t lba)
{
    uint32_t slot = (uint32_t)(lba * UINT64_C(0x9e3779b97f4a7c15) >> 32);

    assert(d->slots && d->written);
    for (;;) {
        slot &= d->slot_count - 1;
        if (!d->slots[slot] || d->written[d->slots[slot] - 1].lba == lba)
            return slot;
        slot++;
    }
}

static struct overlay_sector *find(const struct disk *d, uint64_t lba)
{
    uint32_t index = d->slot_count ? d->slots[slot_of(d, lba)] : 0;

    return index ? &d->written[index - 1] : NULL;
}

void disk_index(struct disk *d)
{
    if (d->slots)
        memset(d->slots, 0, d->slot_count * sizeof d->slots[0]);
    for (uint32_t i = 0; i < d->written_count; i++)
        d->slots[slot_of(d, d->written[i].lba)] = i + 1;
}

/* Make room for one more sector; the table stays at most half full. */
static bool grow(struct disk *d)
{
    uint32_t room = d->written_room ? 2 * d->written_room : 64;
    struct overlay_sector *written;
    uint32_t *slots;

    assert(d->written || !d->written_room);
    if (d->written_count < d->written_room)
        return true;
    written = realloc(d->written, room * sizeof *written);
    if (!written)
        return false;
    memset(written + d->written_room, 0,
           (room - d->written_room) * sizeof *written);
    d->written = written;
    slots = calloc(2 * (size_t)room, sizeof *slots);
    if (!slots)
        return false;
    free(d->slots);
    d->slots = slots;
    d->slot_count = 2 * room;
    d->written_room = room;
    disk_index(d);
    return true;
}

bool disk_read(struct disk *d, uint64_t lba, uint8_t *bytes)
{
    const struct overlay_sector *sector = find(d, lba);

    if (lba >= d->source.sectors)
        return false;
    if (!sector)
        return d->source.read(d->source.context, lba, 1, bytes);
    memcpy(bytes, sector->bytes, DISK_SECTOR);
    return true;
}

bool disk_write(struct disk *d, uint64_t lba, const uint8_t *bytes)
{
    struct overlay_sector *sector = find(d, lba);

    if (lba >= d->source.sectors || (!sector && !grow(d)))
        return false;
    if (!sector) {
        assert(d->written && d->written_count < d->written_room);
        sector = &d->written[d->written_count];
        sector->lba = lba;
        d->slots[slot_of(d, lba)] = ++d->written_count;
    }
    memcpy(sector->bytes, bytes, DISK_SECTOR);
    d->writes++;
    return true;
}
