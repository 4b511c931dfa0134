/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/begin.c - the first steps of a new process.
 *
 * A process is born in the kernel, in an address space with no pages. It
 * loads its program from the disk, makes its stack, and then returns to ring
 * 3 as if from an interrupt that never was.
 */
#include "processes/begin.h"

#include "files/fat16.h"
#include "interrupts/gdt.h"
#include "interrupts/idt.h"
#include "log.h"
#include "markers.h"
#include "memory/frames.h"
#include "memory/paging.h"
#include "panic.h"
#include "processes/elf.h"
#include "processes/process.h"
#include "processes/scheduler.h"
#include "string.h"

#define EFLAGS_INTERRUPTS 0x202

enum { STACK_PAGES = 2 };

/* What process_switch (switch.asm) pops. */
struct first_switch {
    uint32_t edi, esi, ebx, ebp;
    uint32_t return_address;
};

static bool make_stack(void)
{
    uint32_t page = KERNEL_BASE;

    for (int i = 0; i < STACK_PAGES; i++) {
        page -= FRAME_BYTES;
        if (!page_add(page, PAGE_USER | PAGE_WRITE))
            return false;
        process_current()->pages++;
    }
    return true;
}

static int32_t load(uint32_t *entry)
{
    struct fat16_file file;
    int32_t result = fat16_find(process_current()->path, &file);

    if (result < 0)
        return result;
    if (file.is_directory)
        return -ERROR_DIRECTORY;
    result = elf_load(&file, entry);
    if (result < 0)
        return result;
    return make_stack() ? 0 : -ERROR_MEMORY;
}

static void report_loaded(int32_t result)
{
    struct process *process = process_current();

    if (process->pid == PID_INIT && result < 0)
        panic("the first program %s cannot be loaded", process->path);
    process->result = result;
    process->loaded = true;
    scheduler_wake(&process->loaded);
}

/* The arguments lie at the top of the program's stack; EBX points there. */
static _Noreturn void enter_ring3(uint32_t entry)
{
    uint32_t arguments = KERNEL_BASE - ARGUMENT_BYTES;
    struct interrupt_frame frame = {
        .ds = USER_DATA,
        .es = USER_DATA,
        .fs = USER_DATA,
        .gs = USER_DATA,
        .ebx = arguments,
        .eip = entry,
        .cs = USER_CODE,
        .eflags = EFLAGS_INTERRUPTS,
        .user_esp = arguments,
        .user_ss = USER_DATA,
    };

    memcpy((void *)arguments, process_current()->arguments, ARGUMENT_BYTES);
    if (process_current()->pid == PID_INIT)
        mark(MARK_SERVICES);
    interrupt_return(&frame);
}

static _Noreturn void begin(void)
{
    uint32_t entry;
    int32_t result = load(&entry);

    report_loaded(result);
    if (result < 0)
        process_exit(result);
    scheduler_before_user();
    enter_ring3(entry);
}

uint32_t begin_prepare_stack(uint32_t stack_top)
{
    /* One word above it stands for the caller that begin() does not have. */
    struct first_switch *first = (struct first_switch *)(stack_top - 4) - 1;

    memset(first, 0, sizeof *first + 4);
    first->return_address = (uint32_t)begin;
    return (uint32_t)first;
}
