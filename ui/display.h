/* SPDX-License-Identifier: MIT
 *
 * ui/display.h - the host's terminal as a grid of cells; ui/curses.c is
 * behind it.
 */
#ifndef UI_DISPLAY_H
#define UI_DISPLAY_H

#include "sim/session.h"
#include "ui/canvas.h"

/* Take the terminal. False: it is not able to show a screen. */
bool display_open(struct error *err);

/* Give it back as it was. Harmless if it is not taken. */
void display_close(void);

/* The terminal has another size now. */
void display_resize(void);

struct display_size {
    unsigned columns, rows;
};

struct display_size display_size(void);

/* Show a text screen, or as much of it as fits. */
void display_text(const struct screen *screen);

/* Show a picture, two of its rows in a row of cells; columns and rows are
 * those of the picture, its pixels are 00RRGGBBh. */
void display_picture(const uint32_t *pixels, unsigned columns, unsigned rows);

/* Show a canvas. */
void display_canvas(const struct canvas *canvas);

/* A line below, if there is room. */
void display_status(const char *text);

/* Bring all this to the terminal. */
void display_update(void);

/* Name and version of the library behind it. */
const char *display_library(void);

#endif
