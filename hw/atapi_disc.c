/* SPDX-License-Identifier: MIT
 *
 * hw/atapi_disc.c - the hand at the CD-ROM drive: it opens the tray, and puts
 * another disc in.
 *
 * While the host has locked the tray, the button does nothing. A disc that was
 * put in is told to the host once, as a unit attention.
 *
 * Source: INF-8020i, "PREVENT ALLOW MEDIUM REMOVAL Command", "START STOP UNIT
 *         Command", "Sense Data".
 */
#include "hw/ata_drive.h"

static struct ata *cd_channel(struct board *b)
{
    bool first = board_config(b)->cd_place < ATA_DRIVES;

    return board_device(b, first ? DEV_ata : DEV_ata2);
}

static unsigned cd_unit(const struct board *b)
{
    return board_config(b)->cd_place % ATA_DRIVES;
}

struct ata_drive *atapi_drive(struct board *b)
{
    struct ata_drive *drive = &cd_channel(b)->drive[cd_unit(b)];

    return drive->packet && drive->capacity ? drive : NULL;
}

static void put_in(struct board *b, struct ata_drive *drive, unsigned disc)
{
    drive->loaded = (uint8_t)disc;
    drive->capacity = ata_capacity(b, cd_channel(b), cd_unit(b));
    drive->heads_at = 0;
    drive->disc = (drive->disc & DISC_LOCKED) | DISC_NEW;
}

const char *atapi_disc_put(struct board *b, unsigned number)
{
    struct ata_drive *drive = atapi_drive(b);

    if (!drive)
        return "the machine has no CD-ROM drive";
    if (number > DRIVE_COUNT - DRIVE_CD ||
        (number && !board_config(b)->disk_sectors[DRIVE_CD + number - 1]))
        return "there is no such disc";
    if (drive->disc & DISC_LOCKED && !(drive->disc & DISC_OUT))
        return "the guest has locked the drive";
    if (number)
        put_in(b, drive, number - 1);
    else
        drive->disc = (drive->disc & DISC_LOCKED) | DISC_OUT;
    board_event(b, EV_DISC, DRIVE_CD, number, 0, 0);
    return NULL;
}
