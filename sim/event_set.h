/* SPDX-License-Identifier: MIT
 *
 * sim/event_set.h - kinds of events as a set.
 */
#ifndef SIM_EVENT_SET_H
#define SIM_EVENT_SET_H

#include <string.h>

#include "sim/event.h"

struct event_set {
    uint64_t bits[(EV_COUNT + 63) / 64]; /* kind n: bit n % 64 of word n / 64 */
};

static inline void event_set_add(struct event_set *s, unsigned kind)
{
    s->bits[kind / 64] |= UINT64_C(1) << kind % 64;
}

static inline void event_set_add_all(struct event_set *s,
                                     const struct event_set *more)
{
    for (unsigned i = 0; i < ARRAY_LEN(s->bits); i++)
        s->bits[i] |= more->bits[i];
}

static inline struct event_set event_set_of(unsigned kind)
{
    struct event_set s = {0};

    event_set_add(&s, kind);
    return s;
}

static inline bool event_set_has(const struct event_set *s, unsigned kind)
{
    return s->bits[kind / 64] >> kind % 64 & 1;
}

/* It has this kind and no other. */
static inline bool event_set_is(const struct event_set *s, unsigned kind)
{
    const struct event_set one = event_set_of(kind);

    return !memcmp(s, &one, sizeof one);
}

static inline bool event_set_is_empty(const struct event_set *s)
{
    static const struct event_set none;

    return !memcmp(s, &none, sizeof none);
}

#endif
