/* SPDX-License-Identifier: MIT
 *
 * ui/code_names.c - names and source lines of code, as panes show them.
 */
#include "ui/code_names.h"

#include <stdio.h>
#include <string.h>

/* Blanks become one, none at the ends; what is not ASCII a question mark. */
static void tidy(char *text)
{
    size_t used = 0;

    for (const char *p = text; *p; p++) {
        bool blank = *p == ' ' || *p == '\t' || *p == '\r';

        if (blank && (!used || text[used - 1] == ' '))
            continue;
        text[used++] = blank ? ' ' : *p > ' ' && *p < 127 ? *p : '?';
    }
    if (used && text[used - 1] == ' ')
        used--;
    text[used] = '\0';
}

bool code_place(struct tui *t, uint32_t linear, struct code_place *place)
{
    if (!session_place(t->session, t->guest.symbols.table, linear, place))
        return false;
    symbol_files_text(&t->guest.symbols, place);
    tidy(place->text);
    return true;
}

void place_name(const struct code_place *place, char name[static PLACE_NAME])
{
    if (!place->symbol[0])
        snprintf(name, PLACE_NAME, "%s", place->image);
    else if (!place->offset)
        snprintf(name, PLACE_NAME, "%s", place->symbol);
    else
        snprintf(name, PLACE_NAME, "%s+%Xh", place->symbol,
                 (unsigned)place->offset);
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* In the same routine a local name does, as in the source. */
static const char *short_name(const char *name, const struct code_place *from)
{
    const char *dot = strchr(name, '.');
    size_t length = strcspn(from->symbol, ".");

    return dot && (size_t)(dot - name) == length &&
                   !strncmp(name, from->symbol, length)
               ? dot
               : name;
}

void code_text(struct tui *t, const struct code_line *line, char *text,
               size_t size)
{
    const char *target = strrchr(line->text, ' ');
    struct code_place from, to;
    char name[PLACE_NAME];

    snprintf(text, size, "%s", line->text);
    if (!target || !line->jumps || !code_place(t, line->target, &to) ||
        !to.symbol[0])
        return;
    place_name(&to, name);
    code_place(t, line->linear, &from);
    snprintf(text, size, "%.*s %s", (int)(target - line->text), line->text,
             short_name(name, &from));
}

bool code_moment(const struct tui *t, const char *text, struct moment *m,
                 struct error *err)
{
    const struct symbols *symbols = t->guest.symbols.table;
    char name[CODE_NAME], whole[BREAKPOINT_TEXT + 8];

    if (moment_parse(text, m, err))
        return moment_resolve(m, symbols, err);
    snprintf(name, sizeof(name), "%.*s", (int)strcspn(text, " #"), text);
    if (!symbols_know(symbols, name))
        return false;
    snprintf(whole, sizeof(whole), "exec:%s", text);
    return moment_parse(whole, m, err) && moment_resolve(m, symbols, err);
}
