/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/gdt.c - segments and task state segments.
 *
 * All segments are flat, 0 to 4 GiB: protection is by paging and by ring.
 * The first task state segment only names the kernel stack for an interrupt
 * from ring 3. The second is a task of its own for the double fault, with a
 * stack that works when the kernel's does not.
 *
 * Source: SDM Vol. 3A, "Segment Descriptors"; "Task-State Segment (TSS)".
 */
#include "interrupts/gdt.h"

#include "interrupts/exceptions.h"
#include "log.h"
#include "memory/paging.h"

enum { GDT_ENTRIES = 7 };

/* Descriptor bits 40-47 and 52-55. */
#define TYPE_CODE0 0x9a /* present, ring 0, code, readable */
#define TYPE_DATA0 0x92 /* present, ring 0, data, writable */
#define TYPE_CODE3 0xfa /* present, ring 3, code, readable */
#define TYPE_DATA3 0xf2 /* present, ring 3, data, writable */
#define TYPE_TSS   0x89 /* present, ring 0, 32-bit TSS, available */
#define FLAGS_FLAT 0xc  /* limit in 4 KiB pages, 32-bit */

struct __attribute__((packed)) table_register {
    uint16_t limit;
    uint32_t base;
};

void gdt_load(const struct table_register *table, uint32_t task_state);

static uint64_t gdt[GDT_ENTRIES] __attribute__((aligned(8)));
static struct task_state task_state, task_state_double_fault;
static uint32_t double_fault_stack[512];

static uint64_t descriptor(uint32_t base, uint32_t limit, uint32_t type,
                           uint32_t flags)
{
    uint32_t low = (limit & 0xffff) | base << 16;
    uint32_t high = (base & 0xff000000) | flags << 20 | (limit & 0xf0000) |
                    type << 8 | (base >> 16 & 0xff);

    return (uint64_t)high << 32 | low;
}

static uint64_t task_descriptor(const struct task_state *task)
{
    return descriptor((uint32_t)task, sizeof *task - 1, TYPE_TSS, 0);
}

static void prepare_double_fault_task(void)
{
    struct task_state *task = &task_state_double_fault;

    task->cr3 = space_of_kernel();
    task->eip = (uint32_t)exception_double_fault;
    task->eflags = 2;
    task->esp = (uint32_t)(double_fault_stack + 512);
    task->cs = KERNEL_CODE;
    task->ss = task->ds = task->es = task->fs = task->gs = KERNEL_DATA;
    task->io_map = sizeof *task;
}

void gdt_init(void)
{
    struct table_register table = {sizeof gdt - 1, (uint32_t)gdt};

    gdt[KERNEL_CODE / 8] = descriptor(0, 0xfffff, TYPE_CODE0, FLAGS_FLAT);
    gdt[KERNEL_DATA / 8] = descriptor(0, 0xfffff, TYPE_DATA0, FLAGS_FLAT);
    gdt[USER_CODE / 8] = descriptor(0, 0xfffff, TYPE_CODE3, FLAGS_FLAT);
    gdt[USER_DATA / 8] = descriptor(0, 0xfffff, TYPE_DATA3, FLAGS_FLAT);
    gdt[TASK_STATE / 8] = task_descriptor(&task_state);
    gdt[TASK_STATE_DOUBLE_FAULT / 8] =
        task_descriptor(&task_state_double_fault);

    task_state.ss0 = KERNEL_DATA;
    task_state.io_map = sizeof task_state; /* no ports for ring 3 */
    prepare_double_fault_task();
    gdt_load(&table, TASK_STATE);
    log_ok("segments", "flat code and data for rings 0 and 3, 2 task states");
}

void gdt_set_kernel_stack(uint32_t top)
{
    task_state.esp0 = top;
}

const struct task_state *gdt_interrupted_task(void)
{
    return &task_state;
}
