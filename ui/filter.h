/* SPDX-License-Identifier: MIT
 *
 * ui/filter.h - which events of a trace are wanted.
 */
#ifndef UI_FILTER_H
#define UI_FILTER_H

#include "sim/session.h"

#define FILTER_RANGES 16

struct address_range {
    uint32_t first, last; /* linear */
};

struct filter {
    uint64_t steps;   /* bit n: step n; 0: all */
    bool kinds_given; /* else all kinds */
    bool kind[EV_COUNT];
    struct address_range range[FILTER_RANGES];
    unsigned range_count; /* 0: all addresses */
    bool position_given, by_instruction;
    uint64_t first, last; /* ns or instructions */
    bool has_from, has_to;
    struct moment from, to; /* the caller watches for them */
};

/* Each adds to what is wanted already. */
bool filter_add_phase(struct filter *f, const char *name, struct error *err);
bool filter_add_kind(struct filter *f, const char *name, struct error *err);
bool filter_add_address(struct filter *f, const char *text, struct error *err);
bool filter_set_position(struct filter *f, const char *text, struct error *err);

bool filter_passes(const struct filter *f, const struct event *e);

/* Can no later event pass? */
bool filter_is_past(const struct filter *f, const struct event *e);

/* Is a kind wanted that only a trace at full detail has? */
bool filter_needs_detail(const struct filter *f);

#endif
