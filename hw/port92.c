/* SPDX-License-Identifier: MIT
 *
 * hw/port92.c - system control port A: fast A20 and fast CPU reset.
 *
 *   port  bit  meaning
 *   92h    1   1: open A20                     0: leave it to the 8042
 *          0   0 -> 1: reset the CPU (the bit reads back as written)
 *
 * Both jobs belonged to the keyboard controller, which needs a millisecond
 * for them; a loader that finds this port enters protected mode faster.
 *
 * Source: IBM PS/2 Model 50 and 60 Technical Reference, "System Control Port
 * A"; Intel 82371AB (PIIX4) data sheet, "Port 92 Register".
 * Not modelled: watchdog, password lock and disk light of the PS/2 (read 0).
 */
#include "hw/port92.h"

#define PORT92_A20   BIT(1)
#define PORT92_RESET BIT(0)

static uint32_t port92_in(struct board *b, void *dev, uint16_t port,
                          unsigned bytes)
{
    const struct port92 *port92 = dev;

    (void)b, (void)port, (void)bytes;
    return port92->control;
}

static void port92_out(struct board *b, void *dev, uint16_t port,
                       unsigned bytes, uint32_t value)
{
    struct port92 *port92 = dev;
    uint8_t old = port92->control;

    (void)port, (void)bytes;
    port92->control = (uint8_t)(value & (PORT92_A20 | PORT92_RESET));
    board_line(b, LINE_A20_FAST, value & PORT92_A20);
    if (~old & value & PORT92_RESET)
        board_reset(b, RESET_CPU);
}

static void port92_reset(struct board *b, void *dev)
{
    struct port92 *port92 = dev;

    port92->control = 0;
    board_line(b, LINE_A20_FAST, false);
}

const struct device_ops port92_ops = {
    .part = "system control port A",
    .reset = port92_reset,
    .in = port92_in,
    .out = port92_out,
};
