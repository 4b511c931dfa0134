/* SPDX-License-Identifier: MIT
 *
 * hw/marker.c - the port where bundled guest code says where it is.
 *
 *   port  access  bits  meaning
 *   B5h   write   7:0   boot step that begins (phases/common/markers.h)
 *   B5h   read          nothing drives the bus: FFh
 *
 * No PC has this port. The tests compare what the guest says here with what
 * the recogniser of boot phases found out by itself; nothing else listens.
 *
 * Source: phases/common/markers.h.
 * Not modelled: nothing.
 */
#include "hw/marker.h"

static uint32_t marker_in(struct board *b, void *dev, uint16_t port,
                          unsigned bytes)
{
    (void)b, (void)dev, (void)port, (void)bytes;
    return 0xff;
}

static void marker_out(struct board *b, void *dev, uint16_t port,
                       unsigned bytes, uint32_t value)
{
    struct marker *marker = dev;

    (void)port, (void)bytes;
    marker->step = (uint8_t)value;
    board_event(b, EV_MARKER, marker->step, 0, 0, 0);
}

const struct device_ops marker_ops = {
    .part = "boot step marker (bootscope only)",
    .in = marker_in,
    .out = marker_out,
};
