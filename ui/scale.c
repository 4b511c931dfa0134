/* SPDX-License-Identifier: MIT
 *
 * ui/scale.c - placing the columns of the timeline around the present.
 */
#include "ui/scale.h"

uint64_t scale_start(const struct scale *s, unsigned column)
{
    return s->start + (s->end - s->start) / s->columns * column +
           (s->end - s->start) % s->columns * column / s->columns;
}

static void place_time(struct tui *t, struct scale *s)
{
    uint64_t now = session_now(t->session), end = UINT64_MAX;

    s->strip = t->milestones.strips.whole;
    if (t->zoom == ZOOM_MILESTONES) {
        s->strip = strips_at(&t->milestones.strips, now, &end);
        s->lane = STRIP_MILESTONES;
    }
    if (!s->strip)
        return;
    s->start = s->strip->start;
    s->reached = session_frontier(t->session);
    s->end = end < s->reached ? end : s->reached;
    if (s->end < s->start + s->columns)
        s->end = s->start + s->columns;
    while (s->now + 1 < s->columns && scale_start(s, s->now + 1) <= now)
        s->now++;
}

static void place_events(struct tui *t, struct scale *s)
{
    const struct event_list *list = &t->list;
    unsigned shown = s->columns - 1, before = shown * 2 / 3;

    s->list = list;
    if (list->next > before)
        s->first = list->next - before;
    if (list->selected < s->first)
        s->first = list->selected;
    if (list->selected >= s->first + shown)
        s->first = list->selected + 1 - shown;
    s->now = list->next > s->first ? list->next - s->first : 0;
    if (s->now >= s->columns)
        s->now = s->columns - 1;
}

unsigned scale_column(const struct scale *s, unsigned i)
{
    return i - s->first + (i >= s->list->next);
}

bool scale_place(struct tui *t, unsigned columns, struct scale *s)
{
    *s = (struct scale){.columns = columns};
    if (t->zoom <= ZOOM_MILESTONES)
        place_time(t, s);
    else
        place_events(t, s);
    return s->strip || s->list;
}

unsigned scale_next_lane(unsigned lane)
{
    if (lane == STRIP_MILESTONES)
        return LANE_CPU;
    if (lane == LANE_NOBODY)
        return STRIP_SERIES;
    lane++;
    return lane == LANE_DEVICE + session_devices() ? LANE_NOBODY : lane;
}

const char *scale_lane_name(unsigned lane)
{
    return lane == STRIP_MILESTONES ? "milestones" : lane_name(lane);
}
