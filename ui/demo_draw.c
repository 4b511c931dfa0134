/* SPDX-License-Identifier: MIT
 *
 * ui/demo_draw.c - the screen of a demo: the boot as a bar, the caption in a
 * frame with its title in large letters, and below it what it speaks of, with
 * the guest's screen beside it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ui/big_letters.h"
#include "ui/demo.h"
#include "ui/pane_place.h"

#define HEAD_ROWS    3u   /* the title line and the bar */
#define LARGE_ROWS   18u  /* a terminal with fewer has no room for show */
#define CAPTION_ROWS 5u   /* at least, so that the frame keeps its size */
#define WIDE_COLUMNS 120u /* the guest's screen fits beside another pane */

/* --- the first and the last row ---------------------------------------- */

static void draw_title(const struct demo *d, struct canvas *c)
{
    const struct session *s = d->tui.session;
    uint64_t now = session_now(s);
    char right[80];
    unsigned length;

    snprintf(right, sizeof(right), " %" PRIu64 ".%09" PRIu64 " s   %u of %u ",
             now / NS_PER_SECOND, now % NS_PER_SECOND, d->at + 1, d->count);
    length = (unsigned)strlen(right);
    canvas_text(c, 0, 0, STYLE_TITLE, "%*s", (int)c->columns, "");
    canvas_text(c, 0, 0, STYLE_TITLE, " %s", d->tui.run.scenario->title);
    if (length < c->columns)
        canvas_text(c, 0, c->columns - length, STYLE_TITLE, "%s", right);
}

static void draw_foot(const struct demo *d, struct canvas *c)
{
    char pace[40] = "";
    unsigned row = c->rows - 1;

    if (d->speed != SPEED_MAX && d->speed != SPEED_ONE)
        snprintf(pace, sizeof(pace), " (%u.%02u)",
                 (unsigned)(d->speed / SPEED_ONE),
                 (unsigned)(d->speed % SPEED_ONE / 10));
    canvas_text(c, row, 0, STYLE_TITLE, "%*s", (int)c->columns, "");
    canvas_text(c, row, 0, STYLE_TITLE,
                " %s  n/p next/back  +/- pace%s  Tab screen  t TUI  q leave",
                d->at + 1 == d->count ? "The end"
                : d->paused           ? "PAUSED: Space goes on"
                                      : "Space pauses",
                pace);
}

/* --- the caption ------------------------------------------------------- */

static void frame_row(struct canvas *c, unsigned row, uint8_t left,
                      uint8_t middle, uint8_t right)
{
    for (unsigned x = 0; x < c->columns; x++)
        canvas_put(c, row, x,
                   (struct cell){.character = x == 0               ? left
                                              : x + 1 < c->columns ? middle
                                                                   : right});
}

/* Double lines of code page 437. */
static void draw_frame(struct canvas *c, unsigned top, unsigned bottom)
{
    frame_row(c, top, 0xc9, 0xcd, 0xbb);
    for (unsigned row = top + 1; row < bottom; row++)
        frame_row(c, row, 0xba, ' ', 0xba);
    frame_row(c, bottom, 0xc8, 0xcd, 0xbc);
}

/* Returns the row after it. */
static unsigned draw_heading(struct canvas *c, const char *title)
{
    if (big_letters_columns(title) > c->columns) {
        canvas_text(c, 0, 0, STYLE_CHANGED, "%s", title);
        return 1;
    }
    big_letters(c, 0, 0, title);
    return BIG_LETTERS_ROWS;
}

static unsigned draw_caption(const struct demo *d, struct canvas *c,
                             unsigned top)
{
    const char *text = d->caption[d->at].cue->text;
    const char *title = demo_title(d, d->at);
    struct canvas measure = {.columns = c->columns - 4}, inside;
    unsigned rows = canvas_paragraph(&measure, 0, STYLE_PLAIN, text);

    rows += big_letters_columns(title) > c->columns - 4 ? 1 : BIG_LETTERS_ROWS;
    rows = rows < CAPTION_ROWS ? CAPTION_ROWS : rows;
    draw_frame(c, top, top + rows + 1);
    inside = canvas_part(c, top + 1, 2, rows, c->columns - 4);
    canvas_paragraph(&inside, draw_heading(&inside, title), STYLE_CHANGED,
                     text);
    return top + rows + 2;
}

/* --- what it speaks of ------------------------------------------------- */

static const struct view *view_of(struct demo *d)
{
    const char *show = d->caption[d->at].cue->show;
    struct pane_place place;
    struct error err;

    if (d->screen)
        return &view_screen;
    if (!show || !pane_place_parse(show, &place, &err))
        return &view_code;
    pane_place_go(&d->tui, &place);
    return views[place.view];
}

/* Panes of long sentences need a narrow terminal for themselves. */
static bool is_wide(const struct view *view)
{
    return view == &view_events || view == &view_hypervisor ||
           view == &view_memory || view == &view_pages;
}

/* The pane beside it; NULL: none. */
static const struct view *companion(const struct demo *d,
                                    const struct view *view, unsigned columns)
{
    static struct screen screen; /* too large for a stack */

    if (view == &view_screen || (columns < WIDE_COLUMNS && is_wide(view)))
        return NULL;
    session_screen(d->tui.session, &screen);
    if (!screen.dark)
        return &view_screen;
    return view == &view_code ? &view_registers : NULL;
}

static void draw_pane(struct demo *d, const struct canvas *body, unsigned left,
                      unsigned columns, const struct view *view)
{
    struct canvas place = canvas_part(body, 0, left, body->rows, columns);
    struct canvas inside = canvas_part(&place, 1, 0, place.rows, place.columns);

    for (unsigned x = 0; x < place.columns; x++)
        canvas_text(&place, 0, x, STYLE_PLAIN, "-");
    canvas_text(&place, 0, 1, STYLE_TITLE, " %s ", view->title);
    if (inside.rows)
        view->draw(&d->tui, &inside);
}

static void draw_body(struct demo *d, struct canvas *body)
{
    const struct view *view = view_of(d);
    const struct view *beside = companion(d, view, body->columns);
    unsigned left = body->columns >= WIDE_COLUMNS ? body->columns - 81
                                                  : body->columns * 56 / 100;

    draw_pane(d, body, 0, beside ? left : body->columns, view);
    if (beside)
        draw_pane(d, body, left + 1, body->columns, beside);
}

void demo_draw(struct demo *d, struct canvas *c)
{
    struct canvas body;
    unsigned row = 1;

    canvas_clear(c);
    if (c->rows < LARGE_ROWS || c->columns < 40) {
        canvas_text(c, row++, 0, STYLE_CHANGED, "%s", demo_title(d, d->at));
        row =
            canvas_paragraph(c, row, STYLE_PLAIN, d->caption[d->at].cue->text);
    } else {
        tui_bar(&d->tui, c, 1);
        row = draw_caption(d, c, HEAD_ROWS);
    }
    if (c->rows > row + 3) {
        body = canvas_part(c, row, 0, c->rows - row - 1, c->columns);
        draw_body(d, &body);
    }
    if (c->rows > 1) {
        body = canvas_part(c, c->rows - 1, 0, 1, c->columns);
        canvas_clear(&body);
        draw_foot(d, c);
    }
    draw_title(d, c);
}
