/* SPDX-License-Identifier: MIT
 *
 * hw/floppy_media.c - the kinds of floppy disk.
 *
 *   rate  0: 500 kbit/s   1: 300   2: 250   3: 1000
 *   type  1: 360 KB   2: 1.2 MB   3: 720 KB   4: 1.44 MB   5: 2.88 MB
 *
 * Source: IBM PC AT Technical Reference, "Diskette Drive"; Intel 82077AA data
 *         sheet, "Data Rate Select".
 */
#include "hw/floppy_media.h"

static const struct floppy_media media[] = {
    {320, 40, 1, 8, 2, 1},   {360, 40, 1, 9, 2, 1},   {640, 40, 2, 8, 2, 1},
    {720, 40, 2, 9, 2, 1},   {1440, 80, 2, 9, 2, 3},  {2400, 80, 2, 15, 0, 2},
    {2880, 80, 2, 18, 0, 4}, {3360, 80, 2, 21, 0, 4}, {5760, 80, 2, 36, 3, 5},
};

const struct floppy_media *floppy_media(uint64_t sectors)
{
    for (unsigned i = 0; i < ARRAY_LEN(media); i++)
        if (media[i].sectors == sectors)
            return &media[i];
    return NULL;
}
