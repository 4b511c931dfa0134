/* SPDX-License-Identifier: MIT
 *
 * Tests of time travel in long runs: the past stays within its budget, and
 * stays true.
 *
 * $ROUNDS, if set, makes them a hundred times as long.
 */
#include "tests/sim/guests.h"
#include "tests/test.h"

#include <stdlib.h>

#define BUDGET (UINT64_C(4) << 20)

static void stays_within_its_budget(const struct guest *g)
{
    uint64_t end = NS_PER_SECOND * (getenv("ROUNDS") ? 100 : 1), hash, now;
    struct vm *vm = guest_vm(g);
    struct session *s = vm->session;

    CU_ASSERT_TRUE_FATAL(session_record(s, BUDGET, &vm->error));
    session_run(s, end);
    EXPECT(session_past_bytes(s) <= BUDGET, "%s: %llu bytes", g->name,
           (unsigned long long)session_past_bytes(s));
    EXPECT(s->timeline.frame_count > 8, "%s: %u key frames", g->name,
           s->timeline.frame_count);
    for (unsigned i = 1; i < 8; i++) {
        session_seek(s, end * i / 8, NULL, NULL);
        now = session_now(s);
        hash = session_hash(s);
        session_back(s);
        session_back(s);
        EXPECT(session_now(s) < now, "%s: no step back", g->name);
        session_seek(s, now, NULL, NULL);
        EXPECT(session_hash(s) == hash, "%s: another state", g->name);
    }
    EXPECT(session_past_bytes(s) <= BUDGET, "%s: %llu bytes on the way back",
           g->name, (unsigned long long)session_past_bytes(s));
    vm_close(vm);
}

static void a_guest_that_never_rests_leaves_a_bounded_past(void)
{
    stays_within_its_budget(&guests[GUESTS - 1]);
}

static void a_guest_that_boots_for_ever_leaves_a_bounded_past(void)
{
    stays_within_its_budget(&guests[GUESTS - 2]);
}

CU_TestInfo timeline_long_tests[] = {
    TEST(a_guest_that_never_rests_leaves_a_bounded_past),
    TEST(a_guest_that_boots_for_ever_leaves_a_bounded_past),
    CU_TEST_INFO_NULL,
};
