/* SPDX-License-Identifier: MIT
 *
 * sim/symbols_table.c - reads the bundled table of symbols and source lines;
 * phases/symbols/build.mk says what its lines mean.
 */
#include <stdlib.h>
#include <string.h>

#include "phases/images.h"
#include "sim/symbols_store.h"

struct table {
    struct symbols *symbols;
    struct code_image *image;
    uint32_t file;
};

/* A word, or a number, and what follows the space behind it. */
static struct slice word(const char **at, const char *end)
{
    const char *start = *at, *space = memchr(start, ' ', (size_t)(end - start));

    *at = space ? space + 1 : end;
    return (struct slice){start, (uint32_t)((space ? space : end) - start)};
}

static uint32_t number(const char **at, const char *end, int base)
{
    struct slice digits = word(at, end);
    char text[16] = "";

    if (digits.length < sizeof text)
        memcpy(text, digits.at, digits.length);
    return (uint32_t)strtoul(text, NULL, base);
}

static bool is(struct slice s, const char *text)
{
    return s.length == strlen(text) && memcmp(s.at, text, s.length) == 0;
}

/* --- the lines --------------------------------------------------------- */

static bool read_image(struct table *t, const char *at, const char *end)
{
    t->image = symbols_new_image(t->symbols);
    if (!t->image)
        return false;
    t->image->name = word(&at, end);
    t->image->bundled = true;
    return true;
}

static bool read_at(struct table *t, const char *at, const char *end)
{
    if (t->image->biases == IMAGE_BIASES)
        return false;
    t->image->bias[t->image->biases++] = number(&at, end, 16);
    return true;
}

static bool read_part(struct table *t, const char *at, const char *end)
{
    uint32_t address = number(&at, end, 16), count = number(&at, end, 16);
    bool rom = is(word(&at, end), "rom");
    const uint8_t *store = rom ? bundled_bios : bundled_disk;
    const uint8_t *store_end = rom ? bundled_bios_end : bundled_disk_end;
    uint32_t offset = number(&at, end, 16);
    uint32_t size = (uint32_t)(store_end - store);

    if (offset > size || count > size - offset ||
        t->image->parts == IMAGE_PARTS)
        return false;
    t->image->part[t->image->parts++] =
        (struct code_part){address, count, store + offset};
    return true;
}

static bool read_symbol(struct table *t, const char *at, const char *end)
{
    struct code_symbol *symbol = image_new_symbol(t->image);

    if (!symbol)
        return false;
    symbol->address = number(&at, end, 16);
    symbol->name = word(&at, end);
    return true;
}

static bool read_file(struct table *t, const char *at, const char *end)
{
    struct code_file *file = image_new_file(t->image);

    if (!file)
        return false;
    file->name = (struct slice){at, (uint32_t)(end - at)};
    t->file = t->image->files - 1;
    return true;
}

static bool read_line(struct table *t, const char *at, const char *end)
{
    struct code_row *row = image_new_row(t->image);

    if (!row)
        return false;
    row->address = number(&at, end, 16);
    row->line = number(&at, end, 10);
    row->file = t->file;
    row->text = (struct slice){at, (uint32_t)(end - at)};
    return true;
}

static bool read_end(struct table *t, const char *at, const char *end)
{
    struct code_row *row = image_new_row(t->image);

    if (!row)
        return false;
    row->address = number(&at, end, 16);
    return true;
}

static const struct {
    const char *word;
    bool (*read)(struct table *t, const char *at, const char *end);
} kinds[] = {
    {"line", read_line},   {"symbol", read_symbol}, {"end", read_end},
    {"file", read_file},   {"part", read_part},     {"at", read_at},
    {"image", read_image},
};

bool symbols_read_table(struct symbols *s, const char *text, size_t count)
{
    struct table t = {.symbols = s};
    const char *end = text + count;

    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        struct slice kind;
        unsigned i = 0;

        if (!stop)
            return false;
        kind = word(&text, stop);
        while (i < ARRAY_LEN(kinds) && !is(kind, kinds[i].word))
            i++;
        if (i == ARRAY_LEN(kinds) ||
            (!t.image && kinds[i].read != read_image) ||
            !kinds[i].read(&t, text, stop))
            return false;
        text = stop + 1;
    }
    for (uint32_t i = 0; i < s->images; i++)
        image_sort(&s->image[i]);
    return true;
}
