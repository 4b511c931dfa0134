/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_interrupt.c - interrupt and trap gates, and IRET, in
 * protected mode.
 *
 * Source: Intel SDM Vol. 2, "INT n/INTO/INT3", "IRET", Operation; Vol. 3A,
 * "Exception- and Interrupt-Handler Procedures", "Error Code".
 */
#include "tests/cpu/bench.h"

#define TARGET      0x300u
#define IDT(vector) ((vector)*8 + 2)
#define EXT         1

enum {
    ABSENT_CODE = 0x180,
    SHORT_CODE = 0x188,
    ABSENT_STACK = 0x190,
    SHORT_STACK = 0x198,
};

static void begin(unsigned cpl)
{
    bench_protected(CPU_386, 32, cpl);
    bench_descriptor(ABSENT_CODE,
                     bench_segment(CS_BASE, 0xffff,
                                   (CODE | ACC_BIG) & ~(unsigned)ACC_PRESENT));
    bench_descriptor(SHORT_CODE,
                     bench_segment(CS_BASE, TARGET - 1, CODE | ACC_BIG));
    bench_descriptor(ABSENT_STACK,
                     bench_segment(SS_BASE, 0xffff,
                                   (DATA | DPL(1)) & ~(unsigned)ACC_PRESENT));
    bench_descriptor(SHORT_STACK,
                     bench_segment(SS_BASE, 7, DATA | DPL(1) | ACC_BIG));
}

static void gate(unsigned vector, enum system_type type, unsigned dpl,
                 unsigned selector)
{
    bench_vector(vector, bench_gate(type, dpl, selector, TARGET));
}

static void an_interrupt_gate_closes_if_and_a_trap_gate_does_not(void)
{
    for (unsigned trap = 0; trap < 2; trap++) {
        begin(0);
        gate(0x20, trap ? SYS_TRAP32 : SYS_INT32, 0, SEL_CODE32(0));
        cpu_set_eflags(cpu(), FLAG_IF | FLAG_NT | FLAG_CF | FLAG_IOPL);
        bench_code("CD 20 ; int 20h\n");
        bench_run();
        EXPECT_HALT(TARGET);
        EXPECT_EQUAL(cpu()->eflags,
                     FLAG_ONE | FLAG_CF | FLAG_IOPL | (trap ? FLAG_IF : 0));
        EXPECT_EQUAL(bench_frame(false).eip, ENTRY + 2);
        EXPECT_EQUAL(bench_frame(false).cs, SEL_CODE32(0));
        EXPECT_EQUAL(bench_frame(false).eflags,
                     FLAG_IF | FLAG_NT | FLAG_CF | FLAG_IOPL | FLAG_ONE);
        EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 12);
    }
}

static void a_16_bit_gate_pushes_words(void)
{
    static const uint16_t frame[] = {ENTRY + 2, SEL_CODE32(3),
                                     FLAG_ONE | FLAG_IF, STACK_TOP(3),
                                     SEL_STACK32(3)};

    begin(3);
    gate(0x20, SYS_INT16, 3, SEL_CODE16(0));
    cpu_set_eflags(cpu(), FLAG_IF);
    bench_code("CD 20 ; int 20h\n");
    bench_run();
    EXPECT_HALT(TARGET);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 10);
    for (unsigned i = 0; i < ARRAY_LEN(frame); i++)
        EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 10 + 2 * i, 2),
                     frame[i]);
}

static void an_interrupt_from_ring_3_changes_the_stack(void)
{
    for (unsigned ring = 0; ring < 3; ring++) {
        struct fault_frame f;

        begin(3);
        gate(0x20, SYS_INT32, 3, SEL_CODE32(ring));
        bench_code("CD 20 ; int 20h\n");
        bench_run_for(1);
        f = bench_frame(false);
        EXPECT_EQUAL(cpu()->eip, TARGET);
        EXPECT_EQUAL(cpu()->cpl, ring);
        EXPECT_EQUAL(cpu()->seg[CS].selector, SEL_CODE32(ring));
        EXPECT_EQUAL(cpu()->seg[SS].selector, SEL_STACK32(ring));
        EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(ring) - 20);
        EXPECT_EQUAL(f.eip, ENTRY + 2);
        EXPECT_EQUAL(f.cs, SEL_CODE32(3));
        EXPECT_EQUAL(f.esp, STACK_TOP(3));
        EXPECT_EQUAL(f.ss, SEL_STACK32(3));
    }
}

static void a_conforming_handler_stays_in_the_ring(void)
{
    begin(3);
    gate(0x20, SYS_INT32, 3, SEL_CONFORMING(0));
    bench_code("CD 20 ; int 20h\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->cpl, 3);
    EXPECT_EQUAL(cpu()->seg[CS].selector, SEL_CONFORMING(0) | 3);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(3) - 12);
}

static void only_software_interrupts_need_the_rights_to_the_gate(void)
{
    static const struct {
        const char *code;
        unsigned vector;
        bool checked;
    } cases[] = {
        {"CD 20 ; int 20h", 0x20, true},
        {"CC ; int3", VECTOR_BP, true},
        {"CE ; into", VECTOR_OF, true},
        {"0F 0B ; ud2", VECTOR_UD, false},
        {"F6 F0 ; div al (0)", VECTOR_DE, false},
        {"F1 ; icebp", VECTOR_DB, false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        for (unsigned dpl = 0; dpl < 4; dpl++) {
            begin(2);
            gate(cases[i].vector, SYS_INT32, dpl, SEL_CODE32(0));
            cpu()->r[EAX].d = 0;
            cpu_set_eflags(cpu(), FLAG_OF);
            bench_code(cases[i].code);
            bench_run();
            if (cases[i].checked && dpl < 2)
                EXPECT_FAULT_AT(VECTOR_GP, IDT(cases[i].vector), ENTRY);
            else
                EXPECT_HALT(TARGET);
        }
}

/* Each check of the gate and of the code behind it, with INT n (no EXT) and
 * with an exception (EXT: the program did not ask for it). */
static void gates_are_checked(void)
{
    static const struct {
        const char *what;
        unsigned type, selector;
        bool absent;
        int vector;
        uint32_t error;
    } cases[] = {
        {"good", SYS_INT32, SEL_CODE32(0), false, -1, 0},
        {"absent", SYS_INT32, SEL_CODE32(0), true, VECTOR_NP, IDT(6)},
        {"call gate", SYS_CALL32, SEL_CODE32(0), false, VECTOR_GP, IDT(6)},
        {"LDT", SYS_LDT, SEL_CODE32(0), false, VECTOR_GP, IDT(6)},
        {"code", CODE & 0x1f, SEL_CODE32(0), false, VECTOR_GP, IDT(6)},
        {"to null", SYS_INT32, 3, false, VECTOR_GP, 0},
        {"past the GDT", SYS_TRAP32, 0x301, false, VECTOR_GP, 0x300},
        {"to data", SYS_INT32, SEL_DATA(0), false, VECTOR_GP, SEL_DATA(0)},
        {"to an LDT", SYS_INT32, SEL_LDT, false, VECTOR_GP, SEL_LDT},
        {"outward", SYS_INT32, SEL_CODE32(3), false, VECTOR_GP,
         SEL_CODE32(3) & ~3},
        {"conforming outward", SYS_INT32, SEL_CONFORMING(3), false, VECTOR_GP,
         SEL_CONFORMING(3) & ~3},
        {"to absent code", SYS_INT32, ABSENT_CODE, false, VECTOR_NP,
         ABSENT_CODE},
        {"past the limit", SYS_INT32, SHORT_CODE, false, VECTOR_GP, 0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        for (unsigned ext = 0; ext < 2; ext++) {
            begin(2);
            gate(6, (enum system_type)cases[i].type, 3, cases[i].selector);
            if (cases[i].absent)
                bench_poke(IDT_BASE + 6 * 8 + 5, 1, DPL(3) | SYS_INT32);
            bench_code(ext ? "0F 0B ; ud2" : "CD 06 ; int 6");
            bench_run();
            if (cases[i].vector < 0)
                EXPECT_HALT(TARGET);
            else
                EXPECT_FAULT_AT((unsigned)cases[i].vector, cases[i].error | ext,
                                ENTRY);
        }
}

static void a_vector_past_the_idt_is_refused(void)
{
    begin(0);
    cpu()->idtr_limit = 0x1f * 8 + 6;
    bench_code("CD 1F ; int 1Fh\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, IDT(0x1f), ENTRY);
    begin(0);
    gate(0x1f, SYS_INT32, 0, SEL_CODE32(0));
    cpu()->idtr_limit = 0x1f * 8 + 7;
    bench_code("CD 1F ; int 1Fh\n");
    bench_run();
    EXPECT_HALT(TARGET);
}

static void the_stack_of_the_handler_is_checked(void)
{
    static const struct {
        uint16_t ss;
        unsigned vector;
        uint32_t error;
    } cases[] = {
        {0, VECTOR_TS, 0},
        {0x301, VECTOR_TS, 0x300},
        {SEL_STACK32(1) & ~3, VECTOR_TS, SEL_STACK32(1) & ~3},
        {SEL_STACK32(2), VECTOR_TS, SEL_STACK32(2) & ~3},
        {SEL_READ_ONLY(1), VECTOR_TS, SEL_READ_ONLY(1) & ~3},
        {ABSENT_STACK | 1, VECTOR_SS, ABSENT_STACK},
        {SHORT_STACK | 1, VECTOR_SS, SHORT_STACK},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(3);
        gate(0x20, SYS_INT32, 3, SEL_CODE32(1));
        bench_poke(TSS_BASE + 0x0c, 4, 8);
        bench_poke(TSS_BASE + 0x10, 2, cases[i].ss);
        bench_code("CD 20 ; int 20h\n");
        bench_run();
        EXPECT_FAULT_AT(cases[i].vector, cases[i].error, ENTRY);
    }
}

/* --- hardware interrupts ----------------------------------------------------
 */

static void an_interrupt_waits_for_if(void)
{
    begin(0);
    gate(0x40, SYS_INT32, 0, SEL_CODE32(0));
    bench_code("B0 40 ; mov al, 40h\n"
               "E6 E0 ; out 0E0h, al: INTR\n"
               "90    ; nop\n"
               "FB    ; sti\n"
               "40    ; inc eax\n"
               "40    ; inc eax: not reached\n");
    bench_run();
    EXPECT_HALT(TARGET);
    EXPECT_EQUAL(bench_frame(false).eip, ENTRY + 7);
    EXPECT_EQUAL(cpu()->r[EAX].b[0], 0x41);
    EXPECT_EQUAL(bench_frame(false).eflags & FLAG_IF, FLAG_IF);
    EXPECT_EQUAL(bench.acknowledged, 1);
}

static void a_bad_gate_for_a_hardware_interrupt_sets_ext(void)
{
    begin(3);
    bench_vector(0x40, bench_gate(SYS_CALL32, 0, SEL_CODE32(0), TARGET));
    cpu_set_eflags(cpu(), FLAG_IF);
    bench.vector = 0x40;
    vcpu_intr(&bench.cpu, true);
    bench_code("90 ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, IDT(0x40) | EXT, ENTRY);
}

/* --- IRET -------------------------------------------------------------------
 */

static void push_frame(uint32_t selector, uint32_t eflags)
{
    const uint32_t frame[] = {TARGET, selector, eflags, STACK_TOP(3),
                              SEL_STACK32(3)};

    for (unsigned i = 0; i < ARRAY_LEN(frame); i++)
        bench_poke(SS_BASE + cpu()->r[ESP].d + 4 * i, 4, frame[i]);
}

static void iret_goes_back_to_the_same_or_an_outer_ring(void)
{
    begin(0);
    push_frame(SEL_CODE32(0), 0xad7);
    bench_code("CF ; iret\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) + 12);
    EXPECT_EQUAL(cpu()->eflags, 0xad7);
    begin(0);
    push_frame(SEL_CODE32(3), FLAG_IF);
    bench_code("CF ; iret\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->cpl, 3);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(3));
    EXPECT_EQUAL(cpu()->seg[SS].selector, SEL_STACK32(3));
    EXPECT_EQUAL(cpu()->seg[DS].selector, 0);
    EXPECT_EQUAL(cpu()->seg[ES].selector, SEL_ES);
}

static void a_16_bit_iret_pops_words(void)
{
    static const uint16_t frame[] = {TARGET, SEL_CODE32(3), FLAG_IF | FLAG_CF,
                                     STACK_TOP(3), SEL_STACK32(3)};

    begin(0);
    for (unsigned i = 0; i < ARRAY_LEN(frame); i++)
        bench_poke(SS_BASE + STACK_TOP(0) + 2 * i, 2, frame[i]);
    cpu_set_eflags(cpu(), FLAG_DF);
    bench_code("66 CF ; iret\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->cpl, 3);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(3));
    EXPECT_EQUAL(cpu()->eflags, FLAG_ONE | FLAG_IF | FLAG_CF);
}

static void iret_changes_the_flags_by_privilege(void)
{
    for (unsigned cpl = 0; cpl < 4; cpl++)
        for (unsigned iopl = 0; iopl < 4; iopl++) {
            begin(cpl);
            cpu_set_eflags(cpu(), iopl << 12);
            push_frame(SEL_CODE32(cpl), FLAG_IOPL | FLAG_IF | FLAG_DF);
            bench_code("CF ; iret\n");
            bench_run_for(1);
            EXPECT_EQUAL(cpu()->eflags,
                         FLAG_ONE | FLAG_DF | (cpl <= iopl ? FLAG_IF : 0) |
                             (cpl == 0 ? FLAG_IOPL : iopl << 12));
        }
}

static void iret_checks_its_target(void)
{
    static const struct {
        const char *what;
        unsigned selector, vector;
        uint32_t error;
    } cases[] = {
        {"null", 0, VECTOR_GP, 0},
        {"past the GDT", 0x301, VECTOR_GP, 0x300},
        {"data", SEL_DATA(0), VECTOR_GP, SEL_DATA(0)},
        {"DPL is not RPL", SEL_CODE32(0) | 3, VECTOR_GP, SEL_CODE32(0)},
        {"conforming, DPL above RPL", SEL_CONFORMING(3) & ~3, VECTOR_GP,
         SEL_CONFORMING(3) & ~3},
        {"not present", ABSENT_CODE, VECTOR_NP, ABSENT_CODE},
        {"past the limit", SHORT_CODE, VECTOR_GP, 0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(0);
        push_frame(cases[i].selector, 0);
        bench_code("CF ; iret\n");
        bench_run();
        EXPECT_FAULT_AT(cases[i].vector, cases[i].error, ENTRY);
        EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 16);
    }
    begin(3);
    push_frame(SEL_CODE32(0), 0);
    bench_code("CF ; iret inward\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, SEL_CODE32(0), ENTRY);
}

static void iret_checks_the_outer_stack(void)
{
    static const struct {
        unsigned ss, vector;
        uint32_t error;
    } cases[] = {
        {0, VECTOR_GP, 0},
        {0x303, VECTOR_GP, 0x300},
        {SEL_STACK32(0), VECTOR_GP, SEL_STACK32(0)},
        {SEL_STACK32(0) | 3, VECTOR_GP, SEL_STACK32(0)},
        {SEL_READ_ONLY(3), VECTOR_GP, SEL_READ_ONLY(3) & ~3},
        {0x1a3, VECTOR_SS, 0x1a0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(0);
        bench_descriptor(
            0x1a0,
            bench_segment(0, 0xffff, (DATA | DPL(3)) & ~(unsigned)ACC_PRESENT));
        push_frame(SEL_CODE32(3), 0);
        bench_poke(SS_BASE + STACK_TOP(0) + 16, 4, cases[i].ss);
        bench_code("CF ; iret\n");
        bench_run();
        EXPECT_FAULT_AT(cases[i].vector, cases[i].error, ENTRY);
    }
}

CU_TestInfo cpu_interrupt_tests[] = {
    TEST(an_interrupt_gate_closes_if_and_a_trap_gate_does_not),
    TEST(a_16_bit_gate_pushes_words),
    TEST(an_interrupt_from_ring_3_changes_the_stack),
    TEST(a_conforming_handler_stays_in_the_ring),
    TEST(only_software_interrupts_need_the_rights_to_the_gate),
    TEST(gates_are_checked),
    TEST(a_vector_past_the_idt_is_refused),
    TEST(the_stack_of_the_handler_is_checked),
    TEST(an_interrupt_waits_for_if),
    TEST(a_bad_gate_for_a_hardware_interrupt_sets_ext),
    TEST(iret_goes_back_to_the_same_or_an_outer_ring),
    TEST(a_16_bit_iret_pops_words),
    TEST(iret_changes_the_flags_by_privilege),
    TEST(iret_checks_its_target),
    TEST(iret_checks_the_outer_stack),
    CU_TEST_INFO_NULL,
};
