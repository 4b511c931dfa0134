/* SPDX-License-Identifier: MIT
 *
 * ui/timeline_words.c - the timeline in words: of each lane how much there
 * was, or what was last and what is next.
 */
#include <inttypes.h>
#include <stdio.h>

#include "ui/scale.h"

/* How much there was on a lane before and after the present. */
static unsigned say_counts(struct tui *t, struct canvas *c, unsigned row,
                           const struct scale *s, unsigned lane)
{
    uint64_t now = session_now(t->session) + 1;
    uint64_t before = strip_sum(s->strip, lane, s->start, now);
    uint64_t after = strip_sum(s->strip, lane, now, s->end);

    if (lane == LANE_CPU)
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "processor: halted %u %% of the time before now, %u %% "
                    "after",
                    strip_waiting(s->strip, s->start, now),
                    strip_waiting(s->strip, now, s->end));
    if (before || after)
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "%s: %" PRIu64 " before now, %" PRIu64 " after",
                    scale_lane_name(lane), before, after);
    return row;
}

static unsigned say_event(struct canvas *c, unsigned row, const char *when,
                          const struct event *e)
{
    char text[400];

    if (!e)
        return row;
    event_sentence(e, text, sizeof(text));
    canvas_text(c, row, 0, STYLE_PLAIN,
                "%s, %s %" PRIu64 ".%09" PRIu64 " s: %s", lane_name(lane_of(e)),
                when, e->tick / NS_PER_SECOND, e->tick % NS_PER_SECOND, text);
    return row + 1;
}

/* The last event of a lane before the present, and the first after it. */
static unsigned say_events(struct tui *t, struct canvas *c, unsigned row,
                           unsigned lane)
{
    const struct event_list *list = &t->list;
    const struct event *last = NULL, *next = NULL;

    for (unsigned i = 0; i < list->count && !next; i++) {
        if (lane_of(&list->events[i]) != lane)
            continue;
        if (i < list->next)
            last = &list->events[i];
        else
            next = &list->events[i];
    }
    row = say_event(c, row, "last", last);
    return say_event(c, row, "next", next);
}

void timeline_words(struct tui *t, struct canvas *c, const struct scale *s)
{
    unsigned row = 0;

    if (s->strip)
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    t->zoom == ZOOM_STEPS ? "Events of the whole run"
                                          : "Events of the present step");
    for (unsigned lane = s->lane; lane != STRIP_SERIES;
         lane = scale_next_lane(lane))
        row = s->strip ? say_counts(t, c, row, s, lane)
                       : say_events(t, c, row, lane);
}
