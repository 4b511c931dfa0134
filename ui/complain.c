/* SPDX-License-Identifier: MIT
 *
 * ui/complain.c - a sentence on standard error, after all of standard output.
 */
#include "ui/complain.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "ui/output.h"

void complain(const char *format, ...)
{
    va_list arguments;

    output_flush();
    if (output_mid_line() && isatty(STDERR_FILENO))
        fputc('\n', stderr);
    fputs("bootscope: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}
