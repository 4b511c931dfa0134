/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/protect.h - descriptor tables and the loading of segment registers
 * with all their checks. Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 2, "MOV"; Vol. 3A, "Protection".
 */
#ifndef SIM_CPU_PROTECT_H
#define SIM_CPU_PROTECT_H

#include "sim/cpu/stack.h"

#define SELECTOR_RPL FIELD(1, 0)
#define SELECTOR_LDT BIT(2)

static inline bool is_null(uint16_t selector)
{
    return (selector & ~SELECTOR_RPL) == 0;
}

/* The selector as an error code carries it. */
static inline uint32_t error_of(uint16_t selector)
{
    return selector & ~SELECTOR_RPL;
}

static inline bool is_protected(const struct vcpu *v)
{
    return (v->s.cr0 & CR0_PE) && !(v->s.eflags & FLAG_VM);
}

static inline bool is_v86(const struct vcpu *v)
{
    return v->s.eflags & FLAG_VM;
}

static inline unsigned iopl(const struct vcpu *v)
{
    return (v->s.eflags & FLAG_IOPL) >> 12;
}

/* Linear address of the descriptor, or false if it lies past its table. */
static bool descriptor_address(const struct vcpu *v, uint16_t selector,
                               uint32_t *address)
{
    uint32_t base = v->s.gdtr_base;
    uint32_t limit = v->s.gdtr_limit;

    if (selector & SELECTOR_LDT) {
        if (v->s.ldtr.unusable)
            return false;
        base = v->s.ldtr.base;
        limit = v->s.ldtr.limit;
    }
    *address = base + (selector & ~7u);
    return (selector | 7u) <= limit;
}

static struct descriptor read_descriptor_at(struct vcpu *v, const struct op *op,
                                            uint32_t address)
{
    struct descriptor d;

    d.low = system_read(v, op, address, 4);
    d.high = system_read(v, op, address + 4, 4);
    return d;
}

/* Raises `vector` with the selector when it lies past its table. */
static struct descriptor read_descriptor(struct vcpu *v, const struct op *op,
                                         uint16_t selector, uint8_t vector)
{
    uint32_t address;

    if (!descriptor_address(v, selector, &address))
        raise_fault(v, op, vector, error_of(selector));
    return read_descriptor_at(v, op, address);
}

/* Set bits in the high dword of a descriptor in memory: accessed, busy. */
static void write_descriptor_high(struct vcpu *v, const struct op *op,
                                  uint16_t selector, uint32_t high)
{
    uint32_t address;

    if (descriptor_address(v, selector, &address))
        system_write(v, op, address + 4, high, 4);
}

static struct descriptor mark_accessed(struct vcpu *v, const struct op *op,
                                       uint16_t selector, struct descriptor d)
{
    if (!(d.high & ACC_ACCESSED << 8)) {
        d.high |= ACC_ACCESSED << 8;
        write_descriptor_high(v, op, selector, d.high);
    }
    return d;
}

/* All that follows from CPL, mode and SS after they changed. */
static void context_changed(struct vcpu *v)
{
    v->stack_mask = v->s.seg[SS].access & ACC_BIG ? 0xffffffff : 0xffff;
    tlb_select(v);
}

/* Checks of a stack segment for privilege `cpl`; `vector` is #GP for a load
 * by the program, #TS for one from the TSS. */
static struct descriptor check_stack(struct vcpu *v, const struct op *op,
                                     uint16_t selector, unsigned cpl,
                                     uint8_t vector)
{
    struct descriptor d;

    if (is_null(selector))
        raise_fault(v, op, vector, 0);
    d = read_descriptor(v, op, selector, vector);
    if ((selector & SELECTOR_RPL) != cpl || !descriptor_is_writable_data(d) ||
        descriptor_dpl(d) != cpl)
        raise_fault(v, op, vector, error_of(selector));
    if (!descriptor_present(d))
        raise_fault(v, op, VECTOR_SS, error_of(selector));
    return d;
}

/* Checks of DS, ES, FS or GS. */
static struct descriptor check_data(struct vcpu *v, const struct op *op,
                                    uint16_t selector, uint8_t vector)
{
    struct descriptor d = read_descriptor(v, op, selector, vector);
    unsigned rpl = selector & SELECTOR_RPL;

    if (!descriptor_is_readable(d))
        raise_fault(v, op, vector, error_of(selector));
    if (!descriptor_is_conforming(d) &&
        (rpl > descriptor_dpl(d) || v->s.cpl > descriptor_dpl(d)))
        raise_fault(v, op, vector, error_of(selector));
    if (!descriptor_present(d))
        raise_fault(v, op, VECTOR_NP, error_of(selector));
    return d;
}

/* Load ES, SS, DS, FS or GS, in any mode. */
static void load_segment(struct vcpu *v, const struct op *op, unsigned seg,
                         uint16_t selector)
{
    struct segment *s = &v->s.seg[seg];
    struct descriptor d;

    if (is_v86(v)) {
        segment_set_v86(s, selector);
    } else if (!is_protected(v)) {
        segment_set_real(s, selector, false);
    } else if (seg == SS) {
        d = check_stack(v, op, selector, v->s.cpl, VECTOR_GP);
        segment_set(s, selector, mark_accessed(v, op, selector, d));
    } else if (is_null(selector)) {
        segment_set_null(s, selector);
    } else {
        d = check_data(v, op, selector, VECTOR_GP);
        segment_set(s, selector, mark_accessed(v, op, selector, d));
    }
    if (seg == SS)
        v->stack_mask = s->access & ACC_BIG ? 0xffffffff : 0xffff;
}

/* After a return to an outer ring: data segments that it may not see are
 * made null (SDM Vol. 2, "RET", "IRET"). */
static void drop_inner_segments(struct vcpu *v)
{
    static const uint8_t data_segments[] = {ES, DS, FS, GS};

    for (unsigned i = 0; i < ARRAY_LEN(data_segments); i++) {
        struct segment *s = &v->s.seg[data_segments[i]];
        unsigned dpl = (s->access & ACC_DPL) >> 5;
        bool conforming = (s->access & ACC_EXECUTE) && (s->access & ACC_DOWN);

        if (!s->unusable && !conforming && dpl < v->s.cpl)
            segment_set_null(s, 0);
    }
}

static void load_cs(struct vcpu *v, const struct op *op, uint16_t selector,
                    struct descriptor d, unsigned cpl)
{
    d = mark_accessed(v, op, selector, d);
    segment_set(&v->s.seg[CS], (uint16_t)((selector & ~SELECTOR_RPL) | cpl), d);
    v->s.cpl = (uint8_t)cpl;
}

/* SS:ESP for ring `cpl` from the TSS (SDM Vol. 3A, "Stack Switching"). */
static struct frame inner_stack(struct vcpu *v, const struct op *op,
                                unsigned cpl)
{
    bool tss32 = v->s.tr.access & 8;
    uint32_t at = tss32 ? 4 + 8 * cpl : 2 + 4 * cpl;
    uint32_t last = at + (tss32 ? 5 : 3);
    struct frame f = {.user = cpl == 3};
    struct descriptor d;
    uint16_t selector;

    if (v->s.tr.unusable || last > v->s.tr.limit)
        raise_fault(v, op, VECTOR_TS, error_of(v->s.tr.selector));
    if (tss32) {
        f.esp = system_read(v, op, v->s.tr.base + at, 4);
        selector = (uint16_t)system_read(v, op, v->s.tr.base + at + 4, 2);
    } else {
        f.esp = system_read(v, op, v->s.tr.base + at, 2);
        selector = (uint16_t)system_read(v, op, v->s.tr.base + at + 2, 2);
    }
    d = check_stack(v, op, selector, cpl, VECTOR_TS);
    segment_set(&f.ss, selector, mark_accessed(v, op, selector, d));
    f.error = error_of(selector);
    return f;
}

/* Switch to a stack that has been checked and filled. */
static void use_frame(struct vcpu *v, const struct frame *f)
{
    v->s.seg[SS] = f->ss;
    v->stack_mask = frame_mask(f);
    v->s.r[ESP].d = f->esp;
}

#endif
