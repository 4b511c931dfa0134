/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_disk.c - an image is read and never written; what the guest
 * writes goes to an overlay, which can be saved.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/sim/vm.h"
#include "tests/test.h"

#define SECTORS 5000u

/* An image of the test's own, which can be made unreadable. */
struct image {
    uint8_t *bytes;
    uint64_t bad; /* this sector and those behind it cannot be read */
};

static bool read_image(void *context, uint64_t lba, uint32_t count,
                       uint8_t *bytes)
{
    struct image *image = context;

    if (lba + count > image->bad)
        return false;
    memcpy(bytes, image->bytes + lba * DISK_SECTOR,
           (size_t)count * DISK_SECTOR);
    return true;
}

static void fill(uint8_t *sector, uint64_t lba, unsigned version)
{
    for (unsigned i = 0; i < DISK_SECTOR; i++)
        sector[i] = (uint8_t)(lba * 31 + i * 7 + version * 101);
}

static struct image new_image(void)
{
    struct image image = {malloc((size_t)SECTORS * DISK_SECTOR), SECTORS};

    CU_ASSERT_PTR_NOT_NULL_FATAL(image.bytes);
    for (uint64_t lba = 0; lba < SECTORS; lba++)
        fill(image.bytes + lba * DISK_SECTOR, lba, 0);
    return image;
}

static struct disk_source source_of(struct image *image)
{
    return (struct disk_source){SECTORS, read_image, image};
}

/* Does sector `lba` of the disk hold this version? */
static bool holds(struct disk *d, uint64_t lba, unsigned version)
{
    uint8_t is[DISK_SECTOR], wanted[DISK_SECTOR];

    fill(wanted, lba, version);
    return disk_read(d, lba, is) && memcmp(is, wanted, DISK_SECTOR) == 0;
}

static void write_version(struct disk *d, uint64_t lba, unsigned version)
{
    uint8_t sector[DISK_SECTOR];

    fill(sector, lba, version);
    EXPECT(disk_write(d, lba, sector), "sector %llu is not written",
           (unsigned long long)lba);
}

static void expect_untouched(const struct image *image)
{
    uint8_t sector[DISK_SECTOR];

    for (uint64_t lba = 0; lba < SECTORS; lba++) {
        fill(sector, lba, 0);
        if (memcmp(image->bytes + lba * DISK_SECTOR, sector, DISK_SECTOR) != 0)
            EXPECT(false, "sector %llu of the image has changed",
                   (unsigned long long)lba);
    }
}

/* --- overlay ----------------------------------------------------------- */

static void writes_go_to_the_overlay(void)
{
    struct image image = new_image();
    struct disk_source source = source_of(&image);
    struct disk d;

    CU_ASSERT_FATAL(disk_open(&d, &source));
    write_version(&d, 7, 1);
    write_version(&d, SECTORS - 1, 1);
    EXPECT(holds(&d, 6, 0) && holds(&d, 7, 1) && holds(&d, 8, 0), "7 alone");
    EXPECT(holds(&d, SECTORS - 1, 1), "the last sector");
    write_version(&d, 7, 2);
    EXPECT(holds(&d, 7, 2), "written twice");
    EXPECT(d.written_count == 2, "%u sectors in the overlay", d.written_count);
    expect_untouched(&image);
    disk_close(&d);
    free(image.bytes);
}

/* Every sector, in an order that jumps about, some of them twice. */
static void an_overlay_of_all_sectors_is_right(void)
{
    struct image image = new_image();
    struct disk_source source = source_of(&image);
    struct disk d;
    unsigned wrong = 0;

    CU_ASSERT_FATAL(disk_open(&d, &source));
    for (uint64_t i = 0; i < SECTORS; i++)
        write_version(&d, i * 2049 % SECTORS, 1);
    for (uint64_t i = 0; i < SECTORS; i += 3)
        write_version(&d, i, 2);
    for (uint64_t i = 0; i < SECTORS; i++)
        wrong += !holds(&d, i, i % 3 == 0 ? 2 : 1);
    EXPECT(wrong == 0, "%u sectors are wrong", wrong);
    EXPECT(d.written_count == SECTORS, "%u in the overlay", d.written_count);
    expect_untouched(&image);
    disk_close(&d);
    free(image.bytes);
}

static void nothing_lies_past_the_end(void)
{
    struct image image = new_image();
    struct disk_source source = source_of(&image);
    uint8_t sector[DISK_SECTOR] = {0};
    struct disk d, none;

    CU_ASSERT_FATAL(disk_open(&d, &source));
    CU_ASSERT(!disk_read(&d, SECTORS, sector));
    CU_ASSERT(!disk_write(&d, SECTORS, sector));
    CU_ASSERT(!disk_read(&d, UINT64_MAX, sector));
    CU_ASSERT(!disk_write(&d, UINT64_MAX, sector));
    CU_ASSERT_EQUAL(d.written_count, 0);
    disk_close(&d);

    source = (struct disk_source){0};
    CU_ASSERT_FATAL(disk_open(&none, &source));
    CU_ASSERT(!disk_read(&none, 0, sector));
    CU_ASSERT(!disk_write(&none, 0, sector));
    disk_close(&none);
    free(image.bytes);
}

static void an_unreadable_image_is_an_error(void)
{
    struct image image = new_image();
    struct disk_source source = source_of(&image);
    struct vm *vm = vm_rom("F4");
    uint8_t sector[DISK_SECTOR];
    struct disk d;

    CU_ASSERT_FATAL(disk_open(&d, &source));
    image.bad = 100;
    CU_ASSERT(disk_read(&d, 99, sector));
    CU_ASSERT(!disk_read(&d, 100, sector));
    write_version(&d, 100, 1);
    EXPECT(holds(&d, 100, 1), "a sector of the overlay");
    disk_close(&d);

    vm->config.disk[2] = (struct session_disk){SECTORS, read_image, &image};
    vm->session = session_open(&vm->config, &vm->error);
    CU_ASSERT_PTR_NULL(vm->session);
    EXPECT(strcmp(vm->error.text, "disk 2: the image cannot be read") == 0,
           "%s", vm->error.text);
    vm_close(vm);
    free(image.bytes);
}

static void the_hash_is_that_of_the_image(void)
{
    struct image image = new_image();
    struct disk_source source = source_of(&image);
    struct disk a, b;

    CU_ASSERT_FATAL(disk_open(&a, &source));
    write_version(&a, 7, 1);
    image.bytes[SECTORS * DISK_SECTOR - 1] ^= 1;
    CU_ASSERT_FATAL(disk_open(&b, &source));
    CU_ASSERT_NOT_EQUAL(a.hash, b.hash);
    image.bytes[SECTORS * DISK_SECTOR - 1] ^= 1;
    disk_close(&b);
    CU_ASSERT_FATAL(disk_open(&b, &source));
    CU_ASSERT_EQUAL(a.hash, b.hash);
    disk_close(&a);
    disk_close(&b);
    free(image.bytes);
}

/* --- a guest that writes ----------------------------------------------- */

/* A boot sector that fills 7E00h with A5h, writes this as sector 5 with
 * INT 13h AH=03h (CHS 0, 0, 6), reads it to 8000h, and stops:
 * DS = ES = 0; mov di, 7E00h; mov cx, 200h; mov al, A5h; rep stosb;
 * mov ax, 301h; mov bx, 7E00h; mov cx, 6; mov dh, 0; int 13h; jc x;
 * mov ax, 201h; mov bx, 8000h; int 13h; x: cli; hlt */
static const char writer[] =
    "\x31\xc0\x8e\xd8\x8e\xc0\xbf\x00\x7e\xb9\x00\x02\xb0\xa5\xf3\xaa\xb8\x01"
    "\x03\xbb\x00\x7e\xb9\x06\x00\xb6\x00\xcd\x13\x72\x08\xb8\x01\x02\xbb\x00"
    "\x80\xcd\x13\xfa\xf4";

struct saved {
    uint64_t count, most, changed;
    const struct image *image;
};

static bool save_sector(void *context, const uint8_t *sector)
{
    struct saved *s = context;

    if (memcmp(sector, s->image->bytes + s->count * DISK_SECTOR, DISK_SECTOR))
        s->changed = s->count;
    s->count++;
    return s->count < s->most;
}

static struct vm *boot_writer(struct image *image)
{
    struct vm *vm = vm_bundled();

    memcpy(image->bytes, writer, sizeof writer);
    memcpy(image->bytes + 510, "\x55\xaa", 2);
    vm->config.bundled_disk = false;
    vm->config.disk[0] = (struct session_disk){SECTORS, read_image, image};
    EXPECT(vm_run(vm, 60000) == END_HALTED, "%s", vm_sentence(vm));
    return vm;
}

static void a_guest_writes_and_reads_and_the_image_stays(void)
{
    struct image image = new_image();
    uint8_t before[DISK_SECTOR];
    struct vm *vm;
    struct saved saved = {.image = &image, .most = SECTORS + 1};

    memcpy(before, image.bytes + 5 * DISK_SECTOR, DISK_SECTOR);
    vm = boot_writer(&image);
    for (uint32_t i = 0; i < DISK_SECTOR; i++)
        if (vm_byte(vm, 0x8000 + i) != 0xa5)
            EXPECT(false, "byte %u reads as %02Xh", i, vm_byte(vm, 0x8000 + i));
    EXPECT(memcmp(before, image.bytes + 5 * DISK_SECTOR, DISK_SECTOR) == 0,
           "the image has changed");
    EXPECT(session_save_disk(vm->session, 0, save_sector, &saved),
           "it cannot be saved");
    EXPECT(saved.count == SECTORS && saved.changed == 5,
           "%llu sectors saved, %llu has changed",
           (unsigned long long)saved.count, (unsigned long long)saved.changed);
    vm_close(vm);
    free(image.bytes);
}

static void saving_stops_at_an_error(void)
{
    struct image image = new_image();
    struct vm *vm = boot_writer(&image);
    struct saved full = {.image = &image, .most = 10};
    struct saved unreadable = {.image = &image, .most = SECTORS + 1};

    EXPECT(!session_save_disk(vm->session, 0, save_sector, &full),
           "the full file is not noticed");
    CU_ASSERT_EQUAL(full.count, 10);
    image.bad = 2000;
    EXPECT(!session_save_disk(vm->session, 0, save_sector, &unreadable),
           "the unreadable image is not noticed");
    CU_ASSERT_EQUAL(unreadable.count, 2000);
    vm_close(vm);
    free(image.bytes);
}

CU_TestInfo disk_tests[] = {
    TEST(writes_go_to_the_overlay),
    TEST(an_overlay_of_all_sectors_is_right),
    TEST(nothing_lies_past_the_end),
    TEST(an_unreadable_image_is_an_error),
    TEST(the_hash_is_that_of_the_image),
    TEST(a_guest_writes_and_reads_and_the_image_stays),
    TEST(saving_stops_at_an_error),
    CU_TEST_INFO_NULL,
};
