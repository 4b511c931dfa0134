/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_ports.c - the small ports: POST card, marker, debug console,
 * DMA pages, port 92h, port 61h.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/debugcon.h"
#include "hw/dma_page.h"
#include "hw/fpu_error.h"
#include "hw/marker.h"
#include "hw/pit.h"
#include "hw/port92.h"
#include "hw/post.h"
#include "hw/sysport.h"
#pragma GCC diagnostic pop

#include "tests/hw/bench.h"
#include "tests/test.h"

static void the_post_card_shows_the_last_code(void)
{
    struct board *b = bench_new();
    struct post post = {0};

    bench_power_on(b, DEV_post, &post_ops, &post);
    bench_out(b, 0x80, 0x31);
    bench_out(b, 0x80, 0x42);
    CU_ASSERT_EQUAL(bench_in(b, 0x80), 0x42);
    CU_ASSERT_EQUAL(bench_events(b, EV_POST_CODE), 2);
    CU_ASSERT_EQUAL(bench_last(b, EV_POST_CODE)->arg[0], 0x42);
}

static void a_marker_is_an_event_and_cannot_be_read(void)
{
    struct board *b = bench_new();
    struct marker marker = {0};

    bench_power_on(b, DEV_marker, &marker_ops, &marker);
    bench_out(b, 0xb5, 0x45);
    CU_ASSERT_EQUAL(bench_last(b, EV_MARKER)->arg[0], 0x45);
    CU_ASSERT_EQUAL(bench_in(b, 0xb5), 0xff);
}

static void the_debug_console_prints_and_is_found(void)
{
    struct board *b = bench_new();
    struct debugcon debugcon = {0};

    bench_power_on(b, DEV_debugcon, &debugcon_ops, &debugcon);
    CU_ASSERT_EQUAL(bench_in(b, 0xe9), 0xe9);
    bench_out(b, 0xe9, 'h');
    bench_out(b, 0xe9, 'i');
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_DEBUGCON), "hi");
}

static void each_dma_page_register_keeps_a_byte_of_its_own(void)
{
    struct board *b = bench_new();
    struct dma_page dma = {0};

    bench_power_on(b, DEV_dma_page, &dma_page_ops, &dma);
    for (uint16_t port = 0x81; port <= 0x8f; port++)
        bench_out(b, port, (uint8_t)(port ^ 0x5a));
    for (uint16_t port = 0x81; port <= 0x8f; port++)
        CU_ASSERT_EQUAL(bench_in(b, port), port ^ 0x5a);
}

static void port_92_opens_a20(void)
{
    struct board *b = bench_new();
    struct port92 port92 = {0};

    bench_power_on(b, DEV_port92, &port92_ops, &port92);
    CU_ASSERT_EQUAL(bench_in(b, 0x92), 0);
    bench_out(b, 0x92, 0x02);
    CU_ASSERT_TRUE(bench_line(b, LINE_A20_FAST));
    CU_ASSERT_EQUAL(bench_in(b, 0x92), 0x02);
    bench_out(b, 0x92, 0x00);
    CU_ASSERT_FALSE(bench_line(b, LINE_A20_FAST));
    bench_out(b, 0x92, 0x02);
    bench_reset(b);
    CU_ASSERT_FALSE(bench_line(b, LINE_A20_FAST));
    CU_ASSERT_EQUAL(bench_in(b, 0x92), 0);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 0);
}

static void port_92_resets_the_cpu_once_for_each_rise_of_bit_0(void)
{
    struct board *b = bench_new();
    struct port92 port92 = {0};

    bench_power_on(b, DEV_port92, &port92_ops, &port92);
    bench_out(b, 0x92, 0x01);
    bench_out(b, 0x92, 0x01);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 1);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_BOARD), 0);
    bench_out(b, 0x92, 0x00);
    bench_out(b, 0x92, 0x03);
    CU_ASSERT_EQUAL(bench_resets(b, RESET_CPU), 2);
}

/* IBM PC AT Technical Reference, "Math Coprocessor Control". */
static void a_coprocessor_error_is_irq_13_until_port_f0(void)
{
    struct board *b = bench_new();
    struct fpu_error fpu_error = {0};
    enum line irq_13 = (enum line)(LINE_IRQ0 + 13);

    bench_power_on(b, DEV_fpu_error, &fpu_error_ops, &fpu_error);
    bench_out(b, 0xf0, 0);
    CU_ASSERT_FALSE(bench_line(b, LINE_IGNNE)); /* there is no error */
    fpu_error_ops.line(b, &fpu_error, LINE_FERR, true);
    CU_ASSERT_TRUE(bench_line(b, irq_13));
    CU_ASSERT_FALSE(bench_line(b, LINE_IGNNE));
    bench_out(b, 0xf0, 0);
    CU_ASSERT_FALSE(bench_line(b, irq_13));
    CU_ASSERT_TRUE(bench_line(b, LINE_IGNNE));
    fpu_error_ops.line(b, &fpu_error, LINE_FERR, false);
    CU_ASSERT_FALSE(bench_line(b, LINE_IGNNE));
    fpu_error_ops.line(b, &fpu_error, LINE_FERR, true);
    bench_reset(b);
    CU_ASSERT_FALSE(bench_line(b, irq_13));
}

static struct board *speaker(struct sysport *sysport, struct pit *pit)
{
    struct board *b = bench_new();

    bench_power_on(b, DEV_pit, &pit_ops, pit);
    bench_power_on(b, DEV_sysport, &sysport_ops, sysport);
    return b;
}

static void port_61_reads_back_its_four_switches(void)
{
    struct sysport sysport = {0};
    struct pit pit = {0};
    struct board *b = speaker(&sysport, &pit);

    bench_out(b, 0x61, 0xff);
    CU_ASSERT_EQUAL(bench_in(b, 0x61) & 0xcf, 0x0f);
    CU_ASSERT_TRUE(bench_line(b, LINE_GATE2));
    CU_ASSERT_TRUE(bench_line(b, LINE_SPEAKER));
    bench_reset(b);
    CU_ASSERT_EQUAL(bench_in(b, 0x61) & 0xcf, 0x00);
    CU_ASSERT_FALSE(bench_line(b, LINE_GATE2));
}

static void port_61_shows_the_refresh(void)
{
    struct sysport sysport = {0};
    struct pit pit = {0};
    struct board *b = speaker(&sysport, &pit);
    unsigned toggles = 0;

    for (unsigned us = 0, before = 0; us < 15085; us++) {
        unsigned now = bench_in(b, 0x61) & 0x10;

        toggles += now != before;
        before = now;
        bench_wait(b, 1000);
    }
    CU_ASSERT_EQUAL(toggles, 999);
}

static void port_61_shows_out_2_and_holds_its_gate(void)
{
    struct sysport sysport = {0};
    struct pit pit = {0};
    struct board *b = speaker(&sysport, &pit);

    bench_out(b, 0x43, 0xb0); /* counter 2, mode 0 */
    bench_out(b, 0x42, 0xa9);
    bench_out(b, 0x42, 0x04); /* 1193: one millisecond */
    bench_wait(b, 5000000);
    CU_ASSERT_EQUAL(bench_in(b, 0x61) & 0x20, 0);
    bench_out(b, 0x61, 0x01);
    bench_wait(b, 900000);
    CU_ASSERT_EQUAL(bench_in(b, 0x61) & 0x20, 0);
    bench_wait(b, 102000);
    CU_ASSERT_EQUAL(bench_in(b, 0x61) & 0x20, 0x20);
}

static void a_tone_starts_changes_and_stops(void)
{
    struct sysport sysport = {0};
    struct pit pit = {0};
    struct board *b = speaker(&sysport, &pit);

    bench_out(b, 0x43, 0xb6); /* counter 2, mode 3 */
    bench_out(b, 0x42, 0x33);
    bench_out(b, 0x42, 0x05); /* 1331 */
    CU_ASSERT_EQUAL(bench_events(b, EV_SPEAKER), 0);
    bench_out(b, 0x61, 0x03);
    CU_ASSERT_EQUAL(bench_events(b, EV_SPEAKER), 1);
    CU_ASSERT_EQUAL(bench_last(b, EV_SPEAKER)->arg[0], 1);
    CU_ASSERT_EQUAL(bench_last(b, EV_SPEAKER)->arg[1], 896);
    bench_out(b, 0x42, 0xa9);
    bench_out(b, 0x42, 0x04); /* 1193 */
    CU_ASSERT_EQUAL(bench_last(b, EV_SPEAKER)->arg[1], 1000);
    bench_out(b, 0x61, 0x00);
    CU_ASSERT_EQUAL(bench_events(b, EV_SPEAKER), 3);
    CU_ASSERT_EQUAL(bench_last(b, EV_SPEAKER)->arg[0], 0);
    bench_out(b, 0x61, 0x02); /* the gate is closed: no wave */
    CU_ASSERT_EQUAL(bench_events(b, EV_SPEAKER), 3);
    bench_out(b, 0x43, 0xb0); /* mode 0 is no wave either */
    bench_out(b, 0x42, 0xa9);
    bench_out(b, 0x42, 0x04);
    bench_out(b, 0x61, 0x03);
    CU_ASSERT_EQUAL(bench_events(b, EV_SPEAKER), 3);
}

CU_TestInfo ports_tests[] = {
    TEST(the_post_card_shows_the_last_code),
    TEST(a_marker_is_an_event_and_cannot_be_read),
    TEST(the_debug_console_prints_and_is_found),
    TEST(each_dma_page_register_keeps_a_byte_of_its_own),
    TEST(port_92_opens_a20),
    TEST(port_92_resets_the_cpu_once_for_each_rise_of_bit_0),
    TEST(a_coprocessor_error_is_irq_13_until_port_f0),
    TEST(port_61_reads_back_its_four_switches),
    TEST(port_61_shows_the_refresh),
    TEST(port_61_shows_out_2_and_holds_its_gate),
    TEST(a_tone_starts_changes_and_stops),
    CU_TEST_INFO_NULL,
};
