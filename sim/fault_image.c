/* SPDX-License-Identifier: MIT
 *
 * sim/fault_image.c - faults of what the machine boots from: sectors, files
 * and the ROM.
 */
#include <string.h>

#include "sim/fat16.h"
#include "sim/fault.h"

#define SIGNATURE       510u
#define PARTITION_TABLE 446u
#define PARTITION_ENTRY 16u
#define PARTITIONS      4u
#define DELETED         0xe5 /* first byte of a name */
#define MULTIBOOT_MAGIC UINT32_C(0x1badb002)
#define MULTIBOOT_AREA  8192u /* where the header must be */

static struct disk *disk_of(struct machine *m, const struct fault *f)
{
    return &m->board.disk[f->param[PARAM_DRIVE]];
}

/* --- sectors ----------------------------------------------------------- */

static bool change(struct disk *d, uint64_t lba, uint32_t offset,
                   const uint8_t *bytes, uint32_t count, struct error *err)
{
    uint8_t sector[DISK_SECTOR];

    if (offset + count > DISK_SECTOR)
        return error_set(err, "the bytes go past the end of the sector");
    if (!disk_read(d, lba, sector))
        return error_set(err, "the disk has no sector %llu",
                         (unsigned long long)lba);
    memcpy(sector + offset, bytes, count);
    return disk_write(d, lba, sector) ||
           error_set(err, "the host has no memory for the disk's overlay");
}

bool fault_DISK_BYTES(struct machine *m, const struct fault *f,
                      const struct fault_call *call, struct error *err)
{
    (void)call;
    if (f->param[PARAM_OFFSET] >= DISK_SECTOR)
        return error_set(err, "a sector has 512 bytes");
    return change(disk_of(m, f), f->param[PARAM_LBA],
                  (uint32_t)f->param[PARAM_OFFSET], f->bytes, f->byte_count,
                  err);
}

bool fault_BOOT_SIGNATURE(struct machine *m, const struct fault *f,
                          const struct fault_call *call, struct error *err)
{
    static const uint8_t none[2];

    (void)call;
    return change(disk_of(m, f), f->param[PARAM_LBA], SIGNATURE, none, 2, err);
}

bool fault_PARTITION_TABLE(struct machine *m, const struct fault *f,
                           const struct fault_call *call, struct error *err)
{
    static const uint8_t none[PARTITIONS * PARTITION_ENTRY];

    (void)call;
    return change(disk_of(m, f), 0, PARTITION_TABLE, none, sizeof none, err);
}

bool fault_PARTITION_NOT_ACTIVE(struct machine *m, const struct fault *f,
                                const struct fault_call *call,
                                struct error *err)
{
    static const uint8_t none[1];
    bool ok = true;

    (void)call;
    for (unsigned i = 0; ok && i < PARTITIONS; i++)
        ok = change(disk_of(m, f), 0, PARTITION_TABLE + i * PARTITION_ENTRY,
                    none, 1, err);
    return ok;
}

/* --- files ------------------------------------------------------------- */

static bool find_file(struct machine *m, const struct fault *f,
                      struct fat16 *fat, struct fat16_file *file,
                      struct error *err)
{
    return fat16_open(fat, disk_of(m, f), err) &&
           fat16_find(fat, f->file, file, err);
}

bool fault_FAT_CHAIN_CUT(struct machine *m, const struct fault *f,
                         const struct fault_call *call, struct error *err)
{
    struct fat16 fat;
    struct fat16_file file;

    (void)call;
    return find_file(m, f, &fat, &file, err) &&
           fat16_link(&fat, file.cluster, 0, err);
}

bool fault_FAT_CHAIN_LOOP(struct machine *m, const struct fault *f,
                          const struct fault_call *call, struct error *err)
{
    struct fat16 fat;
    struct fat16_file file;

    (void)call;
    return find_file(m, f, &fat, &file, err) &&
           fat16_link(&fat, file.cluster, file.cluster, err);
}

bool fault_FILE_MISSING(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    static const uint8_t deleted[1] = {DELETED};
    struct fat16 fat;
    struct fat16_file file;

    (void)call;
    return find_file(m, f, &fat, &file, err) &&
           change(disk_of(m, f), file.lba, file.offset, deleted, 1, err);
}

bool fault_FILE_TRUNCATED(struct machine *m, const struct fault *f,
                          const struct fault_call *call, struct error *err)
{
    uint32_t size = (uint32_t)f->param[PARAM_SIZE];
    const uint8_t bytes[4] = {(uint8_t)size, (uint8_t)(size >> 8),
                              (uint8_t)(size >> 16), (uint8_t)(size >> 24)};
    struct fat16 fat;
    struct fat16_file file;

    (void)call;
    return find_file(m, f, &fat, &file, err) &&
           change(disk_of(m, f), file.lba, file.offset + FAT16_ENTRY_SIZE,
                  bytes, sizeof bytes, err);
}

/* Change bytes of the file, wherever they lie. */
static bool change_file(struct machine *m, const struct fault *f,
                        uint32_t offset, const uint8_t *bytes, uint32_t count,
                        struct error *err)
{
    struct fat16 fat;
    struct fat16_file file;
    uint64_t lba;

    if (!find_file(m, f, &fat, &file, err))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (offset + i >= file.size ||
            !fat16_sector(&fat, &file, (offset + i) / DISK_SECTOR, &lba))
            return error_set(err, "/%s has only %u bytes", f->file, file.size);
        if (!change(disk_of(m, f), lba, (offset + i) % DISK_SECTOR, bytes + i,
                    1, err))
            return false;
    }
    return true;
}

bool fault_FILE_BYTES(struct machine *m, const struct fault *f,
                      const struct fault_call *call, struct error *err)
{
    (void)call;
    return change_file(m, f, (uint32_t)f->param[PARAM_OFFSET], f->bytes,
                       f->byte_count, err);
}

/* Where the magic number lies in the file; false: nowhere. */
static bool find_magic(struct machine *m, const struct fault *f,
                       uint32_t *offset, struct error *err)
{
    struct fat16 fat;
    struct fat16_file file;
    uint8_t sector[DISK_SECTOR];
    uint64_t lba;

    if (!find_file(m, f, &fat, &file, err))
        return false;
    for (*offset = 0; *offset < MULTIBOOT_AREA; *offset += 4) {
        uint32_t at = *offset % DISK_SECTOR, value;

        if (at == 0 &&
            (!fat16_sector(&fat, &file, *offset / DISK_SECTOR, &lba) ||
             !disk_read(fat.disk, lba, sector)))
            break;
        memcpy(&value, sector + at, sizeof value);
        if (value == MULTIBOOT_MAGIC)
            return true;
    }
    return error_set(err, "/%s has no Multiboot header", f->file);
}

bool fault_MULTIBOOT_HEADER(struct machine *m, const struct fault *f,
                            const struct fault_call *call, struct error *err)
{
    static const uint8_t wrong[4];
    uint32_t offset;

    (void)call;
    return find_magic(m, f, &offset, err) &&
           change_file(m, f, offset, wrong, sizeof wrong, err);
}

/* --- the ROM ----------------------------------------------------------- */

bool fault_ROM_BYTE(struct machine *m, const struct fault *f,
                    const struct fault_call *call, struct error *err)
{
    uint32_t address = (uint32_t)f->param[PARAM_ADDRESS];
    uint32_t entry =
        second_level_entry(&m->board.memory, address >> FRAME_SHIFT);

    (void)call;
    if (entry_backing(entry) != BACKING_ROM)
        return error_set(err, "there is no ROM at address %Xh", address);
    return fault_flip(m, address, (uint8_t)f->param[PARAM_MASK], err);
}
