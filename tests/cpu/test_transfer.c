/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_transfer.c - far JMP, CALL and RET in protected mode, with
 * conforming code, call gates and changes of privilege.
 *
 * Source: Intel SDM Vol. 2, "JMP", "CALL", "RET", Operation; Vol. 3A,
 * "Privilege Level Checking When Transferring Program Control Between Code
 * Segments", "Call Gates", "Stack Switching".
 */
#include "tests/cpu/bench.h"

#define TARGET 0x300u

/* Segments and gates for the tests, from SEL_SPARE on. */
enum {
    ABSENT_CODE = 0x180,
    SHORT_CODE = 0x188,
    GATE = 0x190,   /* to CODE32(0), DPL 3 */
    GATE16 = 0x198, /* the same, 16-bit */
    GATE_0 = 0x1a0, /* DPL 0 */
    ABSENT_GATE = 0x1a8,
    NULL_GATE = 0x1b0,
    DATA_GATE = 0x1b8,
    PAST_GATE = 0x1c0,
    ABSENT_CODE_GATE = 0x1c8,
    OUTER_GATE = 0x1d0,      /* to CODE32(3) */
    CONFORMING_GATE = 0x1d8, /* to CONFORMING(0) */
    RING1_GATE = 0x1e0,
    LONG_GATE = 0x1e8, /* offset past the limit of its code */
    INT_GATE = 0x1f0,
    SHORT_STACK = 0x1f8,
    ABSENT_STACK = 0x200,
    CONFORMING_GATE_3 = 0x208, /* to CONFORMING(3) */
};

static void gate(uint16_t at, unsigned dpl, unsigned selector, uint32_t offset)
{
    bench_descriptor(at, bench_gate(SYS_CALL32, dpl, selector, offset));
}

static void begin(unsigned cpl)
{
    bench_protected(CPU_386, 32, cpl);
    bench_descriptor(ABSENT_CODE,
                     bench_segment(CS_BASE, 0xffff,
                                   (CODE | ACC_BIG) & ~(unsigned)ACC_PRESENT));
    bench_descriptor(SHORT_CODE, bench_segment(CS_BASE, TARGET - 1,
                                               CODE | ACC_BIG | DPL(cpl)));
    gate(GATE, 3, SEL_CODE32(0), TARGET);
    bench_descriptor(GATE16, bench_gate(SYS_CALL16, 3, SEL_CODE16(0), TARGET));
    gate(GATE_0, 0, SEL_CODE32(0), TARGET);
    gate(ABSENT_GATE, 3, SEL_CODE32(0), TARGET);
    bench_poke(GDT_BASE + ABSENT_GATE + 5, 1, DPL(3) | SYS_CALL32);
    gate(NULL_GATE, 3, 3, TARGET);
    gate(DATA_GATE, 3, SEL_DATA(0), TARGET);
    gate(PAST_GATE, 3, 0x300, TARGET);
    gate(ABSENT_CODE_GATE, 3, ABSENT_CODE, TARGET);
    gate(OUTER_GATE, 3, SEL_CODE32(3), TARGET);
    gate(CONFORMING_GATE, 3, SEL_CONFORMING(0), TARGET);
    gate(CONFORMING_GATE_3, 3, SEL_CONFORMING(3), TARGET);
    gate(RING1_GATE, 3, SEL_CODE32(1), TARGET);
    gate(LONG_GATE, 3, SHORT_CODE, TARGET);
    bench_descriptor(INT_GATE, bench_gate(SYS_INT32, 3, SEL_CODE32(0), TARGET));
    bench_descriptor(SHORT_STACK,
                     bench_segment(SS_BASE, 7, DATA | DPL(1) | ACC_BIG));
    bench_descriptor(ABSENT_STACK,
                     bench_segment(SS_BASE, 0xffff,
                                   (DATA | DPL(1)) & ~(unsigned)ACC_PRESENT));
}

struct far_case {
    const char *what;
    unsigned cpl, selector;
    int vector;     /* -1: it goes through, */
    uint32_t error; /* to this selector */
};

static void run_far(const struct far_case *c, const char *code)
{
    begin(c->cpl);
    cpu()->r[ESI].d = 0x40;
    bench_poke(DS_BASE + 0x40, 4, TARGET);
    bench_poke(DS_BASE + 0x44, 2, c->selector);
    bench_code(code);
    bench_run_for(1);
    if (c->vector < 0) {
        EXPECT(cpu()->eip == TARGET && cpu()->seg[CS].selector == c->error &&
                   cpu()->cpl == (c->error & 3),
               "%s, %s: %X:%X", code, c->what, cpu()->seg[CS].selector,
               cpu()->eip);
        return;
    }
    EXPECT(cpu()->eip == HANDLER + 4 * (uint32_t)c->vector &&
               bench_frame(true).error == c->error &&
               bench_frame(true).eip == ENTRY &&
               bench_frame(true).cs == SEL_CODE32(c->cpl),
           "%s, %s: EIP %X, error %X", code, c->what, cpu()->eip,
           bench_frame(true).error);
}

static const char jump[] = "FF 2E ; jmp far [esi]";
static const char call[] = "FF 1E ; call far [esi]";

/* What JMP and CALL have in common. */
static void far_targets_are_checked(void)
{
    static const struct far_case cases[] = {
        {"same ring", 0, SEL_CODE32(0), -1, SEL_CODE32(0)},
        {"same ring", 3, SEL_CODE32(3), -1, SEL_CODE32(3)},
        {"RPL below CPL", 3, SEL_CODE32(3) & ~3, -1, SEL_CODE32(3)},
        {"null", 0, 0, VECTOR_GP, 0},
        {"null with an RPL", 3, 3, VECTOR_GP, 0},
        {"past the GDT", 0, 0x301, VECTOR_GP, 0x300},
        {"RPL above CPL", 0, SEL_CODE32(0) | 1, VECTOR_GP, SEL_CODE32(0)},
        {"inner ring", 3, SEL_CODE32(0), VECTOR_GP, SEL_CODE32(0)},
        {"outer ring", 0, SEL_CODE32(3) & ~3, VECTOR_GP, SEL_CODE32(3) & ~3},
        {"conforming, inner", 3, SEL_CONFORMING(0), -1, SEL_CONFORMING(0) | 3},
        {"conforming, RPL does not matter", 1, SEL_CONFORMING(0) | 3, -1,
         SEL_CONFORMING(0) | 1},
        {"conforming, outer", 0, SEL_CONFORMING(3) & ~3, VECTOR_GP,
         SEL_CONFORMING(3) & ~3},
        {"not present", 0, ABSENT_CODE, VECTOR_NP, ABSENT_CODE},
        {"past the limit", 0, SHORT_CODE, VECTOR_GP, 0},
        {"data", 0, SEL_DATA(0), VECTOR_GP, SEL_DATA(0)},
        {"an LDT", 0, SEL_LDT, VECTOR_GP, SEL_LDT},
        {"an interrupt gate", 0, INT_GATE, VECTOR_GP, INT_GATE},
        {"gate, same ring", 0, GATE, -1, SEL_CODE32(0)},
        {"gate, RPL up to its DPL", 0, GATE | 3, -1, SEL_CODE32(0)},
        {"gate of ring 0", 3, GATE_0 | 3, VECTOR_GP, GATE_0},
        {"gate, RPL above its DPL", 0, GATE_0 | 1, VECTOR_GP, GATE_0},
        {"gate not present", 0, ABSENT_GATE, VECTOR_NP, ABSENT_GATE},
        {"gate to null", 0, NULL_GATE, VECTOR_GP, 0},
        {"gate to data", 0, DATA_GATE, VECTOR_GP, SEL_DATA(0)},
        {"gate past the GDT", 0, PAST_GATE, VECTOR_GP, 0x300},
        {"gate to absent code", 0, ABSENT_CODE_GATE, VECTOR_NP, ABSENT_CODE},
        {"gate to an outer ring", 0, OUTER_GATE, VECTOR_GP, SEL_CODE32(3) & ~3},
        {"gate past the limit", 0, LONG_GATE, VECTOR_GP, 0},
        {"gate to conforming code", 3, CONFORMING_GATE | 3, -1,
         SEL_CONFORMING(0) | 3},
        {"gate to outer conforming code", 0, CONFORMING_GATE_3, VECTOR_GP,
         SEL_CONFORMING(3) & ~3},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        run_far(&cases[i], jump);
        run_far(&cases[i], call);
    }
}

static void only_call_goes_inward_through_a_gate(void)
{
    static const struct far_case jumps[] = {
        {"3 to 0", 3, GATE | 3, VECTOR_GP, SEL_CODE32(0)},
        {"3 to 1", 3, RING1_GATE | 3, VECTOR_GP, SEL_CODE32(1) & ~3},
    };
    static const struct far_case calls[] = {
        {"3 to 0", 3, GATE | 3, -1, SEL_CODE32(0)},
        {"3 to 1", 3, RING1_GATE | 3, -1, SEL_CODE32(1)},
        {"2 to 1", 2, RING1_GATE | 2, -1, SEL_CODE32(1)},
        {"3 to 0, 16-bit", 3, GATE16 | 3, -1, SEL_CODE16(0)},
        {"1 to 1", 1, RING1_GATE, -1, SEL_CODE32(1)},
    };

    for (unsigned i = 0; i < ARRAY_LEN(jumps); i++)
        run_far(&jumps[i], jump);
    for (unsigned i = 0; i < ARRAY_LEN(calls); i++)
        run_far(&calls[i], call);
}

static void call_pushes_cs_and_the_next_eip(void)
{
    begin(0);
    bench_code("9A 00 03 00 00 80 00 ; call 80h:300h\n");
    bench_run();
    EXPECT_HALT(TARGET);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 8);
    EXPECT_EQUAL(bench_peek(SS_BASE + 0x7ff8, 4), ENTRY + 7);
    EXPECT_EQUAL(bench_peek(SS_BASE + 0x7ffc, 4), SEL_CODE32(0));
    begin(0);
    bench_code("66 9A 00 03 88 00 ; call word 88h:300h\n");
    bench_run();
    EXPECT_HALT(TARGET);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 4);
    EXPECT_EQUAL(bench_peek(SS_BASE + 0x7ffc, 2), ENTRY + 6);
    EXPECT_EQUAL(bench_peek(SS_BASE + 0x7ffe, 2), SEL_CODE32(0));
}

/* The frame on the inner stack: EIP, CS, parameters, ESP, SS. */
static void a_call_gate_copies_parameters(void)
{
    static const uint32_t frame[] = {
        ENTRY + 10, SEL_CODE32(3),     0x33333333,     0x22222222,
        0x11111111, STACK_TOP(3) - 12, SEL_STACK32(3),
    };

    begin(3);
    bench_poke(GDT_BASE + GATE + 4, 1, 3);
    for (unsigned i = 0; i < 3; i++)
        bench_poke(SS_BASE + STACK_TOP(3) - 4 * (i + 1), 4,
                   0x11111111 * (i + 1));
    bench_code("83 EC 0C             ; sub esp, 12\n"
               "9A 99 99 99 99 93 01 ; call 193h: the offset is not used\n");
    bench_run();
    EXPECT_HALT(TARGET);
    EXPECT_EQUAL(cpu()->cpl, 0);
    EXPECT_EQUAL(cpu()->seg[SS].selector, SEL_STACK32(0));
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 28);
    for (unsigned i = 0; i < ARRAY_LEN(frame); i++)
        EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 28 + 4 * i, 4),
                     frame[i]);
}

static void a_16_bit_gate_copies_words(void)
{
    static const uint16_t frame[] = {
        ENTRY + 7, SEL_CODE32(3),    0x2222,
        0x1111,    STACK_TOP(3) - 4, SEL_STACK32(3),
    };

    begin(3);
    bench_poke(GDT_BASE + GATE16 + 4, 1, 2);
    bench_poke(SS_BASE + STACK_TOP(3) - 4, 4, 0x11112222);
    cpu()->r[ESP].d -= 4;
    bench_code("9A 00 00 00 00 9B 01 ; call 19Bh\n");
    bench_run();
    EXPECT_HALT(TARGET);
    EXPECT_EQUAL(cpu()->seg[CS].selector, SEL_CODE16(0));
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 12);
    for (unsigned i = 0; i < ARRAY_LEN(frame); i++)
        EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 12 + 2 * i, 2),
                     frame[i]);
}

static void a_16_bit_gate_in_the_same_ring_pushes_words(void)
{
    begin(0);
    bench_code("9A 00 00 00 00 98 01 ; call 198h\n");
    bench_run();
    EXPECT_HALT(TARGET);
    EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 4);
    EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 4, 2), ENTRY + 7);
    EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 2, 2), SEL_CODE32(0));
}

/* A 16-bit TSS holds the inner stacks as SP and SS words from 2 on. */
static void a_16_bit_tss_gives_the_inner_stack(void)
{
    begin(3);
    segment_set(&cpu()->tr, SEL_TSS16, bench_descriptor_of(SEL_TSS16));
    bench_poke(TSS16_BASE + 6, 2, 0x6600);
    bench_poke(TSS16_BASE + 8, 2, SEL_STACK16(1));
    bench_code("9A 00 00 00 00 E3 01 ; call 1E3h\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->seg[SS].selector, SEL_STACK16(1));
    EXPECT_EQUAL(cpu()->r[ESP].d, 0x6600 - 16);
}

/* SDM Vol. 2, "CALL", MORE-PRIVILEGE: each check of the new stack. Ring 1,
 * so that the handler's stack of ring 0 is good. */
static void the_inner_stack_is_checked(void)
{
    static const struct {
        const char *what;
        uint16_t ss;
        int vector;
        uint32_t error;
    } cases[] = {
        {"good", SEL_STACK32(1), -1, 0},
        {"null", 0, VECTOR_TS, 0},
        {"null with an RPL", 1, VECTOR_TS, 0},
        {"past the GDT", 0x301, VECTOR_TS, 0x300},
        {"RPL", SEL_STACK32(1) & ~3, VECTOR_TS, SEL_STACK32(1) & ~3},
        {"DPL", (SEL_STACK32(0) & ~3) | 1, VECTOR_TS, SEL_STACK32(0)},
        {"read-only", SEL_READ_ONLY(1), VECTOR_TS, SEL_READ_ONLY(1) & ~3},
        {"code", SEL_CODE32(1), VECTOR_TS, SEL_CODE32(1) & ~3},
        {"not present", ABSENT_STACK | 1, VECTOR_SS, ABSENT_STACK},
        {"no room", SHORT_STACK | 1, VECTOR_SS, SHORT_STACK},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        struct far_case c = {cases[i].what, 3, RING1_GATE | 3, -1,
                             SEL_CODE32(1)};

        begin(3);
        bench_poke(TSS_BASE + 0x0c, 4, 8);
        bench_poke(TSS_BASE + 0x10, 2, cases[i].ss);
        if (cases[i].vector < 0)
            bench_poke(TSS_BASE + 0x0c, 4, 0x100);
        bench_code("9A 00 00 00 00 E3 01 ; call 1E3h\n");
        bench_run_for(1);
        if (cases[i].vector < 0) {
            EXPECT_EQUAL(cpu()->eip, TARGET);
            continue;
        }
        EXPECT(cpu()->eip == HANDLER + 4 * (uint32_t)cases[i].vector &&
                   bench_frame(true).error == cases[i].error &&
                   bench_frame(true).esp == STACK_TOP(3),
               "%s: EIP %X, error %X", c.what, cpu()->eip,
               bench_frame(true).error);
    }
}

static void the_tss_must_hold_the_inner_stack(void)
{
    begin(3);
    cpu()->tr.limit = 0x10;
    bench_code("9A 00 00 00 00 E3 01 ; call 1E3h\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_TS, SEL_TSS, ENTRY);
}

/* --- RET ------------------------------------------------------------------ */

static void push_return(uint32_t selector, uint32_t eip)
{
    uint32_t at = SS_BASE + STACK_TOP(0);

    bench_poke(at, 4, eip);
    bench_poke(at + 4, 4, selector);
    bench_poke(at + 8, 4, STACK_TOP(3));
    bench_poke(at + 12, 4, SEL_STACK32(3));
}

static void return_targets_are_checked(void)
{
    static const struct far_case cases[] = {
        {"same ring", 0, SEL_CODE32(0), -1, SEL_CODE32(0)},
        {"outer ring", 0, SEL_CODE32(3), -1, SEL_CODE32(3)},
        {"conforming, same ring", 0, SEL_CONFORMING(0), -1, SEL_CONFORMING(0)},
        {"conforming, outer ring", 0, SEL_CONFORMING(0) | 3, -1,
         SEL_CONFORMING(0) | 3},
        {"null", 0, 0, VECTOR_GP, 0},
        {"null with an RPL", 0, 3, VECTOR_GP, 0},
        {"past the GDT", 0, 0x303, VECTOR_GP, 0x300},
        {"data", 0, SEL_DATA(0), VECTOR_GP, SEL_DATA(0)},
        {"a gate", 0, GATE, VECTOR_GP, GATE},
        {"DPL is not RPL", 0, SEL_CODE32(0) | 3, VECTOR_GP, SEL_CODE32(0)},
        {"DPL is not RPL", 0, SEL_CODE32(3) & ~3, VECTOR_GP,
         SEL_CODE32(3) & ~3},
        {"conforming, DPL above RPL", 0, SEL_CONFORMING(3) & ~2, VECTOR_GP,
         SEL_CONFORMING(3) & ~3},
        {"not present", 0, ABSENT_CODE, VECTOR_NP, ABSENT_CODE},
        {"past the limit", 0, SHORT_CODE, VECTOR_GP, 0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        const struct far_case *c = &cases[i];

        begin(0);
        push_return(c->selector, TARGET);
        bench_code("CB ; retf\n");
        bench_run_for(1);
        if (c->vector < 0)
            EXPECT(cpu()->eip == TARGET && cpu()->seg[CS].selector == c->error,
                   "%s: %X:%X", c->what, cpu()->seg[CS].selector, cpu()->eip);
        else
            EXPECT(cpu()->eip == HANDLER + 4 * (uint32_t)c->vector &&
                       bench_frame(true).error == c->error,
                   "%s: EIP %X, error %X", c->what, cpu()->eip,
                   bench_frame(true).error);
    }
}

static void a_return_never_goes_inward(void)
{
    begin(3);
    push_return(SEL_CODE32(0), TARGET);
    cpu()->r[ESP].d = STACK_TOP(0);
    bench_poke(TSS_BASE + 4, 4, 0x4000);
    bench_code("CB ; retf\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, SEL_CODE32(0), ENTRY);
}

static void the_outer_stack_is_checked(void)
{
    static const struct {
        const char *what;
        uint16_t ss;
        int vector;
        uint32_t error;
    } cases[] = {
        {"good", SEL_STACK32(3), -1, 0},
        {"null", 0, VECTOR_GP, 0},
        {"null with an RPL", 3, VECTOR_GP, 0},
        {"past the GDT", 0x303, VECTOR_GP, 0x300},
        {"RPL", SEL_STACK32(3) & ~3, VECTOR_GP, SEL_STACK32(3) & ~3},
        {"DPL", SEL_STACK32(0) | 3, VECTOR_GP, SEL_STACK32(0)},
        {"read-only", SEL_READ_ONLY(3), VECTOR_GP, SEL_READ_ONLY(3) & ~3},
        {"code", SEL_CODE32(3), VECTOR_GP, SEL_CODE32(3) & ~3},
        {"not present", 0x20b, VECTOR_SS, 0x208},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(0);
        bench_descriptor(
            0x208, bench_segment(SS_BASE, 0xffff,
                                 (DATA | DPL(3)) & ~(unsigned)ACC_PRESENT));
        push_return(SEL_CODE32(3), TARGET);
        bench_poke(SS_BASE + STACK_TOP(0) + 12, 4, cases[i].ss);
        bench_code("CB ; retf\n");
        bench_run_for(1);
        if (cases[i].vector < 0)
            EXPECT_EQUAL(cpu()->eip, TARGET);
        else
            EXPECT(cpu()->eip == HANDLER + 4 * (uint32_t)cases[i].vector &&
                       bench_frame(true).error == cases[i].error &&
                       bench_frame(true).cs == SEL_CODE32(0),
                   "%s: EIP %X, error %X", cases[i].what, cpu()->eip,
                   bench_frame(true).error);
    }
}

/* RET n drops the parameters from both stacks, and data segments that the
 * outer ring may not have become null. */
static void an_outer_return_drops_parameters_and_segments(void)
{
    begin(0);
    bench_load(ES, SEL_DATA(0));
    bench_load(FS, SEL_CONFORMING(0));
    bench_poke(SS_BASE + STACK_TOP(0), 4, TARGET);
    bench_poke(SS_BASE + STACK_TOP(0) + 4, 4, SEL_CODE32(3));
    bench_poke(SS_BASE + STACK_TOP(0) + 16, 4, 0x5000);
    bench_poke(SS_BASE + STACK_TOP(0) + 20, 4, SEL_STACK32(3));
    bench_code("CA 08 00 ; retf 8\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->cpl, 3);
    EXPECT_EQUAL(cpu()->r[ESP].d, 0x5008);
    EXPECT_EQUAL(cpu()->seg[DS].selector, 0);
    EXPECT_EQUAL(cpu()->seg[ES].selector, 0);
    EXPECT_EQUAL(cpu()->seg[FS].selector, SEL_CONFORMING(0));
    EXPECT_EQUAL(cpu()->seg[GS].selector, SEL_GS);
    EXPECT_EQUAL(cpu()->seg[DS].unusable, 1);
}

/* SDM Vol. 2, "IRET", "RET": a 16-bit ESP from the stack is zero-extended for
 * a 32-bit stack; for a 16-bit stack only SP is loaded. */
static void the_outer_esp_follows_the_size_of_its_stack(void)
{
    begin(0);
    cpu()->r[ESP].d = 0x12340000 | STACK_TOP(0);
    bench_load(SS, SEL_STACK16(0));
    bench_poke(SS_BASE + STACK_TOP(0), 2, TARGET);
    bench_poke(SS_BASE + STACK_TOP(0) + 2, 2, SEL_CODE32(3));
    bench_poke(SS_BASE + STACK_TOP(0) + 4, 2, 0x5000);
    bench_poke(SS_BASE + STACK_TOP(0) + 6, 2, SEL_STACK32(3));
    bench_code("66 CB ; retf word\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->r[ESP].d, 0x5000);
    begin(0);
    push_return(SEL_CODE32(3), TARGET);
    bench_poke(SS_BASE + STACK_TOP(0) + 8, 4, 0x5000);
    bench_poke(SS_BASE + STACK_TOP(0) + 12, 2, SEL_STACK16(3));
    bench_code("CB ; retf\n");
    bench_run_for(1);
    EXPECT_EQUAL(cpu()->eip, TARGET);
    EXPECT_EQUAL(cpu()->r[ESP].w, 0x5000);
}

CU_TestInfo cpu_transfer_tests[] = {
    TEST(far_targets_are_checked),
    TEST(only_call_goes_inward_through_a_gate),
    TEST(call_pushes_cs_and_the_next_eip),
    TEST(a_call_gate_copies_parameters),
    TEST(a_16_bit_gate_copies_words),
    TEST(a_16_bit_gate_in_the_same_ring_pushes_words),
    TEST(a_16_bit_tss_gives_the_inner_stack),
    TEST(the_inner_stack_is_checked),
    TEST(the_tss_must_hold_the_inner_stack),
    TEST(return_targets_are_checked),
    TEST(a_return_never_goes_inward),
    TEST(the_outer_stack_is_checked),
    TEST(an_outer_return_drops_parameters_and_segments),
    TEST(the_outer_esp_follows_the_size_of_its_stack),
    CU_TEST_INFO_NULL,
};
