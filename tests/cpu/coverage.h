/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/coverage.h - which instructions the tests have executed.
 */
#ifndef TESTS_CPU_COVERAGE_H
#define TESTS_CPU_COVERAGE_H

#include "sim/base.h"

/* The traced core begins an instruction; one that raises an exception does
 * not count. */
void coverage_begin(const uint8_t *bytes, unsigned length, bool code32);
void coverage_fault(void);

#endif
