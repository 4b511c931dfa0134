/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_shift.c - rotates and shifts: by one, by an immediate and by
 * CL; of 8, 16 and 32 bits.
 *
 * Source: Intel SDM Vol. 2, "RCL/RCR/ROL/ROR", "SAL/SAR/SHL/SHR", "SHLD",
 * "SHRD". The count is taken modulo 32; OF is defined for a count of 1 only,
 * AF never; rotates leave SF, ZF, AF and PF.
 */
#include <stdio.h>

#include "tests/cpu/operand.h"

enum shift { ROL, ROR, RCL, RCR, SHL, SHR, SAL, SAR };

struct shift_case {
    enum shift shift;
    unsigned bits;
    uint32_t is;
    unsigned count;
    uint32_t becomes;
    const char *before, *after; /* flags; after NULL: none changes */
};

static void run_one(const struct shift_case *c, unsigned opcode,
                    const char *tail, bool by_cl)
{
    char code[8], before[40], after[40] = "";
    struct operand_row row = {code,       c->shift, tail,  c->bits, c->is,
                              c->becomes, before,   after, 0};

    sprintf(code, "%02X", opcode + (c->bits != 8));
    sprintf(before, by_cl ? "f=%s ecx=FFFFFF%02X" : "f=%s", c->before,
            c->count);
    if (c->after)
        sprintf(after, "f=%s", c->after);
    operand_rows_run(__FILE__, &row, 1);
}

static void run(const struct shift_case *cases, size_t count)
{
    for (const struct shift_case *c = cases; c < cases + count; c++) {
        char immediate[4];

        sprintf(immediate, "%02X", c->count);
        run_one(c, 0xc0, immediate, false);
        run_one(c, 0xd2, "", true);
        if (c->count == 1)
            run_one(c, 0xd0, "", false);
    }
}

#define RUN(...)                                                               \
    do {                                                                       \
        static const struct shift_case cases[] = {__VA_ARGS__};                \
        run(cases, ARRAY_LEN(cases));                                          \
    } while (0)

static void rol_copies_the_bit_into_carry(void)
{
    RUN({ROL, 8, 0x81, 1, 0x03, "SZAP", "OSZAPC"},
        {ROL, 8, 0x40, 1, 0x80, "C", "Oszapc"},
        {ROL, 8, 0xc0, 1, 0x81, "", "oszapC"},
        {ROL, 8, 0x12, 4, 0x21, "SZ", "SZapC"},
        {ROL, 8, 0x81, 8, 0x81, "", "szapC"},
        {ROL, 16, 0x8001, 1, 0x0003, "", "OszapC"},
        {ROL, 16, 0x1234, 4, 0x2341, "ZP", "sZaPC"},
        {ROL, 32, 0x80000000, 1, 0x00000001, "", "OszapC"},
        {ROL, 32, 0x12345678, 8, 0x34567812, "C", "szapc"});
}

static void ror_copies_the_bit_into_carry(void)
{
    RUN({ROR, 8, 0x01, 1, 0x80, "SZAP", "OSZAPC"},
        {ROR, 8, 0xc0, 1, 0x60, "C", "Oszapc"},
        {ROR, 8, 0x81, 1, 0xc0, "O", "oszapC"},
        {ROR, 8, 0x12, 4, 0x21, "C", "szapc"},
        {ROR, 8, 0x81, 8, 0x81, "", "szapC"},
        {ROR, 16, 0x0001, 1, 0x8000, "", "OszapC"},
        {ROR, 16, 0x1234, 4, 0x4123, "C", "szapc"},
        {ROR, 32, 0x00000001, 1, 0x80000000, "", "OszapC"},
        {ROR, 32, 0x12345678, 8, 0x78123456, "C", "szapc"});
}

static void rcl_rotates_through_carry(void)
{
    RUN({RCL, 8, 0x80, 1, 0x00, "SZAP", "OSZAPC"},
        {RCL, 8, 0x80, 1, 0x01, "C", "OszapC"},
        {RCL, 8, 0x00, 1, 0x01, "C", "oszapc"},
        {RCL, 8, 0x12, 4, 0x28, "C", "szapC"},
        {RCL, 8, 0x12, 9, 0x12, "C", "szapC"},
        {RCL, 16, 0x8000, 1, 0x0001, "C", "OszapC"},
        {RCL, 16, 0x1234, 17, 0x1234, "", "szapc"},
        {RCL, 32, 0x40000000, 1, 0x80000000, "", "Oszapc"},
        {RCL, 32, 0x80000001, 1, 0x00000003, "C", "OszapC"});
}

static void rcr_rotates_through_carry(void)
{
    RUN({RCR, 8, 0x01, 1, 0x00, "SZAP", "oSZAPC"},
        {RCR, 8, 0x01, 1, 0x80, "C", "OszapC"},
        {RCR, 8, 0x80, 1, 0x40, "", "Oszapc"},
        {RCR, 8, 0x12, 4, 0x51, "C", "szapc"},
        {RCR, 8, 0x12, 9, 0x12, "C", "szapC"},
        {RCR, 16, 0x0001, 1, 0x8000, "C", "OszapC"},
        {RCR, 16, 0x1234, 17, 0x1234, "C", "szapC"},
        {RCR, 32, 0x00000001, 1, 0x00000000, "", "oszapC"},
        {RCR, 32, 0x80000000, 1, 0xc0000000, "C", "oszapc"});
}

static void shl_shifts_the_top_bit_into_carry(void)
{
    RUN({SHL, 8, 0x80, 1, 0x00, "", "OsZPC"},
        {SHL, 8, 0x40, 1, 0x80, "C", "OSzpc"},
        {SHL, 8, 0xff, 4, 0xf0, "", "SzPC"}, {SHL, 8, 0x03, 8, 0x00, "", "sZP"},
        {SHL, 16, 0x8001, 1, 0x0002, "", "OszpC"},
        {SHL, 16, 0x0fff, 4, 0xfff0, "C", "SzPc"},
        {SHL, 32, 0xc0000000, 1, 0x80000000, "", "oSzPC"},
        {SHL, 32, 0x00000001, 31, 0x80000000, "C", "SzPc"},
        {SAL, 8, 0x80, 1, 0x00, "", "OsZPC"},
        {SAL, 16, 0x0fff, 4, 0xfff0, "C", "SzPc"},
        {SAL, 32, 0xc0000000, 1, 0x80000000, "", "oSzPC"});
}

static void shr_shifts_zeros_in(void)
{
    RUN({SHR, 8, 0x81, 1, 0x40, "", "OszpC"},
        {SHR, 8, 0x01, 1, 0x00, "", "osZPC"},
        {SHR, 8, 0xf0, 4, 0x0f, "C", "szPc"},
        {SHR, 16, 0x8000, 1, 0x4000, "C", "OszPc"},
        {SHR, 16, 0xffff, 15, 0x0001, "", "szpC"},
        {SHR, 32, 0x80000001, 1, 0x40000000, "", "OszPC"},
        {SHR, 32, 0xf0000000, 28, 0x0000000f, "C", "szPc"});
}

static void sar_keeps_the_sign(void)
{
    RUN({SAR, 8, 0x81, 1, 0xc0, "O", "oSzPC"},
        {SAR, 8, 0x80, 7, 0xff, "C", "SzPc"},
        {SAR, 8, 0x7f, 1, 0x3f, "", "oszPC"},
        {SAR, 8, 0x80, 31, 0xff, "", "SzPC"},
        {SAR, 16, 0x8000, 1, 0xc000, "C", "oSzPc"},
        {SAR, 16, 0x7fff, 14, 0x0001, "", "szpC"},
        {SAR, 32, 0x80000000, 31, 0xffffffff, "C", "SzPc"},
        {SAR, 32, 0xffffffff, 1, 0xffffffff, "", "oSzPC"});
}

static void a_count_of_zero_changes_no_flag(void)
{
    RUN({ROL, 8, 0x81, 0, 0x81, "OSZAP", NULL},
        {ROR, 16, 0x8001, 32, 0x8001, "OC", NULL},
        {RCL, 32, 0x12345678, 0, 0x12345678, "SC", NULL},
        {RCR, 8, 0x01, 64, 0x01, "Z", NULL},
        {SHL, 16, 0x8000, 0, 0x8000, "OSZAPC", NULL},
        {SHR, 32, 0x80000001, 32, 0x80000001, "ZP", NULL},
        {SAR, 8, 0x80, 32, 0x80, "OC", NULL});
}

static void the_count_is_taken_modulo_32(void)
{
    RUN({ROL, 8, 0x81, 33, 0x03, "", "OszapC"},
        {SHL, 32, 0x40000001, 33, 0x80000002, "C", "OSzpc"},
        {SHR, 16, 0x8001, 0xe1, 0x4000, "", "OszPC"},
        {SAR, 32, 0x80000001, 0x41, 0xc0000000, "", "oSzPC"});
}

static void shld_and_shrd_shift_bits_in_from_a_register(void)
{
    static const struct operand_row rows[] = {
        {"0F A4", 2, "04", 16, 0x1234, 0x234a, "edx=7777ABCD", "f=szpC", 0},
        {"0F A4", 2, "01", 16, 0x8000, 0x0001, "edx=8000", "f=OszpC", 0},
        {"0F A4", 2, "04", 32, 0x80000001, 0x0000001f, "edx=F0000000 f=C",
         "f=szpc", 0},
        {"0F A4", 2, "01", 32, 0x40000000, 0x80000000, "edx=0", "f=OSzPc", 0},
        {"0F A4", 2, "20", 32, 0x40000000, 0x40000000, "edx=0 f=OSZAPC", "", 0},
        {"0F A5", 2, "", 16, 0x1234, 0x234a, "edx=ABCD ecx=04", "f=szpC", 0},
        {"0F A5", 2, "", 32, 0x80000001, 0x0000001f, "edx=F0000000 ecx=44",
         "f=szpc", 0},
        {"0F A5", 2, "", 32, 0x00000001, 0x00000001, "ecx=40 f=OSZAPC", "", 0},
        {"0F AC", 2, "04", 16, 0x1234, 0xd123, "edx=7777ABCD f=C", "f=Szpc", 0},
        {"0F AC", 2, "01", 16, 0x0001, 0x8000, "edx=1", "f=OSzPC", 0},
        {"0F AC", 2, "04", 32, 0x12345678, 0xf1234567, "edx=F", "f=SzpC", 0},
        {"0F AC", 2, "01", 32, 0x80000001, 0x40000000, "edx=0", "f=OszPC", 0},
        {"0F AC", 2, "00", 16, 0x0001, 0x0001, "f=OSZAPC", "", 0},
        {"0F AD", 2, "", 16, 0x1234, 0xd123, "edx=ABCD ecx=04", "f=Szpc", 0},
        {"0F AD", 2, "", 32, 0x12345678, 0xf1234567, "edx=F ecx=24", "f=SzpC",
         0},
    };

    OPERAND_ROWS(rows);
}

CU_TestInfo cpu_shift_tests[] = {
    TEST(rol_copies_the_bit_into_carry),
    TEST(ror_copies_the_bit_into_carry),
    TEST(rcl_rotates_through_carry),
    TEST(rcr_rotates_through_carry),
    TEST(shl_shifts_the_top_bit_into_carry),
    TEST(shr_shifts_zeros_in),
    TEST(sar_keeps_the_sign),
    TEST(a_count_of_zero_changes_no_flag),
    TEST(the_count_is_taken_modulo_32),
    TEST(shld_and_shrd_shift_bits_in_from_a_register),
    CU_TEST_INFO_NULL,
};
