/* SPDX-License-Identifier: MIT
 *
 * sim/words_mouse.c - the words for the PS/2 mouse.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Mouse".
 */
#include "sim/words.h"

#include "hw/kbc.h"

static const struct name commands[] = {
    {0xe6, "scaling 1:1"},
    {0xe7, "scaling 2:1"},
    {0xe8, "set the resolution"},
    {0xe9, "tell the status"},
    {0xea, "stream mode: packets of its own accord"},
    {0xeb, "send a packet now"},
    {0xec, "end of wrap mode"},
    {0xee, "wrap mode: send every byte back"},
    {0xf0, "remote mode: packets only when asked for"},
    {0xf2, "identify"},
    {0xf3, "set how many packets a second"},
    {0xf4, "send packets"},
    {0xf5, "do not send packets"},
    {0xf6, "defaults"},
    {0xfe, "send the last answer again"},
    {0xff, "reset and self-test"},
    {0, NULL},
};

static const struct name answers[] = {
    {0x00, "its number is 0, a mouse"},
    {0x03, "its number is 3, a mouse with a wheel"},
    {0xaa, "self-test passed"},
    {0xfa, "acknowledged"},
    {0xfc, "self-test failed, or wrong again"},
    {0xfe, "please send again"},
    {0, NULL},
};

/* As in the first byte of a packet, and in the event. */
static const char *const buttons[3] = {"left", "right", "middle"};

#define FIRST_COMMAND 0xe6

void words_mouse_command(struct words *w, uint32_t value, uint32_t expects)
{
    const char *name = name_find(commands, value);

    words_add(w, "to the mouse: ");
    if (expects == 0xf3 && value < FIRST_COMMAND)
        words_add(w, "%u packets a second", value);
    else if (expects == 0xe8 && value <= 3)
        words_add(w, "%u counts a millimetre", 1u << value);
    else
        words_add(w, "%s", name ? name : "an unknown command");
}

static void say_first(struct words *w, uint32_t value)
{
    words_add(w, "buttons down: ");
    words_bits(w, value & 7, buttons, ARRAY_LEN(buttons), "none");
    words_add(w, "; moved %s and %s", value & BIT(4) ? "left" : "right",
              value & BIT(5) ? "towards the user" : "away");
    if (value & (BIT(6) | BIT(7)))
        words_add(w, ", further than it can tell");
}

void words_mouse_byte(struct words *w, uint32_t source, uint32_t value)
{
    static const char *const bytes[] = {
        "",
        "the way right",
        "the way away from the user",
        "turns of the wheel",
    };
    uint32_t number = source - KBC_FROM_PACKET;
    const char *answer = name_find(answers, value);

    if (source == KBC_FROM_MOUSE) {
        words_add(w, "from the mouse: %s",
                  answer ? answer : "an answer to its last command");
        return;
    }
    if (source < KBC_FROM_PACKET || number >= ARRAY_LEN(bytes)) {
        words_add(w, "from the mouse port");
        return;
    }
    words_add(w, "byte %u of a packet of the mouse: ", number + 1);
    if (number == 0)
        say_first(w, value);
    else
        words_add(w, "%s, low 8 bits", bytes[number]);
}

static uint32_t magnitude(int32_t value)
{
    return value < 0 ? 0 - (uint32_t)value : (uint32_t)value;
}

static void say_way(struct words *w, int32_t way, const char *plus,
                    const char *minus)
{
    uint32_t quarters = magnitude(way);

    words_add(w, " %u.%02u mm %s", quarters / 4, quarters % 4 * 25,
              way < 0 ? minus : plus);
}

void say_mouse(struct words *w, const struct event *e)
{
    int32_t right = (int32_t)e->arg[0], up = (int32_t)e->arg[1];
    int32_t wheel = (int32_t)e->arg[3];

    words_add(w, "The mouse moves");
    if (right)
        say_way(w, right, "right", "left");
    if (right && up)
        words_add(w, " and");
    if (up)
        say_way(w, up, "away from the user", "towards the user");
    if (!right && !up)
        words_add(w, " nowhere");
    words_add(w, "; buttons down: ");
    words_bits(w, e->arg[2], buttons, ARRAY_LEN(buttons), "none");
    if (wheel)
        words_add(w, "; the wheel turns %u towards %s", magnitude(wheel),
                  wheel < 0 ? "the screen" : "the user");
    words_add(w, ".");
}
