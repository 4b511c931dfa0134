/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_causes.c - from an effect back to its cause: each event of a
 * trace names the one that led to it.
 */
#include <string.h>

#include "hw/devices.h"
#include "sim/machine.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

static struct event_set all_kinds(void)
{
    struct event_set s = {0};

    for (unsigned kind = 0; kind < EV_COUNT; kind++)
        event_set_add(&s, kind);
    return s;
}

static struct vm *open_rom(const char *code)
{
    struct vm *vm = vm_rom(code);

    vm_trace(vm, all_kinds(), false);
    return vm;
}

static const struct event *by_id(const struct vm *vm, uint64_t id)
{
    for (size_t i = 0; i < vm->kept_count; i++)
        if (vm->kept[i].id == id)
            return &vm->kept[i];
    return NULL;
}

/* The last one of this kind whose first argument is this. */
static const struct event *last(const struct vm *vm, enum event_kind kind,
                                uint32_t argument)
{
    const struct event *found = NULL;

    for (size_t i = 0; i < vm->kept_count; i++)
        if (vm->kept[i].kind == kind && vm->kept[i].arg[0] == argument)
            found = &vm->kept[i];
    return found;
}

/* The cause of `e`, which must be of this kind. */
static const struct event *back(const struct vm *vm, const struct event *e,
                                enum event_kind kind)
{
    const struct event *cause = e ? by_id(vm, e->cause) : NULL;

    EXPECT(cause && cause->kind == kind, "%s is caused by %s, not by %s",
           e ? event_info[e->kind].tag : "nothing",
           cause ? event_info[cause->kind].tag : "nothing",
           event_info[kind].tag);
    return cause && cause->kind == kind ? cause : NULL;
}

/* SS:SP = 0000:7000; vector 76h is F000:0200. */
#define STACK_AND_VECTOR                                                       \
    "31 C0 8E D8 8E D0 BC 00 70 C7 06 D8 01 00 02 C7 06 DA 01 00 F0 "

/* Both 8259As: vectors 08h and 70h; only IRQ 2 and 14 are enabled. */
#define INTERRUPT_CONTROLLERS                                                  \
    "B0 11 E6 20 E6 A0 B0 08 E6 21 B0 70 E6 A1 B0 04 E6 21 B0 02 E6 A1 "       \
    "B0 01 E6 21 E6 A1 B0 FB E6 21 B0 BF E6 A1 "

/* The drive is busy with its reset: mov cx, 0; loop $; twice */
#define DISK_READY "B9 00 00 E2 FE B9 00 00 E2 FE "

/* Ports 1F6h: E0h, 1F2h: 1, 1F3h to 1F5h: 0, 1F7h: 20h, READ SECTORS. */
#define READ_SECTOR_0                                                          \
    "BA F6 01 B0 E0 EE BA F2 01 B0 01 EE BA F3 01 B0 00 EE BA F4 01 EE "       \
    "BA F5 01 EE BA F7 01 B0 20 EE "

static bool read_zeros(void *context, uint64_t lba, uint32_t count,
                       uint8_t *bytes)
{
    (void)context, (void)lba;
    memset(bytes, 0, (size_t)count * 512);
    return true;
}

static void a_disk_interrupt_leads_back_to_the_out_that_asked(void)
{
    /* sti; hlt. The handler: cli; hlt. */
    struct vm *vm =
        open_rom(STACK_AND_VECTOR INTERRUPT_CONTROLLERS DISK_READY READ_SECTOR_0
                 "FB F4 FA F4");
    const struct event *exit, *line;

    vm->config.disk[0] = (struct session_disk){64, read_zeros, NULL};
    vm_bytes(vm, 0x200, "FA F4");
    CU_ASSERT(vm_run(vm, 1000) == END_HALTED);
    exit = back(vm, last(vm, EV_INTR, 0x76), EV_ENTRY);
    exit = back(vm, exit, EV_EXIT);
    CU_ASSERT(exit && exit->arg[0] == EXIT_EXTERNAL_INTERRUPT);
    line = back(vm, exit, EV_IRQ_LINE);
    CU_ASSERT(line && line->arg[0] == 14 && line->arg[1] == 1);
    exit = back(vm, line, EV_EXIT);
    CU_ASSERT(exit && exit->arg[0] == EXIT_IO && exit->arg[1] == DEV_ata &&
              exit->arg[2] == 0x1f7 && exit->arg[3] == 1);
    CU_ASSERT(back(vm, last(vm, EV_HOST_READ, 0), EV_EXIT) == exit);
    CU_ASSERT(back(vm, last(vm, EV_DISK_REQUEST, 0), EV_EXIT) == exit);
    vm_close(vm);
}

static void expect_end(const char *code, enum event_kind cause,
                       enum vm_state state)
{
    struct vm *vm = open_rom(code);
    const struct event *end;

    vm_run(vm, 100);
    end = last(vm, EV_VM_STATE, VM_RUNNING);
    back(vm, end, cause);
    CU_ASSERT(end && end->arg[1] == state);
    vm_close(vm);
}

static void the_end_of_the_machine_has_its_cause(void)
{
    /* cli; hlt */
    expect_end("FA F4", EV_HLT, VM_HALTED);
    /* lidt [cs:0100h], which holds a limit of 0; int3 */
    expect_end("2E 0F 01 1E 00 01 CC", EV_TRIPLE_FAULT, VM_CRASHED);
}

static void a_reset_is_caused_by_the_port_that_asked(void)
{
    /* mov al, 1; out 92h, al; cli; hlt */
    struct vm *vm = open_rom("B0 01 E6 92 FA F4");
    const struct event *e = NULL;

    vm_run(vm, 1);
    for (size_t i = 0; i < vm->kept_count && !e; i++)
        if (vm->kept[i].kind == EV_VM_STATE && vm->kept[i].arg[1] == VM_RESET)
            e = &vm->kept[i];
    e = back(vm, back(vm, e, EV_RESET), EV_EXIT);
    CU_ASSERT(e && e->arg[1] == DEV_port92);
    vm_close(vm);
}

static void no_event_is_the_cause_of_an_endless_loop(void)
{
    /* cli; jmp $ */
    struct vm *vm = open_rom("FA EB FE");
    const struct event *end;

    CU_ASSERT(vm_run(vm, 2000) == END_HUNG);
    end = last(vm, EV_VM_STATE, VM_RUNNING);
    CU_ASSERT(end && end->cause == 0);
    vm_close(vm);
}

static void a_key_is_the_cause_of_its_interrupt(void)
{
    struct vm *vm = vm_bundled();
    const struct event *line = NULL;

    vm_trace(vm, KEEP(EV_KEY, EV_IRQ_LINE), false);
    vm_keys(vm, "phase:menu", "\\n");
    vm_until(vm, "phase:protected-mode");
    CU_ASSERT(vm_run(vm, 20000) == END_UNTIL);
    for (size_t i = 0; i < vm->kept_count && !line; i++) {
        const struct event *e = &vm->kept[i];

        if (e->kind == EV_IRQ_LINE && e->arg[0] == 1 && e->arg[1] == 1 &&
            last(vm, EV_KEY, 0x5a) && e->id > last(vm, EV_KEY, 0x5a)->id)
            line = e;
    }
    CU_ASSERT(back(vm, line, EV_KEY) == last(vm, EV_KEY, 0x5a));
    vm_close(vm);
}

static void a_cause_comes_before_its_effect(void)
{
    struct vm *vm = vm_bundled();

    vm_trace(vm, all_kinds(), false);
    vm_run(vm, 11);
    CU_ASSERT(vm->kept_count > 400);
    for (size_t i = 0; i < vm->kept_count; i++)
        EXPECT(vm->kept[i].cause < vm->kept[i].id, "event %u",
               (unsigned)vm->kept[i].id);
    vm_close(vm);
}

CU_TestInfo causes_tests[] = {
    TEST(a_disk_interrupt_leads_back_to_the_out_that_asked),
    TEST(the_end_of_the_machine_has_its_cause),
    TEST(a_reset_is_caused_by_the_port_that_asked),
    TEST(no_event_is_the_cause_of_an_endless_loop),
    TEST(a_key_is_the_cause_of_its_interrupt),
    TEST(a_cause_comes_before_its_effect),
    CU_TEST_INFO_NULL,
};
