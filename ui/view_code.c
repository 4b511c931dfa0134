/* SPDX-License-Identifier: MIT
 *
 * ui/view_code.c - the instructions from CS:EIP on, as the present mode
 * reads them.
 */
#include <stdio.h>

#include "ui/tui.h"

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

static void draw(struct tui *t, struct canvas *c)
{
    const struct shown_segment *cs = &t->cpu.segment[SHOWN_CS];
    bool wide = t->cpu.mode == MODE_PROTECTED32;
    unsigned most = c->columns >= 60 ? 8 : wide ? 3 : 5;
    uint32_t offset = t->cpu.eip;

    for (unsigned row = 0; row < c->rows; row++) {
        struct code_line line;
        char bytes[40];

        session_code(t->session, offset, &line);
        hex_bytes(&line, bytes, sizeof(bytes), most);
        canvas_text(c, row, 0, row ? STYLE_PLAIN : STYLE_HERE,
                    wide ? "%c%04X:%08X %-*s %s" : "%c%04X:%04X %-*s %s",
                    row ? ' ' : '>', (unsigned)cs->selector,
                    (unsigned)line.offset, (int)(2 * most + 1), bytes,
                    line.text);
        offset += line.length;
    }
}

const struct view view_code = {"code", "Code", draw, NULL};
