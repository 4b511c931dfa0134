/* SPDX-License-Identifier: MIT
 *
 * ui/output.c - standard output: the first error is kept and ends the output.
 */
#include "ui/output.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* errno of the first failure. One process has one standard output. */
static int failure;
static bool mid_line;

static void check(bool ok)
{
    if (!ok && !failure)
        failure = errno ? errno : EIO;
}

void output_text(const char *format, ...)
{
    va_list arguments;

    if (failure)
        return;
    va_start(arguments, format);
    check(vprintf(format, arguments) >= 0);
    va_end(arguments);
    mid_line = *format && format[strlen(format) - 1] != '\n';
}

void output_bytes(const void *bytes, size_t count)
{
    const char *last = (const char *)bytes + count - 1;

    if (failure || !count)
        return;
    check(fwrite(bytes, 1, count, stdout) == count);
    mid_line = *last != '\n';
}

void output_unicode(uint32_t code_point)
{
    uint8_t bytes[3];
    size_t count = 0;

    if (code_point < 0x80) {
        bytes[count++] = (uint8_t)code_point;
    } else if (code_point < 0x800) {
        bytes[count++] = (uint8_t)(0xc0 | code_point >> 6);
        bytes[count++] = (uint8_t)(0x80 | (code_point & 0x3f));
    } else {
        bytes[count++] = (uint8_t)(0xe0 | code_point >> 12);
        bytes[count++] = (uint8_t)(0x80 | (code_point >> 6 & 0x3f));
        bytes[count++] = (uint8_t)(0x80 | (code_point & 0x3f));
    }
    output_bytes(bytes, count);
}

void output_flush(void)
{
    if (!failure)
        check(fflush(stdout) == 0);
}

bool output_mid_line(void)
{
    return mid_line && isatty(STDOUT_FILENO);
}

bool output_failed(void)
{
    return failure != 0;
}

bool output_is_read(void)
{
    struct pollfd file = {.fd = STDOUT_FILENO};

    return poll(&file, 1, 0) <= 0 || !(file.revents & POLLERR);
}

bool output_end(void)
{
    output_flush();
    if (!failure || failure == EPIPE)
        return true;
    fprintf(stderr, "bootscope: cannot write to standard output: %s\n",
            strerror(failure));
    return false;
}
