/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_symbols.c - a name is given where the code is that it was
 * given to, and nowhere else.
 */
#include "phases/images.h"
#include "sim/symbols_store.h"
#include "tests/sim/elf_maker.h"
#include "tests/test.h"

#include <string.h>

/* --- memory that a test fills ------------------------------------------ */

#define BYTES 0x20000u

static struct {
    uint32_t address;  /* of the first byte */
    uint32_t from, to; /* mapped */
    uint8_t bytes[BYTES];
} ram;

static bool peek(const void *context, uint32_t linear, uint8_t *byte)
{
    (void)context;
    if (linear < ram.from || linear >= ram.to ||
        linear - ram.address >= sizeof ram.bytes)
        return false;
    *byte = ram.bytes[linear - ram.address];
    return true;
}

static const struct code_memory memory = {peek, NULL};

static void fill(uint32_t address, const uint8_t *bytes, uint32_t count)
{
    memset(ram.bytes, 0, sizeof ram.bytes);
    memcpy(ram.bytes, bytes, count);
    ram.address = ram.from = address;
    ram.to = address +
             (count < sizeof ram.bytes ? (uint32_t)sizeof ram.bytes : count);
    if (ram.to < address)
        ram.to = UINT32_MAX;
}

static struct symbols *opened(void)
{
    struct symbols *s = symbols_open();

    if (!s)
        test_skip("no memory");
    return s;
}

static void expect_name(const struct symbols *s, uint32_t linear,
                        const char *image, const char *symbol, uint32_t offset)
{
    struct code_place p;

    if (!symbols_place(s, &memory, linear, &p))
        EXPECT(!*symbol, "%X has no name, not %s", linear, symbol);
    else
        EXPECT(!strcmp(p.image, image) && !strcmp(p.symbol, symbol) &&
                   p.offset == offset,
               "%X is %s+%X in %s, not %s+%X in %s", linear, p.symbol, p.offset,
               p.image, symbol, offset, image);
}

static void expect_none(const struct symbols *s, uint32_t linear)
{
    expect_name(s, linear, "", "", 0);
}

/* --- the bundled guest ------------------------------------------------- */

static void the_rom_is_named_at_both_its_places(void)
{
    struct symbols *s = opened();

    fill(0xf0000, bundled_bios, 0x10000);
    expect_name(s, 0xffff0, "bios", "reset_vector", 0);
    fill(0xffff0000, bundled_bios, 0x10000);
    expect_name(s, 0xfffffff0, "bios", "reset_vector", 0);
    fill(0x10000, bundled_bios, 0x10000);
    expect_none(s, 0x1fff0);
    symbols_close(s);
}

static void the_first_line_is_told(void)
{
    struct symbols *s = opened();
    struct code_place p;

    fill(0xf0000, bundled_bios, 0x10000);
    CU_ASSERT_TRUE_FATAL(symbols_place(s, &memory, 0xffff0, &p));
    CU_ASSERT_STRING_EQUAL(p.file, "phases/2-firmware/reset/reset_vector.asm");
    CU_ASSERT_TRUE(p.first);
    CU_ASSERT_PTR_NOT_NULL(strstr(p.text, "jmp     0f000h:reset_start"));
    CU_ASSERT_TRUE_FATAL(symbols_place(s, &memory, 0xffff2, &p));
    CU_ASSERT_EQUAL(p.offset, 2);
    CU_ASSERT_FALSE(p.first);
    symbols_close(s);
}

static void the_boot_sector_is_named_before_and_after_its_move(void)
{
    struct symbols *s = opened();

    fill(0x7c00, bundled_disk, 512);
    expect_name(s, 0x7c00, "mbr", "start", 0);
    fill(0x600, bundled_disk, 512);
    expect_name(s, 0x621, "mbr", "relocated", 0);
    fill(0x7c00, bundled_disk + 63 * 512, 512);
    expect_name(s, 0x7c3e, "vbr", "start", 0);
    symbols_close(s);
}

static void changed_bytes_take_the_names_around_them_away(void)
{
    struct symbols *s = opened();

    fill(0x7c00, bundled_disk, 512);
    ram.bytes[0x40] ^= 1;
    for (uint32_t at = 0; at < 0x60; at++) {
        struct code_place p;
        bool named = symbols_place(s, &memory, 0x7c00 + at, &p);

        EXPECT(named == (at < 0x40 - 31 || at > 0x40 + 32), "at %X", at);
    }
    symbols_close(s);
}

static void what_is_not_mapped_has_no_name_and_says_nothing(void)
{
    struct symbols *s = opened();

    fill(0x7c00, bundled_disk, 512);
    ram.to = 0x7c22;
    expect_name(s, 0x7c21, "mbr", "relocated", 0);
    expect_none(s, 0x7c22);
    ram.from = 0x7c21;
    expect_name(s, 0x7c21, "mbr", "relocated", 0);
    symbols_close(s);
}

static void data_in_the_rom_has_no_name(void)
{
    struct symbols *s = opened();

    fill(0xf0000, bundled_bios, 0x10000);
    expect_none(s, 0xffff5); /* the date behind the reset vector */
    expect_none(s, 0xf8000);
    symbols_close(s);
}

/* All programs lie at one address; each is known by its own bytes. */
static void programs_are_told_apart(void)
{
    struct symbols *s = opened();
    unsigned programs = 0;

    for (uint32_t i = 0; i < s->images; i++) {
        const struct code_image *image = &s->image[i];
        const struct code_part *part = &image->part[0];

        if (part->address >> 16 != 0x804)
            continue;
        programs++;
        fill(part->address, part->bytes, part->count);
        for (uint32_t n = 0; n < image->rows; n++) {
            struct code_place p;

            if (image->row[n].file == NO_FILE)
                continue;
            EXPECT(symbols_place(s, &memory, image->row[n].address, &p) &&
                       p.line == image->row[n].line && p.first &&
                       strlen(p.image) == image->name.length &&
                       !memcmp(p.image, image->name.at, image->name.length),
                   "%.*s: %X", (int)image->name.length, image->name.at,
                   image->row[n].address);
        }
    }
    CU_ASSERT_EQUAL(programs, 21);
    symbols_close(s);
}

static void two_programs_with_the_same_bytes_have_no_name(void)
{
    struct symbols *s = opened();
    struct made made;
    struct error err;

    elf_make(&made, (struct made_how){.version = 4});
    fill(MADE_ADDRESS, made.bytes + 84, MADE_CODE);
    CU_ASSERT_TRUE(
        symbols_add_elf(s, "x/one.elf", made.bytes, made.count, 0, &err));
    expect_name(s, MADE_ADDRESS + 2, "one.elf", "begin", 2);
    CU_ASSERT_TRUE(
        symbols_add_elf(s, "two.elf", made.bytes, made.count, 0, &err));
    expect_none(s, MADE_ADDRESS + 2);
    symbols_close(s);
}

static void ones_own_symbols_come_first(void)
{
    struct symbols *s = opened();
    struct made made;
    struct error err;

    elf_make(&made, (struct made_how){.version = 4});
    memcpy(made.bytes + 84, bundled_disk, MADE_CODE);
    fill(0x7c00, bundled_disk, MADE_CODE);
    expect_name(s, 0x7c00, "mbr", "start", 0);
    CU_ASSERT_TRUE(symbols_add_elf(s, "own", made.bytes, made.count,
                                   0x7c00 - (uint64_t)MADE_ADDRESS, &err));
    expect_name(s, 0x7c00, "own", "begin", 0);
    symbols_close(s);
}

/* --- by name ----------------------------------------------------------- */

static void expect_sites(const struct symbols *s, const char *name,
                         unsigned count, uint32_t first, const uint8_t *bytes)
{
    struct code_site site[CODE_SITES];
    struct error err = {""};
    unsigned found = symbols_find(s, name, site, &err);

    EXPECT(found == count, "%s: %u places, not %u %s", name, found, count,
           err.text);
    if (!found)
        return;
    EXPECT(site[0].linear == first && site[0].bytes == bytes, "%s: %X", name,
           site[0].linear);
}

static void expect_no_site(const struct symbols *s, const char *name,
                           const char *why)
{
    struct code_site site[CODE_SITES];
    struct error err = {""};

    EXPECT(!symbols_find(s, name, site, &err), "%s is found", name);
    EXPECT(strstr(err.text, why), "%s: %s", name, err.text);
}

static void a_name_leads_to_its_places(void)
{
    struct symbols *s = opened();

    expect_sites(s, "reset_vector", 2, 0xffff0, bundled_bios + 0xfff0);
    expect_sites(s, "bios/reset_vector", 2, 0xffff0, bundled_bios + 0xfff0);
    expect_sites(s, "reset_vector+2", 2, 0xffff2, bundled_bios + 0xfff2);
    expect_sites(s, "reset_vector+4h", 2, 0xffff4, bundled_bios + 0xfff4);
    expect_sites(s, "mbr/start", 2, 0x600, bundled_disk);
    expect_sites(s, "relocated", 2, 0x621, bundled_disk + 0x21);
    symbols_close(s);
}

static void names_that_say_too_little_are_refused(void)
{
    struct symbols *s = opened();

    expect_no_site(s, "reset_vectr", "did you mean \"reset_vector\"");
    expect_no_site(s, "start", "more than one");
    expect_no_site(s, "kernel/start", "no code has the name");
    expect_no_site(s, "nowhere/start", "no code has the name");
    expect_no_site(s, "reset_vector+10", "outside");
    expect_no_site(s, "", "no code has the name");
    expect_no_site(s, "/", "no code has the name");
    expect_no_site(s, "+", "no code has the name");
    symbols_close(s);
}

static void ones_own_name_hides_the_bundled_one(void)
{
    struct symbols *s = opened();
    struct made made;
    struct error err;

    elf_make(&made, (struct made_how){.version = 4});
    for (size_t i = 0; i + 6 < made.count; i++)
        if (!memcmp(made.bytes + i, "\0begin", 7))
            memcpy(made.bytes + i + 1, "start", 5);
    CU_ASSERT_TRUE(
        symbols_add_elf(s, "own.elf", made.bytes, made.count, 0, &err));
    expect_sites(s, "start", 1, MADE_ADDRESS, made.bytes + 84);
    expect_sites(s, "own.elf/start+4", 1, MADE_ADDRESS + 4, made.bytes + 88);
    expect_sites(s, "mbr/start", 2, 0x600, bundled_disk);
    symbols_close(s);
}

CU_TestInfo symbols_tests[] = {
    TEST(a_name_leads_to_its_places),
    TEST(names_that_say_too_little_are_refused),
    TEST(ones_own_name_hides_the_bundled_one),
    TEST(the_rom_is_named_at_both_its_places),
    TEST(the_first_line_is_told),
    TEST(the_boot_sector_is_named_before_and_after_its_move),
    TEST(changed_bytes_take_the_names_around_them_away),
    TEST(what_is_not_mapped_has_no_name_and_says_nothing),
    TEST(data_in_the_rom_has_no_name),
    TEST(programs_are_told_apart),
    TEST(two_programs_with_the_same_bytes_have_no_name),
    TEST(ones_own_symbols_come_first),
    CU_TEST_INFO_NULL,
};
