/* SPDX-License-Identifier: MIT
 *
 * sim/words_floppy.c - the words for what the floppy disk controller did.
 *
 * Source: Intel 82077AA data sheet, "Command Set/Descriptions", "Status
 *         Register Encoding".
 */
#include "hw/board.h"
#include "sim/words.h"

#define ST0_EQUIPMENT BIT(4)
#define ST2_CYLINDER  BIT(4)

static const char *const status1_bits[8] = {
    [0] = "no address mark was found",
    [1] = "the disk is write-protected",
    [2] = "the sector was not found",
    [4] = "the DMA controller did not take the data in time",
    [5] = "the data is damaged",
    [7] = "the end of the track came before terminal count",
};

const char *words_drive(uint32_t drive)
{
    static const char *const names[DRIVE_COUNT] = {
        "disk 0",        "disk 1", "disk 2", "disk 3", "floppy disk A",
        "floppy disk B", "the CD", "CD 2",   "CD 3",   "CD 4"};

    return drive < DRIVE_COUNT ? names[drive] : "no disk";
}

static char drive_letter(uint32_t drive)
{
    return (char)('A' + (drive & 3));
}

void say_floppy_request(struct words *w, const struct event *e)
{
    words_add(w,
              "The floppy controller begins %s on drive %c, from sector %u "
              "of the disk.",
              words_floppy_command(e->arg[1]), drive_letter(e->arg[0]),
              e->arg[2]);
}

void say_floppy_seek(struct words *w, const struct event *e)
{
    if (e->arg[1] & ST0_EQUIPMENT)
        words_add(w, "Floppy drive %c did not report track 0.",
                  drive_letter(e->arg[0]));
    else
        words_add(w,
                  "The heads of floppy drive %c are over cylinder %u, by the "
                  "controller's count.",
                  drive_letter(e->arg[0]), e->arg[2]);
}

void say_floppy_done(struct words *w, const struct event *e)
{
    const char *why = NULL;

    for (unsigned i = 0; i < 8 && !why; i++)
        if (e->arg[2] & BIT(i))
            why = status1_bits[i];
    words_add(w, "The floppy controller has ended its command on drive %c",
              drive_letter(e->arg[0]));
    if (why)
        words_add(w, ": %s", why);
    if (why && e->arg[3] & ST2_CYLINDER)
        words_add(w, "; the sectors here name another cylinder");
    words_add(w, ".");
}
