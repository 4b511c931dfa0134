/* SPDX-License-Identifier: MIT
 *
 * ui/crew.h - jobs that are done at the same time, each in a process of its
 * own, and told of in their order. A job that crashes takes no other with it.
 */
#ifndef UI_CREW_H
#define UI_CREW_H

#include "sim/base.h"

/* What a job wrote, and how it ended. */
struct crew_report {
    unsigned job;
    const char *text[2]; /* on standard output, on standard error */
    size_t count[2];
    bool crashed;
    int status; /* exit status; crashed: the signal, or 0 */
};

struct crew {
    unsigned jobs, at_once;

    /* In a process of its own: returns its exit status. */
    int (*work)(void *context, unsigned job);

    /* Here, in the order of the jobs. */
    void (*tell)(void *context, const struct crew_report *report);

    /* Here, whenever one has ended: how many have. */
    void (*progress)(void *context, unsigned ended);
    void *context;
};

/* How many processes the host can run at the same time. */
unsigned crew_processors(void);

/* Do all jobs. False: a signal came; those at work are ended and gone. */
bool crew_work(const struct crew *crew);

#endif
