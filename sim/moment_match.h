/* SPDX-License-Identifier: MIT
 *
 * sim/moment_match.h - how far a moment has come in a run.
 */
#ifndef SIM_MOMENT_MATCH_H
#define SIM_MOMENT_MATCH_H

#include "sim/moment.h"
#include "sim/shown_text.h"

/* Plain data: a rewind restores it. */
struct moment_play {
    uint64_t tick;                   /* when it came */
    uint64_t base_tick, base_icount; /* when the last "then" was reached */
    uint64_t met_tick;               /* the instruction that `met` is about */
    uint32_t seen[MOMENT_TERMS];     /* of each group: how often it was met */
    uint16_t met;                    /* bit n: term n, in this instruction */
    uint16_t shown;                  /* bit n: term n held at the last look */
    uint8_t stage;                   /* terms that lie behind */
    uint8_t came;
    uint8_t spare[2];
};

/* What a look can see: a byte that just left, the position, or the whole
 * screen. */
enum look { LOOK_OUTPUT, LOOK_POSITION, LOOK_SCREEN };

struct moment_view {
    const struct machine *machine;
    const struct output_tail *tail;
    enum look look;
    bool stepped; /* another step of the boot was entered since the last look */
};

/* Follow the moment from here on. What holds already counts as new, or, for
 * `next`, does not. */
void moment_begin(const struct moment *m, struct moment_play *p,
                  const struct moment_view *view, bool next);

/* The three ways in which something is seen: an event, the position between
 * two instructions, and a register of the one that ran from `before`. True:
 * the moment came now; p->tick is its position. */
bool moment_event(const struct moment *m, struct moment_play *p,
                  const struct event *e, const struct machine *machine);
bool moment_look(const struct moment *m, struct moment_play *p,
                 const struct moment_view *view);
bool moment_changed(const struct moment *m, struct moment_play *p,
                    const struct cpu_state *before,
                    const struct machine *machine);

/* What is waited for now: kinds of terms as bits; kinds of events, which are
 * added to *events. */
unsigned moment_waits_for(const struct moment *m, const struct moment_play *p,
                          struct event_set *events);

/* The next count of instructions and time at which to look: *icount and *tick,
 * unless the moment wants an earlier one after the present, `s`. */
void moment_next(const struct moment *m, const struct moment_play *p,
                 const struct cpu_state *s, uint64_t *icount, uint64_t *tick);

#endif
