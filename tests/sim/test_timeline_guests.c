/* SPDX-License-Identifier: MIT
 *
 * Tests of time travel on small programs: each instruction of theirs is
 * stepped back over.
 */
#include "tests/sim/guests.h"
#include "tests/sim/walk.h"
#include "tests/test.h"

#define MS UINT64_C(1000000)

static void step_back_over(const struct guest *g)
{
    struct walk w = {0};
    struct vm *vm = guest_vm(g);

    walk_forward(&w, vm, UINT64_MAX, g->positions);
    vm_close(vm);

    vm = guest_vm(g);
    CU_ASSERT_TRUE_FATAL(session_record(vm->session, 0, &vm->error));
    session_run(vm->session, w.last + MS);
    walk_back(&w, vm);
    EXPECT(!w.wrong[0], "%s: %s", g->name, w.wrong);
    EXPECT(w.positions > 100, "%s: only %llu positions", g->name,
           (unsigned long long)w.positions);
    vm_close(vm);
    walk_free(&w);
}

static void each_guest_is_stepped_back_over(void)
{
    for (unsigned i = 0; i < GUESTS; i++)
        step_back_over(&guests[i]);
}

/* A key frame drops what the processor has cached: the TLB, decoded code. */
static void key_frames_do_not_change_the_run(void)
{
    for (unsigned i = 0; i < GUESTS; i++) {
        struct vm *plain = guest_vm(&guests[i]), *vm = guest_vm(&guests[i]);
        struct key_frame_store store;
        struct session *s = vm->session;

        CU_ASSERT_TRUE_FATAL(
            key_frame_store_init(&store, &s->machine, (struct companion){0}));
        for (uint64_t n = guests[i].positions; n > 0 && session_forward(s); n--)
            key_frame_drop(&store, key_frame_take(&store));
        session_run(plain->session, session_now(s));
        EXPECT(session_hash(plain->session) == session_hash(s),
               "%s: another end", guests[i].name);
        key_frame_store_free(&store);
        vm_close(vm);
        vm_close(plain);
    }
}

CU_TestInfo timeline_guests_tests[] = {
    TEST(each_guest_is_stepped_back_over),
    TEST(key_frames_do_not_change_the_run),
    CU_TEST_INFO_NULL,
};
