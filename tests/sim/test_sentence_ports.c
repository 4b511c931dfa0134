/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_sentence_ports.c - what an access to a port meant, in words.
 *
 * Source: the manuals that the files sim/words_*.c name.
 */
#include "hw/devices.h"
#include "sim/port_state.h"
#include "tests/sim/said.h"

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
    EXPECT_SAID(IO_IN,
                "IN 71h -> 40h: CMOS cell 10h (floppy drive types): drive A "
                "1.44 MB, drive B none.",
                0x71, 0x40, 1, DEV_rtc, 0x10);
    EXPECT_SAID(IO_IN,
                "IN 71h -> C0h: CMOS cell 0Eh (diagnostic status): the "
                "checksum is wrong, the battery failed.",
                0x71, 0xc0, 1, DEV_rtc, 0x0e);
    EXPECT_SAID(IO_IN,
                "IN 71h -> 32h: CMOS cell 3Dh (first and second boot device): "
                "first hard disk, then CD-ROM.",
                0x71, 0x32, 1, DEV_rtc, 0x3d);
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

static void the_bus_master_has_words(void)
{
    EXPECT_SAID(DMA_CHANNEL,
                "The bus master of the first ATA channel carries 512 bytes "
                "from the drive to memory at 8000h.",
                8, 0x8000, 512, 0x09);
    EXPECT_SAID(IO_OUT,
                "OUT C000h <- 09h: bus master of the first ATA channel, "
                "command: runs, from the drive to memory.",
                0xc000, 0x09, 1, DEV_piix_ide, 0xc000);
    EXPECT_SAID(IO_IN,
                "IN C00Ah -> 05h: bus master of the second ATA channel, "
                "status: active, the drive has interrupted.",
                0xc00a, 0x05, 1, DEV_piix_ide, 0xc000);
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
    EXPECT_SAID(IO_OUT,
                "OUT 1CEh <- 0004h: VGA: select VBE register 04h (ENABLE).",
                0x1ce, 4, 2, DEV_vga);
    EXPECT_SAID(IO_OUT, "OUT 1CFh <- 0280h: VGA: VBE register 01h (XRES), 640.",
                0x1cf, 0x280, 2, DEV_vga, 1);
    EXPECT_SAID(IO_OUT,
                "OUT 1CFh <- 0041h: VGA: VBE register 04h (ENABLE), on.", 0x1cf,
                0x41, 2, DEV_vga, 4);
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

static void floppy_commands_are_told_byte_by_byte(void)
{
    uint32_t takes = FDC_TAKES | 0xe6 << 8; /* READ DATA, MT MFM SK */

    EXPECT_SAID(IO_OUT,
                "OUT 3F5h <- E6h: floppy controller: command READ DATA.", 0x3f5,
                0xe6, 1, DEV_fdc, FDC_IDLE);
    EXPECT_SAID(IO_OUT,
                "OUT 3F5h <- 05h: floppy controller: READ DATA: drive B, head "
                "1.",
                0x3f5, 0x05, 1, DEV_fdc, takes | 1 << 2);
    EXPECT_SAID(IO_OUT,
                "OUT 3F5h <- 13h: floppy controller: READ DATA: cylinder 19.",
                0x3f5, 0x13, 1, DEV_fdc, takes | 2 << 2);
    EXPECT_SAID(IO_OUT,
                "OUT 3F5h <- 02h: floppy controller: READ DATA: size code 2, "
                "where 2 means 512 bytes.",
                0x3f5, 0x02, 1, DEV_fdc, takes | 5 << 2);
    EXPECT_SAID(IO_OUT,
                "OUT 3F5h <- 02h: floppy controller: SPECIFY: head load time; "
                "data moves by DMA.",
                0x3f5, 0x02, 1, DEV_fdc, FDC_TAKES | 2 << 2 | 0x03 << 8);
    EXPECT_SAID(IO_OUT,
                "OUT 3F5h <- 28h: floppy controller: SEEK: to cylinder 40.",
                0x3f5, 40, 1, DEV_fdc, FDC_TAKES | 2 << 2 | 0x0f << 8);
    EXPECT_SAID(IO_OUT,
                "OUT 3F5h <- 08h: floppy controller: nobody takes the byte, "
                "the controller is in reset.",
                0x3f5, 0x08, 1, DEV_fdc, FDC_IDLE | BIT(16));
    EXPECT_SAID(IO_OUT,
                "OUT 3F5h <- 08h: floppy controller: nobody takes the byte, "
                "READ DATA is under way.",
                0x3f5, 0x08, 1, DEV_fdc, FDC_EXECUTES | 0xe6 << 8);
}

static void floppy_results_are_told_byte_by_byte(void)
{
    uint32_t answers = FDC_ANSWERS | 0x46 << 8, sense = FDC_ANSWERS | 8 << 8;

    EXPECT_SAID(IO_IN,
                "IN 3F5h -> 41h: floppy controller: result of READ DATA: "
                "status 0: ended with an error, drive B.",
                0x3f5, 0x41, 1, DEV_fdc, answers);
    EXPECT_SAID(IO_IN,
                "IN 3F5h -> 04h: floppy controller: result of READ DATA: "
                "status 1: sector not found.",
                0x3f5, 0x04, 1, DEV_fdc, answers | 1 << 2);
    EXPECT_SAID(IO_IN,
                "IN 3F5h -> 10h: floppy controller: result of READ DATA: "
                "status 2: wrong cylinder.",
                0x3f5, 0x10, 1, DEV_fdc, answers | 2 << 2);
    EXPECT_SAID(IO_IN,
                "IN 3F5h -> 0Ah: floppy controller: result of READ DATA: next "
                "sector 10.",
                0x3f5, 10, 1, DEV_fdc, answers | 5 << 2);
    EXPECT_SAID(IO_IN,
                "IN 3F5h -> 20h: floppy controller: result of SENSE INTERRUPT "
                "STATUS: status 0: ended well, a seek is done, drive A.",
                0x3f5, 0x20, 1, DEV_fdc, sense);
    EXPECT_SAID(IO_IN,
                "IN 3F5h -> C2h: floppy controller: result of SENSE INTERRUPT "
                "STATUS: status 0: the ready line changed, as after a reset, "
                "drive C.",
                0x3f5, 0xc2, 1, DEV_fdc, sense);
    EXPECT_SAID(IO_IN,
                "IN 3F5h -> 00h: floppy controller: result of SENSE INTERRUPT "
                "STATUS: the heads are over cylinder 0.",
                0x3f5, 0, 1, DEV_fdc, sense | 1 << 2);
    EXPECT_SAID(IO_IN,
                "IN 3F5h -> 78h: floppy controller: result of SENSE DRIVE "
                "STATUS: status 3: two sides, track 0, ready, write-protected.",
                0x3f5, 0x78, 1, DEV_fdc, FDC_ANSWERS | 4 << 8);
    EXPECT_SAID(IO_IN,
                "IN 3F5h -> FFh: floppy controller: it has no byte to give.",
                0x3f5, 0xff, 1, DEV_fdc, FDC_IDLE);
}

static void floppy_registers_say_what_they_do(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT 3F2h <- 1Ch: floppy controller: drive A chosen, motor on: "
                "A, DMA and IRQ 6 on; its reset ends.",
                0x3f2, 0x1c, 1, DEV_fdc, 0x00);
    EXPECT_SAID(IO_OUT,
                "OUT 3F2h <- 2Dh: floppy controller: drive B chosen, motor on: "
                "B, DMA and IRQ 6 on.",
                0x3f2, 0x2d, 1, DEV_fdc, 0x0c);
    EXPECT_SAID(IO_OUT,
                "OUT 3F2h <- 00h: floppy controller: drive A chosen, motor on: "
                "none, DMA and IRQ 6 cut off; its reset begins.",
                0x3f2, 0x00, 1, DEV_fdc, 0x0c);
    EXPECT_SAID(IO_IN, "IN 3F4h -> 80h: floppy controller: it takes a command.",
                0x3f4, 0x80, 1, DEV_fdc);
    EXPECT_SAID(IO_IN,
                "IN 3F4h -> D0h: floppy controller: it has a byte to give.",
                0x3f4, 0xd0, 1, DEV_fdc);
    EXPECT_SAID(IO_IN,
                "IN 3F4h -> 81h: floppy controller: it takes a command, drive "
                "A seeks.",
                0x3f4, 0x81, 1, DEV_fdc);
    EXPECT_SAID(IO_OUT,
                "OUT 3F7h <- 02h: floppy controller: data rate 250 kbit/s.",
                0x3f7, 0x02, 1, DEV_fdc);
    EXPECT_SAID(IO_IN,
                "IN 3F7h -> 80h: floppy controller: the disk may have been "
                "changed.",
                0x3f7, 0x80, 1, DEV_fdc);
}

static void dma_bytes_are_put_together(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT 4h <- 00h: DMA channel 2: low byte of the address.", 0x04,
                0x00, 1, DEV_dma1, 0x1234);
    EXPECT_SAID(IO_OUT,
                "OUT 4h <- 7Ch: DMA channel 2: high byte of the address: "
                "7C00h.",
                0x04, 0x7c, 1, DEV_dma1, 0x1200 | BIT(16));
    EXPECT_SAID(IO_OUT,
                "OUT 5h <- 01h: DMA channel 2: high byte of the count: 01FFh, "
                "which means 512 bytes.",
                0x05, 0x01, 1, DEV_dma1, 0xff | BIT(16));
    EXPECT_SAID(IO_OUT,
                "OUT C6h <- 00h: DMA channel 5: high byte of the count: 00FFh, "
                "which means 256 words.",
                0xc6, 0x00, 1, DEV_dma2, 0xff | BIT(16));
    EXPECT_SAID(IO_IN,
                "IN 5h -> FFh: DMA channel 2: low byte of the count as it "
                "stands now.",
                0x05, 0xff, 1, DEV_dma1, 0x01ff);
    EXPECT_SAID(IO_OUT,
                "OUT 81h <- 05h: DMA channel 2: address bits 23:16 are 05h.",
                0x81, 0x05, 1, DEV_dma_page);
}

static void dma_registers_say_what_they_do(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT Bh <- 46h: DMA channel 2: mode single, to memory, address "
                "upwards.",
                0x0b, 0x46, 1, DEV_dma1);
    EXPECT_SAID(IO_OUT,
                "OUT Bh <- 4Ah: DMA channel 2: mode single, from memory, "
                "address upwards.",
                0x0b, 0x4a, 1, DEV_dma1);
    EXPECT_SAID(IO_OUT,
                "OUT D6h <- C0h: DMA channel 4: mode cascade, for the "
                "controller behind it.",
                0xd6, 0xc0, 1, DEV_dma2);
    EXPECT_SAID(IO_OUT,
                "OUT Ah <- 06h: DMA channel 2: masked, it takes no requests.",
                0x0a, 0x06, 1, DEV_dma1);
    EXPECT_SAID(IO_OUT, "OUT D4h <- 00h: DMA channel 4: it takes requests.",
                0xd4, 0x00, 1, DEV_dma2);
    EXPECT_SAID(IO_OUT,
                "OUT DEh <- 0Eh: DMA controller 2: requests are taken from "
                "channel 4.",
                0xde, 0x0e, 1, DEV_dma2);
    EXPECT_SAID(IO_IN,
                "IN 8h -> 04h: DMA controller 1, status: terminal count of "
                "channel 2; requests of none.",
                0x08, 0x04, 1, DEV_dma1);
    EXPECT_SAID(IO_OUT,
                "OUT Dh <- 00h: DMA controller 1: master clear, all channels "
                "masked.",
                0x0d, 0x00, 1, DEV_dma1);
    EXPECT_SAID(IO_OUT,
                "OUT D8h <- 00h: DMA controller 2: the next byte of an address "
                "or count is a low one.",
                0xd8, 0x00, 1, DEV_dma2);
    EXPECT_SAID(DMA_CHANNEL,
                "DMA channel 2 takes requests: 512 bytes at 007C00h, to "
                "memory.",
                2, 0x7c00, 512, 0x46);
    EXPECT_SAID(DMA_CHANNEL,
                "DMA channel 4 takes requests for the controller behind it.", 4,
                0, 1, 0xc0);
}

static void the_channel_to_the_hypervisor_is_decoded(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT 510h <- 0019h: firmware configuration: choose item 0019h, "
                "the directory of files.",
                0x510, 0x19, 2, DEV_fw_cfg);
    EXPECT_SAID(IO_IN,
                "IN 511h -> 51h: firmware configuration: byte 0 of item 0000h, "
                "the signature.",
                0x511, 'Q', 1, DEV_fw_cfg);
}

static void interrupts_by_level_are_named(void)
{
    EXPECT_SAID(IO_OUT,
                "OUT 4D1h <- 0Ch: of IRQ 8 to 15, by level: IRQ 10, IRQ 11.",
                0x4d1, 0x0c, 1, DEV_piix_isa);
}

/* Every port of the board has words for a read and for a write. */
static void no_port_of_the_board_is_without_words(void)
{
    for (unsigned i = 0; i < DEV_COUNT; i++)
        for (const struct port_range *r = device_rows[i].ports; r->last; r++)
            for (unsigned port = r->first; port <= r->last; port++)
                for (unsigned write = 0; write < 2; write++) {
                    struct event e = {
                        .kind = (uint16_t)(write ? EV_IO_OUT : EV_IO_IN),
                        .arg = {port, 0, 1, i}};
                    char text[300];

                    event_sentence(&e, text, sizeof text);
                    EXPECT(!strstr(text, ": a port of"), "%s", text);
                }
}

CU_TestInfo sentence_ports_tests[] = {
    TEST(interrupt_controller_words_are_decoded),
    TEST(timer_words_are_decoded),
    TEST(cmos_cells_have_names),
    TEST(keyboard_bytes_are_told_apart),
    TEST(disk_registers_are_decoded),
    TEST(the_bus_master_has_words),
    TEST(serial_and_video_registers_have_names),
    TEST(pci_addresses_are_decoded),
    TEST(the_board_s_own_ports_are_decoded),
    TEST(nobody_s_ports_are_named_but_not_decoded),
    TEST(a_text_cell_is_found_on_the_screen),
    TEST(floppy_commands_are_told_byte_by_byte),
    TEST(floppy_results_are_told_byte_by_byte),
    TEST(floppy_registers_say_what_they_do),
    TEST(dma_bytes_are_put_together),
    TEST(dma_registers_say_what_they_do),
    TEST(the_channel_to_the_hypervisor_is_decoded),
    TEST(interrupts_by_level_are_named),
    TEST(no_port_of_the_board_is_without_words),
    CU_TEST_INFO_NULL,
};
