/* SPDX-License-Identifier: MIT
 *
 * hw/fdc_fault.c - what the floppy disk controller and its drives can suffer:
 * no disk, damaged sectors, heads that stand elsewhere, a controller that does
 * not answer.
 *
 * Source: Intel 82077AA data sheet, "Status Register Encoding", "Recalibrate",
 *         "Seek".
 */
#include "hw/fault.h"
#include "hw/fdc.h"

#define ERROR_ADDRESS_MARK  BIT(0) /* PARAM_ERROR: as an ATA drive has it */
#define ERROR_ID_NOT_FOUND  BIT(4)
#define ERROR_UNCORRECTABLE BIT(6)

#define ST1_DATA_ERROR      BIT(5)
#define ST1_NO_DATA         BIT(2)
#define ST1_NO_ADDRESS      BIT(0)
#define ST2_DATA_ERROR      BIT(5) /* in the data, not in the address */
#define ST2_NO_DATA_MARK    BIT(0)

static const char no_drive[] = "the machine has no floppy disk in that drive";

static struct fdc *controller(struct board *b)
{
    return board_device(b, DEV_fdc);
}

static unsigned drive_of(const struct fault_call *call)
{
    return (unsigned)call->param[PARAM_DRIVE];
}

/* --- damaged sectors --------------------------------------------------- */

bool fdc_spot_fails(struct board *b, const struct fdc *fdc, unsigned drive,
                    uint32_t lba, uint8_t *st1, uint8_t *st2)
{
    for (unsigned i = 0; i < FDC_SPOTS; i++) {
        const struct fdc_spot *spot = &fdc->weak.spot[i];

        if (!spot->weak || spot->drive != drive || lba < spot->first ||
            lba - spot->first >= spot->sectors || !board_fails(b, spot->weak))
            continue;
        *st1 = spot->st1;
        *st2 = spot->st2;
        return true;
    }
    return false;
}

static const char *damage(struct fdc_spot *spot, uint64_t error)
{
    switch (error) {
    case ERROR_ADDRESS_MARK:
        spot->st1 = ST1_NO_ADDRESS;
        spot->st2 = ST2_NO_DATA_MARK;
        return NULL;
    case ERROR_ID_NOT_FOUND:
        spot->st1 = ST1_NO_DATA;
        return NULL;
    case ERROR_UNCORRECTABLE:
        spot->st1 = ST1_DATA_ERROR;
        spot->st2 = ST2_DATA_ERROR;
        return NULL;
    default:
        return "a floppy drive knows address-mark, id-not-found and "
               "uncorrectable";
    }
}

const char *device_fault_FLOPPY_READ_ERROR(struct board *b,
                                           const struct fault_call *call)
{
    struct fdc *fdc = controller(b);
    uint8_t wanted = call->on ? 0 : call->number;
    struct fdc_spot spot = {
        .first = (uint32_t)call->param[PARAM_LBA],
        .sectors = (uint32_t)call->param[PARAM_SECTORS],
        .drive = (uint8_t)drive_of(call),
        .weak = fault_mark(call),
    };
    const char *why = damage(&spot, call->param[PARAM_ERROR]);

    if (why)
        return why;
    if (!fdc->present[drive_of(call)])
        return no_drive;
    for (unsigned i = 0; i < FDC_SPOTS; i++)
        if (fdc->weak.spot[i].weak == wanted) {
            fdc->weak.spot[i] = spot;
            return NULL;
        }
    return "floppy disks can have 4 weak spots";
}

/* --- the drive --------------------------------------------------------- */

const char *device_fault_FLOPPY_NO_DISK(struct board *b,
                                        const struct fault_call *call)
{
    struct fdc *fdc = controller(b);

    if (!fdc->present[drive_of(call)])
        return no_drive;
    fdc->weak.empty[drive_of(call)] = call->on;
    fdc->changed[drive_of(call)] = 1;
    return NULL;
}

const char *device_fault_FLOPPY_CHANGED(struct board *b,
                                        const struct fault_call *call)
{
    struct fdc *fdc = controller(b);

    if (!fdc->present[drive_of(call)])
        return no_drive;
    fdc->changed[drive_of(call)] = 1;
    return NULL;
}

const char *device_fault_FLOPPY_PROTECTED(struct board *b,
                                          const struct fault_call *call)
{
    struct fdc *fdc = controller(b);

    if (!fdc->present[drive_of(call)])
        return no_drive;
    fdc->weak.locked[drive_of(call)] = call->on;
    return NULL;
}

const char *device_fault_FLOPPY_TRACK_0(struct board *b,
                                        const struct fault_call *call)
{
    struct fdc *fdc = controller(b);

    if (!fdc->present[drive_of(call)])
        return no_drive;
    fdc->weak.track_0[drive_of(call)] = fault_mark(call);
    return NULL;
}

const char *device_fault_FLOPPY_SEEK(struct board *b,
                                     const struct fault_call *call)
{
    struct fdc *fdc = controller(b);

    if (!fdc->present[drive_of(call)])
        return no_drive;
    fdc->weak.seek[drive_of(call)] = fault_mark(call);
    return NULL;
}

/* --- the controller ---------------------------------------------------- */

const char *device_fault_FLOPPY_HUNG(struct board *b,
                                     const struct fault_call *call)
{
    struct fdc *fdc = controller(b);

    fdc->weak.hung = call->on;
    fdc_stop(b, fdc);
    return NULL;
}
