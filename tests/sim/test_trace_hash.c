/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_trace_hash.c - the hash of a trace: every field that is
 * part of it changes it, what depends on the listener does not.
 */
#include "sim/trace_hash.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

static uint64_t hash_of(const struct event *e)
{
    struct trace_hash h = {0};

    trace_hash_add(&h, e);
    CU_ASSERT_EQUAL(h.events, 1);
    return h.value;
}

static void every_field_counts(void)
{
    const struct event none = {0};
    const struct event one[] = {
        {.tick = 1},   {.tick = UINT64_C(1) << 63},
        {.kind = 1},   {.icount = UINT64_C(1) << 63},
        {.step = 1},   {.mode = 1},
        {.owner = 1},  {.linear = 1},
        {.eip = 1},    {.cs = 1},
        {.cpl = 1},    {.arg[0] = 1},
        {.arg[1] = 1}, {.arg[EVENT_ARGS - 1] = 1u << 31},
    };

    for (unsigned i = 0; i < ARRAY_LEN(one); i++) {
        EXPECT(hash_of(&one[i]) != hash_of(&none), "event %u", i);
        for (unsigned j = 0; j < i; j++)
            EXPECT(hash_of(&one[i]) != hash_of(&one[j]), "%u and %u", i, j);
    }
}

static void numbers_that_depend_on_the_listener_do_not_count(void)
{
    const struct event none = {0};
    const struct event numbered = {.id = 7, .cause = 3, .seq = 5};

    CU_ASSERT_EQUAL(hash_of(&none), hash_of(&numbered));
}

static void the_order_counts(void)
{
    const struct event first = {.kind = 1}, second = {.kind = 2};
    struct trace_hash forth = {0}, back = {0};

    trace_hash_add(&forth, &first);
    trace_hash_add(&forth, &second);
    trace_hash_add(&back, &second);
    trace_hash_add(&back, &first);
    CU_ASSERT_NOT_EQUAL(forth.value, back.value);
}

static struct trace_hash of_a_boot(const char *watched)
{
    struct vm *vm = vm_bundled();
    struct trace_hash h = {0};
    struct moment m;

    vm->config.sink = (struct event_sink){trace_hash_add, &h};
    vm_open(vm);
    if (watched) {
        CU_ASSERT_FATAL(moment_parse(watched, &m, &vm->error));
        session_watch(vm->session, &m);
    }
    vm_run(vm, 1500);
    vm_close(vm);
    return h;
}

static void watching_does_not_change_the_trace(void)
{
    struct trace_hash plain = of_a_boot(NULL);
    struct trace_hash watched = of_a_boot("exec:7C00");

    CU_ASSERT(plain.events > 100000);
    CU_ASSERT_EQUAL(plain.events, watched.events);
    CU_ASSERT_EQUAL(plain.value, watched.value);
}

CU_TestInfo trace_hash_tests[] = {
    TEST(every_field_counts),
    TEST(numbers_that_depend_on_the_listener_do_not_count),
    TEST(the_order_counts),
    TEST(watching_does_not_change_the_trace),
    CU_TEST_INFO_NULL,
};
