/* SPDX-License-Identifier: MIT
 *
 * ui/play.h - one scenario from power-on to its verdict.
 */
#ifndef UI_PLAY_H
#define UI_PLAY_H

#include "ui/exits.h"
#include "ui/verdict.h"

struct play_options {
    enum verdict_format format;
    bool without_faults;
    bool narrate; /* tell what happens, and show the screen at the end */
};

/* 0 as expected, 1 not, 2 the file is at fault. `number` is that of the file,
 * from 1. */
enum exit_status scenario_play(const struct play_options *o, const char *path,
                               unsigned number);

#endif
