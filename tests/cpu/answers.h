/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/answers.h - two answers to a question: do they contradict?
 */
#ifndef TESTS_CPU_ANSWERS_H
#define TESTS_CPU_ANSWERS_H

#include "tests/cpu/question.h"

struct answers {
    const struct question_world *world;
    const struct question *question;
    struct single host, ours;
    uint8_t *host_memory;
};

/* Take out of the host's answer what is the host's alone: TF, the table's
 * selectors. Before ours is known. */
void answers_mend_host(struct answers *a);

/* NULL: they can be compared. Else why not. */
const char *answers_incomparable(const struct answers *a);

/* What the host has stored below ESP before a fault may still be there. */
bool answers_stored_early(const struct answers *a);

/* NULL: they agree in all registers that are defined; else what differs.
 * *any_memory: memory need not agree. */
const char *answers_difference(const struct answers *a, bool *any_memory);

#endif
