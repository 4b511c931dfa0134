/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_plain.c - decimal arithmetic, single flags, NOP, XLAT.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name; the examples of
 * "DAA" and "DAS".
 */
#include "tests/cpu/row.h"

static void daa_adjusts_a_packed_sum(void)
{
    static const struct row rows[] = {
        /* 79 + 35 = AE -> 114 */
        {"27 ; daa", "eax=123456AE", "eax=12345614 f=szAPC"},
        {"27 ; daa", "eax=2E", "eax=34 f=szApc"},
        {"27 ; daa", "eax=12 f=A", "eax=18 f=szAPc"},
        {"27 ; daa", "eax=12 f=C", "eax=72 f=szaPC"},
        {"27 ; daa", "eax=99", "eax=99 f=SzaPc"},
        {"27 ; daa", "eax=9A", "eax=0 f=sZAPC"},
        {"27 ; daa", "eax=A0", "eax=0 f=sZaPC"},
        {"27 ; daa", "eax=45", "eax=45 f=szapc"},
    };

    ROWS_REAL(rows);
    ROWS_PROTECTED(rows);
}

static void das_adjusts_a_packed_difference(void)
{
    static const struct row rows[] = {
        /* 35 - 47 = EE -> 88, borrow */
        {"2F ; das", "eax=123456EE f=SAPC", "eax=12345688 f=SzAPC"},
        {"2F ; das", "eax=2E", "eax=28 f=szAPc"},
        {"2F ; das", "eax=12 f=C", "eax=B2 f=SzaPC"},
        {"2F ; das", "eax=99", "eax=99 f=SzaPc"},
        {"2F ; das", "eax=45", "eax=45 f=szapc"},
        {"2F ; das", "eax=66 f=AC", "eax=0 f=sZAPC"},
        {"2F ; das", "eax=03 f=A", "eax=FD f=SzApC"},
        {"2F ; das", "eax=06 f=A", "eax=0 f=sZAPc"},
    };

    ROWS_REAL(rows);
    ROWS_PROTECTED(rows);
}

static void aaa_and_aas_adjust_an_unpacked_digit(void)
{
    static const struct row rows[] = {
        {"37 ; aaa", "eax=1234000B", "eax=12340101 f=AC"},
        {"37 ; aaa", "eax=0005 f=A", "eax=010B f=AC"},
        {"37 ; aaa", "eax=0139 f=C", "eax=0109 f=ac"},
        {"37 ; aaa", "eax=00FF", "eax=0205 f=AC"},
        {"3F ; aas", "eax=1234020B", "eax=12340105 f=AC"},
        {"3F ; aas", "eax=0208 f=A", "eax=0102 f=AC"},
        {"3F ; aas", "eax=0207 f=C", "eax=0207 f=ac"},
        {"3F ; aas", "eax=0001 f=A", "eax=FE0B f=AC"},
    };

    ROWS_REAL(rows);
    ROWS_PROTECTED(rows);
}

static void aam_and_aad_work_in_any_base(void)
{
    static const struct row rows[] = {
        {"D4 0A ; aam", "eax=1234FF4F", "eax=12340709 f=szP"},
        {"D4 0A ; aam", "eax=00", "eax=0 f=sZP"},
        {"D4 10 ; aam 16", "eax=00A7", "eax=0A07 f=szp"},
        {"D4 FF ; aam 255", "eax=00FE", "eax=00FE f=Szp"},
        {"D4 00 ; aam 0", "eax=1234", "#DE"},
        {"D5 0A ; aad", "eax=12340709", "eax=1234004F f=szp"},
        {"D5 0A ; aad", "eax=0000", "eax=0 f=sZP"},
        {"D5 10 ; aad 16", "eax=0A07", "eax=A7 f=Szp"},
        {"D5 0A ; aad", "eax=FFFF", "eax=F5 f=SzP"},
    };

    ROWS_REAL(rows);
    ROWS_PROTECTED(rows);
}

static void flag_instructions_change_one_flag(void)
{
    static const struct row rows[] = {
        {"F8 ; clc", "f=OSZAPC", "f=OSZAPc"},
        {"F8 ; clc", "", ""},
        {"F9 ; stc", "", "f=oszapC"},
        {"F9 ; stc", "f=OC", "f=OszapC"},
        {"F5 ; cmc", "f=OSZAPC", "f=OSZAPc"},
        {"F5 ; cmc", "", "f=oszapC"},
        {"FC ; cld", "f=DOC", "f=dOszapC"},
        {"FD ; std", "f=SP", "f=DoSzaPc"},
        {"FA ; cli", "f=IC", "f=ioszapC"},
        {"FB ; sti", "f=Z", "f=IosZapc"},
        {"9E ; sahf", "eax=FF00 f=O", "f=OSZAPC"},
        {"9E ; sahf", "eax=2AFF f=SZAPC", "f=oszapc"},
        {"9E ; sahf", "eax=4100", "f=osZapC"},
        {"9F ; lahf", "eax=1234FFFF", "eax=123402FF"},
        {"9F ; lahf", "eax=0 f=OSZAPC", "eax=D700"},
        {"D6 ; salc", "eax=1234 f=C", "eax=12FF"},
        {"D6 ; salc", "eax=1234", "eax=1200"},
        {"90 ; nop", "f=OSZAPC", ""},
        {"F3 90 ; pause", "", ""},
    };

    ROWS_REAL(rows);
    ROWS_PROTECTED(rows);
}

static void xlat_reads_a_table_of_bytes(void)
{
    static const struct row real[] = {
        {"D7 ; xlat", "eax=12340005 ebx=30 ds:35=AB f=C", "eax=123400AB"},
        {"D7 ; xlat", "eax=FF ebx=10FFFF ds:FE=77", "eax=77"},
        {"26 D7 ; es xlat", "eax=5 ebx=30 es:35=CD", "eax=CD"},
        {"67 D7 ; xlat ebx", "eax=80 ebx=8000 ds:8080=EF", "eax=EF"},
        {"67 D7 ; xlat ebx", "eax=0 ebx=10000", "#GP"},
    };
    static const struct row wide[] = {
        {"D7 ; xlat", "eax=5 ebx=30 ds:35=AB", "eax=AB"},
        {"67 D7 ; xlat bx", "eax=FF ebx=10FFFF ds:FE=77", "eax=77"},
        {"D7 ; xlat", "eax=0 ebx=10000", "#GP(0)"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

/* Until a coprocessor is there: with EM or TS it is missed, else the operand
 * is checked and a status store shows that none answers. */
static void escapes_find_no_coprocessor(void)
{
    static const struct row rows[] = {
        {"9B ; wait", "", ""},
        {"D8 C1 ; fadd st1", "", ""},
        {"D9 C0 ; fld st0", "", ""},
        {"DA E9 ; fucompp", "", ""},
        {"DB E3 ; fninit", "", ""},
        {"DC C1 ; fadd st1, st0", "", ""},
        {"DD C0 ; ffree st0", "", ""},
        {"DE D9 ; fcompp", "", ""},
        {"DF E0 ; fnstsw ax", "eax=0", "eax=FFFF"},
    };
    static const struct row memory[] = {
        {"D8 06 40 00 ; fadd dword [40h]", "", ""},
        {"D9 06 40 00 ; fld dword [40h]", "", ""},
        {"D9 3E 40 00 ; fnstcw [40h]", "", "ds:40=FFFF"},
        {"DA 06 40 00 ; fiadd dword [40h]", "", ""},
        {"DB 06 40 00 ; fild dword [40h]", "", ""},
        {"DC 06 40 00 ; fadd qword [40h]", "", ""},
        {"DD 3E 40 00 ; fnstsw [40h]", "", "ds:40=FFFF"},
        {"DE 06 40 00 ; fiadd word [40h]", "", ""},
        {"DF 06 40 00 ; fild word [40h]", "", ""},
        {"DD 06 FF FF ; fld qword [0FFFFh]", "", "#GP"},
        {"DD 3E FF FF ; fnstsw [0FFFFh]", "", "#GP"},
    };

    ROWS_REAL(rows);
    ROWS_PROTECTED(rows);
    ROWS_REAL(memory);
}

/* SDM Vol. 3A, "Control Registers", the tables of EM, MP and TS. */
static void em_and_ts_raise_device_not_available(void)
{
    static const struct {
        uint32_t cr0;
        bool escape, wait;
    } cases[] = {
        {0, false, false},
        {CR0_MP, false, false},
        {CR0_TS, true, false},
        {CR0_MP | CR0_TS, true, true},
        {CR0_EM, true, false},
        {CR0_EM | CR0_MP, true, false},
        {CR0_EM | CR0_TS, true, false},
        {CR0_EM | CR0_MP | CR0_TS, true, true},
    };
    struct row row;

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_386, 32, 0);
        cpu()->cr0 |= cases[i].cr0;
        row = (struct row){"DB E3 ; fninit", "", cases[i].escape ? "#NM" : ""};
        row_run(__FILE__, &row);
        bench_protected(CPU_386, 32, 0);
        cpu()->cr0 |= cases[i].cr0;
        row = (struct row){"9B ; wait", "", cases[i].wait ? "#NM" : ""};
        row_run(__FILE__, &row);
    }
}

CU_TestInfo cpu_plain_tests[] = {
    TEST(daa_adjusts_a_packed_sum),
    TEST(das_adjusts_a_packed_difference),
    TEST(aaa_and_aas_adjust_an_unpacked_digit),
    TEST(aam_and_aad_work_in_any_base),
    TEST(flag_instructions_change_one_flag),
    TEST(xlat_reads_a_table_of_bytes),
    TEST(escapes_find_no_coprocessor),
    TEST(em_and_ts_raise_device_not_available),
    CU_TEST_INFO_NULL,
};
