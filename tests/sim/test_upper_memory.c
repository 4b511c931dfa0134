/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_upper_memory.c - C0000h to FFFFFh: ROM, the RAM behind it,
 * and who switches between them.
 *
 * Source: 82441FX (PMC) data sheet, "PAM - Programmable Attribute Map
 *         Registers".
 */
#include "tests/sim/vm.h"
#include "tests/test.h"

/* PAM0 bits 5:4 are for F0000h: mov eax, 80000058h; mov dx, CF8h;
 * out dx, eax; mov dx, CFDh; mov al, bits; out dx, al */
#define PAM0(bits) "66 B8 58 00 00 80 BA F8 0C 66 EF BA FD 0C B0 " bits " EE "
#define ROM_ONLY   PAM0("00")
#define READ_RAM   PAM0("10")
#define WRITE_RAM  PAM0("20")
#define RAM        PAM0("30")

#define ES_F000    "B8 00 F0 8E C0 "      /* ES = F000h */
#define LOAD(reg)  "26 8A " reg " 00 80 " /* mov reg, [es:8000h] */
#define BL         "1E"
#define BH         "3E"
#define CL         "0E"
#define CH         "2E"
#define STORE(val) "26 C6 06 00 80 " val " " /* mov byte [es:8000h], val */
/* The BIOS copies itself to where it is: DS = F000h, 8000h words */
#define COPY_ITSELF "06 1F 31 F6 31 FF B9 00 80 FC F3 A5 "

/* The ROM's byte at 8000h is 00h. */
#define PROGRAM                                                                \
    ES_F000 STORE("11") WRITE_RAM COPY_ITSELF STORE("22") LOAD(BL) RAM LOAD(   \
        BH) STORE("33") READ_RAM STORE("44") LOAD(CL) ROM_ONLY                 \
    LOAD(CH) "FA F4"

static void pam_switches_reads_and_stores(void)
{
    struct vm *vm = vm_rom(PROGRAM);

    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[EBX].d & 0xff, 0x00); /* written, not read */
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[EBX].d >> 8 & 0xff, 0x22);
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[ECX].d & 0xff, 0x33); /* protected */
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[ECX].d >> 8 & 0xff, 0x00);
    CU_ASSERT_EQUAL(vm_byte(vm, 0xf8000), 0x00);
    CU_ASSERT_EQUAL(vm_byte(vm, 0xffff8000), 0x00);
    vm_close(vm);
}

static void the_program_runs_on_in_the_copy(void)
{
    struct vm *vm = vm_rom(WRITE_RAM ES_F000 COPY_ITSELF RAM "FA F4");

    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
    for (uint32_t at = 0; at < 64; at++)
        CU_ASSERT_EQUAL(vm_byte(vm, 0xf0000 + at), vm->rom[at]);
    vm_close(vm);
}

static void a_rewind_brings_the_rom_back(void)
{
    struct vm *vm = vm_rom(PROGRAM);

    vm_jump_about(vm, 5000);
    vm_close(vm);
}

static void a_board_without_a_bridge_has_its_rom_in_ram(void)
{
    struct vm *vm = vm_rom(ES_F000 STORE("11") LOAD(BL) "FA F4");

    vm->config.machine = VM_ISA;
    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
    CU_ASSERT_EQUAL(vm_cpu(vm)->r[EBX].d & 0xff, 0x11);
    CU_ASSERT_EQUAL(vm_byte(vm, 0xffff8000), 0x00);
    vm_close(vm);
}

/* in eax, CFCh after selecting 00:00.0 */
static void a_board_without_a_bridge_has_no_pci(void)
{
    for (unsigned machine = 0; machine < VM_MACHINES; machine++) {
        struct vm *vm = vm_rom("66 B8 00 00 00 80 BA F8 0C 66 EF "
                               "BA FC 0C 66 ED FA F4");

        vm->config.machine = (enum vm_machine)machine;
        EXPECT(vm_run(vm, 1000) == END_HALTED, "%s", vm_sentence(vm));
        CU_ASSERT_EQUAL(vm_cpu(vm)->r[EAX].d,
                        machine == VM_PC ? 0x12378086 : 0xffffffff);
        vm_close(vm);
    }
}

static void a_vga_bios_is_seen_at_c0000(void)
{
    static const uint8_t rom[5000] = {0x55, 0xaa, 0x09, 0xcb, [4999] = 0x42};

    for (unsigned machine = 0; machine < VM_MACHINES; machine++) {
        struct vm *vm = vm_rom("FA F4");

        vm->config.machine = (enum vm_machine)machine;
        vm->config.vga_rom = rom;
        vm->config.vga_rom_bytes = sizeof(rom);
        vm_run(vm, 1000);
        CU_ASSERT_EQUAL(vm_byte(vm, 0xc0000), 0x55);
        CU_ASSERT_EQUAL(vm_byte(vm, 0xc1387), 0x42);
        CU_ASSERT_EQUAL(vm_byte(vm, 0xc1388), 0xff);
        vm_close(vm);
    }
}

CU_TestInfo upper_memory_tests[] = {
    TEST(pam_switches_reads_and_stores),
    TEST(the_program_runs_on_in_the_copy),
    TEST(a_rewind_brings_the_rom_back),
    TEST(a_board_without_a_bridge_has_its_rom_in_ram),
    TEST(a_board_without_a_bridge_has_no_pci),
    TEST(a_vga_bios_is_seen_at_c0000),
    CU_TEST_INFO_NULL,
};
