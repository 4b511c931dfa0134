/* SPDX-License-Identifier: MIT
 *
 * ui/boot_table.c - the steps of a boot as a table, and the rules by which
 * they were recognised.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ui/boot_times.h"
#include "ui/numbers.h"
#include "ui/output.h"
#include "ui/wrap.h"

/* --- the table --------------------------------------------------------- */

static const char *milliseconds(uint64_t ns, char text[static 24])
{
    uint64_t us = ns / 1000;

    snprintf(text, 24, "%" PRIu64 ".%03" PRIu64, us / 1000, us % 1000);
    return text;
}

static void print_row(const char *name, const struct boot_span *s)
{
    char whole[24], running[24], waiting[24];
    uint64_t time = boot_span_time(s);

    output_text("%-23s %12s %9s %8s %8s %7" PRIu64 " %6" PRIu64 "\n", name,
                number_grouped(s->instructions), milliseconds(time, whole),
                milliseconds(time - s->waiting, running),
                milliseconds(s->waiting, waiting), s->events, s->exits);
}

static void add(struct boot_span *sum, const struct boot_span *s)
{
    sum->end += boot_span_time(s);
    sum->waiting += s->waiting;
    sum->instructions += s->instructions;
    sum->events += s->events;
    sum->exits += s->exits;
}

/* A phase with its steps. */
static void print_phase(const struct boot_times *t, enum phase phase,
                        struct boot_span *total)
{
    struct boot_span sum = {0}, s;
    char name[40];

    for (unsigned i = 0; i < STEP_COUNT; i++)
        if (step_info[i].phase == phase && boot_times_step(t, (enum step)i, &s))
            add(&sum, &s);
    if (!sum.events)
        return;
    print_row(phase_info[phase].name, &sum);
    for (unsigned i = 0; i < STEP_COUNT; i++) {
        if (step_info[i].phase != phase ||
            !boot_times_step(t, (enum step)i, &s))
            continue;
        snprintf(name, sizeof(name), "  %s", step_info[i].name);
        print_row(name, &s);
    }
    add(total, &sum);
}

static void print_not_reached(const struct boot_times *t)
{
    struct boot_span s;
    size_t column = 0;

    for (unsigned i = 0; i < STEP_COUNT; i++) {
        const char *name = step_info[i].name;

        if (boot_times_step(t, (enum step)i, &s))
            continue;
        if (!column) {
            output_text("\nNot reached:");
            column = 12;
        }
        if (column + 1 + strlen(name) > WRAP_COLUMNS) {
            output_text("\n ");
            column = 1;
        }
        output_text(" %s", name);
        column += 1 + strlen(name);
    }
    if (column)
        output_text("\n");
}

void boot_table_print(const struct boot_times *t)
{
    struct boot_span total = {0};

    output_text("%-23s %12s %9s %8s %8s %7s %6s\n", "phase and step",
                "instructions", "time/ms", "running", "waiting", "events",
                "exits");
    for (unsigned i = 0; i < PHASE_COUNT; i++)
        print_phase(t, (enum phase)i, &total);
    print_row("all", &total);
    print_not_reached(t);
    if (t->full)
        output_text("\nMore than %d changes of step: the last one holds the "
                    "rest.\n",
                    BOOT_SPANS);
}

/* --- the rules --------------------------------------------------------- */

void boot_rules_print(const struct boot_times *t)
{
    for (unsigned i = 0; i < t->count; i++) {
        const struct boot_span *span = &t->span[i];
        const struct step_info *step = &step_info[span->step];
        const char *rule = span->evidence[0] ? span->evidence : step->rule;

        output_text("\n%s.%s - %s\n", phase_info[step->phase].name, step->name,
                    step->title);
        wrap_print(rule, strlen(rule), 4, 4);
    }
}
