/* SPDX-License-Identifier: MIT
 *
 * tests/phases/test_explain.c - everything that a trace can name is explained,
 * and every word that an explanation sends the reader to is known.
 */
#include "phases/explain.h"

#include "hw/devices.h"
#include "phases/bios_functions.h"
#include "phases/recognise.h"
#include "sim/event.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

static struct explanation e;

static bool finds(const char *kind, const char *name)
{
    char word[100];

    snprintf(word, sizeof(word), "%s%s", kind, name);
    return explain_find(word, &e);
}

static unsigned lines(const char *text)
{
    unsigned n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void every_kind_of_event_is_explained(void)
{
    for (int i = 0; i < EV_COUNT; i++) {
        EXPECT(finds("event ", event_info[i].tag), "event %s",
               event_info[i].tag);
        CU_ASSERT(e.kind == EXPLAIN_EVENT);
    }
}

static void every_phase_and_step_is_explained(void)
{
    for (int i = 0; i < PHASE_COUNT; i++)
        EXPECT(finds("phase ", phase_info[i].name), "phase %s",
               phase_info[i].name);
    for (int i = 0; i < STEP_COUNT; i++)
        EXPECT(finds("step ", step_info[i].name), "step %s", step_info[i].name);
}

static void every_device_is_explained_under_its_id(void)
{
    for (int i = 0; i < DEV_COUNT; i++) {
        const char *id = device_rows[i].name;

        EXPECT(finds("device ", id), "device %s", id);
    }
}

static void every_port_of_a_device_leads_to_an_explanation(void)
{
    for (int i = 0; i < DEV_COUNT; i++)
        for (unsigned r = 0; r < DEVICE_RANGES && device_rows[i].ports[r].last;
             r++) {
            unsigned port = device_rows[i].ports[r].first;

            for (; port <= device_rows[i].ports[r].last; port++) {
                char word[16];

                if (port >= 0x3d0 && port <= 0x3d3)
                    continue; /* the VGA has no register there */
                if (port >= 0x3d6 && port <= 0x3d9)
                    continue;
                snprintf(word, sizeof(word), "port %Xh", port);
                EXPECT(explain_find(word, &e), "%s", word);
            }
        }
}

static void every_post_code_is_explained(void)
{
    static const unsigned codes[] = {
#define POST_CODE(code, id, name, meaning) code,
#include "phases/2-firmware/post_codes.def"
#undef POST_CODE
    };

    for (unsigned i = 0; i < ARRAY_LEN(codes); i++) {
        char word[16];

        snprintf(word, sizeof(word), "post %02Xh", codes[i]);
        EXPECT(explain_find(word, &e) && e.kind == EXPLAIN_POST, "%s", word);
        CU_ASSERT_PTR_NOT_NULL(strstr(e.text, explain_post_meaning(codes[i])));
    }
}

static void every_bios_service_is_explained(void)
{
    CU_ASSERT(bios_function_count >= 60);
    for (unsigned i = 0; i < bios_function_count; i++) {
        const struct bios_function *f = &bios_functions[i];
        char number[16], word[40];

        bios_function_number(f, number, sizeof(number));
        snprintf(word, sizeof(word), "int %02Xh %s", f->vector, number);
        EXPECT(explain_find(word, &e) && strstr(e.title, f->name), "%s: %s",
               word, e.title);
        EXPECT(!strchr(e.text, '$') && !strstr(e.text, "(null)"), "%s", e.text);
    }
}

static void the_words_of_the_boot_are_explained(void)
{
    static const char *const words[] = {
        "A20",         "GDT",
        "IDT",         "CR0",
        "PE",          "PG",
        "IRQ",         "irq 14",
        "EOI",         "POST",
        "BDA",         "EBDA",
        "MBR",         "VBR",
        "ELF",         "Multiboot",
        "E820",        "TLB",
        "page fault",  "triple fault",
        "VM exit",     "VM entry",
        "IVT",         "TSS",
        "hypervisor",  "second-level table",
        "first touch", "MMIO",
        "system call", "kernel",
        "shell",       "protected mode",
        "real mode",   "NMI",
    };

    for (unsigned i = 0; i < ARRAY_LEN(words); i++)
        EXPECT(explain_find(words[i], &e), "%s", words[i]);
}

static void entries_have_three_lines_and_a_source(void)
{
    for (unsigned i = 0; i < explain_entry_count; i++) {
        const struct explain_entry *entry = &explain_entries[i];
        unsigned n = lines(entry->text) + 1;

        EXPECT(n >= 2 && n <= 9, "%s: %u lines", entry->words, n);
        EXPECT(*entry->source && *entry->next, "%s", entry->words);
        EXPECT(!strchr(entry->text, '!'), "%s", entry->words);
        EXPECT(strlen(entry->next) < EXPLAIN_LINE, "%s", entry->words);
        for (const char *at = entry->text; *at;
             at += strcspn(at, "\n"), at += *at == '\n')
            EXPECT(strcspn(at, "\n") <= 76, "%s: a line is too long",
                   entry->words);
    }
}

/* "explain a; explain b: c" */
static void check_references(const char *next, const char *of)
{
    while ((next = strstr(next, "explain "))) {
        char word[80];
        size_t n;

        next += strlen("explain ");
        n = strcspn(next, ";:,");
        snprintf(word, sizeof(word), "%.*s", (int)n, next);
        if (strstr(word, " for all") || strstr(word, " or any"))
            *strstr(word, strstr(word, " for all") ? " for all" : " or any") =
                '\0';
        EXPECT(explain_find(word, &e), "%s sends to %s", of, word);
    }
}

static void check_events(const char *next, const char *of)
{
    const char *at = strstr(next, "the event ");

    while (at) {
        char word[80];

        at += strlen("the event ");
        snprintf(word, sizeof(word), "event %.*s", (int)strcspn(at, " ;,"), at);
        EXPECT(explain_find(word, &e), "%s sends to %s", of, word);
        at = strstr(at, "the event ");
    }
}

static void explanations_send_the_reader_to_words_that_exist(void)
{
    for (unsigned i = 0; i < explain_entry_count; i++) {
        check_references(explain_entries[i].next, explain_entries[i].words);
        check_events(explain_entries[i].next, explain_entries[i].words);
    }
}

static void upper_case_spaces_and_forms_of_numbers_do_not_matter(void)
{
    static const char *const same[] = {"port 1F7h", "PORT 1f7H", "1F7h",
                                       "0x1f7", "  port   0x1F7 "};

    for (unsigned i = 0; i < ARRAY_LEN(same); i++)
        EXPECT(explain_find(same[i], &e) && strstr(e.title, "ATA channel"),
               "%s: %s", same[i], e.title);
    CU_ASSERT(explain_find("vm-exit", &e) && explain_find("VM EXIT", &e));
    CU_ASSERT(explain_find("step second stage", &e));
    CU_ASSERT(explain_find("int 13h ah=42h", &e));
    CU_ASSERT_STRING_EQUAL(e.title, "INT 13h AH=42h: extended read");
    CU_ASSERT(explain_find("INT 15h E820h", &e));
    CU_ASSERT_STRING_EQUAL(e.title, "INT 15h AX=E820h: memory map");
}

static void a_term_comes_before_the_event_of_the_same_name(void)
{
    CU_ASSERT(explain_find("cr0", &e) && e.kind == EXPLAIN_TERM);
    CU_ASSERT(explain_find("event cr0", &e) && e.kind == EXPLAIN_EVENT);
}

static void lists_name_what_there_is(void)
{
    CU_ASSERT(explain_find("events", &e) && e.kind == EXPLAIN_LIST);
    CU_ASSERT(lines(e.text) == EV_COUNT);
    CU_ASSERT(explain_find("phases", &e));
    CU_ASSERT(lines(e.text) == PHASE_COUNT + STEP_COUNT);
    CU_ASSERT(explain_find("devices", &e) && lines(e.text) == DEV_COUNT);
    CU_ASSERT(explain_find("bios services", &e));
    CU_ASSERT(lines(e.text) == bios_function_count);
    CU_ASSERT(explain_find("", &e) && strstr(e.text, "post codes"));
    CU_ASSERT(explain_find("int 13h", &e) && strstr(e.text, "AH=42h"));
}

static void unknown_words_get_the_nearest_known_one(void)
{
    char text[80];

    CU_ASSERT_FALSE(explain_find("triple fautl", &e));
    CU_ASSERT(explain_suggest("triple fautl", text, sizeof(text)));
    CU_ASSERT_STRING_EQUAL(text, "triple fault");
    CU_ASSERT_FALSE(explain_suggest("xyzzy", text, sizeof(text)));
    CU_ASSERT_FALSE(explain_find("post FEh", &e));
    CU_ASSERT_FALSE(explain_find("int 13h 99h", &e));
    CU_ASSERT_FALSE(explain_find("port 12345h", &e));
}

CU_TestInfo explain_tests[] = {
    TEST(every_kind_of_event_is_explained),
    TEST(every_phase_and_step_is_explained),
    TEST(every_device_is_explained_under_its_id),
    TEST(every_port_of_a_device_leads_to_an_explanation),
    TEST(every_post_code_is_explained),
    TEST(every_bios_service_is_explained),
    TEST(the_words_of_the_boot_are_explained),
    TEST(entries_have_three_lines_and_a_source),
    TEST(explanations_send_the_reader_to_words_that_exist),
    TEST(upper_case_spaces_and_forms_of_numbers_do_not_matter),
    TEST(a_term_comes_before_the_event_of_the_same_name),
    TEST(lists_name_what_there_is),
    TEST(unknown_words_get_the_nearest_known_one),
    CU_TEST_INFO_NULL,
};
