/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_reader.h - how a scenario is read, for sim/scenario*.c alone:
 * a schema says for each key which function reads its value.
 */
#ifndef SIM_SCENARIO_READER_H
#define SIM_SCENARIO_READER_H

#include "sim/fault.h"
#include "sim/scenario.h"
#include "sim/scenario_value.h"

/* The scenario with all that it points into. */
struct scenario_holder {
    struct scenario scenario;
    struct fault faults[FAULTS_MAX];
    struct yaml_tree tree[SCENARIO_SOURCES];
    struct scenario_source source[SCENARIO_SOURCES];
    struct scenario_place from[SCENARIO_SOURCES]; /* where it is included */
    unsigned sources;
    size_t bytes; /* of all of them */
};

struct reader {
    struct scenario_holder *holder;
    struct scenario *s;
    struct problems *problems;
    const struct scenario_host *host;
    unsigned depth;  /* of the include; 0: the scenario itself */
    bool incomplete; /* a file could not be read */
    uint64_t seen;   /* bit n: row n of the schema was given in some file */
};

struct schema_row;
typedef void read_fn(struct reader *r, const struct schema_row *row,
                     const struct yaml_node *n);

/* Sections. */
#define TOP     "scenario"
#define FAULTS  "faults"
#define INPUTS  "inputs"
#define NARRATE "narrate"
#define EXPECT  "expect"
#define LIMIT   "limit"

struct schema_row {
    const char *section, *key, *what, *help;
    bool must;
    read_fn *read;
    uint64_t least, most, initial; /* of a number; `most` 0: it is none */
};

/* sim/scenario.c */
read_fn read_include;

/* sim/scenario_keys.c */
read_fn read_title, read_teaches, read_phase, read_machine, read_inputs,
    read_narrate, read_limit, read_seed;
read_fn read_input_moment, read_keys, read_mouse, read_disc;
read_fn read_saying_moment, read_say, read_saying_title, read_show;
read_fn read_instructions, read_seconds;

/* sim/scenario_faults.c */
read_fn read_faults, read_kind, read_fault_moment;

/* sim/scenario_expect.c */
read_fn read_expect, read_reach, read_never, read_end, read_screen,
    read_no_screen, read_post, read_step, read_points, read_hint;

/* sim/scenario_schema.c: read a map by the rows of its section. */
void read_map(struct reader *r, const char *section,
              const struct yaml_node *map);

/* The same with each map of a list; *count says which one it is. */
void read_items(struct reader *r, const struct yaml_node *list,
                const char *section, unsigned *count, unsigned most);

/* What a number is if nobody gives it. */
uint64_t schema_initial(const char *section, const char *key);

/* Where the node stands. */
struct scenario_place reader_place(const struct reader *r,
                                   const struct yaml_node *n);

/* A moment that the run can reach before its limit. */
void read_moment(struct reader *r, const struct yaml_node *n, struct moment *m);

/* After all files: which expectations cannot all be met? */
void check_expectations(struct reader *r);

/* After all files: are the options of the machine right? */
void check_options(struct reader *r);

/* Does the kind that this map of FAULTS names know the parameter? */
bool fault_map_takes(const struct yaml_node *map, enum fault_param param);

#endif
