/* SPDX-License-Identifier: MIT
 *
 * hw/dma.h - 8237A DMA controller: carries bytes between a device and memory
 * without the processor.
 */
#ifndef HW_DMA_H
#define HW_DMA_H

#include "hw/device.h"

#define DMA_CHANNELS 4

struct dma_channel {
    uint16_t base_address, address;
    uint16_t base_count, count; /* one less than the transfers to do */
    uint8_t mode;
    uint8_t spare[3];
};

struct dma {
    struct dma_channel channel[DMA_CHANNELS];
    uint8_t command;
    uint8_t mask;    /* bit n: channel n is masked */
    uint8_t request; /* software requests */
    uint8_t done;    /* bit n: channel n has reached terminal count */
    uint8_t high;    /* flip-flop: the high byte is next */
    uint8_t shift;   /* 0: bytes, ports 00h-0Fh; 1: words, C0h-DFh */
    uint8_t dead;    /* bit n: channel n acknowledges nothing */
    uint8_t spare;
};

#define DMA_COMMAND_OFF BIT(2)      /* of Command: it takes no requests */
#define DMA_KIND        FIELD(7, 6) /* of Mode: demand, single, block, */
#define DMA_CASCADE     0xc0        /* or a controller behind this one */
#define DMA_DOWN        BIT(5)
#define DMA_AGAIN       BIT(4)
#define DMA_TRANSFER    FIELD(3, 2)
#define DMA_VERIFY      0x00
#define DMA_WRITE       0x04 /* to memory */
#define DMA_READ        0x08

extern const struct device_ops dma_ops;

/* Carry one byte through channel 0 to 3, to or from memory as the channel's
 * mode says. False: the channel takes no request now. *last: this was the
 * last one, terminal count. */
bool dma_byte(struct board *b, unsigned channel, uint8_t *byte, uint32_t origin,
              bool *last);

#endif
