/* SPDX-License-Identifier: MIT
 *
 * user/commands/log.c - show the system log.
 */
#include "print.h"
#include "system.h"

int main(void)
{
    static char line[160];

    for (unsigned i = 0; system_log_read(i, line, sizeof line) > 0; i++)
        print("%s\n", line);
    return 0;
}
