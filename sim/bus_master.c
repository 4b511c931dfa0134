/* SPDX-License-Identifier: MIT
 *
 * sim/bus_master.c - memory as a device reaches it, past the processor.
 */
#include "sim/board.h"

uint8_t board_memory_read(struct board *b, uint32_t address)
{
    struct page_view page = bus_page(b, address);

    return page.bytes ? page.bytes[address & (FRAME_SIZE - 1)]
                      : (uint8_t)bus_read(b, address, 1);
}

void board_memory_write(struct board *b, uint32_t address, uint8_t byte,
                        uint32_t origin)
{
    struct page_view page = bus_page(b, address);
    uint32_t in_page = address & (FRAME_SIZE - 1);
    uint32_t *mark;

    if (!page.bytes || !page.writable) {
        bus_write(b, address, 1, byte);
        return;
    }
    mark = &page.marks[in_page >> LINE_SHIFT];
    if (*mark & ORIGIN_CODE)
        vcpu_memory_written(&b->cpu, address, 1);
    *mark = origin;
    page.bytes[in_page] = byte;
    board_dirty(b, address);
}
