/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_dma.c - 8237A: registers, and bytes carried for a device.
 *
 * Source: Intel 8237A data sheet, "Register Description", "Software
 *         Commands", "Transfer Types".
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/dma.h"
#include "hw/dma_page.h"
#pragma GCC diagnostic pop

#include "hw/fault.h"
#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define ORIGIN 0x20000001u

static struct dma dma1, dma2;
static struct dma_page pages;

static struct board *dma_bench(void)
{
    struct board *b = bench_new();

    memset(&dma1, 0, sizeof(dma1));
    memset(&dma2, 0, sizeof(dma2));
    memset(&pages, 0, sizeof(pages));
    bench_power_on(b, DEV_dma1, &dma_ops, &dma1);
    bench_power_on(b, DEV_dma2, &dma_ops, &dma2);
    bench_power_on(b, DEV_dma_page, &dma_page_ops, &pages);
    return b;
}

/* Channel 2: so many bytes from this address on, in this mode. */
static void program(struct board *b, uint32_t address, unsigned bytes,
                    uint8_t mode)
{
    bench_out(b, 0x0a, 0x06);
    bench_out(b, 0x0c, 0);
    bench_out(b, 0x04, (uint8_t)address);
    bench_out(b, 0x04, (uint8_t)(address >> 8));
    bench_out(b, 0x05, (uint8_t)(bytes - 1));
    bench_out(b, 0x05, (uint8_t)((bytes - 1) >> 8));
    bench_out(b, 0x81, (uint8_t)(address >> 16));
    bench_out(b, 0x0b, mode);
    bench_out(b, 0x0a, 0x02);
}

static void low_byte_then_high_byte(void)
{
    struct board *b = dma_bench();

    bench_out(b, 0x0c, 0);
    bench_out(b, 0x00, 0x34);
    bench_out(b, 0x00, 0x12);
    bench_out(b, 0x01, 0x78);
    bench_out(b, 0x01, 0x56);
    CU_ASSERT_EQUAL(bench_in(b, 0x00), 0x34);
    CU_ASSERT_EQUAL(bench_in(b, 0x00), 0x12);
    CU_ASSERT_EQUAL(bench_in(b, 0x01), 0x78);
    bench_out(b, 0x0c, 0); /* the next byte is a low one again */
    CU_ASSERT_EQUAL(bench_in(b, 0x01), 0x78);
    CU_ASSERT_EQUAL(bench_in(b, 0x01), 0x56);
}

static void the_second_one_has_every_second_port(void)
{
    struct board *b = dma_bench();

    bench_out(b, 0xd8, 0);
    bench_out(b, 0xc4, 0x34);
    bench_out(b, 0xc4, 0x12);
    CU_ASSERT_EQUAL(dma2.channel[1].address, 0x1234);
    bench_out(b, 0xd4, 0x02);
    CU_ASSERT_EQUAL(dma2.mask, 0x0b);
    bench_out(b, 0xda, 0);
    CU_ASSERT_EQUAL(dma2.mask, 0x0f);
}

static void a_device_writes_to_memory(void)
{
    struct board *b = dma_bench();
    uint8_t byte = 0x11;
    bool last;

    program(b, 0x021ffe, 3, 0x46);
    CU_ASSERT(dma_byte(b, 2, &byte, ORIGIN, &last) && !last);
    byte = 0x22;
    CU_ASSERT(dma_byte(b, 2, &byte, ORIGIN, &last) && !last);
    byte = 0x33;
    CU_ASSERT(dma_byte(b, 2, &byte, ORIGIN, &last) && last);
    CU_ASSERT_EQUAL(board_memory_read(b, 0x21ffe), 0x11);
    CU_ASSERT_EQUAL(board_memory_read(b, 0x21fff), 0x22);
    CU_ASSERT_EQUAL(board_memory_read(b, 0x22000), 0x33);
    CU_ASSERT_EQUAL(bench_in(b, 0x08) & 0x0f, 0x04); /* terminal count */
    CU_ASSERT_EQUAL(bench_in(b, 0x08) & 0x0f, 0x00); /* reading clears it */
    CU_ASSERT_FALSE(dma_byte(b, 2, &byte, ORIGIN, &last)); /* masked now */
}

static void a_device_reads_from_memory_downwards(void)
{
    struct board *b = dma_bench();
    uint8_t byte = 0;
    bool last;

    board_memory_write(b, 0x30010, 0xaa, 0);
    board_memory_write(b, 0x3000f, 0xbb, 0);
    program(b, 0x30010, 2, 0x6a);
    CU_ASSERT(dma_byte(b, 2, &byte, 0, &last) && byte == 0xaa && !last);
    CU_ASSERT(dma_byte(b, 2, &byte, 0, &last) && byte == 0xbb && last);
}

static void the_address_wraps_at_64_kib(void)
{
    struct board *b = dma_bench();
    uint8_t byte = 0x77;
    bool last;

    program(b, 0x1ffff, 2, 0x46);
    dma_byte(b, 2, &byte, 0, &last);
    dma_byte(b, 2, &byte, 0, &last);
    CU_ASSERT_EQUAL(board_memory_read(b, 0x10000), 0x77);
    CU_ASSERT_EQUAL(board_memory_read(b, 0x20000), 0x00);
}

static void auto_initialise_begins_again(void)
{
    struct board *b = dma_bench();
    uint8_t byte = 0;
    bool last;

    program(b, 0x1000, 1, 0x56);
    for (unsigned i = 0; i < 3; i++)
        CU_ASSERT(dma_byte(b, 2, &byte, 0, &last) && last);
    CU_ASSERT_EQUAL(dma1.channel[2].address, 0x1000);
}

static void verify_counts_and_moves_nothing(void)
{
    struct board *b = dma_bench();
    uint8_t byte = 0x99;
    bool last;

    program(b, 0x1000, 1, 0x42);
    CU_ASSERT(dma_byte(b, 2, &byte, 0, &last) && last);
    CU_ASSERT_EQUAL(board_memory_read(b, 0x1000), 0);
}

static void masked_or_switched_off_it_takes_no_request(void)
{
    struct board *b = dma_bench();
    uint8_t byte = 0;
    bool last;

    program(b, 0x1000, 8, 0x46);
    bench_out(b, 0x08, 0x04);
    CU_ASSERT_FALSE(dma_byte(b, 2, &byte, 0, &last));
    bench_out(b, 0x08, 0x00);
    CU_ASSERT(dma_byte(b, 2, &byte, 0, &last));
    bench_out(b, 0x0f, 0x04);
    CU_ASSERT_FALSE(dma_byte(b, 2, &byte, 0, &last));
    bench_out(b, 0x0e, 0);
    CU_ASSERT(dma_byte(b, 2, &byte, 0, &last));
    bench_out(b, 0x0d, 0); /* master clear masks all */
    CU_ASSERT_FALSE(dma_byte(b, 2, &byte, 0, &last));
}

/* --- what it can suffer ------------------------------------------------- */

static uint64_t param[FAULT_PARAMS];

static const char *suffer(struct board *b, device_fault_fn *fault, bool on)
{
    const struct fault_call call = {param, 7, on};

    return fault(b, &call);
}

static void a_dead_channel_takes_no_request(void)
{
    struct board *b = dma_bench();
    uint8_t byte = 0x99;
    bool last;

    memset(param, 0, sizeof(param));
    param[PARAM_CHANNEL] = 2;
    program(b, 0x1000, 8, 0x46);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_DMA_DEAD, true));
    CU_ASSERT_FALSE(dma_byte(b, 2, &byte, 0, &last));
    bench_out(b, 0x0d, 0); /* no command wakes it */
    program(b, 0x1000, 8, 0x46);
    CU_ASSERT_FALSE(dma_byte(b, 2, &byte, 0, &last));
    CU_ASSERT_EQUAL(board_memory_read(b, 0x1000), 0);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_DMA_DEAD, false));
    CU_ASSERT(dma_byte(b, 2, &byte, 0, &last));
}

/* IBM PC AT Technical Reference, "DMA Page Registers": 81h is channel 2's. */
static void a_stuck_page_bit_sends_the_data_elsewhere(void)
{
    struct board *b = dma_bench();
    uint8_t byte = 0x99;
    bool last;

    memset(param, 0, sizeof(param));
    param[PARAM_CHANNEL] = 2;
    param[PARAM_BIT] = 1;
    param[PARAM_VALUE] = 1;
    program(b, 0x11000, 8, 0x46);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_DMA_PAGE_BIT, true));
    CU_ASSERT_EQUAL(bench_in(b, 0x81), 0x03);
    CU_ASSERT(dma_byte(b, 2, &byte, 0, &last));
    CU_ASSERT_EQUAL(board_memory_read(b, 0x31000), 0x99);
    CU_ASSERT_EQUAL(board_memory_read(b, 0x11000), 0);
    bench_out(b, 0x81, 0x00);
    bench_out(b, 0x83, 0x00);
    CU_ASSERT_EQUAL(bench_in(b, 0x81), 0x02);
    CU_ASSERT_EQUAL(bench_in(b, 0x83), 0x00);
    param[PARAM_CHANNEL] = 1;
    CU_ASSERT_PTR_NOT_NULL(suffer(b, device_fault_DMA_PAGE_BIT, true));
    param[PARAM_CHANNEL] = 2;
    param[PARAM_BIT] = 0;
    param[PARAM_VALUE] = 0;
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_DMA_PAGE_BIT, true));
    bench_out(b, 0x81, 0x05);
    CU_ASSERT_EQUAL(bench_in(b, 0x81), 0x06);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_DMA_PAGE_BIT, false));
    bench_out(b, 0x81, 0x05);
    CU_ASSERT_EQUAL(bench_in(b, 0x81), 0x07);
}

CU_TestInfo dma_tests[] = {
    TEST(low_byte_then_high_byte),
    TEST(the_second_one_has_every_second_port),
    TEST(a_device_writes_to_memory),
    TEST(a_device_reads_from_memory_downwards),
    TEST(the_address_wraps_at_64_kib),
    TEST(auto_initialise_begins_again),
    TEST(verify_counts_and_moves_nothing),
    TEST(masked_or_switched_off_it_takes_no_request),
    TEST(a_dead_channel_takes_no_request),
    TEST(a_stuck_page_bit_sends_the_data_elsewhere),
    CU_TEST_INFO_NULL,
};
