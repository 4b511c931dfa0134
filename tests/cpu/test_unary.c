/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_unary.c - INC DEC NOT NEG, MUL IMUL DIV IDIV, and the
 * conversions that go with them.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name. After MUL and IMUL
 * only CF and OF are defined, after DIV and IDIV no flag is.
 */
#include "tests/cpu/operand.h"

static void inc_and_dec_leave_carry(void)
{
    static const struct operand_row rows[] = {
        {"FE", 0, "", 8, 0x7f, 0x80, "f=C", "f=OSzApC", 0},
        {"FE", 0, "", 8, 0xff, 0x00, "", "f=osZAPc", 0},
        {"FE", 1, "", 8, 0x80, 0x7f, "", "f=OszApc", 0},
        {"FE", 1, "", 8, 0x00, 0xff, "", "f=oSzAPc", 0},
        {"FE", 1, "", 8, 0x01, 0x00, "f=C", "f=osZaPC", 0},
        {"FF", 0, "", 16, 0x7fff, 0x8000, "f=C", "f=OSzAPC", 0},
        {"FF", 0, "", 16, 0x0001, 0x0002, "", "f=oszapc", 0},
        {"FF", 1, "", 16, 0x8000, 0x7fff, "", "f=OszAPc", 0},
        {"FF", 1, "", 16, 0x0000, 0xffff, "", "f=oSzAPc", 0},
        {"FF", 0, "", 32, 0x7fffffff, 0x80000000, "", "f=OSzAPc", 0},
        {"FF", 0, "", 32, 0xffffffff, 0x00000000, "f=C", "f=osZAPC", 0},
        {"FF", 1, "", 32, 0x80000000, 0x7fffffff, "f=C", "f=OszAPC", 0},
        {"FF", 1, "", 32, 0x00000001, 0x00000000, "", "f=osZaPc", 0},
    };

    OPERAND_ROWS(rows);
}

static void short_inc_and_dec_reach_every_register(void)
{
    static const struct row real[] = {
        {"40 ; inc ax", "eax=FFFF f=C", "eax=0 f=osZAPC"},
        {"41 ; inc cx", "ecx=12347FFF", "ecx=12348000 f=OSzAPc"},
        {"42 ; inc dx", "edx=1", "edx=2 f=oszapc"},
        {"43 ; inc bx", "ebx=F", "ebx=10 f=oszApc"},
        {"44 ; inc sp", "esp=7FFE", "esp=7FFF f=oszaPc"},
        {"45 ; inc bp", "ebp=FFFF", "ebp=0 f=osZAPc"},
        {"46 ; inc si", "esi=FFFE", "esi=FFFF f=oSzaPc"},
        {"47 ; inc di", "edi=2", "edi=3 f=oszaPc"},
        {"48 ; dec ax", "eax=0 f=C", "eax=FFFF f=oSzAPC"},
        {"49 ; dec cx", "ecx=12348000", "ecx=12347FFF f=OszAPc"},
        {"4A ; dec dx", "edx=1", "edx=0 f=osZaPc"},
        {"4B ; dec bx", "ebx=10", "ebx=F f=oszAPc"},
        {"4C ; dec sp", "esp=7FFF", "esp=7FFE f=oszapc"},
        {"4D ; dec bp", "ebp=FFFF", "ebp=FFFE f=oSzapc"},
        {"4E ; dec si", "esi=3", "esi=2 f=oszapc"},
        {"4F ; dec di", "edi=FFFF0000", "edi=FFFFFFFF f=oSzAPc"},
    };
    static const struct row wide[] = {
        {"40 ; inc eax", "eax=FFFFFFFF f=C", "eax=0 f=osZAPC"},
        {"41 ; inc ecx", "ecx=7FFFFFFF", "ecx=80000000 f=OSzAPc"},
        {"42 ; inc edx", "edx=FFFF", "edx=10000 f=oszAPc"},
        {"43 ; inc ebx", "ebx=F", "ebx=10 f=oszApc"},
        {"44 ; inc esp", "esp=7FFE", "esp=7FFF f=oszaPc"},
        {"45 ; inc ebp", "ebp=1", "ebp=2 f=oszapc"},
        {"46 ; inc esi", "esi=FFFFFFFE", "esi=FFFFFFFF f=oSzaPc"},
        {"47 ; inc edi", "edi=2", "edi=3 f=oszaPc"},
        {"48 ; dec eax", "eax=0 f=C", "eax=FFFFFFFF f=oSzAPC"},
        {"49 ; dec ecx", "ecx=80000000", "ecx=7FFFFFFF f=OszAPc"},
        {"4A ; dec edx", "edx=10000", "edx=FFFF f=oszAPc"},
        {"4B ; dec ebx", "ebx=10", "ebx=F f=oszAPc"},
        {"4C ; dec esp", "esp=7FFF", "esp=7FFE f=oszapc"},
        {"4D ; dec ebp", "ebp=1", "ebp=0 f=osZaPc"},
        {"4E ; dec esi", "esi=3", "esi=2 f=oszapc"},
        {"4F ; dec edi", "edi=0", "edi=FFFFFFFF f=oSzAPc"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void not_changes_no_flag(void)
{
    static const struct operand_row rows[] = {
        {"F6", 2, "", 8, 0x0f, 0xf0, "f=OSC", "", 0},
        {"F7", 2, "", 16, 0x1234, 0xedcb, "f=ZAP", "", 0},
        {"F7", 2, "", 32, 0x12345678, 0xedcba987, "", "", 0},
    };

    OPERAND_ROWS(rows);
}

static void neg_sets_carry_unless_the_operand_is_zero(void)
{
    static const struct operand_row rows[] = {
        {"F6", 3, "", 8, 0x01, 0xff, "", "f=oSzAPC", 0},
        {"F6", 3, "", 8, 0x00, 0x00, "f=C", "f=osZaPc", 0},
        {"F6", 3, "", 8, 0x80, 0x80, "", "f=OSzapC", 0},
        {"F7", 3, "", 16, 0x0001, 0xffff, "", "f=oSzAPC", 0},
        {"F7", 3, "", 16, 0x8000, 0x8000, "", "f=OSzaPC", 0},
        {"F7", 3, "", 32, 0xfffffff0, 0x00000010, "", "f=oszapC", 0},
        {"F7", 3, "", 32, 0x00000000, 0x00000000, "f=OSC", "f=osZaPc", 0},
    };

    OPERAND_ROWS(rows);
}

static void mul_tells_whether_the_upper_half_matters(void)
{
    static const struct operand_row rows[] = {
        {"F6", 4, "", 8, 0x10, 0x10, "eax=12340020", "eax=12340200 f=OC", 0},
        {"F6", 4, "", 8, 0x10, 0x10, "eax=1234FF0F f=OC", "eax=123400F0 f=oc",
         0},
        {"F6", 4, "", 8, 0xff, 0xff, "eax=FF", "eax=FE01 f=OC", 0},
        {"F7", 4, "", 16, 0x1000, 0x1000, "eax=AAAA1234 edx=BBBB5678",
         "eax=AAAA4000 edx=BBBB0123 f=OC", 0},
        {"F7", 4, "", 16, 0x0003, 0x0003, "eax=AAAA1111 edx=BBBB5678 f=OC",
         "eax=AAAA3333 edx=BBBB0000 f=oc", 0},
        {"F7", 4, "", 32, 0xffffffff, 0xffffffff, "eax=FFFFFFFF",
         "eax=1 edx=FFFFFFFE f=OC", 0},
        {"F7", 4, "", 32, 0x00010000, 0x00010000, "eax=FFFF f=OC",
         "eax=FFFF0000 edx=0 f=oc", 0},
    };

    OPERAND_ROWS(rows);
}

static void imul_tells_whether_the_product_fits_the_lower_half(void)
{
    static const struct operand_row rows[] = {
        {"F6", 5, "", 8, 0xff, 0xff, "eax=12340005 f=OC", "eax=1234FFFB f=oc",
         0},
        {"F6", 5, "", 8, 0x40, 0x40, "eax=02", "eax=80 f=OC", 0},
        {"F6", 5, "", 8, 0x80, 0x80, "eax=80", "eax=4000 f=OC", 0},
        {"F7", 5, "", 16, 0xfffe, 0xfffe, "eax=AAAA0004 edx=BBBB5678 f=OC",
         "eax=AAAAFFF8 edx=BBBBFFFF f=oc", 0},
        {"F7", 5, "", 16, 0x4000, 0x4000, "eax=2 edx=5678",
         "eax=8000 edx=0 f=OC", 0},
        {"F7", 5, "", 32, 0x80000000, 0x80000000, "eax=FFFFFFFF",
         "eax=80000000 edx=0 f=OC", 0},
        {"F7", 5, "", 32, 0xffffffff, 0xffffffff, "eax=FFFFFFFF f=OC",
         "eax=1 edx=0 f=oc", 0},
    };

    OPERAND_ROWS(rows);
}

static void imul_with_two_and_three_operands_truncates(void)
{
    static const struct operand_row rows[] = {
        /* imul edx, E */
        {"0F AF", 2, "", 16, 0x0003, 0x0003, "edx=AAAAFFFE f=OC",
         "edx=AAAAFFFA f=oc", 0},
        {"0F AF", 2, "", 16, 0x4000, 0x4000, "edx=AAAA0004",
         "edx=AAAA0000 f=OC", 0},
        {"0F AF", 2, "", 32, 0x10000000, 0x10000000, "edx=7",
         "edx=70000000 f=oc", 0},
        {"0F AF", 2, "", 32, 0x10000000, 0x10000000, "edx=8",
         "edx=80000000 f=OC", 0},
        /* imul edx, E, immediate */
        {"69", 2, "34 12", 16, 0x0002, 0x0002, "edx=AAAA0000 f=OC",
         "edx=AAAA2468 f=oc", 0},
        {"69", 2, "FF 7F", 16, 0x0003, 0x0003, "edx=AAAA0000",
         "edx=AAAA7FFD f=OC", 0},
        {"69", 2, "FE FF FF FF", 32, 0x00000005, 0x00000005, "f=OC",
         "edx=FFFFFFF6 f=oc", 0},
        {"69", 2, "00 00 00 40", 32, 0x00000002, 0x00000002, "",
         "edx=80000000 f=OC", 0},
        {"6B", 2, "FF", 16, 0x0001, 0x0001, "edx=AAAA0000", "edx=AAAAFFFF f=oc",
         0},
        {"6B", 2, "7F", 16, 0x0200, 0x0200, "edx=AAAA0000", "edx=AAAAFE00 f=OC",
         0},
        {"6B", 2, "F6", 32, 0x0000000a, 0x0000000a, "", "edx=FFFFFF9C f=oc", 0},
        {"6B", 2, "10", 32, 0x10000000, 0x10000000, "", "edx=0 f=OC", 0},
    };

    OPERAND_ROWS(rows);
}

static void div_gives_quotient_and_remainder(void)
{
    static const struct operand_row rows[] = {
        {"F6", 6, "", 8, 0x10, 0x10, "eax=12340123", "eax=12340312 f=", 0},
        {"F6", 6, "", 8, 0xff, 0xff, "eax=FEFE", "eax=FDFF f=", 0},
        {"F7", 6, "", 16, 0x0100, 0x0100, "eax=AAAA2345 edx=BBBB0001",
         "eax=AAAA0123 edx=BBBB0045 f=", 0},
        {"F7", 6, "", 32, 0x00010000, 0x00010000, "eax=23456789 edx=1",
         "eax=12345 edx=6789 f=", 0},
        {"F7", 6, "", 32, 0xffffffff, 0xffffffff, "eax=FFFFFFFF edx=FFFFFFFE",
         "eax=FFFFFFFF edx=FFFFFFFE f=", 0},
    };

    OPERAND_ROWS(rows);
}

static void idiv_truncates_toward_zero(void)
{
    static const struct operand_row rows[] = {
        /* -7 / 2 is -3, remainder -1; 7 / -2 is -3, remainder 1 */
        {"F6", 7, "", 8, 0x02, 0x02, "eax=1234FFF9", "eax=1234FFFD f=", 0},
        {"F6", 7, "", 8, 0xfe, 0xfe, "eax=12340007", "eax=123401FD f=", 0},
        {"F6", 7, "", 8, 0x01, 0x01, "eax=FF80", "eax=80 f=", 0},
        {"F7", 7, "", 16, 0x0002, 0x0002, "eax=AAAAFFF9 edx=BBBBFFFF",
         "eax=AAAAFFFD edx=BBBBFFFF f=", 0},
        {"F7", 7, "", 16, 0xfffe, 0xfffe, "eax=AAAA0007 edx=BBBB0000",
         "eax=AAAAFFFD edx=BBBB0001 f=", 0},
        {"F7", 7, "", 32, 0x00000002, 0x00000002, "eax=FFFFFFF9 edx=FFFFFFFF",
         "eax=FFFFFFFD edx=FFFFFFFF f=", 0},
        {"F7", 7, "", 32, 0xffffffff, 0xffffffff, "eax=7FFFFFFF edx=0",
         "eax=80000001 edx=0 f=", 0},
        {"F7", 7, "", 32, 0x00000001, 0x00000001, "eax=80000000 edx=FFFFFFFF",
         "eax=80000000 edx=0 f=", 0},
    };

    OPERAND_ROWS(rows);
}

static void divide_errors_change_nothing(void)
{
    static const struct operand_row rows[] = {
        {"F6", 6, "", 8, 0x00, 0x00, "eax=1234", "#DE", 0},
        {"F6", 6, "", 8, 0x12, 0x12, "eax=1200", "#DE", 0},
        {"F7", 6, "", 16, 0x0000, 0x0000, "eax=1 edx=0", "#DE", 0},
        {"F7", 6, "", 16, 0x1000, 0x1000, "eax=0 edx=1000", "#DE", 0},
        {"F7", 6, "", 32, 0x00000000, 0x00000000, "", "#DE", 0},
        {"F7", 6, "", 32, 0x00000001, 0x00000001, "eax=0 edx=1", "#DE", 0},
        {"F6", 7, "", 8, 0x00, 0x00, "eax=1234", "#DE", 0},
        {"F6", 7, "", 8, 0xff, 0xff, "eax=FF80", "#DE", 0},
        {"F6", 7, "", 8, 0x01, 0x01, "eax=80", "#DE", 0},
        {"F7", 7, "", 16, 0x0001, 0x0001, "eax=8000 edx=0", "#DE", 0},
        {"F7", 7, "", 16, 0xffff, 0xffff, "eax=8000 edx=FFFF", "#DE", 0},
        {"F7", 7, "", 32, 0xffffffff, 0xffffffff, "eax=80000000 edx=FFFFFFFF",
         "#DE", 0},
        {"F7", 7, "", 32, 0xffffffff, 0xffffffff, "eax=0 edx=80000000", "#DE",
         0},
    };

    OPERAND_ROWS(rows);
}

static void cbw_and_cwd_extend_the_sign(void)
{
    static const struct row real[] = {
        {"98 ; cbw", "eax=12340080 f=OSZAPC", "eax=1234FF80"},
        {"98 ; cbw", "eax=1234FF7F", "eax=1234007F"},
        {"66 98 ; cwde", "eax=12348000", "eax=FFFF8000"},
        {"66 98 ; cwde", "eax=FFFF7FFF f=C", "eax=7FFF"},
        {"99 ; cwd", "eax=8000 edx=12345678 f=OSZAPC", "edx=1234FFFF"},
        {"99 ; cwd", "eax=FFFF7FFF edx=12345678", "edx=12340000"},
        {"66 99 ; cdq", "eax=80000000", "edx=FFFFFFFF"},
        {"66 99 ; cdq", "eax=7FFFFFFF", "edx=0"},
    };
    static const struct row wide[] = {
        {"66 98 ; cbw", "eax=12340080", "eax=1234FF80"},
        {"98 ; cwde", "eax=12348000", "eax=FFFF8000"},
        {"66 99 ; cwd", "eax=8000 edx=12345678", "edx=1234FFFF"},
        {"99 ; cdq", "eax=80000000", "edx=FFFFFFFF"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

CU_TestInfo cpu_unary_tests[] = {
    TEST(inc_and_dec_leave_carry),
    TEST(short_inc_and_dec_reach_every_register),
    TEST(not_changes_no_flag),
    TEST(neg_sets_carry_unless_the_operand_is_zero),
    TEST(mul_tells_whether_the_upper_half_matters),
    TEST(imul_tells_whether_the_product_fits_the_lower_half),
    TEST(imul_with_two_and_three_operands_truncates),
    TEST(div_gives_quotient_and_remainder),
    TEST(idiv_truncates_toward_zero),
    TEST(divide_errors_change_nothing),
    TEST(cbw_and_cwd_extend_the_sign),
    CU_TEST_INFO_NULL,
};
