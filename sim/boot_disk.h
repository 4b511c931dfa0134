/* SPDX-License-Identifier: MIT
 *
 * sim/boot_disk.h - another kernel, or another command line, for the bundled
 * boot loader: put on its disk before power-on, through the overlay.
 */
#ifndef SIM_BOOT_DISK_H
#define SIM_BOOT_DISK_H

#include "sim/disk.h"
#include "sim/error.h"

/* kernel NULL: keep the one on the disk; append NULL: an empty command line.
 * With both NULL nothing changes. */
bool boot_disk_change(struct disk *disk, const uint8_t *kernel,
                      uint32_t kernel_bytes, const char *append,
                      struct error *err);

#endif
