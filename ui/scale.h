/* SPDX-License-Identifier: MIT
 *
 * ui/scale.h - what the columns of the timeline are: at the zoom of steps and
 * of milestones parts of the time, further in the events one by one.
 */
#ifndef UI_SCALE_H
#define UI_SCALE_H

#include "ui/tui.h"

/* What is shown: a strip of time, or a stretch of the list of events. */
struct scale {
    const struct strip *strip; /* NULL: the list */
    uint64_t start, end;       /* of the strip's part */
    uint64_t reached;          /* no further was the run until now */
    const struct event_list *list;
    unsigned first; /* of the list, in the first column */
    unsigned columns;
    unsigned now;  /* column of the present */
    unsigned lane; /* the first one */
};

/* False: nothing happened yet. */
bool scale_place(struct tui *t, unsigned columns, struct scale *s);

/* Where a column begins in time. */
uint64_t scale_start(const struct scale *s, unsigned column);

/* Where event `i` of the list is drawn; the present has a column of its own. */
unsigned scale_column(const struct scale *s, unsigned i);

/* The lanes in their order, from s->lane on; STRIP_SERIES: the last one was
 * `lane`. */
unsigned scale_next_lane(unsigned lane);
const char *scale_lane_name(unsigned lane);

/* For those who do not see lanes: the same in words, as lines. */
void timeline_words(struct tui *t, struct canvas *c, const struct scale *s);

#endif
