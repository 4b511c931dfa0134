/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_video_memory.c - the frame buffer as the processor sees it:
 * data, code and page tables in it, its window, its place, and a rewind.
 */
#include "tests/sim/vm.h"
#include "tests/test.h"

/* mov eax, CONFIG_ADDRESS of 00:02.0; mov dx, CF8h; out dx, eax; mov dl, FCh */
#define PCI16(reg)   "66 B8 " reg " 10 00 80 BA F8 0C 66 EF B2 FC "
#define PCI32(reg)   "B8 " reg " 10 00 80 66 BA F8 0C EF B2 FC "
#define BASE_ADDRESS "10"
#define COMMAND      "04"

/* Base address 0 becomes E0000000h, command bit 1; then protected mode, flat,
 * at F003Dh: lgdt [cs:01C0h]; mov eax, cr0; or al, 1; mov cr0, eax; jmp far;
 * mov ax, 10h; mov ds, ax; mov ss, ax; mov esp, 8000h */
#define BEGIN                                                                  \
    "FA " PCI16(BASE_ADDRESS) "66 B8 00 00 00 E0 66 EF " PCI16(                \
        COMMAND) "B0 02 EE 2E 66 0F 01 16 C0 01 0F 20 C0 0C 01 0F 22 C0 "      \
                 "66 EA 3D 00 0F 00 08 00 "                                    \
                 "66 B8 10 00 8E D8 8E D0 BC 00 80 00 00 "
#define GDT_AT 0x1a8
#define GDT                                                                    \
    "00 00 00 00 00 00 00 00 FF FF 00 00 00 9A CF 00 "                         \
    "FF FF 00 00 00 92 CF 00 17 00 A8 01 0F 00"

/* mov dx, 1CEh; mov ax, index; out dx, ax; inc dx; mov ax, value; out dx, ax */
#define DISPI(index, value)                                                    \
    "66 BA CE 01 66 B8 " index " 00 66 EF 66 42 66 B8 " value " 66 EF "
#define MODE                                                                   \
    DISPI("01", "80 02")                                                       \
    DISPI("02", "E0 01")                                                       \
    DISPI("03", "10 00") DISPI("04", "41 00") DISPI("05", "01 00")

/* mov dword [E0010000h], 11223344h; mov bl, [A0000h];
 * mov byte [A0001h], 55h; mov bh, [E0010001h] */
#define WINDOW                                                                 \
    "C7 05 00 00 01 E0 44 33 22 11 8A 1D 00 00 0A 00 "                         \
    "C6 05 01 00 0A 00 55 8A 3D 01 00 01 E0 "

/* mov dword [E0000000h], "mov al, 1; ret"; mov esi, E0000000h; call esi;
 * mov cl, al; mov byte [A0001h], 2; call esi; mov ch, al;
 * mov byte [esi + 1], 3; call esi; shl ecx, 8; mov cl, al */
#define CODE                                                                   \
    DISPI("05", "00 00")                                                       \
    "C7 05 00 00 00 E0 B0 01 C3 00 BE 00 00 00 E0 FF D6 88 C1 "                \
    "C6 05 01 00 0A 00 02 FF D6 88 C5 C6 46 01 03 FF D6 C1 E1 08 88 C1 "

/* Base address 0 becomes D0000000h; mov esi, [esi]; mov edi, D0000000h;
 * call edi; shl ecx, 8; mov cl, al */
#define MOVE                                                                   \
    PCI32(BASE_ADDRESS)                                                        \
    "B8 00 00 00 D0 EF "                                                       \
    "8B 36 BF 00 00 00 D0 FF D7 C1 E1 08 88 C1 "

/* A directory at D0100000h, tables behind it: 4 MiB from 0 and from D0000000h
 * on, as they are; 66h at 200000h, 77h at 201000h; paging on; 3FF000h is the
 * one: mov dl, [3FF000h]; then the other: mov dh, [3FF000h] */
#define TABLES                                                                 \
    "C7 05 00 00 10 D0 03 10 10 D0 C7 05 00 0D 10 D0 03 20 10 D0 "             \
    "BF 00 10 10 D0 B8 03 00 00 00 "                                           \
    "89 07 05 00 10 00 00 83 C7 04 81 FF 00 20 10 D0 72 EE B8 03 00 00 D0 "    \
    "89 07 05 00 10 00 00 83 C7 04 81 FF 00 30 10 D0 72 EE "                   \
    "C6 05 00 00 20 00 66 C6 05 00 10 20 00 77 "                               \
    "B8 00 00 10 D0 0F 22 D8 0F 20 C0 0D 00 00 00 80 0F 22 C0 "                \
    "C7 05 FC 1F 10 D0 03 00 20 00 8A 15 00 F0 3F 00 "                         \
    "C7 05 FC 1F 10 D0 03 10 20 00 8A 35 00 F0 3F 00 "

static struct vm *video_vm(void)
{
    struct vm *vm = vm_rom(BEGIN MODE WINDOW CODE MOVE TABLES "F4");

    vm_bytes(vm, GDT_AT, GDT);
    return vm;
}

static void window_and_frame_buffer_are_one_memory(void)
{
    struct vm *vm = video_vm();

    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[EBX].d & 0xffff, 0x5544);
    CU_ASSERT_EQUAL(vm_byte(vm, 0xd0010001), 0x55);
    CU_ASSERT_EQUAL(vm_byte(vm, 0xd0010002), 0x22);
    vm_close(vm);
}

static void code_in_it_runs_as_it_was_written_last(void)
{
    struct vm *vm = video_vm();

    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[ECX].d, 0x02010303);
    vm_close(vm);
}

static void a_new_base_address_moves_it(void)
{
    struct vm *vm = video_vm();

    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[ESI].d, 0xffffffff);
    CU_ASSERT_EQUAL(vm_byte(vm, 0xd0000001), 0x03);
    vm_close(vm);
}

static void page_tables_in_it_are_obeyed_at_once(void)
{
    struct vm *vm = video_vm();

    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[EDX].d & 0xffff, 0x7766);
    vm_close(vm);
}

static void a_rewind_brings_memory_and_place_back(void)
{
    struct vm *vm = video_vm();

    vm_jump_about(vm, 2000);
    vm_close(vm);
}

static void without_pci_it_is_where_bochs_has_it(void)
{
    /* mov dx, 1CEh; mov ax, 4; out dx, ax; inc dx; in ax, dx */
    struct vm *vm = vm_rom("BA CE 01 B8 04 00 EF 42 ED FA F4");

    vm->config.machine = VM_ISA;
    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[EAX].d & 0xffff, 0);
    CU_ASSERT_EQUAL(vm_byte(vm, 0xe0000000), 0);
    vm_close(vm);
}

/* Nobody pays for what is not used. */
static void frames_are_given_out_on_the_first_touch(void)
{
    struct vm *vm = video_vm();
    const uint32_t *frame;
    unsigned given = 0;

    vm_run(vm, 1000);
    frame = vm_board(vm)->s.video.frame;
    for (unsigned i = 0; i < VIDEO_FRAMES; i++)
        given += frame[i] != 0;
    CU_ASSERT_EQUAL(given, 5); /* code, the window's bank, three of tables */
    vm_close(vm);
}

CU_TestInfo video_memory_tests[] = {
    TEST(window_and_frame_buffer_are_one_memory),
    TEST(code_in_it_runs_as_it_was_written_last),
    TEST(a_new_base_address_moves_it),
    TEST(page_tables_in_it_are_obeyed_at_once),
    TEST(a_rewind_brings_memory_and_place_back),
    TEST(without_pci_it_is_where_bochs_has_it),
    TEST(frames_are_given_out_on_the_first_touch),
    CU_TEST_INFO_NULL,
};
