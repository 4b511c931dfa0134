/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_ata_command.c - what an ATA drive does with a command.
 */
#include "tests/hw/ata_bench.h"
#include "tests/test.h"

#include <string.h>

static struct ata ata;
static uint16_t word[256];

static void identify(struct board *b, unsigned drive)
{
    CU_ASSERT_EQUAL(ata_do(b, drive, 0xec, 0, 0), 0x58);
    for (unsigned i = 0; i < 256; i++)
        word[i] = (uint16_t)bench_in_wide(b, 0x1f0, 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x50);
}

static bool words_say(unsigned first, const char *text)
{
    for (unsigned i = 0; text[i]; i++)
        if ((uint8_t)(word[first + i / 2] >> (i % 2 ? 0 : 8)) !=
            (uint8_t)text[i])
            return false;
    return true;
}

static uint32_t lba_registers(struct board *b)
{
    return (uint32_t)(bench_in(b, 0x1f6) & 15) << 24 |
           (uint32_t)bench_in(b, 0x1f5) << 16 |
           (uint32_t)bench_in(b, 0x1f4) << 8 | bench_in(b, 0x1f3);
}

static uint8_t do_chs(struct board *b, uint8_t command, unsigned cylinder,
                      unsigned head, unsigned sector)
{
    bench_out(b, 0x1f6, (uint8_t)(0xa0 | head));
    bench_out(b, 0x1f2, 1);
    bench_out(b, 0x1f3, (uint8_t)sector);
    bench_out(b, 0x1f4, (uint8_t)cylinder);
    bench_out(b, 0x1f5, (uint8_t)(cylinder >> 8));
    bench_out(b, 0x1f7, command);
    return ata_wait(b);
}

static bool last_event_is(struct board *b, enum event_kind kind, uint32_t a,
                          uint32_t c, uint32_t d, uint32_t e)
{
    const struct bench_event *event = bench_last(b, kind);

    return event && event->arg[0] == a && event->arg[1] == c &&
           event->arg[2] == d && event->arg[3] == e;
}

static void identify_tells_name_and_size(void)
{
    struct board *b = ata_bench(&ata, 0x12345, 0);

    identify(b, 0);
    CU_ASSERT_EQUAL(word[0], 0x0040);
    CU_ASSERT_TRUE(words_say(27, "BOOTSCOPE DISK                          "));
    CU_ASSERT_TRUE(words_say(10, "BOOTSCOPE-0         "));
    CU_ASSERT_TRUE(words_say(23, "1.0     "));
    CU_ASSERT_EQUAL(word[60], 0x2345);
    CU_ASSERT_EQUAL(word[61], 0x0001);
    CU_ASSERT_EQUAL(word[49] & 0x0300, 0x0300); /* LBA, DMA */
    CU_ASSERT_EQUAL(word[47], 0x8010);
    CU_ASSERT_EQUAL(word[63], 0x0007); /* none is set */
}

static void identify_tells_the_geometry(void)
{
    struct board *b = ata_bench(&ata, 100 * 16 * 63 + 5, 0);

    identify(b, 0);
    CU_ASSERT_EQUAL(word[1], 100);
    CU_ASSERT_EQUAL(word[3], 16);
    CU_ASSERT_EQUAL(word[4], 63 * 512);
    CU_ASSERT_EQUAL(word[5], 512);
    CU_ASSERT_EQUAL(word[6], 63);
    CU_ASSERT_EQUAL(word[53] & 1, 1);
    CU_ASSERT_EQUAL(word[54], 100);
    CU_ASSERT_EQUAL(word[57] | (uint32_t)word[58] << 16, 100 * 16 * 63);
}

static void a_large_disk_has_16383_cylinders_and_28_bits(void)
{
    struct board *b = ata_bench(&ata, UINT64_C(1) << 32, 0);

    identify(b, 0);
    CU_ASSERT_EQUAL(word[1], 16383);
    CU_ASSERT_EQUAL(word[60], 0xffff);
    CU_ASSERT_EQUAL(word[61], 0x0fff);
}

static void a_disk_of_one_sector_has_one_cylinder(void)
{
    struct board *b = ata_bench(&ata, 1, 0);

    identify(b, 0);
    CU_ASSERT_EQUAL(word[1], 1);
    CU_ASSERT_EQUAL(word[57], 1);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 0, 0, 1), 0x58);
}

static void identify_packet_device_is_aborted(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0xa1, 0, 0), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x04);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
}

static void unknown_commands_are_aborted(void)
{
    static const uint8_t unknown[] = {0x00, 0x08, 0x22, 0x26, 0x92,
                                      0xa0, 0xc7, 0xf8, 0xff};
    struct board *b = ata_bench(&ata, 100, 0);

    for (unsigned i = 0; i < ARRAY_LEN(unknown); i++) {
        EXPECT(ata_do(b, 0, unknown[i], 0, 1) == 0x51, "%02x", unknown[i]);
        EXPECT(bench_in(b, 0x1f1) == 0x04, "%02x", unknown[i]);
    }
}

static void read_sectors_gives_one_block_a_sector(void)
{
    struct board *b = ata_bench(&ata, 300, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 258, 3), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 258);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x80);
    CU_ASSERT_EQUAL(ata_wait(b), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 259);
    CU_ASSERT_EQUAL(ata_wait(b), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 260);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x50);
    CU_ASSERT_EQUAL(bench_rises(b, LINE_IRQ14), 1 + 1);
}

static void a_count_of_0_means_256_sectors(void)
{
    struct board *b = ata_bench(&ata, 300, 0);
    unsigned sectors = 0;

    ata_start(b, 0, 0x21, 10, 0);
    while (ata_wait(b) & 0x08)
        CU_ASSERT_EQUAL(ata_take(b), 10 + sectors++);
    CU_ASSERT_EQUAL(sectors, 256);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x50);
}

static void after_a_read_the_registers_name_its_last_sector(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    ata_do(b, 0, 0xc6, 0, 4);
    ata_do(b, 0, 0xc4, 30, 3);
    CU_ASSERT_EQUAL(lba_registers(b), 32);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0);
    do_chs(b, 0x20, 0, 1, 5);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f3), 5);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f4), 0);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f6) & 15, 1);
}

static void chs_counts_sectors_from_1_heads_and_cylinders_from_0(void)
{
    struct board *b = ata_bench(&ata, 5000, 0);

    CU_ASSERT_EQUAL(do_chs(b, 0x20, 0, 0, 1), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 0);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 0, 2, 3), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 2 * 63 + 2);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 1, 0, 1), 0x58);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 0, 0, 0), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 0, 1, 0), 0x51);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 0, 0, 64), 0x51);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 5, 0, 1), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
}

static void initialize_device_parameters_changes_the_translation(void)
{
    struct board *b = ata_bench(&ata, 5000, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0x91, 3u << 24, 17), 0x50);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 2, 1, 4), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), (2 * 4 + 1) * 17 + 3);
    CU_ASSERT_EQUAL(do_chs(b, 0x20, 0, 4, 1), 0x51);
    identify(b, 0);
    CU_ASSERT_EQUAL(word[55], 4);
    CU_ASSERT_EQUAL(word[56], 17);
    CU_ASSERT_EQUAL(word[54], 5000 / (4 * 17));
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x91, 3u << 24, 0), 0x51);
}

static void a_sector_past_the_end_is_not_found(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 100, 1), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 98, 4), 0x58);
    ata_take(b);
    ata_wait(b);
    CU_ASSERT_EQUAL(ata_take(b), 99);
    CU_ASSERT_EQUAL(ata_wait(b), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
    CU_ASSERT_EQUAL(lba_registers(b), 100);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 2);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x30, 0x0fffffff, 1), 0x51);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x70, 100, 1), 0x51);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x40, 99, 2), 0x51);
}

static void what_the_host_cannot_read_is_an_uncorrectable_error(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    bench_disk_fail(b, 0, 51);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 50, 4), 0x58);
    ata_take(b);
    CU_ASSERT_EQUAL(ata_wait(b), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x40);
    CU_ASSERT_EQUAL(lba_registers(b), 51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 3);
    CU_ASSERT_TRUE(last_event_is(b, EV_DISK_DONE, 0, 51, 0x51, 0x40));
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x40, 50, 4), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x40);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 50, 1), 0x58);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x00);
}

static void what_the_host_cannot_write_is_a_device_fault(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    bench_disk_fail(b, 0, 51);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x30, 51, 1), 0x58);
    ata_give(b, 0xbeef);
    CU_ASSERT_EQUAL(ata_wait(b), 0x71);
    CU_ASSERT_EQUAL(bench_disk_writes(b, 0), 0);
}

static void a_write_asks_for_its_first_block_without_an_interrupt(void)
{
    struct board *b = ata_bench(&ata, 100, 0);
    uint8_t *image = bench_disk(b, 0, 100);

    ata_start(b, 0, 0x30, 60, 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f6), 0x58);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
    ata_give(b, 0xbeef);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f6), 0x80);
    CU_ASSERT_EQUAL(ata_wait(b), 0x58);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
    ata_give(b, 0xcafe);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_EQUAL(image[60 * 512] | image[60 * 512 + 1] << 8, 0xbeef);
    CU_ASSERT_EQUAL(image[61 * 512] | image[61 * 512 + 1] << 8, 0xcafe);
    CU_ASSERT_EQUAL(image[61 * 512 + 510], 255);
    CU_ASSERT_EQUAL(bench_disk_writes(b, 0), 2);
}

static void a_new_command_forgets_the_write_that_was_not_finished(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0x30, 100, 1), 0x51);
    ata_start(b, 0, 0x30, 60, 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x00);
    bench_out_wide(b, 0x1f0, 2, 0xbeef);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x30, 99, 1), 0x58);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x30, 100, 1), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x10);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x30, 50, 1), 0x58);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc5, 50, 1), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x04);
    CU_ASSERT_EQUAL(bench_disk_writes(b, 0), 0);
}

static void multiple_must_be_set_before_it_is_used(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc4, 0, 4), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x04);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc5, 0, 4), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x04);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc6, 0, 16), 0x50);
    identify(b, 0);
    CU_ASSERT_EQUAL(word[59], 0x0110);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc6, 0, 5), 0x51);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc4, 0, 4), 0x51);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc6, 0, 32), 0x51);
}

static void read_multiple_gives_several_sectors_a_block(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    ata_do(b, 0, 0xc6, 0, 4);
    bench_in(b, 0x1f7);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc4, 40, 6), 0x58);
    for (unsigned i = 0; i < 4; i++) {
        CU_ASSERT_EQUAL(bench_in(b, 0x3f6), 0x58);
        CU_ASSERT_EQUAL(ata_take(b), 40 + i);
    }
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x80);
    CU_ASSERT_EQUAL(ata_wait(b), 0x58);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
    CU_ASSERT_EQUAL(ata_take(b), 44);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f6), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 45);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f6), 0x50);
}

static void write_multiple_takes_several_sectors_a_block(void)
{
    struct board *b = ata_bench(&ata, 100, 0);
    uint8_t *image = bench_disk(b, 0, 100);

    ata_do(b, 0, 0xc6, 0, 2);
    ata_start(b, 0, 0xc5, 70, 3);
    ata_give(b, 0x0101);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f6), 0x58);
    ata_give(b, 0x0202);
    CU_ASSERT_EQUAL(ata_wait(b), 0x58);
    CU_ASSERT_EQUAL(bench_disk_writes(b, 0), 2);
    ata_give(b, 0x0303);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    for (unsigned i = 0; i < 3; i++)
        CU_ASSERT_EQUAL(image[(70 + i) * 512], 1 + i);
}

static void verify_seek_and_recalibrate_move_no_data(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0x40, 10, 5), 0x50);
    CU_ASSERT_EQUAL(lba_registers(b), 14);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x70, 99, 0), 0x50);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x10, 0, 0), 0x50);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
}

static void far_and_many_sectors_take_longer(void)
{
    struct board *b = ata_bench(&ata, 100000, 0);
    uint64_t start, near, far;

    ata_do(b, 0, 0x70, 0, 0);
    start = board_now(b);
    ata_do(b, 0, 0x40, 1, 1);
    near = board_now(b) - start;
    start = board_now(b);
    ata_do(b, 0, 0x40, 99999, 1);
    far = board_now(b) - start;
    CU_ASSERT_TRUE(far > near + 50000);
    CU_ASSERT_TRUE(far <= 300000);
    start = board_now(b);
    ata_do(b, 0, 0x40, 99980, 20);
    CU_ASSERT_TRUE(board_now(b) - start > far + 100000);
}

static void the_diagnostic_runs_on_both_drives(void)
{
    struct board *b = ata_bench(&ata, 100, 100);

    ata_do(b, 1, 0x40, 10, 5);
    CU_ASSERT_EQUAL(ata_do(b, 1, 0x90, 77, 77), 0x50);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f6) & 0x10, 0);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x01);
    CU_ASSERT_EQUAL(lba_registers(b), 1);
    bench_out(b, 0x1f6, 0x10);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0x01);
    CU_ASSERT_FALSE(bench_line(b, LINE_IRQ14));
}

static void set_features_knows_modes_and_settings(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    bench_out(b, 0x1f1, 0x03);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xef, 0, 0x0c), 0x50);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xef, 0, 0x0d), 0x51);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xef, 0, 0x22), 0x50);
    identify(b, 0);
    CU_ASSERT_EQUAL(word[63], 0x0407);
    CU_ASSERT_EQUAL(word[88], 0x0007);
    CU_ASSERT_EQUAL(word[85] & 0x0060, 0x0060);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xef, 0, 0x41), 0x50);
    bench_out(b, 0x1f1, 0x82);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xef, 0, 0), 0x50);
    identify(b, 0);
    CU_ASSERT_EQUAL(word[63], 0x0007);
    CU_ASSERT_EQUAL(word[88], 0x0207);
    CU_ASSERT_EQUAL(word[85] & 0x0060, 0x0040);
    bench_out(b, 0x1f1, 0x03);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xef, 0, 0x43), 0x51);
    bench_out(b, 0x1f1, 0x99);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xef, 0, 0), 0x51);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x04);
}

static void software_reset_returns_settings_unless_told_to_keep_them(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    bench_out(b, 0x1f1, 0x66);
    ata_do(b, 0, 0xef, 0, 0);
    ata_do(b, 0, 0xc6, 0, 8);
    bench_out(b, 0x3f6, 4);
    bench_out(b, 0x3f6, 0);
    ata_wait(b);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc4, 0, 8), 0x58);
    bench_out(b, 0x1f1, 0xcc);
    ata_do(b, 0, 0xef, 0, 0);
    bench_out(b, 0x3f6, 4);
    bench_out(b, 0x3f6, 0);
    ata_wait(b);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xc4, 0, 8), 0x51);
}

static void check_power_mode_tells_standby(void)
{
    static const uint8_t standby[] = {0xe0, 0xe2, 0x94, 0x96};
    static const uint8_t idle[] = {0xe1, 0xe3, 0x95, 0x97};
    struct board *b = ata_bench(&ata, 100, 0);

    for (unsigned i = 0; i < 4; i++) {
        CU_ASSERT_EQUAL(ata_do(b, 0, standby[i], 0, 0), 0x50);
        ata_do(b, 0, 0xe5, 0, 0x55);
        CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0x00);
        CU_ASSERT_EQUAL(ata_do(b, 0, idle[i], 0, 0), 0x50);
        ata_do(b, 0, 0x98, 0, 0x55);
        CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0xff);
    }
    ata_do(b, 0, 0xe0, 0, 0);
    ata_do(b, 0, 0x40, 0, 1);
    ata_do(b, 0, 0xe5, 0, 0x55);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f2), 0xff);
}

static void flush_cache_ends_well(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_EQUAL(ata_do(b, 0, 0xe7, 0, 0), 0x50);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ14));
}

static void a_command_is_recorded_from_request_to_end(void)
{
    struct board *b = ata_bench(&ata, 100, 100);

    ata_start(b, 1, 0x20, 33, 2);
    CU_ASSERT_TRUE(last_event_is(b, EV_DISK_REQUEST, 1, 33, 2, 0x20));
    ata_wait(b);
    ata_take(b);
    CU_ASSERT_EQUAL(bench_events(b, EV_DISK_DONE), 0);
    ata_wait(b);
    CU_ASSERT_TRUE(last_event_is(b, EV_DISK_DONE, 1, 34, 0x50, 0));
    ata_take(b);
    CU_ASSERT_EQUAL(bench_events(b, EV_DISK_DONE), 1);
}

CU_TestInfo ata_command_tests[] = {
    TEST(identify_tells_name_and_size),
    TEST(identify_tells_the_geometry),
    TEST(a_large_disk_has_16383_cylinders_and_28_bits),
    TEST(a_disk_of_one_sector_has_one_cylinder),
    TEST(identify_packet_device_is_aborted),
    TEST(unknown_commands_are_aborted),
    TEST(read_sectors_gives_one_block_a_sector),
    TEST(a_count_of_0_means_256_sectors),
    TEST(after_a_read_the_registers_name_its_last_sector),
    TEST(chs_counts_sectors_from_1_heads_and_cylinders_from_0),
    TEST(initialize_device_parameters_changes_the_translation),
    TEST(a_sector_past_the_end_is_not_found),
    TEST(what_the_host_cannot_read_is_an_uncorrectable_error),
    TEST(what_the_host_cannot_write_is_a_device_fault),
    TEST(a_write_asks_for_its_first_block_without_an_interrupt),
    TEST(a_new_command_forgets_the_write_that_was_not_finished),
    TEST(multiple_must_be_set_before_it_is_used),
    TEST(read_multiple_gives_several_sectors_a_block),
    TEST(write_multiple_takes_several_sectors_a_block),
    TEST(verify_seek_and_recalibrate_move_no_data),
    TEST(far_and_many_sectors_take_longer),
    TEST(the_diagnostic_runs_on_both_drives),
    TEST(set_features_knows_modes_and_settings),
    TEST(software_reset_returns_settings_unless_told_to_keep_them),
    TEST(check_power_mode_tells_standby),
    TEST(flush_cache_ends_well),
    TEST(a_command_is_recorded_from_request_to_end),
    CU_TEST_INFO_NULL,
};
