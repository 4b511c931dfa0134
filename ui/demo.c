/* SPDX-License-Identifier: MIT
 *
 * ui/demo.c - `bootscope demo`: a boot with captions, at the pace of a room.
 */
#include "ui/demo.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "phases/images.h"
#include "ui/command.h"
#include "ui/complain.h"
#include "ui/output.h"

#define LOOK_NS   UINT64_C(1500000000) /* until the eye has found the caption */
#define LETTER_NS UINT64_C(60000000)   /* a thousand letters a minute */

#define LATE_MAX  64u

struct demo_options {
    const char *file; /* NULL: the bundled one */
    const char *copy;
    uint64_t speed;
    bool has_speed, plain, paused;
};

/* --- options ----------------------------------------------------------- */

static bool set_speed(void *settings, const char *value, struct error *err)
{
    struct demo_options *o = settings;

    o->has_speed = true;
    return speed_parse(value, &o->speed, err);
}

static bool set_file(void *settings, const char *word, struct error *err)
{
    struct demo_options *o = settings;

    if (o->file)
        return error_set(err, "two demos: %.80s and %.80s", o->file, word);
    o->file = word;
    return true;
}

static const struct option rows[] = {
    {"--paused", NULL, "begin paused: Space or n goes on",
     .at = offsetof(struct demo_options, paused)},
    {"--speed", "N|max",
     "how fast the captions follow: 0.5 gives twice the time,\nmax none [1; "
     "with --plain max]",
     .set = set_speed},
    {"--plain", NULL, "the captions line by line, without placing a cursor",
     .at = offsetof(struct demo_options, plain)},
    {"--copy", "FILE.yaml", "write the bundled demo to a file, to change it",
     .at = offsetof(struct demo_options, copy)},
    {0},
};

static const char about[] =
    "Walks through a boot with captions, on a projector: the bundled one, or "
    "any\nscenario with \"narrate\". Space pauses, n goes to the next caption "
    "and p back to the\nprevious one, + and - set the pace, Tab shows the "
    "guest's screen alone, t opens\nthe machine in bootscope tui at this "
    "point, q leaves.";

static const struct arguments arguments = {
    .command = "demo",
    .usage = "[OPTIONS] [FILE.yaml]",
    .about = about,
    .tables = {{"Options", rows, 0}},
    .word = set_file,
};

/* --- captions ---------------------------------------------------------- */

static void add_caption(struct demo *d, const struct scenario_cue *cue,
                        uint64_t tick)
{
    const struct scenario_run *run = &d->tui.run;
    ptrdiff_t n = cue - run->scenario->saying;

    d->caption[d->count++] =
        (struct caption){cue, tick, (unsigned)run->saying[n]};
}

bool demo_prepare(struct demo *d)
{
    struct tui *t = &d->tui;
    const struct scenario_cue *cue;
    uint64_t tick = 0;
    bool more = true;

    while (more) {
        more = scenario_step(&t->run);
        while ((cue = scenario_next_saying(&t->run, &tick)))
            add_caption(d, cue, tick);
        if (!t->progress(t, session_now(t->session), UINT64_MAX))
            return false;
    }
    d->end = session_now(t->session);
    return !d->count || demo_go(d, 0);
}

/* Back to where the moment came: a run notices some of them a few instructions
 * late. What the last one changed can then be marked. */
static void go_back_to_it(struct tui *t, unsigned watch)
{
    uint64_t here = session_now(t->session), came;

    for (unsigned i = 0; i < LATE_MAX && session_back(t->session); i++) {
        session_cpu(t->session, &t->cpu_before);
        if (!session_came(t->session, watch, &came))
            break;
        here = session_now(t->session);
    }
    session_seek(t->session, here, NULL, NULL);
}

bool demo_go(struct demo *d, unsigned n)
{
    const struct caption *c = &d->caption[n];
    struct tui *t = &d->tui;
    uint64_t came;

    if (!session_seek(t->session, c->tick, t->progress, t))
        return false;
    if (!session_came(t->session, c->watch, &came))
        session_forward(t->session);
    d->at = n;
    tui_moved(t);
    t->cpu_before = t->cpu;
    go_back_to_it(t, c->watch);
    tui_moved(t);
    return true;
}

uint64_t demo_reading_ns(const struct demo *d, unsigned n)
{
    size_t letters = strlen(d->caption[n].cue->text);

    if (d->speed == SPEED_MAX)
        return 0;
    return (LOOK_NS + letters * LETTER_NS) / d->speed * SPEED_ONE;
}

const char *demo_title(const struct demo *d, unsigned n)
{
    const char *title = d->caption[n].cue->title;

    if (title)
        return title;
    return phase_info[step_info[session_step(d->tui.session)].phase].title;
}

/* --- the command ------------------------------------------------------- */

/* False, and told: it cannot be shown. */
static bool power_on(struct demo *d, const struct demo_options *o)
{
    struct tui *t = &d->tui;
    struct error err;
    bool usable;

    t->guest.config.sink =
        (struct event_sink){milestones_opening, &t->milestones};
    if (o->file)
        usable = scenario_file_open(&t->file, o->file);
    else
        usable = scenario_file_open_text(
            &t->file, "demo.yaml", (const char *)bundled_demo,
            (size_t)(bundled_demo_end - bundled_demo));
    if (!usable || !scenario_file_begin(&t->file, true, &t->guest, &t->run))
        return false;
    if (!t->run.scenario->saying_count) {
        complain("%s: nothing to show: the scenario has no \"narrate\"",
                 t->file.path);
        return false;
    }
    if (tui_start(t, &err))
        return true;
    complain("demo: %s", err.text);
    return false;
}

static enum exit_status show(struct demo *d, const struct demo_options *o)
{
    bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    struct error err;

    d->paused = o->paused;
    d->speed = o->has_speed ? o->speed : SPEED_ONE;
    if (terminal && !o->plain) {
        if (demo_on_terminal(d, &err))
            return EXIT_OK;
        complain("%s: the captions come line by line", err.text);
    }
    if (!o->has_speed)
        d->speed = SPEED_MAX;
    demo_plain(d);
    return EXIT_OK;
}

static enum exit_status copy(const char *path)
{
    size_t size = (size_t)(bundled_demo_end - bundled_demo);
    FILE *file = fopen(path, "wx");
    bool whole;

    if (!file) {
        complain("--copy %s: %s", path, strerror(errno));
        return EXIT_USAGE;
    }
    whole = fwrite(bundled_demo, 1, size, file) == size;
    if (fclose(file) != 0 || !whole) {
        complain("--copy %s: %s", path, strerror(errno));
        return EXIT_GUEST;
    }
    output_text("%s is written; bootscope demo %s shows it.\n", path, path);
    return EXIT_OK;
}

enum exit_status demo_command(char **words)
{
    static struct demo d; /* too large for a stack */
    struct demo_options o = {0};
    enum exit_status status = EXIT_USAGE;

    if (!arguments_read(&arguments, words, &o, &status))
        return status;
    if (o.copy)
        return copy(o.copy);
    if (power_on(&d, &o))
        status = show(&d, &o);
    tui_close(&d.tui);
    return status;
}
