/* SPDX-License-Identifier: MIT
 *
 * hw/floppy_media.h - the kinds of floppy disk, by their size.
 */
#ifndef HW_FLOPPY_MEDIA_H
#define HW_FLOPPY_MEDIA_H

#include "sim/base.h"

struct floppy_media {
    uint16_t sectors; /* of 512 bytes, on the whole disk */
    uint8_t cylinders, heads, track_sectors;
    uint8_t rate;       /* as Configuration Control wants it */
    uint8_t drive_type; /* as CMOS cell 10h names a drive that reads it */
};

/* NULL: no disk has so many sectors. */
const struct floppy_media *floppy_media(uint64_t sectors);

#endif
