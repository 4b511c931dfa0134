/* SPDX-License-Identifier: MIT
 *
 * user/commands/reboot.c - start the machine again.
 */
#include "print.h"
#include "system.h"

int main(void)
{
    print("Restarting.\n");
    return system_power(POWER_REBOOT);
}
