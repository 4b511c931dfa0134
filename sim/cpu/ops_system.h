/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_system.h - system instructions: segment registers, descriptors
 * and their tables. Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 2, each instruction by its name.
 */
#ifndef SIM_CPU_OPS_SYSTEM_H
#define SIM_CPU_OPS_SYSTEM_H

#include "sim/cpu/ops_plain.h"

static inline void privileged(struct vcpu *v, const struct op *op)
{
    if (v->s.cpl != 0)
        raise_fault(v, op, VECTOR_GP, 0);
}

static inline void protected_only(struct vcpu *v, const struct op *op)
{
    if (!is_protected(v))
        raise_plain(v, op, VECTOR_UD);
}

/* --- segment registers and descriptors --------------------------------- */

static void mov_to_seg(struct vcpu *v, const struct op *op)
{
    if (op->reg == CS || op->reg > GS)
        raise_plain(v, op, VECTOR_UD);
    load_segment(v, op, op->reg, (uint16_t)e_get(v, op, 2));
    if (op->reg == SS)
        hold_interrupts(v, SHADOW_SS);
    next(v, op);
}

static void arpl(struct vcpu *v, const struct op *op)
{
    uint32_t a, rpl = v->s.r[op->reg].w & SELECTOR_RPL;

    protected_only(v, op);
    a = e_get_modify(v, op, 2);
    if ((a & SELECTOR_RPL) < rpl) {
        e_put_back(v, op, (a & ~(uint32_t)SELECTOR_RPL) | rpl, 2);
        flag_set_zf(&v->s, true);
    } else {
        e_put_back(v, op, a, 2);
        flag_set_zf(&v->s, false);
    }
    next(v, op);
}

/* The descriptor that LAR, LSL, VERR and VERW look at, if it may be seen. */
static bool visible(struct vcpu *v, const struct op *op, uint16_t selector,
                    struct descriptor *d)
{
    uint32_t address;
    unsigned dpl;

    if (is_null(selector) || !descriptor_address(v, selector, &address))
        return false;
    *d = read_descriptor_at(v, op, address);
    dpl = descriptor_dpl(*d);
    return descriptor_is_conforming(*d) ||
           (v->s.cpl <= dpl && (selector & SELECTOR_RPL) <= dpl);
}

static inline void word_lar(struct vcpu *v, const struct op *op, unsigned bytes)
{
    /* Types that LAR knows: TSS, LDT, call and task gates, code and data. */
    const uint32_t valid = 0xffff1a3e;
    uint16_t selector;
    struct descriptor d;
    bool ok;

    protected_only(v, op);
    selector = (uint16_t)e_get(v, op, 2);
    ok = visible(v, op, selector, &d) && (valid >> descriptor_type(d) & 1);
    if (ok)
        put(v, op->reg, d.high & (bytes == 2 ? 0xff00 : 0x00ffff00), bytes);
    flag_set_zf(&v->s, ok);
    next(v, op);
}

static inline void word_lsl(struct vcpu *v, const struct op *op, unsigned bytes)
{
    const uint32_t valid = 0xffff0a0e; /* TSS, LDT, code and data */
    uint16_t selector;
    struct descriptor d;
    bool ok;

    protected_only(v, op);
    selector = (uint16_t)e_get(v, op, 2);
    ok = visible(v, op, selector, &d) && (valid >> descriptor_type(d) & 1);
    if (ok)
        put(v, op->reg, descriptor_limit(d), bytes);
    flag_set_zf(&v->s, ok);
    next(v, op);
}

static void verr(struct vcpu *v, const struct op *op)
{
    struct descriptor d;
    bool ok;

    protected_only(v, op);
    ok = visible(v, op, (uint16_t)e_get(v, op, 2), &d) &&
         descriptor_is_readable(d);
    flag_set_zf(&v->s, ok);
    next(v, op);
}

static void verw(struct vcpu *v, const struct op *op)
{
    struct descriptor d;
    bool ok;

    protected_only(v, op);
    ok = visible(v, op, (uint16_t)e_get(v, op, 2), &d) &&
         descriptor_is_writable_data(d);
    flag_set_zf(&v->s, ok);
    next(v, op);
}

static void store_selector(struct vcpu *v, const struct op *op,
                           uint16_t selector)
{
    protected_only(v, op);
    if (op->flags & OP_MEMORY)
        e_put(v, op, selector, 2);
    else
        put(v, op->rm, selector, op->flags & OP_DATA32 ? 4 : 2);
    next(v, op);
}

static void sldt(struct vcpu *v, const struct op *op)
{
    store_selector(v, op, v->s.ldtr.selector);
}

static void str(struct vcpu *v, const struct op *op)
{
    store_selector(v, op, v->s.tr.selector);
}

static void lldt(struct vcpu *v, const struct op *op)
{
    uint16_t selector;
    struct descriptor d;

    protected_only(v, op);
    privileged(v, op);
    selector = (uint16_t)e_get(v, op, 2);
    if (is_null(selector)) {
        segment_set_null(&v->s.ldtr, selector);
    } else {
        if (selector & SELECTOR_LDT)
            raise_fault(v, op, VECTOR_GP, error_of(selector));
        d = read_descriptor(v, op, selector, VECTOR_GP);
        if (descriptor_type(d) != SYS_LDT)
            raise_fault(v, op, VECTOR_GP, error_of(selector));
        if (!descriptor_present(d))
            raise_fault(v, op, VECTOR_NP, error_of(selector));
        segment_set(&v->s.ldtr, selector, d);
    }
    EVENT_OF(v, EV_LDTR, selector, v->s.ldtr.base, v->s.ldtr.limit);
    next(v, op);
}

static void ltr(struct vcpu *v, const struct op *op)
{
    uint16_t selector;
    struct descriptor d;

    protected_only(v, op);
    privileged(v, op);
    selector = (uint16_t)e_get(v, op, 2);
    if (is_null(selector) || (selector & SELECTOR_LDT))
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    d = read_descriptor(v, op, selector, VECTOR_GP);
    if (descriptor_type(d) != SYS_TSS16 && descriptor_type(d) != SYS_TSS32)
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    if (!descriptor_present(d))
        raise_fault(v, op, VECTOR_NP, error_of(selector));
    d.high |= TSS_BUSY;
    write_descriptor_high(v, op, selector, d.high);
    segment_set(&v->s.tr, selector, d);
    EVENT_OF(v, EV_TR, selector, v->s.tr.base, v->s.tr.limit);
    next(v, op);
}

static inline void store_table(struct vcpu *v, const struct op *op,
                               uint32_t base, uint32_t limit)
{
    uint32_t at = address_of(v, op);

    check_write(v, op, linear_write(v, op, op->seg, at, 2), 2, is_user(v));
    check_write(v, op, linear_write(v, op, op->seg, (at + 2) & op->mask, 4), 4,
                is_user(v));
    mem_write(v, op, op->seg, at, limit & 0xffff, 2);
    mem_write(v, op, op->seg, (at + 2) & op->mask, base, 4);
    next(v, op);
}

static inline void word_sgdt(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    (void)bytes;
    store_table(v, op, v->s.gdtr_base, v->s.gdtr_limit);
}

static inline void word_sidt(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    (void)bytes;
    store_table(v, op, v->s.idtr_base, v->s.idtr_limit);
}

static inline uint32_t load_table(struct vcpu *v, const struct op *op,
                                  unsigned bytes, uint32_t *limit)
{
    uint32_t at = address_of(v, op), base;

    privileged(v, op);
    *limit = mem_read(v, op, op->seg, at, 2);
    base = mem_read(v, op, op->seg, (at + 2) & op->mask, 4);
    return bytes == 2 ? base & 0xffffff : base;
}

static inline void word_lgdt(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    uint32_t limit, base = load_table(v, op, bytes, &limit);

    v->s.gdtr_base = base;
    v->s.gdtr_limit = limit;
    EVENT_OF(v, EV_GDTR, base, limit);
    next(v, op);
}

static inline void word_lidt(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    uint32_t limit, base = load_table(v, op, bytes, &limit);

    v->s.idtr_base = base;
    v->s.idtr_limit = limit;
    EVENT_OF(v, EV_IDTR, base, limit);
    next(v, op);
}

WORDS(lar)
WORDS(lsl)
WORDS(sgdt)
WORDS(sidt)
WORDS(lgdt)
WORDS(lidt)

#endif
