/* SPDX-License-Identifier: MIT
 *
 * sim/board_walk.c - the page walk for those who only look.
 */
#include "sim/board.h"

/* An entry_reader. */
static uint64_t peek_entry(void *context, uint64_t at, unsigned bytes)
{
    const struct board *b = context;
    uint64_t value = 0;

    for (unsigned i = 0; i < bytes; i++) {
        uint8_t byte;

        board_peek(b, vcpu_pins(&b->cpu, at + i), &byte);
        value |= (uint64_t)byte << (8 * i);
    }
    return value;
}

struct page_walk board_walk(const struct board *b, uint32_t linear)
{
    if (b->cpu.s.cr0 & CR0_PG)
        return page_walk(&b->cpu.s, linear, peek_entry, (void *)b);
    return (struct page_walk){.physical = linear, .end = WALK_PAGE};
}
