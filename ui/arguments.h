/* SPDX-License-Identifier: MIT
 *
 * ui/arguments.h - a command's options as tables, read and printed alike.
 */
#ifndef UI_ARGUMENTS_H
#define UI_ARGUMENTS_H

#include "sim/base.h"
#include "sim/error.h"

/* One option. `set` writes into the settings of its table. */
struct option {
    const char *name;  /* "--ram" */
    const char *value; /* "SIZE"; NULL: takes none */
    const char *help;
    bool (*set)(void *settings, const char *value, struct error *err);
};

struct option_table {
    const char *title;
    const struct option *rows; /* ends with {0} */
    void *settings;
};

/* What a command understands. */
struct arguments {
    const char *command;
    const char *usage; /* "[OPTIONS] [IMAGE]" */
    const char *about; /* a paragraph for --help */
    const struct option_table *tables;
    unsigned table_count;

    /* A word that is no option; NULL: none is allowed. */
    bool (*word)(void *settings, const char *word, struct error *err);
    void *settings;
};

enum arguments_result { ARGUMENTS_OK, ARGUMENTS_HELP, ARGUMENTS_WRONG };

/* Read all words. --help is answered here; what is wrong is told on standard
 * error. */
enum arguments_result arguments_read(const struct arguments *a, char **words);

#endif
