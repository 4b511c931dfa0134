/* SPDX-License-Identifier: MIT
 *
 * ui/arguments.c - reads the words of a command line by its option tables.
 *
 * Both `--ram 64M` and `--ram=64M` are understood; `--` ends the options.
 */
#include "ui/arguments.h"

#include <stdio.h>
#include <string.h>

#include "sim/nearest.h"
#include "ui/complain.h"
#include "ui/output.h"

#define HELP_COLUMN 26

/* --- help -------------------------------------------------------------- */

static void print_option(const struct option *o)
{
    char left[64];
    const char *help = o->help;

    snprintf(left, sizeof(left), "  %s%s%s", o->name, o->value ? " " : "",
             o->value ? o->value : "");
    if (strlen(left) >= HELP_COLUMN) {
        output_text("%s\n", left);
        left[0] = '\0';
    }
    while (*help) {
        size_t length = strcspn(help, "\n");

        output_text("%-*s%.*s\n", HELP_COLUMN, left, (int)length, help);
        help += length + (help[length] == '\n');
        left[0] = '\0';
    }
}

static void print_help(const struct arguments *a)
{
    output_text("Usage: bootscope %s %s\n\n%s\n", a->command, a->usage,
                a->about);
    for (const struct option_table *t = a->tables; t->title; t++) {
        output_text("\n%s:\n", t->title);
        for (const struct option *o = t->rows; o->name; o++)
            print_option(o);
    }
}

/* --- reading ----------------------------------------------------------- */

bool option_set(const struct option *o, void *settings, const char *value,
                struct error *err)
{
    void *field = (char *)settings + o->at;

    if (o->set)
        return o->set(settings, value, err);
    if (o->value)
        *(const char **)field = value;
    else
        *(bool *)field = true;
    return true;
}

static const struct option *find(const struct arguments *a, const char *word,
                                 size_t length, size_t *at)
{
    for (const struct option_table *t = a->tables; t->title; t++) {
        for (const struct option *o = t->rows; o->name; o++) {
            if (strlen(o->name) == length && !strncmp(o->name, word, length)) {
                *at = t->at;
                return o;
            }
        }
    }
    return NULL;
}

static bool unknown(const struct arguments *a, const char *word, size_t length,
                    struct error *err)
{
    char typed[64], hint[96];
    struct nearest s = {.word = typed};

    if (length >= sizeof(typed))
        length = sizeof(typed) - 1;
    memcpy(typed, word, length);
    typed[length] = '\0';
    nearest_try(&s, "--help");
    for (const struct option_table *t = a->tables; t->title; t++)
        for (const struct option *o = t->rows; o->name; o++)
            nearest_try(&s, o->name);
    return error_set(err, "unknown option %s%s", typed, nearest_text(&s, hint));
}

/* Read the option at *word and, if it has one, its value; *word is left at
 * the last that was used. */
static bool read_option(const struct arguments *a, char ***word, char *settings,
                        struct error *err)
{
    const char *text = **word;
    size_t length = strcspn(text, "=");
    size_t at = 0;
    const struct option *o = find(a, text, length, &at);
    const char *value = text[length] ? text + length + 1 : NULL;

    if (!o)
        return unknown(a, text, length, err);
    if (!o->value && value)
        return error_set(err, "%s takes no value", o->name);
    if (o->value && !value) {
        value = (*word)[1];
        if (!value)
            return error_set(err, "%s needs a value: %s %s", o->name, o->name,
                             o->value);
        (*word)++;
    }
    return option_set(o, settings + at, value, err);
}

static bool read_word(const struct arguments *a, const char *word,
                      char *settings, struct error *err)
{
    if (!a->word)
        return error_set(err, "unexpected word \"%.60s\"", word);
    return a->word(settings + a->word_at, word, err);
}

bool arguments_read(const struct arguments *a, char **words, void *settings,
                    enum exit_status *status)
{
    struct error err;
    bool options = true;

    for (char **word = words; *word; word++) {
        bool ok;

        if (options && !strcmp(*word, "--")) {
            options = false;
            continue;
        }
        if (options && (!strcmp(*word, "--help") || !strcmp(*word, "-h"))) {
            print_help(a);
            *status = EXIT_OK;
            return false;
        }
        if (options && (*word)[0] == '-' && (*word)[1])
            ok = read_option(a, &word, settings, &err);
        else
            ok = read_word(a, *word, settings, &err);
        if (!ok) {
            complain("%s (see bootscope %s --help)", err.text, a->command);
            *status = EXIT_USAGE;
            return false;
        }
    }
    return true;
}
