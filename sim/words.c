/* SPDX-License-Identifier: MIT
 *
 * sim/words.c - a text that grows and never overflows, and names out of
 * tables.
 */
#include "sim/words.h"

#include <stdarg.h>
#include <stdio.h>

void words_add(struct words *w, const char *format, ...)
{
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(w->text + w->used, w->size - w->used, format, args);
    va_end(args);
    if (n < 0)
        return;
    w->used += (size_t)n;
    if (w->used >= w->size)
        w->used = w->size - 1;
}

const char *name_find(const struct name *table, uint32_t value)
{
    for (; table->name; table++)
        if (table->value == value)
            return table->name;
    return NULL;
}

static bool is_named(uint32_t bits, const char *const names[], unsigned i)
{
    return (bits >> i & 1) && names[i];
}

void words_bits(struct words *w, uint32_t bits, const char *const names[],
                unsigned count, const char *none)
{
    const char *comma = "";

    for (unsigned i = 0; i < count; i++) {
        if (!is_named(bits, names, i))
            continue;
        words_add(w, "%s%s", comma, names[i]);
        comma = ", ";
    }
    if (!*comma)
        words_add(w, "%s", none);
}

void words_character(struct words *w, uint32_t byte)
{
    byte &= 0xff;
    if (byte >= ' ' && byte < 0x7f)
        words_add(w, "'%c'", (int)byte);
    else
        words_add(w, "%02Xh", byte);
}

void words_count(struct words *w, uint32_t n, const char *unit)
{
    words_add(w, "%u %s%s", n, unit, n == 1 ? "" : "s");
}
