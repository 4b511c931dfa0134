/* SPDX-License-Identifier: MIT
 *
 * hw/post.c - POST card: two LED digits on I/O port 80h.
 *
 *   port  access  bits  meaning
 *   80h   write   7:0   checkpoint code; shown until the next write
 *   80h   read    7:0   last code written (the latch reads back)
 *
 * The BIOS writes a code before each step of its self-test, so the digits
 * still lit on a dead machine name the step that killed it.
 *
 * Source: IBM PC AT Technical Reference, "POST", MFG_PORT (80h).
 * Not modelled: the bus delay that some programs buy with a write here.
 */
#include "hw/post.h"

static uint32_t post_in(struct board *b, void *dev, uint16_t port,
                        unsigned bytes)
{
    const struct post *post = dev;

    (void)b, (void)port, (void)bytes;
    return post->code;
}

static void post_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                     uint32_t value)
{
    struct post *post = dev;

    (void)port, (void)bytes;
    post->code = (uint8_t)value;
    board_event(b, EV_POST_CODE, post->code, 0, 0, 0);
}

const struct device_ops post_ops = {
    .part = "POST diagnostic card (74LS273 latch)",
    .in = post_in,
    .out = post_out,
};
