/* SPDX-License-Identifier: MIT
 *
 * hw/kbc.h - 8042 keyboard controller with its keyboard and mouse.
 */
#ifndef HW_KBC_H
#define HW_KBC_H

#include "hw/device.h"
#include "hw/keyboard.h"
#include "hw/ps2_mouse.h"

struct kbc {
    struct keyboard keyboard;
    struct ps2_mouse mouse;
    uint64_t input_ns;    /* when the 8042 takes the input buffer */
    uint64_t reply_ns;    /* when its own answer is ready */
    uint64_t cable_ns;    /* since when keyboard and mouse may send */
    uint8_t ram[32];      /* [0] is the command byte */
    uint8_t status;       /* port 64h */
    uint8_t output;       /* output buffer, port 60h */
    uint8_t input;        /* input buffer, as written */
    uint8_t command;      /* command that waits for a byte; 0: none */
    uint8_t reply;        /* its answer */
    uint8_t reply_status; /* KBC_STATUS_* that come with it; 0: no answer */
    uint8_t release;      /* translation has seen the prefix F0h */
    uint8_t input_port;   /* lock and jumpers */
    uint8_t output_port;  /* A20, reset; IRQs are added when read */
    uint8_t asked;        /* the last command, for the source of its answer */
    uint8_t source;       /* of the output buffer: enum kbc_source */
    uint8_t weak_test;    /* its self-test, for board_fails() */
    uint8_t hung;         /* 1: it stands still */
    uint8_t aux_stuck;    /* 1: the mouse's clock line is stuck low */
    uint8_t spare[2];
};

/* Where the byte in the output buffer came from: a command of the 8042 that
 * it answers, the keyboard or the mouse. */
enum kbc_source {
    KBC_FROM_KEYS = 0,     /* a key */
    KBC_FROM_KEYBOARD = 1, /* the keyboard, about itself */
    KBC_FROM_MOUSE = 2,    /* the mouse, about itself */
    KBC_FROM_PACKET = 3,   /* and up: byte 1, 2 ... of a packet of the mouse */
};

extern const struct device_ops kbc_ops;

/* A key on the host's keyboard: its bytes in scan code set 2. False: the
 * keyboard cannot take it now (buffer full, self-test); try later. */
bool kbc_key(struct board *b, struct kbc *kbc, const uint8_t *set2, unsigned n);

/* A move of the host's mouse. False: the last one is still on its way. */
bool kbc_move(struct board *b, struct kbc *kbc, const struct ps2_move *move);

#endif
