/* SPDX-License-Identifier: MIT
 *
 * kernel/log.c - the log: one ring of lines, from the kernel and, through
 * the logger service, from programs.
 */
#include "log.h"

#include "boot_info.h"
#include "drivers/terminal.h"
#include "format.h"
#include "interrupts/pit.h"
#include "string.h"

enum { LINES = 128, LINE_BYTES = 112 };

static char ring[LINES][LINE_BYTES];
static uint32_t oldest, count;
static bool shown = true;

void log_init(void)
{
    shown = !boot_info_has("quiet");
}

void log_append(const char *text)
{
    uint32_t slot = (oldest + count) % LINES;

    if (count < LINES)
        count++;
    else
        oldest = (oldest + 1) % LINES;
    text_copy(ring[slot], text, LINE_BYTES);
}

static void append_kernel_line(const char *text)
{
    char line[LINE_BYTES];
    uint32_t ticks = pit_ticks();

    format(line, sizeof line, "%4u.%02u kernel: %s", ticks / PIT_HZ,
           ticks % PIT_HZ, text);
    log_append(line);
}

static void emit(const char *state, const char *part, bool show,
                 const char *pattern, va_list list)
{
    char text[LINE_BYTES];
    size_t length =
        format(text, sizeof text, "%s%s%s", state, part, *part ? ": " : "");

    format_list(text + length, sizeof text - length, pattern, list);
    append_kernel_line(text);
    if (show)
        terminal_print("%s\n", text);
}

void log_ok(const char *part, const char *pattern, ...)
{
    va_list list;

    va_start(list, pattern);
    emit("[ok] ", part, shown, pattern, list);
    va_end(list);
}

void log_failed(const char *part, const char *pattern, ...)
{
    va_list list;

    va_start(list, pattern);
    emit("[failed] ", part, true, pattern, list);
    va_end(list);
}

void log_line(const char *pattern, ...)
{
    va_list list;

    va_start(list, pattern);
    emit("", "", shown, pattern, list);
    va_end(list);
}

void log_only(const char *pattern, ...)
{
    va_list list;

    va_start(list, pattern);
    emit("", "", false, pattern, list);
    va_end(list);
}

size_t log_read(uint32_t number, char *to, size_t size)
{
    if (number >= count)
        return 0;
    text_copy(to, ring[(oldest + number) % LINES], size);
    return strlen(to);
}
