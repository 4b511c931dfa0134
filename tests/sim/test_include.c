/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_include.c - scenarios of several files: what comes first,
 * what wins, and what cannot be included.
 */
#include "sim/fault.h"
#include "sim/scenario.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD  "title: T\nteaches: t\nphase: menu\n"
#define TAIL  "expect:\n  - end: until\n"

#define FILES 20

/* Files in memory by their names. */
static struct {
    const char *name, *text;
} files[FILES];

static struct problems problems;
static unsigned options;
static char option_text[100];

static bool on_include(void *context, const char *from, const char *path,
                       struct scenario_source *found, struct error *err)
{
    (void)context, (void)from;
    for (unsigned i = 0; i < FILES && files[i].name; i++)
        if (!strcmp(files[i].name, path)) {
            *found = (struct scenario_source){.name = files[i].name,
                                              .bytes = files[i].text,
                                              .count = strlen(files[i].text),
                                              .identity = {i, 0}};
            return true;
        }
    return error_set(err, "%s is not there", path);
}

static bool on_option(void *context, const struct scenario_option *o,
                      struct error *err)
{
    (void)context;
    options++;
    snprintf(option_text, sizeof option_text, "%s=%s in %s:%u", o->name,
             o->value, o->place.file, o->place.line);
    return strcmp(o->value, "bad") != 0 || error_set(err, "this is bad");
}

/* The first file, with those that it includes. */
static struct scenario *read_files(void)
{
    static const struct scenario_host host = {.option = on_option,
                                              .include = on_include};
    struct scenario_source source;
    struct error err;

    options = 0;
    problems.count = problems.lost = 0;
    CU_ASSERT_FATAL(on_include(NULL, "", files[0].name, &source, &err));
    return scenario_read(&source, &host, &problems);
}

static void two_files(const char *first, const char *second)
{
    memset(files, 0, sizeof files);
    files[0].name = "a.yaml";
    files[0].text = first;
    files[1].name = "b.yaml";
    files[1].text = second;
}

static struct scenario *read_good(void)
{
    struct scenario *s = read_files();

    EXPECT(s, "%s:%u: %s", problems.row[0].file, problems.row[0].line,
           problems.row[0].text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    return s;
}

/* There is one problem, here. */
static void refused(const char *file, unsigned line, unsigned column,
                    const char *words)
{
    struct scenario *s = read_files();
    const struct problem *p = &problems.row[0];

    EXPECT(!s, "%s: was read", words);
    EXPECT(problems.count == 1, "%s: %u problems", words, problems.count);
    EXPECT(!strcmp(p->file, file) && p->line == line && p->column == column &&
               strstr(p->text, words),
           "%s: %s:%u:%u: %s", words, p->file, p->line, p->column, p->text);
    scenario_free(s);
}

/* --- what is made of two files ----------------------------------------- */

static void lists_are_joined_the_included_one_first(void)
{
    struct scenario *s;

    two_files("include: b.yaml\n" HEAD "faults:\n  - fault: nmi\n"
              "narrate:\n  - {at: insn:2, say: Two.}\n"
              "inputs:\n  - {at: insn:2, keys: b}\n" TAIL,
              "faults:\n  - fault: a20-stuck\n"
              "narrate:\n  - {at: insn:1, say: One.}\n"
              "inputs:\n  - {at: insn:1, keys: a}\n"
              "expect:\n  - {post: 5f, points: 7}\n");
    s = read_good();
    CU_ASSERT_EQUAL(s->fault_count, 2);
    CU_ASSERT_EQUAL(s->faults[0].kind, FAULT_A20_STUCK);
    CU_ASSERT_STRING_EQUAL(s->faults[0].source, "b.yaml");
    CU_ASSERT_EQUAL(s->faults[0].line, 2);
    CU_ASSERT_STRING_EQUAL(s->faults[1].source, "a.yaml");
    CU_ASSERT_EQUAL(s->faults[1].line, 6);
    CU_ASSERT_STRING_EQUAL(s->saying[0].text, "One.");
    CU_ASSERT_STRING_EQUAL(s->saying[1].text, "Two.");
    CU_ASSERT_STRING_EQUAL(s->input[0].text, "a");
    CU_ASSERT_EQUAL(s->expect_count, 2);
    CU_ASSERT_EQUAL(s->expect[0].points, 7);
    CU_ASSERT_EQUAL(s->expect[1].points, 1);
    CU_ASSERT_STRING_EQUAL(s->expect[0].place.file, "b.yaml");
    scenario_free(s);
}

static void the_including_file_wins(void)
{
    struct scenario *s;

    two_files("title: A\nmachine: {ram: 8M}\nlimit: {seconds: 5}\n"
              "include: b.yaml\n" TAIL,
              "title: B\nteaches: b\nphase: menu\nseed: 9\n"
              "machine: {ram: bad, cpu: 386}\n"
              "limit: {seconds: 7, instructions: 100}\n");
    s = read_good();
    CU_ASSERT_STRING_EQUAL(s->title, "A");
    CU_ASSERT_STRING_EQUAL(s->teaches, "b");
    CU_ASSERT_EQUAL(s->seed, 9);
    CU_ASSERT_EQUAL(s->limit_ns, 5 * NS_PER_SECOND);
    CU_ASSERT_EQUAL(s->limit_instructions, 100);
    CU_ASSERT_EQUAL(options, 2);
    CU_ASSERT_STRING_EQUAL(option_text, "ram=8M in a.yaml:2");
    scenario_free(s);
}

static void what_is_needed_may_stand_in_any_file(void)
{
    two_files("include: [b.yaml]\n", HEAD TAIL);
    scenario_free(read_good());
    two_files("include: [b.yaml]\n" HEAD, "seed: 1\n");
    refused("a.yaml", 1, 1, "\"expect\" is missing");
}

/* --- what is wrong ----------------------------------------------------- */

static void problems_name_the_file_that_has_them(void)
{
    two_files("include: b.yaml\n" HEAD TAIL, "seed: 1\ntitel: x\n");
    refused("b.yaml", 2, 1, "did you mean \"title\"");
    two_files("include: b.yaml\n" HEAD TAIL, "machine:\n  ram: bad\n");
    refused("b.yaml", 2, 8, "this is bad");
    two_files("include: b.yaml\n" HEAD TAIL, "a: [\n");
    refused("b.yaml", 2, 1, "not YAML");
    two_files("include: b.yaml\n" HEAD TAIL, "# nothing\n");
    refused("b.yaml", 1, 1, "empty");
    two_files("include: b.yaml\nsead: 1\n" HEAD TAIL, "seed: 1\n");
    refused("a.yaml", 2, 1, "did you mean \"seed\"");
}

static void a_file_that_is_not_there_is_told_where_it_is_wanted(void)
{
    two_files(HEAD "include:\n  - b.yaml\n  - c.yaml\n" TAIL, "seed: 1\n");
    refused("a.yaml", 6, 5, "c.yaml is not there");
    two_files("include: c.yaml\n", "");
    refused("a.yaml", 1, 10, "c.yaml is not there");
    two_files("include: b.yaml\n", "a: [\n");
    refused("b.yaml", 2, 1, "not YAML");
    two_files(HEAD "include: {b: c}\n" TAIL, "seed: 1\n");
    refused("a.yaml", 4, 10, "a map stands here");
    two_files(HEAD "include: ''\n" TAIL, "seed: 1\n");
    refused("a.yaml", 4, 10, "a text is missing");
}

static void a_circle_is_refused(void)
{
    two_files("include: a.yaml\n" HEAD TAIL, "seed: 1\n");
    refused("a.yaml", 1, 10, "a.yaml cannot include itself");
    two_files("include: b.yaml\n" HEAD TAIL, "seed: 1\ninclude: a.yaml\n");
    refused("b.yaml", 2, 10, "a.yaml cannot include itself");
}

static void a_file_is_included_once(void)
{
    two_files("include: [b.yaml, b.yaml]\n" HEAD TAIL, "seed: 1\n");
    refused("a.yaml", 1, 19, "second time; the first is in a.yaml:1");
}

/* --- bounds ------------------------------------------------------------ */

/* Each file includes the next one; the last one is the scenario's end. */
static void chain(unsigned count)
{
    static char names[FILES][12], texts[FILES][100];

    memset(files, 0, sizeof files);
    for (unsigned i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "%u", i);
        snprintf(texts[i], sizeof texts[i], "include: \"%u\"\n", i + 1);
        files[i].name = names[i];
        files[i].text = texts[i];
    }
    files[count - 1].text = HEAD TAIL;
}

static void the_depth_is_bounded(void)
{
    chain(SCENARIO_DEPTH + 1);
    scenario_free(read_good());
    chain(SCENARIO_DEPTH + 2);
    CU_ASSERT_PTR_NULL(read_files());
    CU_ASSERT_STRING_EQUAL(problems.row[0].file, "8");
    CU_ASSERT_PTR_NOT_NULL(strstr(problems.row[0].text, "at most 8 files"));
}

static void the_number_of_files_is_bounded(void)
{
    static char names[FILES][12];

    two_files("include: ['1','2','3','4','5','6','7','8','9','10','11','12',"
              "'13','14','15']\n" HEAD TAIL,
              "");
    for (unsigned i = 1; i < FILES; i++) {
        snprintf(names[i], sizeof names[i], "%u", i);
        files[i].name = names[i];
        files[i].text = "seed: 1\n";
    }
    scenario_free(read_good());
    files[15].text = "include: '16'\n";
    refused("15", 1, 10, "at most 16 files");
}

static void all_files_together_are_bounded(void)
{
    size_t half = 130u << 10;
    char *first = malloc(half + 1), *second = malloc(half + 1);

    memset(first, '\n', half);
    memset(second, '\n', half);
    memcpy(first, "include: b.yaml\n" HEAD TAIL,
           strlen("include: b.yaml\n" HEAD TAIL));
    memcpy(second, "seed: 1", 7);
    first[half] = second[half] = '\0';
    two_files(first, second);
    second[100u << 10] = '\0';
    scenario_free(read_good());
    second[100u << 10] = '\n';
    refused("a.yaml", 1, 10, "266240 bytes; at most 262144");
    free(first);
    free(second);
}

/* --- the fault of an included file ------------------------------------- */

static void the_event_of_a_fault_names_its_file(void)
{
    struct vm *vm = vm_bundled();
    struct scenario *s;
    char sentence[400];

    two_files(HEAD TAIL "include: b.yaml\n", "# A fault:\nfaults:\n"
                                             "  - {fault: nmi, at: insn:9}\n");
    s = read_good();
    s->faults[0].source = "lessons/one/b.yaml";
    scenario_configure(s, true, &vm->config);
    vm_trace(vm, KEEP(EV_FAULT), false);
    vm_run(vm, 1);
    CU_ASSERT_EQUAL_FATAL(vm->kept_count, 1);
    event_sentence(&vm->kept[0], sentence, sizeof sentence);
    EXPECT(strstr(sentence, "nmi (b.yaml:3)"), "%s", sentence);
    vm_close(vm);
    scenario_free(s);
}

static void a_long_name_keeps_its_end(void)
{
    static const char name[] =
        "x/01234567890123456789\xc3\xa4wxyz-a\x1b-name-that-"
        "is-longer-than-what-fits.yaml";
    struct vm *vm = vm_bundled();
    struct scenario *s;
    char text[FAULT_SOURCE + 1];

    two_files(HEAD TAIL "include: b.yaml\n", "faults:\n  - {fault: nmi}\n");
    s = read_good();
    s->faults[0].source = name;
    scenario_configure(s, true, &vm->config);
    vm_trace(vm, KEEP(EV_FAULT), false);
    vm_run(vm, 1);
    CU_ASSERT_EQUAL_FATAL(vm->kept_count, 1);
    fault_source_get(&vm->kept[0], text);
    EXPECT(!strcmp(text, "wxyz-a?-name-that-is-longer-than-what-fits.yaml"),
           "%s", text);
    vm_close(vm);
    scenario_free(s);
}

CU_TestInfo include_tests[] = {
    TEST(lists_are_joined_the_included_one_first),
    TEST(the_including_file_wins),
    TEST(what_is_needed_may_stand_in_any_file),
    TEST(problems_name_the_file_that_has_them),
    TEST(a_file_that_is_not_there_is_told_where_it_is_wanted),
    TEST(a_circle_is_refused),
    TEST(a_file_is_included_once),
    TEST(the_depth_is_bounded),
    TEST(the_number_of_files_is_bounded),
    TEST(all_files_together_are_bounded),
    TEST(the_event_of_a_fault_names_its_file),
    TEST(a_long_name_keeps_its_end),
    CU_TEST_INFO_NULL,
};
