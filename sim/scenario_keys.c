/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_keys.c - the keys of a scenario that say what it is about, what
 * machine it has, what is typed and told, and where it ends.
 */
#include <string.h>

#include "sim/scenario_reader.h"

void read_title(struct reader *r, const struct schema_row *row,
                const struct yaml_node *n)
{
    (void)row;
    r->s->title = value_prose(r->problems, n);
}

void read_teaches(struct reader *r, const struct schema_row *row,
                  const struct yaml_node *n)
{
    (void)row;
    r->s->teaches = value_prose(r->problems, n);
}

void read_phase(struct reader *r, const struct schema_row *row,
                const struct yaml_node *n)
{
    (void)row;
    r->s->phase = value_steps(r->problems, n);
    r->s->phase_name = n->kind == YAML_TEXT ? n->text : "";
}

void read_seed(struct reader *r, const struct schema_row *row,
               const struct yaml_node *n)
{
    r->s->seed = value_number(r->problems, n, row->least, row->most);
}

/* --- limit ------------------------------------------------------------- */

void read_limit(struct reader *r, const struct schema_row *row,
                const struct yaml_node *n)
{
    (void)row;
    read_map(r, LIMIT, n);
}

void read_instructions(struct reader *r, const struct schema_row *row,
                       const struct yaml_node *n)
{
    r->s->limit_instructions =
        value_number(r->problems, n, row->least, row->most);
}

void read_seconds(struct reader *r, const struct schema_row *row,
                  const struct yaml_node *n)
{
    r->s->limit_ns =
        value_number(r->problems, n, row->least, row->most) * NS_PER_SECOND;
}

/* The including file may still set another limit, so included moments are not
 * judged. */
void read_moment(struct reader *r, const struct yaml_node *n, struct moment *m)
{
    const struct moment_term *last;
    uint64_t limit;

    if (!value_moment(r->problems, n, m) || r->depth || !m->terms)
        return;
    last = &m->term[m->terms - 1];
    limit = last->kind == MOMENT_INSTRUCTION ? r->s->limit_instructions
            : last->kind == MOMENT_TIME      ? r->s->limit_ns
                                             : UINT64_MAX;
    if (last->link == LINK_OR || last->value <= limit)
        return;
    problem_add(r->problems, n->line, n->column,
                "this moment cannot come: the run ends at %llu %s at the "
                "latest",
                (unsigned long long)(last->kind == MOMENT_TIME
                                         ? limit / NS_PER_SECOND
                                         : limit),
                last->kind == MOMENT_TIME ? "s" : "instructions");
}

/* --- machine ----------------------------------------------------------- */

/* What an included file says of this option does not count. */
static void forget_option(struct reader *r, const char *name)
{
    struct scenario *s = r->s;
    unsigned kept = 0;

    for (unsigned i = 0; i < s->option_count; i++)
        if (strcmp(s->option[i].name, name) != 0)
            s->option[kept++] = s->option[i];
    s->option_count = kept;
}

static void add_option(struct reader *r, const char *name,
                       const struct yaml_node *n)
{
    struct scenario *s = r->s;

    if (!value_is(r->problems, n, YAML_TEXT))
        return;
    if (s->option_count == SCENARIO_OPTIONS) {
        problem_add(r->problems, n->line, n->column,
                    "at most %d options are possible", SCENARIO_OPTIONS);
        return;
    }
    s->option[s->option_count++] =
        (struct scenario_option){name, n->text, reader_place(r, n)};
}

void read_machine(struct reader *r, const struct schema_row *row,
                  const struct yaml_node *map)
{
    (void)row;
    if (!value_is(r->problems, map, YAML_MAP))
        return;
    for (const struct yaml_node *n = map->first; n; n = n->next) {
        forget_option(r, n->key);
        if (n->kind == YAML_LIST)
            for (const struct yaml_node *i = n->first; i; i = i->next)
                add_option(r, n->key, i);
        else
            add_option(r, n->key, n);
    }
}

void check_options(struct reader *r)
{
    const struct scenario_host *host = r->host;

    for (unsigned i = 0; i < r->s->option_count; i++) {
        const struct scenario_option *o = &r->s->option[i];
        struct error err;

        r->problems->file = o->place.file;
        if (host && host->option && !host->option(host->context, o, &err))
            problem_add(r->problems, o->place.line, o->place.column, "%s",
                        err.text);
    }
}

/* --- inputs and sayings ------------------------------------------------ */

void read_inputs(struct reader *r, const struct schema_row *row,
                 const struct yaml_node *list)
{
    const struct scenario_cue *input = &r->s->input[r->s->input_count];
    const struct scenario_cue *end = r->s->input + SCENARIO_INPUTS;

    (void)row;
    read_items(r, list, INPUTS, &r->s->input_count, SCENARIO_INPUTS);
    if (list->kind != YAML_LIST)
        return;
    for (const struct yaml_node *n = list->first; n && input < end;
         n = n->next, input++)
        if (n->kind == YAML_MAP && !input->text && !input->move && !input->disc)
            problem_add(r->problems, n->line, n->column,
                        "this input is empty: keys, mouse or disc is wanted");
}

void read_input_moment(struct reader *r, const struct schema_row *row,
                       const struct yaml_node *n)
{
    (void)row;
    read_moment(r, n, &r->s->input[r->s->input_count].moment);
}

void read_keys(struct reader *r, const struct schema_row *row,
               const struct yaml_node *n)
{
    struct scenario_cue *input = &r->s->input[r->s->input_count];
    struct error err;

    (void)row;
    input->text = value_text(r->problems, n);
    input->place = reader_place(r, n);
    if (!session_check_keys(input->text, &err))
        value_wrong(r->problems, n, &err);
}

void read_mouse(struct reader *r, const struct schema_row *row,
                const struct yaml_node *n)
{
    struct scenario_cue *input = &r->s->input[r->s->input_count];
    struct error err;

    (void)row;
    input->move = value_text(r->problems, n);
    input->place = reader_place(r, n);
    if (!session_check_move(input->move, &err))
        value_wrong(r->problems, n, &err);
}

void read_disc(struct reader *r, const struct schema_row *row,
               const struct yaml_node *n)
{
    struct scenario_cue *input = &r->s->input[r->s->input_count];
    struct error err;

    (void)row;
    input->disc = value_text(r->problems, n);
    input->place = reader_place(r, n);
    if (!session_check_disc(input->disc, &err))
        value_wrong(r->problems, n, &err);
}

void read_narrate(struct reader *r, const struct schema_row *row,
                  const struct yaml_node *n)
{
    (void)row;
    read_items(r, n, NARRATE, &r->s->saying_count, SCENARIO_SAYINGS);
}

void read_saying_moment(struct reader *r, const struct schema_row *row,
                        const struct yaml_node *n)
{
    (void)row;
    read_moment(r, n, &r->s->saying[r->s->saying_count].moment);
}

void read_say(struct reader *r, const struct schema_row *row,
              const struct yaml_node *n)
{
    struct scenario_cue *saying = &r->s->saying[r->s->saying_count];

    (void)row;
    saying->text = value_prose(r->problems, n);
    saying->place = reader_place(r, n);
}

void read_saying_title(struct reader *r, const struct schema_row *row,
                       const struct yaml_node *n)
{
    (void)row;
    r->s->saying[r->s->saying_count].title = value_prose(r->problems, n);
}

void read_show(struct reader *r, const struct schema_row *row,
               const struct yaml_node *n)
{
    const char *show = value_text(r->problems, n);
    const struct scenario_host *host = r->host;
    struct error err;

    (void)row;
    r->s->saying[r->s->saying_count].show = show;
    if (*show && host && host->pane && !host->pane(host->context, show, &err))
        value_wrong(r->problems, n, &err);
}
