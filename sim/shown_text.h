/* SPDX-License-Identifier: MIT
 *
 * sim/shown_text.h - what the guest has shown: the rows of its text screen,
 * and the last bytes that left by COM1.
 */
#ifndef SIM_SHOWN_TEXT_H
#define SIM_SHOWN_TEXT_H

#include "sim/machine.h"

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

#endif
