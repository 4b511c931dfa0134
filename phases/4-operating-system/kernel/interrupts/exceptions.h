/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/exceptions.h - when the processor refuses to go on.
 */
#ifndef EXCEPTIONS_H
#define EXCEPTIONS_H

#include "interrupts/idt.h"

/* In a program: report and end the process. In the kernel: panic. */
void exception_dispatch(const struct interrupt_frame *frame);

/* The task of the double fault begins here. */
_Noreturn void exception_double_fault(void);

#endif
