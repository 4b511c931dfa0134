/* SPDX-License-Identifier: MIT
 *
 * ui/help.c - `bootscope help` and `bootscope version`.
 */
#include <string.h>

#include "phases/images.h"
#include "sim/session.h"
#include "ui/command.h"
#include "ui/complain.h"
#include "ui/display.h"
#include "ui/moment_help.h"
#include "ui/numbers.h"
#include "ui/output.h"

#define VERSION "0.1"

void help_print(void)
{
    output_text("bootscope - watch a PC boot, from the reset vector to a "
                "shell\n\n"
                "Usage: bootscope COMMAND [OPTIONS]\n\n");
    for (const struct command *c = commands; c->name; c++)
        output_text("  %-12s %s\n", c->name, c->summary);
    output_text("\nStart with: bootscope demo, then bootscope without more\n"
                "More about a command: bootscope COMMAND --help\n"
                "How to name a point in the run: bootscope help moments\n");
}

enum exit_status help_command(char **words)
{
    static char option[] = "--help";
    char *asked[] = {option, NULL};

    if (!words[0] || !strcmp(words[0], "--help")) {
        help_print();
        return EXIT_OK;
    }
    if (!strcmp(words[0], "moments")) {
        moment_help_print();
        return EXIT_OK;
    }
    for (const struct command *c = commands; c->name; c++) {
        if (strcmp(words[0], c->name) != 0)
            continue;
        if (c->run == help_command) {
            help_print();
            return EXIT_OK;
        }
        return c->run(asked);
    }
    complain("unknown command \"%.60s\" (see bootscope help)", words[0]);
    return EXIT_USAGE;
}

static void print_image(const char *name, const uint8_t *from,
                        const uint8_t *to)
{
    output_text("  %-10s %s bytes\n", name,
                number_grouped((uint64_t)(to - from)));
}

enum exit_status version_command(char **words)
{
    if (words[0] && strcmp(words[0], "--help") != 0) {
        complain("version: unexpected word \"%.60s\"", words[0]);
        return EXIT_USAGE;
    }
    output_text("bootscope " VERSION "\n\nLibraries:\n  %s\n",
                display_library());
    for (unsigned i = 0; session_library(i); i++)
        output_text("  %s\n", session_library(i));
    output_text("\nBundled images:\n");
    print_image("BIOS", bundled_bios, bundled_bios_end);
    print_image("disk", bundled_disk, bundled_disk_end);
    return EXIT_OK;
}
