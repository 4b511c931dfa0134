/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/scheduler.h - who runs, who sleeps.
 */
#ifndef SCHEDULER_H
#define SCHEDULER_H

#include <stdint.h>

/* Sleep until someone wakes the channel or the tick comes (0: no limit). It
 * may return early: call it in a loop that checks what it waits for. */
void scheduler_sleep(const void *channel, uint32_t wake_tick);
void scheduler_wake(const void *channel);

struct process;
/* Wake one process, whatever it sleeps on. */
void scheduler_make_ready(struct process *process);

/* The tick that comes after so many milliseconds. */
uint32_t scheduler_tick_after(uint32_t milliseconds);
/* Has that tick come? */
int scheduler_is_past(uint32_t tick);

/* Let the next process run, if any can. */
void scheduler_switch(void);

/* From the timer interrupt. */
void scheduler_tick(void);

/* Last stop before ring 3: a turn may be over, a process may be killed. */
void scheduler_before_user(void);

/* What the processor does when nobody wants it. */
_Noreturn void scheduler_idle(void);

#endif
