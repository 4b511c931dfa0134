/* SPDX-License-Identifier: MIT
 *
 * ui/view_pages.c - how an address becomes memory: selector, descriptor, page
 * directory, page table, A20, and the hypervisor's own table behind. Left and
 * Right choose whose address it is.
 */
#include <inttypes.h>
#include <stdio.h>

#include "ui/scroll.h"

static const struct {
    const char *name, *offset_name;
    unsigned segment;
    int general; /* number of the register; -1: EIP, -2: none */
} walks[] = {
    [WALK_CS] = {"CS", "EIP", SHOWN_CS, -1},
    [WALK_SS] = {"SS", "ESP", SHOWN_SS, 4},
    [WALK_DS] = {"DS", "ESI", SHOWN_DS, 6},
    [WALK_ES] = {"ES", "EDI", SHOWN_ES, 7},
    [WALK_FS] = {"FS", "0", SHOWN_FS, -2},
    [WALK_GS] = {"GS", "0", SHOWN_GS, -2},
};

static uint32_t offset_of(const struct tui *t, enum walk walk)
{
    int n = walks[walk].general;
    uint32_t offset = n >= 0 ? t->cpu.general[n] : n == -1 ? t->cpu.eip : 0;
    bool wide =
        walk == WALK_SS ? t->cpu.stack32 : t->cpu.mode == MODE_PROTECTED32;

    return wide ? offset : offset & 0xffff;
}

/* --- segments ---------------------------------------------------------- */

static unsigned draw_descriptor(struct tui *t, struct canvas *c, unsigned row,
                                const struct shown_segment *segment)
{
    struct descriptor_step d;
    char text[80];

    session_descriptor(t->session, segment->selector, &d);
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "  selector   %04X: entry %u of the %s, RPL %u",
                (unsigned)segment->selector, segment->selector >> 3u,
                d.local ? "LDT" : "GDT", segment->selector & 3u);
    if (d.is_null || !d.inside || !d.present) {
        canvas_text(c, row++, 0, STYLE_PLAIN, "  descriptor %s",
                    d.is_null   ? "none: the null selector"
                    : !d.inside ? "none: outside of the table's limit"
                                : "none: no page is mapped there");
        return row;
    }
    segment_words(&d.shown, text, sizeof(text));
    canvas_text(c, row++, 0, STYLE_PLAIN, "  descriptor at %08X: %08X %08X, %s",
                (unsigned)d.at, (unsigned)d.high, (unsigned)d.low, text);
    if (d.shown.base != segment->base || d.shown.limit != segment->limit)
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "             now base %08X limit %X; the processor keeps "
                    "what it loaded",
                    (unsigned)d.shown.base, (unsigned)d.shown.limit);
    return row;
}

static unsigned draw_segment(struct tui *t, struct canvas *c, unsigned row,
                             uint32_t linear)
{
    enum walk walk = t->walk;
    const struct shown_segment *segment;

    if (walk == WALK_MEMORY) {
        canvas_text(c, row, 0, STYLE_PLAIN, "1 address    linear %08X",
                    (unsigned)linear);
        return row + 1;
    }
    segment = &t->cpu.segment[walks[walk].segment];
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "1 segment    %s %04X: base %08X + %s %08X = linear %08X",
                walks[walk].name, (unsigned)segment->selector,
                (unsigned)segment->base, walks[walk].offset_name,
                (unsigned)offset_of(t, walk), (unsigned)linear);
    if (t->cpu.mode == MODE_PROTECTED16 || t->cpu.mode == MODE_PROTECTED32)
        return draw_descriptor(t, c, row, segment);
    if (segment->base != (uint32_t)segment->selector << 4)
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "             the base is not %04X * 16: it was loaded "
                    "otherwise",
                    (unsigned)segment->selector);
    return row;
}

/* --- pages ------------------------------------------------------------- */

static void rights(uint64_t entry, char *text, size_t size)
{
    snprintf(text, size, "%s%s%s%s%s", entry & BIT(0) ? "present" : "absent",
             entry & BIT(1) ? " writable" : " read-only",
             entry & BIT(2) ? " user" : " supervisor",
             entry & BIT(5) ? " accessed" : "", entry & BIT(6) ? " dirty" : "");
}

/* The first of three levels has no rights, and is no memory: the processor
 * took the pointers in when CR3 was loaded. */
static unsigned draw_pointer(struct canvas *c, unsigned row, uint32_t linear,
                             const struct page_steps *steps)
{
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "2 pointer    #%u, kept since CR3 was loaded: %09" PRIX64 " %s",
                (unsigned)(linear >> 30), steps->pointer_entry,
                steps->pointer_entry & BIT(0) ? "present" : "absent");
    return row;
}

static unsigned draw_entry(struct canvas *c, unsigned row, const char *level,
                           unsigned number, uint64_t at, uint64_t entry,
                           const struct page_steps *steps)
{
    char text[80];

    rights(entry, text, sizeof(text));
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "%s  #%u at %08" PRIX64 ": %0*" PRIX64 " %s%s", level, number,
                at, steps->pae ? 9 : 8, entry, text,
                !steps->large ? ""
                : steps->pae  ? " 2 MiB"
                              : " 4 MiB");
    return row;
}

static unsigned draw_tables(struct canvas *c, unsigned row, uint32_t linear,
                            const struct page_steps *steps)
{
    if (steps->pae)
        row = draw_pointer(c, row, linear, steps);
    if (!steps->pae || steps->directory_at)
        row = draw_entry(c, row, steps->pae ? "  directory" : "2 directory",
                         steps->pae ? linear >> 21 & 0x1ff : linear >> 22,
                         steps->directory_at, steps->directory_entry, steps);
    if (steps->table_at)
        row =
            draw_entry(c, row, "3 table    ",
                       steps->pae ? linear >> 12 & 0x1ff : linear >> 12 & 0x3ff,
                       steps->table_at, steps->table_entry, steps);
    return row;
}

static unsigned draw_host(struct canvas *c, unsigned row,
                          const struct page_steps *steps)
{
    if (steps->backed)
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "5 hypervisor guest frame %u is host frame %u: %s",
                    (unsigned)(steps->physical >> 12),
                    (unsigned)steps->host_frame, steps->backing);
    else
        canvas_text(c, row++, 0, STYLE_PLAIN, "5 hypervisor guest frame %u: %s",
                    (unsigned)(steps->physical >> 12), steps->backing);
    return row;
}

/* --- the whole --------------------------------------------------------- */

static unsigned draw_all(struct tui *t, struct canvas *c)
{
    uint32_t linear;
    struct page_steps steps;
    unsigned row;

    if (t->walk == WALK_MEMORY)
        linear = t->memory_at;
    else
        linear =
            t->cpu.segment[walks[t->walk].segment].base + offset_of(t, t->walk);
    session_walk(t->session, linear, &steps);
    row = draw_segment(t, c, 0, linear);
    if (steps.paging)
        row = draw_tables(c, row, linear, &steps);
    else
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "2 paging     off: linear is physical");
    if (!steps.present) {
        canvas_text(c, row, 0, STYLE_PLAIN,
                    "             %s: an access faults (#PF)",
                    steps.reserved ? "a bit that must be 0 is 1" : "no page");
        return row + 1;
    }
    canvas_text(c, row++, 0, STYLE_PLAIN, "4 physical   %08" PRIX64 ", A20 %s",
                steps.physical,
                t->cpu.a20_open ? "open" : "closed: bit 20 is 0");
    return draw_host(c, row, &steps);
}

static void draw(struct tui *t, struct canvas *c)
{
    if (t->walk == WALK_MEMORY && t->memory_physical)
        t->walk = WALK_CS;
    scroll_part(t, VIEW_pages, c, draw_all);
}

static bool key(struct tui *t, uint32_t key)
{
    unsigned count = t->memory_physical ? WALK_MEMORY : WALK_MEMORY + 1;

    switch (key) {
    case SESSION_KEY_LEFT:
        t->walk = (enum walk)((t->walk + count - 1) % count);
        return true;
    case SESSION_KEY_RIGHT:
        t->walk = (enum walk)((t->walk + 1) % count);
        return true;
    default:
        return scroll_key(t, VIEW_pages, key);
    }
}

static void note(struct tui *t, bool focus, char *text, size_t size)
{
    (void)t;
    if (focus)
        snprintf(text, size, "Left, Right: CS SS DS ES FS GS memory");
}

const struct view view_pages = {"pages", "From address to memory", draw, key,
                                note};
