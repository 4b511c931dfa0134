/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_determinism.c - the same images and inputs make the same
 * run, however it is watched or cut into pieces.
 */
#include "tests/sim/vm.h"
#include "tests/test.h"

#define SHELL "screen:bootscope$"

/* Numbers for slices; a test may not call rand(), which differs by host. */
static uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* The bundled PC with a few commands typed at the shell. */
static struct vm *typing_vm(void)
{
    struct vm *vm = vm_bundled();

    vm_keys(vm, SHELL, "ps\\nls\\npoweroff\\n");
    return vm;
}

/* The hash at the end of a run without trace, in one go; made once. */
static uint64_t plain_hash(void)
{
    static uint64_t hash;

    if (!hash) {
        struct vm *vm = typing_vm();

        EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
        hash = session_hash(vm->session);
        vm_close(vm);
    }
    return hash;
}

static void finish(struct vm *vm, const char *how)
{
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s: %s", how, vm_sentence(vm));
    EXPECT(session_hash(vm->session) == plain_hash(),
           "%s: the end differs, after %s", how, vm_sentence(vm));
    vm_close(vm);
}

static void a_traced_run_ends_in_the_same_state(void)
{
    for (int detail = 0; detail <= 1; detail++) {
        struct vm *vm = vm_bundled();

        vm_trace(vm, KEEP_NONE, detail);
        vm_keys(vm, SHELL, "ps\\nls\\npoweroff\\n");
        finish(vm, detail ? "full detail" : "traced");
    }
}

static void slices_of_time_change_nothing(void)
{
    static const uint64_t longest[] = {30000000, 1000000, 10000};
    uint64_t seed = 0x9e3779b97f4a7c15;

    for (unsigned i = 0; i < 3; i++) {
        struct vm *vm = typing_vm();
        uint64_t to = 0;

        while (session_run(vm->session, to) && to < UINT64_C(60000000000))
            to = session_now(vm->session) + 1 + next_number(&seed) % longest[i];
        finish(vm, "slices");
    }
}

/* Run to `from` instructions, then `count` slices of one. */
static void single_step(struct vm *vm, uint64_t from, unsigned count)
{
    struct machine *m = &vm->session->machine;

    while (session_icount(vm->session) < from && machine_alive(m))
        session_run(vm->session, session_now(vm->session) +
                                     (from - session_icount(vm->session)) *
                                         vm_cpu(vm)->ns_per_instruction);
    for (unsigned i = 0; i < count && machine_alive(m); i++)
        session_run(vm->session, session_now(vm->session) + 1);
}

static void slices_of_one_instruction_change_nothing(void)
{
    static const uint64_t from[] = {0, 400000, 2600000, 4000000, 8000000};
    struct vm *vm = typing_vm();

    for (unsigned i = 0; i < 5; i++)
        single_step(vm, from[i], 60000);
    finish(vm, "single steps");
}

static void dropping_the_caches_changes_nothing(void)
{
    uint64_t seed = 88172645463325252;
    struct vm *vm = typing_vm();
    uint64_t to = 0;

    while (session_run(vm->session, to) && to < UINT64_C(60000000000)) {
        vcpu_flush(&vm_board(vm)->cpu);
        to = session_now(vm->session) + 1 + next_number(&seed) % 400000;
    }
    finish(vm, "flushes");
}

static void two_traces_are_the_same(void)
{
    uint64_t hash[2], count[2];

    for (unsigned i = 0; i < 2; i++) {
        struct vm *vm = vm_bundled();

        vm_trace(vm, KEEP_NONE, true);
        vm_keys(vm, SHELL, "ps\\nls\\npoweroff\\n");
        vm_run(vm, 60000);
        hash[i] = vm->events_hash;
        count[i] = vm->events;
        vm_close(vm);
    }
    EXPECT(count[0] == count[1], "%llu and %llu events",
           (unsigned long long)count[0], (unsigned long long)count[1]);
    EXPECT(count[0] > 10000000, "only %llu events",
           (unsigned long long)count[0]);
    EXPECT(hash[0] == hash[1], "the events differ");
}

static void a_trace_in_slices_is_the_same(void)
{
    uint64_t seed = 42, hash[2];

    for (unsigned i = 0; i < 2; i++) {
        struct vm *vm = vm_bundled();
        uint64_t to = 0;

        vm_trace(vm, KEEP_NONE, false);
        vm_keys(vm, SHELL, "ps\\nls\\npoweroff\\n");
        while (i == 1 && session_run(vm->session, to))
            to = session_now(vm->session) + 1 + next_number(&seed) % 200000;
        vm_run(vm, 60000);
        hash[i] = vm->events_hash;
        vm_close(vm);
    }
    EXPECT(hash[0] == hash[1], "the events differ");
}

/* The hash sees what it should: one key more is another run. */
static void another_input_is_another_run(void)
{
    struct vm *vm = vm_bundled();

    vm_keys(vm, SHELL, "ps\\nls\\n\\npoweroff\\n");
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    EXPECT(session_hash(vm->session) != plain_hash(), "the hash is blind");
    vm_close(vm);
}

/* One bit at a time, and back. */
static void expect_seen(struct vm *vm, void *byte, const char *what)
{
    uint64_t before = session_hash(vm->session);

    *(uint8_t *)byte ^= 1;
    EXPECT(session_hash(vm->session) != before, "%s is not hashed", what);
    *(uint8_t *)byte ^= 1;
    EXPECT(session_hash(vm->session) == before, "%s: the hash has a memory",
           what);
}

static void the_hash_sees_every_part(void)
{
    static uint8_t sector[DISK_SECTOR];
    struct vm *vm = vm_bundled();
    struct page_view page;
    struct board *b;

    vm_until(vm, "insn:1000000");
    vm_run(vm, 60000);
    b = vm_board(vm);
    page = bus_page(b, 0x7000);
    disk_write(&b->disk[0], 5, sector);
    expect_seen(vm, &b->cpu.s.r[EBX], "EBX");
    expect_seen(vm, &b->cpu.s.tick, "the time");
    expect_seen(vm, &b->s.devices.com2.scr, "a register of COM2");
    expect_seen(vm, &b->s.devices.vga.plane[3][65535], "video memory");
    expect_seen(vm, &b->s.recogniser.step, "the phase");
    expect_seen(vm, &b->s.line[LINE_GATE2], "a wire");
    expect_seen(vm, &page.bytes[4095], "RAM");
    expect_seen(vm, &page.marks[63], "the origin of a line");
    expect_seen(vm, &b->disk[0].written[0].bytes[511], "the disk overlay");
    vm_close(vm);
}

CU_TestInfo determinism_tests[] = {
    TEST(a_traced_run_ends_in_the_same_state),
    TEST(slices_of_time_change_nothing),
    TEST(slices_of_one_instruction_change_nothing),
    TEST(dropping_the_caches_changes_nothing),
    TEST(two_traces_are_the_same),
    TEST(a_trace_in_slices_is_the_same),
    TEST(another_input_is_another_run),
    TEST(the_hash_sees_every_part),
    CU_TEST_INFO_NULL,
};
