/* SPDX-License-Identifier: MIT
 *
 * sim/event.c - the table of event kinds.
 */
#include "sim/event.h"

const struct event_info event_info[EV_COUNT] = {
#define EVENT(name, tag, category, args)                                       \
    [EV_##name] = {tag, args, EVC_##category},
#include "sim/events.def"
#undef EVENT
};
