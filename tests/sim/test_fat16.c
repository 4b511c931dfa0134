/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_fat16.c - a file replaced in a FAT16 volume, also in one
 * that was made to do harm.
 */
#include <stdlib.h>
#include <string.h>

#include "phases/images.h"
#include "sim/boot_disk.h"
#include "sim/fat16.h"
#include "tests/sim/vm.h"
#include "tests/sim/volume.h"
#include "tests/test.h"

#define KERNEL "BOOT       ", "KERNEL  ELF"
#define CONFIG "BOOT       ", "BOOT    CFG"

/* A copy of the bundled disk that counts how often it is read. */
struct copy {
    uint8_t *bytes;
    uint64_t sectors, reads;
    struct disk disk;
};

static bool read_copy(void *context, uint64_t lba, uint32_t count,
                      uint8_t *bytes)
{
    struct copy *c = context;

    c->reads++;
    memcpy(bytes, c->bytes + lba * DISK_SECTOR, (size_t)count * DISK_SECTOR);
    return true;
}

static void make_copy(struct copy *c)
{
    size_t size = (size_t)(bundled_disk_end - bundled_disk);

    *c = (struct copy){.bytes = malloc(size), .sectors = size / DISK_SECTOR};
    CU_ASSERT_PTR_NOT_NULL_FATAL(c->bytes);
    memcpy(c->bytes, bundled_disk, size);
}

static void open_copy(struct copy *c)
{
    struct disk_source source = {c->sectors, read_copy, c};

    CU_ASSERT_FATAL(disk_open(&c->disk, &source));
    c->reads = 0;
}

static void free_copy(struct copy *c)
{
    disk_close(&c->disk);
    free(c->bytes);
}

/* The disk with its overlay, as one image; to be freed. */
static uint8_t *flatten(struct copy *c)
{
    uint8_t *image = malloc(c->sectors * DISK_SECTOR);

    CU_ASSERT_PTR_NOT_NULL_FATAL(image);
    for (uint64_t lba = 0; lba < c->sectors; lba++)
        CU_ASSERT_FATAL(disk_read(&c->disk, lba, image + lba * DISK_SECTOR));
    return image;
}

static bool replace(struct copy *c, const char *path, const uint8_t *bytes,
                    uint32_t count, struct error *err)
{
    struct fat16 f;

    return fat16_open(&f, &c->disk, err) &&
           fat16_replace(&f, path, bytes, count, err);
}

/* --- what a good volume becomes ---------------------------------------- */

static unsigned free_clusters(const struct volume *v)
{
    unsigned count = 0;

    for (uint32_t c = 2; c < v->clusters + 2; c++)
        count += volume_link(v, c) == 0;
    return count;
}

static void expect_contents(const struct volume *v,
                            const struct volume_file *file,
                            const uint8_t *bytes, uint32_t count)
{
    EXPECT(file->bytes == count, "%u bytes, not %u", file->bytes, count);
    EXPECT(file->count == (count + 511) / 512, "%u sectors", file->count);
    for (uint32_t i = 0; i < count && i / 512 < file->count; i++)
        if (v->image[file->lba[i / 512] * 512 + i % 512] != bytes[i]) {
            EXPECT(false, "byte %u of %u differs", i, count);
            break;
        }
}

/* The kernel replaced by `count` bytes; the rest of the volume as it was. */
static void expect_replaced(uint32_t count)
{
    static struct volume_file before, after, config_before, config_after;
    uint8_t *bytes = malloc(count + 1), *image;
    struct volume was, is;
    struct error err;
    struct copy c;

    make_copy(&c);
    open_copy(&c);
    for (uint32_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)(i * 13 + (i >> 8) + 1);
    EXPECT(replace(&c, "BOOT/KERNEL.ELF", bytes, count, &err), "%s", err.text);
    image = flatten(&c);
    volume_open(&was, c.bytes);
    volume_open(&is, image);
    CU_ASSERT_FATAL(volume_find(&was, KERNEL, &before));
    CU_ASSERT_FATAL(volume_find(&is, KERNEL, &after));
    CU_ASSERT_FATAL(volume_find(&was, CONFIG, &config_before));
    CU_ASSERT_FATAL(volume_find(&is, CONFIG, &config_after));
    expect_contents(&is, &after, bytes, count);
    CU_ASSERT(memcmp(&config_before, &config_after, sizeof config_after) == 0);
    EXPECT(free_clusters(&is) + after.count ==
               free_clusters(&was) + before.count,
           "%u clusters are free, %u were", free_clusters(&is),
           free_clusters(&was));
    EXPECT(memcmp(image + is.fat * 512, image + (is.fat + is.fat_sectors) * 512,
                  is.fat_sectors * 512) == 0,
           "the two FATs differ");
    free(image);
    free(bytes);
    free_copy(&c);
}

static void files_of_any_size_replace_the_kernel(void)
{
    static const uint32_t sizes[] = {0,     1,     511,    512,    513,
                                     35536, 35840, 100000, 1 << 20};

    for (unsigned i = 0; i < ARRAY_LEN(sizes); i++)
        expect_replaced(sizes[i]);
}

static void a_file_that_does_not_fit_is_an_error(void)
{
    uint32_t count = 4 << 20;
    uint8_t *bytes = calloc(1, count);
    struct error err;
    struct copy c;

    make_copy(&c);
    open_copy(&c);
    CU_ASSERT(!replace(&c, "BOOT/KERNEL.ELF", bytes, count, &err));
    EXPECT(strcmp(err.text, "/BOOT/KERNEL.ELF with 4194304 bytes does not fit "
                            "on the disk") == 0,
           "%s", err.text);
    free(bytes);
    free_copy(&c);
}

static void a_file_that_is_not_there_is_an_error(void)
{
    static const char *const paths[] = {
        "BOOT/NOTHERE.ELF",    "KERNEL.ELF", "NOTHERE/KERNEL.ELF", "BOOT", "",
        "HELLO.TXT/KERNEL.ELF"};

    for (unsigned i = 0; i < ARRAY_LEN(paths); i++) {
        struct error err = {""};
        struct copy c;

        make_copy(&c);
        open_copy(&c);
        EXPECT(!replace(&c, paths[i], bundled_bios, 100, &err),
               "/%s is replaced", paths[i]);
        EXPECT(strstr(err.text, "the disk has no file /"), "%s", err.text);
        EXPECT(c.disk.written_count == 0, "the disk has changed");
        free_copy(&c);
    }
}

/* --- what harms ---------------------------------------------------------- */

static void put16(uint8_t *p, unsigned value)
{
    p[0] = (uint8_t)value;
    p[1] = (uint8_t)(value >> 8);
}

/* The BPB with this 16-bit field set: not a volume, or at least no harm. */
static void expect_bad_bpb(unsigned offset, unsigned value)
{
    struct error err = {""};
    struct copy c;

    make_copy(&c);
    put16(c.bytes + 63 * DISK_SECTOR + offset, value);
    open_copy(&c);
    EXPECT(!replace(&c, "BOOT/KERNEL.ELF", bundled_bios, 4096, &err),
           "a BPB with %04Xh at %u is taken", value, offset);
    EXPECT(strstr(err.text, "bad BPB") || strstr(err.text, "no file"),
           "%04Xh at %u: %s", value, offset, err.text);
    free_copy(&c);
}

static void absurd_bpbs_are_refused(void)
{
    expect_bad_bpb(11, 0); /* bytes a sector */
    expect_bad_bpb(11, 4096);
    expect_bad_bpb(13, 0);     /* sectors a cluster (and reserved) */
    expect_bad_bpb(14, 65535); /* reserved sectors */
    expect_bad_bpb(16, 0);     /* FATs */
    expect_bad_bpb(16, 255);
    expect_bad_bpb(17, 65535); /* root entries */
    expect_bad_bpb(19, 1);     /* sectors of the volume */
    expect_bad_bpb(19, 1000);  /* so few clusters are FAT12 */
    expect_bad_bpb(22, 0);     /* sectors a FAT */
    expect_bad_bpb(22, 65535);
}

static void a_volume_larger_than_fat16_is_refused(void)
{
    struct error err = {""};
    struct copy c;

    make_copy(&c);
    put16(c.bytes + 63 * DISK_SECTOR + 19, 0);
    memset(c.bytes + 63 * DISK_SECTOR + 32, 0xff, 4);
    open_copy(&c);
    CU_ASSERT(!replace(&c, "BOOT/KERNEL.ELF", bundled_bios, 4096, &err));
    EXPECT(strstr(err.text, "bad BPB"), "%s", err.text);
    free_copy(&c);
}

static void a_disk_without_the_partition_is_refused(void)
{
    struct error err = {""};
    struct copy c;

    make_copy(&c);
    c.bytes[446 + 4] = 0x83;
    open_copy(&c);
    CU_ASSERT(!replace(&c, "BOOT/KERNEL.ELF", bundled_bios, 4096, &err));
    CU_ASSERT_STRING_EQUAL(err.text, "the disk has no FAT16 partition");
    c.bytes[446 + 4] = 0x06;
    memset(c.bytes + 446 + 8, 0xff, 4);
    CU_ASSERT(!replace(&c, "BOOT/KERNEL.ELF", bundled_bios, 4096, &err));
    CU_ASSERT_STRING_EQUAL(err.text, "the disk has no FAT16 partition");
    free_copy(&c);
}

/* Cluster `from` is followed by `to`, in both FATs. */
static void link_clusters(struct copy *c, uint32_t from, uint32_t to)
{
    struct volume v;

    volume_open(&v, c->bytes);
    put16(c->bytes + v.fat * 512 + from * 2, to);
    put16(c->bytes + (v.fat + v.fat_sectors) * 512 + from * 2, to);
}

static uint32_t cluster_of(const struct volume *v,
                           const struct volume_file *file, unsigned n)
{
    return (file->lba[n] - v->data) / v->cluster_sectors + 2;
}

static void a_looped_chain_ends(void)
{
    static struct volume_file kernel, after;
    uint8_t *image;
    struct volume v;
    struct error err;
    struct copy c;

    make_copy(&c);
    volume_open(&v, c.bytes);
    CU_ASSERT_FATAL(volume_find(&v, KERNEL, &kernel));
    link_clusters(&c, cluster_of(&v, &kernel, 5), cluster_of(&v, &kernel, 2));
    open_copy(&c);
    EXPECT(replace(&c, "BOOT/KERNEL.ELF", bundled_bios, 4096, &err), "%s",
           err.text);
    image = flatten(&c);
    volume_open(&v, image);
    CU_ASSERT_FATAL(volume_find(&v, KERNEL, &after));
    expect_contents(&v, &after, bundled_bios, 4096);
    EXPECT(c.reads < 100000, "%llu reads", (unsigned long long)c.reads);
    free(image);
    free_copy(&c);
}

/* /BOOT goes round for ever, and the file is not in it. */
static void a_looped_directory_ends(void)
{
    struct error err = {""};
    struct volume v;
    struct copy c;

    make_copy(&c);
    volume_open(&v, c.bytes);
    for (unsigned i = 0; i < v.root_entries; i++) {
        const uint8_t *entry = c.bytes + v.root * 512 + 32 * i;

        if (memcmp(entry, "BOOT       ", 11) == 0)
            link_clusters(&c, entry[26] | (uint32_t)entry[27] << 8,
                          entry[26] | (uint32_t)entry[27] << 8);
    }
    open_copy(&c);
    CU_ASSERT(!replace(&c, "BOOT/NOTHERE.ELF", bundled_bios, 4096, &err));
    EXPECT(strstr(err.text, "has no file"), "%s", err.text);
    EXPECT(c.reads < 100000, "%llu reads", (unsigned long long)c.reads);
    free_copy(&c);
}

static uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Bytes of MBR, BPB, FAT and directories changed at random: any answer will
 * do, if it comes soon and touches nothing it should not. */
static void random_damage_is_survived(void)
{
    uint64_t seed = 20260101, worst = 0;
    struct volume v;

    volume_open(&v, bundled_disk);
    for (unsigned round = 0; round < 300; round++) {
        const uint32_t places[] = {446, v.start * 512 + 11, v.fat * 512,
                                   v.root * 512, v.data * 512};
        const uint32_t lengths[] = {16, 25, 16384, 512, 4096};
        struct error err;
        struct copy c;

        make_copy(&c);
        for (uint64_t n = next_number(&seed) % 400; n > 0; n--) {
            uint64_t r = next_number(&seed);
            unsigned place = r % 16 == 0   ? 0
                             : r % 16 == 1 ? 1
                                           : 2 + (unsigned)(r % 3);

            if (place >= 2 || n < 4)
                c.bytes[places[place] + (r >> 8) % lengths[place]] =
                    (uint8_t)(r >> 40);
        }
        open_copy(&c);
        replace(&c, "BOOT/KERNEL.ELF", bundled_bios, 65536, &err);
        if (c.reads > worst)
            worst = c.reads;
        free_copy(&c);
    }
    EXPECT(worst < 400000, "%llu reads", (unsigned long long)worst);
}

/* --- the boot with another kernel or command line ---------------------- */

static void another_command_line_boots(void)
{
    struct vm *vm = vm_bundled();

    vm->config.append = "";
    vm_keys(vm, "screen:bootscope$", "poweroff\\n");
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    EXPECT(strstr(vm->com1, "memory"), "no messages of the kernel");
    vm_close(vm);
}

static void the_bundled_kernel_given_by_hand_boots(void)
{
    static struct volume_file kernel;
    struct volume v;
    struct vm *vm = vm_bundled();
    uint8_t *bytes;

    volume_open(&v, bundled_disk);
    CU_ASSERT_FATAL(volume_find(&v, KERNEL, &kernel));
    bytes = calloc(kernel.count, 512);
    for (uint32_t i = 0; i < kernel.count; i++)
        memcpy(bytes + i * 512, bundled_disk + kernel.lba[i] * 512, 512);
    vm->config.kernel = bytes;
    vm->config.kernel_bytes = kernel.bytes;
    vm->config.append = "quiet splash";
    vm_keys(vm, "screen:bootscope$", "poweroff\\n");
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    EXPECT(vm_board(vm)->disk[0].written_count > kernel.count,
           "the overlay has %u sectors", vm_board(vm)->disk[0].written_count);
    vm_close(vm);
    free(bytes);
}

static void a_file_that_is_no_kernel_is_named_by_the_loader(void)
{
    struct vm *vm = vm_bundled();

    vm->config.kernel = (const uint8_t *)"no kernel";
    vm->config.kernel_bytes = 9;
    vm_until(vm, "screen:/BOOT/KERNEL.ELF is no Multiboot");
    EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s\n%s", vm_sentence(vm), vm->com1);
    vm_close(vm);
}

static void expect_no_session(struct vm *vm, const char *why)
{
    vm->session = session_open(&vm->config, &vm->error);
    CU_ASSERT_PTR_NULL(vm->session);
    EXPECT(strstr(vm->error.text, why), "%s", vm->error.text);
    vm_close(vm);
}

static void what_cannot_be_put_on_the_disk_is_refused(void)
{
    struct vm *vm = vm_bundled();
    char text[300];

    memset(text, 'x', sizeof text);
    text[257] = '\0';
    vm->config.append = text;
    expect_no_session(vm, "at most 256 characters");

    vm = vm_bundled();
    vm->config.append = "quiet\nkernel /BIN/SHELL.ELF";
    expect_no_session(vm, "no control characters");

    vm = vm_rom("F4");
    vm->config.append = "quiet";
    expect_no_session(vm, "no FAT16 partition");
}

CU_TestInfo fat16_tests[] = {
    TEST(files_of_any_size_replace_the_kernel),
    TEST(a_file_that_does_not_fit_is_an_error),
    TEST(a_file_that_is_not_there_is_an_error),
    TEST(absurd_bpbs_are_refused),
    TEST(a_volume_larger_than_fat16_is_refused),
    TEST(a_disk_without_the_partition_is_refused),
    TEST(a_looped_chain_ends),
    TEST(a_looped_directory_ends),
    TEST(random_damage_is_survived),
    TEST(another_command_line_boots),
    TEST(the_bundled_kernel_given_by_hand_boots),
    TEST(a_file_that_is_no_kernel_is_named_by_the_loader),
    TEST(what_cannot_be_put_on_the_disk_is_refused),
    CU_TEST_INFO_NULL,
};
