/* SPDX-License-Identifier: MIT
 *
 * hw/board.h - all that a device may ask of the board it is soldered to:
 * time, wires, interrupts, the host behind it.
 */
#ifndef HW_BOARD_H
#define HW_BOARD_H

#include "sim/base.h"
#include "sim/event.h"

struct board;

/* Devices by number, in the order of hw/devices.def. */
enum device_id {
#define DEVICE(id, type, unit, ...) DEV_##id,
#include "hw/devices.def"
#undef DEVICE
    DEV_COUNT,
    DEV_NONE = 0xff
};

/* Wires between chips. IRQ0..15 lead into the interrupt controllers. */
enum line {
    LINE_IRQ0 = 0,
    LINE_IRQ14 = 14,
    LINE_IRQ15 = 15,
    LINE_INTR,     /* master 8259A INT -> CPU */
    LINE_NMI,      /* -> CPU */
    LINE_A20_KBC,  /* 8042 output port bit 1 */
    LINE_A20_FAST, /* port 92h bit 1 */
    LINE_GATE2,    /* port 61h bit 0 -> 8254 GATE 2 */
    LINE_OUT2,     /* 8254 OUT 2 -> port 61h bit 5 and the speaker */
    LINE_SPEAKER,  /* port 61h bit 1: speaker data */
    LINE_FERR,     /* CPU: a floating-point error waits */
    LINE_IGNNE,    /* -> CPU: go on in spite of it */
    LINE_DMARQ1,   /* first ATA channel -> bus master: it has or wants data */
    LINE_DMARQ2,   /* the same of the second channel */
    LINE_COUNT
};

/* The two boards: with the 440FX chipset and its PCI bus, or with an ISA bus
 * alone. */
enum machine_kind { MACHINE_PC, MACHINE_ISA };

/* What the machine was built with. */
struct board_config {
    const uint8_t *vga_rom;    /* the BIOS of the VGA; NULL: none */
    uint32_t vga_rom_bytes;    /* up to 64 KiB */
    uint32_t machine;          /* enum machine_kind */
    uint64_t ram_bytes;        /* 1 MiB .. 2 GiB */
    uint64_t disk_sectors[10]; /* by enum board_drive; 0: no such drive */
    int64_t rtc_seconds;       /* date of the RTC at power-on, Unix time */
    uint8_t boot_order[3];     /* 1 floppy, 2 hard disk, 3 CD, 4 network */
    uint8_t cd_place;          /* which of the ATA drives it is */
    uint8_t spare[4];
};

const struct board_config *board_config(const struct board *b);

/* Virtual nanoseconds since power-on; never goes back. */
uint64_t board_now(const struct board *b);

#define BOARD_NEVER UINT64_MAX

/* Call the device's expire() once, at virtual time `when` (in ns since
 * power-on) or at the first instruction boundary after it. Each device has
 * one deadline; a new one replaces it, BOARD_NEVER takes it away. */
void board_deadline(struct board *b, enum device_id dev, uint64_t when);

/* Drive a wire; sample the level of a wire. */
void board_line(struct board *b, enum line line, bool level);
bool board_level(struct board *b, enum line line);

static inline void board_irq(struct board *b, unsigned irq, bool level)
{
    board_line(b, (enum line)(LINE_IRQ0 + irq), level);
}

/* Pulse RESET. RESET_CPU: the processor alone (8042, port 92h, shutdown);
 * RESET_BOARD: processor and all devices (port CF9h). Takes effect when the
 * running instruction ends. */
enum reset_kind { RESET_CPU, RESET_BOARD };
void board_reset(struct board *b, enum reset_kind kind);

/* Upper memory from `address` on (C0000h to FFFFFh, in pieces of 16 KiB): do
 * reads, do stores go to the RAM there, or to the ROM that lies over it? */
#define UPPER_MEMORY 0xc0000u
#define SHADOW_PIECE 0x4000u
void board_shadow(struct board *b, uint32_t address, uint32_t bytes, bool read,
                  bool write);

/* The memory of the video card behind its linear frame buffer. It reads as 0
 * where it was never written. `place`: where the processor sees it from now
 * on, a multiple of its size; 0, or where RAM or a ROM is: nowhere. */
#define VIDEO_MEMORY_BYTES (16u << 20)
#define VIDEO_MEMORY_PLACE 0xe0000000u
#define VIDEO_MEMORY_LAST  0xfe000000u
void board_video_place(struct board *b, uint32_t place);
void board_video_read(const struct board *b, uint32_t offset, uint8_t *bytes,
                      uint32_t count);
void board_video_write(struct board *b, uint32_t offset, uint8_t byte);

/* The first `bytes` of it become 0. */
void board_video_clear(struct board *b, uint32_t bytes);

/* Is the chip in its socket? */
bool board_plugged(const struct board *b, enum device_id dev);

/* Ask for power-off (ACPI soft-off), effective when the instruction ends. */
void board_power_off(struct board *b);

/* Record an event: up to four arguments, as sim/events.def names them. */
void board_event(struct board *b, enum event_kind kind, uint32_t a, uint32_t c,
                 uint32_t d, uint32_t e);

/* Bytes that leave the machine. */
enum host_stream { STREAM_COM1, STREAM_COM2, STREAM_DEBUGCON, STREAM_COUNT };
void board_output(struct board *b, enum host_stream stream, uint8_t byte);

/* A byte of memory, as a DMA cycle sees it; origin: whose it is from now on
 * (sim/origin.h). */
uint8_t board_memory_read(struct board *b, uint32_t address);
void board_memory_write(struct board *b, uint32_t address, uint8_t byte,
                        uint32_t origin);

/* Drives: the ATA channels' masters and slaves, then the floppy drives. */
enum board_drive {
    DRIVE_ATA,        /* to 3 */
    DRIVE_FLOPPY = 4, /* A, then B */
    DRIVE_CD = 6,     /* its discs, to 9: one of them is in it */
    DRIVE_COUNT = DRIVE_CD + 4
};

/* One sector of a drive. False: the host could not deliver it. */
#define SECTOR_SIZE 512
bool board_disk_read(struct board *b, unsigned drive, uint32_t lba,
                     uint8_t sector[SECTOR_SIZE]);
bool board_disk_write(struct board *b, unsigned drive, uint32_t lba,
                      const uint8_t sector[SECTOR_SIZE]);

/* A part that a fault has made weak is used: does it fail this time? number:
 * what the fault left in the device's state (hw/fault.h); 0: never. */
bool board_fails(struct board *b, uint8_t number);

/* The state of another device on the board (for PCI and port 61h). */
void *board_device(struct board *b, enum device_id dev);

#endif
