/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_scenario.c - scenarios read, refused, run and judged.
 */
#include "sim/scenario.h"

#include <stdio.h>
#include <string.h>

#include "sim/fault.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#define HEAD "title: T\nteaches: t\nphase: menu\n"
#define TAIL "expect:\n  - end: until\n"

static struct problems problems;

static struct scenario *read_text(const char *text)
{
    const struct scenario_source source = {
        .name = "lesson/test.yaml", .bytes = text, .count = strlen(text)};

    problems.count = problems.lost = 0;
    return scenario_read(&source, NULL, &problems);
}

/* --- reading ----------------------------------------------------------- */

static void refused(const char *text, unsigned line, unsigned column,
                    const char *words)
{
    struct scenario *s = read_text(text);
    bool found = false;

    EXPECT(!s, "%s: was read", text);
    for (unsigned i = 0; i < problems.count; i++)
        found |= problems.row[i].line == line &&
                 problems.row[i].column == column &&
                 strstr(problems.row[i].text, words);
    EXPECT(found, "%s: %u problems, the first at %u:%u: %s", text,
           problems.count, problems.row[0].line, problems.row[0].column,
           problems.row[0].text);
    scenario_free(s);
}

static struct scenario *read_good(const char *text)
{
    struct scenario *s = read_text(text);

    EXPECT(s, "%s: %s", text, problems.row[0].text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    return s;
}

static void a_whole_scenario_is_read(void)
{
    struct scenario *s = read_text(
        HEAD "faults:\n  - fault: disk-bytes\n    lba: 3\n    bytes: EB FE\n"
             "    at: post:21#2\n"
             "inputs:\n  - {at: phase:menu, keys: '1\\n'}\n"
             "narrate:\n  - {at: insn:5, say: Five.}\n"
             "limit: {instructions: 1_000, seconds: 2}\nseed: 7\n"
             "expect:\n  - {post: 5f, points: 3, hint: Look.}\n");

    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    CU_ASSERT_EQUAL(s->fault_count, 1);
    CU_ASSERT_EQUAL(s->faults[0].kind, FAULT_DISK_BYTES);
    CU_ASSERT_EQUAL(s->faults[0].line, 5);
    CU_ASSERT_EQUAL(s->faults[0].param[PARAM_LBA], 3);
    CU_ASSERT_EQUAL(s->faults[0].byte_count, 2);
    CU_ASSERT_EQUAL(s->faults[0].moment.term[0].nth, 2);
    CU_ASSERT_EQUAL(s->input_count, 1);
    CU_ASSERT_STRING_EQUAL(s->saying[0].text, "Five.");
    CU_ASSERT_EQUAL(s->limit_instructions, 1000);
    CU_ASSERT_EQUAL(s->limit_ns, 2 * NS_PER_SECOND);
    CU_ASSERT_EQUAL(s->seed, 7);
    CU_ASSERT_EQUAL(s->expect[0].value, 0x5f);
    CU_ASSERT_EQUAL(s->expect[0].points, 3);
    scenario_free(s);
}

static void every_problem_is_found_at_once(void)
{
    CU_ASSERT_PTR_NULL(read_text("titel: T\nphase: manu\nlimit: {seconds: x}\n"
                                 "faults:\n  - fault: nmy\n" TAIL));
    CU_ASSERT_EQUAL(problems.count, 6);
    CU_ASSERT_EQUAL(problems.row[0].line, 1);
    CU_ASSERT_EQUAL(problems.row[5].line, 5);
}

static void words_that_are_near_are_suggested(void)
{
    refused("titel: T\n", 1, 1, "did you mean \"title\"?");
    refused("title: T\nphase: manu\n", 2, 8, "did you mean \"menu\"?");
    refused(HEAD "faults:\n  - fault: nmy\n", 5, 12, "did you mean \"nmi\"?");
    refused(HEAD "expect:\n  - end: halt\n", 5, 10, "\"halted\"?");
}

static void what_is_missing_is_named(void)
{
    refused("title: T\n", 1, 1, "the key \"teaches\" is missing");
    refused(HEAD, 1, 1, "the key \"expect\" is missing");
    refused(HEAD "faults:\n  - fault: disk-bytes\n", 5, 5, "needs \"lba\"");
    refused(HEAD "expect: []\n", 4, 9, "at least one");
    refused(HEAD "expect:\n  - points: 3\n", 5, 5, "says nothing");
    refused("", 1, 1, "empty");
}

static void wrong_types_and_ranges_are_refused(void)
{
    refused(HEAD "faults: 3\n", 4, 9, "a text stands here");
    refused(HEAD "faults:\n", 4, 8, "nothing stands here");
    refused(HEAD "seed: _1\n", 4, 7, "\"_1\": a number");
    refused(HEAD "limit: {seconds: 1000001}\n", 4, 18, "from 1 to 1000000");
    refused(HEAD "limit: {seconds: 0}\n", 4, 18, "from 1 to 1000000");
    refused(HEAD "expect:\n  - {post: 21, points: 1001}\n", 5, 24, "1000");
    refused(HEAD "expect:\n  - post: 100\n", 5, 11, "up to FF");
    refused(HEAD "expect:\n  - post: 1 0\n", 5, 11, "up to FF");
    refused(HEAD "seed: -1\n", 4, 7, "a number from");
    refused(HEAD "seed: 99999999999999999999999\n", 4, 7, "a number from");
    refused(HEAD "faults:\n  - {fault: irq-lost, irq: 16}\n", 5, 28,
            "\"16\" is not allowed");
    refused(HEAD "faults:\n  - {fault: nmi, irq: 1}\n", 5, 18,
            "does not know \"irq\"");
    refused(HEAD "faults:\n  - {fault: chip-missing, device: cpu}\n", 5, 35,
            "unknown device");
    refused(HEAD "faults:\n  - {fault: register, register: ax, value: 1}\n", 5,
            33, "unknown register");
    refused(HEAD "faults:\n  - {fault: file-bytes, file: A, offset: 0, "
                 "bytes: E}\n",
            5, 52, "bytes in hexadecimal");
    refused(HEAD "inputs:\n  - {at: insn:1, keys: '\\q'}\n", 5, 24,
            "allowed after a backslash");
}

static void wrong_moments_are_refused(void)
{
    refused(HEAD "expect:\n  - reach: event:none\n", 5, 12, "unknown kind");
    refused(HEAD "expect:\n  - reach: event:io.in prot=1\n", 5, 12,
            "the arguments of event io.in are port");
    refused(HEAD "expect:\n  - reach: post:100\n", 5, 12, "hexadecimal");
    refused(HEAD "expect:\n  - reach: post:21#0\n", 5, 12, "from 1 up");
    refused(HEAD "expect:\n  - reach: 'event:io.in #2 #3'\n", 5, 12,
            "#2 ends a moment");
    refused(HEAD "expect:\n  - reach: exec:1xyz\n", 5, 12, "SEGMENT:OFFSET");
    refused(HEAD "expect:\n  - reach: exec:10000:0\n", 5, 12, "SEGMENT:");
    refused(HEAD "expect:\n  - {reach: insn:1, never: insn:2}\n", 5, 21,
            "one thing");
}

static void expectations_that_contradict_each_other_are_refused(void)
{
#define TWO(a, b) HEAD "expect:\n  - " a "\n  - " b "\n"
    refused(TWO("reach: insn:5", "never: insn:5"), 6, 12,
            "contradicts lesson/test.yaml:5: \"reach: insn:5\"");
    refused(TWO("never: post:21", "reach: post:21"), 6, 12, "contradicts");
    refused(TWO("end: halted", "end: until"), 6, 10, "contradicts");
    refused(TWO("post: 21", "post: 22"), 6, 11, "contradicts");
    refused(TWO("step: memory", "step: disks"), 6, 11, "contradicts");
    refused(TWO("screen: A", "no-screen: A"), 6, 16, "contradicts");
    scenario_free(read_good(TWO("end: halted", "end: halted")));
    scenario_free(read_good(TWO("step: memory", "step: firmware")));
    scenario_free(read_good(TWO("screen: A", "screen: B")));
    scenario_free(read_good(TWO("reach: insn:5", "never: insn:6")));
#undef TWO
}

static void moments_after_the_limit_are_refused(void)
{
    refused(HEAD TAIL "  - never: time:5s\nlimit: {seconds: 4}\n", 6, 12,
            "cannot come: the run ends at 4 s");
    refused(HEAD TAIL "faults:\n  - {fault: nmi, at: insn:101}\n"
                      "limit: {instructions: 100}\n",
            7, 22, "at 100 instructions");
    refused(HEAD TAIL "narrate:\n  - {at: time:61s, say: x}\n", 7, 10,
            "at 60 s");
    scenario_free(read_good(HEAD TAIL "  - never: time:4s\n"
                                      "  - never: insn:100\n"
                                      "  - reach: time:5s or post:21\n"
                                      "limit: {seconds: 4, "
                                      "instructions: 100}\n"));
}

static void texts_for_people_are_folded(void)
{
    struct scenario *s =
        read_good("title: |\n  A\n  title\nteaches: \" a \\n b \"\n"
                  "phase: menu\n" TAIL);

    CU_ASSERT_STRING_EQUAL(s->title, "A title");
    CU_ASSERT_STRING_EQUAL(s->teaches, "a b");
    scenario_free(s);
    refused("title: \"a\\eb\"\n", 1, 8, "control character 1Bh");
    refused("title: \"a\\x9bb\"\n", 1, 8, "control character 9Bh");
    refused("title: \" \\n \"\n", 1, 8, "a text is missing");
}

static void texts_on_the_screen_are_in_its_code_page(void)
{
    struct scenario *s =
        read_good(HEAD "expect:\n  - screen: \"\xc3\xbc\xe2\x94\x80 A\"\n");

    CU_ASSERT_STRING_EQUAL(s->expect[0].cells, "\x81\xc4 A");
    scenario_free(s);
    refused(HEAD "expect:\n  - screen: \"\xe2\x82\xac\"\n", 5, 13,
            "no character \"\xe2\x82\xac\"");
    refused(HEAD "expect:\n  - screen: \"a\\nb\"\n", 5, 13, "no character");
    refused(HEAD "expect:\n  - no-screen: \"\xf0\x9f\x92\xa3\"\n", 5, 16,
            "no character");
}

static void what_cannot_be_printed_is_not(void)
{
    refused("\"a\\eb\": 1\n", 1, 1, "unknown key \"a?b\"");
    refused("\"a\\x85b\": 1\n", 1, 1, "unknown key \"a??b\"");
    refused("0123456789012345678901234567890123456789\xc3\xa4: 1\n", 1, 1,
            "789\"");
    refused("012345678901234567890123456789012345678\xc3\xa4: 1\n", 1, 1,
            "678?\"");
}

static void more_problems_than_there_is_room_for_are_counted(void)
{
    char text[(PROBLEMS_MAX + 10) * 8 + 1] = "";

    for (unsigned i = 0; i < PROBLEMS_MAX + 10; i++)
        snprintf(text + strlen(text), 8, "k%u: 1\n", i);
    CU_ASSERT_PTR_NULL(read_text(text));
    CU_ASSERT_EQUAL(problems.count, PROBLEMS_MAX);
    CU_ASSERT_EQUAL(problems.lost, 14);
}

static void options_can_be_lists(void)
{
    struct scenario *s =
        read_good(HEAD "machine:\n  disk: [a, b]\n  ram: 8M\n" TAIL);

    CU_ASSERT_EQUAL(s->option_count, 3);
    CU_ASSERT_STRING_EQUAL(s->option[1].name, "disk");
    CU_ASSERT_STRING_EQUAL(s->option[1].value, "b");
    CU_ASSERT_EQUAL(s->option[1].place.column, 13);
    scenario_free(s);
    refused(HEAD "machine:\n  disk: {a: b}\n", 5, 9, "a map stands here");
}

/* --- moments that come ------------------------------------------------- */

/* When the moment comes in a boot; 0: never. */
static uint64_t comes(const char *text)
{
    struct vm *vm = vm_bundled();
    struct moment m;
    uint64_t tick = 0;

    CU_ASSERT_FATAL(moment_parse(text, &m, &vm->error));
    vm_open(vm);
    CU_ASSERT_EQUAL(session_watch(vm->session, &m), 0);
    vm_run(vm, 1400);
    if (!session_came(vm->session, 0, &tick))
        tick = 0;
    vm_close(vm);
    return tick;
}

static void post_codes_events_and_addresses_are_moments(void)
{
    uint64_t first = comes("exec:F000:FFF0");

    EXPECT(first == 0 || first <= 100, "the first instruction: %llu",
           (unsigned long long)first);
    CU_ASSERT(comes("exec:7C00") > comes("event:disk.done lba=0"));
    CU_ASSERT_EQUAL(comes("exec:7C00"), comes("exec:0:7C00"));
    CU_ASSERT(comes("post:21") > comes("post:03"));
    CU_ASSERT_EQUAL(comes("post:03"), comes("event:post code=3 #1"));
    CU_ASSERT_EQUAL(comes("post:EE"), 0);
    CU_ASSERT(comes("event:io.out port=0x80 #2") >
              comes("event:io.out port=0x80"));
}

static void watching_does_not_change_the_run(void)
{
    uint64_t hash[2];

    for (unsigned i = 0; i < 2; i++) {
        struct vm *vm = vm_bundled();
        struct moment m;

        CU_ASSERT_FATAL(moment_parse("event:io.in #999999", &m, &vm->error));
        vm_open(vm);
        if (i)
            session_watch(vm->session, &m);
        vm_run(vm, 1400);
        hash[i] = session_hash(vm->session);
        vm_close(vm);
    }
    CU_ASSERT_EQUAL(hash[0], hash[1]);
}

/* --- faults ------------------------------------------------------------ */

static struct vm *broken(const struct scenario *s)
{
    struct vm *vm = vm_bundled();

    scenario_configure(s, true, &vm->config);
    vm_trace(vm, KEEP(EV_FAULT), false);
    vm_open(vm);
    return vm;
}

static void a_fault_that_acts_is_an_event_with_its_line(void)
{
    struct scenario *s =
        read_text(HEAD "faults:\n  - {fault: nmi, at: post:21}\n" TAIL);
    struct vm *vm;

    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    vm = broken(s);
    vm_run(vm, 1000);
    CU_ASSERT_EQUAL_FATAL(vm->kept_count, 1);
    CU_ASSERT_EQUAL(vm->kept[0].arg[0], FAULT_NMI);
    CU_ASSERT_EQUAL(vm->kept[0].arg[1], 5);
    CU_ASSERT_EQUAL(vm->kept[0].arg[2], 1);
    vm_close(vm);
    scenario_free(s);
}

static void a_fault_that_is_impossible_at_power_on_is_an_error(void)
{
    struct scenario *s = read_text(
        HEAD "faults:\n  - {fault: file-missing, file: BOOT/NONE}\n" TAIL);
    struct vm *vm = vm_bundled();

    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    scenario_configure(s, true, &vm->config);
    CU_ASSERT_PTR_NULL(session_open(&vm->config, &vm->error));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(vm->error.text, "lesson/test.yaml:5: fault file-missing"));
    vm_close(vm);
    scenario_free(s);
}

static unsigned begun(const struct vm *vm)
{
    unsigned count = 0;

    for (size_t i = 0; i < vm->kept_count; i++)
        count += vm->kept[i].arg[2] == FAULT_BEGINS;
    return count;
}

/* From before the fault, over it, back and over it again: the same. */
static void a_rewind_takes_the_fault_back(const char *fault)
{
    struct scenario *s;
    char text[300];
    struct vm *vm;
    uint64_t before, after;

    snprintf(text, sizeof text, HEAD "faults:\n  - {%s, at: post:21}\n" TAIL,
             fault);
    s = read_text(text);
    EXPECT(s, "%s: %s", fault, problems.row[0].text);
    vm = broken(s);
    CU_ASSERT_FATAL(session_record(vm->session, 0, &vm->error));
    session_seek(vm->session, 30000000, NULL, NULL);
    before = session_hash(vm->session);
    session_seek(vm->session, 700000000, NULL, NULL);
    after = session_hash(vm->session);
    EXPECT(begun(vm) == 1, "%s: acted %u times", fault, begun(vm));
    session_seek(vm->session, 30000000, NULL, NULL);
    EXPECT(session_hash(vm->session) == before, "%s: not taken back", fault);
    session_seek(vm->session, 700000000, NULL, NULL);
    EXPECT(session_hash(vm->session) == after, "%s: another future", fault);
    EXPECT(begun(vm) == 2, "%s: acted %u times", fault, begun(vm));
    vm_close(vm);
    scenario_free(s);
}

static void faults_are_taken_back_by_a_rewind(void)
{
    a_rewind_takes_the_fault_back("fault: chip-missing, device: kbc");
    a_rewind_takes_the_fault_back("fault: memory-missing, address: 2M, "
                                  "size: 1M");
    a_rewind_takes_the_fault_back("fault: memory-missing, address: 64K, "
                                  "size: 64K");
    a_rewind_takes_the_fault_back("fault: memory-stuck, address: 0x80000, "
                                  "bit: 1, value: 1");
    a_rewind_takes_the_fault_back("fault: rom-byte, address: 0xF0000");
    a_rewind_takes_the_fault_back("fault: host-memory, size: 8K");
    a_rewind_takes_the_fault_back("fault: disk-bytes, lba: 9, bytes: 01");
    a_rewind_takes_the_fault_back("fault: irq-lost, irq: 0");
    a_rewind_takes_the_fault_back("fault: vcpu-starved, factor: 2");
}

static void the_register_fault_sets_a_register(void)
{
    struct scenario *s = read_text(
        HEAD "faults:\n"
             "  - {fault: register, register: edi, value: 0x12345678}\n"
             "  - {fault: register-bit, register: eflags, bit: 10}\n" TAIL);
    struct vm *vm;

    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    vm = broken(s);
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[EDI].d, 0x12345678);
    CU_ASSERT(vm_cpu(vm)->eflags & FLAG_DF);
    vm_close(vm);
    scenario_free(s);
}

/* A bad sector by chance is bad in the same runs for the same seed. */
static uint64_t by_chance(uint64_t seed)
{
    struct scenario *s =
        read_text(HEAD "faults:\n  - {fault: disk-read-error, lba: 0, "
                       "sectors: 7000, chance: 50}\n" TAIL);
    struct vm *vm;
    uint64_t hash;

    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    s->seed = seed;
    vm = broken(s);
    vm_run(vm, 3000);
    hash = session_hash(vm->session);
    vm_close(vm);
    scenario_free(s);
    return hash;
}

static void chance_depends_on_the_seed_alone(void)
{
    CU_ASSERT_EQUAL(by_chance(1), by_chance(1));
    CU_ASSERT_NOT_EQUAL(by_chance(1), by_chance(2));
}

CU_TestInfo scenario_tests[] = {
    TEST(a_whole_scenario_is_read),
    TEST(every_problem_is_found_at_once),
    TEST(words_that_are_near_are_suggested),
    TEST(what_is_missing_is_named),
    TEST(wrong_types_and_ranges_are_refused),
    TEST(wrong_moments_are_refused),
    TEST(expectations_that_contradict_each_other_are_refused),
    TEST(moments_after_the_limit_are_refused),
    TEST(texts_for_people_are_folded),
    TEST(texts_on_the_screen_are_in_its_code_page),
    TEST(what_cannot_be_printed_is_not),
    TEST(more_problems_than_there_is_room_for_are_counted),
    TEST(options_can_be_lists),
    TEST(post_codes_events_and_addresses_are_moments),
    TEST(watching_does_not_change_the_run),
    TEST(a_fault_that_acts_is_an_event_with_its_line),
    TEST(a_fault_that_is_impossible_at_power_on_is_an_error),
    TEST(faults_are_taken_back_by_a_rewind),
    TEST(the_register_fault_sets_a_register),
    TEST(chance_depends_on_the_seed_alone),
    CU_TEST_INFO_NULL,
};
