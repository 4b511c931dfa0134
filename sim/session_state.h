/* SPDX-License-Identifier: MIT
 *
 * sim/session_state.h - what a session holds; for sim/session*.c alone.
 */
#ifndef SIM_SESSION_STATE_H
#define SIM_SESSION_STATE_H

#include "sim/machine.h"
#include "sim/moment.h"
#include "sim/session.h"

/* The clock of the machine at power-on: 2026-01-01 00:00:00. */
#define SESSION_RTC_START INT64_C(1767225600)

/* Text to be typed when its moment comes. */
struct typing {
    struct moment moment;
    uint32_t *keys;
    size_t count, position;
    bool due;
};

struct session {
    struct machine machine;
    struct frame_pool pool;
    struct output_tail tail;
    struct moment until;
    bool has_until, until_reached;
    uint64_t limit; /* instructions; 0: none */
    struct typing *typing;
    unsigned typing_count, typed;
    void (*output)(void *context, enum session_stream stream, uint8_t byte);
    void *output_context;
};

/* What a look for moments can see: a byte that just left, the position, or
 * the whole screen. */
enum look { LOOK_OUTPUT, LOOK_POSITION, LOOK_SCREEN };
void session_look(struct session *s, enum look look);

#endif
