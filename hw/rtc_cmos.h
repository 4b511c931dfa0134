/* SPDX-License-Identifier: MIT
 *
 * hw/rtc_cmos.h - what the battery kept: the contents of the CMOS memory.
 */
#ifndef HW_RTC_CMOS_H
#define HW_RTC_CMOS_H

#include "hw/rtc.h"

/* Fill the cells of a machine that was set up for this configuration. */
void rtc_cmos_fill(uint8_t cell[RTC_CELLS], const struct board_config *config);

#endif
