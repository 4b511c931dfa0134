/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/process_calls.c - exit, spawn, wait, kill, sleep, self.
 */
#include "processes/process.h"
#include "processes/scheduler.h"
#include "system-calls/calls.h"
#include "system-calls/user_memory.h"

int32_t call_exit(const struct call_arguments *arguments)
{
    process_exit(arguments->ebx & STATUS_CODE);
}

int32_t call_spawn(const struct call_arguments *arguments)
{
    char path[PATH_BYTES], words[ARGUMENT_BYTES];

    if (!user_text(arguments->ebx, path, sizeof path) ||
        !user_text(arguments->ecx, words, sizeof words))
        return -ERROR_ADDRESS;
    return process_spawn(path, words);
}

int32_t call_wait(const struct call_arguments *arguments)
{
    int32_t *status = user_output(arguments->ecx, sizeof *status);

    if (!status)
        return -ERROR_ADDRESS;
    return process_wait((int32_t)arguments->ebx, status,
                        arguments->edx & WAIT_POLL);
}

int32_t call_kill(const struct call_arguments *arguments)
{
    return process_kill((int32_t)arguments->ebx);
}

int32_t call_sleep(const struct call_arguments *arguments)
{
    uint32_t deadline = scheduler_tick_after(arguments->ebx);

    while (!scheduler_is_past(deadline)) {
        if (process_current()->killed)
            return -ERROR_KILLED;
        scheduler_sleep(&process_current()->pid, deadline);
    }
    return 0;
}

int32_t call_self(const struct call_arguments *arguments)
{
    (void)arguments;
    return process_current()->pid;
}
