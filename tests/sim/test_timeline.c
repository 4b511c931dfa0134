/* SPDX-License-Identifier: MIT
 *
 * Tests of time travel: every position that is reached again, by whatever
 * way, has the hash that it had.
 */
#include "sim/session_state.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#define MS UINT64_C(1000000)

/* Positions in the run, chosen by a generator of our own: the same on every
 * host. */
static uint64_t random_below(uint64_t *seed, uint64_t limit)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (*seed >> 16) % limit;
}

/* The bundled PC, recorded until `ms`, with some commands typed. */
static struct vm *recorded(uint64_t ms, uint64_t budget)
{
    struct vm *vm = vm_bundled();
    struct error err;

    vm_open(vm);
    EXPECT(session_record(vm->session, budget, &err), "%s", err.text);
    session_add_keys(vm->session, &moment_shell_prompt,
                     "ps\\nsector 40 hello\\ncrash div\\n", &err);
    session_run(vm->session, ms * MS);
    return vm;
}

static bool go(struct vm *vm, uint64_t tick)
{
    return session_seek(vm->session, tick, NULL, NULL);
}

/* 200 positions here; `make test-long` may ask for more. */
static unsigned rounds(void)
{
    const char *wanted = getenv("ROUNDS");

    return wanted ? (unsigned)strtoul(wanted, NULL, 10) : 200;
}

static void a_position_reached_again_has_the_same_hash(void)
{
    struct vm *vm = recorded(5500, 0);
    uint64_t end = session_now(vm->session), seed = 1;

    for (unsigned i = 0; i < rounds(); i++) {
        uint64_t tick, hash;

        EXPECT(go(vm, random_below(&seed, end)), "round %u", i);
        tick = session_now(vm->session);
        hash = session_hash(vm->session);
        go(vm, random_below(&seed, end));
        go(vm, tick);
        CU_ASSERT_EQUAL(session_now(vm->session), tick);
        CU_ASSERT_EQUAL(session_hash(vm->session), hash);
    }
    vm_close(vm);
}

static void the_past_is_that_of_a_run_without_a_record(void)
{
    struct vm *vm = recorded(5500, 0), *plain = vm_bundled();
    uint64_t ticks[] = {400 * MS, 1300 * MS, 3300 * MS, 4400 * MS};

    vm_open(plain);
    for (unsigned i = 0; i < ARRAY_LEN(ticks); i++) {
        session_run(plain->session, ticks[i]);
        EXPECT(go(vm, session_now(plain->session)), "position %u", i);
        if (i < 3) /* the fourth is after the keys, which only one has */
            CU_ASSERT_EQUAL(session_hash(vm->session),
                            session_hash(plain->session));
    }
    vm_close(vm);
    vm_close(plain);
}

/* From `from`, `count` steps forward; the same steps back. */
static void there_and_back(struct vm *vm, uint64_t from, unsigned count)
{
    uint64_t *ticks = calloc(count + 1, sizeof *ticks);
    uint64_t *hashes = calloc(count + 1, sizeof *hashes);

    go(vm, from);
    session_forward(vm->session); /* out of the middle of an idle wait */
    for (unsigned i = 0; i <= count; i++) {
        ticks[i] = session_now(vm->session);
        hashes[i] = session_hash(vm->session);
        if (i < count)
            CU_ASSERT_TRUE(session_forward(vm->session));
    }
    for (unsigned i = count; i-- > 0;) {
        CU_ASSERT_TRUE(session_back(vm->session));
        CU_ASSERT_EQUAL(session_now(vm->session), ticks[i]);
        CU_ASSERT_EQUAL(session_hash(vm->session), hashes[i]);
    }
    free(ticks);
    free(hashes);
}

static void steps_back_undo_steps_forward(void)
{
    struct vm *vm = recorded(5500, 0);
    uint64_t end = session_now(vm->session), seed = 7;

    for (unsigned i = 0; i < 20; i++)
        there_and_back(vm, random_below(&seed, end), 5);
    vm_close(vm);
}

/* The step marks lie at mode switches, disk reads, the first interrupt, ring
 * 3, system calls. */
static void steps_back_cross_every_change_of_phase(void)
{
    struct vm *vm = recorded(5500, 0);
    struct step_mark marks[64];
    unsigned count = session_marks(vm->session, marks, ARRAY_LEN(marks));

    EXPECT(count > 20 && count <= ARRAY_LEN(marks), "%u marks", count);
    for (unsigned i = 1; i < count; i++)
        there_and_back(vm, marks[i].tick - 200, 8);
    vm_close(vm);
}

static void the_reset_vector_is_the_first_position(void)
{
    struct vm *vm = recorded(100, 0);

    EXPECT(go(vm, 0), "position 0 is there");
    CU_ASSERT_EQUAL(session_icount(vm->session), 0);
    CU_ASSERT_FALSE(session_back(vm->session));
    vm_close(vm);
}

static void output_is_delivered_once(void)
{
    struct vm *vm = recorded(5500, 0);
    size_t count = vm->com1_count;

    go(vm, 1000 * MS);
    go(vm, 5500 * MS);
    CU_ASSERT_TRUE(count > 100);
    CU_ASSERT_EQUAL(vm->com1_count, count);
    vm_close(vm);
}

static void typing_after_a_rewind_starts_a_branch(void)
{
    struct vm *vm = recorded(5500, 0);
    uint64_t end = session_now(vm->session);
    uint64_t future = session_hash(vm->session), branch;

    go(vm, 4000 * MS);
    CU_ASSERT_EQUAL(session_branches(vm->session), 0);
    session_key(vm->session, 'x');
    CU_ASSERT_EQUAL(session_branches(vm->session), 1);
    CU_ASSERT_EQUAL(session_frontier(vm->session), session_now(vm->session));
    session_run(vm->session, end);
    branch = session_hash(vm->session);
    CU_ASSERT_NOT_EQUAL(branch, future);

    CU_ASSERT_TRUE(session_switch(vm->session, 0));
    session_run(vm->session, end);
    CU_ASSERT_EQUAL(session_hash(vm->session), future);
    CU_ASSERT_TRUE(session_switch(vm->session, 0));
    session_run(vm->session, end);
    CU_ASSERT_EQUAL(session_hash(vm->session), branch);
    vm_close(vm);
}

static void the_past_stays_within_its_budget(void)
{
    const uint64_t budget = UINT64_C(24) << 20;
    struct vm *vm = recorded(5500, budget);
    uint64_t hash, tick;

    EXPECT(session_past_bytes(vm->session) <= budget, "%llu bytes",
           (unsigned long long)session_past_bytes(vm->session));
    go(vm, 2000 * MS);
    tick = session_now(vm->session);
    hash = session_hash(vm->session);
    go(vm, 300 * MS);
    go(vm, tick);
    CU_ASSERT_EQUAL(session_hash(vm->session), hash);
    vm_close(vm);
}

static bool stop_soon(void *context, uint64_t now, uint64_t goal)
{
    unsigned *calls = context;

    (void)now, (void)goal;
    return ++*calls < 3;
}

static void a_seek_can_be_broken_off(void)
{
    struct vm *vm = recorded(2000, 0);
    unsigned calls = 0;

    go(vm, 0);
    CU_ASSERT_FALSE(session_seek(vm->session, 2000 * MS, stop_soon, &calls));
    CU_ASSERT_EQUAL(calls, 3);
    CU_ASSERT_TRUE(session_now(vm->session) < 2000 * MS);
    vm_close(vm);
}

/* COM1 at its slowest, with sixteen bytes to send: 90 s after the processor has
 * stopped for good, it still sends. */
static struct vm *ended(void)
{
    struct vm *vm = vm_rom("BA FB 03 B0 80 EE "    /* the divisor: FFFFh */
                           "BA F8 03 B8 FF FF EF " /* out dx, ax */
                           "BA FB 03 B0 03 EE "    /* 8 bits */
                           "BA FA 03 B0 01 EE "    /* FIFO on */
                           "BA F8 03 B9 10 00 EE E2 FD " /* 16 bytes */
                           "FA F4");

    vm_open(vm);
    session_record(vm->session, 0, &vm->error);
    session_run(vm->session, MS);
    EXPECT(session_end(vm->session) == END_HALTED &&
               session_now(vm->session) > 80000 * MS,
           "at %llu ns: %s", (unsigned long long)session_now(vm->session),
           vm_sentence(vm));
    return vm;
}

static void a_step_back_from_the_end_is_short(void)
{
    struct vm *vm = ended();
    uint64_t end = session_now(vm->session), hash = session_hash(vm->session);

    CU_ASSERT_TRUE(session_back(vm->session));
    CU_ASSERT_TRUE(session_now(vm->session) < MS);
    CU_ASSERT_TRUE(vm_cpu(vm)->activity == CPU_RUNNING);
    CU_ASSERT_EQUAL(vm_byte(vm, 0xf0000 + vm_cpu(vm)->eip), 0xf4);
    CU_ASSERT_TRUE(session_forward(vm->session));
    CU_ASSERT_EQUAL(session_now(vm->session), end);
    CU_ASSERT_EQUAL(session_hash(vm->session), hash);
    vm_close(vm);
}

/* There was no position at which it could be applied again. */
static void nothing_is_typed_behind_the_end(void)
{
    struct vm *vm = ended();
    uint64_t hash = session_hash(vm->session);
    struct error err;

    CU_ASSERT_FALSE(session_key(vm->session, 'a'));
    CU_ASSERT_FALSE(session_serial(vm->session, 'a'));
    CU_ASSERT_FALSE(session_move(vm->session, "1 0", &err));
    EXPECT(strstr(err.text, "stopped"), "%s", err.text);
    CU_ASSERT_EQUAL(session_hash(vm->session), hash);
    session_back(vm->session);
    CU_ASSERT_TRUE(session_key(vm->session, 'a'));
    vm_close(vm);
}

CU_TestInfo timeline_tests[] = {
    TEST(a_position_reached_again_has_the_same_hash),
    TEST(the_past_is_that_of_a_run_without_a_record),
    TEST(steps_back_undo_steps_forward),
    TEST(steps_back_cross_every_change_of_phase),
    TEST(the_reset_vector_is_the_first_position),
    TEST(output_is_delivered_once),
    TEST(typing_after_a_rewind_starts_a_branch),
    TEST(the_past_stays_within_its_budget),
    TEST(a_seek_can_be_broken_off),
    TEST(a_step_back_from_the_end_is_short),
    TEST(nothing_is_typed_behind_the_end),
    CU_TEST_INFO_NULL,
};
