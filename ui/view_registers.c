/* SPDX-License-Identifier: MIT
 *
 * ui/view_registers.c - the processor's registers; a * marks what the last
 * move changed. With more room: flags, CR0 and descriptors spelled out.
 */
#include <stdio.h>
#include <string.h>

#include "ui/scroll.h"

#define BIT_WIDTH 32u /* of a flag with its meaning */

struct bit_name {
    unsigned bit;
    const char *name, *meaning;
};

static const struct bit_name flags[] = {
    {0, "CF", "carry"},
    {2, "PF", "parity even"},
    {4, "AF", "half carry"},
    {6, "ZF", "zero"},
    {7, "SF", "negative"},
    {8, "TF", "trap each instruction"},
    {9, "IF", "interrupts on"},
    {10, "DF", "strings go down"},
    {11, "OF", "overflow"},
    {12, "IOPL.0", "I/O level, low"},
    {13, "IOPL.1", "I/O level, high"},
    {14, "NT", "nested task"},
    {16, "RF", "resume"},
    {17, "VM", "virtual 8086"},
    {18, "AC", "alignment check"},
    {19, "VIF", "virtual IF"},
    {20, "VIP", "virtual IF waits"},
    {21, "ID", "CPUID exists"},
};

static const struct bit_name cr0_bits[] = {
    {0, "PE", "protected mode"},
    {1, "MP", "monitor coprocessor"},
    {2, "EM", "no coprocessor"},
    {3, "TS", "task switched"},
    {4, "ET", "387 type"},
    {5, "NE", "native FPU errors"},
    {16, "WP", "write protect"},
    {18, "AM", "alignment mask"},
    {29, "NW", "not write-through"},
    {30, "CD", "cache disabled"},
    {31, "PG", "paging"},
};

static const struct bit_name cr4_bits[] = {
    {0, "VME", "virtual 8086 helped"},   {1, "PVI", "virtual interrupts"},
    {2, "TSD", "RDTSC for ring 0 only"}, {3, "DE", "debug extensions"},
    {4, "PSE", "pages of 4 MiB"},        {5, "PAE", "addresses of 36 bits"},
    {6, "MCE", "machine check"},         {7, "PGE", "global pages"},
    {8, "PCE", "RDPMC for all"},
};

/* Those that matter most while a PC boots. */
static const struct bit_name cr0_short[] = {
    {0, "PE", NULL},
    {3, "TS", NULL},
    {16, "WP", NULL},
    {31, "PG", NULL},
};

static const char *const mode_names[] = {
    [MODE_REAL] = "real mode",
    [MODE_PROTECTED16] = "16-bit protected",
    [MODE_PROTECTED32] = "32-bit protected",
    [MODE_V86] = "virtual 8086",
};

static const char *const segment_names[6] = {"ES", "CS", "SS",
                                             "DS", "FS", "GS"};

static void bits(char *text, size_t size, uint32_t value,
                 const struct bit_name *names, unsigned count)
{
    size_t used = 0;

    text[0] = '\0';
    for (unsigned i = 0; i < count && used + 4 < size; i++)
        if (value >> names[i].bit & 1)
            used += (size_t)snprintf(text + used, size - used, " %s",
                                     names[i].name);
    if (!used)
        snprintf(text, size, " none");
}

static void value(struct canvas *c, unsigned row, unsigned column,
                  const char *name, uint32_t now, uint32_t before)
{
    canvas_text(c, row, column, now == before ? STYLE_PLAIN : STYLE_CHANGED,
                "%s%c%08X", name, now == before ? ' ' : '*', (unsigned)now);
}

static void selector(struct canvas *c, unsigned row, unsigned column,
                     const char *name, unsigned now, unsigned before)
{
    canvas_text(c, row, column, now == before ? STYLE_PLAIN : STYLE_CHANGED,
                "%s%c%04X", name, now == before ? ' ' : '*', now);
}

static void draw_general(struct canvas *c, const struct shown_cpu *now,
                         const struct shown_cpu *before)
{
    static const char *const names[8] = {"EAX", "ECX", "EDX", "EBX",
                                         "ESP", "EBP", "ESI", "EDI"};
    static const uint8_t order[8] = {0, 6, 3, 7, 1, 5, 2, 4};

    for (unsigned i = 0; i < 8; i++)
        value(c, i / 2, i % 2 ? 16 : 0, names[order[i]], now->general[order[i]],
              before->general[order[i]]);
}

static void draw_short(struct canvas *c, const struct shown_cpu *now,
                       const struct shown_cpu *before)
{
    static const uint8_t order[6] = {1, 3, 0, 2, 4, 5};
    char text[80];

    for (unsigned i = 0; i < 6; i++)
        selector(c, 4 + i / 3, i % 3 * 9, segment_names[order[i]],
                 now->segment[order[i]].selector,
                 before->segment[order[i]].selector);
    canvas_text(c, 4, 27, STYLE_PLAIN, "ring %u", (unsigned)now->privilege);
    value(c, 6, 0, "EIP", now->eip, before->eip);
    canvas_text(c, 6, 13, STYLE_PLAIN, "%s", mode_names[now->mode]);
    value(c, 7, 0, "EFL", now->eflags, before->eflags);
    bits(text, sizeof(text), now->eflags, flags, ARRAY_LEN(flags));
    canvas_text(c, 7, 12, STYLE_PLAIN, "%s%s", text,
                now->halted ? " HALTED" : "");
    value(c, 8, 0, "CR0", now->cr0, before->cr0);
    bits(text, sizeof(text), now->cr0, cr0_short, ARRAY_LEN(cr0_short));
    canvas_text(c, 8, 12, STYLE_PLAIN, "%s  A20 %s", text,
                now->a20_open ? "open" : "shut");
}

static unsigned draw_segments(struct canvas *c, unsigned row,
                              const struct shown_cpu *now)
{
    char text[60];

    for (unsigned i = 0; i < 6; i++) {
        segment_words(&now->segment[i], text, sizeof(text));
        canvas_text(c, row++, 0, STYLE_PLAIN, "%s base %08X limit %X %s",
                    segment_names[i], (unsigned)now->segment[i].base,
                    (unsigned)now->segment[i].limit, text);
    }
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "GDT %08X limit %04X  IDT %08X "
                "limit %04X",
                (unsigned)now->gdtr.base, (unsigned)now->gdtr.limit,
                (unsigned)now->idtr.base, (unsigned)now->idtr.limit);
    segment_words(&now->tr, text, sizeof(text));
    canvas_text(c, row++, 0, STYLE_PLAIN, "TR %04X %s base %08X  LDT %04X",
                (unsigned)now->tr.selector, text, (unsigned)now->tr.base,
                (unsigned)now->ldtr.selector);
    canvas_text(c, row++, 0, STYLE_PLAIN, "CR2 %08X  CR3 %08X  CR4 %08X",
                (unsigned)now->cr2, (unsigned)now->cr3, (unsigned)now->cr4);
    return row;
}

static unsigned draw_bits(struct canvas *c, unsigned row, const char *title,
                          uint32_t now, const struct bit_name *names,
                          unsigned count)
{
    unsigned width = BIT_WIDTH;
    unsigned columns = c->columns / width ? c->columns / width : 1;

    for (unsigned i = 0; i < count; i++)
        canvas_text(c, row + i / columns, i % columns * width, STYLE_PLAIN,
                    "%s.%s %u %s", title, names[i].name,
                    now >> names[i].bit & 1, names[i].meaning);
    return row + (count + columns - 1) / columns;
}

/* A descriptor's rights, bit by bit (SDM Vol. 3A, "Segment Descriptors"). */
static unsigned draw_rights(struct canvas *c, unsigned row, const char *name,
                            const struct shown_segment *s)
{
    static const char *const data[] = {"write", "expand down"};
    static const char *const code[] = {"read", "conforming"};
    unsigned access = s->access;
    const char *const *kind = access & BIT(3) ? code : data;
    char text[300];

    if (access & BIT(4))
        snprintf(text, sizeof(text),
                 "%s access: P %u present  DPL %u  S 1 code or data  E %u %s  "
                 "%s %u  %s %u  A %u accessed  G %u limit in pages  "
                 "D/B %u 32-bit  AVL %u",
                 name, access >> 7 & 1, access >> 5 & 3, access >> 3 & 1,
                 access & BIT(3) ? "code" : "data", kind[1], access >> 2 & 1,
                 kind[0], access >> 1 & 1, access & 1, access >> 15 & 1,
                 access >> 14 & 1, access >> 12 & 1);
    else
        snprintf(text, sizeof(text),
                 "%s access: P %u present  DPL %u  S 0 system  type %u  G %u "
                 "limit in pages",
                 name, access >> 7 & 1, access >> 5 & 3, access & 15,
                 access >> 15 & 1);
    return canvas_paragraph(c, row, STYLE_PLAIN, text);
}

static unsigned draw_all(struct tui *t, struct canvas *c)
{
    unsigned row;

    draw_general(c, &t->cpu, &t->cpu_before);
    draw_short(c, &t->cpu, &t->cpu_before);
    row = draw_segments(c, 9, &t->cpu);
    row = draw_bits(c, row, "EFLAGS", t->cpu.eflags, flags, ARRAY_LEN(flags));
    row = draw_bits(c, row, "CR0", t->cpu.cr0, cr0_bits, ARRAY_LEN(cr0_bits));
    row = draw_bits(c, row, "CR4", t->cpu.cr4, cr4_bits, ARRAY_LEN(cr4_bits));
    for (unsigned i = 0; i < 6; i++)
        row = draw_rights(c, row, segment_names[i], &t->cpu.segment[i]);
    row = draw_rights(c, row, "LDTR", &t->cpu.ldtr);
    return draw_rights(c, row, "TR", &t->cpu.tr);
}

static void draw(struct tui *t, struct canvas *c)
{
    scroll_part(t, VIEW_registers, c, draw_all);
}

static bool key(struct tui *t, uint32_t key)
{
    return scroll_key(t, VIEW_registers, key);
}

const struct view view_registers = {"registers", "Registers", draw, key, NULL};
