/* SPDX-License-Identifier: MIT
 *
 * sim/memory.h - host frames, and the second-level table that says which
 * frame stands behind which guest frame.
 *
 * A guest frame of RAM gets its host frame on the first touch, so a guest
 * costs what it uses. Frames are named by index, never by pointer.
 */
#ifndef SIM_MEMORY_H
#define SIM_MEMORY_H

#include "sim/base.h"
#include "sim/origin.h"

struct frame {
    uint8_t bytes[FRAME_SIZE];
    uint32_t marks[LINES_PER_FRAME]; /* origin of each line */
};

#define FRAMES_PER_CHUNK 256u

/* The host's pool. All frames are zero when given out. */
struct frame_pool {
    struct frame **chunks;
    uint32_t chunk_count;
    uint32_t used;   /* frames given out */
    uint32_t limit;  /* frames that may be given out */
    uint8_t *dirty;  /* 1: changed since the last key frame */
    uint32_t *guest; /* guest frame that it was given to, if any */
};

bool frame_pool_init(struct frame_pool *pool, uint32_t limit);
void frame_pool_free(struct frame_pool *pool);

/* Index of a new frame; FRAME_NONE when the host has no more. */
#define FRAME_NONE 0x0fffffffu
uint32_t frame_take(struct frame_pool *pool);

static inline struct frame *frame_at(const struct frame_pool *pool,
                                     uint32_t index)
{
    return &pool->chunks[index / FRAMES_PER_CHUNK][index % FRAMES_PER_CHUNK];
}

/* What stands behind a guest frame. */
enum backing {
    BACKING_NONE,      /* nothing answers: reads as ones */
    BACKING_RAM,       /* RAM, not touched yet */
    BACKING_FRAME,     /* RAM in a host frame */
    BACKING_ROM,       /* a host frame that the guest cannot write */
    BACKING_DEVICE,    /* a device model answers */
    BACKING_BROKEN,    /* RAM in a host frame, with a bit that is stuck */
    BACKING_PROTECTED, /* RAM in a host frame; the chipset ignores stores */
    BACKING_COUNT
};

/* "RAM in host frames", "ROM", ... */
extern const char *const backing_name[BACKING_COUNT];

/* Entry of the second-level table:  31:28 backing  27:0 frame or device */
static inline enum backing entry_backing(uint32_t entry)
{
    return (enum backing)(entry >> 28);
}

static inline uint32_t entry_value(uint32_t entry)
{
    return entry & 0x0fffffff;
}

/* Does a host frame stand behind it? */
static inline bool entry_has_frame(uint32_t entry)
{
    enum backing backing = entry_backing(entry);

    return backing == BACKING_FRAME || backing == BACKING_ROM ||
           backing == BACKING_BROKEN || backing == BACKING_PROTECTED;
}

#define SECOND_LEVEL_TABLES  1024u
#define SECOND_LEVEL_ENTRIES 1024u

/* Two levels, like the guest's own page tables; absent tables are all
 * BACKING_NONE. */
struct second_level {
    uint32_t *tables[SECOND_LEVEL_TABLES];
};

void second_level_free(struct second_level *s);

/* Map `count` guest frames from `guest_frame` up; with BACKING_ROM the value
 * goes up by one a frame. False: no host memory for the table. */
bool second_level_map(struct second_level *s, uint32_t guest_frame,
                      uint32_t count, enum backing backing, uint32_t value);

static inline uint32_t second_level_entry(const struct second_level *s,
                                          uint32_t guest_frame)
{
    const uint32_t *table = s->tables[guest_frame / SECOND_LEVEL_ENTRIES];

    return table ? table[guest_frame % SECOND_LEVEL_ENTRIES] : 0;
}

#endif
