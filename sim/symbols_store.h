/* SPDX-License-Identifier: MIT
 *
 * sim/symbols_store.h - what sim/symbols*.c know of a program: its bytes as
 * built, its symbols, and its lines in the order of their addresses.
 */
#ifndef SIM_SYMBOLS_STORE_H
#define SIM_SYMBOLS_STORE_H

#include "sim/symbols.h"

/* Text that lies in a table or in an ELF file. */
struct slice {
    const char *at;
    uint32_t length;
};

struct code_symbol {
    uint32_t address;
    uint32_t size; /* 0: up to the next one */
    struct slice name;
    uint32_t order;
};

/* From here up to the next row. */
struct code_row {
    uint32_t address;
    uint32_t file; /* NO_FILE: no line is known */
    uint32_t line;
    uint32_t order;
    struct slice text;
};

#define NO_FILE UINT32_MAX

/* Its path is root/folder/name, as far as these are not empty. */
struct code_file {
    struct slice root, folder, name;
};

/* A stretch of code, as built. */
struct code_part {
    uint32_t address, count;
    const uint8_t *bytes;
};

#define IMAGE_BIASES 4
#define IMAGE_PARTS  16

struct code_image {
    struct slice name;
    bool bundled;                /* then each of its instructions has a line */
    uint32_t bias[IMAGE_BIASES]; /* where it runs, less where it was linked */
    unsigned biases;
    struct code_part part[IMAGE_PARTS];
    unsigned parts;
    struct code_symbol *symbol;
    uint32_t symbols, symbol_room;
    struct code_row *row;
    uint32_t rows, row_room;
    struct code_file *file;
    uint32_t files, file_room;
};

struct symbols {
    struct code_image *image;
    uint32_t images, image_room;
};

/* The next element of a growing array; NULL: no memory, or over the limit. */
struct code_image *symbols_new_image(struct symbols *s);
struct code_symbol *image_new_symbol(struct code_image *image);
struct code_row *image_new_row(struct code_image *image);
struct code_file *image_new_file(struct code_image *image);

/* Put symbols and rows in order. */
void image_sort(struct code_image *image);
void image_free(struct code_image *image);

/* sim/symbols_table.c: the bundled table. */
bool symbols_read_table(struct symbols *s, const char *text, size_t count);

/* sim/symbols_dwarf.c: the rows of .debug_line. */
struct dwarf_sections {
    const uint8_t *line, *line_str, *str;
    size_t line_count, line_str_count, str_count;
};
bool dwarf_read_lines(struct code_image *image, const struct dwarf_sections *d,
                      uint64_t bias, const char *name, struct error *err);

#endif
