/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/info_calls.c - what ps, mem, irq, lspci and date show.
 */
#include "drivers/pci.h"
#include "drivers/rtc.h"
#include "interrupts/irq.h"
#include "interrupts/pit.h"
#include "memory/frames.h"
#include "memory/heap.h"
#include "memory/paging.h"
#include "processes/process.h"
#include "string.h"
#include "system-calls/calls.h"
#include "system-calls/user_memory.h"

extern char kernel_start[], kernel_end[];

int32_t call_process_info(const struct call_arguments *arguments)
{
    struct process_info *to = user_output(arguments->ecx, sizeof *to);
    uint32_t left = arguments->ebx;

    if (!to)
        return -ERROR_ADDRESS;
    for (unsigned i = 0; i < PROCESSES; i++) {
        const struct process *process = process_slot(i);

        if (process->state == PROCESS_FREE || left-- > 0)
            continue;
        to->pid = process->pid;
        to->parent = process->parent;
        to->state = process->state;
        to->running = process == process_current();
        to->cpu_ticks = process->cpu_ticks;
        to->pages = process->pages;
        text_copy(to->name, process->name, sizeof to->name);
        return 1;
    }
    return 0;
}

int32_t call_system_info(const struct call_arguments *arguments)
{
    struct system_info *to = user_output(arguments->ebx, sizeof *to);

    if (!to)
        return -ERROR_ADDRESS;
    to->ticks = pit_ticks();
    to->idle_ticks = process_slot(0)->cpu_ticks;
    to->frames = frames_total();
    to->frames_free = frames_free();
    to->kernel_bytes = (uint32_t)(kernel_end - kernel_start);
    to->heap_bytes = heap_bytes();
    to->heap_used = heap_used();
    return 0;
}

int32_t call_irq_info(const struct call_arguments *arguments)
{
    struct irq_info *to = user_output(arguments->ecx, sizeof *to);

    if (!to)
        return -ERROR_ADDRESS;
    return irq_describe(arguments->ebx, to);
}

int32_t call_pci_info(const struct call_arguments *arguments)
{
    struct pci_info *to = user_output(arguments->ecx, sizeof *to);

    if (!to)
        return -ERROR_ADDRESS;
    return pci_describe(arguments->ebx, to);
}

int32_t call_date(const struct call_arguments *arguments)
{
    struct date_time *to = user_output(arguments->ebx, sizeof *to);

    if (!to)
        return -ERROR_ADDRESS;
    rtc_read(to);
    return 0;
}
