/* SPDX-License-Identifier: MIT
 *
 * ui/signals.h - SIGINT, SIGTERM and SIGHUP end a run politely; SIGWINCH
 * tells of a terminal of another size.
 */
#ifndef UI_SIGNALS_H
#define UI_SIGNALS_H

#include <stdbool.h>

void signals_watch(void);

/* Was the run asked to end? */
bool signals_came(void);

/* Was the terminal's size changed since the last question? */
bool signals_resized(void);

/* Becomes readable when a signal comes, for poll(). */
int signals_file(void);

/* Makes signals_file() unreadable again. */
void signals_drain(void);

#endif
