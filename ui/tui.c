/* SPDX-License-Identifier: MIT
 *
 * ui/tui.c - `bootscope tui`: step through a boot, forward and back.
 */
#include <string.h>
#include <unistd.h>

#include "ui/tui.h"
#include "ui/command.h"
#include "ui/complain.h"

struct tui_options {
    struct machine_options machine;
    bool plain;
};

static const struct option rows[] = {
    {"--plain", NULL,
     "the same commands line by line on standard input and\noutput, without "
     "placing a cursor",
     .at = offsetof(struct tui_options, plain)},
    {0},
};

static const char about[] =
    "Steps through the boot of a PC, forward and backward: the bundled one, "
    "IMAGE,\nor a scenario, FILE.yaml. It starts right after power-on; > goes "
    "to the next step\nof the boot, s executes one instruction, S takes one "
    "back, ? lists all keys,\nq leaves.";

static const struct arguments arguments = {
    .command = "tui",
    .usage = "[OPTIONS] [IMAGE | FILE.yaml]",
    .about = about,
    .tables = {{"Options", rows, 0},
               {"The machine", machine_option_rows,
                offsetof(struct tui_options, machine)}},
    .word = machine_option_image,
    .word_at = offsetof(struct tui_options, machine),
};

bool tui_start(struct tui *t, struct error *err)
{
    t->session = t->guest.session;
    session_listen(t->session, (struct event_sink){0}, false);
    session_run(t->session, 0); /* what is so at power-on is part of the past */
    if (!session_record(t->session, 0, err))
        return false;
    t->zoom = ZOOM_MILESTONES;
    t->shown = t->run.scenario ? VIEW_story : VIEW_events;
    t->focus = 0;
    tui_moved(t);
    t->cpu_before = t->cpu;
    return true;
}

void tui_close(struct tui *t)
{
    milestones_free(&t->milestones);
    guest_close(&t->guest);
    if (t->file.path)
        scenario_file_close(&t->file);
}

static enum exit_status show(struct tui *t, const struct tui_options *o)
{
    struct error err;

    if (!tui_start(t, &err)) {
        complain("tui: %s", err.text);
        return EXIT_USAGE;
    }
    if (o->plain || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        tui_plain(t);
        return EXIT_OK;
    }
    t->zoom = ZOOM_STEPS;
    if (!t->run.scenario)
        t->shown = VIEW_explain;
    if (tui_on_terminal(t, &err))
        return EXIT_OK;
    complain("%s: bootscope tui --plain works on any terminal", err.text);
    return EXIT_USAGE;
}

/* The machine of the options, or of the scenario that they name. */
static bool power_on(struct tui *t, const struct tui_options *o)
{
    const char *path = o->machine.image;

    if (!path || !scenario_file_is_named(path))
        return guest_open(&t->guest, &o->machine);
    if (!scenario_file_open(&t->file, path))
        return false;
    t->file.machine.has_until = false;
    return scenario_file_begin(&t->file, true, &t->guest, &t->run);
}

enum exit_status tui_command_line(char **words)
{
    static struct tui t; /* too large for a stack */
    struct tui_options o = {.machine = MACHINE_OPTIONS_DEFAULT};
    enum exit_status status = EXIT_USAGE;

    if (!arguments_read(&arguments, words, &o, &status))
        return status;
    t.guest.config.sink =
        (struct event_sink){milestones_opening, &t.milestones};
    if (power_on(&t, &o))
        status = show(&t, &o);
    tui_close(&t);
    return status;
}
