/* SPDX-License-Identifier: MIT
 *
 * services/clock.c - knows the date and time and tells who asks.
 *
 * It reads the battery-backed clock once and then counts timer ticks. A
 * question is the name of the mailbox for the answer.
 */
#include "format.h"
#include "service.h"
#include "system.h"

static struct date_time start;
static unsigned start_ticks;

static unsigned ticks_now(void)
{
    struct system_info info;

    system_system_info(&info);
    return info.ticks;
}

static unsigned days_in_month(unsigned month, unsigned year)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
    unsigned leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[(month - 1) % 12] + (month == 2 ? leap : 0);
}

static void next_day(struct date_time *date)
{
    date->day++;
    if (date->day > days_in_month(date->month, date->year)) {
        date->day = 1;
        date->month++;
    }
    if (date->month > 12) {
        date->month = 1;
        date->year++;
    }
}

static void now(struct date_time *date)
{
    unsigned seconds = (ticks_now() - start_ticks) / TICKS_PER_SECOND;

    *date = start;
    seconds += date->second + 60 * date->minute + 3600 * date->hour;
    for (; seconds >= 86400; seconds -= 86400)
        next_day(date);
    date->hour = seconds / 3600;
    date->minute = seconds / 60 % 60;
    date->second = seconds % 60;
}

static void answer(const struct message *question)
{
    struct date_time date;
    char text[MESSAGE_BYTES];

    now(&date);
    format(text, sizeof text, "%04u-%02u-%02u %02u:%02u:%02u", date.year,
           date.month, date.day, date.hour, date.minute, date.second);
    system_send(system_mailbox(question->text, false), text);
}

int main(void)
{
    struct message question;
    int mailbox = system_mailbox(MAILBOX_CLOCK, true);

    if (mailbox < 0)
        return 1;
    system_date(&start);
    start_ticks = ticks_now();
    service_log("started at %02u:%02u:%02u", start.hour, start.minute,
                start.second);
    service_ready();
    for (;;)
        if (system_receive(mailbox, &question, WAIT_FOREVER_MS) == 0)
            answer(&question);
}
