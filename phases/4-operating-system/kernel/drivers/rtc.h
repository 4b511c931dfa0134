/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/rtc.h - date and time from the battery-backed clock.
 */
#ifndef RTC_H
#define RTC_H

#include "system_calls.h"

void rtc_init(void);
void rtc_read(struct date_time *now);

#endif
