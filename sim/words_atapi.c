/* SPDX-License-Identifier: MIT
 *
 * sim/words_atapi.c - the words for a packet to a CD-ROM drive.
 *
 * Source: INF-8020i, "Packet Commands for CD-ROM devices".
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
    }
    words_add(w, ".");
}
