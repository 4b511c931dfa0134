/* SPDX-License-Identifier: MIT
 *
 * ui/causes.h - what led to an event, and what it led to.
 */
#ifndef UI_CAUSES_H
#define UI_CAUSES_H

#include "sim/inspect.h"

#define CAUSES_UP   6u
#define CAUSES_DOWN 8u

struct causes {
    struct event of; /* this event */
    bool valid;
    unsigned up_count, down_count;
    struct event up[CAUSES_UP]; /* its cause, the cause of that, and so on */
    struct event down[CAUSES_DOWN];
    unsigned depth[CAUSES_DOWN]; /* 1: its direct effect */
};

/* Find them by running the time around the event again; nothing is done if
 * they are known. */
void causes_find(struct causes *c, struct session *s, const struct event *e);

#endif
