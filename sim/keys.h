/* SPDX-License-Identifier: MIT
 *
 * sim/keys.h - text to key strokes of a US keyboard, in scan code set 2.
 */
#ifndef SIM_KEYS_H
#define SIM_KEYS_H

#include "sim/base.h"

/* Key strokes wait here until the keyboard takes them. */
#define KEY_QUEUE 4096

struct key_queue {
    uint8_t bytes[KEY_QUEUE]; /* a ring of set 2 bytes */
    uint32_t first;
    uint32_t count;
};

/* Keys that are no characters, as code points above Unicode. */
enum special_key {
    KEY_UP_ARROW = 0x110000,
    KEY_DOWN_ARROW,
    KEY_LEFT_ARROW,
    KEY_RIGHT_ARROW,
    KEY_HOME_KEY,
    KEY_END_KEY,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_INSERT,
    KEY_DELETE,
    KEY_F1, /* to F12 */
    KEY_F12 = KEY_F1 + 11,
};

/* Press and release the key of a character (ASCII and control codes) or of
 * enum special_key. False: no such key, or the queue is full. */
bool keys_type(struct key_queue *q, uint32_t key);

#endif
