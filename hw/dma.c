/* SPDX-License-Identifier: MIT
 *
 * hw/dma.c - 8237A DMA controller. The AT has two: channels 0 to 3 for bytes
 * at ports 00h-0Fh, 4 to 7 for words at every second port from C0h on.
 *
 *   register  write                          read
 *   0,2,4,6   base and current address of    current address
 *             channels 0 to 3, low byte, then high byte
 *   1,3,5,7   base and current count         current count
 *   8         Command                        Status
 *               2  1: controller off           7:4  request
 *               7:3  timing, polarity          3:0  terminal count; a read
 *                                                   clears these
 *   9         Request: 2 set, 1:0 channel
 *   A         Mask of one channel: 2 set, 1:0 channel
 *   B         Mode: 7:6 demand, single, block, cascade   5 downwards
 *                   4 begin again   3:2 verify, write, read   1:0 channel
 *   C         clears the flip-flop between low and high byte
 *   D         Master Clear                   Temporary
 *   E         clears all masks
 *   F         Mask of all channels, 3:0
 *
 * The 8237A counts 16 address bits; the page registers (hw/dma_page.c) supply
 * the rest, so that a transfer cannot cross 64 KiB.
 *
 * Source: Intel 8237A data sheet, "Register Description", "Software Commands";
 *         IBM PC AT Technical Reference, "DMA Controller".
 * Not modelled: transfers that a device does not ask for (memory to memory,
 *               block mode by software request), channels 5 to 7 (no device
 *               uses them), the time that a cycle takes from the processor.
 */
#include "hw/dma.h"

#include "hw/dma_page.h"
#include "hw/fault.h"

#define SECOND_PORTS 0xc0

#define CHANNEL      FIELD(1, 0)
#define SET          BIT(2)

#define ALL_CHANNELS 0x0f

static void dma_reset(struct board *b, void *dev)
{
    struct dma *dma = dev;

    (void)b;
    dma->command = 0;
    dma->request = 0;
    dma->done = 0;
    dma->high = 0;
    dma->mask = ALL_CHANNELS;
}

static void dma_power_on(struct board *b, void *dev, unsigned unit)
{
    struct dma *dma = dev;

    (void)b;
    dma->shift = (uint8_t)unit;
}

/* --- registers --------------------------------------------------------- */

static unsigned dma_register(const struct dma *dma, uint16_t port)
{
    return dma->shift ? (unsigned)(port - SECOND_PORTS) >> 1 : port;
}

static uint8_t half_read(struct dma *dma, uint16_t value)
{
    uint8_t byte = (uint8_t)(dma->high ? value >> 8 : value);

    dma->high = !dma->high;
    return byte;
}

static uint16_t half_write(const struct dma *dma, uint16_t value, uint8_t byte)
{
    return dma->high ? (uint16_t)((value & 0x00ff) | byte << 8)
                     : (uint16_t)((value & 0xff00) | byte);
}

static void channel_write(struct dma *dma, unsigned reg, uint8_t byte)
{
    struct dma_channel *channel = &dma->channel[reg / 2];

    if (reg % 2) {
        channel->base_count = half_write(dma, channel->base_count, byte);
        channel->count = channel->base_count;
    } else {
        channel->base_address = half_write(dma, channel->base_address, byte);
        channel->address = channel->base_address;
    }
    dma->high = !dma->high;
}

static uint32_t dma_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct dma *dma = dev;
    unsigned reg = dma_register(dma, port);
    uint8_t status = (uint8_t)(dma->request << 4 | dma->done);

    (void)b, (void)bytes;
    if (reg < 8)
        return half_read(dma, reg % 2 ? dma->channel[reg / 2].count
                                      : dma->channel[reg / 2].address);
    if (reg == 0x8) {
        dma->done = 0;
        return status;
    }
    return reg == 0xd ? 0 : 0xff;
}

/* Those that are not masked any more are told. */
static void mask_write(struct board *b, struct dma *dma, uint8_t mask)
{
    const struct dma_page *pages = board_device(b, DEV_dma_page);
    uint8_t opened = dma->mask & (uint8_t)~mask;

    dma->mask = mask;
    for (unsigned i = 0; i < DMA_CHANNELS; i++) {
        const struct dma_channel *c = &dma->channel[i];
        unsigned n = dma->shift * DMA_CHANNELS + i;

        if (opened & BIT(i))
            board_event(b, EV_DMA_CHANNEL, n,
                        dma_page_address(pages, n, c->address), c->count + 1u,
                        c->mode);
    }
}

static uint8_t one_bit(uint8_t bits, uint8_t value)
{
    uint8_t bit = (uint8_t)BIT(value & CHANNEL);

    return (uint8_t)(value & SET ? bits | bit : bits & ~bit);
}

static void dma_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct dma *dma = dev;
    unsigned reg = dma_register(dma, port);
    uint8_t byte = (uint8_t)value;

    (void)bytes;
    switch (reg) {
    case 0x8:
        dma->command = byte;
        break;
    case 0x9:
        dma->request = one_bit(dma->request, byte);
        break;
    case 0xa:
        mask_write(b, dma, one_bit(dma->mask, byte));
        break;
    case 0xb:
        dma->channel[byte & CHANNEL].mode = byte;
        break;
    case 0xc:
        dma->high = 0;
        break;
    case 0xd:
        dma_reset(b, dma);
        break;
    case 0xe:
        mask_write(b, dma, 0);
        break;
    case 0xf:
        mask_write(b, dma, byte & ALL_CHANNELS);
        break;
    default:
        channel_write(dma, reg, byte);
    }
}

/* --- transfers --------------------------------------------------------- */

static bool channel_done(struct dma *dma, unsigned n)
{
    struct dma_channel *channel = &dma->channel[n];

    channel->address =
        (uint16_t)(channel->address + (channel->mode & DMA_DOWN ? -1 : 1));
    if (channel->count-- != 0)
        return false;
    dma->done |= (uint8_t)BIT(n);
    if (channel->mode & DMA_AGAIN) {
        channel->address = channel->base_address;
        channel->count = channel->base_count;
    } else {
        dma->mask |= (uint8_t)BIT(n);
    }
    return true;
}

bool dma_byte(struct board *b, unsigned channel, uint8_t *byte, uint32_t origin,
              bool *last)
{
    struct dma *dma = board_device(b, DEV_dma1);
    const struct dma_page *pages = board_device(b, DEV_dma_page);
    const struct dma_channel *c = &dma->channel[channel];
    uint32_t address = dma_page_address(pages, channel, c->address);

    *last = false;
    if (dma->command & DMA_COMMAND_OFF ||
        (dma->mask | dma->dead) & BIT(channel) ||
        (c->mode & DMA_KIND) == DMA_CASCADE)
        return false;
    if ((c->mode & DMA_TRANSFER) == DMA_WRITE)
        board_memory_write(b, address, *byte, origin);
    else if ((c->mode & DMA_TRANSFER) == DMA_READ)
        *byte = board_memory_read(b, address);
    *last = channel_done(dma, channel);
    return true;
}

/* --- the faults: hw/faults.def ----------------------------------------- */

const char *device_fault_DMA_DEAD(struct board *b,
                                  const struct fault_call *call)
{
    struct dma *dma = board_device(b, DEV_dma1);
    unsigned bit = BIT(call->param[PARAM_CHANNEL]);

    dma->dead = (uint8_t)(call->on ? dma->dead | bit : dma->dead & ~bit);
    return NULL;
}

const struct device_ops dma_ops = {
    .part = "8237A DMA controller",
    .power_on = dma_power_on,
    .reset = dma_reset,
    .in = dma_in,
    .out = dma_out,
};
