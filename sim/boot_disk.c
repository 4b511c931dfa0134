/* SPDX-License-Identifier: MIT
 *
 * sim/boot_disk.c - /BOOT/KERNEL.ELF and /BOOT/BOOT.CFG as the user wants
 * them.
 */
#include "sim/boot_disk.h"

#include <stdio.h>
#include <string.h>

#include "sim/fat16.h"

#define CONFIG_MAX 1024u
#define APPEND_MAX 256u

static bool write_config(struct fat16 *f, const char *append, struct error *err)
{
    char text[CONFIG_MAX];
    int length;

    if (strlen(append) > APPEND_MAX)
        return error_set(err, "a kernel command line has at most %u characters",
                         APPEND_MAX);
    for (const char *p = append; *p; p++)
        if ((unsigned char)*p < ' ')
            return error_set(err, "a kernel command line has no control "
                                  "characters");
    length = snprintf(text, sizeof text,
                      "timeout 0\ndefault 1\nentry \"kernel\"\n"
                      "kernel /BOOT/KERNEL.ELF\n%s%s\n",
                      *append ? "append " : "", append);
    return fat16_replace(f, "BOOT/BOOT.CFG", (const uint8_t *)text,
                         (uint32_t)length, err);
}

bool boot_disk_change(struct disk *disk, const uint8_t *kernel,
                      uint32_t kernel_bytes, const char *append,
                      struct error *err)
{
    struct fat16 f;

    if (!kernel && !append)
        return true;
    return fat16_open(&f, disk, err) &&
           (!kernel ||
            fat16_replace(&f, "BOOT/KERNEL.ELF", kernel, kernel_bytes, err)) &&
           write_config(&f, append ? append : "", err);
}
