/* SPDX-License-Identifier: MIT
 *
 * sim/scenario.c - reads a scenario by its schema: a table of keys, each with
 * the function that reads its value. All that is wrong is found at once.
 */
#include "sim/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "sim/fault.h"
#include "sim/scenario_value.h"

#define DEFAULT_INSTRUCTIONS UINT64_C(200000000)
#define DEFAULT_SECONDS      UINT64_C(60)

/* The scenario with the texts that it points into. */
struct holder {
    struct scenario scenario;
    struct yaml_tree tree;
    struct fault faults[FAULTS_MAX];
};

struct reader {
    struct scenario *s;
    struct problems *problems;
    const struct scenario_machine *machine;
};

typedef void read_fn(struct reader *r, const struct yaml_node *n);

static read_fn read_title, read_teaches, read_phase, read_machine, read_faults,
    read_inputs, read_narrate, read_expect, read_limit, read_seed;
static read_fn read_kind, read_fault_moment, read_input_moment, read_keys,
    read_saying_moment, read_say, read_saying_title, read_show,
    read_instructions, read_seconds;
static read_fn read_reach, read_never, read_end, read_screen, read_no_screen,
    read_post, read_step, read_points, read_hint;

/* --- the schema -------------------------------------------------------- */

struct schema_row {
    const char *section, *key, *what, *help;
    bool must;
    read_fn *read;
};

#define TOP     "scenario"
#define FAULTS  "faults"
#define INPUTS  "inputs"
#define NARRATE "narrate"
#define EXPECT  "expect"
#define LIMIT   "limit"

static const struct schema_row schema[] = {
    {TOP, "title", "text", "What the scenario is called.", true, read_title},
    {TOP, "teaches", "text", "What a student learns from it.", true,
     read_teaches},
    {TOP, "phase", "phase or step", "Where in the boot it happens.", true,
     read_phase},
    {TOP, "machine", "map", "Options of `bootscope run` without their dashes.",
     false, read_machine},
    {TOP, "faults", "list", "What breaks.", false, read_faults},
    {TOP, "inputs", "list", "What is typed.", false, read_inputs},
    {TOP, "narrate", "list", "What is said while it runs.", false,
     read_narrate},
    {TOP, "expect", "list", "What must be seen.", true, read_expect},
    {TOP, "limit", "map", "Where the run ends at the latest.", false,
     read_limit},
    {TOP, "seed", "number", "Of what is left to chance [0].", false, read_seed},

    {FAULTS, "fault", "kind", "One of the kinds below.", true, read_kind},
    {FAULTS, "at", "moment", "When it happens [at power-on].", false,
     read_fault_moment},

    {INPUTS, "at", "moment", "When it is typed.", true, read_input_moment},
    {INPUTS, "keys", "text",
     "What is typed; knows \\n \\t \\e \\b \\\\ \\xHH and \\F1 to \\F9.", true,
     read_keys},

    {NARRATE, "at", "moment", "When it is said.", true, read_saying_moment},
    {NARRATE, "say", "text", "A sentence for the student.", true, read_say},
    {NARRATE, "title", "text",
     "A word or two above it, in large letters in `bootscope demo` [the "
     "phase].",
     false, read_saying_title},
    {NARRATE, "show", "pane",
     "The pane that `bootscope demo` shows with it, by its name in `bootscope "
     "tui` [code].",
     false, read_show},

    {EXPECT, "reach", "moment", "This moment comes.", false, read_reach},
    {EXPECT, "never", "moment", "This moment does not come.", false,
     read_never},
    {EXPECT, "end", "word",
     "How the run ends: shut-down, halted, hung, crashed, no-memory, until or "
     "limit.",
     false, read_end},
    {EXPECT, "screen", "text", "At the end the screen shows this.", false,
     read_screen},
    {EXPECT, "no-screen", "text", "At the end the screen does not show this.",
     false, read_no_screen},
    {EXPECT, "post", "code", "The last POST code, in hexadecimal.", false,
     read_post},
    {EXPECT, "step", "phase or step", "The run ends in this phase or step.",
     false, read_step},
    {EXPECT, "points", "number", "What it is worth [1].", false, read_points},
    {EXPECT, "hint", "text", "Help for who does not see it.", false, read_hint},

    {LIMIT, "instructions", "number", "Instructions [200000000].", false,
     read_instructions},
    {LIMIT, "seconds", "number", "Virtual seconds [60].", false, read_seconds},
};

/* --- what is wrong ----------------------------------------------------- */

static bool is_param(const char *section, const char *key)
{
    for (unsigned i = 0; i < FAULT_PARAMS; i++)
        if (strcmp(section, FAULTS) == 0 &&
            strcmp(fault_param_info[i].name, key) == 0)
            return true;
    return false;
}

static void unknown_key(struct reader *r, const char *section,
                        const struct yaml_node *n)
{
    struct nearest near = {.word = n->key};
    char hint[96], allowed[160] = "";

    for (unsigned i = 0; i < ARRAY_LEN(schema); i++) {
        if (strcmp(schema[i].section, section) != 0)
            continue;
        nearest_try(&near, schema[i].key);
        strcat(allowed, *allowed ? ", " : "");
        strcat(allowed, schema[i].key);
    }
    problem_add(r->problems, n->key_line, n->key_column,
                "unknown key \"%.40s\"%s; allowed here are %s", n->key,
                nearest_text(&near, hint), allowed);
}

/* --- by the table ------------------------------------------------------ */

static const struct schema_row *find_row(const char *section, const char *key)
{
    for (unsigned i = 0; i < ARRAY_LEN(schema); i++)
        if (strcmp(schema[i].section, section) == 0 &&
            strcmp(schema[i].key, key) == 0)
            return &schema[i];
    return NULL;
}

static void read_map(struct reader *r, const char *section,
                     const struct yaml_node *map)
{
    if (!value_is(r->problems, map, YAML_MAP))
        return;
    for (const struct yaml_node *n = map->first; n; n = n->next) {
        const struct schema_row *row = find_row(section, n->key);

        if (row)
            row->read(r, n);
        else if (!is_param(section, n->key))
            unknown_key(r, section, n);
    }
    for (unsigned i = 0; i < ARRAY_LEN(schema); i++)
        if (schema[i].must && strcmp(schema[i].section, section) == 0 &&
            !yaml_entry(map, schema[i].key))
            problem_add(r->problems, map->line, map->column,
                        "the key \"%s\" is missing", schema[i].key);
}

/* Each item of a list by one section; *count says which one it is. */
static void read_items(struct reader *r, const struct yaml_node *list,
                       const char *section, unsigned *count, unsigned most)
{
    if (!value_is(r->problems, list, YAML_LIST))
        return;
    for (const struct yaml_node *n = list->first; n; n = n->next) {
        if (*count == most) {
            problem_add(r->problems, n->line, n->column,
                        "at most %u entries are possible in \"%s\"", most,
                        section);
            return;
        }
        read_map(r, section, n);
        (*count)++;
    }
}

/* --- the keys of the scenario ------------------------------------------ */

static void read_title(struct reader *r, const struct yaml_node *n)
{
    r->s->title = value_text(r->problems, n);
}

static void read_teaches(struct reader *r, const struct yaml_node *n)
{
    r->s->teaches = value_text(r->problems, n);
}

static void read_phase(struct reader *r, const struct yaml_node *n)
{
    r->s->phase = value_steps(r->problems, n);
    r->s->phase_name = n->kind == YAML_TEXT ? n->text : "";
}

static void read_seed(struct reader *r, const struct yaml_node *n)
{
    r->s->seed = value_number(r->problems, n, 0, UINT32_MAX);
}

static void read_limit(struct reader *r, const struct yaml_node *n)
{
    read_map(r, LIMIT, n);
}

static void read_instructions(struct reader *r, const struct yaml_node *n)
{
    r->s->limit_instructions =
        value_number(r->problems, n, 1, UINT64_C(100000000000));
}

static void read_seconds(struct reader *r, const struct yaml_node *n)
{
    r->s->limit_ns = value_number(r->problems, n, 1, 1000000) * NS_PER_SECOND;
}

static void read_machine(struct reader *r, const struct yaml_node *map)
{
    struct scenario *s = r->s;

    if (!value_is(r->problems, map, YAML_MAP))
        return;
    for (const struct yaml_node *n = map->first; n; n = n->next) {
        struct scenario_option o = {n->key, n->text, n->line, n->column};
        struct error err;

        if (s->option_count == SCENARIO_OPTIONS) {
            problem_add(r->problems, n->key_line, n->key_column,
                        "at most %d options are possible", SCENARIO_OPTIONS);
            return;
        }
        if (!value_is(r->problems, n, YAML_TEXT))
            continue;
        if (r->machine && !r->machine->option(r->machine->context, &o, &err))
            value_wrong(r->problems, n, &err);
        s->option[s->option_count++] = o;
    }
}

/* --- faults ------------------------------------------------------------ */

static struct fault *this_fault(struct reader *r)
{
    return &r->s->faults[r->s->fault_count];
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
static void read_kind(struct reader *r, const struct yaml_node *n)
{
    if (!value_is(r->problems, n, YAML_TEXT))
        return;
    if (strcmp(fault_info[this_fault(r)->kind].name, n->text) != 0)
        unknown_fault(r, n);
}

static void read_fault_moment(struct reader *r, const struct yaml_node *n)
{
    struct fault *f = this_fault(r);

    value_moment(r->problems, n, &f->moment);
    f->has_moment = true;
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
        problem_add(r->problems, n->key_line, n->key_column,
                    "fault %s does not know \"%s\"; it knows %s%s%s",
                    fault_info[f->kind].name, name, fault_info[f->kind].params,
                    *fault_info[f->kind].params ? " " : "",
                    fault_time_params(fault_info[f->kind].nature));
    if (n && takes && value_is(r->problems, n, YAML_TEXT) &&
        !fault_set(f, param, n->text, &err))
        value_wrong(r->problems, n, &err);
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

static void read_faults(struct reader *r, const struct yaml_node *list)
{
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
        this_fault(r)->line = n->line;
        read_map(r, FAULTS, n);
        for (unsigned i = 0; known && i < FAULT_PARAMS; i++)
            read_param(r, n, (enum fault_param)i);
        r->s->fault_count++;
    }
}

/* --- inputs and sayings ------------------------------------------------ */

static void read_inputs(struct reader *r, const struct yaml_node *n)
{
    read_items(r, n, INPUTS, &r->s->input_count, SCENARIO_INPUTS);
}

static void read_input_moment(struct reader *r, const struct yaml_node *n)
{
    value_moment(r->problems, n, &r->s->input[r->s->input_count].moment);
}

static void read_keys(struct reader *r, const struct yaml_node *n)
{
    struct scenario_cue *input = &r->s->input[r->s->input_count];
    struct error err;

    input->text = value_text(r->problems, n);
    input->line = n->line;
    if (!session_check_keys(input->text, &err))
        value_wrong(r->problems, n, &err);
}

static void read_narrate(struct reader *r, const struct yaml_node *n)
{
    read_items(r, n, NARRATE, &r->s->saying_count, SCENARIO_SAYINGS);
}

static void read_saying_moment(struct reader *r, const struct yaml_node *n)
{
    value_moment(r->problems, n, &r->s->saying[r->s->saying_count].moment);
}

static void read_say(struct reader *r, const struct yaml_node *n)
{
    r->s->saying[r->s->saying_count].text = value_text(r->problems, n);
    r->s->saying[r->s->saying_count].line = n->line;
}

static void read_saying_title(struct reader *r, const struct yaml_node *n)
{
    r->s->saying[r->s->saying_count].title = value_text(r->problems, n);
}

static void read_show(struct reader *r, const struct yaml_node *n)
{
    const char *show = value_text(r->problems, n);
    struct error err;

    r->s->saying[r->s->saying_count].show = show;
    if (n->kind == YAML_TEXT && r->machine && r->machine->pane &&
        !r->machine->pane(r->machine->context, show, &err))
        value_wrong(r->problems, n, &err);
}

/* --- expectations ------------------------------------------------------ */

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
    e->line = n->line;
}

static void read_reach(struct reader *r, const struct yaml_node *n)
{
    set_expect(r, n, EXPECT_REACH);
    value_moment(r->problems, n, &this_expect(r)->moment);
}

static void read_never(struct reader *r, const struct yaml_node *n)
{
    set_expect(r, n, EXPECT_NEVER);
    value_moment(r->problems, n, &this_expect(r)->moment);
}

static const char *const ends[] = {
    [END_SHUT_DOWN] = "shut-down", [END_HALTED] = "halted",
    [END_HUNG] = "hung",           [END_CRASHED] = "crashed",
    [END_NO_MEMORY] = "no-memory", [END_UNTIL] = "until",
    [END_LIMIT] = "limit",
};

static void read_end(struct reader *r, const struct yaml_node *n)
{
    struct nearest near = {.word = n->kind == YAML_TEXT ? n->text : ""};
    char hint[96];

    set_expect(r, n, EXPECT_END);
    for (unsigned i = 1; i < ARRAY_LEN(ends); i++) {
        if (n->kind == YAML_TEXT && strcmp(ends[i], n->text) == 0) {
            this_expect(r)->value = i;
            return;
        }
        nearest_try(&near, ends[i]);
    }
    problem_add(r->problems, n->line, n->column,
                "unknown end%s; allowed are shut-down, halted, hung, crashed, "
                "no-memory, until and limit",
                nearest_text(&near, hint));
}

static void read_screen(struct reader *r, const struct yaml_node *n)
{
    set_expect(r, n, EXPECT_SCREEN);
}

static void read_no_screen(struct reader *r, const struct yaml_node *n)
{
    set_expect(r, n, EXPECT_NO_SCREEN);
}

static void read_post(struct reader *r, const struct yaml_node *n)
{
    struct moment m;
    struct error err;
    char text[32] = "post:";

    set_expect(r, n, EXPECT_POST);
    strncat(text, this_expect(r)->text, 20);
    if (!moment_parse(text, &m, &err))
        value_wrong(r->problems, n, &err);
    else
        this_expect(r)->value = m.field[0].value;
}

static void read_step(struct reader *r, const struct yaml_node *n)
{
    set_expect(r, n, EXPECT_STEP);
    this_expect(r)->value = value_steps(r->problems, n);
}

static void read_points(struct reader *r, const struct yaml_node *n)
{
    this_expect(r)->points = value_number(r->problems, n, 0, 1000);
}

static void read_hint(struct reader *r, const struct yaml_node *n)
{
    this_expect(r)->hint = value_text(r->problems, n);
}

static void read_expect(struct reader *r, const struct yaml_node *list)
{
    struct scenario *s = r->s;

    for (unsigned i = 0; i < SCENARIO_EXPECTS; i++)
        s->expect[i].points = 1;
    read_items(r, list, EXPECT, &s->expect_count, SCENARIO_EXPECTS);
    if (list->kind == YAML_LIST && !list->first)
        problem_add(r->problems, list->line, list->column,
                    "at least one expectation is wanted");
    for (unsigned i = 0; i < s->expect_count; i++)
        if (!s->expect[i].text)
            problem_add(r->problems, list->line, list->column,
                        "expectation %u says nothing: reach, never, end, "
                        "screen, no-screen, post or step is wanted",
                        i + 1);
}

/* --- the file ---------------------------------------------------------- */

struct scenario *scenario_read(const char *bytes, size_t count,
                               const struct scenario_machine *machine,
                               struct problems *problems)
{
    struct holder *h = calloc(1, sizeof *h);
    struct reader r = {.problems = problems, .machine = machine};
    unsigned before = problems->count;

    if (!h) {
        problem_add(problems, 0, 0, "the host has no memory for a scenario");
        return NULL;
    }
    r.s = &h->scenario;
    h->scenario = (struct scenario){
        .title = "",
        .teaches = "",
        .phase_name = "",
        .faults = h->faults,
        .limit_instructions = DEFAULT_INSTRUCTIONS,
        .limit_ns = DEFAULT_SECONDS * NS_PER_SECOND,
    };
    if (yaml_tree_read(&h->tree, bytes, count, problems)) {
        if (h->tree.root)
            read_map(&r, TOP, h->tree.root);
        else
            problem_add(problems, 1, 1, "the file is empty");
    }
    if (problems->count == before)
        return &h->scenario;
    scenario_free(&h->scenario);
    return NULL;
}

void scenario_free(struct scenario *s)
{
    struct holder *h = (struct holder *)s;

    if (!h)
        return;
    yaml_tree_free(&h->tree);
    free(h);
}

/* --- references -------------------------------------------------------- */

bool scenario_fault_row(unsigned n, struct fault_row *row)
{
    if (n >= FAULT_KINDS)
        return false;
    *row = (struct fault_row){
        fault_info[n].name, fault_info[n].seam, fault_info[n].params,
        fault_time_params(fault_info[n].nature), fault_info[n].summary};
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

bool scenario_key(unsigned n, struct scenario_key *key)
{
    if (n >= ARRAY_LEN(schema))
        return false;
    *key =
        (struct scenario_key){schema[n].section, schema[n].key, schema[n].what,
                              schema[n].help, schema[n].must};
    return true;
}
