/* SPDX-License-Identifier: MIT
 *
 * ui/scenario_file.h - a scenario out of a file, with the machine it asks for.
 */
#ifndef UI_SCENARIO_FILE_H
#define UI_SCENARIO_FILE_H

#include "sim/scenario.h"
#include "ui/guest.h"

#define SCENARIO_FILES 512

/* What lives as long as the scenario: texts of files, paths. */
#define SCENARIO_KEPT (2 * SCENARIO_SOURCES + SCENARIO_OPTIONS)

struct scenario_file {
    const char *path;
    struct scenario *scenario;
    struct machine_options machine;
    const struct problems *problems; /* until the next file is opened */
    struct symbol_files symbols;     /* open if a moment has names of code */
    void *kept[SCENARIO_KEPT];
    unsigned kept_count;
};

/* False: see its problems. Close it in either case. */
bool scenario_file_read(struct scenario_file *f, const char *path);

/* The same; what is wrong is told on standard error, a line each. */
bool scenario_file_open(struct scenario_file *f, const char *path);

/* The same with its text at hand, which lives as long as the file. */
bool scenario_file_open_text(struct scenario_file *f, const char *name,
                             const char *bytes, size_t count);
void scenario_file_close(struct scenario_file *f);

/* All of its problems on standard error. */
void scenario_file_print(const struct scenario_file *f);

/* One problem in one line, for people and their editors. */
void scenario_file_problem(const struct problem *p, char *text, size_t size);

/* Does the name end as that of a scenario? */
bool scenario_file_is_named(const char *path);

/* Power on its machine, ready to run. */
bool scenario_file_begin(const struct scenario_file *f, bool with_faults,
                         struct guest *g, struct scenario_run *run);

/* The scenarios that a file or folder holds, in the order of their names. */
struct scenario_paths {
    char *path[SCENARIO_FILES];
    unsigned count;
};
bool scenario_paths_add(struct scenario_paths *p, const char *path);
void scenario_paths_free(struct scenario_paths *p);

/* `bootscope run FILE.yaml` */
enum exit_status scenario_command(char **words);

#endif
