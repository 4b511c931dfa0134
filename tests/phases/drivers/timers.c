/* SPDX-License-Identifier: MIT
 *
 * tests/phases/drivers/timers.c - interrupt controllers, timer, speaker gate,
 * and the clock.
 *
 * Source: Intel 8259A data sheet, "Interrupt Sequence"; Intel 8254 data sheet,
 *         "Mode Definitions"; IBM PC AT Technical Reference, "System Timers",
 *         "Real-Time Clock".
 */
#include "drivers.h"

/* What a masked input asks for is kept, and does not come. */
static void masked(void)
{
    bool requested = false;

    irq_close(0);
    out8(0x43, 0x30);
    out8(0x40, 20);
    out8(0x40, 0);
    out8(0x20, 0x0a);
    for (unsigned i = 0; i < 100000 && !requested; i++)
        requested = in8(0x20) & 1;
    check("a masked IRQ 0 is requested", requested);
    out8(0x43, 0x34);
    out8(0x40, 1193 & 0xff);
    out8(0x40, 1193 >> 8);
    irq_open(0);
}

void test_interrupts(void)
{
    out8(0x21, in8(0x21) & 0xfa);
    check("the mask reads back", in8(0x21) == 0xfa && in8(0xa1) == 0xff);
    wait_ms(10);
    check("in the handler IRQ 0 is in service", in_service == 0x0001);
    out8(0x20, 0x0b);
    check("after the end of interrupt it is not", in8(0x20) == 0x00);
    masked();
}

static uint16_t counter_read(unsigned n)
{
    unsigned low;

    out8(0x43, (uint8_t)(n << 6));
    low = in8((uint16_t)(0x40 + n));
    return (uint16_t)(low | (unsigned)in8((uint16_t)(0x40 + n)) << 8);
}

static void counter_start(unsigned mode, uint16_t count)
{
    out8(0x43, (uint8_t)(0xb0 | mode << 1));
    out8(0x42, (uint8_t)count);
    out8(0x42, (uint8_t)(count >> 8));
}

static bool output_2(void)
{
    return in8(0x61) & 0x20;
}

/* Counter 2: its gate is bit 0 of port 61h, its output bit 5. */
static void gate(void)
{
    uint16_t first;

    out8(0x61, in8(0x61) & 0xfc);
    counter_start(0, 1193);
    check("mode 0: OUT is low after the control word", !output_2());
    wait_ms(3);
    check("without GATE it stays low", !output_2());
    first = counter_read(2);
    check("and nothing is counted", counter_read(2) == first);
    out8(0x61, in8(0x61) | 1);
    wait_ms(3);
    check("with GATE it goes high at the end", output_2());
    counter_start(1, 1193);
    check("mode 1: OUT is high", output_2());
    out8(0x61, in8(0x61) & 0xfe);
    out8(0x61, in8(0x61) | 1);
    for (unsigned i = 0; i < 10000 && output_2(); i++)
        in8(0x80); /* until the next clock */
    check("an edge of GATE makes it low", !output_2());
    wait_ms(3);
    check("for the count", output_2());
    out8(0x61, in8(0x61) & 0xfc);
}

void test_timers(void)
{
    unsigned status;

    gate();
    out8(0x43, 0xe2);
    status = in8(0x40);
    check("read-back tells mode 2, both bytes", (status & 0x3f) == 0x34);
}

/* --- The clock ----------------------------------------------------------- */

static uint8_t cmos(uint8_t cell)
{
    out8(0x70, cell);
    return in8(0x71);
}

static void cmos_set(uint8_t cell, uint8_t value)
{
    out8(0x70, cell);
    out8(0x71, value);
}

static volatile uint8_t causes; /* register C */

static void clock_interrupt(void)
{
    causes |= cmos(0x0c);
}

void test_clock(void)
{
    uint8_t b = cmos(0x0b);
    unsigned from;

    irq_handler[8] = clock_interrupt;
    cmos(0x0c);
    cmos_set(0x0a, 0x26);
    cmos_set(0x0b, (uint8_t)((b & 0x0f) | 0x40));
    irq_open(8);
    from = irq_count[0];
    check("1024 Hz: IRQ 8", irq_wait(8, 100));
    from = irq_count[0] - from;
    check("a hundred take 98 ms", from >= 90 && from <= 105);
    check("of the periodic interrupt", causes & 0x40);
    cmos_set(0x0b, (uint8_t)((b & 0x0f) | 0x10));
    causes = 0;
    irq_open(8);
    irq_wait(8, 1);
    check("an update comes within a second", causes & 0x10);
    irq_wait(8, 2);
    check("and the next one after a second", irq_count[8] >= 2);
    for (uint8_t cell = 1; cell <= 5; cell += 2)
        cmos_set(cell, 0xc0);
    cmos_set(0x0b, (uint8_t)((b & 0x0f) | 0x20));
    causes = 0;
    irq_open(8);
    irq_wait(8, 1);
    irq_wait(8, 1);
    check("an alarm of don't-cares, each second", causes & 0x20);
    cmos_set(0x0b, b & 0x0f);
    irq_close(8);
}
