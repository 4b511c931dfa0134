/* SPDX-License-Identifier: MIT
 *
 * kernel/panic.h - the kernel cannot go on: say why, then halt.
 */
#ifndef PANIC_H
#define PANIC_H

#include <stdint.h>

/* Print the reason and the calls that led here; halt for good. */
_Noreturn void panic(const char *pattern, ...)
    __attribute__((format(printf, 1, 2)));

/* For the parts of a longer report: begin it, trace the calls, end it. */
void panic_begin(void);
void panic_trace(uint32_t eip, uint32_t ebp);
_Noreturn void panic_end(void);

#endif
