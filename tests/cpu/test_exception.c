/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_exception.c - exceptions while another is delivered, their
 * order, and that an instruction which faults can be started again.
 *
 * Source: Intel SDM Vol. 3A, "Interrupt and Exception Handling": "Program or
 * Task Restart", "Priority Among Simultaneous Exceptions and Interrupts",
 * "Interrupt 8-Double Fault Exception (#DF)".
 */
#include <string.h>

#include "tests/cpu/bench.h"

#define ALL (PAGE_P | PAGE_W | PAGE_U)

/* --- double and triple faults
 * ------------------------------------------------- */

/* Code that raises each first exception; the gate of each is made to fail
 * with the second. */
enum first { BENIGN, CONTRIBUTORY, PAGE_FAULT };

static const struct {
    const char *code;
    unsigned vector;
    bool has_error;
} firsts[] = {
    [BENIGN] = {"0F 0B ; ud2", VECTOR_UD, false},
    [CONTRIBUTORY] = {"8E D8 ; mov ds, ax", VECTOR_GP, true},
    [PAGE_FAULT] = {"A1 00 50 00 00 ; mov eax, [5000h]", VECTOR_PF, true},
};

static void begin_fault(enum first first)
{
    bench_protected(CPU_386, 32, 0);
    bench_paging();
    bench_page(DS_BASE + 0x5000, 0);
    cpu()->r[EAX].d = 0x300; /* past the GDT */
    bench_code(firsts[first].code);
}

/* The second exception: a gate that is absent (#NP), a gate to a handler in a
 * page of the GDT that is absent (#PF). */
static void spoil_gate(unsigned vector, bool by_page_fault)
{
    if (by_page_fault) {
        bench_vector(vector,
                     bench_gate(SYS_INT32, 0, SEL_CODE32(0) | 4, 0x300));
        segment_set(&cpu()->ldtr, SEL_LDT,
                    bench_segment(0x50000, 0x2ff, ACC_PRESENT | SYS_LDT));
    } else {
        bench_vector(vector, (struct descriptor){0, SYS_INT32 << 8});
    }
}

/* SDM, the table "Conditions for Generating a Double Fault". */
static void two_exceptions_are_handled_in_turn_or_as_a_double_fault(void)
{
    static const bool doubled[3][2] = {
        /* second:     #NP    #PF */
        [BENIGN] = {false, false},
        [CONTRIBUTORY] = {true, false},
        [PAGE_FAULT] = {true, true},
    };

    for (unsigned first = 0; first < 3; first++)
        for (unsigned by_page_fault = 0; by_page_fault < 2; by_page_fault++) {
            begin_fault((enum first)first);
            spoil_gate(firsts[first].vector, by_page_fault);
            bench_run();
            if (doubled[first][by_page_fault])
                EXPECT_FAULT_AT(VECTOR_DF, 0, ENTRY);
            else if (by_page_fault)
                EXPECT_FAULT_AT(VECTOR_PF, 0, ENTRY);
            else
                EXPECT_FAULT_AT(VECTOR_NP, firsts[first].vector * 8 + 2 + 1,
                                ENTRY);
        }
}

static void a_divide_error_is_contributory(void)
{
    bench_protected(CPU_386, 32, 0);
    spoil_gate(VECTOR_DE, false);
    bench_code("31 C0 ; xor eax, eax\n"
               "F6 F0 ; div al\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DF, 0, ENTRY + 2);
}

/* INT n is no exception: its faults are the first. */
static void a_fault_of_int_n_is_the_first(void)
{
    bench_protected(CPU_386, 32, 0);
    spoil_gate(VECTOR_GP, false);
    bench_code("CD 0D ; int 13\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_NP, VECTOR_GP * 8 + 2, ENTRY);
}

static void a_fault_of_a_double_fault_shuts_down(void)
{
    begin_fault(CONTRIBUTORY);
    spoil_gate(VECTOR_GP, false);
    spoil_gate(VECTOR_DF, false);
    bench_run();
    EXPECT_EQUAL(cpu()->activity, CPU_SHUTDOWN);
    EXPECT_EQUAL(cpu()->eip, ENTRY);
    EXPECT_EQUAL(bench.cpu.chain_length, 3);
    EXPECT_EQUAL(bench.cpu.chain[0].vector, VECTOR_GP);
    EXPECT_EQUAL(bench.cpu.chain[0].error, 0x300);
    begin_fault(BENIGN);
    cpu()->idtr_limit = 0;
    bench_run();
    EXPECT_EQUAL(cpu()->activity, CPU_SHUTDOWN);
}

static void shutdown_ends_at_reset(void)
{
    begin_fault(BENIGN);
    cpu()->idtr_limit = 0;
    bench_run();
    vcpu_reset(&bench.cpu);
    EXPECT_EQUAL(cpu()->activity, CPU_RUNNING);
    EXPECT_EQUAL(cpu()->eip, 0xfff0);
}

/* The classic use: a double fault with a bad stack, through a task gate. */
static void a_task_gate_survives_a_bad_stack(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_vector(VECTOR_DF, bench_gate(SYS_TASK_GATE, 0, SEL_TSS2, 0));
    bench_poke(TSS2_BASE + 0x20, 4, 0x300);
    bench_code("BC 02 00 00 00 ; mov esp, 2\n"
               "50             ; push eax\n");
    bench_run();
    EXPECT_HALT(0x300);
    EXPECT_EQUAL(cpu()->tr.selector, SEL_TSS2);
    EXPECT_EQUAL(bench_peek(TSS_BASE + 0x20, 4), ENTRY + 5);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 4);
    EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 4, 4), 0);
}

/* SDM Vol. 3A, "Interrupt and Exception Handling in Real-Address Mode". */
static void real_mode_has_the_same_faults_with_a_short_idt(void)
{
    bench_real(CPU_386);
    cpu()->idtr_limit = 4 * 0x20 - 2;
    bench_code("CD 1F ; int 1Fh\n");
    bench_run();
    EXPECT_HALT(HANDLER + 4 * VECTOR_GP);
    EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 6, 2), ENTRY);
    bench_real(CPU_386);
    cpu()->idtr_limit = 4 * VECTOR_GP - 1;
    bench_code("CD 1F ; int 1Fh\n");
    bench_run();
    EXPECT_HALT(HANDLER + 4 * VECTOR_DF);
    bench_real(CPU_386);
    cpu()->idtr_limit = 4 * VECTOR_DF - 1;
    bench_code("CD 1F ; int 1Fh\n");
    bench_run();
    EXPECT_EQUAL(cpu()->activity, CPU_SHUTDOWN);
}

/* PUSH with SP = 1 leaves no stack for its own fault. */
static void a_push_at_1_shuts_real_mode_down(void)
{
    bench_real(CPU_386);
    cpu()->r[ESP].d = 1;
    bench_code("50 ; push ax\n");
    bench_run();
    EXPECT_EQUAL(cpu()->activity, CPU_SHUTDOWN);
    EXPECT_EQUAL(bench.cpu.chain[0].vector, VECTOR_SS);
    EXPECT_EQUAL(cpu()->r[ESP].d, 1);
}

static void the_real_mode_idt_can_move(void)
{
    bench_real(CPU_386);
    cpu()->idtr_base = DS_BASE;
    bench_poke(DS_BASE + 4 * 0x21, 4, 0x08010200);
    bench_code("CD 21 ; int 21h\n");
    bench_run();
    EXPECT_HALT(0x200);
    EXPECT_EQUAL(cpu()->seg[CS].selector, 0x801);
}

/* --- priorities
 * ------------------------------------------------------------------ */

static void the_earlier_fault_wins(void)
{
    static const struct {
        const char *what, *code;
        unsigned vector;
        uint32_t error;
    } cases[] = {
        {"fetch before decode", "E9 FB 0E 00 00 ; jmp 1000h", VECTOR_PF, 4},
        {"decode before privilege", "F0 F4 ; lock hlt", VECTOR_UD, NO_ERROR},
        {"privilege before memory", "0F 01 15 00 50 00 00 ; lgdt [5000h]",
         VECTOR_GP, 0},
        {"limit before page", "A1 00 00 01 00 ; mov eax, [10000h]", VECTOR_GP,
         0},
        {"page before divide", "F7 35 00 50 00 00 ; div dword [5000h]",
         VECTOR_PF, 4},
        {"page before selector", "8E 1D 00 50 00 00 ; mov ds, [5000h]",
         VECTOR_PF, 4},
        {"no coprocessor before memory", "D9 05 00 50 00 00 ; fld [5000h]",
         VECTOR_NM, NO_ERROR},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_386, 32, 3);
        bench_paging();
        bench_page(DS_BASE + 0x5000, PAGE_W | PAGE_U);
        bench_page(CS_BASE + 0x1000, PAGE_W | PAGE_U);
        cpu()->cr0 |= CR0_EM;
        cpu()->r[EAX].d = cpu()->r[EDX].d = 0;
        bench_code_at(CS_BASE + 0x1000, "0F 0B ; ud2");
        bench_code(cases[i].code);
        bench_run();
        EXPECT_FAULT_AT(cases[i].vector, cases[i].error,
                        i == 0 ? 0x1000 : ENTRY);
    }
}

/* --- restart
 * ---------------------------------------------------------------------- */

#define HOLE (SS_BASE + 0x6000u) /* a page of the stack that is absent */

/* Run into the absent page; nothing may have changed. Then give the page and
 * run again. */
static void restart(unsigned cpl, const char *code, uint32_t error,
                    uint32_t cr2)
{
    struct cpu_state s;
    uint32_t from = SS_BASE + 0x5000u;
    uint8_t stack[0x2000];

    bench_paging();
    bench_page(HOLE, HOLE | PAGE_W | PAGE_U);
    bench_code(code);
    s = *cpu();
    memcpy(stack, bench_memory(from), sizeof stack);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, error, ENTRY);
    EXPECT_EQUAL(cpu()->cr2, cr2);
    EXPECT_EQUAL(bench_frame(true).esp, cpl ? s.r[ESP].d : FLAG_ONE);
    for (unsigned i = 0; i < 8; i++)
        if (i != ESP)
            EXPECT(cpu()->r[i].d == s.r[i].d, "%s: register %u is %X", code, i,
                   cpu()->r[i].d);
    EXPECT(!memcmp(stack, bench_memory(from), sizeof stack),
           "%s: the stack has changed", code);
    bench_page(HOLE, HOLE | ALL);
    *cpu() = s;
    bench_run_for(1);
    EXPECT(cpu()->eip < HANDLER, "%s: EIP %X", code, cpu()->eip);
}

/* In ring 3, with the stack pointer so that the instruction begins on one
 * side of the hole's edge and ends on the other. */
static void begin_at_edge(uint32_t esp)
{
    bench_protected(CPU_386, 32, 3);
    cpu()->r[ESP].d = esp;
    cpu()->r[EBP].d = esp + 0x40;
}

static void stack_instructions_can_be_restarted(void)
{
    begin_at_edge(0x7010);
    restart(3, "60 ; pushad", 6, SS_BASE + 0x6ffc);
    EXPECT_EQUAL(cpu()->r[ESP].d, 0x7010 - 32);
    begin_at_edge(0x7006);
    restart(3, "66 60 ; pusha", 6, SS_BASE + 0x6ffe);
    begin_at_edge(0x5ff0);
    restart(3, "61 ; popad", 4, SS_BASE + 0x6000);
    begin_at_edge(0x5ff8);
    restart(3, "66 61 ; popa", 4, SS_BASE + 0x6000);
    begin_at_edge(0x7004);
    cpu()->r[EBP].d = 0x7f00;
    restart(3, "C8 00 00 04 ; enter 0, 4", 6, SS_BASE + 0x6ffc);
    begin_at_edge(0x7004);
    cpu()->r[EBP].d = 0x7f00;
    restart(3, "C8 10 00 00 ; enter 16, 0: the frame", 6, SS_BASE + 0x6ff0);
    begin_at_edge(0x7000);
    restart(3, "50 ; push eax", 6, SS_BASE + 0x6ffc);
    begin_at_edge(0x5ffe);
    restart(3, "58 ; pop eax", 4, SS_BASE + 0x6000);
    begin_at_edge(0x7000);
    cpu()->r[EBP].d = 0x6000;
    restart(3, "C9 ; leave", 4, SS_BASE + 0x6000);
    begin_at_edge(0x7000);
    restart(3, "E8 00 01 00 00 ; call", 6, SS_BASE + 0x6ffc);
    begin_at_edge(0x7004);
    restart(3, "9A 00 03 00 00 43 01 ; call 143h:300h", 6, SS_BASE + 0x6ffc);
}

static void a_far_call_in_v86_mode_can_be_restarted(void)
{
    bench_v86(CPU_386, 3);
    cpu()->r[ESP].d = 0x7002;
    restart(3, "9A 00 03 00 08 ; call 800h:300h", 6, SS_BASE + 0x6ffe);
    EXPECT_EQUAL(cpu()->eip, 0x300);
}

static void far_returns_can_be_restarted(void)
{
    static const uint32_t frame[] = {0x300, SEL_CODE32(3), FLAG_ONE, 0x5000,
                                     SEL_STACK32(3)};

    begin_at_edge(0x5ffc);
    bench_poke(SS_BASE + 0x5ffc, 4, 0x300);
    bench_poke(SS_BASE + 0x6000, 4, SEL_CODE32(3));
    restart(3, "CB ; retf", 4, SS_BASE + 0x6000);
    EXPECT_EQUAL(cpu()->eip, 0x300);
    begin_at_edge(0x5ff8);
    memcpy(bench_memory(SS_BASE + 0x5ff8), frame, sizeof frame);
    restart(3, "CF ; iret", 4, SS_BASE + 0x6000);
    EXPECT_EQUAL(cpu()->eip, 0x300);
}

/* An inner stack over the edge: the frame, with parameters, is written only
 * when all of it can be. Ring 1, so that the handler has a good stack. */
static void a_call_gate_and_an_interrupt_can_be_restarted(void)
{
    begin_at_edge(STACK_TOP(3));
    bench_descriptor(SEL_SPARE,
                     bench_gate(SYS_CALL32, 3, SEL_CODE32(1), 0x300));
    bench_poke(GDT_BASE + SEL_SPARE + 4, 1, 4);
    bench_poke(TSS_BASE + 0x0c, 4, 0x7010);
    restart(3, "9A 00 00 00 00 83 01 ; call 183h:0", 2, SS_BASE + 0x6ffc);
    EXPECT_EQUAL(cpu()->eip, 0x300);
    EXPECT_EQUAL(cpu()->r[ESP].d, 0x7010 - 32);
    begin_at_edge(STACK_TOP(3));
    bench_vector(0x20, bench_gate(SYS_INT32, 3, SEL_CODE32(1), 0x300));
    bench_poke(TSS_BASE + 0x0c, 4, 0x7010);
    restart(3, "CD 20 ; int 20h", 2, SS_BASE + 0x6ffc);
    EXPECT_EQUAL(cpu()->eip, 0x300);
    EXPECT_EQUAL(cpu()->r[ESP].d, 0x7010 - 20);
}

/* A parameter on the absent page of the outer stack. */
static void parameters_are_read_before_anything_is_written(void)
{
    begin_at_edge(0x5ff8);
    bench_descriptor(SEL_SPARE,
                     bench_gate(SYS_CALL32, 3, SEL_CODE32(1), 0x300));
    bench_poke(GDT_BASE + SEL_SPARE + 4, 1, 4);
    bench_poke(TSS_BASE + 0x0c, 4, 0x8000);
    restart(3, "9A 00 00 00 00 83 01 ; call 183h:0", 4, SS_BASE + 0x6000);
}

/* REP MOVS stops at the element that faults, with its registers there, and
 * goes on from it. */
static void rep_movs_resumes_where_it_stopped(void)
{
    for (unsigned down = 0; down < 2; down++) {
        uint32_t left = down ? 0x41 : 0x1e;

        bench_protected(CPU_386, 32, 3);
        bench_paging();
        bench_page(ES_BASE + 0x5000, PAGE_W | PAGE_U);
        for (unsigned i = 0; i < 0x200; i++)
            *bench_memory(DS_BASE + 0x100 + i) = (uint8_t)(i + 1);
        cpu_set_eflags(cpu(), down ? FLAG_DF : 0);
        cpu()->r[ECX].d = 0x60;
        cpu()->r[ESI].d = 0x200;
        cpu()->r[EDI].d = down ? 0x607c : 0x4ef8;
        bench_code("F3 A5 ; rep movsd\n");
        bench_run();
        EXPECT_FAULT_AT(VECTOR_PF, 6, ENTRY);
        EXPECT_EQUAL(cpu()->r[ECX].d, down ? 0x40 : left);
        EXPECT_EQUAL(cpu()->cr2, ES_BASE + cpu()->r[EDI].d);
        EXPECT_EQUAL(cpu()->r[EDI].d, down ? 0x5ffc : 0x5000);
        EXPECT_EQUAL(cpu()->r[ESI].d, down ? 0x200 - 0x80 : 0x200 + 0x108);
    }
}

static void rep_scas_and_cmps_keep_their_flags_for_the_restart(void)
{
    bench_protected(CPU_386, 32, 3);
    bench_paging();
    bench_page(ES_BASE + 0x5000, PAGE_W | PAGE_U);
    cpu_set_eflags(cpu(), FLAG_CF);
    cpu()->r[ECX].d = 0x10;
    cpu()->r[EDI].d = 0x4ffd;
    cpu()->r[EAX].d = 0;
    bench_code("F3 AE ; repe scasb\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, 4, ENTRY);
    EXPECT_EQUAL(cpu()->r[ECX].d, 0x0d);
    EXPECT_EQUAL(cpu()->r[EDI].d, 0x5000);
    EXPECT_EQUAL(bench_frame(true).eflags & FLAGS_ARITH, FLAG_ZF | FLAG_PF);
}

CU_TestInfo cpu_exception_tests[] = {
    TEST(two_exceptions_are_handled_in_turn_or_as_a_double_fault),
    TEST(a_divide_error_is_contributory),
    TEST(a_fault_of_int_n_is_the_first),
    TEST(a_fault_of_a_double_fault_shuts_down),
    TEST(shutdown_ends_at_reset),
    TEST(a_task_gate_survives_a_bad_stack),
    TEST(real_mode_has_the_same_faults_with_a_short_idt),
    TEST(a_push_at_1_shuts_real_mode_down),
    TEST(the_real_mode_idt_can_move),
    TEST(the_earlier_fault_wins),
    TEST(stack_instructions_can_be_restarted),
    TEST(a_far_call_in_v86_mode_can_be_restarted),
    TEST(far_returns_can_be_restarted),
    TEST(a_call_gate_and_an_interrupt_can_be_restarted),
    TEST(parameters_are_read_before_anything_is_written),
    TEST(rep_movs_resumes_where_it_stopped),
    TEST(rep_scas_and_cmps_keep_their_flags_for_the_restart),
    CU_TEST_INFO_NULL,
};
