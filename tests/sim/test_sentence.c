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
#include "sim/port_state.h"
#include "sim/session.h"
#include "tests/test.h"

static void expect_event(const struct event *e, const char *sentence)
{
    char text[600];

    event_sentence(e, text, sizeof text);
    EXPECT(!strcmp(text, sentence), "said: %s", text);
}

/* An event in real mode with these arguments. */
#define EXPECT_SAID(kind_, sentence, ...)                                      \
    expect_event(&(struct event){.kind = EV_##kind_, .arg = {__VA_ARGS__}},    \
                 sentence)

#define EXPECT_SAID_32(kind_, sentence, ...)                                   \
    expect_event(&(struct event){.kind = EV_##kind_,                           \
                                 .mode = MODE_PROTECTED32,                     \
                                 .arg = {__VA_ARGS__}},                        \
                 sentence)

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

/* --- ports ------------------------------------------------------------- */

static void interrupt_controller_words_are_decoded(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT 20h <- 20h: end of interrupt to the master interrupt "
                "controller.",
                0x20, 0x20, 1, DEV_pic1);
    EXPECT_SAID(IO_OUT,
                "OUT A0h <- 66h: end of interrupt for IRQ 14 to the slave "
                "interrupt controller.",
                0xa0, 0x66, 1, DEV_pic2);
    EXPECT_SAID(IO_OUT,
                "OUT 20h <- 11h: ICW1, the master interrupt controller begins "
                "its initialisation: edge triggered, in cascade, ICW4 will "
                "follow.",
                0x20, 0x11, 1, DEV_pic1);
    EXPECT_SAID(IO_OUT,
                "OUT A1h <- 70h: ICW2 of the slave interrupt controller: IRQ 8 "
                "to 15 get vectors 70h to 77h.",
                0xa1, 0x70, 1, DEV_pic2, PIC_ICW2);
    EXPECT_SAID(IO_OUT,
                "OUT 21h <- FCh: mask of the master interrupt controller: "
                "IRQ 0, IRQ 1 enabled.",
                0x21, 0xfc, 1, DEV_pic1, PIC_OCW1);
    EXPECT_SAID(IO_OUT,
                "OUT 20h <- 0Bh: OCW3 for the master interrupt controller: "
                "reads give the in-service register.",
                0x20, 0x0b, 1, DEV_pic1);
    EXPECT_SAID(IO_IN,
                "IN 20h -> 01h: in-service register of the master interrupt "
                "controller: IRQ 0.",
                0x20, 0x01, 1, DEV_pic1, PORT_PIC_ISR);
}

static void timer_words_are_decoded(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT 43h <- 36h: control word for counter 0: mode 3, square "
                "wave; low byte, then high byte; binary.",
                0x43, 0x36, 1, DEV_pit);
    EXPECT_SAID(IO_OUT, "OUT 43h <- 80h: latch the count of counter 2.", 0x43,
                0x80, 1, DEV_pit);
    EXPECT_SAID(IO_OUT,
                "OUT 43h <- E2h: read-back: latch the status of counter 0.",
                0x43, 0xe2, 1, DEV_pit);
    EXPECT_SAID(IO_OUT,
                "OUT 40h <- 9Bh: low byte of the reload value of counter 0.",
                0x40, 0x9b, 1, DEV_pit, 0x36);
    EXPECT_SAID(IO_OUT,
                "OUT 40h <- 2Eh: high byte of the reload value of counter 0.",
                0x40, 0x2e, 1, DEV_pit, 0x36 | BIT(8));
    EXPECT_SAID(PIT_COUNTER,
                "Timer counter 0 (the system tick) counts down from 65536 in "
                "mode 3, square wave: 18.2 Hz.",
                0, 3, 65536);
}

static void cmos_cells_have_names(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT 70h <- 8Fh: select CMOS cell 0Fh (shutdown status), NMI "
                "masked.",
                0x70, 0x8f, 1, DEV_rtc);
    EXPECT_SAID(IO_IN,
                "IN 71h -> 80h: CMOS cell 0Dh (register D): the battery "
                "is good.",
                0x71, 0x80, 1, DEV_rtc, 0x0d);
}

static void keyboard_bytes_are_told_apart(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT 64h <- D1h: command to the keyboard controller: write the "
                "output port.",
                0x64, 0xd1, 1, DEV_kbc);
    EXPECT_SAID(IO_OUT,
                "OUT 60h <- DFh: output port of the keyboard controller: A20 "
                "open.",
                0x60, 0xdf, 1, DEV_kbc, 0xd1);
    EXPECT_SAID(IO_OUT, "OUT 60h <- EDh: to the keyboard: set the lights.",
                0x60, 0xed, 1, DEV_kbc, 0);
    EXPECT_SAID(IO_OUT,
                "OUT 60h <- 04h: to the keyboard: lights on: Caps Lock.", 0x60,
                0x04, 1, DEV_kbc, 0xed00);
    EXPECT_SAID(IO_IN,
                "IN 60h -> AAh: key left Shift goes up, in scan code set 1.",
                0x60, 0xaa, 1, DEV_kbc, 0x010000);
    EXPECT_SAID(IO_IN, "IN 60h -> AAh: from the keyboard: self-test passed.",
                0x60, 0xaa, 1, DEV_kbc, 0x01010000);
    EXPECT_SAID(IO_IN,
                "IN 60h -> 55h: self-test of the keyboard controller: passed.",
                0x60, 0x55, 1, DEV_kbc, 0xaa010000);
    EXPECT_SAID(KEY, "The key A goes down: the keyboard queues scan code 1Ch.",
                0x1c);
    EXPECT_SAID(KEY,
                "The key Up goes up: the keyboard queues scan code E0F075h.",
                0xe0f075);
}

static void disk_registers_are_decoded(void)
{
    EXPECT_SAID(IO_IN,
                "IN 1F7h -> 58h: status of the master disk: data request, seek "
                "complete, ready.",
                0x1f7, 0x58, 1, DEV_ata, 0xe0);
    EXPECT_SAID(IO_IN, "IN 1F7h -> D8h: status of the slave disk: busy.", 0x1f7,
                0xd8, 1, DEV_ata, 0xf0);
    EXPECT_SAID(IO_OUT,
                "OUT 1F7h <- 20h: command to the master disk: READ SECTORS.",
                0x1f7, 0x20, 1, DEV_ata, 0xe0);
    EXPECT_SAID(IO_OUT, "OUT 1F3h <- 3Fh: LBA bits 7:0 of the disk address.",
                0x1f3, 0x3f, 1, DEV_ata, 0xe0);
    EXPECT_SAID(IO_OUT, "OUT 1F3h <- 01h: sector of the disk address.", 0x1f3,
                0x01, 1, DEV_ata, 0xa0);
    EXPECT_SAID(IO_IN,
                "IN 1F0h -> AA55h: 2 bytes of sector 63 of the master "
                "disk.",
                0x1f0, 0xaa55, 2, DEV_ata, BIT(31) | 63);
    EXPECT_SAID(IO_IN, "IN 1F1h -> 10h: error register: sector not found.",
                0x1f1, 0x10, 1, DEV_ata, 0x51e0);
    EXPECT_SAID(DISK_REQUEST,
                "Disk 0 begins command 20h, READ SECTORS: 8 sectors from LBA "
                "63.",
                0, 63, 8, 0x20);
    EXPECT_SAID(DISK_DONE,
                "Disk 0 stops with an error at LBA 9000: sector not found.", 0,
                9000, 0x51, 0x10);
}

static void serial_and_video_registers_have_names(void)
{
    EXPECT_SAID(IO_OUT, "OUT 3F8h <- 41h: COM1 sends: 'A'.", 0x3f8, 0x41, 1,
                DEV_com1, 0x03);
    EXPECT_SAID(IO_OUT,
                "OUT 3F8h <- 01h: divisor of COM1, low byte: 115200 baud are "
                "divided by it.",
                0x3f8, 0x01, 1, DEV_com1, 0x83);
    EXPECT_SAID(
        IO_IN,
        "IN 3FDh -> 60h: line status of COM1: transmitter takes a byte, "
        "transmitter idle.",
        0x3fd, 0x60, 1, DEV_com1, 0x03);
    EXPECT_SAID(IO_OUT,
                "OUT 3D4h <- 0Eh: VGA: select CRT controller register 0Eh "
                "(Cursor Location High).",
                0x3d4, 0x0e, 1, DEV_vga);
    EXPECT_SAID(IO_OUT,
                "OUT 3D5h <- 07h: VGA: CRT controller register 0Eh (Cursor "
                "Location High).",
                0x3d5, 0x07, 1, DEV_vga, 0x0e);
    EXPECT_SAID(
        IO_OUT,
        "OUT 3C4h <- 0402h: VGA: sequencer register 02h (Map Mask) gets "
        "04h.",
        0x3c4, 0x0402, 2, DEV_vga);
}

static void pci_addresses_are_decoded(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT CF8h <- 80000B40h: PCI configuration address: function "
                "00:01.3, register 40h.",
                0xcf8, 0x80000b40, 4, DEV_pci);
    EXPECT_SAID(IO_IN,
                "IN CFCh -> 71138086h: PCI function 00:01.3, register 00h, "
                "vendor 8086h, device 7113h.",
                0xcfc, 0x71138086, 4, DEV_pci, 0x80000b00);
    EXPECT_SAID(IO_IN,
                "IN CFCh -> FFFFFFFFh: PCI function 00:02.0, register 00h, "
                "there is no such function.",
                0xcfc, 0xffffffff, 4, DEV_pci, 0x80001000);
}

static void the_board_s_own_ports_are_decoded(void)
{
    EXPECT_SAID(IO_OUT, "OUT 92h <- 02h: system control port A: A20 open.",
                0x92, 0x02, 1, DEV_port92);
    EXPECT_SAID(IO_OUT,
                "OUT 92h <- 01h: system control port A: A20 left to the 8042, "
                "reset of the processor.",
                0x92, 0x01, 1, DEV_port92, 0);
    EXPECT_SAID(IO_OUT,
                "OUT 80h <- 1Ah: POST code, in the bundled BIOS \"Timer "
                "interrupt\".",
                0x80, 0x1a, 1, DEV_post);
    EXPECT_SAID(IO_OUT,
                "OUT F0h <- 00h: coprocessor error logic: IRQ 13 low, the "
                "processor may go on.",
                0xf0, 0, 1, DEV_fpu_error);
    EXPECT_SAID(POST_CODE, "POST code FEh.", 0xfe);
    EXPECT_SAID(IO_OUT,
                "OUT 604h <- 2000h: power management control (PMCNTRL): sleep "
                "now, type 0.",
                0x604, 0x2000, 2, DEV_piix_pm, 0x600);
}

static void nobody_s_ports_are_named_but_not_decoded(void)
{
    EXPECT_SAID(IO_IN,
                "IN 3EDh -> FFh: no device answers; a PC may have COM3 here.",
                0x3ed, 0xff, 1, DEV_NONE);
    EXPECT_SAID(IO_OUT, "OUT 1234h <- 01h: no device answers.", 0x1234, 1, 1,
                DEV_NONE);
    EXPECT_SAID(UNHANDLED,
                "No device answers at port 3EDh, where a PC may have COM3: the "
                "guest reads FFh.",
                UNHANDLED_PORT, 0x3ed, 0xff, 1, 0);
    EXPECT_SAID(UNHANDLED,
                "A store cannot change the ROM at 000F0000h: the value 55h is "
                "lost.",
                UNHANDLED_ROM, 0xf0000, 0x55, 1, 1);
    EXPECT_SAID(MMIO_WRITE,
                "Write 1 byte at 000F0000h <- 55h: it is ROM, which a store "
                "cannot change.",
                0xf0000, 0x55, 1, DEV_NONE, 1);
    EXPECT_SAID(UNHANDLED,
                "Neither memory nor a device answers at 000D0000h: the value "
                "55AAh is lost.",
                UNHANDLED_MEMORY, 0xd0000, 0x55aa, 2, 1);
}

static void a_text_cell_is_found_on_the_screen(void)
{
    uint32_t screen = 80 | 25 << 8;

    EXPECT_SAID(MMIO_WRITE,
                "Write 2 bytes at 000B80A2h <- 1F41h: character 'A' with "
                "attribute 1Fh at row 1, column 1 of the screen.",
                0xb80a2, 0x1f41, 2, DEV_vga, screen);
    EXPECT_SAID(MMIO_WRITE,
                "Write 1 byte at 000B8001h <- 07h: attribute 07h at row 0, "
                "column 0 of the screen.",
                0xb8001, 0x07, 1, DEV_vga, screen);
    EXPECT_SAID(MMIO_WRITE,
                "Write 1 byte at 000B9000h <- 41h: the memory of the VGA.",
                0xb9000, 0x41, 1, DEV_vga, screen);
    EXPECT_SAID(MMIO_WRITE,
                "Write 1 byte at 000A0000h <- FFh: the memory of the VGA.",
                0xa0000, 0xff, 1, DEV_vga, 0);
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
    TEST(interrupt_controller_words_are_decoded),
    TEST(timer_words_are_decoded),
    TEST(cmos_cells_have_names),
    TEST(keyboard_bytes_are_told_apart),
    TEST(disk_registers_are_decoded),
    TEST(serial_and_video_registers_have_names),
    TEST(pci_addresses_are_decoded),
    TEST(the_board_s_own_ports_are_decoded),
    TEST(nobody_s_ports_are_named_but_not_decoded),
    TEST(a_text_cell_is_found_on_the_screen),
    TEST(exits_name_reason_and_device),
    TEST(every_device_has_words),
    TEST(control_bits_are_named),
    TEST(page_faults_are_spelled_out),
    TEST(selector_error_codes_are_spelled_out),
    TEST(interrupts_tell_where_they_lead),
    TEST(instructions_are_decoded_for_their_mode),
    TEST(a_jump_tells_its_target),
    TEST(a_sector_number_of_a_packet_has_64_bits),
    TEST(the_registers_of_a_cd_rom_drive_are_decoded),
    TEST(a_packet_names_its_sectors),
    TEST(a_change_of_phase_has_rule_and_evidence),
    TEST(every_step_tells_what_was_seen),
    CU_TEST_INFO_NULL,
};
