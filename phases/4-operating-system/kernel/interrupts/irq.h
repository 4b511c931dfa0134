/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/irq.h - from an interrupt line to its driver.
 */
#ifndef IRQ_H
#define IRQ_H

#include <stdbool.h>

#include "system_calls.h"

/* Give a line to a driver. The line stays masked until pic_unmask(). */
void irq_register(unsigned line, const char *name, void (*handler)(void));

void irq_dispatch(unsigned line);

/* False if there is no such line. */
bool irq_describe(unsigned line, struct irq_info *info);

#endif
