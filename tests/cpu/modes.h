/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/modes.h - what bench.c does for modes.c.
 */
#ifndef TESTS_CPU_MODES_H
#define TESTS_CPU_MODES_H

#include "sim/cpu/state.h"

/* Clear memory (HLT where code goes) and power the processor on. */
void bench_clear(enum cpu_model model);

#endif
