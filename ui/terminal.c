/* SPDX-License-Identifier: MIT
 *
 * ui/terminal.c - a run on a terminal: the guest's screen, the user's keys,
 * and virtual time that keeps to wall time. Between two slices it sleeps.
 */
#include "ui/run.h"

#include <string.h>

#include "ui/complain.h"
#include "ui/display.h"
#include "ui/pace.h"
#include "ui/picture.h"
#include "ui/signals.h"
#include "ui/typed.h"
#include "ui/viewport.h"

#define SLICE_NS           UINT64_C(10000000) /* of virtual time */
#define BURST_NS           UINT64_C(20000000) /* of wall time without a look at keys */
#define DRAW_NS            UINT64_C(33000000) /* between two pictures */
#define TWICE_NS           UINT64_C(1000000000) /* Ctrl-C twice in this time leaves */
#define CTRL_C             0x03
#define CTRL_RIGHT_BRACKET 0x1d

struct terminal {
    struct session *session;
    struct pace pace;
    struct screen screen; /* as drawn */
    uint32_t pixels[PICTURE_PIXELS];
    char status[200];
    uint64_t drawn; /* wall time */
    bool redraw;
    struct typed in;
    uint64_t ctrl_c; /* wall time of the last one; 0: none */
    bool left;
};

/* --- keys -------------------------------------------------------------- */

static void handle_key(struct terminal *t, uint32_t key)
{
    uint64_t now = wall_now();

    if (key == CTRL_RIGHT_BRACKET ||
        (key == CTRL_C && t->ctrl_c && now - t->ctrl_c < TWICE_NS)) {
        t->left = true;
        return;
    }
    t->ctrl_c = key == CTRL_C ? now : 0;
    if (key)
        session_key(t->session, key);
}

static void decode_keys(struct terminal *t, bool final)
{
    uint32_t key;

    while (!t->left && typed_key(&t->in, final, &key))
        handle_key(t, key);
}

/* --- drawing ----------------------------------------------------------- */

static void make_status(const struct session *s, char *text, size_t size)
{
    const struct step_info *step = &step_info[session_step(s)];
    unsigned tenths = (unsigned)(session_now(s) / 100000000);

    snprintf(text, size, " %s: %s  |  %u.%u s  |  Ctrl-] leaves",
             phase_info[step->phase].title, step->title, tenths / 10,
             tenths % 10);
}

static void draw_picture(struct terminal *t)
{
    struct display_size size = display_size();
    unsigned width, height;

    viewport_picture(size.columns, size.rows, &width, &height);
    if (width > 400 || height > 300)
        viewport_picture(400, 150, &width, &height);
    if (!width || height < 2)
        return;
    picture_scale(t->session, &t->screen, t->pixels, width, height);
    display_picture(t->pixels, width, height);
}

/* Draw, if there is something new. */
static void draw(struct terminal *t)
{
    struct display_size size = display_size();
    struct screen screen;
    char status[sizeof(t->status)] = "";
    bool status_changed;

    session_screen(t->session, &screen);
    if (!screen.graphics && !screen.dark &&
        viewport_has_room(&screen, size.rows))
        make_status(t->session, status, sizeof(status));
    status_changed = strcmp(status, t->status) != 0;
    if (!t->redraw && !status_changed && !screen.graphics &&
        !memcmp(&screen, &t->screen, sizeof(screen)))
        return;
    t->screen = screen;
    memcpy(t->status, status, sizeof(status));
    if (screen.graphics)
        draw_picture(t);
    else
        display_text(&t->screen);
    if (status[0])
        display_status(status);
    display_update();
    t->redraw = false;
}

static void draw_in_time(struct terminal *t)
{
    uint64_t now = wall_now();

    if (signals_resized()) {
        display_resize();
        t->redraw = true;
    }
    if (now - t->drawn < DRAW_NS && !t->redraw)
        return;
    t->drawn = now;
    draw(t);
}

/* --- running ----------------------------------------------------------- */

/* Run what is due. False: the run is over. */
static bool run_slices(struct terminal *t)
{
    struct session *s = t->session;
    uint64_t target = pace_target(&t->pace, session_now(s));
    uint64_t burst_end = wall_now() + BURST_NS;

    while (session_now(s) < target && wall_now() < burst_end) {
        uint64_t slice = session_now(s) + SLICE_NS;

        if (!session_run(s, slice < target ? slice : target))
            return false;
    }
    return true;
}

/* Sleep until a key, a signal, or the next slice. */
static void sleep_between(struct terminal *t, int milliseconds)
{
    if (t->pace.speed == SPEED_MAX)
        milliseconds = 0;
    if (typed_wait(&t->in, milliseconds))
        decode_keys(t, t->in.count == sizeof(t->in.bytes));
    else if (t->in.count && milliseconds >= ESCAPE_MS)
        decode_keys(t, true);
    if (t->in.gone)
        t->left = true;
}

/* A guest that mostly waits is looked at less often. */
static int sleep_length(const struct terminal *t, uint64_t now, uint64_t idle)
{
    uint64_t passed = session_now(t->session) - now;
    uint64_t waited = session_idle(t->session) - idle;

    if (t->in.count)
        return ESCAPE_MS;
    return waited >= passed / 10 * 9 ? 33 : 8;
}

static void loop(struct terminal *t)
{
    struct session *s = t->session;

    while (!t->left && !signals_came()) {
        uint64_t now = session_now(s), idle = session_idle(s);
        bool alive = run_slices(t);

        draw_in_time(t);
        if (!alive)
            return;
        sleep_between(t, sleep_length(t, now, idle));
    }
}

bool run_terminal(struct guest *g, const struct run_options *o)
{
    static struct terminal t; /* too large for a stack */
    struct error err;

    if (!display_open(&err)) {
        complain("%s: showing COM1 instead, Ctrl-C leaves", err.text);
        return false;
    }
    t = (struct terminal){.session = g->session, .redraw = true};
    signals_watch();
    pace_start(&t.pace, o->has_speed ? o->speed : SPEED_ONE,
               session_now(g->session));
    loop(&t);
    display_close();
    return true;
}
