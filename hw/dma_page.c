/* SPDX-License-Identifier: MIT
 *
 * hw/dma_page.c - DMA page registers, ports 81h to 8Fh.
 *
 *   port         bits  meaning
 *   81h 82h 83h  7:0   address bits 23:16 of DMA channels 2, 3, 1
 *   87h          7:0   ... of channel 0
 *   89h 8Ah 8Bh  7:1   address bits 23:17 of channels 6, 7, 5
 *   8Fh          7:0   page of the memory refresh
 *   the others   7:0   not wired to a channel; they store a byte
 *
 * The 8237A counts only 16 address bits; these latches supply the rest. The
 * BIOS tests them early in POST: without them no floppy could be read, and
 * they are RAM of a kind when no RAM is tested yet.
 *
 * Source: IBM PC AT Technical Reference, "DMA Page Registers".
 * Not modelled: the 8237A controllers that use them.
 */
#include "hw/dma_page.h"

#define DMA_PAGE_FIRST 0x81

static uint32_t dma_page_in(struct board *b, void *dev, uint16_t port,
                            unsigned bytes)
{
    const struct dma_page *dma = dev;
    unsigned latch = (unsigned)port - DMA_PAGE_FIRST;

    (void)b, (void)bytes;
    return latch < ARRAY_LEN(dma->page) ? dma->page[latch] : 0xff;
}

static void dma_page_out(struct board *b, void *dev, uint16_t port,
                         unsigned bytes, uint32_t value)
{
    struct dma_page *dma = dev;
    unsigned latch = (unsigned)port - DMA_PAGE_FIRST;

    (void)b, (void)bytes;
    if (latch < ARRAY_LEN(dma->page))
        dma->page[latch] = (uint8_t)value;
}

const struct device_ops dma_page_ops = {
    .part = "DMA page registers (74LS612)",
    .in = dma_page_in,
    .out = dma_page_out,
};
