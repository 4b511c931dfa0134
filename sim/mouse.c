/* SPDX-License-Identifier: MIT
 *
 * sim/mouse.c - moves of the mouse, as text and as numbers.
 */
#include "sim/mouse.h"

#include <stdlib.h>
#include <string.h>

bool mouse_put(struct mouse_queue *q, const struct ps2_move *move)
{
    if (q->count == MOUSE_QUEUE)
        return false;
    q->moves[(q->first + q->count++) % MOUSE_QUEUE] = *move;
    return true;
}

uint32_t mouse_pack(const struct ps2_move *move)
{
    return (uint32_t)(uint8_t)move->dx | (uint32_t)(uint8_t)move->dy << 8 |
           (uint32_t)(uint8_t)move->wheel << 16 | (uint32_t)move->buttons << 24;
}

struct ps2_move mouse_unpack(uint32_t value)
{
    return (struct ps2_move){
        .dx = (int8_t)(uint8_t)value,
        .dy = (int8_t)(uint8_t)(value >> 8),
        .wheel = (int8_t)(uint8_t)(value >> 16),
        .buttons = (uint8_t)(value >> 24),
    };
}

/* The next word of *p is a number from -most to most. */
static bool read_number(const char **p, int most, int8_t *number)
{
    char *end;
    long value = strtol(*p, &end, 10);

    if (end == *p || (*end && *end != ' ') || value > most || value < -most)
        return false;
    *number = (int8_t)value;
    *p = end + strspn(end, " ");
    return true;
}

/* The next word of *p is some of l, m, r; or "-", for none. */
static bool read_buttons(const char **p, uint8_t *buttons)
{
    static const char letters[] = "lrm";
    size_t length = strcspn(*p, " ");

    if (length == 1 && **p == '-')
        length = 0, (*p)++;
    for (; length; length--, (*p)++) {
        const char *letter = strchr(letters, **p);

        if (!letter)
            return false;
        *buttons |= (uint8_t)BIT(letter - letters);
    }
    *p += strspn(*p, " ");
    return true;
}

bool mouse_read(const char *text, struct ps2_move *move, struct error *err)
{
    const char *p = text + strspn(text, " ");

    *move = (struct ps2_move){0};
    if (read_number(&p, PS2_MOVE_MOST, &move->dx) &&
        read_number(&p, PS2_MOVE_MOST, &move->dy) &&
        (!*p || read_buttons(&p, &move->buttons)) &&
        (!*p || read_number(&p, PS2_WHEEL_MOST, &move->wheel)) && !*p)
        return true;
    return error_set(err,
                     "mouse \"%.60s\": allowed is RIGHT UP [BUTTONS [WHEEL]]: "
                     "two numbers from -127 to 127, then some of the letters "
                     "l m r or -, then a number from -7 to 7",
                     text);
}
