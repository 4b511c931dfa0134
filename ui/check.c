/* SPDX-License-Identifier: MIT
 *
 * ui/check.c - `bootscope check`: do scenarios end as they expect?
 * `bootscope run FILE.yaml`: one scenario with its narration.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ui/command.h"
#include "ui/complain.h"
#include "ui/crew.h"
#include "ui/numbers.h"
#include "ui/output.h"
#include "ui/screen_text.h"
#include "ui/signals.h"
#include "ui/verdict.h"

#define JOBS_MAX 64

struct check_options {
    enum verdict_format format;
    bool without_faults;
    bool narrate; /* run: tell what happens */
    uint64_t at_once;
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
            o->format = (enum verdict_format)i;
            return true;
        }
    return error_set(err, "--format %.40s: it is text, tap or json", value);
}

static bool set_without(void *settings, const char *value, struct error *err)
{
    struct check_options *o = settings;

    (void)value, (void)err;
    o->without_faults = true;
    return true;
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
    {"--format", "FORMAT", "text, tap or json [text]", set_format},
    {"--without-faults", NULL,
     "leave the faults out: then the expectations should not\nbe met",
     set_without},
    {"--jobs", "N", "how many at the same time [one a processor]", set_jobs},
    {0},
};

static enum arguments_result read_options(char **words, const char *command,
                                          struct check_options *o)
{
    const struct option_table tables[] = {{"Options", rows, o}};
    const struct arguments arguments = {
        .command = command,
        .usage = "[OPTIONS] [FILE|FOLDER]...",
        .about =
            "Runs scenarios and compares what happened with what they expect. "
            "Without a\nfile or folder: those in ./scenarios. Exit status: 0 "
            "as expected, 1 not as\nexpected, 2 a file or the tool is at "
            "fault.",
        .tables = tables,
        .table_count = ARRAY_LEN(tables),
        .word = add_path,
        .settings = o,
    };

    return arguments_read(&arguments, words);
}

/* --- one scenario ------------------------------------------------------ */

static void narrate(struct scenario_run *run)
{
    const struct scenario_cue *cue;
    uint64_t tick = 0;

    while ((cue = scenario_next_saying(run, &tick))) {
        output_text("[%3" PRIu64 ".%03" PRIu64 " s] %s\n", tick / NS_PER_SECOND,
                    tick % NS_PER_SECOND / 1000000, cue->text);
        output_flush();
    }
}

static void report(const struct check_options *o, const struct guest *g)
{
    if (!o->narrate)
        return;
    output_text("\nThe screen at the end:\n");
    screen_print(g->session);
    output_flush();
    guest_report(g);
}

static void run(const struct check_options *o, struct scenario_run *run)
{
    signals_watch();
    while (scenario_step(run) && !signals_came() && !output_failed() &&
           output_is_read())
        if (o->narrate)
            narrate(run);
    if (o->narrate)
        narrate(run);
}

static void print_unusable(const struct check_options *o,
                           const struct scenario_file *file, unsigned n)
{
    const struct problems *p = file->problems;
    char text[2 * PROBLEM_TEXT];

    scenario_file_print(file);
    if (p->count)
        scenario_file_problem(&p->row[0], text, sizeof text);
    else
        snprintf(text, sizeof text, "the machine cannot be powered on");
    if (o->format != FORMAT_TEXT)
        verdict_print_none(o->paths.path[n], text, p, o->format, n + 1);
}

/* 0 as expected, 1 not, 2 the file is at fault. */
static enum exit_status check(const struct check_options *o, unsigned n)
{
    struct scenario_file file;
    struct scenario_run played;
    struct verdict v = {.file = &file, .run = &played};
    struct guest g = {.config.sink = {trace_hash_add, &v.trace}};
    enum exit_status status = EXIT_USAGE;
    bool usable = scenario_file_read(&file, o->paths.path[n]);

    if (usable && scenario_file_begin(&file, !o->without_faults, &g, &played)) {
        if (o->narrate)
            output_text("%s\n%s\n\n", file.scenario->title,
                        file.scenario->teaches);
        run(o, &played);
        report(o, &g);
        verdict_judge(&v);
        verdict_print(&v, o->format, n + 1);
        status = verdict_ok(&v) ? EXIT_OK : EXIT_GUEST;
    } else {
        print_unusable(o, &file, n);
    }
    if (usable)
        guest_close(&g);
    scenario_file_close(&file);
    return signals_came() ? EXIT_USAGE : status;
}

/* --- many -------------------------------------------------------------- */

static int work(void *context, unsigned job)
{
    const struct check *c = context;

    return (int)check(c->options, job);
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
    verdict_print_none(o->paths.path[r->job], why, NULL, o->format, r->job + 1);
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
    if (c->options->format == FORMAT_TEXT && c->options->paths.count > 1)
        output_text("%u as expected, %u not, %u cannot be used\n",
                    c->count[EXIT_OK], c->count[EXIT_GUEST],
                    c->count[EXIT_USAGE]);
}

/* The check was broken off. */
static enum exit_status give_up(const struct check *c)
{
    if (output_failed())
        return c->worst;
    if (c->options->format == FORMAT_TAP)
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

    if (o->format == FORMAT_TAP)
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
        enum exit_status status = check(o, i);

        if (status > worst)
            worst = status;
    }
    return worst;
}

static enum exit_status play(char **words, const char *command, bool narrated)
{
    struct check_options o = {.narrate = narrated};
    enum exit_status status = EXIT_USAGE;

    switch (read_options(words, command, &o)) {
    case ARGUMENTS_HELP:
        status = EXIT_OK;
        break;
    case ARGUMENTS_OK:
        if (o.paths.count || scenario_paths_add(&o.paths, "scenarios"))
            status = narrated ? run_all(&o) : check_all(&o);
        break;
    default:
        break;
    }
    scenario_paths_free(&o.paths);
    return status;
}

enum exit_status check_command(char **words)
{
    return play(words, "check", false);
}

enum exit_status scenario_command(char **words)
{
    return play(words, "run", true);
}
