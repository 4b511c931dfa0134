/* SPDX-License-Identifier: MIT
 *
 * user/commands/uptime.c - time since the kernel started its timer.
 */
#include "print.h"
#include "system.h"

int main(void)
{
    struct system_info info;
    unsigned seconds;

    system_system_info(&info);
    seconds = info.ticks / TICKS_PER_SECOND;
    print("up %u:%02u:%02u, %u ticks, idle for %u %% of them\n",
          seconds / 3600, seconds / 60 % 60, seconds % 60, info.ticks,
          info.ticks ? info.idle_ticks / ((info.ticks + 99) / 100) : 0);
    return 0;
}
