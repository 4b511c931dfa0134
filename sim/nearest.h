/* SPDX-License-Identifier: MIT
 *
 * sim/nearest.h - which word was probably meant.
 */
#ifndef SIM_NEAREST_H
#define SIM_NEAREST_H

/* The word out of a list that was probably meant: the fewest letters to
 * insert, delete or replace. */
struct nearest {
    const char *word; /* as written */
    const char *best; /* NULL: nothing is near */
    unsigned distance;
};

void nearest_try(struct nearest *n, const char *candidate);

/* "; did you mean X?", or nothing. */
const char *nearest_text(const struct nearest *n, char text[static 96]);

#endif
