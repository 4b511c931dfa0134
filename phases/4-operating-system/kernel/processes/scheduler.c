/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/scheduler.c - who runs, who sleeps.
 *
 * Round robin: each process that is ready gets a turn of 50 ms; the timer
 * interrupt ends it. The boot continues as the idle process, which halts the
 * processor until the next interrupt.
 */
#include "processes/scheduler.h"

#include "interrupts/gdt.h"
#include "interrupts/pit.h"
#include "memory/paging.h"
#include "port.h"
#include "processes/process.h"

enum { TURN_TICKS = 5, IDLE_SLOT = 0 };

void process_switch(uint32_t *save_esp, uint32_t load_esp);

static unsigned current; /* slot */
static unsigned turn_left = TURN_TICKS;
static bool switch_wanted;

struct process *process_current(void)
{
    return process_slot(current);
}

static unsigned choose_next(void)
{
    for (unsigned step = 1; step <= PROCESSES; step++) {
        unsigned slot = (current + step) % PROCESSES;

        if (slot != IDLE_SLOT && process_slot(slot)->state == PROCESS_READY)
            return slot;
    }
    return IDLE_SLOT;
}

void scheduler_switch(void)
{
    struct process *previous = process_slot(current), *next;
    unsigned slot = choose_next();

    switch_wanted = false;
    turn_left = TURN_TICKS;
    if (slot == current)
        return;
    current = slot;
    next = process_slot(slot);
    gdt_set_kernel_stack(next->stack_top);
    space_enter(next->directory ? next->directory : space_of_kernel());
    process_switch(&previous->esp, next->esp);
}

void scheduler_sleep(const void *channel, uint32_t wake_tick)
{
    struct process *process = process_current();

    if (current == IDLE_SLOT) {
        wait_for_interrupt();
        return;
    }
    process->channel = channel;
    process->wake_tick = wake_tick;
    process->state = PROCESS_SLEEPING;
    scheduler_switch();
    process->channel = 0;
}

void scheduler_make_ready(struct process *process)
{
    process->state = PROCESS_READY;
    switch_wanted = true;
}

void scheduler_wake(const void *channel)
{
    for (unsigned i = 1; i < PROCESSES; i++) {
        struct process *process = process_slot(i);

        if (process->state == PROCESS_SLEEPING && process->channel == channel)
            scheduler_make_ready(process);
    }
}

int scheduler_is_past(uint32_t tick)
{
    return (int32_t)(pit_ticks() - tick) >= 0;
}

uint32_t scheduler_tick_after(uint32_t milliseconds)
{
    uint32_t ticks = milliseconds / (1000 / PIT_HZ);

    /* One more, because part of the current tick is over. Never 0. */
    return (pit_ticks() + ticks + 1) | (pit_ticks() + ticks + 1 == 0);
}

void scheduler_tick(void)
{
    for (unsigned i = 1; i < PROCESSES; i++) {
        struct process *process = process_slot(i);

        if (process->state == PROCESS_SLEEPING && process->wake_tick &&
            scheduler_is_past(process->wake_tick))
            scheduler_make_ready(process);
    }
    process_current()->cpu_ticks++;
    if (--turn_left == 0) {
        turn_left = TURN_TICKS;
        switch_wanted = true;
    }
}

void scheduler_before_user(void)
{
    if (switch_wanted)
        scheduler_switch();
    if (process_current()->killed)
        process_exit(STATUS_KILLED);
}

void scheduler_idle(void)
{
    for (;;) {
        scheduler_switch();
        do
            wait_for_interrupt();
        while (!switch_wanted);
    }
}
