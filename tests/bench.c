/* SPDX-License-Identifier: MIT
 *
 * tests/bench.c - `make bench`: how long the boot of the bundled PC takes, with
 * and without a record, and how long the ways through its past do. It prints
 * processor time of the host and judges nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "sim/inspect.h"
#include "sim/session.h"

#define RUNS      15
#define POSITIONS 2000
#define IN_A_ROW  20000

static uint64_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * NS_PER_SECOND + (uint64_t)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static void print(const char *what, uint64_t *ns, unsigned count)
{
    qsort(ns, count, sizeof ns[0], by_size);
    printf("%-42s p50 %6llu us  p99 %6llu us  max %6llu us\n", what,
           (unsigned long long)(ns[count / 2] / 1000),
           (unsigned long long)(ns[count * 99 / 100] / 1000),
           (unsigned long long)(ns[count - 1] / 1000));
}

static uint64_t below(uint64_t limit)
{
    static uint64_t state = 1;

    state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (state >> 16) % limit;
}

static struct session *open_session(bool record)
{
    const struct session_config config = {.model = MODEL_486,
                                          .bundled_disk = true};
    struct error err;
    struct session *s = session_open(&config, &err);

    if (s && (!record || session_record(s, 0, &err)))
        return s;
    fprintf(stderr, "bench: %s\n", err.text);
    exit(2);
}

/* --- the boot ---------------------------------------------------------- */

/* The prompt: virtual ns; *icount: instructions. */
static uint64_t find_prompt(uint64_t *icount)
{
    struct session *s = open_session(false);
    uint64_t tick;

    session_until(s, &moment_shell_prompt);
    session_run(s, UINT64_MAX);
    tick = session_now(s);
    *icount = session_icount(s);
    session_close(s);
    return tick;
}

static uint64_t boot(uint64_t prompt, bool record)
{
    struct session *s = open_session(record);
    uint64_t start = now(), ns;

    session_run(s, prompt);
    ns = now() - start;
    session_close(s);
    return ns;
}

/* In turn, so that a host that is busy for a while slows both; the quickest of
 * each is the one that was disturbed least. */
static void bench_boot(uint64_t prompt, uint64_t icount)
{
    uint64_t plain = UINT64_MAX, recorded = UINT64_MAX;

    for (unsigned i = 0; i < RUNS; i++) {
        uint64_t ns = boot(prompt, false);

        plain = ns < plain ? ns : plain;
        ns = boot(prompt, true);
        recorded = ns < recorded ? ns : recorded;
    }
    printf("boot to the prompt: %llu us, %llu million instructions a second\n",
           (unsigned long long)(plain / 1000),
           (unsigned long long)(icount * 1000 / plain));
    printf("the same, recorded: %llu us (%+lld %%)\n",
           (unsigned long long)(recorded / 1000),
           ((long long)recorded - (long long)plain) * 100 / (long long)plain);
}

/* --- time travel ------------------------------------------------------- */

static void bench_seek(struct session *s, uint64_t end)
{
    static uint64_t seek[POSITIONS], back[POSITIONS];

    for (unsigned i = 0; i < POSITIONS; i++) {
        uint64_t start = now();

        session_seek(s, below(end), NULL, NULL);
        seek[i] = now() - start;
        start = now();
        session_back(s);
        back[i] = now() - start;
    }
    print("seek, anywhere in time", seek, POSITIONS);
    print("step back, anywhere in time", back, POSITIONS);
}

static void bench_instructions(struct session *s, uint64_t icount)
{
    static uint64_t seek[POSITIONS], back[POSITIONS];

    for (unsigned i = 0; i < POSITIONS; i++) {
        uint64_t start = now();

        session_seek_instruction(s, below(icount), NULL, NULL);
        seek[i] = now() - start;
        start = now();
        session_back(s);
        back[i] = now() - start;
    }
    print("seek, to any instruction", seek, POSITIONS);
    print("step back, at any instruction", back, POSITIONS);
}

static void bench_row(struct session *s, uint64_t prompt)
{
    static uint64_t ns[IN_A_ROW];

    session_seek(s, prompt, NULL, NULL);
    for (unsigned i = 0; i < IN_A_ROW; i++) {
        uint64_t start = now();

        session_back(s);
        ns[i] = now() - start;
    }
    print("step back, one after the other", ns, IN_A_ROW);
}

static void bench_find(struct session *s, uint64_t prompt, const char *text)
{
    struct moment m;
    struct error err;
    struct moment_search search = {&m, 1, true};
    unsigned which;
    uint64_t start;
    enum find_end end;

    if (!moment_parse(text, &m, &err))
        return;
    session_seek(s, prompt, NULL, NULL);
    start = now();
    end = session_find(s, &search, NULL, NULL, &which);
    printf("continue back from the prompt to %-9s %s %llu us\n", text,
           end == FIND_FOUND ? "found in" : "not found in",
           (unsigned long long)((now() - start) / 1000));
}

int main(void)
{
    uint64_t icount, prompt = find_prompt(&icount);
    struct session *s = open_session(true);

    bench_boot(prompt, icount);
    session_run(s, prompt + NS_PER_SECOND);
    printf("the past takes %llu KiB\n",
           (unsigned long long)(session_past_bytes(s) >> 10));
    bench_seek(s, prompt);
    bench_instructions(s, icount);
    bench_row(s, prompt);
    bench_find(s, prompt, "event:int");
    bench_find(s, prompt, "post:21");
    bench_find(s, prompt, "exec:7C00");
    session_close(s);
    return 0;
}
