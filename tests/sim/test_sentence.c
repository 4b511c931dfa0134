/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_sentence.c - the sentence of an event says what the manuals
 * say, and no more.
 *
 * Source: the manuals that the files sim/words_*.c name.
 */
#include <string.h>

#include "hw/devices.h"
#include "phases/recognise.h"
#include "sim/machine.h"
#include "sim/origin.h"
#include "sim/session.h"
#include "tests/sim/said.h"

/* --- every kind -------------------------------------------------------- */

static void every_kind_has_a_sentence_of_its_own(void)
{
    for (unsigned kind = 0; kind < EV_COUNT; kind++) {
        struct event e = {.kind = (uint16_t)kind};
        char text[600];
        size_t n;

        e.arg[4] = kind == EV_INSN ? 1 : 0;
        event_sentence(&e, text, sizeof text);
        n = strlen(text);
        EXPECT(n > 3, "%s: %s", event_info[kind].tag, text);
        EXPECT(kind == EV_INSN || text[n - 1] == '.', "%s: %s",
               event_info[kind].tag, text);
        EXPECT(!strchr(text, '!') && !strstr(text, "(null)"), "%s: %s",
               event_info[kind].tag, text);
    }
}

static void wild_arguments_do_no_harm(void)
{
    static const uint32_t wild[] = {0xffffffff, 0x80000000, 0x7fffffff, 255};
    char text[600];

    for (unsigned kind = 0; kind < EV_COUNT; kind++)
        for (unsigned i = 0; i < ARRAY_LEN(wild); i++) {
            struct event e = {.kind = (uint16_t)kind, .mode = 255};

            for (unsigned n = 0; n < EVENT_ARGS; n++)
                e.arg[n] = wild[i];
            event_sentence(&e, text, sizeof text);
            EXPECT(strlen(text) < sizeof text - 1, "%s: too long",
                   event_info[kind].tag);
        }
}

static void a_short_buffer_is_never_overrun(void)
{
    struct event e = {.kind = EV_PHASE, .arg = {0, STEP_BOOT_SECTOR}};
    char text[600], small[600];

    event_sentence(&e, text, sizeof text);
    for (size_t size = 1; size < strlen(text); size++) {
        memset(small, 'x', sizeof small);
        event_sentence(&e, small, size);
        CU_ASSERT(strlen(small) == size - 1 && small[size] == 'x');
        CU_ASSERT(!strncmp(small, text, size - 1));
    }
}

/* --- the hypervisor ---------------------------------------------------- */

static void exits_name_reason_and_device(void)
{
    EXPECT_SAID(EXIT,
                "VM exit: the guest writes I/O port 1F7h; the ATA channel "
                "answers.",
                EXIT_IO, DEV_ata, 0x1f7, 1);
    EXPECT_SAID(EXIT,
                "VM exit: the guest reads I/O port 3EDh; no device answers.",
                EXIT_IO, DEV_NONE, 0x3ed, 0);
    EXPECT_SAID(
        EXIT,
        "VM exit: the guest reads at 000B8000h, where no RAM is; the VGA "
        "answers.",
        EXIT_MMIO, DEV_vga, 0xb8000, 0);
    EXPECT_SAID(EXIT, "VM exit: IRQ 14 is to be delivered.",
                EXIT_EXTERNAL_INTERRUPT, DEV_NONE, 14);
    EXPECT_SAID(ENTRY, "VM entry: the hypervisor injects interrupt vector 2Eh.",
                1, 0x2e);
    EXPECT_SAID(HOST_READ,
                "The hypervisor reads 512 bytes at offset 32256 of disk 0.", 0,
                0, 32256, 512);
    EXPECT_SAID(HOST_READ,
                "The hypervisor reads 512 bytes at offset 4294967296 of disk "
                "1.",
                1, 1, 0, 512);
    EXPECT_SAID(VM_STATE,
                "The virtual machine goes from running to shut down: the guest "
                "switched itself off.",
                VM_RUNNING, VM_SHUT_DOWN, REASON_SOFT_OFF);
}

static void every_device_has_words(void)
{
    for (unsigned i = 0; i < DEV_COUNT; i++) {
        struct event e = {.kind = EV_EXIT, .arg = {EXIT_IO, i, 0x80, 1}};
        char text[200];

        event_sentence(&e, text, sizeof text);
        EXPECT(!strstr(text, "no device"), "%s: %s", device_rows[i].name, text);
    }
}

/* --- the processor ----------------------------------------------------- */

static void control_bits_are_named(void)
{
    EXPECT_SAID(CR0, "CR0.PE is set: the processor enters protected mode.",
                0x10, 0x11);
    EXPECT_SAID(CR0, "CR0.PE is cleared: the processor goes back to real mode.",
                0x11, 0x10);
    EXPECT_SAID_32(CR0,
                   "CR0.WP is set: the kernel cannot write to read-only pages; "
                   "CR0.PG is set: paging is on.",
                   0x11, 0x80010011);
    EXPECT_SAID_32(CR0, "CR0 is written and stays 00000011h.", 0x11, 0x11);
    EXPECT_SAID_32(CR3,
                   "CR3 <- 00101000h: the page directory is at physical "
                   "address 00101000h, and the TLB is emptied.",
                   0, 0x101000);
}

static void page_faults_are_spelled_out(void)
{
    EXPECT_SAID_32(EXCEPTION,
                   "Exception 14, page fault at linear address 00000004h, "
                   "error code 6h: a write in user mode, of a page that is not "
                   "present.",
                   14, 6, 1, 4);
    EXPECT_SAID_32(EXCEPTION,
                   "Exception 14, page fault at linear address C0000000h, "
                   "error code 5h: a read in user mode, which the page does "
                   "not allow.",
                   14, 5, 1, 0xc0000000);
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk for linear address 00000004h fails: page "
                   "directory entry 00000000h is not present.",
                   4, 0, 0, 0, 0, BIT(31) | 6);
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk: linear address 08048123h is physical 00200123h, "
                   "by directory entry 00300027h and table entry 00200007h; "
                   "accessed and dirty now set.",
                   0x08048123, 0x200123, 0x300027, 0x200007, 0x60, 0);
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk for linear address 00400000h fails: a bit that "
                   "must be 0 is 1 in entry 002000E7h (directory).",
                   0x400000, 0, 0x2000e7, 0, 0, BIT(31) | 9);
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk for linear address 00400000h fails: entries "
                   "00300027h (directory) and 00200001h (table) do not allow "
                   "a user write.",
                   0x400000, 0, 0x300027, 0x200001, 0, BIT(31) | 7);
}

static void walks_of_three_levels_name_all(void)
{
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk: linear address C0123456h is physical "
                   "100200456h, by pointer 00301001h, directory entry "
                   "00300027h and table entry 100200007h; accessed now set.",
                   0xc0123456, 0x200456, 0x300027, 0x200007, 0x20, 0, 1, 1,
                   0x301001, 0, 0, 1);
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk: linear address C0123456h is physical "
                   "00323456h, by pointer 00301001h, directory entry "
                   "002000E7h, a page of 2 MiB; dirty now set.",
                   0xc0123456, 0x323456, 0x2000e7, 0, 0x40, 0, 0, 1, 0x301001,
                   0, 0, 0);
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk for linear address 80000000h fails: page "
                   "directory pointer 00000000h is not present.",
                   0x80000000, 0, 0, 0, 0, BIT(31), 0, 1, 0, 0, 0, 0);
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk for linear address 80000000h fails: page table "
                   "entry 8000000000000000h is not present.",
                   0x80000000, 0, 0x300027, 0, 0, BIT(31), 0, 1, 0x301001, 0, 0,
                   0x80000000);
    EXPECT_SAID_32(PAGE_WALK,
                   "Page walk for linear address 80000000h fails: a bit that "
                   "must be 0 is 1 in entries 00300027h (directory) and "
                   "8000000000200007h (table).",
                   0x80000000, 0, 0x300027, 0x200007, 0, BIT(31) | 9, 0, 1,
                   0x301001, 0, 0, 0x80000000);
    EXPECT_SAID_32(CR3,
                   "CR3 <- 00301020h: the processor takes in the four page "
                   "directory pointers at physical address 00301020h, and "
                   "the TLB is emptied.",
                   0, 0x301020, 1);
    EXPECT_SAID_32(EXCEPTION,
                   "Exception 14, page fault at linear address 80000000h, "
                   "error code 9h: a read in kernel mode, by an entry with a "
                   "1 where 0 must be.",
                   14, 9, 1, 0x80000000);
}

static void selector_error_codes_are_spelled_out(void)
{
    EXPECT_SAID_32(EXCEPTION,
                   "Exception 13, general protection fault at offset 00001234h,"
                   " error code 10h: selector 0010h of the GDT.",
                   13, 0x10, 1, 0x1234);
    EXPECT_SAID_32(EXCEPTION,
                   "Exception 13, general protection fault at offset 00001234h,"
                   " error code 402h: gate 80h of the IDT.",
                   13, 0x402, 1, 0x1234);
    EXPECT_SAID_32(EXCEPTION,
                   "Exception 13, general protection fault at offset 00001234h,"
                   " error code 0h: no selector is to blame.",
                   13, 0, 1, 0x1234);
    EXPECT_SAID(EXCEPTION, "Exception 0, divide error at offset 00000100h.", 0,
                0, 0, 0x100);
}

static void interrupts_tell_where_they_lead(void)
{
    EXPECT_SAID(SOFT_INT,
                "INT 13h (BIOS disk) with AX=4200h: the handler is at "
                "F000:39E2.",
                0x13, 0xf000, 0x39e2, 0x4200);
    EXPECT_SAID_32(SOFT_INT,
                   "INT 80h with AX=0001h: the handler is at 0008:C0102E23.",
                   0x80, 8, 0xc0102e23, 1);
    EXPECT_SAID_32(INTR,
                   "The processor takes the hardware interrupt with vector "
                   "20h: its handler is at 0008:C0102DC3.",
                   0x20, 8, 0xc0102dc3);
    EXPECT_SAID(IRQ_LINE, "IRQ 14 (ATA disks) goes high.", 14, 1);
    EXPECT_SAID(IDTR,
                "IDTR <- base 00000000h, limit 3FFh: the interrupt table has "
                "the 256 vectors of real mode.",
                0, 0x3ff);
    EXPECT_SAID_32(IDTR,
                   "IDTR <- base C0108000h, limit 7FFh: the interrupt table "
                   "has room for 256 gates.",
                   0xc0108000, 0x7ff);
    EXPECT_SAID_32(TRIPLE_FAULT,
                   "Triple fault: after exception 14 (page fault), exception "
                   "13 (general protection fault) came while the double fault "
                   "was being delivered; the processor shuts down.",
                   14, 13);
}

/* B8 34 12 is MOV AX, 1234h in 16-bit code; in 32-bit code MOV EAX takes two
 * more bytes. */
static void instructions_are_decoded_for_their_mode(void)
{
    EXPECT_SAID(INSN, "mov ax, 1234h", 0x001234b8, 0, 0, 0, 3);
    EXPECT_SAID_32(INSN, "mov eax, 56781234h", 0x781234b8, 0x56, 0, 0, 5);
    EXPECT_SAID(INSN, "rep movsb", 0xa4f3, 0, 0, 0, 2);
    EXPECT_SAID(MEM_WRITE, "Write 2 bytes at 00007C00h: AA55h.", 0x7c00, 0x7c00,
                0xaa55, 2);
    EXPECT_SAID_32(MEM_READ,
                   "Read 1 byte at C0100000h (physical 00100000h): 7Fh.",
                   0xc0100000, 0x100000, 0x7f, 1);
}

static void a_jump_tells_its_target(void)
{
    struct event e = {
        .kind = EV_INSN, .eip = 0x7c00, .arg = {0xfeeb, 0, 0, 0, 2}};

    expect_event(&e, "jmp 7C00h");
}

static void a_sector_number_of_a_packet_has_64_bits(void)
{
    EXPECT_SAID(BIOS_CALL,
                "INT 13h AH=43h: write 1 sector to LBA 4294967297 of drive 80h "
                "from 2000:0010.",
                0x13, 0x4300, 1, 1, 1, 0x80, 0x20000010);
}

/* --- the story --------------------------------------------------------- */

#define CD (BIT(24) | 0xa000a0)

static void each_disc_has_a_name(void)
{
    EXPECT_SAID(HOST_READ,
                "The hypervisor reads 512 bytes at offset 2048 of "
                "the CD.",
                DRIVE_CD, 0, 2048, 512);
    EXPECT_SAID(HOST_READ,
                "The hypervisor reads 512 bytes at offset 0 of "
                "CD 4.",
                DRIVE_CD + 3, 0, 0, 512);
    EXPECT_SAID(DISC, "Somebody puts disc 2 into the CD-ROM drive.", DRIVE_CD,
                2);
    EXPECT_SAID(DISC, "Somebody opens the CD-ROM drive.", DRIVE_CD, 0);
}

static void the_registers_of_a_cd_rom_drive_are_decoded(void)
{
    EXPECT_SAID(IO_OUT, "OUT 177h <- A0h: command to the CD-ROM drive: PACKET.",
                0x177, 0xa0, 1, DEV_ata2, CD);
    EXPECT_SAID(IO_IN, "IN 172h -> 01h: interrupt reason: it wants the packet.",
                0x172, 0x01, 1, DEV_ata2, CD);
    EXPECT_SAID(IO_IN, "IN 172h -> 02h: interrupt reason: data for the host.",
                0x172, 0x02, 1, DEV_ata2, CD);
    EXPECT_SAID(IO_IN,
                "IN 172h -> 03h: interrupt reason: the command has ended.",
                0x172, 0x03, 1, DEV_ata2, CD);
    EXPECT_SAID(IO_OUT,
                "OUT 175h <- 08h: byte count of the CD-ROM drive, high byte.",
                0x175, 0x08, 1, DEV_ata2, CD);
    EXPECT_SAID(IO_IN,
                "IN 171h -> 24h: error register of the second channel: not "
                "ready, REQUEST SENSE tells more.",
                0x171, 0x24, 1, DEV_ata2, CD | 0x5100);
    EXPECT_SAID(IO_IN, "IN 170h -> 4443h: 2 bytes of sector 17 of the CD.",
                0x170, 0x4443, 2, DEV_ata2, BIT(31) | BIT(29) | 17);
}

static void a_packet_names_its_sectors(void)
{
    EXPECT_SAID(PACKET,
                "The CD-ROM drive gets packet command 28h, READ(10): 4 sectors "
                "from 25.",
                DRIVE_CD, 0x28, 25, 4);
    EXPECT_SAID(PACKET,
                "The CD-ROM drive gets packet command 28h, READ(10): 1 sector "
                "from 17, where a disc has the boot record of El Torito.",
                DRIVE_CD, 0x28, 17, 1);
    EXPECT_SAID(DISK_DONE,
                "The CD-ROM drive stops with an error at LBA 99: illegal "
                "request, REQUEST SENSE tells more.",
                DRIVE_CD, 99, 0x51, 0x54);
}

static void a_change_of_phase_has_rule_and_evidence(void)
{
    EXPECT_SAID(PHASE,
                "Phase \"Boot loader\" begins with step \"Boot sector\": first "
                "fetch at 7C00h, or in the boot image of a CD, of code that "
                "was put there, and is not firmware. Seen: a fetch at "
                "00007C00h, code from sector 0 of disk 0.",
                STEP_BOOT_SEARCH, STEP_BOOT_SECTOR, 0x7c00, origin_disk(0, 0));
    /* A sector of a CD has 2048 bytes, four of those that are counted. */
    EXPECT_SAID(PHASE,
                "Phase \"Boot loader\" begins with step \"Boot sector\": first "
                "fetch at 7C00h, or in the boot image of a CD, of code that "
                "was put there, and is not firmware. Seen: a fetch at "
                "00010000h, code from sector 26 of the CD.",
                STEP_BOOT_SEARCH, STEP_BOOT_SECTOR, 0x10000,
                origin_disk(DRIVE_CD, 26 * 4 + 1));
    EXPECT_SAID(
        PHASE,
        "Step \"CPU and ROM self-test\" begins: first firmware write to "
        "the POST port 80h. Seen: port 80h, value 01h.",
        STEP_RESET_VECTOR, STEP_SELF_TEST, 0x80, 1);
}

/* But for power-on, which the processor does not see. */
static void every_step_tells_what_was_seen(void)
{
    for (unsigned i = STEP_RESET_VECTOR; i < STEP_COUNT; i++) {
        struct event e = {.kind = EV_PHASE, .arg = {0, i, 0x80, 1}};
        char text[400];

        event_sentence(&e, text, sizeof text);
        EXPECT(strstr(text, "Seen: "), "%s", text);
    }
}

CU_TestInfo sentence_tests[] = {
    TEST(every_kind_has_a_sentence_of_its_own),
    TEST(wild_arguments_do_no_harm),
    TEST(a_short_buffer_is_never_overrun),
    TEST(exits_name_reason_and_device),
    TEST(every_device_has_words),
    TEST(control_bits_are_named),
    TEST(page_faults_are_spelled_out),
    TEST(walks_of_three_levels_name_all),
    TEST(selector_error_codes_are_spelled_out),
    TEST(interrupts_tell_where_they_lead),
    TEST(instructions_are_decoded_for_their_mode),
    TEST(a_jump_tells_its_target),
    TEST(a_sector_number_of_a_packet_has_64_bits),
    TEST(each_disc_has_a_name),
    TEST(the_registers_of_a_cd_rom_drive_are_decoded),
    TEST(a_packet_names_its_sectors),
    TEST(a_change_of_phase_has_rule_and_evidence),
    TEST(every_step_tells_what_was_seen),
    CU_TEST_INFO_NULL,
};
