/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_model.h - what later models brought: CPUID, counters, MSRs,
 * SYSENTER and SYSEXIT. Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 2, each instruction by its name.
 */
#ifndef SIM_CPU_OPS_MODEL_H
#define SIM_CPU_OPS_MODEL_H

#include "sim/cpu/ops_control.h"

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

/* --- what the model is -----------------------------------------------------
 */

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

/* SDM Vol. 2, "RDPMC": two counters of 40 bits. */
static void rdpmc(struct vcpu *v, const struct op *op)
{
    uint32_t number = v->s.r[ECX].d;
    uint64_t value;

    if (v->s.cpl != 0 && !(v->s.cr4 & CR4_PCE))
        raise_fault(v, op, VECTOR_GP, 0);
    if (number > 1)
        raise_fault(v, op, VECTOR_GP, 0);
    value = v->s.msr[number ? MSR_0x0c2 : MSR_0x0c1];
    v->s.r[EAX].d = (uint32_t)value;
    v->s.r[EDX].d = (uint32_t)(value >> 32);
    next(v, op);
}

/* --- fast system calls --------------------------------------------------- */

/* A flat segment that comes from no table. */
static void segment_set_flat(struct segment *s, uint32_t selector,
                             uint32_t access)
{
    const struct descriptor d = {0xffff, 0x00cf0000 | access << 8};

    segment_set(s, (uint16_t)selector, d);
}

#define FLAT_CODE (ACC_PRESENT | ACC_S | ACC_EXECUTE | ACC_WRITE | ACC_ACCESSED)
#define FLAT_DATA (ACC_PRESENT | ACC_S | ACC_WRITE | ACC_ACCESSED)

static void enter_flat(struct vcpu *v, uint32_t cs, uint32_t ss, unsigned cpl)
{
    segment_set_flat(&v->s.seg[CS], cs | cpl, FLAT_CODE | cpl << 5);
    segment_set_flat(&v->s.seg[SS], ss | cpl, FLAT_DATA | cpl << 5);
    v->s.cpl = (uint8_t)cpl;
}

/* The selectors of SYSENTER_CS, which both ways need. */
static uint32_t sysenter_cs(struct vcpu *v, const struct op *op)
{
    uint32_t cs = (uint32_t)v->s.msr[MSR_0x174] & 0xfffc;

    if (!(v->s.cr0 & CR0_PE) || cs == 0)
        raise_fault(v, op, VECTOR_GP, 0);
    return cs;
}

static void sysenter(struct vcpu *v, const struct op *op)
{
    uint32_t cs = sysenter_cs(v, op);

    v->s.eflags &= ~(uint32_t)(FLAG_VM | FLAG_IF | FLAG_RF);
    enter_flat(v, cs, cs + 8, 0);
    v->s.r[ESP].d = (uint32_t)v->s.msr[MSR_0x175];
    far_done(v, op, (uint32_t)v->s.msr[MSR_0x176]);
    trace_mode(v);
}

static void sysexit(struct vcpu *v, const struct op *op)
{
    uint32_t cs = sysenter_cs(v, op);

    privileged(v, op);
    enter_flat(v, cs + 16, cs + 24, 3);
    v->s.r[ESP].d = v->s.r[ECX].d;
    far_done(v, op, v->s.r[EDX].d);
}

#endif
