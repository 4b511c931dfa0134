/* SPDX-License-Identifier: MIT
 *
 * hw/rtc.c - MC146818 real-time clock with 128 bytes of CMOS memory.
 *
 *   port  access  bits  meaning
 *   70h   write   7     1: NMI is masked
 *                 6:0   cell that port 71h reaches
 *         read          nothing drives the bus: FFh
 *   71h   r/w     7:0   the cell
 *
 *   cell     meaning
 *   00h-09h  time, alarm and date (see enum rtc_cell)
 *   0Ah-0Dh  registers A to D: rate, mode, interrupt flags, battery
 *   0Eh-7Fh  memory (see hw/rtc_cmos.c)
 *
 * The battery keeps it alive while the PC is off. The BIOS reads the date, the
 * size of the memory and the boot order from here. Interrupts go to IRQ8.
 *
 * The chain of dividers runs at 32768 Hz; a second ends at each multiple of
 * 32768 ticks. The chip is brought up to date only when someone looks; it has
 * a deadline only for an interrupt that is enabled.
 *
 * Source: Motorola MC146818 data sheet; "Register A" to "Register D", "Update
 * Cycle", "Interrupts".
 * Not modelled: daylight saving (DSE), the SQW pin, other time bases than
 * 32768 Hz (they stop the clock).
 */
#include "hw/rtc.h"
#include "hw/rtc_cmos.h"

#define RTC_INDEX_PORT    0
#define RTC_NMI_MASK      BIT(7)
#define RTC_OPEN_BUS      0xff
#define RTC_IRQ           8
#define RTC_IRQ_FLAGS     (RTC_C_PF | RTC_C_AF | RTC_C_UF)

#define RTC_HERTZ         32768u
#define RTC_RELEASE_TICKS (RTC_HERTZ / 2) /* first update after DV reset */

/* UIP is high 244 us before an update and during its 1984 us. */
#define RTC_UIP_TICKS 73

#define RTC_HOUR_PM   BIT(7)
#define RTC_ANY       0xc0 /* an alarm cell that matches always */
#define RTC_NO_ALARM  UINT32_MAX

#define SECONDS_A_DAY 86400u

/* Years 00 to 99 with a leap day each fourth. */
#define DAYS_A_CENTURY 36525u

/* Time base */

static bool rtc_runs(const struct rtc *rtc)
{
    return (rtc->cell[RTC_A] & RTC_A_DV) == RTC_A_DV_32K;
}

static uint64_t rtc_ticks(const struct board *b, const struct rtc *rtc)
{
    uint64_t ns = board_now(b) - rtc->start_ns;

    return rtc->phase + ns / NS_PER_SECOND * RTC_HERTZ +
           ns % NS_PER_SECOND * RTC_HERTZ / NS_PER_SECOND;
}

static uint64_t rtc_ns(const struct rtc *rtc, uint64_t ticks)
{
    uint64_t n = ticks - rtc->phase;

    return rtc->start_ns + n / RTC_HERTZ * NS_PER_SECOND +
           (n % RTC_HERTZ * NS_PER_SECOND + RTC_HERTZ - 1) / RTC_HERTZ;
}

/* Ticks of the periodic interrupt; 0: none. Rates 1 and 2 repeat 8 and 9. */
static uint64_t rtc_period(const struct rtc *rtc)
{
    unsigned rate = rtc->cell[RTC_A] & RTC_A_RS;

    if (rate == 1 || rate == 2)
        rate += 7;
    return rate ? 1u << (rate - 1) : 0;
}

/* Numbers as register B says */

static uint8_t rtc_encode(const struct rtc *rtc, unsigned value)
{
    if (rtc->cell[RTC_B] & RTC_B_DM)
        return (uint8_t)value;
    return (uint8_t)(value / 10 << 4 | value % 10);
}

static unsigned rtc_decode(const struct rtc *rtc, uint8_t value)
{
    if (rtc->cell[RTC_B] & RTC_B_DM)
        return value;
    return (value >> 4) * 10u + (value & 15u);
}

static uint8_t rtc_encode_hour(const struct rtc *rtc, unsigned hour)
{
    unsigned twelve = hour % 12 == 0 ? 12 : hour % 12;

    if (rtc->cell[RTC_B] & RTC_B_24H)
        return rtc_encode(rtc, hour);
    return (uint8_t)(rtc_encode(rtc, twelve) | (hour >= 12 ? RTC_HOUR_PM : 0));
}

static unsigned rtc_decode_hour(const struct rtc *rtc, uint8_t value)
{
    unsigned hour;

    if (rtc->cell[RTC_B] & RTC_B_24H)
        return rtc_decode(rtc, value) % 24;
    hour = rtc_decode(rtc, value & (uint8_t)~RTC_HOUR_PM) % 12;
    return value & RTC_HOUR_PM ? hour + 12 : hour;
}

static unsigned rtc_second_of_day(const struct rtc *rtc)
{
    return rtc_decode_hour(rtc, rtc->cell[RTC_HOURS]) * 3600 +
           rtc_decode(rtc, rtc->cell[RTC_MINUTES]) % 60 * 60 +
           rtc_decode(rtc, rtc->cell[RTC_SECONDS]) % 60;
}

/* Alarm */

static bool rtc_matches(uint8_t alarm, uint8_t value)
{
    return (alarm & RTC_ANY) == RTC_ANY || alarm == value;
}

/* Can the alarm cell of the minutes or seconds ever match? */
static bool rtc_reachable(const struct rtc *rtc, enum rtc_cell alarm)
{
    for (unsigned value = 0; value < 60; value++) {
        if (rtc_matches(rtc->cell[alarm], rtc_encode(rtc, value)))
            return true;
    }
    return false;
}

/* Seconds to the next alarm, 1..86400. */
static uint32_t rtc_alarm(const struct rtc *rtc)
{
    const uint8_t *cell = rtc->cell;
    unsigned now = rtc_second_of_day(rtc), ahead = 1;

    if (!rtc_reachable(rtc, RTC_MINUTES_ALARM) ||
        !rtc_reachable(rtc, RTC_SECONDS_ALARM))
        return RTC_NO_ALARM;
    while (ahead <= SECONDS_A_DAY) {
        unsigned at = (now + ahead) % SECONDS_A_DAY;
        uint8_t hour = rtc_encode_hour(rtc, at / 3600);
        uint8_t minute = rtc_encode(rtc, at / 60 % 60);

        if (!rtc_matches(cell[RTC_HOURS_ALARM], hour))
            ahead += 3600 - at % 3600;
        else if (!rtc_matches(cell[RTC_MINUTES_ALARM], minute))
            ahead += 60 - at % 60;
        else if (!rtc_matches(cell[RTC_SECONDS_ALARM],
                              rtc_encode(rtc, at % 60)))
            ahead++;
        else
            return ahead;
    }
    return RTC_NO_ALARM;
}

/* Calendar */

static unsigned rtc_days_of_month(unsigned year, unsigned month)
{
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30,
                                     31, 31, 30, 31, 30, 31};

    return month == 1 && year % 4 == 0 ? 29 : days[month];
}

static void rtc_add_days(struct rtc *rtc, uint64_t days)
{
    unsigned year = rtc_decode(rtc, rtc->cell[RTC_YEAR]) % 100;
    unsigned month = (rtc_decode(rtc, rtc->cell[RTC_MONTH]) + 11) % 12;
    unsigned day = (rtc_decode(rtc, rtc->cell[RTC_DAY]) + 30) % 31;
    unsigned weekday = rtc_decode(rtc, rtc->cell[RTC_WEEKDAY]) + 6;

    day += (unsigned)(days % DAYS_A_CENTURY);
    while (day >= rtc_days_of_month(year, month)) {
        day -= rtc_days_of_month(year, month);
        month = (month + 1) % 12;
        if (month == 0)
            year = (year + 1) % 100;
    }
    rtc->cell[RTC_WEEKDAY] =
        rtc_encode(rtc, (unsigned)((weekday + days) % 7 + 1));
    rtc->cell[RTC_DAY] = rtc_encode(rtc, day + 1);
    rtc->cell[RTC_MONTH] = rtc_encode(rtc, month + 1);
    rtc->cell[RTC_YEAR] = rtc_encode(rtc, year);
}

static void rtc_update(struct rtc *rtc, uint64_t seconds)
{
    uint64_t second = rtc_second_of_day(rtc) + seconds;
    unsigned of_day = (unsigned)(second % SECONDS_A_DAY);

    if (rtc_alarm(rtc) <= seconds)
        rtc->cell[RTC_C] |= RTC_C_AF;
    rtc->cell[RTC_C] |= RTC_C_UF;
    rtc->cell[RTC_SECONDS] = rtc_encode(rtc, of_day % 60);
    rtc->cell[RTC_MINUTES] = rtc_encode(rtc, of_day / 60 % 60);
    rtc->cell[RTC_HOURS] = rtc_encode_hour(rtc, of_day / 3600);
    if (second >= SECONDS_A_DAY)
        rtc_add_days(rtc, second / SECONDS_A_DAY);
}

/* The chip */

static void rtc_run(struct board *b, struct rtc *rtc)
{
    uint64_t period = rtc_period(rtc), before = rtc->ticks, seconds;

    if (!rtc_runs(rtc))
        return;
    rtc->ticks = rtc_ticks(b, rtc);
    if (period && rtc->ticks / period != before / period)
        rtc->cell[RTC_C] |= RTC_C_PF;
    seconds = rtc->ticks / RTC_HERTZ - before / RTC_HERTZ;
    if (seconds && !(rtc->cell[RTC_B] & RTC_B_SET))
        rtc_update(rtc, seconds);
}

/* Tick of the next interrupt that is enabled. */
static uint64_t rtc_next(const struct rtc *rtc)
{
    uint64_t second = rtc->ticks / RTC_HERTZ, period = rtc_period(rtc);
    uint64_t next = BOARD_NEVER;
    uint8_t mode = rtc->cell[RTC_B];
    uint32_t alarm = mode & RTC_B_AIE ? rtc_alarm(rtc) : RTC_NO_ALARM;

    if (mode & RTC_B_PIE && period)
        next = (rtc->ticks / period + 1) * period;
    if (mode & RTC_B_SET)
        return next;
    if (mode & RTC_B_UIE)
        alarm = 1;
    if (alarm != RTC_NO_ALARM && (second + alarm) * RTC_HERTZ < next)
        next = (second + alarm) * RTC_HERTZ;
    return next;
}

static void rtc_drive(struct board *b, struct rtc *rtc)
{
    bool request = rtc->cell[RTC_C] & rtc->cell[RTC_B] & RTC_IRQ_FLAGS;
    uint64_t next = BOARD_NEVER;

    rtc->cell[RTC_C] &= RTC_IRQ_FLAGS;
    if (request)
        rtc->cell[RTC_C] |= RTC_C_IRQF;
    else if (rtc_runs(rtc))
        next = rtc_next(rtc);
    board_irq(b, RTC_IRQ, request);
    board_deadline(b, DEV_rtc,
                   next == BOARD_NEVER ? BOARD_NEVER : rtc_ns(rtc, next));
}

/* The chain starts again half a second before its first update. */
static void rtc_set_a(struct board *b, struct rtc *rtc, uint8_t value)
{
    bool ran = rtc_runs(rtc);

    rtc->cell[RTC_A] = value & (uint8_t)~RTC_A_UIP;
    if (ran || !rtc_runs(rtc))
        return;
    rtc->start_ns = board_now(b);
    rtc->phase = RTC_RELEASE_TICKS;
    rtc->ticks = rtc->phase;
}

static void rtc_set(struct board *b, struct rtc *rtc, uint8_t value)
{
    switch (rtc->index) {
    case RTC_A:
        rtc_set_a(b, rtc, value);
        break;
    case RTC_B:
        rtc->cell[RTC_B] =
            value & RTC_B_SET ? value & (uint8_t)~RTC_B_UIE : value;
        break;
    case RTC_C:
    case RTC_D:
        break;
    default:
        rtc->cell[rtc->index] = value;
        break;
    }
}

static void rtc_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct rtc *rtc = dev;

    (void)bytes;
    if ((port & 1) == RTC_INDEX_PORT) {
        rtc->index = value & (RTC_CELLS - 1);
        rtc->nmi_masked = (value & RTC_NMI_MASK) != 0;
        return;
    }
    rtc_run(b, rtc);
    rtc_set(b, rtc, (uint8_t)value);
    rtc_drive(b, rtc);
}

static uint8_t rtc_get_a(const struct rtc *rtc)
{
    uint64_t left = RTC_HERTZ - rtc->ticks % RTC_HERTZ;
    bool updates = rtc_runs(rtc) && !(rtc->cell[RTC_B] & RTC_B_SET);

    if (updates && left <= RTC_UIP_TICKS)
        return (uint8_t)(rtc->cell[RTC_A] | RTC_A_UIP);
    return rtc->cell[RTC_A];
}

static uint32_t rtc_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct rtc *rtc = dev;
    uint8_t value;

    (void)bytes;
    if ((port & 1) == RTC_INDEX_PORT)
        return RTC_OPEN_BUS;
    rtc_run(b, rtc);
    value = rtc->cell[rtc->index];
    if (rtc->index == RTC_A)
        value = rtc_get_a(rtc);
    if (rtc->index == RTC_C) {
        rtc_drive(b, rtc);
        value = rtc->cell[RTC_C];
        rtc->cell[RTC_C] = 0;
        rtc_drive(b, rtc);
    }
    return value;
}

static void rtc_expire(struct board *b, void *dev)
{
    struct rtc *rtc = dev;

    rtc_run(b, rtc);
    rtc_drive(b, rtc);
}

/* "RESET": the clock and the memory go on undisturbed. */
static void rtc_reset(struct board *b, void *dev)
{
    struct rtc *rtc = dev;

    rtc_run(b, rtc);
    rtc->cell[RTC_B] &=
        (uint8_t) ~(RTC_B_PIE | RTC_B_AIE | RTC_B_UIE | RTC_B_SQWE);
    rtc->cell[RTC_C] = 0;
    rtc_drive(b, rtc);
}

static void rtc_power_on(struct board *b, void *dev, unsigned unit)
{
    struct rtc *rtc = dev;

    (void)unit;
    rtc->start_ns = board_now(b);
    rtc_cmos_fill(rtc->cell, board_config(b));
}

const struct device_ops rtc_ops = {
    .part = "Motorola MC146818 real-time clock",
    .power_on = rtc_power_on,
    .reset = rtc_reset,
    .in = rtc_in,
    .out = rtc_out,
    .expire = rtc_expire,
};
