/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/lock.h - one process at a time, the others sleep.
 */
#ifndef LOCK_H
#define LOCK_H

#include <stdbool.h>

#include "processes/scheduler.h"

struct lock {
    bool taken;
};

static inline void lock_take(struct lock *lock)
{
    while (lock->taken)
        scheduler_sleep(lock, 0);
    lock->taken = true;
}

static inline void lock_give_back(struct lock *lock)
{
    lock->taken = false;
    scheduler_wake(lock);
}

#endif
