/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_expect.c - what a scenario expects, and expectations that
 * cannot all be met.
 */
#include <stdio.h>
#include <string.h>

#include "sim/scenario_reader.h"
#include "sim/nearest.h"

static struct expectation *this_expect(struct reader *r)
{
    return &r->s->expect[r->s->expect_count];
}

static void set_expect(struct reader *r, const struct yaml_node *n,
                       enum expect_kind kind)
{
    struct expectation *e = this_expect(r);

    if (e->text)
        problem_add(r->problems, n->key_line, n->key_column,
                    "one expectation says one thing; \"%s\" belongs into "
                    "another one",
                    n->key);
    e->kind = kind;
    e->text = value_text(r->problems, n);
    e->place = reader_place(r, n);
}

/* --- moments ----------------------------------------------------------- */

void read_reach(struct reader *r, const struct schema_row *row,
                const struct yaml_node *n)
{
    (void)row;
    set_expect(r, n, EXPECT_REACH);
    read_moment(r, n, &this_expect(r)->moment);
}

void read_never(struct reader *r, const struct schema_row *row,
                const struct yaml_node *n)
{
    (void)row;
    set_expect(r, n, EXPECT_NEVER);
    read_moment(r, n, &this_expect(r)->moment);
}

/* --- the end ----------------------------------------------------------- */

static const struct {
    const char *name, *what;
} ends[] = {
    [END_SHUT_DOWN] = {"shut-down", "the guest switched itself off"},
    [END_HALTED] = {"halted", "HLT with interrupts that cannot come"},
    [END_HUNG] = {"hung", "an endless loop that no interrupt can end"},
    [END_CRASHED] = {"crashed", "a triple fault"},
    [END_NO_MEMORY] = {"no-memory", "the host has no frame left to give"},
    [END_UNTIL] = {"until", "the moment of the machine's option `until` came; "
                            "without one, the prompt of the shell"},
    [END_LIMIT] = {"limit", "none of these before the limit"},
};

#define FIRST_END END_SHUT_DOWN

static void unknown_end(struct reader *r, const struct yaml_node *n,
                        const char *text)
{
    struct nearest near = {.word = text};
    char hint[96], allowed[100] = "";

    for (unsigned i = FIRST_END; i < ARRAY_LEN(ends); i++) {
        size_t used = strlen(allowed);

        nearest_try(&near, ends[i].name);
        snprintf(allowed + used, sizeof allowed - used, "%s%s",
                 used ? ", " : "", ends[i].name);
    }
    problem_add(r->problems, n->line, n->column,
                "unknown end \"%.40s\"%s; allowed are %s", text,
                nearest_text(&near, hint), allowed);
}

void read_end(struct reader *r, const struct schema_row *row,
              const struct yaml_node *n)
{
    const char *text = n->kind == YAML_TEXT ? n->text : "";

    (void)row;
    set_expect(r, n, EXPECT_END);
    for (unsigned i = FIRST_END; i < ARRAY_LEN(ends); i++)
        if (strcmp(ends[i].name, text) == 0)
            this_expect(r)->value = i;
    if (!this_expect(r)->value && n->kind == YAML_TEXT)
        unknown_end(r, n, text);
}

bool scenario_end(unsigned n, const char **name, const char **what)
{
    if (n >= ARRAY_LEN(ends) - FIRST_END)
        return false;
    *name = ends[FIRST_END + n].name;
    *what = ends[FIRST_END + n].what;
    return true;
}

static void set_screen(struct reader *r, const struct yaml_node *n,
                       enum expect_kind kind)
{
    set_expect(r, n, kind);
    value_cells(r->problems, n, this_expect(r)->cells,
                sizeof this_expect(r)->cells);
}

void read_screen(struct reader *r, const struct schema_row *row,
                 const struct yaml_node *n)
{
    (void)row;
    set_screen(r, n, EXPECT_SCREEN);
}

void read_no_screen(struct reader *r, const struct schema_row *row,
                    const struct yaml_node *n)
{
    (void)row;
    set_screen(r, n, EXPECT_NO_SCREEN);
}

void read_post(struct reader *r, const struct schema_row *row,
               const struct yaml_node *n)
{
    (void)row;
    set_expect(r, n, EXPECT_POST);
    this_expect(r)->value = value_hex(r->problems, n, 0xff);
}

void read_step(struct reader *r, const struct schema_row *row,
               const struct yaml_node *n)
{
    (void)row;
    set_expect(r, n, EXPECT_STEP);
    this_expect(r)->value = value_steps(r->problems, n);
}

/* --- the list ---------------------------------------------------------- */

void read_points(struct reader *r, const struct schema_row *row,
                 const struct yaml_node *n)
{
    this_expect(r)->points =
        value_number(r->problems, n, row->least, row->most);
}

void read_hint(struct reader *r, const struct schema_row *row,
               const struct yaml_node *n)
{
    (void)row;
    this_expect(r)->hint = value_prose(r->problems, n);
}

void read_expect(struct reader *r, const struct schema_row *row,
                 const struct yaml_node *list)
{
    const struct expectation *e = this_expect(r);
    const struct expectation *end = r->s->expect + SCENARIO_EXPECTS;

    (void)row;
    read_items(r, list, EXPECT, &r->s->expect_count, SCENARIO_EXPECTS);
    if (list->kind != YAML_LIST)
        return;
    if (!list->first)
        problem_add(r->problems, list->line, list->column,
                    "at least one expectation is wanted");
    for (const struct yaml_node *n = list->first; n && e < end;
         n = n->next, e++)
        if (n->kind == YAML_MAP && !e->text)
            problem_add(r->problems, n->line, n->column,
                        "this expectation says nothing: reach, never, end, "
                        "screen, no-screen, post or step is wanted");
}

/* --- contradictions ---------------------------------------------------- */

/* The opposite of a kind; without one, the kind itself: then there is one
 * value at the end of the run, and two are one too many. */
static enum expect_kind opposite(enum expect_kind kind)
{
    static const enum expect_kind kinds[] = {
        [EXPECT_REACH] = EXPECT_NEVER,      [EXPECT_NEVER] = EXPECT_REACH,
        [EXPECT_SCREEN] = EXPECT_NO_SCREEN, [EXPECT_NO_SCREEN] = EXPECT_SCREEN,
        [EXPECT_END] = EXPECT_END,          [EXPECT_POST] = EXPECT_POST,
        [EXPECT_STEP] = EXPECT_STEP,
    };

    return kinds[kind];
}

static bool contradict(const struct expectation *a, const struct expectation *b)
{
    if (opposite(a->kind) != b->kind)
        return false;
    if (a->kind != b->kind)
        return strcmp(a->text, b->text) == 0;
    return a->kind == EXPECT_STEP ? !(a->value & b->value)
                                  : a->value != b->value;
}

static void check_pair(struct reader *r, const struct expectation *first,
                       const struct expectation *second)
{
    if (!first->text || !second->text || !contradict(first, second))
        return;
    r->problems->file = second->place.file;
    problem_add(r->problems, second->place.line, second->place.column,
                "this contradicts %.120s:%u: \"%s: %.60s\"; a run cannot meet "
                "both",
                first->place.file, first->place.line,
                expect_kind_name(first->kind), first->text);
}

void check_expectations(struct reader *r)
{
    const struct expectation *e = r->s->expect;

    for (unsigned j = 1; j < r->s->expect_count; j++)
        for (unsigned i = 0; i < j; i++)
            check_pair(r, &e[i], &e[j]);
}
