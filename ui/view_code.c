/* SPDX-License-Identifier: MIT
 *
 * ui/view_code.c - the instructions from CS:EIP on, as the present mode
 * reads them, with their names and source lines where these are certain:
 * above the code, or beside it where there is room.
 */
#include <stdio.h>
#include <string.h>

#include "ui/code_names.h"
#include "ui/tui.h"

#define CODE_COLUMNS   50u /* at least, if source lines stand beside */
#define SOURCE_COLUMNS 26u

struct listing {
    struct tui *t;
    struct canvas *c;
    unsigned row;
    unsigned beside; /* column of the source lines; 0: above the code */
    bool wide;       /* offsets have 32 bits */
    unsigned bytes;
    struct code_place head; /* of the first instruction */
    struct code_place last; /* whose line was shown last */
};

static void hex_bytes(const struct code_line *line, char *text, size_t size,
                      unsigned most)
{
    size_t used = 0;

    text[0] = '\0';
    for (unsigned i = 0; i < line->length && i < most && used + 3 < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%02X",
                                 (unsigned)line->bytes[i]);
    if (line->length > most && used + 2 < size)
        snprintf(text + used, size - used, "+");
}

/* --- source lines ------------------------------------------------------ */

/* A line of assembly language says what its instruction says. */
static bool is_assembly(const char *file)
{
    const char *dot = strrchr(file, '.');

    return dot && (!strcmp(dot, ".asm") || !strcmp(dot, ".inc") ||
                   !strcmp(dot, ".s") || !strcmp(dot, ".S"));
}

static bool is_same_file(const struct code_place *a, const struct code_place *b)
{
    return !strcmp(a->file, b->file) && !strcmp(a->image, b->image);
}

static void show_source(struct listing *l, const struct code_place *place,
                        bool here)
{
    bool known = is_same_file(place, &l->head);
    char text[200];

    if (!place->file[0] ||
        (place->line == l->last.line && is_same_file(place, &l->last)))
        return;
    l->last = *place;
    snprintf(text, sizeof(text), "%s%s%u  %s",
             known ? "" : file_name(place->file), known ? "" : ":",
             (unsigned)place->line, place->text);
    if (l->beside)
        canvas_text(l->c, l->row, l->beside, STYLE_PLAIN, "%s", text);
    else if (here || !is_assembly(place->file))
        canvas_text(l->c, l->row++, 2, STYLE_PLAIN, "%s", text);
}

/* --- headings ---------------------------------------------------------- */

/* Where the run is: the name on the left, the file on the right. */
static void show_head(struct listing *l, const struct code_place *place)
{
    char name[PLACE_NAME], where[200];
    unsigned length, column;

    l->head = *place;
    place_name(place, name);
    snprintf(where, sizeof(where), "%s in %s", file_name(place->file),
             place->image);
    length = (unsigned)strlen(where);
    column = length < l->c->columns ? l->c->columns - length : 0;
    canvas_text(l->c, l->row, column, STYLE_PLAIN, "%s", where);
    canvas_text(l->c, l->row, 0, STYLE_PLAIN, "%s  ", name);
    l->row++;
}

static void show_label(struct listing *l, const struct code_place *place)
{
    if (!l->row)
        show_head(l, place);
    else if (place->symbol[0] && !place->offset)
        canvas_text(l->c, l->row++, 0, STYLE_PLAIN, "%s:", place->symbol);
}

/* --- instructions ------------------------------------------------------ */

static void show_instruction(struct listing *l, const struct code_line *line,
                             bool here)
{
    char bytes[40], text[sizeof(line->text) + PLACE_NAME];
    struct canvas c = canvas_part(l->c, l->row, 0, 1,
                                  l->beside ? l->beside - 1 : l->c->columns);

    hex_bytes(line, bytes, sizeof(bytes), l->bytes);
    code_text(l->t, line, text, sizeof(text));
    canvas_text(&c, 0, 0, here ? STYLE_HERE : STYLE_PLAIN,
                l->wide ? "%c%04X:%08X %-*s %s" : "%c%04X:%04X %-*s %s",
                here ? '>' : ' ',
                (unsigned)l->t->cpu.segment[SHOWN_CS].selector,
                (unsigned)line->offset, (int)(2 * l->bytes + 1), bytes, text);
}

static void draw(struct tui *t, struct canvas *c)
{
    bool wide = t->cpu.mode == MODE_PROTECTED32;
    struct listing l = {
        .t = t,
        .c = c,
        .wide = wide,
        .beside = c->columns < CODE_COLUMNS + SOURCE_COLUMNS ? 0
                  : c->columns < 2 * CODE_COLUMNS            ? CODE_COLUMNS
                                                  : c->columns * 55 / 100,
        .bytes = c->columns >= 60 ? wide ? 6 : 8
                 : wide           ? 3
                                  : 5,
    };
    uint32_t offset = t->cpu.eip;
    struct code_line line;
    struct code_place place;

    do {
        bool here = offset == t->cpu.eip;

        session_code(t->session, offset, &line);
        if (code_place(t, line.linear, &place)) {
            show_label(&l, &place);
            show_source(&l, &place, here);
        }
        show_instruction(&l, &line, here);
        l.row++;
        offset += line.length;
    } while (l.row < c->rows);
}

const struct view view_code = {"code", "Code", draw, NULL, NULL};
