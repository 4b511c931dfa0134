/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_pic.c - two 8259A, wired as on the PC.
 */
#include "hw/device.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/pic.h"
#pragma GCC diagnostic pop

#include "tests/hw/bench.h"
#include "tests/test.h"

#include <string.h>

#define EOI 0x20

static struct pic master, slave;

static void init(struct board *b, uint16_t port, uint8_t icw1, uint8_t vector,
                 uint8_t icw3, uint8_t icw4)
{
    bench_out(b, port, icw1);
    bench_out(b, port + 1, vector);
    bench_out(b, port + 1, icw3);
    bench_out(b, port + 1, icw4);
}

static struct board *pics_off(void)
{
    struct board *b = bench_new();

    memset(&master, 0, sizeof master);
    memset(&slave, 0, sizeof slave);
    bench_power_on(b, DEV_pic1, &pic_ops, &master);
    bench_power_on(b, DEV_pic2, &pic_ops, &slave);
    return b;
}

/* As the BIOS of the AT leaves them: vectors 08h and 70h. */
static struct board *pics(void)
{
    struct board *b = pics_off();

    init(b, 0x20, 0x11, 0x08, 0x04, 0x01);
    init(b, 0xa0, 0x11, 0x70, 0x02, 0x01);
    return b;
}

static unsigned ack(struct board *b)
{
    return pic_acknowledge(b, &master, &slave);
}

static uint8_t isr(struct board *b, uint16_t port)
{
    bench_out(b, port, 0x0b);
    return bench_in(b, port);
}

static uint8_t irr(struct board *b, uint16_t port)
{
    bench_out(b, port, 0x0a);
    return bench_in(b, port);
}

static void nothing_interrupts_before_initialisation(void)
{
    struct board *b = pics_off();

    board_irq(b, 0, true);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    bench_out(b, 0x20, 0x11);
    bench_out(b, 0x21, 0x08);
    board_irq(b, 1, true);
    bench_out(b, 0x21, 0x04);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    bench_out(b, 0x21, 0x01);
    CU_ASSERT_TRUE(bench_line(b, LINE_INTR));
}

static void the_vector_is_the_base_plus_the_pin(void)
{
    struct board *b = pics();

    init(b, 0x20, 0x11, 0x27, 0x04, 0x01);
    board_irq(b, 3, true);
    CU_ASSERT_TRUE(bench_line(b, LINE_INTR));
    CU_ASSERT_EQUAL(ack(b), 0x23);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x08);
    CU_ASSERT_EQUAL(irr(b, 0x20), 0x00);
}

static void the_slave_answers_through_pin_2(void)
{
    struct board *b = pics();

    board_irq(b, 14, true);
    CU_ASSERT_TRUE(bench_line(b, LINE_IRQ0 + 2));
    CU_ASSERT_EQUAL(irr(b, 0x20), 0x04);
    CU_ASSERT_EQUAL(ack(b), 0x76);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x04);
    CU_ASSERT_EQUAL(isr(b, 0xa0), 0x40);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
}

static void a_slave_with_the_wrong_number_does_not_answer(void)
{
    struct board *b = pics();

    init(b, 0xa0, 0x11, 0x70, 0x03, 0x01);
    board_irq(b, 8, true);
    CU_ASSERT_EQUAL(ack(b), 0xff);
    b = pics();
    bench_out(b, 0xa0, 0x12); /* single: its number is now 7 */
    bench_out(b, 0xa1, 0x70);
    board_irq(b, 15, true);
    CU_ASSERT_EQUAL(ack(b), 0xff);
}

static void a_masked_pin_requests_but_does_not_interrupt(void)
{
    struct board *b = pics();

    bench_out(b, 0x21, 0x02);
    CU_ASSERT_EQUAL(bench_in(b, 0x21), 0x02);
    board_irq(b, 1, true);
    CU_ASSERT_EQUAL(irr(b, 0x20), 0x02);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    bench_out(b, 0x21, 0x00);
    CU_ASSERT_TRUE(bench_line(b, LINE_INTR));
}

static void lower_pins_win_and_nest(void)
{
    struct board *b = pics();

    board_irq(b, 4, true);
    board_irq(b, 3, true);
    CU_ASSERT_EQUAL(ack(b), 0x0b);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    board_irq(b, 0, true);
    CU_ASSERT_EQUAL(ack(b), 0x08);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x09);
    bench_out(b, 0x20, EOI);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x08);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    bench_out(b, 0x20, EOI);
    CU_ASSERT_EQUAL(ack(b), 0x0c);
}

static void a_specific_eoi_ends_the_named_pin(void)
{
    struct board *b = pics();

    board_irq(b, 5, true);
    ack(b);
    board_irq(b, 1, true);
    ack(b);
    bench_out(b, 0x20, 0x60 | 5);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x02);
}

static void an_edge_interrupts_once(void)
{
    struct board *b = pics();

    board_irq(b, 1, true);
    ack(b);
    bench_out(b, 0x20, EOI);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    board_irq(b, 1, false);
    board_irq(b, 1, true);
    CU_ASSERT_TRUE(bench_line(b, LINE_INTR));
}

static void a_level_interrupts_until_it_falls(void)
{
    struct board *b = pics();

    init(b, 0x20, 0x19, 0x08, 0x04, 0x01);
    board_irq(b, 1, true);
    ack(b);
    bench_out(b, 0x20, EOI);
    CU_ASSERT_TRUE(bench_line(b, LINE_INTR));
    board_irq(b, 1, false);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
}

static void a_level_that_is_high_at_icw1_interrupts(void)
{
    struct board *b = pics();

    board_irq(b, 5, true);
    init(b, 0x20, 0x19, 0x08, 0x04, 0x01);
    CU_ASSERT_EQUAL(ack(b), 0x0d);
}

static void icw1_forgets_modes_and_priorities(void)
{
    struct board *b = pics();

    init(b, 0x20, 0x11, 0x08, 0x04, 0x03);
    bench_out(b, 0x20, 0x80); /* rotate at automatic EOI */
    bench_out(b, 0x20, 0xc3); /* IR3 is lowest */
    bench_out(b, 0x20, 0x68); /* special mask mode */
    bench_out(b, 0x20, 0x0b); /* read ISR */
    bench_out(b, 0x20, 0x0c); /* poll */
    init(b, 0x20, 0x11, 0x08, 0x04, 0x01);
    bench_out(b, 0x21, 0x80);
    board_irq(b, 7, true);
    CU_ASSERT_EQUAL(bench_in(b, 0x20), 0x80);
    board_irq(b, 4, true);
    board_irq(b, 3, true);
    CU_ASSERT_EQUAL(ack(b), 0x0b);
    bench_out(b, 0x21, 0x88);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    init(b, 0x20, 0x11, 0x08, 0x04, 0x03);
    for (unsigned i = 0; i < 2; i++) {
        board_irq(b, 1, false);
        board_irq(b, 1, true);
        board_irq(b, 6, false);
        board_irq(b, 6, true);
        CU_ASSERT_EQUAL(ack(b), 0x09);
    }
    bench_out(b, 0x20, 0x12); /* no ICW4: no automatic EOI */
    bench_out(b, 0x21, 0x08);
    board_irq(b, 0, true);
    ack(b);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x01);
}

static void icw1_forgets_requests_mask_and_service(void)
{
    struct board *b = pics();

    board_irq(b, 1, true);
    ack(b);
    board_irq(b, 6, true);
    bench_out(b, 0x21, 0xff);
    init(b, 0x20, 0x11, 0x08, 0x04, 0x01);
    CU_ASSERT_EQUAL(bench_in(b, 0x21), 0);
    CU_ASSERT_EQUAL(bench_in(b, 0x20), 0);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
}

static void icw3_and_icw4_come_only_if_icw1_says_so(void)
{
    struct board *b = pics();

    bench_out(b, 0x20, 0x12); /* single, no ICW4 */
    bench_out(b, 0x21, 0x40);
    bench_out(b, 0x21, 0xfb);
    CU_ASSERT_EQUAL(bench_in(b, 0x21), 0xfb);
    board_irq(b, 2, true);
    CU_ASSERT_EQUAL(ack(b), 0x42);
}

static void a_request_that_vanished_is_irq7(void)
{
    struct board *b = pics();

    board_irq(b, 1, true);
    board_irq(b, 1, false);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    CU_ASSERT_EQUAL(ack(b), 0x0f);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0);
}

static void a_request_that_vanished_at_the_slave_is_irq15(void)
{
    struct board *b = pics();

    board_irq(b, 2, true); /* the wire between the chips is stuck high */
    CU_ASSERT_EQUAL(ack(b), 0x77);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x04);
    CU_ASSERT_EQUAL(isr(b, 0xa0), 0);
}

static void automatic_eoi_leaves_nothing_in_service(void)
{
    struct board *b = pics();

    init(b, 0x20, 0x11, 0x08, 0x04, 0x03);
    board_irq(b, 4, true);
    CU_ASSERT_EQUAL(ack(b), 0x0c);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0);
}

static void rotation_makes_the_served_pin_the_last(void)
{
    struct board *b = pics();

    board_irq(b, 4, true);
    ack(b);
    bench_out(b, 0x20, 0xa0); /* rotate on non-specific EOI */
    board_irq(b, 4, false);
    board_irq(b, 4, true);
    board_irq(b, 7, true);
    board_irq(b, 3, true);
    CU_ASSERT_EQUAL(ack(b), 0x0f);
    bench_out(b, 0x20, EOI);
    CU_ASSERT_EQUAL(ack(b), 0x0b);
    bench_out(b, 0x20, EOI);
    CU_ASSERT_EQUAL(ack(b), 0x0c);
}

static void rotation_on_a_specific_eoi(void)
{
    struct board *b = pics();

    board_irq(b, 5, true);
    ack(b);
    bench_out(b, 0x20, 0xe0 | 5);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0);
    board_irq(b, 0, true);
    board_irq(b, 6, true);
    CU_ASSERT_EQUAL(ack(b), 0x0e);
}

static void rotation_with_automatic_eoi_can_be_switched(void)
{
    struct board *b = pics();

    init(b, 0x20, 0x11, 0x08, 0x04, 0x03);
    bench_out(b, 0x20, 0x80);
    board_irq(b, 0, true);
    CU_ASSERT_EQUAL(ack(b), 0x08);
    board_irq(b, 0, false);
    board_irq(b, 0, true);
    board_irq(b, 7, true);
    CU_ASSERT_EQUAL(ack(b), 0x0f);
    bench_out(b, 0x20, 0x00);
    board_irq(b, 1, true);
    CU_ASSERT_EQUAL(ack(b), 0x08);
    CU_ASSERT_EQUAL(ack(b), 0x09);
}

static void set_priority_names_the_lowest_pin(void)
{
    struct board *b = pics();

    bench_out(b, 0x20, 0xc0 | 4);
    board_irq(b, 0, true);
    board_irq(b, 5, true);
    CU_ASSERT_EQUAL(ack(b), 0x0d);
}

static void special_mask_mode_lets_lower_pins_through(void)
{
    struct board *b = pics();

    board_irq(b, 1, true);
    ack(b);
    board_irq(b, 6, true);
    bench_out(b, 0x21, 0x02);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    bench_out(b, 0x20, 0x68);
    CU_ASSERT_EQUAL(ack(b), 0x0e);
    bench_out(b, 0x20, EOI); /* does not end the masked pin 1 */
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x02);
    bench_out(b, 0x20, 0x48);
    board_irq(b, 5, true);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
}

static void a_poll_is_an_acknowledge(void)
{
    struct board *b = pics();

    bench_out(b, 0x20, 0x0c);
    CU_ASSERT_EQUAL(bench_in(b, 0x20) & 0x80, 0);
    board_irq(b, 6, true);
    bench_out(b, 0x20, 0x0c);
    CU_ASSERT_EQUAL(bench_in(b, 0x20), 0x86);
    CU_ASSERT_EQUAL(isr(b, 0x20), 0x40);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
}

static void in_service_the_slave_is_silent_without_special_nesting(void)
{
    struct board *b = pics();

    board_irq(b, 12, true);
    CU_ASSERT_EQUAL(ack(b), 0x74);
    board_irq(b, 8, true);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    bench_out(b, 0x20, EOI);
    CU_ASSERT_EQUAL(ack(b), 0x70);
}

static void special_fully_nested_mode_nests_inside_the_slave(void)
{
    struct board *b = pics();

    init(b, 0x20, 0x11, 0x08, 0x04, 0x11);
    board_irq(b, 12, true);
    CU_ASSERT_EQUAL(ack(b), 0x74);
    board_irq(b, 3, true); /* lower than the slave: stays out */
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
    board_irq(b, 8, true);
    CU_ASSERT_EQUAL(ack(b), 0x70);
    CU_ASSERT_EQUAL(isr(b, 0xa0), 0x11);
}

static void without_it_no_pin_interrupts_its_own_service(void)
{
    struct board *b = pics();

    for (unsigned pin = 0; pin < 8; pin++) {
        board_irq(b, pin, true);
        ack(b);
        board_irq(b, pin, false);
        board_irq(b, pin, true);
        CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
        board_irq(b, pin, false);
        bench_out(b, 0x20, EOI);
        bench_out(b, 0xa0, EOI);
    }
}

static void each_request_of_the_slave_is_an_edge_for_the_master(void)
{
    struct board *b = pics();

    init(b, 0xa0, 0x11, 0x70, 0x02, 0x03);
    board_irq(b, 9, true);
    board_irq(b, 15, true);
    CU_ASSERT_EQUAL(ack(b), 0x71);
    bench_out(b, 0x20, EOI);
    CU_ASSERT_EQUAL(ack(b), 0x77);
    bench_out(b, 0x20, EOI);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
}

static void the_end_of_one_slave_interrupt_lets_the_next_in(void)
{
    struct board *b = pics();

    board_irq(b, 8, true);
    board_irq(b, 14, true);
    CU_ASSERT_EQUAL(ack(b), 0x70);
    bench_out(b, 0xa0, EOI);
    bench_out(b, 0x20, EOI);
    CU_ASSERT_EQUAL(ack(b), 0x76);
    bench_out(b, 0x20, EOI);
    bench_out(b, 0xa0, EOI);
    CU_ASSERT_FALSE(bench_line(b, LINE_INTR));
}

CU_TestInfo pic_tests[] = {
    TEST(nothing_interrupts_before_initialisation),
    TEST(the_vector_is_the_base_plus_the_pin),
    TEST(the_slave_answers_through_pin_2),
    TEST(a_slave_with_the_wrong_number_does_not_answer),
    TEST(a_masked_pin_requests_but_does_not_interrupt),
    TEST(lower_pins_win_and_nest),
    TEST(a_specific_eoi_ends_the_named_pin),
    TEST(an_edge_interrupts_once),
    TEST(a_level_interrupts_until_it_falls),
    TEST(a_level_that_is_high_at_icw1_interrupts),
    TEST(icw1_forgets_modes_and_priorities),
    TEST(icw1_forgets_requests_mask_and_service),
    TEST(icw3_and_icw4_come_only_if_icw1_says_so),
    TEST(a_request_that_vanished_is_irq7),
    TEST(a_request_that_vanished_at_the_slave_is_irq15),
    TEST(automatic_eoi_leaves_nothing_in_service),
    TEST(rotation_makes_the_served_pin_the_last),
    TEST(rotation_on_a_specific_eoi),
    TEST(rotation_with_automatic_eoi_can_be_switched),
    TEST(set_priority_names_the_lowest_pin),
    TEST(special_mask_mode_lets_lower_pins_through),
    TEST(a_poll_is_an_acknowledge),
    TEST(in_service_the_slave_is_silent_without_special_nesting),
    TEST(special_fully_nested_mode_nests_inside_the_slave),
    TEST(without_it_no_pin_interrupts_its_own_service),
    TEST(each_request_of_the_slave_is_an_edge_for_the_master),
    TEST(the_end_of_one_slave_interrupt_lets_the_next_in),
    CU_TEST_INFO_NULL,
};
