/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_bios_calls.c - calls of BIOS services in a trace: what was
 * asked for, and what came of it, however the handler returns.
 *
 * Source: IBM PC AT Technical Reference, "BIOS"; Enhanced Disk Drive
 * Specification 1.1, "Disk Address Packet"; Intel SDM Vol. 3B, "Virtual-8086
 * Mode".
 */
#include <string.h>

#include "tests/sim/vm.h"
#include "tests/test.h"

/* SS:SP = 0000:7000, DS = ES = 0. */
#define STACK "31 C0 8E D8 8E C0 8E D0 BC 00 70 "

/* mov word [4 * n], offset; mov word [4 * n + 2], F000h */
#define VECTOR_10 "C7 06 40 00 00 02 C7 06 42 00 00 F0 " /* F000:0200 */
#define VECTOR_13 "C7 06 4C 00 00 03 C7 06 4E 00 00 F0 " /* F000:0300 */
#define VECTOR_15 "C7 06 54 00 00 04 C7 06 56 00 00 F0 " /* F000:0400 */
#define VECTOR_16 "C7 06 58 00 00 06 C7 06 5A 00 00 F0 " /* F000:0600 */
#define VECTOR_19 "C7 06 64 00 00 05 C7 06 66 00 00 F0 " /* F000:0500 */

#define IRET      "CF "
#define RETF_2    "CA 02 00 "
#define HLT       "FA F4"

static struct vm *open_rom(const char *code)
{
    struct vm *vm = vm_rom(code);

    vm_trace(vm, KEEP(EV_BIOS_CALL, EV_BIOS_RETURN, EV_SOFT_INT), false);
    return vm;
}

static const struct event *find(const struct vm *vm, enum event_kind kind,
                                unsigned nth)
{
    for (size_t i = 0; i < vm->kept_count; i++)
        if (vm->kept[i].kind == kind && nth-- == 0)
            return &vm->kept[i];
    return NULL;
}

static unsigned count(const struct vm *vm, enum event_kind kind)
{
    unsigned n = 0;

    for (size_t i = 0; i < vm->kept_count; i++)
        n += vm->kept[i].kind == kind;
    return n;
}

static void expect_said(const struct vm *vm, enum event_kind kind, unsigned nth,
                        const char *sentence)
{
    const struct event *e = find(vm, kind, nth);
    char text[400] = "nothing";

    if (e)
        event_sentence(e, text, sizeof text);
    EXPECT(!strcmp(text, sentence), "said: %s", text);
}

static void a_call_and_its_return_by_iret(void)
{
    /* mov ax, 0E41h; int 10h */
    struct vm *vm = open_rom(STACK VECTOR_10 "B8 41 0E CD 10 " HLT);

    vm_bytes(vm, 0x200, IRET);
    CU_ASSERT(vm_run(vm, 100) == END_HALTED);
    expect_said(vm, EV_BIOS_CALL, 0,
                "INT 10h AH=0Eh: write 'A' at the cursor and move on.");
    expect_said(vm, EV_BIOS_RETURN, 0,
                "INT 10h AH=0Eh: write 'A' at the cursor and move on \u2192 "
                "done.");
    CU_ASSERT(count(vm, EV_BIOS_RETURN) == 1);
    vm_close(vm);
}

static void the_call_is_caused_by_the_int_and_the_return_by_the_call(void)
{
    struct vm *vm = open_rom(STACK VECTOR_10 "B8 41 0E CD 10 " HLT);
    const struct event *call, *back;

    vm_bytes(vm, 0x200, IRET);
    vm_run(vm, 100);
    call = find(vm, EV_BIOS_CALL, 0);
    back = find(vm, EV_BIOS_RETURN, 0);
    CU_ASSERT_FATAL(call && back);
    CU_ASSERT(call->cause == find(vm, EV_SOFT_INT, 0)->id);
    CU_ASSERT(back->cause == call->id);
    vm_close(vm);
}

static void a_packet_is_read_and_retf_2_brings_the_carry(void)
{
    /* The packet at 0600h: 10h, 0, count 8, buffer 1000:0000, LBA 63. Then
     * mov si, 0600h; mov dl, 80h; mov ah, 42h; int 13h, and with 81h. */
    struct vm *vm =
        open_rom(STACK VECTOR_13
                 "C7 06 00 06 10 00 C7 06 02 06 08 00 C7 06 04 06 00 00 "
                 "C7 06 06 06 00 10 C7 06 08 06 3F 00 C7 06 0A 06 00 00 "
                 "C7 06 0C 06 00 00 C7 06 0E 06 00 00 "
                 "BE 00 06 B2 80 B4 42 CD 13 BE 00 06 B2 81 B4 42 CD 13 " HLT);

    /* cmp dl, 80h; jne fail; mov ah, 0; clc; retf 2;
     * fail: mov ah, 1; stc; retf 2 */
    vm_bytes(vm, 0x300, "80 FA 80 75 06 B4 00 F8 " RETF_2 "B4 01 F9 " RETF_2);
    CU_ASSERT(vm_run(vm, 100) == END_HALTED);
    expect_said(vm, EV_BIOS_RETURN, 0,
                "INT 13h AH=42h: read 8 sectors from LBA 63 of drive 80h to "
                "1000:0000 \u2192 ok.");
    expect_said(vm, EV_BIOS_RETURN, 1,
                "INT 13h AH=42h: read 8 sectors from LBA 63 of drive 81h to "
                "1000:0000 \u2192 error 01h (invalid function or parameter).");
    vm_close(vm);
}

static void a_call_inside_a_call_returns_first(void)
{
    /* mov ax, 0201h; mov cx, 0001h; mov dx, 0080h; mov bx, 7C00h; int 13h */
    struct vm *vm = open_rom(STACK VECTOR_10 VECTOR_13
                             "B8 01 02 B9 01 00 BA 80 00 BB 00 7C CD 13 " HLT);

    vm_bytes(vm, 0x200, IRET);
    /* mov ax, 0E2Eh; int 10h; mov ah, 0; clc; retf 2 */
    vm_bytes(vm, 0x300, "B8 2E 0E CD 10 B4 00 F8 " RETF_2);
    CU_ASSERT(vm_run(vm, 100) == END_HALTED);
    CU_ASSERT(count(vm, EV_BIOS_CALL) == 2);
    expect_said(vm, EV_BIOS_RETURN, 0,
                "INT 10h AH=0Eh: write '.' at the cursor and move on \u2192 "
                "done.");
    expect_said(vm, EV_BIOS_RETURN, 1,
                "INT 13h AH=02h: read 1 sector from cylinder 0, head 0, "
                "sector 1 of drive 80h to 0000:7C00 \u2192 ok.");
    vm_close(vm);
}

static void a_call_that_never_returns_is_forgotten(void)
{
    struct vm *vm = open_rom(STACK VECTOR_10 VECTOR_19 "CD 19 " HLT);

    /* INT 19h begins anew with the stack: mov sp, 7000h; mov ax, 0E42h;
     * int 10h; cli; hlt */
    vm_bytes(vm, 0x500, "BC 00 70 B8 42 0E CD 10 " HLT);
    vm_bytes(vm, 0x200, IRET);
    CU_ASSERT(vm_run(vm, 100) == END_HALTED);
    expect_said(vm, EV_BIOS_CALL, 0,
                "INT 19h: look for a boot device and start it.");
    CU_ASSERT(count(vm, EV_BIOS_RETURN) == 1);
    CU_ASSERT(find(vm, EV_BIOS_RETURN, 0)->arg[0] == 0x10);
    CU_ASSERT(vm_board(vm)->bios_calls.depth == 0);
    vm_close(vm);
}

static void of_many_calls_inside_each_other_the_innermost_are_kept(void)
{
    /* mov cx, 40; int 15h. The handler: dec cx; jz +2; int 15h; iret */
    struct vm *vm = open_rom(STACK VECTOR_15 "B9 28 00 CD 15 " HLT);

    vm_bytes(vm, 0x400, "49 74 02 CD 15 " IRET);
    CU_ASSERT(vm_run(vm, 100) == END_HALTED);
    CU_ASSERT(count(vm, EV_BIOS_CALL) == 40);
    CU_ASSERT(count(vm, EV_BIOS_RETURN) == BIOS_DEPTH);
    vm_close(vm);
}

static void an_unknown_function_is_said_to_be_unknown(void)
{
    /* mov ax, D812h; int 15h; the handler: mov ah, 86h; stc; retf 2 */
    struct vm *vm = open_rom(STACK VECTOR_15 "B8 12 D8 CD 15 " HLT);

    vm_bytes(vm, 0x400, "B4 86 F9 " RETF_2);
    vm_run(vm, 100);
    expect_said(vm, EV_BIOS_RETURN, 0,
                "INT 15h AX=D812h: a function that is not known here \u2192 "
                "AX=8612h, CF=1.");
    vm_close(vm);
}

static void a_function_that_the_bios_lacks_is_not_supported(void)
{
    /* mov ax, 2401h; int 15h */
    struct vm *vm = open_rom(STACK VECTOR_15 "B8 01 24 CD 15 " HLT);

    vm_bytes(vm, 0x400, "B4 86 F9 " RETF_2);
    vm_run(vm, 100);
    expect_said(vm, EV_BIOS_RETURN, 0,
                "INT 15h AX=2401h: open A20 \u2192 error 86h (not supported).");
    vm_close(vm);
}

static void an_entry_of_the_memory_map_has_64_bits(void)
{
    /* mov di, 0600h; mov ebx, 0; mov ecx, 20; mov eax, E820h; int 15h */
    struct vm *vm =
        open_rom(STACK VECTOR_15 "BF 00 06 66 BB 00 00 00 00 66 B9 14 00 00 00 "
                                 "66 B8 20 E8 00 00 CD 15 " HLT);

    /* mov dword [di], 100000h; [di+4], 1; [di+8], F00000h; [di+12], 0;
     * [di+16], 1; mov ebx, 1; clc; retf 2 */
    vm_bytes(vm, 0x400,
             "66 C7 05 00 00 10 00 66 C7 45 04 01 00 00 00 "
             "66 C7 45 08 00 00 F0 00 66 C7 45 0C 00 00 00 00 "
             "66 C7 45 10 01 00 00 00 66 BB 01 00 00 00 F8 " RETF_2);
    CU_ASSERT(vm_run(vm, 100) == END_HALTED);
    expect_said(vm, EV_BIOS_RETURN, 0,
                "INT 15h AX=E820h: put the memory map entry with continuation "
                "0 at 0000:0600 \u2192 F00000h bytes from 100100000h: usable; "
                "next is 1.");
    vm_close(vm);
}

static void the_zero_flag_tells_that_no_key_waits(void)
{
    /* mov ah, 01h; int 16h; mov ah, 11h; int 16h */
    struct vm *vm = open_rom(STACK VECTOR_16 "B4 01 CD 16 B4 11 CD 16 " HLT);

    /* cmp ah, 1; je out; mov ax, 1C0Dh; out: retf 2 */
    vm_bytes(vm, 0x600, "80 FC 01 74 03 B8 0D 1C " RETF_2);
    CU_ASSERT(vm_run(vm, 100) == END_HALTED);
    expect_said(vm, EV_BIOS_RETURN, 0,
                "INT 16h AH=01h: ask whether a key waits \u2192 no.");
    expect_said(vm, EV_BIOS_RETURN, 1,
                "INT 16h AH=11h: ask whether a key waits \u2192 0Dh, scan code "
                "1Ch.");
    vm_close(vm);
}

/* Protected mode with a gate for INT 10h that leads to an IRETD at F0200h:
 *
 *   xor ax, ax; mov ds, ax; cli
 *   mov dword [3004h], 2800h; mov word [3008h], 10h   ESP0, SS0 of the TSS
 *   mov dword [4080h], 00080200h; mov dword [4084h], 000FEE00h  the gate
 *   lgdt [cs:0100h]; lidt [cs:0106h]
 *   mov eax, cr0; or al, 1; mov cr0, eax; jmp dword 0008:000F0080 */
static struct vm *open_monitor(const char *code32)
{
    struct vm *vm =
        open_rom("31 C0 8E D8 FA 66 C7 06 04 30 00 28 00 00 C7 06 08 30 10 00 "
                 "66 C7 06 80 40 00 02 08 00 66 C7 06 84 40 00 EE 0F 00 "
                 "2E 0F 01 16 00 01 2E 0F 01 1E 06 01 "
                 "0F 20 C0 0C 01 0F 22 C0 66 EA 80 00 0F 00 08 00");

    vm_bytes(vm, 0x80, code32);
    vm_bytes(vm, 0x100, "1F 00 10 01 0F 00 87 00 00 40 00 00");
    /* GDT at F0110h: null, flat code, flat data, TSS at 3000h */
    vm_bytes(vm, 0x118,
             "FF FF 00 00 00 9B CF 00 FF FF 00 00 00 93 CF 00 "
             "67 00 00 30 00 89 00 00");
    vm_bytes(vm, 0x200, "CF");
    return vm;
}

/* mov ss, 10h; mov esp, 2800h */
#define MONITOR_STACK "66 B8 10 00 8E D0 BC 00 28 00 00 "

static void a_virtual_8086_program_calls_through_its_monitor(void)
{
    /* ltr 18h; push GS, FS, DS = 0, ES = 1234h, SS = 0, ESP = 7000h,
     * EFLAGS = 23002h (VM, IOPL 3), CS = F000h, EIP = 0300h; iretd */
    struct vm *vm =
        open_monitor(MONITOR_STACK "66 B8 18 00 0F 00 D8 6A 00 6A 00 6A 00 "
                                   "68 34 12 00 00 6A 00 68 00 70 00 00 "
                                   "68 02 30 02 00 68 00 F0 00 00 "
                                   "68 00 03 00 00 CF");

    /* mov ax, 1300h; mov cx, 5; mov bp, 1000h; mov dx, 0102h; mov bh, 0;
     * int 10h; jmp $ */
    vm_bytes(vm, 0x300,
             "B8 00 13 B9 05 00 BD 00 10 BA 02 01 B7 00 CD 10 EB FE");
    vm_run(vm, 20);
    expect_said(vm, EV_BIOS_CALL, 0,
                "INT 10h AH=13h: write a string of 5 characters from 1234:1000 "
                "to row 1, column 2 of page 0.");
    CU_ASSERT(count(vm, EV_BIOS_RETURN) == 1);
    vm_close(vm);
}

static void protected_mode_calls_no_bios(void)
{
    /* int 10h; jmp $ */
    struct vm *vm = open_monitor(MONITOR_STACK "CD 10 EB FE");

    vm_run(vm, 20);
    CU_ASSERT(count(vm, EV_SOFT_INT) == 1);
    CU_ASSERT(count(vm, EV_BIOS_CALL) == 0);
    vm_close(vm);
}

static void every_call_of_the_bundled_boot_returns_but_int_19h(void)
{
    struct vm *vm = vm_bundled();
    unsigned calls, returns;

    vm_trace(vm, KEEP(EV_BIOS_CALL, EV_BIOS_RETURN), false);
    vm_until(vm, "phase:protected-mode");
    CU_ASSERT(vm_run(vm, 20000) == END_UNTIL);
    calls = count(vm, EV_BIOS_CALL);
    returns = count(vm, EV_BIOS_RETURN);
    EXPECT(calls > 1000 && calls == returns + 1, "%u calls, %u returns", calls,
           returns);
    for (size_t i = 0; i < vm->kept_count; i++) {
        char text[400];

        event_sentence(&vm->kept[i], text, sizeof text);
        EXPECT(!strstr(text, "not known"), "%s", text);
    }
    vm_close(vm);
}

CU_TestInfo bios_calls_tests[] = {
    TEST(a_call_and_its_return_by_iret),
    TEST(the_call_is_caused_by_the_int_and_the_return_by_the_call),
    TEST(a_packet_is_read_and_retf_2_brings_the_carry),
    TEST(a_call_inside_a_call_returns_first),
    TEST(a_call_that_never_returns_is_forgotten),
    TEST(of_many_calls_inside_each_other_the_innermost_are_kept),
    TEST(an_unknown_function_is_said_to_be_unknown),
    TEST(a_function_that_the_bios_lacks_is_not_supported),
    TEST(an_entry_of_the_memory_map_has_64_bits),
    TEST(the_zero_flag_tells_that_no_key_waits),
    TEST(a_virtual_8086_program_calls_through_its_monitor),
    TEST(protected_mode_calls_no_bios),
    TEST(every_call_of_the_bundled_boot_returns_but_int_19h),
    CU_TEST_INFO_NULL,
};
