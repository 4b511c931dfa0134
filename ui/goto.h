/* SPDX-License-Identifier: MIT
 *
 * ui/goto.h - places of a run and of memory, in the user's words.
 */
#ifndef UI_GOTO_H
#define UI_GOTO_H

#include "ui/tui.h"

/* Go there: "start", "end", "50%" (of what was reached), "1.5s", "20ms",
 * "300us", "insn 12345" or a bare count, from here with a +, the name of a
 * step or a phase, or any moment: the next time that it comes, or the last.
 * What is wrong is said. */
void goto_place(struct tui *t, const char *text);

/* Let the memory pane show "B8000" (linear), "phys:1000" or SEG:OFF. */
bool goto_address(struct tui *t, const char *text, struct error *err);

#endif
