/* SPDX-License-Identifier: MIT
 *
 * ui/scroll.h - panes that are a text: lines, of which some are seen.
 */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include "ui/tui.h"

/* Draw the text from the line to which the view was scrolled. */
void scroll_draw(struct tui *t, enum view_index view, struct canvas *c,
                 const char *text);

/* The same for what draws on a canvas of SCROLL_ROWS rows and returns how many
 * of them it needed. */
#define SCROLL_ROWS 96u
void scroll_part(struct tui *t, enum view_index view, struct canvas *c,
                 unsigned (*draw)(struct tui *t, struct canvas *c));

/* Up, Down, Page Up, Page Down, Home, End. */
bool scroll_key(struct tui *t, enum view_index view, uint32_t key);

#endif
