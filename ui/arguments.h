/* SPDX-License-Identifier: MIT
 *
 * ui/arguments.h - a command's options as tables, read and printed alike.
 */
#ifndef UI_ARGUMENTS_H
#define UI_ARGUMENTS_H

#include "sim/base.h"
#include "sim/error.h"
#include "ui/exits.h"

/* One option, and where it goes in the settings of its table: `set` writes it
 * there; without one, the field at `at` becomes its value, a const char *, or,
 * if it takes none, true. */
struct option {
    const char *name;  /* "--ram" */
    const char *value; /* "SIZE"; NULL: takes none */
    const char *help;
    bool (*set)(void *settings, const char *value, struct error *err);
    size_t at;
};

bool option_set(const struct option *o, void *settings, const char *value,
                struct error *err);

struct option_table {
    const char *title;
    const struct option *rows; /* ends with {0} */
    size_t at;                 /* of its settings in those of the command */
};

/* What a command understands. */
struct arguments {
    const char *command;
    const char *usage; /* "[OPTIONS] [IMAGE]" */
    const char *about; /* a paragraph for --help */

    struct option_table tables[3]; /* ends with {0} */

    /* A word that is no option, into the settings at `word_at`; NULL: none is
     * allowed. */
    bool (*word)(void *settings, const char *word, struct error *err);
    size_t word_at;
};

/* Read all words, up to a NULL, into the settings of the command. False:
 * nothing is left to do, and the command ends with *status: --help was
 * answered, or what is wrong told on standard error. */
bool arguments_read(const struct arguments *a, char **words, void *settings,
                    enum exit_status *status);

#endif
