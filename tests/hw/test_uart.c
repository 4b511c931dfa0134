/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_uart.c - 16550A serial port.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/uart.h"
#pragma GCC diagnostic pop

#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

enum { DATA = 0x3f8, IER, IIR, LCR, MCR, LSR, MSR, SCR };
#define FCR IIR

/* 10 bits at 115200 baud: 86805.6 ns. */
#define CHARACTER 86806

static struct uart com1, com2;

static struct board *ports(void)
{
    struct board *b = bench_new();

    memset(&com1, 0, sizeof com1);
    memset(&com2, 0, sizeof com2);
    bench_power_on(b, DEV_com1, &uart_ops, &com1);
    bench_power_on(b, DEV_com2, &uart_ops, &com2);
    return b;
}

/* 115200 baud, 8 data bits, no parity, 1 stop bit; OUT2 on. */
static struct board *line(void)
{
    struct board *b = ports();

    bench_out(b, LCR, 0x83);
    bench_out(b, DATA, 1);
    bench_out(b, IER, 0);
    bench_out(b, LCR, 0x03);
    bench_out(b, MCR, 0x0b);
    return b;
}

static bool irq(struct board *b)
{
    return bench_line(b, LINE_IRQ0 + 4);
}

static void print(struct board *b, const char *text)
{
    while (*text)
        bench_out(b, DATA, (uint8_t)*text++);
}

static void registers_after_power_on(void)
{
    struct board *b = ports();

    CU_ASSERT_EQUAL(bench_in(b, IER), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, LCR), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, MCR), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, LSR), 0x60);
    CU_ASSERT_EQUAL(bench_in(b, MSR) & 0x0f, 0x00);
    bench_out(b, LCR, 0x80);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 12); /* 9600 baud */
}

static void scratch_and_divisor_keep_what_is_written(void)
{
    struct board *b = ports();

    bench_out(b, SCR, 0xa5);
    bench_out(b, LCR, 0x80);
    bench_out(b, DATA, 0x34);
    bench_out(b, IER, 0x12);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 0x34);
    CU_ASSERT_EQUAL(bench_in(b, IER), 0x12);
    bench_out(b, LCR, 0x03);
    CU_ASSERT_EQUAL(bench_in(b, IER), 0x00);
    bench_out(b, IER, 0xff);
    CU_ASSERT_EQUAL(bench_in(b, IER), 0x0f);
    CU_ASSERT_EQUAL(bench_in(b, SCR), 0xa5);
}

static void a_byte_takes_its_time_on_the_line(void)
{
    struct board *b = line();

    print(b, "A");
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x60, 0x20); /* THRE, not TEMT */
    print(b, "B");
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x60, 0x00);
    bench_wait(b, CHARACTER - 2);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "");
    bench_wait(b, 2);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "A");
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x60, 0x20);
    bench_wait(b, CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "AB");
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x60, 0x60);
}

static void divisor_and_format_set_the_time(void)
{
    static const struct {
        uint8_t lcr;
        unsigned half_bits;
    } formats[] = {{0x03, 20}, {0x07, 22}, {0x0b, 22},
                   {0x00, 14}, {0x04, 15}, {0x1e, 22}};

    for (unsigned i = 0; i < ARRAY_LEN(formats); i++) {
        struct board *b = ports();

        bench_out(b, LCR, 0x80);
        bench_out(b, DATA, 0x80); /* 900 baud */
        bench_out(b, LCR, formats[i].lcr);
        bench_out(b, DATA, 0);
        bench_wait(b, formats[i].half_bits * NS_PER_SECOND / 1800 - 2);
        EXPECT(bench_output_length(b, STREAM_COM1) == 0, "early: %u", i);
        bench_wait(b, 3);
        EXPECT(bench_output_length(b, STREAM_COM1) == 1, "late: %u", i);
    }
}

static void a_divisor_of_zero_counts_as_one(void)
{
    struct board *b = line();

    bench_out(b, LCR, 0x83);
    bench_out(b, DATA, 0);
    bench_out(b, LCR, 0x03);
    print(b, "A");
    bench_wait(b, CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "A");
}

static void short_words_lose_their_high_bits(void)
{
    struct board *b = line();

    bench_out(b, LCR, 0x02); /* 7 bits */
    bench_out(b, DATA, 0xc1);
    bench_wait(b, CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "A");
}

static void without_fifo_the_holding_register_is_overwritten(void)
{
    struct board *b = line();

    print(b, "ABC");
    bench_wait(b, 3 * CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "AC");
}

static void the_fifo_holds_sixteen(void)
{
    struct board *b = line();

    bench_out(b, FCR, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0xc1);
    print(b, "0123456789abcdefghi");
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x60, 0x00);
    bench_wait(b, 18 * CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "0123456789abcdefg");
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x60, 0x60);
}

static void fifo_commands_clear_it(void)
{
    struct board *b = line();

    bench_out(b, FCR, 0x01);
    print(b, "abc");
    uart_receive(b, &com1, 'x');
    bench_out(b, FCR, 0x07);
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x01, 0);
    bench_wait(b, 4 * CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "a");
    uart_receive(b, &com1, 'y');
    bench_out(b, FCR, 0x00);
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x01, 0);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x01);
}

static void each_fifo_is_cleared_by_its_own_bit(void)
{
    struct board *b = line();

    bench_out(b, FCR, 0x01);
    print(b, "abc");
    uart_receive(b, &com1, 'x');
    bench_out(b, FCR, 0xc1); /* a new trigger level clears nothing */
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x21, 0x01);
    bench_out(b, FCR, 0xc5);
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x21, 0x21);
    print(b, "d");
    bench_out(b, FCR, 0xc3);
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x21, 0x00);
    bench_wait(b, 3 * CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "ad");
}

static void without_bit_0_the_fifo_commands_do_nothing(void)
{
    struct board *b = line();

    print(b, "ab");
    uart_receive(b, &com1, 'x');
    bench_out(b, FCR, 0xc6);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 'x');
    bench_wait(b, 2 * CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "ab");
}

static void clearing_a_fifo_settles_its_interrupt(void)
{
    struct board *b = line();

    bench_out(b, FCR, 0xc1);
    bench_out(b, IER, 0x01);
    uart_receive(b, &com1, 'x');
    bench_wait(b, 5 * CHARACTER);
    CU_ASSERT_TRUE(irq(b));
    bench_out(b, FCR, 0xc3);
    CU_ASSERT_FALSE(irq(b));
    print(b, "ab");
    bench_out(b, IER, 0x02);
    CU_ASSERT_FALSE(irq(b)); /* not empty */
    bench_out(b, FCR, 0xc5);
    CU_ASSERT_TRUE(irq(b));
    bench_in(b, IIR);
    bench_out(b, FCR, 0xc5); /* nothing to clear, nothing new */
    CU_ASSERT_FALSE(irq(b));
}

static void a_received_byte_is_read_once(void)
{
    struct board *b = line();

    CU_ASSERT_TRUE(uart_receive(b, &com1, 'x'));
    CU_ASSERT_FALSE(uart_receive(b, &com1, 'y'));
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x01, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 'x');
    CU_ASSERT_EQUAL(bench_in(b, LSR) & 0x01, 0x00);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 'x'); /* the latch still holds it */
    CU_ASSERT_TRUE(uart_receive(b, &com1, 'y'));
}

static void the_receiver_interrupts_at_its_trigger_level(void)
{
    static const uint8_t level[4] = {1, 4, 8, 14};

    for (unsigned i = 0; i < 4; i++) {
        struct board *b = line();

        bench_out(b, FCR, (uint8_t)(i << 6 | 1));
        bench_out(b, IER, 0x01);
        for (unsigned n = 1; n <= level[i]; n++) {
            CU_ASSERT_FALSE(irq(b));
            uart_receive(b, &com1, (uint8_t)n);
        }
        CU_ASSERT_TRUE(irq(b));
        CU_ASSERT_EQUAL(bench_in(b, IIR), 0xc4);
        bench_in(b, DATA);
        CU_ASSERT_FALSE(irq(b));
    }
}

static void the_receive_fifo_refuses_the_seventeenth(void)
{
    struct board *b = line();

    bench_out(b, FCR, 0x01);
    for (uint8_t i = 0; i < 16; i++)
        CU_ASSERT_TRUE(uart_receive(b, &com1, i));
    CU_ASSERT_FALSE(uart_receive(b, &com1, 16));
    for (uint8_t i = 0; i < 16; i++)
        CU_ASSERT_EQUAL(bench_in(b, DATA), i);
    CU_ASSERT_EQUAL(bench_in(b, LSR), 0x60);
}

static void bytes_below_the_trigger_time_out(void)
{
    struct board *b = line();

    bench_out(b, FCR, 0xc1);
    bench_out(b, IER, 0x01);
    uart_receive(b, &com1, 'x');
    uart_receive(b, &com1, 'y');
    bench_wait(b, 4 * CHARACTER - 8);
    CU_ASSERT_FALSE(irq(b));
    bench_wait(b, 8);
    CU_ASSERT_TRUE(irq(b));
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0xcc);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 'x');
    CU_ASSERT_FALSE(irq(b));
    bench_wait(b, 4 * CHARACTER);
    CU_ASSERT_TRUE(irq(b));
    CU_ASSERT_EQUAL(bench_in(b, DATA), 'y');
    bench_wait(b, 10 * CHARACTER);
    CU_ASSERT_FALSE(irq(b));
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_com1), BOARD_NEVER);
}

static void sending_and_the_time_out_do_not_disturb_each_other(void)
{
    struct board *b = line();

    bench_out(b, FCR, 0xc1);
    bench_out(b, IER, 0x01);
    print(b, "A");
    bench_wait(b, 2 * CHARACTER);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0xc1); /* nothing was received */
    uart_receive(b, &com1, 'x');
    print(b, "B");
    bench_wait(b, CHARACTER);
    CU_ASSERT_FALSE(irq(b));
    bench_wait(b, 5 * CHARACTER / 2);
    print(b, "C");
    bench_wait(b, CHARACTER * 3 / 4);
    CU_ASSERT_TRUE(irq(b));
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "AB");
}

static void thre_interrupts_when_enabled_and_when_empty(void)
{
    struct board *b = line();

    CU_ASSERT_FALSE(irq(b));
    bench_out(b, IER, 0x02);
    CU_ASSERT_TRUE(irq(b));
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x02); /* acknowledges */
    CU_ASSERT_FALSE(irq(b));
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x01);
    bench_out(b, IER, 0x02); /* was on already */
    CU_ASSERT_FALSE(irq(b));
    print(b, "A"); /* goes on into the shift register at once */
    CU_ASSERT_TRUE(irq(b));
    print(b, "B");
    CU_ASSERT_FALSE(irq(b));
    bench_wait(b, CHARACTER);
    CU_ASSERT_TRUE(irq(b));
}

static void interrupts_are_told_by_priority(void)
{
    struct board *b = line();

    /* Loopback, to make an overrun and a change of CTS. */
    bench_out(b, MCR, 0x10);
    print(b, "A");
    bench_wait(b, CHARACTER);
    print(b, "B");
    bench_wait(b, CHARACTER);
    bench_out(b, IER, 0x0f);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x06);
    CU_ASSERT_EQUAL(bench_in(b, LSR), 0x63);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x04);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 'B');
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x02);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, MSR) & 0x0f, 0x0b);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x01);
}

static void each_modem_change_interrupts(void)
{
    static const uint8_t change[] = {0x02, 0x01, 0x08}; /* RTS, DTR, OUT2 */

    for (unsigned i = 0; i < ARRAY_LEN(change); i++) {
        struct board *b = line();

        bench_out(b, MCR, 0x10);
        bench_in(b, MSR);
        bench_out(b, IER, 0x08);
        CU_ASSERT_EQUAL(bench_in(b, IIR), 0x01);
        bench_out(b, MCR, 0x10 | change[i]);
        CU_ASSERT_EQUAL(bench_in(b, IIR), 0x00);
    }
}

static void out2_gates_the_interrupt(void)
{
    struct board *b = line();

    bench_out(b, IER, 0x01);
    bench_out(b, MCR, 0x03);
    uart_receive(b, &com1, 'x');
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x04);
    CU_ASSERT_FALSE(irq(b));
    bench_out(b, MCR, 0x0b);
    CU_ASSERT_TRUE(irq(b));
    bench_out(b, MCR, 0x1b);
    CU_ASSERT_FALSE(irq(b));
}

static void loopback_returns_bytes_and_modem_lines(void)
{
    struct board *b = line();

    CU_ASSERT_EQUAL(bench_in(b, MSR), 0xb0); /* the host is ready */
    bench_out(b, MCR, 0x10);
    bench_in(b, MSR);
    CU_ASSERT_EQUAL(bench_in(b, MSR), 0x00);
    bench_out(b, MCR, 0x1a); /* RTS, OUT2 */
    CU_ASSERT_EQUAL(bench_in(b, MSR), 0x99);
    bench_out(b, MCR, 0x15); /* DTR, OUT1 */
    CU_ASSERT_EQUAL(bench_in(b, MSR), 0x6b);
    bench_out(b, MCR, 0x11); /* RI has gone: trailing edge */
    CU_ASSERT_EQUAL(bench_in(b, MSR), 0x24);
    CU_ASSERT_EQUAL(bench_in(b, MSR), 0x20);
    print(b, "Z");
    bench_wait(b, CHARACTER);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 'Z');
    CU_ASSERT_EQUAL(bench_output_length(b, STREAM_COM1), 0);
    CU_ASSERT_FALSE(uart_receive(b, &com1, 'x'));
}

static void com2_has_its_own_stream_and_irq3(void)
{
    struct board *b = line();

    bench_out(b, 0x2fb, 0x83);
    bench_out(b, 0x2f8, 1);
    bench_out(b, 0x2fb, 0x03);
    bench_out(b, 0x2fc, 0x08);
    bench_out(b, 0x2f9, 0x01);
    bench_out(b, 0x2f8, '2');
    uart_receive(b, &com2, 'x');
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ0 + 3));
    CU_ASSERT_FALSE(irq(b));
    bench_wait(b, CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM2), "2");
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "");
}

static void reset_keeps_divisor_and_scratch(void)
{
    struct board *b = line();

    bench_out(b, SCR, 0x77);
    bench_out(b, FCR, 0xc1);
    bench_out(b, IER, 0x03);
    print(b, "AB");
    bench_wait(b, 3 * CHARACTER / 2);
    uart_receive(b, &com1, 'x');
    bench_wait(b, 5 * CHARACTER);
    print(b, "CD");
    CU_ASSERT_TRUE(irq(b));
    bench_reset(b);
    CU_ASSERT_FALSE(irq(b));
    bench_wait(b, 5 * CHARACTER);
    CU_ASSERT_STRING_EQUAL(bench_output(b, STREAM_COM1), "AB");
    CU_ASSERT_EQUAL(bench_in(b, IER), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x01);
    CU_ASSERT_EQUAL(bench_in(b, LCR), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, MCR), 0x00);
    CU_ASSERT_EQUAL(bench_in(b, LSR), 0x60);
    CU_ASSERT_EQUAL(bench_in(b, SCR), 0x77);
    bench_out(b, IER, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, IIR), 0x01);
    bench_out(b, LCR, 0x80);
    CU_ASSERT_EQUAL(bench_in(b, DATA), 0x01);
}

static void reset_clears_errors_and_changes(void)
{
    struct board *b = line();

    bench_out(b, MCR, 0x10);
    print(b, "A");
    bench_wait(b, CHARACTER);
    print(b, "B");
    bench_wait(b, CHARACTER);
    bench_reset(b);
    CU_ASSERT_EQUAL(bench_in(b, LSR), 0x60);
    CU_ASSERT_EQUAL(bench_in(b, MSR), 0xb0);
}

CU_TestInfo uart_tests[] = {
    TEST(registers_after_power_on),
    TEST(scratch_and_divisor_keep_what_is_written),
    TEST(a_byte_takes_its_time_on_the_line),
    TEST(divisor_and_format_set_the_time),
    TEST(a_divisor_of_zero_counts_as_one),
    TEST(short_words_lose_their_high_bits),
    TEST(without_fifo_the_holding_register_is_overwritten),
    TEST(the_fifo_holds_sixteen),
    TEST(fifo_commands_clear_it),
    TEST(each_fifo_is_cleared_by_its_own_bit),
    TEST(without_bit_0_the_fifo_commands_do_nothing),
    TEST(clearing_a_fifo_settles_its_interrupt),
    TEST(a_received_byte_is_read_once),
    TEST(the_receiver_interrupts_at_its_trigger_level),
    TEST(the_receive_fifo_refuses_the_seventeenth),
    TEST(bytes_below_the_trigger_time_out),
    TEST(sending_and_the_time_out_do_not_disturb_each_other),
    TEST(thre_interrupts_when_enabled_and_when_empty),
    TEST(interrupts_are_told_by_priority),
    TEST(each_modem_change_interrupts),
    TEST(out2_gates_the_interrupt),
    TEST(loopback_returns_bytes_and_modem_lines),
    TEST(com2_has_its_own_stream_and_irq3),
    TEST(reset_keeps_divisor_and_scratch),
    TEST(reset_clears_errors_and_changes),
    CU_TEST_INFO_NULL,
};
