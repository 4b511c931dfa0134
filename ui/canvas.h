/* SPDX-License-Identifier: MIT
 *
 * ui/canvas.h - a grid of cells that panes draw on, without a terminal: what
 * does not fit is cut off.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include "sim/base.h"

enum style {
    STYLE_PLAIN,
    STYLE_TITLE,
    STYLE_FOCUS,   /* the title of the pane that the keys go to */
    STYLE_HERE,    /* where the run stands */
    STYLE_CHANGED, /* marked in the text as well */
    STYLE_GUEST,   /* of the guest's text screen: attribute, front, back */
    STYLE_PICTURE, /* two pixels: front above back */
};

struct cell {
    uint8_t character; /* code page 437 */
    uint8_t style;
    uint8_t attribute;
    uint8_t spare;
    uint32_t front, back; /* 00RRGGBBh */
};

struct canvas {
    struct cell *cells;
    unsigned stride; /* cells from row to row */
    unsigned columns, rows;
};

#define CANVAS_COLUMNS 300u
#define CANVAS_ROWS    120u

void canvas_clear(struct canvas *c);

/* A part of it, cut to what there is. */
struct canvas canvas_part(const struct canvas *c, unsigned row, unsigned column,
                          unsigned rows, unsigned columns);

void canvas_put(struct canvas *c, unsigned row, unsigned column,
                struct cell cell);
void canvas_text(struct canvas *c, unsigned row, unsigned column,
                 enum style style, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Text in as many rows as it needs, broken between words. Returns the row
 * after it. */
unsigned canvas_paragraph(struct canvas *c, unsigned row, enum style style,
                          const char *text);

/* Style of `columns` cells that are there already. */
void canvas_style(struct canvas *c, unsigned row, unsigned column,
                  unsigned columns, enum style style);

#endif
