/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/rtc.c - date and time from the battery-backed clock.
 *
 *   port  use
 *   70h   register number
 *   71h   its value
 *
 * Source: MC146818A data sheet, "Time, Calendar, and Alarm Locations".
 * Not modelled: a century register other than 32h.
 */
#include "drivers/rtc.h"

#include <stdbool.h>
#include <stdint.h>

#include "log.h"
#include "port.h"
#include "string.h"

#define RTC_INDEX   0x70
#define RTC_DATA    0x71

#define REG_SECOND  0x00
#define REG_MINUTE  0x02
#define REG_HOUR    0x04
#define REG_DAY     0x07
#define REG_MONTH   0x08
#define REG_YEAR    0x09
#define REG_A       0x0a
#define REG_B       0x0b
#define REG_CENTURY 0x32

#define A_UPDATING  0x80
#define B_24_HOURS  0x02
#define B_BINARY    0x04
#define HOUR_PM     0x80

enum { POLL_LIMIT = 100000, ATTEMPTS = 4 };

static uint8_t read_register(uint8_t number)
{
    port_out8(RTC_INDEX, number);
    return port_in8(RTC_DATA);
}

static uint32_t read_number(uint8_t number, uint8_t mode)
{
    uint32_t value = read_register(number);

    return mode & B_BINARY ? value : (value >> 4) * 10 + (value & 0xf);
}

static uint32_t read_hour(uint8_t mode)
{
    uint32_t hour = read_register(REG_HOUR);
    bool afternoon = !(mode & B_24_HOURS) && hour & HOUR_PM;

    if (!(mode & B_24_HOURS))
        hour &= ~(uint32_t)HOUR_PM;
    if (!(mode & B_BINARY))
        hour = (hour >> 4) * 10 + (hour & 0xf);
    if (!(mode & B_24_HOURS))
        hour %= 12;
    return afternoon ? hour + 12 : hour;
}

static void read_once(struct date_time *now)
{
    uint8_t mode = read_register(REG_B);

    for (int i = 0; i < POLL_LIMIT && read_register(REG_A) & A_UPDATING; i++)
        ;
    now->second = read_number(REG_SECOND, mode);
    now->minute = read_number(REG_MINUTE, mode);
    now->hour = read_hour(mode);
    now->day = read_number(REG_DAY, mode);
    now->month = read_number(REG_MONTH, mode);
    now->year =
        read_number(REG_CENTURY, mode) * 100 + read_number(REG_YEAR, mode);
}

/* Read until two readings agree: the clock may step between two registers. */
void rtc_read(struct date_time *now)
{
    struct date_time again;

    read_once(now);
    for (int i = 0; i < ATTEMPTS; i++) {
        read_once(&again);
        if (memcmp(now, &again, sizeof again) == 0)
            return;
        *now = again;
    }
}

void rtc_init(void)
{
    struct date_time now;

    rtc_read(&now);
    log_ok("real-time clock", "%04u-%02u-%02u %02u:%02u:%02u", now.year,
           now.month, now.day, now.hour, now.minute, now.second);
}
