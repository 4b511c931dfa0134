/* SPDX-License-Identifier: MIT
 *
 * shared/string.c - memory and text, for the kernel and its programs.
 *
 * Blocks move by REP MOVS and REP STOS: one instruction, small and fast, and
 * an observer can follow where the bytes of a program came from.
 */
#include "string.h"

void *memcpy(void *to, const void *from, size_t bytes)
{
    void *start = to;
    size_t dwords = bytes / 4;

    bytes %= 4;
    __asm__ volatile("rep movsl"
                     : "+D"(to), "+S"(from), "+c"(dwords)
                     :
                     : "memory");
    __asm__ volatile("rep movsb"
                     : "+D"(to), "+S"(from), "+c"(bytes)
                     :
                     : "memory");
    return start;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    char *last_to = (char *)to + bytes - 1;
    const char *last_from = (const char *)from + bytes - 1;

    if ((const char *)to <= (const char *)from || bytes == 0)
        return memcpy(to, from, bytes);
    __asm__ volatile("std; rep movsb; cld"
                     : "+D"(last_to), "+S"(last_from), "+c"(bytes)
                     :
                     : "memory");
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    void *start = to;
    size_t dwords = bytes / 4;
    unsigned pattern = (unsigned char)value * 0x01010101u;

    bytes %= 4;
    __asm__ volatile("rep stosl"
                     : "+D"(to), "+c"(dwords)
                     : "a"(pattern)
                     : "memory");
    __asm__ volatile("rep stosb"
                     : "+D"(to), "+c"(bytes)
                     : "a"(pattern)
                     : "memory");
    return start;
}

int memcmp(const void *a, const void *b, size_t bytes)
{
    const unsigned char *left = a, *right = b;

    for (size_t i = 0; i < bytes; i++)
        if (left[i] != right[i])
            return left[i] - right[i];
    return 0;
}

size_t strlen(const char *text)
{
    size_t length = 0;

    while (text[length])
        length++;
    return length;
}

bool text_equal(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

void text_copy(char *to, const char *from, size_t size)
{
    size_t length = strlen(from);

    if (length > size - 1)
        length = size - 1;
    memcpy(to, from, length);
    to[length] = '\0';
}

bool text_to_number(const char *text, unsigned *number)
{
    unsigned value = 0;

    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || value > 99999999)
            return false;
        value = value * 10 + (unsigned)(*text - '0');
    }
    *number = value;
    return true;
}
