/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/power.h - switch the machine off, or start it again.
 */
#ifndef POWER_H
#define POWER_H

/* Find the power management block. */
void power_init(void);

_Noreturn void power_off(void);
_Noreturn void power_reboot(void);

#endif
