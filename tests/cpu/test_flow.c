/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_flow.c - JMP CALL RET INT INTO IRET BOUND in real mode, and
 * near in protected mode.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name; Vol. 3A, "8086
 * Emulation", "Interrupt and Exception Handling" in real mode.
 */
#include "tests/cpu/operand.h"

static void jmp_goes_near_and_far(void)
{
    static const struct row real[] = {
        {"EB 10 ; jmp $+12h", "f=OSZAPC", "eip=112"},
        {"66 EB F0 ; o32 jmp $-0Dh", "", "eip=F3"},
        {"E9 00 10 ; jmp $+1003h", "", "eip=1103"},
        {"66 E9 00 10 00 00 ; jmp dword", "", "eip=1106"},
        {"66 E9 00 00 01 00 ; jmp dword past the limit", "", "#GP"},
        {"EA 00 02 00 08 ; jmp 0800h:0200h", "", "eip=200 cs=800"},
        {"EA F0 01 01 08 ; jmp 0801h:01F0h", "", "eip=1F0 cs=801"},
        {"66 EA 00 02 00 00 00 08 ; jmp 0800h:dword 200h", "",
         "eip=200 cs=800"},
        {"66 EA 00 00 01 00 00 08 ; jmp past the limit", "", "#GP"},
        {"FF E3 ; jmp bx", "ebx=AAAA0300", "eip=300"},
        {"66 FF E3 ; jmp ebx", "ebx=300", "eip=300"},
        {"66 FF E3 ; jmp ebx", "ebx=10300", "#GP"},
        {"FF 24 ; jmp [si]", "esi=40 ds:40=0003", "eip=300"},
        {"66 FF 24 ; jmp dword [si]", "esi=40 ds:40=00030000", "eip=300"},
        {"FF 2C ; jmp far [si]", "esi=40 ds:40=00020108", "eip=200 cs=801"},
        {"66 FF 2C ; jmp far dword [si]", "esi=40 ds:40=000200000108",
         "eip=200 cs=801"},
        {"FF EB ; jmp far with a register", "", "#UD"},
    };
    static const struct row wide[] = {
        {"EB F0 ; jmp $-0Eh", "", "eip=F2"},
        {"E9 00 10 00 00 ; jmp $+1005h", "", "eip=1105"},
        {"66 E9 00 10 ; jmp word", "", "eip=1104"},
        {"FF E3 ; jmp ebx", "ebx=300", "eip=300"},
        {"66 FF E3 ; jmp bx", "ebx=AAAA0300", "eip=300"},
        {"FF 26 ; jmp [esi]", "esi=40 ds:40=00030000", "eip=300"},
        {"FF E3 ; jmp ebx past the limit", "ebx=10000", "#GP(0)"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void call_pushes_the_next_address(void)
{
    static const struct row real[] = {
        {"E8 10 00 ; call $+13h", "f=OSZAPC", "eip=113 esp=7FFE ss:7FFE=0301"},
        {"66 E8 10 00 00 00 ; call dword $+16h", "",
         "eip=116 esp=7FFC ss:7FFC=06010000"},
        {"FF D3 ; call bx", "ebx=AAAA0300", "eip=300 esp=7FFE ss:7FFE=0201"},
        {"66 FF D3 ; call ebx", "ebx=300", "eip=300 esp=7FFC ss:7FFC=03010000"},
        {"66 FF D3 ; call ebx past the limit", "ebx=10300", "#GP"},
        {"FF 14 ; call [si]", "esi=40 ds:40=0003",
         "eip=300 esp=7FFE ss:7FFE=0201"},
        {"66 FF 14 ; call dword [si]", "esi=40 ds:40=00030000",
         "eip=300 esp=7FFC ss:7FFC=03010000"},
        {"9A 00 02 01 08 ; call 0801h:0200h", "",
         "eip=200 cs=801 esp=7FFC ss:7FFC=05010008"},
        {"66 9A 00 02 00 00 01 08 ; call 0801h:dword 200h", "",
         "eip=200 cs=801 esp=7FF8 ss:7FF8=0801000000080000"},
        {"FF 1C ; call far [si]", "esi=40 ds:40=00020108",
         "eip=200 cs=801 esp=7FFC ss:7FFC=02010008"},
        {"66 FF 1C ; call far dword [si]", "esi=40 ds:40=000200000108",
         "eip=200 cs=801 esp=7FF8 ss:7FF8=0301000000080000"},
        {"FF DB ; call far with a register", "", "#UD"},
    };
    static const struct row wide[] = {
        {"E8 10 00 00 00 ; call $+15h", "",
         "eip=115 esp=7FFC ss:7FFC=05010000"},
        {"66 E8 10 00 ; call word", "", "eip=114 esp=7FFE ss:7FFE=0401"},
        {"FF D3 ; call ebx", "ebx=300", "eip=300 esp=7FFC ss:7FFC=02010000"},
        {"FF 16 ; call [esi]", "esi=40 ds:40=00030000",
         "eip=300 esp=7FFC ss:7FFC=02010000"},
        {"FF D4 ; call esp: its old value", "esp=300",
         "eip=300 esp=2FC ss:2FC=02010000"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void ret_takes_the_address_and_drops_arguments(void)
{
    static const struct row real[] = {
        {"C3 ; ret", "ss:8000=0003 f=OSZAPC", "eip=300 esp=8002"},
        {"66 C3 ; ret dword", "ss:8000=00030000", "eip=300 esp=8004"},
        {"66 C3 ; ret dword past the limit", "ss:8000=00030100", "#GP"},
        {"C2 06 00 ; ret 6", "ss:8000=0003", "eip=300 esp=8008"},
        {"66 C2 06 00 ; ret dword 6", "ss:8000=00030000", "eip=300 esp=800A"},
        {"CB ; retf", "ss:8000=00020108", "eip=200 cs=801 esp=8004"},
        {"66 CB ; retf dword", "ss:8000=000200000108",
         "eip=200 cs=801 esp=8008"},
        {"CA 06 00 ; retf 6", "ss:8000=00020108", "eip=200 cs=801 esp=800A"},
        {"66 CA 06 00 ; retf dword 6", "ss:8000=000200000108",
         "eip=200 cs=801 esp=800E"},
    };
    static const struct row wide[] = {
        {"C3 ; ret", "ss:8000=00030000", "eip=300 esp=8004"},
        {"66 C3 ; ret word", "ss:8000=0003AAAA", "eip=300 esp=8002"},
        {"C2 06 00 ; ret 6", "ss:8000=00030000", "eip=300 esp=800A"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

/* INT n, INT3 and INTO are traps: they point behind themselves. */
static void int_enters_the_vector(void)
{
    static const struct row real[] = {
        {"CD 80 ; int 80h", "f=IOC",
         "eip=4200 f=iOszapC esp=7FFA ss:7FFA=02010008030A"},
        {"CC ; int3", "f=I", "#BP eip=101"},
        {"CE ; into", "f=OI", "#OF eip=101"},
        {"CE ; into", "f=SZAPCI", ""},
        {"F1 ; icebp", "", "eip=4004 esp=7FFA ss:7FFA=010100080200"},
    };

    ROWS_REAL(real);
}

static void iret_pops_address_and_flags(void)
{
    static const struct row real[] = {
        {"CF ; iret", "ss:8000=00020108D70A",
         "eip=200 cs=801 esp=8006 f=OSZAPCI"},
        {"CF ; iret", "ss:8000=000201080000 f=OSZAPCID",
         "eip=200 cs=801 esp=8006 f=oszapcid"},
        {"66 CF ; iret dword", "ss:8000=000200000108000045020000",
         "eip=200 cs=801 esp=800C f=osZaPCI"},
        {"66 CF ; iret past the limit", "ss:8000=000200010108000045020000",
         "#GP"},
    };

    ROWS_REAL(real);
}

static void bound_checks_both_ends(void)
{
    static const struct operand_row rows[] = {
        /* bound edx, [esi]: the lower bound is at 40h, the upper behind it */
        {"62", 2, "", 16, 0xfff0, 0xfff0, "edx=AAAAFFF0 ds:42=1000", "", 0},
        {"62", 2, "", 16, 0xfff0, 0xfff0, "edx=10 ds:42=1000 f=OSZAPC", "", 0},
        {"62", 2, "", 16, 0xfff0, 0xfff0, "edx=11 ds:42=1000", "#BR", 0},
        {"62", 2, "", 16, 0xfff0, 0xfff0, "edx=FFEF ds:42=1000", "#BR", 0},
        {"62", 2, "", 32, 0x00000001, 0x00000001, "edx=1 ds:44=02000000", "",
         0},
        {"62", 2, "", 32, 0x00000001, 0x00000001, "edx=80000001 ds:44=02000000",
         "#BR", 0},
        {"62", 2, "", 32, 0x00000001, 0x00000001, "edx=3 ds:44=02000000", "#BR",
         0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(rows); i++)
        operand_rows_run_in_memory(__FILE__, &rows[i]);
    bench_real(CPU_386);
    row_run(__FILE__,
            &(struct row){"62 D3 ; bound with a register", "", "#UD"});
}

/* SDM Vol. 3A, "Limit Checking": code past the limit of CS raises #GP(0) with
 * EIP past the limit; so does an instruction that begins inside. */
static void code_must_lie_inside_its_segment(void)
{
    for (unsigned limit = 0x100; limit <= 0x104; limit++) {
        bench_protected(CPU_386, 32, 0);
        bench_vector(VECTOR_GP,
                     bench_gate(SYS_INT32, 0, SEL_SPARE, HANDLER + 0x34));
        bench_descriptor(SEL_SPARE,
                         bench_segment(CS_BASE, 0xffff, CODE | ACC_BIG));
        cpu()->seg[CS].limit = limit;
        segment_derive(&cpu()->seg[CS]);
        bench_code("B8 01 00 00 00 ; mov eax, 1\n");
        bench_run();
        EXPECT_FAULT_AT(VECTOR_GP, 0, limit == 0x104 ? 0x105 : 0x100);
    }
}

CU_TestInfo cpu_flow_tests[] = {
    TEST(jmp_goes_near_and_far),
    TEST(call_pushes_the_next_address),
    TEST(ret_takes_the_address_and_drops_arguments),
    TEST(int_enters_the_vector),
    TEST(iret_pops_address_and_flags),
    TEST(bound_checks_both_ends),
    TEST(code_must_lie_inside_its_segment),
    CU_TEST_INFO_NULL,
};
