/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/pic.h - two 8259A interrupt controllers.
 */
#ifndef PIC_H
#define PIC_H

#include <stdbool.h>

enum { PIC_LINES = 16 };

void pic_init(void);
void pic_unmask(unsigned line);
bool pic_is_masked(unsigned line);

/* Tell the controllers that the line was served. */
void pic_end(unsigned line);

/* True if lines 7 or 15 fired although nothing asked: a spurious interrupt.
 * The controllers need no more for it. */
bool pic_was_spurious(unsigned line);

#endif
