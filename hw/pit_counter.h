/* SPDX-License-Identifier: MIT
 *
 * hw/pit_counter.h - one of the three counters of the 8254.
 */
#ifndef HW_PIT_COUNTER_H
#define HW_PIT_COUNTER_H

#include "sim/base.h"

/* Control word, port 43h:
 *    7 6   5 4   3 2 1   0
 *    SC    RW    MODE    BCD                                  */
#define PIT_CTL_SELECT  FIELD(7, 6) /* counter 0..2; 3: read-back command */
#define PIT_CTL_RW      FIELD(5, 4) /* 0: latch  1: low  2: high  3: both */
#define PIT_CTL_MODE    FIELD(3, 1)
#define PIT_CTL_BCD     BIT(0)
#define PIT_CTL_RW_LOW  (1 << 4)
#define PIT_CTL_RW_HIGH (2 << 4)

enum pit_mode {
    PIT_TERMINAL_COUNT,
    PIT_ONE_SHOT,
    PIT_RATE,
    PIT_SQUARE,
    PIT_STROBE,
    PIT_TRIGGERED_STROBE,
};

struct pit_counter {
    uint64_t clock;     /* CLK pulses since power-on, up to this state */
    uint32_t count;     /* counting element; 65536 or 10000 reads as 0 */
    uint32_t reload;    /* count register, as a number: 1..65536 */
    uint16_t latch;     /* output latch */
    uint8_t latched;    /* PIT_LATCHED_*: what the next read delivers */
    uint8_t status;     /* latched status byte */
    uint8_t control;    /* bits 5:0 of the last control word */
    uint8_t low;        /* low byte of a count that is half written */
    uint8_t write_high; /* the next write is the high byte */
    uint8_t read_high;  /* the next read is the high byte */
    uint8_t null_count; /* the count register has not reached the element */
    uint8_t armed;      /* a count was written since the control word */
    uint8_t load;       /* the next CLK loads the element */
    uint8_t counting;   /* the element was loaded */
    uint8_t expired;    /* the one shot or strobe is over */
    uint8_t odd;        /* mode 3: the count in use is odd */
    uint8_t gate;       /* level of the GATE pin */
    uint8_t out;        /* level of the OUT pin */
    uint8_t dead;       /* 1: its CLK pin is cut off */
    uint8_t spare[7];
};

#define PIT_NO_EDGE UINT64_MAX

/* Bring the counter to CLK pulse `clock`; all that follow need this first. */
void pit_counter_run(struct pit_counter *c, uint64_t clock);

/* Pulses until OUT may change next; PIT_NO_EDGE: it will not. */
uint64_t pit_counter_edge(const struct pit_counter *c);

enum pit_mode pit_counter_mode(const struct pit_counter *c);

/* The GATE pin; a control word; counter latch and read-back commands. */
void pit_counter_gate(struct pit_counter *c, bool level);
void pit_counter_control(struct pit_counter *c, uint8_t value);
void pit_counter_latch(struct pit_counter *c);
void pit_counter_latch_status(struct pit_counter *c);

/* The counter's own port. Writing is true once the count is whole. */
uint8_t pit_counter_read(struct pit_counter *c);
bool pit_counter_write(struct pit_counter *c, uint8_t value);

#endif
