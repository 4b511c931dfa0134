/* SPDX-License-Identifier: MIT
 *
 * ui/scenario_file.c - finds scenarios, reads them, and powers their machines
 * on.
 */
#include "ui/scenario_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ui/complain.h"
#include "ui/suggest.h"
#include "ui/view.h"

#define FILE_MAX (256u << 10)

/* --- the machine ------------------------------------------------------- */

/* A path in the file is meant from the folder of the file. */
static const char *beside(struct scenario_file *f, const char *path)
{
    const char *slash = strrchr(f->path, '/');
    size_t folder = slash ? (size_t)(slash - f->path) + 1 : 0;
    char *joined;

    if (*path == '/' || f->joined_count == ARRAY_LEN(f->joined))
        return path;
    joined = malloc(folder + strlen(path) + 1);
    if (!joined)
        return path;
    memcpy(joined, f->path, folder);
    strcpy(joined + folder, path);
    f->joined[f->joined_count++] = joined;
    return joined;
}

static bool is_path(const struct scenario_option *o)
{
    return !strcmp(o->name, "bios") || !strcmp(o->name, "kernel") ||
           (!strcmp(o->name, "disk") && strcmp(o->value, "none") != 0);
}

static bool unknown_option(const char *name, struct error *err)
{
    struct suggestion s = {.word = name};
    char hint[80];

    for (const struct option *row = machine_option_rows; row->name; row++)
        suggest(&s, row->name + 2);
    return error_set(err, "unknown option \"%.40s\" of the machine%s", name,
                     suggest_text(&s, hint));
}

static bool on_option(void *context, const struct scenario_option *o,
                      struct error *err)
{
    struct scenario_file *f = context;
    const char *value = is_path(o) ? beside(f, o->value) : o->value;

    if (!strcmp(o->name, "image"))
        return machine_option_image(&f->machine, beside(f, o->value), err);
    if (!strcmp(o->name, "keys") || !strcmp(o->name, "limit"))
        return error_set(err, "\"%s\" has a key of its own: %s", o->name,
                         *o->name == 'k' ? "inputs" : "limit");
    for (const struct option *row = machine_option_rows; row->name; row++)
        if (!strcmp(row->name + 2, o->name))
            return row->set(&f->machine, value, err);
    return unknown_option(o->name, err);
}

static bool on_pane(void *context, const char *name, struct error *err)
{
    struct suggestion s = {.word = name};
    char hint[80];

    (void)context;
    for (unsigned i = 0; i < VIEW_COUNT; i++) {
        if (!strcmp(views[i]->name, name))
            return true;
        suggest(&s, views[i]->name);
    }
    return error_set(err, "unknown pane \"%.40s\"%s", name,
                     suggest_text(&s, hint));
}

/* --- the file ---------------------------------------------------------- */

/* All bytes of the file; NULL: told on standard error. */
static char *load(const char *path, size_t *count)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;

    if (!file) {
        complain("%s: %s", path, strerror(errno));
        return NULL;
    }
    if (fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_size <= FILE_MAX)
        bytes = malloc(FILE_MAX + 1);
    if (bytes)
        *count = fread(bytes, 1, FILE_MAX + 1, file);
    else
        complain("%s: a scenario is a file of at most 256 KiB", path);
    fclose(file);
    return bytes;
}

static void print_problems(const char *path, const struct problems *p)
{
    for (unsigned i = 0; i < p->count; i++)
        fprintf(stderr, "%s:%u:%u: %s\n", path, p->row[i].line,
                p->row[i].column, p->row[i].text);
}

bool scenario_file_open(struct scenario_file *f, const char *path)
{
    const struct machine_options options = MACHINE_OPTIONS_DEFAULT;
    const struct scenario_machine machine = {on_option, on_pane, f};
    static struct problems problems; /* too large for a stack */
    size_t count;
    char *bytes;

    *f = (struct scenario_file){.path = path, .machine = options};
    bytes = load(path, &count);
    if (!bytes)
        return false;
    problems.count = 0;
    f->scenario = scenario_read(bytes, count, &machine, &problems);
    free(bytes);
    print_problems(path, &problems);
    if (f->scenario)
        machine_options_end_at_prompt(&f->machine);
    return f->scenario != NULL;
}

void scenario_file_close(struct scenario_file *f)
{
    scenario_free(f->scenario);
    for (unsigned i = 0; i < f->joined_count; i++)
        free(f->joined[i]);
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

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
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
