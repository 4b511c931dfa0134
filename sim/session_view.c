/* SPDX-License-Identifier: MIT
 *
 * sim/session_view.c - what a face may look at: screen, memory map, disk, and
 * the present state in a sentence. Nothing here changes the run.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include <Zydis/Zydis.h>

#include "sim/cpu/raise.h"
#include "sim/session_state.h"
#include "sim/words.h"

/* --- screen ------------------------------------------------------------ */

static void copy_text(const struct vga_text *text, struct screen *screen)
{
    unsigned cells = (unsigned)text->columns * text->rows;

    screen->columns = text->columns;
    screen->rows = text->rows;
    screen->cursor_shown = text->cursor != VGA_NO_CURSOR;
    screen->cursor = text->cursor;
    screen->blink = text->blink;
    memcpy(screen->colour, text->colour, sizeof screen->colour);
    for (unsigned i = 0; i < cells; i++)
        screen->cell[i] = (struct screen_cell){text->cell[i].character,
                                               text->cell[i].attribute};
}

void session_screen(const struct session *s, struct screen *screen)
{
    const struct vga *vga = &s->machine.board.s.devices.vga;
    struct vga_text text;

    memset(screen, 0, sizeof *screen);
    screen->dark = !vga_picture_view(vga, &screen->width, &screen->height);
    screen->border = vga_border(vga);
    if (vga_text_view(vga, &text))
        copy_text(&text, screen);
    else
        screen->graphics = !screen->dark;
}

void session_screen_line(const struct session *s, unsigned y,
                         uint32_t pixels[SCREEN_WIDTH])
{
    const struct board *b = &s->machine.board;
    const struct vga *vga = &b->s.devices.vga;

    vga_picture_line(b, vga, y, vga_frame(vga, session_now(s)), pixels);
}

/* Code page 437, upper half (IBM PC Technical Reference, "Characters,
 * Keystrokes, and Colors"). */
static const uint16_t cp437_high[128] = {
    0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7, 0x00ea,
    0x00eb, 0x00e8, 0x00ef, 0x00ee, 0x00ec, 0x00c4, 0x00c5, 0x00c9, 0x00e6,
    0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9, 0x00ff, 0x00d6, 0x00dc,
    0x00a2, 0x00a3, 0x00a5, 0x20a7, 0x0192, 0x00e1, 0x00ed, 0x00f3, 0x00fa,
    0x00f1, 0x00d1, 0x00aa, 0x00ba, 0x00bf, 0x2310, 0x00ac, 0x00bd, 0x00bc,
    0x00a1, 0x00ab, 0x00bb, 0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561,
    0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255d, 0x255c, 0x255b,
    0x2510, 0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x255e, 0x255f,
    0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x2567, 0x2568,
    0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256b, 0x256a, 0x2518,
    0x250c, 0x2588, 0x2584, 0x258c, 0x2590, 0x2580, 0x03b1, 0x00df, 0x0393,
    0x03c0, 0x03a3, 0x03c3, 0x00b5, 0x03c4, 0x03a6, 0x0398, 0x03a9, 0x03b4,
    0x221e, 0x03c6, 0x03b5, 0x2229, 0x2261, 0x00b1, 0x2265, 0x2264, 0x2320,
    0x2321, 0x00f7, 0x2248, 0x00b0, 0x2219, 0x00b7, 0x221a, 0x207f, 0x00b2,
    0x25a0, 0x00a0,
};

static const uint16_t cp437_low[32] = {
    0x0020, 0x263a, 0x263b, 0x2665, 0x2666, 0x2663, 0x2660, 0x2022,
    0x25d8, 0x25cb, 0x25d9, 0x2642, 0x2640, 0x266a, 0x266b, 0x263c,
    0x25ba, 0x25c4, 0x2195, 0x203c, 0x00b6, 0x00a7, 0x25ac, 0x21a8,
    0x2191, 0x2193, 0x2192, 0x2190, 0x221f, 0x2194, 0x25b2, 0x25bc,
};

uint16_t cp437_unicode(uint8_t character)
{
    if (character < 32)
        return cp437_low[character];
    if (character == 127)
        return 0x2302;
    return character < 128 ? character : cp437_high[character - 128];
}

/* --- the state in a sentence ------------------------------------------- */

static const char *const exception_names[] = {
    [VECTOR_DE] = "#DE, divide error",
    [VECTOR_DB] = "#DB, debug exception",
    [VECTOR_BP] = "#BP, breakpoint",
    [VECTOR_OF] = "#OF, overflow",
    [VECTOR_BR] = "#BR, BOUND range exceeded",
    [VECTOR_UD] = "#UD, invalid opcode",
    [VECTOR_NM] = "#NM, no math coprocessor",
    [VECTOR_DF] = "#DF, double fault",
    [VECTOR_TS] = "#TS, invalid TSS",
    [VECTOR_NP] = "#NP, segment not present",
    [VECTOR_SS] = "#SS, stack fault",
    [VECTOR_GP] = "#GP, general protection",
    [VECTOR_PF] = "#PF, page fault",
    [VECTOR_MF] = "#MF, math fault",
    [VECTOR_AC] = "#AC, alignment check",
};

/* The code, and the descriptor that it names, if it names one. */
static int print_error(const struct fault_record *f, char *text, size_t size)
{
    bool names = f->vector != VECTOR_PF && f->vector != VECTOR_AC;
    char selector[60] = "";
    struct words w = {selector, sizeof selector, 0};

    if (names && f->error & ~1u)
        words_selector_code(&w, f->error);
    return snprintf(text, size, ", error %04Xh%s%s%s", f->error,
                    *selector ? " (" : "", selector, *selector ? ")" : "");
}

static size_t print_fault(const struct fault_record *f, char *text, size_t size)
{
    const char *name = f->vector < ARRAY_LEN(exception_names)
                           ? exception_names[f->vector]
                           : NULL;
    int n = snprintf(text, size, "%s", name ? name : "an exception");

    if (f->has_error && n >= 0 && (size_t)n < size)
        n += print_error(f, text + n, size - (size_t)n);
    if (f->vector == VECTOR_PF && n >= 0 && (size_t)n < size)
        n += snprintf(text + n, size - (size_t)n, ", address %08Xh", f->cr2);
    return n < 0 ? 0 : (size_t)n;
}

/* The exceptions that led to the triple fault. */
static void print_chain(const struct vcpu *v, char *text, size_t size)
{
    size_t n = 0;

    for (unsigned i = 0; i < v->chain_length && n < size; i++) {
        if (i > 0)
            n += (size_t)snprintf(text + n, size - n,
                                  i + 1u < v->chain_length
                                      ? "; its delivery raised "
                                      : "; the double fault's delivery "
                                        "raised ");
        if (n < size)
            n += print_fault(&v->chain[i], text + n, size - n);
        if (i == 0 && n < size)
            n += (size_t)snprintf(text + n, size - n, " at %04X:%08X",
                                  v->chain[0].cs, v->chain[0].eip);
    }
}

void session_describe_end(const struct session *s, char *text, size_t size)
{
    const struct vcpu *v = &s->machine.board.cpu;
    unsigned cs = v->s.seg[CS].selector, eip = v->s.eip;
    char chain[512] = "";

    switch (session_end(s)) {
    case END_SHUT_DOWN:
        snprintf(text, size, "shut down: the guest switched the machine off");
        break;
    case END_HALTED:
        snprintf(text, size,
                 "halted: HLT before %04X:%08X, and no interrupt can end it",
                 cs, eip);
        break;
    case END_HUNG:
        snprintf(text, size,
                 "hung: an endless loop at %04X:%08X that no interrupt can end",
                 cs, eip);
        break;
    case END_CRASHED:
        print_chain(v, chain, sizeof chain);
        snprintf(text, size, "crashed: triple fault: %s", chain);
        break;
    case END_NO_MEMORY:
        snprintf(text, size, "paused: the host has no frame left to give");
        break;
    case END_UNTIL:
        snprintf(text, size, "stopped: the moment was reached at %04X:%08X", cs,
                 eip);
        break;
    case END_LIMIT:
        snprintf(text, size, "limit: stopped at %04X:%08X", cs, eip);
        break;
    default:
        snprintf(text, size, "running at %04X:%08X", cs, eip);
        break;
    }
}

void session_describe(const struct session *s, char *text, size_t size)
{
    const struct unhandled_counts *u = &s->machine.board.s.unhandled;
    const struct step_info *step = &step_info[session_step(s)];
    uint64_t ms = session_now(s) / 1000000;
    size_t n;

    session_describe_end(s, text, size);
    n = strlen(text);
    n += (size_t)snprintf(text + n, size - n,
                          "; %s.%s, %" PRIu64 " instructions, %" PRIu64
                          ".%03" PRIu64 " s",
                          phase_info[step->phase].name, step->name,
                          session_icount(s), ms / 1000, ms % 1000);
    if (n < size && u->port + u->memory + u->msr)
        snprintf(text + n, size - n,
                 "; unanswered: %" PRIu64 " port, %" PRIu64 " memory, %" PRIu64
                 " MSR accesses",
                 u->port, u->memory, u->msr);
}

/* --- the hypervisor's books -------------------------------------------- */

/* Does `entry` go on where the run that began with `first` is? */
static bool continues(uint32_t first, uint32_t entry, uint32_t distance)
{
    if (entry_backing(entry) != entry_backing(first))
        return false;
    if (entry_has_frame(first))
        return entry_value(entry) == entry_value(first) + distance;
    return entry == first;
}

unsigned session_memory_map(const struct session *s, struct memory_run *runs,
                            unsigned room)
{
    const struct second_level *map = &s->machine.board.memory;
    uint32_t start = 0, last = SECOND_LEVEL_TABLES * SECOND_LEVEL_ENTRIES;
    unsigned count = 0;

    for (uint32_t i = 1; i <= last; i++) {
        uint32_t first = second_level_entry(map, start);

        if (i < last && continues(first, second_level_entry(map, i), i - start))
            continue;
        if (count < room)
            runs[count] = (struct memory_run){
                .first = (uint64_t)start << FRAME_SHIFT,
                .last = ((uint64_t)i << FRAME_SHIFT) - 1,
                .backing = backing_name[entry_backing(first)],
                .host_frame = entry_value(first),
                .backed = entry_has_frame(first),
            };
        count++;
        start = i;
    }
    return count;
}

bool session_save_disk(struct session *s, unsigned disk,
                       bool (*write)(void *context, const uint8_t *sector),
                       void *context)
{
    struct disk *d = &s->machine.board.disk[disk];
    uint8_t sector[DISK_SECTOR];

    for (uint64_t lba = 0; lba < d->source.sectors; lba++)
        if (!disk_read(d, lba, sector) || !write(context, sector))
            return false;
    return true;
}

const char *session_device_name(unsigned device)
{
    return device < DEV_COUNT ? device_rows[device].name : NULL;
}

static const char *const kind_names[] = {
    [ORIGIN_NONE] = "nowhere",
    [ORIGIN_ROM] = "ROM",
    [ORIGIN_OPTION_ROM] = "option ROM",
    [ORIGIN_HOST] = "host",
    [ORIGIN_DISK] = "disk",
    [ORIGIN_FIRMWARE] = "made by the firmware",
    [ORIGIN_GUEST] = "made by the guest",
};

void event_owner_text(const struct event *e, char *text, size_t size)
{
    enum origin_kind kind = origin_kind(e->owner);
    const char *copied = e->owner & ORIGIN_COPIED ? ", copied" : "";

    if (kind == ORIGIN_DISK)
        snprintf(text, size, "%s, LBA %u%s",
                 words_drive(origin_drive(e->owner)), words_sector(e->owner),
                 copied);
    else
        snprintf(text, size, "%s%s",
                 kind < ARRAY_LEN(kind_names) ? kind_names[kind] : "?", copied);
}

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)

/* Zydis gives its version as a number. */
static const char zydis_name[] = {
    'Z',
    'y',
    'd',
    'i',
    's',
    ' ',
    (char)('0' + ZYDIS_VERSION_MAJOR(ZYDIS_VERSION)),
    '.',
    (char)('0' + ZYDIS_VERSION_MINOR(ZYDIS_VERSION)),
    '.',
    (char)('0' + ZYDIS_VERSION_PATCH(ZYDIS_VERSION)),
    '\0',
};

const char *session_library(unsigned n)
{
    static const char *const libraries[] = {
        "xxHash " TEXT(XXH_VERSION_MAJOR) "." TEXT(XXH_VERSION_MINOR) "." TEXT(
            XXH_VERSION_RELEASE),
        zydis_name,
    };

    return n < ARRAY_LEN(libraries) ? libraries[n] : NULL;
}
