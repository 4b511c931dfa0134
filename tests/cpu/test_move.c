/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_move.c - MOV to each register, extension, exchange, LEA,
 * address forms, far pointers, segment registers in real mode.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name, and "ModR/M and SIB
 * Bytes".
 */
#include "tests/cpu/operand.h"

static void mov_immediate_reaches_every_register(void)
{
    static const struct row real[] = {
        {"B0 12 ; mov al, 12h", "eax=0 f=OSZAPC", "eax=12"},
        {"B1 12 ; mov cl, 12h", "ecx=FFFFFFFF", "ecx=FFFFFF12"},
        {"B2 12 ; mov dl, 12h", "edx=0", "edx=12"},
        {"B3 12 ; mov bl, 12h", "ebx=0", "ebx=12"},
        {"B4 12 ; mov ah, 12h", "eax=0", "eax=1200"},
        {"B5 12 ; mov ch, 12h", "ecx=FFFFFFFF", "ecx=FFFF12FF"},
        {"B6 12 ; mov dh, 12h", "edx=0", "edx=1200"},
        {"B7 12 ; mov bh, 12h", "ebx=0", "ebx=1200"},
        {"B8 34 12 ; mov ax, 1234h", "eax=FFFFFFFF", "eax=FFFF1234"},
        {"BA 34 12 ; mov dx, 1234h", "edx=FFFFFFFF", "edx=FFFF1234"},
        {"BB 34 12 ; mov bx, 1234h", "ebx=FFFFFFFF", "ebx=FFFF1234"},
        {"BC 34 12 ; mov sp, 1234h", "esp=FFFFFFFF", "esp=FFFF1234"},
        {"BD 34 12 ; mov bp, 1234h", "ebp=FFFFFFFF", "ebp=FFFF1234"},
        {"BE 34 12 ; mov si, 1234h", "esi=FFFFFFFF", "esi=FFFF1234"},
        {"BF 34 12 ; mov di, 1234h", "edi=FFFFFFFF", "edi=FFFF1234"},
    };
    static const struct row wide[] = {
        {"B8 78 56 34 12 ; mov eax, 12345678h", "", "eax=12345678"},
        {"BA 78 56 34 12 ; mov edx, 12345678h", "", "edx=12345678"},
        {"BB 78 56 34 12 ; mov ebx, 12345678h", "", "ebx=12345678"},
        {"BC 78 56 34 12 ; mov esp, 12345678h", "", "esp=12345678"},
        {"BD 78 56 34 12 ; mov ebp, 12345678h", "", "ebp=12345678"},
        {"BE 78 56 34 12 ; mov esi, 12345678h", "", "esi=12345678"},
        {"BF 78 56 34 12 ; mov edi, 12345678h", "", "edi=12345678"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void movzx_and_movsx_extend(void)
{
    static const struct operand_row rows[] = {
        {"0F B6", 2, "", 16, 0xff, 0xff, "edx=AAAABBBB f=OSZAPC",
         "edx=AAAA00FF", 8},
        {"0F B6", 2, "", 32, 0x80, 0x80, "", "edx=80", 8},
        {"0F BE", 2, "", 16, 0x80, 0x80, "edx=AAAABBBB", "edx=AAAAFF80", 8},
        {"0F BE", 2, "", 16, 0x7f, 0x7f, "edx=AAAABBBB", "edx=AAAA007F", 8},
        {"0F BE", 2, "", 32, 0x80, 0x80, "", "edx=FFFFFF80", 8},
        {"0F B7", 2, "", 16, 0x8000, 0x8000, "edx=AAAABBBB", "edx=AAAA8000",
         16},
        {"0F B7", 2, "", 32, 0x8000, 0x8000, "", "edx=8000", 16},
        {"0F BF", 2, "", 16, 0x8000, 0x8000, "edx=AAAABBBB", "edx=AAAA8000",
         16},
        {"0F BF", 2, "", 32, 0x8000, 0x8000, "", "edx=FFFF8000", 16},
        {"0F BF", 2, "", 32, 0x7fff, 0x7fff, "f=OSZAPC", "edx=7FFF", 16},
    };

    OPERAND_ROWS(rows);
}

static void xchg_exchanges(void)
{
    static const struct operand_row rows[] = {
        {"86", 2, "", 8, 0x12, 0x34, "edx=AAAAAA34 f=OSZAPC", "edx=AAAAAA12",
         0},
        {"86", 6, "", 8, 0x12, 0x34, "edx=AAAA34AA", "edx=AAAA12AA", 0},
        {"87", 2, "", 16, 0x1234, 0x5678, "edx=AAAA5678", "edx=AAAA1234", 0},
        {"87", 2, "", 32, 0x12345678, 0x9abcdef0, "edx=9ABCDEF0",
         "edx=12345678", 0},
    };
    static const struct row real[] = {
        {"91 ; xchg ax, cx", "eax=11112222 ecx=33334444",
         "eax=11114444 ecx=33332222"},
        {"92 ; xchg ax, dx", "eax=1 edx=2 f=OSZAPC", "eax=2 edx=1"},
        {"93 ; xchg ax, bx", "eax=1 ebx=2", "eax=2 ebx=1"},
        {"94 ; xchg ax, sp", "eax=1 esp=2", "eax=2 esp=1"},
        {"95 ; xchg ax, bp", "eax=1 ebp=2", "eax=2 ebp=1"},
        {"96 ; xchg ax, si", "eax=1 esi=2", "eax=2 esi=1"},
        {"97 ; xchg ax, di", "eax=1 edi=2", "eax=2 edi=1"},
        {"66 91 ; xchg eax, ecx", "eax=11112222 ecx=33334444",
         "eax=33334444 ecx=11112222"},
    };
    static const struct row wide[] = {
        {"92 ; xchg eax, edx", "eax=10001 edx=20002", "eax=20002 edx=10001"},
        {"93 ; xchg eax, ebx", "eax=10001 ebx=20002", "eax=20002 ebx=10001"},
        {"94 ; xchg eax, esp", "eax=10001 esp=20002", "eax=20002 esp=10001"},
        {"95 ; xchg eax, ebp", "eax=10001 ebp=20002", "eax=20002 ebp=10001"},
        {"96 ; xchg eax, esi", "eax=10001 esi=20002", "eax=20002 esi=10001"},
        {"97 ; xchg eax, edi", "eax=10001 edi=20002", "eax=20002 edi=10001"},
    };

    OPERAND_ROWS(rows);
    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void lea_gives_the_offset_without_an_access(void)
{
    static const struct row real[] = {
        {"8D 00 ; lea ax, [bx+si]", "eax=AAAA0000 ebx=FFFF esi=2 f=OSZAPC",
         "eax=AAAA0001"},
        {"8D 41 FE ; lea ax, [bx+di-2]", "eax=0 ebx=10 edi=20", "eax=2E"},
        {"8D 82 34 12 ; lea ax, [bp+si+1234h]", "eax=0 ebp=1 esi=2",
         "eax=1237"},
        {"8D 03 ; lea ax, [bp+di]", "eax=0 ebp=10 edi=20", "eax=30"},
        {"8D 04 ; lea ax, [si]", "eax=0 esi=1FFFF", "eax=FFFF"},
        {"8D 05 ; lea ax, [di]", "eax=0 edi=5", "eax=5"},
        {"8D 06 34 12 ; lea ax, [1234h]", "eax=0", "eax=1234"},
        {"8D 46 80 ; lea ax, [bp-80h]", "eax=0 ebp=0", "eax=FF80"},
        {"8D 07 ; lea ax, [bx]", "eax=0 ebx=7", "eax=7"},
        {"66 8D 46 80 ; lea eax, [bp-80h]", "eax=AAAAAAAA ebp=0", "eax=FF80"},
        {"67 8D 00 ; lea ax, [eax]", "eax=12345678", ""},
        {"66 67 8D 04 8B ; lea eax, [ebx+ecx*4]", "ebx=10 ecx=40000001",
         "eax=14"},
    };
    static const struct row wide[] = {
        {"8D 00 ; lea eax, [eax]", "eax=12345678", ""},
        {"8D 41 80 ; lea eax, [ecx-80h]", "ecx=80", "eax=0"},
        {"8D 82 00 00 00 80 ; lea eax, [edx+80000000h]", "edx=80000001",
         "eax=1"},
        {"8D 05 78 56 34 12 ; lea eax, [12345678h]", "", "eax=12345678"},
        {"8D 04 24 ; lea eax, [esp]", "", "eax=8000"},
        {"8D 44 24 08 ; lea eax, [esp+8]", "", "eax=8008"},
        {"8D 04 18 ; lea eax, [eax+ebx]", "eax=1 ebx=2", "eax=3"},
        {"8D 04 48 ; lea eax, [eax+ecx*2]", "eax=1 ecx=10", "eax=21"},
        {"8D 04 90 ; lea eax, [eax+edx*4]", "eax=1 edx=10", "eax=41"},
        {"8D 04 F0 ; lea eax, [eax+esi*8]", "eax=1 esi=10", "eax=81"},
        {"8D 04 E0 ; lea eax, [eax], scale 8 of no index", "eax=5", ""},
        {"8D 04 3D 10 00 00 00 ; lea eax, [edi+10h]", "edi=1", "eax=11"},
        {"8D 44 3D 00 ; lea eax, [ebp+edi]", "ebp=1 edi=2", "eax=3"},
        {"8D 84 3D 00 01 00 00 ; lea eax, [ebp+edi+100h]", "ebp=1 edi=2",
         "eax=103"},
        {"66 8D 04 18 ; lea ax, [eax+ebx]", "eax=AAAA0001 ebx=BBBB0002",
         "eax=AAAA0003"},
        {"67 8D 00 ; lea eax, [bx+si]", "ebx=FFFF esi=2", "eax=1"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

/* The base decides between DS and SS, unless a prefix does. */
static void addresses_use_the_right_segment(void)
{
    static const struct row real[] = {
        {"8A 07 ; mov al, [bx]", "eax=0 ebx=50 ds:50=12", "eax=12"},
        {"8A 04 ; mov al, [si]", "eax=0 esi=50 ds:50=12", "eax=12"},
        {"8A 05 ; mov al, [di]", "eax=0 edi=50 ds:50=12", "eax=12"},
        {"8A 46 00 ; mov al, [bp]", "eax=0 ebp=50 ss:50=12", "eax=12"},
        {"8A 02 ; mov al, [bp+si]", "eax=0 ebp=50 esi=1 ss:51=12", "eax=12"},
        {"8A 03 ; mov al, [bp+di]", "eax=0 ebp=50 edi=1 ss:51=12", "eax=12"},
        {"8A 00 ; mov al, [bx+si]", "eax=0 ebx=50 esi=1 ds:51=12", "eax=12"},
        {"8A 01 ; mov al, [bx+di]", "eax=0 ebx=50 edi=1 ds:51=12", "eax=12"},
        {"A0 50 00 ; mov al, [50h]", "eax=0 ds:50=12", "eax=12"},
        {"26 8A 07 ; mov al, [es:bx]", "eax=0 ebx=50 es:50=12", "eax=12"},
        {"2E 8A 07 ; mov al, [cs:bx]", "eax=0 ebx=50 cs:50=12", "eax=12"},
        {"36 8A 07 ; mov al, [ss:bx]", "eax=0 ebx=50 ss:50=12", "eax=12"},
        {"3E 8A 46 00 ; mov al, [ds:bp]", "eax=0 ebp=50 ds:50=12", "eax=12"},
        {"64 8A 07 ; mov al, [fs:bx]", "eax=0 ebx=50 fs:50=12", "eax=12"},
        {"65 8A 07 ; mov al, [gs:bx]", "eax=0 ebx=50 gs:50=12", "eax=12"},
        {"26 64 8A 07 ; the last prefix counts", "eax=0 ebx=50 fs:50=12",
         "eax=12"},
        {"67 65 A0 50 00 00 00 ; mov al, [gs:dword 50h]", "eax=0 gs:50=12",
         "eax=12"},
    };
    static const struct row wide[] = {
        {"8A 45 00 ; mov al, [ebp]", "eax=0 ebp=50 ss:50=12", "eax=12"},
        {"8A 04 24 ; mov al, [esp]", "eax=0 ss:8000=12", "eax=12"},
        {"8A 04 2B ; mov al, [ebx+ebp]", "eax=0 ebx=50 ebp=1 ds:51=12",
         "eax=12"},
        {"8A 44 1D 00 ; mov al, [ebp+ebx]", "eax=0 ebx=50 ebp=1 ss:51=12",
         "eax=12"},
        {"8A 04 2D 50 00 00 00 ; mov al, [ebp*1+50h]", "eax=0 ebp=1 ds:51=12",
         "eax=12"},
        {"64 8A 45 00 ; mov al, [fs:ebp]", "eax=0 ebp=50 fs:50=12", "eax=12"},
        {"26 A0 50 00 00 00 ; mov al, [es:50h]", "eax=0 es:50=12", "eax=12"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void segment_registers_move_in_real_mode(void)
{
    static const struct row rows[] = {
        {"8C C0 ; mov ax, es", "eax=AAAA0000 f=OSZAPC", "eax=AAAA1200"},
        {"8C C8 ; mov ax, cs", "eax=0", "eax=800"},
        {"8C 1C ; mov [si], ds", "esi=40", "ds:40=0010"},
        {"66 8C E0 ; mov eax, fs", "eax=AAAAAAAA", "eax=1400"},
        {"66 8C 2C ; mov [si], gs", "esi=40 ds:40=AAAAAAAA", "ds:40=0016"},
        {"8E D8 ; mov ds, ax", "eax=AAAA1234 f=OSZAPC", "ds=1234"},
        {"8E C0 ; mov es, ax", "eax=FFFF", "es=FFFF"},
        {"8E 24 ; mov fs, [si]", "esi=40 ds:40=3412", "fs=1234"},
        {"8E E8 ; mov gs, ax", "eax=0", "gs=0"},
        {"8E D0 ; mov ss, ax", "eax=1234", "ss=1234"},
        {"8E C8 ; mov cs, ax", "eax=0", "#UD"},
        {"8E F0 ; mov seg6, ax", "eax=0", "#UD"},
        {"8C F8 ; mov ax, seg7", "eax=0", "#UD"},
    };

    ROWS_REAL(rows);
}

static void far_pointers_load_a_segment_and_a_register(void)
{
    static const struct row real[] = {
        {"C5 14 ; lds dx, [si]", "edx=AAAAAAAA esi=40 ds:40=34127856",
         "edx=AAAA1234 ds=5678"},
        {"C4 14 ; les dx, [si]", "edx=0 esi=40 ds:40=34127856 f=OSZAPC",
         "edx=1234 es=5678"},
        {"0F B2 14 ; lss dx, [si]", "edx=0 esi=40 ds:40=34127856",
         "edx=1234 ss=5678"},
        {"0F B4 14 ; lfs dx, [si]", "edx=0 esi=40 ds:40=34127856",
         "edx=1234 fs=5678"},
        {"0F B5 14 ; lgs dx, [si]", "edx=0 esi=40 ds:40=34127856",
         "edx=1234 gs=5678"},
        {"66 C5 14 ; lds edx, [si]", "esi=40 ds:40=785634120001",
         "edx=12345678 ds=100"},
        {"66 C4 14 ; les edx, [si]", "esi=40 ds:40=785634120001",
         "edx=12345678 es=100"},
        {"66 0F B2 14 ; lss edx, [si]", "esi=40 ds:40=785634120001",
         "edx=12345678 ss=100"},
        {"66 0F B4 14 ; lfs edx, [si]", "esi=40 ds:40=785634120001",
         "edx=12345678 fs=100"},
        {"66 0F B5 14 ; lgs edx, [si]", "esi=40 ds:40=785634120001",
         "edx=12345678 gs=100"},
        {"C5 14 ; lds dx, [si] over the end", "esi=FFFF", "#GP"},
        {"C5 C0 ; lds with a register", "", "#UD"},
        {"8D C0 ; lea with a register", "", "#UD"},
    };
    static const struct row wide[] = {
        {"C5 16 ; lds edx, [esi]", "esi=40 ds:40=785634129000",
         "edx=12345678 ds=90"},
        {"C4 16 ; les edx, [esi]", "esi=40 ds:40=785634121B00",
         "edx=12345678 es=1B"},
        {"0F B2 16 ; lss edx, [esi]", "esi=40 ds:40=78563412A000",
         "edx=12345678 ss=A0"},
        {"66 0F B4 16 ; lfs dx, [esi]", "edx=0 esi=40 ds:40=34120000",
         "edx=1234 fs=0"},
        {"0F B5 16 ; lgs edx, [esi]: selector past the GDT",
         "esi=40 ds:40=785634120003", "#GP(300)"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

/* Past the end of a segment: #GP, or #SS in the stack segment. */
static void operands_must_lie_inside_the_segment(void)
{
    static const struct row rows[] = {
        {"8A 04 ; mov al, [si]", "eax=0 esi=FFFF ds:FFFF=12", "eax=12"},
        {"8B 04 ; mov ax, [si]", "esi=FFFF", "#GP"},
        {"89 04 ; mov [si], ax", "esi=FFFF", "#GP"},
        {"66 89 04 ; mov [si], eax", "esi=FFFD", "#GP"},
        {"66 89 04 ; mov [si], eax", "eax=0 esi=FFFC ds:FFFC=AA", "ds:FFFC=00"},
        {"01 04 ; add [si], ax", "esi=FFFF", "#GP"},
        {"8B 46 00 ; mov ax, [bp]", "ebp=FFFF", "#SS"},
        {"67 8A 03 ; mov al, [ebx]", "ebx=10000", "#GP"},
        {"67 8A 45 00 ; mov al, [ebp]", "ebp=10000", "#SS"},
    };

    ROWS_REAL(rows);
}

CU_TestInfo cpu_move_tests[] = {
    TEST(mov_immediate_reaches_every_register),
    TEST(movzx_and_movsx_extend),
    TEST(xchg_exchanges),
    TEST(lea_gives_the_offset_without_an_access),
    TEST(addresses_use_the_right_segment),
    TEST(segment_registers_move_in_real_mode),
    TEST(far_pointers_load_a_segment_and_a_register),
    TEST(operands_must_lie_inside_the_segment),
    CU_TEST_INFO_NULL,
};
