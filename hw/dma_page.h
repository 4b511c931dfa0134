/* SPDX-License-Identifier: MIT
 *
 * hw/dma_page.h - DMA page registers, ports 81h to 8Fh.
 */
#ifndef HW_DMA_PAGE_H
#define HW_DMA_PAGE_H

#include "hw/device.h"

struct dma_page {
    uint8_t page[15]; /* port 81h first */
};

extern const struct device_ops dma_page_ops;

#endif
