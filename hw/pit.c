/* SPDX-License-Identifier: MIT
 *
 * hw/pit.c - 8254 programmable interval timer: three 16-bit down counters.
 *
 *   port         access  meaning
 *   40h 41h 42h  write   count of counter 0, 1, 2 as the control word said
 *                read    latched status, latched count, or the count itself
 *   43h          write   control word, counter latch or read-back command
 *                read    nothing drives the bus: FFh
 *
 *   counter  GATE          OUT
 *   0        always high   IRQ0, the system tick
 *   1        always high   memory refresh (see hw/sysport.c)
 *   2        port 61h      speaker, and port 61h bit 5
 *
 * The BIOS lets counter 0 run with the full count of 65536, 18.2 ticks a
 * second; a kernel sets its own rate. Counter 2 also times short delays.
 *
 * A counter is brought up to date only when someone looks; only OUT 0 has a
 * deadline, because its edges are interrupts.
 *
 * Source: Intel 8254 data sheet; "Programming the 8254", "Read Operations".
 * Not modelled: see hw/pit_counter.c. The chip has no RESET pin.
 */
#include "hw/pit.h"
#include "hw/fault.h"
#include "hw/sysport.h"

#define PIT_CONTROL_PORT 3
#define PIT_READ_BACK    3 /* in the place of a counter */
#define PIT_OPEN_BUS     0xff

/* Read-back command, port 43h:
 *    7 6   5       4        3     2     1     0
 *    1 1   COUNT#  STATUS#  CNT2  CNT1  CNT0  0               */
#define PIT_BACK_NO_COUNT  BIT(5)
#define PIT_BACK_NO_STATUS BIT(4)
#define PIT_BACK_SHIFT     1

/* Time. CLK runs at PIT_HERTZ exactly; pulse n comes in the first nanosecond
 * at which n periods have passed. Whole seconds are split off to stay within
 * 64 bits, which loses nothing: a second has a whole number of pulses. */

static uint64_t pit_clock(uint64_t ns)
{
    return ns / NS_PER_SECOND * PIT_HERTZ +
           ns % NS_PER_SECOND * PIT_HERTZ / NS_PER_SECOND;
}

static uint64_t pit_ns(uint64_t clock)
{
    return clock / PIT_HERTZ * NS_PER_SECOND +
           (clock % PIT_HERTZ * NS_PER_SECOND + PIT_HERTZ - 1) / PIT_HERTZ;
}

static void pit_run(struct board *b, struct pit *pit)
{
    uint64_t clock = pit_clock(board_now(b));

    for (unsigned i = 0; i < ARRAY_LEN(pit->counter); i++)
        pit_counter_run(&pit->counter[i], clock);
}

static void pit_drive(struct board *b, struct pit *pit)
{
    struct pit_counter *c = &pit->counter[0];
    uint64_t edge = pit_counter_edge(c);

    board_irq(b, 0, c->out);
    board_deadline(b, DEV_pit,
                   edge == PIT_NO_EDGE ? BOARD_NEVER : pit_ns(c->clock + edge));
}

static void pit_read_back(struct pit *pit, uint8_t value)
{
    for (unsigned i = 0; i < ARRAY_LEN(pit->counter); i++) {
        if (!(value >> PIT_BACK_SHIFT & BIT(i)))
            continue;
        if (!(value & PIT_BACK_NO_COUNT))
            pit_counter_latch(&pit->counter[i]);
        if (!(value & PIT_BACK_NO_STATUS))
            pit_counter_latch_status(&pit->counter[i]);
    }
}

static void pit_control(struct pit *pit, uint8_t value)
{
    unsigned select = value >> 6;

    if (select == PIT_READ_BACK)
        pit_read_back(pit, value);
    else if (!(value & PIT_CTL_RW))
        pit_counter_latch(&pit->counter[select]);
    else
        pit_counter_control(&pit->counter[select], value);
}

static void pit_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct pit *pit = dev;
    unsigned reg = port & 3;

    (void)bytes;
    pit_run(b, pit);
    if (reg == PIT_CONTROL_PORT) {
        pit_control(pit, (uint8_t)value);
    } else {
        struct pit_counter *c = &pit->counter[reg];

        if (pit_counter_write(c, (uint8_t)value))
            board_event(b, EV_PIT_COUNTER, reg, pit_counter_mode(c), c->reload,
                        0);
    }
    pit_drive(b, pit);
    sysport_tone(b);
}

static uint32_t pit_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct pit *pit = dev;
    unsigned reg = port & 3;

    (void)bytes;
    if (reg == PIT_CONTROL_PORT)
        return PIT_OPEN_BUS;
    pit_run(b, pit);
    return pit_counter_read(&pit->counter[reg]);
}

static void pit_line(struct board *b, void *dev, enum line line, bool level)
{
    struct pit *pit = dev;

    if (line != LINE_GATE2)
        return;
    pit_run(b, pit);
    pit_counter_gate(&pit->counter[2], level);
}

static bool pit_level(struct board *b, void *dev, enum line line)
{
    struct pit *pit = dev;

    (void)line;
    pit_run(b, pit);
    return pit->counter[2].out;
}

static void pit_expire(struct board *b, void *dev)
{
    struct pit *pit = dev;

    pit_run(b, pit);
    pit_drive(b, pit);
}

static void pit_power_on(struct board *b, void *dev, unsigned unit)
{
    struct pit *pit = dev;

    (void)b, (void)unit;
    pit->counter[0].gate = 1;
    pit->counter[1].gate = 1;
}

uint32_t pit_tone(const struct pit *pit)
{
    const struct pit_counter *c = &pit->counter[2];
    enum pit_mode mode = pit_counter_mode(c);

    if (!c->armed || !c->gate || c->dead ||
        (mode != PIT_SQUARE && mode != PIT_RATE))
        return 0;
    return (uint32_t)((PIT_HERTZ + c->reload / 2) / c->reload);
}

/* Fault: hw/faults.def. */
const char *device_fault_PIT_DEAD(struct board *b,
                                  const struct fault_call *call)
{
    struct pit *pit = board_device(b, DEV_pit);

    pit_run(b, pit);
    pit->counter[call->param[PARAM_CHANNEL]].dead = call->on;
    pit_drive(b, pit);
    sysport_tone(b);
    return NULL;
}

const struct device_ops pit_ops = {
    .part = "Intel 8254 programmable interval timer",
    .power_on = pit_power_on,
    .in = pit_in,
    .out = pit_out,
    .expire = pit_expire,
    .line = pit_line,
    .level = pit_level,
};
