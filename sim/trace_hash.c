/* SPDX-License-Identifier: MIT
 *
 * sim/trace_hash.c - events as bytes, the same on every host, into XXH3; each
 * hash is the seed of the next.
 */
#include "sim/trace_hash.h"

#include <xxhash.h>

#define EVENT_BYTES (8 + 8 + 4 * 8 + 4 * EVENT_ARGS)

/* Little-endian. */
static uint8_t *put(uint8_t *to, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        to[i] = (uint8_t)(value >> 8 * i);
    return to + bytes;
}

void trace_hash_add(void *hash, const struct event *e)
{
    struct trace_hash *h = hash;
    const uint32_t fields[] = {e->kind,   e->step, e->mode, e->owner,
                               e->linear, e->eip,  e->cs,   e->cpl};
    uint8_t bytes[EVENT_BYTES], *to = bytes;

    to = put(to, e->tick, 8);
    to = put(to, e->icount, 8);
    for (unsigned i = 0; i < ARRAY_LEN(fields); i++)
        to = put(to, fields[i], 4);
    for (unsigned i = 0; i < EVENT_ARGS; i++)
        to = put(to, e->arg[i], 4);
    h->value = XXH3_64bits_withSeed(bytes, sizeof bytes, h->value);
    h->events++;
}
