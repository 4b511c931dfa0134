/* SPDX-License-Identifier: MIT
 *
 * sim/words_device.c - the words for what devices did.
 */
#include "sim/words.h"

#include "hw/pit.h"

void say_a20(struct words *w, const struct event *e)
{
    words_add(w, "%s",
              e->arg[0] ? "A20 opens: address bit 20 reaches memory."
                        : "A20 closes: address bit 20 is forced to 0 on every "
                          "access.");
}

void say_shadow(struct words *w, const struct event *e)
{
    uint32_t last = e->arg[0] + e->arg[1] - 1;

    words_add(w, "The chipset lets reads of %05X-%05Xh go to %s, stores to %s.",
              e->arg[0], last, e->arg[2] ? "RAM" : "a ROM there",
              e->arg[3] ? "RAM" : "no memory");
}

void say_post_code(struct words *w, const struct event *e)
{
    words_add(w, "POST code %02Xh", e->arg[0]);
    words_post_code(w, e->arg[0]);
    words_add(w, ".");
}

/* --- disks ------------------------------------------------------------- */

/* At the start of a sentence. */
static const char *drive_at_start(uint32_t drive)
{
    static const char *const names[DRIVE_COUNT] = {
        [0] = "Disk 0",
        [1] = "Disk 1",
        [2] = "Disk 2",
        [3] = "Disk 3",
        [DRIVE_CD] = "The CD-ROM drive",
    };

    return drive < DRIVE_COUNT && names[drive] ? names[drive] : "A drive";
}

void say_disk_request(struct words *w, const struct event *e)
{
    const char *name = words_ata_command(e->arg[3]);

    words_add(w, "%s begins command %02Xh", drive_at_start(e->arg[0]),
              e->arg[3]);
    if (name)
        words_add(w, ", %s", name);
    if (e->arg[2]) {
        words_add(w, ": ");
        words_count(w, e->arg[2], "sector");
        words_add(w, " from LBA %u", e->arg[1]);
    }
    words_add(w, ".");
}

void say_disk_done(struct words *w, const struct event *e)
{
    if (e->arg[2] & BIT(0)) {
        words_add(w, "%s stops with an error at LBA %u: ",
                  drive_at_start(e->arg[0]), e->arg[1]);
        if (e->arg[0] == DRIVE_CD)
            words_atapi_error(w, e->arg[3]);
        else
            words_ata_error(w, e->arg[3]);
    } else {
        words_add(w, "%s has done its command without error",
                  drive_at_start(e->arg[0]));
    }
    words_add(w, ".");
}

/* --- timer and speaker ------------------------------------------------- */

static const char *const pit_counters[] = {
    "the system tick",
    "memory refresh",
    "the speaker",
};

/* A frequency with one decimal. */
static void say_hertz(struct words *w, uint32_t reload)
{
    uint64_t tenths = (PIT_HERTZ * 10 + reload / 2) / reload;

    words_add(w, "%u.%u Hz", (unsigned)(tenths / 10), (unsigned)(tenths % 10));
}

void say_pit_counter(struct words *w, const struct event *e)
{
    uint32_t counter = e->arg[0], mode = e->arg[1], reload = e->arg[2];

    words_add(w, "Timer counter %u", counter);
    if (counter < ARRAY_LEN(pit_counters))
        words_add(w, " (%s)", pit_counters[counter]);
    words_add(w, " counts down from %u", reload);
    words_add(w, " in mode %s", words_pit_mode(mode));
    if (reload && (mode == 2 || mode == 3)) {
        words_add(w, ": ");
        say_hertz(w, reload);
    }
    words_add(w, ".");
}

void say_speaker(struct words *w, const struct event *e)
{
    if (e->arg[0])
        words_add(w, "The speaker sounds at %u Hz.", e->arg[1]);
    else
        words_add(w, "The speaker is silent.");
}

/* --- the others -------------------------------------------------------- */

void say_video_mode(struct words *w, const struct event *e)
{
    if (e->arg[3])
        words_add(w,
                  "VBE mode set: the VGA now makes graphics, %ux%ux%u (%u by "
                  "%u pixels of %u bits).",
                  e->arg[1], e->arg[2], e->arg[3], e->arg[1], e->arg[2],
                  e->arg[3]);
    else if (e->arg[0])
        words_add(w, "The VGA now makes graphics, %u by %u pixels.", e->arg[1],
                  e->arg[2]);
    else
        words_add(w, "The VGA now makes text, %u columns by %u rows.",
                  e->arg[1], e->arg[2]);
}

void say_soft_off(struct words *w, const struct event *e)
{
    words_add(w,
              "Power management is told to switch the machine off (sleep "
              "type %u).",
              e->arg[0]);
}
