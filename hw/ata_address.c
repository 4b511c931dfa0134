/* SPDX-License-Identifier: MIT
 *
 * hw/ata_address.c - which sectors a command means: what the host has left in
 * the registers, and what the drive tells there when it is done.
 *
 *   addressing   28 bits, or CHS             48 bits (commands named EXT)
 *   7:0          LBA Low    (sector)         LBA Low, written last
 *   15:8         LBA Mid    (cylinder)       LBA Mid, written last
 *   23:16        LBA High   (cylinder)       LBA High, written last
 *   27:24        Device/Head 3:0 (head)      LBA Low, written before
 *   31:24                                    LBA Low, written before
 *   47:32                                    LBA Mid, High, written before
 *   count        Sector Count; 0: 256        twice; 0: 65536
 *
 * Each of these registers keeps two writes. The one before the last is read
 * while HOB, bit 7 of Device Control, is 1.
 *
 * Source: AT Attachment with Packet Interface - 6 (ATA/ATAPI-6), "48-bit
 *         Address feature set", "Device Control register".
 * Not modelled: disks with more than 2^32 sectors: address bits 47:32 lead
 *               past the end.
 */
#include "hw/ata_drive.h"

#define SECTORS_MAX      256 /* what a count of 0 means */
#define SECTORS_WIDE_MAX 65536

enum { PREVIOUS_COUNT, PREVIOUS_LOW, PREVIOUS_MID, PREVIOUS_HIGH };

static uint32_t address_from_chs(const struct ata_drive *drive, unsigned head)
{
    uint32_t cylinder = (uint32_t)drive->lba_high << 8 | drive->lba_mid;
    uint32_t sector = drive->lba_low;

    if (head >= drive->heads || sector < 1 || sector > drive->sectors)
        return ATA_NO_SECTOR;
    return (cylinder * drive->heads + head) * drive->sectors + sector - 1;
}

static uint32_t address_low(const struct ata_drive *drive)
{
    return (uint32_t)drive->lba_high << 16 | (uint32_t)drive->lba_mid << 8 |
           drive->lba_low;
}

uint32_t ata_address_get(const struct ata *ata, unsigned unit, bool wide)
{
    const struct ata_drive *drive = &ata->drive[unit];
    uint32_t head = ata->device & ATA_DEVICE_HEAD;

    if (!(ata->device & ATA_DEVICE_LBA))
        return wide ? ATA_NO_SECTOR : address_from_chs(drive, head);
    if (!wide)
        return head << 24 | address_low(drive);
    if (drive->previous[PREVIOUS_MID] || drive->previous[PREVIOUS_HIGH])
        return ATA_NO_SECTOR;
    return (uint32_t)drive->previous[PREVIOUS_LOW] << 24 | address_low(drive);
}

void ata_address_put(struct ata *ata, unsigned unit, bool wide)
{
    struct ata_drive *drive = &ata->drive[unit];
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
    drive->previous[PREVIOUS_LOW] = wide ? (uint8_t)head : 0;
    drive->previous[PREVIOUS_MID] = 0;
    drive->previous[PREVIOUS_HIGH] = 0;
    if (!wide)
        ata->device = (uint8_t)((ata->device & ~ATA_DEVICE_HEAD) |
                                (head & ATA_DEVICE_HEAD));
}

uint32_t ata_count_get(const struct ata_drive *drive, bool wide)
{
    uint32_t count = drive->count;

    if (!wide)
        return count ? count : SECTORS_MAX;
    count |= (uint32_t)drive->previous[PREVIOUS_COUNT] << 8;
    return count ? count : SECTORS_WIDE_MAX;
}

void ata_count_put(struct ata_drive *drive)
{
    drive->count = (uint8_t)drive->remaining;
    drive->previous[PREVIOUS_COUNT] = (uint8_t)(drive->remaining >> 8);
}
