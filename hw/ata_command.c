/* SPDX-License-Identifier: MIT
 *
 * hw/ata_command.c - what an ATA drive does with a command.
 *
 *   code       command                       protocol
 *   10h-1Fh    RECALIBRATE                   no data
 *   20h, 21h   READ SECTORS (EXT: 24h)       data in, 1 sector a block
 *   30h, 31h   WRITE SECTORS (EXT: 34h)      data out, 1 sector a block
 *   40h, 41h   READ VERIFY SECTORS (42h)     no data
 *   70h-7Fh    SEEK                          no data
 *   90h        EXECUTE DEVICE DIAGNOSTIC     no data, both drives
 *   91h        INITIALIZE DEVICE PARAMETERS  no data
 *   C4h, C5h   READ, WRITE MULTIPLE (29h, 39h)   several sectors a block
 *   C6h        SET MULTIPLE MODE             no data
 *   C8h, C9h   READ DMA (EXT: 25h)           DMA
 *   CAh, CBh   WRITE DMA (EXT: 35h)          DMA
 *   E0h-E3h    STANDBY, IDLE (also 94h-97h)  no data
 *   E4h, E8h   READ, WRITE BUFFER            data
 *   E5h        CHECK POWER MODE (also 98h)   no data
 *   E6h        SLEEP (also 99h)              no data; then deaf until a reset
 *   E7h        FLUSH CACHE (EXT: EAh)        no data
 *   ECh        IDENTIFY DEVICE               data in
 *   EFh        SET FEATURES                  no data
 *
 * A command sets BSY for as long as the heads and the sectors take. Then a
 * block lies in the buffer (DRQ) or all is done, and INTRQ tells the host. A
 * command to write asks for its first block at once, without INTRQ. What is
 * not in the table ends with ABRT; so does IDENTIFY PACKET DEVICE, by which
 * the host sees that this is no CD drive.
 *
 * EXT: with an address of 48 bits (hw/ata_address.c). With DMA the buffer goes
 * through the bus master (hw/piix_ide.c), and INTRQ comes once, at the end.
 *
 * Source: AT Attachment with Packet Interface Extension (ATA/ATAPI-4),
 *         "Command descriptions", "Protocol"; ATA/ATAPI-6 for EXT.
 * Not modelled: standby timers, what the write cache hides (each sector is on
 *               the disk when its block ends), the seconds of a spin-up.
 */
#include "hw/ata_drive.h"

#define COMMAND_NS 80000 /* from the command to the first movement */
#define SEEK_NS    20000 /* to the next track ... */
#define STROKE_NS  80000 /* ... and this much more across all of the disk */
#define SECTOR_NS  20000 /* 25 MB/s between surface and buffer */

struct ata_rule {
    uint8_t first, last;
    uint8_t uses;
    void (*run)(struct board *b, struct ata *ata, unsigned unit);
};

#define USES_ADDRESS  BIT(0) /* a place on the disk ... */
#define USES_WIDE     BIT(1) /* ... of 48 bits */
#define USES_COUNT    BIT(2) /* a number of sectors */
#define USES_DATA     BIT(3) /* data from the host, before anything else */
#define USES_MULTIPLE BIT(4) /* several sectors a block */
#define USES_DMA      BIT(5)

static const struct ata_rule *command_rule(uint8_t command);

/* The event names the sector where the drive stopped. */
static void command_end(struct board *b, struct ata *ata, unsigned unit,
                        unsigned status, unsigned error, uint32_t lba)
{
    struct ata_drive *drive = &ata->drive[unit];

    drive->stage = ATA_IDLE;
    drive->status = (uint8_t)(ATA_DRDY | ATA_DSC | status);
    drive->error = (uint8_t)error;
    drive->remaining = 0;
    drive->limit = 0;
    drive->interrupt = 1;
    board_event(b, EV_DISK_DONE, ata_number(ata, unit), lba, drive->status,
                error);
}

static void command_done(struct board *b, struct ata *ata, unsigned unit)
{
    command_end(b, ata, unit, 0, 0, ata->drive[unit].lba);
}

static void command_abort(struct board *b, struct ata *ata, unsigned unit)
{
    command_end(b, ata, unit, ATA_ERR, ATA_ABRT, ata->drive[unit].lba);
}

/* --- Sectors ------------------------------------------------------------- */

static unsigned block_sectors(const struct ata_drive *drive)
{
    uint8_t uses = command_rule(drive->command)->uses;
    unsigned sectors = uses & USES_DMA        ? ATA_MULTIPLE_MAX
                       : uses & USES_MULTIPLE ? drive->multiple
                                              : 1;

    return sectors < drive->remaining ? sectors : drive->remaining;
}

static uint64_t seek_ns(const struct ata_drive *drive)
{
    uint32_t from = drive->heads_at, to = drive->lba;
    uint64_t way = from < to ? to - from : from - to;

    if (way == 0 || to >= drive->capacity)
        return 0;
    return SEEK_NS + STROKE_NS * way / drive->capacity;
}

/* BSY for the time that this needs. */
static void command_busy(struct board *b, struct ata *ata, unsigned unit,
                         uint64_t ns)
{
    struct ata_drive *drive = &ata->drive[unit];

    drive->stage = ATA_EXECUTING;
    drive->status = ATA_BSY;
    board_deadline(b, ata_id(ata), board_now(b) + ns);
}

/* Tell the host where the drive is. */
static void address_put(struct ata *ata, unsigned unit)
{
    uint8_t uses = command_rule(ata->drive[unit].command)->uses;

    ata_address_put(ata, unit, uses & USES_WIDE);
}

static void sector_done(struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    address_put(ata, unit);
    drive->lba++;
    drive->heads_at = drive->lba;
    drive->remaining--;
    ata_count_put(drive);
}

static void sectors_done(struct board *b, struct ata *ata, unsigned unit)
{
    command_end(b, ata, unit, 0, 0, ata->drive[unit].lba - 1);
}

/* The registers name the sector; the count says how many are missing. */
static void sector_failed(struct board *b, struct ata *ata, unsigned unit,
                          unsigned status, unsigned error)
{
    struct ata_drive *drive = &ata->drive[unit];

    if (drive->lba != ATA_NO_SECTOR)
        address_put(ata, unit);
    command_end(b, ata, unit, status | ATA_ERR, error, drive->lba);
}

static bool sector_exists(struct board *b, struct ata *ata, unsigned unit)
{
    if (ata->drive[unit].lba < ata->drive[unit].capacity)
        return true;
    sector_failed(b, ata, unit, 0, ATA_IDNF);
    return false;
}

static bool sector_read(struct board *b, struct ata *ata, unsigned unit,
                        uint8_t *sector)
{
    struct ata_drive *drive = &ata->drive[unit];

    uint8_t error;

    if (!sector_exists(b, ata, unit))
        return false;
    error = ata_spot_error(b, drive, ATA_SPOT_READ);
    if (!error &&
        !board_disk_read(b, ata_number(ata, unit), drive->lba, sector))
        error = ATA_UNC;
    if (error) {
        sector_failed(b, ata, unit, 0, error);
        return false;
    }
    ata_spot_spoil(b, drive, sector);
    sector_done(ata, unit);
    return true;
}

/* ATA has no error bit for this: the fault bit, and "aborted". */
static bool sector_write(struct board *b, struct ata *ata, unsigned unit,
                         const uint8_t *sector)
{
    struct ata_drive *drive = &ata->drive[unit];

    uint8_t error;

    if (!sector_exists(b, ata, unit))
        return false;
    error = ata_spot_error(b, drive, ATA_SPOT_WRITE);
    if (!error &&
        !board_disk_write(b, ata_number(ata, unit), drive->lba, sector))
        error = ATA_ABRT;
    if (error) {
        sector_failed(b, ata, unit, ATA_DF, error);
        return false;
    }
    sector_done(ata, unit);
    return true;
}

/* --- Commands with data -------------------------------------------------- */

static void block_offer(struct ata_drive *drive, enum ata_stage stage,
                        unsigned bytes)
{
    drive->stage = (uint8_t)stage;
    drive->status = ATA_DRDY | ATA_DSC | ATA_DRQ;
    drive->position = 0;
    drive->limit = (uint16_t)bytes;
}

static void run_read(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];
    unsigned sectors = block_sectors(drive);

    if (sectors == 0) {
        command_abort(b, ata, unit);
        return;
    }
    drive->buffer_lba = drive->lba;
    drive->buffer_media = 1;
    for (unsigned i = 0; i < sectors; i++)
        if (!sector_read(b, ata, unit, drive->buffer + i * SECTOR_SIZE))
            return;
    if (drive->remaining == 0 && !drive->dma)
        sectors_done(b, ata, unit);
    block_offer(drive, ATA_DATA_IN, sectors * SECTOR_SIZE);
    drive->interrupt = !drive->dma;
}

static void run_identify(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    ata_identify(drive, ata_number(ata, unit), drive->buffer);
    command_done(b, ata, unit);
    block_offer(drive, ATA_DATA_IN, SECTOR_SIZE);
}

/* The buffer is full; at the start of a command that cannot be obeyed it is
 * empty, and what follows says why. */
static void run_write(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];
    unsigned sectors = drive->limit / SECTOR_SIZE;

    for (unsigned i = 0; i < sectors; i++)
        if (!sector_write(b, ata, unit, drive->buffer + i * SECTOR_SIZE))
            return;
    if (drive->remaining == 0) {
        sectors_done(b, ata, unit);
    } else if (block_sectors(drive) == 0) {
        command_abort(b, ata, unit);
    } else if (sector_exists(b, ata, unit)) {
        block_offer(drive, ATA_DATA_OUT, block_sectors(drive) * SECTOR_SIZE);
        drive->interrupt = !drive->dma;
    }
}

static void run_read_buffer(struct board *b, struct ata *ata, unsigned unit)
{
    command_done(b, ata, unit);
    block_offer(&ata->drive[unit], ATA_DATA_IN, SECTOR_SIZE);
}

static void run_write_buffer(struct board *b, struct ata *ata, unsigned unit)
{
    if (ata->drive[unit].limit)
        command_done(b, ata, unit);
    else
        block_offer(&ata->drive[unit], ATA_DATA_OUT, SECTOR_SIZE);
}

/* --- Commands without data ----------------------------------------------- */

static void run_verify(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    while (drive->remaining)
        if (!sector_read(b, ata, unit, drive->buffer))
            return;
    sectors_done(b, ata, unit);
}

static void run_seek(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    if (!sector_exists(b, ata, unit))
        return;
    drive->heads_at = drive->lba;
    command_done(b, ata, unit);
}

static void run_recalibrate(struct board *b, struct ata *ata, unsigned unit)
{
    ata->drive[unit].heads_at = 0;
    command_done(b, ata, unit);
}

static void run_parameters(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    if (drive->count == 0) {
        command_abort(b, ata, unit);
        return;
    }
    drive->sectors = drive->count;
    drive->heads = (uint8_t)((ata->device & ATA_DEVICE_HEAD) + 1);
    command_done(b, ata, unit);
}

/* A number that is no power of two switches multiple mode off. */
static void run_set_multiple(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];
    unsigned count = drive->count;

    if (count > ATA_MULTIPLE_MAX || (count & (count - 1))) {
        drive->multiple = 0;
        command_abort(b, ata, unit);
        return;
    }
    drive->multiple = (uint8_t)count;
    command_done(b, ata, unit);
}

static void run_standby(struct board *b, struct ata *ata, unsigned unit)
{
    ata->drive[unit].standby = ATA_STANDBY;
    command_done(b, ata, unit);
}

static void run_idle(struct board *b, struct ata *ata, unsigned unit)
{
    ata->drive[unit].standby = ATA_AWAKE;
    command_done(b, ata, unit);
}

static void run_sleep(struct board *b, struct ata *ata, unsigned unit)
{
    ata->drive[unit].standby = ATA_ASLEEP;
    command_done(b, ata, unit);
}

static void run_check_power(struct board *b, struct ata *ata, unsigned unit)
{
    ata->drive[unit].count = ata->drive[unit].standby ? 0x00 : 0xff;
    command_done(b, ata, unit);
}

/* PIO, or a mode of multiword or Ultra DMA: 0 to 2 of each. */
static bool transfer_mode_set(struct ata_drive *drive)
{
    unsigned kind = drive->count & 0xf8u, mode = drive->count & 7u;

    if ((kind == 0x20 || kind == 0x40) && mode <= 2)
        drive->transfer_mode = drive->count;
    else if (!(kind == 0x00 && mode <= 1) && !(kind == 0x08 && mode <= 4))
        return false;
    return true;
}

static bool feature_set(struct ata_drive *drive)
{
    switch (drive->features) {
    case 0x02:
        drive->enabled |= ATA_WRITE_CACHE;
        return true;
    case 0x82:
        drive->enabled &= (uint8_t)~ATA_WRITE_CACHE;
        return true;
    case 0xaa:
        drive->enabled |= ATA_LOOK_AHEAD;
        return true;
    case 0x55:
        drive->enabled &= (uint8_t)~ATA_LOOK_AHEAD;
        return true;
    case 0x66:
    case 0xcc:
        drive->keep_settings = drive->features == 0x66;
        return true;
    default:
        return drive->features == 0x03 && transfer_mode_set(drive);
    }
}

static void run_features(struct board *b, struct ata *ata, unsigned unit)
{
    if (feature_set(&ata->drive[unit]))
        command_done(b, ata, unit);
    else
        command_abort(b, ata, unit);
}

/* The master alone asserts INTRQ. */
static void run_diagnostic(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    command_done(b, ata, unit);
    ata_signature(ata, unit);
    drive->interrupt = unit == 0;
}

/* --- Which is which ------------------------------------------------------ */

/* Reading, writing: of sectors, by their number. */
#define READS  (USES_ADDRESS | USES_COUNT)
#define WRITES (USES_ADDRESS | USES_COUNT | USES_DATA)

static const struct ata_rule command_rules[] = {
    {0x10, 0x1f, 0, run_recalibrate},
    {0x20, 0x21, READS, run_read},
    {0x24, 0x24, READS | USES_WIDE, run_read},
    {0x25, 0x25, READS | USES_WIDE | USES_DMA, run_read},
    {0x29, 0x29, READS | USES_WIDE | USES_MULTIPLE, run_read},
    {0x30, 0x31, WRITES, run_write},
    {0x34, 0x34, WRITES | USES_WIDE, run_write},
    {0x35, 0x35, WRITES | USES_WIDE | USES_DMA, run_write},
    {0x39, 0x39, WRITES | USES_WIDE | USES_MULTIPLE, run_write},
    {0x40, 0x41, READS, run_verify},
    {0x42, 0x42, READS | USES_WIDE, run_verify},
    {0x70, 0x7f, USES_ADDRESS, run_seek},
    {0x90, 0x90, 0, run_diagnostic},
    {0x91, 0x91, 0, run_parameters},
    {0x94, 0x94, 0, run_standby},
    {0x95, 0x95, 0, run_idle},
    {0x96, 0x96, 0, run_standby},
    {0x97, 0x97, 0, run_idle},
    {0x98, 0x98, 0, run_check_power},
    {0x99, 0x99, 0, run_sleep},
    {0xc4, 0xc4, READS | USES_MULTIPLE, run_read},
    {0xc5, 0xc5, WRITES | USES_MULTIPLE, run_write},
    {0xc6, 0xc6, 0, run_set_multiple},
    {0xc8, 0xc9, READS | USES_DMA, run_read},
    {0xca, 0xcb, WRITES | USES_DMA, run_write},
    {0xe0, 0xe0, 0, run_standby},
    {0xe1, 0xe1, 0, run_idle},
    {0xe2, 0xe2, 0, run_standby},
    {0xe3, 0xe3, 0, run_idle},
    {0xe4, 0xe4, 0, run_read_buffer},
    {0xe5, 0xe5, 0, run_check_power},
    {0xe6, 0xe6, 0, run_sleep},
    {0xe7, 0xe7, 0, command_done},
    {0xe8, 0xe8, 0, run_write_buffer},
    {0xea, 0xea, 0, command_done},
    {0xec, 0xec, 0, run_identify},
    {0xef, 0xef, 0, run_features},
};

static const struct ata_rule *command_rule(uint8_t command)
{
    static const struct ata_rule unknown = {0x00, 0xff, 0, command_abort};

    for (size_t i = 0; i < ARRAY_LEN(command_rules); i++)
        if (command >= command_rules[i].first &&
            command <= command_rules[i].last)
            return &command_rules[i];
    return &unknown;
}

/* The time until the next block, or until all is done, can be said. */
static uint64_t command_ns(const struct ata_drive *drive)
{
    const struct ata_rule *rule = command_rule(drive->command);
    uint64_t sectors = 0;

    if (!(rule->uses & USES_ADDRESS))
        return 0;
    if (rule->run == run_verify)
        sectors = drive->remaining;
    else if (rule->uses & USES_COUNT)
        sectors = block_sectors(drive);
    return seek_ns(drive) + sectors * SECTOR_NS;
}

/* BSY until a reset. */
void ata_command_hang(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    drive->stage = ATA_EXECUTING;
    drive->status = ATA_BSY;
    board_deadline(b, ata_id(ata), BOARD_NEVER);
}

/* Without DRDY a drive takes no command but a test and its parameters. */
static bool command_refused(const struct ata_drive *drive, uint8_t command)
{
    return drive->weak.status_low & ATA_DRDY && command != 0x90 &&
           command != 0x91;
}

void ata_command(struct board *b, struct ata *ata, unsigned unit,
                 uint8_t command)
{
    struct ata_drive *drive = &ata->drive[unit];
    const struct ata_rule *rule = command_rule(command);

    if (drive->standby == ATA_ASLEEP)
        return;
    if (drive->packet) {
        atapi_command(b, ata, unit, command);
        return;
    }
    drive->command = command;
    drive->error = 0;
    drive->limit = 0;
    drive->buffer_media = 0;
    drive->dma = rule->uses & USES_DMA ? 1 : 0;
    drive->lba = 0;
    drive->remaining = 0;
    if (rule->uses & USES_ADDRESS) {
        drive->lba = ata_address_get(ata, unit, rule->uses & USES_WIDE);
        drive->standby = ATA_AWAKE;
    }
    if (rule->uses & USES_COUNT)
        drive->remaining = ata_count_get(drive, rule->uses & USES_WIDE);
    board_event(b, EV_DISK_REQUEST, ata_number(ata, unit), drive->lba,
                drive->remaining, command);
    if (command_refused(drive, command))
        command_abort(b, ata, unit);
    else if (board_fails(b, drive->weak.command))
        ata_command_hang(b, ata, unit);
    else if (rule->uses & USES_DATA && drive->lba < drive->capacity &&
             block_sectors(drive))
        block_offer(drive, ATA_DATA_OUT, block_sectors(drive) * SECTOR_SIZE);
    else
        command_busy(b, ata, unit, COMMAND_NS + command_ns(drive));
}

void ata_command_continue(struct board *b, struct ata *ata, unsigned unit)
{
    if (ata->drive[unit].packet)
        atapi_continue(b, ata, unit);
    else
        command_rule(ata->drive[unit].command)->run(b, ata, unit);
}

void ata_command_block_end(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    if (drive->packet) {
        atapi_block_end(b, ata, unit);
    } else if (drive->dma && drive->stage == ATA_DATA_IN &&
               drive->remaining == 0) {
        sectors_done(b, ata, unit);
    } else if (drive->stage == ATA_DATA_IN && drive->remaining == 0) {
        drive->stage = ATA_IDLE;
        drive->status = ATA_DRDY | ATA_DSC;
        drive->limit = 0;
    } else {
        command_busy(b, ata, unit, command_ns(drive));
    }
}
