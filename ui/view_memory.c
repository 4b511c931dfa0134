/* SPDX-License-Identifier: MIT
 *
 * ui/view_memory.c - memory in hexadecimal, by linear or physical address,
 * and whose bytes they are: where each line of 16 came from.
 */
#include <stdio.h>

#include "ui/tui.h"

#define PER_ROW 16u

static bool byte_at(const struct tui *t, uint32_t address, uint8_t *byte)
{
    return t->memory_physical ? session_peek(t->session, address, byte)
                              : session_peek_linear(t->session, address, byte);
}

static void owner(const struct tui *t, uint32_t address, char *text,
                  size_t size)
{
    struct page_steps steps = {.present = true, .physical = address};

    if (!t->memory_physical)
        session_walk(t->session, address, &steps);
    if (steps.present)
        session_owner(t->session, steps.physical, text, size);
    else
        snprintf(text, size, "not mapped");
}

static void draw_row(const struct tui *t, struct canvas *c, unsigned row,
                     uint32_t address)
{
    char text[60];

    canvas_text(c, row, 0, STYLE_PLAIN, "%08X", (unsigned)address);
    for (unsigned i = 0; i < PER_ROW; i++) {
        uint8_t byte;
        bool there = byte_at(t, address + i, &byte);

        if (there)
            canvas_text(c, row, 9 + 3 * i, STYLE_PLAIN, "%02X", (unsigned)byte);
        else
            canvas_text(c, row, 9 + 3 * i, STYLE_PLAIN, "--");
        canvas_text(c, row, 58 + i, STYLE_PLAIN, "%c",
                    there && byte >= 0x20 && byte < 0x7f ? byte : '.');
    }
    owner(t, address, text, sizeof(text));
    if (c->columns >= 90)
        canvas_text(c, row, 75, STYLE_PLAIN, "%s", text);
}

/* Unless the user chose a place: the stack, where most happens. */
static uint32_t start(const struct tui *t)
{
    const struct shown_segment *ss = &t->cpu.segment[SHOWN_SS];
    uint32_t pointer = t->cpu.general[4];

    if (t->memory_chosen)
        return t->memory_at;
    return ss->base + (t->cpu.stack32 ? pointer : pointer & 0xffff);
}

static void draw(struct tui *t, struct canvas *c)
{
    uint32_t address = start(t) & ~(PER_ROW - 1);
    char text[60];

    owner(t, address, text, sizeof(text));
    canvas_text(c, 0, 0, STYLE_PLAIN,
                "%s address; these bytes: %s.  "
                ":memory ADDRESS goes elsewhere",
                t->memory_physical ? "physical" : "linear", text);
    for (unsigned row = 1; row < c->rows; row++)
        draw_row(t, c, row, address + (row - 1) * PER_ROW);
}

static bool key(struct tui *t, uint32_t key)
{
    uint32_t by;

    switch (key) {
    case SESSION_KEY_UP:
        by = (uint32_t)-PER_ROW;
        break;
    case SESSION_KEY_DOWN:
        by = PER_ROW;
        break;
    case SESSION_KEY_PAGE_UP:
        by = (uint32_t)-256;
        break;
    case SESSION_KEY_PAGE_DOWN:
        by = 256;
        break;
    default:
        return false;
    }
    t->memory_at = start(t) + by;
    t->memory_chosen = true;
    return true;
}

const struct view view_memory = {"memory", "Memory", draw, key, NULL};
