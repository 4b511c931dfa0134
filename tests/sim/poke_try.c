/* SPDX-License-Identifier: MIT
 *
 * tests/sim/poke_try.c - a machine runs a guest that pokes devices, in
 * several manners that must come to the same end.
 */
#include <string.h>

#include "sim/inspect.h"
#include "tests/sim/poke_program.h"
#include "tests/sim/state_hash.h"

#define PART  UINT64_C(40000000) /* virtual ns from stop to stop, */
#define SLICE UINT64_C(200000)   /* or some slices, if it never rests */
#define SLOW  12000u             /* instructions */
#define STOPS 8u
#define STEPS 3u

/* A position, and the state there. */
struct stop {
    uint64_t tick, hash;
};

static uint8_t rom[POKE_ROM_BYTES];
static uint32_t letters; /* so that every sentence is made, */
static bool told;        /* once */

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
    if (told)
        return;
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
        .cdrom[0] = {.sectors = how & 16 ? 0 : 400, .read = read_sectors},
        .reset_on_triple_fault = !(how & 32),
    };
    struct error err;

    if (traced)
        config.sink.event = hear;
    return session_open(&config, &err);
}

static struct stop stop_at(struct session *s)
{
    return (struct stop){session_now(s), state_hash(s)};
}

static bool is_at(struct session *s, const struct stop *stop)
{
    return session_now(s) == stop->tick && state_hash(s) == stop->hash;
}

/* All that a user can see of it; that must change nothing. */
static void look(const struct session *s)
{
    static struct screen screen;
    static uint32_t pixels[SCREEN_WIDTH];
    struct memory_run runs[8];
    struct descriptor_step step;
    struct page_steps pages;
    struct code_line line;
    struct shown_cpu cpu;
    char text[4000];

    session_screen(s, &screen);
    for (unsigned y = 0; y < screen.height; y += 1 + y / 4)
        session_screen_line(s, y, pixels);
    session_cpu(s, &cpu);
    session_code(s, cpu.eip, &line);
    session_returns(s, cpu.eip);
    for (unsigned i = 0; i < 6; i++) {
        segment_words(&cpu.segment[i], text, sizeof text);
        session_descriptor(s, cpu.segment[i].selector, &step);
        session_walk(s, cpu.segment[i].base + cpu.general[i], &pages);
        session_owner(s, cpu.segment[i].base, text, sizeof text);
    }
    for (unsigned i = 0; i < session_devices(); i++)
        session_device_words(s, i, text, sizeof text);
    session_memory_map(s, runs, ARRAY_LEN(runs));
    session_describe(s, text, sizeof text);
}

/* `as`: stop where another run did; NULL: where it is time. */
static void run_on(struct session *s, const struct stop *as)
{
    uint64_t end = as ? as->tick : session_now(s) + PART;
    uint64_t icount = as ? UINT64_MAX : session_icount(s) + SLOW;

    while (session_now(s) < end && session_icount(s) < icount) {
        uint64_t next = session_now(s) + SLICE;

        if (!session_run(s, next < end ? next : end))
            return;
    }
}

static void run(struct session *s, struct stop stops[STOPS],
                const struct stop *as)
{
    for (unsigned i = 0; i < STOPS; i++) {
        run_on(s, as ? &as[i] : NULL);
        stops[i] = stop_at(s);
        look(s);
        if (i == STOPS / 2) {
            session_key(s, 'a');
            session_serial(s, 'b');
        }
    }
}

/* Some steps back, and the same forward. */
static bool steps_are_undone(struct session *s)
{
    struct stop path[STEPS + 1];
    unsigned n = 0;

    session_forward(s); /* out of a wait that the run stopped in */
    path[0] = stop_at(s);
    while (n < STEPS && session_back(s))
        path[++n] = stop_at(s);
    while (n > 0)
        if (!session_forward(s) || !is_at(s, &path[--n]))
            return false;
    return true;
}

/* To the places of the past in an order that leads far and near. */
static const char *travel(struct session *s, const struct stop stops[STOPS])
{
    for (unsigned i = 0; i < STOPS; i++) {
        const struct stop *stop = &stops[i * 5 % STOPS];

        session_seek(s, stop->tick, NULL, NULL);
        if (!is_at(s, stop))
            return "gone back to, a position is in another state";
        if (!steps_are_undone(s))
            return "steps back and forward end in another state";
    }
    return NULL;
}

static const char *compare(struct session *quiet, struct session *traced)
{
    struct stop stops[STOPS], again[STOPS];
    struct error err;

    if (!session_record(traced, 16 << 20, &err))
        return NULL;
    run(quiet, stops, NULL);
    told = false;
    run(traced, again, stops);
    told = true;
    if (memcmp(stops, again, sizeof stops) != 0)
        return "traced and recorded, it comes to another state";
    return travel(traced, stops);
}

const char *poke_try(const uint8_t *bytes, size_t count)
{
    unsigned how = count ? bytes[0] : 0;
    const char *difference = NULL;
    struct session *quiet, *traced;

    poke_program(rom, bytes + (count > 0), count - (count > 0));
    quiet = begin(how, false);
    traced = begin(how, true);
    if (quiet && traced)
        difference = compare(quiet, traced);
    if (quiet)
        session_close(quiet);
    if (traced)
        session_close(traced);
    return difference;
}
