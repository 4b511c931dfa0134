/* SPDX-License-Identifier: MIT
 *
 * sim/memory.c - the pool of host frames and the second-level table.
 */
#include "sim/memory.h"

#include <stdlib.h>

const char *const backing_name[BACKING_COUNT] = {
    [BACKING_NONE] = "nothing",
    [BACKING_RAM] = "RAM, not touched yet",
    [BACKING_FRAME] = "RAM in host frames",
    [BACKING_ROM] = "ROM",
    [BACKING_DEVICE] = "device model",
    [BACKING_BROKEN] = "RAM with a stuck bit",
    [BACKING_PROTECTED] = "RAM, write-protected",
};

bool frame_pool_init(struct frame_pool *pool, uint32_t limit)
{
    *pool = (struct frame_pool){.limit = limit};
    pool->chunk_count = (limit + FRAMES_PER_CHUNK - 1) / FRAMES_PER_CHUNK;
    pool->chunks = calloc(pool->chunk_count, sizeof pool->chunks[0]);
    pool->dirty = calloc(limit ? limit : 1, sizeof pool->dirty[0]);
    pool->guest = calloc(limit ? limit : 1, sizeof pool->guest[0]);
    if (pool->chunks && pool->dirty && pool->guest)
        return true;
    frame_pool_free(pool);
    return false;
}

void frame_pool_free(struct frame_pool *pool)
{
    for (uint32_t i = 0; pool->chunks && i < pool->chunk_count; i++)
        free(pool->chunks[i]);
    free(pool->chunks);
    free(pool->dirty);
    free(pool->guest);
    *pool = (struct frame_pool){0};
}

uint32_t frame_take(struct frame_pool *pool)
{
    struct frame **chunk;

    if (pool->used == pool->limit)
        return FRAME_NONE;
    chunk = &pool->chunks[pool->used / FRAMES_PER_CHUNK];
    if (!*chunk)
        *chunk = calloc(FRAMES_PER_CHUNK, sizeof **chunk);
    if (!*chunk)
        return FRAME_NONE;
    pool->dirty[pool->used] = 1;
    return pool->used++;
}

void second_level_free(struct second_level *s)
{
    for (unsigned i = 0; i < SECOND_LEVEL_TABLES; i++)
        free(s->tables[i]);
    *s = (struct second_level){0};
}

bool second_level_map(struct second_level *s, uint32_t guest_frame,
                      uint32_t count, enum backing backing, uint32_t value)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t frame = guest_frame + i;
        uint32_t **table = &s->tables[frame / SECOND_LEVEL_ENTRIES];

        if (!*table)
            *table = calloc(SECOND_LEVEL_ENTRIES, sizeof **table);
        if (!*table)
            return false;
        (*table)[frame % SECOND_LEVEL_ENTRIES] =
            (uint32_t)backing << 28 | value;
        if (backing == BACKING_ROM)
            value++;
    }
    return true;
}
