/* SPDX-License-Identifier: MIT
 *
 * ui/verdict.h - what came of a scenario, told in one of three formats.
 */
#ifndef UI_VERDICT_H
#define UI_VERDICT_H

#include "sim/trace_hash.h"
#include "ui/scenario_file.h"

enum verdict_format { FORMAT_TEXT, FORMAT_TAP, FORMAT_JSON };

/* One scenario after its run. */
struct verdict {
    const struct scenario_file *file;
    const struct scenario_run *run;
    unsigned met;
    uint64_t points, possible;
    struct trace_hash trace;
    uint64_t state; /* hash of the machine at the end */
};

/* Count what is met, and hash the machine: at the end of the run. */
void verdict_judge(struct verdict *v);

/* Is all as expected? */
bool verdict_ok(const struct verdict *v);

/* `number` is that of the file, from 1. */
void verdict_print(const struct verdict *v, enum verdict_format format,
                   unsigned number);

/* There is no verdict, for this reason; `problems` may be NULL. */
void verdict_print_none(const char *path, const char *why,
                        const struct problems *problems,
                        enum verdict_format format, unsigned number);

#endif
