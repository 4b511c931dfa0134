/* SPDX-License-Identifier: MIT
 *
 * sim/symbols_store.c - the arrays that symbols are kept in.
 */
#include "sim/symbols_store.h"

#include <stdlib.h>
#include <string.h>

#define MOST_IMAGES  256u
#define MOST_SYMBOLS (1u << 18)
#define MOST_ROWS    (1u << 21)
#define MOST_FILES   (1u << 16)

/* Room for one more of `size` bytes; NULL: there is none. */
static void *grow(void *array, uint32_t count, uint32_t *room, size_t size,
                  uint32_t most)
{
    uint32_t wanted = *room ? 2 * *room : 16;
    void *larger;

    if (count < *room)
        return array;
    if (count >= most)
        return NULL;
    larger = realloc(array, wanted * size);
    if (larger)
        *room = wanted;
    return larger;
}

struct code_image *symbols_new_image(struct symbols *s)
{
    struct code_image *array = grow(s->image, s->images, &s->image_room,
                                    sizeof *s->image, MOST_IMAGES);

    if (!array)
        return NULL;
    s->image = array;
    array[s->images] = (struct code_image){0};
    return &array[s->images++];
}

struct code_symbol *image_new_symbol(struct code_image *image)
{
    struct code_symbol *array =
        grow(image->symbol, image->symbols, &image->symbol_room,
             sizeof *image->symbol, MOST_SYMBOLS);

    if (!array)
        return NULL;
    image->symbol = array;
    array[image->symbols] = (struct code_symbol){.order = image->symbols};
    return &array[image->symbols++];
}

struct code_row *image_new_row(struct code_image *image)
{
    struct code_row *array = grow(image->row, image->rows, &image->row_room,
                                  sizeof *image->row, MOST_ROWS);

    if (!array)
        return NULL;
    image->row = array;
    array[image->rows] =
        (struct code_row){.file = NO_FILE, .order = image->rows};
    return &array[image->rows++];
}

struct code_file *image_new_file(struct code_image *image)
{
    struct code_file *array = grow(image->file, image->files, &image->file_room,
                                   sizeof *image->file, MOST_FILES);

    if (!array)
        return NULL;
    image->file = array;
    array[image->files] = (struct code_file){0};
    return &array[image->files++];
}

/* --- order ------------------------------------------------------------- */

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static bool is_local(const struct code_symbol *symbol)
{
    return memchr(symbol->name.at, '.', symbol->name.length) != NULL;
}

/* Of several names for an address the first counts: a routine's before that
 * of a place in it. */
static int by_address_and_order(const void *a, const void *b)
{
    const struct code_symbol *x = a, *y = b;
    int order = compare(x->address, y->address);

    if (!order)
        order = compare(is_local(x), is_local(y));
    return order ? order : compare(x->order, y->order);
}

/* Of the rows of one address the last counts: a line, not the end of what
 * lies before. */
static int by_address_ends_first(const void *a, const void *b)
{
    const struct code_row *x = a, *y = b;
    int order = compare(x->address, y->address);

    if (order)
        return order;
    order = compare(x->file != NO_FILE, y->file != NO_FILE);
    return order ? order : compare(x->order, y->order);
}

void image_sort(struct code_image *image)
{
    if (image->symbols)
        qsort(image->symbol, image->symbols, sizeof *image->symbol,
              by_address_and_order);
    if (image->rows)
        qsort(image->row, image->rows, sizeof *image->row,
              by_address_ends_first);
}

void image_free(struct code_image *image)
{
    free(image->symbol);
    free(image->row);
    free(image->file);
}
