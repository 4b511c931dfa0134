/* SPDX-License-Identifier: MIT
 *
 * phases/2-firmware/font/font.h - the font while make_font builds it.
 */
#ifndef FONT_H
#define FONT_H

#include <stdbool.h>
#include <stdint.h>

enum {
    GLYPHS = 256,
    ROWS = 16,
    BAND = 8,   /* drawings side by side */
    LINE = 160, /* characters in a line of font.txt */
    PARTS = 16,
    NAME = 24
};

struct glyph {
    bool made;
    uint8_t row[ROWS];
};

struct part {
    char name[NAME];
    struct glyph glyph;
};

struct font {
    struct glyph glyph[GLYPHS];
    struct part part[PARTS];
    int parts;
    int line; /* of font.txt, for messages */
};

/* Frames, blocks, shades and inverse signs. */
void font_make_by_rule(struct font *font);

#endif
