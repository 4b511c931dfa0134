/* SPDX-License-Identifier: MIT
 *
 * hw/ps2_mouse.h - the PS/2 mouse at the end of the second cable.
 */
#ifndef HW_PS2_MOUSE_H
#define HW_PS2_MOUSE_H

#include "hw/board.h"

#define PS2_MOUSE_NEVER   UINT64_MAX
#define PS2_MOUSE_MESSAGE 5 /* acknowledge, packet of 4 bytes */

/* What a hand does: a way in quarters of a millimetre, to the right and away
 * from the user; notches of the wheel, towards the user; the buttons held
 * down from now on. */
struct ps2_move {
    int8_t dx, dy;
    int8_t wheel;
    uint8_t buttons;
};

#define PS2_MOVE_MOST  127
#define PS2_WHEEL_MOST 7
#define PS2_LEFT       BIT(0)
#define PS2_RIGHT      BIT(1)
#define PS2_MIDDLE     BIT(2)

struct ps2_mouse {
    uint64_t ready_ns;  /* from then on it can send */
    uint64_t bat_ns;    /* end of its self-test; 0: idle */
    uint64_t sample_ns; /* of its next packet, at the earliest */
    int16_t x, y;       /* way not yet told, in 1/8 mm */
    int8_t wheel;       /* notches not yet told */
    uint8_t buttons;    /* PS2_LEFT ..., held down now, */
    uint8_t told;       /* and as told last */
    uint8_t message[PS2_MOUSE_MESSAGE]; /* the last one */
    uint8_t length;                     /* its bytes */
    uint8_t sent;                       /* of them */
    uint8_t packet;     /* 1: it is a packet of its own accord */
    uint8_t expects;    /* command that waits for its argument; 0: none */
    uint8_t rate;       /* packets a second */
    uint8_t resolution; /* 0 to 3: 1, 2, 4, 8 counts a millimetre */
    uint8_t twice;      /* 1: scaling 2:1 */
    uint8_t remote;     /* 1: packets when asked for  0: stream mode */
    uint8_t wrap;       /* 1: bytes come back as they are */
    uint8_t enabled;    /* 1: stream mode sends */
    uint8_t id;         /* 0; 3: with a wheel, packets of 4 bytes */
    uint8_t rates[2];   /* the two set last: the knock for id 3 */
    uint8_t wrong;      /* 1: the last byte made no sense */
    uint8_t unplugged;  /* 1: there is no mouse on the cable */
    uint8_t weak_bat;   /* its self-test, for board_fails() */
    uint8_t spare[4];
};

void ps2_mouse_power_on(struct ps2_mouse *m, uint64_t now);

/* False: not now, the last move is not told yet. */
bool ps2_mouse_move(struct ps2_mouse *m, const struct ps2_move *move,
                    uint64_t now);

/* A command or argument from the 8042. */
void ps2_mouse_command(struct ps2_mouse *m, uint8_t byte, uint64_t now);

/* When it wants to send; PS2_MOUSE_NEVER: nothing to say. Then the byte. */
uint64_t ps2_mouse_when(const struct ps2_mouse *m);
uint8_t ps2_mouse_send(struct board *b, struct ps2_mouse *m);

#endif
