/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_host.c - random single instructions: our processor against
 * the host's own. Compared are all registers, all of memory, the vector and
 * error code of exceptions, and the flags that the manual defines.
 *
 * Worlds are by turns real mode, and a 16-bit or 32-bit program of ring 3
 * with a local descriptor table: segments of every kind, loads of segment
 * registers and far transfers among them.
 *
 * $HOST_CASES=SEED,COUNT asks other questions, and more; SEED,COUNT,WORLD
 * begins in a later world, of a thousand questions each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/origin.h"
#include "tests/cpu/answers.h"
#include "tests/cpu/bench.h"
#include "tests/cpu/guest_cpu.h"
#include "tests/cpu/host_cpu.h"
#include "tests/cpu/question.h"

#define CASES    100000ull
#define A_WORLD  1000u /* questions */
#define MISTAKES 10u

/* One of its questions, a far CALL, may never end: see host_cpu.c. */
#define ENDLESS_WORLD (UINT64_C(2) << 32 | 1736)

static struct question_world world;
static struct question question;
static struct answers answers = {.world = &world, .question = &question};
static bool thorough; /* compare all memory after each question */
static bool differs;
static unsigned mistakes;
static unsigned long long asked;

/* Why questions could not be compared, and how many. */
static struct reason {
    const char *why;
    unsigned long long times;
} reasons[16];

/* --- memory --------------------------------------------------------------- */

static void put_code(void)
{
    memcpy(bench_memory(question.code_at), question.code, CODE_BYTES);
    memcpy(host_cpu_memory() + question.code_at, question.code, CODE_BYTES);
    vcpu_memory_written(&bench.cpu, question.code_at, CODE_BYTES);
}

#define LINE  (1u << LINE_SHIFT)
#define LINES (SINGLE_MEMORY / LINE)

/* Lines that an instruction may have changed: ours marks what it stores; the
 * host is trusted to have changed no others until the world ends. */
static uint32_t written[LINES];
static unsigned written_count;

static void find_written(void)
{
    written_count = 0;
    for (uint32_t page = 0; page < SINGLE_MEMORY; page += FRAME_SIZE) {
        const uint32_t *marks = bus_page(NULL, page).marks;

        for (unsigned i = 0; i < LINES_PER_FRAME; i++)
            if (marks[i] & ~ORIGIN_CODE || thorough)
                written[written_count++] = page + LINE * i;
    }
}

/* A line as it was before the question. */
static void restore(uint32_t at)
{
    uint32_t *mark = &bus_page(NULL, at).marks[at % FRAME_SIZE / LINE];

    memcpy(host_cpu_memory() + at, &world.memory[at], LINE);
    if (*mark & ~ORIGIN_CODE ||
        memcmp(bench_memory(at), &world.memory[at], LINE)) {
        memcpy(bench_memory(at), &world.memory[at], LINE);
        vcpu_memory_written(&bench.cpu, at, LINE);
        *mark &= ORIGIN_CODE;
    }
}

static void restore_written(void)
{
    for (unsigned i = 0; i < written_count; i++)
        restore(written[i]);
    restore(question.code_at & ~(LINE - 1));
    restore((question.code_at + CODE_BYTES - 1) & ~(LINE - 1));
}

static bool memory_agrees(void)
{
    for (unsigned i = 0; i < written_count; i++)
        if (memcmp(bench_memory(written[i]), host_cpu_memory() + written[i],
                   LINE))
            return false;
    return true;
}

/* --- a world of questions ---
 */

static void describe(char *text, size_t size, const struct single *s)
{
    int n = 0;

    for (unsigned i = 0; i < 8; i++)
        n += snprintf(text + n, size - (size_t)n, "%x ", s->r[i]);
    n += snprintf(text + n, size - (size_t)n, "at %x flags %x sel", s->eip,
                  s->eflags);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        n += snprintf(text + n, size - (size_t)n, " %x", s->selector[i]);
    if (s->vector != NO_VECTOR)
        snprintf(text + n, size - (size_t)n, " vector %u error %x", s->vector,
                 s->error);
}

static void complain(const char *what)
{
    char code[3 * CODE_BYTES + 1], text[3][200];

    if (mistakes++ >= MISTAKES)
        return;
    for (unsigned i = 0; i < CODE_BYTES; i++)
        snprintf(code + 3 * i, 4, "%02X ", question.code[i]);
    describe(text[0], sizeof text[0], &question.before);
    describe(text[1], sizeof text[1], &answers.ours);
    describe(text[2], sizeof text[2], &answers.host);
    test_fail(__FILE__, __LINE__, "%s of %s(%s)", what, code,
              world.real        ? "real mode"
              : question.code32 ? "32 bits"
                                : "16 bits");
    printf("  of   %s\n  ours %s\n  host %s\n", text[0], text[1], text[2]);
}

static const char *compare(void)
{
    bool any_memory;
    const char *what = answers_difference(&answers, &any_memory);

    return what || any_memory || memory_agrees() ? what : "memory";
}

static void count_reason(const char *why)
{
    struct reason *r = reasons;

    while (r->why && strcmp(r->why, why) != 0)
        r++;
    r->why = why;
    r->times++;
}

static void ask(void)
{
    const char *what = NULL, *why_not, *other;

    question_make(&question, &world);
    put_code();
    answers.host = answers.ours = question.before;
    why_not = host_cpu_run(&answers.host, question.repeats);
    answers_mend_host(&answers);
    if (!guest_cpu_run(&answers.ours, &world, question.repeats,
                       host_cpu_memory()))
        other = "the exception could not be delivered";
    else
        other = answers_incomparable(&answers);
    why_not = why_not ? why_not : other;
    find_written();
    asked++;
    if (why_not)
        count_reason(why_not);
    else
        what = compare();
    if (what && thorough)
        complain(what);
    differs |= what != NULL;
    restore_written();
    if (why_not || answers_stored_early(&answers))
        memcpy(host_cpu_memory(), world.memory, SINGLE_MEMORY);
}

static void ask_all(uint64_t seed, bool real, unsigned count)
{
    question_seed(seed);
    question_world_make(&world, real);
    guest_cpu_begin(&world);
    memcpy(host_cpu_memory(), world.memory, SINGLE_MEMORY);
    for (unsigned i = 0; i < SINGLE_LDT; i++)
        if (!host_cpu_segment(i, world.ldt[i]))
            CU_FAIL("the host's kernel refuses a segment");
    for (unsigned i = 0; i < count; i++)
        ask();
}

/* If anything differs, the world again, with all of memory compared after
 * each question: the host may have changed what ours did not. */
static void ask_world(uint64_t seed, bool real, unsigned count)
{
    unsigned before = mistakes;
    struct reason counted[ARRAY_LEN(reasons)];

    differs = thorough = false;
    ask_all(seed, real, count);
    if (!differs && !memcmp(host_cpu_memory(), world.memory, SINGLE_MEMORY))
        return;
    thorough = true;
    memcpy(counted, reasons, sizeof reasons);
    ask_all(seed, real, count);
    memcpy(reasons, counted, sizeof reasons);
    asked -= count;
    EXPECT(mistakes > before, "world %llu: differs, but not when looked at",
           (unsigned long long)seed);
}

static void tell(unsigned long long seed)
{
    printf("        of %llu instructions %u differ; seed %llu\n", asked,
           mistakes, seed);
    for (const struct reason *r = reasons; r->why; r++)
        printf("        %llu not compared: %s\n", r->times, r->why);
}

static void instructions_do_what_the_host_s_do(void)
{
    unsigned long long seed = 1, count = CASES, first = 0;
    const char *wish = getenv("HOST_CASES"), *refusal;

    if (wish)
        sscanf(wish, "%llu,%llu,%llu", &seed, &count, &first);
    refusal = host_cpu_open();
    if (refusal)
        test_skip(refusal);
    answers.host_memory = host_cpu_memory();
    mistakes = 0;
    asked = 0;
    for (unsigned long long n = first; asked < count; n++)
        ask_world(seed << 32 | n, n % 3 == 0,
                  count - asked < A_WORLD ? (unsigned)(count - asked)
                                          : A_WORLD);
    if (!wish)
        ask_world(ENDLESS_WORLD, false, A_WORLD);
    host_cpu_close();
    if (wish)
        tell(seed);
    EXPECT(!mistakes, "%u of %llu differ; seed %llu", mistakes, asked, seed);
}

CU_TestInfo cpu_host_tests[] = {
    TEST(instructions_do_what_the_host_s_do),
    CU_TEST_INFO_NULL,
};
