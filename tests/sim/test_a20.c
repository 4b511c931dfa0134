/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_a20.c - with address line 20 closed, every odd megabyte is
 * the even one below it, for every access.
 *
 * Source: IBM PC AT Technical Reference, "Keyboard Controller", "A20 Gate".
 */
#include <stdio.h>

#include "tests/sim/vm.h"
#include "tests/test.h"

/* A byte to the output port of the 8042, each write when its input buffer is
 * free: in al, 64h; test al, 2; jnz; mov al, D1h; out 64h, al; ... */
#define KBC_FREE "E4 64 A8 02 75 FA "
#define KBC_PORT(bits)                                                         \
    KBC_FREE "B0 D1 E6 64 " KBC_FREE "B0 " bits " E6 60 " KBC_FREE
#define KBC_CLOSE    KBC_PORT("DD")
#define KBC_OPEN     KBC_PORT("DF")
#define FAST_CLOSE   "B0 00 E6 92 " /* mov al, 0; out 92h, al */
#define FAST_OPEN    "B0 02 E6 92 "

#define DS_0_ES_FFFF "31 C0 8E D8 48 8E C0 " /* DS = 0, ES = FFFFh */
#define HLT          "F4 "

static void expect_byte(const struct vm *vm, uint32_t address, uint8_t value,
                        const char *what)
{
    EXPECT(vm_byte(vm, address) == value, "%s: %06Xh holds %02Xh, not %02Xh",
           what, address, vm_byte(vm, address), value);
}

/* Run to the HLT. */
static void run(struct vm *vm)
{
    EXPECT(vm_run(vm, 100) == END_HALTED, "%s", vm_sentence(vm));
}

/* --- who opens it ------------------------------------------------------ */

/* mov byte [es:510h], 22h: does it land at 100500h, or at 500h? */
static void expect_store(const char *gate, bool open)
{
    struct vm *vm;
    char code[400];

    snprintf(code, sizeof code, "%s%s26 C6 06 10 05 22 F4", gate, DS_0_ES_FFFF);
    vm = vm_rom(code);
    run(vm);
    expect_byte(vm, 0x100500, open ? 0x22 : 0, gate);
    expect_byte(vm, 0x500, open ? 0 : 0x22, gate);
    vm_close(vm);
}

static void either_of_two_gates_opens_it(void)
{
    expect_store("", true); /* the pins of an 8042 are high after RESET */
    expect_store(KBC_CLOSE, false);
    expect_store(KBC_CLOSE FAST_OPEN, true);
    expect_store(KBC_CLOSE FAST_OPEN FAST_CLOSE, false);
    expect_store(KBC_CLOSE KBC_OPEN, true);
    expect_store(FAST_CLOSE, true);
    expect_store(FAST_OPEN KBC_CLOSE, true);
    expect_store(FAST_OPEN KBC_CLOSE FAST_CLOSE, false);
}

static void each_change_is_an_event(void)
{
    struct vm *vm = vm_rom(KBC_CLOSE FAST_OPEN KBC_OPEN FAST_CLOSE HLT);

    vm_trace(vm, KEEP(EV_A20), false);
    run(vm);
    CU_ASSERT_EQUAL_FATAL(vm->kept_count, 2);
    CU_ASSERT_EQUAL(vm->kept[0].arg[0], 0);
    CU_ASSERT_EQUAL(vm->kept[1].arg[0], 1);
    vm_close(vm);
}

/* --- every access ------------------------------------------------------ */

/* mov al, [es:510h]; mov [600h + n], al */
#define READ_TO(n) "26 A0 10 05 A2 " n " 06 "

static void reads_follow_it_at_once(void)
{
    struct vm *vm = vm_rom(DS_0_ES_FFFF READ_TO("00") KBC_CLOSE READ_TO(
        "01") FAST_OPEN READ_TO("02") FAST_CLOSE READ_TO("03") HLT);

    vm_open(vm);
    vm_poke(vm, 0x500, "A0");
    vm_poke(vm, 0x100500, "A1");
    run(vm);
    expect_byte(vm, 0x600, 0xa1, "open");
    expect_byte(vm, 0x601, 0xa0, "closed");
    expect_byte(vm, 0x602, 0xa1, "open again");
    expect_byte(vm, 0x603, 0xa0, "closed again");
    vm_close(vm);
}

/* call FFFF:0610h; mov al, [700h]; mov [710h + n], al */
#define CALL_TO(n) "9A 10 06 FF FF A0 00 07 A2 " n " 07 "

static void code_fetches_follow_it_at_once(void)
{
    struct vm *vm =
        vm_rom("31 C0 8E D8 8E D0 BC 00 7C " /* DS = SS = 0, SP = 7C00h */
               CALL_TO("10") CALL_TO("11") KBC_CLOSE CALL_TO("12") CALL_TO("13")
                   FAST_OPEN CALL_TO("14") HLT);

    vm_open(vm);
    vm_poke(vm, 0x600, "C6 06 00 07 A0 CB"); /* mov byte [700h], A0h; retf */
    vm_poke(vm, 0x100600, "C6 06 00 07 A1 CB");
    run(vm);
    expect_byte(vm, 0x710, 0xa1, "open");
    expect_byte(vm, 0x711, 0xa1, "open");
    expect_byte(vm, 0x712, 0xa0, "closed");
    expect_byte(vm, 0x713, 0xa0, "closed");
    expect_byte(vm, 0x714, 0xa1, "open again");
    vm_close(vm);
}

/* An instruction that begins below 1 MiB and ends above it, or at 0. */
static void code_runs_across_1_mib(void)
{
    for (int closed = 0; closed <= 1; closed++) {
        /* DS = 0; jmp FFFF:000Ch */
        struct vm *vm = vm_rom(closed ? KBC_CLOSE "31 C0 8E D8 EA 0C 00 FF FF"
                                      : "31 C0 8E D8 EA 0C 00 FF FF");

        /* mov byte [700h], imm8; hlt */
        vm_bytes(vm, 0xfffc, "C6 06 00 07");
        vm_open(vm);
        vm_poke(vm, 0, "A0 F4");
        vm_poke(vm, 0x100000, "A1 F4");
        run(vm);
        expect_byte(vm, 0x700, closed ? 0xa0 : 0xa1, "immediate operand");
        vm_close(vm);
    }
}

/* Flat 32-bit data in DS and SS, code still at F000:xxxx: lgdt [cs:100h];
 * CR0.PE = 1; DS = SS = 8. */
#define FLAT                                                                   \
    "2E 66 0F 01 16 00 01 0F 20 C0 0C 01 0F 22 C0 B8 08 00 8E D8 8E D0 "

static void put_gdt(struct vm *vm)
{
    vm_bytes(vm, 0x100, "0F 00 10 01 0F 00");
    vm_bytes(vm, 0x110, "00 00 00 00 00 00 00 00 FF FF 00 00 00 93 CF 00");
}

/* CR3 = 101000h; CR0.PG = 1; mov al, [5000h]; mov [6000h], al;
 * mov al, [7000h]; mov [6001h], al; hlt */
#define PAGED                                                                  \
    "66 B8 00 10 10 00 0F 22 D8 0F 20 C0 66 0D 00 00 00 80 0F 22 C0 "          \
    "A0 00 50 A2 00 60 A0 00 70 A2 01 60 F4"

static void put_entry(struct vm *vm, uint32_t address, uint32_t page)
{
    char entry[16];

    snprintf(entry, sizeof entry, "07 %02X %02X 00", page >> 8 & 0xf0,
             page >> 16);
    vm_poke(vm, address, entry);
}

/* A page table that maps the first MiB to itself, but 5000h to `five`, and
 * 7000h to 109000h. */
static void put_page_table(struct vm *vm, uint32_t table, uint32_t five)
{
    for (uint32_t i = 0; i < 256; i++)
        put_entry(vm, table + 4 * i, i << 12);
    put_entry(vm, table + 4 * 5, five);
    put_entry(vm, table + 4 * 7, 0x109000);
}

static void page_walks_obey_it(void)
{
    for (int closed = 0; closed <= 1; closed++) {
        struct vm *vm = vm_rom(closed ? KBC_CLOSE FLAT PAGED : FLAT PAGED);

        put_gdt(vm);
        vm_open(vm);
        /* Open: directory 101000h, table 103000h. Closed: directory 1000h,
         * which names 102000h, so that the table is 2000h. */
        put_entry(vm, 0x101000, 0x103000);
        put_entry(vm, 0x1000, 0x102000);
        put_page_table(vm, 0x103000, 0xa000);
        put_page_table(vm, 0x102000, 0xb000);
        put_page_table(vm, 0x2000, 0xc000);
        vm_poke(vm, 0xa000, "A1");
        vm_poke(vm, 0xb000, "A2");
        vm_poke(vm, 0xc000, "A3");
        vm_poke(vm, 0x9000, "B0");
        vm_poke(vm, 0x109000, "B1");
        run(vm);
        expect_byte(vm, 0x6000, closed ? 0xa3 : 0xa1, "the tables used");
        expect_byte(vm, 0x6001, closed ? 0xb0 : 0xb1, "the page used");
        EXPECT((vm_byte(vm, 0x1000) & 0x20) == (closed ? 0x20 : 0),
               "A bit of the directory below 1 MiB");
        EXPECT((vm_byte(vm, 0x101000) & 0x20) == (closed ? 0 : 0x20),
               "A bit of the directory above 1 MiB");
        vm_close(vm);
    }
}

static void accesses_across_1_mib_are_split(void)
{
    for (int closed = 0; closed <= 1; closed++) {
        /* mov ax, [es:0Fh]; mov [500h], ax; mov eax, [es:0Eh];
         * mov [504h], eax; mov word [es:0Fh], 5A5Bh; hlt */
        static const char code[] = "26 A1 0F 00 A3 00 05 26 66 A1 0E 00 66 A3 "
                                   "04 05 26 C7 06 0F 00 5B 5A F4";
        char text[400];
        struct vm *vm;

        snprintf(text, sizeof text, "%s%s%s", closed ? KBC_CLOSE : "",
                 DS_0_ES_FFFF, code);
        vm = vm_rom(text);
        vm_bytes(vm, 0xfffe, "E1 E2");
        vm_open(vm);
        vm_poke(vm, 0, "A0 B0");
        vm_poke(vm, 0x100000, "A1 B1");
        run(vm);
        expect_byte(vm, 0x500, 0xe2, "word read, below");
        expect_byte(vm, 0x501, closed ? 0xa0 : 0xa1, "word read, above");
        expect_byte(vm, 0x505, 0xe2, "dword read, below");
        expect_byte(vm, 0x506, closed ? 0xa0 : 0xa1, "dword read, above");
        expect_byte(vm, 0x507, closed ? 0xb0 : 0xb1, "dword read, above");
        expect_byte(vm, 0, closed ? 0x5a : 0xa0, "word written, at 0");
        expect_byte(vm, 0x100000, closed ? 0xa1 : 0x5a, "word written, at 1M");
        expect_byte(vm, 0xfffff, 0xe2, "ROM");
        vm_close(vm);
    }
}

static void string_stores_cross_1_mib(void)
{
    for (int closed = 0; closed <= 1; closed++) {
        /* ES = FFFFh, DI = 0; mov cx, 20h; mov al, 77h; rep stosb; hlt */
        static const char code[] = DS_0_ES_FFFF "31 FF B9 20 00 B0 77 F3 AA F4";
        char text[400];
        struct vm *vm;

        snprintf(text, sizeof text, "%s%s", closed ? KBC_CLOSE : "", code);
        vm = vm_rom(text);
        run(vm);
        expect_byte(vm, 0xf, closed ? 0x77 : 0, "at Fh");
        expect_byte(vm, 0x10, 0, "at 10h");
        expect_byte(vm, 0x10000f, closed ? 0 : 0x77, "at 10000Fh");
        vm_close(vm);
    }
}

/* Only bit 20 falls: 2 MiB stays 2 MiB, 3 MiB becomes 2 MiB. */
static void only_odd_megabytes_are_hit(void)
{
    /* mov byte [dword 200500h], 22h; mov byte [dword 300501h], 33h; hlt */
    struct vm *vm = vm_rom(KBC_CLOSE FLAT "67 C6 05 00 05 20 00 22 "
                                          "67 C6 05 01 05 30 00 33 F4");

    put_gdt(vm);
    run(vm);
    expect_byte(vm, 0x200500, 0x22, "2 MiB");
    expect_byte(vm, 0x200501, 0x33, "3 MiB");
    expect_byte(vm, 0x300501, 0, "3 MiB");
    vm_close(vm);
}

CU_TestInfo a20_tests[] = {
    TEST(either_of_two_gates_opens_it),    TEST(each_change_is_an_event),
    TEST(reads_follow_it_at_once),         TEST(code_fetches_follow_it_at_once),
    TEST(code_runs_across_1_mib),          TEST(page_walks_obey_it),
    TEST(accesses_across_1_mib_are_split), TEST(string_stores_cross_1_mib),
    TEST(only_odd_megabytes_are_hit),      CU_TEST_INFO_NULL,
};
