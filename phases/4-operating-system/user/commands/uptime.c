/* SPDX-License-Identifier: MIT
 *
 * user/commands/uptime.c - time since the kernel started its timer.
 */
#include "print.h"
#include "system.h"

int main(void)
{
    struct system_info info;
    unsigned seconds, percent;

    system_system_info(&info);
    seconds = info.ticks / TICKS_PER_SECOND;
    percent = info.ticks < 1000000
                  ? info.idle_ticks * 100 / (info.ticks ? info.ticks : 1)
                  : info.idle_ticks / (info.ticks / 100);
    print("up %u:%02u:%02u, %u ticks, idle for %u %% of them\n", seconds / 3600,
          seconds / 60 % 60, seconds % 60, info.ticks, percent);
    return 0;
}
