/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_schema.c - the keys of a scenario: a table that reads them,
 * checks them and documents them.
 */
#include <stdio.h>
#include <string.h>

#include "sim/scenario_reader.h"
#include "sim/nearest.h"

#define ROW(section, key, what, must, read, help)                              \
    {                                                                          \
        section, key, what, help, must, read, 0, 0, 0                          \
    }
#define NUMBER(section, key, read, least, most, initial, help)                 \
    {                                                                          \
        section, key, "number", help, false, read, least, most, initial        \
    }

/* The rows of a section are read in this order, whatever the file's is: the
 * limit is known when moments are read. */
static const struct schema_row schema[] = {
    ROW(TOP, "include", "file or list", false, read_include,
        "Files to read first, looked for beside this one. Their faults, "
        "inputs, narration and expectations come before its own; the other "
        "keys count unless this file has them too."),
    ROW(TOP, "title", "text", true, read_title, "What the scenario is called."),
    ROW(TOP, "teaches", "text", true, read_teaches,
        "What a student learns from it."),
    ROW(TOP, "phase", "phase or step", true, read_phase,
        "Where in the boot it happens."),
    ROW(TOP, "machine", "map", false, read_machine,
        "Options of `bootscope run` without their dashes."),
    ROW(TOP, "limit", "map", false, read_limit,
        "Where the run ends at the latest."),
    ROW(TOP, "faults", "list", false, read_faults, "What breaks."),
    ROW(TOP, "inputs", "list", false, read_inputs,
        "What is typed, how the mouse moves, and which disc is put in."),
    ROW(TOP, "narrate", "list", false, read_narrate,
        "What is said while it runs."),
    ROW(TOP, "expect", "list", true, read_expect, "What must be seen."),
    NUMBER(TOP, "seed", read_seed, 0, UINT32_MAX, 0,
           "Of what is left to chance."),

    ROW(FAULTS, "fault", "kind", true, read_kind, "One of the kinds below."),
    ROW(FAULTS, "at", "moment", false, read_fault_moment,
        "When it happens [at power-on]."),

    ROW(INPUTS, "at", "moment", true, read_input_moment, "When it is typed."),
    ROW(INPUTS, "keys", "text", false, read_keys,
        "What is typed; knows \\n \\t \\e \\b \\\\ \\xHH and \\F1 to \\F9."),
    ROW(INPUTS, "mouse", "text", false, read_mouse,
        "A move of the mouse, `RIGHT UP`, in quarters of a millimetre, -127 "
        "to 127; after them the buttons that are down from then on, some of "
        "the letters `l m r` or `-`; and notches of the wheel towards the "
        "user, -7 to 7: `10 -5`, `0 0 l`, `0 0 - 1`."),
    ROW(INPUTS, "disc", "text", false, read_disc,
        "For the CD-ROM drive: the number of a `cdrom` of the machine, which "
        "is put in, or `eject`. While the guest has locked the drive, it "
        "waits."),

    ROW(NARRATE, "at", "moment", true, read_saying_moment, "When it is said."),
    ROW(NARRATE, "say", "text", true, read_say, "A sentence for the student."),
    ROW(NARRATE, "title", "text", false, read_saying_title,
        "A word or two above it, in large letters in `bootscope demo` [the "
        "phase]."),
    ROW(NARRATE, "show", "pane", false, read_show,
        "What `bootscope demo` shows with it: a pane of `bootscope tui`, "
        "perhaps with a place, such as `memory 7C00`, `devices pit` or "
        "`events transactions` [code]."),

    ROW(EXPECT, "reach", "moment", false, read_reach, "This moment comes."),
    ROW(EXPECT, "never", "moment", false, read_never,
        "This moment does not come."),
    ROW(EXPECT, "end", "word", false, read_end, "How the run ends: see below."),
    ROW(EXPECT, "screen", "text", false, read_screen,
        "At the end the screen shows this in one row."),
    ROW(EXPECT, "no-screen", "text", false, read_no_screen,
        "At the end the screen does not show this."),
    ROW(EXPECT, "post", "code", false, read_post,
        "The last POST code, in hexadecimal."),
    ROW(EXPECT, "step", "phase or step", false, read_step,
        "The run ends in this phase or step."),
    NUMBER(EXPECT, "points", read_points, 0, 1000, 1, "What it is worth."),
    ROW(EXPECT, "hint", "text", false, read_hint,
        "Help for who does not see it."),

    NUMBER(LIMIT, "instructions", read_instructions, 1, UINT64_C(100000000000),
           UINT64_C(200000000), "Instructions."),
    NUMBER(LIMIT, "seconds", read_seconds, 1, 1000000, 60, "Virtual seconds."),
};

/* struct reader keeps a bit for each row. */
static_assert(ARRAY_LEN(schema) <= 64, "too many rows");

static bool is_in(const struct schema_row *row, const char *section)
{
    return strcmp(row->section, section) == 0;
}

static bool is_faults(const char *section)
{
    return strcmp(section, FAULTS) == 0;
}

uint64_t schema_initial(const char *section, const char *key)
{
    for (unsigned i = 0; i < ARRAY_LEN(schema); i++)
        if (is_in(&schema[i], section) && strcmp(schema[i].key, key) == 0)
            return schema[i].initial;
    return 0;
}

/* --- what is wrong ----------------------------------------------------- */

/* The keys that a map may have, with the parameters of its fault. */
struct allowed {
    struct nearest near;
    char text[PROBLEM_TEXT / 2];
};

static void allow(struct allowed *a, const char *key)
{
    size_t used = strlen(a->text);

    nearest_try(&a->near, key);
    snprintf(a->text + used, sizeof a->text - used, "%s%s", used ? ", " : "",
             key);
}

static void unknown_key(struct reader *r, const char *section,
                        const struct yaml_node *map, const struct yaml_node *n)
{
    struct allowed a = {.near.word = n->key};
    char hint[96];

    for (unsigned i = 0; i < ARRAY_LEN(schema); i++)
        if (is_in(&schema[i], section))
            allow(&a, schema[i].key);
    for (unsigned i = 0; i < FAULT_PARAMS && is_faults(section); i++)
        if (fault_map_takes(map, (enum fault_param)i))
            allow(&a, fault_param_info[i].name);
    problem_add(r->problems, n->key_line, n->key_column,
                "unknown key \"%.40s\"%s; allowed here are %s", n->key,
                nearest_text(&a.near, hint), a.text);
}

/* --- by the table ------------------------------------------------------ */

/* A parameter of another kind of fault is refused when the fault is read. */
static bool is_known(const char *section, const char *key)
{
    for (unsigned i = 0; i < ARRAY_LEN(schema); i++)
        if (is_in(&schema[i], section) && strcmp(schema[i].key, key) == 0)
            return true;
    for (unsigned i = 0; i < FAULT_PARAMS && is_faults(section); i++)
        if (strcmp(fault_param_info[i].name, key) == 0)
            return true;
    return false;
}

/* What the scenario needs may stand in any of its files. */
static bool is_missing(const struct reader *r, unsigned row,
                       const struct yaml_node *found)
{
    if (is_in(&schema[row], TOP))
        return r->depth == 0 && !r->incomplete && !(r->seen >> row & 1);
    return !found;
}

void read_map(struct reader *r, const char *section,
              const struct yaml_node *map)
{
    if (!value_is(r->problems, map, YAML_MAP))
        return;
    for (unsigned i = 0; i < ARRAY_LEN(schema); i++) {
        const struct yaml_node *n = yaml_entry(map, schema[i].key);

        if (!is_in(&schema[i], section))
            continue;
        if (n) {
            r->seen |= UINT64_C(1) << i;
            schema[i].read(r, &schema[i], n);
        } else if (schema[i].must && is_missing(r, i, n)) {
            problem_add(r->problems, map->line, map->column,
                        "the key \"%s\" is missing", schema[i].key);
        }
    }
    for (const struct yaml_node *n = map->first; n; n = n->next)
        if (!is_known(section, n->key))
            unknown_key(r, section, map, n);
}

void read_items(struct reader *r, const struct yaml_node *list,
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

/* --- references -------------------------------------------------------- */

bool scenario_key(unsigned n, struct scenario_key *key)
{
    const struct schema_row *row = &schema[n];

    if (n >= ARRAY_LEN(schema))
        return false;
    *key = (struct scenario_key){
        .section = row->section,
        .key = row->key,
        .what = row->what,
        .help = row->help,
        .must = row->must,
        .number = row->most != 0,
        .least = row->least,
        .most = row->most,
        .initial = row->initial,
    };
    return true;
}

bool scenario_bound(unsigned n, const char **what, uint64_t *most)
{
    static const struct {
        const char *what;
        uint64_t most;
    } bounds[] = {
        {"options of the machine", SCENARIO_OPTIONS},
        {"faults", FAULTS_MAX},
        {"inputs", SCENARIO_INPUTS},
        {"entries of `narrate`", SCENARIO_SAYINGS},
        {"expectations", SCENARIO_EXPECTS},
        {"files, with those that are included", SCENARIO_SOURCES},
        {"files that include each other in a chain", SCENARIO_DEPTH},
        {"bytes in all files", YAML_BYTES_MAX},
        {"values in a file", YAML_NODES_MAX},
        {"lists and maps inside each other", YAML_DEPTH_MAX},
        {"problems that are told at once", PROBLEMS_MAX},
    };

    if (n >= ARRAY_LEN(bounds))
        return false;
    *what = bounds[n].what;
    *most = bounds[n].most;
    return true;
}
