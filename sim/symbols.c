/* SPDX-License-Identifier: MIT
 *
 * sim/symbols.c - which program's code lies at an address, and its name and
 * source line there.
 */
#include "sim/symbols.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "phases/images.h"
#include "sim/nearest.h"
#include "sim/symbols_store.h"

/* So many bytes around an instruction must be as they were built ... */
#define NEAR CODE_NEAR
/* ... and so many are compared if more than one program's are. */
#define FAR 2048u

struct symbols *symbols_open(void)
{
    struct symbols *s = calloc(1, sizeof *s);

    if (s &&
        symbols_read_table(s, (const char *)bundled_symbols,
                           (size_t)(bundled_symbols_end - bundled_symbols)))
        return s;
    symbols_close(s);
    return NULL;
}

void symbols_close(struct symbols *s)
{
    if (!s)
        return;
    for (uint32_t i = 0; i < s->images; i++)
        image_free(&s->image[i]);
    free(s->image);
    free(s);
}

/* --- is it this program's code? ---------------------------------------- */

/* A place in a program as built. */
struct candidate {
    const struct code_image *image;
    const struct code_part *part;
    uint32_t address; /* as linked */
};

enum agreement { SAME, OTHER, NO_MEMORY };

static enum agreement compare_at(const struct candidate *c,
                                 const struct code_memory *memory,
                                 uint32_t linear, uint32_t at)
{
    uint8_t byte;

    if (!memory->peek(memory->context, linear + (at - c->address), &byte))
        return NO_MEMORY;
    return byte == c->part->bytes[at - c->part->address] ? SAME : OTHER;
}

/* How many bytes around the address are as built, up to `reach` each way; 0:
 * one of the nearest is not. What is not mapped says nothing. */
static uint32_t agreement(const struct candidate *c,
                          const struct code_memory *memory, uint32_t linear,
                          uint32_t reach)
{
    uint32_t before = c->address - c->part->address;
    uint32_t behind = c->part->count - before, same = 0;
    enum agreement at = SAME;

    for (uint32_t i = 0; i < behind && i < reach && at == SAME; i++) {
        at = compare_at(c, memory, linear, c->address + i);
        if (at == OTHER ? i < NEAR : at == NO_MEMORY && i == 0)
            return 0;
        same += at == SAME;
    }
    at = SAME;
    for (uint32_t i = 1; i <= before && i <= reach && at == SAME; i++) {
        at = compare_at(c, memory, linear, c->address - i);
        if (at == OTHER && i <= NEAR)
            return 0;
        same += at == SAME;
    }
    return same;
}

/* --- name and line ----------------------------------------------------- */

static void copy(char *text, size_t size, struct slice s)
{
    snprintf(text, size, "%.*s", (int)s.length, s.length ? s.at : "");
}

/* The last row at or before the candidate; NULL: no line is known. */
static const struct code_row *find_row(const struct candidate *c)
{
    const struct code_image *image = c->image;
    uint32_t low = 0, high = image->rows;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (image->row[middle].address <= c->address)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low || image->row[low - 1].file == NO_FILE ||
        image->row[low - 1].address < c->part->address)
        return NULL;
    return &image->row[low - 1];
}

static const struct code_symbol *find_symbol(const struct candidate *c)
{
    const struct code_image *image = c->image;
    const struct code_symbol *symbol;
    uint32_t low = 0, high = image->symbols;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (image->symbol[middle].address <= c->address)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return NULL;
    symbol = &image->symbol[low - 1];
    while (symbol > image->symbol && symbol[-1].address == symbol->address)
        symbol--;
    if (symbol->address < c->part->address ||
        (symbol->size && c->address - symbol->address >= symbol->size))
        return NULL;
    return symbol;
}

static void path_of(const struct code_file *file, char *path, size_t size)
{
    const struct slice parts[] = {file->root, file->folder, file->name};
    size_t used = 0;

    for (unsigned i = 0; i < ARRAY_LEN(parts); i++)
        if (parts[i].length && used < size)
            used += (size_t)snprintf(path + used, size - used, "%s%.*s",
                                     used ? "/" : "", (int)parts[i].length,
                                     parts[i].at);
}

/* False: nothing is known of it. */
static bool describe(const struct candidate *c, struct code_place *place)
{
    const struct code_row *row = find_row(c);
    const struct code_symbol *symbol = find_symbol(c);

    *place = (struct code_place){0};
    if (!row && (c->image->bundled || !symbol))
        return false;
    copy(place->image, sizeof place->image, c->image->name);
    if (symbol) {
        copy(place->symbol, sizeof place->symbol, symbol->name);
        place->offset = c->address - symbol->address;
    }
    if (row) {
        path_of(&c->image->file[row->file], place->file, sizeof place->file);
        place->line = row->line;
        place->first = row->address == c->address;
        copy(place->text, sizeof place->text, row->text);
    }
    return true;
}

/* --- looking ----------------------------------------------------------- */

struct look {
    const struct code_memory *memory;
    uint32_t linear, reach;
    unsigned found;
    uint32_t best; /* agreement of `place`, which */
    struct code_place place;
    bool own;     /* is of a file of the user's */
    bool unclear; /* another place agrees as well */
};

static void weigh(struct look *look, const struct candidate *c)
{
    uint32_t same = agreement(c, look->memory, look->linear, look->reach);
    struct code_place place;

    if (!same || same < look->best || !describe(c, &place))
        return;
    look->found++;
    if (same == look->best && look->own && c->image->bundled)
        return;
    look->unclear = same == look->best && look->own == !c->image->bundled;
    look->best = same;
    look->place = place;
    look->own = !c->image->bundled;
}

static void look_at_all(const struct symbols *s, struct look *look)
{
    for (uint32_t i = 0; i < s->images; i++) {
        const struct code_image *image = &s->image[i];

        for (unsigned b = 0; b < image->biases; b++)
            for (unsigned p = 0; p < image->parts; p++) {
                struct candidate c = {image, &image->part[p],
                                      look->linear - image->bias[b]};

                if (c.address - c.part->address < c.part->count)
                    weigh(look, &c);
            }
    }
}

bool symbols_place(const struct symbols *s, const struct code_memory *memory,
                   uint32_t linear, struct code_place *place)
{
    struct look look = {.memory = memory, .linear = linear, .reach = NEAR};

    look_at_all(s, &look);
    if (look.found > 1) {
        look = (struct look){.memory = memory, .linear = linear, .reach = FAR};
        look_at_all(s, &look);
    }
    *place = look.place;
    return look.found && !look.unclear;
}

/* --- by name ----------------------------------------------------------- */

/* IMAGE/NAME+OFFSET, taken apart. */
struct wanted {
    struct slice image, name;
    uint32_t offset;
};

static bool is(struct slice s, struct slice other)
{
    return s.length == other.length && memcmp(s.at, other.at, s.length) == 0;
}

static struct wanted take_apart(const char *text)
{
    const char *slash = strchr(text, '/'), *plus;
    struct wanted w = {.image = {text, 0}};
    char *end;

    if (slash) {
        w.image.length = (uint32_t)(slash - text);
        text = slash + 1;
    }
    w.name = (struct slice){text, (uint32_t)strlen(text)};
    plus = strrchr(text, '+');
    if (plus) {
        unsigned long offset = strtoul(plus + 1, &end, 16);

        if (end > plus + 1 && offset <= UINT32_MAX &&
            (!*end || !strcmp(end, "h"))) {
            w.name.length = (uint32_t)(plus - text);
            w.offset = (uint32_t)offset;
        }
    }
    return w;
}

struct finding {
    struct wanted wanted;
    struct code_site *sites;
    unsigned count;
    bool too_many;
    const struct code_image *image, *other; /* where it was found */
};

static void add_sites(struct finding *f, const struct code_image *image,
                      uint32_t address)
{
    for (unsigned p = 0; p < image->parts; p++) {
        const struct code_part *part = &image->part[p];
        uint32_t at = address - part->address;

        for (unsigned b = 0; at < part->count && b < image->biases; b++) {
            f->too_many |= f->count == CODE_SITES;
            if (f->count < CODE_SITES)
                f->sites[f->count++] = (struct code_site){
                    .linear = address + image->bias[b],
                    .before = at,
                    .behind = part->count - at,
                    .bytes = part->bytes + at,
                };
        }
    }
}

static void find_in(struct finding *f, const struct code_image *image)
{
    if (f->wanted.image.length && !is(image->name, f->wanted.image))
        return;
    for (uint32_t i = 0; i < image->symbols; i++) {
        const struct code_symbol *symbol = &image->symbol[i];

        if (!is(symbol->name, f->wanted.name))
            continue;
        if (f->image && f->image != image)
            f->other = image;
        else
            f->image = image;
        add_sites(f, image, symbol->address + f->wanted.offset);
    }
}

static bool unknown_name(const struct symbols *s, const char *name,
                         struct error *err)
{
    struct nearest near = {.word = name};
    char hint[96], known[CODE_NAME], best[CODE_NAME];

    for (uint32_t i = 0; i < s->images; i++)
        for (uint32_t n = 0; n < s->image[i].symbols; n++) {
            copy(known, sizeof known, s->image[i].symbol[n].name);
            nearest_try(&near, known);
            if (near.best == known)
                near.best = strcpy(best, known);
        }
    return error_set(err, "no code has the name \"%.60s\"%s", name,
                     nearest_text(&near, hint));
}

static void find(struct finding *f, const struct symbols *s)
{
    for (unsigned bundled = 0; bundled < 2 && !f->image; bundled++)
        for (uint32_t i = 0; i < s->images; i++)
            if (s->image[i].bundled == bundled)
                find_in(f, &s->image[i]);
}

bool symbols_know(const struct symbols *s, const char *name)
{
    struct code_site sites[CODE_SITES];
    struct finding f = {.wanted = take_apart(name), .sites = sites};

    find(&f, s);
    return f.image != NULL;
}

unsigned symbols_find(const struct symbols *s, const char *name,
                      struct code_site sites[CODE_SITES], struct error *err)
{
    struct finding f = {.wanted = take_apart(name), .sites = sites};

    find(&f, s);
    if (!f.image)
        return unknown_name(s, name, err);
    if (f.other || f.too_many)
        return error_set(err,
                         "\"%.60s\" is the name of more than one piece of "
                         "code; write %.*s/%.*s, for instance",
                         name, (int)f.image->name.length, f.image->name.at,
                         (int)f.wanted.name.length, f.wanted.name.at);
    if (!f.count)
        return error_set(err, "%.60s lies outside of its program", name);
    return f.count;
}
