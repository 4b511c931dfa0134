/* SPDX-License-Identifier: MIT
 *
 * ui/tui_actions.c - what each action of ui/actions.def does, and the command
 * line that names them.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ui/goto.h"
#include "sim/nearest.h"
#include "ui/screenshot.h"
#include "ui/travel.h"

const struct action_info action_info[ACTION_COUNT] = {
#define ACTION(name, key, word, what) [ACTION_##name] = {key, word, what},
#include "ui/actions.def"
#undef ACTION
};

void tui_say(struct tui *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(t->message, sizeof(t->message), format, args);
    va_end(args);
}

void tui_moved(struct tui *t)
{
    session_cpu(t->session, &t->cpu);
}

/* --- moving ------------------------------------------------------------ */

static bool wants_zoom(const void *context, const struct event *e)
{
    const struct tui *t = context;

    return zoom_shows(t->zoom, e);
}

static bool go_event(struct tui *t)
{
    const struct wanted wanted = {wants_zoom, t, t->zoom == ZOOM_INSTRUCTIONS};

    return t->zoom == ZOOM_STEPS ? travel_step(t) : travel_event(t, &wanted);
}

static bool go_event_back(struct tui *t)
{
    const struct wanted wanted = {wants_zoom, t, t->zoom == ZOOM_INSTRUCTIONS};

    return t->zoom == ZOOM_STEPS ? travel_step_back(t)
                                 : travel_event_back(t, &wanted);
}

static bool go_on(struct tui *t)
{
    return t->breakpoints.count ? breakpoints_go(t, false) : travel_step(t);
}

static bool go_on_back(struct tui *t)
{
    return t->breakpoints.count ? breakpoints_go(t, true) : travel_step_back(t);
}

static bool step(struct tui *t)
{
    return session_forward(t->session);
}

static bool step_back(struct tui *t)
{
    return session_back(t->session);
}

typedef bool travel_fn(struct tui *t);

static travel_fn *const moves[ACTION_COUNT] = {
    [ACTION_STEP] = step,         [ACTION_BACK] = step_back,
    [ACTION_OVER] = travel_over,  [ACTION_OVER_BACK] = travel_over_back,
    [ACTION_OUT] = travel_out,    [ACTION_OUT_BACK] = travel_out_back,
    [ACTION_CONTINUE] = go_on,    [ACTION_CONTINUE_BACK] = go_on_back,
    [ACTION_EVENT] = go_event,    [ACTION_EVENT_BACK] = go_event_back,
    [ACTION_PHASE] = travel_step, [ACTION_PHASE_BACK] = travel_step_back,
};

/* Why a move did not arrive, if nobody said so yet. */
static void say_why(struct tui *t)
{
    if (t->message[0])
        return;
    if (session_end(t->session) != END_NOT_YET)
        tui_say(t, "%s", tui_over(t));
    else
        tui_say(t, session_now(t->session) == 0
                       ? "This is the beginning."
                       : "There is nothing of that kind.");
}

static void move(struct tui *t, travel_fn *go, unsigned times)
{
    t->cpu_before = t->cpu;
    while (times--)
        if (!go(t)) {
            say_why(t);
            break;
        }
    tui_moved(t);
}

/* --- the rest ---------------------------------------------------------- */

static void zoom(struct tui *t, bool in)
{
    if (in && t->zoom + 1 < ZOOM_COUNT)
        t->zoom++;
    else if (!in && t->zoom > 0)
        t->zoom--;
    /* Far out a step is explained; further in its events are listed. */
    if (t->shown == VIEW_explain || t->shown == VIEW_events)
        t->shown = t->zoom == ZOOM_STEPS ? VIEW_explain : VIEW_events;
    tui_say(t, "Zoom: %s", zoom_name[t->zoom]);
}

static bool has_text(const void *context, const struct event *e)
{
    const struct tui *t = context;
    char sentence[400], *p = sentence;

    if (!zoom_shows(t->zoom, e))
        return false;
    event_sentence(e, sentence, sizeof(sentence));
    for (; *p; p++) {
        const char *a = p, *b = t->searched;

        while (*b && tolower((unsigned char)*a) == tolower((unsigned char)*b))
            a++, b++;
        if (!*b)
            return true;
    }
    return false;
}

static bool search(struct tui *t)
{
    const struct wanted wanted = {has_text, t, t->zoom == ZOOM_INSTRUCTIONS};

    return travel_event(t, &wanted);
}

/* Where the marked place is kept; NULL: there is no such place. */
static uint64_t *place_named(struct tui *t, const char *rest)
{
    if (rest[0] >= 'a' && rest[0] <= 'z' && !rest[1])
        return &t->places[rest[0] - 'a'];
    tui_say(t, "A place is a letter, a to z.");
    return NULL;
}

static void leave_place(struct tui *t)
{
    t->came_from = session_now(t->session) + 1;
    t->cpu_before = t->cpu;
}

static void jump(struct tui *t, const char *rest)
{
    const uint64_t *named =
        strcmp(rest, "'") != 0 ? place_named(t, rest) : &t->came_from;
    uint64_t place;

    if (!named)
        return;
    place = *named;
    if (!place) {
        tui_say(t, "No place %c is marked.", rest[0]);
        return;
    }
    leave_place(t);
    travel_to(t, place - 1);
    tui_moved(t);
}

static void mark(struct tui *t, const char *rest)
{
    uint64_t *place = place_named(t, rest);

    if (!place)
        return;
    *place = session_now(t->session) + 1;
    tui_say(t, "This is place %c; ' and the letter come back.", rest[0]);
}

static void ask_writer(struct tui *t, const char *rest)
{
    struct error err;

    if (rest[0] && !goto_address(t, rest, &err)) {
        tui_say(t, "%s", err.text);
        return;
    }
    if (rest[0])
        t->memory_chosen = true;
    if (!t->plain)
        tui_show(t, VIEW_memory);
    writer_ask(t);
}

/* Keys for the guest, with the escapes of --keys. */
static void type_text(struct tui *t, const char *text)
{
    static const char names[] = "ntebr", values[] = "\n\t\033\b\r";

    for (const char *p = text; *p; p++) {
        uint32_t key = (uint8_t)*p;
        const char *name;

        if (*p == '\\' && p[1] && (name = strchr(names, p[1]))) {
            key = (uint8_t)values[name - names];
            p++;
        }
        if (!session_key(t->session, key)) {
            if (session_end(t->session) == END_NOT_YET)
                tui_say(t, "The keyboard takes no more at \"%.40s\".", p);
            else
                tui_say(t, "The run is over: it takes no keys.");
            return;
        }
    }
    tui_say(t, "Typed. It arrives when the guest runs on.");
}

static void save_screen(struct tui *t, const char *path)
{
    struct error err;

    if (!path[0])
        tui_say(t, "screenshot FILE.ppm");
    else if (!screenshot(t->session, path, &err))
        tui_say(t, "%s", err.text);
    else
        tui_say(t, "The guest's screen is in %s.", path);
}

static void act_more(struct tui *t, enum action action, const char *rest)
{
    switch (action) {
    case ACTION_GOTO:
        leave_place(t);
        goto_place(t, rest);
        tui_moved(t);
        break;
    case ACTION_BREAK:
        breakpoints_command(t, rest);
        break;
    case ACTION_WATCH:
        breakpoints_watch(t, rest);
        break;
    case ACTION_SEARCH:
        snprintf(t->searched, sizeof(t->searched), "%s", rest);
        leave_place(t);
        move(t, search, 1);
        break;
    case ACTION_MARK:
        mark(t, rest);
        break;
    case ACTION_WRITER:
        ask_writer(t, rest);
        break;
    case ACTION_JUMP:
        jump(t, rest);
        break;
    case ACTION_SCREENSHOT:
        save_screen(t, rest);
        break;
    case ACTION_TYPE:
        if (rest[0])
            type_text(t, rest);
        else if (t->type_live)
            t->type_live(t);
        else
            tui_say(t, "type TEXT; \\n is the Enter key");
        break;
    default:
        break;
    }
}

bool action_takes_more(enum action action)
{
    return action == ACTION_GOTO || action == ACTION_BREAK ||
           action == ACTION_WATCH || action == ACTION_SEARCH ||
           action == ACTION_MARK || action == ACTION_JUMP ||
           action == ACTION_SCREENSHOT || action == ACTION_COMMAND;
}

static unsigned times(const char *rest)
{
    unsigned n = 0;

    if (!isdigit((unsigned char)rest[0]))
        return 1;
    while (isdigit((unsigned char)*rest) && n < 1000000)
        n = 10 * n + (unsigned)(*rest++ - '0');
    return n;
}

void tui_act(struct tui *t, enum action action, const char *rest)
{
    t->message[0] = '\0';
    if (moves[action]) {
        move(t, moves[action], times(rest));
        return;
    }
    switch (action) {
    case ACTION_ZOOM_IN:
    case ACTION_ZOOM_OUT:
        zoom(t, action == ACTION_ZOOM_IN);
        break;
    case ACTION_FOCUS:
        tui_focus_next(t);
        break;
    case ACTION_LARGE:
        t->large = !t->large;
        break;
    case ACTION_EXPLAIN:
        tui_show(t, VIEW_explain);
        break;
    case ACTION_KEYS:
        tui_show(t, VIEW_keys);
        t->large = true;
        break;
    case ACTION_QUIT:
        t->quit = true;
        break;
    default:
        act_more(t, action, rest);
        break;
    }
}

/* --- the command line -------------------------------------------------- */

static void unknown(struct tui *t, const char *word)
{
    struct nearest s = {.word = word};
    char hint[96];

    for (unsigned i = 0; i < ACTION_COUNT; i++)
        nearest_try(&s, action_info[i].word);
    for (unsigned i = 0; i < VIEW_COUNT; i++)
        nearest_try(&s, views[i]->name);
    tui_say(t, "There is no command \"%.40s\"%s. ? shows them all.", word,
            nearest_text(&s, hint));
}

static void show_memory(struct tui *t, const char *rest)
{
    struct error err;

    tui_show(t, VIEW_memory);
    t->memory_chosen = rest[0] != '\0';
    if (rest[0])
        t->walk = WALK_MEMORY;
    if (rest[0] && !goto_address(t, rest, &err))
        tui_say(t, "%s", err.text);
}

static void list_branches(struct tui *t)
{
    unsigned count = session_branches(t->session);
    struct branch_view b;
    size_t used = 0;

    for (unsigned n = count; n-- > 0 && used + 100 < sizeof(t->message);) {
        session_branch(t->session, n, &b);
        used += (size_t)snprintf(t->message + used, sizeof(t->message) - used,
                                 "%sbranch %u: from %u.%03u s to %u.%03u s%s%s",
                                 used ? "; " : "", n + 1,
                                 (unsigned)(b.fork / NS_PER_SECOND),
                                 (unsigned)(b.fork / 1000000 % 1000),
                                 (unsigned)(b.frontier / NS_PER_SECOND),
                                 (unsigned)(b.frontier / 1000000 % 1000),
                                 b.typed[0] ? ", typed " : "", b.typed);
    }
    if (!count)
        tui_say(t, "There is one future only. Typing in the past makes "
                   "another.");
}

static void switch_branch(struct tui *t, const char *rest)
{
    unsigned n = isdigit((unsigned char)rest[0]) ? times(rest) : 0;

    if (!rest[0] || !session_branches(t->session)) {
        list_branches(t);
        return;
    }
    t->cpu_before = t->cpu;
    if (!n || !session_switch(t->session, n - 1))
        tui_say(t, "Branches are 1 to %u.", session_branches(t->session));
    else
        tui_say(t,
                "Branch %u parted here; it is the future now, and the one "
                "before is branch %u.",
                n, n);
    tui_moved(t);
}

static void move_mouse(struct tui *t, const char *rest)
{
    struct error err;

    if (session_move(t->session, rest, &err))
        tui_say(t, "Moved. It arrives when the guest runs on.");
    else
        tui_say(t, "%s", err.text);
}

static void put_disc(struct tui *t, const char *rest)
{
    struct error err;

    if (!session_disc(t->session, rest, &err))
        tui_say(t, "%s", err.text);
    else if (strcmp(rest, "eject") == 0)
        tui_say(t, "The CD-ROM drive is open.");
    else
        tui_say(t, "Disc %s is in the CD-ROM drive.", rest);
}

void tui_command(struct tui *t, const char *line)
{
    char word[40];
    size_t length;
    const char *rest;

    t->message[0] = '\0';
    line += strspn(line, " ");
    length = strcspn(line, " ");
    rest = line + length + strspn(line + length, " ");
    snprintf(word, sizeof(word), "%.*s", (int)length, line);
    if (!word[0])
        return;
    if (!strcmp(word, "memory")) {
        show_memory(t, rest);
        return;
    }
    if (!strcmp(word, "branch")) {
        switch_branch(t, rest);
        return;
    }
    if (!strcmp(word, "mouse")) {
        move_mouse(t, rest);
        return;
    }
    if (!strcmp(word, "disc")) {
        put_disc(t, rest);
        return;
    }
    for (unsigned i = 0; i < ACTION_COUNT; i++)
        if (!strcmp(word, action_info[i].word) ||
            (word[0] == (char)action_info[i].key && !word[1])) {
            tui_act(t, (enum action)i, rest);
            return;
        }
    for (unsigned i = 0; i < VIEW_COUNT; i++)
        if (!strcmp(word, views[i]->name)) {
            tui_show(t, (enum view_index)i);
            return;
        }
    unknown(t, word);
}
