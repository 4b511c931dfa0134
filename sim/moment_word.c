/* SPDX-License-Identifier: MIT
 *
 * sim/moment_word.c - words and numbers of a moment's text.
 */
#include <string.h>

#include "sim/moment_read.h"

bool word_is(struct word w, const char *text)
{
    return strlen(text) == w.length && strncmp(text, w.at, w.length) == 0;
}

int word_shown(struct word w)
{
    return w.length > 60 ? 60 : (int)w.length;
}

int word_in_list(struct word w, const char *names)
{
    for (int i = 0; *names; i++) {
        size_t n = strcspn(names, ",");

        if (n == w.length && strncmp(names, w.at, n) == 0)
            return i;
        names += n + (names[n] == ',');
    }
    return -1;
}

static int digit_of(char c, unsigned base)
{
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : 16;

    return value < (int)base ? value : -1;
}

static bool digits(struct word w, unsigned base, uint64_t *value)
{
    bool any = false;

    *value = 0;
    for (size_t i = 0; i < w.length; i++) {
        int digit = digit_of(w.at[i], base);

        if (w.at[i] == '_' && any)
            continue;
        if (digit < 0 || *value > (UINT64_MAX - 15) / base)
            return false;
        *value = *value * base + (uint64_t)digit;
        any = true;
    }
    return any;
}

bool word_number(struct word w, bool hexadecimal, uint64_t *value)
{
    if (w.length > 2 && w.at[0] == '0' && (w.at[1] | 0x20) == 'x')
        return digits((struct word){w.at + 2, w.length - 2}, 16, value);
    if (w.length > 1 && (w.at[w.length - 1] | 0x20) == 'h')
        return digits((struct word){w.at, w.length - 1}, 16, value);
    return digits(w, hexadecimal ? 16 : 10, value);
}

struct word word_behind(struct word w, size_t length)
{
    return (struct word){w.at + length, w.length - length};
}

bool word_starts(struct word w, const char *text)
{
    return w.length >= strlen(text) && strncmp(w.at, text, strlen(text)) == 0;
}

struct word word_up_to(struct word w, char c)
{
    const char *end = memchr(w.at, c, w.length);

    return (struct word){w.at, end ? (size_t)(end - w.at) : w.length};
}

bool word_hexadecimal(struct word w, uint64_t most, uint32_t *value)
{
    uint64_t n;
    bool good = word_number(w, true, &n) && n <= most;

    *value = good ? (uint32_t)n : 0;
    return good;
}
