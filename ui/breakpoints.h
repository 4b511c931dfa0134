/* SPDX-License-Identifier: MIT
 *
 * ui/breakpoints.h - the moments at which `continue` stops, forward and back.
 */
#ifndef UI_BREAKPOINTS_H
#define UI_BREAKPOINTS_H

#include "sim/session.h"

struct tui;

#define BREAKPOINTS     64
#define BREAKPOINT_TEXT 160

struct breakpoints {
    struct moment moment[BREAKPOINTS + 1]; /* room for "any step" */
    char text[BREAKPOINTS][BREAKPOINT_TEXT];
    unsigned count;
};

/* "break": set one, or take it away by the same text, -N or -all; without a
 * text show them. "watch": the same for what changes or is written. */
void breakpoints_command(struct tui *t, const char *text);
void breakpoints_watch(struct tui *t, const char *text);

/* To the next breakpoint or step of the boot; back to the last one. False: it
 * did not get there. */
bool breakpoints_go(struct tui *t, bool back);

/* To the next time that a moment comes, or else to the last time; what goes
 * wrong is said. */
void breakpoints_go_to(struct tui *t, const char *text);

#endif
