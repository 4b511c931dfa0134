/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/process.h - programs that run.
 */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "files/fat16.h"
#include "system_calls.h"

enum { PROCESSES = 32, OPEN_FILES = 4, PID_INIT = 1 };

struct open_file {
    bool used;
    uint32_t position;
    struct fat16_file file;
};

struct process {
    enum process_state state;
    int32_t pid;
    int32_t parent; /* 0: nobody waits for it */
    char name[NAME_BYTES];

    uint32_t directory; /* physical address */
    uint32_t stack_top; /* of its kernel stack */
    uint32_t esp;       /* while it does not run */

    const void *channel; /* what it sleeps on */
    uint32_t wake_tick;  /* 0: sleeps without a limit */

    bool killed;    /* ends before it next reaches ring 3 */
    bool loaded;    /* its program was loaded, or could not be */
    int32_t result; /* of loading; then the exit status */

    uint32_t cpu_ticks;
    uint32_t pages;
    struct open_file files[OPEN_FILES];
    char path[PATH_BYTES];
    char arguments[ARGUMENT_BYTES];
};

struct process *process_current(void);
/* Slot 0 to PROCESSES - 1; slot 0 is the idle process. */
struct process *process_slot(unsigned slot);
struct process *process_find(int32_t pid);

/* The boot is the idle process, pid 0. */
void process_init(void);

/* Start pid 1, or panic. */
void process_start_init(void);

/* Start a program as a child of the current process. The first word of the
 * arguments is its name. Returns its pid or a negative error. */
int32_t process_spawn(const char *path, const char *arguments);

/* A process does not live longer than its parent: its children end too. */
_Noreturn void process_exit(int32_t status);
int32_t process_kill(int32_t pid);

/* Wait for a child to end (pid 0: for any). */
int32_t process_wait(int32_t pid, int32_t *status, bool poll);

#endif
