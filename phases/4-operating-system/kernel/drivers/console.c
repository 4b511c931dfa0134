/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/console.c - text on the screen, 80 x 25.
 *
 * Text goes to a copy of the screen in RAM first; what changed is then copied
 * to the video memory at B8000h in one go, because each access to the card is
 * slow. Cursor: CRT controller registers 0Eh and 0Fh.
 *
 * Understands LF, CR, BS, TAB and of the ANSI sequences ESC [ 2 J (clear),
 * ESC [ H (home) and ESC [ K (clear to the end of the line).
 *
 * Source: IBM VGA Technical Reference, "CRT Controller Registers".
 */
#include "drivers/console.h"

#include <stdint.h>

#include "memory/paging.h"
#include "port.h"
#include "string.h"

enum { COLUMNS = 80, ROWS = 25, CELLS = COLUMNS * ROWS, TAB = 8 };

#define TEXT_MEMORY 0xb8000
#define CRTC_INDEX  0x3d4
#define CRTC_DATA   0x3d5
#define CURSOR_HIGH 0x0e
#define CURSOR_LOW  0x0f

#define BLANK       0x0720 /* a space, light grey on black */
#define ATTRIBUTE   0x0700
#define GREEN       0x0a00
#define RED         0x0c00

enum escape { ESCAPE_NONE, ESCAPE_SEEN, ESCAPE_BRACKET };

static uint16_t cells[CELLS];
static unsigned cursor;
static unsigned dirty_first = CELLS, dirty_end;
static bool hidden;
static enum escape escape;

static void touch(unsigned first, unsigned end)
{
    if (first < dirty_first)
        dirty_first = first;
    if (end > dirty_end)
        dirty_end = end;
}

static void clear_cells(unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++)
        cells[i] = BLANK;
    touch(first, end);
}

static void scroll(void)
{
    memmove(cells, cells + COLUMNS, (CELLS - COLUMNS) * sizeof cells[0]);
    clear_cells(CELLS - COLUMNS, CELLS);
    touch(0, CELLS);
    cursor -= COLUMNS;
}

static void set_cursor(unsigned position)
{
    port_out8(CRTC_INDEX, CURSOR_HIGH);
    port_out8(CRTC_DATA, (uint8_t)(position >> 8));
    port_out8(CRTC_INDEX, CURSOR_LOW);
    port_out8(CRTC_DATA, (uint8_t)position);
}

static void flush(void)
{
    uint16_t *video = physical_to_kernel(TEXT_MEMORY);

    if (hidden)
        return;
    if (dirty_first < dirty_end)
        memcpy(video + dirty_first, cells + dirty_first,
               (dirty_end - dirty_first) * sizeof cells[0]);
    dirty_first = CELLS;
    dirty_end = 0;
    set_cursor(cursor);
}

/* A line that begins with [ok] or [failed] gets its colour at the "]". */
static void colour_state(unsigned last)
{
    unsigned first = last / COLUMNS * COLUMNS;
    uint16_t colour;

    if (last - first == 3 && (cells[first + 1] & 0xff) == 'o')
        colour = GREEN;
    else if (last - first == 7 && (cells[first + 1] & 0xff) == 'f')
        colour = RED;
    else
        return;
    if ((cells[first] & 0xff) != '[')
        return;
    for (unsigned i = first + 1; i < last; i++)
        cells[i] = (uint16_t)((cells[i] & 0xff) | colour);
    touch(first, last);
}

static void put_visible(char c)
{
    cells[cursor] = (uint16_t)(ATTRIBUTE | (uint8_t)c);
    touch(cursor, cursor + 1);
    if (c == ']')
        colour_state(cursor);
    cursor++;
}

static void put_escape(char c)
{
    if (escape == ESCAPE_SEEN) {
        escape = c == '[' ? ESCAPE_BRACKET : ESCAPE_NONE;
        return;
    }
    if (c >= '0' && c <= '9')
        return;
    escape = ESCAPE_NONE;
    if (c == 'J')
        clear_cells(0, CELLS);
    else if (c == 'H')
        cursor = 0;
    else if (c == 'K')
        clear_cells(cursor, (cursor / COLUMNS + 1) * COLUMNS);
}

static void put(char c)
{
    if (escape != ESCAPE_NONE) {
        put_escape(c);
        return;
    }
    switch (c) {
    case '\033':
        escape = ESCAPE_SEEN;
        break;
    case '\n':
        cursor = (cursor / COLUMNS + 1) * COLUMNS;
        break;
    case '\r':
        cursor -= cursor % COLUMNS;
        break;
    case '\b':
        if (cursor % COLUMNS)
            cursor--;
        break;
    case '\t':
        do
            put_visible(' ');
        while (cursor % TAB);
        break;
    default:
        if ((uint8_t)c >= ' ')
            put_visible(c);
    }
    if (cursor >= CELLS)
        scroll();
}

void console_init(void)
{
    clear_cells(0, CELLS);
    flush();
}

void console_write(const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        put(text[i]);
    flush();
}

void console_hide(void)
{
    hidden = true;
}

void console_show(void)
{
    hidden = false;
    touch(0, CELLS);
    flush();
}

bool console_at_line_start(void)
{
    return cursor % COLUMNS == 0;
}
