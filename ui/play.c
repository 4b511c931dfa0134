/* SPDX-License-Identifier: MIT
 *
 * ui/play.c - one scenario from power-on to its verdict, with or without what
 * it says.
 */
#include "ui/play.h"

#include <inttypes.h>
#include <stdio.h>

#include "ui/output.h"
#include "ui/screen_text.h"
#include "ui/signals.h"

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

static void report(const struct play_options *o, const struct guest *g)
{
    if (!o->narrate)
        return;
    output_text("\nThe screen at the end:\n");
    screen_print(g->session);
    output_flush();
    guest_report(g);
}

static void run(const struct play_options *o, struct scenario_run *run)
{
    signals_watch();
    while (scenario_step(run) && !signals_came() && !output_failed() &&
           output_is_read())
        if (o->narrate)
            narrate(run);
    if (o->narrate)
        narrate(run);
}

static void print_unusable(const struct play_options *o,
                           const struct scenario_file *file, unsigned number)
{
    const struct problems *p = file->problems;
    char text[2 * PROBLEM_TEXT];

    scenario_file_print(file);
    if (p->count)
        scenario_file_problem(&p->row[0], text, sizeof text);
    else
        snprintf(text, sizeof text, "the machine cannot be powered on");
    if (o->format != FORMAT_TEXT)
        verdict_print_none(file->path, text, p, o->format, number);
}

enum exit_status scenario_play(const struct play_options *o, const char *path,
                               unsigned number)
{
    struct scenario_file file;
    struct scenario_run played;
    struct verdict v = {.file = &file, .run = &played};
    struct guest g = {.config.sink = {trace_hash_add, &v.trace}};
    enum exit_status status = EXIT_USAGE;
    bool usable = scenario_file_read(&file, path);

    if (usable && scenario_file_begin(&file, !o->without_faults, &g, &played)) {
        if (o->narrate)
            output_text("%s\n%s\n\n", file.scenario->title,
                        file.scenario->teaches);
        run(o, &played);
        report(o, &g);
        verdict_judge(&v);
        verdict_print(&v, o->format, number);
        status = verdict_ok(&v) ? EXIT_OK : EXIT_GUEST;
    } else {
        print_unusable(o, &file, number);
    }
    if (usable)
        guest_close(&g);
    scenario_file_close(&file);
    return signals_came() ? EXIT_USAGE : status;
}
