/* SPDX-License-Identifier: MIT
 *
 * tests/ui/fuzz_image.c - any bytes as a file that a machine is made of: a
 * BIOS, a VGA BIOS, a kernel, a disk, a floppy, a CD. It is refused with a
 * reason, or the machine runs. For libFuzzer: `make fuzz`.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/image_kind.h"
#include "ui/images.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#define RUN_NS UINT64_C(3000000) /* virtual */

static char path[] = "/tmp/bootscope-fuzz-XXXXXX";
static int file = -1;

static void remove_file(void)
{
    unlink(path);
}

static void write_file(const uint8_t *bytes, size_t count)
{
    if (file < 0) {
        file = mkstemp(path);
        atexit(remove_file);
    }
    if (file < 0 || ftruncate(file, 0) < 0 ||
        pwrite(file, bytes, count, 0) != (ssize_t)count)
        abort();
}

/* As large as the smallest BIOS: the bytes again and again. */
static void write_rom(const uint8_t *bytes, size_t count)
{
    static uint8_t rom[SESSION_ROM_UNIT];

    memset(rom, 0, sizeof rom);
    for (size_t i = 0; count && i < sizeof rom; i++)
        rom[i] = bytes[i % count];
    write_file(rom, sizeof rom);
}

static void run(const struct session_config *config)
{
    struct error err = {""};
    struct session *s = session_open(config, &err);

    if (s)
        session_run(s, RUN_NS);
    else if (!err.text[0])
        abort(); /* refused without a reason */
    session_close(s);
}

static void use_file(struct session_config *c, bool read, uint8_t **bytes)
{
    if (read)
        run(c);
    free(*bytes);
}

static void be_bios(struct session_config *c, struct error *err)
{
    uint8_t *bytes;
    bool read = bios_image_load(path, &bytes, &c->rom_bytes, err);

    c->rom = bytes;
    use_file(c, read, &bytes);
}

static void be_vga_bios(struct session_config *c, struct error *err)
{
    uint8_t *bytes;
    bool read = vga_image_load(path, &bytes, &c->vga_rom_bytes, err);

    c->vga_rom = bytes;
    use_file(c, read, &bytes);
}

static void be_kernel(struct session_config *c, struct error *err)
{
    uint8_t *bytes;
    bool read = kernel_image_load(path, &bytes, &c->kernel_bytes, err);

    c->bundled_disk = true;
    c->kernel = bytes;
    use_file(c, read, &bytes);
}

static void be_disk(struct session_config *c, struct session_disk *place,
                    bool bootable, struct error *err)
{
    struct disk_image image;

    if (!disk_image_open(&image, path, bootable, err))
        return;
    *place = disk_image_view(&image);
    if (place == &c->floppy[0])
        place->sectors = session_floppy_sectors(image.bytes);
    if (place == &c->cdrom[0])
        place->sectors = (place->sectors + 3) / 4 * 4;
    run(c);
    disk_image_close(&image);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct session_config c = {.model = MODEL_486};
    struct error err = {""};
    unsigned what = count ? bytes[0] : 0;

    (what & 8 ? write_rom : write_file)(bytes + (count > 0),
                                        count - (count > 0));
    switch (what & 7) {
    case 0:
        be_bios(&c, &err);
        break;
    case 1:
        be_vga_bios(&c, &err);
        break;
    case 2:
        be_kernel(&c, &err);
        break;
    case 3:
        be_disk(&c, &c.floppy[0], false, &err);
        break;
    case 4:
        be_disk(&c, &c.cdrom[0], false, &err);
        break;
    default:
        be_disk(&c, &c.disk[0], what & 1, &err);
        break;
    }
    return 0;
}
