/* SPDX-License-Identifier: MIT
 *
 * ui/image_kind.c - what a file is that is no raw disk image, by the bytes
 * that it begins with.
 */
#include "ui/image_kind.h"

#include <string.h>

static const struct {
    const char *magic;
    unsigned length;
    const char *kind;
} formats[] = {
    {"\177ELF", 4, "an ELF program, not a disk; --kernel boots a kernel"},
    {"\x1f\x8b", 2, "compressed with gzip; unpack it first"},
    {"\xfd"
     "7zXZ",
     5, "compressed with xz; unpack it first"},
    {"\x28\xb5\x2f\xfd", 4, "compressed with zstd; unpack it first"},
    {"BZh", 3, "compressed with bzip2; unpack it first"},
    {"PK\003\004", 4, "a zip archive; unpack it first"},
    {"QFI\xfb", 4, "a QCOW2 image; only raw images can be used"},
    {"KDMV", 4, "a VMDK image; only raw images can be used"},
    {"conectix", 8, "a VHD image; only raw images can be used"},
    {"vhdxfile", 8, "a VHDX image; only raw images can be used"},
    {"<<< ", 4, "a VDI image; only raw images can be used"},
};

bool image_has_boot_signature(const uint8_t head[IMAGE_HEAD])
{
    return head[510] == 0x55 && head[511] == 0xaa;
}

/* No control characters, and few that are not ASCII. */
static bool is_text(const uint8_t head[IMAGE_HEAD], uint64_t bytes)
{
    uint64_t length = bytes < IMAGE_HEAD ? bytes : IMAGE_HEAD;
    unsigned foreign = 0;

    for (uint64_t i = 0; i < length; i++) {
        bool blank = head[i] == '\n' || head[i] == '\r' || head[i] == '\t';

        if (!blank && (head[i] < ' ' || head[i] == 0x7f))
            return false;
        foreign += head[i] >= 0x80;
    }
    return foreign <= length / 4;
}

const char *image_kind(const uint8_t head[IMAGE_HEAD], uint64_t bytes)
{
    if (image_has_boot_signature(head))
        return NULL;
    for (unsigned i = 0; i < ARRAY_LEN(formats); i++)
        if (!memcmp(head, formats[i].magic, formats[i].length))
            return formats[i].kind;
    return is_text(head, bytes) ? "a text file, not a disk" : NULL;
}
