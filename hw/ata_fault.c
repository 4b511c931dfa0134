/* SPDX-License-Identifier: MIT
 *
 * hw/ata_fault.c - what an ATA drive can suffer: no power, no answer, weak
 * spots of its medium.
 *
 * Source: AT Attachment with Packet Interface Extension (ATA/ATAPI-4), "Error
 *         register", "Status register".
 */
#include <string.h>

#include "hw/ata_drive.h"

/* --- weak spots -------------------------------------------------------- */

static bool strikes(struct board *b, const struct ata_drive *drive,
                    const struct ata_spot *spot, enum ata_spot_kind kind)
{
    return spot->weak && spot->kind == kind && drive->lba >= spot->first &&
           drive->lba - spot->first < spot->sectors &&
           board_fails(b, spot->weak);
}

uint8_t ata_spot_error(struct board *b, const struct ata_drive *drive,
                       enum ata_spot_kind kind)
{
    for (unsigned i = 0; i < ATA_SPOTS; i++)
        if (strikes(b, drive, &drive->weak.spot[i], kind))
            return drive->weak.spot[i].error;
    return 0;
}

void ata_spot_spoil(struct board *b, const struct ata_drive *drive,
                    uint8_t *sector)
{
    for (unsigned i = 0; i < ATA_SPOTS; i++) {
        const struct ata_spot *spot = &drive->weak.spot[i];

        if (strikes(b, drive, spot, ATA_SPOT_DATA))
            sector[spot->offset] ^= spot->mask;
    }
}

/* --- the faults: hw/faults.def ------------------------------------------- */

static struct ata *channel_of(struct board *b, const struct fault_call *call)
{
    return board_device(b, call->param[PARAM_DRIVE] < ATA_DRIVES ? DEV_ata
                                                                 : DEV_ata2);
}

static unsigned unit_of(const struct fault_call *call)
{
    return call->param[PARAM_DRIVE] % ATA_DRIVES;
}

static struct ata_drive *drive_of(struct board *b,
                                  const struct fault_call *call)
{
    return &channel_of(b, call)->drive[unit_of(call)];
}

static const char no_drive[] = "the machine has no such drive";
static const char cd_drive[] =
    "a CD-ROM drive has faults of its own, such as cd-read-error";

static const char *spot(struct board *b, const struct fault_call *call,
                        enum ata_spot_kind kind)
{
    struct ata_drive *drive = drive_of(b, call);

    if (drive->packet)
        return cd_drive;
    if (call->param[PARAM_LBA] >= drive->capacity)
        return drive->capacity ? "the drive has no such sector" : no_drive;
    return ata_spot_put(drive, call, kind);
}

const char *ata_spot_put(struct ata_drive *drive, const struct fault_call *call,
                         enum ata_spot_kind kind)
{
    uint8_t wanted = call->on ? 0 : call->number;

    for (unsigned i = 0; i < ATA_SPOTS; i++) {
        if (drive->weak.spot[i].weak != wanted)
            continue;
        drive->weak.spot[i] = (struct ata_spot){
            .first = (uint32_t)call->param[PARAM_LBA],
            .sectors = (uint32_t)call->param[PARAM_SECTORS],
            .offset = (uint16_t)call->param[PARAM_OFFSET],
            .mask = (uint8_t)call->param[PARAM_MASK],
            .error = (uint8_t)call->param[PARAM_ERROR],
            .kind = (uint8_t)kind,
            .weak = fault_mark(call),
        };
        return NULL;
    }
    return "a drive can have 4 weak spots";
}

const char *device_fault_ATA_READ_ERROR(struct board *b,
                                        const struct fault_call *call)
{
    return spot(b, call, ATA_SPOT_READ);
}

const char *device_fault_ATA_WRITE_ERROR(struct board *b,
                                         const struct fault_call *call)
{
    return spot(b, call, ATA_SPOT_WRITE);
}

const char *device_fault_ATA_WRONG_DATA(struct board *b,
                                        const struct fault_call *call)
{
    return spot(b, call, ATA_SPOT_DATA);
}

/* With its power a drive loses all but what is on its medium. When the power
 * comes back it begins anew. */
const char *device_fault_ATA_GONE(struct board *b,
                                  const struct fault_call *call)
{
    struct ata_drive *drive = drive_of(b, call);
    struct ata_weakness weak = drive->weak;
    uint8_t packet = drive->packet, loaded = drive->loaded;

    if (call->on && !drive->capacity)
        return no_drive;
    memset(drive, 0, sizeof *drive);
    drive->weak = weak;
    drive->packet = packet;
    drive->loaded = loaded;
    if (!call->on) {
        drive->capacity = ata_capacity(b, channel_of(b, call), unit_of(call));
        ata_drive_start(b, channel_of(b, call), unit_of(call));
    }
    return NULL;
}

const char *device_fault_ATA_NOT_READY(struct board *b,
                                       const struct fault_call *call)
{
    struct ata_drive *drive = drive_of(b, call);

    if (!drive->capacity)
        return no_drive;
    if (drive->packet)
        return cd_drive;
    drive->weak.status_low = call->on ? ATA_DRDY : 0;
    return NULL;
}

const char *device_fault_ATA_BUSY(struct board *b,
                                  const struct fault_call *call)
{
    struct ata_drive *drive = drive_of(b, call);

    if (!drive->capacity)
        return no_drive;
    ata_command_hang(b, channel_of(b, call), unit_of(call));
    return NULL;
}

const char *device_fault_ATA_TIMEOUT(struct board *b,
                                     const struct fault_call *call)
{
    struct ata_drive *drive = drive_of(b, call);

    if (!drive->capacity)
        return no_drive;
    drive->weak.command = fault_mark(call);
    return NULL;
}
