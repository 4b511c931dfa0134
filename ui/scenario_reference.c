/* SPDX-License-Identifier: MIT
 *
 * ui/scenario_reference.c - docs/scenarios.md, made from the tables that read
 * scenarios. A test reads each of its examples.
 */
#include "ui/scenario_reference.h"

#include <inttypes.h>
#include <string.h>

#include "sim/scenario.h"
#include "ui/moment_help.h"
#include "ui/numbers.h"
#include "ui/options.h"
#include "ui/output.h"

const struct fault_seam fault_seams[] = {
    {"IMAGE", "The image that is booted"},
    {"BUS", "The bus and its lines"},
    {"DEVICE", "The devices"},
    {"CPU", "The processor and memory between two instructions"},
    {"HOST", "What the hypervisor gives"},
    {0},
};

static const char head[] =
    "# Scenarios\n"
    "\n"
    "A scenario is a YAML file: a machine, what breaks in it, what is said "
    "while it\n"
    "runs, and what must then be seen.\n"
    "\n"
    "| command | what it does |\n"
    "|---|---|\n"
    "| `bootscope run FILE.yaml` | plays it, with what it says, and judges it "
    "|\n"
    "| `bootscope tui FILE.yaml` | steps through it, forward and back |\n"
    "| `bootscope trace FILE.yaml` | every event of its run, with those of its "
    "faults |\n"
    "| `bootscope demo FILE.yaml` | shows what it says on a projector |\n"
    "| `bootscope check [FILE or FOLDER]` | runs many, and says which end as "
    "they expect |\n"
    "| `bootscope list [FILE or FOLDER]` | title, place, and what it teaches "
    "|\n"
    "| `bootscope new-scenario NAME` | writes one with comments, to begin with "
    "|\n"
    "| `bootscope faults` | what can break |\n"
    "\n"
    "This page is made by `bootscope faults --reference` from the tables that "
    "read the\n"
    "file; its examples are read by a test.\n"
    "\n"
    "```yaml\n"
    "title: The boot sector lost its signature\n"
    "teaches: why the BIOS looks at the last two bytes of a boot sector\n"
    "phase: boot-search\n"
    "faults:\n"
    "  - fault: boot-signature\n"
    "narrate:\n"
    "  - at: event:disk.done lba=0\n"
    "    say: The sector was read, but it does not end with 55h AAh.\n"
    "expect:\n"
    "  - never: phase:boot-sector\n"
    "  - post: 5F\n"
    "limit:\n"
    "  seconds: 5\n"
    "```\n"
    "\n"
    "YAML is used without anchors, aliases and tags, in UTF-8, one document a "
    "file.\n"
    "All that is wrong is told at once, each with file, line and column; only "
    "an error\n"
    "of the YAML itself comes alone.\n";

/* --- keys -------------------------------------------------------------- */

struct section {
    const char *name, *title, *about, *example;
};

static const struct section sections[] = {
    {"scenario", "The file",
     "Numbers here and in all sections are decimal; underscores may stand "
     "between\ntheir digits.",
     "include: common/small-machine.yaml\n"
     "title: A small machine\n"
     "teaches: how little memory a boot needs\n"
     "phase: memory\n"
     "seed: 7\n"},
    {"faults", "What breaks",
     "The kinds and what each one takes are [below](#faults). A fault that "
     "acts is an\nevent that names this file and line.",
     "faults:\n"
     "  - fault: disk-read-error\n"
     "    lba: 64\n"
     "    times: 1\n"
     "  - fault: nmi\n"
     "    at: phase:services\n"},
    {"inputs", "What is typed",
     "The texts are typed in the order of the list, each when its moment has "
     "come.",
     "inputs:\n"
     "  - at: screen:bootscope$\n"
     "    keys: 'uptime\\n'\n"},
    {"narrate", "What is said",
     "In the order in which the moments come. What never comes is not said.",
     "narrate:\n"
     "  - at: post:21\n"
     "    say: The BIOS tests the memory above 64 KiB.\n"
     "    title: Memory test\n"},
    {"expect", "What must be seen",
     "Each entry says one thing, and may have points and a hint. Two that no "
     "run can\nmeet together are an error.",
     "expect:\n"
     "  - reach: event:exception vector=14\n"
     "    points: 2\n"
     "    hint: Vector 14 is the page fault.\n"
     "  - never: phase:user-space\n"
     "  - screen: kernel panic\n"
     "  - end: halted\n"},
    {"limit", "Where the run ends at the latest",
     "In instructions and in virtual time, never in the time of the host: a "
     "slow\ncomputer changes nothing.",
     "limit:\n"
     "  seconds: 10\n"
     "  instructions: 50_000_000\n"},
};

static void print_key(const struct scenario_key *key)
{
    output_text("| `%s`%s | %s | %s", key->key, key->must ? " (needed)" : "",
                key->what, key->help);
    if (key->number)
        output_text(" From %" PRIu64 " to %s [%" PRIu64 "].", key->least,
                    number_grouped(key->most), key->initial);
    output_text(" |\n");
}

static void print_section(const struct section *section)
{
    struct scenario_key key;

    output_text("\n### %s\n\n%s\n\n| key | value | meaning |\n|---|---|---|\n",
                section->title, section->about);
    for (unsigned n = 0; scenario_key(n, &key); n++)
        if (!strcmp(key.section, section->name))
            print_key(&key);
    output_text("\n```yaml\n%s```\n", section->example);
}

static void print_ends(void)
{
    const char *name, *what;

    output_text("\n| `end` | the run ends because |\n|---|---|\n");
    for (unsigned n = 0; scenario_end(n, &name, &what); n++)
        output_text("| `%s` | %s |\n", name, what);
}

static void print_steps(void)
{
    output_text("\nPhases and their steps, for `phase` and `step`:\n\n"
                "| phase | steps |\n|---|---|\n");
    for (unsigned phase = 0; phase < PHASE_COUNT; phase++) {
        const char *between = "";

        output_text("| `%s` | ", phase_info[phase].name);
        for (unsigned i = 0; i < STEP_COUNT; i++)
            if (step_info[i].phase == phase) {
                output_text("%s`%s`", between, step_info[i].name);
                between = ", ";
            }
        output_text(" |\n");
    }
}

/* --- the machine ------------------------------------------------------- */

/* The help of an option on one line, in a cell of a table. */
static void print_help(const char *help)
{
    for (; *help; help++)
        output_text(*help == '\n' ? " " : *help == '|' ? "\\|" : "%c", *help);
}

static bool has_own_key(const struct option *row)
{
    return !strcmp(row->name, "--keys") || !strcmp(row->name, "--limit");
}

static void print_machine(void)
{
    output_text(
        "\n### The machine\n\nThe options of `bootscope run`, without their "
        "dashes. Paths are meant from the\nfolder of the file. A list gives an "
        "option several times.\n\n| option | value | meaning |\n|---|---|---|"
        "\n| `image` | FILE | an image that boots, as the word after the "
        "options |\n");
    for (const struct option *row = machine_option_rows; row->name; row++) {
        if (has_own_key(row))
            continue;
        output_text("| `%s` | %s | ", row->name + 2, row->value);
        print_help(row->help);
        output_text(" |\n");
    }
    output_text("\n```yaml\nmachine:\n  ram: 8M\n  cpu: 386\n  until: "
                "phase:kernel-entry\n```\n");
}

static void print_keys(void)
{
    output_text("\n## Keys\n");
    for (unsigned i = 0; i < ARRAY_LEN(sections); i++) {
        print_section(&sections[i]);
        if (!strcmp(sections[i].name, "scenario")) {
            print_steps();
            print_machine();
        }
        if (!strcmp(sections[i].name, "expect"))
            print_ends();
    }
}

/* --- bounds and checks ------------------------------------------------- */

static void print_bounds(void)
{
    const char *what;
    uint64_t most;

    output_text("\n## Bounds\n\n| at most | of |\n|---|---|\n");
    for (unsigned n = 0; scenario_bound(n, &what, &most); n++)
        output_text("| %s | %s |\n", number_grouped(most), what);
}

static const char checks[] =
    "\n## Check\n"
    "\n"
    "`bootscope check` runs the files at the same time, each in a process of "
    "its own,\n"
    "and tells of them in their order: as text, as TAP (`--format tap`), or as "
    "a line\n"
    "of JSON for each (`--format json`). With every result stand two hashes: "
    "of the\n"
    "trace, which is every event of the run, and of the state of the machine "
    "at the\n"
    "end. They are the same in every run, on every host.\n"
    "\n"
    "| exit status | meaning |\n"
    "|---|---|\n"
    "| 0 | all ended as they expect |\n"
    "| 1 | some did not |\n"
    "| 2 | a file cannot be used, the check was interrupted, or bootscope "
    "itself failed |\n"
    "\n"
    "Expectations prove nothing if they cannot fail: with `--without-faults` "
    "nothing\n"
    "breaks, and a scenario with faults has to end with status 1.\n"
    "\n"
    "```sh run\n"
    "./bootscope check --format tap scenarios/06-missing-55aa.yaml\n"
    "! ./bootscope check --without-faults scenarios/06-missing-55aa.yaml\n"
    "```\n";

/* --- faults ------------------------------------------------------------ */

static void print_faults(void)
{
    struct fault_row row;
    const char *name, *what;

    output_text("\n## Faults\n");
    for (const struct fault_seam *seam = fault_seams; seam->name; seam++) {
        output_text("\n%s:\n\n| fault | parameters | what it is |\n"
                    "|---|---|---|\n",
                    seam->title);
        for (unsigned n = 0; scenario_fault_row(n, &row); n++)
            if (!strcmp(row.seam, seam->name))
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

void scenario_reference_print(void)
{
    output_text("%s", head);
    print_keys();
    output_text("\n");
    moment_reference_print();
    print_faults();
    print_bounds();
    output_text("%s", checks);
}
