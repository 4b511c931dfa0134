/* SPDX-License-Identifier: MIT
 *
 * hw/ata.c - an ATA channel: one cable, a master and a slave. The AT has
 * two, at 1F0h with IRQ 14 and at 170h with IRQ 15.
 *
 *   port      write                   read
 *   1F0h      Data (16 or 32 bits)    Data
 *   1F1h      Features                Error
 *   1F2h      Sector Count            the same
 *   1F3h      LBA 7:0    (sector)     the same
 *   1F4h      LBA 15:8   (cylinder)   the same
 *   1F5h      LBA 23:16  (cylinder)   the same
 *   1F6h      Device/Head             the same
 *   1F7h      Command                 Status; takes INTRQ away
 *   3F6h      Device Control          Alternate Status; leaves INTRQ
 *   170h-177h, 376h                   the same of the second channel
 *
 * Both drives listen to every write, and the one that Device/Head selects
 * answers. All that is booted from a disk comes through the data port, one
 * word at a time (programmed I/O), or by DMA. INTRQ is an IRQ. A master alone
 * answers 0 for the slave that is not there; without any drive the cable
 * floats, and as the host pulls DD7 down it reads as 7Fh: not busy.
 *
 * Source: AT Attachment with Packet Interface Extension (ATA/ATAPI-4),
 *         "Interface register definitions and descriptions", "Reset
 *         response", "Single device configurations", "Electrical
 *         characteristics" (the pull-down of DD7).
 * Not modelled: Drive Address (3F7h), 8-bit transfers, overlapped commands.
 */
#include "hw/ata_drive.h"
#include "sim/origin.h"

#define FIRST_CHANNEL      0x080 /* this bit: the port of the first one */

#define PORT_DATA          0x1f0
#define PORT_ERROR         0x1f1 /* write: Features */
#define PORT_COUNT         0x1f2
#define PORT_LBA_LOW       0x1f3
#define PORT_LBA_MID       0x1f4
#define PORT_LBA_HIGH      0x1f5
#define PORT_DEVICE        0x1f6
#define PORT_STATUS        0x1f7 /* write: Command */
#define PORT_ALTERNATE     0x3f6 /* write: Device Control */

#define CONTROL_NIEN       BIT(1) /* 1: no interrupts */
#define CONTROL_SRST       BIT(2) /* 1: software reset */
#define CONTROL_HOB        BIT(7) /* 1: registers read as written before */

#define DEVICE_ONES        (BIT(7) | BIT(5))

#define COMMAND_RESET      0x08
#define COMMAND_DIAGNOSTIC 0x90

#define RESET_NS           UINT64_C(2000000) /* "2 ms" of the reset protocol */

#define FLOATING           0x7f
#define FLOATING_WORD      0xff7f

static bool ata_present(const struct ata *ata, unsigned unit)
{
    return ata->drive[unit].capacity != 0;
}

static bool ata_busy(const struct ata *ata, unsigned unit)
{
    return ata->drive[unit].status & ATA_BSY;
}

bool ata_dma_request(const struct ata *ata)
{
    const struct ata_drive *drive = &ata->drive[ata_selected(ata)];

    return drive->dma &&
           (drive->stage == ATA_DATA_IN || drive->stage == ATA_DATA_OUT);
}

/* A bus master that is ready moves the data as soon as DMARQ rises. */
void ata_wires(struct board *b, struct ata *ata)
{
    const struct ata_drive *drive = &ata->drive[ata_selected(ata)];

    board_line(b, LINE_DMARQ1 + ata->channel, ata_dma_request(ata));
    board_irq(b, 14u + ata->channel,
              drive->interrupt && !(ata->control & CONTROL_NIEN));
}

/* --- Reset --------------------------------------------------------------- */

void ata_signature(struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];
    bool is_packet = drive->packet && !drive->weak.cd.nameless;

    drive->error = ATA_DIAGNOSTIC_PASSED;
    drive->count = 1;
    drive->lba_low = 1;
    drive->lba_mid = is_packet ? 0x14 : 0;
    drive->lba_high = is_packet ? 0xeb : 0;
    ata->device = 0;
}

static void drive_settings(struct ata_drive *drive)
{
    drive->multiple = 0;
    drive->transfer_mode = 0;
    drive->enabled = drive->packet ? 0 : ATA_WRITE_CACHE | ATA_LOOK_AHEAD;
    drive->heads = ATA_DEFAULT_HEADS;
    drive->sectors = ATA_DEFAULT_SECTORS;
}

static void drive_stop(struct ata_drive *drive)
{
    drive->stage = ATA_RESETTING;
    drive->status = ATA_BSY;
    drive->interrupt = 0;
    drive->remaining = 0;
    drive->limit = 0;
    drive->dma = 0;
    drive->standby = ATA_AWAKE;
}

static void drive_wake(struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    ata_signature(ata, unit);
    drive->stage = ATA_IDLE;
    drive->status = drive->packet ? 0 : ATA_DRDY | ATA_DSC;
    drive->command = 0;
}

void ata_drive_start(struct board *b, struct ata *ata, unsigned unit)
{
    drive_stop(&ata->drive[unit]);
    drive_settings(&ata->drive[unit]);
    ata->drive[unit].keep_settings = 0;
    ata->drive[unit].disc &= (uint8_t)~DISC_LOCKED;
    board_deadline(b, ata_id(ata), board_now(b) + RESET_NS);
}

static void ata_reset(struct board *b, void *dev)
{
    struct ata *ata = dev;

    ata->device = 0;
    ata->control = 0;
    for (unsigned unit = 0; unit < ATA_DRIVES; unit++) {
        if (ata_present(ata, unit))
            ata_drive_start(b, ata, unit);
    }
    ata_wires(b, ata);
}

uint32_t ata_capacity(const struct board *b, const struct ata *ata,
                      unsigned unit)
{
    unsigned number = ata_number(ata, unit) + ata->drive[unit].loaded;
    uint64_t sectors = board_config(b)->disk_sectors[number];

    return sectors < ATA_NO_SECTOR ? (uint32_t)sectors : ATA_NO_SECTOR;
}

static void ata_power_on(struct board *b, void *dev, unsigned unit)
{
    struct ata *ata = dev;

    const struct board_config *config = board_config(b);

    ata->channel = (uint8_t)unit;
    for (unsigned i = 0; i < ATA_DRIVES; i++) {
        ata->drive[i].packet =
            config->disk_sectors[DRIVE_CD] && config->cd_place == 2 * unit + i;
        ata->drive[i].capacity = ata_capacity(b, ata, i);
    }
}

static void control_write(struct board *b, struct ata *ata, uint8_t value)
{
    uint8_t changed = ata->control ^ value;

    ata->control = value & (CONTROL_HOB | CONTROL_SRST | CONTROL_NIEN);
    if (!(changed & CONTROL_SRST))
        return;
    for (unsigned unit = 0; unit < ATA_DRIVES; unit++) {
        if (!ata_present(ata, unit))
            continue;
        drive_stop(&ata->drive[unit]);
        if (!ata->drive[unit].keep_settings)
            drive_settings(&ata->drive[unit]);
    }
    board_deadline(b, ata_id(ata),
                   value & CONTROL_SRST ? BOARD_NEVER
                                        : board_now(b) + RESET_NS);
}

static void ata_expire(struct board *b, void *dev)
{
    struct ata *ata = dev;

    for (unsigned unit = 0; unit < ATA_DRIVES; unit++) {
        if (ata->drive[unit].stage == ATA_RESETTING)
            drive_wake(ata, unit);
        else if (ata->drive[unit].stage == ATA_EXECUTING)
            ata_command_continue(b, ata, unit);
    }
    ata_wires(b, ata);
}

/* --- Data port ----------------------------------------------------------- */

uint16_t ata_data_read(struct board *b, struct ata *ata)
{
    unsigned unit = ata_selected(ata);
    struct ata_drive *drive = &ata->drive[unit];
    uint32_t sector = drive->buffer_lba + drive->position / SECTOR_SIZE;
    unsigned word;

    if (drive->stage != ATA_DATA_IN)
        return FLOATING_WORD;
    ata->origin =
        drive->buffer_media ? origin_disk(ata_number(ata, unit), sector) : 0;
    word = drive->buffer[drive->position] |
           (unsigned)drive->buffer[drive->position + 1] << 8;
    drive->position += 2;
    if (drive->position >= drive->limit)
        ata_command_block_end(b, ata, unit);
    return (uint16_t)word;
}

void ata_data_write(struct board *b, struct ata *ata, uint32_t word)
{
    unsigned unit = ata_selected(ata);
    struct ata_drive *drive = &ata->drive[unit];

    if (drive->stage != ATA_DATA_OUT)
        return;
    drive->buffer[drive->position] = (uint8_t)word;
    drive->buffer[drive->position + 1] = (uint8_t)(word >> 8);
    drive->position += 2;
    if (drive->position >= drive->limit)
        ata_command_block_end(b, ata, unit);
}

uint32_t ata_origin(const struct ata *ata)
{
    return ata->origin;
}

/* --- Command block ------------------------------------------------------- */

/* Sector Count and the address: the last write, or the one before. */
static uint8_t fifo_read(const struct ata *ata, const struct ata_drive *drive,
                         uint16_t port)
{
    const uint8_t last[ATA_FIFO] = {drive->count, drive->lba_low,
                                    drive->lba_mid, drive->lba_high};

    return ata->control & CONTROL_HOB ? drive->previous[port - PORT_COUNT]
                                      : last[port - PORT_COUNT];
}

static uint8_t status_of(const struct ata_drive *drive)
{
    return (drive->status & (uint8_t)~drive->weak.status_low) |
           drive->weak.status_high;
}

static uint8_t register_of_drive(struct board *b, struct ata *ata,
                                 struct ata_drive *drive, uint16_t port)
{
    switch (port) {
    case PORT_ERROR:
        return drive->error;
    case PORT_COUNT:
    case PORT_LBA_LOW:
    case PORT_LBA_MID:
    case PORT_LBA_HIGH:
        return fifo_read(ata, drive, port);
    case PORT_DEVICE:
        return ata->device | DEVICE_ONES;
    case PORT_STATUS:
        drive->interrupt = 0;
        ata_wires(b, ata);
        return status_of(drive);
    case PORT_ALTERNATE:
        return status_of(drive);
    default:
        return 0xff;
    }
}

static uint8_t register_read(struct board *b, struct ata *ata, uint16_t port)
{
    unsigned unit = ata_selected(ata);

    if (ata_present(ata, unit))
        return register_of_drive(b, ata, &ata->drive[unit], port);
    if (unit == 0 || !ata_present(ata, 0))
        return FLOATING;
    if (port == PORT_STATUS || port == PORT_ALTERNATE)
        return 0;
    return register_of_drive(b, ata, &ata->drive[0], port);
}

static void command_write(struct board *b, struct ata *ata, uint8_t command)
{
    unsigned unit = ata_selected(ata);

    for (unsigned i = 0; i < ATA_DRIVES; i++) {
        if (!ata_present(ata, i) ||
            (i != unit && command != COMMAND_DIAGNOSTIC))
            continue;
        ata->drive[i].interrupt = 0;
        ata_command(b, ata, i, command);
    }
}

static bool takes_device_reset(const struct ata *ata, uint16_t port,
                               uint8_t value)
{
    const struct ata_drive *drive = &ata->drive[ata_selected(ata)];

    return port == PORT_STATUS && value == COMMAND_RESET && drive->packet &&
           drive->stage != ATA_RESETTING;
}

static void parameter_write(struct ata_drive *drive, uint16_t port,
                            uint8_t value)
{
    switch (port) {
    case PORT_ERROR:
        drive->features = value;
        break;
    case PORT_COUNT:
        drive->previous[0] = drive->count;
        drive->count = value;
        break;
    case PORT_LBA_LOW:
        drive->previous[1] = drive->lba_low;
        drive->lba_low = value;
        break;
    case PORT_LBA_MID:
        drive->previous[2] = drive->lba_mid;
        drive->lba_mid = value;
        break;
    case PORT_LBA_HIGH:
        drive->previous[3] = drive->lba_high;
        drive->lba_high = value;
        break;
    }
}

/* A busy drive does not look at its command block, so that only one drive at
 * a time can be busy with a command. A CD-ROM drive takes DEVICE RESET. */
static void register_write(struct board *b, struct ata *ata, uint16_t port,
                           uint8_t value)
{
    if (port != PORT_ALTERNATE)
        ata->control &= (uint8_t)~CONTROL_HOB;
    if (port == PORT_ALTERNATE) {
        control_write(b, ata, value);
    } else if ((ata_busy(ata, 0) || ata_busy(ata, 1)) &&
               !takes_device_reset(ata, port, value)) {
        return;
    } else if (port == PORT_DEVICE) {
        ata->device = value;
    } else if (port == PORT_STATUS) {
        command_write(b, ata, value);
    } else {
        for (unsigned unit = 0; unit < ATA_DRIVES; unit++)
            parameter_write(&ata->drive[unit], port, value);
    }
    ata_wires(b, ata);
}

/* --- Bus ----------------------------------------------------------------- */

/* A byte from the data port moves a word, of which half is lost. */
static uint32_t ata_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct ata *ata = dev;
    uint32_t value = 0;

    port |= FIRST_CHANNEL;
    if (port == PORT_DATA && ata_dma_request(ata))
        return UINT32_MAX >> (32 - 8 * bytes);
    if (port == PORT_DATA) {
        value = ata_data_read(b, ata);
        if (bytes == 4)
            value |= (uint32_t)ata_data_read(b, ata) << 16;
        return bytes == 1 ? value & 0xff : value;
    }
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint32_t)register_read(b, ata, (uint16_t)(port + i))
                 << (8 * i);
    return value;
}

static void ata_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct ata *ata = dev;

    port |= FIRST_CHANNEL;
    if (port == PORT_DATA && ata_dma_request(ata))
        return;
    if (port == PORT_DATA) {
        ata_data_write(b, ata, value);
        if (bytes == 4)
            ata_data_write(b, ata, value >> 16);
        return;
    }
    for (unsigned i = 0; i < bytes; i++)
        register_write(b, ata, (uint16_t)(port + i),
                       (uint8_t)(value >> (8 * i)));
}

const struct device_ops ata_ops = {
    .part = "ATA hard disks (ATA/ATAPI-4)",
    .power_on = ata_power_on,
    .reset = ata_reset,
    .in = ata_in,
    .out = ata_out,
    .wide = true,
    .expire = ata_expire,
};
