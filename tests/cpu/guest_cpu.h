/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/guest_cpu.h - the same as tests/cpu/host_cpu.h, by our processor:
 * one instruction, on the bench of tests/cpu/bench.h.
 */
#ifndef TESTS_CPU_GUEST_CPU_H
#define TESTS_CPU_GUEST_CPU_H

#include "tests/cpu/question.h"

void guest_cpu_begin(const struct question_world *w);

/* False: not even the exception could be delivered. What a delivery in real
 * mode stores on the program's stack becomes again what `memory` holds. */
bool guest_cpu_run(struct single *s, const struct question_world *w,
                   bool repeats, const uint8_t *memory);

#endif
