/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_debug.c - debug registers and single-stepping.
 *
 * Source: Intel SDM Vol. 3B, "Debug Registers", "Debug Exceptions"; i486
 * Programmer's Reference Manual, "Debugging" (RF in the image that a fault
 * pushes).
 */
#include <string.h>

#include "tests/cpu/bench.h"

#define DR6_SET (DR6_BS | DR6_BT | DR6_BD | 15u)

/* Enable breakpoint n: condition 0 execute, 1 write, 3 read or write. */
static void set_breakpoint(unsigned n, uint32_t linear, unsigned condition,
                           unsigned bytes)
{
    cpu()->dr[n] = linear;
    cpu()->dr[7] |= BIT(2 * n) | (condition | (bytes - 1) << 2) << (16 + 4 * n);
}

/* The handler counts in EDI and returns. */
static void count_in_handler(void)
{
    bench_vector(VECTOR_DB, bench_gate(SYS_INT32, 0, SEL_CODE32(0), 0x600));
    bench_code_at(CS_BASE + 0x600,
                  "47 ; inc edi\n"
                  "81 4C 24 08 00 00 01 00 ; or dword [esp+8], RF\n"
                  "CF ; iret\n");
    cpu()->r[EDI].d = 0;
}

static void an_instruction_breakpoint_is_a_fault(void)
{
    for (unsigned n = 0; n < 4; n++)
        for (unsigned global = 0; global < 2; global++) {
            bench_protected(CPU_386, 32, 0);
            set_breakpoint(n, CS_BASE + ENTRY + 1, 0, 1);
            if (global)
                cpu()->dr[7] = cpu()->dr[7] << 1 & 0xaa;
            bench_code("40 ; inc eax\n"
                       "40 ; inc eax: here\n");
            bench_run();
            EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 1);
            EXPECT_EQUAL(cpu()->r[EAX].d, 0xa0a1a2a4);
            EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, BIT(n));
            EXPECT_EQUAL(bench_frame(false).eflags & FLAG_RF, 0);
        }
}

static void a_disabled_breakpoint_does_nothing(void)
{
    bench_protected(CPU_386, 32, 0);
    set_breakpoint(0, CS_BASE + ENTRY + 1, 0, 1);
    cpu()->dr[7] &= ~0xffu;
    bench_code("40 ; inc eax\n"
               "40 ; inc eax\n");
    bench_run();
    EXPECT_HALT(ENTRY + 2);
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, 0);
}

static void rf_lets_the_instruction_run_once(void)
{
    bench_protected(CPU_386, 32, 0);
    count_in_handler();
    set_breakpoint(0, CS_BASE + ENTRY + 5, 0, 1);
    cpu()->r[ECX].d = 3;
    bench_code("B8 00 00 00 00 ; mov eax, 0\n"
               "40             ; inc eax: here\n"
               "E2 FD          ; loop to it\n");
    bench_run();
    EXPECT_HALT(ENTRY + 8);
    EXPECT_EQUAL(cpu()->r[EAX].d, 3);
    EXPECT_EQUAL(cpu()->r[EDI].d, 3);
    EXPECT_EQUAL(cpu()->eflags & FLAG_RF, 0);
}

/* One breakpoint for a whole repeated instruction. */
static void rf_holds_over_all_iterations(void)
{
    bench_protected(CPU_386, 32, 0);
    count_in_handler();
    set_breakpoint(0, CS_BASE + ENTRY, 0, 1);
    cpu()->r[ECX].d = 5;
    cpu()->r[ESI].d = 0;
    bench_code("F3 AC ; rep lodsb\n");
    bench_run();
    EXPECT_HALT(ENTRY + 2);
    EXPECT_EQUAL(cpu()->r[EDI].d, 1);
    EXPECT_EQUAL(cpu()->r[ECX].d, 0);
}

/* RF is gone after one instruction, with or without breakpoints: the image
 * that a later interrupt pushes does not have it. */
static void rf_is_cleared_by_the_next_instruction(void)
{
    const uint32_t frame[] = {0x200, SEL_CODE32(0), FLAG_RF | FLAG_ONE};

    bench_protected(CPU_386, 32, 0);
    cpu()->r[ESP].d -= 12;
    memcpy(bench_memory(SS_BASE + cpu()->r[ESP].d), frame, sizeof frame);
    bench_code("CF ; iret\n");
    bench_code_at(CS_BASE + 0x200, "90    ; nop\n"
                                   "CD 20 ; int 20h\n");
    bench_run();
    EXPECT_FAULT_AT(0x20, NO_ERROR, 0x203);
    EXPECT_EQUAL(bench_frame(false).eflags, FLAG_ONE);
}

static void faults_push_rf_and_traps_do_not(void)
{
    static const struct {
        const char *code;
        unsigned vector;
        uint32_t error;
        bool rf;
    } cases[] = {
        {"0F 0B ; ud2", VECTOR_UD, NO_ERROR, true},
        {"8E D8 ; mov ds, ax", VECTOR_GP, 0xfffc, true},
        {"CC ; int3", VECTOR_BP, NO_ERROR, false},
        {"CD 20 ; int 20h", 0x20, NO_ERROR, false},
        {"F1 ; icebp", VECTOR_DB, NO_ERROR, false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_386, 32, 0);
        cpu()->r[EAX].d = 0xffff;
        bench_code(cases[i].code);
        bench_run();
        EXPECT_FAULT(cases[i].vector, cases[i].error);
        EXPECT_EQUAL(bench_frame(cases[i].error != NO_ERROR).eflags & FLAG_RF,
                     cases[i].rf ? FLAG_RF : 0);
    }
}

/* --- data breakpoints
 * ------------------------------------------------------------- */

#define WATCH (DS_BASE + 0x100u)

static void data_breakpoints_trap_behind_the_access(void)
{
    static const struct {
        const char *code;
        uint32_t esi;
        unsigned condition, bytes;
        bool hits;
    } cases[] = {
        {"88 06 ; mov [esi], al", 0x100, 1, 1, true},
        {"88 06 ; mov [esi], al", 0x101, 1, 1, false},
        {"88 06 ; mov [esi], al", 0xff, 1, 1, false},
        {"8A 06 ; mov al, [esi]", 0x100, 1, 1, false},
        {"8A 06 ; mov al, [esi]", 0x100, 3, 1, true},
        {"88 06 ; mov [esi], al", 0x100, 3, 1, true},
        {"89 06 ; mov [esi], eax", 0xfd, 1, 1, true},
        {"89 06 ; mov [esi], eax", 0xfc, 1, 1, false},
        {"88 06 ; mov [esi], al", 0x101, 1, 2, true},
        {"88 06 ; mov [esi], al", 0x102, 1, 2, false},
        {"88 06 ; mov [esi], al", 0x103, 1, 4, true},
        {"88 06 ; mov [esi], al", 0x104, 1, 4, false},
        {"89 06 ; mov [esi], eax", 0x103, 3, 4, true},
        {"FF 06 ; inc dword [esi]", 0x100, 1, 4, true},
        {"39 06 ; cmp [esi], eax", 0x100, 1, 4, false},
        {"39 06 ; cmp [esi], eax", 0x100, 3, 4, true},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        for (unsigned n = 0; n < 4; n++) {
            bench_protected(CPU_386, 32, 0);
            cpu()->r[ESI].d = cases[i].esi;
            set_breakpoint(n, WATCH, cases[i].condition, cases[i].bytes);
            bench_code(cases[i].code);
            bench_run();
            EXPECT((bench_halted_at() == HANDLER + 4 * VECTOR_DB) ==
                       cases[i].hits,
                   "%s at %X, length %u", cases[i].code, cases[i].esi,
                   cases[i].bytes);
            EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, cases[i].hits ? BIT(n) : 0);
            if (cases[i].hits)
                EXPECT_EQUAL(bench_frame(false).eip, ENTRY + 2);
        }
}

/* The low bits of the address do not count for 2 and 4 bytes. */
static void a_data_breakpoint_is_aligned_to_its_length(void)
{
    bench_protected(CPU_386, 32, 0);
    set_breakpoint(0, WATCH + 3, 1, 4);
    bench_code("A2 00 01 00 00 ; mov [100h], al\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 5);
}

static void the_stack_is_watched_too(void)
{
    bench_protected(CPU_386, 32, 0);
    set_breakpoint(2, SS_BASE + STACK_TOP(0) - 4, 1, 4);
    bench_vector(VECTOR_DB, bench_gate(SYS_TASK_GATE, 0, SEL_TSS2, 0));
    bench_poke(TSS2_BASE + 0x20, 4, 0x300);
    bench_code("50 ; push eax\n");
    bench_run();
    EXPECT_HALT(0x300);
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, BIT(2));
    EXPECT_EQUAL(bench_peek(TSS_BASE + 0x20, 4), ENTRY + 1);
}

static void a_repeated_store_traps_behind_its_iteration(void)
{
    bench_protected(CPU_386, 32, 0);
    set_breakpoint(0, ES_BASE + 0x102, 1, 1);
    cpu()->r[ECX].d = 8;
    cpu()->r[EDI].d = 0x100;
    bench_code("F3 AA ; rep stosb\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY);
    EXPECT_EQUAL(cpu()->r[ECX].d, 5);
}

/* An access that faults is no access. */
static void a_fault_drops_the_data_breakpoint(void)
{
    bench_protected(CPU_386, 32, 0);
    set_breakpoint(0, WATCH, 3, 4);
    bench_descriptor(SEL_SPARE, bench_segment(DS_BASE, 0x105, DATA));
    bench_load(DS, SEL_SPARE);
    bench_code("62 05 00 01 00 00 ; bound eax, [100h]\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, 0, ENTRY);
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, 0);
}

/* --- general detect
 * ------------------------------------------------------------------ */

static void gd_guards_the_debug_registers(void)
{
    static const char *const code[] = {"0F 21 C0 ; mov eax, dr0",
                                       "0F 23 F8 ; mov dr7, eax"};

    for (unsigned i = 0; i < ARRAY_LEN(code); i++) {
        bench_protected(CPU_386, 32, 0);
        cpu()->dr[7] |= DR7_GD;
        bench_code(code[i]);
        bench_run();
        EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY);
        EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, DR6_BD);
        EXPECT_EQUAL(cpu()->dr[7] & DR7_GD, 0);
    }
}

static void any_debug_exception_clears_gd(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu()->dr[7] |= DR7_GD;
    set_breakpoint(0, CS_BASE + ENTRY, 0, 1);
    bench_code("90 ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY);
    EXPECT_EQUAL(cpu()->dr[7] & DR7_GD, 0);
}

static void dr4_and_dr5_are_dr6_and_dr7(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_code("31 C0          ; xor eax, eax\n"
               "0F 23 E0       ; mov dr4, eax\n"
               "B8 00 00 03 00 ; mov eax, 30000h\n"
               "0F 23 E8       ; mov dr5, eax\n"
               "0F 21 F3       ; mov ebx, dr6\n"
               "0F 21 F9       ; mov ecx, dr7\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EBX].d & DR6_SET, 0);
    EXPECT_EQUAL(cpu()->r[ECX].d & 0xffff0000, 0x30000);
}

/* --- single step
 * ------------------------------------------------------------------------ */

static void tf_traps_behind_each_instruction(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    bench_code("40 ; inc eax\n"
               "40 ; inc eax\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 1);
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, DR6_BS);
    EXPECT_EQUAL(bench_frame(false).eflags & FLAG_TF, FLAG_TF);
    EXPECT_EQUAL(cpu()->eflags & FLAG_TF, 0);
}

/* POPF and IRET that set TF: the instruction behind them is the first. */
static void tf_counts_from_the_next_instruction(void)
{
    bench_protected(CPU_386, 32, 0);
    count_in_handler();
    bench_code("68 02 01 00 00 ; push 102h\n"
               "9D             ; popfd: TF\n"
               "40             ; inc eax: traps\n"
               "40             ; inc eax: traps\n"
               "68 02 00 00 00 ; push 2: traps\n"
               "9D             ; popfd: traps\n"
               "40             ; inc eax\n");
    bench_run();
    EXPECT_HALT(ENTRY + 15);
    EXPECT_EQUAL(cpu()->r[EDI].d, 4);
}

static void each_iteration_is_stepped(void)
{
    bench_protected(CPU_386, 32, 0);
    count_in_handler();
    cpu_set_eflags(cpu(), FLAG_TF);
    cpu()->r[ECX].d = 5;
    cpu()->r[ESI].d = 0;
    bench_code("F3 AC          ; rep lodsb\n"
               "68 02 00 00 00 ; push 2\n"
               "9D             ; popfd\n");
    bench_run();
    EXPECT_HALT(ENTRY + 8);
    EXPECT_EQUAL(cpu()->r[EDI].d, 7);
}

/* MOV SS and POP SS hold the trap off, so that ESP can be loaded too. */
static void the_instruction_behind_mov_ss_is_stepped_with_it(void)
{
    static const char *const code[] = {
        "8E D0 ; mov ss, ax\n"
        "90    ; nop\n"
        "90    ; nop\n",
        "16 90 ; push ss (alone)\n"
        "90    ; nop\n",
    };

    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    cpu()->r[EAX].d = SEL_STACK32(0);
    bench_code(code[0]);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 3);
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    bench_code(code[1]);
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 1);
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    bench_poke(SS_BASE + STACK_TOP(0), 4, SEL_STACK32(0));
    bench_code("17 ; pop ss\n"
               "90 ; nop\n"
               "90 ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 2);
}

/* SDM Vol. 3B, "Instruction-Breakpoint Exception Condition": behind MOV SS it
 * is suppressed as if RF were 1. */
static void mov_ss_holds_off_breakpoints(void)
{
    bench_protected(CPU_386, 32, 0);
    set_breakpoint(0, CS_BASE + ENTRY + 2, 0, 1);
    cpu()->r[EAX].d = SEL_STACK32(0);
    bench_code("8E D0 ; mov ss, ax\n"
               "90    ; nop: here\n"
               "90    ; nop\n");
    bench_run();
    EXPECT_HALT(ENTRY + 4);
    bench_protected(CPU_386, 32, 0);
    set_breakpoint(0, DS_BASE + 0x100, 3, 1);
    bench_poke(DS_BASE + 0x100, 2, SEL_STACK32(0));
    bench_code("8E 15 00 01 00 00 ; mov ss, [100h]: watched\n"
               "90                ; nop\n"
               "90                ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 7);
}

/* INT n clears TF; its handler is not stepped, and the pushed image keeps
 * TF. */
static void int_n_is_not_stepped_into(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    bench_code("CD 20 ; int 20h\n");
    bench_run();
    EXPECT_FAULT_AT(0x20, NO_ERROR, ENTRY + 2);
    EXPECT_EQUAL(bench_frame(false).eflags & FLAG_TF, FLAG_TF);
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, 0);
}

static void a_fault_is_not_stepped(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    bench_code("0F 0B ; ud2\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_UD, NO_ERROR, ENTRY);
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, 0);
}

static void all_causes_come_in_one_exception(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu_set_eflags(cpu(), FLAG_TF);
    set_breakpoint(0, WATCH, 1, 1);
    set_breakpoint(3, WATCH, 3, 4);
    bench_code("A2 00 01 00 00 ; mov [100h], al\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 5);
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, DR6_BS | BIT(0) | BIT(3));
}

static void dr6_is_never_cleared_by_the_processor(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu()->dr[6] |= BIT(2);
    set_breakpoint(0, CS_BASE + ENTRY, 0, 1);
    bench_code("90 ; nop\n");
    bench_run();
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, BIT(0) | BIT(2));
}

/* SDM Vol. 3A, "Priority Among Simultaneous Exceptions and Interrupts": traps
 * on the previous instruction come before faults of the next. */
static void a_trap_comes_before_the_next_breakpoint(void)
{
    bench_protected(CPU_386, 32, 0);
    set_breakpoint(0, WATCH, 1, 1);
    set_breakpoint(1, CS_BASE + ENTRY + 5, 0, 1);
    bench_code("A2 00 01 00 00 ; mov [100h], al\n"
               "90             ; nop\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_DB, NO_ERROR, ENTRY + 5);
    EXPECT_EQUAL(cpu()->dr[6] & DR6_SET, BIT(0));
}

CU_TestInfo cpu_debug_tests[] = {
    TEST(an_instruction_breakpoint_is_a_fault),
    TEST(a_disabled_breakpoint_does_nothing),
    TEST(rf_lets_the_instruction_run_once),
    TEST(rf_holds_over_all_iterations),
    TEST(rf_is_cleared_by_the_next_instruction),
    TEST(faults_push_rf_and_traps_do_not),
    TEST(data_breakpoints_trap_behind_the_access),
    TEST(a_data_breakpoint_is_aligned_to_its_length),
    TEST(the_stack_is_watched_too),
    TEST(a_repeated_store_traps_behind_its_iteration),
    TEST(a_fault_drops_the_data_breakpoint),
    TEST(gd_guards_the_debug_registers),
    TEST(any_debug_exception_clears_gd),
    TEST(dr4_and_dr5_are_dr6_and_dr7),
    TEST(tf_traps_behind_each_instruction),
    TEST(tf_counts_from_the_next_instruction),
    TEST(each_iteration_is_stepped),
    TEST(the_instruction_behind_mov_ss_is_stepped_with_it),
    TEST(mov_ss_holds_off_breakpoints),
    TEST(int_n_is_not_stepped_into),
    TEST(a_fault_is_not_stepped),
    TEST(all_causes_come_in_one_exception),
    TEST(dr6_is_never_cleared_by_the_processor),
    TEST(a_trap_comes_before_the_next_breakpoint),
    CU_TEST_INFO_NULL,
};
