/* SPDX-License-Identifier: MIT
 *
 * ui/demo.h - what `bootscope demo` knows: a scenario's machine, the captions
 * of its narration in the order in which they come, and which one is shown.
 */
#ifndef UI_DEMO_H
#define UI_DEMO_H

#include "ui/pace.h"
#include "ui/tui.h"
#include "ui/typed.h"

struct caption {
    const struct scenario_cue *cue;
    uint64_t tick;  /* when its moment comes */
    unsigned watch; /* that waits for it */
};

struct demo {
    struct tui tui;
    struct caption caption[SCENARIO_SAYINGS];
    unsigned count, at;
    uint64_t end;   /* position at which the run ends */
    uint64_t speed; /* of reading, in thousandths; SPEED_MAX: no waiting */
    bool paused;

    /* On a terminal. */
    struct typed in;
    bool screen;    /* nothing but the guest's screen below the caption */
    uint64_t due;   /* wall time of what comes next */
    unsigned frame; /* of the way to the next caption; 0: at the last one */
    uint64_t from;  /* position at which the way began */
};

/* Run to the end, to find when each caption comes, and go to the first. False:
 * broken off by t->progress. */
bool demo_prepare(struct demo *d);

/* Go to a caption, forward or back: to the first position at which its moment
 * has come. False: broken off. */
bool demo_go(struct demo *d, unsigned n);

/* How long a caption is shown, in ns of wall time. */
uint64_t demo_reading_ns(const struct demo *d, unsigned n);

/* The words above it; where in the boot it is, if it has none. */
const char *demo_title(const struct demo *d, unsigned n);

/* Put the whole screen on the canvas. */
void demo_draw(struct demo *d, struct canvas *c);

/* The two forms. */
bool demo_on_terminal(struct demo *d, struct error *err);
void demo_plain(struct demo *d);

#endif
