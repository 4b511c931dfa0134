/* SPDX-License-Identifier: MIT
 *
 * tests/sim/poke_try.c - a machine runs a guest that pokes devices, in
 * several manners that must come to the same end.
 */
#include <string.h>

#include "sim/session_state.h"
#include "tests/sim/poke_program.h"

#define END UINT64_C(4000000) /* virtual ns */

static uint8_t rom[POKE_ROM_BYTES];
static uint32_t letters; /* so that every sentence is made */

/* What disks and CDs hold: each sector its number. */
static bool read_sectors(void *context, uint64_t lba, uint32_t count,
                         uint8_t *bytes)
{
    (void)context;
    for (; count > 0; count--, lba++, bytes += 512)
        memset(bytes, (int)(lba & 0xff), 512);
    return true;
}

static void hear(void *context, const struct event *e)
{
    char text[400];

    (void)context;
    event_sentence(e, text, sizeof text);
    letters += (uint32_t)strlen(text);
    event_owner_text(e, text, sizeof text);
    letters += (uint32_t)strlen(text);
}

static struct session *begin(unsigned how, bool traced)
{
    struct session_config config = {
        .model = (enum vm_model)(how >> 1 & 3),
        .ram_bytes = UINT64_C(2) << 20,
        .rom = rom,
        .rom_bytes = sizeof rom,
        .machine = (enum vm_machine)(how & 1),
        .disk[0] = {.sectors = 5000, .read = read_sectors},
        .disk[1] = {.sectors = how & 8 ? 1 : 0, .read = read_sectors},
        .floppy[0] = {.sectors = 2880, .read = read_sectors},
        .cdrom = {.sectors = how & 16 ? 0 : 400, .read = read_sectors},
        .reset_on_triple_fault = how & 32,
    };
    struct error err;

    if (traced)
        config.sink.event = hear;
    return session_open(&config, &err);
}

static uint64_t run(struct session *s)
{
    static struct screen screen;

    session_run(s, END / 2);
    session_key(s, 'a');
    session_serial(s, 'b');
    session_run(s, END);
    session_screen(s, &screen);
    return machine_hash(&s->machine);
}

const char *poke_try(const uint8_t *bytes, size_t count)
{
    unsigned how = count ? bytes[0] : 0;
    const char *difference = NULL;
    struct session *quiet, *traced;
    struct error err;

    poke_program(rom, bytes + (count > 0), count - (count > 0));
    quiet = begin(how, false);
    traced = begin(how, true);
    if (quiet && traced && session_record(traced, 16 << 20, &err)) {
        if (run(quiet) != run(traced))
            difference = "traced and recorded, it ends in another state";
        session_seek(traced, session_now(traced) / 3, NULL, NULL);
    }
    if (quiet)
        session_close(quiet);
    if (traced)
        session_close(traced);
    return difference;
}
