/* SPDX-License-Identifier: MIT
 *
 * ui/view_stack.c - the words on the stack, from SS:ESP up, in the size that
 * the code pushes.
 */
#include "ui/tui.h"

static void draw(struct tui *t, struct canvas *c)
{
    const struct shown_segment *ss = &t->cpu.segment[SHOWN_SS];
    unsigned size = t->cpu.mode == MODE_PROTECTED32 ? 4 : 2;
    uint32_t mask = t->cpu.stack32 ? 0xffffffff : 0xffff;
    uint32_t top = t->cpu.general[4] & mask;
    unsigned per_row = c->columns >= 60 ? 4 : c->columns >= 40 ? 2 : 1;

    for (unsigned row = 0; row < c->rows; row++)
        for (unsigned i = 0; i < per_row; i++) {
            uint32_t offset = (top + (row + i * c->rows) * size) & mask;
            uint32_t word = 0;

            for (unsigned n = 0; n < size; n++) {
                uint8_t byte;

                session_peek_linear(t->session, ss->base + offset + n, &byte);
                word |= (uint32_t)byte << (8 * n);
            }
            canvas_text(c, row, i * c->columns / per_row,
                        offset == top ? STYLE_HERE : STYLE_PLAIN,
                        "%c%04X:%0*X %0*X", offset == top ? '>' : ' ',
                        (unsigned)ss->selector, t->cpu.stack32 ? 8 : 4,
                        (unsigned)offset, (int)(2 * size), (unsigned)word);
        }
}

const struct view view_stack = {"stack", "Stack", draw, NULL, NULL};
