/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_bits.h - operations on words and doublewords: products, double
 * shifts, single bits. Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 2, each instruction by its name.
 */
#ifndef SIM_CPU_OPS_BITS_H
#define SIM_CPU_OPS_BITS_H

#include "sim/cpu/ops_words.h"

/* --- arithmetic -------------------------------------------------------- */

static ALWAYS_INLINE void imul_to(struct vcpu *v, const struct op *op,
                                  int64_t a, int64_t b, unsigned bytes)
{
    int64_t product = a * b;
    int64_t kept = bytes == 2 ? (int16_t)product : (int32_t)product;

    put(v, op->reg, (uint32_t)product, bytes);
    flags_logic(&v->s, (uint32_t)kept);
    if (kept != product)
        v->s.flag_aux = AUX_CF;
    next(v, op);
}

static ALWAYS_INLINE int64_t signed_of(uint32_t value, unsigned bytes)
{
    return bytes == 2 ? (int16_t)value : (int32_t)value;
}

static ALWAYS_INLINE void word_imul2(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    imul_to(v, op, signed_of(get(v, op->reg, bytes), bytes),
            signed_of(e_get(v, op, bytes), bytes), bytes);
}

static ALWAYS_INLINE void word_imul3(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    imul_to(v, op, signed_of(e_get(v, op, bytes), bytes),
            signed_of(op->imm, bytes), bytes);
}

static ALWAYS_INLINE void word_bound(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    uint32_t at = address_of(v, op);
    int64_t index = signed_of(get(v, op->reg, bytes), bytes);
    int64_t low = signed_of(mem_read(v, op, op->seg, at, bytes), bytes);
    int64_t high = signed_of(
        mem_read(v, op, op->seg, (at + bytes) & op->mask, bytes), bytes);

    if (index < low || index > high)
        raise_plain(v, op, VECTOR_BR);
    next(v, op);
}

static ALWAYS_INLINE unsigned shift_count(const struct vcpu *v,
                                          const struct op *op)
{
    return (op->flags & OP_BY_CL ? v->s.r[ECX].b[0] : op->imm) & 31;
}

/* For a 16-bit operand and a count over 16 the manual leaves the result
 * undefined: here the bits come from a third copy of the source. */
static ALWAYS_INLINE void word_shld(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    unsigned bits = 8 * bytes, count = shift_count(v, op);
    uint64_t a = e_get_modify(v, op, bytes), b = get(v, op->reg, bytes), r;
    bool cf;

    if (count == 0) {
        e_put_back(v, op, (uint32_t)a, bytes);
        next(v, op);
        return;
    }
    if (bytes == 4) {
        r = (a << 32 | b) << count >> 32;
        cf = a >> (32 - count) & 1;
    } else {
        uint64_t all = a << 32 | b << 16 | b;

        r = all << count >> 32 & 0xffff;
        cf = all >> (48 - count) & 1;
    }
    e_put_back(v, op, (uint32_t)r, bytes);
    flags_logic(&v->s, (uint32_t)signed_of((uint32_t)r, bytes));
    flag_set_cf(&v->s, cf);
    flag_set_of(&v->s, ((a ^ r) >> (bits - 1) & 1) != 0);
    next(v, op);
}

static ALWAYS_INLINE void word_shrd(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    unsigned bits = 8 * bytes, count = shift_count(v, op);
    uint64_t a = e_get_modify(v, op, bytes), b = get(v, op->reg, bytes);
    uint64_t all = bytes == 4 ? b << 32 | a : b << 32 | b << 16 | a;
    uint64_t r = all >> count;

    if (count == 0) {
        e_put_back(v, op, (uint32_t)a, bytes);
        next(v, op);
        return;
    }
    e_put_back(v, op, (uint32_t)r, bytes);
    flags_logic(&v->s, (uint32_t)signed_of((uint32_t)r, bytes));
    flag_set_cf(&v->s, all >> (count - 1) & 1);
    flag_set_of(&v->s, ((a ^ r) >> (bits - 1) & 1) != 0);
    next(v, op);
}

/* --- bits -------------------------------------------------------------- */

static ALWAYS_INLINE void word_bsf(struct vcpu *v, const struct op *op,
                                   unsigned bytes)
{
    uint32_t value = e_get(v, op, bytes);

    flags_logic(&v->s, value);
    if (value)
        put(v, op->reg, (uint32_t)__builtin_ctz(value), bytes);
    next(v, op);
}

static ALWAYS_INLINE void word_bsr(struct vcpu *v, const struct op *op,
                                   unsigned bytes)
{
    uint32_t value = e_get(v, op, bytes);

    flags_logic(&v->s, value);
    if (value)
        put(v, op->reg, 31 - (uint32_t)__builtin_clz(value), bytes);
    next(v, op);
}

enum bit_action { BIT_TEST, BIT_SET, BIT_RESET, BIT_COMPLEMENT };

static ALWAYS_INLINE uint32_t bit_result(uint32_t value, unsigned bit,
                                         enum bit_action action)
{
    switch (action) {
    case BIT_SET:
        return value | BIT(bit);
    case BIT_RESET:
        return value & ~BIT(bit);
    case BIT_COMPLEMENT:
        return value ^ BIT(bit);
    default:
        return value;
    }
}

/* With a register index, a bit string in memory reaches 2 GiB both ways:
 * the address moves by the signed index (SDM Vol. 2, "BT", Bit(base, i)). */
static ALWAYS_INLINE uint32_t bit_address(const struct vcpu *v,
                                          const struct op *op, uint32_t index,
                                          unsigned bytes)
{
    int64_t words = signed_of(index, bytes) >> (bytes == 2 ? 4 : 5);

    return (address_of(v, op) + (uint32_t)(words * bytes)) & op->mask;
}

static ALWAYS_INLINE void bit_operation(struct vcpu *v, const struct op *op,
                                        unsigned bytes, enum bit_action action,
                                        bool immediate)
{
    uint32_t index = immediate ? op->imm : get(v, op->reg, bytes);
    unsigned bit = index & (8 * bytes - 1);
    uint32_t at = 0, value;

    if (op->flags & OP_MEMORY) {
        at = immediate ? address_of(v, op) : bit_address(v, op, index, bytes);
        value = action == BIT_TEST ? mem_read(v, op, op->seg, at, bytes)
                                   : rmw_read(v, op, op->seg, at, bytes);
    } else {
        value = get(v, op->rm, bytes);
    }
    flag_set_cf(&v->s, value >> bit & 1);
    if (action != BIT_TEST)
        e_put_back(v, op, bit_result(value, bit, action), bytes);
    next(v, op);
}

#define BITS_OF(name, action)                                                  \
    static ALWAYS_INLINE void word_##name(struct vcpu *v, const struct op *op, \
                                          unsigned bytes)                      \
    {                                                                          \
        bit_operation(v, op, bytes, action, false);                            \
    }                                                                          \
    static ALWAYS_INLINE void word_##name##_imm(                               \
        struct vcpu *v, const struct op *op, unsigned bytes)                   \
    {                                                                          \
        bit_operation(v, op, bytes, action, true);                             \
    }

BITS_OF(bt, BIT_TEST)
BITS_OF(bts, BIT_SET)
BITS_OF(btr, BIT_RESET)
BITS_OF(btc, BIT_COMPLEMENT)

WORDS(imul3)
WORDS(imul2)
WORDS(bound)
WORDS(shld)
WORDS(shrd)
WORDS(bsf)
WORDS(bsr)
WORDS(bt)
WORDS(bts)
WORDS(btr)
WORDS(btc)
WORDS(bt_imm)
WORDS(bts_imm)
WORDS(btr_imm)
WORDS(btc_imm)

#endif
