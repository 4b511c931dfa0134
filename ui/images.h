/* SPDX-License-Identifier: MIT
 *
 * ui/images.h - the files that a machine is made of, checked before use.
 */
#ifndef UI_IMAGES_H
#define UI_IMAGES_H

#include "sim/session.h"

/* A raw disk image, open for reading. */
struct disk_image {
    int file; /* -1: not open */
    uint64_t bytes;
};

/* bootable: it must begin with a boot sector. */
bool disk_image_open(struct disk_image *image, const char *path, bool bootable,
                     struct error *err);
void disk_image_close(struct disk_image *image);

/* What the engine reads it by. The image must stay where it is. */
struct session_disk disk_image_view(struct disk_image *image);

/* A whole file of at most `limit` bytes in memory, for free(). */
bool file_load(const char *path, uint32_t limit, uint8_t **bytes,
               uint32_t *count, struct error *err);

/* The same, of this kind. */
bool bios_image_load(const char *path, uint8_t **bytes, uint32_t *count,
                     struct error *err);
bool vga_image_load(const char *path, uint8_t **bytes, uint32_t *count,
                    struct error *err);
bool kernel_image_load(const char *path, uint8_t **bytes, uint32_t *count,
                       struct error *err);

#endif
