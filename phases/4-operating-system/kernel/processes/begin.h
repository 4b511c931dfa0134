/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/begin.h - the first steps of a new process.
 */
#ifndef BEGIN_H
#define BEGIN_H

#include <stdint.h>

/* Make a kernel stack look as if the process had switched away just before
 * its first step. Returns its stack pointer. */
uint32_t begin_prepare_stack(uint32_t stack_top);

#endif
