/* SPDX-License-Identifier: MIT
 *
 * ui/tui_screen.c - the TUI on a terminal: keys in, the canvas out, and the
 * machine live while the keyboard is the guest's.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "ui/display.h"
#include "ui/line.h"
#include "ui/pace.h"
#include "ui/signals.h"
#include "ui/tui.h"
#include "ui/typed.h"

#define ESCAPE      0x1b
#define CTRL_C      0x03
#define CTRL_L      0x0c
#define CTRL_Z      0x1a
#define PROGRESS_NS UINT64_C(100000000) /* between two looks of a long way */
#define LIVE_MS     16
#define TWICE_NS    UINT64_C(700000000) /* Esc twice in this time leaves */

/* There is one terminal. */
static struct {
    struct typed in;
    uint64_t progress; /* wall time of the last look */
} term;

/* --- drawing ----------------------------------------------------------- */

static void draw(struct tui *t)
{
    static struct cell cells[CANVAS_COLUMNS * CANVAS_ROWS];
    struct display_size size = display_size();
    struct canvas canvas = {.cells = cells, .stride = CANVAS_COLUMNS};

    canvas.columns =
        size.columns < CANVAS_COLUMNS ? size.columns : CANVAS_COLUMNS;
    canvas.rows = size.rows < CANVAS_ROWS ? size.rows : CANVAS_ROWS;
    tui_draw(t, &canvas, line_text());
    display_canvas(&canvas);
    display_update();
}

/* --- keys -------------------------------------------------------------- */

/* Was one of the keys typed that break off? */
static bool wants_stop(void)
{
    static const char stops[] = {ESCAPE, CTRL_C, ' ', 'q'};

    for (size_t i = 0; i < sizeof(stops); i++)
        if (memchr(term.in.bytes, stops[i], term.in.count))
            return true;
    return false;
}

/* Those keys break off; others wait for their turn. */
static bool progress(void *context, uint64_t now, uint64_t goal)
{
    struct tui *t = context;
    uint64_t wall = wall_now();

    (void)now, (void)goal;
    if (wall - term.progress < PROGRESS_NS)
        return !signals_came();
    term.progress = wall;
    tui_say(t, " On the way, at %u.%03u s. Esc or Space stops.",
            (unsigned)(session_now(t->session) / NS_PER_SECOND),
            (unsigned)(session_now(t->session) / 1000000 % 1000));
    display_status(t->message);
    display_update();
    t->message[0] = '\0';
    typed_wait(&term.in, 0);
    if (!wants_stop() && !term.in.gone && !signals_came())
        return true;
    term.in.count = 0;
    tui_say(t, "Stopped on the way.");
    return false;
}

/* --- keys of the user -------------------------------------------------- */

static void pick_view(struct tui *t, uint32_t key)
{
    tui_show(t, (enum view_index)(VIEW_timeline + (key - '0')));
}

static void act(struct tui *t, enum action action)
{
    char line[LINE];

    if (!action_takes_more(action)) {
        tui_act(t, action, "");
        return;
    }
    snprintf(line, sizeof(line), "%s ", action_info[action].word);
    line_open(action == ACTION_COMMAND ? "" : line,
              action == ACTION_MARK || action == ACTION_JUMP);
}

static void handle(struct tui *t, uint32_t key)
{
    const struct view *view = tui_focused(t);

    term.progress = wall_now();
    if (line_text()) {
        line_key(t, key);
        return;
    }
    t->message[0] = '\0';
    if (view->key && view->key(t, key))
        return;
    if (key >= '0' && key <= '9') {
        pick_view(t, key);
        return;
    }
    if (key == CTRL_L)
        display_resize();
    if (key == CTRL_Z) /* ncurses gives the terminal back and takes it again */
        raise(SIGTSTP);
    if (key == ESCAPE)
        t->large = false;
    if (key == CTRL_C)
        tui_say(t, "q leaves.");
    if (key == '=') /* + without Shift */
        key = '+';
    for (unsigned i = 0; i < ACTION_COUNT; i++)
        if (action_info[i].key == key)
            act(t, (enum action)i);
}

/* --- the keyboard in the guest ----------------------------------------- */

/* False: the user leaves. */
static bool live_key(struct tui *t, uint32_t key, uint64_t *escape)
{
    uint64_t now = wall_now();

    if (key == ESCAPE && *escape && now - *escape < TWICE_NS)
        return false;
    *escape = key == ESCAPE ? now : 0;
    if (key && key != ESCAPE)
        session_key(t->session, key);
    return true;
}

static void type_live(struct tui *t)
{
    unsigned branches = session_branches(t->session);
    uint64_t escape = 0;
    struct pace pace;
    bool alive = true;

    tui_show(t, VIEW_screen);
    t->large = true;
    t->typing = true;
    t->cpu_before = t->cpu;
    pace_start(&pace, SPEED_ONE, session_now(t->session));
    while (alive && !term.in.gone && !signals_came()) {
        uint64_t now = session_now(t->session);
        uint32_t key;

        alive = session_run(t->session, pace_target(&pace, now));
        tui_moved(t);
        if (signals_resized())
            display_resize();
        draw(t);
        typed_wait(&term.in, LIVE_MS);
        while (alive && typed_key(&term.in, term.in.count == 1, &key))
            alive = live_key(t, key, &escape);
        if (escape && wall_now() - escape >= TWICE_NS) {
            session_key(t->session, ESCAPE);
            escape = 0;
        }
    }
    t->large = false;
    t->typing = false;
    if (session_branches(t->session) > branches)
        tui_say(t,
                "You typed in the past: the old future is branch %u "
                "(:branch %u returns to it).",
                session_branches(t->session), session_branches(t->session));
}

/* --- the loop ---------------------------------------------------------- */

/* `busy`: there is more to draw at once. */
static void serve_keys(struct tui *t, bool busy)
{
    uint32_t key;

    typed_wait(&term.in, busy ? 0 : term.in.count ? ESCAPE_MS : -1);
    while (!t->quit && term.in.count &&
           typed_key(&term.in, term.in.count == sizeof(term.in.bytes), &key))
        if (key)
            handle(t, key);
    if (term.in.count) { /* a lone ESC, or half a sequence */
        typed_wait(&term.in, ESCAPE_MS);
        if (typed_key(&term.in, true, &key) && key)
            handle(t, key);
    }
}

bool tui_on_terminal(struct tui *t, struct error *err)
{
    bool behind;

    if (!display_open(err))
        return false;
    signals_watch();
    t->progress = progress;
    t->type_live = type_live;
    t->milestones.in_parts = true;
    while (!t->quit && !term.in.gone && !signals_came()) {
        if (signals_resized())
            display_resize();
        /* Drawing takes more of them in: what is drawn first knows fewer. */
        behind = milestones_behind(&t->milestones, t->session);
        draw(t);
        serve_keys(t, behind);
    }
    display_close();
    return true;
}
