/* SPDX-License-Identifier: MIT
 *
 * sim/trace.h - gives events their number, their place in time and their
 * cause, and hands them to the listener.
 *
 * Nothing here is part of the machine's state: with or without a tracer the
 * run is the same.
 */
#ifndef SIM_TRACE_H
#define SIM_TRACE_H

#include "hw/board.h"
#include "sim/event.h"

struct tracer {
    struct event_sink sink; /* event is NULL: off */
    uint64_t next_id;
    uint64_t cause; /* of the events to come; 0: none */
    uint64_t last_tick;
    uint32_t seq;
    uint32_t spare;
    uint64_t life_cause; /* of the next change of the machine's state */
    uint64_t irq_cause[16];
    uint64_t nmi_cause;
    uint64_t deadline_cause[DEV_COUNT];
};

static inline bool tracing(const struct tracer *t)
{
    return t->sink.event != NULL;
}

/* Number the event and hand it on; returns its id, 0 when off. */
uint64_t trace_event(struct tracer *t, struct event *e);

/* From now on events are caused by `cause`; returns the one before. */
static inline uint64_t trace_because(struct tracer *t, uint64_t cause)
{
    uint64_t before = t->cause;

    t->cause = cause;
    return before;
}

#endif
