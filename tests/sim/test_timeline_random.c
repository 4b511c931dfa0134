/* SPDX-License-Identifier: MIT
 *
 * Tests of time travel by chance: journeys through a run, with typing and
 * branches, of which every stop is what a run without a past comes to.
 *
 * $ROUNDS asks for so many rounds, $SEED for other ones.
 */
#include "tests/sim/guests.h"
#include "tests/sim/random_world.h"
#include "tests/sim/state_hash.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

#define MS UINT64_C(1000000)

static unsigned number(const char *name, unsigned otherwise)
{
    const char *text = getenv(name);

    return text ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

/* --- round trips ------------------------------------------------------- */

struct trip {
    uint64_t from, to; /* virtual ns */
    uint64_t from_hash, to_hash;
    unsigned steps; /* from one to the other */
};

static struct vm *shell(void)
{
    struct vm *vm = vm_bundled();

    vm_open(vm);
    session_add_keys(vm->session, &moment_shell_prompt,
                     "ps\\nsector 40 hello\\ncrash div\\n", &vm->error);
    return vm;
}

static int by_count(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* What a machine that never goes back comes by. */
static void plan_trips(struct trip *trip, unsigned count, uint64_t *icounts)
{
    struct vm *vm = shell();
    struct session *s = vm->session;

    for (unsigned i = 0; i < count; i++) {
        while (session_icount(s) < icounts[i]) {
            uint64_t left = icounts[i] - session_icount(s);

            session_run(s,
                        session_now(s) +
                            left * s->machine.board.cpu.s.ns_per_instruction);
        }
        session_forward(s); /* out of a wait that the run stopped in */
        trip[i].from = session_now(s);
        trip[i].from_hash = state_hash(s);
        for (unsigned n = trip[i].steps; n > 0; n--)
            session_forward(s);
        trip[i].to = session_now(s);
        trip[i].to_hash = state_hash(s);
    }
    vm_close(vm);
}

static void expect_at(struct vm *vm, const struct trip *t, bool to,
                      const char *how)
{
    struct session *s = vm->session;

    EXPECT(session_now(s) == (to ? t->to : t->from), "%s: at %llu ns", how,
           (unsigned long long)session_now(s));
    EXPECT(state_hash(s) == (to ? t->to_hash : t->from_hash),
           "%s %llu ns, %u steps: another state", how,
           (unsigned long long)session_now(s), t->steps);
}

static void travel(struct vm *vm, const struct trip *t)
{
    session_seek(vm->session, t->from, NULL, NULL);
    expect_at(vm, t, false, "seek");
    for (unsigned n = t->steps; n > 0; n--)
        session_forward(vm->session);
    expect_at(vm, t, true, "forward");
    for (unsigned n = t->steps; n > 0; n--)
        session_back(vm->session);
    expect_at(vm, t, false, "back");
    session_seek(vm->session, t->to, NULL, NULL);
    expect_at(vm, t, true, "seek forward");
    for (unsigned n = t->steps; n > 0; n--)
        session_back(vm->session);
    expect_at(vm, t, false, "back");
}

static void trips_there_and_back_end_where_they_should(void)
{
    unsigned count = number("ROUNDS", 1000);
    struct dice d = {number("SEED", 1)};
    struct trip *trip = calloc(count, sizeof *trip);
    uint64_t *icounts = calloc(count, sizeof *icounts);
    struct vm *vm = shell();

    CU_ASSERT_FATAL(trip && icounts);
    session_record(vm->session, 0, &vm->error);
    session_run(vm->session, 5500 * MS);
    for (unsigned i = 0; i < count; i++) {
        icounts[i] = dice_roll(&d, (uint32_t)session_icount(vm->session));
        trip[i].steps = 1 + dice_roll(&d, 1u << dice_roll(&d, 7));
    }
    qsort(icounts, count, sizeof icounts[0], by_count);
    plan_trips(trip, count, icounts);
    for (unsigned i = 0; i < count; i++)
        travel(vm, &trip[dice_roll(&d, count)]);
    vm_close(vm);
    free(trip);
    free(icounts);
}

/* --- journeys ---------------------------------------------------------- */

#define INPUTS   64
#define BRANCHES 16

struct history {
    struct input input[INPUTS];
    unsigned count;
};

struct journey {
    unsigned guest; /* GUESTS: random bytes  GUESTS + 1: the bundled PC */
    uint64_t seed;
    struct dice dice;
    struct vm *vm;
    struct history present, branch[BRANCHES];
    unsigned branches;
};

static struct vm *open_guest(const struct journey *j)
{
    struct dice d = {j->seed};
    struct vm *vm;

    if (j->guest < GUESTS)
        return guest_vm(&guests[j->guest]);
    vm = j->guest == GUESTS ? vm_rom("FA") : vm_bundled();
    vm->config.reset_on_triple_fault = true;
    for (unsigned i = 0; j->guest == GUESTS && i < 4096; i++)
        vm->rom[i] = (uint8_t)dice_roll(&d, 256);
    vm_open(vm);
    if (j->guest > GUESTS)
        session_run(vm->session, 4200 * MS);
    return vm;
}

static bool put(struct session *s, const struct input *in)
{
    return in->kind == INPUT_KEY ? session_key(s, in->value)
                                 : session_serial(s, (uint8_t)in->value);
}

/* A fresh machine, with the same inputs, to the same time. */
static void compare(struct journey *j)
{
    struct session *s = j->vm->session;
    struct vm *vm = open_guest(j);

    for (unsigned i = 0; i < s->play.inputs; i++) {
        session_run(vm->session, j->present.input[i].tick);
        EXPECT(put(vm->session, &j->present.input[i]), "input %u", i);
    }
    session_run(vm->session, session_now(s));
    EXPECT(session_now(vm->session) == session_now(s) &&
               state_hash(vm->session) == state_hash(s),
           "seed %llu, guest %u, %llu ns, %u inputs: another state",
           (unsigned long long)j->seed, j->guest,
           (unsigned long long)session_now(s), (unsigned)s->play.inputs);
    vm_close(vm);
}

static void type(struct journey *j)
{
    struct session *s = j->vm->session;
    struct input in = {session_now(s), dice_roll(&j->dice, 2),
                       'a' + dice_roll(&j->dice, 26)};
    uint64_t before = s->play.inputs;
    bool forks = in.tick < session_frontier(s) || before < j->present.count;

    if (before >= INPUTS - 1 || (forks && j->branches == BRANCHES) ||
        !put(s, &in))
        return;
    if (forks) {
        j->branch[j->branches++] = j->present;
        j->present.count = (unsigned)before;
    }
    j->present.input[j->present.count++] = in;
    EXPECT(session_branches(s) == j->branches, "%u branches",
           session_branches(s));
}

static void change_branch(struct journey *j)
{
    unsigned n = j->branches ? dice_roll(&j->dice, j->branches) : 0;
    struct history present = j->present;

    if (!j->branches || !session_switch(j->vm->session, n))
        return;
    j->present = j->branch[n];
    j->branch[n] = present;
}

static void move(struct journey *j)
{
    struct session *s = j->vm->session;
    uint64_t frontier = session_frontier(s);
    unsigned steps = dice_roll(&j->dice, 1u << dice_roll(&j->dice, 8));

    switch (dice_roll(&j->dice, 8)) {
    case 0:
        session_run(s, session_now(s) + dice_roll(&j->dice, MS));
        break;
    case 1:
        session_seek(s, frontier + dice_roll(&j->dice, 5 * MS), NULL, NULL);
        break;
    case 2:
    case 3:
        session_seek(s,
                     dice_roll(&j->dice, 1 + (uint32_t)(frontier / 100)) * 100,
                     NULL, NULL);
        break;
    case 4:
        for (; steps > 0; steps--)
            session_forward(s);
        break;
    case 5:
        for (; steps > 0; steps--)
            session_back(s);
        break;
    case 6:
        type(j);
        break;
    default:
        change_branch(j);
    }
}

static void make_journey(unsigned guest, uint64_t seed)
{
    static const uint64_t budgets[] = {0, 8u << 20, 2u << 20};
    struct journey *j = calloc(1, sizeof *j);

    CU_ASSERT_PTR_NOT_NULL_FATAL(j);
    *j = (struct journey){.guest = guest, .seed = seed, .dice = {seed}};
    j->vm = open_guest(j);
    session_record(j->vm->session, budgets[dice_roll(&j->dice, 3)],
                   &j->vm->error);
    for (unsigned i = 0; i < 40; i++) {
        move(j);
        if (i % 8 == 7)
            compare(j);
    }
    vm_close(j->vm);
    free(j);
}

static void journeys_are_as_true_as_fresh_runs(void)
{
    unsigned rounds = number("ROUNDS", 40), seed = number("SEED", 1);

    for (unsigned i = 0; i < rounds; i++)
        make_journey(i % (GUESTS + 2), seed + i);
}

CU_TestInfo timeline_random_tests[] = {
    TEST(trips_there_and_back_end_where_they_should),
    TEST(journeys_are_as_true_as_fresh_runs),
    CU_TEST_INFO_NULL,
};
