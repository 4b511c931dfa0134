/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_faults.c - the faults of a scenario: a kind, a moment, and the
 * parameters that the kind knows.
 */
#include <string.h>

#include "sim/scenario_reader.h"
#include "sim/nearest.h"

static struct fault *this_fault(struct reader *r)
{
    return &r->s->faults[r->s->fault_count];
}

static bool find_kind(const struct yaml_node *map, enum fault_kind *kind)
{
    const struct yaml_node *n =
        map->kind == YAML_MAP ? yaml_entry(map, "fault") : NULL;

    for (unsigned i = 0; n && n->kind == YAML_TEXT && i < FAULT_KINDS; i++)
        if (strcmp(fault_info[i].name, n->text) == 0) {
            *kind = (enum fault_kind)i;
            return true;
        }
    return false;
}

bool fault_map_takes(const struct yaml_node *map, enum fault_param param)
{
    enum fault_kind kind;
    bool must;

    return find_kind(map, &kind) && fault_takes(kind, param, &must);
}

static void unknown_fault(struct reader *r, const struct yaml_node *n)
{
    struct nearest near = {.word = n->text};
    char hint[96];

    for (unsigned i = 0; i < FAULT_KINDS; i++)
        nearest_try(&near, fault_info[i].name);
    problem_add(r->problems, n->line, n->column,
                "unknown fault \"%.40s\"%s (bootscope faults lists them)",
                n->text, nearest_text(&near, hint));
}

/* The kind was settled by read_faults(). */
void read_kind(struct reader *r, const struct schema_row *row,
               const struct yaml_node *n)
{
    (void)row;
    if (!value_is(r->problems, n, YAML_TEXT))
        return;
    if (strcmp(fault_info[this_fault(r)->kind].name, n->text) != 0)
        unknown_fault(r, n);
}

void read_fault_moment(struct reader *r, const struct schema_row *row,
                       const struct yaml_node *n)
{
    struct fault *f = this_fault(r);

    (void)row;
    read_moment(r, n, &f->moment);
    f->has_moment = true;
}

static void unknown_param(struct reader *r, const struct yaml_node *n)
{
    enum fault_kind kind = this_fault(r)->kind;
    char params[FAULT_PARAMS_TEXT];

    fault_params(kind, params, sizeof params);
    problem_add(r->problems, n->key_line, n->key_column,
                "fault %s does not know \"%s\"; it knows %s",
                fault_info[kind].name, n->key, params);
}

static void read_param(struct reader *r, const struct yaml_node *map,
                       enum fault_param param)
{
    struct fault *f = this_fault(r);
    const char *name = fault_param_info[param].name;
    const struct yaml_node *n = yaml_entry(map, name);
    struct error err;
    bool must, takes = fault_takes(f->kind, param, &must);

    if (!n && takes && must)
        problem_add(r->problems, map->line, map->column,
                    "fault %s needs \"%s\": %s", fault_info[f->kind].name, name,
                    fault_param_info[param].what);
    if (n && !takes)
        unknown_param(r, n);
    if (n && takes && value_is(r->problems, n, YAML_TEXT) &&
        !fault_set(f, param, n->text, &err))
        value_wrong(r->problems, n, &err);
}

void read_faults(struct reader *r, const struct schema_row *row,
                 const struct yaml_node *list)
{
    (void)row;
    if (!value_is(r->problems, list, YAML_LIST))
        return;
    for (const struct yaml_node *n = list->first; n; n = n->next) {
        enum fault_kind kind = (enum fault_kind)0;
        bool known = find_kind(n, &kind);

        if (r->s->fault_count == FAULTS_MAX) {
            problem_add(r->problems, n->line, n->column,
                        "at most %d faults are possible", FAULTS_MAX);
            return;
        }
        fault_init(this_fault(r), kind);
        this_fault(r)->source = r->problems->file;
        this_fault(r)->line = n->line;
        read_map(r, FAULTS, n);
        for (unsigned i = 0; known && i < FAULT_PARAMS; i++)
            read_param(r, n, (enum fault_param)i);
        r->s->fault_count++;
    }
}

/* --- references -------------------------------------------------------- */

bool scenario_fault_row(unsigned n, struct fault_row *row)
{
    if (n >= FAULT_KINDS)
        return false;
    *row = (struct fault_row){fault_info[n].name, fault_info[n].seam,
                              fault_info[n].summary, ""};
    fault_params((enum fault_kind)n, row->params, sizeof row->params);
    return true;
}

bool scenario_fault_param(unsigned n, const char **name, const char **what)
{
    if (n >= FAULT_PARAMS)
        return false;
    *name = fault_param_info[n].name;
    *what = fault_param_info[n].what;
    return true;
}
