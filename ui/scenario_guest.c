/* SPDX-License-Identifier: MIT
 *
 * ui/scenario_guest.c - the machine of the options or of a scenario.
 */
#include "ui/scenario_guest.h"

#include "ui/output.h"
#include "ui/signals.h"

bool scenario_guest_open(struct scenario_guest *s, struct guest *g,
                         struct machine_options *options)
{
    s->file.path = NULL;
    s->run.scenario = NULL;
    if (!options->image || !scenario_file_is_named(options->image)) {
        machine_options_end_at_prompt(options);
        return guest_open(g, options);
    }
    if (!scenario_file_open(&s->file, options->image))
        return false;
    if (options->has_until) {
        s->file.machine.until = options->until;
        s->file.machine.has_until = true;
    }
    if (!scenario_file_begin(&s->file, true, g, &s->run))
        return false;
    if (options->limit)
        session_limit(g->session, options->limit);
    return true;
}

void scenario_guest_close(struct scenario_guest *s, struct guest *g)
{
    guest_close(g);
    if (s->file.path)
        scenario_file_close(&s->file);
}

void scenario_guest_run(struct scenario_guest *s, struct guest *g,
                        const bool *enough)
{
    if (!s->run.scenario) {
        guest_run(g, enough);
        return;
    }
    signals_watch();
    while (scenario_step(&s->run))
        if (*enough || output_failed() || signals_came())
            return;
}

enum exit_status scenario_guest_status(const struct scenario_guest *s,
                                       const struct guest *g)
{
    return s->run.out_of_time ? EXIT_LIMIT : guest_status(g);
}
