/* SPDX-License-Identifier: MIT
 *
 * ui/strip.h - how much happened on each lane of the timeline, over time: in
 * the whole run, and in each step of the boot.
 */
#ifndef UI_STRIP_H
#define UI_STRIP_H

#include "ui/lane.h"

/* What is counted: events by lane, milestones, VM exits by reason. */
enum {
    STRIP_MILESTONES = LANE_COUNT,
    STRIP_EXITS,
    STRIP_SERIES = STRIP_EXITS + EXIT_COUNT
};

#define STRIP_BUCKETS 512u

/* Buckets of time; when the last is full, two become one. */
struct strip {
    uint64_t start, bucket_ns;
    uint64_t counted; /* what came before is in already */
    enum step step;   /* that it is of */
    uint32_t count[STRIP_SERIES][STRIP_BUCKETS];
    uint64_t waiting[STRIP_BUCKETS]; /* ns in HLT */
};

#define STRIPS 128u /* after more resets than that, the last one goes on */

struct strips {
    struct strip *whole;
    struct strip *of_step[STRIPS]; /* in order of time */
    unsigned count;
    bool halted;
    uint64_t hlt_tick;
};

/* Events must come in order. */
void strips_add(struct strips *all, const struct event *e, bool milestone);

/* All before `tick` was added. */
void strips_reached(struct strips *all, uint64_t tick);

/* What came at or after `tick` is void. Returns from where on events must be
 * added again. */
uint64_t strips_forget(struct strips *all, uint64_t tick);

void strips_free(struct strips *all);

/* The one of the step at `tick`, and where that step ended; UINT64_MAX: not
 * yet. NULL: nothing was added. */
const struct strip *strips_at(const struct strips *all, uint64_t tick,
                              uint64_t *end);

/* The sum over the buckets that begin in [from, to). */
uint64_t strip_sum(const struct strip *s, unsigned series, uint64_t from,
                   uint64_t to);

/* How much of the time in these buckets the processor was halted, in
 * hundredths. */
unsigned strip_waiting(const struct strip *s, uint64_t from, uint64_t to);

/* Where the bucket begins in which `tick` lies. */
uint64_t strip_bucket_start(const struct strip *s, uint64_t tick);

#endif
