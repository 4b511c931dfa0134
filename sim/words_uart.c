/* SPDX-License-Identifier: MIT
 *
 * sim/words_uart.c - the words for serial ports.
 *
 * Source: National Semiconductor PC16550D data sheet, "Registers".
 */
#include "sim/words.h"

#define DLAB BIT(7) /* of the line control register */

static const char *name_of(const struct access *a)
{
    switch (a->port & 0xff8) {
    case 0x3f8:
        return "COM1";
    case 0x2f8:
        return "COM2";
    case 0x3e8:
        return "COM3";
    default:
        return "COM4";
    }
}

static const char *const enables[4] = {"data received", "transmitter empty",
                                       "line status", "modem status"};

static const char *const line_status[8] = {
    "data received",    "overrun",    "parity error",
    "framing error",    "break",      "transmitter takes a byte",
    "transmitter idle", "FIFO error",
};

static const char *const modem_controls[5] = {
    "DTR", "RTS", "OUT1", "OUT2 (lets the interrupt through)", "loopback",
};

static const char *const modem_status[8] = {
    "CTS changed", "DSR changed", "ring ended", "carrier changed",
    "CTS",         "DSR",         "ring",       "carrier",
};

static const char *const interrupts[8] = {
    "modem status",
    "transmitter empty",
    "data received",
    "line status",
    NULL,
    NULL,
    "receiver timeout",
    NULL,
};

static void say_data(struct words *w, const struct access *a)
{
    words_add(w, "%s %s: ", name_of(a), a->write ? "sends" : "has received");
    words_character(w, a->value);
}

static void say_line_control(struct words *w, const struct access *a)
{
    static const char *const parity[4] = {"odd", "even", "mark", "space"};

    words_add(w, "line control of %s: %u bits, ", name_of(a),
              5 + (a->value & 3));
    if (a->value & BIT(3))
        words_add(w, "%s parity, ", parity[a->value >> 4 & 3]);
    else
        words_add(w, "no parity, ");
    words_add(w, "%s stop bit%s%s", a->value & BIT(2) ? "more than 1" : "1",
              a->value & BIT(2) ? "s" : "",
              a->value & DLAB ? "; the divisor can be reached" : "");
}

static void say_identification(struct words *w, const struct access *a)
{
    const char *name = interrupts[a->value >> 1 & 7];

    words_add(w, "interrupt identification of %s: %s", name_of(a),
              a->value & BIT(0) ? "none waits"
              : name            ? name
                                : "unknown");
}

static void say_fifo_control(struct words *w, const struct access *a)
{
    words_add(w, "FIFO control of %s: FIFOs %s%s%s", name_of(a),
              a->value & BIT(0) ? "on" : "off",
              a->value & BIT(1) ? ", receiver emptied" : "",
              a->value & BIT(2) ? ", transmitter emptied" : "");
}

static void say_bits(struct words *w, const struct access *a, const char *name,
                     const char *const names[], unsigned count)
{
    words_add(w, "%s of %s: ", name, name_of(a));
    words_bits(w, a->value, names, count, "nothing");
}

static void say_low(struct words *w, const struct access *a)
{
    bool high = a->port & 1;

    if (a->before & DLAB)
        words_add(w, "divisor of %s, %s byte: 115200 baud are divided by it",
                  name_of(a), high ? "high" : "low");
    else if (high)
        say_bits(w, a, "interrupt enable", enables, ARRAY_LEN(enables));
    else
        say_data(w, a);
}

void words_uart(struct words *w, const struct access *a)
{
    switch (a->port & 7) {
    case 0:
    case 1:
        say_low(w, a);
        break;
    case 2:
        if (a->write)
            say_fifo_control(w, a);
        else
            say_identification(w, a);
        break;
    case 3:
        say_line_control(w, a);
        break;
    case 4:
        say_bits(w, a, "modem control", modem_controls,
                 ARRAY_LEN(modem_controls));
        break;
    case 5:
        say_bits(w, a, "line status", line_status, ARRAY_LEN(line_status));
        break;
    case 6:
        say_bits(w, a, "modem status", modem_status, ARRAY_LEN(modem_status));
        break;
    default:
        words_add(w, "scratch register of %s", name_of(a));
    }
}
