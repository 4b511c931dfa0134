/* SPDX-License-Identifier: MIT
 *
 * sim/key_frame.h - the whole state of a machine at one position, kept so that
 * it costs only what has changed since the key frame before.
 *
 * RAM frames and the rest of the state lie in pages that key frames share as
 * long as they are equal; a page is freed with its last key frame.
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
    uint32_t spare;
    uint8_t bytes[sizeof(struct frame)];
};

struct kept_overlay {
    uint32_t users;
    uint32_t count;
    struct overlay_sector sectors[];
};

struct key_frame {
    uint64_t tick, icount;
    bool pinned;     /* never dropped: the first one, a change of phase */
    uint8_t step;    /* enum step */
    uint32_t frames; /* host frames given out */
    uint32_t pages;  /* of the rest of the state */
    struct kept_page **ram;
    struct kept_page **state;
    struct kept_overlay *overlay[BOARD_DISKS];
};

/* The pages that the live machine is equal to, where it was not written
 * since, and how many bytes all key frames hold together. */
struct key_frame_store {
    struct machine *machine;
    struct companion companion;
    struct kept_page **live; /* by host frame; NULL: none */
    struct kept_page **live_state;
    struct kept_overlay *live_overlay[BOARD_DISKS];
    uint8_t *buffer; /* the state, laid out for comparing */
    size_t state_bytes;
    uint32_t state_pages;
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

#endif
