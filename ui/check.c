/* SPDX-License-Identifier: MIT
 *
 * ui/check.c - `bootscope check`: do scenarios end as they expect?
 * `bootscope run FILE.yaml`: one scenario with its narration.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ui/command.h"
#include "ui/complain.h"
#include "ui/crew.h"
#include "ui/numbers.h"
#include "ui/output.h"
#include "ui/play.h"
#include "ui/signals.h"

#define JOBS_MAX 64

struct check_options {
    struct play_options play;
    uint64_t at_once;
    bool headless; /* whatever it says: the terminal is never taken */
    struct scenario_paths paths;
};

/* How far a check of many is. */
struct check {
    const struct check_options *options;
    enum exit_status worst;
    unsigned count[EXIT_USAGE + 1]; /* by the exit status of each */
    unsigned shown;                 /* letters of the progress on the screen */
};

/* --- options ----------------------------------------------------------- */

static bool set_format(void *settings, const char *value, struct error *err)
{
    static const char *const names[] = {"text", "tap", "json"};
    struct check_options *o = settings;

    for (unsigned i = 0; i < ARRAY_LEN(names); i++)
        if (!strcmp(value, names[i])) {
            o->play.format = (enum verdict_format)i;
            return true;
        }
    return error_set(err, "--format %.40s: it is text, tap or json", value);
}

static bool set_jobs(void *settings, const char *value, struct error *err)
{
    struct check_options *o = settings;

    if (number_parse(value, 1000, &o->at_once) && o->at_once &&
        o->at_once <= JOBS_MAX)
        return true;
    return error_set(err, "--jobs %.40s: a number from 1 to %d is wanted",
                     value, JOBS_MAX);
}

static bool add_path(void *settings, const char *word, struct error *err)
{
    struct check_options *o = settings;

    return scenario_paths_add(&o->paths, word) ||
           error_set(err, "%.200s cannot be used", word);
}

static const struct option rows[] = {
    {"--format", "FORMAT", "text, tap or json [text]", .set = set_format},
    {"--without-faults", NULL,
     "leave the faults out: then the expectations should not\nbe met",
     .at = offsetof(struct check_options, play.without_faults)},
    {"--jobs", "N", "how many at the same time [one a processor]",
     .set = set_jobs},
    {0},
};

static const struct arguments arguments = {
    .command = "check",
    .usage = "[OPTIONS] [FILE|FOLDER]...",
    .about =
        "Runs scenarios and compares what happened with what they expect. "
        "Without a\nfile or folder: those in ./scenarios. Exit status: 0 as "
        "expected, 1 not as\nexpected, 2 a file or the tool is at fault.",
    .tables = {{"Options", rows, 0}},
    .word = add_path,
};

static const struct option run_rows[] = {
    {"--headless", NULL, "without the terminal, as a scenario always runs",
     .at = offsetof(struct check_options, headless)},
    {"--format", "FORMAT", "text, tap or json [text]", .set = set_format},
    {"--without-faults", NULL, "leave the faults out",
     .at = offsetof(struct check_options, play.without_faults)},
    {0},
};

static const struct arguments run_arguments = {
    .command = "run",
    .usage = "[OPTIONS] FILE.yaml...",
    .about = "Plays scenarios: what they say, the screen at the end, and what "
             "came of it.\nExit status as that of bootscope check.",
    .tables = {{"Options", run_rows, 0}},
    .word = add_path,
};

/* --- many -------------------------------------------------------------- */

static enum exit_status play_file(const struct check_options *o, unsigned n)
{
    return scenario_play(&o->play, o->paths.path[n], n + 1);
}

static int work(void *context, unsigned job)
{
    const struct check *c = context;

    return (int)play_file(c->options, job);
}

static void hide_progress(struct check *c)
{
    if (c->shown)
        fprintf(stderr, "\r%*s\r", (int)c->shown, "");
    c->shown = 0;
}

static void show_progress(void *context, unsigned ended)
{
    struct check *c = context;
    unsigned count = c->options->paths.count;

    hide_progress(c);
    if (isatty(STDERR_FILENO) && count > 1 && ended < count)
        c->shown = (unsigned)fprintf(
            stderr, "%u of %u checked, %u not as expected", ended, count,
            c->count[EXIT_GUEST] + c->count[EXIT_USAGE]);
}

static void crashed(const struct check_options *o, const struct crew_report *r)
{
    char why[100];

    if (r->crashed && r->status)
        snprintf(why, sizeof why,
                 "the process that ran it was ended by signal %d", r->status);
    else if (r->crashed)
        snprintf(why, sizeof why, "no process could run it");
    else
        snprintf(why, sizeof why,
                 "the process that ran it ended with status %d", r->status);
    verdict_print_none(o->paths.path[r->job], why, NULL, o->play.format,
                       r->job + 1);
}

static void tell(void *context, const struct crew_report *r)
{
    struct check *c = context;
    bool sound = !r->crashed && r->status >= 0 && r->status <= EXIT_USAGE;
    enum exit_status status = sound ? (enum exit_status)r->status : EXIT_USAGE;

    hide_progress(c);
    if (sound)
        output_bytes(r->text[0], r->count[0]);
    else
        crashed(c->options, r);
    output_flush();
    fwrite(r->text[1] ? r->text[1] : "", 1, r->count[1], stderr);
    c->count[status]++;
    if (status > c->worst)
        c->worst = status;
}

static void sum_up(const struct check *c)
{
    if (c->options->play.format == FORMAT_TEXT && c->options->paths.count > 1)
        output_text("%u as expected, %u not, %u cannot be used\n",
                    c->count[EXIT_OK], c->count[EXIT_GUEST],
                    c->count[EXIT_USAGE]);
}

/* The check was broken off. */
static enum exit_status give_up(const struct check *c)
{
    if (output_failed())
        return c->worst;
    if (c->options->play.format == FORMAT_TAP)
        output_text("Bail out!\n");
    complain("check: %s; %u of %u scenarios are done",
             signals_came() ? "interrupted" : "the host has no memory",
             c->count[EXIT_OK] + c->count[EXIT_GUEST] + c->count[EXIT_USAGE],
             c->options->paths.count);
    return EXIT_USAGE;
}

static enum exit_status check_all(const struct check_options *o)
{
    struct check c = {.options = o};
    const struct crew crew = {
        .jobs = o->paths.count,
        .at_once = o->at_once ? (unsigned)o->at_once : crew_processors(),
        .work = work,
        .tell = tell,
        .progress = show_progress,
        .context = &c,
    };
    bool done;

    if (o->play.format == FORMAT_TAP)
        output_text("1..%u\n", o->paths.count);
    show_progress(&c, 0);
    done = crew_work(&crew);
    hide_progress(&c);
    if (!done)
        return give_up(&c);
    sum_up(&c);
    return c.worst;
}

static enum exit_status run_all(const struct check_options *o)
{
    enum exit_status worst = EXIT_OK;

    for (unsigned i = 0; i < o->paths.count && !signals_came(); i++) {
        enum exit_status status = play_file(o, i);

        if (status > worst)
            worst = status;
    }
    return worst;
}

enum exit_status check_command(char **words)
{
    struct check_options o = {0};
    enum exit_status status = EXIT_USAGE;

    if (arguments_read(&arguments, words, &o, &status) &&
        (o.paths.count || scenario_paths_add(&o.paths, "scenarios")))
        status = check_all(&o);
    scenario_paths_free(&o.paths);
    return status;
}

enum exit_status scenario_command(char **words)
{
    struct check_options o = {.play.narrate = true};
    enum exit_status status;

    if (arguments_read(&run_arguments, words, &o, &status))
        status = run_all(&o);
    scenario_paths_free(&o.paths);
    return status;
}
