/* SPDX-License-Identifier: MIT
 *
 * ui/map.c - `bootscope map`: boot, and print the second-level table, which
 * says what backs each frame of the guest's physical memory.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "ui/command.h"
#include "ui/complain.h"
#include "ui/guest.h"
#include "ui/numbers.h"
#include "ui/output.h"

static const char about[] =
    "Boots a PC up to the shell's prompt, or the moment that --until or "
    "--limit\nnames, and prints the hypervisor's second-level table: which "
    "guest-physical\naddresses are backed by what. Host frames are given out "
    "at the first touch.";

static void print_run(const struct memory_run *run)
{
    uint64_t bytes = run->last - run->first + 1;

    output_text("%09" PRIX64 "-%09" PRIX64 "  %10s KiB  %-22s", run->first,
                run->last, number_grouped(bytes / 1024), run->backing);
    if (run->backed)
        output_text("  %8" PRIu32 "-%" PRIu32, run->host_frame,
                    run->host_frame + (uint32_t)(bytes / FRAME_SIZE) - 1);
    output_text("\n");
}

static bool print_map(const struct session *s)
{
    unsigned count = session_memory_map(s, NULL, 0);
    struct memory_run *runs = calloc(count, sizeof(*runs));

    if (!runs) {
        complain("the host has no memory for the table");
        return false;
    }
    session_memory_map(s, runs, count);
    output_text("%-19s  %14s  %-22s  %s\n", "guest-physical", "size",
                "backed by", "host frames");
    for (unsigned i = 0; i < count; i++)
        print_run(&runs[i]);
    free(runs);
    return true;
}

enum exit_status map_command(char **words)
{
    struct machine_options o = MACHINE_OPTIONS_DEFAULT;
    static const struct arguments arguments = {
        .command = "map",
        .usage = "[OPTIONS] [IMAGE]",
        .about = about,
        .tables = {{"The machine", machine_option_rows, 0}},
        .word = machine_option_image,
    };
    enum exit_status status = EXIT_USAGE;
    static const bool never = false;
    struct guest g = {0};

    if (!arguments_read(&arguments, words, &o, &status))
        return status;
    machine_options_end_at_prompt(&o);
    if (guest_open(&g, &o)) {
        guest_run(&g, &never);
        status = print_map(g.session) ? guest_status(&g) : EXIT_GUEST;
        guest_report(&g);
    }
    guest_close(&g);
    return status;
}
