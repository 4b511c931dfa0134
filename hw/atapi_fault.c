/* SPDX-License-Identifier: MIT
 *
 * hw/atapi_fault.c - what a CD-ROM drive can suffer: no disc, another one, one
 * that is slow or scratched; packets that are refused or never end; registers
 * that say the wrong thing.
 *
 * Source: INF-8020i, "ATA Packet Interface for CD-ROMs", "Sense Data",
 *         "REQUEST SENSE Command"; ATA/ATAPI-4, "Status register", "PACKET
 *         command protocol", "Signature and persistence".
 */
#include "hw/ata_drive.h"

static const char no_drive[] = "the machine has no CD-ROM drive (--cdrom)";

/* --- the disc ---------------------------------------------------------- */

/* A disc that was not there, or did not turn, may be another one. */
static void disc_came(struct ata_drive *drive)
{
    drive->disc |= DISC_NEW;
}

const char *device_fault_CD_NO_DISC(struct board *b,
                                    const struct fault_call *call)
{
    struct ata_drive *drive = atapi_drive(b);

    if (!drive)
        return no_drive;
    drive->weak.cd.empty = call->on;
    if (!call->on)
        disc_came(drive);
    return NULL;
}

const char *device_fault_CD_CHANGED(struct board *b,
                                    const struct fault_call *call)
{
    struct ata_drive *drive = atapi_drive(b);

    (void)call;
    if (!drive)
        return no_drive;
    disc_came(drive);
    return NULL;
}

const char *device_fault_CD_SPINS_UP(struct board *b,
                                     const struct fault_call *call)
{
    struct ata_drive *drive = atapi_drive(b);

    if (!drive)
        return no_drive;
    drive->weak.cd.slow = call->on;
    if (!call->on)
        disc_came(drive);
    return NULL;
}

static const char *scratch(struct board *b, const struct fault_call *call,
                           enum ata_spot_kind kind)
{
    struct ata_drive *drive = atapi_drive(b);

    if (!drive)
        return no_drive;
    if (call->param[PARAM_LBA] >= drive->capacity / CD_DISK_SECTORS)
        return "the disc has no such sector";
    return ata_spot_put(drive, call, kind);
}

const char *device_fault_CD_READ_ERROR(struct board *b,
                                       const struct fault_call *call)
{
    if (call->param[PARAM_ERROR] != ATA_UNC &&
        call->param[PARAM_ERROR] != ATA_IDNF)
        return "a CD-ROM drive knows uncorrectable and id-not-found";
    return scratch(b, call, ATA_SPOT_READ);
}

const char *device_fault_CD_WRONG_DATA(struct board *b,
                                       const struct fault_call *call)
{
    return scratch(b, call, ATA_SPOT_DATA);
}

/* --- packets ----------------------------------------------------------- */

const char *device_fault_CD_REFUSES(struct board *b,
                                    const struct fault_call *call)
{
    struct ata_drive *drive = atapi_drive(b);

    if (!drive)
        return no_drive;
    drive->weak.cd.refuses = fault_mark(call);
    drive->weak.cd.refused = (uint8_t)call->param[PARAM_COMMAND];
    return NULL;
}

const char *device_fault_CD_PACKET_HANGS(struct board *b,
                                         const struct fault_call *call)
{
    struct ata_drive *drive = atapi_drive(b);

    if (!drive)
        return no_drive;
    drive->weak.cd.packet = fault_mark(call);
    return NULL;
}

/* --- registers --------------------------------------------------------- */

const char *device_fault_CD_DRQ_STUCK(struct board *b,
                                      const struct fault_call *call)
{
    struct ata_drive *drive = atapi_drive(b);

    if (!drive)
        return no_drive;
    drive->weak.status_high = call->on ? ATA_DRQ : 0;
    return NULL;
}

const char *device_fault_CD_NO_SIGNATURE(struct board *b,
                                         const struct fault_call *call)
{
    struct ata_drive *drive = atapi_drive(b);

    if (!drive)
        return no_drive;
    drive->weak.cd.nameless = call->on;
    return NULL;
}
