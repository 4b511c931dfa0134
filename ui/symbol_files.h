/* SPDX-License-Identifier: MIT
 *
 * ui/symbol_files.h - the names of the guest's code: those of the bundled
 * guest, and of the files that --symbols gives, with their sources.
 */
#ifndef UI_SYMBOL_FILES_H
#define UI_SYMBOL_FILES_H

#include "sim/symbols.h"
#include "ui/options.h"

#define SOURCES 16

struct source {
    char path[sizeof(((struct code_place *)0)->file)];
    uint8_t *bytes; /* NULL: it cannot be read */
    uint32_t count;
};

struct symbol_files {
    struct symbols *table;
    uint8_t *bytes[OPTION_SYMBOLS];
    char *name[OPTION_SYMBOLS]; /* without the address */
    unsigned count;
    struct source source[SOURCES]; /* the last ones read */
    unsigned sources;
};

bool symbol_files_open(struct symbol_files *f, const struct machine_options *o,
                       struct error *err);
void symbol_files_close(struct symbol_files *f);

/* Find the text of the place's line, if it has none yet. */
void symbol_files_text(struct symbol_files *f, struct code_place *place);

#endif
