/* SPDX-License-Identifier: MIT
 *
 * ui/check.c - `bootscope check`: do scenarios end as they expect?
 * `bootscope run FILE.yaml`: one scenario with its narration.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/trace_hash.h"
#include "ui/command.h"
#include "ui/complain.h"
#include "ui/output.h"
#include "ui/scenario_file.h"
#include "ui/screen_text.h"
#include "ui/signals.h"

enum check_format { FORMAT_TEXT, FORMAT_TAP, FORMAT_JSON };

struct check_options {
    enum check_format format;
    bool without_faults;
    bool narrate; /* run: tell what happens */
    struct scenario_paths paths;
};

/* One scenario after its run. */
struct verdict {
    const struct scenario_file *file;
    const struct scenario_run *run;
    unsigned number; /* from 1 */
    unsigned met;
    uint64_t points, possible;
    struct trace_hash trace;
    uint64_t state; /* hash of the machine at the end */
};

/* --- options ----------------------------------------------------------- */

static bool set_format(void *settings, const char *value, struct error *err)
{
    static const char *const names[] = {"text", "tap", "json"};
    struct check_options *o = settings;

    for (unsigned i = 0; i < ARRAY_LEN(names); i++)
        if (!strcmp(value, names[i])) {
            o->format = (enum check_format)i;
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

/* --- printing ---------------------------------------------------------- */

static void print_json_text(const char *text)
{
    output_text("\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            output_text("\\%c", *text);
        else if ((unsigned char)*text < ' ')
            output_text("\\u%04x", (unsigned char)*text);
        else
            output_bytes(text, 1);
    }
    output_text("\"");
}

static void print_expectation_json(const struct verdict *v, unsigned i)
{
    const struct expectation *e = &v->run->scenario->expect[i];
    char why[512];
    bool met = scenario_met(v->run, i, why, sizeof why);

    output_text("%s{\"file\":", i ? "," : "");
    print_json_text(e->place.file);
    output_text(",\"line\":%u,\"kind\":\"%s\",\"wanted\":", e->place.line,
                expect_kind_name(e->kind));
    print_json_text(e->text);
    output_text(",\"met\":%s,\"points\":%" PRIu64 ",\"seen\":",
                met ? "true" : "false", e->points);
    print_json_text(why);
    output_text("}");
}

static void print_json(const struct verdict *v)
{
    const struct scenario *s = v->run->scenario;

    output_text("{\"file\":");
    print_json_text(v->file->path);
    output_text(",\"title\":");
    print_json_text(s->title);
    output_text(",\"as_expected\":%s,\"points\":%" PRIu64
                ",\"possible\":%" PRIu64 ",\"trace_hash\":\"%016" PRIx64
                "\",\"events\":%" PRIu64 ",\"state_hash\":\"%016" PRIx64
                "\",\"instructions\":%" PRIu64 ",\"expect\":[",
                v->met == s->expect_count ? "true" : "false", v->points,
                v->possible, v->trace.value, v->trace.events, v->state,
                session_icount(v->run->session));
    for (unsigned i = 0; i < s->expect_count; i++)
        print_expectation_json(v, i);
    output_text("]}\n");
}

/* The expectations that are not met, each after `prefix`. */
static void print_misses(const struct verdict *v, const char *prefix)
{
    const struct scenario *s = v->run->scenario;

    for (unsigned i = 0; i < s->expect_count; i++) {
        const struct expectation *e = &s->expect[i];
        char why[512];

        if (scenario_met(v->run, i, why, sizeof why))
            continue;
        output_text("%s%s:%u: %s: %s: %s\n", prefix, e->place.file,
                    e->place.line, expect_kind_name(e->kind), e->text, why);
        if (e->hint)
            output_text("%shint: %s\n", prefix, e->hint);
    }
}

static void print_hashes(const struct verdict *v, const char *prefix)
{
    output_text("%strace %016" PRIx64 ", state %016" PRIx64 "\n", prefix,
                v->trace.value, v->state);
}

static void print_verdict(const struct check_options *o,
                          const struct verdict *v)
{
    const struct scenario *s = v->run->scenario;
    bool ok = v->met == s->expect_count;

    switch (o->format) {
    case FORMAT_TAP:
        output_text("%s %u - %s: %s\n", ok ? "ok" : "not ok", v->number,
                    v->file->path, s->title);
        print_hashes(v, "# ");
        print_misses(v, "# ");
        break;
    case FORMAT_JSON:
        print_json(v);
        break;
    default:
        output_text("%-6s %s: %s (%u of %u, %" PRIu64 " of %" PRIu64
                    " points)\n",
                    ok ? "ok" : "not ok", v->file->path, s->title, v->met,
                    s->expect_count, v->points, v->possible);
        print_hashes(v, "       ");
        print_misses(v, "       ");
    }
    output_flush();
}

/* --- running ----------------------------------------------------------- */

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

static void judge(struct verdict *v)
{
    const struct scenario *s = v->run->scenario;
    char why[512];

    for (unsigned i = 0; i < s->expect_count; i++) {
        bool met = scenario_met(v->run, i, why, sizeof why);

        v->met += met;
        v->possible += s->expect[i].points;
        v->points += met ? s->expect[i].points : 0;
    }
    v->state = session_hash(v->run->session);
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
    while (scenario_step(run) && !signals_came() && !output_failed())
        if (o->narrate)
            narrate(run);
    if (o->narrate)
        narrate(run);
}

/* 0 as expected, 1 not, 2 the file is at fault. */
static enum exit_status check(const struct check_options *o, unsigned n)
{
    struct scenario_file file;
    struct scenario_run played;
    struct verdict v = {.file = &file, .run = &played, .number = n + 1};
    struct guest g = {.config.sink = {trace_hash_add, &v.trace}};
    enum exit_status status = EXIT_USAGE;
    bool usable = scenario_file_open(&file, o->paths.path[n]);

    if (usable && scenario_file_begin(&file, !o->without_faults, &g, &played)) {
        if (o->narrate)
            output_text("%s\n%s\n\n", file.scenario->title,
                        file.scenario->teaches);
        run(o, &played);
        report(o, &g);
        judge(&v);
        print_verdict(o, &v);
        status = v.met == file.scenario->expect_count ? EXIT_OK : EXIT_GUEST;
    } else if (o->format == FORMAT_TAP) {
        output_text("not ok %u - %s: cannot be used\n", n + 1,
                    o->paths.path[n]);
    }
    if (usable)
        guest_close(&g);
    scenario_file_close(&file);
    return signals_came() ? EXIT_USAGE : status;
}

static enum exit_status check_all(struct check_options *o)
{
    enum exit_status worst = EXIT_OK;

    if (o->format == FORMAT_TAP)
        output_text("1..%u\n", o->paths.count);
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
            status = check_all(&o);
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
