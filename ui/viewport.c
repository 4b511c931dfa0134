/* SPDX-License-Identifier: MIT
 *
 * ui/viewport.c - which part of the guest's screen a smaller terminal shows:
 * all rows up to the last that says something, or as many of them from below
 * as fit; but always the row of the cursor.
 */
#include "ui/viewport.h"

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static bool row_is_blank(const struct screen *screen, unsigned row)
{
    const struct screen_cell *cells = &screen->cell[row * screen->columns];

    for (unsigned i = 0; i < screen->columns; i++)
        if ((cells[i].character && cells[i].character != ' ') ||
            cells[i].attribute & 0x70)
            return false;
    return true;
}

/* Rows up to the last that says something or has the cursor. */
static unsigned used_rows(const struct screen *screen)
{
    unsigned rows = screen->rows;
    unsigned needed =
        screen->cursor_shown ? screen->cursor / screen->columns + 1u : 0;

    while (rows > needed && row_is_blank(screen, rows - 1))
        rows--;
    return rows;
}

struct viewport viewport_place(const struct screen *screen, unsigned columns,
                               unsigned rows)
{
    struct viewport v = {
        .columns = smaller(columns, screen->columns),
        .rows = smaller(rows, screen->rows),
    };
    unsigned used = used_rows(screen);

    if (used > v.rows)
        v.top = used - v.rows;
    if (screen->cursor_shown) {
        unsigned row = screen->cursor / screen->columns;
        unsigned column = screen->cursor % screen->columns;

        v.top = smaller(v.top, row);
        if (column >= v.columns)
            v.left = column - v.columns + 1;
    }
    return v;
}

bool viewport_has_room(const struct screen *screen, unsigned rows)
{
    return used_rows(screen) < rows;
}

void viewport_picture(unsigned columns, unsigned rows, unsigned *width,
                      unsigned *height)
{
    *height = 2 * rows;
    *width = *height * 4 / 3;
    if (*width <= columns)
        return;
    *width = columns;
    *height = columns * 3 / 4;
}
