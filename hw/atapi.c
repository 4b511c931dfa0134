/* SPDX-License-Identifier: MIT
 *
 * hw/atapi.c - a CD-ROM drive on an ATA channel: commands come as packets of
 * twelve bytes.
 *
 *   code  command                    code  command of a packet
 *   00h   NOP                        00h   TEST UNIT READY
 *   08h   DEVICE RESET               03h   REQUEST SENSE
 *   90h   EXECUTE DEVICE DIAGNOSTIC  12h   INQUIRY
 *   A0h   PACKET                     1Bh   START STOP UNIT
 *   A1h   IDENTIFY PACKET DEVICE     1Eh   PREVENT ALLOW MEDIUM REMOVAL
 *   E1h   IDLE IMMEDIATE             25h   READ CAPACITY
 *   EFh   SET FEATURES               28h   READ(10)    A8h   READ(12)
 *                                    2Bh   SEEK(10)
 *                                    43h   READ TOC
 *                                    46h   GET CONFIGURATION
 *                                    4Ah   GET EVENT STATUS NOTIFICATION
 *                                    5Ah   MODE SENSE(10)
 *
 * IDENTIFY DEVICE ends with ABRT and the signature EB14h in the cylinder
 * registers, by which the host sees that this is no disk. In Sector Count bit
 * 0 says that the packet, not data, is moved; bit 1 that it goes to the host.
 * The cylinder registers hold how many bytes a block has: the host says how
 * many it takes, the drive how many there are. A sector has 2048 bytes.
 *
 * Source: ATA/ATAPI-4, "PACKET command protocol", "PACKET"; INF-8020i, "ATA
 *         Packet Interface for CD-ROMs", "Packet Commands for CD-ROM devices".
 * Not modelled: audio, DMA, sectors other than of 2048 bytes.
 */
#include "hw/ata_drive.h"

#include <string.h>

#define COMMAND_NS     UINT64_C(100000)
#define SEEK_NS        UINT64_C(20000000)
#define SECTOR_NS      UINT64_C(430000) /* 32 times the speed of audio */
#define BLOCK_NS       UINT64_C(5000)

#define REASON_PACKET  BIT(0)
#define REASON_TO_HOST BIT(1)

#define PACKET         12

#define KEY_NONE       0x00
#define KEY_NOT_READY  0x02
#define KEY_MEDIUM     0x03
#define KEY_HARDWARE   0x04
#define KEY_ILLEGAL    0x05
#define KEY_ATTENTION  0x06
/* Additional sense code, and its qualifier in the low byte. */
#define ASC_SPINS_UP     0x0401 /* in process of becoming ready */
#define ASC_READ_ERROR   0x1100
#define ASC_POSITION     0x1500 /* random positioning error */
#define ASC_NO_COMMAND   0x2000
#define ASC_NO_ADDRESS   0x2100
#define ASC_BAD_FIELD    0x2400
#define ASC_CHANGED      0x2800 /* not ready to ready transition */
#define ASC_NO_MEDIUM    0x3a00
#define ASC_LOCKED       0x5302 /* medium removal prevented */

#define LOAD_START       BIT(0) /* START STOP UNIT, byte 4 */
#define LOAD_EJECT       BIT(1) /* LoEj */
#define PREVENT          BIT(0) /* PREVENT ALLOW MEDIUM REMOVAL, byte 4 */

#define LEAD_OUT         0xaa
#define PREGAP           150 /* sectors before address 0, in minutes:seconds */
#define SECTORS_A_SECOND 75

static uint32_t be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

static uint32_t be16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

static void put32(uint8_t *p, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        p[i] = (uint8_t)(value >> (24 - 8 * i));
}

static uint32_t disc_sectors(const struct ata_drive *drive)
{
    return drive->capacity / CD_DISK_SECTORS;
}

/* --- the end of a command ---------------------------------------------- */

static void command_end(struct board *b, struct ata_drive *drive,
                        unsigned status, unsigned error)
{
    drive->stage = ATA_IDLE;
    drive->status = (uint8_t)(ATA_DRDY | ATA_DSC | status);
    drive->error = (uint8_t)error;
    drive->count = REASON_PACKET | REASON_TO_HOST;
    drive->limit = 0;
    drive->filled = 0;
    drive->left = 0;
    drive->interrupt = 1;
    board_event(b, EV_DISK_DONE, DRIVE_CD, drive->lba, drive->status, error);
}

static void command_done(struct board *b, struct ata_drive *drive)
{
    drive->sense_key = KEY_NONE;
    drive->sense_code = 0;
    drive->sense_qualifier = 0;
    command_end(b, drive, 0, 0);
}

/* The host asks for the reason by REQUEST SENSE. */
static void packet_failed(struct board *b, struct ata_drive *drive,
                          unsigned key, unsigned code)
{
    drive->sense_key = (uint8_t)key;
    drive->sense_code = (uint8_t)(code >> 8);
    drive->sense_qualifier = (uint8_t)code;
    command_end(b, drive, ATA_ERR, key << 4 | ATA_ABRT);
}

static bool is_empty(const struct ata_drive *drive)
{
    return drive->disc & DISC_OUT || drive->weak.cd.empty;
}

/* Can the disc be used now? That it may be another one is told once. */
static bool disc_ready(struct board *b, struct ata_drive *drive)
{
    if (is_empty(drive)) {
        packet_failed(b, drive, KEY_NOT_READY, ASC_NO_MEDIUM);
    } else if (drive->weak.cd.slow) {
        packet_failed(b, drive, KEY_NOT_READY, ASC_SPINS_UP);
    } else if (drive->disc & DISC_NEW) {
        drive->disc &= (uint8_t)~DISC_NEW;
        packet_failed(b, drive, KEY_ATTENTION, ASC_CHANGED);
    } else {
        return true;
    }
    return false;
}

/* --- data to the host -------------------------------------------------- */

static void busy(struct board *b, struct ata *ata, struct ata_drive *drive,
                 uint64_t ns)
{
    drive->stage = ATA_EXECUTING;
    drive->status = ATA_BSY;
    board_deadline(b, ata_id(ata), board_now(b) + ns);
}

/* The next block of what is in the buffer, not longer than the host takes. */
static void offer_block(struct ata_drive *drive)
{
    uint32_t bytes = drive->filled - (uint32_t)drive->limit;

    if (bytes > drive->block_limit)
        bytes = drive->block_limit;
    drive->position = drive->limit;
    drive->limit = (uint16_t)(drive->limit + bytes);
    drive->stage = ATA_DATA_IN;
    drive->status = ATA_DRDY | ATA_DSC | ATA_DRQ;
    drive->count = REASON_TO_HOST;
    drive->lba_mid = (uint8_t)bytes;
    drive->lba_high = (uint8_t)(bytes >> 8);
    drive->interrupt = 1;
}

/* An answer of so many bytes lies in the buffer; the host asked for `most`. */
static void answer(struct board *b, struct ata_drive *drive, uint32_t bytes,
                   uint32_t most)
{
    if (bytes > most)
        bytes = most;
    if (bytes == 0) {
        command_done(b, drive);
        return;
    }
    drive->filled = (uint16_t)bytes;
    drive->limit = 0;
    offer_block(drive);
}

/* --- packets ----------------------------------------------------------- */

static void run_test_ready(struct board *b, struct ata_drive *drive)
{
    command_done(b, drive);
}

static void run_sense(struct board *b, struct ata_drive *drive)
{
    uint8_t *data = drive->buffer;

    memset(data, 0, 18);
    data[0] = 0x70;
    data[2] = drive->sense_key;
    data[7] = 10; /* more bytes */
    data[12] = drive->sense_code;
    data[13] = drive->sense_qualifier;
    drive->sense_key = KEY_NONE;
    drive->sense_code = 0;
    drive->sense_qualifier = 0;
    answer(b, drive, 18, drive->packet_bytes[4]);
}

/* With LoEj the tray moves: out, or with Start in again. */
static void run_start_stop(struct board *b, struct ata_drive *drive)
{
    uint8_t how = drive->packet_bytes[4] & (LOAD_EJECT | LOAD_START);

    if (how == LOAD_EJECT && drive->disc & DISC_LOCKED) {
        packet_failed(b, drive, KEY_ILLEGAL, ASC_LOCKED);
        return;
    }
    if (how == LOAD_EJECT)
        drive->disc = DISC_OUT;
    else if (how == (LOAD_EJECT | LOAD_START) && drive->disc & DISC_OUT)
        drive->disc = (drive->disc & DISC_LOCKED) | DISC_NEW;
    command_done(b, drive);
}

static void run_prevent(struct board *b, struct ata_drive *drive)
{
    drive->disc &= (uint8_t)~DISC_LOCKED;
    if (drive->packet_bytes[4] & PREVENT)
        drive->disc |= DISC_LOCKED;
    command_done(b, drive);
}

static void run_inquiry(struct board *b, struct ata_drive *drive)
{
    static const uint8_t head[8] = {0x05, 0x80, 0x00, 0x21, 31};

    memcpy(drive->buffer, head, sizeof(head));
    memcpy(drive->buffer + 8, "BOOTSCOP", 8);
    memcpy(drive->buffer + 16, "CD-ROM          ", 16);
    memcpy(drive->buffer + 32, "1.0 ", 4);
    answer(b, drive, 36, drive->packet_bytes[4]);
}

static void run_capacity(struct board *b, struct ata_drive *drive)
{
    put32(drive->buffer, disc_sectors(drive) - 1);
    put32(drive->buffer + 4, CD_SECTOR);
    answer(b, drive, 8, 8);
}

/* The sector at the head is weak. */
static bool sector_fails(struct board *b, struct ata_drive *drive)
{
    uint8_t error = ata_spot_error(b, drive, ATA_SPOT_READ);

    if (error == ATA_IDNF)
        packet_failed(b, drive, KEY_HARDWARE, ASC_POSITION);
    else if (error)
        packet_failed(b, drive, KEY_MEDIUM, ASC_READ_ERROR);
    return error != 0;
}

/* A sector of the disc into the buffer, and its first block to the host. */
static void read_sector(struct board *b, struct ata_drive *drive)
{
    if (!disc_ready(b, drive) || sector_fails(b, drive))
        return;
    for (unsigned i = 0; i < CD_DISK_SECTORS; i++)
        if (!board_disk_read(b, DRIVE_CD + drive->loaded,
                             drive->lba * CD_DISK_SECTORS + i,
                             drive->buffer + i * SECTOR_SIZE)) {
            packet_failed(b, drive, KEY_MEDIUM, ASC_READ_ERROR);
            return;
        }
    ata_spot_spoil(b, drive, drive->buffer);
    drive->buffer_lba = drive->lba * CD_DISK_SECTORS;
    drive->buffer_media = 1;
    drive->lba++;
    drive->left--;
    drive->heads_at = drive->lba;
    answer(b, drive, CD_SECTOR, CD_SECTOR);
}

static void run_read(struct board *b, struct ata_drive *drive)
{
    if (drive->left)
        read_sector(b, drive);
    else
        command_done(b, drive);
}

static void run_seek(struct board *b, struct ata_drive *drive)
{
    drive->heads_at = drive->lba;
    command_done(b, drive);
}

/* An address as the host wants it: a number, or minute, second, frame. */
static void put_address(uint8_t *p, uint32_t sector, bool msf)
{
    uint32_t at = sector + PREGAP;

    if (!msf) {
        put32(p, sector);
        return;
    }
    p[0] = 0;
    p[1] = (uint8_t)(at / SECTORS_A_SECOND / 60);
    p[2] = (uint8_t)(at / SECTORS_A_SECOND % 60);
    p[3] = (uint8_t)(at % SECTORS_A_SECOND);
}

/* One data track, and where the disc ends. */
static void run_toc(struct board *b, struct ata_drive *drive)
{
    static const uint8_t table[12] = {0, 0, 1, 1, 0, 0x14, 1, 0};
    const uint8_t *cdb = drive->packet_bytes;
    bool msf = cdb[1] & BIT(1), sessions = (cdb[2] & 0x0f) == 1;
    unsigned bytes = sessions ? 12 : 20;
    uint8_t *data = drive->buffer;

    memcpy(data, table, sizeof(table));
    data[1] = (uint8_t)(bytes - 2);
    put_address(data + 8, 0, msf);
    memset(data + 12, 0, 8);
    data[13] = 0x14;
    data[14] = LEAD_OUT;
    put_address(data + 16, disc_sectors(drive), msf);
    answer(b, drive, bytes, be16(cdb + 7));
}

static void run_configuration(struct board *b, struct ata_drive *drive)
{
    static const uint8_t cd_rom[8] = {0, 0, 0, 4, 0, 0, 0x00, 0x08};

    memcpy(drive->buffer, cd_rom, sizeof(cd_rom));
    answer(b, drive, sizeof(cd_rom), be16(drive->packet_bytes + 7));
}

static void run_event(struct board *b, struct ata_drive *drive)
{
    static const uint8_t media_present[8] = {0, 6, 0x04, 0x10, 0, 0x02};

    memcpy(drive->buffer, media_present, sizeof(media_present));
    if (is_empty(drive))
        drive->buffer[5] = drive->disc & DISC_OUT ? 0x01 : 0x00; /* tray open */
    else if (drive->disc & DISC_NEW)
        drive->buffer[4] = 0x02; /* new media */
    answer(b, drive, sizeof(media_present), be16(drive->packet_bytes + 7));
}

/* The page of capabilities. */
static void run_mode_sense(struct board *b, struct ata_drive *drive)
{
    static const uint8_t page[28] = {0,    26, 0x01, 0, 0, 0,    0,   0,
                                     0x2a, 18, 0,    0, 0, 0x60, 0x29};

    if ((drive->packet_bytes[2] & 0x3f) != 0x2a &&
        (drive->packet_bytes[2] & 0x3f) != 0x3f) {
        packet_failed(b, drive, KEY_ILLEGAL, ASC_BAD_FIELD);
        return;
    }
    memcpy(drive->buffer, page, sizeof(page));
    if (drive->disc & DISC_LOCKED)
        drive->buffer[14] |= BIT(1);
    answer(b, drive, sizeof(page), be16(drive->packet_bytes + 7));
}

static const struct packet_rule {
    uint8_t code;
    uint8_t count_at, count_bytes; /* where the packet says how many sectors */
    void (*run)(struct board *b, struct ata_drive *drive);
    bool disc; /* it needs one */
} packet_rules[] = {
    {0x00, 0, 0, run_test_ready, true}, {0x03, 0, 0, run_sense, false},
    {0x12, 0, 0, run_inquiry, false},   {0x1b, 0, 0, run_start_stop, false},
    {0x1e, 0, 0, run_prevent, false},   {0x25, 0, 0, run_capacity, true},
    {0x28, 7, 2, run_read, true},       {0x2b, 7, 0, run_seek, true},
    {0x43, 0, 0, run_toc, true},        {0x46, 0, 0, run_configuration, false},
    {0x4a, 0, 0, run_event, false},     {0x5a, 0, 0, run_mode_sense, false},
    {0xa8, 6, 4, run_read, true},
};

static const struct packet_rule *packet_rule(const struct ata_drive *drive)
{
    for (unsigned i = 0; i < ARRAY_LEN(packet_rules); i++)
        if (packet_rules[i].code == drive->packet_bytes[0])
            return &packet_rules[i];
    return NULL;
}

/* All twelve bytes are there. */
static void packet_begin(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];
    const struct packet_rule *rule;
    const uint8_t *cdb = drive->packet_bytes;
    uint64_t ns = COMMAND_NS;

    memcpy(drive->packet_bytes, drive->buffer, PACKET);
    rule = packet_rule(drive);
    drive->lba = 0;
    drive->left = 0;
    if (rule && rule->count_at) {
        drive->lba = be32(cdb + 2);
        drive->left = rule->count_bytes == 2   ? be16(cdb + rule->count_at)
                      : rule->count_bytes == 4 ? be32(cdb + rule->count_at)
                                               : 0;
        ns += drive->lba == drive->heads_at ? SECTOR_NS : SEEK_NS;
    }
    board_event(b, EV_PACKET, DRIVE_CD, cdb[0], drive->lba, drive->left);
    if (board_fails(b, drive->weak.cd.packet))
        ata_command_hang(b, ata, unit);
    else
        busy(b, ata, drive, ns);
}

/* Is this packet one that the drive does not know any more? */
static bool is_refused(struct board *b, const struct ata_drive *drive)
{
    return drive->packet_bytes[0] == drive->weak.cd.refused &&
           board_fails(b, drive->weak.cd.refuses);
}

static void packet_run(struct board *b, struct ata_drive *drive)
{
    const struct packet_rule *rule = packet_rule(drive);
    uint32_t sectors = disc_sectors(drive);

    if (!rule || is_refused(b, drive))
        packet_failed(b, drive, KEY_ILLEGAL, ASC_NO_COMMAND);
    else if (rule->disc && !disc_ready(b, drive))
        return;
    else if (rule->count_at &&
             (drive->lba > sectors || drive->left > sectors - drive->lba))
        packet_failed(b, drive, KEY_ILLEGAL, ASC_NO_ADDRESS);
    else
        rule->run(b, drive);
}

/* --- commands ---------------------------------------------------------- */

/* The packet comes next; Features bit 0 would ask for DMA. */
static void command_packet(struct ata_drive *drive)
{
    unsigned limit = (unsigned)drive->lba_high << 8 | drive->lba_mid;

    limit &= ~1u;
    drive->block_limit = (uint16_t)(limit ? limit : 0xfffe);
    drive->stage = ATA_DATA_OUT;
    drive->status = ATA_DRDY | ATA_DSC | ATA_DRQ;
    drive->count = REASON_PACKET;
    drive->position = 0;
    drive->limit = PACKET;
}

/* The registers as after a reset, but the drive stays selected. */
static void signature(struct ata *ata, unsigned unit)
{
    uint8_t selected = ata->device & ATA_DEVICE_DEV;

    ata_signature(ata, unit);
    ata->device = selected;
}

void atapi_command(struct board *b, struct ata *ata, unsigned unit,
                   uint8_t command)
{
    struct ata_drive *drive = &ata->drive[unit];

    drive->command = command;
    drive->error = 0;
    drive->limit = 0;
    drive->filled = 0;
    drive->left = 0;
    drive->buffer_media = 0;
    board_event(b, EV_DISK_REQUEST, DRIVE_CD, 0, 0, command);
    if (command != 0x08 && board_fails(b, drive->weak.command)) {
        ata_command_hang(b, ata, unit);
        return;
    }
    switch (command) {
    case 0x08:
        signature(ata, unit);
        drive->stage = ATA_IDLE;
        drive->status = 0;
        break;
    case 0xa0:
        if (drive->features & BIT(0))
            command_end(b, drive, ATA_ERR, ATA_ABRT);
        else
            command_packet(drive);
        break;
    default:
        busy(b, ata, drive, COMMAND_NS);
    }
}

static void command_run(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    switch (drive->command) {
    case 0x90:
        command_end(b, drive, 0, 0);
        ata_signature(ata, unit);
        drive->interrupt = unit == 0;
        break;
    case 0xa1:
        atapi_identify(drive->buffer);
        drive->block_limit = SECTOR_SIZE;
        answer(b, drive, SECTOR_SIZE, SECTOR_SIZE);
        break;
    case 0xe1:
    case 0xef:
        command_end(b, drive, 0, 0);
        break;
    default:
        command_end(b, drive, ATA_ERR, ATA_ABRT);
        if (drive->command == 0xec) {
            signature(ata, unit);
            drive->error = ATA_ABRT;
        }
    }
}

void atapi_continue(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    if (drive->filled && drive->limit < drive->filled)
        offer_block(drive);
    else if (drive->filled && drive->left)
        read_sector(b, drive);
    else if (drive->filled)
        command_done(b, drive);
    else if (drive->command == 0xa0)
        packet_run(b, drive);
    else
        command_run(b, ata, unit);
}

void atapi_block_end(struct board *b, struct ata *ata, unsigned unit)
{
    struct ata_drive *drive = &ata->drive[unit];

    if (drive->stage == ATA_DATA_OUT)
        packet_begin(b, ata, unit);
    else
        busy(b, ata, drive,
             drive->limit >= drive->filled && drive->left ? SECTOR_NS
                                                          : BLOCK_NS);
}
