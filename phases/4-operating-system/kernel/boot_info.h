/* SPDX-License-Identifier: MIT
 *
 * kernel/boot_info.h - what the boot loader told the kernel.
 */
#ifndef BOOT_INFO_H
#define BOOT_INFO_H

#include <stdbool.h>
#include <stdint.h>

enum { BOOT_REGIONS = 32 };

struct boot_region {
    uint32_t start;
    uint32_t end; /* first byte after it; memory above 4 GiB is left out */
};

struct boot_info {
    char command_line[128];
    char loader[32];
    uint32_t region_count;
    struct boot_region regions[BOOT_REGIONS]; /* usable RAM */
};

extern struct boot_info boot_info;

/* Copy the Multiboot information before anything can overwrite it. */
void boot_info_copy(uint32_t magic, uint32_t address);

/* True if the word stands on the kernel command line. */
bool boot_info_has(const char *word);

#endif
