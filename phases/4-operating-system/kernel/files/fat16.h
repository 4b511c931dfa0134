/* SPDX-License-Identifier: MIT
 *
 * kernel/files/fat16.h - files on a FAT16 partition, for reading.
 */
#ifndef FAT16_H
#define FAT16_H

#include <stdbool.h>
#include <stdint.h>

#include "system_calls.h"

struct fat16_file {
    bool is_directory;
    uint32_t bytes;
    uint16_t first_cluster; /* 0: the root directory, or an empty file */

    /* Where the last read ended: a chain can only be followed forward. */
    uint32_t cursor_index;
    uint16_t cursor_cluster;
};

/* Find the FAT16 partition. Without one the kernel goes no further. */
void fat16_init(void);

/* Find a file or directory by its path from the root ("/BIN/LS.ELF", case
 * does not matter). Returns 0 or a negative error. */
int32_t fat16_find(const char *path, struct fat16_file *file);

/* Returns the number of bytes, less than asked at the end of the file. */
int32_t fat16_read(struct fat16_file *file, uint32_t offset, void *to,
                   uint32_t bytes);

/* The entry at *position; moves it on. Returns 1, 0 at the end, or an error. */
int32_t fat16_list(struct fat16_file *directory, uint32_t *position,
                   struct directory_entry *entry);

#endif
