/* SPDX-License-Identifier: MIT
 *
 * ui/view_screen.c - what the guest's monitor shows; of a text screen that
 * does not fit, the part around the cursor.
 */
#include <stdio.h>

#include "ui/picture.h"
#include "ui/tui.h"
#include "ui/viewport.h"

/* The part around the cursor, or as far above as the user scrolled. */
static struct viewport place(struct tui *t, const struct screen *screen,
                             const struct canvas *c)
{
    struct viewport v = viewport_place(screen, c->columns, c->rows);
    unsigned *up = &t->scroll[VIEW_screen];

    if (*up > v.top)
        *up = v.top;
    v.top -= *up;
    return v;
}

static void draw_text(struct tui *t, const struct screen *screen,
                      struct canvas *c)
{
    struct viewport v = place(t, screen, c);

    for (unsigned row = 0; row < v.rows; row++)
        for (unsigned column = 0; column < v.columns; column++) {
            unsigned n = (row + v.top) * screen->columns + column + v.left;
            const struct screen_cell *cell = &screen->cell[n];
            unsigned back = cell->attribute >> 4 & (screen->blink ? 7 : 15);

            canvas_put(
                c, row, column,
                (struct cell){
                    .character = cell->character,
                    .style = STYLE_GUEST,
                    .attribute = (uint8_t)((cell->attribute & 15) | back << 4),
                    .front = screen->colour[cell->attribute & 15],
                    .back = screen->colour[back],
                });
            if (screen->cursor_shown && n == screen->cursor)
                canvas_style(c, row, column, 1, STYLE_HERE);
        }
}

static void draw_picture(struct tui *t, const struct screen *screen,
                         struct canvas *c)
{
    static uint32_t pixels[PICTURE_PIXELS];
    unsigned width, height;

    viewport_picture(c->columns, c->rows, &width, &height);
    if (width * height > PICTURE_PIXELS || !width || height < 2)
        return;
    picture_scale(t->session, screen, pixels, width, height);
    for (unsigned row = 0; row + 1 < height; row += 2)
        for (unsigned x = 0; x < width; x++)
            canvas_put(c, row / 2, x,
                       (struct cell){
                           .character = 0xdf,
                           .style = STYLE_PICTURE,
                           .front = pixels[row * width + x],
                           .back = pixels[(row + 1) * width + x],
                       });
}

/* What is left of the pane around the picture. */
static void draw_border(const struct screen *screen, struct canvas *c)
{
    for (unsigned row = 0; row < c->rows; row++)
        for (unsigned column = 0; column < c->columns; column++)
            canvas_put(c, row, column,
                       (struct cell){
                           .character = ' ',
                           .style = STYLE_PICTURE,
                           .front = screen->border,
                           .back = screen->border,
                       });
}

static void draw(struct tui *t, struct canvas *c)
{
    static struct screen screen; /* too large for a stack */

    session_screen(t->session, &screen);
    if (!screen.dark && screen.border)
        draw_border(&screen, c);
    if (screen.dark)
        canvas_text(c, 0, 0, STYLE_PLAIN,
                    "The screen is dark: the video card "
                    "shows nothing yet.");
    else if (screen.graphics)
        draw_picture(t, &screen, c);
    else
        draw_text(t, &screen, c);
}

static bool key(struct tui *t, uint32_t key)
{
    switch (key) {
    case SESSION_KEY_UP:
        t->scroll[VIEW_screen]++;
        return true;
    case SESSION_KEY_DOWN:
        t->scroll[VIEW_screen] -= t->scroll[VIEW_screen] > 0;
        return true;
    default:
        return false;
    }
}

static void note(struct tui *t, bool focus, char *text, size_t size)
{
    (void)t;
    if (focus)
        snprintf(text, size, "i: type into the guest");
}

const struct view view_screen = {"screen", "Screen of the guest", draw, key,
                                 note};
