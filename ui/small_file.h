/* SPDX-License-Identifier: MIT
 *
 * ui/small_file.h - a file of moderate size, read whole.
 */
#ifndef UI_SMALL_FILE_H
#define UI_SMALL_FILE_H

#include "sim/base.h"
#include "sim/error.h"

struct small_file {
    char *bytes; /* to be freed; not ended by a NUL */
    size_t count;
    uint64_t identity[2]; /* the same for the same file, whatever its name */
};

/* False, with *err set without the path: it cannot be read, has more than
 * `most` bytes, or is a folder, a pipe or a device. Never waits. */
bool small_file_read(const char *path, size_t most, struct small_file *file,
                     struct error *err);

#endif
