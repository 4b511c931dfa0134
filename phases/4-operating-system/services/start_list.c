/* SPDX-License-Identifier: MIT
 *
 * services/start_list.c - which services init starts.
 *
 * One service a line: name, program, and whether to restart it ("yes" or
 * "no"). What follows a # is a remark.
 */
#include "start_list.h"

#include "print.h"
#include "string.h"
#include "system.h"

enum { FILE_BYTES = 1024, FIELDS = 3 };

static int read_file(const char *path, char *text)
{
    int file = system_open(path), bytes;

    if (file < 0)
        return file;
    bytes = system_read(file, text, FILE_BYTES - 1);
    system_close(file);
    if (bytes >= 0)
        text[bytes] = '\0';
    return bytes;
}

/* Split a line in place; more fields than wanted count, but are not kept. */
static int split(char *line, char **fields)
{
    int count = 0;

    for (;;) {
        while (*line == ' ' || *line == '\t' || *line == '\r')
            *line++ = '\0';
        if (*line == '\0' || *line == '#')
            break;
        if (count < FIELDS)
            fields[count] = line;
        count++;
        while (*line && *line != ' ' && *line != '\t' && *line != '\r' &&
               *line != '#')
            line++;
    }
    *line = '\0';
    return count;
}

static bool take_line(char **fields, int count, struct service *service)
{
    if (count != FIELDS || strlen(fields[0]) >= NAME_BYTES ||
        strlen(fields[1]) >= PATH_BYTES)
        return false;
    service->restart = text_equal(fields[2], "yes");
    if (!service->restart && !text_equal(fields[2], "no"))
        return false;
    text_copy(service->name, fields[0], sizeof service->name);
    text_copy(service->path, fields[1], sizeof service->path);
    return true;
}

static char *end_line(char *text)
{
    while (*text && *text != '\n')
        text++;
    if (*text)
        *text++ = '\0';
    return text;
}

int start_list_read(const char *path, struct service *services)
{
    static char text[FILE_BYTES];
    char *line = text, *next, *fields[FIELDS];
    int bytes = read_file(path, text), count = 0;

    if (bytes < 0)
        return bytes;
    for (int number = 1; *line; line = next, number++) {
        int fields_found;

        next = end_line(line);
        fields_found = split(line, fields);
        if (fields_found == 0)
            continue;
        if (count == SERVICES)
            print("[failed] %s:%d: more than %d services\n", path, number,
                  SERVICES);
        else if (take_line(fields, fields_found, &services[count]))
            count++;
        else
            print("[failed] %s:%d: need: name program yes|no\n", path, number);
    }
    return count;
}
