/* SPDX-License-Identifier: MIT
 *
 * ui/symbol_files.c - the names of the guest's code: the files of --symbols,
 * and the source files that these name.
 */
#include "ui/symbol_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ui/images.h"

#define SYMBOLS_MAX (256u << 20)
#define SOURCE_MAX  (4u << 20)

/* --- files with symbols ------------------------------------------------ */

/* FILE@ADDRESS; a name may hold an @ if no hexadecimal number follows. */
static char *split(const char *value, uint64_t *address)
{
    const char *mark = strrchr(value, '@');
    size_t length = strlen(value);
    char *end = NULL, *name;

    *address = 0;
    if (mark && strchr("0123456789abcdefABCDEF", mark[1]) && mark[1]) {
        *address = strtoull(mark + 1, &end, 16);
        if (!*end)
            length = (size_t)(mark - value);
        else
            *address = 0;
    }
    name = malloc(length + 1);
    if (name)
        snprintf(name, length + 1, "%s", value);
    return name;
}

static bool add(struct symbol_files *f, const char *value, struct error *err)
{
    uint64_t address;
    char *name = split(value, &address);
    uint32_t count;

    if (!name)
        return error_set(err, "the host has no memory for symbols");
    f->name[f->count++] = name;
    return file_load(name, SYMBOLS_MAX, &f->bytes[f->count - 1], &count, err) &&
           symbols_add_elf(f->table, name, f->bytes[f->count - 1], count,
                           address, err);
}

bool symbol_files_open(struct symbol_files *f, const struct machine_options *o,
                       struct error *err)
{
    f->table = symbols_open();
    if (!f->table)
        return error_set(err, "the host has no memory for symbols");
    for (unsigned i = 0; i < o->symbols_count; i++)
        if (!add(f, o->symbols[i], err))
            return false;
    return true;
}

void symbol_files_close(struct symbol_files *f)
{
    symbols_close(f->table);
    for (unsigned i = 0; i < f->count; i++) {
        free(f->bytes[i]);
        free(f->name[i]);
    }
    for (unsigned i = 0; i < SOURCES; i++)
        free(f->source[i].bytes);
}

/* --- sources ----------------------------------------------------------- */

/* A source that was changed after the program was built says other things. */
static bool read_built(struct source *s, const char *path, const char *program)
{
    struct stat source, built;
    struct error err;

    return stat(path, &source) == 0 && stat(program, &built) == 0 &&
           source.st_mtime <= built.st_mtime &&
           file_load(path, SOURCE_MAX, &s->bytes, &s->count, &err);
}

/* As the path says, or from the folder of the program. */
static void read_source(const struct symbol_files *f, struct source *s,
                        const char *image)
{
    for (unsigned i = 0; i < f->count; i++) {
        const char *slash = strrchr(f->name[i], '/');
        char path[1024];
        int length;

        if (strncmp(slash ? slash + 1 : f->name[i], image, strlen(image)) != 0)
            continue;
        if (read_built(s, s->path, f->name[i]))
            return;
        if (!slash)
            continue;
        length = snprintf(path, sizeof(path), "%.*s/%s",
                          (int)(slash - f->name[i]), f->name[i], s->path);
        if (length < (int)sizeof(path) && read_built(s, path, f->name[i]))
            return;
    }
}

static const struct source *source_of(struct symbol_files *f,
                                      const struct code_place *place)
{
    const char *path = place->file;
    struct source *s;

    for (unsigned i = 0; i < SOURCES; i++)
        if (!strcmp(f->source[i].path, path))
            return &f->source[i];
    s = &f->source[f->sources++ % SOURCES];
    free(s->bytes);
    *s = (struct source){0};
    snprintf(s->path, sizeof(s->path), "%s", path);
    read_source(f, s, place->image);
    return s;
}

void symbol_files_text(struct symbol_files *f, struct code_place *place)
{
    const struct source *s;
    const char *at, *end, *stop;

    if (!place->file[0] || place->text[0])
        return;
    s = source_of(f, place);
    at = (const char *)s->bytes;
    end = at ? at + s->count : NULL;
    for (uint32_t line = 1; at && line < place->line; line++) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at && at + 1 < end ? at + 1 : NULL;
    }
    if (!at)
        return;
    stop = memchr(at, '\n', (size_t)(end - at));
    snprintf(place->text, sizeof(place->text), "%.*s",
             (int)((stop ? stop : end) - at), at);
}
