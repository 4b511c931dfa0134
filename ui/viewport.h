/* SPDX-License-Identifier: MIT
 *
 * ui/viewport.h - which part of the guest's screen a smaller terminal shows.
 */
#ifndef UI_VIEWPORT_H
#define UI_VIEWPORT_H

#include "sim/session.h"

struct viewport {
    unsigned left, top;     /* first column and row that are shown */
    unsigned columns, rows; /* how many */
};

struct viewport viewport_place(const struct screen *screen, unsigned columns,
                               unsigned rows);

/* Is the last of these rows free for a line of our own? */
bool viewport_has_room(const struct screen *screen, unsigned rows);

/* Size of a picture of 4:3 in these cells, whose halves are square. */
void viewport_picture(unsigned columns, unsigned rows, unsigned *width,
                      unsigned *height);

#endif
