/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_v86.c - virtual-8086 mode: in by IRET and by a task, out by
 * interrupts, and what IOPL and the I/O bit map decide meanwhile.
 *
 * Source: Intel SDM Vol. 3A, "8086 Emulation": "Entering and Leaving
 * Virtual-8086 Mode", "Sensitive Instructions", "Class 1-Hardware Interrupt
 * and Exception Handling"; Vol. 1, "I/O Permission Bit Map".
 */
#include <string.h>

#include "tests/cpu/bench.h"

#define TARGET 0x300u

/* EIP CS EFLAGS ESP SS ES DS FS GS */
static void push_v86_frame(uint32_t eflags)
{
    const uint32_t frame[] = {TARGET, 0x0801, eflags, 0x12346000, 0x1801,
                              0x1201, 0x1001, 0x1401, 0x1601};

    cpu()->r[ESP].d -= (uint32_t)sizeof frame;
    memcpy(bench_memory(SS_BASE + cpu()->r[ESP].d), frame, sizeof frame);
}

static void expect_v86_segments(void)
{
    for (unsigned i = 0; i < SEG_COUNT; i++) {
        EXPECT_EQUAL(cpu()->seg[i].base, cpu()->seg[i].selector << 4);
        EXPECT_EQUAL(cpu()->seg[i].limit, 0xffff);
        EXPECT_EQUAL(cpu()->seg[i].access, DATA | DPL(3));
    }
    EXPECT_EQUAL(cpu()->cpl, 3);
}

static void iret_in_ring_0_enters(void)
{
    bench_protected(CPU_386, 32, 0);
    push_v86_frame(FLAG_VM | FLAG_IOPL | FLAG_IF | FLAG_CF);
    bench_code("CF ; iret\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->eflags,
                 FLAG_VM | FLAG_IOPL | FLAG_IF | FLAG_CF | FLAG_ONE);
    EXPECT_EQUAL(cpu()->r[ESP].d, 0x12346000);
    EXPECT_EQUAL(cpu()->seg[CS].selector, 0x801);
    EXPECT_EQUAL(cpu()->seg[SS].selector, 0x1801);
    EXPECT_EQUAL(cpu()->seg[ES].selector, 0x1201);
    EXPECT_EQUAL(cpu()->seg[DS].selector, 0x1001);
    EXPECT_EQUAL(cpu()->seg[FS].selector, 0x1401);
    EXPECT_EQUAL(cpu()->seg[GS].selector, 0x1601);
    expect_v86_segments();
}

/* Outside ring 0 and from a 16-bit IRET, VM is not looked at; POPF never
 * changes it. */
static void nothing_else_sets_vm(void)
{
    bench_protected(CPU_386, 32, 1);
    push_v86_frame(FLAG_VM);
    bench_poke(SS_BASE + cpu()->r[ESP].d + 4, 4, SEL_CODE32(1));
    bench_code("CF ; iret\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->eflags & FLAG_VM, 0);
    bench_protected(CPU_386, 32, 0);
    bench_code("68 02 00 02 00 ; push 20002h\n"
               "9D             ; popfd\n");
    bench_run();
    EXPECT_HALT(ENTRY + 6);
    EXPECT_EQUAL(cpu()->eflags, FLAG_ONE);
}

static void a_task_with_vm_enters(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_poke(TSS2_BASE + 0x20, 4, TARGET);
    bench_poke(TSS2_BASE + 0x24, 4, FLAG_VM | FLAG_ONE);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        bench_poke(TSS2_BASE + 0x48 + 4 * i, 2, 0x800 + i);
    bench_code("EA 00 00 00 00 38 00 ; jmp 38h:0\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->seg[CS].selector, 0x801);
    EXPECT_EQUAL(cpu()->seg[GS].selector, 0x805);
    expect_v86_segments();
}

static void segments_load_as_in_real_mode(void)
{
    bench_v86(CPU_386, 3);
    bench_code("8E D8          ; mov ds, ax\n"
               "A0 00 00       ; mov al, [0]\n"
               "EA 40 01 00 08 ; jmp 0800h:140h\n");
    cpu()->r[EAX].d = 0x1111;
    bench_poke(0x11110, 1, 0x77);
    bench_run_for(3);
    EXPECT_EQUAL(cpu()->eip, 0x140);
    EXPECT_EQUAL(cpu()->r[EAX].b[0], 0x77);
    EXPECT_EQUAL(cpu()->seg[DS].base, 0x11110);
}

static void iopl_decides_over_the_sensitive_instructions(void)
{
    static const char *const code[] = {
        "FA ; cli",       "FB ; sti",        "9C ; pushf",
        "9D ; popf",      "CD 20 ; int 20h", "CF ; iret",
        "66 9C ; pushfd", "66 9D ; popfd",   "66 CF ; iretd",
    };

    for (unsigned i = 0; i < ARRAY_LEN(code); i++)
        for (unsigned iopl = 0; iopl < 4; iopl++) {
            bench_v86(CPU_386, iopl);
            bench_poke(SS_BASE + STACK_TOP(3), 4, 0x2);
            bench_code(code[i]);
            bench_run_for(1);
            if (iopl == 3)
                EXPECT(cpu()->eip != HANDLER + 4 * VECTOR_GP, "%s", code[i]);
            else
                EXPECT(cpu()->eip == HANDLER + 4 * VECTOR_GP &&
                           bench_frame(true).eip == ENTRY,
                       "%s, IOPL %u", code[i], iopl);
        }
}

/* With IOPL 3: IF follows the stack, IOPL and VM stay. */
static void popf_and_iret_keep_iopl_and_vm(void)
{
    const uint32_t base = FLAG_ONE | FLAG_VM | FLAG_IOPL;

    bench_v86(CPU_386, 3);
    bench_poke(SS_BASE + STACK_TOP(3), 2, FLAG_IF | FLAG_CF);
    bench_code("9D ; popf");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eflags, base | FLAG_IF | FLAG_CF);
    bench_v86(CPU_386, 3);
    bench_poke(SS_BASE + STACK_TOP(3), 2, 0x200);
    bench_poke(SS_BASE + STACK_TOP(3) + 2, 2, 0x801);
    bench_poke(SS_BASE + STACK_TOP(3) + 4, 2, FLAG_IF | FLAG_ZF);
    bench_code("CF ; iret");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, 0x200);
    EXPECT_EQUAL(cpu()->eflags, base | FLAG_IF | FLAG_ZF);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(3) + 6);
    EXPECT_EQUAL(cpu()->seg[CS].selector, 0x801);
    expect_v86_segments();
    bench_v86(CPU_386, 3);
    bench_code("66 9C ; pushfd");
    bench_run_for(1);
    EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(3) - 4, 4),
                 FLAG_ONE | FLAG_IOPL);
}

static void a_far_ip_is_refused_on_entry(void)
{
    bench_protected(CPU_386, 32, 0);
    push_v86_frame(FLAG_VM);
    bench_poke(SS_BASE + cpu()->r[ESP].d, 4, 0x10000);
    bench_code("CF ; iret\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, 0, ENTRY);
}

/* IN and OUT ask the bit map whatever IOPL is. */
static void ports_always_need_the_bit_map(void)
{
    for (unsigned iopl = 0; iopl < 4; iopl++)
        for (unsigned denied = 0; denied < 2; denied++) {
            bench_v86(CPU_386, iopl);
            *bench_memory(TSS_BASE + 0x68 + 8) = denied ? 0x02 : 0xfd;
            bench_code("E4 41 ; in al, 41h");
            bench_run_for(1);
            EXPECT_EQUAL(cpu()->eip,
                         denied ? HANDLER + 4 * VECTOR_GP : ENTRY + 2);
        }
}

static void int3_and_into_do_not_need_iopl(void)
{
    static const struct {
        const char *code;
        unsigned vector;
    } cases[] = {{"CC ; int3", VECTOR_BP}, {"CE ; into", VECTOR_OF}};

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_v86(CPU_386, 0);
        cpu_set_eflags(cpu(), FLAG_VM | FLAG_OF);
        bench_code(cases[i].code);
        bench_run();
        EXPECT_FAULT_AT(cases[i].vector, NO_ERROR, ENTRY + 1);
        EXPECT_EQUAL(bench_frame(false).eflags & FLAG_VM, FLAG_VM);
    }
}

static void privileged_and_protected_mode_instructions_fault(void)
{
    static const struct {
        const char *code;
        unsigned vector;
        uint32_t error;
    } cases[] = {
        {"F4 ; hlt", VECTOR_GP, 0},
        {"0F 01 16 00 00 ; lgdt [0]", VECTOR_GP, 0},
        {"0F 20 C0 ; mov eax, cr0", VECTOR_GP, 0},
        {"0F 22 C0 ; mov cr0, eax", VECTOR_GP, 0},
        {"0F 23 F8 ; mov dr7, eax", VECTOR_GP, 0},
        {"0F 06 ; clts", VECTOR_GP, 0},
        {"0F 01 F0 ; lmsw ax", VECTOR_GP, 0},
        {"0F 00 C0 ; sldt ax", VECTOR_UD, NO_ERROR},
        {"0F 00 D0 ; lldt ax", VECTOR_UD, NO_ERROR},
        {"0F 00 D8 ; ltr ax", VECTOR_UD, NO_ERROR},
        {"0F 02 C0 ; lar ax, ax", VECTOR_UD, NO_ERROR},
        {"63 C0 ; arpl ax, ax", VECTOR_UD, NO_ERROR},
        {"0F 00 E0 ; verr ax", VECTOR_UD, NO_ERROR},
        {"A1 FF FF ; mov ax, [0FFFFh]", VECTOR_GP, 0},
        {"0F 0B ; ud2", VECTOR_UD, NO_ERROR},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_v86(CPU_386, 3);
        bench_code(cases[i].code);
        bench_run();
        EXPECT_FAULT_AT(cases[i].vector, cases[i].error, ENTRY);
    }
}

/* The segments are pushed before SS:ESP and cleared; the handler is in ring
 * 0, and IRET brings all back. */
static void an_interrupt_leaves_and_iret_comes_back(void)
{
    struct fault_frame f;

    bench_v86(CPU_386, 3);
    bench_vector(0x20, bench_gate(SYS_TRAP32, 3, SEL_CODE32(0), TARGET));
    bench_code("CD 20 ; int 20h\n");
    bench_run_for(1);
    f = bench_frame(false);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->cpl, 0);
    EXPECT_EQUAL(cpu()->eflags & FLAG_VM, 0);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 36);
    EXPECT_EQUAL(f.eip, ENTRY + 2);
    EXPECT_EQUAL(f.cs, 0x800);
    EXPECT_EQUAL(f.eflags, FLAG_VM | FLAG_IOPL | FLAG_ONE);
    EXPECT_EQUAL(f.esp, STACK_TOP(3));
    EXPECT_EQUAL(f.ss, 0x1800);
    EXPECT_EQUAL(f.es, 0x1200);
    EXPECT_EQUAL(f.ds, 0x1000);
    EXPECT_EQUAL(f.fs, 0x1400);
    EXPECT_EQUAL(f.gs, 0x1600);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        if (i != CS && i != SS)
            EXPECT(cpu()->seg[i].selector == 0 && cpu()->seg[i].unusable,
                   "segment %u is %X", i, cpu()->seg[i].selector);
    bench_code_at(CS_BASE + TARGET, "CF ; iret\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, ENTRY + 2);
    EXPECT_EQUAL(cpu()->seg[GS].selector, 0x1600);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(3));
    expect_v86_segments();
}

/* SDM: #GP with the selector of the handler unless it is in ring 0 and not
 * conforming. */
static void the_handler_must_be_in_ring_0(void)
{
    static const unsigned selectors[] = {SEL_CODE32(1), SEL_CODE32(3),
                                         SEL_CONFORMING(0)};

    for (unsigned i = 0; i < ARRAY_LEN(selectors); i++) {
        bench_v86(CPU_386, 3);
        bench_vector(0x20, bench_gate(SYS_INT32, 3, selectors[i], TARGET));
        bench_code("CD 20 ; int 20h\n");
        bench_run();
        EXPECT_FAULT_AT(VECTOR_GP, selectors[i] & ~3u, ENTRY);
    }
}

static void hardware_interrupts_leave_as_well(void)
{
    bench_v86(CPU_386, 3);
    bench_code("B0 40 ; mov al, 40h\n"
               "E6 E0 ; out 0E0h, al: INTR\n"
               "FB    ; sti\n"
               "90    ; nop\n"
               "90    ; nop\n");
    bench_run();
    EXPECT_HALT(HANDLER + 4 * 0x40);
    EXPECT_EQUAL(bench_frame(false).eip, ENTRY + 6);
    EXPECT_EQUAL(bench_frame(false).eflags & FLAG_VM, FLAG_VM);
}

static void a_task_gate_leaves_by_a_task_switch(void)
{
    bench_v86(CPU_386, 3);
    bench_poke(TSS2_BASE + 0x20, 4, TARGET);
    bench_vector(0x20, bench_gate(SYS_TASK_GATE, 3, SEL_TSS2, 0));
    bench_code("CD 20 ; int 20h\n");
    bench_code_at(CS_BASE + TARGET, "CF ; iret\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->eflags & FLAG_VM, 0);
    EXPECT_EQUAL(bench_peek(TSS_BASE + 0x24, 4) & FLAG_VM, FLAG_VM);
    EXPECT_EQUAL(bench_peek(TSS_BASE + 0x4c, 2), 0x800);
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, ENTRY + 2);
    EXPECT_EQUAL(cpu()->seg[DS].selector, 0x1000);
    expect_v86_segments();
}

/* --- the bit map -------------------------------------------------------------
 */

/* All bits of the ports that an access touches must be 0; the byte after the
 * one with the first bit must be inside the limit. */
static void the_bit_map_covers_each_port_of_an_access(void)
{
    static const struct {
        const char *code;
        uint32_t port, denied_port, limit;
        bool faults;
    } cases[] = {
        {"EC ; in al, dx", 0x41, 0x40, 0x2ff, false},
        {"EC ; in al, dx", 0x41, 0x42, 0x2ff, false},
        {"EC ; in al, dx", 0x41, 0x41, 0x2ff, true},
        {"66 ED ; in ax, dx", 0x41, 0x42, 0x2ff, true},
        {"66 ED ; in ax, dx", 0x41, 0x43, 0x2ff, false},
        {"ED ; in eax, dx", 0x46, 0x49, 0x2ff, true},
        {"ED ; in eax, dx", 0x46, 0x4a, 0x2ff, false},
        {"EF ; out dx, eax", 0x46, 0x49, 0x2ff, true},
        {"EE ; out dx, al", 0x0f, 0x800, 0x68 + 2, false},
        {"EE ; out dx, al", 0x0f, 0x800, 0x68 + 1, true},
        {"EE ; out dx, al", 0x10, 0x800, 0x68 + 2, true},
        {"EE ; out dx, al", 0xffff, 0x800, 0x2ff, true},
        {"6C ; insb", 0x41, 0x41, 0x2ff, true},
        {"6E ; outsb", 0x41, 0x40, 0x2ff, false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_386, 32, 3);
        *bench_memory(TSS_BASE + 0x68 + cases[i].denied_port / 8) |=
            (uint8_t)(1 << cases[i].denied_port % 8);
        cpu()->tr.limit = cases[i].limit;
        cpu()->r[EDX].d = cases[i].port;
        cpu()->r[ESI].d = cpu()->r[EDI].d = 0x40;
        bench_code(cases[i].code);
        bench_run_for(1);
        EXPECT((cpu()->eip == HANDLER + 4 * VECTOR_GP) == cases[i].faults,
               "%s, port %X, limit %X: EIP %X", cases[i].code, cases[i].port,
               cases[i].limit, cpu()->eip);
    }
}

static void a_16_bit_tss_has_no_bit_map(void)
{
    bench_protected(CPU_386, 32, 3);
    segment_set(&cpu()->tr, SEL_TSS16, bench_descriptor_of(SEL_TSS16));
    bench_poke(TSS16_BASE + 2, 2, STACK_TOP(0));
    bench_poke(TSS16_BASE + 4, 2, SEL_STACK32(0));
    bench_code("E4 41 ; in al, 41h");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, 0, ENTRY);
}

CU_TestInfo cpu_v86_tests[] = {
    TEST(iret_in_ring_0_enters),
    TEST(nothing_else_sets_vm),
    TEST(a_task_with_vm_enters),
    TEST(segments_load_as_in_real_mode),
    TEST(iopl_decides_over_the_sensitive_instructions),
    TEST(popf_and_iret_keep_iopl_and_vm),
    TEST(a_far_ip_is_refused_on_entry),
    TEST(ports_always_need_the_bit_map),
    TEST(int3_and_into_do_not_need_iopl),
    TEST(privileged_and_protected_mode_instructions_fault),
    TEST(an_interrupt_leaves_and_iret_comes_back),
    TEST(the_handler_must_be_in_ring_0),
    TEST(hardware_interrupts_leave_as_well),
    TEST(a_task_gate_leaves_by_a_task_switch),
    TEST(the_bit_map_covers_each_port_of_an_access),
    TEST(a_16_bit_tss_has_no_bit_map),
    CU_TEST_INFO_NULL,
};
