/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_stack.c - PUSH POP PUSHA POPA PUSHF POPF ENTER LEAVE.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name; i486 Programmer's
 * Reference Manual, "PUSH" (a segment register with a 32-bit operand).
 */
#include "tests/cpu/operand.h"

static void push_and_pop_reach_every_register(void)
{
    static const struct row real[] = {
        {"50 ; push ax", "eax=AAAA1234", "esp=7FFE ss:7FFE=3412"},
        {"51 ; push cx", "ecx=AAAA1234", "esp=7FFE ss:7FFE=3412"},
        {"52 ; push dx", "edx=AAAA1234", "esp=7FFE ss:7FFE=3412"},
        {"53 ; push bx", "ebx=AAAA1234", "esp=7FFE ss:7FFE=3412"},
        {"54 ; push sp", "", "esp=7FFE ss:7FFE=0080"},
        {"55 ; push bp", "ebp=AAAA1234", "esp=7FFE ss:7FFE=3412"},
        {"56 ; push si", "esi=AAAA1234", "esp=7FFE ss:7FFE=3412"},
        {"57 ; push di", "edi=1234 f=OSZAPC", "esp=7FFE ss:7FFE=3412"},
        {"58 ; pop ax", "eax=AAAAAAAA ss:8000=3412", "eax=AAAA1234 esp=8002"},
        {"59 ; pop cx", "ecx=AAAAAAAA ss:8000=3412", "ecx=AAAA1234 esp=8002"},
        {"5A ; pop dx", "edx=AAAAAAAA ss:8000=3412", "edx=AAAA1234 esp=8002"},
        {"5B ; pop bx", "ebx=AAAAAAAA ss:8000=3412", "ebx=AAAA1234 esp=8002"},
        {"5C ; pop sp", "esp=AAAA8000 ss:8000=3412", "esp=AAAA1234"},
        {"5D ; pop bp", "ebp=AAAAAAAA ss:8000=3412", "ebp=AAAA1234 esp=8002"},
        {"5E ; pop si", "esi=AAAAAAAA ss:8000=3412", "esi=AAAA1234 esp=8002"},
        {"5F ; pop di", "edi=0 ss:8000=3412", "edi=1234 esp=8002"},
        {"66 50 ; push eax", "eax=12345678", "esp=7FFC ss:7FFC=78563412"},
        {"66 58 ; pop eax", "ss:8000=78563412", "eax=12345678 esp=8004"},
    };
    static const struct row wide[] = {
        {"50 ; push eax", "eax=12345678", "esp=7FFC ss:7FFC=78563412"},
        {"51 ; push ecx", "ecx=12345678", "esp=7FFC ss:7FFC=78563412"},
        {"52 ; push edx", "edx=12345678", "esp=7FFC ss:7FFC=78563412"},
        {"53 ; push ebx", "ebx=12345678", "esp=7FFC ss:7FFC=78563412"},
        {"54 ; push esp", "", "esp=7FFC ss:7FFC=00800000"},
        {"55 ; push ebp", "ebp=12345678", "esp=7FFC ss:7FFC=78563412"},
        {"56 ; push esi", "esi=12345678", "esp=7FFC ss:7FFC=78563412"},
        {"57 ; push edi", "edi=12345678", "esp=7FFC ss:7FFC=78563412"},
        {"58 ; pop eax", "ss:8000=78563412", "eax=12345678 esp=8004"},
        {"59 ; pop ecx", "ss:8000=78563412", "ecx=12345678 esp=8004"},
        {"5A ; pop edx", "ss:8000=78563412", "edx=12345678 esp=8004"},
        {"5B ; pop ebx", "ss:8000=78563412", "ebx=12345678 esp=8004"},
        {"5C ; pop esp", "ss:8000=78563412", "esp=12345678"},
        {"5D ; pop ebp", "ss:8000=78563412", "ebp=12345678 esp=8004"},
        {"5E ; pop esi", "ss:8000=78563412", "esi=12345678 esp=8004"},
        {"5F ; pop edi", "ss:8000=78563412", "edi=12345678 esp=8004"},
        {"66 50 ; push ax", "eax=AAAA1234", "esp=7FFE ss:7FFE=3412"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void push_and_pop_take_memory_and_immediates(void)
{
    static const struct operand_row rows[] = {
        {"FF", 6, "", 16, 0x1234, 0x1234, "", "esp=7FFE ss:7FFE=3412", 0},
        {"FF", 6, "", 32, 0x12345678, 0x12345678, "",
         "esp=7FFC ss:7FFC=78563412", 0},
        {"8F", 0, "", 16, 0, 0x1234, "ss:8000=3412", "esp=8002", 0},
        {"8F", 0, "", 32, 0, 0x12345678, "ss:8000=78563412 f=OSZAPC",
         "esp=8004", 0},
    };
    static const struct row real[] = {
        {"68 34 12 ; push 1234h", "", "esp=7FFE ss:7FFE=3412"},
        {"6A FE ; push -2", "", "esp=7FFE ss:7FFE=FEFF"},
        {"66 68 78 56 34 12 ; push dword", "", "esp=7FFC ss:7FFC=78563412"},
        {"66 6A FE ; push dword -2", "", "esp=7FFC ss:7FFC=FEFFFFFF"},
    };
    static const struct row wide[] = {
        {"68 78 56 34 12 ; push 12345678h", "", "esp=7FFC ss:7FFC=78563412"},
        {"6A FE ; push -2", "", "esp=7FFC ss:7FFC=FEFFFFFF"},
        {"66 6A FE ; push word -2", "", "esp=7FFE ss:7FFE=FEFF"},
        /* An address based on ESP is worked out after the pop. */
        {"8F 04 24 ; pop [esp]", "ss:8000=78563412",
         "esp=8004 ss:8004=78563412"},
        {"8F 44 24 04 ; pop [esp+4]", "ss:8000=78563412",
         "esp=8004 ss:8008=78563412"},
        {"FF 34 24 ; push [esp]", "ss:8000=78563412",
         "esp=7FFC ss:7FFC=78563412"},
        {"8F 06 ; pop [esi] past the end", "esi=FFFD", "#GP(0)"},
    };

    OPERAND_ROWS(rows);
    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

/* With a 32-bit operand the slot has four bytes, of which two are written. */
static void segment_registers_are_pushed_and_popped(void)
{
    static const struct row real[] = {
        {"06 ; push es", "", "esp=7FFE ss:7FFE=0012"},
        {"0E ; push cs", "", "esp=7FFE ss:7FFE=0008"},
        {"16 ; push ss", "", "esp=7FFE ss:7FFE=0018"},
        {"1E ; push ds", "", "esp=7FFE ss:7FFE=0010"},
        {"0F A0 ; push fs", "", "esp=7FFE ss:7FFE=0014"},
        {"0F A8 ; push gs", "", "esp=7FFE ss:7FFE=0016"},
        {"66 06 ; push es", "ss:7FFC=AAAAAAAA", "esp=7FFC ss:7FFC=0012"},
        {"66 0E ; push cs", "ss:7FFC=AAAAAAAA", "esp=7FFC ss:7FFC=0008"},
        {"66 16 ; push ss", "ss:7FFC=AAAAAAAA", "esp=7FFC ss:7FFC=0018"},
        {"66 1E ; push ds", "ss:7FFC=AAAAAAAA", "esp=7FFC ss:7FFC=0010"},
        {"66 0F A0 ; push fs", "", "esp=7FFC ss:7FFC=0014"},
        {"66 0F A8 ; push gs", "", "esp=7FFC ss:7FFC=0016"},
        {"07 ; pop es", "ss:8000=3412", "esp=8002 es=1234"},
        {"17 ; pop ss", "ss:8000=3412", "esp=8002 ss=1234"},
        {"1F ; pop ds", "ss:8000=3412 f=OSZAPC", "esp=8002 ds=1234"},
        {"0F A1 ; pop fs", "ss:8000=3412", "esp=8002 fs=1234"},
        {"0F A9 ; pop gs", "ss:8000=3412", "esp=8002 gs=1234"},
        {"66 07 ; pop es", "ss:8000=3412", "esp=8004 es=1234"},
        {"66 17 ; pop ss", "ss:8000=3412", "esp=8004 ss=1234"},
        {"66 1F ; pop ds", "ss:8000=3412", "esp=8004 ds=1234"},
        {"66 0F A1 ; pop fs", "ss:8000=3412", "esp=8004 fs=1234"},
        {"66 0F A9 ; pop gs", "ss:8000=3412", "esp=8004 gs=1234"},
    };

    ROWS_REAL(real);
}

static void pusha_and_popa_move_all_registers(void)
{
    static const struct row real[] = {
        {"60 ; pusha",
         "eax=A1 ecx=C1 edx=D1 ebx=B1 ebp=E1 esi=51 edi=91 f=OSZAPC",
         "esp=7FF0 ss:7FF0=91005100E1000080B100D100C100A100"},
        {"61 ; popa", "ss:8000=0100020003000400050006000700FFEE eax=AAAA0000",
         "edi=90910001 esi=50510002 ebp=E0E10003 ebx=B0B10005 edx=D0D10006 "
         "ecx=C0C10007 eax=AAAAEEFF esp=8010"},
        {"66 60 ; pushad", "eax=1 ecx=2 edx=3 ebx=4 ebp=5 esi=6 edi=7",
         "esp=7FE0 ss:7FE0=07000000060000000500000000800000"
         "04000000030000000200000001000000"},
        {"66 61 ; popad",
         "ss:8000=01000000020000000300000004000000"
         "05000000060000000700000008000000",
         "edi=1 esi=2 ebp=3 ebx=5 edx=6 ecx=7 eax=8 esp=8020"},
    };
    static const struct row wide[] = {
        {"60 ; pushad", "eax=1 ecx=2 edx=3 ebx=4 ebp=5 esi=6 edi=7",
         "esp=7FE0 ss:7FE0=07000000060000000500000000800000"
         "04000000030000000200000001000000"},
        {"66 61 ; popa", "ss:8000=01000200030004000500060007000800",
         "edi=90910001 esi=50510002 ebp=E0E10003 ebx=B0B10005 edx=D0D10006 "
         "ecx=C0C10007 eax=A0A10008 esp=8010"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

/* Bit 1 is always set, bits 3, 5 and 15 never; VM and RF are not pushed, RF
 * is not popped. */
static void pushf_and_popf_move_the_flags(void)
{
    static const struct row rows[] = {
        {"9C ; pushf", "f=OSZAPC", "esp=7FFE ss:7FFE=D708"},
        {"9C ; pushf", "f=DI", "esp=7FFE ss:7FFE=0206"},
        {"66 9C ; pushfd", "f=C", "esp=7FFC ss:7FFC=03000000"},
        {"9D ; popf", "ss:8000=D50C f=I", "esp=8002 f=OSZAPCDi"},
        {"9D ; popf", "ss:8000=0000 f=OSZAPCDI", "esp=8002 f=oszapcdi"},
        {"66 9D ; popfd", "ss:8000=FF0A0000", "esp=8004 f=OSZAPCIdt"},
    };

    ROWS_REAL(rows);
    bench_protected(CPU_386, 32, 0);
    row_run(__FILE__, &(struct row){"9C ; pushfd", "f=OSZAPC",
                                    "esp=7FFC ss:7FFC=D7080000"});
}

static void popf_cannot_set_what_the_model_lacks(void)
{
    static const struct {
        enum cpu_model model;
        uint32_t flags;
    } cases[] = {
        {CPU_386, 0x7cd7},
        {CPU_486, 0x247cd7},
        {CPU_PENTIUM, 0x247cd7},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_real(cases[i].model);
        bench_code("66 68 FF FE FF FF ; push dword 0FFFFFEFFh (not TF)\n"
                   "66 9D             ; popfd\n"
                   "66 9C             ; pushfd\n"
                   "66 58             ; pop eax\n");
        bench_run();
        EXPECT_EQUAL(cpu()->r[EAX].d, cases[i].flags | FLAG_IF);
    }
}

static void enter_and_leave_make_and_drop_a_frame(void)
{
    static const struct row real[] = {
        {"C8 04 00 00 ; enter 4, 0", "ebp=AAAA1234 f=OSZAPC",
         "ebp=AAAA7FFE esp=7FFA ss:7FFE=3412"},
        {"C8 02 00 01 ; enter 2, 1: copies none", "ebp=1",
         "ebp=7FFE esp=7FFA ss:7FFC=FE7F0100"},
        {"C8 02 00 03 ; enter 2, 3", "ebp=1234 ss:1230=44332211",
         "ebp=7FFE esp=7FF6 ss:7FF8=FE7F443322113412"},
        {"C8 00 00 03 ; enter 0, 3: copies what it has pushed",
         "ebp=8000 ss:7FF8=0000000011227788",
         "ebp=7FFE esp=7FF8 ss:7FF8=FE7F008000800080"},
        {"C8 00 00 20 ; enter 0, 32: the level is taken modulo 32", "ebp=1",
         "ebp=7FFE esp=7FFE ss:7FFE=0100"},
        {"66 C8 04 00 00 ; enter dword", "ebp=12345678",
         "ebp=7FFC esp=7FF8 ss:7FFC=78563412"},
        {"66 C8 04 00 02 ; enter dword", "ebp=1234 ss:1230=44332211",
         "ebp=7FFC esp=7FF0 ss:7FF4=FC7F00004433221134120000"},
        {"C9 ; leave", "ebp=AAAA1234 ss:1234=7856", "ebp=AAAA5678 esp=1236"},
        {"66 C9 ; leave dword", "ebp=1234 ss:1234=78563412",
         "ebp=12345678 esp=1238"},
    };
    static const struct row wide[] = {
        {"C8 04 00 00 ; enter 4, 0", "ebp=12345678",
         "ebp=7FFC esp=7FF8 ss:7FFC=78563412"},
        {"C8 00 00 02 ; enter 0, 2", "ebp=1234 ss:1230=44332211",
         "ebp=7FFC esp=7FF4 ss:7FF4=FC7F00004433221134120000"},
        {"66 C8 04 00 00 ; enter word", "ebp=AAAA1234",
         "ebp=AAAA7FFE esp=7FFA ss:7FFE=3412"},
        {"C9 ; leave", "ebp=1234 ss:1234=78563412", "ebp=12345678 esp=1238"},
        {"66 C9 ; leave word", "ebp=1234 ss:1234=7856", "ebp=5678 esp=1236"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

/* The width of the stack pointer is that of the stack segment (B), not of the
 * operand. */
static void a_16_bit_stack_wraps_inside_its_segment(void)
{
    static const struct row real[] = {
        {"50 ; push ax", "eax=1234 esp=AAAA0002", "esp=AAAA0000 ss:0=3412"},
        {"50 ; push ax", "eax=1234 esp=AAAA0000", "esp=AAAAFFFE ss:FFFE=3412"},
        {"58 ; pop ax", "eax=0 esp=AAAAFFFE ss:FFFE=3412",
         "eax=1234 esp=AAAA0000"},
        {"66 50 ; push eax", "eax=1 esp=AAAA0000",
         "esp=AAAAFFFC ss:FFFC=01000000"},
        {"67 8F 04 24 ; pop [esp]", "esp=FFFE ss:FFFE=3412", "esp=0 ss:0=3412"},
        {"67 8F 44 24 10 ; pop [esp+10h]", "esp=FFFE ss:FFFE=3412",
         "esp=0 ss:10=3412"},
    };

    ROWS_REAL(real);
}

CU_TestInfo cpu_stack_tests[] = {
    TEST(push_and_pop_reach_every_register),
    TEST(push_and_pop_take_memory_and_immediates),
    TEST(segment_registers_are_pushed_and_popped),
    TEST(pusha_and_popa_move_all_registers),
    TEST(pushf_and_popf_move_the_flags),
    TEST(popf_cannot_set_what_the_model_lacks),
    TEST(enter_and_leave_make_and_drop_a_frame),
    TEST(a_16_bit_stack_wraps_inside_its_segment),
    CU_TEST_INFO_NULL,
};
