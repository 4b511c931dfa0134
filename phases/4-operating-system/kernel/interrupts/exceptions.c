/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/exceptions.c - when the processor refuses to go on.
 *
 * A fault in a program ends that program only. A fault in the kernel is a
 * panic: the report names the exception, spells out its error code, shows the
 * registers and the calls that led to it.
 *
 * Source: SDM Vol. 3A, "Exception and Interrupt Reference" and "Error Code".
 */
#include "interrupts/exceptions.h"

#include "drivers/terminal.h"
#include "exception_names.h"
#include "interrupts/gdt.h"
#include "log.h"
#include "panic.h"
#include "processes/process.h"

enum { GENERAL_PROTECTION = 13, PAGE_FAULT = 14, FIRST_WITH_SELECTOR = 10 };

/* Error code of a page fault. */
#define FAULT_PRESENT 1 /* a protection violation, not a missing page */
#define FAULT_WRITE   2
#define FAULT_USER    4

/* Error code with a selector. */
#define SELECTOR_EXTERNAL 1
#define SELECTOR_IDT      2
#define SELECTOR_LDT      4

static uint32_t fault_address(void)
{
    uint32_t cr2;

    __asm__ volatile("movl %%cr2, %0" : "=r"(cr2));
    return cr2;
}

static void print_page_fault(uint32_t error, uint32_t address)
{
    terminal_print("    %s address %08X from ring %c: %s\n",
                   error & FAULT_WRITE ? "writing" : "reading", address,
                   error & FAULT_USER ? '3' : '0',
                   error & FAULT_PRESENT ? "not permitted"
                                         : "no page is there");
}

static void print_selector(uint32_t error)
{
    if (error == 0) {
        terminal_print("    error code 0: no segment is involved\n");
        return;
    }
    terminal_print("    error code %04X: %s %u%s\n", error,
                   error & SELECTOR_IDT   ? "gate of interrupt"
                   : error & SELECTOR_LDT ? "LDT entry"
                                          : "GDT entry",
                   error >> 3,
                   error & SELECTOR_EXTERNAL ? ", caused from outside" : "");
}

static void print_details(const struct interrupt_frame *frame)
{
    uint32_t vector = frame->vector;

    if (vector == PAGE_FAULT)
        print_page_fault(frame->error, fault_address());
    else if (vector >= FIRST_WITH_SELECTOR && vector <= GENERAL_PROTECTION)
        print_selector(frame->error);
}

static void print_registers(const struct interrupt_frame *frame)
{
    bool user = frame_is_user(frame);
    uint32_t esp = user ? frame->user_esp : (uint32_t)&frame->user_esp;

    terminal_print("    CS:EIP %04X:%08X  EFLAGS %08X  CR2 %08X\n",
                   frame->cs & 0xffff, frame->eip, frame->eflags,
                   fault_address());
    terminal_print("    EAX %08X  EBX %08X  ECX %08X  EDX %08X\n", frame->eax,
                   frame->ebx, frame->ecx, frame->edx);
    terminal_print("    ESI %08X  EDI %08X  EBP %08X  ESP %08X\n", frame->esi,
                   frame->edi, frame->ebp, esp);
}

static void report_user_fault(const struct interrupt_frame *frame)
{
    const struct process *process = process_current();

    terminal_fresh_line();
    terminal_print("%s (pid %d): %s (exception %u), killed\n", process->name,
                   process->pid, exception_name(frame->vector), frame->vector);
    print_details(frame);
    print_registers(frame);
    log_only("%s (pid %d): %s at %08X, killed", process->name, process->pid,
             exception_name(frame->vector), frame->eip);
}

static void begin_report(uint32_t vector)
{
    const struct process *process = process_current();

    panic_begin();
    terminal_print("*** kernel panic: %s (exception %u) in the kernel, "
                   "process %d \"%s\"\n",
                   exception_name(vector), vector, process->pid, process->name);
}

void exception_dispatch(const struct interrupt_frame *frame)
{
    if (frame_is_user(frame)) {
        report_user_fault(frame);
        process_exit(STATUS_FAULT | (int)frame->vector);
    }
    begin_report(frame->vector);
    print_details(frame);
    print_registers(frame);
    panic_trace(frame->eip, frame->ebp);
    panic_end();
}

void exception_double_fault(void)
{
    const struct task_state *task = gdt_interrupted_task();

    begin_report(8);
    terminal_print("    a fault could not be delivered; last page fault at "
                   "%08X\n",
                   fault_address());
    terminal_print("    CS:EIP %04X:%08X  EFLAGS %08X  ESP %08X  EBP %08X\n",
                   task->cs, task->eip, task->eflags, task->esp, task->ebp);
    panic_trace(task->eip, task->ebp);
    panic_end();
}
