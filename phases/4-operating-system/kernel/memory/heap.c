/* SPDX-License-Identifier: MIT
 *
 * kernel/memory/heap.c - memory for the kernel's own structures.
 *
 * The heap is a row of blocks, each with a head that tells its size. Taking
 * searches the first block that fits and splits it; on the way it joins free
 * neighbours. When none fits, the heap grows by whole pages.
 */
#include "memory/heap.h"

#include <stdbool.h>

#include "log.h"
#include "memory/frames.h"
#include "memory/paging.h"
#include "panic.h"
#include "string.h"

struct block {
    uint32_t bytes; /* with this head; a multiple of 16 */
    uint32_t used;
    uint32_t padding[2];
};

static uint32_t end = HEAP_BASE;
static uint32_t used;

static struct block *next_block(struct block *block)
{
    return (struct block *)((uint32_t)block + block->bytes);
}

static bool is_inside(const struct block *block)
{
    return (uint32_t)block < end;
}

static void join_free(struct block *block)
{
    struct block *next = next_block(block);

    while (is_inside(next) && !next->used) {
        block->bytes += next->bytes;
        next = next_block(block);
    }
}

static bool grow(uint32_t bytes)
{
    struct block *block = (struct block *)end;
    uint32_t start = end;

    while (end < start + bytes) {
        if (end == HEAP_LIMIT || !page_add(end, PAGE_WRITE))
            break;
        end += FRAME_BYTES;
    }
    if (end == start)
        return false;
    block->bytes = end - start;
    block->used = 0;
    return end >= start + bytes;
}

static struct block *find(uint32_t bytes)
{
    for (struct block *block = (struct block *)HEAP_BASE; is_inside(block);
         block = next_block(block)) {
        if (block->used)
            continue;
        join_free(block);
        if (block->bytes >= bytes)
            return block;
    }
    return NULL;
}

static void split(struct block *block, uint32_t bytes)
{
    struct block *rest;

    if (block->bytes < bytes + 2 * sizeof *block)
        return;
    rest = (struct block *)((uint32_t)block + bytes);
    rest->bytes = block->bytes - bytes;
    rest->used = 0;
    block->bytes = bytes;
}

void heap_init(void)
{
    if (!grow(FRAME_BYTES))
        panic("no memory for the heap");
    log_ok("heap", "grows from %Xh", HEAP_BASE);
}

void *heap_take(size_t bytes)
{
    uint32_t whole = (bytes + sizeof(struct block) + 15) & ~15u;
    struct block *block = find(whole);

    if (!block) {
        if (!grow(whole))
            return NULL;
        block = find(whole);
    }
    split(block, whole);
    block->used = 1;
    used += block->bytes;
    memset(block + 1, 0, bytes);
    return block + 1;
}

void heap_give_back(void *memory)
{
    struct block *block = (struct block *)memory - 1;

    if (!block->used)
        panic("heap block %08Xh was given back twice", (uint32_t)memory);
    block->used = 0;
    used -= block->bytes;
}

uint32_t heap_bytes(void)
{
    return end - HEAP_BASE;
}

uint32_t heap_used(void)
{
    return used;
}
