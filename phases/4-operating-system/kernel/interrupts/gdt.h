/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/gdt.h - segments and task state segments.
 */
#ifndef GDT_H
#define GDT_H

#include <stdint.h>

/* Selectors; switch.asm and stubs.asm know them too. */
enum {
    KERNEL_CODE = 0x08,
    KERNEL_DATA = 0x10,
    USER_CODE = 0x18 | 3,
    USER_DATA = 0x20 | 3,
    TASK_STATE = 0x28,
    TASK_STATE_DOUBLE_FAULT = 0x30,
};

/* Intel's layout of a 32-bit task state segment. */
struct task_state {
    uint32_t back_link;
    uint32_t esp0, ss0, esp1, ss1, esp2, ss2;
    uint32_t cr3;
    uint32_t eip, eflags;
    uint32_t eax, ecx, edx, ebx, esp, ebp, esi, edi;
    uint32_t es, cs, ss, ds, fs, gs;
    uint32_t ldt;
    uint16_t trap, io_map;
};

void gdt_init(void);

/* The kernel stack that the next interrupt from ring 3 shall use. */
void gdt_set_kernel_stack(uint32_t top);

/* The registers at a double fault, saved by the processor's task switch. */
const struct task_state *gdt_interrupted_task(void);

#endif
