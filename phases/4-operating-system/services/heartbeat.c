/* SPDX-License-Identifier: MIT
 *
 * services/heartbeat.c - a sign of life in the log every ten seconds.
 */
#include "service.h"
#include "system.h"

enum { PERIOD_MS = 10000 };

int main(void)
{
    struct system_info info;

    service_ready();
    for (;;) {
        system_system_info(&info);
        service_log("up %u s, idle %u s, %u KiB free",
                    info.ticks / TICKS_PER_SECOND,
                    info.idle_ticks / TICKS_PER_SECOND, info.frames_free * 4);
        system_sleep(PERIOD_MS);
    }
}
