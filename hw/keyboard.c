/* SPDX-License-Identifier: MIT
 *
 * hw/keyboard.c - the AT keyboard at the end of the cable.
 *
 *   command  meaning                      answer
 *   EDh      set lights, 1 argument       FAh, FAh
 *   EEh      echo                         EEh
 *   F0h      scan code set, 1 argument    FAh, FAh (argument 0: and the set)
 *   F2h      identify                     FAh, ABh, 83h
 *   F3h      typematic rate, 1 argument   FAh, FAh
 *   F4h      clear buffer, send keys      FAh
 *   F5h      defaults, do not send keys   FAh
 *   F6h      defaults                     FAh
 *   FEh      resend                       the last byte again
 *   FFh      reset and self-test (BAT)    FAh, then AAh; FCh: it failed
 *   others                                FEh
 *
 * It is a computer of its own, reached over a slow serial cable: an answer
 * takes a millisecond, and its self-test eight. (IBM's took 300 ms and more;
 * firmware for virtual machines, such as that of Bochs, counts its looks at
 * the status port and gives up long before that on a fast processor.) At
 * power-on it tests itself and reports with AAh, before anyone asks.
 *
 * Source: IBM PC AT Technical Reference, "Keyboard", commands from and to the
 * system; IBM PS/2 Hardware Interface Technical Reference, "Keyboards".
 * Not modelled: repeating keys (the host repeats), scan code set 3, deafness
 * during the self-test.
 */
#include "hw/keyboard.h"
#include "hw/scancode.h"

#include <string.h>

#define KEYBOARD_THINK_NS  UINT64_C(1000000) /* receive and look at a byte */
#define KEYBOARD_BAT_NS    UINT64_C(8000000)

#define KEYBOARD_TYPEMATIC 0x2b /* 10.9 a second after 500 ms */
#define KEYBOARD_LED_MASK  0x07
#define KEYBOARD_RATE_MASK 0x7f

enum keyboard_byte {
    KEYBOARD_BAT_PASSED = 0xaa,
    KEYBOARD_ID_1 = 0xab,
    KEYBOARD_ID_2 = 0x83,
    KEYBOARD_SET_LEDS = 0xed,
    KEYBOARD_ECHO = 0xee,
    KEYBOARD_SET_CODES = 0xf0,
    KEYBOARD_IDENTIFY = 0xf2,
    KEYBOARD_SET_RATE = 0xf3,
    KEYBOARD_ENABLE = 0xf4,
    KEYBOARD_DISABLE = 0xf5,
    KEYBOARD_DEFAULTS = 0xf6,
    KEYBOARD_ACK = 0xfa,
    KEYBOARD_BAT_FAILED = 0xfc,
    KEYBOARD_RESEND = 0xfe, /* both ways */
    KEYBOARD_RESET = 0xff,
};

static void keyboard_reply(struct keyboard *k, uint8_t byte)
{
    k->reply[k->replies++] = byte;
}

static void keyboard_defaults(struct keyboard *k)
{
    k->count = 0;
    k->set = 2;
    k->typematic = KEYBOARD_TYPEMATIC;
}

static void keyboard_self_test(struct keyboard *k, uint64_t now)
{
    keyboard_defaults(k);
    k->leds = 0;
    k->scanning = 1;
    k->bat_ns = now + KEYBOARD_BAT_NS;
}

void keyboard_power_on(struct keyboard *k, uint64_t now)
{
    keyboard_self_test(k, now);
}

/* Keys */

static void keyboard_push(struct keyboard *k, uint8_t code)
{
    k->fifo[(k->first + k->count) % KEYBOARD_FIFO] = code;
    k->count++;
}

bool keyboard_press(struct keyboard *k, const uint8_t *set2, unsigned n,
                    uint64_t now)
{
    uint8_t release = 0, code;

    if (k->unplugged || !k->scanning)
        return true;
    if (k->bat_ns || n > KEYBOARD_FIFO - (unsigned)k->count)
        return false;
    if (k->count == 0 && k->ready_ns < now)
        k->ready_ns = now;
    for (unsigned i = 0; i < n; i++) {
        if (k->set == 2)
            keyboard_push(k, set2[i]);
        else if (scancode_translate(set2[i], &release, &code))
            keyboard_push(k, code);
    }
    return true;
}

/* Commands */

static void keyboard_argument(struct keyboard *k, uint8_t command, uint8_t byte)
{
    bool known = true;

    if (command == KEYBOARD_SET_LEDS)
        k->leds = byte & KEYBOARD_LED_MASK;
    else if (command == KEYBOARD_SET_RATE)
        k->typematic = byte & KEYBOARD_RATE_MASK;
    else if (byte == 1 || byte == 2)
        k->set = byte;
    else
        known = byte == 0;
    keyboard_reply(k, known ? KEYBOARD_ACK : KEYBOARD_RESEND);
    if (command == KEYBOARD_SET_CODES && byte == 0)
        keyboard_reply(k, k->set);
}

static void keyboard_obey(struct keyboard *k, uint8_t byte, uint64_t now)
{
    keyboard_reply(k, KEYBOARD_ACK);
    switch (byte) {
    case KEYBOARD_SET_LEDS:
    case KEYBOARD_SET_CODES:
    case KEYBOARD_SET_RATE:
        k->expects = byte;
        break;
    case KEYBOARD_IDENTIFY:
        keyboard_reply(k, KEYBOARD_ID_1);
        keyboard_reply(k, KEYBOARD_ID_2);
        break;
    case KEYBOARD_ENABLE:
        k->count = 0;
        k->scanning = 1;
        break;
    case KEYBOARD_DISABLE:
        keyboard_defaults(k);
        k->scanning = 0;
        break;
    case KEYBOARD_DEFAULTS:
        keyboard_defaults(k);
        break;
    case KEYBOARD_RESET:
        keyboard_self_test(k, now);
        break;
    case KEYBOARD_ECHO:
        k->reply[0] = KEYBOARD_ECHO;
        break;
    case KEYBOARD_RESEND:
        k->reply[0] = k->last;
        break;
    default:
        k->reply[0] = KEYBOARD_RESEND;
        break;
    }
}

/* An argument has bit 7 clear; a command in its place takes over. */
void keyboard_command(struct keyboard *k, uint8_t byte, uint64_t now)
{
    uint8_t command = k->expects;

    k->expects = 0;
    k->replies = 0;
    k->ready_ns = now + KEYBOARD_THINK_NS;
    if (command && byte < 0x80)
        keyboard_argument(k, command, byte);
    else
        keyboard_obey(k, byte, now);
}

/* Sending: answers first, then the end of a self-test, then keys. */

uint64_t keyboard_when(const struct keyboard *k)
{
    if (k->unplugged)
        return KEYBOARD_NEVER;
    if (k->replies)
        return k->ready_ns;
    if (k->bat_ns)
        return k->bat_ns;
    if (k->count && k->scanning && !k->expects)
        return k->ready_ns;
    return KEYBOARD_NEVER;
}

uint8_t keyboard_send(struct board *b, struct keyboard *k)
{
    uint8_t byte;

    if (k->replies) {
        byte = k->reply[0];
        k->replies--;
        memmove(&k->reply[0], &k->reply[1], k->replies);
    } else if (k->bat_ns) {
        byte = board_fails(b, k->weak_bat) ? KEYBOARD_BAT_FAILED
                                           : KEYBOARD_BAT_PASSED;
        k->bat_ns = 0;
    } else {
        byte = k->fifo[k->first % KEYBOARD_FIFO];
        k->first = (uint8_t)((k->first + 1) % KEYBOARD_FIFO);
        k->count--;
    }
    k->last = byte;
    return byte;
}
