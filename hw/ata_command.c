/* SPDX-License-Identifier: MIT
 *
 * hw/ata_command.c - what an ATA drive does with a command.
 *
 *   code       command                       protocol
 *   10h-1Fh    RECALIBRATE                   no data
 *   20h, 21h   READ SECTORS                  data in, 1 sector a block
 *   30h, 31h   WRITE SECTORS                 data out, 1 sector a block
 *   40h, 41h   READ VERIFY SECTORS           no data
 *   70h-7Fh    SEEK                          no data
 *   90h        EXECUTE DEVICE DIAGNOSTIC     no data, both drives
 *   91h        INITIALIZE DEVICE PARAMETERS  no data
 *   C4h, C5h   READ, WRITE MULTIPLE          data, several sectors a block
 *   C6h        SET MULTIPLE MODE             no data
 *   E0h-E3h    STANDBY, IDLE (also 94h-97h)  no data
 *   E5h        CHECK POWER MODE (also 98h)   no data
 *   E7h        FLUSH CACHE                   no data
 *   ECh        IDENTIFY DEVICE               data in
 *   EFh        SET FEATURES                  no data
 *
 * A command sets BSY for as long as the heads and the sectors take. Then a
 * block lies in the buffer (DRQ) or all is done, and INTRQ tells the host. A
 * command to write asks for its first block at once, without INTRQ. What is
 * not in the table ends with ABRT; so does IDENTIFY PACKET DEVICE, by which
 * the host sees that this is no CD drive.
 *
 * Source: AT Attachment with Packet Interface Extension (ATA/ATAPI-4),
 *         "Command descriptions", "Protocol".
 * Not modelled: DMA, SLEEP, standby timers, the write cache (each sector is
 *               on the disk when its block ends), the seconds of a spin-up.
 */
#include "hw/ata_drive.h"

#define COMMAND_NS  80000 /* from the command to the first movement */
#define SEEK_NS     20000 /* to the next track ... */
#define STROKE_NS   80000 /* ... and this much more across all of the disk */
#define SECTOR_NS   20000 /* 25 MB/s between surface and buffer */

#define SECTORS_MAX 256 /* what a count of 0 means */

struct ata_rule {
    uint8_t first, last;
    uint8_t uses;
    void (*run)(struct board *b, struct ata *ata, unsigned unit);
};

#define USES_ADDRESS BIT(0) /* a place on the disk */
#define USES_COUNT   BIT(1) /* a number of sectors */
#define USES_DATA    BIT(2) /* data from the host, before anything else */

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

/* --- Addresses ----------------------------------------------------------- */

#define NO_SECTOR UINT32_MAX /* past the end of every disk */

static uint32_t address_from_chs(const struct ata_drive *drive, unsigned head)
{
    uint32_t cylinder = (uint32_t)drive->lba_high << 8 | drive->lba_mid;
    uint32_t sector = drive->lba_low;

    if (head >= drive->heads || sector < 1 || sector > drive->sectors)
        return NO_SECTOR;
    return (cylinder * drive->heads + head) * drive->sectors + sector - 1;
}

static uint32_t address_get(const struct ata *ata, unsigned unit)
{
    const struct ata_drive *drive = &ata->drive[unit];
    uint32_t high = ata->device & ATA_DEVICE_HEAD;

    if (!(ata->device & ATA_DEVICE_LBA))
        return address_from_chs(drive, high);
    return high << 24 | (uint32_t)drive->lba_high << 16 |
           (uint32_t)drive->lba_mid << 8 | drive->lba_low;
}

/* Tell the host where the drive is. */
static void address_put(struct ata *ata, struct ata_drive *drive)
{
    uint32_t low = drive->lba & 0xff, rest = drive->lba >> 8;
    uint32_t track = drive->lba / drive->sectors;
    uint32_t head = drive->lba >> 24;

    if (!(ata->device & ATA_DEVICE_LBA)) {
        low = drive->lba % drive->sectors + 1;
        rest = track / drive->heads;
        head = track % drive->heads;
    }
    drive->lba_low = (uint8_t)low;
    drive->lba_mid = (uint8_t)rest;
    drive->lba_high = (uint8_t)(rest >> 8);
    ata->device =
        (uint8_t)((ata->device & ~ATA_DEVICE_HEAD) | (head & ATA_DEVICE_HEAD));
}

/* --- Sectors ------------------------------------------------------------- */

static unsigned block_sectors(const struct ata_drive *drive)
{
    bool multiple = drive->command == 0xc4 || drive->command == 0xc5;
    unsigned sectors = multiple ? drive->multiple : 1;

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

static void sector_done(struct ata *ata, struct ata_drive *drive)
{
    address_put(ata, drive);
    drive->lba++;
    drive->heads_at = drive->lba;
    drive->remaining--;
    drive->count = (uint8_t)drive->remaining;
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

    if (drive->lba != NO_SECTOR)
        address_put(ata, drive);
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
    sector_done(ata, drive);
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
    sector_done(ata, drive);
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
    if (drive->remaining == 0)
        sectors_done(b, ata, unit);
    block_offer(drive, ATA_DATA_IN, sectors * SECTOR_SIZE);
    drive->interrupt = 1;
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
        drive->interrupt = 1;
    }
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
    ata->drive[unit].standby = 1;
    command_done(b, ata, unit);
}

static void run_idle(struct board *b, struct ata *ata, unsigned unit)
{
    ata->drive[unit].standby = 0;
    command_done(b, ata, unit);
}

static void run_check_power(struct board *b, struct ata *ata, unsigned unit)
{
    ata->drive[unit].count = ata->drive[unit].standby ? 0x00 : 0xff;
    command_done(b, ata, unit);
}

static void run_features(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];
    bool pio = drive->count <= 1 || (drive->count >= 8 && drive->count <= 12);

    if (drive->features == 0x66) {
        drive->keep_settings = 1;
    } else if (drive->features == 0xcc) {
        drive->keep_settings = 0;
    } else if (drive->features != 0x03 || !pio) {
        command_abort(b, ata, unit);
        return;
    }
    command_done(b, ata, unit);
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

static const struct ata_rule command_rules[] = {
    {0x10, 0x1f, 0, run_recalibrate},
    {0x20, 0x21, USES_ADDRESS | USES_COUNT, run_read},
    {0x30, 0x31, USES_ADDRESS | USES_COUNT | USES_DATA, run_write},
    {0x40, 0x41, USES_ADDRESS | USES_COUNT, run_verify},
    {0x70, 0x7f, USES_ADDRESS, run_seek},
    {0x90, 0x90, 0, run_diagnostic},
    {0x91, 0x91, 0, run_parameters},
    {0x94, 0x94, 0, run_standby},
    {0x95, 0x95, 0, run_idle},
    {0x96, 0x96, 0, run_standby},
    {0x97, 0x97, 0, run_idle},
    {0x98, 0x98, 0, run_check_power},
    {0xc4, 0xc4, USES_ADDRESS | USES_COUNT, run_read},
    {0xc5, 0xc5, USES_ADDRESS | USES_COUNT | USES_DATA, run_write},
    {0xc6, 0xc6, 0, run_set_multiple},
    {0xe0, 0xe0, 0, run_standby},
    {0xe1, 0xe1, 0, run_idle},
    {0xe2, 0xe2, 0, run_standby},
    {0xe3, 0xe3, 0, run_idle},
    {0xe5, 0xe5, 0, run_check_power},
    {0xe7, 0xe7, 0, command_done},
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

    if (drive->packet) {
        atapi_command(b, ata, unit, command);
        return;
    }
    drive->command = command;
    drive->error = 0;
    drive->limit = 0;
    drive->buffer_media = 0;
    drive->lba = 0;
    drive->remaining = 0;
    if (rule->uses & USES_ADDRESS) {
        drive->lba = address_get(ata, unit);
        drive->standby = 0;
    }
    if (rule->uses & USES_COUNT)
        drive->remaining = drive->count ? drive->count : SECTORS_MAX;
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
    } else if (drive->stage == ATA_DATA_IN && drive->remaining == 0) {
        drive->stage = ATA_IDLE;
        drive->status = ATA_DRDY | ATA_DSC;
        drive->limit = 0;
    } else {
        command_busy(b, ata, unit, command_ns(drive));
    }
}
