/* SPDX-License-Identifier: MIT
 *
 * ui/travel.c - the ways through a run.
 *
 * Looking for something in the past, or in a future that may be long: a
 * window of time beside the present is run again, then one four times as
 * long, until it is found or the user breaks off.
 */
#include "ui/travel.h"

#define WINDOW_NS     UINT64_C(20000)
#define WINDOW_MAX_NS UINT64_C(40000000)
#define SLICE_NS      UINT64_C(20000000)
#define ASK_EVERY     2048 /* steps between two looks at the user's keys */
#define MARKS         512

/* A guest that waits for its user would never do anything new. */
#define PATIENCE_NS (20 * NS_PER_SECOND)

static bool broken_off(struct tui *t, uint64_t goal)
{
    return t->progress && !t->progress(t, session_now(t->session), goal);
}

bool travel_to(struct tui *t, uint64_t tick)
{
    return session_seek(t->session, tick, t->progress, t);
}

/* Nothing was found for long: back to where the search began, and the future
 * is as open as it was. */
static bool give_up(struct tui *t, uint64_t start, uint64_t frontier)
{
    session_seek(t->session, start, NULL, NULL);
    session_forget(t->session, frontier);
    tui_say(t, "There is none in the next %u seconds of the guest's time.",
            (unsigned)(PATIENCE_NS / NS_PER_SECOND));
    return false;
}

/* --- routines ---------------------------------------------------------- */

static uint32_t stack_top(const struct session *s)
{
    struct shown_cpu cpu;

    session_cpu(s, &cpu);
    return cpu.stack32 ? cpu.general[4] : cpu.general[4] & 0xffff;
}

static uint32_t place(const struct session *s)
{
    struct shown_cpu cpu;

    session_cpu(s, &cpu);
    return cpu.segment[SHOWN_CS].base + cpu.eip;
}

bool travel_over(struct tui *t)
{
    struct session *s = t->session;
    struct code_line line;
    struct shown_cpu cpu;
    uint32_t top = stack_top(s), behind;

    session_cpu(s, &cpu);
    session_code(s, cpu.eip, &line);
    if (!line.call)
        return session_forward(s);
    behind = line.linear + line.length;
    for (unsigned n = 1; session_forward(s); n++) {
        if (place(s) == behind && stack_top(s) >= top)
            return true;
        if (n % ASK_EVERY == 0 && broken_off(t, session_frontier(s)))
            return false;
    }
    return false;
}

bool travel_out(struct tui *t)
{
    struct session *s = t->session;
    uint32_t top = stack_top(s);

    for (unsigned n = 1; session_forward(s); n++) {
        if (stack_top(s) > top)
            return true;
        if (n % ASK_EVERY == 0 && broken_off(t, session_frontier(s)))
            return false;
    }
    return false;
}

/* The last position in [from, to) at which the stack is at least `top` high,
 * or higher than it; UINT64_MAX: none. */
static uint64_t last_level(struct session *s, uint64_t from, uint64_t to,
                           uint32_t top, bool above)
{
    uint64_t found = UINT64_MAX;

    session_seek(s, from, NULL, NULL);
    while (session_now(s) < to) {
        uint32_t here = stack_top(s);

        if (above ? here > top : here >= top)
            found = session_now(s);
        if (!session_forward(s))
            break;
    }
    return found;
}

/* Back to the last position with a stack as high as now, or higher. */
static bool back_to_level(struct tui *t, bool above)
{
    struct session *s = t->session;
    uint64_t now = session_now(s), end = now, span = WINDOW_NS / 8, found;
    uint32_t top = stack_top(s);

    while (end > 0) {
        uint64_t from = end > span ? end - span : 0;

        found = last_level(s, from, end, top, above);
        if (found != UINT64_MAX)
            return session_seek(s, found, NULL, NULL);
        if (broken_off(t, now))
            break;
        end = from;
        span = span < WINDOW_MAX_NS ? span * 4 : span;
    }
    session_seek(s, now, NULL, NULL);
    return false;
}

bool travel_over_back(struct tui *t)
{
    return back_to_level(t, false);
}

bool travel_out_back(struct tui *t)
{
    return back_to_level(t, true);
}

/* --- steps of the boot ------------------------------------------------- */

/* The next step that was entered before, in this future; UINT64_MAX: none. */
static uint64_t known_step_after(const struct session *s, uint64_t tick)
{
    struct step_mark marks[MARKS];
    unsigned count = session_marks(s, marks, MARKS);

    for (unsigned i = 0; i < count && i < MARKS; i++)
        if (marks[i].tick > tick)
            return marks[i].tick;
    return UINT64_MAX;
}

bool travel_step(struct tui *t)
{
    struct session *s = t->session;
    uint64_t start = session_now(s), frontier = session_frontier(s);
    uint64_t known = known_step_after(s, start);

    if (known != UINT64_MAX)
        return travel_to(t, known);
    if (!travel_to(t, frontier))
        return false;
    while (session_end(s) == END_NOT_YET) {
        if (session_run_to_step(s, session_now(s) + SLICE_NS))
            return true;
        if (session_now(s) > start + PATIENCE_NS)
            return give_up(t, start, frontier);
        if (broken_off(t, session_now(s) + SLICE_NS))
            return false;
    }
    return false;
}

bool travel_step_back(struct tui *t)
{
    struct session *s = t->session;
    struct step_mark marks[MARKS];
    unsigned count = session_marks(s, marks, MARKS);
    uint64_t now = session_now(s), best = 0;

    for (unsigned i = 0; i < count && i < MARKS; i++)
        if (marks[i].tick < now)
            best = marks[i].tick;
    return now > 0 && travel_to(t, best);
}

/* --- events ------------------------------------------------------------ */

struct finding {
    const struct wanted *wanted;
    uint64_t from, before; /* events at `from` count, at `before` not */
    uint64_t first, last;  /* ticks of what was found */
    bool found;
};

static void on_event(void *context, const struct event *e)
{
    struct finding *f = context;

    if (e->tick < f->from || e->tick >= f->before ||
        !f->wanted->match(f->wanted->context, e))
        return;
    if (!f->found)
        f->first = e->tick;
    f->last = e->tick;
    f->found = true;
}

bool travel_event(struct tui *t, const struct wanted *wanted)
{
    struct session *s = t->session;
    uint64_t start = session_now(s), from = start, span = WINDOW_NS;
    uint64_t frontier = session_frontier(s);
    struct finding f = {
        .wanted = wanted, .from = start + 1, .before = UINT64_MAX};

    do {
        if (from > start + PATIENCE_NS)
            return give_up(t, start, frontier);
        session_events(s, from, from + span, wanted->detail,
                       (struct event_sink){on_event, &f});
        if (f.found)
            return travel_to(t, f.first);
        from += span;
        span = span < WINDOW_MAX_NS ? span * 4 : span;
        /* Go along, so that a window costs no more than its length. */
    } while (session_seek(s, from, NULL, NULL) &&
             !broken_off(t, session_frontier(s)));
    return false;
}

bool travel_event_back(struct tui *t, const struct wanted *wanted)
{
    struct session *s = t->session;
    uint64_t start = session_now(s), end = start, span = WINDOW_NS;

    while (end > 0) {
        struct finding f = {.wanted = wanted,
                            .from = end > span ? end - span : 0,
                            .before = end};

        session_events(s, f.from, end, wanted->detail,
                       (struct event_sink){on_event, &f});
        if (f.found && (!travel_to(t, f.last) || session_now(s) < start))
            return session_now(s) < start;
        if (broken_off(t, 0))
            return false;
        /* In the middle of the last instruction there is no place to stop. */
        end = f.found ? f.last : f.from;
        span = span < WINDOW_MAX_NS ? span * 4 : span;
    }
    return false;
}
