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
    for (unsigned i = 0; i < a->table_count; i++) {
        output_text("\n%s:\n", a->tables[i].title);
        for (const struct option *o = a->tables[i].rows; o->name; o++)
            print_option(o);
    }
}

/* --- reading ----------------------------------------------------------- */

static const struct option *find(const struct arguments *a, const char *word,
                                 size_t length, void **settings)
{
    for (unsigned i = 0; i < a->table_count; i++) {
        for (const struct option *o = a->tables[i].rows; o->name; o++) {
            if (strlen(o->name) == length && !strncmp(o->name, word, length)) {
                *settings = a->tables[i].settings;
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
    for (unsigned i = 0; i < a->table_count; i++)
        for (const struct option *o = a->tables[i].rows; o->name; o++)
            nearest_try(&s, o->name);
    return error_set(err, "unknown option %s%s", typed, nearest_text(&s, hint));
}

/* Read the option at *word and, if it has one, its value; *word is left at
 * the last that was used. */
static bool read_option(const struct arguments *a, char ***word,
                        struct error *err)
{
    const char *text = **word;
    size_t length = strcspn(text, "=");
    void *settings = NULL;
    const struct option *o = find(a, text, length, &settings);
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
    return o->set(settings, value, err);
}

static bool read_word(const struct arguments *a, const char *word,
                      struct error *err)
{
    if (!a->word)
        return error_set(err, "unexpected word \"%.60s\"", word);
    return a->word(a->settings, word, err);
}

enum arguments_result arguments_read(const struct arguments *a, char **words)
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
            return ARGUMENTS_HELP;
        }
        if (options && (*word)[0] == '-' && (*word)[1])
            ok = read_option(a, &word, &err);
        else
            ok = read_word(a, *word, &err);
        if (!ok) {
            complain("%s (see bootscope %s --help)", err.text, a->command);
            return ARGUMENTS_WRONG;
        }
    }
    return ARGUMENTS_OK;
}
