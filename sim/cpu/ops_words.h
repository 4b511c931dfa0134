/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_words.h - operations on words and doublewords: stack, moves
 * with extension. Part of the core (execute.c).
 *
 * Each is written once for `bytes` (2 or 4) and stamped out by WORDS().
 *
 * Source: Intel SDM Vol. 2, each instruction by its name.
 */
#ifndef SIM_CPU_OPS_WORDS_H
#define SIM_CPU_OPS_WORDS_H

#include "sim/cpu/ports.h"

#define WORDS(name)                                                            \
    static void name##16(struct vcpu * v, const struct op *op)                 \
    {                                                                          \
        word_##name(v, op, 2);                                                 \
    }                                                                          \
    static void name##32(struct vcpu * v, const struct op *op)                 \
    {                                                                          \
        word_##name(v, op, 4);                                                 \
    }

/* The same for what has a quick form (sim/cpu/quick.h): it is given the slow
 * one, for where it cannot go on. */
#define QUICK_WORDS(name)                                                      \
    static NEVER_INLINE void slow_##name##16(struct vcpu * v,                  \
                                             const struct op *op)              \
    {                                                                          \
        word_##name(v, op, 2);                                                 \
    }                                                                          \
    static NEVER_INLINE void slow_##name##32(struct vcpu * v,                  \
                                             const struct op *op)              \
    {                                                                          \
        word_##name(v, op, 4);                                                 \
    }                                                                          \
    static void name##16(struct vcpu * v, const struct op *op)                 \
    {                                                                          \
        quick_##name(v, op, 2, slow_##name##16);                               \
    }                                                                          \
    static void name##32(struct vcpu * v, const struct op *op)                 \
    {                                                                          \
        quick_##name(v, op, 4, slow_##name##32);                               \
    }

static ALWAYS_INLINE uint32_t get(const struct vcpu *v, unsigned n,
                                  unsigned bytes)
{
    return bytes == 2 ? v->s.r[n].w : v->s.r[n].d;
}

static ALWAYS_INLINE void put(struct vcpu *v, unsigned n, uint32_t value,
                              unsigned bytes)
{
    if (bytes == 2)
        v->s.r[n].w = (uint16_t)value;
    else
        v->s.r[n].d = value;
}

static ALWAYS_INLINE uint32_t e_get(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    if (op->flags & OP_MEMORY)
        return mem_read(v, op, op->seg, address_of(v, op), bytes);
    return get(v, op->rm, bytes);
}

static ALWAYS_INLINE void e_put(struct vcpu *v, const struct op *op,
                                uint32_t value, unsigned bytes)
{
    uint32_t mask = 0xffffffffu >> (32 - 8 * bytes);

    if (op->flags & OP_MEMORY)
        mem_write(v, op, op->seg, address_of(v, op), value & mask, bytes);
    else
        put(v, op->rm, value, bytes);
}

static ALWAYS_INLINE uint32_t e_get_modify(struct vcpu *v, const struct op *op,
                                           unsigned bytes)
{
    if (op->flags & OP_MEMORY)
        return rmw_read(v, op, op->seg, address_of(v, op), bytes);
    return get(v, op->rm, bytes);
}

static ALWAYS_INLINE void e_put_back(struct vcpu *v, const struct op *op,
                                     uint32_t value, unsigned bytes)
{
    uint32_t mask = 0xffffffffu >> (32 - 8 * bytes);

    if (op->flags & OP_MEMORY)
        rmw_write(v, op, value & mask, bytes);
    else
        put(v, op->rm, value, bytes);
}

/* --- stack ------------------------------------------------------------- */

static ALWAYS_INLINE void word_push_r(struct vcpu *v, const struct op *op,
                                      unsigned bytes)
{
    push(v, op, get(v, op->rm, bytes), bytes);
    next(v, op);
}

static ALWAYS_INLINE void quick_push_r(struct vcpu *v, const struct op *op,
                                       unsigned bytes, op_fn *slow)
{
    if (quick_push(v, get(v, op->rm, bytes), bytes))
        next(v, op);
    else
        slow(v, op);
}

static ALWAYS_INLINE void word_push_e(struct vcpu *v, const struct op *op,
                                      unsigned bytes)
{
    push(v, op, e_get(v, op, bytes), bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_push_imm(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    push(v, op, op->imm & (0xffffffffu >> (32 - 8 * bytes)), bytes);
    next(v, op);
}

static ALWAYS_INLINE void quick_push_imm(struct vcpu *v, const struct op *op,
                                         unsigned bytes, op_fn *slow)
{
    if (quick_push(v, op->imm, bytes))
        next(v, op);
    else
        slow(v, op);
}

static ALWAYS_INLINE void word_pop_r(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    uint32_t value = pop(v, op, bytes);

    put(v, op->rm, value, bytes);
    next(v, op);
}

static ALWAYS_INLINE void quick_pop_r(struct vcpu *v, const struct op *op,
                                      unsigned bytes, op_fn *slow)
{
    uint32_t value;

    if (!quick_peek(v, bytes, &value)) {
        slow(v, op);
        return;
    }
    set_esp(v, v->s.r[ESP].d + bytes);
    put(v, op->rm, value, bytes);
    next(v, op);
}

/* An address based on ESP uses its value after the pop (SDM "POP"). */
static ALWAYS_INLINE void word_pop_e(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    uint32_t esp = v->s.r[ESP].d;
    uint32_t value = stack_peek(v, op, 0, bytes);
    uint32_t mask = v->stack_mask, linear;

    if (!(op->flags & OP_MEMORY)) {
        set_esp(v, esp + bytes);
        put(v, op->rm, value, bytes);
        next(v, op);
        return;
    }
    linear = address_of(v, op);
    if (op->base == ESP && op->mask == 0xffffffff)
        linear += ((esp & ~mask) | ((esp + bytes) & mask)) - esp;
    mem_write(v, op, op->seg, linear, value, bytes);
    set_esp(v, esp + bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_push_seg(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    uint32_t esp = (v->s.r[ESP].d - bytes) & v->stack_mask;

    /* With a 32-bit operand the upper half of the slot is left as it is. */
    mem_write(v, op, SS, esp, v->s.seg[op->reg].selector, 2);
    set_esp(v, esp);
    next(v, op);
}

static ALWAYS_INLINE void word_pop_seg(struct vcpu *v, const struct op *op,
                                       unsigned bytes)
{
    uint16_t selector = (uint16_t)stack_peek(v, op, 0, bytes);
    uint32_t mask = v->stack_mask;

    load_segment(v, op, op->reg, selector);
    v->s.r[ESP].d = (v->s.r[ESP].d & ~mask) | ((v->s.r[ESP].d + bytes) & mask);
    if (op->reg == SS)
        hold_interrupts(v, SHADOW_SS);
    next(v, op);
}

static ALWAYS_INLINE void word_pusha(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    uint32_t esp = v->s.r[ESP].d;

    check_pushes(v, op, 8, bytes);
    for (unsigned n = EAX; n <= EDI; n++)
        push(v, op,
             n == ESP ? esp & (0xffffffffu >> (32 - 8 * bytes))
                      : get(v, n, bytes),
             bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_popa(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    uint32_t value[8];

    for (unsigned i = 0; i < 8; i++)
        value[i] = stack_peek(v, op, i * bytes, bytes);
    for (unsigned n = EAX; n <= EDI; n++)
        if (n != ESP)
            put(v, n, value[7 - n], bytes);
    set_esp(v, v->s.r[ESP].d + 8 * bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_pushf(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    uint32_t flags = cpu_eflags(&v->s) & ~(uint32_t)(FLAG_VM | FLAG_RF);

    if (flags_are_virtual(v, op, bytes))
        flags = virtual_flags(flags);
    push(v, op, bytes == 2 ? flags & 0xffff : flags, bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_popf(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    uint32_t mask = flags_changeable(v, bytes);
    bool virtual = flags_are_virtual(v, op, bytes);
    uint32_t value = stack_peek(v, op, 0, bytes);

    if (virtual) {
        value = real_flags(v, op, value);
        mask |= FLAG_VIF;
    }
    set_esp(v, v->s.r[ESP].d + bytes);
    load_flags(v, value, mask);
    next(v, op);
}

/* SDM "ENTER": the frame pointers of the outer procedures are copied, one
 * after the other: a copy may be what one of the pushes before has stored. */
static ALWAYS_INLINE void word_enter(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    unsigned level = op->selector & 31;
    uint32_t esp = v->s.r[ESP].d;
    uint32_t ebp = v->s.r[EBP].d;
    uint32_t mask = v->stack_mask;
    uint32_t frame = (esp - bytes) & mask;

    check_pushes(v, op, level + 1, bytes);
    check_write(
        v, op,
        linear_write(v, op, SS, (frame - (level * bytes) - op->imm) & mask, 1),
        1, is_user(v));
    for (unsigned i = 1; i < level; i++)
        check_read(v, op, SS, (ebp - i * bytes) & mask, bytes);
    push(v, op, get(v, EBP, bytes), bytes);
    for (unsigned i = 1; i < level; i++)
        push(v, op, mem_read(v, op, SS, (ebp - i * bytes) & mask, bytes),
             bytes);
    if (level > 0)
        push(v, op, ((esp & ~mask) | frame) & (0xffffffffu >> (32 - 8 * bytes)),
             bytes);
    if (bytes == 2)
        v->s.r[EBP].w = (uint16_t)frame;
    else
        v->s.r[EBP].d = (esp & ~mask) | frame;
    set_esp(v, v->s.r[ESP].d - op->imm);
    next(v, op);
}

static ALWAYS_INLINE void word_leave(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    uint32_t ebp = v->s.r[EBP].d;
    uint32_t value = mem_read(v, op, SS, ebp & v->stack_mask, bytes);

    set_esp(v, ebp + bytes);
    put(v, EBP, value, bytes);
    next(v, op);
}

/* --- moves ------------------------------------------------------------- */

static ALWAYS_INLINE void word_lea(struct vcpu *v, const struct op *op,
                                   unsigned bytes)
{
    put(v, op->reg, address_of(v, op), bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_movzx8(struct vcpu *v, const struct op *op,
                                      unsigned bytes)
{
    put(v, op->reg, e_read8(v, op), bytes);
    next(v, op);
}

static ALWAYS_INLINE void quick_movzx(struct vcpu *v, const struct op *op,
                                      unsigned bytes, unsigned from,
                                      op_fn *slow)
{
    const uint8_t *at;

    if (!(op->flags & OP_MEMORY) ||
        !quick_read(v, op->seg, address_of(v, op), from, &at)) {
        slow(v, op);
        return;
    }
    put(v, op->reg, get_bytes(at, from), bytes);
    next(v, op);
}

static ALWAYS_INLINE void quick_movzx8(struct vcpu *v, const struct op *op,
                                       unsigned bytes, op_fn *slow)
{
    quick_movzx(v, op, bytes, 1, slow);
}

static ALWAYS_INLINE void word_movsx8(struct vcpu *v, const struct op *op,
                                      unsigned bytes)
{
    put(v, op->reg, (uint32_t)(int8_t)e_read8(v, op), bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_movzx16(struct vcpu *v, const struct op *op,
                                       unsigned bytes)
{
    put(v, op->reg, e_read16(v, op), bytes);
    next(v, op);
}

static ALWAYS_INLINE void quick_movzx16(struct vcpu *v, const struct op *op,
                                        unsigned bytes, op_fn *slow)
{
    quick_movzx(v, op, bytes, 2, slow);
}

static ALWAYS_INLINE void word_movsx16(struct vcpu *v, const struct op *op,
                                       unsigned bytes)
{
    put(v, op->reg, (uint32_t)(int16_t)e_read16(v, op), bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_cmov(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    uint32_t value = e_get(v, op, bytes);

    if (flag_condition(&v->s, op->imm))
        put(v, op->reg, value, bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_mov_from_seg(struct vcpu *v, const struct op *op,
                                            unsigned bytes)
{
    if (op->reg > GS)
        raise_plain(v, op, VECTOR_UD);
    if (op->flags & OP_MEMORY)
        e_put(v, op, v->s.seg[op->reg].selector, 2);
    else
        put(v, op->rm, v->s.seg[op->reg].selector, bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_cbw(struct vcpu *v, const struct op *op,
                                   unsigned bytes)
{
    if (bytes == 2)
        v->s.r[EAX].w = (uint16_t)(int8_t)v->s.r[EAX].b[0];
    else
        v->s.r[EAX].d = (uint32_t)(int16_t)v->s.r[EAX].w;
    next(v, op);
}

static ALWAYS_INLINE void word_cwd(struct vcpu *v, const struct op *op,
                                   unsigned bytes)
{
    uint32_t top = get(v, EAX, bytes) >> (8 * bytes - 1);

    put(v, EDX, top ? 0xffffffff : 0, bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_xchg_acc(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    uint32_t a = get(v, EAX, bytes);

    put(v, EAX, get(v, op->rm, bytes), bytes);
    put(v, op->rm, a, bytes);
    next(v, op);
}

/* Of a 16-bit register the manual leaves the result undefined: 0, as on the
 * 486. */
static ALWAYS_INLINE void word_bswap(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    if (bytes == 2)
        put(v, op->rm, 0, 2);
    else
        put(v, op->rm, __builtin_bswap32(v->s.r[op->rm].d), 4);
    next(v, op);
}

/* LDS, LES, LFS, LGS, LSS: op->selector is the segment register. */
static ALWAYS_INLINE void word_load_far(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    uint32_t at = address_of(v, op);
    uint32_t offset = mem_read(v, op, op->seg, at, bytes);
    uint16_t selector =
        (uint16_t)mem_read(v, op, op->seg, (at + bytes) & op->mask, 2);

    load_segment(v, op, op->selector, selector);
    put(v, op->reg, offset, bytes);
    next(v, op);
}

QUICK_WORDS(push_r)
WORDS(push_e)
QUICK_WORDS(push_imm)
QUICK_WORDS(pop_r)
WORDS(pop_e)
WORDS(push_seg)
WORDS(pop_seg)
WORDS(pusha)
WORDS(popa)
WORDS(pushf)
WORDS(popf)
WORDS(enter)
WORDS(leave)
WORDS(lea)
QUICK_WORDS(movzx8)
WORDS(movsx8)
WORDS(movsx16)
QUICK_WORDS(movzx16)
WORDS(cbw)
WORDS(cwd)
WORDS(xchg_acc)
WORDS(bswap)
WORDS(cmov)
WORDS(mov_from_seg)
WORDS(load_far)

#endif
