/* SPDX-License-Identifier: MIT
 *
 * ui/line.h - the command line at the foot of the screen: typing, completing,
 * and the lines before.
 */
#ifndef UI_LINE_H
#define UI_LINE_H

#include "ui/tui.h"

/* Begin with this text. `letter`: the next letter already ends it. */
void line_open(const char *text, bool letter);

/* What was typed so far; NULL: the line is not open. */
const char *line_text(void);

/* A key, while it is open. Enter does the command. */
void line_key(struct tui *t, uint32_t key);

/* Complete `line`, of `size` bytes, as far as there is no choice; a choice is
 * said in t->message. */
void line_complete(struct tui *t, char *line, size_t size);

#endif
