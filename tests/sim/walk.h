/* SPDX-License-Identifier: MIT
 *
 * tests/sim/walk.h - a walk over every position of a run: forward in a machine
 * that keeps no past, then backward in one that does.
 */
#ifndef TESTS_SIM_WALK_H
#define TESTS_SIM_WALK_H

#include "tests/sim/vm.h"

struct walk {
    uint64_t first, last; /* where it begins and ends, virtual ns */
    uint64_t *hashes;     /* of all state at each position, in order */
    uint64_t positions, room;
    char wrong[200]; /* the first thing that is; "": nothing */
};

/* From where the machine is, until it has retired so many instructions, at most
 * over so many positions, or to the end of its life. */
void walk_forward(struct walk *w, struct vm *vm, uint64_t icount,
                  uint64_t positions);

/* Back over the same positions, in a machine that has been beyond them. */
void walk_back(struct walk *w, struct vm *vm);

void walk_free(struct walk *w);

#endif
