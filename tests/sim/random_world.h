/* SPDX-License-Identifier: MIT
 *
 * tests/sim/random_world.h - a bare board whose memory, tables, registers and
 * code come from a seed: nothing in it makes sense, all of it may happen.
 */
#ifndef TESTS_SIM_RANDOM_WORLD_H
#define TESTS_SIM_RANDOM_WORLD_H

#include "sim/board.h"

#define WORLD_RAM    (256u << 10)
#define WORLD_FRAMES (WORLD_RAM >> FRAME_SHIFT)

struct world {
    struct board board;
    struct frame_pool pool;
    struct cpu_state cpu;     /* how it begins */
    uint8_t image[WORLD_RAM]; /* what memory holds then */
};

/* Numbers from a seed, the same on every host. */
struct dice {
    uint64_t state;
};
uint32_t dice_roll(struct dice *d, uint32_t sides); /* 0 .. sides - 1 */

bool world_init(struct world *w);
void world_free(struct world *w);

/* Make up the world of this seed; then put it on the board, as often as it is
 * to be run. */
void world_make(struct world *w, uint64_t seed);
void world_begin(struct world *w);

/* Hash of the processor and of memory with its marks. */
uint64_t world_hash(struct world *w);

#endif
