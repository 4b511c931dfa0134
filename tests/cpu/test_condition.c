/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_condition.c - Jcc, SETcc, LOOP, JCXZ: each condition, both
 * ways.
 *
 * Source: Intel SDM Vol. 1, "EFLAGS Condition Codes"; Vol. 2, "Jcc",
 * "SETcc", "LOOP/LOOPcc".
 */
#include <stdio.h>

#include "tests/cpu/operand.h"

/* Flags with which each condition holds, and with which it does not: all the
 * cases that its formula tells apart. */
static const struct {
    const char *name;
    const char *yes[3], *no[3];
} conditions[16] = {
    {"o", {"O"}, {"", "SZAPC"}},
    {"no", {"", "SZAPC"}, {"O"}},
    {"b", {"C"}, {"", "OSZAP"}},
    {"nb", {"", "OSZAP"}, {"C"}},
    {"z", {"Z"}, {"", "OSAPC"}},
    {"nz", {"", "OSAPC"}, {"Z"}},
    {"be", {"C", "Z", "CZ"}, {"", "OSAP"}},
    {"a", {"", "OSAP"}, {"C", "Z", "CZ"}},
    {"s", {"S"}, {"", "OZAPC"}},
    {"ns", {"", "OZAPC"}, {"S"}},
    {"p", {"P"}, {"", "OSZAC"}},
    {"np", {"", "OSZAC"}, {"P"}},
    {"l", {"S", "O"}, {"", "SO", "ZAPC"}},
    {"ge", {"", "SO", "ZAPC"}, {"S", "O"}},
    {"le", {"Z", "S", "O"}, {"", "SO", "APC"}},
    {"g", {"", "SO", "APC"}, {"Z", "S", "O"}},
};

static void run_jump(unsigned cc, const char *flags, bool taken, unsigned mode,
                     const char *prefix, unsigned displacement_bytes)
{
    char code[60], before[20];
    struct row row = {code, before, taken ? "eip=154" : ""};
    unsigned length = (*prefix ? 1 : 0) +
                      (displacement_bytes == 1 ? 2 : 2 + displacement_bytes);
    unsigned by = 0x54 - length;

    if (displacement_bytes == 1)
        sprintf(code, "%s %02X %02X ; j%s", prefix, 0x70 + cc, by,
                conditions[cc].name);
    else
        sprintf(code, "%s 0F %02X %02X 00 %s ; j%s", prefix, 0x80 + cc, by,
                displacement_bytes == 4 ? "00 00" : "", conditions[cc].name);
    sprintf(before, "f=%s", flags);
    if (mode == 16)
        bench_real(CPU_386);
    else
        bench_protected(CPU_386, 32, 0);
    row_run(__FILE__, &row);
}

static void run_jumps(unsigned cc, const char *flags, bool taken)
{
    run_jump(cc, flags, taken, 16, "", 1);
    run_jump(cc, flags, taken, 16, "66", 1);
    run_jump(cc, flags, taken, 16, "", 2);
    run_jump(cc, flags, taken, 16, "66", 4);
    run_jump(cc, flags, taken, 32, "", 1);
    run_jump(cc, flags, taken, 32, "", 4);
    run_jump(cc, flags, taken, 32, "66", 2);
}

static void run_set(unsigned cc, const char *flags, bool taken)
{
    char opcode[8], before[20];
    struct operand_row row = {opcode, 0, "", 8, 0x77, taken, before, "", 0};

    sprintf(opcode, "0F %02X", 0x90 + cc);
    sprintf(before, "f=%s", flags);
    operand_rows_run(__FILE__, &row, 1);
}

static void each_condition(void (*run)(unsigned cc, const char *flags,
                                       bool taken))
{
    for (unsigned cc = 0; cc < 16; cc++)
        for (unsigned i = 0; i < 3; i++) {
            if (conditions[cc].yes[i])
                run(cc, conditions[cc].yes[i], true);
            if (conditions[cc].no[i])
                run(cc, conditions[cc].no[i], false);
        }
}

static void jcc_jumps_if_its_condition_holds(void)
{
    each_condition(run_jumps);
}

static void setcc_stores_one_or_zero(void)
{
    each_condition(run_set);
}

static void jumps_go_backward_and_wrap(void)
{
    static const struct row real[] = {
        {"75 F0 ; jnz $-0Eh", "", "eip=F2"},
        {"0F 85 FC FE ; jnz $-100h", "", "eip=0"},
        {"66 0F 85 F9 FE FF FF ; jnz dword $-100h", "", "eip=0"},
        /* IP has 16 bits: below 0 comes FFFFh. EIP has 32. */
        {"0F 85 FB FE ; jnz $-101h", "cs:FFFF=F4", "eip=FFFF"},
        {"66 0F 85 F8 FE FF FF ; jnz dword $-101h", "", "#GP"},
    };

    ROWS_REAL(real);
}

/* LOOP counts in CX or ECX by the address size; no flag changes. */
static void loop_counts_down_to_zero(void)
{
    static const struct row real[] = {
        {"E2 10 ; loop $+12h", "ecx=10002", "ecx=10001 eip=112"},
        {"E2 10 ; loop $+12h", "ecx=10001 f=OSZAPC", "ecx=10000"},
        {"E2 10 ; loop $+12h", "ecx=10000", "ecx=1FFFF eip=112"},
        {"67 E2 10 ; loop ecx", "ecx=10000", "ecx=FFFF eip=113"},
        {"67 E2 10 ; loop ecx", "ecx=1", "ecx=0"},
        {"66 E2 10 ; o32 loop", "ecx=2", "ecx=1 eip=113"},
        {"66 E2 10 ; o32 loop", "ecx=1", "ecx=0"},
        {"E1 10 ; loope", "ecx=2 f=Z", "ecx=1 eip=112"},
        {"E1 10 ; loope", "ecx=2", "ecx=1"},
        {"E1 10 ; loope", "ecx=1 f=Z", "ecx=0"},
        {"66 E1 10 ; o32 loope", "ecx=2 f=Z", "ecx=1 eip=113"},
        {"66 E1 10 ; o32 loope", "ecx=2", "ecx=1"},
        {"E0 10 ; loopne", "ecx=2", "ecx=1 eip=112"},
        {"E0 10 ; loopne", "ecx=2 f=Z", "ecx=1"},
        {"E0 10 ; loopne", "ecx=1", "ecx=0"},
        {"66 E0 10 ; o32 loopne", "ecx=2", "ecx=1 eip=113"},
        {"66 E0 10 ; o32 loopne", "ecx=2 f=Z", "ecx=1"},
    };
    static const struct row wide[] = {
        {"E2 F0 ; loop $-0Eh", "ecx=10000", "ecx=FFFF eip=F2"},
        {"E2 F0 ; loop $-0Eh", "ecx=1", "ecx=0"},
        {"67 E2 10 ; loop cx", "ecx=10001", "ecx=10000"},
        {"E1 10 ; loope", "ecx=2 f=Z", "ecx=1 eip=112"},
        {"E0 10 ; loopne", "ecx=2 f=Z", "ecx=1"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void jcxz_looks_at_cx_or_ecx(void)
{
    static const struct row real[] = {
        {"E3 10 ; jcxz", "ecx=10000", "eip=112"},
        {"E3 10 ; jcxz", "ecx=1 f=Z", ""},
        {"67 E3 10 ; jecxz", "ecx=10000", ""},
        {"67 E3 10 ; jecxz", "ecx=0", "eip=113"},
        {"66 E3 10 ; o32 jcxz", "ecx=0", "eip=113"},
        {"66 E3 10 ; o32 jcxz", "ecx=1", ""},
    };
    static const struct row wide[] = {
        {"E3 10 ; jecxz", "ecx=0", "eip=112"},
        {"E3 10 ; jecxz", "ecx=10000", ""},
        {"67 E3 10 ; jcxz", "ecx=10000", "eip=113"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

CU_TestInfo cpu_condition_tests[] = {
    TEST(jcc_jumps_if_its_condition_holds), TEST(setcc_stores_one_or_zero),
    TEST(jumps_go_backward_and_wrap),       TEST(loop_counts_down_to_zero),
    TEST(jcxz_looks_at_cx_or_ecx),          CU_TEST_INFO_NULL,
};
