/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/machine_calls.c - calls that reach for the machine.
 */
#include "drivers/ata.h"
#include "drivers/power.h"
#include "drivers/splash.h"
#include "drivers/terminal.h"
#include "files/partition.h"
#include "processes/process.h"
#include "system-calls/calls.h"
#include "system-calls/user_memory.h"

int32_t call_foreground(const struct call_arguments *arguments)
{
    terminal_set_foreground((int32_t)arguments->ebx);
    return 0;
}

int32_t call_progress(const struct call_arguments *arguments)
{
    if (process_current()->pid != PID_INIT)
        return -ERROR_NOT_ALLOWED;
    splash_progress(arguments->ebx);
    return 0;
}

int32_t call_power(const struct call_arguments *arguments)
{
    switch (arguments->ebx) {
    case POWER_OFF:
        power_off();
    case POWER_REBOOT:
        power_reboot();
    }
    return -ERROR_ARGUMENT;
}

int32_t call_sector_read(const struct call_arguments *arguments)
{
    void *to = user_output(arguments->ecx, SECTOR_BYTES);

    if (!to)
        return -ERROR_ADDRESS;
    if (arguments->ebx >= ata_sectors())
        return -ERROR_ARGUMENT;
    return ata_read(arguments->ebx, 1, to);
}

/* Only the sectors between the partition table and the first partition may
 * be written: no file lies there. */
int32_t call_sector_write(const struct call_arguments *arguments)
{
    const void *from = user_input(arguments->ecx, SECTOR_BYTES);

    if (!from)
        return -ERROR_ADDRESS;
    if (arguments->ebx == 0 || arguments->ebx >= partition_first_start())
        return -ERROR_NOT_ALLOWED;
    return ata_write(arguments->ebx, 1, from);
}

enum { MANY = 1000000 }; /* calls: far more than the stack can hold */

static uint32_t recurse(uint32_t depth)
{
    volatile uint32_t filler[16] = {depth};

    return depth ? recurse(depth - 1) + filler[0] : 0;
}

/* For the command "crash": shows what a bug in the kernel would do. */
int32_t call_break_kernel(const struct call_arguments *arguments)
{
    uint32_t nowhere = 0;

    if (arguments->ebx == BUG_STACK)
        return (int32_t)recurse(MANY);
    __asm__ volatile("movl $1, (%0)" : : "r"(nowhere) : "memory");
    return 0;
}
