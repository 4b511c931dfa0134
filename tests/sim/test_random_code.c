/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_random_code.c - random code in random worlds: whatever a
 * guest does, the host is safe, and the run is the same however it is made.
 *
 * $RANDOM_CODE=FIRST,COUNT runs other seeds, and more of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/sim/random_world.h"
#include "tests/test.h"

#define SEEDS        2000u
#define INSTRUCTIONS 400u
#define TIME_LIMIT   600u /* seconds of the host: a run that hangs is killed */

enum manner { IN_ONE_GO, STEPPED, TRACED_IN_ONE_GO, DETAILED, MANNERS };

static const char *const manner_name[MANNERS] = {
    "in one go",
    "instruction by instruction",
    "traced",
    "traced in detail, instruction by instruction",
};

static struct world world;
static uint64_t events, halted, shut_down;

static void count_event(void *context, const struct event *e)
{
    (void)context;
    events += e->kind < EV_COUNT;
}

/* Run to a time, or until the processor rests. */
static void run_to(uint64_t end, uint64_t slice)
{
    struct vcpu *v = &world.board.cpu;

    while (v->s.tick < end && v->s.activity == CPU_RUNNING)
        vcpu_run(v, v->s.tick + slice < end ? v->s.tick + slice : end);
}

static uint64_t run(enum manner manner)
{
    struct vcpu *v = &world.board.cpu;
    bool traced = manner == TRACED_IN_ONE_GO || manner == DETAILED;
    bool stepped = manner == STEPPED || manner == DETAILED;
    uint64_t third = INSTRUCTIONS / 3 * UINT64_C(10);
    uint64_t slice = stepped ? 10 : third;

    world_begin(&world);
    world.board.tracer.sink.event = traced ? count_event : NULL;
    vcpu_trace(v, traced, manner == DETAILED);
    run_to(third, slice);
    vcpu_nmi(v);
    if (v->s.activity == CPU_HALTED)
        vcpu_run(v, v->s.tick + 10);
    run_to(2 * third, slice);
    vcpu_a20(v, false);
    vcpu_intr(v, true);
    run_to(3 * third, slice);
    vcpu_intr(v, false);
    vcpu_a20(v, true);
    halted += v->s.activity == CPU_HALTED;
    shut_down += v->s.activity == CPU_SHUTDOWN;
    return world_hash(&world);
}

static void try_seed(uint64_t seed)
{
    uint64_t first;

    world_make(&world, seed);
    first = run(IN_ONE_GO);
    EXPECT(run(IN_ONE_GO) == first, "seed %llu: not the same again",
           (unsigned long long)seed);
    for (enum manner m = STEPPED; m < MANNERS; m++)
        EXPECT(run(m) == first, "seed %llu: another end %s",
               (unsigned long long)seed, manner_name[m]);
}

static void random_code_is_safe_and_repeatable(void)
{
    const char *range = getenv("RANDOM_CODE");
    unsigned long long first = 1, count = SEEDS;

    if (range && sscanf(range, "%llu,%llu", &first, &count) < 1)
        CU_FAIL_FATAL("RANDOM_CODE is FIRST,COUNT");
    CU_ASSERT_FATAL(world_init(&world));
    alarm(TIME_LIMIT);
    for (uint64_t seed = first; seed < first + count; seed++)
        try_seed(seed);
    alarm(0);
    if (range)
        printf("of %llu runs %llu halted, %llu shut down; %llu events\n",
               count * (MANNERS + 1), (unsigned long long)halted,
               (unsigned long long)shut_down, (unsigned long long)events);
    world_free(&world);
}

CU_TestInfo random_code_tests[] = {
    TEST(random_code_is_safe_and_repeatable),
    CU_TEST_INFO_NULL,
};
