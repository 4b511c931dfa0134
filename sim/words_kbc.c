/* SPDX-License-Identifier: MIT
 *
 * sim/words_kbc.c - the words for the 8042 keyboard controller and the
 * keyboard behind it; those for the mouse are in sim/words_mouse.c.
 *
 * Source: IBM PC AT Technical Reference, "Keyboard Controller", "Keyboard";
 * IBM PS/2 Hardware Interface Technical Reference, "Keyboard/Auxiliary Device
 * Controller".
 */
#include "sim/words.h"

#include "hw/kbc.h"

#define WAITING(before) ((before)&0xff)
#define EXPECTS(before) ((before) >> 8 & 0xff)
#define STATUS(before)  ((before) >> 16 & 0xff)
#define SOURCE(before)  ((before) >> 24)

#define OUTPUT_FULL     BIT(0)
#define FROM_MOUSE      BIT(5)

static const char *const status_bits[8] = {
    "a byte waits at port 60h",
    "the last byte written is not yet taken",
    "self-test passed",
    NULL,
    NULL,
    "the byte is the mouse's",
    "timeout",
    "parity error",
};

static const struct name commands[] = {
    {0x20, "read the command byte"},
    {0x60, "write the command byte"},
    {0xa7, "disable the mouse port"},
    {0xa8, "enable the mouse port"},
    {0xa9, "test the mouse port"},
    {0xaa, "self-test"},
    {0xab, "test the keyboard lines"},
    {0xad, "disable the keyboard"},
    {0xae, "enable the keyboard"},
    {0xc0, "read the input port"},
    {0xd0, "read the output port"},
    {0xd1, "write the output port"},
    {0xd2, "put a byte into the output buffer, as if from the keyboard"},
    {0xd3, "put a byte into the output buffer, as if from the mouse"},
    {0xd4, "send a byte to the mouse"},
    {0xdd, "close A20"},
    {0xdf, "open A20"},
    {0xe0, "read the test inputs"},
    {0xfe, "pulse RESET: the processor is reset"},
    {0xff, "pulse no pin"},
    {0, NULL},
};

static const struct name keyboard_commands[] = {
    {0xed, "set the lights"},
    {0xee, "echo"},
    {0xf0, "choose the scan code set"},
    {0xf2, "identify"},
    {0xf3, "set the repeat rate"},
    {0xf4, "send keys"},
    {0xf5, "defaults, and do not send keys"},
    {0xf6, "defaults"},
    {0xfe, "send the last byte again"},
    {0xff, "reset and self-test"},
    {0, NULL},
};

static const struct name keyboard_answers[] = {
    {0xaa, "self-test passed"},  {0xee, "echo"},
    {0xfa, "acknowledged"},      {0xfc, "self-test failed"},
    {0xfe, "please send again"}, {0, NULL},
};

static const char *const command_byte[8] = {
    "IRQ 1 on",
    "IRQ 12 on",
    "system flag",
    "key switch ignored",
    "keyboard off",
    "mouse port off",
    "translation to scan code set 1",
    NULL,
};

static const char *const lights[3] = {"Scroll Lock", "Num Lock", "Caps Lock"};

static void say_keyboard(struct words *w, const struct access *a)
{
    const char *name = name_find(keyboard_commands, a->value);

    switch (EXPECTS(a->before)) {
    case 0:
        words_add(w, "to the keyboard: %s", name ? name : "an unknown command");
        break;
    case 0xed:
        words_add(w, "to the keyboard: lights on: ");
        words_bits(w, a->value, lights, ARRAY_LEN(lights), "none");
        break;
    case 0xf0:
        words_add(w,
                  a->value ? "to the keyboard: scan code set %u"
                           : "to the keyboard: tell the scan code set",
                  a->value);
        break;
    default:
        words_add(w, "to the keyboard: argument of command %02Xh",
                  EXPECTS(a->before));
    }
}

static void say_argument(struct words *w, const struct access *a)
{
    uint32_t command = WAITING(a->before);

    switch (command) {
    case 0x60:
        words_add(w, "command byte of the keyboard controller: ");
        words_bits(w, a->value, command_byte, 8, "nothing on");
        break;
    case 0xd1:
        words_add(w, "output port of the keyboard controller: A20 %s%s",
                  a->value & BIT(1) ? "open" : "closed",
                  a->value & BIT(0) ? "" : ", RESET of the processor");
        break;
    case 0xd2:
    case 0xd3:
        words_add(w, "argument of command %02Xh of the keyboard controller",
                  command);
        break;
    case 0xd4:
        words_mouse_command(w, a->value, EXPECTS(a->before));
        break;
    default:
        if ((command & 0xe0) == 0x60)
            words_add(w, "byte %u of the keyboard controller's memory",
                      command & 0x1f);
        else
            say_keyboard(w, a);
    }
}

static void say_scan_code(struct words *w, uint32_t value)
{
    const char *key = words_key(value & 0x7f, false);

    if (value == 0xe0)
        words_add(w, "prefix of an extended key");
    else if (key)
        words_add(w, "key %s goes %s, in scan code set 1", key,
                  value & BIT(7) ? "up" : "down");
    else
        words_add(w, "a scan code of the keyboard");
}

/* The byte that the 8042 gives as the answer to a command of its own. */
static void say_answer(struct words *w, uint32_t command, uint32_t value)
{
    switch (command) {
    case 0x20:
        words_add(w, "command byte of the keyboard controller: ");
        words_bits(w, value, command_byte, 8, "nothing on");
        break;
    case 0xaa:
        words_add(w, "self-test of the keyboard controller: %s",
                  value == 0x55 ? "passed" : "failed");
        break;
    case 0xab:
        words_add(w, "test of the keyboard lines: %s",
                  value ? "a line is stuck" : "good");
        break;
    case 0xa9:
        words_add(w, "test of the mouse lines: %s",
                  value ? "a line is stuck" : "good");
        break;
    case 0xd0:
        words_add(w, "output port of the keyboard controller: A20 %s",
                  value & BIT(1) ? "open" : "closed");
        break;
    default:
        words_add(w, "answer to command %02Xh of the keyboard controller",
                  command);
    }
}

static void say_output(struct words *w, const struct access *a)
{
    uint32_t source = SOURCE(a->before);
    const char *answer = name_find(keyboard_answers, a->value);

    if (!(STATUS(a->before) & OUTPUT_FULL))
        words_add(w, "no new byte waits at the keyboard controller");
    else if (STATUS(a->before) & FROM_MOUSE)
        words_mouse_byte(w, source, a->value);
    else if (source == KBC_FROM_KEYS)
        say_scan_code(w, a->value);
    else if (source == KBC_FROM_KEYBOARD)
        words_add(w, "from the keyboard: %s",
                  answer ? answer : "an answer to its last command");
    else
        say_answer(w, source, a->value);
}

void words_kbc(struct words *w, const struct access *a)
{
    const char *command = name_find(commands, a->value);

    if (a->port == 0x60 && a->write) {
        say_argument(w, a);
    } else if (a->port == 0x60) {
        say_output(w, a);
    } else if (a->write) {
        words_add(w, "command to the keyboard controller");
        if (command)
            words_add(w, ": %s", command);
    } else {
        words_add(w, "status of the keyboard controller: ");
        words_bits(w, a->value, status_bits, 8, "nothing waits");
    }
}
