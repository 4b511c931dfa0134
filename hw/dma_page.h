/* SPDX-License-Identifier: MIT
 *
 * hw/dma_page.h - DMA page registers, ports 81h to 8Fh.
 */
#ifndef HW_DMA_PAGE_H
#define HW_DMA_PAGE_H

#include "hw/device.h"

struct dma_page {
    uint8_t page[15]; /* port 81h first */
    uint8_t weak;     /* the latch with stuck bits */
    uint8_t stuck;    /* these bits; 0: none */
    uint8_t value;    /* of them */
};

/* Of the channels 0 to 7: which of page[] it is. Channel 4 carries nothing;
 * its latch is that of the memory refresh. */
extern const uint8_t dma_page_latch[8];

/* Where in memory the channel's 16 address bits lead. */
uint32_t dma_page_address(const struct dma_page *pages, unsigned channel,
                          uint16_t address);

extern const struct device_ops dma_page_ops;

#endif
