/* SPDX-License-Identifier: MIT
 *
 * sim/problems.h - all that is wrong with some files, each at its place.
 */
#ifndef SIM_PROBLEMS_H
#define SIM_PROBLEMS_H

#include "sim/base.h"

#define PROBLEMS_MAX 50
#define PROBLEM_TEXT 320

struct problem {
    const char *file;      /* kept by the caller */
    unsigned line, column; /* from 1; 0: the whole file */
    char text[PROBLEM_TEXT];
};

struct problems {
    const char *file; /* that is read now: where what is added is */
    unsigned count;   /* of `row` */
    unsigned lost;    /* more than there is room for */
    struct problem row[PROBLEMS_MAX];
};

/* Kept in the order of the lines. The text may quote the file: what cannot be
 * printed becomes a question mark. */
void problem_add(struct problems *p, unsigned line, unsigned column,
                 const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
