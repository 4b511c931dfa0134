/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_pins.c - INTR, NMI and RESET: when they are looked at, what
 * holds them off, and how HLT ends. OUT to three ports pulls the pins.
 *
 * Source: Intel SDM Vol. 3A, "Maskable Hardware Interrupts", "Nonmaskable
 * Interrupt (NMI)", "Handling Multiple NMIs", "Masking Exceptions and
 * Interrupts When Switching Stacks"; Vol. 2, "STI", "HLT", "CLI".
 */
#include "tests/cpu/bench.h"

#define INTR "B0 40 E6 E0 ; mov al, 40h; out 0E0h, al\n"
#define NMI  "E6 E1       ; out 0E1h, al\n"
#define IRQ  0x40

/* Handlers that return: INTR counts in EDI, NMI in ESI. */
static void returning_handlers(void)
{
    bench_vector(IRQ, bench_gate(SYS_INT32, 0, SEL_CODE32(0), 0x600));
    bench_vector(VECTOR_NMI, bench_gate(SYS_INT32, 0, SEL_CODE32(0), 0x700));
    bench_code_at(CS_BASE + 0x600, "47 ; inc edi\n"
                                   "CF ; iret\n");
    bench_code_at(CS_BASE + 0x700, "46 ; inc esi\n"
                                   "CF ; iret\n");
    cpu()->r[EDI].d = cpu()->r[ESI].d = 0;
}

static void intr_is_taken_at_the_next_boundary(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_IF);
    bench_code(INTR "90 ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(IRQ, NO_ERROR, ENTRY + 4);
    EXPECT_EQUAL(cpu()->eflags & FLAG_IF, 0);
}

static void the_level_is_looked_at_again_after_iret(void)
{
    bench_protected(CPU_386, 32, 0);
    returning_handlers();
    /* The handler raises the line again, twice. */
    bench_code_at(CS_BASE + 0x600, "47       ; inc edi\n"
                                   "83 FF 03 ; cmp edi, 3\n"
                                   "74 02    ; je $+4\n"
                                   "E6 E0    ; out 0E0h, al\n"
                                   "CF       ; iret\n");
    cpu_set_eflags(cpu(), FLAG_IF);
    bench_code(INTR "90 ; nop\n");
    bench_run();
    EXPECT_HALT(ENTRY + 5);
    EXPECT_EQUAL(cpu()->r[EDI].d, 3);
    EXPECT_EQUAL(bench.acknowledged, 3);
}

static void popf_and_iret_open_at_once(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_code(INTR "68 02 02 00 00 ; push 202h\n"
                    "9D             ; popfd: IF\n"
                    "90             ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(IRQ, NO_ERROR, ENTRY + 10);
}

static void sti_opens_behind_the_next_instruction(void)
{
    static const struct {
        const char *code;
        uint32_t at; /* 0: never */
    } cases[] = {
        {INTR "FB ; sti\n"
              "90 ; nop\n"
              "90 ; nop\n",
         ENTRY + 6},
        {INTR "FB ; sti\n"
              "FA ; cli: never open\n"
              "90 ; nop\n",
         0},
        {INTR "FB 8E D3 ; sti; mov ss, bx\n"
              "90       ; nop: held off by both\n"
              "90       ; nop\n",
         ENTRY + 8},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_386, 32, 0);
        cpu()->r[EBX].d = SEL_STACK32(0);
        bench_code(cases[i].code);
        bench_run();
        if (cases[i].at)
            EXPECT_FAULT_AT(IRQ, NO_ERROR, cases[i].at);
        else
            EXPECT_HALT(ENTRY + 7);
    }
}

/* An STI that finds IF set holds nothing off. */
static void sti_again_holds_nothing_off(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_IF);
    bench.vector = IRQ;
    bench_code("B0 40 ; mov al, 40h\n"
               "FB    ; sti\n"
               "90    ; nop\n");
    cpu()->eip = ENTRY + 2;
    bench_run_for(1);
    vcpu_intr(&bench.cpu, true);
    bench_run();
    EXPECT_FAULT_AT(IRQ, NO_ERROR, ENTRY + 3);
}

static void loading_ss_holds_interrupts_off(void)
{
    uint32_t at;

    for (unsigned pop = 0; pop < 2; pop++)
        for (unsigned nmi = 0; nmi < 2; nmi++) {
            bench_protected(CPU_386, 32, 0);
            cpu()->r[EBX].d = SEL_STACK32(0);
            cpu()->r[ESP].d -= 4;
            bench_poke(SS_BASE + cpu()->r[ESP].d, 4, SEL_STACK32(0));
            at = bench_code_at(CS_BASE + ENTRY,
                               pop ? "17 ; pop ss\n" : "8E D3 ; mov ss, bx\n");
            bench_code_at(at, "90 ; nop\n"
                              "90 ; nop\n");
            bench_run_for(1);
            if (nmi) {
                vcpu_nmi(&bench.cpu);
            } else {
                cpu()->eflags |= FLAG_IF;
                bench.vector = IRQ;
                vcpu_intr(&bench.cpu, true);
            }
            bench_run();
            EXPECT_FAULT_AT(nmi ? VECTOR_NMI : IRQ, NO_ERROR, at + 1 - CS_BASE);
        }
}

/* --- NMI
 * ------------------------------------------------------------------------- */

static void nmi_does_not_ask_if(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_code(NMI "90 ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_NMI, NO_ERROR, ENTRY + 2);
    bench_real(CPU_386);
    bench_code(NMI "90 ; nop\n");
    bench_run();
    EXPECT_HALT(HANDLER + 4 * VECTOR_NMI);
}

/* A second NMI waits for IRET; one, and only one, is remembered. */
static void nmi_is_blocked_until_iret(void)
{
    bench_protected(CPU_386, 32, 0);
    returning_handlers();
    bench_code_at(CS_BASE + 0x700, "46       ; inc esi\n"
                                   "83 FE 01 ; cmp esi, 1\n"
                                   "75 06    ; jne to the iret\n"
                                   "E6 E1    ; out 0E1h, al\n"
                                   "E6 E1    ; out 0E1h, al\n"
                                   "89 F3    ; mov ebx, esi\n"
                                   "CF       ; iret\n");
    bench_code(NMI "90 ; nop\n");
    bench_run();
    EXPECT_HALT(ENTRY + 3);
    EXPECT_EQUAL(cpu()->r[EBX].d, 1);
    EXPECT_EQUAL(cpu()->r[ESI].d, 2);
}

static void nmi_comes_before_intr(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_IF);
    bench_code("90 ; nop\n");
    bench.vector = IRQ;
    vcpu_intr(&bench.cpu, true);
    vcpu_nmi(&bench.cpu);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_NMI, NO_ERROR, ENTRY);
}

static void a_debug_trap_comes_before_nmi(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    bench_code(NMI "90 ; nop\n");
    bench_vector(VECTOR_DB, bench_gate(SYS_INT32, 0, SEL_CODE32(0), 0x600));
    bench_run();
    EXPECT_FAULT_AT(VECTOR_NMI, NO_ERROR, 0x600);
    EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 12, 4), ENTRY + 2);
}

/* --- HLT
 * -------------------------------------------------------------------------- */

static void an_interrupt_ends_hlt(void)
{
    bench_protected(CPU_386, 32, 0);
    returning_handlers();
    bench_code("FB ; sti\n"
               "F4 ; hlt\n"
               "40 ; inc eax\n");
    bench_run();
    EXPECT_HALT(ENTRY + 1);
    bench.vector = IRQ;
    vcpu_intr(&bench.cpu, true);
    bench_run();
    EXPECT_HALT(ENTRY + 3);
    EXPECT_EQUAL(cpu()->r[EDI].d, 1);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0xa0a1a2a4);
}

static void hlt_with_if_clear_ends_at_nmi_only(void)
{
    bench_protected(CPU_386, 32, 0);
    returning_handlers();
    bench_code("F4 ; hlt\n"
               "40 ; inc eax\n");
    bench.vector = IRQ;
    vcpu_intr(&bench.cpu, true);
    bench_run();
    EXPECT_HALT(ENTRY);
    EXPECT_EQUAL(bench.acknowledged, 0);
    vcpu_nmi(&bench.cpu);
    bench_run();
    EXPECT_HALT(ENTRY + 2);
    EXPECT_EQUAL(cpu()->r[ESI].d, 1);
}

/* STI and HLT are one: an interrupt that waits comes behind HLT, not before
 * it. */
static void sti_and_hlt_lose_no_interrupt(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_code(INTR "FB ; sti\n"
                    "F4 ; hlt\n"
                    "90 ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(IRQ, NO_ERROR, ENTRY + 6);
}

static void a_step_trap_ends_hlt(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    bench_code("F4 ; hlt\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 1);
}

/* A long REP lets interrupts in between two elements, and goes on. */
static void an_interrupt_comes_between_two_iterations(void)
{
    bench_protected(CPU_386, 32, 0);
    returning_handlers();
    cpu_set_eflags(cpu(), FLAG_IF);
    cpu()->r[ECX].d = 0x20;
    cpu()->r[EDX].d = PORT_INTR;
    bench_poke(DS_BASE + 4, 1, IRQ);
    bench_code("F3 6E ; rep outsb: one byte of 20h is a vector\n");
    for (unsigned i = 0; i < 0x20; i++)
        bench_poke(DS_BASE + i, 1, IRQ);
    bench_run();
    EXPECT_HALT(ENTRY + 2);
    EXPECT_EQUAL(cpu()->r[ECX].d, 0);
    EXPECT_EQUAL(cpu()->r[EDI].d, 0x20);
    EXPECT_EQUAL(bench.out_count, ARRAY_LEN(bench.outs));
}

static void reset_clears_all_but_time(void)
{
    uint64_t then;

    bench_protected(CPU_486, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF | FLAG_IF);
    bench_code("90 ; nop\n");
    bench_run();
    then = cpu()->tick;
    vcpu_reset(&bench.cpu);
    EXPECT_EQUAL(cpu()->eip, 0xfff0);
    EXPECT_EQUAL(cpu()->cr0 & CR0_PE, 0);
    EXPECT_EQUAL(cpu()->cpl, 0);
    EXPECT_EQUAL(cpu_eflags(cpu()), FLAG_ONE);
    EXPECT_EQUAL(cpu()->activity, CPU_RUNNING);
    EXPECT_EQUAL(cpu()->seg[SS].limit, 0xffff);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0);
    CU_ASSERT(then > 0 && cpu()->tick == then);
}

CU_TestInfo cpu_pins_tests[] = {
    TEST(intr_is_taken_at_the_next_boundary),
    TEST(the_level_is_looked_at_again_after_iret),
    TEST(popf_and_iret_open_at_once),
    TEST(sti_opens_behind_the_next_instruction),
    TEST(sti_again_holds_nothing_off),
    TEST(loading_ss_holds_interrupts_off),
    TEST(nmi_does_not_ask_if),
    TEST(nmi_is_blocked_until_iret),
    TEST(nmi_comes_before_intr),
    TEST(a_debug_trap_comes_before_nmi),
    TEST(an_interrupt_ends_hlt),
    TEST(hlt_with_if_clear_ends_at_nmi_only),
    TEST(sti_and_hlt_lose_no_interrupt),
    TEST(a_step_trap_ends_hlt),
    TEST(an_interrupt_comes_between_two_iterations),
    TEST(reset_clears_all_but_time),
    CU_TEST_INFO_NULL,
};
