/* SPDX-License-Identifier: MIT
 *
 * tests/sim/said.h - an event of these arguments is told in this sentence.
 */
#ifndef TESTS_SIM_SAID_H
#define TESTS_SIM_SAID_H

#include <string.h>

#include "sim/session.h"
#include "tests/test.h"

static inline void expect_event(const struct event *e, const char *sentence)
{
    char text[600];

    event_sentence(e, text, sizeof text);
    EXPECT(!strcmp(text, sentence), "said: %s", text);
}

/* An event in real mode with these arguments. */
#define EXPECT_SAID(kind_, sentence, ...)                                      \
    expect_event(&(struct event){.kind = EV_##kind_, .arg = {__VA_ARGS__}},    \
                 sentence)

#define EXPECT_SAID_32(kind_, sentence, ...)                                   \
    expect_event(&(struct event){.kind = EV_##kind_,                           \
                                 .mode = MODE_PROTECTED32,                     \
                                 .arg = {__VA_ARGS__}},                        \
                 sentence)

#endif
