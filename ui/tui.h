/* SPDX-License-Identifier: MIT
 *
 * ui/tui.h - what `bootscope tui` knows: the machine, where the user looks,
 * and the last thing said. On a terminal (ui/tui_screen.c) and line by line
 * (ui/tui_plain.c) the same actions move it.
 */
#ifndef UI_TUI_H
#define UI_TUI_H

#include "sim/inspect.h"
#include "ui/causes.h"
#include "ui/breakpoints.h"
#include "ui/event_list.h"
#include "ui/guest.h"
#include "ui/scenario_file.h"
#include "ui/view.h"
#include "ui/writer.h"

enum action {
#define ACTION(name, key, word, what) ACTION_##name,
#include "ui/actions.def"
#undef ACTION
    ACTION_COUNT
};

struct action_info {
    uint32_t key;
    const char *word, *what;
};

extern const struct action_info action_info[ACTION_COUNT];

/* Whose address the pane of pages follows: a segment register with the offset
 * that goes with it, or the byte that the memory pane has selected. */
enum walk { WALK_CS, WALK_SS, WALK_DS, WALK_ES, WALK_FS, WALK_GS, WALK_MEMORY };

#define PLACES 26
#define LINE   160

struct tui {
    struct guest guest;
    struct session *session;
    struct scenario_file file;        /* of a scenario, if one was asked for */
    struct scenario_run run;          /* .scenario NULL: none */
    struct shown_cpu cpu, cpu_before; /* now, and before the last move */
    enum zoom zoom;
    struct event_list list;
    struct milestones milestones;
    struct causes causes; /* of the event that is explained */
    struct breakpoints breakpoints;
    uint64_t places[PLACES]; /* marks a to z: position + 1; 0: not set */
    char searched[LINE];

    enum view_index shown; /* in the pane that can be switched */
    unsigned focus;        /* number of the pane with the focus */
    bool large;
    unsigned scroll[VIEW_COUNT];
    uint32_t memory_at, memory_top; /* the selected byte, the first row */
    bool memory_physical;
    bool memory_chosen;   /* by the user; else it follows the run */
    struct writer writer; /* of a byte that was asked for */
    enum walk walk;
    uint64_t came_from; /* where a jump began: position + 1; 0: none yet */

    char message[400];
    char next[300];   /* what the next instruction does, */
    uint64_t next_at; /* at this position + 1 */
    bool quit;
    bool typing; /* the keyboard is in the guest */
    bool plain;  /* line by line: one pane at a time */

    /* A long way: shows how far it is; false: the user broke it off. */
    bool (*progress)(void *context, uint64_t now, uint64_t goal);
    /* Live, with the keyboard in the guest; NULL: not in this form. */
    void (*type_live)(struct tui *t);
};

/* The machine of t->guest is powered on: keep its past and look at it. */
bool tui_start(struct tui *t, struct error *err);

/* Give all of it back. */
void tui_close(struct tui *t);

/* The last thing said, printf-like. */
void tui_say(struct tui *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The position has changed: look at the machine again. */
void tui_moved(struct tui *t);

/* Do it; `rest` is what was written after the word, "" if nothing. */
void tui_act(struct tui *t, enum action action, const char *rest);

/* A command line: a word of ui/actions.def or a pane's name. */
void tui_command(struct tui *t, const char *line);

/* Does the action take something after its word? */
bool action_takes_more(enum action action);

/* Where the run stands, in a sentence; and what comes next. */
void tui_where(struct tui *t, char *text, size_t size);
void tui_next(struct tui *t, char *text, size_t size);

/* What can still be done with a machine that has ended. */
const char *tui_over(const struct tui *t);

/* The title line, the bar of phases and steps, and the sentence: the first
 * rows of the screen. Returns how many. */
unsigned tui_head(struct tui *t, struct canvas *c);

/* The bar alone, in two rows. */
void tui_bar(struct tui *t, struct canvas *c, unsigned row);

/* Put the whole screen on the canvas. `line`: the command line being typed,
 * or NULL. */
void tui_draw(struct tui *t, struct canvas *c, const char *line);

/* The pane with the focus; the number of panes at the last drawing. */
const struct view *tui_focused(const struct tui *t);
void tui_focus_next(struct tui *t);

/* Show a pane and give it the focus. */
void tui_show(struct tui *t, enum view_index view);

/* The two forms. */
bool tui_on_terminal(struct tui *t, struct error *err);
void tui_plain(struct tui *t);

#endif
