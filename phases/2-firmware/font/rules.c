/* SPDX-License-Identifier: MIT
 *
 * phases/2-firmware/font/rules.c - the glyphs that follow a rule: frames,
 * blocks, shades and the two inverse signs of code page 437.
 */
#include "font.h"

#include <stddef.h>

/* Frames. Four arms leave the centre; each is absent, a single line or a
 * double one. An upright single line has columns 3-4, a double one 1-2 and
 * 5-6; a level single line has row 7, a double one rows 6 and 8. */
struct frame {
    uint8_t up, right, down, left;
};

static const struct frame frames[] = {
    /* B3 */ {1, 0, 1, 0}, {1, 0, 1, 1}, {1, 0, 1, 2}, {2, 0, 2, 1},
    /* B7 */ {0, 0, 2, 1}, {0, 0, 1, 2}, {2, 0, 2, 2}, {2, 0, 2, 0},
    /* BB */ {0, 0, 2, 2}, {2, 0, 0, 2}, {2, 0, 0, 1}, {1, 0, 0, 2},
    /* BF */ {0, 0, 1, 1}, {1, 1, 0, 0}, {1, 1, 0, 1}, {0, 1, 1, 1},
    /* C3 */ {1, 1, 1, 0}, {0, 1, 0, 1}, {1, 1, 1, 1}, {1, 2, 1, 0},
    /* C7 */ {2, 1, 2, 0}, {2, 2, 0, 0}, {0, 2, 2, 0}, {2, 2, 0, 2},
    /* CB */ {0, 2, 2, 2}, {2, 2, 2, 0}, {0, 2, 0, 2}, {2, 2, 2, 2},
    /* CF */ {1, 2, 0, 2}, {2, 1, 0, 1}, {0, 2, 1, 2}, {0, 1, 2, 1},
    /* D3 */ {2, 1, 0, 0}, {1, 2, 0, 0}, {0, 2, 1, 0}, {0, 1, 2, 0},
    /* D7 */ {2, 1, 2, 1}, {1, 2, 1, 2}, {1, 0, 0, 1}, {0, 1, 1, 0},
};

/* Where a line of an arm ends, against the lines of the crossing arms:
 * STOP at the nearest of them, MEET the opposite arm in the centre, or go on
 * to the FAR one, to make the outer edge of a corner.
 * `near` is the crossing arm on the side of this line, `far` the one on the
 * other side; a single line has the same two. */
enum { STOP = -1, MEET = 0, FAR = 1 };

static int line_reach(bool single, int near, int far, bool opposite)
{
    if (single)
        return opposite ? MEET : near && far ? STOP : FAR;
    return near ? STOP : opposite ? MEET : FAR;
}

/* The last row or column of a line from the edge `from`. The lines of a
 * double crossing lie `half` to either side of the centre. */
static int line_end(int from, int centre, int half, int crossing, int reach)
{
    int away = from < centre ? 1 : -1;

    return crossing == 2 ? centre + away * reach * half : centre;
}

static void draw_upright(struct glyph *g, int column, int from, int end)
{
    for (int y = from < end ? from : end; y <= (from < end ? end : from); y++)
        g->row[y] |= (uint8_t)(0xc0 >> column);
}

static void draw_level(struct glyph *g, int row, int from, int end)
{
    for (int x = from < end ? from : end; x <= (from < end ? end : from); x++)
        g->row[row] |= (uint8_t)(0x80 >> x);
}

/* The arm up (from = 0) or down (from = 15). */
static void draw_upright_arm(struct glyph *g, const struct frame *f, int from)
{
    int lines = from ? f->down : f->up;
    bool opposite = from ? f->up : f->down;

    for (int i = 0; i < lines; i++) {
        bool single = lines == 1;
        int near = i ? f->right : f->left;
        int far = i ? f->left : f->right;
        int reach = line_reach(single, near, far, opposite);
        int crossing = near ? near : far;

        draw_upright(g,
                     single ? 3
                     : i    ? 5
                            : 1,
                     from, line_end(from, 7, 1, crossing, reach));
    }
}

/* The arm to the left (from = 0) or right (from = 7). Upright lines are two
 * columns wide, so the ends differ from side to side. */
static void draw_level_arm(struct glyph *g, const struct frame *f, int from)
{
    int lines = from ? f->right : f->left;
    bool opposite = from ? f->left : f->right;

    for (int i = 0; i < lines; i++) {
        bool single = lines == 1;
        int near = i ? f->down : f->up;
        int far = i ? f->up : f->down;
        int reach = line_reach(single, near, far, opposite);
        int crossing = near ? near : far;

        draw_level(g,
                   single ? 7
                   : i    ? 8
                          : 6,
                   from, line_end(from, from ? 3 : 4, 2, crossing, reach));
    }
}

static void make_frames(struct font *font)
{
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        struct glyph *g = &font->glyph[0xb3 + i];

        draw_upright_arm(g, &frames[i], 0);
        draw_upright_arm(g, &frames[i], ROWS - 1);
        draw_level_arm(g, &frames[i], 0);
        draw_level_arm(g, &frames[i], 7);
        g->made = true;
    }
}

/* Even rows, odd rows. */
static void fill(struct font *font, int code, int even, int odd, int first,
                 int last)
{
    struct glyph *g = &font->glyph[code];

    for (int y = first; y <= last; y++)
        g->row[y] = (uint8_t)(y & 1 ? odd : even);
    g->made = true;
}

static void invert(struct font *font, int code, int of)
{
    for (int y = 0; y < ROWS; y++)
        font->glyph[code].row[y] = (uint8_t)~font->glyph[of].row[y];
    font->glyph[code].made = true;
}

void font_make_by_rule(struct font *font)
{
    make_frames(font);
    fill(font, 0xb0, 0x22, 0x88, 0, 15); /* a quarter of the dots */
    fill(font, 0xb1, 0x55, 0xaa, 0, 15); /* half */
    fill(font, 0xb2, 0xdd, 0x77, 0, 15); /* three quarters */
    fill(font, 0xdb, 0xff, 0xff, 0, 15); /* full block */
    fill(font, 0xdc, 0xff, 0xff, 8, 15); /* lower half */
    fill(font, 0xdd, 0xf0, 0xf0, 0, 15); /* left half */
    fill(font, 0xde, 0x0f, 0x0f, 0, 15); /* right half */
    fill(font, 0xdf, 0xff, 0xff, 0, 7);  /* upper half */
    invert(font, 0x08, 0x07);
    invert(font, 0x0a, 0x09);
    font->glyph[0x00].made = true; /* blank, like 20h and FFh */
    font->glyph[0xff].made = true;
}
