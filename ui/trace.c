/* SPDX-License-Identifier: MIT
 *
 * ui/trace.c - `bootscope trace`: boot, and print every event that passes the
 * filters.
 */
#include <string.h>

#include "sim/inspect.h"
#include "ui/command.h"
#include "ui/complain.h"
#include "ui/event_print.h"
#include "ui/filter.h"
#include "ui/guest.h"
#include "ui/output.h"
#include "ui/scenario_guest.h"

struct trace_options {
    struct machine_options machine;
    struct filter filter;
    bool json, full;
};

struct trace {
    const struct filter *filter;
    const struct guest *guest;
    int from, to; /* watches */
    void (*print)(const struct event *e, const struct code_place *place);
    struct event_places places;
    bool past;
};

/* --- options ----------------------------------------------------------- */

static bool set_format(void *settings, const char *value, struct error *err)
{
    struct trace_options *o = settings;

    o->json = !strcmp(value, "jsonl");
    return o->json || !strcmp(value, "text") ||
           error_set(err, "--format %.40s: it is text or jsonl", value);
}

static bool set_detail(void *settings, const char *value, struct error *err)
{
    struct trace_options *o = settings;

    o->full = !strcmp(value, "full");
    return o->full || !strcmp(value, "events") ||
           error_set(err, "--detail %.40s: it is events or full", value);
}

static bool add_phase(void *settings, const char *value, struct error *err)
{
    struct trace_options *o = settings;

    return filter_add_phase(&o->filter, value, err);
}

static bool add_kind(void *settings, const char *value, struct error *err)
{
    struct trace_options *o = settings;

    return filter_add_kind(&o->filter, value, err);
}

static bool add_address(void *settings, const char *value, struct error *err)
{
    struct trace_options *o = settings;

    return filter_add_address(&o->filter, value, err);
}

static bool set_position(void *settings, const char *value, struct error *err)
{
    struct trace_options *o = settings;

    return filter_set_position(&o->filter, value, err);
}

static const struct option rows[] = {
    {"--format", "FORMAT", "text or jsonl, a JSON object a line [text]",
     .set = set_format},
    {"--phase", "NAME", "only this phase or step; can be repeated",
     .set = add_phase},
    {"--kind", "KIND",
     "only this kind (io.out) or category (io); can be\nrepeated",
     .set = add_kind},
    {"--address", "A[-B]",
     "only events of code at these linear addresses, in\nhexadecimal, or "
     "SEGMENT:OFFSET; can be repeated",
     .set = add_address},
    {"--position", "A..B",
     "only between these times in ns; insn:N..M: between\nthese instructions; "
     "or between moments, such as\nphase:menu..int:80",
     .set = set_position},
    {"--detail", "DETAIL",
     "events; or full: every instruction and memory access\n[events]",
     .set = set_detail},
    {0},
};

static const char about[] =
    "Boots a PC and prints what happens in it, an event a line, until the "
    "shell's\nprompt or the moment that --until or --limit names. Two runs "
    "give the same\ntrace, byte for byte.";

static const struct arguments arguments = {
    .command = "trace",
    .usage = "[OPTIONS] [IMAGE|SCENARIO.yaml]",
    .about = about,
    .tables = {{"Options", rows, 0},
               {"The machine", machine_option_rows,
                offsetof(struct trace_options, machine)}},
    .word = machine_option_image,
    .word_at = offsetof(struct trace_options, machine),
};

/* --- the command ------------------------------------------------------- */

static bool begun(const struct trace *t)
{
    uint64_t tick;

    return !t->filter->has_from ||
           (t->guest->session &&
            session_came(t->guest->session, (unsigned)t->from, &tick));
}

/* All that the instruction does at which the end comes is within. */
static bool ended(const struct trace *t, const struct event *e)
{
    const struct moment *to = &t->filter->to;
    uint64_t tick;

    if (!t->filter->has_to || !t->guest->session ||
        !session_came(t->guest->session, (unsigned)t->to, &tick))
        return false;
    return e->tick > tick ||
           (e->tick == tick && to->term[to->terms - 1].kind >= MOMENT_ENTER);
}

static void on_event(void *context, const struct event *e)
{
    struct trace *t = context;

    if (filter_is_past(t->filter, e) || ended(t, e))
        t->past = true;
    else if (begun(t) && filter_passes(t->filter, e))
        t->print(e, event_place(&t->places, e));
}

/* The names of code in the filter's moments. */
static bool find_names(struct filter *f, const struct guest *g)
{
    struct error err;

    if (moment_resolve(&f->from, g->symbols.table, &err) &&
        moment_resolve(&f->to, g->symbols.table, &err))
        return true;
    complain("--position: %s", err.text);
    return false;
}

static void watch(struct trace *t, struct session *s)
{
    if (t->filter->has_from)
        t->from = session_watch(s, &t->filter->from);
    if (t->filter->has_to)
        t->to = session_watch(s, &t->filter->to);
}

enum exit_status trace_command(char **words)
{
    struct trace_options o = {.machine = MACHINE_OPTIONS_DEFAULT};
    struct guest g = {.config.sink = {on_event, NULL}};
    static struct trace t;                 /* too large for a stack */
    static struct scenario_guest scenario; /* too large for a stack */
    enum exit_status status = EXIT_USAGE;

    if (!arguments_read(&arguments, words, &o, &status))
        return status;
    g.config.detail = o.full || filter_needs_detail(&o.filter);
    t.print = o.json ? json_print_event : text_print_event;
    if (!o.json)
        text_print_head();
    g.config.sink.context = &t;
    t.filter = &o.filter;
    t.guest = &g;
    if (scenario_guest_open(&scenario, &g, &o.machine) &&
        find_names(&o.filter, &g)) {
        t.places.session = g.session;
        t.places.symbols = g.symbols.table;
        watch(&t, g.session);
        scenario_guest_run(&scenario, &g, &t.past);
        guest_report(&g);
        status = scenario_guest_status(&scenario, &g);
    }
    scenario_guest_close(&scenario, &g);
    return status;
}
