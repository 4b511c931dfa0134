/* SPDX-License-Identifier: MIT
 *
 * hw/fdc_seek.c - how the floppy disk controller moves the heads of a drive.
 *
 * It sends pulses and counts them; where the heads really are it learns from
 * track 0, which the drive reports, and from the addresses of the sectors.
 *
 * Source: Intel 82077AA data sheet, "Seek", "Recalibrate", "Specify".
 */
#include "hw/fdc.h"

#define ST0_SEEK_END    BIT(5)
#define ST0_EQUIPMENT   BIT(4) /* no track 0 */

#define STEP_UNIT_NS    UINT64_C(1000000) /* of SPECIFY, at 500 kbit/s */
#define RECALIBRATE_MAX 79                /* steps until it gives up */

/* The heads need this long from cylinder to cylinder. */
static uint64_t seek_ns(const struct fdc *fdc, unsigned from, unsigned to)
{
    static const uint8_t slower[] = {2, 3, 4, 1}; /* halves, by rate */
    unsigned steps = from < to ? to - from : from - to;
    unsigned unit = 16u - (fdc->srt_hut >> 4);

    return (steps ? steps : 1) * unit * slower[fdc->rate] * STEP_UNIT_NS / 2;
}

static void seek_begin(struct fdc *fdc, uint64_t now, unsigned target,
                       unsigned st0)
{
    unsigned drive = fdc_drive(fdc);

    fdc->phase = FDC_IDLE;
    fdc->sense[drive] =
        (uint8_t)(ST0_SEEK_END | st0 | drive | (fdc->command[1] & FDC_HEAD));
    if (drive >= FDC_DRIVES)
        return;
    fdc->target[drive] = (uint8_t)target;
    fdc->seek_done[drive] = now + seek_ns(fdc, fdc->cylinder[drive], target);
}

void fdc_seek(struct board *b, struct fdc *fdc)
{
    unsigned drive = fdc_drive(fdc);

    if (drive < FDC_DRIVES && fdc->command[2] > fdc->weak.behind[drive] &&
        board_fails(b, fdc->weak.seek[drive]))
        fdc->weak.behind[drive]++;
    seek_begin(fdc, board_now(b), fdc->command[2], 0);
}

/* A drive that is not there never reports track 0. With it, the heads are where
 * the controller takes them to be. */
void fdc_recalibrate(struct board *b, struct fdc *fdc)
{
    unsigned drive = fdc_drive(fdc);
    bool there = false;

    if (drive < FDC_DRIVES) {
        there =
            fdc->present[drive] && !board_fails(b, fdc->weak.track_0[drive]);
        if (!there)
            fdc->cylinder[drive] = RECALIBRATE_MAX;
        fdc->weak.behind[drive] = 0;
    }
    seek_begin(fdc, board_now(b), 0, there ? 0 : FDC_ABNORMAL | ST0_EQUIPMENT);
}
