/* SPDX-License-Identifier: MIT
 *
 * ui/screen_text.c - the guest's text screen on standard output.
 */
#include "ui/screen_text.h"

#include "ui/output.h"

static bool is_blank(uint8_t character)
{
    return character == 0 || character == ' ' || character == 0xff;
}

static unsigned row_length(const struct screen *screen, unsigned row)
{
    const struct screen_cell *cells = &screen->cell[row * screen->columns];
    unsigned length = screen->columns;

    while (length && is_blank(cells[length - 1].character))
        length--;
    return length;
}

void screen_print(const struct session *s)
{
    struct screen screen;
    unsigned rows;

    session_screen(s, &screen);
    if (screen.graphics) {
        output_text("[a picture of %u x %u pixels]\n", screen.width,
                    screen.height);
        return;
    }
    rows = screen.rows;
    while (rows && !row_length(&screen, rows - 1))
        rows--;
    for (unsigned row = 0; row < rows; row++) {
        unsigned length = row_length(&screen, row);

        for (unsigned i = 0; i < length; i++)
            output_unicode(
                cp437_unicode(screen.cell[row * screen.columns + i].character));
        output_text("\n");
    }
}
