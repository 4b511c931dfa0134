/* SPDX-License-Identifier: MIT
 *
 * ui/scroll.c - panes that are a text: lines, of which some are seen.
 */
#include "ui/scroll.h"

#include <string.h>

static unsigned count_lines(const char *text)
{
    unsigned lines = 0;

    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void say_more(bool more, struct canvas *c)
{
    if (more && c->columns > 6)
        canvas_text(c, c->rows - 1, c->columns - 6, STYLE_TITLE, " more ");
}

void scroll_draw(struct tui *t, enum view_index view, struct canvas *c,
                 const char *text)
{
    unsigned lines = count_lines(text), row = 0;
    unsigned last = lines > c->rows ? lines - c->rows : 0;

    if (t->scroll[view] > last)
        t->scroll[view] = last;
    for (unsigned skip = t->scroll[view]; skip; skip--)
        text = strchr(text, '\n') + 1;
    while (*text && row < c->rows) {
        int length = (int)strcspn(text, "\n");

        canvas_text(c, row++, 0, STYLE_PLAIN, "%.*s", length, text);
        text += length + (text[length] == '\n');
    }
    say_more(t->scroll[view] < last, c);
}

void scroll_part(struct tui *t, enum view_index view, struct canvas *c,
                 unsigned (*draw)(struct tui *t, struct canvas *c))
{
    static struct cell cells[CANVAS_COLUMNS * SCROLL_ROWS];
    struct canvas whole = {cells, CANVAS_COLUMNS, c->columns, SCROLL_ROWS};
    unsigned rows, last;

    canvas_clear(&whole);
    rows = draw(t, &whole);
    rows = rows < SCROLL_ROWS ? rows : SCROLL_ROWS;
    last = rows > c->rows ? rows - c->rows : 0;
    if (t->scroll[view] > last)
        t->scroll[view] = last;
    for (unsigned row = 0; row < c->rows && row < rows; row++)
        for (unsigned column = 0; column < c->columns; column++)
            canvas_put(
                c, row, column,
                cells[(row + t->scroll[view]) * CANVAS_COLUMNS + column]);
    say_more(tui_focused(t) == views[view] && t->scroll[view] < last, c);
}

bool scroll_key(struct tui *t, enum view_index view, uint32_t key)
{
    unsigned *at = &t->scroll[view];

    switch (key) {
    case SESSION_KEY_UP:
        *at -= *at > 0;
        return true;
    case SESSION_KEY_DOWN:
        *at += 1;
        return true;
    case SESSION_KEY_PAGE_UP:
        *at = *at > 8 ? *at - 8 : 0;
        return true;
    case SESSION_KEY_PAGE_DOWN:
        *at += 8;
        return true;
    case SESSION_KEY_HOME:
        *at = 0;
        return true;
    case SESSION_KEY_END:
        *at = 1u << 30; /* the next drawing finds the last line */
        return true;
    default:
        return false;
    }
}
