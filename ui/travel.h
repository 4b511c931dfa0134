/* SPDX-License-Identifier: MIT
 *
 * ui/travel.h - the ways through a run: over calls, out of routines, to the
 * next and the previous step, and to events. Each is false if it did not get
 * there: the run is over, the user broke it off, or there is none.
 */
#ifndef UI_TRAVEL_H
#define UI_TRAVEL_H

#include "ui/tui.h"

bool travel_to(struct tui *t, uint64_t tick);

bool travel_over(struct tui *t);
bool travel_over_back(struct tui *t);
bool travel_out(struct tui *t);
bool travel_out_back(struct tui *t);

/* The steps of the boot. */
bool travel_step(struct tui *t);
bool travel_step_back(struct tui *t);

/* To an event that match() wants; detail: instructions and memory accesses
 * are offered as well. */
struct wanted {
    bool (*match)(const void *context, const struct event *e);
    const void *context;
    bool detail;
};

bool travel_event(struct tui *t, const struct wanted *wanted);
bool travel_event_back(struct tui *t, const struct wanted *wanted);

#endif
