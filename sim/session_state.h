/* SPDX-License-Identifier: MIT
 *
 * sim/session_state.h - what a session holds; for sim/session*.c alone.
 */
#ifndef SIM_SESSION_STATE_H
#define SIM_SESSION_STATE_H

#include "sim/fault.h"
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

/* A moment that somebody watches for. */
struct watch {
    struct moment moment;
    int fault; /* that it makes happen, or -1 */
};

struct watch_play {
    uint64_t tick; /* when it came */
    uint32_t seen; /* events so far that match */
    uint8_t came;
    uint8_t acted; /* the fault was made to happen */
    uint8_t spare[2];
};

/* How far the session is with its inputs and outputs; a rewind restores it. */
struct session_play {
    uint64_t out_count[OUT_STREAMS]; /* bytes that left the machine */
    uint64_t typed;    /* texts typed; the next one is the one waited for */
    uint64_t position; /* keys of the next text typed already */
    uint64_t inputs;   /* of the log, applied */
    bool due;          /* the next text's moment has come */
    bool until_reached;
    uint32_t until_seen, typing_seen; /* events that match their moments */
    struct output_tail tail;
    struct watch_play watch[SESSION_WATCHES];
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
    struct event_sink sink; /* of the caller */
    bool detail;            /* the caller wants all of it */
    bool taps;              /* a moment needs the traced core */
    struct watch watch[SESSION_WATCHES];
    unsigned watch_count;
    struct faults faults;
};

/* Run to the next time at which somebody must look, or to `until`. */
void session_run_part(struct session *s, uint64_t until);

/* What a look for moments can see: a byte that just left, the position, or
 * the whole screen. */
enum look { LOOK_OUTPUT, LOOK_POSITION, LOOK_SCREEN };
void session_look(struct session *s, enum look look);

/* sim/session_watch.c. Is a moment of this kind waited for? When must the
 * next instruction moment be looked at? */
bool watch_wants(const struct session *s, enum moment_kind kind);
uint64_t watch_next_icount(const struct session *s);

/* Every event of a traced run comes here first. */
void watch_event(void *context, const struct event *e);

/* Choose the core that the moments to come need. */
void watch_tap(struct session *s);

/* A look for moments, with or without their texts. */
void watch_look(struct session *s, enum look look);

/* Has the moment come, as far as this look can tell? */
bool watch_has_come(const struct session *s, const struct moment *m,
                    enum look look);

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
