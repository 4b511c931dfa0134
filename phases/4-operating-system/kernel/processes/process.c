/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/process.c - programs that run: birth, death, waiting.
 */
#include "processes/process.h"

#include <stddef.h>

#include "drivers/terminal.h"
#include "log.h"
#include "memory/frames.h"
#include "memory/paging.h"
#include "panic.h"
#include "processes/begin.h"
#include "processes/scheduler.h"
#include "string.h"

enum { STACK_SLOT_BYTES = 2 * FRAME_BYTES }; /* a hole, then the stack */

static struct process processes[PROCESSES];
static int32_t last_pid;

void process_init(void)
{
    processes[0].state = PROCESS_READY;
    text_copy(processes[0].name, "idle", sizeof processes[0].name);
}

struct process *process_slot(unsigned slot)
{
    return &processes[slot];
}

struct process *process_find(int32_t pid)
{
    for (unsigned i = 0; i < PROCESSES; i++)
        if (processes[i].state != PROCESS_FREE && processes[i].pid == pid)
            return &processes[i];
    return NULL;
}

static struct process *find_free_slot(void)
{
    for (unsigned i = 1; i < PROCESSES; i++)
        if (processes[i].state == PROCESS_FREE)
            return &processes[i];
    return NULL;
}

/* The kernel stack of a slot stays when its process ends. */
static bool prepare_stack(struct process *process)
{
    uint32_t slot = (uint32_t)(process - processes);
    uint32_t page = STACKS_BASE + slot * STACK_SLOT_BYTES + FRAME_BYTES;

    if (!kernel_range_is_mapped(page, FRAME_BYTES) &&
        !page_add(page, PAGE_WRITE))
        return false;
    process->stack_top = page + FRAME_BYTES;
    process->esp = begin_prepare_stack(process->stack_top);
    return true;
}

static void name_after_first_word(struct process *process)
{
    char *end = process->name;

    text_copy(process->name, process->arguments, sizeof process->name);
    while (*end && *end != ' ')
        end++;
    *end = '\0';
}

static struct process *create(const char *path, const char *arguments)
{
    struct process *process = find_free_slot();

    if (!process)
        return NULL;
    memset(process, 0, sizeof *process);
    if (!prepare_stack(process))
        return NULL;
    process->directory = space_create();
    if (!process->directory)
        return NULL;
    process->pid = ++last_pid;
    process->parent = process_current()->pid;
    text_copy(process->path, path, sizeof process->path);
    text_copy(process->arguments, arguments, sizeof process->arguments);
    name_after_first_word(process);
    process->state = PROCESS_READY;
    return process;
}

void process_start_init(void)
{
    if (!create("/BIN/INIT.ELF", "init"))
        panic("no memory for the first process");
    log_ok("processes", "%u slots, first program /BIN/INIT.ELF", PROCESSES - 1);
}

int32_t process_spawn(const char *path, const char *arguments)
{
    struct process *child = create(path, arguments);
    int32_t result;

    if (!child)
        return find_free_slot() ? -ERROR_MEMORY : -ERROR_TOO_MANY;
    while (!child->loaded)
        scheduler_sleep(&child->loaded, 0);
    result = child->result;
    if (result < 0) {
        process_wait(child->pid, &(int32_t){0}, false);
        return result;
    }
    return child->pid;
}

static void end_children(int32_t pid)
{
    for (unsigned i = 1; i < PROCESSES; i++) {
        struct process *child = &processes[i];

        if (child->state == PROCESS_FREE || child->parent != pid)
            continue;
        child->parent = 0;
        if (child->state == PROCESS_ZOMBIE)
            child->state = PROCESS_FREE;
        else
            process_kill(child->pid);
    }
}

void process_exit(int32_t status)
{
    struct process *process = process_current();
    struct process *parent = process_find(process->parent);

    if (process->pid == PID_INIT)
        panic("init ended with status %Xh", (unsigned)status);
    space_destroy_current();
    process->directory = space_of_kernel();
    end_children(process->pid);
    terminal_forget(process->pid);
    process->result = status;
    process->state = process->parent ? PROCESS_ZOMBIE : PROCESS_FREE;
    if (parent)
        scheduler_wake(parent);
    scheduler_switch();
    panic("a dead process ran");
}

int32_t process_kill(int32_t pid)
{
    struct process *process = process_find(pid);

    if (!process || pid == 0 || process->state == PROCESS_ZOMBIE)
        return -ERROR_NO_PROCESS;
    if (pid == PID_INIT)
        return -ERROR_NOT_ALLOWED;
    process->killed = true;
    if (process->state == PROCESS_SLEEPING)
        scheduler_make_ready(process);
    return 0;
}

static bool is_awaited(const struct process *process, int32_t pid)
{
    return process->state != PROCESS_FREE &&
           process->parent == process_current()->pid &&
           (pid == 0 || process->pid == pid);
}

/* One look at the children: a pid, -ERROR_NO_CHILD, or 0: none has ended. */
static int32_t collect(int32_t pid, int32_t *status)
{
    int32_t answer = -ERROR_NO_CHILD;

    for (unsigned i = 1; i < PROCESSES; i++) {
        if (!is_awaited(&processes[i], pid))
            continue;
        if (processes[i].state == PROCESS_ZOMBIE) {
            *status = processes[i].result;
            processes[i].state = PROCESS_FREE;
            return processes[i].pid;
        }
        answer = 0;
    }
    return answer;
}

int32_t process_wait(int32_t pid, int32_t *status, bool poll)
{
    for (;;) {
        int32_t answer = collect(pid, status);

        if (answer != 0 || poll)
            return answer;
        if (process_current()->killed)
            return -ERROR_KILLED;
        scheduler_sleep(process_current(), 0);
    }
}
