/* SPDX-License-Identifier: MIT
 *
 * ui/command.h - the commands: one file each, one row each in ui/main.c.
 */
#ifndef UI_COMMAND_H
#define UI_COMMAND_H

#include "ui/exits.h"

struct command {
    const char *name;
    const char *summary; /* for the list of commands */

    /* Takes the words after the command's name, up to a NULL. */
    enum exit_status (*run)(char **words);
};

enum exit_status tui_command_line(char **words);
enum exit_status demo_command(char **words);
enum exit_status run_command(char **words);
enum exit_status trace_command(char **words);
enum exit_status phases_command(char **words);
enum exit_status map_command(char **words);
enum exit_status explain_command(char **words);
enum exit_status check_command(char **words);
enum exit_status list_command(char **words);
enum exit_status faults_command(char **words);
enum exit_status new_scenario_command(char **words);
enum exit_status cpu_test_command(char **words);
enum exit_status help_command(char **words);
enum exit_status version_command(char **words);

/* Ends with a row of NULLs. */
extern const struct command commands[];

/* The short help: what there is, in one screen. */
void help_print(void);

#endif
