/* SPDX-License-Identifier: MIT
 *
 * ui/boot_times.h - how long each step of a boot took, out of its events.
 */
#ifndef UI_BOOT_TIMES_H
#define UI_BOOT_TIMES_H

#include "sim/session.h"

#define BOOT_SPANS   256
#define EVIDENCE_MAX 320

/* One step, from its entry to the next. After a reset there are more. */
struct boot_span {
    enum step step;
    uint64_t start, end; /* ns */
    uint64_t waiting;    /* ns of it in HLT */
    uint64_t instructions;
    uint64_t events, exits;
    char evidence[EVIDENCE_MAX]; /* the rule that was met, and how */
};

struct boot_times {
    struct boot_span span[BOOT_SPANS];
    unsigned count;
    bool full; /* more resets than there is room for: the last span goes on */
    uint64_t icount; /* at the start of the last span */
    uint64_t hlt_tick;
    bool halted;
};

void boot_times_add(struct boot_times *t, const struct event *e);

/* The run ended here. */
void boot_times_end(struct boot_times *t, uint64_t tick, uint64_t icount);

/* All spans of a step together; false: it was not reached. */
bool boot_times_step(const struct boot_times *t, enum step step,
                     struct boot_span *sum);

static inline uint64_t boot_span_time(const struct boot_span *s)
{
    return s->end - s->start;
}

/* The table, the bars, and the rules, on standard output. */
void boot_table_print(const struct boot_times *t);
void boot_bars_print(const struct boot_times *t);
void boot_rules_print(const struct boot_times *t);

#endif
