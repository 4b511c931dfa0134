/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/terminal.c - screen, keyboard and COM1 as one terminal.
 *
 * Output goes to screen and COM1, input comes from keyboard and COM1. There
 * is no echo here: a program that reads lines shows them itself.
 */
#include "drivers/terminal.h"

#include "drivers/console.h"
#include "drivers/keyboard.h"
#include "drivers/serial.h"
#include "format.h"
#include "markers.h"
#include "processes/process.h"
#include "processes/scheduler.h"

enum { INPUT_BYTES = 256, LINE_BYTES = 160, CHUNK_BYTES = 64 };

#define CONTROL_C 3
#define DELETE    0x7f

static char input[INPUT_BYTES];
static unsigned input_first, input_count;
static int32_t foreground;

static void write_now(const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == '\n')
            serial_put('\r');
        serial_put(text[i]);
    }
    console_write(text, bytes);
}

void terminal_print(const char *pattern, ...)
{
    char text[LINE_BYTES];
    va_list list;
    size_t length;

    va_start(list, pattern);
    length = format_list(text, sizeof text, pattern, list);
    va_end(list);
    write_now(text, length);
}

void terminal_fresh_line(void)
{
    if (!console_at_line_start())
        terminal_print("\n");
}

void terminal_write(const char *text, size_t bytes)
{
    while (bytes && !process_current()->killed) {
        size_t part = bytes < CHUNK_BYTES ? bytes : CHUNK_BYTES;

        serial_wait_for_room(2 * part);
        write_now(text, part);
        text += part;
        bytes -= part;
    }
}

void terminal_input(char c)
{
    if (c == CONTROL_C && foreground) {
        process_kill(foreground);
        return;
    }
    if (c == '\r')
        c = '\n';
    else if (c == DELETE)
        c = '\b';
    if (input_count == INPUT_BYTES)
        return;
    input[(input_first + input_count++) % INPUT_BYTES] = c;
    scheduler_wake(input);
}

static void start_listening(void)
{
    static bool listening;

    if (listening)
        return;
    listening = true;
    mark(MARK_USER_SPACE);
    keyboard_listen();
    serial_listen();
}

int32_t terminal_read(char *to, size_t size)
{
    size_t count = 0;

    start_listening();
    while (input_count == 0) {
        if (process_current()->killed)
            return -ERROR_KILLED;
        scheduler_sleep(input, 0);
    }
    while (count < size && input_count) {
        to[count++] = input[input_first];
        input_first = (input_first + 1) % INPUT_BYTES;
        input_count--;
    }
    return (int32_t)count;
}

void terminal_set_foreground(int32_t pid)
{
    foreground = pid;
}

void terminal_forget(int32_t pid)
{
    if (foreground == pid)
        foreground = 0;
}
