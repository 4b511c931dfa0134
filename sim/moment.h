/* SPDX-License-Identifier: MIT
 *
 * sim/moment.h - has a moment come? (What a moment is: sim/session.h.)
 */
#ifndef SIM_MOMENT_H
#define SIM_MOMENT_H

#include "sim/machine.h"
#include "sim/session.h"

/* The last bytes that left by COM1. */
#define OUTPUT_TAIL 1024

struct output_tail {
    char bytes[OUTPUT_TAIL]; /* a ring */
    uint64_t count;          /* bytes so far */
};

void output_tail_add(struct output_tail *tail, uint8_t byte);

/* Do the last bytes end in `text`? */
bool output_tail_ends_in(const struct output_tail *tail, const char *text);

/* Do they contain it? */
bool output_tail_contains(const struct output_tail *tail, const char *text);

/* Does a row of the text screen contain it? */
bool screen_contains(const struct machine *m, const char *text);

/* Is this event one that the moment waits for? */
bool moment_matches(const struct moment *moment, const struct event *e);

/* Phase and instruction moments: true from then on. */
bool moment_reached(const struct moment *moment, const struct machine *m);

#endif
