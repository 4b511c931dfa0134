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
    if (steps.present && steps.physical >> 32)
        snprintf(text, size, "no memory");
    else if (steps.present)
        session_owner(t->session, (uint32_t)steps.physical, text, size);
    else
        snprintf(text, size, "not mapped");
}

static void draw_row(const struct tui *t, struct canvas *c, unsigned row,
                     uint32_t address)
{
    char text[60];

    canvas_text(c, row, 0, STYLE_PLAIN, "%08X", (unsigned)address);
    for (unsigned i = 0; i < PER_ROW; i++) {
        bool here = address + i == t->memory_at;
        enum style style = here ? STYLE_HERE : STYLE_PLAIN;
        uint8_t byte;
        bool there = byte_at(t, address + i, &byte);

        if (there)
            canvas_text(c, row, 9 + 3 * i, style, "%02X", (unsigned)byte);
        else
            canvas_text(c, row, 9 + 3 * i, style, "--");
        canvas_text(c, row, 58 + i, style, "%c",
                    there && byte >= 0x20 && byte < 0x7f ? byte : '.');
        if (here)
            canvas_text(c, row, 8 + 3 * i, STYLE_PLAIN, ">");
    }
    owner(t, address, text, sizeof(text));
    if (c->columns >= 90)
        canvas_text(c, row, 75, STYLE_PLAIN, "%s", text);
}

/* Unless the user chose a place: the stack, where most happens. */
static void follow(struct tui *t)
{
    const struct shown_segment *ss = &t->cpu.segment[SHOWN_SS];
    uint32_t pointer = t->cpu.general[4];

    if (t->memory_chosen)
        return;
    t->memory_physical = false;
    t->memory_at = ss->base + (t->cpu.stack32 ? pointer : pointer & 0xffff);
}

/* Keep the selected byte in sight. */
static void scroll(struct tui *t, unsigned rows)
{
    uint32_t row = t->memory_at & ~(PER_ROW - 1);

    if (rows && row - t->memory_top < rows * PER_ROW)
        return;
    t->memory_top =
        row - t->memory_top == rows * PER_ROW ? t->memory_top + PER_ROW : row;
}

static void draw(struct tui *t, struct canvas *c)
{
    char text[700];
    uint32_t physical;
    unsigned rows;
    bool known;

    follow(t);
    known = writer_selected(t, &physical) &&
            writer_text(t, physical, text, sizeof(text));
    rows = c->rows > 4 && known ? c->rows - 4 : c->rows ? c->rows - 1 : 0;
    scroll(t, rows);
    for (unsigned i = 0; i < rows; i++)
        draw_row(t, c, i + 1, t->memory_top + i * PER_ROW);
    if (known)
        canvas_paragraph(c, rows + 1, STYLE_CHANGED, text);
    owner(t, t->memory_at, text, sizeof(text));
    canvas_text(c, 0, 0, STYLE_PLAIN, "%s %08X; these bytes: %s",
                t->memory_physical ? "physical" : "linear",
                (unsigned)t->memory_at, text);
}

static bool key(struct tui *t, uint32_t key)
{
    static const struct {
        uint32_t key;
        int by;
    } moves[] = {
        {SESSION_KEY_UP, -(int)PER_ROW}, {SESSION_KEY_DOWN, PER_ROW},
        {SESSION_KEY_LEFT, -1},          {SESSION_KEY_RIGHT, 1},
        {SESSION_KEY_PAGE_UP, -256},     {SESSION_KEY_PAGE_DOWN, 256},
    };

    follow(t);
    if (key == '\r') {
        t->memory_chosen = true;
        writer_ask(t);
        return true;
    }
    for (unsigned i = 0; i < ARRAY_LEN(moves); i++)
        if (moves[i].key == key) {
            t->memory_at += (uint32_t)moves[i].by;
            t->memory_chosen = true;
            return true;
        }
    return false;
}

static void note(struct tui *t, bool focus, char *text, size_t size)
{
    (void)t;
    if (focus)
        snprintf(text, size,
                 "Enter: who wrote this byte last; again: go there");
}

const struct view view_memory = {"memory", "Memory", draw, key, note};
