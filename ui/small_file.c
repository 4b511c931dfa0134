/* SPDX-License-Identifier: MIT
 *
 * ui/small_file.c - a file of moderate size, read whole. Whatever the path
 * leads to, this ends soon: a pipe without a writer would wait, a device may
 * have no end.
 */
#include "ui/small_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool check_kind(const struct stat *status, size_t most,
                       struct error *err)
{
    if (S_ISDIR(status->st_mode))
        return error_set(err, "this is a folder, where a file is wanted");
    if (!S_ISREG(status->st_mode))
        return error_set(err, "this is a pipe or a device, where a file is "
                              "wanted");
    if ((uint64_t)status->st_size > most)
        return error_set(err,
                         "the file has %llu bytes; at most %zu are "
                         "allowed",
                         (unsigned long long)status->st_size, most);
    return true;
}

/* A file may be longer than it says, as those in /proc. */
static bool read_all(int number, size_t most, struct small_file *file,
                     struct error *err)
{
    ssize_t count = 1;

    file->bytes = malloc(most + 1);
    if (!file->bytes)
        return error_set(err, "the host has no memory for this file");
    while (count > 0 && file->count <= most) {
        count = read(number, file->bytes + file->count, most + 1 - file->count);
        if (count > 0)
            file->count += (size_t)count;
    }
    if (count < 0)
        return error_set(err, "%s", strerror(errno));
    return file->count <= most ||
           error_set(err, "the file has more than %zu bytes", most);
}

bool small_file_read(const char *path, size_t most, struct small_file *file,
                     struct error *err)
{
    int number = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    bool ok;

    *file = (struct small_file){0};
    if (number < 0)
        return error_set(err, "%s", strerror(errno));
    ok = fstat(number, &status) == 0 || error_set(err, "%s", strerror(errno));
    ok = ok && check_kind(&status, most, err) &&
         read_all(number, most, file, err);
    close(number);
    if (!ok) {
        free(file->bytes);
        file->bytes = NULL;
        return false;
    }
    file->identity[0] = (uint64_t)status.st_dev;
    file->identity[1] = (uint64_t)status.st_ino;
    return true;
}
