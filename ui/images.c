/* SPDX-License-Identifier: MIT
 *
 * ui/images.c - the files that a machine is made of. What cannot be used is
 * refused here, with its name and the reason.
 */
#include "ui/images.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ui/image_kind.h"

#define SECTOR          512u
#define DISK_SECTORS    (UINT64_C(1) << 28) /* what LBA28 reaches */
#define KERNEL_MAX      (64u << 20)
#define MULTIBOOT_MAGIC 0x1badb002u
#define MULTIBOOT_REACH 8192u /* the header lies in these first bytes */
#define RESET_VECTOR    16u   /* from the end of a ROM */

/* --- opening and reading ----------------------------------------------- */

/* Why an open file is no image; NULL: it may be one, and has *bytes. */
static const char *file_problem(int file, uint64_t *bytes)
{
    struct stat status;
    off_t end;

    if (fstat(file, &status) < 0)
        return strerror(errno);
    if (S_ISDIR(status.st_mode))
        return "a directory, not an image";
    if (!S_ISREG(status.st_mode) && !S_ISBLK(status.st_mode))
        return "neither a file nor a disk";
    end = lseek(file, 0, SEEK_END);
    if (end < 0)
        return strerror(errno);
    *bytes = (uint64_t)end;
    return end == 0 ? "the file is empty" : NULL;
}

static bool open_file(const char *path, int *file, uint64_t *bytes,
                      struct error *err)
{
    const char *problem;

    *bytes = 0;
    *file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    problem = *file < 0 ? strerror(errno) : file_problem(*file, bytes);
    if (!problem)
        return true;
    error_set(err, "%s: %s", path, problem);
    if (*file >= 0)
        close(*file);
    *file = -1;
    return false;
}

/* Read `count` bytes; what lies past the end of the file reads as zero. */
static bool read_at(int file, uint64_t offset, uint8_t *bytes, size_t count)
{
    while (count) {
        ssize_t got = pread(file, bytes, count, (off_t)offset);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0) {
            memset(bytes, 0, count);
            return true;
        }
        bytes += got;
        offset += (uint64_t)got;
        count -= (size_t)got;
    }
    return true;
}

/* --- disks ------------------------------------------------------------- */

static bool check_disk(const struct disk_image *image, const char *path,
                       bool bootable, struct error *err)
{
    uint8_t head[IMAGE_HEAD];
    const char *kind;

    if (image->bytes > DISK_SECTORS * SECTOR)
        return error_set(err,
                         "%s: more than 2^28 sectors (128 GiB), which "
                         "the disk cannot address",
                         path);
    if (!read_at(image->file, 0, head, sizeof(head)))
        return error_set(err, "%s: %s", path, strerror(errno));
    kind = image_kind(head, image->bytes);
    if (kind)
        return error_set(err, "%s: %s", path, kind);
    if (image->bytes < SECTOR)
        return error_set(err, "%s: too short: %u bytes, and a sector has 512",
                         path, (unsigned)image->bytes);
    if (bootable && !image_has_boot_signature(head))
        return error_set(err,
                         "%s: not bootable: the first sector does not "
                         "end in the bytes 55 AA",
                         path);
    return true;
}

bool disk_image_open(struct disk_image *image, const char *path, bool bootable,
                     struct error *err)
{
    if (!open_file(path, &image->file, &image->bytes, err))
        return false;
    if (check_disk(image, path, bootable, err))
        return true;
    disk_image_close(image);
    return false;
}

void disk_image_close(struct disk_image *image)
{
    if (image->file >= 0)
        close(image->file);
    image->file = -1;
}

static bool read_sectors(void *context, uint64_t lba, uint32_t count,
                         uint8_t *bytes)
{
    const struct disk_image *image = context;

    return read_at(image->file, lba * SECTOR, bytes, (size_t)count * SECTOR);
}

struct session_disk disk_image_view(struct disk_image *image)
{
    return (struct session_disk){
        .sectors = (image->bytes + SECTOR - 1) / SECTOR,
        .read = read_sectors,
        .context = image,
    };
}

/* --- whole files ------------------------------------------------------- */

bool file_load(const char *path, uint32_t limit, uint8_t **bytes,
               uint32_t *count, struct error *err)
{
    uint64_t size;
    int file;

    *bytes = NULL;
    if (!open_file(path, &file, &size, err))
        return false;
    if (size > limit)
        error_set(err, "%s: too long: at most %u bytes are possible", path,
                  (unsigned)limit);
    else if (!(*bytes = malloc((size_t)size + 1)))
        error_set(err, "%s: the host has no memory for it", path);
    else if (!read_at(file, 0, *bytes, (size_t)size)) {
        error_set(err, "%s: %s", path, strerror(errno));
        free(*bytes);
        *bytes = NULL;
    }
    close(file);
    *count = (uint32_t)size;
    return *bytes != NULL;
}

/* The first instruction is fetched 16 bytes below the end. */
static bool check_bios(const char *path, const uint8_t *bytes, uint32_t count,
                       struct error *err)
{
    uint8_t first;

    if (count < SESSION_ROM_MIN || count % SESSION_ROM_UNIT)
        return error_set(err,
                         "%s: no BIOS: it has %u bytes, not a multiple "
                         "of 64 KiB",
                         path, count);
    first = bytes[count - RESET_VECTOR];
    if (first == 0x00 || first == 0xff)
        return error_set(err,
                         "%s: no BIOS: there is no instruction at the "
                         "reset vector, 16 bytes before its end",
                         path);
    return true;
}

bool bios_image_load(const char *path, uint8_t **bytes, uint32_t *count,
                     struct error *err)
{
    if (!file_load(path, SESSION_ROM_MAX, bytes, count, err))
        return false;
    if (check_bios(path, *bytes, *count, err))
        return true;
    free(*bytes);
    *bytes = NULL;
    return false;
}

/* The signature of an expansion ROM, and its length in units of 512 bytes. */
static bool check_vga(const char *path, const uint8_t *bytes, uint32_t count,
                      struct error *err)
{
    if (count >= 4 && bytes[0] == 0x55 && bytes[1] == 0xaa &&
        bytes[2] * SECTOR <= count)
        return true;
    return error_set(err,
                     "%s: no VGA BIOS: it does not begin with 55 AA and a "
                     "length that fits",
                     path);
}

bool vga_image_load(const char *path, uint8_t **bytes, uint32_t *count,
                    struct error *err)
{
    if (!file_load(path, SESSION_VGA_MAX, bytes, count, err))
        return false;
    if (check_vga(path, *bytes, *count, err))
        return true;
    free(*bytes);
    *bytes = NULL;
    return false;
}

static bool check_kernel(const char *path, const uint8_t *bytes, uint32_t count,
                         struct error *err)
{
    if (count < 52 || memcmp(bytes, "\177ELF", 4) != 0)
        return error_set(err, "%s: no kernel: it is not an ELF file", path);
    if (bytes[4] != 1 || bytes[5] != 1 || bytes[18] != 3)
        return error_set(err,
                         "%s: no kernel for this machine: the ELF file "
                         "is not for a 32-bit x86",
                         path);
    for (uint32_t i = 0; i + 12 <= count && i + 12 <= MULTIBOOT_REACH; i += 4) {
        uint32_t word;

        memcpy(&word, bytes + i, sizeof(word));
        if (word == MULTIBOOT_MAGIC)
            return true;
    }
    return error_set(err,
                     "%s: no kernel: its first 8 KiB hold no Multiboot "
                     "header",
                     path);
}

bool kernel_image_load(const char *path, uint8_t **bytes, uint32_t *count,
                       struct error *err)
{
    if (!file_load(path, KERNEL_MAX, bytes, count, err))
        return false;
    if (check_kernel(path, *bytes, *count, err))
        return true;
    free(*bytes);
    *bytes = NULL;
    return false;
}
