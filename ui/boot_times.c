/* SPDX-License-Identifier: MIT
 *
 * ui/boot_times.c - how long each step of a boot took, out of its events.
 */
#include "ui/boot_times.h"

static struct boot_span *last_span(struct boot_times *t)
{
    return &t->span[t->count - 1];
}

static void close_span(struct boot_times *t, uint64_t tick, uint64_t icount)
{
    struct boot_span *span = last_span(t);

    if (t->halted) {
        span->waiting += tick - t->hlt_tick;
        t->hlt_tick = tick;
    }
    span->end = tick;
    span->instructions += icount - t->icount;
    t->icount = icount;
}

static void open_span(struct boot_times *t, const struct event *e,
                      unsigned step)
{
    if (t->count)
        close_span(t, e->tick, e->icount);
    if (t->count == BOOT_SPANS) {
        t->full = true;
        return;
    }
    t->span[t->count++] = (struct boot_span){
        .step = (enum step)step,
        .start = e->tick,
        .end = e->tick,
    };
    if (e->kind == EV_PHASE)
        event_sentence(e, last_span(t)->evidence, EVIDENCE_MAX);
}

void boot_times_add(struct boot_times *t, const struct event *e)
{
    if (!t->count)
        open_span(t, e, e->step);
    if (t->halted) {
        last_span(t)->waiting += e->tick - t->hlt_tick;
        t->hlt_tick = e->tick;
    }
    if (e->kind == EV_PHASE)
        open_span(t, e, e->arg[1]);
    last_span(t)->events++;
    last_span(t)->exits += e->kind == EV_EXIT;
    /* The first interrupt that is taken ends the wait. */
    if (e->kind == EV_HLT) {
        t->halted = true;
        t->hlt_tick = e->tick;
    } else if (e->kind == EV_INTR || e->kind == EV_NMI || e->kind == EV_RESET) {
        t->halted = false;
    }
}

void boot_times_end(struct boot_times *t, uint64_t tick, uint64_t icount)
{
    if (t->count)
        close_span(t, tick, icount);
}

bool boot_times_step(const struct boot_times *t, enum step step,
                     struct boot_span *sum)
{
    bool reached = false;

    *sum = (struct boot_span){.step = step};
    for (unsigned i = 0; i < t->count; i++) {
        const struct boot_span *span = &t->span[i];

        if (span->step != step)
            continue;
        reached = true;
        sum->end += boot_span_time(span);
        sum->waiting += span->waiting;
        sum->instructions += span->instructions;
        sum->events += span->events;
        sum->exits += span->exits;
    }
    return reached;
}
