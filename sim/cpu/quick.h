/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/quick.h - the quick way to memory, for the instructions that most
 * code is made of. Part of the core (execute.c).
 *
 * Each function finds the host's address of guest memory. It is false where
 * that is not the whole story: a segment or page to be looked at, a device, a
 * line that changes its origin mark, an access that somebody wants to be told
 * of. Then the same instruction runs in its slow form, by memory.h. The quick
 * form jumps to the slow one and does not call it, so it saves no registers.
 */
#ifndef SIM_CPU_QUICK_H
#define SIM_CPU_QUICK_H

#include "sim/cpu/stack.h"

static ALWAYS_INLINE bool quick_read(const struct vcpu *v, unsigned seg,
                                     uint32_t offset, unsigned bytes,
                                     const uint8_t **at)
{
    const struct segment *s = &v->s.seg[seg];
    uint32_t linear = s->base + offset;
    const struct tlb_entry *e = &v->tlb[tlb_index(linear)];

    if (unlikely((int64_t)offset + bytes - 1 > s->read_max) ||
        unlikely(e->read_tag != tlb_tag(v, linear + bytes - 1)) || TRACED)
        return false;
    *at = e->bytes + (linear & (FRAME_SIZE - 1));
    return true;
}

static ALWAYS_INLINE bool quick_write(const struct vcpu *v, unsigned seg,
                                      uint32_t offset, unsigned bytes,
                                      uint8_t **at)
{
    const struct segment *s = &v->s.seg[seg];
    uint32_t linear = s->base + offset;
    uint32_t in_page = linear & (FRAME_SIZE - 1);
    const struct tlb_entry *e = &v->tlb[tlb_index(linear)];

    if (unlikely((int64_t)offset + bytes - 1 > s->write_max) ||
        unlikely(e->write_tag != tlb_tag(v, linear + bytes - 1)) ||
        unlikely(!one_line(in_page, bytes)) ||
        unlikely(e->marks[in_page >> LINE_SHIFT] != v->store_mark) || TRACED)
        return false;
    *at = e->bytes + in_page;
    return true;
}

static ALWAYS_INLINE bool quick_push(struct vcpu *v, uint32_t value,
                                     unsigned bytes)
{
    uint32_t esp = (v->s.r[ESP].d - bytes) & v->stack_mask;
    uint8_t *at;

    if (!quick_write(v, SS, esp, bytes, &at))
        return false;
    put_bytes(at, value, bytes);
    set_esp(v, esp);
    return true;
}

/* What a pop would get; ESP stays. */
static ALWAYS_INLINE bool quick_peek(const struct vcpu *v, unsigned bytes,
                                     uint32_t *value)
{
    const uint8_t *at;

    if (!quick_read(v, SS, v->s.r[ESP].d & v->stack_mask, bytes, &at))
        return false;
    *value = get_bytes(at, bytes);
    return true;
}

#endif
