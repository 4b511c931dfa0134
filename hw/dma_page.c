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
 */
#include "hw/dma_page.h"

#include "hw/fault.h"

#define DMA_PAGE_FIRST 0x81

const uint8_t dma_page_latch[8] = {6, 2, 0, 1, 14, 10, 8, 9};

/* Channels 4 to 7 count words, and bit 0 of their page is not wired. */
uint32_t dma_page_address(const struct dma_page *pages, unsigned channel,
                          uint16_t address)
{
    uint32_t page = pages->page[dma_page_latch[channel]];

    return channel < 4 ? page << 16 | address
                       : (page & 0xfe) << 16 | (uint32_t)address << 1;
}

/* What the latch keeps of a byte. */
static void latch_write(struct dma_page *dma, unsigned latch, uint8_t byte)
{
    if (latch == dma->weak)
        byte = (uint8_t)((byte & ~dma->stuck) | dma->value);
    dma->page[latch] = byte;
}

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
        latch_write(dma, latch, (uint8_t)value);
}

/* One register at a time: hw/faults.def. */
const char *device_fault_DMA_PAGE_BIT(struct board *b,
                                      const struct fault_call *call)
{
    struct dma_page *dma = board_device(b, DEV_dma_page);
    uint8_t latch = dma_page_latch[call->param[PARAM_CHANNEL]];
    uint8_t bit = (uint8_t)BIT(call->param[PARAM_BIT]);

    if (call->on && dma->stuck && dma->weak != latch)
        return "only one page register can be stuck";
    dma->weak = latch;
    dma->stuck = (uint8_t)(call->on ? dma->stuck | bit : dma->stuck & ~bit);
    dma->value &= (uint8_t)~bit;
    if (call->on && call->param[PARAM_VALUE])
        dma->value |= bit;
    latch_write(dma, latch, dma->page[latch]);
    return NULL;
}

const struct device_ops dma_page_ops = {
    .part = "DMA page registers (74LS612)",
    .in = dma_page_in,
    .out = dma_page_out,
};
