/* SPDX-License-Identifier: MIT
 *
 * ui/event_list.c - the events around the present position. Milestones are
 * few and kept; the rest is found by running the time around again.
 */
#include "ui/event_list.h"
#include "ui/pace.h"

#include <stdlib.h>
#include <string.h>

/* A part of the milestones: the first one, which has the whole of a common
 * boot, the smallest one, and how long one may take. */
#define PART_FIRST_NS (5 * NS_PER_SECOND)
#define PART_MIN_NS   UINT64_C(100000000)
#define PART_WALL_NS  UINT64_C(100000000)

#define SPAN_NS       UINT64_C(2000)
#define SPAN_MAX_NS   UINT64_C(400000000)

const char *const zoom_name[ZOOM_COUNT] = {
    [ZOOM_STEPS] = "steps",
    [ZOOM_MILESTONES] = "milestones",
    [ZOOM_TRANSACTIONS] = "transactions",
    [ZOOM_INSTRUCTIONS] = "instructions",
};

static bool is_milestone(const struct event *e)
{
    switch (e->kind) {
    case EV_PHASE:
    case EV_FAULT:
    case EV_VM_STATE:
    case EV_HOST_MEMORY:
    case EV_HOST_IMAGE:
    case EV_HOST_VCPU:
    case EV_HOST_DEVICE:
    case EV_POST_CODE:
    case EV_MODE:
    case EV_CR0:
    case EV_GDTR:
    case EV_IDTR:
    case EV_TR:
    case EV_A20:
    case EV_VIDEO_MODE:
    case EV_RESET:
    case EV_TRIPLE_FAULT:
    case EV_TASK_SWITCH:
    case EV_NMI:
    case EV_SOFT_OFF:
        return true;
    default:
        return false;
    }
}

bool zoom_shows(enum zoom zoom, const struct event *e)
{
    switch (zoom) {
    case ZOOM_STEPS:
        return e->kind == EV_PHASE || e->kind == EV_TRIPLE_FAULT;
    case ZOOM_MILESTONES:
        return is_milestone(e);
    case ZOOM_TRANSACTIONS:
        return event_info[e->kind].category != EVC_INSN &&
               event_info[e->kind].category != EVC_MEMORY &&
               e->kind != EV_EXIT && e->kind != EV_ENTRY;
    default:
        return true;
    }
}

/* --- milestones -------------------------------------------------------- */

static void add_milestone(struct milestones *m, const struct event *e)
{
    if (!is_milestone(e))
        return;
    if (m->count == m->room) {
        unsigned room = m->room ? 2 * m->room : 256;
        struct event *grown = realloc(m->events, room * sizeof(*grown));

        if (!grown)
            return;
        m->events = grown;
        m->room = room;
    }
    m->events[m->count++] = *e;
}

static void add_event(struct milestones *m, const struct event *e)
{
    add_milestone(m, e);
    strips_add(&m->strips, e, is_milestone(e));
}

void milestones_opening(void *context, const struct event *e)
{
    struct milestones *m = context;

    add_event(m, e);
    m->opening = m->count;
}

void milestones_free(struct milestones *m)
{
    free(m->events);
    strips_free(&m->strips);
    *m = (struct milestones){0};
}

struct collecting {
    struct milestones *milestones;
    uint64_t from, to;
};

static void on_event_of_past(void *context, const struct event *e)
{
    struct collecting *c = context;

    if (e->tick >= c->from && e->tick < c->to)
        add_event(c->milestones, e);
}

/* What comes before the first instruction is not run again. */
static void forget(struct milestones *m, uint64_t from)
{
    m->covered = strips_forget(&m->strips, from);
    while (m->count > m->opening && m->events[m->count - 1].tick >= m->covered)
        m->count--;
    if (m->covered)
        return;
    strips_free(&m->strips);
    for (unsigned i = 0; i < m->opening; i++)
        strips_add(&m->strips, &m->events[i], true);
}

/* After a branch, what lay ahead of it has become void. */
static void forget_void(struct milestones *m, const struct session *s)
{
    uint64_t from, changes = session_changes(s, &from);

    if (changes == m->changes)
        return;
    if (changes > m->changes + 1)
        from = 0;
    m->changes = changes;
    if (from < m->covered)
        forget(m, from);
}

bool milestones_behind(const struct milestones *m, const struct session *s)
{
    return m->covered < session_frontier(s);
}

/* How much is taken in at a time depends on how long it took; what is seen of
 * the run does not. */
static void choose_part(struct milestones *m, uint64_t wall)
{
    if (wall < PART_WALL_NS / 2)
        m->part *= 2;
    else if (wall > PART_WALL_NS && m->part > PART_MIN_NS)
        m->part /= 2;
}

static void update_milestones(struct milestones *m, struct session *s)
{
    struct collecting c = {.milestones = m, .to = session_frontier(s)};
    uint64_t wall = wall_now();

    forget_void(m, s);
    c.from = m->covered;
    if (!m->part)
        m->part = PART_FIRST_NS;
    if (m->in_parts && c.to > c.from && c.to - c.from > m->part)
        c.to = c.from + m->part;
    if (c.to <= c.from)
        return;
    session_events(s, c.from, c.to, false,
                   (struct event_sink){on_event_of_past, &c});
    m->covered = c.to;
    strips_reached(&m->strips, c.to);
    choose_part(m, wall_now() - wall);
}

/* --- the list ---------------------------------------------------------- */

static void append(struct event_list *list, const struct event *e)
{
    if (list->count < ARRAY_LEN(list->events))
        list->events[list->count++] = *e;
}

static void take_milestones(struct event_list *list, const struct milestones *m)
{
    unsigned past = 0, skip;

    for (unsigned i = 0; i < m->count; i++)
        past += zoom_shows(list->zoom, &m->events[i]) &&
                m->events[i].tick < list->now;
    skip = past > LIST_PAST ? past - LIST_PAST : 0;
    for (unsigned i = 0; i < m->count; i++) {
        if (!zoom_shows(list->zoom, &m->events[i]))
            continue;
        if (skip)
            skip--;
        else
            append(list, &m->events[i]);
    }
}

/* What a stretch of time gave: the last ones before `now`, the first after. */
struct window {
    enum zoom zoom;
    uint64_t from, now, to;
    struct event past[LIST_PAST], future[LIST_FUTURE];
    unsigned past_count, future_count; /* seen; only so many are kept */
};

static void on_event(void *context, const struct event *e)
{
    struct window *w = context;

    if (!zoom_shows(w->zoom, e) || e->tick < w->from || e->tick >= w->to)
        return;
    if (e->tick < w->now)
        w->past[w->past_count++ % LIST_PAST] = *e;
    else if (w->future_count < LIST_FUTURE)
        w->future[w->future_count++] = *e;
}

/* Run windows again that grow into the past until enough was seen. */
static void look_around(struct window *w, struct session *s)
{
    bool detail = w->zoom == ZOOM_INSTRUCTIONS;

    for (uint64_t span = SPAN_NS;; span *= 8) {
        w->past_count = w->future_count = 0;
        w->from = w->now > span ? w->now - span : 0;
        w->to = w->now + span;
        if (w->to > session_frontier(s))
            w->to = session_frontier(s);
        if (w->to < w->now)
            w->to = w->now;
        session_events(s, w->from, w->to, detail,
                       (struct event_sink){on_event, w});
        if (w->past_count >= LIST_PAST / 2 || w->from == 0 ||
            span >= SPAN_MAX_NS)
            return;
    }
}

static void take_window(struct event_list *list, struct session *s)
{
    static struct window w; /* too large for a stack */
    unsigned first;

    w.zoom = list->zoom;
    w.now = list->now;
    look_around(&w, s);
    first = w.past_count > LIST_PAST ? w.past_count - LIST_PAST : 0;
    for (unsigned i = first; i < w.past_count; i++)
        append(list, &w.past[i % LIST_PAST]);
    for (unsigned i = 0; i < w.future_count; i++)
        append(list, &w.future[i]);
}

/* What comes before the first instruction cannot be run again, only kept. */
static void take_opening(struct event_list *list, const struct milestones *m)
{
    for (unsigned i = 0; i < m->count && m->events[i].tick == 0; i++)
        if (event_info[m->events[i].kind].category == EVC_HOST)
            append(list, &m->events[i]);
}

/* Long enough for an instruction, the last one. */
#define LAST_NS 1000

static bool is_over(const struct session *s)
{
    return session_end(s) >= END_SHUT_DOWN && session_end(s) <= END_NO_MEMORY;
}

/* What the next instruction will do, where nothing was run yet; at the end of
 * the machine's life, how it came to it. */
static void on_next(void *context, const struct event *e)
{
    struct event_list *list = context;

    if (e->tick == list->now && zoom_shows(list->zoom, e))
        append(list, e);
}

static void take_next(struct event_list *list, struct session *s)
{
    uint64_t from = list->now;

    if (list->now < session_frontier(s) ||
        (session_end(s) != END_NOT_YET && !is_over(s)))
        return;
    if (is_over(s))
        from = from > LAST_NS ? from - LAST_NS : 0;
    session_events(s, from, list->now + 1, list->zoom == ZOOM_INSTRUCTIONS,
                   (struct event_sink){on_next, list});
}

/* The event at the present, or the last one before it. */
static unsigned present(const struct event_list *list)
{
    if (list->next < list->count && list->events[list->next].tick == list->now)
        return list->next;
    return list->next ? list->next - 1 : 0;
}

static void select_present(struct event_list *list)
{
    list->next = list->over ? list->count : 0;
    while (list->next < list->count &&
           list->events[list->next].tick < list->now)
        list->next++;
    list->selected = present(list);
}

/* More milestones came in; what the user selected stays so. */
static void extend(struct event_list *list, const struct milestones *m,
                   struct session *s)
{
    const struct event *e = event_list_selected(list);
    struct event selected = e ? *e : (struct event){0};
    bool chosen = e && list->selected != present(list);

    list->count = 0;
    take_milestones(list, m);
    take_next(list, s);
    select_present(list);
    for (unsigned i = 0; chosen && i < list->count; i++)
        if (list->events[i].tick == selected.tick &&
            list->events[i].kind == selected.kind &&
            list->events[i].seq == selected.seq)
            list->selected = i;
}

void event_list_update(struct event_list *list, struct milestones *m,
                       struct session *s, enum zoom zoom)
{
    uint64_t from, changes = session_changes(s, &from);
    bool behind = milestones_behind(m, s);

    update_milestones(m, s);
    if (list->valid && list->zoom == zoom && list->now == session_now(s) &&
        list->frontier == session_frontier(s) && list->changes == changes) {
        if (behind && zoom <= ZOOM_MILESTONES)
            extend(list, m, s);
        return;
    }
    list->changes = changes;
    list->zoom = zoom;
    list->now = session_now(s);
    list->count = 0;
    if (zoom <= ZOOM_MILESTONES) {
        take_milestones(list, m);
    } else {
        if (list->now == 0)
            take_opening(list, m);
        take_window(list, s);
    }
    take_next(list, s);
    list->over = is_over(s);
    list->frontier = session_frontier(s);
    select_present(list);
    list->valid = true;
}

const struct event *event_list_selected(const struct event_list *list)
{
    return list->selected < list->count ? &list->events[list->selected] : NULL;
}
