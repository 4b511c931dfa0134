/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/pit.h - the timer: 100 ticks a second.
 */
#ifndef PIT_H
#define PIT_H

#include <stdint.h>

enum { PIT_HZ = 100 };

/* Start the timer and wait for its first interrupt. */
void pit_init(void);

uint32_t pit_ticks(void);

#endif
