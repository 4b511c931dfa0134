/* SPDX-License-Identifier: MIT
 *
 * tests/phases/post_bench.h - a bundled PC that is broken in some way, and
 * what its BIOS has to say about it.
 */
#ifndef TESTS_PHASES_POST_BENCH_H
#define TESTS_PHASES_POST_BENCH_H

#include "sim/fault.h"
#include "tests/sim/vm.h"

/* What follows a failure. */
enum then {
    HALTS,   /* the CPU stops */
    WAITS,   /* for F1, then boots */
    SUFFERS, /* waits for F1, then boots as far as it can */
    GOES_ON, /* to the shell */
    GIVES_UP /* nothing to boot: waits for a key */
};

struct failure {
    const char *faults[2]; /* "kind param=value ..."; NULL: none */
    const char *moment;    /* of the faults; NULL: power-on */
    uint8_t code;          /* on the POST card when it beeps, or stops */
    unsigned beeps;
    const char *message; /* on the screen; NULL: none */
    enum then then;
};

/* A fault from "kind param=value ..." and its moment. */
void read_fault(struct fault *f, const char *text, const char *moment);

/* The bundled PC with these faults, not open yet. */
struct vm *broken_vm(const struct failure *failure);

unsigned beeps_of(const struct vm *vm);

/* Run until the text is on the screen; false: the machine ended before, or
 * it never came. */
bool wait_for(struct vm *vm, const char *text);

/* The shell's prompt comes. */
void expect_boot(struct vm *vm, const char *what);

/* The open machine fails as it should. */
void expect_on(struct vm *vm, const struct failure *f);

void expect_failure(const struct failure *failure);

#define EXPECT_FAILURE(...) expect_failure(&(struct failure){__VA_ARGS__})

#endif
