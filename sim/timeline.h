/* SPDX-License-Identifier: MIT
 *
 * sim/timeline.h - the past of a run: key frames, the log of inputs, and the
 * marks at which the phase changed.
 *
 * A position is a virtual time at an instruction boundary. Going back means:
 * restore the last key frame before, and run again with the logged inputs.
 * What is run again leaves a trail: key frames at half the way to its goal, at
 * half of the rest, and so on. So the next step back costs little, and many
 * in a row do, however far the lasting key frames are apart.
 */
#ifndef SIM_TIMELINE_H
#define SIM_TIMELINE_H

#include "sim/key_frame.h"

enum input_kind { INPUT_KEY, INPUT_SERIAL, INPUT_MOUSE, INPUT_DISC };

/* Something that came from outside at `tick`. */
struct input {
    uint64_t tick;
    uint32_t kind; /* enum input_kind */
    uint32_t value;
};

/* A step of the boot was entered here. */
struct phase_mark {
    uint64_t tick, icount;
    uint8_t step; /* enum step */
};

/* A future that was left when something was typed after a rewind. */
struct branch {
    struct input *inputs;
    uint32_t input_count;
    uint64_t frontier;
};

#define TRAIL 48

struct timeline {
    bool on;
    struct key_frame_store store;
    struct key_frame **frames; /* in order of time */
    uint32_t frame_count, frame_room;
    uint64_t budget;  /* bytes for all key frames */
    uint64_t spacing; /* instructions between new key frames */
    uint64_t share;   /* key frames lie no closer than their age / share */

    /* Short-lived key frames between `base` and the present. */
    struct key_frame *trail[TRAIL];
    uint32_t trail_count;
    const struct key_frame *base;
    uint64_t goal; /* that is being run to again; 0: none */

    struct input *inputs;
    uint32_t input_count, input_room;
    struct phase_mark *marks;
    uint32_t mark_count, mark_room;
    struct branch *branches;
    uint32_t branch_count;
    uint64_t frontier; /* the latest position reached */
    uint64_t changes;  /* how often a future became void, */
    uint64_t changed;  /* and the last time, from where on */
};

/* Record from now on. False: no host memory. */
bool timeline_start(struct timeline *t, struct machine *m,
                    struct companion companion, uint64_t budget);
void timeline_stop(struct timeline *t);

/* When the run must pause for the next key frame or logged input; `inputs` of
 * the log are applied already. */
uint64_t timeline_next(const struct timeline *t, const struct machine *m,
                       uint64_t inputs);

/* The run has come to a new position: keep a key frame if it is time. */
void timeline_reached(struct timeline *t);

/* Input number `n` of the log; NULL: there is none. */
const struct input *timeline_input(const struct timeline *t, uint64_t n);

/* Append an input as number `n`; what the log holds from there on becomes a
 * branch. False: nothing is recorded. */
bool timeline_log(struct timeline *t, const struct input *in, uint64_t n);

/* What was reached after `tick` is void, up to the last input behind it. */
void timeline_forget(struct timeline *t, uint64_t tick);

/* Restore the last key frame at or before `tick`. */
void timeline_rewind(struct timeline *t, uint64_t tick);

/* Is the present nearer to `tick`, and not after it? */
bool timeline_is_near(const struct timeline *t, uint64_t tick);

/* The last lasting key frame at or before this instruction count. */
const struct key_frame *timeline_before(const struct timeline *t,
                                        uint64_t icount);

/* Branch `n` and the present have so many inputs in common; *fork is when the
 * next one came in either. */
uint32_t timeline_shared(const struct timeline *t, uint32_t n, uint64_t *fork);

/* Make branch `n` the future again; the present one becomes a branch. The
 * machine must stand where they part, or before. */
void timeline_switch(struct timeline *t, uint32_t n);

#endif
