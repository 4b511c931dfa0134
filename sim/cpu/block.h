/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/block.h - decoded blocks, found by guest-physical address.
 *
 * A block never crosses a page, and ends where the origin of its lines
 * changes. It is dropped when a line that it lies on is written.
 */
#ifndef SIM_CPU_BLOCK_H
#define SIM_CPU_BLOCK_H

#include "sim/cpu/decode.h"
#include "sim/cpu/paging.h"

/* The block at CS:EIP, decoded if need be; raises what the fetch raises. */
struct block *block_find(struct vcpu *v);

/* The same, where code has come before. */
static ALWAYS_INLINE struct block *block_at_eip(struct vcpu *v)
{
    const struct way *way = &v->ways[v->s.eip % WAYS];

    if (likely(way->eip == v->s.eip && way->age == v->age))
        return way->block;
    return block_find(v);
}

/* A copy, not kept, of the first `count` instructions of the block at
 * CS:EIP. */
struct block *block_part(struct vcpu *v, const struct block *from,
                         unsigned count);

/* The line at this guest-physical address is about to be written. */
void block_drop_line(struct vcpu *v, uint32_t address);

/* Let the running block end after v->op; the same, and it is not for use
 * again. */
void block_truncate(struct vcpu *v);
void block_leave(struct vcpu *v);

/* Drop the blocks of this guest frame. */
void block_drop_page(struct vcpu *v, uint32_t page);

/* Drop all blocks. */
void block_flush(struct vcpu *v);

#endif
