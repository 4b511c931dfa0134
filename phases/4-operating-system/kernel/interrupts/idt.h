/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/idt.h - which code serves which interrupt.
 */
#ifndef IDT_H
#define IDT_H

#include <stdbool.h>
#include <stdint.h>

enum {
    VECTOR_IRQ0 = 0x20,
    VECTOR_SYSTEM_CALL = 0x80,
};

/* What stubs.asm leaves on the kernel stack. The last two fields are there
 * only if the interrupt came from ring 3. */
struct interrupt_frame {
    uint32_t edi, esi, ebp, unused_esp, ebx, edx, ecx, eax;
    uint32_t gs, fs, es, ds;
    uint32_t vector, error;
    uint32_t eip, cs, eflags;
    uint32_t user_esp, user_ss;
};

static inline bool frame_is_user(const struct interrupt_frame *frame)
{
    return (frame->cs & 3) == 3;
}

void idt_init(void);

/* Called by stubs.asm for each interrupt. */
void interrupt_dispatch(struct interrupt_frame *frame);

/* Continue in the state of the frame, with the stack behind it. */
_Noreturn void interrupt_return(struct interrupt_frame *frame);

#endif
