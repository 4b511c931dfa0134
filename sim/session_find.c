/* SPDX-License-Identifier: MIT
 *
 * sim/session_find.c - to the next position at which a moment comes, or back
 * to the last one.
 *
 * Forward the run goes on until one comes. Back, the stretch from the last key
 * frame to the present is run again, then the one before it, until one has a
 * moment in it. A moment that counts is followed from the beginning of the
 * run.
 */
#include <stdlib.h>

#include "sim/inspect.h"
#include "sim/session_state.h"

#define SLICE_NS UINT64_C(20000000)

/* A guest that waits for its user would never do anything new. */
#define PATIENCE_NS (20 * NS_PER_SECOND)

struct finder {
    struct session *s;
    struct search search;
    bool (*progress)(void *context, uint64_t now, uint64_t goal);
    void *context;
    uint64_t start; /* where the search began */
    bool broken_off;
};

static uint64_t first_position(const struct finder *f)
{
    return f->s->timeline.frames[0]->tick;
}

static bool any_counted(const struct finder *f)
{
    bool counted = false;

    for (unsigned i = 0; i < f->search.count; i++)
        counted = counted || moment_is_counted(&f->search.moments[i]);
    return counted;
}

static bool any_text(const struct finder *f)
{
    bool text = false;

    for (unsigned i = 0; i < f->search.count; i++)
        for (unsigned j = 0; j < f->search.moments[i].terms; j++)
            text = text || f->search.moments[i].term[j].kind == MOMENT_SCREEN;
    return text;
}

/* Follow the moments from `tick` on, or from as far before it as they need:
 * whether a text is new can be told only between two looks at the screen. */
static void begin(struct finder *f, uint64_t tick)
{
    const struct moment_view view = {&f->s->machine, &f->s->play.tail,
                                     LOOK_SCREEN, false};

    if (any_text(f))
        tick -= tick % SCREEN_EVERY_NS;
    if (any_counted(f) || tick < first_position(f))
        tick = first_position(f);
    if (tick < session_now(f->s))
        session_seek(f->s, tick, NULL, NULL);
    for (unsigned i = 0; i < f->search.count; i++)
        moment_begin(&f->search.moments[i], &f->search.play[i], &view, true);
}

/* Run on to `to`, or until enough is found. */
static void follow(struct finder *f, uint64_t to)
{
    struct session *s = f->s;
    bool on = true;

    s->search = &f->search;
    while (on && session_now(s) < to) {
        uint64_t left = to - session_now(s);

        on = session_run(s,
                         session_now(s) + (left < SLICE_NS ? left : SLICE_NS));
        if (f->search.first && f->search.found)
            break;
        f->broken_off =
            f->progress && !f->progress(f->context, session_now(s), to);
        on = on && !f->broken_off;
    }
    s->search = NULL;
}

static void find_ahead(struct finder *f)
{
    struct session *s = f->s;
    uint64_t frontier = session_frontier(s);
    uint64_t limit = f->start + PATIENCE_NS;

    f->search.after = f->start;
    f->search.before = UINT64_MAX;
    f->search.first = true;
    begin(f, f->start);
    follow(f, frontier > limit ? frontier : limit);
    if (f->search.found)
        session_seek(s, f->search.tick, NULL, NULL);
    else if (!f->broken_off && session_end(s) == END_NOT_YET)
        session_seek(s, f->start, NULL, NULL);
    session_forget(s, frontier > session_now(s) ? frontier : session_now(s));
}

/* The last lasting key frame before `tick`. */
static uint64_t frame_before(const struct timeline *t, uint64_t tick)
{
    uint32_t low = 0, high = t->frame_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (t->frames[middle]->tick < tick)
            low = middle;
        else
            high = middle;
    }
    return t->frames[low]->tick;
}

static void find_back(struct finder *f)
{
    uint64_t end = f->start;
    bool counted = any_counted(f);

    f->search.before = f->start;
    f->search.first = false;
    while (end > first_position(f) && !f->search.found && !f->broken_off) {
        uint64_t from =
            counted ? first_position(f) : frame_before(&f->s->timeline, end);

        session_seek(f->s, from, NULL, NULL);
        begin(f, from);
        follow(f, end);
        end = from;
    }
    session_seek(f->s,
                 f->search.found && !f->broken_off ? f->search.tick : f->start,
                 NULL, NULL);
}

enum find_end session_find(struct session *s, const struct moment_search *what,
                           bool (*progress)(void *context, uint64_t now,
                                            uint64_t goal),
                           void *context, unsigned *which)
{
    const struct event_sink sink = s->sink;
    const struct tracer tracer = s->machine.board.tracer;
    struct finder f = {
        .s = s,
        .search = {.moments = what->moments, .count = what->count},
        .progress = progress,
        .context = context,
        .start = session_now(s),
    };

    if (!s->timeline.on || !what->count)
        return FIND_NONE;
    f.search.play = calloc(what->count, sizeof *f.search.play);
    if (!f.search.play)
        return FIND_NONE;
    session_listen(s, (struct event_sink){0}, s->detail);
    if (what->back)
        find_back(&f);
    else
        find_ahead(&f);
    s->machine.board.tracer = tracer;
    session_listen(s, sink, s->detail);
    free(f.search.play);
    *which = f.search.which;
    if (f.broken_off)
        return FIND_BROKEN_OFF;
    return f.search.found ? FIND_FOUND : FIND_NONE;
}
