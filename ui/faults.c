/* SPDX-License-Identifier: MIT
 *
 * ui/faults.c - `bootscope faults`: what can break; and the reference of
 * scenarios, made from the same tables.
 */
#include <inttypes.h>
#include <string.h>

#include "sim/scenario.h"
#include "ui/arguments.h"
#include "ui/command.h"
#include "ui/moment_help.h"
#include "ui/output.h"

static const struct {
    const char *seam, *title;
} seams[] = {
    {"IMAGE", "The image that is booted"},
    {"BUS", "The bus and its lines"},
    {"DEVICE", "The devices"},
    {"CPU", "The processor and memory between two instructions"},
    {"HOST", "What the hypervisor gives"},
};

static void print_list(void)
{
    for (unsigned i = 0; i < ARRAY_LEN(seams); i++) {
        struct fault_row row;

        output_text("%s%s:\n", i ? "\n" : "", seams[i].title);
        for (unsigned n = 0; scenario_fault_row(n, &row); n++)
            if (!strcmp(row.seam, seams[i].seam))
                output_text("  %-22s %s\n  %-22s takes: %s\n", row.name,
                            row.summary, "", row.params);
    }
}

/* --- the reference ----------------------------------------------------- */

static void print_keys(void)
{
    const char *section = "";
    struct scenario_key key;

    output_text("## Keys\n");
    for (unsigned n = 0; scenario_key(n, &key); n++) {
        if (strcmp(section, key.section) != 0)
            output_text("\n%s `%s`:\n\n| key | value | meaning |\n"
                        "|---|---|---|\n",
                        n ? "An entry of" : "The", key.section);
        output_text("| `%s`%s | %s | %s", key.key, key.must ? " (needed)" : "",
                    key.what, key.help);
        if (key.number)
            output_text(" From %" PRIu64 " to %" PRIu64 " [%" PRIu64 "].",
                        key.least, key.most, key.initial);
        output_text(" |\n");
        section = key.section;
    }
}

static void print_faults(void)
{
    struct fault_row row;
    const char *name, *what;

    output_text("\n## Faults\n");
    for (unsigned i = 0; i < ARRAY_LEN(seams); i++) {
        output_text("\n%s:\n\n| fault | parameters | what it is |\n"
                    "|---|---|---|\n",
                    seams[i].title);
        for (unsigned n = 0; scenario_fault_row(n, &row); n++)
            if (!strcmp(row.seam, seams[i].seam))
                output_text("| `%s` | %s | %s |\n", row.name, row.params,
                            row.summary);
    }
    output_text(
        "\nAfter a colon stand the least and the most value, after `=` the "
        "default.\n\nA fault has turns: the first when its moment comes, then "
        "one `every` so often,\nuntil it has happened `times` times. At each "
        "turn it happens by `chance`, which\ndepends on the `seed` alone. What "
        "lasts is mended after `for`. A fault without\n`every` makes a part "
        "weak, and has its turns when that part is used: a sector is\nread, a "
        "self-test asked for.\n\n| parameter | value |\n|---|---|\n");
    for (unsigned n = 0; scenario_fault_param(n, &name, &what); n++)
        output_text("| `%s` | %s |\n", name, what);
    output_text("\nNumbers are decimal, `0x1F` or `1Fh`; sizes, offsets "
                "and addresses may\nend with K, M or G; times end with ns, us, "
                "ms or s.\n");
}

static void print_reference(void)
{
    output_text("# Scenarios\n\nA scenario is a YAML file: a machine, what "
                "breaks in it, what is said while it\nruns, and what must then "
                "be seen. `bootscope run FILE.yaml` plays it,\n`bootscope "
                "check` says whether it ended as expected, `bootscope "
                "new-scenario\nNAME` writes one to begin with. This page is "
                "made by `bootscope faults\n--reference`.\n\n");
    print_keys();
    output_text("\n");
    moment_reference_print();
    print_faults();
}

static bool set_reference(void *settings, const char *value, struct error *err)
{
    (void)value, (void)err;
    *(bool *)settings = true;
    return true;
}

static const struct option rows[] = {
    {"--reference", NULL, "all of docs/scenarios.md", set_reference},
    {0},
};

enum exit_status faults_command(char **words)
{
    bool reference = false;
    const struct option_table tables[] = {{"Options", rows, &reference}};
    const struct arguments arguments = {
        .command = "faults",
        .usage = "[OPTIONS]",
        .about = "Lists what can break in a scenario.",
        .tables = tables,
        .table_count = ARRAY_LEN(tables),
    };

    switch (arguments_read(&arguments, words)) {
    case ARGUMENTS_HELP:
        return EXIT_OK;
    case ARGUMENTS_WRONG:
        return EXIT_USAGE;
    default:
        break;
    }
    if (reference)
        print_reference();
    else
        print_list();
    return EXIT_OK;
}
