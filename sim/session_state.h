/* SPDX-License-Identifier: MIT
 *
 * sim/session_state.h - what a session holds; for sim/session*.c alone.
 */
#ifndef SIM_SESSION_STATE_H
#define SIM_SESSION_STATE_H

#include "sim/fault.h"
#include "sim/machine.h"
#include "sim/moment_match.h"
#include "sim/session.h"
#include "sim/timeline.h"

/* The clock of the machine at power-on: 2026-01-01 00:00:00. */
#define SESSION_RTC_START INT64_C(1767225600)

/* Text on the screen is looked for at these times, so that what is found does
 * not depend on how the run is sliced. */
#define SCREEN_EVERY_NS UINT64_C(10000000)

/* Text to be typed, a move of the mouse or a disc, when its moment comes. */
struct typing {
    struct moment moment;
    enum input_kind kind;
    uint32_t *values; /* of inputs of this kind */
    size_t count;
};

/* A moment that somebody watches for. */
struct watch {
    struct moment moment;
    int fault; /* that it makes happen, or -1 */
};

/* Moments that are searched for: sim/session_find.c. */
struct search {
    const struct moment *moments;
    struct moment_play *play;
    unsigned count;
    uint64_t after, before; /* positions between these two count */
    bool first;             /* stop at the first one */
    bool found;
    uint64_t tick;  /* of the last one found */
    unsigned which; /* of the moments it was */
};

/* How far the session is with its inputs and outputs; a rewind restores it. */
struct session_play {
    uint64_t out_count[OUT_STREAMS]; /* bytes that left the machine */
    uint64_t typed;    /* texts typed; the next one is the one waited for */
    uint64_t position; /* keys of the next text typed already */
    uint64_t inputs;   /* of the log, applied */
    uint64_t step;     /* of the boot, at the last look */
    struct output_tail tail;
    struct moment_play until, typing;
    struct moment_play watch[SESSION_WATCHES];
    uint8_t acted[SESSION_WATCHES]; /* 1: the fault was made to happen */
    struct fault_play faults;
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
    struct event_sink sink;  /* of the caller */
    bool detail;             /* the caller wants all of it */
    unsigned waits;          /* for these kinds of terms, as bits, */
    struct event_set events; /* and these kinds of events */
    struct search *search;   /* NULL: none */
    struct cpu_state before; /* the last instruction; for changes */
    struct watch watch[SESSION_WATCHES];
    unsigned watch_count;
    struct faults faults;
};

/* Run to the next time at which somebody must look, or to `until`. */
void session_run_part(struct session *s, uint64_t until);

/* sim/session_watch.c. Every event of a traced run comes here first. */
void watch_event(void *context, const struct event *e);

/* Choose the core that the moments to come need. */
void watch_tap(struct session *s);

/* A look for moments between two instructions, or at a byte that leaves; for
 * changes of registers by the instruction that ran last. */
void watch_look(struct session *s, enum look look);
void watch_changes(struct session *s);

/* The next count of instructions and time that a moment waits for. */
void watch_next(const struct session *s, uint64_t *icount, uint64_t *tick);

/* Faults: does a weak part fail; what is broken from power-on; what is due;
 * after a rewind. */
bool faults_fail(void *context, uint8_t number);
bool faults_power_on(struct session *s, const struct session_config *config,
                     struct error *err);
void faults_act(struct session *s);
void faults_rewound(struct session *s);

/* Feed one input into the machine; false: it cannot be taken now. */
bool session_apply(struct session *s, const struct input *in);

#endif
