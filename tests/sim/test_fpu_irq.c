/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_fpu_irq.c - an error of the floating-point unit on its way
 * over the board: FERR# to IRQ 13, port F0h to IGNNE# and back.
 *
 * Source: IBM PC AT Technical Reference, "Math Coprocessor Control"; Intel SDM
 * Vol. 1, "Handling x87 FPU Exceptions in Software".
 */
#include "tests/sim/vm.h"
#include "tests/test.h"

/* 1 / 0, not masked, with CR0.NE clear. */
#define DIVIDE                                                                 \
    "DB E3 "          /* fninit */                                             \
    "2E D9 2E 80 00 " /* fldcw cs:[80h] */                                     \
    "D9 E8 D9 EE D8 F9 "

static struct vm *run(const char *code)
{
    struct vm *vm = vm_rom(code);

    vm_bytes(vm, 0x80, "7B 03");
    vm_run(vm, 1);
    return vm;
}

static void expect_lines(struct vm *vm, bool ferr, bool irq, bool ignne)
{
    const uint8_t *line = vm_board(vm)->s.line;

    EXPECT(line[LINE_FERR] == ferr && line[13] == irq &&
               line[LINE_IGNNE] == ignne &&
               vm_cpu(vm)->x87.ignore_errors == ignne,
           "FERR %u, IRQ 13 %u, IGNNE %u; %s", line[LINE_FERR], line[13],
           line[LINE_IGNNE], vm_sentence(vm));
    vm_close(vm);
}

static void an_error_raises_irq_13(void)
{
    expect_lines(run(DIVIDE "F4"), true, true, false);
}

static void port_f0_lets_the_processor_go_on(void)
{
    struct vm *vm = run(DIVIDE "E6 F0 " /* out 0F0h, al */
                               "D9 E8 " /* fld1: does not stand still */
                               "F4");

    EXPECT(vm_cpu(vm)->activity == CPU_HALTED, "%s", vm_sentence(vm));
    expect_lines(vm, true, false, true);
}

static void port_f0_is_for_writing_alone(void)
{
    struct vm *vm = run("31 C0 "    /* xor ax, ax */
                        "E4 F0 "    /* in al, 0F0h */
                        "89 C3 "    /* mov bx, ax */
                        "66 E5 F0 " /* in eax, 0F0h */
                        "F4");

    EXPECT(vm_cpu(vm)->r[EBX].w == 0xff, "AL %x", vm_cpu(vm)->r[EBX].w);
    EXPECT(vm_cpu(vm)->r[EAX].d == 0xffffffff, "EAX %x", vm_cpu(vm)->r[EAX].d);
    vm_close(vm);
}

static void fnclex_takes_it_all_back(void)
{
    expect_lines(run(DIVIDE "E6 F0 DB E2 F4"), false, false, false);
}

CU_TestInfo fpu_irq_tests[] = {
    TEST(an_error_raises_irq_13),
    TEST(port_f0_lets_the_processor_go_on),
    TEST(port_f0_is_for_writing_alone),
    TEST(fnclex_takes_it_all_back),
    CU_TEST_INFO_NULL,
};
