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

void say_post_code(struct words *w, const struct event *e)
{
    words_add(w, "POST code %02Xh", e->arg[0]);
    words_post_code(w, e->arg[0]);
    words_add(w, ".");
}

/* --- disks ------------------------------------------------------------- */

static const struct name ata_commands[] = {
    {0x00, "NOP"},
    {0x08, "DEVICE RESET"},
    {0x10, "RECALIBRATE"},
    {0x20, "READ SECTORS"},
    {0x21, "READ SECTORS"},
    {0x24, "READ SECTORS EXT"},
    {0x30, "WRITE SECTORS"},
    {0x31, "WRITE SECTORS"},
    {0x34, "WRITE SECTORS EXT"},
    {0x40, "READ VERIFY SECTORS"},
    {0x41, "READ VERIFY SECTORS"},
    {0x70, "SEEK"},
    {0x90, "EXECUTE DEVICE DIAGNOSTIC"},
    {0x91, "INITIALIZE DEVICE PARAMETERS"},
    {0xa0, "PACKET"},
    {0xa1, "IDENTIFY PACKET DEVICE"},
    {0xc4, "READ MULTIPLE"},
    {0xc5, "WRITE MULTIPLE"},
    {0xc6, "SET MULTIPLE MODE"},
    {0xc8, "READ DMA"},
    {0xca, "WRITE DMA"},
    {0xe0, "STANDBY IMMEDIATE"},
    {0xe1, "IDLE IMMEDIATE"},
    {0xe2, "STANDBY"},
    {0xe3, "IDLE"},
    {0xe5, "CHECK POWER MODE"},
    {0xe6, "SLEEP"},
    {0xe7, "FLUSH CACHE"},
    {0xec, "IDENTIFY DEVICE"},
    {0xef, "SET FEATURES"},
    {0, NULL},
};

const char *words_ata_command(uint32_t command)
{
    return name_find(ata_commands, command);
}

void say_disk_request(struct words *w, const struct event *e)
{
    const char *name = words_ata_command(e->arg[3]);

    words_add(w, "Disk %u begins command %02Xh", e->arg[0], e->arg[3]);
    if (name)
        words_add(w, ", %s", name);
    if (e->arg[2]) {
        words_add(w, ": ");
        words_count(w, e->arg[2], "sector");
        words_add(w, " from LBA %u", e->arg[1]);
    }
    words_add(w, ".");
}

/* Error register, ATA/ATAPI-4, "Error register". */
static const char *const ata_errors[8] = {
    [0] = "address mark not found", [1] = "no media",
    [2] = "command aborted",        [3] = "media change requested",
    [4] = "sector not found",       [5] = "media changed",
    [6] = "uncorrectable data",     [7] = "interface CRC or bad block",
};

void say_disk_done(struct words *w, const struct event *e)
{
    if (e->arg[2] & BIT(0)) {
        words_add(w, "Disk %u stops with an error at LBA %u: ", e->arg[0],
                  e->arg[1]);
        words_bits(w, e->arg[3], ata_errors, ARRAY_LEN(ata_errors),
                   "no reason");
    } else {
        words_add(w, "Disk %u has done its command without error", e->arg[0]);
    }
    words_add(w, ".");
}

/* --- timer and speaker ------------------------------------------------- */

static const char *const pit_modes[] = {
    "interrupt on terminal count",
    "one shot",
    "rate generator",
    "square wave",
    "software strobe",
    "hardware strobe",
};

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
    if (mode < ARRAY_LEN(pit_modes))
        words_add(w, " in mode %u, %s", mode, pit_modes[mode]);
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
    if (e->arg[0])
        words_add(w, "The screen shows graphics, %u by %u pixels.", e->arg[1],
                  e->arg[2]);
    else
        words_add(w, "The screen shows text, %u columns by %u rows.", e->arg[1],
                  e->arg[2]);
}

void say_soft_off(struct words *w, const struct event *e)
{
    words_add(w,
              "Power management is told to switch the machine off (sleep "
              "type %u).",
              e->arg[0]);
}
