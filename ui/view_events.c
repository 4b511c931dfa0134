/* SPDX-License-Identifier: MIT
 *
 * ui/view_events.c - what happened before and will happen after the present
 * position, at the chosen zoom. Up and Down select, Enter goes there.
 */
#include <inttypes.h>
#include <stdio.h>

#include "ui/travel.h"

#define ENTER '\r'

/* The event in the first row, so that the selected one is in the middle. */
static unsigned first_row(const struct event_list *list, unsigned rows)
{
    unsigned half = rows * 2 / 3;

    if (list->count <= rows || list->selected < half)
        return 0;
    if (list->selected - half + rows > list->count)
        return list->count - rows;
    return list->selected - half;
}

static void draw(struct tui *t, struct canvas *c)
{
    const struct event_list *list = &t->list;
    unsigned first;

    event_list_update(&t->list, &t->milestones, t->session, t->zoom);
    first = first_row(list, c->rows);
    for (unsigned row = 0; row < c->rows && first + row < list->count; row++) {
        const struct event *e = &list->events[first + row];
        char text[400];
        char sign = first + row == list->selected ? '>'
                    : first + row >= list->next   ? '.'
                                                  : ' ';

        event_sentence(e, text, sizeof(text));
        canvas_text(c, row, 0,
                    first + row == list->selected ? STYLE_HERE : STYLE_PLAIN,
                    "%c%" PRIu64 ".%09" PRIu64 " %s", sign,
                    e->tick / NS_PER_SECOND, e->tick % NS_PER_SECOND, text);
    }
    if (!list->count)
        canvas_text(c, 0, 0, STYLE_PLAIN, "Nothing of this kind happened yet.");
}

static bool key(struct tui *t, uint32_t key)
{
    struct event_list *list = &t->list;

    switch (key) {
    case SESSION_KEY_UP:
        list->selected -= list->selected > 0;
        return true;
    case SESSION_KEY_DOWN:
        list->selected += list->selected + 1 < list->count;
        return true;
    case ENTER:
        if (event_list_selected(list)) {
            t->cpu_before = t->cpu;
            travel_to(t, event_list_selected(list)->tick);
            tui_moved(t);
        }
        return true;
    default:
        return false;
    }
}

static void note(struct tui *t, bool focus, char *text, size_t size)
{
    snprintf(text, size, "%s%s", zoom_name[t->zoom],
             focus ? "; Enter goes there" : "");
}

const struct view view_events = {"events", "Events", draw, key, note};
