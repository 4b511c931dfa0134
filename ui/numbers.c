/* SPDX-License-Identifier: MIT
 *
 * ui/numbers.c - numbers as a user writes and reads them.
 */
#include "ui/numbers.h"

#include <ctype.h>
#include <string.h>

static bool multiply(uint64_t *value, uint64_t factor)
{
    if (factor && *value > UINT64_MAX / factor)
        return false;
    *value *= factor;
    return true;
}

bool number_parse(const char *text, uint64_t kilo, uint64_t *value)
{
    static const char units[] = "KMG";
    const char *unit;
    const char *p = text;

    if (!isdigit((unsigned char)*p))
        return false;
    for (*value = 0; isdigit((unsigned char)*p) || *p == '_'; p++) {
        if (*p == '_')
            continue;
        if (*value > (UINT64_MAX - 9) / 10)
            return false;
        *value = 10 * *value + (uint64_t)(*p - '0');
    }
    if (!*p)
        return true;
    unit = strchr(units, toupper((unsigned char)*p));
    if (!unit || p[1])
        return false;
    for (const char *u = units; u <= unit; u++)
        if (!multiply(value, kilo))
            return false;
    return true;
}

bool number_parse_hex(const char *text, uint32_t *value, const char **end)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t sum = 0;
    const char *p = text;

    if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X'))
        p += 2;
    if (!isxdigit((unsigned char)*p))
        return false;
    for (; isxdigit((unsigned char)*p); p++) {
        const char *digit = strchr(digits, tolower((unsigned char)*p));

        sum = sum << 4 | (uint64_t)(digit - digits);
        if (sum > UINT32_MAX)
            return false;
    }
    if (*p == 'h' || *p == 'H')
        p++;
    *value = (uint32_t)sum;
    *end = p;
    return true;
}

const char *number_grouped(uint64_t value)
{
    static char texts[4][28];
    static unsigned next;
    char *text = texts[next++ % 4];
    char *p = text + sizeof(texts[0]) - 1;
    unsigned digits = 0;

    *p = '\0';
    do {
        if (digits && digits % 3 == 0)
            *--p = ',';
        *--p = (char)('0' + value % 10);
        value /= 10;
        digits++;
    } while (value);
    return p;
}
