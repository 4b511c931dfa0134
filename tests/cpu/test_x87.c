/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_x87.c - the floating-point unit as a part of the processor:
 * when it may be used, operands in memory, the state in memory, errors. Its
 * arithmetic is compared with the host's in test_x87_host.c.
 *
 * Source: Intel SDM Vol. 1, "Programming with the x87 FPU", "Handling x87 FPU
 * Exceptions in Software"; Vol. 2, each instruction by its name; Vol. 3A,
 * "Control Registers".
 */
#include <stdio.h>
#include <string.h>

#include "sim/cpu/x87_unit.h"
#include "tests/cpu/row.h"

#define ROWS(rows) rows_run(__FILE__, rows, ARRAY_LEN(rows), CPU_486, 32)

/* --- may it run? --------------------------------------------------------- */

/* SDM Vol. 3A, "Control Registers", the tables of EM, MP and TS. */
static void em_and_ts_raise_device_not_available(void)
{
    for (unsigned bits = 0; bits < 8; bits++) {
        uint32_t cr0 = bits << 1; /* MP EM TS */
        struct row escape = {"DD D8 ; fstp st0", "", ""};
        struct row wait = {"9B ; wait", "", ""};

        if (cr0 & (CR0_EM | CR0_TS))
            escape.after = "#NM";
        if ((cr0 & CR0_MP) && (cr0 & CR0_TS))
            wait.after = "#NM";
        bench_protected(CPU_486, 32, 0);
        cpu()->cr0 |= cr0;
        row_run(__FILE__, &escape);
        bench_protected(CPU_486, 32, 0);
        cpu()->cr0 |= cr0;
        row_run(__FILE__, &wait);
    }
}

static void opcodes_that_are_none_raise_ud(void)
{
    static const char *const codes[] = {
        "D9 0E ; D9 /1",  "D9 D1", "D9 E2",
        "D9 E6",          "D9 EF", "DB 26 ; DB /4",
        "DB 36 ; DB /6",  "DB E5", "DB F8",
        "DA E8",          "DA F0", "DD 0E ; fisttp, SSE3",
        "DD 2E ; DD /5",  "DD F0", "DE D8",
        "DF 0E ; fisttp", "DF E1", "DF F8",
    };
    struct row row = {NULL, "esi=40", "#UD"};

    for (unsigned i = 0; i < ARRAY_LEN(codes); i++) {
        row.code = codes[i];
        rows_run(__FILE__, &row, 1, CPU_I686, 32);
    }
}

/* SDM Vol. 2, "FCMOVcc", "FCOMI": since the P6. */
static void fcmov_and_fcomi_came_with_the_i686(void)
{
    static const char *const codes[] = {
        "DA C1 ; fcmovb st0, st1",  "DB D9 ; fcmovnu st0, st1",
        "DB E9 ; fucomi st0, st1",  "DB F1 ; fcomi st0, st1",
        "DF E9 ; fucomip st0, st1", "DF F1 ; fcomip st0, st1",
    };

    for (unsigned i = 0; i < ARRAY_LEN(codes); i++)
        for (enum cpu_model m = CPU_486; m < CPU_MODELS; m++) {
            bench_protected(m, 32, 0);
            cpu()->cr0 |= CR0_NE;
            bench_code(codes[i]);
            bench_run();
            if (m < CPU_I686)
                EXPECT_FAULT_AT(VECTOR_UD, NO_ERROR, ENTRY);
            else
                EXPECT_HALT(ENTRY + 2);
        }
}

/* --- what is in it ------------------------------------------------------- */

/* SDM Vol. 3A, "IA-32 and Intel 64 Processor States Following Power-up,
 * Reset, or INIT"; Vol. 2, "FINIT". A program finds the unit by the zero that
 * FNSTSW stores over something else. */
static void reset_and_fninit_leave_known_words(void)
{
    static const struct row after_reset[] = {
        {"D9 3E ; fnstcw [esi]", "esi=40 ds:40=1111", "ds:40=4000"},
        {"DD 3E ; fnstsw [esi]", "esi=40 ds:40=1111", "ds:40=0000"},
        {"DF E0 ; fnstsw ax", "eax=5A5A", "eax=0"},
    };
    struct x87 *x = &cpu()->x87;

    ROWS(after_reset);
    bench_protected(CPU_486, 32, 0);
    x->status = 0x7fff;
    x->code = x->data = 0x12345678;
    bench_code("DB E3 ; fninit\n");
    bench_run();
    EXPECT_HALT(ENTRY + 2);
    EXPECT_EQUAL(x->control, 0x37f);
    EXPECT_EQUAL(x->status, 0);
    EXPECT_EQUAL(x->used, 0);
    EXPECT_EQUAL(x->code | x->data | x->opcode, 0);
}

/* "x87 FPU Constants", each rounded in the four ways; the digits are those of
 * the numbers themselves. */
static void constants_are_rounded_as_the_control_word_says(void)
{
    static const struct {
        uint8_t opcode;
        uint64_t cut; /* the first 64 bits */
        bool near_next;
        uint16_t exponent;
    } cases[] = {
        {0xe9, UINT64_C(0xd49a784bcd1b8afe), false, 0x4000}, /* log2 10 */
        {0xea, UINT64_C(0xb8aa3b295c17f0bb), true, 0x3fff},  /* log2 e */
        {0xeb, UINT64_C(0xc90fdaa22168c234), true, 0x4000},  /* pi */
        {0xec, UINT64_C(0x9a209a84fbcff798), true, 0x3ffd},  /* log10 2 */
        {0xed, UINT64_C(0xb17217f7d1cf79ab), true, 0x3ffe},  /* ln 2 */
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        for (unsigned mode = 0; mode < 4; mode++) {
            bool next = mode == 2 || (mode == 0 && cases[i].near_next);
            struct x87 *x = &cpu()->x87;
            char code[16];

            bench_protected(CPU_486, 32, 0);
            x87_init(x);
            x->control = (uint16_t)(0x37f | mode << 10);
            snprintf(code, sizeof code, "D9 %02X", cases[i].opcode);
            bench_code(code);
            bench_run();
            EXPECT(x->significand[7] == cases[i].cut + next &&
                       x->exponent[7] == cases[i].exponent,
                   "D9 %02X, mode %u: %04X %016llX", cases[i].opcode, mode,
                   x->exponent[7], (unsigned long long)x->significand[7]);
        }
}

/* --- memory -------------------------------------------------------------- */

/* DB E3 is FNINIT. pi is 4009 21FB 5444 2D18 as a real number of 64 bits and
 * 4049 0FDB as one of 32. */
static void numbers_go_to_memory_in_every_format(void)
{
    static const struct row rows[] = {
        {"DB E3 D9 EB DB 3E ; fldpi, fstp tbyte [esi]", "esi=40",
         "ds:40=35C26821A2DA0FC90040"},
        {"DB E3 D9 EB DD 1E ; fldpi, fstp qword [esi]", "esi=40",
         "ds:40=182D4454FB210940"},
        {"DB E3 D9 EB D9 1E ; fldpi, fstp dword [esi]", "esi=40",
         "ds:40=DB0F4940"},
        {"DB E3 D9 EB DF 1E ; fldpi, fistp word [esi]", "esi=40", "ds:40=0300"},
        {"DB E3 D9 EB DB 1E ; fldpi, fistp dword [esi]", "esi=40",
         "ds:40=03000000"},
        {"DB E3 D9 EB DF 3E ; fldpi, fistp qword [esi]",
         "esi=40 ds:40=FFFFFFFF", "ds:40=0300000000000000"},
        {"DB E3 DF 06 DF 36 ; fild word [esi], fbstp [esi]",
         "esi=40 ds:40=3930", "ds:40=45230100000000000000"},
        {"DB E3 DF 06 DF 36 ; fild word [esi], fbstp [esi]",
         "esi=40 ds:40=FFFF", "ds:40=01000000000000000080"},
        {"DB E3 DF 26 DF 1E ; fbld [esi], fistp word [esi]",
         "esi=40 ds:40=45230100000000000080", "ds:40=C7CF"},
        {"DB E3 D9 06 DD 1E ; fld dword [esi], fstp qword [esi]",
         "esi=40 ds:40=DB0F4940", "ds:40=00000060FB210940"},
        {"DB E3 DF 2E DB 3E ; fild qword [esi], fstp tbyte [esi]",
         "esi=40 ds:40=FFFFFFFFFFFFFFFF", "ds:40=0000000000000080FFBF"},
        {"DB E3 DB 2E DD 1E ; fld tbyte [esi], fstp qword [esi]",
         "esi=40 ds:40=35C26821A2DA0FC90040", "ds:40=182D4454FB210940"},
        {"DB E3 D9 E8 DE 06 DF 1E ; fld1, fiadd word [esi], fistp word [esi]",
         "esi=40 ds:40=0900", "ds:40=0A00"},
    };

    ROWS(rows);
}

/* A fault in the operand leaves the unit as it was. */
static void a_fault_in_memory_changes_nothing(void)
{
    static const char *const codes[] = {
        "DD 06 ; fld qword [esi]",  "DD 1E ; fstp qword [esi]",
        "DC 06 ; fadd qword [esi]", "DB 2E ; fld tbyte [esi]",
        "DB 3E ; fstp tbyte [esi]", "DF 36 ; fbstp [esi]",
        "D9 36 ; fnstenv [esi]",    "D9 26 ; fldenv [esi]",
        "DD 36 ; fnsave [esi]",     "DD 26 ; frstor [esi]",
        "D9 2E ; fldcw [esi]",      "D9 3E ; fnstcw [esi]",
        "DD 3E ; fnstsw [esi]",
    };

    for (unsigned i = 0; i < ARRAY_LEN(codes); i++)
        for (unsigned paged = 0; paged < 2; paged++) {
            struct x87 x = {.control = 0x37f, .used = 0x81};

            bench_protected(CPU_486, 32, 3);
            x.significand[0] = F80_INTEGER;
            x.exponent[0] = F80_BIAS;
            cpu()->x87 = x;
            if (paged) { /* its first byte is there, its last is not */
                bench_paging();
                bench_page(DS_BASE + 0x2000, 0);
            }
            cpu()->r[ESI].d = paged ? 0x1fff : 0xffff;
            bench_code(codes[i]);
            bench_run();
            if (paged)
                EXPECT_EQUAL(cpu()->cr2, DS_BASE + 0x2000);
            EXPECT(memcmp(&cpu()->x87, &x, sizeof x) == 0, "%s", codes[i]);
            EXPECT_EQUAL(bench_halted_at(),
                         HANDLER + 4u * (paged ? VECTOR_PF : VECTOR_GP));
        }
}

/* SDM Vol. 3A, "Alignment Check Exception (#AC)": 8 bytes for 10 too; the
 * state as its operand size. */
static void operands_are_checked_for_alignment(void)
{
    static const struct {
        const char *code;
        uint32_t good, bad;
    } cases[] = {
        {"D9 06 ; fld dword [esi]", 0x44, 0x42},
        {"DD 06 ; fld qword [esi]", 0x48, 0x44},
        {"DD 16 ; fst qword [esi]", 0x48, 0x44},
        {"DB 2E ; fld tbyte [esi]", 0x48, 0x44},
        {"D9 36 ; fnstenv [esi]", 0x44, 0x42},
        {"66 D9 36 ; fnstenv [esi], 14 bytes", 0x42, 0x41},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        for (unsigned bad = 0; bad < 2; bad++) {
            bench_protected(CPU_486, 32, 3);
            cpu()->cr0 |= CR0_AM;
            cpu_set_eflags(cpu(), FLAG_AC);
            x87_init(&cpu()->x87);
            cpu()->r[ESI].d = bad ? cases[i].bad : cases[i].good;
            bench_code(cases[i].code);
            bench_run();
            EXPECT((bench_halted_at() == HANDLER + 4 * VECTOR_AC) == bad,
                   "%s at %X", cases[i].code, cpu()->r[ESI].d);
        }
}

/* --- the state in memory ------------------------------------------------- */

/* SDM Vol. 1, figures 8-9 to 8-12. */
static void the_environment_of_protected_mode_has_selectors(void)
{
    const uint32_t items[] = {
        0x37f, 0x3800, 0x7fff, ENTRY + 2, SEL_CODE32(0), 0x40, SEL_DATA(0),
    };

    for (unsigned size = 2; size <= 4; size += 2) {
        bench_protected(CPU_486, 32, 0);
        cpu()->r[ESI].d = 0x40;
        bench_code(size == 2 ? "DB E3 D9 06 66 D9 76 40"
                             : "DB E3 D9 06 D9 76 40");
        bench_run();
        for (unsigned i = 0; i < ARRAY_LEN(items); i++) {
            uint32_t item = bench_peek(DS_BASE + 0x80 + size * i, size);
            uint32_t high = i == 4 ? 0x106 : 0xffff; /* D9 06 */

            EXPECT_EQUAL(item & 0xffff, items[i]);
            if (size == 4 && i != 3 && i != 5)
                EXPECT_EQUAL(item >> 16, high);
        }
    }
}

/* Real-address mode, code at 0800:0100, data at 1000:0040. */
static void the_environment_of_real_mode_has_linear_addresses(void)
{
    static const uint16_t narrow[] = {0x37f,  0x3800, 0x7fff, 0x8102,
                                      0x0104, 0x0040, 0x1000};
    static const uint32_t wide[] = {0xffff037f, 0xffff3800, 0xffff7fff,
                                    0xffff8102, 0x00000104, 0xffff0040,
                                    0x00001000};

    for (unsigned size = 2; size <= 4; size += 2) {
        bench_real(CPU_486);
        cpu()->r[ESI].d = 0x40;
        bench_code(size == 2 ? "DB E3 D9 04 D9 B4 40 00"
                             : "DB E3 D9 04 66 D9 B4 40 00");
        bench_run();
        for (unsigned i = 0; i < 7; i++)
            EXPECT_EQUAL(bench_peek(DS_BASE + 0x80 + size * i, size),
                         size == 2 ? narrow[i] : wide[i]);
    }
}

/* What FSAVE stored FRSTOR brings back, in each layout; between them FNINIT
 * was done. */
static void frstor_brings_back_what_fsave_stored(void)
{
    for (unsigned layout = 0; layout < 4; layout++) {
        struct x87 x = {.control = 0x27f, .status = 0x6d00, .used = 0xe3};
        bool wide = layout & 1, real = layout & 2;

        for (unsigned i = 0; i < 8; i++) {
            x.significand[i] = F80_INTEGER | i;
            x.exponent[i] = (uint16_t)(0x3ff0 + i);
        }
        if (real)
            bench_real(CPU_486);
        else
            bench_protected(CPU_486, 32, 0);
        cpu()->x87 = x;
        cpu()->r[ESI].d = 0x40;
        bench_code(
            real ? (wide ? "66 DD 34 DF E0 66 DD 24" : "DD 34 DF E0 DD 24")
                 : (wide ? "DD 36 DF E0 DD 26" : "66 DD 36 DF E0 66 DD 26"));
        bench_run();
        EXPECT_EQUAL(cpu()->r[EAX].w, 0); /* FNSTSW AX between them */
        EXPECT(memcmp(&cpu()->x87, &x, sizeof x) == 0, "layout %u", layout);
    }
}

/* "FXSAVE", its layout outside 64-bit mode; TOP is 5, so ST(0) is R5. FXRSTOR
 * brings it back after FNINIT. */
static void fxrstor_brings_back_what_fxsave_stored(void)
{
    struct x87 x = {.control = 0x27f, .status = 0x6d00, .used = 0xe3};

    x.code = 0x12345678;
    x.code_cs = 0x9abc;
    x.opcode = 0x7de;
    x.data = 0x0fedcba9;
    x.data_segment = 0x8765;
    for (unsigned i = 0; i < 8; i++) {
        x.significand[i] = F80_INTEGER | i;
        x.exponent[i] = (uint16_t)(0x3ff0 + i);
    }
    bench_protected(CPU_I686, 32, 0);
    cpu()->x87 = x;
    cpu()->r[ESI].d = 0x40;
    bench_code("0F AE 06 ; fxsave [esi]\n"
               "DB E3    ; fninit\n"
               "DF E0    ; fnstsw ax\n"
               "0F AE 0E ; fxrstor [esi]\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EAX].w, 0);
    EXPECT(memcmp(&cpu()->x87, &x, sizeof x) == 0, "not what was stored");
    EXPECT_EQUAL(bench_peek(DS_BASE + 0x40, 4), 0x6d00027f);
    EXPECT_EQUAL(bench_peek(DS_BASE + 0x44, 4), 0x07de00e3);
    EXPECT_EQUAL(bench_peek(DS_BASE + 0x48, 4), 0x12345678);
    EXPECT_EQUAL(bench_peek(DS_BASE + 0x4c, 2), 0x9abc);
    EXPECT_EQUAL(bench_peek(DS_BASE + 0x50, 4), 0x0fedcba9);
    EXPECT_EQUAL(bench_peek(DS_BASE + 0x54, 2), 0x8765);
    for (unsigned i = 0; i < 8; i++) {
        uint32_t at = DS_BASE + 0x60 + 16 * i;

        EXPECT_EQUAL(bench_peek(at, 4), (i + 5) % 8);
        EXPECT_EQUAL(bench_peek(at + 4, 4), 0x80000000);
        EXPECT_EQUAL(bench_peek(at + 8, 2), 0x3ff0 + (i + 5) % 8);
    }
}

/* "FXSAVE", "Protected Mode Exceptions": 512 bytes at a multiple of 16. */
static void fxsave_wants_512_aligned_bytes(void)
{
    static const struct row rows[] = {
        {"0F AE 06 ; fxsave [esi]", "esi=48", "#GP(0)"},
        {"0F AE 0E ; fxrstor [esi]", "esi=48", "#GP(0)"},
        {"0F AE 06 ; fxsave past the end", "esi=FE10", "#GP(0)"},
        {"0F AE 0E ; fxrstor past the end", "esi=FE10", "#GP(0)"},
        {"F0 0F AE 06 ; lock fxsave [esi]", "esi=40", "#UD"},
        {"0F AE C0 ; fxsave with a register", "", "#UD"},
    };

    rows_run(__FILE__, rows, ARRAY_LEN(rows), CPU_I686, 32);
    for (unsigned bit = 0; bit < 2; bit++) {
        bench_protected(CPU_I686, 32, 0);
        cpu()->cr0 |= bit ? CR0_TS : CR0_EM;
        cpu()->r[ESI].d = 0x48;
        bench_code("0F AE 06 ; fxsave [esi]\n");
        bench_run();
        EXPECT_FAULT_AT(VECTOR_NM, NO_ERROR, ENTRY);
    }
}

/* "FSTENV/FNSTENV": masks all exceptions; "FNSAVE": initialises. */
static void fnstenv_masks_and_fldcw_unmasks(void)
{
    bench_protected(CPU_486, 32, 0);
    cpu()->x87.control = 0x340;
    cpu()->x87.status = X87_ES | X87_BUSY | X87_ZE;
    cpu()->r[ESI].d = 0x40;
    bench_poke(DS_BASE + 0x60, 2, 0x37b);
    bench_code("D9 36                   ; fnstenv [esi]\n"
               "DF E0                   ; fnstsw ax\n"
               "D9 6E 20                ; fldcw [esi+20h]\n"
               "DD 3E                   ; fnstsw [esi]\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EAX].w, X87_ZE);
    EXPECT_EQUAL(bench_peek(DS_BASE + 0x40, 2), X87_ZE | X87_ES | X87_BUSY);
}

/* --- errors -------------------------------------------------------------- */

/* 1 / 0 with the division not masked, then a second instruction. */
#define DIVIDE                                                                 \
    "DB E3     ; fninit\n"                                                     \
    "D9 2E     ; fldcw [esi]\n"                                                \
    "D9 E8     ; fld1\n"                                                       \
    "D9 EE     ; fldz\n"                                                       \
    "D8 F9     ; fdivr st0, st1\n"
#define AFTER (ENTRY + 10)

static void divide_by_zero(const char *code, uint32_t cr0)
{
    bench_protected(CPU_486, 32, 0);
    bench.fpu_error = false;
    cpu()->cr0 |= cr0;
    cpu()->r[ESI].d = 0x40;
    bench_poke(DS_BASE + 0x40, 2, 0x37b);
    bench_code(code);
    bench_run_for(20);
}

/* With CR0.NE the next instruction that waits raises #MF; it points at that
 * one, and the unit's own pointer at the division. */
static void an_error_is_mf_at_the_next_waiting_instruction(void)
{
    static const char *const waiting[] = {
        DIVIDE "9B ; wait\n",
        DIVIDE "D9 D0 ; fnop\n",
        DIVIDE "D9 E8 ; fld1\n",
        DIVIDE "D9 2E ; fldcw [esi]\n",
        DIVIDE "DD 26 ; frstor [esi]\n",
    };
    static const char *const others[] = {
        DIVIDE "DB E2 ; fnclex\n",
        DIVIDE "DB E3 ; fninit\n",
        DIVIDE "DF E0 ; fnstsw ax\n",
        DIVIDE "D9 7E 10 ; fnstcw [esi+10h]\n",
        DIVIDE "D9 76 10 ; fnstenv [esi+10h]\n",
        DIVIDE "DD 76 10 ; fnsave [esi+10h]\n",
        DIVIDE "40 ; inc eax\n",
    };

    for (unsigned i = 0; i < ARRAY_LEN(waiting); i++) {
        divide_by_zero(waiting[i], CR0_NE);
        EXPECT_FAULT_AT(VECTOR_MF, NO_ERROR, AFTER);
        EXPECT_EQUAL(cpu()->x87.code, AFTER - 2);
        EXPECT_EQUAL(cpu()->x87.opcode, 0x0f9);
        EXPECT_EQUAL(cpu()->x87.status, X87_ZE | X87_ES | X87_BUSY | 6 << 11);
        EXPECT(!bench.fpu_error, "FERR# with NE");
    }
    for (unsigned i = 0; i < ARRAY_LEN(others); i++) {
        divide_by_zero(others[i], CR0_NE);
        EXPECT(bench_halted_at() > AFTER && bench_halted_at() < HANDLER, "%s",
               others[i]);
    }
}

/* Without CR0.NE: FERR# at once, and the processor stands at the next waiting
 * instruction, unless IGNNE# is driven; FNCLEX takes FERR# away. */
static void without_ne_an_error_drives_ferr(void)
{
    divide_by_zero(DIVIDE "D9 E8 ; fld1\n", 0);
    EXPECT_EQUAL(cpu()->eip, AFTER);
    EXPECT_EQUAL(cpu()->activity, CPU_RUNNING);
    EXPECT(bench.fpu_error, "no FERR#");
    divide_by_zero(DIVIDE "DB E2 ; fnclex\n"
                          "D9 E8 ; fld1\n",
                   0);
    EXPECT_HALT(AFTER + 4);
    EXPECT(!bench.fpu_error, "FERR# stays");
    divide_by_zero("90 ; nop\n", 0);
    cpu()->x87.ignore_errors = 1;
    cpu()->eip = ENTRY;
    cpu()->activity = CPU_RUNNING;
    bench_code(DIVIDE "D9 E8 ; fld1\n");
    bench_run();
    EXPECT_HALT(AFTER + 2);
}

/* An interrupt ends the standing still. */
static void a_waiting_processor_takes_interrupts(void)
{
    bench_protected(CPU_486, 32, 0);
    cpu()->r[ESI].d = 0x40;
    cpu()->r[EAX].d = 0x75;
    bench_poke(DS_BASE + 0x40, 2, 0x37b);
    bench_code(DIVIDE "E6 E0  ; out PORT_INTR, al\n"
                      "FB     ; sti\n"
                      "D9 E8  ; fld1\n");
    bench_run();
    EXPECT_EQUAL(bench_halted_at(), HANDLER + 4 * 0x75);
    EXPECT_EQUAL(bench_peek(SS_BASE + cpu()->r[ESP].d, 4), AFTER + 3);
}

CU_TestInfo cpu_x87_tests[] = {
    TEST(em_and_ts_raise_device_not_available),
    TEST(opcodes_that_are_none_raise_ud),
    TEST(fcmov_and_fcomi_came_with_the_i686),
    TEST(reset_and_fninit_leave_known_words),
    TEST(constants_are_rounded_as_the_control_word_says),
    TEST(numbers_go_to_memory_in_every_format),
    TEST(a_fault_in_memory_changes_nothing),
    TEST(operands_are_checked_for_alignment),
    TEST(the_environment_of_protected_mode_has_selectors),
    TEST(the_environment_of_real_mode_has_linear_addresses),
    TEST(frstor_brings_back_what_fsave_stored),
    TEST(fxrstor_brings_back_what_fxsave_stored),
    TEST(fxsave_wants_512_aligned_bytes),
    TEST(fnstenv_masks_and_fldcw_unmasks),
    TEST(an_error_is_mf_at_the_next_waiting_instruction),
    TEST(without_ne_an_error_drives_ferr),
    TEST(a_waiting_processor_takes_interrupts),
    CU_TEST_INFO_NULL,
};
