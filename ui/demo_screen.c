/* SPDX-License-Identifier: MIT
 *
 * ui/demo_screen.c - a demo on a terminal: the captions follow each other at
 * the pace of the room, and between two of them the guest is seen running.
 */
#include <stdio.h>
#include <string.h>

#include "ui/complain.h"
#include "ui/demo.h"
#include "ui/display.h"
#include "ui/signals.h"

#define CTRL_C      0x03
#define BACKSPACE   0x08
#define FRAMES      40u /* of the way to the next caption, at pace 1 */
#define FRAME_NS    UINT64_C(33000000)
#define PROGRESS_NS UINT64_C(200000000) /* a way as long as this is told of */

/* --- ways -------------------------------------------------------------- */

/* q and Ctrl-C break off; other keys wait for their turn. */
static bool progress(void *context, uint64_t now, uint64_t goal)
{
    struct demo *d = (struct demo *)context; /* its first member is the TUI */

    (void)goal;
    if (wall_now() > d->due + PROGRESS_NS) {
        char text[80];

        d->due = wall_now();
        snprintf(text, sizeof(text), " On the way, at %u.%03u s. q leaves.",
                 (unsigned)(now / NS_PER_SECOND),
                 (unsigned)(now / 1000000 % 1000));
        display_status(text);
        display_update();
    }
    typed_wait(&d->in, 0);
    if (memchr(d->in.bytes, 'q', d->in.count) ||
        memchr(d->in.bytes, CTRL_C, d->in.count))
        d->tui.quit = true;
    return !d->tui.quit && !d->in.gone && !signals_came();
}

static void go(struct demo *d, unsigned n)
{
    if (n >= d->count)
        return;
    d->due = wall_now();
    d->frame = 0;
    demo_go(d, n);
    d->due = wall_now() + demo_reading_ns(d, n);
}

static unsigned frames(const struct demo *d)
{
    return d->speed == SPEED_MAX ? 0
                                 : (unsigned)(FRAMES * SPEED_ONE / d->speed);
}

/* A little of the way to the next caption, or the end of it. */
static void run_on(struct demo *d)
{
    struct tui *t = &d->tui;
    uint64_t to = d->caption[d->at + 1].tick;

    if (!d->frame)
        d->from = session_now(t->session);
    d->frame++;
    d->due = wall_now();
    if (d->frame >= frames(d) || to <= d->from + frames(d)) {
        go(d, d->at + 1);
        return;
    }
    t->cpu_before = t->cpu;
    session_seek(t->session, d->from + (to - d->from) / frames(d) * d->frame,
                 t->progress, t);
    tui_moved(t);
    d->due += FRAME_NS;
}

static bool moves(const struct demo *d)
{
    return !d->paused && d->at + 1 < d->count;
}

/* --- keys -------------------------------------------------------------- */

static void set_pace(struct demo *d, bool faster)
{
    static const uint64_t paces[] = {250,  330,  500,  750,  1000,
                                     1500, 2000, 3000, 4000, 8000};
    unsigned i = 0;

    while (i + 1 < ARRAY_LEN(paces) && paces[i] < d->speed)
        i++;
    if (d->speed == SPEED_MAX)
        i = ARRAY_LEN(paces) - 1;
    else if (faster && i + 1 < ARRAY_LEN(paces) && paces[i] <= d->speed)
        i++;
    else if (!faster && i)
        i--;
    d->speed = paces[i];
    if (!d->frame)
        d->due = wall_now() + demo_reading_ns(d, d->at);
}

/* What was typed into the guest is of another future: back to ours. */
static void leave_branches(struct demo *d, unsigned before)
{
    struct session *s = d->tui.session;

    if (session_branches(s) == before)
        return;
    for (unsigned n = session_branches(s); n > before; n--)
        session_switch(s, n - 1);
    session_seek(s, d->caption[d->count - 1].tick, progress, d);
}

/* Step through the machine from here, and come back. */
static void take_apart(struct demo *d)
{
    unsigned branches = session_branches(d->tui.session);
    struct error err;

    display_close();
    tui_on_terminal(&d->tui, &err);
    d->tui.quit = false;
    d->tui.progress = progress;
    leave_branches(d, branches);
    d->tui.message[0] = '\0';
    if (!display_open(&err))
        d->tui.quit = true;
    d->paused = true;
    go(d, d->at);
}

static void handle(struct demo *d, uint32_t key)
{
    switch (key) {
    case ' ':
        d->paused = !d->paused;
        d->due = wall_now();
        break;
    case 'n':
    case '\r':
    case '\n':
    case SESSION_KEY_RIGHT:
    case SESSION_KEY_DOWN:
    case SESSION_KEY_PAGE_DOWN:
        go(d, d->at + 1);
        break;
    case 'p':
    case BACKSPACE:
    case SESSION_KEY_LEFT:
    case SESSION_KEY_UP:
    case SESSION_KEY_PAGE_UP:
        go(d, d->at ? d->at - 1 : 0);
        break;
    case SESSION_KEY_HOME:
        go(d, 0);
        break;
    case SESSION_KEY_END:
        go(d, d->count - 1);
        break;
    case '+':
    case '=': /* + without Shift */
    case '-':
        set_pace(d, key != '-');
        break;
    case '\t':
        d->screen = !d->screen;
        break;
    case 't':
        take_apart(d);
        break;
    case 'q':
    case CTRL_C:
        d->tui.quit = true;
        break;
    default:
        break;
    }
}

static void serve_keys(struct demo *d, int milliseconds)
{
    bool came = typed_wait(&d->in, d->in.count ? ESCAPE_MS : milliseconds);
    uint32_t key;

    while (!d->tui.quit && typed_key(&d->in, !came, &key))
        if (key)
            handle(d, key);
}

/* --- the loop ---------------------------------------------------------- */

static void draw(struct demo *d)
{
    static struct cell cells[CANVAS_COLUMNS * CANVAS_ROWS];
    struct display_size size = display_size();
    struct canvas canvas = {.cells = cells, .stride = CANVAS_COLUMNS};

    canvas.columns =
        size.columns < CANVAS_COLUMNS ? size.columns : CANVAS_COLUMNS;
    canvas.rows = size.rows < CANVAS_ROWS ? size.rows : CANVAS_ROWS;
    demo_draw(d, &canvas);
    display_canvas(&canvas);
    display_update();
}

/* Until something is due; -1: nothing is. */
static int wait_ms(const struct demo *d)
{
    uint64_t now = wall_now();

    if (!moves(d))
        return -1;
    return d->due > now ? (int)((d->due - now) / 1000000 + 1) : 0;
}

static void loop(struct demo *d)
{
    while (!d->tui.quit && !d->in.gone && !signals_came()) {
        if (signals_resized())
            display_resize();
        draw(d);
        serve_keys(d, wait_ms(d));
        if (!d->tui.quit && moves(d) && wall_now() >= d->due)
            run_on(d);
    }
}

bool demo_on_terminal(struct demo *d, struct error *err)
{
    if (!display_open(err))
        return false;
    signals_watch();
    d->tui.progress = progress;
    d->due = wall_now();
    if (demo_prepare(d) && d->count) {
        go(d, 0);
        loop(d);
    }
    display_close();
    if (!d->count && !d->tui.quit && !d->in.gone && !signals_came())
        complain("%s: the moment of no caption comes", d->tui.file.path);
    return true;
}
