/* SPDX-License-Identifier: MIT
 *
 * hw/keyboard.h - the AT keyboard at the end of the cable.
 */
#ifndef HW_KEYBOARD_H
#define HW_KEYBOARD_H

#include "hw/board.h"

#define KEYBOARD_FIFO  16
#define KEYBOARD_NEVER UINT64_MAX

struct keyboard {
    uint64_t ready_ns;           /* from then on it can send */
    uint64_t bat_ns;             /* end of its self-test (BAT); 0: idle */
    uint8_t fifo[KEYBOARD_FIFO]; /* key codes not yet sent, a ring */
    uint8_t first;
    uint8_t count;
    uint8_t reply[6]; /* answers to the last command, oldest first */
    uint8_t replies;
    uint8_t last;      /* the last byte sent, for "resend" */
    uint8_t expects;   /* command that waits for its argument; 0: none */
    uint8_t scanning;  /* 1: keys are sent */
    uint8_t set;       /* scan code set: 1 or 2 */
    uint8_t leds;      /* scroll, num and caps lock */
    uint8_t typematic; /* repeat rate and delay as set */
    uint8_t unplugged; /* 1: there is no keyboard on the cable */
    uint8_t weak_bat;  /* its self-test, for board_fails() */
    uint8_t spare[7];
};

void keyboard_power_on(struct keyboard *k, uint64_t now);

/* Keys in set 2. False: not now (buffer full, self-test). */
bool keyboard_press(struct keyboard *k, const uint8_t *set2, unsigned n,
                    uint64_t now);

/* A command or argument from the 8042. */
void keyboard_command(struct keyboard *k, uint8_t byte, uint64_t now);

/* When it wants to send; KEYBOARD_NEVER: nothing to say. Then the byte. */
uint64_t keyboard_when(const struct keyboard *k);
uint8_t keyboard_send(struct board *b, struct keyboard *k);

#endif
