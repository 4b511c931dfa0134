/* SPDX-License-Identifier: MIT
 *
 * sim/words_system.c - the words for the small ports of the board: system
 * control, POST card, power management.
 *
 * Source: IBM PC AT Technical Reference, "System Control"; 82371AB PIIX4 data
 * sheet, "Port 92 Register", "Power Management".
 */
#include "sim/words.h"

/* 61h, 92h. */
void words_system(struct words *w, const struct access *a)
{
    if (a->port == 0x92) {
        words_add(w, "system control port A: A20 %s",
                  a->value & BIT(1) ? "open" : "left to the 8042");
        if (a->write && a->value & ~a->before & BIT(0))
            words_add(w, ", reset of the processor");
        return;
    }
    words_add(w, "system control port B: GATE 2 of the timer %s, speaker %s",
              a->value & BIT(0) ? "high" : "low",
              a->value & BIT(1) ? "connected" : "off");
    if (!a->write)
        words_add(w, "; OUT 2 is %s, refresh bit %u",
                  a->value & BIT(5) ? "high" : "low", a->value >> 4 & 1);
}

/* 80h, B5h, E9h, F0h, F1h. */
void words_system_port(struct words *w, const struct access *a)
{
    if (a->port == 0x80) {
        words_add(w, "%s", a->write ? "POST code" : "the last POST code");
        words_post_code(w, a->value);
    } else if (a->port == 0xb5) {
        words_add(w, "the marker port of the bundled guest");
        words_marker(w, a->value);
    } else if (a->port == 0xf0 || a->port == 0xf1) {
        words_add(w, "coprocessor error logic");
        if (a->write)
            words_add(w, ": IRQ 13 low, the processor may go on");
    } else if (a->write) {
        words_add(w, "debug console: ");
        words_character(w, a->value);
    } else {
        words_add(w, "debug console: %s",
                  a->value == 0xe9 ? "it is there" : "it is not there");
    }
}

/* --- power management -------------------------------------------------- */

void words_power(struct words *w, const struct access *a)
{
    unsigned offset = a->port - a->before;

    if (a->port == 0xb2 || a->port == 0xb3) {
        words_add(w, "power management: %s of the SMI handler",
                  a->port == 0xb2 ? "command" : "status");
        return;
    }
    switch (offset) {
    case 0x00:
    case 0x01:
        words_add(w, "power management status (PMSTS)");
        break;
    case 0x02:
    case 0x03:
        words_add(w, "power management enable (PMEN)");
        break;
    case 0x04:
    case 0x05:
        words_add(w, "power management control (PMCNTRL)");
        if (offset == 0x04 && a->bytes >= 2 && a->write && a->value & BIT(13))
            words_add(w, ": sleep now, type %u", a->value >> 10 & 7);
        break;
    default:
        if (offset >= 0x08 && offset <= 0x0b)
            words_add(w, "power management timer (PMTMR)");
        else
            words_add(w, "power management, offset %02Xh", offset);
    }
}

/* --- chips that this board does not have ------------------------------- */

void words_printer(struct words *w, const struct access *a)
{
    static const char *const registers[4] = {"data", "status", "control",
                                             "another register"};

    words_add(w, "parallel port at %Xh: %s", a->port & ~3u,
              registers[a->port & 3]);
}
