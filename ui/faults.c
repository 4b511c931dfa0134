/* SPDX-License-Identifier: MIT
 *
 * ui/faults.c - `bootscope faults`: what can break.
 */
#include <string.h>

#include "sim/scenario.h"
#include "ui/arguments.h"
#include "ui/command.h"
#include "ui/output.h"
#include "ui/scenario_reference.h"
#include "ui/wrap.h"

/* A line of the list, or more if it is too long. */
static void print_line(const char *text)
{
    wrap_print(text, strlen(text), 6, 6);
}

static void print_list(void)
{
    for (const struct fault_seam *seam = fault_seams; seam->name; seam++) {
        struct fault_row row;

        output_text("%s:\n", seam->title);
        for (unsigned n = 0; scenario_fault_row(n, &row); n++) {
            if (strcmp(row.seam, seam->name) != 0)
                continue;
            output_text("  %s\n", row.name);
            print_line(row.summary);
            print_line(row.params);
        }
        output_text("\n");
    }
    output_text("A parameter is NAME[:LEAST-MOST][=DEFAULT]; one without a "
                "default must be given.\nAn example:\n\n"
                "  faults:\n"
                "    - fault: disk-read-error\n"
                "      lba: 0\n"
                "      times: 2\n");
}

static const struct option rows[] = {
    {"--reference", NULL, "all of docs/scenarios.md", .at = 0},
    {0},
};

enum exit_status faults_command(char **words)
{
    static const struct arguments arguments = {
        .command = "faults",
        .usage = "[OPTIONS]",
        .about = "Lists what can break in a scenario.",
        .tables = {{"Options", rows, 0}},
    };
    bool reference = false;
    enum exit_status status;

    if (!arguments_read(&arguments, words, &reference, &status))
        return status;
    if (reference)
        scenario_reference_print();
    else
        print_list();
    return EXIT_OK;
}
