/* SPDX-License-Identifier: MIT
 *
 * ui/view_timeline.c - who did what and when, a lane each: at the zoom of
 * steps over the whole run, at that of milestones over the present step, and
 * further in event by event. A bar stands at the present.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ui/scale.h"
#include "ui/scroll.h"
#include "ui/travel.h"

#define MARKS 512
#define LABEL 11u /* columns before a lane */
#define ENTER '\r'

/* --- lanes ------------------------------------------------------------- */

/* The more, the darker. */
static char density(uint64_t count)
{
    return count == 0 ? ' ' : count < 10 ? '.' : count < 100 ? ':' : '#';
}

/* How much of the time the processor ran. */
static char load(unsigned waiting)
{
    return waiting > 95 ? ' ' : waiting > 66 ? '.' : waiting > 33 ? ':' : '#';
}

static void lane_of_time(const struct scale *s, unsigned lane, char *text)
{
    for (unsigned i = 0; i < s->columns; i++) {
        uint64_t from = scale_start(s, i), to = scale_start(s, i + 1);

        if (from > s->reached)
            return;
        text[i] = lane == LANE_CPU
                      ? load(strip_waiting(s->strip, from, to))
                      : density(strip_sum(s->strip, lane, from, to));
    }
}

static void lane_of_events(const struct scale *s, unsigned lane, char *text)
{
    for (unsigned i = s->first; i < s->list->count; i++) {
        unsigned column = scale_column(s, i);

        if (column < s->columns && lane_of(&s->list->events[i]) == lane)
            text[column] = lane_sign(&s->list->events[i]);
    }
}

/* The cells of a lane; false: it is silent here. */
static bool lane_text(const struct scale *s, unsigned lane, char *text)
{
    memset(text, ' ', s->columns);
    text[s->columns] = '\0';
    if (s->strip)
        lane_of_time(s, lane, text);
    else
        lane_of_events(s, lane, text);
    return strspn(text, " ") < s->columns;
}

static void draw_lane(struct canvas *c, unsigned row, const struct scale *s,
                      unsigned lane, char *text)
{
    if (text[s->now] == ' ')
        text[s->now] = '|';
    canvas_text(c, row, 0, STYLE_PLAIN, "%-*.*s%s", (int)LABEL, (int)LABEL - 1,
                scale_lane_name(lane), text);
    canvas_style(c, row, LABEL + s->now, 1, STYLE_HERE);
}

/* The phase that the boot is in at `tick`. */
static unsigned phase_at(const struct step_mark *marks, unsigned count,
                         uint64_t tick)
{
    unsigned phase = PHASE_POWER_ON;

    for (unsigned i = 0; i < count && marks[i].tick <= tick; i++)
        phase = step_info[marks[i].step].phase;
    return phase;
}

/* The phases as bars, each with its name as far as it fits. */
static void draw_phases(struct tui *t, struct canvas *c, unsigned row,
                        const struct scale *s)
{
    struct step_mark marks[MARKS];
    unsigned count = session_marks(t->session, marks, MARKS);
    unsigned phase = PHASE_COUNT;
    const char *title = "";
    char text[CANVAS_COLUMNS + 1];

    count = count < MARKS ? count : MARKS;
    for (unsigned i = 0; i < s->columns; i++) {
        unsigned here = phase_at(marks, count, scale_start(s, i + 1) - 1);

        text[i] = here != phase ? '[' : *title ? *title++ : '=';
        if (here != phase)
            title = phase_info[here].title;
        phase = here;
    }
    text[s->columns] = '\0';
    canvas_text(c, row, 0, STYLE_PLAIN, "%-*s%s", (int)LABEL, "phases", text);
    canvas_style(c, row, LABEL + s->now, 1, STYLE_HERE);
}

/* The lanes in which something happens, from the one scrolled to; returns the
 * row after them. */
static unsigned draw_lanes(struct tui *t, struct canvas *c,
                           const struct scale *s)
{
    char text[CANVAS_COLUMNS + 1];
    unsigned row = 0, skip = t->scroll[VIEW_timeline];

    if (t->zoom == ZOOM_STEPS && !skip)
        draw_phases(t, c, row++, s);
    for (unsigned lane = s->lane; lane != STRIP_SERIES;
         lane = scale_next_lane(lane)) {
        if (!lane_text(s, lane, text))
            continue;
        if (skip) {
            skip--;
        } else if (row == c->rows) {
            canvas_text(c, row - 1, c->columns - 6, STYLE_TITLE, " more ");
            return row;
        } else {
            draw_lane(c, row++, s, lane, text);
        }
    }
    return row;
}

/* --- the axis ---------------------------------------------------------- */

static void say_time(const struct scale *s, uint64_t tick, char *text,
                     size_t size)
{
    if (s->list || s->end - s->start < 1000000)
        snprintf(text, size, "%" PRIu64 ".%09" PRIu64 " s",
                 tick / NS_PER_SECOND, tick % NS_PER_SECOND);
    else
        snprintf(text, size, "%" PRIu64 ".%06" PRIu64 " s",
                 tick / NS_PER_SECOND, tick / 1000 % 1000000);
}

static void ends_of(const struct scale *s, uint64_t *start, uint64_t *end)
{
    const struct event_list *list = s->list;
    unsigned last;

    *start = s->start;
    *end = s->end;
    if (s->strip || !list->count)
        return;
    last = s->first + s->columns - 2;
    if (last >= list->count)
        last = list->count - 1;
    *start = list->events[s->first].tick;
    *end = list->events[last].tick;
}

/* The times at both ends, beside the sign of the present. */
static void draw_axis(struct canvas *c, const struct scale *s)
{
    char left[40], right[40];
    unsigned left_at = LABEL, right_at, now = LABEL + s->now;
    uint64_t start, end;

    ends_of(s, &start, &end);
    say_time(s, start, left, sizeof(left));
    say_time(s, end, right, sizeof(right));
    right_at = c->columns - (unsigned)strlen(right);
    if (now < LABEL + strlen(left))
        left_at = now + 2;
    if (now >= right_at)
        right_at = now - 1 - (unsigned)strlen(right);
    for (unsigned i = 0; i < s->columns; i++)
        canvas_text(c, 0, LABEL + i, STYLE_PLAIN, "-");
    canvas_text(c, 0, left_at, STYLE_PLAIN, "%s", left);
    canvas_text(c, 0, right_at, STYLE_PLAIN, "%s", right);
    if (s->list && s->list->selected < s->list->count)
        canvas_text(c, 0, LABEL + scale_column(s, s->list->selected),
                    STYLE_PLAIN, "^");
    canvas_text(c, 0, now, STYLE_HERE, "v");
}

/* --- the whole --------------------------------------------------------- */

static void draw_foot(const struct scale *s, struct canvas *c, unsigned row)
{
    const struct event *e = s->list ? event_list_selected(s->list) : NULL;
    char text[400];

    if (e) {
        event_sentence(e, text, sizeof(text));
        canvas_text(c, row++, 0, STYLE_CHANGED, "^ %s", text);
    }
    canvas_text(c, row, 0, STYLE_PLAIN, "%s",
                s->list ? lane_signs
                        : "In a column: . below 10  : below 100  # more.  "
                          "Processor: # runs, blank waits.");
}

static void draw(struct tui *t, struct canvas *c)
{
    struct scale s;
    struct canvas lanes;
    unsigned row;

    event_list_update(&t->list, &t->milestones, t->session, t->zoom);
    if (c->columns < LABEL + 8 || !scale_place(t, c->columns - LABEL, &s)) {
        canvas_text(c, 0, 0, STYLE_PLAIN, "Nothing happened yet.");
        return;
    }
    if (t->plain) {
        timeline_words(t, c, &s);
        return;
    }
    draw_axis(c, &s);
    lanes = canvas_part(c, 1, 0, c->rows - (s.list && c->rows > 4 ? 2 : 1),
                        c->columns);
    row = draw_lanes(t, &lanes, &s);
    draw_foot(&s, c, row + 1);
}

/* What one column is. */
static void note(struct tui *t, bool focus, char *text, size_t size)
{
    uint64_t end, start = session_now(t->session);
    const struct strip *strip = strips_at(&t->milestones.strips, start, &end);

    (void)focus;
    if (t->zoom == ZOOM_STEPS)
        snprintf(text, size, "the whole run");
    else if (t->zoom == ZOOM_MILESTONES)
        snprintf(text, size, "step: %s",
                 strip ? step_info[strip->step].title : "");
    else
        snprintf(text, size, "%s, one a column", zoom_name[t->zoom]);
    if (t->zoom <= ZOOM_MILESTONES &&
        milestones_behind(&t->milestones, t->session))
        snprintf(text + strlen(text), size - strlen(text),
                 ", looked through to %u s",
                 (unsigned)(t->milestones.covered / NS_PER_SECOND));
}

/* --- keys -------------------------------------------------------------- */

/* A column to the left or right: an event, or a part of the time. */
static void move(struct tui *t, bool right)
{
    struct scale s;
    uint64_t tick;

    if (t->zoom > ZOOM_MILESTONES) {
        if (right)
            t->list.selected += t->list.selected + 1 < t->list.count;
        else
            t->list.selected -= t->list.selected > 0;
        return;
    }
    if (!scale_place(t, 64, &s) || (!right && !s.now))
        return;
    tick = scale_start(&s, right ? s.now + 1 : s.now - 1);
    t->cpu_before = t->cpu;
    travel_to(t, tick);
    tui_moved(t);
}

static bool key(struct tui *t, uint32_t key)
{
    switch (key) {
    case SESSION_KEY_LEFT:
    case SESSION_KEY_RIGHT:
        move(t, key == SESSION_KEY_RIGHT);
        return true;
    case ENTER:
        return view_events.key(t, key);
    default:
        return scroll_key(t, VIEW_timeline, key);
    }
}

const struct view view_timeline = {"timeline", "Timeline", draw, key, note};
