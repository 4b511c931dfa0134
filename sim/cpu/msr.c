/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/msr.c - the model-specific registers, out of their table.
 */
#include "sim/cpu/msr.h"

#include <stddef.h>

#include "sim/cpu/state.h"

static const struct {
    uint32_t number;
    uint32_t models; /* bits by enum cpu_model */
    uint64_t reset;
    uint64_t writable;
    unsigned types; /* bytes that hold a memory type */
    const char *name;
} rows[MSR_COUNT] = {
#define MSR(number, models, reset, writable, types, name)                      \
    {number, models, reset, writable, types, name},
#include "sim/cpu/msr.def"
#undef MSR
};

static unsigned find(uint32_t number)
{
    unsigned i = 0;

    while (i < MSR_COUNT && rows[i].number != number)
        i++;
    return i;
}

void msr_reset(struct cpu_state *s)
{
    for (unsigned i = 0; i < MSR_COUNT; i++)
        s->msr[i] = rows[i].reset;
}

unsigned msr_find(const struct cpu_state *s, uint32_t number)
{
    unsigned i = find(number);

    return i < MSR_COUNT && (rows[i].models >> s->model & 1) ? i : MSR_COUNT;
}

/* SDM Vol. 3A, "Memory Types That Can Be Encoded in MTRRs": uncacheable,
 * write combining, write-through, write-protected, write-back; "... With PAT":
 * and uncached, which an MTRR may overrule. */
static bool is_type(uint32_t number, unsigned type)
{
    return type <= (number == 0x277 ? 7 : 6) && type != 2 && type != 3;
}

bool msr_takes(unsigned msr, uint64_t value)
{
    if (value & ~rows[msr].writable & ~rows[msr].reset)
        return false;
    for (unsigned byte = 0; byte < rows[msr].types; byte++)
        if (!is_type(rows[msr].number, (uint8_t)(value >> (8 * byte))))
            return false;
    return rows[msr].writable != 0;
}

const char *msr_name(uint32_t number)
{
    unsigned i = find(number);

    return i < MSR_COUNT ? rows[i].name : NULL;
}
