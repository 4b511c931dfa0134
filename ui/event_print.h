/* SPDX-License-Identifier: MIT
 *
 * ui/event_print.h - an event as a line of text and as a line of JSON.
 */
#ifndef UI_EVENT_PRINT_H
#define UI_EVENT_PRINT_H

#include "sim/session.h"
#include "sim/symbols.h"

#define SENTENCE_SIZE 400

/* place: of the code it belongs to; NULL: not known. */
void text_print_head(void);
void text_print_event(const struct event *e, const struct code_place *place);
void json_print_event(const struct event *e, const struct code_place *place);

#endif
