/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/file_calls.c - write, read, open, close, list.
 *
 * File numbers 0 and 1 are the terminal; open files count from 2.
 */
#include <stddef.h>

#include "drivers/terminal.h"
#include "files/fat16.h"
#include "processes/process.h"
#include "string.h"
#include "system-calls/calls.h"
#include "system-calls/user_memory.h"

enum { FIRST_FILE = 2 };

static struct open_file *find(uint32_t number)
{
    struct open_file *files = process_current()->files;

    if (number < FIRST_FILE || number >= FIRST_FILE + OPEN_FILES)
        return NULL;
    return files[number - FIRST_FILE].used ? &files[number - FIRST_FILE] : NULL;
}

int32_t call_write(const struct call_arguments *arguments)
{
    const char *text = user_input(arguments->ecx, arguments->edx);

    if (arguments->ebx != FILE_OUTPUT)
        return -ERROR_NOT_OPEN;
    if (!text)
        return -ERROR_ADDRESS;
    terminal_write(text, arguments->edx);
    return (int32_t)arguments->edx;
}

int32_t call_read(const struct call_arguments *arguments)
{
    struct open_file *open = find(arguments->ebx);
    char *to = user_output(arguments->ecx, arguments->edx);
    int32_t got;

    if (!to)
        return -ERROR_ADDRESS;
    if (arguments->ebx == FILE_INPUT)
        return terminal_read(to, arguments->edx);
    if (!open)
        return -ERROR_NOT_OPEN;
    if (open->file.is_directory)
        return -ERROR_DIRECTORY;
    got = fat16_read(&open->file, open->position, to, arguments->edx);
    if (got > 0)
        open->position += (uint32_t)got;
    return got;
}

int32_t call_open(const struct call_arguments *arguments)
{
    struct open_file *files = process_current()->files;
    char path[PATH_BYTES];
    int32_t result;

    if (!user_text(arguments->ebx, path, sizeof path))
        return -ERROR_ADDRESS;
    for (int32_t i = 0; i < OPEN_FILES; i++) {
        if (files[i].used)
            continue;
        result = fat16_find(path, &files[i].file);
        if (result < 0)
            return result;
        files[i].used = true;
        files[i].position = 0;
        return FIRST_FILE + i;
    }
    return -ERROR_TOO_MANY;
}

int32_t call_close(const struct call_arguments *arguments)
{
    struct open_file *open = find(arguments->ebx);

    if (!open)
        return -ERROR_NOT_OPEN;
    open->used = false;
    return 0;
}

int32_t call_list(const struct call_arguments *arguments)
{
    struct open_file *open = find(arguments->ebx);
    struct directory_entry entry, *to;
    int32_t result;

    to = user_output(arguments->ecx, sizeof *to);
    if (!to)
        return -ERROR_ADDRESS;
    if (!open)
        return -ERROR_NOT_OPEN;
    result = fat16_list(&open->file, &open->position, &entry);
    if (result > 0)
        memcpy(to, &entry, sizeof entry);
    return result;
}
