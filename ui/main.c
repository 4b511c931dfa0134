/* SPDX-License-Identifier: MIT
 *
 * ui/main.c - finds the command that the first word names, and is the only
 * place that ends the program.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/command.h"
#include "sim/nearest.h"
#include "ui/complain.h"
#include "ui/output.h"

const struct command commands[] = {
    {"tui", "step through the boot, forward and back", tui_command_line},
    {"demo", "a boot with captions, for a projector", demo_command},
    {"run", "boot a PC and let it live", run_command},
    {"trace", "boot, and print every event", trace_command},
    {"phases", "boot, and show the phases as a table and bars", phases_command},
    {"map", "boot, and print the second-level memory table", map_command},
    {"explain", "explain a port, a code, a phase, an event, a term",
     explain_command},
    {"check", "run scenarios: did they end as expected?", check_command},
    {"list", "the scenarios: title, and what they teach", list_command},
    {"faults", "what can break in a scenario", faults_command},
    {"new-scenario", "write a scenario to begin with", new_scenario_command},
    {"cpu-test", "answer questions about single instructions",
     cpu_test_command},
    {"help", "this list, or the help of a command", help_command},
    {"version", "versions, libraries and bundled images", version_command},
    {0},
};

static enum exit_status unknown(const char *word)
{
    struct nearest s = {.word = word};
    char hint[96];

    if (access(word, F_OK) == 0) {
        complain("unknown command \"%.60s\"; that file boots with `bootscope "
                 "run FILE` or `bootscope tui FILE`",
                 word);
        return EXIT_USAGE;
    }
    for (const struct command *c = commands; c->name; c++)
        nearest_try(&s, c->name);
    complain("unknown command \"%.60s\"%s (see bootscope help)", word,
             nearest_text(&s, hint));
    return EXIT_USAGE;
}

static enum exit_status dispatch(char **words)
{
    if (!*words) {
        if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
            return tui_command_line(words);
        help_print();
        return EXIT_OK;
    }
    if (!strcmp(*words, "--help") || !strcmp(*words, "-h"))
        return help_command(words + 1);
    if (!strcmp(*words, "--version"))
        return version_command(words + 1);
    for (const struct command *c = commands; c->name; c++)
        if (!strcmp(*words, c->name))
            return c->run(words + 1);
    return unknown(*words);
}

/* Files that we open must never take the place of standard output. What is
 * closed gets a file that cannot be written to. */
static void fill_standard_files(void)
{
    int file;

    do
        file = open("/dev/null", O_RDONLY);
    while (file >= 0 && file <= STDERR_FILENO);
    if (file >= 0)
        close(file);
}

int main(int count, char **words)
{
    enum exit_status status;

    fill_standard_files();
    signal(SIGPIPE, SIG_IGN);
    status = dispatch(count > 0 ? words + 1 : words);
    if (!output_end() && status == EXIT_OK)
        status = EXIT_GUEST;
    exit((int)status);
}
