/* SPDX-License-Identifier: MIT
 *
 * ui/scenario_file.c - finds scenarios, reads them, and powers their machines
 * on.
 */
#include "ui/scenario_file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/nearest.h"
#include "ui/complain.h"
#include "ui/pane_place.h"
#include "ui/small_file.h"

#define FILE_MAX (256u << 10)

/* --- the machine ------------------------------------------------------- */

static void *keep(struct scenario_file *f, void *memory)
{
    if (memory && f->kept_count < ARRAY_LEN(f->kept)) {
        f->kept[f->kept_count++] = memory;
        return memory;
    }
    free(memory);
    return NULL;
}

/* A path in the file `from` is meant from the folder of that file. NULL: the
 * host has no memory. */
static const char *beside(struct scenario_file *f, const char *from,
                          const char *path)
{
    const char *slash = strrchr(from, '/');
    size_t folder = slash && *path != '/' ? (size_t)(slash - from) + 1 : 0;
    char *joined = keep(f, malloc(folder + strlen(path) + 1));

    if (!joined)
        return NULL;
    memcpy(joined, from, folder);
    strcpy(joined + folder, path);
    return joined;
}

static bool is_path(const struct option *row, const char *value)
{
    return row->value && !strncmp(row->value, "FILE", 4) &&
           strcmp(value, "none") != 0;
}

static bool unknown_option(const char *name, struct error *err)
{
    struct nearest s = {.word = name};
    char hint[96];

    for (const struct option *row = machine_option_rows; row->name; row++)
        nearest_try(&s, row->name + 2);
    return error_set(err, "unknown option \"%.40s\" of the machine%s", name,
                     nearest_text(&s, hint));
}

static bool on_option(void *context, const struct scenario_option *o,
                      struct error *err)
{
    static const struct option image = {"--image", "FILE", NULL,
                                        .set = machine_option_image};
    const struct option *row = &image;
    struct scenario_file *f = context;
    const char *value = o->value;

    if (!strcmp(o->name, "keys") || !strcmp(o->name, "limit"))
        return error_set(err, "\"%s\" has a key of its own: %s", o->name,
                         *o->name == 'k' ? "inputs" : "limit");
    if (strcmp(o->name, "image") != 0)
        for (row = machine_option_rows; row->name; row++)
            if (!strcmp(row->name + 2, o->name))
                break;
    if (!row->name)
        return unknown_option(o->name, err);
    if (is_path(row, value))
        value = beside(f, o->place.file, value);
    if (!value)
        return error_set(err, "the host has no memory for this path");
    return option_set(row, &f->machine, value, err);
}

static bool on_pane(void *context, const char *name, struct error *err)
{
    struct pane_place place;

    (void)context;
    return pane_place_parse(name, &place, err);
}

/* --- the files --------------------------------------------------------- */

static bool load(struct scenario_file *f, const char *path,
                 struct scenario_source *source, struct error *err)
{
    struct small_file file;

    if (!small_file_read(path, FILE_MAX, &file, err))
        return false;
    *source = (struct scenario_source){
        .name = path,
        .bytes = keep(f, file.bytes),
        .count = file.count,
        .identity = {file.identity[0], file.identity[1]},
    };
    return source->bytes ||
           error_set(err, "the host has no memory for this file");
}

static bool on_include(void *context, const char *from, const char *path,
                       struct scenario_source *found, struct error *err)
{
    struct scenario_file *f = context;
    const char *joined = beside(f, from, path);
    struct error why;

    if (!joined)
        return error_set(err, "the host has no memory for this path");
    return load(f, joined, found, &why) ||
           error_set(err, "%.200s cannot be included: %.200s", joined,
                     why.text);
}

static bool on_names(void *context, struct moment *m, struct error *err)
{
    struct scenario_file *f = context;

    if (!f->symbols.table && !symbol_files_open(&f->symbols, &f->machine, err))
        return false;
    return moment_resolve(m, f->symbols.table, err);
}

/* `given`: the file's text, if it need not be loaded. */
static bool read_file(struct scenario_file *f, const char *path,
                      const struct scenario_source *given)
{
    static struct problems problems; /* too large for a stack */
    const struct machine_options options = MACHINE_OPTIONS_DEFAULT;
    const struct scenario_host host = {on_option, on_pane, on_include, f,
                                       on_names};
    struct scenario_source source;
    struct error err;

    *f = (struct scenario_file){
        .path = path, .machine = options, .problems = &problems};
    problems.count = problems.lost = 0;
    problems.file = path;
    if (given)
        f->scenario = scenario_read(given, &host, &problems);
    else if (load(f, path, &source, &err))
        f->scenario = scenario_read(&source, &host, &problems);
    else
        problem_add(&problems, 0, 0, "%s", err.text);
    if (f->scenario)
        machine_options_end_at_prompt(&f->machine);
    return f->scenario != NULL;
}

bool scenario_file_read(struct scenario_file *f, const char *path)
{
    return read_file(f, path, NULL);
}

void scenario_file_problem(const struct problem *p, char *text, size_t size)
{
    if (p->line)
        snprintf(text, size, "%s:%u:%u: %s", p->file, p->line, p->column,
                 p->text);
    else
        snprintf(text, size, "%s: %s", p->file, p->text);
}

void scenario_file_print(const struct scenario_file *f)
{
    char text[2 * PROBLEM_TEXT];

    for (unsigned i = 0; i < f->problems->count; i++) {
        scenario_file_problem(&f->problems->row[i], text, sizeof text);
        fprintf(stderr, "%s\n", text);
    }
    if (f->problems->lost)
        complain("%s: %u more problems", f->path, f->problems->lost);
}

bool scenario_file_open(struct scenario_file *f, const char *path)
{
    bool ok = read_file(f, path, NULL);

    scenario_file_print(f);
    return ok;
}

bool scenario_file_open_text(struct scenario_file *f, const char *name,
                             const char *bytes, size_t count)
{
    const struct scenario_source source = {
        .name = name, .bytes = bytes, .count = count};
    bool ok = read_file(f, name, &source);

    scenario_file_print(f);
    return ok;
}

void scenario_file_close(struct scenario_file *f)
{
    scenario_free(f->scenario);
    symbol_files_close(&f->symbols);
    for (unsigned i = 0; i < f->kept_count; i++)
        free(f->kept[i]);
}

bool scenario_file_begin(const struct scenario_file *f, bool with_faults,
                         struct guest *g, struct scenario_run *run)
{
    struct error err;

    scenario_configure(f->scenario, with_faults, &g->config);
    if (!guest_open(g, &f->machine))
        return false;
    if (scenario_begin(run, f->scenario, g->session, &err))
        return true;
    complain("%s: %s", f->path, err.text);
    return false;
}

/* --- many files -------------------------------------------------------- */

bool scenario_file_is_named(const char *path)
{
    const char *dot = strrchr(path, '.');

    return dot && (!strcmp(dot, ".yaml") || !strcmp(dot, ".yml"));
}

static bool add_path(struct scenario_paths *p, const char *folder,
                     const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = p->count < SCENARIO_FILES ? malloc(size) : NULL;

    if (!path) {
        complain("%s: too many scenarios; at most %d", name, SCENARIO_FILES);
        return false;
    }
    snprintf(path, size, "%s%s%s", folder, *folder ? "/" : "", name);
    p->path[p->count++] = path;
    return true;
}

/* Numbers by their value: 9-name before 10-name. */
static int by_name(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;

    while (*x && *y) {
        size_t i = strspn(x, "0123456789"), j = strspn(y, "0123456789");

        if (i && j && i != j)
            return i < j ? -1 : 1;
        if (*x != *y)
            break;
        x++;
        y++;
    }
    return strcmp(x, y);
}

static bool add_folder(struct scenario_paths *p, const char *folder, DIR *dir)
{
    unsigned first = p->count;
    struct dirent *entry;
    bool ok = true;

    while (ok && (entry = readdir(dir)))
        if (entry->d_name[0] != '.' && scenario_file_is_named(entry->d_name))
            ok = add_path(p, folder, entry->d_name);
    qsort(&p->path[first], p->count - first, sizeof p->path[0], by_name);
    if (ok && p->count == first)
        complain("%s: no scenario is in this folder", folder);
    return ok && p->count > first;
}

bool scenario_paths_add(struct scenario_paths *p, const char *path)
{
    char folder[1024];
    size_t length = strlen(path);
    DIR *dir = opendir(path);
    bool ok;

    if (!dir)
        return add_path(p, "", path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    snprintf(folder, sizeof folder, "%.*s", (int)length, path);
    ok = add_folder(p, folder, dir);
    closedir(dir);
    return ok;
}

void scenario_paths_free(struct scenario_paths *p)
{
    for (unsigned i = 0; i < p->count; i++)
        free(p->path[i]);
}
