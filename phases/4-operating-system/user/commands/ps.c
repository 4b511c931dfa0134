/* SPDX-License-Identifier: MIT
 *
 * user/commands/ps.c - list the processes.
 */
#include "print.h"
#include "system.h"

static const char *state_name(const struct process_info *info)
{
    if (info->running)
        return "running";
    switch (info->state) {
    case PROCESS_READY:
        return "ready";
    case PROCESS_SLEEPING:
        return "sleeping";
    case PROCESS_ZOMBIE:
        return "ended";
    }
    return "?";
}

int main(void)
{
    struct process_info info;

    print("  PID PARENT STATE       CPU ms    KiB NAME\n");
    for (unsigned i = 0; system_process_info(i, &info) > 0; i++)
        print("%5d %6d %-9s %8u %6u %s\n", info.pid, info.parent,
              state_name(&info), info.cpu_ticks * 1000 / TICKS_PER_SECOND,
              info.pages * 4, info.name);
    return 0;
}
