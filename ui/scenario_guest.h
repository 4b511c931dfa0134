/* SPDX-License-Identifier: MIT
 *
 * ui/scenario_guest.h - the machine of a command that boots: the one that its
 * options describe, or that of a scenario that they name.
 */
#ifndef UI_SCENARIO_GUEST_H
#define UI_SCENARIO_GUEST_H

#include "ui/scenario_file.h"

struct scenario_guest {
    struct scenario_file file;
    struct scenario_run run; /* .scenario NULL: there is none */
};

/* Power-on, as guest_open(). With a scenario --until and --limit still count,
 * before its own. Close it in either case. */
bool scenario_guest_open(struct scenario_guest *s, struct guest *g,
                         struct machine_options *options);
void scenario_guest_close(struct scenario_guest *s, struct guest *g);

/* As guest_run() and guest_status(). */
void scenario_guest_run(struct scenario_guest *s, struct guest *g,
                        const bool *enough);
enum exit_status scenario_guest_status(const struct scenario_guest *s,
                                       const struct guest *g);

#endif
