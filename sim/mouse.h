/* SPDX-License-Identifier: MIT
 *
 * sim/mouse.h - moves of the mouse: from text, and waiting for it to tell.
 */
#ifndef SIM_MOUSE_H
#define SIM_MOUSE_H

#include "hw/ps2_mouse.h"
#include "sim/error.h"

/* Moves wait here until the mouse takes them. */
#define MOUSE_QUEUE 64

struct mouse_queue {
    struct ps2_move moves[MOUSE_QUEUE]; /* a ring */
    uint32_t first;
    uint32_t count;
};

/* False: the queue is full. */
bool mouse_put(struct mouse_queue *q, const struct ps2_move *move);

/* "RIGHT UP [BUTTONS [WHEEL]]" */
bool mouse_read(const char *text, struct ps2_move *move, struct error *err);

/* A move as a number, for the log of inputs. */
uint32_t mouse_pack(const struct ps2_move *move);
struct ps2_move mouse_unpack(uint32_t value);

#endif
