/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_system.h - system instructions: descriptor tables, control and
 * debug registers, HLT, CPUID, MSRs. Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 2, each instruction by its name; Vol. 3A, "Control
 * Registers"; Vol. 3B, "Debug Registers".
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

/* --- control registers ------------------------------------------------- */

static void set_cr0(struct vcpu *v, const struct op *op, uint32_t value)
{
    const struct cpu_model_info *model = &cpu_models[v->s.model];
    uint32_t old = v->s.cr0;

    value = (value & model->cr0_mask) | CR0_ET;
    if ((value & CR0_PG) && !(value & CR0_PE))
        raise_fault(v, op, VECTOR_GP, 0);
    if ((value & CR0_NW) && !(value & CR0_CD))
        raise_fault(v, op, VECTOR_GP, 0);
    v->s.cr0 = value;
    v->op = op;
    if ((old ^ value) & (CR0_PG | CR0_PE | CR0_WP))
        tlb_flush(v);
    EVENT_OF(v, EV_CR0, old, value);
    bus_signal(v->board, SIGNAL_CR0, old, value);
    tlb_select(v);
    trace_mode(v);
}

static void set_cr4(struct vcpu *v, const struct op *op, uint32_t value)
{
    uint32_t mask = cpu_models[v->s.model].cr4_mask;

    if (value & ~mask)
        raise_fault(v, op, VECTOR_GP, 0);
    EVENT_OF(v, EV_CR4, v->s.cr4, value);
    v->s.cr4 = value;
    tlb_flush(v);
}

static bool has_cr4(const struct vcpu *v)
{
    return cpu_models[v->s.model].cr4_mask != 0;
}

static void mov_from_cr(struct vcpu *v, const struct op *op)
{
    uint32_t *r = &v->s.r[op->rm].d;

    if (op->reg == 1 || op->reg > 4 || (op->reg == 4 && !has_cr4(v)))
        raise_plain(v, op, VECTOR_UD);
    privileged(v, op);
    switch (op->reg) {
    case 0:
        *r = v->s.cr0;
        break;
    case 2:
        *r = v->s.cr2;
        break;
    case 3:
        *r = v->s.cr3;
        break;
    default:
        *r = v->s.cr4;
        break;
    }
    next(v, op);
}

static void mov_to_cr(struct vcpu *v, const struct op *op)
{
    uint32_t value = v->s.r[op->rm].d;

    if (op->reg == 1 || op->reg > 4 || (op->reg == 4 && !has_cr4(v)))
        raise_plain(v, op, VECTOR_UD);
    privileged(v, op);
    switch (op->reg) {
    case 0:
        set_cr0(v, op, value);
        break;
    case 2:
        v->s.cr2 = value;
        break;
    case 3:
        EVENT_OF(v, EV_CR3, v->s.cr3, value);
        v->s.cr3 = value & CR3_MASK;
        tlb_flush(v);
        break;
    default:
        set_cr4(v, op, value);
        break;
    }
    next(v, op);
}

static void smsw(struct vcpu *v, const struct op *op)
{
    if (op->flags & OP_MEMORY)
        e_put(v, op, v->s.cr0, 2);
    else
        put(v, op->rm, v->s.cr0, op->flags & OP_DATA32 ? 4 : 2);
    next(v, op);
}

/* LMSW can set PE but not clear it. */
static void lmsw(struct vcpu *v, const struct op *op)
{
    uint32_t value, mask = CR0_PE | CR0_MP | CR0_EM | CR0_TS;

    privileged(v, op);
    value = (e_get(v, op, 2) & mask) | (v->s.cr0 & CR0_PE);
    set_cr0(v, op, (v->s.cr0 & ~mask) | value);
    next(v, op);
}

static void clts(struct vcpu *v, const struct op *op)
{
    privileged(v, op);
    v->s.cr0 &= ~CR0_TS;
    next(v, op);
}

static void invlpg(struct vcpu *v, const struct op *op)
{
    uint32_t linear;

    privileged(v, op);
    linear = v->s.seg[op->seg].base + address_of(v, op);
    if (v->s.cr4 & CR4_PSE) /* it may lie in a page of 4 MiB */
        tlb_flush(v);
    else
        tlb_flush_page(v, linear);
    EVENT_OF(v, EV_TLB_FLUSH, linear);
    next(v, op);
}

static void invd(struct vcpu *v, const struct op *op)
{
    privileged(v, op);
    next(v, op);
}

/* --- debug registers --------------------------------------------------- */

/* DR4 and DR5 are DR6 and DR7, unless CR4.DE says that they do not exist. */
static unsigned debug_register(struct vcpu *v, const struct op *op)
{
    unsigned n = op->reg;

    if ((n == 4 || n == 5) && (v->s.cr4 & CR4_DE))
        raise_plain(v, op, VECTOR_UD);
    privileged(v, op);
    if (v->s.dr[7] & DR7_GD) {
        v->s.dr[6] |= DR6_BD;
        v->s.eflags |= FLAG_RF; /* it is a fault */
        raise_plain(v, op, VECTOR_DB);
    }
    return n == 4 || n == 5 ? n + 2 : n;
}

static void mov_from_dr(struct vcpu *v, const struct op *op)
{
    v->s.r[op->rm].d = v->s.dr[debug_register(v, op)];
    next(v, op);
}

static void mov_to_dr(struct vcpu *v, const struct op *op)
{
    unsigned n = debug_register(v, op);
    uint32_t value = v->s.r[op->rm].d;

    EVENT_OF(v, EV_DR, n, v->s.dr[n], value);
    if (n == 6)
        value = (value & 0xe00f) | 0xffff0ff0;
    else if (n == 7)
        value = (value & 0xffff23ff) | 0x400;
    v->s.dr[n] = value;
    tlb_select(v);
    if (v->s.dr[7] & 0xff)
        v->attend |= ATTEND_DEBUG;
    next(v, op);
}

/* --- test registers ---------------------------------------------------- */

#define TR6_LOOKUP BIT(0)
#define TR7_HIT    BIT(4)

/* They reach into the TLB (TR6, TR7) and, on the 486, into its cache (TR3 to
 * TR5). Neither keeps an entry for sure, and here no lookup ever hits.
 * Source: i486 Programmer's Reference Manual, "Testing". */
static uint32_t *test_register(struct vcpu *v, const struct op *op)
{
    if (op->reg < (v->s.model == CPU_386 ? 6 : 3))
        raise_plain(v, op, VECTOR_UD);
    privileged(v, op);
    return &v->s.test[op->reg];
}

static void mov_from_tr(struct vcpu *v, const struct op *op)
{
    v->s.r[op->rm].d = *test_register(v, op);
    next(v, op);
}

static void mov_to_tr(struct vcpu *v, const struct op *op)
{
    *test_register(v, op) = v->s.r[op->rm].d;
    if (op->reg == 6 && (v->s.test[6] & TR6_LOOKUP))
        v->s.test[7] &= ~TR7_HIT;
    next(v, op);
}

/* --- the rest ---------------------------------------------------------- */

static void hlt(struct vcpu *v, const struct op *op)
{
    privileged(v, op);
    EVENT_OF(v, EV_HLT, (v->s.eflags & FLAG_IF) != 0);
    if (!v->step_trap && !v->s.debug_trap) /* a trap ends the halt at once */
        v->s.activity = CPU_HALTED;
    v->attend |= ATTEND_ACTIVITY;
    leave_at(v, op, next_eip(v, op));
}

/* Leaf 2, "Cache and TLB Information", the example of the manual: TLBs of 32
 * and 64 entries, 8 KiB of code, 8 KiB of data, 256 KiB of second level. */
#define CPUID_TLBS   0x03020101
#define CPUID_CACHES 0x06040a42

/* A leaf above the highest one answers as that does. */
static void cpuid(struct vcpu *v, const struct op *op)
{
    const struct cpu_model_info *model = &cpu_models[v->s.model];
    uint32_t leaf = v->s.r[EAX].d;
    uint32_t features = model->features & ~(v->s.x87.missing ? FEATURE_FPU : 0);

    if (!model->has_cpuid)
        raise_plain(v, op, VECTOR_UD);
    v->op = op;
    EVENT_OF(v, EV_CPUID, leaf);
    if (leaf == 0) {
        v->s.r[EAX].d = model->cpuid_max;
        memcpy(&v->s.r[EBX].d, "Genu", 4);
        memcpy(&v->s.r[EDX].d, "ineI", 4);
        memcpy(&v->s.r[ECX].d, "ntel", 4);
    } else {
        bool caches = leaf >= 2 && model->cpuid_max >= 2;

        v->s.r[EAX].d = caches ? CPUID_TLBS : model->signature;
        v->s.r[EBX].d = 0;
        v->s.r[ECX].d = 0;
        v->s.r[EDX].d = caches ? CPUID_CACHES : features;
    }
    next(v, op);
}

/* The time stamp counter counts instruction times. */
static uint64_t time_stamp(struct vcpu *v, const struct op *op)
{
    v->op = op;
    bus_signal(v->board, SIGNAL_CLOCK, 0, 0);
    return vcpu_now(v) / v->s.ns_per_instruction + v->s.tsc_base;
}

static void rdtsc(struct vcpu *v, const struct op *op)
{
    uint64_t now;

    if ((v->s.cr4 & CR4_TSD) && v->s.cpl != 0)
        raise_fault(v, op, VECTOR_GP, 0);
    now = time_stamp(v, op);
    v->s.r[EAX].d = (uint32_t)now;
    v->s.r[EDX].d = (uint32_t)(now >> 32);
    next(v, op);
}

static _Noreturn void unknown_msr(struct vcpu *v, const struct op *op,
                                  uint32_t number)
{
    EVENT_OF(v, EV_UNHANDLED, UNHANDLED_MSR, number, v->s.r[EAX].d, 8);
    bus_unhandled_msr(v->board, number);
    raise_fault(v, op, VECTOR_GP, 0);
}

static void rdmsr(struct vcpu *v, const struct op *op)
{
    uint32_t number = v->s.r[ECX].d;
    unsigned msr = msr_find(&v->s, number);
    uint64_t value;

    privileged(v, op);
    v->op = op;
    if (msr == MSR_COUNT)
        unknown_msr(v, op, number);
    value = msr == MSR_TSC ? time_stamp(v, op) : v->s.msr[msr];
    EVENT_OF(v, EV_MSR, number, (uint32_t)(value >> 32), (uint32_t)value, 0);
    v->s.r[EAX].d = (uint32_t)value;
    v->s.r[EDX].d = (uint32_t)(value >> 32);
    next(v, op);
}

static void wrmsr(struct vcpu *v, const struct op *op)
{
    uint32_t number = v->s.r[ECX].d;
    uint64_t value = (uint64_t)v->s.r[EDX].d << 32 | v->s.r[EAX].d;
    unsigned msr = msr_find(&v->s, number);

    privileged(v, op);
    v->op = op;
    if (msr == MSR_COUNT)
        unknown_msr(v, op, number);
    if (!msr_takes(msr, value))
        raise_fault(v, op, VECTOR_GP, 0);
    if (msr == MSR_TSC)
        v->s.tsc_base += value - time_stamp(v, op);
    else
        v->s.msr[msr] = value;
    EVENT_OF(v, EV_MSR, number, v->s.r[EDX].d, v->s.r[EAX].d, 1);
    next(v, op);
}

static void cmpxchg8b(struct vcpu *v, const struct op *op)
{
    uint32_t at = address_of(v, op);
    uint32_t high_at = at + 4;
    uint32_t low, high;

    check_write(v, op, linear_write(v, op, op->seg, at, 8), 4, is_user(v));
    check_write(v, op, linear_write(v, op, op->seg, high_at, 4), 4, is_user(v));
    low = mem_read(v, op, op->seg, at, 4);
    high = mem_read(v, op, op->seg, high_at, 4);
    if (low == v->s.r[EAX].d && high == v->s.r[EDX].d) {
        mem_write(v, op, op->seg, at, v->s.r[EBX].d, 4);
        mem_write(v, op, op->seg, high_at, v->s.r[ECX].d, 4);
        flag_set_zf(&v->s, true);
    } else {
        v->s.r[EAX].d = low;
        v->s.r[EDX].d = high;
        flag_set_zf(&v->s, false);
    }
    next(v, op);
}

#endif
