/* SPDX-License-Identifier: MIT
 *
 * sim/scenario.c - reads a scenario and the files that it includes. All that
 * is wrong is found at once.
 */
#include "sim/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "sim/scenario_reader.h"

static void read_source(struct reader *r, const struct scenario_source *source,
                        const struct scenario_place *from);

struct scenario_place reader_place(const struct reader *r,
                                   const struct yaml_node *n)
{
    return (struct scenario_place){r->problems->file, n->line, n->column};
}

/* --- include ----------------------------------------------------------- */

/* A file that was read already, by this or another name; else NULL. */
static const struct scenario_place *included_at(const struct scenario_holder *h,
                                                const struct scenario_source *s)
{
    for (unsigned i = 0; i < h->sources; i++)
        if (h->source[i].identity[0] == s->identity[0] &&
            h->source[i].identity[1] == s->identity[1])
            return &h->from[i];
    return NULL;
}

static bool check_source(const struct reader *r,
                         const struct scenario_source *s, struct error *err)
{
    const struct scenario_holder *h = r->holder;
    const struct scenario_place *before = included_at(h, s);

    if (before && before->line)
        return error_set(err,
                         "%.120s is included for the second time; the first "
                         "is in %.120s:%u",
                         s->name, before->file, before->line);
    if (before)
        return error_set(err, "%.120s cannot include itself", s->name);
    if (h->sources == SCENARIO_SOURCES)
        return error_set(err, "a scenario has at most %d files",
                         SCENARIO_SOURCES);
    if (h->bytes + s->count > YAML_BYTES_MAX)
        return error_set(err,
                         "with %.120s the files of the scenario have %zu "
                         "bytes; at most %u are allowed",
                         s->name, h->bytes + s->count, YAML_BYTES_MAX);
    return true;
}

static bool find(const struct reader *r, const char *path,
                 struct scenario_source *found, struct error *err)
{
    const struct scenario_host *host = r->host;

    if (r->depth == SCENARIO_DEPTH)
        return error_set(err, "at most %d files can include each other",
                         SCENARIO_DEPTH);
    if (!host || !host->include)
        return error_set(err, "files cannot be included here");
    return host->include(host->context, r->problems->file, path, found, err) &&
           check_source(r, found, err);
}

static void include(struct reader *r, const struct yaml_node *n)
{
    const char *path = value_text(r->problems, n);
    const struct scenario_place from = reader_place(r, n);
    struct scenario_source found = {0};
    struct error err;

    if (!*path || !find(r, path, &found, &err)) {
        if (*path)
            value_wrong(r->problems, n, &err);
        r->incomplete = true;
        return;
    }
    r->depth++;
    read_source(r, &found, &from);
    r->depth--;
    r->problems->file = from.file;
}

void read_include(struct reader *r, const struct schema_row *row,
                  const struct yaml_node *n)
{
    (void)row;
    if (n->kind != YAML_LIST) {
        include(r, n);
        return;
    }
    for (const struct yaml_node *path = n->first; path; path = path->next)
        include(r, path);
}

/* --- the files --------------------------------------------------------- */

static void read_source(struct reader *r, const struct scenario_source *source,
                        const struct scenario_place *from)
{
    struct scenario_holder *h = r->holder;
    struct yaml_tree *tree = &h->tree[h->sources];

    h->source[h->sources] = *source;
    h->from[h->sources++] = *from;
    h->bytes += source->count;
    r->problems->file = source->name;
    if (!yaml_tree_read(tree, source->bytes, source->count, r->problems))
        r->incomplete = true;
    else if (tree->root)
        read_map(r, TOP, tree->root);
    else
        problem_add(r->problems, 1, 1, "the file is empty");
}

static void set_initial(struct scenario_holder *h)
{
    struct scenario *s = &h->scenario;

    s->title = s->teaches = s->phase_name = "";
    s->faults = h->faults;
    s->limit_instructions = schema_initial(LIMIT, "instructions");
    s->limit_ns = schema_initial(LIMIT, "seconds") * NS_PER_SECOND;
    s->seed = schema_initial(TOP, "seed");
    for (unsigned i = 0; i < SCENARIO_EXPECTS; i++)
        s->expect[i].points = schema_initial(EXPECT, "points");
}

/* --- names of code ----------------------------------------------------- */

static void find_names(struct reader *r, struct moment *m, const char *file,
                       unsigned line, unsigned column)
{
    struct error err;

    if (!m->names || r->host->names(r->host->context, m, &err))
        return;
    r->problems->file = file;
    problem_add(r->problems, line, column, "%s", err.text);
}

/* When all is read: the machine may bring symbols. */
static void find_all_names(struct reader *r)
{
    struct scenario *s = r->s;

    if (!r->host || !r->host->names)
        return;
    for (unsigned i = 0; i < s->fault_count; i++)
        find_names(r, &s->faults[i].moment, s->faults[i].source,
                   s->faults[i].line, 1);
    for (unsigned i = 0; i < s->input_count; i++)
        find_names(r, &s->input[i].moment, s->input[i].place.file,
                   s->input[i].place.line, s->input[i].place.column);
    for (unsigned i = 0; i < s->saying_count; i++)
        find_names(r, &s->saying[i].moment, s->saying[i].place.file,
                   s->saying[i].place.line, s->saying[i].place.column);
    for (unsigned i = 0; i < s->expect_count; i++)
        find_names(r, &s->expect[i].moment, s->expect[i].place.file,
                   s->expect[i].place.line, s->expect[i].place.column);
}

struct scenario *scenario_read(const struct scenario_source *source,
                               const struct scenario_host *host,
                               struct problems *problems)
{
    const struct scenario_place nowhere = {0};
    struct scenario_holder *h = calloc(1, sizeof *h);
    struct reader r = {.holder = h, .problems = problems, .host = host};
    unsigned before = problems->count;

    if (!h) {
        problems->file = source->name;
        problem_add(problems, 0, 0, "the host has no memory for a scenario");
        return NULL;
    }
    r.s = &h->scenario;
    set_initial(h);
    read_source(&r, source, &nowhere);
    check_options(&r);
    check_expectations(&r);
    find_all_names(&r);
    if (problems->count == before)
        return &h->scenario;
    scenario_free(&h->scenario);
    return NULL;
}

void scenario_free(struct scenario *s)
{
    struct scenario_holder *h = (struct scenario_holder *)s;

    if (!h)
        return;
    for (unsigned i = 0; i < h->sources; i++)
        yaml_tree_free(&h->tree[i]);
    free(h);
}
