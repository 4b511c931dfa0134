/* SPDX-License-Identifier: MIT
 *
 * sim/trace.c - number, order and cause of events.
 */
#include "sim/trace.h"

uint64_t trace_event(struct tracer *t, struct event *e)
{
    if (!tracing(t))
        return 0;
    if (e->tick != t->last_tick) {
        t->last_tick = e->tick;
        t->seq = 0;
    }
    e->id = ++t->next_id;
    e->seq = t->seq++;
    e->cause = t->cause;
    t->sink.event(t->sink.context, e);
    return e->id;
}
