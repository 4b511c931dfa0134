/* SPDX-License-Identifier: MIT
 *
 * hw/pit_counter.c - one of the three counters of the 8254.
 *
 *   mode  name                     OUT
 *   0     terminal count           low, high once the count has reached 0
 *   1     one shot                 low for the count after each trigger
 *   2     rate generator           low for the last pulse of each cycle
 *   3     square wave              high for one half of the cycle, low for
 *                                  the other
 *   4     software strobe          low for one pulse when the count is 0
 *   5     hardware strobe          the same, after each trigger
 *
 * A trigger is a rise of GATE. Pulses are counted in one step, however many
 * have passed since the last look.
 *
 * Source: Intel 8254 data sheet; "Mode Definitions", "Read Operations",
 * "Gate Pin Operations Summary".
 * Not modelled: what an illegal count of 1 does in modes 2 and 3 (taken as
 * 2), digits above 9 in BCD.
 */
#include "hw/pit_counter.h"

/* Status byte: bits 5:0 are those of the control word. */
#define PIT_STATUS_OUT_SHIFT  7
#define PIT_STATUS_NULL_SHIFT 6

#define PIT_LATCHED_COUNT     BIT(0)
#define PIT_LATCHED_STATUS    BIT(1)

/* Numbers */

enum pit_mode pit_counter_mode(const struct pit_counter *c)
{
    unsigned mode = (c->control & PIT_CTL_MODE) >> 1;

    return mode > PIT_TRIGGERED_STROBE ? mode - 4 : mode;
}

static uint32_t counter_modulus(const struct pit_counter *c)
{
    return c->control & PIT_CTL_BCD ? 10000 : 65536;
}

static uint32_t counter_decode(const struct pit_counter *c, uint16_t raw)
{
    enum pit_mode mode = pit_counter_mode(c);
    uint32_t count = raw;

    if (c->control & PIT_CTL_BCD)
        count = (raw >> 12) * 1000u + (raw >> 8 & 15u) * 100u +
                (raw >> 4 & 15u) * 10u + (raw & 15u);
    if (count == 0)
        count = counter_modulus(c);
    if (count == 1 && (mode == PIT_RATE || mode == PIT_SQUARE))
        count = 2;
    return count;
}

static uint16_t counter_encode(const struct pit_counter *c)
{
    uint32_t n = c->count;

    if (c->control & PIT_CTL_BCD)
        n = n / 1000 % 10 << 12 | n / 100 % 10 << 8 | n / 10 % 10 << 4 | n % 10;
    return (uint16_t)n;
}

/* Counting: "Mode Definitions" */

static void counter_load(struct pit_counter *c)
{
    c->count = c->reload;
    if (pit_counter_mode(c) == PIT_SQUARE) {
        c->odd = c->reload & 1;
        c->count -= c->odd;
    }
    c->load = 0;
    c->null_count = 0;
    c->counting = 1;
    c->expired = 0;
}

/* GATE stops a count in modes 0, 2, 3 and 4; in mode 0 a half written count
 * does so, too. */
static bool counter_runs(const struct pit_counter *c)
{
    switch (pit_counter_mode(c)) {
    case PIT_ONE_SHOT:
    case PIT_TRIGGERED_STROBE:
        return c->counting;
    case PIT_TERMINAL_COUNT:
        return c->counting && c->gate && !c->write_high;
    default:
        return c->counting && c->gate;
    }
}

static void counter_run_once(struct pit_counter *c, uint64_t clocks)
{
    uint32_t modulus = counter_modulus(c);

    if (!c->expired && clocks >= c->count) {
        bool strobes = pit_counter_mode(c) >= PIT_STROBE;

        c->expired = 1;
        c->out = !(strobes && clocks == c->count);
    }
    c->count = (c->count + modulus - (uint32_t)(clocks % modulus)) % modulus;
}

static void counter_run_rate(struct pit_counter *c, uint64_t clocks)
{
    if (clocks >= c->count) {
        clocks -= c->count;
        counter_load(c);
        clocks %= c->count;
    }
    c->count -= (uint32_t)clocks;
    c->out = c->count != 1;
}

/* Pulses until OUT toggles. The element goes down by two; an odd count makes
 * the high half one pulse longer. */
static uint32_t counter_half(const struct pit_counter *c)
{
    return c->count / 2 + (c->out && c->odd);
}

static void counter_run_square(struct pit_counter *c, uint64_t clocks)
{
    for (unsigned half = 0; half < 2 && clocks >= counter_half(c); half++) {
        clocks -= counter_half(c);
        c->out = !c->out;
        counter_load(c);
        clocks %= c->reload;
    }
    c->count -= 2 * (uint32_t)clocks;
}

/* Bring the counter to CLK pulse `clock`. */
void pit_counter_run(struct pit_counter *c, uint64_t clock)
{
    uint64_t clocks = clock - c->clock;
    enum pit_mode mode = pit_counter_mode(c);

    c->clock = clock;
    if (clocks == 0 || c->dead)
        return;
    if (mode >= PIT_STROBE)
        c->out = 1;
    if (c->load) {
        counter_load(c);
        c->out = mode != PIT_TERMINAL_COUNT && mode != PIT_ONE_SHOT;
        clocks--;
    }
    if (clocks == 0 || !counter_runs(c))
        return;
    if (mode == PIT_RATE)
        counter_run_rate(c, clocks);
    else if (mode == PIT_SQUARE)
        counter_run_square(c, clocks);
    else
        counter_run_once(c, clocks);
}

/* Pulses until OUT may change next. */
uint64_t pit_counter_edge(const struct pit_counter *c)
{
    enum pit_mode mode = pit_counter_mode(c);

    if (c->dead)
        return PIT_NO_EDGE;
    if (c->load || (mode >= PIT_STROBE && !c->out && c->counting))
        return 1;
    if (!counter_runs(c))
        return PIT_NO_EDGE;
    if (mode == PIT_RATE)
        return c->out ? c->count - 1 : 1;
    if (mode == PIT_SQUARE)
        return counter_half(c);
    return c->expired ? PIT_NO_EDGE : c->count;
}

/* "Gate Pin Operations Summary" */
void pit_counter_gate(struct pit_counter *c, bool level)
{
    enum pit_mode mode = pit_counter_mode(c);
    bool rises = level && !c->gate;

    c->gate = level;
    if (mode == PIT_TERMINAL_COUNT || mode == PIT_STROBE)
        return;
    if (rises && c->armed)
        c->load = 1;
    if (!level && (mode == PIT_RATE || mode == PIT_SQUARE))
        c->out = 1;
}

/* Registers */

void pit_counter_control(struct pit_counter *c, uint8_t value)
{
    c->control = value & (uint8_t)~PIT_CTL_SELECT;
    c->latched = 0;
    c->write_high = 0;
    c->read_high = 0;
    c->null_count = 1;
    c->armed = 0;
    c->load = 0;
    c->counting = 0;
    c->out = pit_counter_mode(c) != PIT_TERMINAL_COUNT;
}

void pit_counter_latch(struct pit_counter *c)
{
    if (c->latched & PIT_LATCHED_COUNT)
        return;
    c->latch = counter_encode(c);
    c->latched |= PIT_LATCHED_COUNT;
    c->read_high = 0;
}

void pit_counter_latch_status(struct pit_counter *c)
{
    if (c->latched & PIT_LATCHED_STATUS)
        return;
    c->status = (uint8_t)(c->out << PIT_STATUS_OUT_SHIFT |
                          c->null_count << PIT_STATUS_NULL_SHIFT | c->control);
    c->latched |= PIT_LATCHED_STATUS;
}

uint8_t pit_counter_read(struct pit_counter *c)
{
    unsigned rw = c->control & PIT_CTL_RW;
    bool high = c->read_high || rw == PIT_CTL_RW_HIGH;
    bool both = rw != PIT_CTL_RW_HIGH && rw != PIT_CTL_RW_LOW;
    uint16_t value;

    if (c->latched & PIT_LATCHED_STATUS) {
        c->latched &= (uint8_t)~PIT_LATCHED_STATUS;
        return c->status;
    }
    value = c->latched ? c->latch : counter_encode(c);
    c->read_high = both && !high;
    if (!c->read_high)
        c->latched = 0;
    return (uint8_t)(high ? value >> 8 : value);
}

/* A whole count has been written. Modes 2 and 3 take it at the end of their
 * cycle, modes 1 and 5 at the next trigger. */
static void counter_set(struct pit_counter *c, uint16_t raw)
{
    enum pit_mode mode = pit_counter_mode(c);

    c->reload = counter_decode(c, raw);
    c->null_count = 1;
    c->armed = 1;
    if (mode == PIT_TERMINAL_COUNT || mode == PIT_STROBE)
        c->load = 1;
    if ((mode == PIT_RATE || mode == PIT_SQUARE) && !c->counting)
        c->load = 1;
}

/* True once the count is whole. */
bool pit_counter_write(struct pit_counter *c, uint8_t value)
{
    unsigned rw = c->control & PIT_CTL_RW;

    if (pit_counter_mode(c) == PIT_TERMINAL_COUNT)
        c->out = 0;
    if (rw == PIT_CTL_RW_LOW) {
        counter_set(c, value);
    } else if (rw == PIT_CTL_RW_HIGH) {
        counter_set(c, (uint16_t)(value << 8));
    } else if (!c->write_high) {
        c->low = value;
        c->write_high = 1;
        return false;
    } else {
        c->write_high = 0;
        counter_set(c, (uint16_t)(value << 8 | c->low));
    }
    return true;
}
