/* SPDX-License-Identifier: MIT
 *
 * sim/symbols.h - names and source lines for code in memory.
 *
 * A name is given only where the bytes in memory are those that were built
 * from its source: code is copied, overwritten, and loaded where other code
 * was, and no name is better than a wrong one.
 */
#ifndef SIM_SYMBOLS_H
#define SIM_SYMBOLS_H

#include "sim/base.h"
#include "sim/error.h"

/* The bundled guest's symbols; NULL: the host has no memory. */
struct symbols *symbols_open(void);
void symbols_close(struct symbols *s);

/* The symbols and lines of a linked ELF file, in front of all others. Its
 * addresses, plus `bias`, are linear ones. `bytes` is kept by the caller. */
bool symbols_add_elf(struct symbols *s, const char *name, const uint8_t *bytes,
                     size_t count, uint64_t bias, struct error *err);

/* The byte at a linear address; false: there is none. */
struct code_memory {
    bool (*peek)(const void *context, uint32_t linear, uint8_t *byte);
    const void *context;
};

struct code_place {
    char image[32];  /* the program: bios, mbr, kernel, shell, ... */
    char symbol[64]; /* "": none */
    uint32_t offset; /* from the symbol */
    char file[160];  /* "": the source line is not known */
    uint32_t line;
    char text[120]; /* of the line; "": the file must be read for it */
    bool first;     /* of the line's instructions */
};

/* Whose code lies there. False: not known for certain. */
bool symbols_place(const struct symbols *s, const struct code_memory *memory,
                   uint32_t linear, struct code_place *place);

/* A place in memory where code is expected, with its bytes as built. */
struct code_site {
    uint32_t linear;
    uint32_t before, behind; /* built bytes in front, and from there on */
    const uint8_t *bytes;    /* there */
};

#define CODE_NAME  64
#define CODE_SITES 8
#define CODE_NEAR  32u /* bytes around that must be as built */

/* Where NAME, IMAGE/NAME or NAME+OFFSET may lie; the number of places. 0: no
 * such name, or it has several meanings. */
unsigned symbols_find(const struct symbols *s, const char *name,
                      struct code_site sites[CODE_SITES], struct error *err);

/* Is there code of this name, in one place or more? */
bool symbols_know(const struct symbols *s, const char *name);

#endif
