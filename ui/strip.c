/* SPDX-License-Identifier: MIT
 *
 * ui/strip.c - counting events in buckets of time that grow with the run.
 */
#include "ui/strip.h"

#include <stdlib.h>
#include <string.h>

/* --- one strip --------------------------------------------------------- */

static void halve(struct strip *s)
{
    for (unsigned i = 0; i < STRIP_BUCKETS; i++) {
        bool filled = i < STRIP_BUCKETS / 2;

        for (unsigned n = 0; n < STRIP_SERIES; n++)
            s->count[n][i] =
                filled ? s->count[n][2 * i] + s->count[n][2 * i + 1] : 0;
        s->waiting[i] = filled ? s->waiting[2 * i] + s->waiting[2 * i + 1] : 0;
    }
    s->bucket_ns *= 2;
}

static unsigned bucket_of(struct strip *s, uint64_t tick)
{
    while ((tick - s->start) / s->bucket_ns >= STRIP_BUCKETS)
        halve(s);
    return (unsigned)((tick - s->start) / s->bucket_ns);
}

static void count(struct strip *s, uint64_t tick, unsigned series)
{
    if (tick >= s->counted)
        s->count[series][bucket_of(s, tick)]++;
}

static void wait(struct strip *s, uint64_t from, uint64_t to)
{
    if (from < s->counted)
        from = s->counted;
    if (from < to)
        bucket_of(s, to); /* so that it fits */
    while (from < to) {
        unsigned bucket = bucket_of(s, from);
        uint64_t end = s->start + (bucket + 1) * s->bucket_ns;

        end = end < to ? end : to;
        s->waiting[bucket] += end - from;
        from = end;
    }
}

/* Empty from the bucket of `tick` on. */
static void cut(struct strip *s, uint64_t tick)
{
    unsigned first = tick > s->start ? bucket_of(s, tick) : 0;

    for (unsigned i = first; i < STRIP_BUCKETS; i++) {
        for (unsigned n = 0; n < STRIP_SERIES; n++)
            s->count[n][i] = 0;
        s->waiting[i] = 0;
    }
    s->counted = s->start + first * s->bucket_ns;
}

uint64_t strip_bucket_start(const struct strip *s, uint64_t tick)
{
    return tick - (tick - s->start) % s->bucket_ns;
}

/* The buckets that begin in [from, to). */
static void span(const struct strip *s, uint64_t from, uint64_t to,
                 unsigned *first, unsigned *last)
{
    uint64_t a = from > s->start ? from - s->start + s->bucket_ns - 1 : 0;
    uint64_t b = to > s->start ? to - s->start + s->bucket_ns - 1 : 0;

    a /= s->bucket_ns;
    b /= s->bucket_ns;
    *first = a < STRIP_BUCKETS ? (unsigned)a : STRIP_BUCKETS;
    *last = b < STRIP_BUCKETS ? (unsigned)b : STRIP_BUCKETS;
}

uint64_t strip_sum(const struct strip *s, unsigned series, uint64_t from,
                   uint64_t to)
{
    unsigned i, last;
    uint64_t sum = 0;

    for (span(s, from, to, &i, &last); i < last; i++)
        sum += s->count[series][i];
    return sum;
}

unsigned strip_waiting(const struct strip *s, uint64_t from, uint64_t to)
{
    unsigned first, last;
    uint64_t sum = 0, whole;

    span(s, from, to, &first, &last);
    whole = (last - first) * s->bucket_ns;
    for (unsigned i = first; i < last; i++)
        sum += s->waiting[i];
    return whole ? (unsigned)(sum / (whole / 100 + 1)) : 0;
}

/* --- all of them ------------------------------------------------------- */

static struct strip *strip_new(uint64_t start, enum step step)
{
    struct strip *s = calloc(1, sizeof(*s));

    if (s) {
        s->start = start;
        s->counted = start;
        s->bucket_ns = 1;
        s->step = step;
    }
    return s;
}

static struct strip *last_of(const struct strips *all)
{
    return all->of_step[all->count - 1];
}

/* A step begins. Those that take no time share a strip. */
static void open_step(struct strips *all, uint64_t tick, enum step step)
{
    struct strip *s;

    if (all->count && tick <= last_of(all)->start) {
        if (tick == last_of(all)->start)
            last_of(all)->step = step;
        return;
    }
    if (all->count == STRIPS)
        return;
    s = strip_new(tick, step);
    if (s)
        all->of_step[all->count++] = s;
}

static void wait_until(struct strips *all, uint64_t tick)
{
    if (!all->halted)
        return;
    wait(all->whole, all->hlt_tick, tick);
    wait(last_of(all), all->hlt_tick, tick);
    all->hlt_tick = tick;
}

static void count_both(struct strips *all, uint64_t tick, unsigned series)
{
    count(all->whole, tick, series);
    count(last_of(all), tick, series);
}

void strips_add(struct strips *all, const struct event *e, bool milestone)
{
    if (!all->whole)
        all->whole = strip_new(0, e->step);
    if (all->whole && !all->count)
        open_step(all, e->tick, e->step);
    if (!all->count)
        return;
    wait_until(all, e->tick);
    if (e->kind == EV_PHASE)
        open_step(all, e->tick, (enum step)e->arg[1]);
    count_both(all, e->tick, lane_of(e));
    if (milestone)
        count_both(all, e->tick, STRIP_MILESTONES);
    if (e->kind == EV_EXIT && e->arg[0] < EXIT_COUNT)
        count_both(all, e->tick, STRIP_EXITS + e->arg[0]);
    if (e->kind == EV_HLT) {
        all->halted = true;
        all->hlt_tick = e->tick;
    } else if (e->kind == EV_INTR || e->kind == EV_NMI || e->kind == EV_RESET) {
        all->halted = false;
    }
}

void strips_reached(struct strips *all, uint64_t tick)
{
    if (all->count)
        wait_until(all, tick);
}

uint64_t strips_forget(struct strips *all, uint64_t tick)
{
    uint64_t from;

    while (all->count > 1 && last_of(all)->start >= tick)
        free(all->of_step[--all->count]);
    all->halted = false;
    if (!all->count)
        return 0;
    cut(all->whole, tick);
    cut(last_of(all), tick);
    from = last_of(all)->counted;
    return all->whole->counted < from ? all->whole->counted : from;
}

void strips_free(struct strips *all)
{
    for (unsigned i = 0; i < all->count; i++)
        free(all->of_step[i]);
    free(all->whole);
    *all = (struct strips){0};
}

const struct strip *strips_at(const struct strips *all, uint64_t tick,
                              uint64_t *end)
{
    unsigned i = all->count;

    *end = UINT64_MAX;
    if (!i)
        return NULL;
    while (--i > 0 && all->of_step[i]->start > tick)
        *end = all->of_step[i]->start;
    return all->of_step[i];
}
