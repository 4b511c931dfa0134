/* SPDX-License-Identifier: MIT
 *
 * shared/format.c - printf-like text, for the kernel and its programs.
 *
 * Not modelled: floating point, 64-bit numbers, precision.
 */
#include "format.h"

#include <stdbool.h>

#include "string.h"

struct output {
    char *to;
    size_t size;
    size_t length;
};

struct field {
    size_t width;
    bool zeros;
    bool left;
};

static void put(struct output *out, char c)
{
    if (out->length + 1 < out->size)
        out->to[out->length++] = c;
}

static void put_field(struct output *out, const char *text, size_t length,
                      const struct field *field)
{
    size_t fill = field->width > length ? field->width - length : 0;

    if (!field->left)
        for (size_t i = 0; i < fill; i++)
            put(out, field->zeros ? '0' : ' ');
    for (size_t i = 0; i < length; i++)
        put(out, text[i]);
    if (field->left)
        for (size_t i = 0; i < fill; i++)
            put(out, ' ');
}

static void put_number(struct output *out, unsigned value, unsigned base,
                       bool negative, const struct field *field)
{
    static const char digits[] = "0123456789ABCDEF";
    char text[12];
    size_t start = sizeof text;

    do {
        text[--start] = digits[value % base];
        value /= base;
    } while (value);
    if (negative)
        text[--start] = '-';
    put_field(out, text + start, sizeof text - start, field);
}

static void put_signed(struct output *out, int value, const struct field *field)
{
    bool negative = value < 0;

    put_number(out, negative ? 0u - (unsigned)value : (unsigned)value, 10,
               negative, field);
}

static const char *read_field(const char *pattern, struct field *field)
{
    *field = (struct field){0};
    for (; *pattern == '0' || *pattern == '-'; pattern++) {
        if (*pattern == '0')
            field->zeros = true;
        else
            field->left = true;
    }
    for (; *pattern >= '0' && *pattern <= '9'; pattern++)
        field->width = field->width * 10 + (size_t)(*pattern - '0');
    return pattern;
}

size_t format_list(char *to, size_t size, const char *pattern, va_list list)
{
    struct output out = {to, size, 0};
    struct field field;
    const char *text;
    char c;

    for (; *pattern; pattern++) {
        if (*pattern != '%') {
            put(&out, *pattern);
            continue;
        }
        pattern = read_field(pattern + 1, &field);
        switch (*pattern) {
        case 's':
            text = va_arg(list, const char *);
            put_field(&out, text, strlen(text), &field);
            break;
        case 'c':
            c = (char)va_arg(list, int);
            put_field(&out, &c, 1, &field);
            break;
        case 'd':
            put_signed(&out, va_arg(list, int), &field);
            break;
        case 'u':
            put_number(&out, va_arg(list, unsigned), 10, false, &field);
            break;
        case 'x':
        case 'X':
            put_number(&out, va_arg(list, unsigned), 16, false, &field);
            break;
        default:
            put(&out, '%');
        }
    }
    if (size)
        to[out.length] = '\0';
    return out.length;
}

size_t format(char *to, size_t size, const char *pattern, ...)
{
    va_list list;
    size_t length;

    va_start(list, pattern);
    length = format_list(to, size, pattern, list);
    va_end(list);
    return length;
}
