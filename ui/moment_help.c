/* SPDX-License-Identifier: MIT
 *
 * ui/moment_help.c - the forms, conditions and joints of moments, as help and
 * as a page.
 */
#include "ui/moment_help.h"

#include <stdio.h>
#include <string.h>

#include "sim/session.h"
#include "ui/output.h"

static const struct {
    const char *sign, *meaning;
} tests[] = {
    {"NAME=N", "equal; also !=, <, <=, > and >="},
    {"NAME&MASK", "some bit of the mask is set"},
    {"NAME&MASK=N", "the bits of the mask are N; also !="},
};

static const struct {
    const char *how, *meaning;
} joints[] = {
    {"A or B", "whichever comes first"},
    {"A and B", "both in the same instruction"},
    {"A then B", "B, after A"},
    {"A#3", "the third time; of all that \"and\" joins"},
};

static const char *const notes[] = {
    "Addresses, ports, vectors and POST codes are hexadecimal: a linear "
    "address, SEGMENT:OFFSET, phys:ADDRESS, and for data also gdt:SELECTOR "
    "and idt:VECTOR, the entry of a table wherever it lies. Other numbers are "
    "decimal, 0x1F or 1Fh.",
    "What is clear needs no form: F000:E05B, C0104000, a20, menu. A text with "
    "something behind it stands in quotes: screen:\"login:\" then int:80.",
    "What an instruction does takes effect when it has ended; a breakpoint "
    "stops before it, an interrupt or exception at its handler. The screen is "
    "looked at every 10 ms of virtual time. "
    "After \"then\" a number with a + counts from there. #N and \"then\" "
    "count from power-on.",
};

/* Words of `text` in lines of at most 78 columns. */
static void print_wrapped(const char *text)
{
    size_t column = 0;

    while (*text) {
        size_t length = strcspn(text, " ");

        if (column && column + 1 + length > 78) {
            output_text("\n");
            column = 0;
        }
        output_text("%s%.*s", column ? " " : "", (int)length, text);
        column += length + (column > 0);
        text += length + strspn(text + length, " ");
    }
    output_text("\n");
}

/* The names that conditions know, without the parts of registers. */
static void condition_names(char *text, size_t size, const char *quote)
{
    const char *name;
    size_t used = 0;

    for (unsigned i = 0; (name = moment_condition_name(i)); i++)
        if (!strchr(name, '.') && used < size)
            used += (size_t)snprintf(text + used, size - used, "%s%s%s%s",
                                     used ? ", " : "", quote, name, quote);
}

static void print_forms(void)
{
    struct moment_form form;
    char head[60];

    for (unsigned i = 0; moment_form(i, &form); i++) {
        snprintf(head, sizeof(head), "%s:%s", form.name, form.argument);
        output_text("  %-24s %s\n  %-24s   %s\n", head, form.meaning, "",
                    form.example);
    }
}

void moment_help_print(void)
{
    char names[1000];

    output_text("A moment is a point in the run. Scenarios, --until, --keys, "
                "breakpoints and\n`goto` share these words:\n\n");
    print_forms();
    output_text("\nBehind what an instruction does may stand conditions:\n\n");
    for (unsigned i = 0; i < ARRAY_LEN(tests); i++)
        output_text("  %-24s %s\n", tests[i].sign, tests[i].meaning);
    condition_names(names, sizeof(names), "");
    output_text("\nNAME is an argument of the event (`bootscope explain "
                "events`), old or new of\na change, or one of:\n");
    print_wrapped(names);
    output_text("Parts by name or number: cs.base, gdtr.limit, eflags.if, "
                "cr0.pe, eax.31.\n\n");
    for (unsigned i = 0; i < ARRAY_LEN(joints); i++)
        output_text("  %-24s %s\n", joints[i].how, joints[i].meaning);
    for (unsigned i = 0; i < ARRAY_LEN(notes); i++) {
        output_text("\n");
        print_wrapped(notes[i]);
    }
}

void moment_reference_print(void)
{
    struct moment_form form;
    char names[1000];

    output_text("## Moments\n\nA moment is a point in the run. The same words "
                "are used by `--until`, `--keys`,\n`trace --position`, and by "
                "`break`, `watch` and `goto` in the terminal.\n\n"
                "| moment | comes when | example |\n|---|---|---|\n");
    for (unsigned i = 0; moment_form(i, &form); i++)
        output_text("| `%s:%s` | %s | `%s` |\n", form.name, form.argument,
                    form.meaning, form.example);
    output_text("\nBehind what an instruction does may stand conditions, with "
                "spaces between them:\n\n| condition | meaning |\n|---|---|\n");
    for (unsigned i = 0; i < ARRAY_LEN(tests); i++)
        output_text("| `%s` | %s |\n", tests[i].sign, tests[i].meaning);
    condition_names(names, sizeof(names), "`");
    output_text("\n");
    print_wrapped("NAME is an argument of the event ([events](events.md)), "
                  "`old` or `new` of a change, or one of:");
    print_wrapped(names);
    print_wrapped("Parts by name or number: `cs.base`, `gdtr.limit`, "
                  "`eflags.if`, `cr0.pe`, `eax.31`. The values of `step` and "
                  "`phase` are names, those of `mode` as in `mode:`, those of "
                  "`owner` none, rom, option-rom, host, disk, firmware and "
                  "guest.");
    output_text("\n| joined | meaning |\n|---|---|\n");
    for (unsigned i = 0; i < ARRAY_LEN(joints); i++)
        output_text("| `%s` | %s |\n", joints[i].how, joints[i].meaning);
    for (unsigned i = 0; i < ARRAY_LEN(notes); i++) {
        output_text("\n");
        print_wrapped(notes[i]);
    }
    output_text("\n");
    print_wrapped("In YAML ` #` begins a comment and `: ` a map: write "
                  "`post:21#3`, or put the whole moment in quotes.");
}
