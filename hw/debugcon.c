/* SPDX-License-Identifier: MIT
 *
 * hw/debugcon.c - debug console on I/O port E9h.
 *
 *   port  access  bits  meaning
 *   E9h   write   7:0   a byte of text for the host
 *   E9h   read    7:0   E9h: the console is there
 *
 * An emulator's port, known from Bochs and QEMU: guest code can print before
 * it has set up a screen or a serial port, and firmware looks for it by
 * reading the port's own number.
 *
 * Source: Bochs User Manual, "port_e9_hack"; QEMU, "isa-debugcon".
 * Not modelled: nothing.
 */
#include "hw/debugcon.h"

#define DEBUGCON_PRESENT 0xe9

static uint32_t debugcon_in(struct board *b, void *dev, uint16_t port,
                            unsigned bytes)
{
    (void)b, (void)dev, (void)port, (void)bytes;
    return DEBUGCON_PRESENT;
}

static void debugcon_out(struct board *b, void *dev, uint16_t port,
                         unsigned bytes, uint32_t value)
{
    struct debugcon *debugcon = dev;

    (void)port, (void)bytes;
    debugcon->last = (uint8_t)value;
    board_output(b, STREAM_DEBUGCON, debugcon->last);
}

const struct device_ops debugcon_ops = {
    .part = "debug console (emulators only)",
    .in = debugcon_in,
    .out = debugcon_out,
};
