/* SPDX-License-Identifier: MIT
 *
 * sim/problems.c - a list of what is wrong.
 */
#include "sim/problems.h"

#include <stdarg.h>
#include <stdio.h>

static bool is_after(const struct problem *p, const char *file, unsigned line,
                     unsigned column)
{
    return p->file == file &&
           (p->line > line || (p->line == line && p->column > column));
}

/* The length of the character in UTF-8 that stands here; 0: none, or one that
 * is for terminals to obey. */
static size_t printable(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    size_t length = c[0] < 0x80   ? 1
                    : c[0] < 0xc2 ? 0
                    : c[0] < 0xe0 ? 2
                    : c[0] < 0xf0 ? 3
                    : c[0] < 0xf5 ? 4
                                  : 0;

    if (c[0] < ' ' || c[0] == 0x7f || (c[0] == 0xc2 && c[1] < 0xa0))
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((c[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

static void make_printable(char *text)
{
    while (*text) {
        size_t length = printable(text);

        if (!length)
            *text = '?';
        text += length ? length : 1;
    }
}

void problem_add(struct problems *p, unsigned line, unsigned column,
                 const char *format, ...)
{
    unsigned at = p->count;
    va_list args;

    if (p->count == PROBLEMS_MAX) {
        p->lost++;
        return;
    }
    for (; at > 0 && is_after(&p->row[at - 1], p->file, line, column); at--)
        p->row[at] = p->row[at - 1];
    p->row[at].file = p->file;
    p->row[at].line = line;
    p->row[at].column = column;
    va_start(args, format);
    vsnprintf(p->row[at].text, PROBLEM_TEXT, format, args);
    va_end(args);
    make_printable(p->row[at].text);
    p->count++;
}
