/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_value.c - the values that a scenario is made of, checked.
 */
#include "sim/scenario_value.h"

#include <string.h>

static void wrong_kind(struct problems *problems, const struct yaml_node *n,
                       const char *wanted)
{
    problem_add(problems, n->line, n->column,
                "%s stands here, where %s is wanted", yaml_kind_name(n->kind),
                wanted);
}

bool value_is(struct problems *problems, const struct yaml_node *n,
              enum yaml_kind kind)
{
    if (n->kind != kind)
        wrong_kind(problems, n, yaml_kind_name(kind));
    return n->kind == kind;
}

void value_wrong(struct problems *problems, const struct yaml_node *n,
                 const struct error *err)
{
    problem_add(problems, n->line, n->column, "%s", err->text);
}

const char *value_text(struct problems *problems, const struct yaml_node *n)
{
    if (!value_is(problems, n, YAML_TEXT))
        return "";
    if (!*n->text)
        problem_add(problems, n->line, n->column, "a text is missing");
    return n->text;
}

/* A number of decimal digits, underscores between them. */
uint64_t value_number(struct problems *problems, const struct yaml_node *n,
                      uint64_t least, uint64_t most)
{
    uint64_t value = 0;
    bool good = n->kind == YAML_TEXT && *n->text && *n->text != '_';

    for (const char *p = good ? n->text : ""; *p && good; p++) {
        if (*p == '_')
            continue;
        good = *p >= '0' && *p <= '9' && value <= most / 10;
        value = 10 * value + (uint64_t)(*p - '0');
    }
    if (good && value >= least && value <= most)
        return value;
    problem_add(problems, n->line, n->column,
                "a number from %llu to %llu is wanted",
                (unsigned long long)least, (unsigned long long)most);
    return least;
}

void value_moment(struct problems *problems, const struct yaml_node *n,
                  struct moment *m)
{
    struct error err;

    if (value_is(problems, n, YAML_TEXT) && !moment_parse(n->text, m, &err))
        value_wrong(problems, n, &err);
}

uint64_t value_steps(struct problems *problems, const struct yaml_node *n)
{
    struct moment m = {0};
    struct nearest near = {.word = n->kind == YAML_TEXT ? n->text : ""};
    struct error err;
    char text[80] = "phase:", hint[96];

    if (!value_is(problems, n, YAML_TEXT))
        return 0;
    strncat(text, n->text, 60);
    if (moment_parse(text, &m, &err))
        return m.steps;
    for (unsigned i = 0; i < STEP_COUNT; i++)
        nearest_try(&near, step_info[i].name);
    for (unsigned i = 0; i < PHASE_COUNT; i++)
        nearest_try(&near, phase_info[i].name);
    problem_add(problems, n->line, n->column,
                "unknown phase or step \"%.40s\"%s", n->text,
                nearest_text(&near, hint));
    return 0;
}
