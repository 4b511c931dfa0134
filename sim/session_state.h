/* SPDX-License-Identifier: MIT
 *
 * sim/session_state.h - what a session holds; for sim/session*.c alone.
 */
#ifndef SIM_SESSION_STATE_H
#define SIM_SESSION_STATE_H

#include "sim/machine.h"
#include "sim/moment.h"
#include "sim/session.h"
#include "sim/timeline.h"

/* The clock of the machine at power-on: 2026-01-01 00:00:00. */
#define SESSION_RTC_START INT64_C(1767225600)

/* Text to be typed when its moment comes. */
struct typing {
    struct moment moment;
    uint32_t *keys;
    size_t count;
};

/* How far the session is with its inputs and outputs; a rewind restores it. */
struct session_play {
    uint64_t out_count[OUT_STREAMS]; /* bytes that left the machine */
    uint64_t typed;    /* texts typed; the next one is the one waited for */
    uint64_t position; /* keys of the next text typed already */
    uint64_t inputs;   /* of the log, applied */
    bool due;          /* the next text's moment has come */
    bool until_reached;
    struct output_tail tail;
};

struct session {
    struct machine machine;
    struct frame_pool pool;
    struct session_play play;
    struct moment until;
    bool has_until;
    uint64_t limit; /* instructions; 0: none */
    struct typing *typing;
    unsigned typing_count;
    struct timeline timeline;
    uint64_t out_delivered[OUT_STREAMS]; /* bytes handed to `output` */
    void (*output)(void *context, enum session_stream stream, uint8_t byte);
    void *output_context;
};

/* What a look for moments can see: a byte that just left, the position, or
 * the whole screen. */
enum look { LOOK_OUTPUT, LOOK_POSITION, LOOK_SCREEN };
void session_look(struct session *s, enum look look);

/* Feed one input into the machine; false: it cannot be taken now. */
bool session_apply(struct session *s, const struct input *in);

#endif
