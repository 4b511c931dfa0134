/* SPDX-License-Identifier: MIT
 *
 * tests/sim/guests.h - small programs that do what is hard to take back.
 */
#ifndef TESTS_SIM_GUESTS_H
#define TESTS_SIM_GUESTS_H

#include "tests/sim/vm.h"

#define GUESTS      8
#define GUEST_PARTS 8

struct guest {
    const char *name;
    uint64_t positions; /* that are worth a look */
    bool disk;          /* has the bundled disk */
    bool reset;         /* a triple fault resets it */
    struct {
        uint32_t offset; /* in its ROM, at F000:0000; the first one is 0 */
        const char *code;
    } part[GUEST_PARTS];
};

extern const struct guest guests[GUESTS];

/* The machine that runs it, switched on. */
struct vm *guest_vm(const struct guest *g);

#endif
