/* SPDX-License-Identifier: MIT
 *
 * sim/bus_peek.c - memory where nobody notices: for a look, and for what the
 * processor reads as often as its TLB makes it. And memory with a bit that is
 * stuck.
 */
#include "sim/broken_memory.h"
#include "sim/bus.h"

uint8_t *broken_page(const struct board *b, uint32_t address)
{
    uint32_t entry = second_level_entry(&b->memory, address >> FRAME_SHIFT);

    if (entry_backing(entry) != BACKING_BROKEN)
        return NULL;
    return frame_at(b->pool, entry_value(entry))->bytes;
}

/* The byte as the memory chips deliver it. */
static uint8_t broken_byte(const struct board *b, const uint8_t *page,
                           uint32_t address)
{
    uint8_t byte = page[address & (FRAME_SIZE - 1)];

    if (address != b->broken.address)
        return byte;
    return (byte & (uint8_t)~b->broken.mask) | b->broken.value;
}

uint32_t broken_read(const struct board *b, const uint8_t *page,
                     uint32_t address, unsigned bytes)
{
    uint32_t value = 0;

    for (unsigned i = 0; i < bytes; i++)
        value |= (uint32_t)broken_byte(b, page, address + i) << (8 * i);
    return value;
}

void broken_write(struct board *b, uint8_t *page, uint32_t address,
                  unsigned bytes, uint32_t value)
{
    uint32_t entry = second_level_entry(&b->memory, address >> FRAME_SHIFT);

    for (unsigned i = 0; i < bytes; i++)
        page[(address + i) & (FRAME_SIZE - 1)] = (uint8_t)(value >> (8 * i));
    b->pool->dirty[entry_value(entry)] = 1;
    vcpu_memory_written(&b->cpu, address, bytes);
}

bool board_peek(const struct board *b, uint64_t physical, uint8_t *byte)
{
    uint32_t address = (uint32_t)physical;
    uint32_t entry = second_level_entry(&b->memory, address >> FRAME_SHIFT);

    *byte = 0xff;
    if (physical >> 32)
        return false;
    switch (entry_backing(entry)) {
    case BACKING_RAM:
        *byte = 0;
        return true;
    case BACKING_BROKEN:
        *byte = broken_byte(b, frame_at(b->pool, entry_value(entry))->bytes,
                            address);
        return true;
    case BACKING_FRAME:
    case BACKING_ROM:
    case BACKING_PROTECTED:
        *byte = frame_at(b->pool, entry_value(entry))
                    ->bytes[address & (FRAME_SIZE - 1)];
        return true;
    default:
        return false;
    }
}

uint32_t bus_peek(const struct board *b, uint64_t address, unsigned bytes)
{
    uint32_t value = 0;

    for (unsigned i = 0; i < bytes; i++) {
        uint8_t byte;

        if (!board_peek(b, address + i, &byte))
            byte = 0xff;
        value |= (uint32_t)byte << (8 * i);
    }
    return value;
}

void bus_poke(struct board *b, uint64_t address, unsigned bytes, uint32_t value)
{
    uint8_t *broken = address >> 32 ? NULL : broken_page(b, (uint32_t)address);

    if (broken)
        broken_write(b, broken, (uint32_t)address, bytes, value);
}
