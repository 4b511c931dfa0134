/* SPDX-License-Identifier: MIT
 *
 * ui/wrap.c - long lines, broken between words.
 */
#include "ui/wrap.h"

#include "ui/output.h"

/* How much of the text fits: up to a blank, or all there is room for. */
static size_t fitting(const char *text, size_t length, size_t room)
{
    size_t end = room;

    if (length <= room)
        return length;
    while (end && text[end] != ' ')
        end--;
    if (end)
        return end;
    while (end < length && text[end] != ' ')
        end++;
    return end;
}

void wrap_print(const char *text, size_t length, unsigned first, unsigned rest)
{
    unsigned column = first;

    do {
        size_t part = fitting(text, length, WRAP_COLUMNS - column);

        output_text("%*s%.*s\n", (int)column, "", (int)part, text);
        text += part;
        length -= part;
        while (length && *text == ' ') {
            text++;
            length--;
        }
        column = rest;
    } while (length);
}
