/* SPDX-License-Identifier: MIT
 *
 * ui/verdict.c - what came of a scenario, as text for people, as TAP (the Test
 * Anything Protocol), or as a line of JSON.
 */
#include "ui/verdict.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ui/output.h"

/* --- judging ------------------------------------------------------------ */

void verdict_judge(struct verdict *v)
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

bool verdict_ok(const struct verdict *v)
{
    return v->met == v->run->scenario->expect_count;
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

/* After # stands a directive, which changes what the line means. */
static void print_tap_text(const char *text)
{
    for (; *text; text++)
        output_text(*text == '#' ? "\\%c" : "%c", *text);
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
                verdict_ok(v) ? "true" : "false", v->points, v->possible,
                v->trace.value, v->trace.events, v->state,
                session_icount(v->run->session));
    for (unsigned i = 0; i < s->expect_count; i++)
        print_expectation_json(v, i);
    output_text("],\"unsaid\":[");
    for (unsigned i = 0, count = 0; i < s->saying_count; i++)
        if (!scenario_said(v->run, i)) {
            output_text("%s{\"file\":", count++ ? "," : "");
            print_json_text(s->saying[i].place.file);
            output_text(",\"line\":%u}", s->saying[i].place.line);
        }
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

/* What a student will never read. */
static void print_unsaid(const struct verdict *v, const char *prefix)
{
    const struct scenario *s = v->run->scenario;

    for (unsigned i = 0; i < s->saying_count; i++)
        if (!scenario_said(v->run, i))
            output_text("%s%s:%u: not said, for its moment did not come\n",
                        prefix, s->saying[i].place.file,
                        s->saying[i].place.line);
}

static void print_hashes(const struct verdict *v, const char *prefix)
{
    output_text("%strace %016" PRIx64 ", state %016" PRIx64 "\n", prefix,
                v->trace.value, v->state);
}

void verdict_print(const struct verdict *v, enum verdict_format format,
                   unsigned number)
{
    const struct scenario *s = v->run->scenario;
    bool ok = verdict_ok(v);

    switch (format) {
    case FORMAT_TAP:
        output_text("%s %u - ", ok ? "ok" : "not ok", number);
        print_tap_text(v->file->path);
        output_text(": ");
        print_tap_text(s->title);
        output_text("\n");
        print_hashes(v, "# ");
        print_misses(v, "# ");
        print_unsaid(v, "# ");
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
        print_unsaid(v, "       ");
    }
    output_flush();
}

static void print_problems_json(const struct problems *p)
{
    output_text(",\"problems\":[");
    for (unsigned i = 0; i < p->count; i++) {
        output_text("%s{\"file\":", i ? "," : "");
        print_json_text(p->row[i].file);
        output_text(",\"line\":%u,\"column\":%u,\"text\":", p->row[i].line,
                    p->row[i].column);
        print_json_text(p->row[i].text);
        output_text("}");
    }
    output_text("]");
}

void verdict_print_none(const char *path, const char *why,
                        const struct problems *problems,
                        enum verdict_format format, unsigned number)
{
    switch (format) {
    case FORMAT_TAP:
        output_text("not ok %u - ", number);
        print_tap_text(path);
        output_text(": %s\n", why);
        break;
    case FORMAT_JSON:
        output_text("{\"file\":");
        print_json_text(path);
        output_text(",\"error\":");
        print_json_text(why);
        if (problems)
            print_problems_json(problems);
        output_text("}\n");
        break;
    default:
        output_text("error  %s: %s\n", path, why);
    }
    output_flush();
}
