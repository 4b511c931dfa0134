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

const char *const event_category_name[EVC_COUNT] = {
    [EVC_LIFE] = "life",
    [EVC_HOST] = "host",
    [EVC_IO] = "io",
    [EVC_INTERRUPT] = "interrupt",
    [EVC_FIRMWARE] = "firmware",
    [EVC_CPU] = "cpu",
    [EVC_DEVICE] = "device",
    [EVC_PHASE] = "phase",
    [EVC_INSN] = "insn",
    [EVC_MEMORY] = "memory",
};
