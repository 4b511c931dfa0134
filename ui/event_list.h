/* SPDX-License-Identifier: MIT
 *
 * ui/event_list.h - the events around the present position, as many as a
 * pane shows, at each level of zoom.
 */
#ifndef UI_EVENT_LIST_H
#define UI_EVENT_LIST_H

#include "ui/strip.h"

enum zoom {
    ZOOM_STEPS,        /* the steps of the boot */
    ZOOM_MILESTONES,   /* POST codes, modes, tables, video, resets */
    ZOOM_TRANSACTIONS, /* what happens between chips, firmware and host */
    ZOOM_INSTRUCTIONS, /* every instruction and memory access */
    ZOOM_COUNT
};

extern const char *const zoom_name[ZOOM_COUNT];

/* Is the event to be seen at this level? */
bool zoom_shows(enum zoom zoom, const struct event *e);

/* All milestones of the run so far, steps among them; of the rest, how much
 * there was. */
struct milestones {
    struct event *events;
    unsigned count, room;
    unsigned opening; /* those before the first instruction */
    struct strips strips;
    uint64_t covered; /* all before this position are here */
    uint64_t changes; /* of futures, that were taken in */
    bool in_parts;    /* a bit at each update, so that keys are heard */
    uint64_t part;    /* ns of the guest's time in a bit */
};

void milestones_free(struct milestones *m);

/* Is there more to be taken in than was until now? */
bool milestones_behind(const struct milestones *m, const struct session *s);

/* For session_config.sink: what happens before the first instruction. */
void milestones_opening(void *context, const struct event *e);

#define LIST_PAST   96
#define LIST_FUTURE 96

struct event_list {
    struct event events[LIST_PAST + LIST_FUTURE];
    unsigned count;
    unsigned next; /* index of the first event that is still to come */
    unsigned selected;
    uint64_t now, frontier, changes;
    enum zoom zoom;
    bool valid;
    bool over; /* the machine's life has ended: nothing is to come */
};

/* Bring the list up to date, if the position or the level has changed. */
void event_list_update(struct event_list *list, struct milestones *m,
                       struct session *s, enum zoom zoom);

/* The selected event; NULL: there is none. */
const struct event *event_list_selected(const struct event_list *list);

#endif
