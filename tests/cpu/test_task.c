/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_task.c - hardware task switches: JMP, CALL, IRET, interrupts;
 * 32-bit and 16-bit TSS.
 *
 * Source: Intel SDM Vol. 3A, "Task Management": "Task Switching", the table
 * "Exception Conditions Checked During a Task Switch", "Task Linking".
 */
#include <string.h>

#include "tests/cpu/bench.h"

#define TARGET 0x300u
#define BUSY   BIT(9)

enum {
    TASK_GATE = 0x180,
    ABSENT_CODE = 0x188,
    ABSENT_DATA = 0x190,
    ABSENT_LDT = 0x198,
    SECOND_LDT = 0x1a0,
    SHORT_CODE = 0x1a8
};

static void begin(unsigned cpl)
{
    bench_protected(CPU_386, 32, cpl);
    bench_descriptor(TASK_GATE, bench_gate(SYS_TASK_GATE, 3, SEL_TSS2, 0));
    bench_descriptor(ABSENT_CODE,
                     bench_segment(CS_BASE, 0xffff,
                                   (CODE | DPL(3)) & ~(unsigned)ACC_PRESENT));
    bench_descriptor(ABSENT_DATA,
                     bench_segment(DS_BASE, 0xffff,
                                   (DATA | DPL(3)) & ~(unsigned)ACC_PRESENT));
    bench_descriptor(ABSENT_LDT, bench_segment(LDT_BASE, 0xff, SYS_LDT));
    bench_descriptor(SECOND_LDT,
                     bench_segment(LDT_BASE, 0x7f, ACC_PRESENT | SYS_LDT));
    bench_descriptor(SHORT_CODE, bench_segment(CS_BASE, TARGET - 1,
                                               CODE | DPL(3) | ACC_BIG));
    bench_tss(TSS2_BASE, TARGET, cpl);
    for (unsigned i = 0; i < 8; i++)
        if (i != ESP)
            bench_poke(TSS2_BASE + 0x28 + 4 * i, 4, 0x11111111 * (i + 1));
}

static bool is_busy(unsigned selector)
{
    return bench_descriptor_of(selector).high & BUSY;
}

/* What each way leaves in the two tasks. */
static void expect_switched(unsigned old, bool nested)
{
    EXPECT_EQUAL(cpu()->tr.selector, SEL_TSS2);
    EXPECT_EQUAL(cpu()->tr.base, TSS2_BASE);
    EXPECT_EQUAL(cpu()->cr0 & CR0_TS, CR0_TS);
    EXPECT_EQUAL(is_busy(SEL_TSS2), true);
    EXPECT_EQUAL(is_busy(old), nested);
    EXPECT_EQUAL(cpu()->eflags & FLAG_NT, nested ? FLAG_NT : 0);
    EXPECT_EQUAL(bench_peek(TSS2_BASE, 2), nested ? old : 0);
}

static const char jump[] = "EA 00 00 00 00 38 00 ; jmp 38h:0\n";
static const char call[] = "9A 00 00 00 00 38 00 ; call 38h:0\n";
static const char jump_gate[] = "EA 00 00 00 00 83 01 ; jmp 183h:0\n";
static const char call_gate[] = "9A 00 00 00 00 83 01 ; call 183h:0\n";

static void jmp_and_call_switch_tasks(void)
{
    static const struct {
        const char *code;
        bool nested;
    } cases[] = {
        {jump, false}, {call, true}, {jump_gate, false}, {call_gate, true}};

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(0);
        cpu_set_eflags(cpu(), FLAG_CF | FLAG_DF);
        bench_poke(TSS2_BASE + 0x24, 4, FLAG_ZF | FLAG_ONE);
        bench_code(cases[i].code);
        bench_run_for(1);
        expect_switched(SEL_TSS, cases[i].nested);
        EXPECT_EQUAL(cpu()->eip, TARGET);
        EXPECT_EQUAL(cpu()->eflags & ~(uint32_t)FLAG_NT, FLAG_ZF | FLAG_ONE);
        for (unsigned n = 0; n < 8; n++)
            EXPECT_EQUAL(cpu()->r[n].d,
                         n == ESP ? STACK_TOP(0) : 0x11111111 * (n + 1));
        EXPECT_EQUAL(cpu()->seg[DS].selector, SEL_DATA(0));
        EXPECT_EQUAL(cpu()->seg[SS].selector, SEL_STACK32(0));
        EXPECT_EQUAL(bench_peek(TSS_BASE + 0x20, 4), ENTRY + 7);
        EXPECT_EQUAL(bench_peek(TSS_BASE + 0x24, 4),
                     FLAG_CF | FLAG_DF | FLAG_ONE);
        EXPECT_EQUAL(bench_peek(TSS_BASE + 0x28, 4), 0xa0a1a2a3);
        EXPECT_EQUAL(bench_peek(TSS_BASE + 0x38, 4), STACK_TOP(0));
        EXPECT_EQUAL(bench_peek(TSS_BASE + 0x44, 4), 0x90919293);
        EXPECT_EQUAL(bench_peek(TSS_BASE + 0x48, 2), SEL_ES);
        EXPECT_EQUAL(bench_peek(TSS_BASE + 0x4c, 2), SEL_CODE32(0));
        EXPECT_EQUAL(bench_peek(TSS_BASE + 0x5c, 2), SEL_GS);
    }
}

/* CALL there, change something, IRET back; there again: behind the IRET. */
static void iret_returns_to_the_caller(void)
{
    begin(0);
    bench_code_at(CS_BASE + TARGET, "B8 78 56 34 12 ; mov eax, 12345678h\n"
                                    "CF             ; iret\n"
                                    "40             ; inc eax\n"
                                    "F4             ; hlt\n");
    bench_code("9A 00 00 00 00 38 00 ; call 38h:0\n"
               "9A 00 00 00 00 38 00 ; call 38h:0\n");
    bench_run_for(3);
    EXPECT_EQUAL(cpu()->eip, ENTRY + 7);
    EXPECT_EQUAL(cpu()->tr.selector, SEL_TSS);
    EXPECT_EQUAL(cpu()->eflags & FLAG_NT, 0);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0xa0a1a2a3);
    EXPECT_EQUAL(is_busy(SEL_TSS2), false);
    EXPECT_EQUAL(is_busy(SEL_TSS), true);
    EXPECT_EQUAL(bench_peek(TSS2_BASE + 0x20, 4), TARGET + 6);
    EXPECT_EQUAL(bench_peek(TSS2_BASE + 0x24, 4) & FLAG_NT, 0);
    EXPECT_EQUAL(bench_peek(TSS2_BASE + 0x28, 4), 0x12345678);
    bench_run();
    EXPECT_HALT(TARGET + 7);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0x12345679);
}

static void an_interrupt_through_a_task_gate_switches(void)
{
    begin(3);
    bench_tss(TSS2_BASE, TARGET, 0);
    bench_vector(0x20, bench_gate(SYS_TASK_GATE, 3, SEL_TSS2, 0));
    bench_code("CD 20 ; int 20h\n");
    bench_run();
    EXPECT_HALT(TARGET);
    expect_switched(SEL_TSS, true);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0));
    EXPECT_EQUAL(bench_peek(TSS_BASE + 0x20, 4), ENTRY + 2);
    EXPECT_EQUAL(bench_peek(TSS_BASE + 0x4c, 2), SEL_CODE32(3));
}

/* The error code is pushed on the stack of the new task; the old one points
 * at the instruction that faulted, with RF. */
static void a_fault_through_a_task_gate_pushes_its_error_code(void)
{
    begin(0);
    bench_vector(VECTOR_GP, bench_gate(SYS_TASK_GATE, 0, SEL_TSS2, 0));
    bench_code("90    ; nop\n"
               "B0 20 ; mov al, 20h\n"
               "CD FF ; int 0FFh\n");
    cpu()->idtr_limit = 0x7f7;
    bench_run();
    EXPECT_HALT(TARGET);
    expect_switched(SEL_TSS, true);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 4);
    EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 4, 4), 0xff * 8 + 2);
    EXPECT_EQUAL(bench_peek(TSS_BASE + 0x20, 4), ENTRY + 3);
    EXPECT_EQUAL(bench_peek(TSS_BASE + 0x24, 4) & FLAG_RF, FLAG_RF);
}

/* --- 16-bit TSS
 * --------------------------------------------------------------- */

static void a_16_bit_task_has_words(void)
{
    begin(0);
    memset(bench_memory(TSS16_BASE), 0, 0x2c);
    bench_poke(TSS16_BASE + 0x0e, 2, TARGET);
    bench_poke(TSS16_BASE + 0x10, 2, FLAG_ZF | FLAG_ONE);
    bench_poke(TSS16_BASE + 0x12, 2, 0x1234);
    bench_poke(TSS16_BASE + 0x1a, 2, STACK_TOP(0));
    bench_poke(TSS16_BASE + 0x20, 2, 0x5678);
    bench_poke(TSS16_BASE + 0x22, 2, SEL_ES);
    bench_poke(TSS16_BASE + 0x24, 2, SEL_CODE16(0));
    bench_poke(TSS16_BASE + 0x26, 2, SEL_STACK16(0));
    bench_poke(TSS16_BASE + 0x28, 2, SEL_DATA(0));
    bench_poke(TSS16_BASE + 0x2a, 2, SEL_LDT);
    bench_code_at(CS_BASE + TARGET, "40 ; inc ax\n"
                                    "CF ; iret\n");
    bench_code("9A 00 00 00 00 40 00 ; call 40h:0\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->r[EAX].w, 0x1234);
    EXPECT_EQUAL(cpu()->r[EDI].w, 0x5678);
    EXPECT_EQUAL(cpu()->seg[CS].selector, SEL_CODE16(0));
    EXPECT_EQUAL(cpu()->seg[FS].selector, 0);
    EXPECT_EQUAL(cpu()->ldtr.selector, SEL_LDT);
    EXPECT_EQUAL(cpu()->eflags, FLAG_NT | FLAG_ZF | FLAG_ONE);
    EXPECT_EQUAL(bench_peek(TSS16_BASE, 2), SEL_TSS);
    bench_run();
    EXPECT_HALT(ENTRY + 7);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0xa0a1a2a3);
    EXPECT_EQUAL(bench_peek(TSS16_BASE + 0x12, 4), 0x1235);
    EXPECT_EQUAL(bench_peek(TSS16_BASE + 0x0e, 2), TARGET + 2);
    EXPECT_EQUAL(is_busy(SEL_TSS16), false);
}

/* --- checks
 * -------------------------------------------------------------------- */

static void the_way_to_the_task_is_checked(void)
{
    static const struct {
        const char *what;
        unsigned cpl, tss_access, tss_limit, selector, gate_selector;
        unsigned vector;
        uint32_t error;
    } cases[] = {
        {"DPL below CPL", 3, SYS_TSS32, 0x67, SEL_TSS2, 0, VECTOR_GP, SEL_TSS2},
        {"DPL below RPL", 0, SYS_TSS32, 0x67, SEL_TSS2 | 1, 0, VECTOR_GP,
         SEL_TSS2},
        {"busy", 0, SYS_TSS32_BUSY, 0x67, SEL_TSS2, 0, VECTOR_GP, SEL_TSS2},
        {"busy, 16-bit", 0, SYS_TSS16_BUSY, 0x67, SEL_TSS2, 0, VECTOR_GP,
         SEL_TSS2},
        {"limit", 0, SYS_TSS32, 0x66, SEL_TSS2, 0, VECTOR_TS, SEL_TSS2},
        {"limit, 16-bit", 0, SYS_TSS16, 0x2a, SEL_TSS2, 0, VECTOR_TS, SEL_TSS2},
        {"gate: busy", 3, SYS_TSS32_BUSY, 0x67, TASK_GATE | 3, SEL_TSS2,
         VECTOR_GP, SEL_TSS2},
        {"gate to null", 3, SYS_TSS32, 0x67, TASK_GATE | 3, 0, VECTOR_GP, 0},
        {"gate to the LDT", 3, SYS_TSS32, 0x67, TASK_GATE | 3, 0x3c, VECTOR_GP,
         0x3c},
        {"gate past the GDT", 3, SYS_TSS32, 0x67, TASK_GATE | 3, 0x300,
         VECTOR_GP, 0x300},
        {"gate to code", 3, SYS_TSS32, 0x67, TASK_GATE | 3, SEL_CODE32(0),
         VECTOR_GP, SEL_CODE32(0)},
        {"gate: limit", 3, SYS_TSS32, 0x20, TASK_GATE | 3, SEL_TSS2, VECTOR_TS,
         SEL_TSS2},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        for (unsigned called = 0; called < 2; called++) {
            begin(cases[i].cpl);
            bench_descriptor(SEL_TSS2,
                             bench_segment(TSS2_BASE, cases[i].tss_limit,
                                           ACC_PRESENT | cases[i].tss_access));
            bench_descriptor(TASK_GATE, bench_gate(SYS_TASK_GATE, 3,
                                                   cases[i].gate_selector, 0));
            bench_code(called ? call : jump);
            bench_poke(CS_BASE + ENTRY + 5, 2, cases[i].selector);
            bench_run();
            EXPECT_FAULT_AT(cases[i].vector, cases[i].error, ENTRY);
            EXPECT_EQUAL(cpu()->tr.selector, SEL_TSS);
        }
}

static void an_absent_tss_or_gate_is_not_present(void)
{
    begin(0);
    bench_descriptor(SEL_TSS2, bench_segment(TSS2_BASE, 0x67, SYS_TSS32));
    bench_code(jump);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_NP, SEL_TSS2, ENTRY);
    begin(3);
    bench_poke(GDT_BASE + TASK_GATE + 5, 1, DPL(3) | SYS_TASK_GATE);
    bench_code(jump_gate);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_NP, TASK_GATE, ENTRY);
    begin(3);
    bench_descriptor(TASK_GATE, bench_gate(SYS_TASK_GATE, 2, SEL_TSS2, 0));
    bench_code(jump_gate);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, TASK_GATE, ENTRY);
}

/* With NT, IRET needs a busy TSS behind the back link. */
static void the_back_link_is_checked(void)
{
    static const struct {
        unsigned link, vector;
        uint32_t error;
    } cases[] = {
        {0, VECTOR_TS, 0},
        {0x3c, VECTOR_TS, 0x3c},
        {0x300, VECTOR_TS, 0x300},
        {SEL_TSS16, VECTOR_TS, SEL_TSS16}, /* not busy */
        {SEL_CODE32(0), VECTOR_TS, SEL_CODE32(0)},
        {0x1b0, VECTOR_NP, 0x1b0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(0);
        bench_descriptor(0x1b0, bench_segment(TSS2_BASE, 0x67, SYS_TSS32_BUSY));
        bench_poke(TSS_BASE, 2, cases[i].link);
        cpu_set_eflags(cpu(), FLAG_NT);
        bench_code("CF ; iret\n");
        bench_run();
        EXPECT_FAULT_AT(cases[i].vector, cases[i].error, ENTRY);
    }
}

/* Faults while the new task's segments are loaded belong to the new task:
 * its TSS is in TR, its EIP is pushed. */
static void the_segments_of_the_new_task_are_checked(void)
{
    static const struct {
        const char *what;
        unsigned offset, selector, vector;
        uint32_t error;
    } cases[] = {
        {"LDT in an LDT", 0x60, 0x2c, VECTOR_TS, 0x2c},
        {"LDT past the GDT", 0x60, 0x300, VECTOR_TS, 0x300},
        {"LDT is data", 0x60, SEL_DATA(0), VECTOR_TS, SEL_DATA(0)},
        {"LDT absent", 0x60, ABSENT_LDT, VECTOR_TS, ABSENT_LDT},
        {"CS null", 0x4c, 3, VECTOR_TS, 0},
        {"CS past the GDT", 0x4c, 0x303, VECTOR_TS, 0x300},
        {"CS is data", 0x4c, SEL_DATA(3), VECTOR_TS, SEL_DATA(3) & ~3},
        {"CS: DPL is not RPL", 0x4c, SEL_CODE32(0) | 3, VECTOR_TS,
         SEL_CODE32(0)},
        {"CS absent", 0x4c, ABSENT_CODE | 3, VECTOR_NP, ABSENT_CODE},
        {"SS null", 0x50, 3, VECTOR_TS, 0},
        {"SS past the GDT", 0x50, 0x303, VECTOR_TS, 0x300},
        {"SS: RPL", 0x50, SEL_STACK32(3) & ~3, VECTOR_TS, SEL_STACK32(3) & ~3},
        {"SS: DPL", 0x50, SEL_STACK32(0) | 3, VECTOR_TS, SEL_STACK32(0)},
        {"SS read-only", 0x50, SEL_READ_ONLY(3), VECTOR_TS,
         SEL_READ_ONLY(3) & ~3},
        {"SS absent", 0x50, ABSENT_DATA | 3, VECTOR_SS, ABSENT_DATA},
        {"DS past the GDT", 0x54, 0x303, VECTOR_TS, 0x300},
        {"ES: DPL", 0x48, SEL_DATA(0), VECTOR_TS, SEL_DATA(0)},
        {"FS is a TSS", 0x58, SEL_TSS, VECTOR_TS, SEL_TSS},
        {"GS absent", 0x5c, ABSENT_DATA | 3, VECTOR_NP, ABSENT_DATA},
        {"EIP past the limit", 0x4c, SHORT_CODE | 3, VECTOR_GP, 0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        struct fault_frame f;

        begin(3);
        bench_descriptor(TASK_GATE, bench_gate(SYS_TASK_GATE, 3, SEL_TSS2, 0));
        bench_poke(TSS2_BASE + 0x60, 2, SECOND_LDT);
        bench_poke(TSS2_BASE + cases[i].offset, 2, cases[i].selector);
        bench_code(jump_gate);
        bench_run();
        f = bench_frame(true);
        EXPECT(bench_halted_at() == HANDLER + 4 * cases[i].vector &&
                   f.error == cases[i].error && f.eip == TARGET,
               "%s: halts at %X, error %X, of %X", cases[i].what,
               bench_halted_at(), f.error, f.eip);
        EXPECT_EQUAL(cpu()->tr.selector, SEL_TSS2);
    }
}

static void good_segments_load(void)
{
    begin(3);
    bench_poke(TSS2_BASE + 0x60, 2, SECOND_LDT);
    bench_poke(TSS2_BASE + 0x48, 2, 0);
    bench_poke(TSS2_BASE + 0x4c, 2, SEL_CONFORMING(0) | 3);
    bench_code(jump_gate);
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->cpl, 3);
    EXPECT_EQUAL(cpu()->ldtr.selector, SECOND_LDT);
    EXPECT_EQUAL(cpu()->ldtr.limit, 0x7f);
    EXPECT_EQUAL(cpu()->seg[ES].unusable, 1);
}

static void the_old_tss_must_be_large_enough(void)
{
    begin(0);
    cpu()->tr.limit = 0x66;
    bench_code(jump);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_TS, SEL_TSS, ENTRY);
}

/* --- side effects
 * ---------------------------------------------------------------- */

static void the_t_bit_traps_before_the_first_instruction(void)
{
    begin(0);
    bench_poke(TSS2_BASE + 0x64, 2, 1);
    bench_code(jump);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, TARGET);
    EXPECT_EQUAL(cpu()->dr[6] & 0xe00f, DR6_BT);
}

static void tf_of_the_new_task_steps_it(void)
{
    begin(0);
    bench_poke(TSS2_BASE + 0x24, 4, FLAG_TF | FLAG_ONE);
    bench_code_at(CS_BASE + TARGET, "90 ; nop\n");
    bench_code(jump);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, TARGET + 1);
    EXPECT_EQUAL(cpu()->dr[6] & 0xe00f, DR6_BS);
}

static void a_switch_drops_local_breakpoints_and_loads_cr3(void)
{
    begin(0);
    bench_paging();
    memcpy(bench_memory(BENCH_HIGH), bench_memory(PAGE_DIRECTORY), 0x1000);
    bench_poke(TSS2_BASE + 0x1c, 4, BENCH_HIGH);
    cpu()->dr[7] = 0x4ff;
    cpu()->dr[0] = cpu()->dr[1] = cpu()->dr[2] = cpu()->dr[3] = 0xffff0000;
    bench_code(jump);
    bench_run();
    EXPECT_HALT(TARGET);
    EXPECT_EQUAL(cpu()->cr3, BENCH_HIGH);
    EXPECT_EQUAL(cpu()->dr[7] & 0xff, 0xaa);
}

static void ts_makes_the_next_escape_fault(void)
{
    begin(0);
    bench_code_at(CS_BASE + TARGET, "D9 C0 ; fld st0\n");
    bench_code(jump);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_NM, NO_ERROR, TARGET);
}

CU_TestInfo cpu_task_tests[] = {
    TEST(jmp_and_call_switch_tasks),
    TEST(iret_returns_to_the_caller),
    TEST(an_interrupt_through_a_task_gate_switches),
    TEST(a_fault_through_a_task_gate_pushes_its_error_code),
    TEST(a_16_bit_task_has_words),
    TEST(the_way_to_the_task_is_checked),
    TEST(an_absent_tss_or_gate_is_not_present),
    TEST(the_back_link_is_checked),
    TEST(the_segments_of_the_new_task_are_checked),
    TEST(good_segments_load),
    TEST(the_old_tss_must_be_large_enough),
    TEST(the_t_bit_traps_before_the_first_instruction),
    TEST(tf_of_the_new_task_steps_it),
    TEST(a_switch_drops_local_breakpoints_and_loads_cr3),
    TEST(ts_makes_the_next_escape_fault),
    CU_TEST_INFO_NULL,
};
