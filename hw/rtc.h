/* SPDX-License-Identifier: MIT
 *
 * hw/rtc.h - MC146818 real-time clock with 128 bytes of CMOS memory.
 */
#ifndef HW_RTC_H
#define HW_RTC_H

#include "hw/device.h"

/* Cells of the CMOS: first those of the clock itself. */
enum rtc_cell {
    RTC_SECONDS,
    RTC_SECONDS_ALARM,
    RTC_MINUTES,
    RTC_MINUTES_ALARM,
    RTC_HOURS,
    RTC_HOURS_ALARM,
    RTC_WEEKDAY, /* 1: Sunday */
    RTC_DAY,
    RTC_MONTH,
    RTC_YEAR,
    RTC_A,
    RTC_B,
    RTC_C,
    RTC_D,
    RTC_CELLS = 128
};

/* Register A:  7    6 5 4  3 2 1 0
 *              UIP  DV     RS                                   */
#define RTC_A_UIP    BIT(7)      /* 1: an update comes or runs */
#define RTC_A_DV     FIELD(6, 4) /* time base and divider reset */
#define RTC_A_RS     FIELD(3, 0) /* rate of the periodic interrupt */
#define RTC_A_DV_32K (2 << 4)

/* Register B:  7    6    5    4    3     2   1      0
 *              SET  PIE  AIE  UIE  SQWE  DM  24/12  DSE         */
#define RTC_B_SET  BIT(7) /* 1: updates are held while the date is set */
#define RTC_B_PIE  BIT(6) /* periodic interrupt enable */
#define RTC_B_AIE  BIT(5) /* alarm interrupt enable */
#define RTC_B_UIE  BIT(4) /* update-ended interrupt enable */
#define RTC_B_SQWE BIT(3) /* square wave on a pin that is not wired */
#define RTC_B_DM   BIT(2) /* 1: binary             0: BCD */
#define RTC_B_24H  BIT(1) /* 1: 24 hours           0: 12 hours, PM bit */

/* Register C:  7     6   5   4   3..0
 *              IRQF  PF  AF  UF  0            cleared by reading */
#define RTC_C_IRQF BIT(7)
#define RTC_C_PF   BIT(6)
#define RTC_C_AF   BIT(5)
#define RTC_C_UF   BIT(4)

#define RTC_D_VRT  BIT(7) /* 1: RAM and time valid, the battery is good */

struct rtc {
    uint64_t start_ns; /* when the divider chain began to run */
    uint64_t ticks;    /* ticks of 32768 Hz up to this state */
    uint32_t phase;    /* ticks that the chain began with */
    uint16_t index;    /* cell that port 71h reaches */
    uint16_t nmi_masked;
    uint8_t cell[RTC_CELLS];
};

extern const struct device_ops rtc_ops;

#endif
