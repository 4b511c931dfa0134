/* SPDX-License-Identifier: MIT
 *
 * ui/canvas.c - a grid of cells that panes draw on.
 */
#include "ui/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void canvas_clear(struct canvas *c)
{
    for (unsigned row = 0; row < c->rows; row++)
        for (unsigned column = 0; column < c->columns; column++)
            canvas_put(c, row, column, (struct cell){.character = ' '});
}

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

struct canvas canvas_part(const struct canvas *c, unsigned row, unsigned column,
                          unsigned rows, unsigned columns)
{
    row = smaller(row, c->rows);
    column = smaller(column, c->columns);
    return (struct canvas){
        .cells = c->cells + (size_t)row * c->stride + column,
        .stride = c->stride,
        .columns = smaller(columns, c->columns - column),
        .rows = smaller(rows, c->rows - row),
    };
}

void canvas_put(struct canvas *c, unsigned row, unsigned column,
                struct cell cell)
{
    if (row < c->rows && column < c->columns)
        c->cells[(size_t)row * c->stride + column] = cell;
}

/* The one character outside ASCII in our texts, an arrow, as code page 437
 * has it. */
#define ARROW       "\xe2\x86\x92"
#define ARROW_CP437 0x1a

static void put_bytes(struct canvas *c, unsigned row, unsigned column,
                      enum style style, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++, column++) {
        uint8_t character = (uint8_t)text[i];

        if (!strncmp(text + i, ARROW, sizeof(ARROW) - 1)) {
            character = ARROW_CP437;
            i += sizeof(ARROW) - 2;
        }
        canvas_put(
            c, row, column,
            (struct cell){.character = character, .style = (uint8_t)style});
    }
}

void canvas_text(struct canvas *c, unsigned row, unsigned column,
                 enum style style, const char *format, ...)
{
    char text[CANVAS_COLUMNS + 1];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    put_bytes(c, row, column, style, text, strlen(text));
}

/* Bytes of the text that go into one row. */
static size_t row_length(const char *text, size_t room)
{
    size_t length = strcspn(text, "\n"), cut;

    if (length <= room)
        return length;
    for (cut = room; cut > 0 && text[cut] != ' '; cut--)
        continue;
    return cut ? cut : room;
}

unsigned canvas_paragraph(struct canvas *c, unsigned row, enum style style,
                          const char *text)
{
    while (*text && c->columns) {
        size_t length = row_length(text, c->columns);

        put_bytes(c, row++, 0, style, text, length);
        text += length;
        if (*text == '\n' || *text == ' ')
            text++;
    }
    return row;
}

void canvas_style(struct canvas *c, unsigned row, unsigned column,
                  unsigned columns, enum style style)
{
    for (unsigned i = 0; i < columns && row < c->rows; i++)
        if (column + i < c->columns)
            c->cells[(size_t)row * c->stride + column + i].style =
                (uint8_t)style;
}
