/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_bits.c - BT BTS BTR BTC, BSF BSR.
 *
 * Source: Intel SDM Vol. 2, "BT", "BTS", "BTR", "BTC", "BSF", "BSR"; Vol. 2,
 * "Bit(BitBase, BitOffset)". CF is the bit, ZF stays, the rest is undefined.
 */
#include "tests/cpu/operand.h"

static void bit_tests_copy_the_bit_into_carry(void)
{
    static const struct operand_row rows[] = {
        /* bt, bts, btr, btc  E, edx */
        {"0F A3", 2, "", 16, 0x8000, 0x8000, "edx=F f=Z", "f=ZC", 0},
        {"0F A3", 2, "", 16, 0x7fff, 0x7fff, "edx=F f=C", "f=zc", 0},
        {"0F A3", 2, "", 32, 0x80000000, 0x80000000, "edx=1F", "f=zC", 0},
        {"0F A3", 2, "", 32, 0xfffffffe, 0xfffffffe, "edx=0 f=C", "f=zc", 0},
        {"0F AB", 2, "", 16, 0x0000, 0x0010, "edx=4 f=C", "f=zc", 0},
        {"0F AB", 2, "", 16, 0x0010, 0x0010, "edx=4", "f=zC", 0},
        {"0F AB", 2, "", 32, 0x00000000, 0x80000000, "edx=1F f=C", "f=zc", 0},
        {"0F AB", 2, "", 32, 0xffffffff, 0xffffffff, "edx=11", "f=zC", 0},
        {"0F B3", 2, "", 16, 0xffff, 0xffef, "edx=4", "f=zC", 0},
        {"0F B3", 2, "", 16, 0xffef, 0xffef, "edx=4 f=C", "f=zc", 0},
        {"0F B3", 2, "", 32, 0xffffffff, 0x7fffffff, "edx=1F", "f=zC", 0},
        {"0F B3", 2, "", 32, 0x00000000, 0x00000000, "edx=1F f=C", "f=zc", 0},
        {"0F BB", 2, "", 16, 0x0000, 0x0001, "edx=0 f=C", "f=zc", 0},
        {"0F BB", 2, "", 16, 0xffff, 0x7fff, "edx=F", "f=zC", 0},
        {"0F BB", 2, "", 32, 0x00000000, 0x00100000, "edx=14 f=C", "f=zc", 0},
        {"0F BB", 2, "", 32, 0x00100000, 0x00000000, "edx=14", "f=zC", 0},
    };

    OPERAND_ROWS(rows);
}

static void an_immediate_bit_number_is_taken_modulo_the_size(void)
{
    static const struct operand_row rows[] = {
        {"0F BA", 4, "0F", 16, 0x8000, 0x8000, "f=Z", "f=ZC", 0},
        {"0F BA", 4, "1F", 16, 0x8000, 0x8000, "", "f=zC", 0},
        {"0F BA", 4, "1F", 32, 0x7fffffff, 0x7fffffff, "f=C", "f=zc", 0},
        {"0F BA", 4, "20", 32, 0x00000001, 0x00000001, "", "f=zC", 0},
        {"0F BA", 5, "14", 16, 0x0000, 0x0010, "f=C", "f=zc", 0},
        {"0F BA", 5, "1F", 32, 0x80000000, 0x80000000, "", "f=zC", 0},
        {"0F BA", 6, "10", 16, 0xffff, 0xfffe, "", "f=zC", 0},
        {"0F BA", 6, "1F", 32, 0x7fffffff, 0x7fffffff, "f=C", "f=zc", 0},
        {"0F BA", 7, "00", 16, 0x0001, 0x0000, "", "f=zC", 0},
        {"0F BA", 7, "3F", 32, 0x00000000, 0x80000000, "f=C", "f=zc", 0},
    };

    OPERAND_ROWS(rows);
}

/* A bit number in a register selects a word up to 2 GiB away from the
 * operand in memory, but is taken modulo the size for a register. */
static void a_bit_number_in_a_register_reaches_beyond_the_operand(void)
{
    static const struct row real[] = {
        {"0F A3 14 ; bt [si], dx", "esi=40 edx=FFFF0010 ds:42=01", "f=zC"},
        {"0F A3 14 ; bt [si], dx", "esi=40 edx=FFFF ds:3F=80", "f=zC"},
        {"0F AB 14 ; bts [si], dx", "esi=40 edx=123", "ds:64=08 f=zc"},
        {"0F B3 14 ; btr [si], dx", "esi=40 edx=FFF0 ds:3E=01",
         "ds:3E=00 f=zC"},
        {"0F BB 14 ; btc [si], dx", "esi=40 edx=8000", "ds:F040=01 f=zc"},
        {"0F A3 D3 ; bt bx, dx", "ebx=8000 edx=FFFF", "f=zC"},
        {"0F AB D3 ; bts bx, dx", "ebx=0 edx=31", "ebx=2 f=zc"},
    };
    static const struct row wide[] = {
        {"0F A3 16 ; bt [esi], edx", "esi=40 edx=20 ds:44=01", "f=zC"},
        {"0F AB 16 ; bts [esi], edx", "esi=40 edx=FFFFFFFF",
         "ds:3C=00000080 f=zc"},
        {"0F BB 16 ; btc [esi], edx", "esi=40 edx=45 ds:48=FF",
         "ds:48=DF f=zC"},
        {"66 0F B3 16 ; btr [esi], dx", "esi=40 edx=FFF0 ds:3E=01",
         "ds:3E=00 f=zC"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

/* With a source of zero the manual leaves the destination undefined; Intel's
 * processors leave it as it is. */
static void scans_find_the_first_and_the_last_set_bit(void)
{
    static const struct operand_row rows[] = {
        {"0F BC", 2, "", 16, 0x8100, 0x8100, "edx=AAAABBBB f=Z",
         "edx=AAAA0008 f=z", 0},
        {"0F BC", 2, "", 16, 0x0000, 0x0000, "edx=AAAABBBB", "f=Z", 0},
        {"0F BC", 2, "", 32, 0x80000000, 0x80000000, "f=Z", "edx=1F f=z", 0},
        {"0F BC", 2, "", 32, 0x00000001, 0x00000001, "f=Z", "edx=0 f=z", 0},
        {"0F BC", 2, "", 32, 0x00000000, 0x00000000, "", "f=Z", 0},
        {"0F BD", 2, "", 16, 0x0101, 0x0101, "edx=AAAABBBB f=Z",
         "edx=AAAA0008 f=z", 0},
        {"0F BD", 2, "", 16, 0x0000, 0x0000, "edx=AAAABBBB", "f=Z", 0},
        {"0F BD", 2, "", 32, 0x80000001, 0x80000001, "f=Z", "edx=1F f=z", 0},
        {"0F BD", 2, "", 32, 0x00000001, 0x00000001, "f=Z", "edx=0 f=z", 0},
        {"0F BD", 2, "", 32, 0x00000000, 0x00000000, "", "f=Z", 0},
    };

    OPERAND_ROWS(rows);
}

CU_TestInfo cpu_bits_tests[] = {
    TEST(bit_tests_copy_the_bit_into_carry),
    TEST(an_immediate_bit_number_is_taken_modulo_the_size),
    TEST(a_bit_number_in_a_register_reaches_beyond_the_operand),
    TEST(scans_find_the_first_and_the_last_set_bit),
    CU_TEST_INFO_NULL,
};
