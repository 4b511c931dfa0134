/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_hostile.c - no guest can upset a chip: random accesses to all
 * ports of the simple devices, with time passing (run it with sanitizers).
 */
#include "hw/debugcon.h"
#include "hw/dma_page.h"
#include "hw/kbc.h"
#include "hw/marker.h"
#include "hw/pic.h"
#include "hw/pit.h"
#include "hw/fpu_error.h"
#include "hw/port92.h"
#include "hw/post.h"
#include "hw/rtc.h"
#include "hw/sysport.h"
#include "hw/uart.h"
#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

static struct {
    struct pic pic1, pic2;
    struct pit pit;
    struct kbc kbc;
    struct sysport sysport;
    struct rtc rtc;
    struct uart com1, com2;
    struct post post;
    struct dma_page dma_page;
    struct port92 port92;
    struct fpu_error fpu_error;
    struct marker marker;
    struct debugcon debugcon;
} pc;

static const uint16_t ports[] = {
    0x20,  0x21,  0x40,  0x41,  0x42,  0x43,  0x60,  0x61,  0x64,  0x70,
    0x71,  0x71,  0x80,  0x81,  0x8f,  0x92,  0xa0,  0xa1,  0xb5,  0xe9,
    0xf0,  0xf1,  0x3f8, 0x3f9, 0x3fa, 0x3fb, 0x3fc, 0x3fd, 0x3fe, 0x3ff,
    0x2f8, 0x2f9, 0x2fa, 0x2fb, 0x2fc, 0x2fd, 0x2fe, 0x2ff};

static uint64_t seed;

static uint32_t next(void)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(seed >> 33);
}

static struct board *all(void)
{
    struct board *b = bench_new();

    memset(&pc, 0, sizeof pc);
    bench_power_on(b, DEV_pic1, &pic_ops, &pc.pic1);
    bench_power_on(b, DEV_pic2, &pic_ops, &pc.pic2);
    bench_power_on(b, DEV_pit, &pit_ops, &pc.pit);
    bench_power_on(b, DEV_kbc, &kbc_ops, &pc.kbc);
    bench_power_on(b, DEV_sysport, &sysport_ops, &pc.sysport);
    bench_power_on(b, DEV_rtc, &rtc_ops, &pc.rtc);
    bench_power_on(b, DEV_com1, &uart_ops, &pc.com1);
    bench_power_on(b, DEV_com2, &uart_ops, &pc.com2);
    bench_power_on(b, DEV_post, &post_ops, &pc.post);
    bench_power_on(b, DEV_dma_page, &dma_page_ops, &pc.dma_page);
    bench_power_on(b, DEV_port92, &port92_ops, &pc.port92);
    bench_power_on(b, DEV_fpu_error, &fpu_error_ops, &pc.fpu_error);
    bench_power_on(b, DEV_marker, &marker_ops, &pc.marker);
    bench_power_on(b, DEV_debugcon, &debugcon_ops, &pc.debugcon);
    return b;
}

/* One act of a guest that knows nothing, or of the world around it. */
static void act(struct board *b)
{
    uint16_t port = ports[next() % ARRAY_LEN(ports)];
    const uint8_t keys[3] = {0xe0, (uint8_t)next(), (uint8_t)next()};
    const struct ps2_move move = {(int8_t)next(), (int8_t)next(),
                                  (int8_t)next(), (uint8_t)next()};

    switch (next() % 16) {
    case 0:
        bench_wait(b, next() % 100 * (next() % 100000));
        break;
    case 1:
        kbc_key(b, &pc.kbc, keys, 1 + next() % 3);
        kbc_move(b, &pc.kbc, &move);
        break;
    case 2:
        uart_receive(b, next() & 1 ? &pc.com1 : &pc.com2, (uint8_t)next());
        break;
    case 3:
        if (bench_line(b, LINE_INTR))
            pic_acknowledge(b, &pc.pic1, &pc.pic2);
        break;
    case 4:
    case 5:
    case 6:
    case 7:
        bench_in(b, port);
        break;
    default:
        bench_out(b, port, (uint8_t)next());
        break;
    }
}

static void play(uint64_t start, unsigned acts)
{
    struct board *b = all();

    seed = start;
    for (unsigned i = 0; i < acts; i++)
        act(b);
}

static void random_accesses_are_survived(void)
{
    for (unsigned run = 1; run <= 40; run++)
        play(run, 20000);
    CU_ASSERT_TRUE(pc.kbc.keyboard.count <= KEYBOARD_FIFO);
    CU_ASSERT_TRUE(pc.com1.rx.count <= UART_FIFO);
    CU_ASSERT_TRUE(pc.com1.tx.count <= UART_FIFO);
}

static void the_same_accesses_give_the_same_state(void)
{
    static unsigned char first[sizeof pc];

    play(7, 50000);
    memcpy(first, &pc, sizeof pc);
    play(7, 50000);
    CU_ASSERT_EQUAL(memcmp(first, &pc, sizeof pc), 0);
}

CU_TestInfo hostile_tests[] = {
    TEST(random_accesses_are_survived),
    TEST(the_same_accesses_give_the_same_state),
    CU_TEST_INFO_NULL,
};
