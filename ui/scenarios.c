/* SPDX-License-Identifier: MIT
 *
 * ui/scenarios.c - `bootscope list`: which scenarios there are. `bootscope
 * new-scenario`: a template to begin with.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ui/command.h"
#include "ui/complain.h"
#include "ui/output.h"
#include "ui/scenario_file.h"

#define NAME_MAX_LENGTH 80

/* --- list -------------------------------------------------------------- */

static bool add_path(void *settings, const char *word, struct error *err)
{
    return scenario_paths_add(settings, word) ||
           error_set(err, "%.200s cannot be used", word);
}

static enum exit_status list(const struct scenario_paths *paths)
{
    enum exit_status status = EXIT_OK;

    for (unsigned i = 0; i < paths->count; i++) {
        struct scenario_file file;

        if (scenario_file_open(&file, paths->path[i]))
            output_text("%s\n    %s\n    %s: %s\n", paths->path[i],
                        file.scenario->title, file.scenario->phase_name,
                        file.scenario->teaches);
        else
            status = EXIT_USAGE;
        scenario_file_close(&file);
    }
    return status;
}

enum exit_status list_command(char **words)
{
    static struct scenario_paths paths;
    static const struct arguments arguments = {
        .command = "list",
        .usage = "[FILE|FOLDER]...",
        .about = "Lists scenarios: title, where in the boot, what they teach. "
                 "Without a file or\nfolder: those in ./scenarios.",
        .word = add_path,
    };
    enum exit_status status = EXIT_USAGE;

    if (arguments_read(&arguments, words, &paths, &status) &&
        (paths.count || scenario_paths_add(&paths, "scenarios")))
        status = list(&paths);
    scenario_paths_free(&paths);
    return status;
}

/* --- new-scenario ------------------------------------------------------ */

/* @ is the name of the file. */
static const char template[] =
    "# A scenario. docs/scenarios.md has all keys, `bootscope faults` all "
    "faults.\n"
    "# What begins with #- is an example: take the #- away to use it.\n"
    "#\n"
    "#   bootscope run @.yaml       plays it\n"
    "#   bootscope check @.yaml     says whether it ended as expected\n"
    "#   bootscope tui @.yaml       steps through it, forward and back\n"
    "\n"
    "title: The boot sector lost its signature\n"
    "teaches: why the BIOS looks at the last two bytes of a boot sector\n"
    "\n"
    "# Where in the boot it happens: a phase or a step of it.\n"
    "phase: boot-search\n"
    "\n"
    "# Files to read first, beside this one; what is said here wins.\n"
    "#-include: common.yaml\n"
    "\n"
    "# Options of `bootscope run`, without their dashes.\n"
    "machine:\n"
    "  ram: 8M\n"
    "#-  cpu: 386\n"
    "#-  disk: my-disk.img\n"
    "#-  until: phase:kernel-entry\n"
    "\n"
    "# What breaks. Without \"at\": from power-on. Most faults may happen more "
    "than\n"
    "# once, for a while, or by chance.\n"
    "faults:\n"
    "  - fault: boot-signature\n"
    "#-  - fault: irq-spurious\n"
    "#-    irq: 5\n"
    "#-    times: 3\n"
    "#-    every: 1ms\n"
    "#-    chance: 50\n"
    "#-    at: phase:drivers\n"
    "\n"
    "# What makes chance repeatable.\n"
    "#-seed: 7\n"
    "\n"
    "# What is typed, how the mouse moves, which CD is put in, each when its\n"
    "# moment has come.\n"
    "#-inputs:\n"
    "#-  - at: screen:bootscope$\n"
    "#-    keys: 'help\\n'\n"
    "#-  - at: screen:bootscope$\n"
    "#-    mouse: 10 -5 l\n"
    "#-  - at: phase:services\n"
    "#-    disc: eject\n"
    "\n"
    "# What is said while it runs. Moments: a phase or step, a POST code, an "
    "event,\n"
    "# an address, a text on the screen, a time; see `bootscope help "
    "moments`.\n"
    "narrate:\n"
    "  - at: phase:boot-search\n"
    "    say: The BIOS reads the first sector of the disk and looks for 55h "
    "AAh.\n"
    "  - at: post:5F\n"
    "    say: It did not find them, and there is no other device.\n"
    "#-    title: No boot\n"
    "#-    show: screen\n"
    "\n"
    "# What must be seen: one thing each. See that they can fail:\n"
    "# bootscope check --without-faults @.yaml\n"
    "expect:\n"
    "  - reach: event:disk.request lba=0\n"
    "  - never: phase:boot-sector\n"
    "    points: 2\n"
    "    hint: A sector without its signature is not started.\n"
    "  - screen: no boot signature\n"
    "  - no-screen: bootscope loader\n"
    "  - post: 5F\n"
    "  - step: boot-search\n"
    "  - end: limit\n"
    "\n"
    "# The run ends here at the latest, in virtual time.\n"
    "limit:\n"
    "  seconds: 20\n"
    "#-  instructions: 50_000_000\n";

static bool set_name(void *settings, const char *word, struct error *err)
{
    const char **name = settings;

    if (*name)
        return error_set(err, "only one name is possible");
    *name = word;
    return strlen(word) <= NAME_MAX_LENGTH ||
           error_set(err, "the name is too long");
}

static enum exit_status write_template(const char *name)
{
    char path[NAME_MAX_LENGTH + 8];
    const char *base = strrchr(name, '/');
    FILE *file;

    snprintf(path, sizeof path, "%s.yaml", name);
    file = fopen(path, "wx");
    if (!file) {
        complain("%s: %s", path, strerror(errno));
        return EXIT_USAGE;
    }
    base = base ? base + 1 : name;
    for (const char *p = template; *p; p++)
        if (*p == '@')
            fputs(base, file);
        else
            fputc(*p, file);
    if (fclose(file) != 0) {
        complain("%s: %s", path, strerror(errno));
        return EXIT_GUEST;
    }
    output_text("%s is written.\n", path);
    return EXIT_OK;
}

enum exit_status new_scenario_command(char **words)
{
    static const struct arguments arguments = {
        .command = "new-scenario",
        .usage = "NAME",
        .about = "Writes NAME.yaml, a scenario with comments to begin with.",
        .word = set_name,
    };
    const char *name = NULL;
    enum exit_status status;

    if (!arguments_read(&arguments, words, &name, &status))
        return status;
    if (name)
        return write_template(name);
    complain("new-scenario: a name is missing");
    return EXIT_USAGE;
}
