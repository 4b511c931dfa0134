/* SPDX-License-Identifier: MIT
 *
 * user/lib/print.c - text on the terminal.
 */
#include "print.h"

#include "format.h"
#include "system.h"

void print(const char *pattern, ...)
{
    char text[256];
    va_list list;
    size_t length;

    va_start(list, pattern);
    length = format_list(text, sizeof text, pattern, list);
    va_end(list);
    system_write(FILE_OUTPUT, text, length);
}
