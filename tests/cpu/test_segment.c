/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_segment.c - loading segment registers in protected mode, and
 * what a loaded segment allows.
 *
 * Source: Intel SDM Vol. 2, "MOV", "Loading a segment register while in
 * protected mode"; Vol. 3A, "Limit Checking", "Type Checking", "Privilege
 * Level Checking When Accessing Data Segments".
 */
#include "tests/cpu/bench.h"

struct load_case {
    const char *what;
    unsigned seg, cpl;
    uint16_t selector;
    int vector; /* -1: it loads */
    uint32_t error;
};

/* From SEL_SPARE (180h) on. */
static void define_special_segments(void)
{
    bench_descriptor(
        0x180, bench_segment(DS_BASE, 0xff, DATA & ~(unsigned)ACC_PRESENT));
    bench_descriptor(0x188,
                     bench_segment(CS_BASE, 0xff, CODE & ~(unsigned)ACC_WRITE));
    bench_descriptor(
        0x190, bench_segment(DS_BASE, 0xff, DATA & ~(unsigned)ACC_ACCESSED));
    bench_descriptor(
        0x198,
        bench_segment(CS_BASE, 0xff, (CODE | ACC_DOWN) & ~(unsigned)ACC_WRITE));
    bench_descriptor(0x1a0, bench_gate(SYS_CALL32, 3, SEL_CODE32(0), 0));
    bench_descriptor(0x0c, bench_segment(DS_BASE, 0xff, DATA | DPL(3)));
}

/* mov sreg, ax: es cs ss ds fs gs */
static void run_load(const struct load_case *c)
{
    static const char *const code[SEG_COUNT] = {
        "8E C0 ; mov es, ax", "",
        "8E D0 ; mov ss, ax", "8E D8 ; mov ds, ax",
        "8E E0 ; mov fs, ax", "8E E8 ; mov gs, ax",
    };
    uint16_t before;

    bench_protected(CPU_386, 32, c->cpl);
    define_special_segments();
    before = cpu()->seg[c->seg].selector;
    cpu()->r[EAX].d = c->selector;
    bench_code(code[c->seg]);
    bench_run_for(1);
    if (c->vector < 0) {
        EXPECT(cpu()->eip == ENTRY + 2 &&
                   cpu()->seg[c->seg].selector == c->selector,
               "%s: EIP %X", c->what, cpu()->eip);
        return;
    }
    EXPECT(cpu()->eip == HANDLER + 4 * (uint32_t)c->vector &&
               bench_frame(true).error == c->error &&
               bench_frame(true).eip == ENTRY,
           "%s: EIP %X, error %X", c->what, cpu()->eip,
           bench_frame(true).error);
    if (c->seg != SS)
        EXPECT(cpu()->seg[c->seg].selector == before, "%s: loaded", c->what);
}

static void data_segments_are_checked(void)
{
    static const struct load_case cases[] = {
        {"data", DS, 0, SEL_DATA(0), -1, 0},
        {"null", DS, 0, 0, -1, 0},
        {"null with an RPL", DS, 3, 3, -1, 0},
        {"read-only data", ES, 0, SEL_READ_ONLY(0), -1, 0},
        {"readable code", FS, 0, SEL_CODE32(0), -1, 0},
        {"in the LDT", GS, 3, 0x0f, -1, 0},
        {"past the LDT", DS, 0, 0x104, VECTOR_GP, 0x104},
        {"past the GDT", DS, 0, 0x303, VECTOR_GP, 0x300},
        {"execute-only code", DS, 0, 0x188, VECTOR_GP, 0x188},
        {"conforming execute-only code", DS, 0, 0x198, VECTOR_GP, 0x198},
        {"a TSS", DS, 0, SEL_TSS, VECTOR_GP, SEL_TSS},
        {"an LDT", ES, 0, SEL_LDT, VECTOR_GP, SEL_LDT},
        {"a call gate", FS, 0, 0x1a0, VECTOR_GP, 0x1a0},
        {"not present", DS, 0, 0x180, VECTOR_NP, 0x180},
        {"inner ring", DS, 3, SEL_DATA(0), VECTOR_GP, SEL_DATA(0)},
        {"inner ring", GS, 2, SEL_DATA(1), VECTOR_GP, SEL_DATA(1) & ~3},
        {"RPL above DPL", DS, 0, SEL_DATA(0) | 1, VECTOR_GP, SEL_DATA(0)},
        {"outer ring", DS, 0, SEL_DATA(3), -1, 0},
        {"outer ring, RPL 0", DS, 1, SEL_DATA(3) & ~3, -1, 0},
        {"conforming code of ring 0", DS, 3, SEL_CONFORMING(0) | 3, -1, 0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        run_load(&cases[i]);
}

static void the_stack_segment_is_checked(void)
{
    static const struct load_case cases[] = {
        {"stack", SS, 0, SEL_STACK32(0), -1, 0},
        {"stack of ring 3", SS, 3, SEL_STACK16(3), -1, 0},
        {"null", SS, 0, 0, VECTOR_GP, 0},
        {"null with an RPL", SS, 0, 3, VECTOR_GP, 0},
        {"past the GDT", SS, 0, 0x300, VECTOR_GP, 0x300},
        {"RPL is not CPL", SS, 0, SEL_STACK32(0) | 3, VECTOR_GP,
         SEL_STACK32(0)},
        {"DPL is not CPL", SS, 0, SEL_STACK32(3) & ~3, VECTOR_GP,
         SEL_STACK32(3) & ~3},
        {"DPL is not CPL", SS, 3, SEL_STACK32(0) | 3, VECTOR_GP,
         SEL_STACK32(0)},
        {"read-only", SS, 0, SEL_READ_ONLY(0), VECTOR_GP, SEL_READ_ONLY(0)},
        {"code", SS, 0, SEL_CODE32(0), VECTOR_GP, SEL_CODE32(0)},
        {"a TSS", SS, 0, SEL_TSS, VECTOR_GP, SEL_TSS},
        {"not present", SS, 0, 0x180, VECTOR_SS, 0x180},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        run_load(&cases[i]);
}

static void cs_cannot_be_loaded_by_mov(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_code("8E C8 ; mov cs, ax\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_UD, NO_ERROR, ENTRY);
}

/* POP and LxS go the same way, and are restartable. */
static void a_failed_pop_leaves_the_stack_pointer(void)
{
    static const char *const code[] = {
        "1F ; pop ds",
        "07 ; pop es",
        "17 ; pop ss",
        "0F A1 ; pop fs",
        "0F A9 ; pop gs",
        "C5 0E ; lds ecx, [esi]",
        "C4 0E ; les ecx, [esi]",
        "0F B2 0E ; lss ecx, [esi]",
        "0F B4 0E ; lfs ecx, [esi]",
        "0F B5 0E ; lgs ecx, [esi]",
    };

    for (unsigned i = 0; i < ARRAY_LEN(code); i++) {
        bench_protected(CPU_386, 32, 0);
        bench_poke(SS_BASE + STACK_TOP(0), 2, 0x304);
        bench_poke(DS_BASE + 0x44, 2, 0x304);
        cpu()->r[ESI].d = 0x40;
        bench_code(code[i]);
        bench_run();
        EXPECT_FAULT_AT(VECTOR_GP, 0x304, ENTRY);
        EXPECT_EQUAL(cpu()->r[ESP].d, STACK_TOP(0) - 16);
        EXPECT_EQUAL(cpu()->r[ECX].d, 0xc0c1c2c3);
    }
}

/* SDM Vol. 3A, "Code- and Data-Segment Descriptor Types": the accessed bit. */
static void loading_sets_the_accessed_bit(void)
{
    bench_protected(CPU_386, 32, 0);
    define_special_segments();
    bench_code("B8 90 01 00 00 ; mov eax, 190h\n"
               "8E D8          ; mov ds, ax\n");
    bench_run();
    EXPECT_HALT(0x107);
    EXPECT_EQUAL(bench_descriptor_of(0x190).high >> 8 & 0xff, DATA);
}

struct access_case {
    const char *code;
    unsigned access; /* of the segment in DS or SS */
    uint32_t limit, at;
    bool stack, allowed;
};

/* [esi] or, in the stack segment, [ebp]. */
static void run_access(const struct access_case *c)
{
    unsigned seg = c->stack ? SS : DS;

    bench_protected(CPU_386, 32, 0);
    bench_vector(VECTOR_SS, bench_gate(SYS_TASK_GATE, 0, SEL_TSS2, 0));
    bench_poke(TSS2_BASE + 0x20, 4, HANDLER + 4 * VECTOR_SS);
    bench_descriptor(SEL_SPARE, bench_segment(DS_BASE, c->limit, c->access));
    bench_load(seg, SEL_SPARE);
    cpu()->r[ESI].d = cpu()->r[EBP].d = c->at;
    if (c->allowed)
        bench_poke(DS_BASE + c->at, 1, 0x77);
    bench_code(c->code);
    bench_run_for(1);
    EXPECT((cpu()->eip < HANDLER) == c->allowed, "%s at %X, limit %X: EIP %X",
           c->code, c->at, c->limit, cpu()->eip);
    if (!c->allowed) {
        EXPECT_EQUAL(cpu()->eip,
                     HANDLER + 4u * (c->stack ? VECTOR_SS : VECTOR_GP));
        EXPECT_EQUAL(bench_frame(true).error, 0);
    } else if (c->code[0] == '8' && c->code[1] > '9') { /* 8A, 8B */
        EXPECT_EQUAL(cpu()->r[EAX].b[0], 0x77);
    }
}

static void limits_are_checked_to_the_last_byte(void)
{
    static const struct access_case cases[] = {
        {"8A 06 ; mov al, [esi]", DATA, 0xff, 0xff, false, true},
        {"8A 06 ; mov al, [esi]", DATA, 0xff, 0x100, false, false},
        {"66 8B 06 ; mov ax, [esi]", DATA, 0xff, 0xfe, false, true},
        {"66 8B 06 ; mov ax, [esi]", DATA, 0xff, 0xff, false, false},
        {"8B 06 ; mov eax, [esi]", DATA, 0xff, 0xfc, false, true},
        {"8B 06 ; mov eax, [esi]", DATA, 0xff, 0xfd, false, false},
        {"89 06 ; mov [esi], eax", DATA, 0xff, 0xfd, false, false},
        {"FF 06 ; inc dword [esi]", DATA, 0xff, 0xfd, false, false},
        {"8A 06 ; mov al, [esi]", DATA, 0x100fff, 0x1000, false, true},
        {"8B 06 ; mov eax, [esi]", DATA, 0xff, 0xffffffff, false, false},
        {"8A 45 00 ; mov al, [ebp]", DATA | ACC_BIG, 0xff, 0x100, true, false},
        {"88 45 00 ; mov [ebp], al", DATA | ACC_BIG, 0xff, 0x100, true, false},
        {"8A 45 00 ; mov al, [ebp]", DATA | ACC_BIG, 0xff, 0xff, true, true},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        run_access(&cases[i]);
}

/* Valid are the offsets above the limit, up to FFFFh or FFFFFFFFh by B. */
static void expand_down_segments_are_valid_above_their_limit(void)
{
    static const struct access_case cases[] = {
        {"8A 06 ; mov al, [esi]", DATA | ACC_DOWN, 0xff, 0x100, false, true},
        {"8A 06 ; mov al, [esi]", DATA | ACC_DOWN, 0xff, 0xff, false, false},
        {"8A 06 ; mov al, [esi]", DATA | ACC_DOWN, 0xff, 0xffff, false, true},
        {"8B 06 ; mov eax, [esi]", DATA | ACC_DOWN, 0xff, 0xfffd, false, false},
        {"8A 06 ; mov al, [esi]", DATA | ACC_DOWN, 0xff, 0x10000, false, false},
        {"8A 06 ; mov al, [esi]", DATA | ACC_DOWN | ACC_BIG, 0xff, 0x10000,
         false, true},
        {"89 06 ; mov [esi], eax", DATA | ACC_DOWN | ACC_BIG, 0xfff, 0xffd,
         false, false},
        {"89 06 ; mov [esi], eax", DATA | ACC_DOWN | ACC_BIG, 0xfff, 0x1000,
         false, true},
        {"8B 45 00 ; mov eax, [ebp]", DATA | ACC_DOWN | ACC_BIG, 0xfff, 0xfff,
         true, false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        run_access(&cases[i]);
}

static void types_allow_reading_and_writing(void)
{
    static const struct access_case cases[] = {
        {"8A 06 ; mov al, [esi]", DATA & ~ACC_WRITE, 0xff, 0, false, true},
        {"88 06 ; mov [esi], al", DATA & ~ACC_WRITE, 0xff, 0, false, false},
        {"80 06 00 ; add byte [esi], 0", DATA & ~ACC_WRITE, 0xff, 0, false,
         false},
        {"84 06 ; test [esi], al", DATA & ~ACC_WRITE, 0xff, 0, false, true},
        {"8A 06 ; mov al, [esi]", CODE, 0xff, 0, false, true},
        {"88 06 ; mov [esi], al", CODE, 0xff, 0, false, false},
        {"8A 06 ; mov al, [esi]", CODE & ~ACC_WRITE, 0xff, 0, false, false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        run_access(&cases[i]);
}

static void code_is_not_writable_through_cs(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_code("2E 88 05 00 02 00 00 ; mov [cs:200h], al\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, 0, ENTRY);
}

static void a_null_segment_allows_nothing(void)
{
    static const char *const code[] = {
        "8A 06 ; mov al, [esi]",
        "88 06 ; mov [esi], al",
        "26 8A 06 ; mov al, [es:esi]",
    };

    for (unsigned i = 0; i < ARRAY_LEN(code); i++) {
        bench_protected(CPU_386, 32, 0);
        bench_code_at(bench_code_at(CS_BASE + ENTRY, "33 C0 ; xor eax, eax\n"
                                                     "33 F6 ; xor esi, esi\n"
                                                     "8E D8 ; mov ds, ax\n"
                                                     "8E C0 ; mov es, ax\n"),
                      code[i]);
        bench_run();
        EXPECT_FAULT_AT(VECTOR_GP, 0, ENTRY + 8);
    }
}

/* The hidden part outlives its descriptor and the switch to real mode: SDM
 * Vol. 3A, "Switching Back to Real-Address Mode". */
static void unreal_mode_keeps_the_limit(void)
{
    bench_protected(CPU_386, 16, 0);
    bench_code("B8 08 00                ; mov ax, 8 (flat)\n"
               "8E D8                   ; mov ds, ax\n"
               "0F 20 C0                ; mov eax, cr0\n"
               "24 FE                   ; and al, 0FEh\n"
               "0F 22 C0                ; mov cr0, eax\n"
               "EA 12 01 00 08          ; jmp 0800h:112h\n"
               "33 C0                   ; xor ax, ax\n"
               "8E D8                   ; mov ds, ax\n"
               "67 C6 05 04 00 12 00 55 ; mov byte [dword 120004h], 55h\n");
    bench_run();
    EXPECT_HALT(0x11e);
    EXPECT_EQUAL(cpu()->seg[CS].base, 0x8000);
    EXPECT_EQUAL(cpu()->seg[DS].base, 0);
    EXPECT_EQUAL(bench_peek(0x120004, 1), 0x55);
}

CU_TestInfo cpu_segment_tests[] = {
    TEST(data_segments_are_checked),
    TEST(the_stack_segment_is_checked),
    TEST(cs_cannot_be_loaded_by_mov),
    TEST(a_failed_pop_leaves_the_stack_pointer),
    TEST(loading_sets_the_accessed_bit),
    TEST(limits_are_checked_to_the_last_byte),
    TEST(expand_down_segments_are_valid_above_their_limit),
    TEST(types_allow_reading_and_writing),
    TEST(code_is_not_writable_through_cs),
    TEST(a_null_segment_allows_nothing),
    TEST(unreal_mode_keeps_the_limit),
    CU_TEST_INFO_NULL,
};
