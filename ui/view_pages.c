/* SPDX-License-Identifier: MIT
 *
 * ui/view_pages.c - how an address becomes memory: segment, page directory,
 * page table, A20, and the hypervisor's own table behind. It walks the
 * address of the next instruction, or the one the memory pane was sent to.
 */
#include <inttypes.h>
#include <stdio.h>

#include "ui/tui.h"

static void rights(uint32_t entry, char *text, size_t size)
{
    snprintf(text, size, "%s%s%s%s%s", entry & BIT(0) ? "present" : "absent",
             entry & BIT(1) ? " writable" : " read-only",
             entry & BIT(2) ? " user" : " supervisor",
             entry & BIT(5) ? " accessed" : "", entry & BIT(6) ? " dirty" : "");
}

static unsigned draw_tables(struct canvas *c, unsigned row, uint32_t linear,
                            const struct page_steps *steps)
{
    char text[80];

    rights(steps->directory_entry, text, sizeof(text));
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "2 directory  entry %u at %08X: %08X %s",
                (unsigned)(linear >> 22), (unsigned)steps->directory_at,
                (unsigned)steps->directory_entry, text);
    if (!(steps->directory_entry & BIT(0)) || steps->large)
        return row;
    rights(steps->table_entry, text, sizeof(text));
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "3 table      entry %u at %08X: %08X %s",
                (unsigned)(linear >> 12 & 0x3ff), (unsigned)steps->table_at,
                (unsigned)steps->table_entry, text);
    return row;
}

static void draw(struct tui *t, struct canvas *c)
{
    const struct shown_segment *cs = &t->cpu.segment[SHOWN_CS];
    bool chosen = t->memory_chosen && !t->memory_physical;
    uint32_t linear = chosen ? t->memory_at : cs->base + t->cpu.eip;
    struct page_steps steps;
    unsigned row = 0;

    session_walk(t->session, linear, &steps);
    if (chosen)
        canvas_text(c, row++, 0, STYLE_PLAIN, "1 address    linear %08X",
                    (unsigned)linear);
    else
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "1 segment    CS %04X: base %08X + EIP %08X = linear %08X",
                    (unsigned)cs->selector, (unsigned)cs->base,
                    (unsigned)t->cpu.eip, (unsigned)linear);
    if (steps.paging)
        row = draw_tables(c, row, linear, &steps);
    else
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "2 paging     off: linear is physical");
    if (!steps.present) {
        canvas_text(c, row, 0, STYLE_PLAIN,
                    "             no page: an access faults (#PF)");
        return;
    }
    canvas_text(c, row++, 0, STYLE_PLAIN, "4 physical   %08X, A20 %s",
                (unsigned)steps.physical,
                t->cpu.a20_open ? "open" : "closed: bit 20 is 0");
    if (steps.backed)
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "5 hypervisor guest frame %u is host frame %u: %s",
                    (unsigned)(steps.physical >> 12),
                    (unsigned)steps.host_frame, steps.backing);
    else
        canvas_text(c, row++, 0, STYLE_PLAIN, "5 hypervisor guest frame %u: %s",
                    (unsigned)(steps.physical >> 12), steps.backing);
}

const struct view view_pages = {"pages", "From address to memory", draw, NULL, NULL};
