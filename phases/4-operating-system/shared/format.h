/* SPDX-License-Identifier: MIT
 *
 * shared/format.h - printf-like text, for the kernel and its programs.
 */
#ifndef FORMAT_H
#define FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* Understands %c %s %d %u %x %X %%, a width, and the flags 0 and -.
 * Returns the length; text that does not fit is cut. */
size_t format(char *to, size_t size, const char *pattern, ...)
    __attribute__((format(printf, 3, 4)));
size_t format_list(char *to, size_t size, const char *pattern, va_list list)
    __attribute__((format(printf, 3, 0)));

#endif
