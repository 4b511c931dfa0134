/* SPDX-License-Identifier: MIT
 *
 * ui/scenario_file.h - a scenario out of a file, with the machine it asks for.
 */
#ifndef UI_SCENARIO_FILE_H
#define UI_SCENARIO_FILE_H

#include "sim/scenario.h"
#include "ui/guest.h"

#define SCENARIO_FILES 512

struct scenario_file {
    const char *path;
    struct scenario *scenario;
    struct machine_options machine;
    char *joined[SESSION_DISKS + 4]; /* paths beside the file */
    unsigned joined_count;
};

/* What is wrong is told on standard error, a line each. Close it in either
 * case. */
bool scenario_file_open(struct scenario_file *f, const char *path);
void scenario_file_close(struct scenario_file *f);

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
