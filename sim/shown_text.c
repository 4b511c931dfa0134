/* SPDX-License-Identifier: MIT
 *
 * sim/shown_text.c - looking for a text in what the guest has shown.
 */
#include "sim/shown_text.h"

#include <string.h>

void output_tail_add(struct output_tail *tail, uint8_t byte)
{
    tail->bytes[tail->count++ % OUTPUT_TAIL] = (char)byte;
}

/* Does `text` end `back` bytes before the end of the output? */
static bool ends_at(const struct output_tail *tail, const char *text,
                    uint64_t back)
{
    size_t length = strlen(text);
    uint64_t start = tail->count - back - length;

    if (length + back > tail->count || length + back > OUTPUT_TAIL)
        return false;
    for (size_t i = 0; i < length; i++)
        if (tail->bytes[(start + i) % OUTPUT_TAIL] != text[i])
            return false;
    return true;
}

bool output_tail_ends_in(const struct output_tail *tail, const char *text)
{
    return ends_at(tail, text, 0);
}

bool output_tail_contains(const struct output_tail *tail, const char *text)
{
    for (uint64_t back = 0; back < OUTPUT_TAIL; back++)
        if (ends_at(tail, text, back))
            return true;
    return false;
}

bool screen_contains(const struct machine *m, const char *text)
{
    struct vga_text screen;
    char row[VGA_TEXT_COLUMNS + 1];

    if (!vga_text_view(&m->board.s.devices.vga, &screen))
        return false;
    for (unsigned y = 0; y < screen.rows; y++) {
        for (unsigned x = 0; x < screen.columns; x++) {
            uint8_t c = screen.cell[y * screen.columns + x].character;

            row[x] = c ? (char)c : ' ';
        }
        row[screen.columns] = '\0';
        if (strstr(row, text))
            return true;
    }
    return false;
}
