/* SPDX-License-Identifier: MIT
 *
 * ui/run.h - the two ways to run a machine: with and without a terminal.
 */
#ifndef UI_RUN_H
#define UI_RUN_H

#include <stdio.h>

#include "ui/guest.h"

struct run_options {
    struct machine_options machine;
    bool headless; /* asked for */
    bool screen;   /* print the last text screen at the end */
    const char *debugcon, *save_disk, *screenshot;
    uint64_t speed;
    bool has_speed;
};

/* Where the bytes go that the guest sends. */
struct run_streams {
    bool com1_to_output;
    unsigned prompt_matched; /* characters of the shell's prompt seen */
    bool prompt_seen;
    FILE *debugcon; /* NULL: nowhere */
};

void run_headless(struct guest *g, const struct run_options *o,
                  const struct run_streams *streams);

/* False: this terminal cannot be used, and nothing was run. */
bool run_terminal(struct guest *g, const struct run_options *o);

#endif
