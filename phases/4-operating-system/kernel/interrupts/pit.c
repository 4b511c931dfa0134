/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/pit.c - the timer: 100 ticks a second.
 *
 *   port  use
 *   40h   counter 0: low byte, then high byte
 *   43h   control word
 *
 * Source: 8254 data sheet, "Mode 2: Rate Generator".
 */
#include "interrupts/pit.h"

#include <stdbool.h>

#include "drivers/serial.h"
#include "interrupts/irq.h"
#include "interrupts/pic.h"
#include "log.h"
#include "panic.h"
#include "port.h"
#include "processes/scheduler.h"

#define PIT_COUNTER0 0x40
#define PIT_CONTROL  0x43

#define PIT_INPUT_HZ 1193182
#define PIT_DIVISOR  (PIT_INPUT_HZ / PIT_HZ)
#define PIT_MODE     0x34 /* counter 0, low then high byte, mode 2, binary */
#define PIT_LATCH    0x00 /* hold the count of counter 0 for reading */

enum { TIMER_LINE = 0, POLL_LIMIT = 1000 };

static volatile uint32_t ticks;

static void timer_interrupt(void)
{
    ticks++;
    serial_pump();
    scheduler_tick();
}

static unsigned read_count(void)
{
    unsigned low;

    port_out8(PIT_CONTROL, PIT_LATCH);
    low = port_in8(PIT_COUNTER0);
    return low | (unsigned)port_in8(PIT_COUNTER0) << 8;
}

static bool is_counting(void)
{
    unsigned first = read_count();

    for (int i = 0; i < POLL_LIMIT; i++)
        if (read_count() != first)
            return true;
    return false;
}

void pit_init(void)
{
    irq_register(TIMER_LINE, "timer", timer_interrupt);
    port_out8(PIT_CONTROL, PIT_MODE);
    port_out8(PIT_COUNTER0, PIT_DIVISOR & 0xff);
    port_out8(PIT_COUNTER0, PIT_DIVISOR >> 8);
    if (!is_counting())
        panic("the timer does not count, so nothing would ever go on");
    pic_unmask(TIMER_LINE);
    while (ticks == 0)
        wait_for_interrupt();
    log_ok("timer", "%u Hz, the first interrupt came", PIT_HZ);
}

uint32_t pit_ticks(void)
{
    return ticks;
}
