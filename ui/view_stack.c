/* SPDX-License-Identifier: MIT
 *
 * ui/view_stack.c - the words on the stack, from SS:ESP up, in the size that
 * the code pushes; return addresses into the present code segment with the
 * name of the code that called.
 */
#include <stdio.h>

#include "ui/code_names.h"
#include "ui/tui.h"

#define COLUMN 36 /* of a word with its name */

static uint32_t stack_word(struct tui *t, uint32_t offset, unsigned size)
{
    const struct shown_segment *ss = &t->cpu.segment[SHOWN_SS];
    uint32_t word = 0;

    for (unsigned n = 0; n < size; n++) {
        uint8_t byte;

        session_peek_linear(t->session, ss->base + offset + n, &byte);
        word |= (uint32_t)byte << (8 * n);
    }
    return word;
}

/* "ret print+1Ah"; empty if the word is no return address. */
static void caller(struct tui *t, uint32_t word,
                   char text[static PLACE_NAME + 4])
{
    struct code_place place;
    char name[PLACE_NAME] = "";

    text[0] = '\0';
    if (!session_returns(t->session, word))
        return;
    if (code_place(t, t->cpu.segment[SHOWN_CS].base + word, &place))
        place_name(&place, name);
    snprintf(text, PLACE_NAME + 4, "ret %s", name);
}

static void draw(struct tui *t, struct canvas *c)
{
    const struct shown_segment *ss = &t->cpu.segment[SHOWN_SS];
    unsigned size = t->cpu.mode == MODE_PROTECTED32 ? 4 : 2;
    uint32_t mask = t->cpu.stack32 ? 0xffffffff : 0xffff;
    uint32_t top = t->cpu.general[4] & mask;
    unsigned digits = t->cpu.stack32 ? 8 : 4;
    unsigned per_row = c->columns >= 2 * COLUMN ? c->columns / COLUMN : 1;
    int left = (int)(c->columns / per_row - digits - 2 * size - 10);

    for (unsigned row = 0; row < c->rows; row++)
        for (unsigned i = 0; i < per_row; i++) {
            uint32_t offset = (top + (row + i * c->rows) * size) & mask;
            uint32_t word = stack_word(t, offset, size);
            char name[PLACE_NAME + 4];

            caller(t, word, name);
            canvas_text(c, row, i * c->columns / per_row,
                        offset == top ? STYLE_HERE : STYLE_PLAIN,
                        "%c%04X:%0*X %0*X  %.*s", offset == top ? '>' : ' ',
                        (unsigned)ss->selector, (int)digits, (unsigned)offset,
                        (int)(2 * size), (unsigned)word, left > 0 ? left : 0,
                        name);
        }
}

const struct view view_stack = {"stack", "Stack", draw, NULL, NULL};
