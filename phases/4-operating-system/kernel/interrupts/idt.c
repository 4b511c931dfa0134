/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/idt.c - which code serves which interrupt.
 *
 *   vectors  what
 *   00h-1Fh  exceptions of the processor; 08h (double fault) is a task
 *   20h-2Fh  interrupt lines IRQ0 to IRQ15
 *   80h      system calls, the only gate made for ring 3
 *
 * All gates turn interrupts off, and the kernel leaves them off: what it does
 * is short, and no lock is needed. It lets interrupts in only while it waits.
 *
 * Source: SDM Vol. 3A, "IDT Descriptors".
 */
#include "interrupts/idt.h"

#include "interrupts/exceptions.h"
#include "interrupts/gdt.h"
#include "interrupts/irq.h"
#include "log.h"
#include "processes/scheduler.h"
#include "system-calls/system_call.h"

enum { IDT_ENTRIES = VECTOR_SYSTEM_CALL + 1, STUBS = 48, DOUBLE_FAULT = 8 };
enum { BREAKPOINT = 3, OVERFLOW = 4 };

#define GATE_INTERRUPT 0x8e00 /* present, ring 0, 32-bit interrupt gate */
#define GATE_TASK      0x8500 /* present, ring 0, task gate */
#define GATE_FOR_USER  0x6000 /* callable from ring 3 */

extern const uint32_t interrupt_stubs[STUBS];
void interrupt_stub_system_call(void);

static uint64_t idt[IDT_ENTRIES] __attribute__((aligned(8)));

static void set_gate(unsigned vector, uint32_t handler, uint32_t type)
{
    uint32_t low = (uint32_t)KERNEL_CODE << 16 | (handler & 0xffff);
    uint32_t high = (handler & 0xffff0000) | type;

    idt[vector] = (uint64_t)high << 32 | low;
}

void idt_init(void)
{
    struct __attribute__((packed)) {
        uint16_t limit;
        uint32_t base;
    } table = {sizeof idt - 1, (uint32_t)idt};

    for (unsigned vector = 0; vector < STUBS; vector++)
        set_gate(vector, interrupt_stubs[vector], GATE_INTERRUPT);
    set_gate(BREAKPOINT, interrupt_stubs[BREAKPOINT],
             GATE_INTERRUPT | GATE_FOR_USER);
    set_gate(OVERFLOW, interrupt_stubs[OVERFLOW],
             GATE_INTERRUPT | GATE_FOR_USER);
    set_gate(VECTOR_SYSTEM_CALL, (uint32_t)interrupt_stub_system_call,
             GATE_INTERRUPT | GATE_FOR_USER);
    idt[DOUBLE_FAULT] =
        (uint64_t)GATE_TASK << 32 | (uint32_t)TASK_STATE_DOUBLE_FAULT << 16;
    __asm__ volatile("lidt %0" : : "m"(table));
    log_ok("exceptions", "32 vectors, double fault on a stack of its own");
}

void interrupt_dispatch(struct interrupt_frame *frame)
{
    if (frame->vector == VECTOR_SYSTEM_CALL)
        system_call_dispatch(frame);
    else if (frame->vector >= VECTOR_IRQ0)
        irq_dispatch(frame->vector - VECTOR_IRQ0);
    else
        exception_dispatch(frame);
    if (frame_is_user(frame))
        scheduler_before_user();
}
