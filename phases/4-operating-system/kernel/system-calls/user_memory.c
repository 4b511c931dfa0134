/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/user_memory.c - addresses that programs hand over.
 *
 * A bad address must become an error for the program, not a page fault in the
 * kernel. Only one process runs, and its pages never move: what was checked
 * stays true.
 */
#include "system-calls/user_memory.h"

#include <stddef.h>

#include "memory/paging.h"

const void *user_input(uint32_t address, uint32_t bytes)
{
    return user_range_is_valid(address, bytes, false) ? (void *)address : NULL;
}

void *user_output(uint32_t address, uint32_t bytes)
{
    return user_range_is_valid(address, bytes, true) ? (void *)address : NULL;
}

bool user_text(uint32_t address, char *to, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        const char *from = user_input(address + i, 1);

        if (!from)
            return false;
        to[i] = *from;
        if (to[i] == '\0')
            return true;
    }
    return false;
}
