/* SPDX-License-Identifier: MIT
 *
 * ui/event_print.h - an event as a line of text and as a line of JSON.
 */
#ifndef UI_EVENT_PRINT_H
#define UI_EVENT_PRINT_H

#include "sim/session.h"

#define SENTENCE_SIZE 400

void text_print_head(void);
void text_print_event(const struct event *e);
void json_print_event(const struct event *e);

#endif
