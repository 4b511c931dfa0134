/* SPDX-License-Identifier: MIT
 *
 * sim/words_pit.c - the words for the 8254 timer.
 *
 * Source: Intel 8254 data sheet, "Control Word Format", "Read Operations".
 */
#include "sim/words.h"

static const char *const modes[8] = {
    "0, interrupt on terminal count",
    "1, one shot",
    "2, rate generator",
    "3, square wave",
    "4, software strobe",
    "5, hardware strobe",
    "2, rate generator",
    "3, square wave",
};

static const char *const parts[4] = {"", "low byte only", "high byte only",
                                     "low byte, then high byte"};

const char *words_pit_mode(uint32_t mode)
{
    return modes[mode & 7];
}

static void say_read_back(struct words *w, uint32_t value)
{
    static const char *const counters[] = {NULL, "0", "1", "2"};

    words_add(w, "read-back: latch %s%s%s of counter ",
              value & BIT(5) ? "" : "the count",
              (value & (BIT(5) | BIT(4))) == 0 ? " and " : "",
              value & BIT(4) ? "" : "the status");
    words_bits(w, value, counters, ARRAY_LEN(counters), "none");
}

static void say_control(struct words *w, uint32_t value)
{
    uint32_t counter = value >> 6 & 3, part = value >> 4 & 3;

    if (counter == 3)
        say_read_back(w, value);
    else if (part == 0)
        words_add(w, "latch the count of counter %u", counter);
    else
        words_add(w, "control word for counter %u: mode %s; %s; %s", counter,
                  words_pit_mode(value >> 1), parts[part],
                  value & BIT(0) ? "BCD" : "binary");
}

#define RW(before) ((before) >> 4 & 3)
#define RW_LOW     1
#define RW_HIGH    2

static bool is_high(const struct access *a)
{
    bool second = a->before & (a->write ? BIT(8) : BIT(9));

    return RW(a->before) == RW_HIGH || (RW(a->before) != RW_LOW && second);
}

#define LATCHED_COUNT  BIT(10)
#define LATCHED_STATUS BIT(11)

static void say_counter(struct words *w, const struct access *a)
{
    const char *part = is_high(a) ? "high" : "low";
    unsigned counter = a->port & 3;

    if (a->write)
        words_add(w, "%s byte of the reload value of counter %u", part,
                  counter);
    else if (a->before & LATCHED_STATUS)
        words_add(w, "latched status of counter %u: OUT is %s", counter,
                  a->value & BIT(7) ? "high" : "low");
    else
        words_add(w, "%s byte of the %scount of counter %u", part,
                  a->before & LATCHED_COUNT ? "latched " : "", counter);
}

void words_pit(struct words *w, const struct access *a)
{
    if (a->port != 0x43)
        say_counter(w, a);
    else if (a->write)
        say_control(w, a->value);
    else
        words_add(w, "the control word of the timer cannot be read");
}
