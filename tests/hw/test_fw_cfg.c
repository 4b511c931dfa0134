/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_fw_cfg.c - what a firmware reads from the firmware
 * configuration device.
 *
 * Source: QEMU documentation, "QEMU Firmware Configuration (fw_cfg) Device".
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/fw_cfg.h"
#pragma GCC diagnostic pop

#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

static struct fw_cfg cfg;
static const uint8_t rom[] = {0x55, 0xaa, 0x01, 0xcb, 0x42};

static struct board *fw_cfg_bench(bool with_rom)
{
    struct board *b = bench_new();

    memset(&cfg, 0, sizeof(cfg));
    if (with_rom) {
        bench_config(b)->vga_rom = rom;
        bench_config(b)->vga_rom_bytes = sizeof(rom);
    }
    bench_power_on(b, DEV_fw_cfg, &fw_cfg_ops, &cfg);
    return b;
}

/* Does item `item` begin with these bytes? */
static bool begins(struct board *b, uint16_t item, const void *bytes,
                   size_t count)
{
    const uint8_t *wanted = bytes;
    bool same = true;

    bench_out_wide(b, 0x510, 2, item);
    for (size_t i = 0; i < count; i++)
        same &= bench_in(b, 0x511) == wanted[i];
    return same;
}

static void the_signature_is_qemu(void)
{
    struct board *b = fw_cfg_bench(false);

    CU_ASSERT(begins(b, 0x0000, "QEMU\0\0", 6));
    CU_ASSERT(begins(b, 0x0000, "QEMU", 4)); /* from its first byte again */
    CU_ASSERT(begins(b, 0x0001, "\x01\0\0\0", 4));
}

static void ram_and_processors_are_told(void)
{
    struct board *b = fw_cfg_bench(false);

    bench_config(b)->ram_bytes = 0x12345000;
    CU_ASSERT(begins(b, 0x0003, "\x00\x50\x34\x12\0\0\0\0", 8));
    CU_ASSERT(begins(b, 0x0005, "\x01\0", 2));
    CU_ASSERT(begins(b, 0x000f, "\x01\0", 2));
}

static void the_directory_is_empty_without_a_rom(void)
{
    CU_ASSERT(begins(fw_cfg_bench(false), 0x0019, "\0\0\0\0\0\0\0\0", 8));
}

static void the_directory_leads_to_the_vga_bios(void)
{
    static const uint8_t entry[] = {0, 0, 0, 1, 0, 0, 0, 5, 0, 0x20, 0, 0};
    struct board *b = fw_cfg_bench(true);

    CU_ASSERT(begins(b, 0x0019, entry, sizeof(entry)));
    for (unsigned i = 0; i < sizeof("vgaroms/vgabios.bin"); i++)
        CU_ASSERT_EQUAL(bench_in(b, 0x511), "vgaroms/vgabios.bin"[i]);
    CU_ASSERT(begins(b, 0x0020, rom, sizeof(rom)));
    CU_ASSERT_EQUAL(bench_in(b, 0x511), 0x00);
}

static void an_item_that_is_not_there_reads_as_zeros(void)
{
    CU_ASSERT(begins(fw_cfg_bench(true), 0x7777, "\0\0\0\0", 4));
}

static void only_a_word_selects(void)
{
    struct board *b = fw_cfg_bench(false);

    bench_out_wide(b, 0x510, 2, 0x0003);
    bench_out(b, 0x510, 0x00);
    bench_out(b, 0x511, 0x00);
    CU_ASSERT_EQUAL(cfg.item, 0x0003);
}

CU_TestInfo fw_cfg_tests[] = {
    TEST(the_signature_is_qemu),
    TEST(ram_and_processors_are_told),
    TEST(the_directory_is_empty_without_a_rom),
    TEST(the_directory_leads_to_the_vga_bios),
    TEST(an_item_that_is_not_there_reads_as_zeros),
    TEST(only_a_word_selects),
    CU_TEST_INFO_NULL,
};
