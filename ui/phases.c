/* SPDX-License-Identifier: MIT
 *
 * ui/phases.c - `bootscope phases`: boot, and show where the time went.
 */
#include "ui/boot_times.h"
#include "ui/command.h"
#include "ui/guest.h"
#include "ui/output.h"

struct phases_options {
    struct machine_options machine;
    bool rules;
};

static const struct option rows[] = {
    {"--rules", NULL, "by which rule and evidence each step was recognised",
     .at = offsetof(struct phases_options, rules)},
    {0},
};

static const char about[] =
    "Boots a PC up to the shell's prompt, or the moment that --until or "
    "--limit\nnames, and shows the phases and steps of the boot as a table and "
    "as bars.\nTime is virtual: it is split into running and waiting in HLT. "
    "An exit is a\nmoment at which the guest needs the hypervisor.";

static void on_event(void *context, const struct event *e)
{
    boot_times_add(context, e);
}

static const struct arguments arguments = {
    .command = "phases",
    .usage = "[OPTIONS] [IMAGE]",
    .about = about,
    .tables = {{"Options", rows, 0},
               {"The machine", machine_option_rows,
                offsetof(struct phases_options, machine)}},
    .word = machine_option_image,
    .word_at = offsetof(struct phases_options, machine),
};

enum exit_status phases_command(char **words)
{
    struct phases_options o = {.machine = MACHINE_OPTIONS_DEFAULT};
    static struct boot_times times; /* too large for a stack */
    static const bool never = false;
    struct guest g = {.config.sink = {on_event, &times}};
    enum exit_status status = EXIT_USAGE;

    if (!arguments_read(&arguments, words, &o, &status))
        return status;
    machine_options_end_at_prompt(&o.machine);
    if (guest_open(&g, &o.machine)) {
        guest_run(&g, &never);
        boot_times_end(&times, session_now(g.session),
                       session_icount(g.session));
        boot_table_print(&times);
        boot_bars_print(&times);
        if (o.rules)
            boot_rules_print(&times);
        guest_report(&g);
        status = guest_status(&g);
    }
    guest_close(&g);
    return status;
}
