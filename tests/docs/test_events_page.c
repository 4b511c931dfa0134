/* SPDX-License-Identifier: MIT
 *
 * tests/docs/test_events_page.c - docs/events.md is what sim/events.def and
 * the explanations say. With WRITE_DOCS in the environment it is written anew;
 * that is what `make docs` does.
 */
#include "phases/explain.h"
#include "sim/event.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE "docs/events.md"

static const char *const categories[] = {
    [EVC_LIFE] = "The life of the virtual machine",
    [EVC_HOST] = "The hypervisor",
    [EVC_IO] = "Ports and device memory",
    [EVC_INTERRUPT] = "Interrupts and exceptions",
    [EVC_FIRMWARE] = "BIOS services",
    [EVC_CPU] = "The processor",
    [EVC_DEVICE] = "Devices",
    [EVC_PHASE] = "The story",
    [EVC_INSN] = "Full detail: instructions",
    [EVC_MEMORY] = "Full detail: memory",
};

static const char head[] =
    "# Events\n"
    "\n"
    "All that a trace can report, by what it is about. This page is made out\n"
    "of `sim/events.def` and the explanations by `make docs`; a test compares\n"
    "it with them.\n"
    "\n"
    "The tag is what `bootscope trace --kind` takes and what stands in the\n"
    "JSON output, together with the arguments under their names.\n"
    "`bootscope explain event TAG` shows the same text.\n"
    "\n"
    "Each event also carries: its number and that of its cause; the virtual\n"
    "time in nanoseconds, the order within it, and the instructions so far;\n"
    "phase and step; the mode of the processor and its privilege level; CS,\n"
    "EIP and the linear address; whose code is running.\n";

static void print_paragraph(FILE *page, const char *text)
{
    fputs(text, page);
    if (*text && text[strlen(text) - 1] != '\n')
        fputc('\n', page);
}

static void print_event(FILE *page, const struct event_info *info)
{
    static struct explanation e;
    char word[80];

    snprintf(word, sizeof(word), "event %s", info->tag);
    if (!explain_find(word, &e))
        return;
    fprintf(page, "\n### `%s`: %s\n\n", info->tag, e.title);
    print_paragraph(page, e.text);
    fprintf(page, "\nArguments: `%s`\n", info->args);
    fprintf(page, "\nSource: %s\n", e.source);
}

static void print_page(FILE *page)
{
    fputs(head, page);
    for (unsigned c = 0; c < sizeof(categories) / sizeof(categories[0]); c++) {
        fprintf(page, "\n## %s\n", categories[c]);
        for (unsigned i = 0; i < EV_COUNT; i++)
            if (event_info[i].category == c)
                print_event(page, &event_info[i]);
    }
}

static bool same(FILE *a, FILE *b)
{
    int x, y;

    rewind(a);
    rewind(b);
    do {
        x = getc(a);
        y = getc(b);
    } while (x == y && x != EOF);
    return x == y;
}

static void the_event_reference_is_up_to_date(void)
{
    FILE *now = tmpfile();
    FILE *page;

    CU_ASSERT_PTR_NOT_NULL_FATAL(now);
    print_page(now);
    if (getenv("WRITE_DOCS")) {
        page = fopen(PAGE, "w");
        CU_ASSERT_PTR_NOT_NULL_FATAL(page);
        print_page(page);
        fclose(page);
    }
    page = fopen(PAGE, "r");
    EXPECT(page && same(now, page), "%s: run `make docs`", PAGE);
    if (page)
        fclose(page);
    fclose(now);
}

CU_TestInfo events_page_tests[] = {
    TEST(the_event_reference_is_up_to_date),
    CU_TEST_INFO_NULL,
};
