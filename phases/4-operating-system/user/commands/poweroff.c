/* SPDX-License-Identifier: MIT
 *
 * user/commands/poweroff.c - switch the machine off.
 */
#include "print.h"
#include "system.h"

int main(void)
{
    print("Switching off.\n");
    return system_power(POWER_OFF);
}
