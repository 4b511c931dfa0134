/* SPDX-License-Identifier: MIT
 *
 * sim/words_atapi.c - the words for a packet to a CD-ROM drive.
 *
 * Source: INF-8020i, "Packet Commands for CD-ROM devices", "Sense Data"; ISO
 * 9660, "Volume Descriptors"; "El Torito" Bootable CD-ROM Format Specification
 * 1.0, "Boot Record Volume Descriptor".
 */
#include "sim/words.h"

static const struct name commands[] = {
    {0x00, "TEST UNIT READY"},
    {0x03, "REQUEST SENSE"},
    {0x12, "INQUIRY"},
    {0x1b, "START STOP UNIT"},
    {0x1e, "PREVENT ALLOW MEDIUM REMOVAL"},
    {0x25, "READ CAPACITY"},
    {0x28, "READ(10)"},
    {0x2b, "SEEK(10)"},
    {0x43, "READ TOC"},
    {0x46, "GET CONFIGURATION"},
    {0x4a, "GET EVENT STATUS NOTIFICATION"},
    {0x5a, "MODE SENSE(10)"},
    {0xa8, "READ(12)"},
    {0, NULL},
};

/* A sector that a disc of one session has at a fixed place. */
static const struct name places[] = {
    {16, "the volume descriptor of ISO 9660"},
    {17, "the boot record of El Torito"},
    {0, NULL},
};

static const struct name sense_keys[] = {
    {0x0, "no sense"},        {0x1, "recovered error"},
    {0x2, "not ready"},       {0x3, "medium error"},
    {0x4, "hardware error"},  {0x5, "illegal request"},
    {0x6, "unit attention"},  {0x7, "data protect"},
    {0xb, "aborted command"}, {0, NULL},
};

/* The Error register after a packet: bits 7:4 are the sense key. Other
 * commands leave none. */
void words_atapi_error(struct words *w, uint32_t error)
{
    const char *name = name_find(sense_keys, error >> 4 & 15);

    if (error == 0x04) {
        words_add(w, "command aborted");
        return;
    }

    words_add(w, "%s, REQUEST SENSE tells more", name ? name : "an error");
}

void say_packet(struct words *w, const struct event *e)
{
    const char *name = name_find(commands, e->arg[1]);

    words_add(w, "The CD-ROM drive gets packet command %02Xh", e->arg[1]);
    if (name)
        words_add(w, ", %s", name);
    if (e->arg[3]) {
        words_add(w, ": ");
        words_count(w, e->arg[3], "sector");
        words_add(w, " from %u", e->arg[2]);
        if (e->arg[3] == 1 && name_find(places, e->arg[2]))
            words_add(w, ", where a disc has %s", name_find(places, e->arg[2]));
    }
    words_add(w, ".");
}

void say_disc_put(struct words *w, const struct event *e)
{
    if (e->arg[1])
        words_add(w, "Somebody puts disc %u into the CD-ROM drive.", e->arg[1]);
    else
        words_add(w, "Somebody opens the CD-ROM drive.");
}
