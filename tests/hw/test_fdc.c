/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_fdc.c - 82077AA: reset, commands, results, and data by DMA
 * channel 2.
 *
 * Source: Intel 82077AA data sheet, "Command Set/Descriptions", "Result Phase
 *         Table", "Status Register Encoding".
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/dma.h"
#include "hw/dma_page.h"
#include "hw/fdc.h"
#pragma GCC diagnostic pop

#include "hw/fault.h"
#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define SECOND  UINT64_C(1000000000)
#define SECTORS 2880 /* 80 cylinders, 2 heads, 18 sectors */
#define BUFFER  0x8000u

static struct fdc fdc;
static struct dma dma1;
static struct dma_page pages;
static uint8_t *image;

/* With a 1.44 MB disk in drive A. */
static struct board *fdc_bench(uint64_t sectors)
{
    struct board *b = bench_new();

    memset(&fdc, 0, sizeof(fdc));
    memset(&dma1, 0, sizeof(dma1));
    memset(&pages, 0, sizeof(pages));
    image = bench_disk(b, DRIVE_FLOPPY, sectors);
    bench_power_on(b, DEV_dma1, &dma_ops, &dma1);
    bench_power_on(b, DEV_dma_page, &dma_page_ops, &pages);
    bench_power_on(b, DEV_fdc, &fdc_ops, &fdc);
    return b;
}

static void command(struct board *b, const uint8_t *bytes, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        EXPECT((bench_in(b, 0x3f4) & 0xc0) == 0x80, "byte %u: status %02Xh", i,
               bench_in(b, 0x3f4));
        bench_out(b, 0x3f5, bytes[i]);
    }
}

#define COMMAND(b, ...)                                                        \
    command((b), (const uint8_t[]){__VA_ARGS__},                               \
            sizeof((const uint8_t[]){__VA_ARGS__}))

/* The result is exactly this. */
static void expect_result(struct board *b, const uint8_t *bytes, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        uint8_t byte;

        EXPECT((bench_in(b, 0x3f4) & 0xd0) == 0xd0, "byte %u: status %02Xh", i,
               bench_in(b, 0x3f4));
        byte = bench_in(b, 0x3f5);
        EXPECT(byte == bytes[i], "byte %u: %02Xh, not %02Xh", i, byte,
               bytes[i]);
    }
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4) & 0xd0, 0x80);
}

#define RESULT(b, ...)                                                         \
    expect_result((b), (const uint8_t[]){__VA_ARGS__},                         \
                  sizeof((const uint8_t[]){__VA_ARGS__}))

static bool irq6(const struct board *b)
{
    return bench_line(b, LINE_IRQ0 + 6);
}

/* Out of reset, motor A on, 500 kbit/s, heads over cylinder 0. */
static struct board *ready(uint64_t sectors, uint8_t rate)
{
    struct board *b = fdc_bench(sectors);

    bench_out(b, 0x3f2, 0x1c);
    for (unsigned i = 0; i < 4; i++) {
        COMMAND(b, 0x08);
        RESULT(b, (uint8_t)(0xc0 | i), 0);
    }
    bench_out(b, 0x3f7, rate);
    COMMAND(b, 0x03, 0xdf, 0x02); /* SPECIFY: step 3 ms, DMA */
    COMMAND(b, 0x07, 0x00);       /* RECALIBRATE */
    bench_wait(b, SECOND);
    COMMAND(b, 0x08);
    RESULT(b, 0x20, 0);
    return b;
}

static void dma_channel_2(struct board *b, unsigned bytes, uint8_t mode)
{
    bench_out(b, 0x0a, 0x06);
    bench_out(b, 0x0c, 0);
    bench_out(b, 0x04, BUFFER & 0xff);
    bench_out(b, 0x04, BUFFER >> 8);
    bench_out(b, 0x05, (uint8_t)(bytes - 1));
    bench_out(b, 0x05, (uint8_t)((bytes - 1) >> 8));
    bench_out(b, 0x81, 0);
    bench_out(b, 0x0b, mode);
    bench_out(b, 0x0a, 0x02);
}

static void a_reset_leaves_four_results(void)
{
    struct board *b = fdc_bench(SECTORS);

    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x00); /* held in reset */
    bench_out(b, 0x3f2, 0x0c);
    CU_ASSERT(irq6(b));
    for (unsigned i = 0; i < 4; i++) {
        COMMAND(b, 0x08);
        RESULT(b, (uint8_t)(0xc0 | i), 0);
        CU_ASSERT_FALSE(irq6(b));
    }
    COMMAND(b, 0x08); /* nothing more to be told */
    RESULT(b, 0x80);
}

static void without_the_gate_no_interrupt_comes(void)
{
    struct board *b = fdc_bench(SECTORS);

    bench_out(b, 0x3f2, 0x04);
    CU_ASSERT_FALSE(irq6(b));
    bench_out(b, 0x3f2, 0x0c);
    CU_ASSERT(irq6(b));
}

static void it_says_what_it_is(void)
{
    struct board *b = ready(SECTORS, 0);

    COMMAND(b, 0x10);
    RESULT(b, 0x90);
    COMMAND(b, 0x1f); /* no such command */
    RESULT(b, 0x80);
    COMMAND(b, 0x94); /* LOCK */
    RESULT(b, 0x10);
    COMMAND(b, 0x14);
    RESULT(b, 0x00);
}

static void a_seek_takes_its_time(void)
{
    struct board *b = ready(SECTORS, 0);

    COMMAND(b, 0x0f, 0x00, 40);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x81); /* drive A seeks */
    bench_wait(b, 119 * SECOND / 1000);        /* 40 steps of 3 ms */
    CU_ASSERT_FALSE(irq6(b));
    bench_wait(b, 2 * SECOND / 1000);
    CU_ASSERT(irq6(b));
    COMMAND(b, 0x08);
    RESULT(b, 0x20, 40);
    COMMAND(b, 0x04, 0x00);
    RESULT(b, 0x28); /* ready, two sides, not at track 0 */
}

static void a_seek_takes_the_disk_change_line_away(void)
{
    struct board *b = fdc_bench(SECTORS);

    bench_out(b, 0x3f2, 0x1c);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x80);
    COMMAND(b, 0x0f, 0x00, 1);
    bench_wait(b, SECOND);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x00);
}

static void sectors_come_by_dma(void)
{
    struct board *b = ready(SECTORS, 0);

    memset(image + 2 * 512, 0x5a, 512);
    memset(image + 3 * 512, 0xa5, 512);
    dma_channel_2(b, 1024, 0x46);
    COMMAND(b, 0xe6, 0x00, 0, 0, 3, 2, 18, 0x1b, 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x10); /* busy, no byte is wanted */
    bench_wait(b, SECOND / 2);
    CU_ASSERT(irq6(b));
    RESULT(b, 0x00, 0, 0, 0, 0, 5, 2);
    CU_ASSERT_FALSE(irq6(b));
    CU_ASSERT_EQUAL(board_memory_read(b, BUFFER), 0x5a);
    CU_ASSERT_EQUAL(board_memory_read(b, BUFFER + 511), 0x5a);
    CU_ASSERT_EQUAL(board_memory_read(b, BUFFER + 512), 0xa5);
}

/* A turn is 200 ms: 18 sectors in a row are read in about two of them. */
static void a_track_is_read_in_one_turn(void)
{
    struct board *b = ready(SECTORS, 0);

    dma_channel_2(b, 18 * 512, 0x46);
    COMMAND(b, 0xe6, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
    bench_wait(b, 2 * SECOND / 5 + SECOND / 100);
    CU_ASSERT(irq6(b));
    RESULT(b, 0x00, 0, 0, 0, 1, 1, 2); /* goes on at head 1 */
}

static void both_sides_are_read_with_mt(void)
{
    struct board *b = ready(SECTORS, 0);

    image[18 * 512] = 0x77; /* head 1, sector 1 */
    dma_channel_2(b, 1024, 0x46);
    COMMAND(b, 0xe6, 0x00, 0, 0, 18, 2, 18, 0x1b, 0xff);
    bench_wait(b, SECOND);
    RESULT(b, 0x04, 0, 0, 0, 1, 2, 2);
    CU_ASSERT_EQUAL(board_memory_read(b, BUFFER + 512), 0x77);
}

static void without_terminal_count_the_track_ends(void)
{
    struct board *b = ready(SECTORS, 0);

    dma_channel_2(b, 4096, 0x46);
    COMMAND(b, 0x46, 0x00, 0, 0, 18, 2, 18, 0x1b, 0xff);
    bench_wait(b, SECOND);
    RESULT(b, 0x40, 0x80, 0, 1, 0, 1, 2);
}

static void sectors_are_written_by_dma(void)
{
    struct board *b = ready(SECTORS, 0);

    for (unsigned i = 0; i < 512; i++)
        board_memory_write(b, BUFFER + i, (uint8_t)i, 0);
    dma_channel_2(b, 512, 0x4a);
    COMMAND(b, 0xc5, 0x00, 0, 0, 6, 2, 18, 0x1b, 0xff);
    bench_wait(b, SECOND);
    RESULT(b, 0x00, 0, 0, 0, 0, 7, 2);
    CU_ASSERT_EQUAL(image[5 * 512 + 255], 0xff);
    CU_ASSERT_EQUAL(image[5 * 512 + 257], 0x01);
}

static void what_is_not_on_the_disk_is_not_found(void)
{
    struct board *b = ready(SECTORS, 0);

    dma_channel_2(b, 512, 0x46);
    COMMAND(b, 0xe6, 0x00, 0, 0, 19, 2, 20, 0x1b, 0xff); /* sector 19 */
    bench_wait(b, SECOND);
    RESULT(b, 0x40, 0x04, 0, 0, 0, 19, 2);
    COMMAND(b, 0xe6, 0x00, 5, 0, 1, 2, 18, 0x1b, 0xff); /* not over it */
    bench_wait(b, SECOND);
    RESULT(b, 0x40, 0x04, 0x10, 5, 0, 1, 2);
    bench_out(b, 0x3f7, 2); /* the rate of a 720 KB disk */
    COMMAND(b, 0xe6, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
    bench_wait(b, SECOND);
    RESULT(b, 0x40, 0x01, 0, 0, 0, 1, 2);
}

static void a_masked_channel_is_an_overrun(void)
{
    struct board *b = ready(SECTORS, 0);

    COMMAND(b, 0xe6, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
    bench_wait(b, SECOND);
    RESULT(b, 0x40, 0x10, 0, 0, 0, 1, 2);
}

static void a_sector_that_the_host_cannot_read_is_damaged(void)
{
    struct board *b = ready(SECTORS, 0);

    bench_disk_fail(b, DRIVE_FLOPPY, 0);
    dma_channel_2(b, 512, 0x46);
    COMMAND(b, 0xe6, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
    bench_wait(b, SECOND);
    RESULT(b, 0x40, 0x20, 0x20, 0, 0, 1, 2);
}

static void without_a_disk_a_read_never_ends(void)
{
    struct board *b = fdc_bench(0);

    bench_out(b, 0x3f2, 0x1c);
    COMMAND(b, 0x08);
    bench_in(b, 0x3f5), bench_in(b, 0x3f5);
    COMMAND(b, 0xe6, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
    bench_wait(b, 100 * SECOND);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x10);
    bench_out(b, 0x3f2, 0x18); /* a reset helps */
    bench_out(b, 0x3f2, 0x1c);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x80);
}

static void without_a_drive_track_0_is_not_found(void)
{
    struct board *b = fdc_bench(0);

    bench_out(b, 0x3f2, 0x1c);
    COMMAND(b, 0x07, 0x00);
    bench_wait(b, 3 * SECOND);
    COMMAND(b, 0x08);
    RESULT(b, 0x70, 0);
}

static void data_moves_without_dma(void)
{
    struct board *b = ready(SECTORS, 0);

    COMMAND(b, 0x03, 0xdf, 0x03);
    image[0] = 0x12;
    image[511] = 0x34;
    COMMAND(b, 0x46, 0x00, 0, 0, 1, 2, 1, 0x1b, 0xff);
    bench_wait(b, SECOND);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0xf0);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f5), 0x12);
    for (unsigned i = 1; i < 511; i++)
        bench_in(b, 0x3f5);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f5), 0x34);
    RESULT(b, 0x40, 0x80, 0, 1, 0, 1, 2);
}

static void a_track_is_formatted(void)
{
    struct board *b = ready(SECTORS, 0);

    memset(image, 0x11, 18 * 512);
    for (unsigned i = 0; i < 18; i++)
        board_memory_write(b, BUFFER + 4 * i + 2, (uint8_t)(i + 1), 0);
    for (unsigned i = 0; i < 18; i++)
        board_memory_write(b, BUFFER + 4 * i + 3, 2, 0);
    dma_channel_2(b, 72, 0x4a);
    COMMAND(b, 0x4d, 0x00, 2, 18, 0x54, 0xf6);
    bench_wait(b, SECOND);
    RESULT(b, 0x00, 0, 0, 0, 0, 18, 2);
    CU_ASSERT_EQUAL(image[0], 0xf6);
    CU_ASSERT_EQUAL(image[18 * 512 - 1], 0xf6);
}

static void the_sector_under_the_head_can_be_asked(void)
{
    struct board *b = ready(1440, 2);

    COMMAND(b, 0x4a, 0x04);
    bench_wait(b, SECOND);
    RESULT(b, 0x04, 0, 0, 0, 1, 1, 2);
}

/* Everything a hostile program can do; the sanitizers watch. */
/* --- what it can suffer: hw/fdc_fault.c --------------------------------- */

#define NUMBER 7 /* of the fault */

static uint64_t param[FAULT_PARAMS];

static const char *suffer(struct board *b, device_fault_fn *fault, bool on)
{
    const struct fault_call call = {param, NUMBER, on};

    return fault(b, &call);
}

static void read_sector(struct board *b, uint8_t cylinder, uint8_t sector)
{
    dma_channel_2(b, 512, 0x46);
    COMMAND(b, 0xe6, 0x00, cylinder, 0, sector, 2, 18, 0x1b, 0xff);
    bench_wait(b, SECOND);
}

/* Status 1 and 2: MA and MD, ND, DE and DD. */
static void a_damaged_sector_says_how(void)
{
    static const uint8_t rows[][3] = {
        {0x01, 0x01, 0x01}, {0x10, 0x04, 0x00}, {0x40, 0x20, 0x20}};

    for (unsigned i = 0; i < ARRAY_LEN(rows); i++) {
        struct board *b = ready(SECTORS, 0);

        memset(param, 0, sizeof(param));
        param[PARAM_LBA] = 4;
        param[PARAM_SECTORS] = 2;
        param[PARAM_ERROR] = rows[i][0];
        CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_READ_ERROR, true));
        bench_weaken(b, NUMBER, 1);
        read_sector(b, 0, 4);
        RESULT(b, 0x00, 0, 0, 0, 0, 5, 2);
        read_sector(b, 0, 6);
        RESULT(b, 0x40, rows[i][1], rows[i][2], 0, 0, 6, 2);
        read_sector(b, 0, 6);
        RESULT(b, 0x00, 0, 0, 0, 0, 7, 2);
        bench_weaken(b, NUMBER, 1);
        CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_READ_ERROR, false));
        read_sector(b, 0, 5);
        RESULT(b, 0x00, 0, 0, 0, 0, 6, 2);
        param[PARAM_ERROR] = 0x04;
        CU_ASSERT_PTR_NOT_NULL(suffer(b, device_fault_FLOPPY_READ_ERROR, true));
    }
}

/* DSKCHG stays until the heads step with a disk in the drive. */
static void an_empty_drive_is_silent_and_keeps_its_change_line(void)
{
    struct board *b = ready(SECTORS, 0);

    memset(param, 0, sizeof(param));
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x00);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_NO_DISK, true));
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x80);
    COMMAND(b, 0x07, 0x00); /* the heads move without a disk */
    bench_wait(b, SECOND);
    COMMAND(b, 0x08);
    RESULT(b, 0x20, 0);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x80);
    dma_channel_2(b, 512, 0x46);
    COMMAND(b, 0xe6, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
    bench_wait(b, 60 * SECOND);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x10);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_NO_DISK, false));
    bench_out(b, 0x3f2, 0x18);
    bench_out(b, 0x3f2, 0x1c);
    COMMAND(b, 0x0f, 0x00, 1);
    bench_wait(b, SECOND);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x00);
}

static void a_changed_disk_is_told_until_the_heads_step(void)
{
    struct board *b = ready(SECTORS, 0);

    memset(param, 0, sizeof(param));
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_CHANGED, true));
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x80);
    read_sector(b, 0, 1);
    RESULT(b, 0x00, 0, 0, 0, 0, 2, 2);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x80);
    COMMAND(b, 0x0f, 0x00, 1);
    bench_wait(b, SECOND);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f7) & 0x80, 0x00);
}

/* Status 1 NW; status 3 WP. */
static void a_protected_disk_can_be_read_only(void)
{
    struct board *b = ready(SECTORS, 0);

    memset(param, 0, sizeof(param));
    image[0] = 0x11;
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_PROTECTED, true));
    dma_channel_2(b, 512, 0x4a);
    COMMAND(b, 0xc5, 0x00, 0, 0, 1, 2, 18, 0x1b, 0xff);
    bench_wait(b, SECOND);
    RESULT(b, 0x40, 0x02, 0x00, 0, 0, 1, 2);
    CU_ASSERT_EQUAL(image[0], 0x11);
    COMMAND(b, 0x04, 0x00);
    RESULT(b, 0x78);
    read_sector(b, 0, 1);
    RESULT(b, 0x00, 0, 0, 0, 0, 2, 2);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_PROTECTED, false));
    COMMAND(b, 0x04, 0x00);
    RESULT(b, 0x38);
}

/* "Recalibrate": after 79 steps, SE and EC, and the code of a failure. */
static void a_drive_may_not_find_track_0(void)
{
    struct board *b = ready(SECTORS, 0);

    memset(param, 0, sizeof(param));
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_TRACK_0, true));
    bench_weaken(b, NUMBER, 1);
    COMMAND(b, 0x07, 0x00);
    bench_wait(b, SECOND);
    COMMAND(b, 0x08);
    RESULT(b, 0x70, 0);
    COMMAND(b, 0x07, 0x00);
    bench_wait(b, SECOND);
    COMMAND(b, 0x08);
    RESULT(b, 0x20, 0);
}

/* The controller counts steps, so only the sectors tell; status 2 WC. */
static void a_lost_step_shows_in_the_address_of_the_sectors(void)
{
    struct board *b = ready(SECTORS, 0);

    memset(param, 0, sizeof(param));
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_SEEK, true));
    bench_weaken(b, NUMBER, 1);
    COMMAND(b, 0x0f, 0x00, 5);
    bench_wait(b, SECOND);
    COMMAND(b, 0x08);
    RESULT(b, 0x20, 5);
    read_sector(b, 5, 1);
    RESULT(b, 0x40, 0x04, 0x10, 5, 0, 1, 2);
    COMMAND(b, 0x07, 0x00);
    bench_wait(b, SECOND);
    COMMAND(b, 0x08);
    RESULT(b, 0x20, 0);
    COMMAND(b, 0x0f, 0x00, 5);
    bench_wait(b, SECOND);
    COMMAND(b, 0x08);
    RESULT(b, 0x20, 5);
    read_sector(b, 5, 1);
    RESULT(b, 0x00, 0, 0, 5, 0, 2, 2);
}

static void a_hung_controller_is_never_ready(void)
{
    struct board *b = ready(SECTORS, 0);

    memset(param, 0, sizeof(param));
    COMMAND(b, 0x0f, 0x00, 5);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_HUNG, true));
    bench_wait(b, SECOND);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x00);
    bench_out(b, 0x3f2, 0x18);
    bench_out(b, 0x3f2, 0x1c);
    bench_out(b, 0x3f5, 0x08);
    CU_ASSERT_FALSE(irq6(b));
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x00);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_FLOPPY_HUNG, false));
    bench_out(b, 0x3f2, 0x18);
    bench_out(b, 0x3f2, 0x1c);
    CU_ASSERT(irq6(b));
}

static void a_drive_that_is_not_there_suffers_nothing(void)
{
    static device_fault_fn *const faults[] = {
        device_fault_FLOPPY_NO_DISK,   device_fault_FLOPPY_CHANGED,
        device_fault_FLOPPY_PROTECTED, device_fault_FLOPPY_TRACK_0,
        device_fault_FLOPPY_SEEK,      device_fault_FLOPPY_READ_ERROR};
    struct board *b = ready(SECTORS, 0);

    memset(param, 0, sizeof(param));
    param[PARAM_DRIVE] = 1;
    param[PARAM_ERROR] = 0x40;
    for (unsigned i = 0; i < ARRAY_LEN(faults); i++)
        CU_ASSERT_PTR_NOT_NULL(suffer(b, faults[i], true));
}

static void any_access_in_any_order_is_survived(void)
{
    struct board *b = ready(SECTORS, 0);
    uint32_t random = 1;

    for (unsigned i = 0; i < 300000; i++) {
        random = random * 1664525 + 1013904223;
        bench_out(b, (uint16_t)(0x3f0 + (random >> 28) % 8),
                  (uint8_t)(random >> 16));
        bench_out(b, 0x3f5, (uint8_t)(random >> 8));
        bench_in(b, (uint16_t)(0x3f0 + (random >> 24) % 8));
        bench_out(b, (uint16_t)(random >> 12 & 0x0f), (uint8_t)(random >> 3));
        bench_wait(b, random >> 6);
    }
    bench_reset(b);
    CU_ASSERT_EQUAL(bench_in(b, 0x3f4), 0x00);
}

CU_TestInfo fdc_tests[] = {
    TEST(a_reset_leaves_four_results),
    TEST(without_the_gate_no_interrupt_comes),
    TEST(it_says_what_it_is),
    TEST(a_seek_takes_its_time),
    TEST(a_seek_takes_the_disk_change_line_away),
    TEST(sectors_come_by_dma),
    TEST(a_track_is_read_in_one_turn),
    TEST(both_sides_are_read_with_mt),
    TEST(without_terminal_count_the_track_ends),
    TEST(sectors_are_written_by_dma),
    TEST(what_is_not_on_the_disk_is_not_found),
    TEST(a_masked_channel_is_an_overrun),
    TEST(a_sector_that_the_host_cannot_read_is_damaged),
    TEST(without_a_disk_a_read_never_ends),
    TEST(without_a_drive_track_0_is_not_found),
    TEST(data_moves_without_dma),
    TEST(a_track_is_formatted),
    TEST(the_sector_under_the_head_can_be_asked),
    TEST(a_damaged_sector_says_how),
    TEST(an_empty_drive_is_silent_and_keeps_its_change_line),
    TEST(a_changed_disk_is_told_until_the_heads_step),
    TEST(a_protected_disk_can_be_read_only),
    TEST(a_drive_may_not_find_track_0),
    TEST(a_lost_step_shows_in_the_address_of_the_sectors),
    TEST(a_hung_controller_is_never_ready),
    TEST(a_drive_that_is_not_there_suffers_nothing),
    TEST(any_access_in_any_order_is_survived),
    CU_TEST_INFO_NULL,
};
