/* SPDX-License-Identifier: MIT
 *
 * sim/key_frame.h - the whole state of a machine at one position, kept so that
 * it costs only what has changed since the key frame before.
 *
 * RAM frames, the rest of the state and the disk overlays are regions of pages.
 * Key frames share pages, chunks of pages and whole regions as long as they
 * are equal; each is freed with its last user.
 */
#ifndef SIM_KEY_FRAME_H
#define SIM_KEY_FRAME_H

#include "sim/machine.h"

/* What its owner wants to be rewound with the machine: plain data. */
struct companion {
    void *data;
    size_t size;
};

struct kept_page {
    uint32_t users;
    uint32_t length;
    uint64_t hash;
    uint8_t bytes[sizeof(struct frame)];
};

#define CHUNK_PAGES 64u

struct kept_chunk {
    uint32_t users;
    uint32_t count;
    uint64_t sum; /* of the hashes of its pages */
    struct kept_page *page[CHUNK_PAGES];
};

/* What is kept alike: an array of pages. */
enum region {
    REGION_RAM,   /* the host frames given out */
    REGION_STATE, /* processor, devices, life of the machine, companion */
    REGION_DISK,  /* the overlay of disk 0; then those of the others */
    REGION_COUNT = REGION_DISK + BOARD_DISKS
};

struct kept_region {
    uint32_t users;
    uint32_t pages;
    struct kept_chunk *chunk[];
};

struct key_frame {
    uint64_t tick, icount;
    bool pinned;      /* goes last: the first one, a change of phase */
    uint8_t step;     /* enum step */
    uint64_t flushes; /* of decoded code */
    uint32_t sectors[BOARD_DISKS]; /* of each overlay */
    struct kept_region *region[REGION_COUNT];
};

struct state_page {
    void *bytes;
    uint32_t length;
    bool device_memory; /* changes only with memory_written of the board */
};

#define SHARED_PAGES 1024u

/* The pages that the live machine is equal to, where it was not written
 * since, and how many bytes all key frames hold together. */
struct key_frame_store {
    struct machine *machine;
    struct state_page *state;
    uint32_t state_pages;
    struct kept_region *live[REGION_COUNT];
    uint64_t live_writes[BOARD_DISKS];      /* of each disk, until then */
    struct kept_page *shared[SHARED_PAGES]; /* by hash: the latest one */
    uint64_t bytes;
};

/* False: no host memory. */
bool key_frame_store_init(struct key_frame_store *store,
                          struct machine *machine, struct companion companion);
void key_frame_store_free(struct key_frame_store *store);

/* Keep the present state; NULL: no host memory. Does not change the run. */
struct key_frame *key_frame_take(struct key_frame_store *store);
void key_frame_drop(struct key_frame_store *store, struct key_frame *k);

/* Make the machine and the companion what they were. */
void key_frame_restore(struct key_frame_store *store,
                       const struct key_frame *k);

/* Hash of all state: from what is kept and what has changed since; and the
 * same worked out afresh from every byte. */
uint64_t key_frame_hash(const struct key_frame_store *store);
uint64_t key_frame_hash_afresh(const struct key_frame_store *store);

#endif
