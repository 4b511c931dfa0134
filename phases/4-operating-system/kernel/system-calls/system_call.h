/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/system_call.h - what programs may ask for.
 */
#ifndef SYSTEM_CALL_H
#define SYSTEM_CALL_H

#include "interrupts/idt.h"

void system_call_init(void);

/* INT 80h arrived. The table of calls is in shared/system_calls.h. */
void system_call_dispatch(struct interrupt_frame *frame);

#endif
