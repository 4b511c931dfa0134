/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_control.h - control, debug and test registers; HLT. Part of the
 * core (execute.c).
 *
 * Source: Intel SDM Vol. 2, each instruction by its name; Vol. 3A, "Control
 * Registers"; Vol. 3B, "Debug Registers".
 */
#ifndef SIM_CPU_OPS_CONTROL_H
#define SIM_CPU_OPS_CONTROL_H

#include "sim/cpu/ops_system.h"

/* --- control registers ------------------------------------------------- */

/* SDM Vol. 3A, "PDPTE Registers": when they are loaded. */
static void load_pointers(struct vcpu *v, const struct op *op, uint32_t cr3)
{
    if (!paging_load_pointers(v, cr3))
        raise_fault(v, op, VECTOR_GP, 0);
}

static void set_cr0(struct vcpu *v, const struct op *op, uint32_t value)
{
    const struct cpu_model_info *model = &cpu_models[v->s.model];
    uint32_t old = v->s.cr0;

    value = (value & model->cr0_mask) | CR0_ET;
    if ((value & CR0_PG) && !(value & CR0_PE))
        raise_fault(v, op, VECTOR_GP, 0);
    if ((value & CR0_NW) && !(value & CR0_CD))
        raise_fault(v, op, VECTOR_GP, 0);
    v->op = op;
    if ((value & CR0_PG) && (v->s.cr4 & CR4_PAE) &&
        ((old ^ value) & (CR0_PG | CR0_CD | CR0_NW)))
        load_pointers(v, op, v->s.cr3);
    v->s.cr0 = value;
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
    v->op = op;
    if ((v->s.cr0 & CR0_PG) && (value & CR4_PAE) &&
        ((v->s.cr4 ^ value) & (CR4_PAE | CR4_PGE | CR4_PSE)))
        load_pointers(v, op, v->s.cr3);
    EVENT_OF(v, EV_CR4, v->s.cr4, value);
    v->s.cr4 = value;
    tlb_flush(v);
}

static void set_cr3(struct vcpu *v, const struct op *op, uint32_t value)
{
    v->op = op;
    if ((v->s.cr0 & CR0_PG) && (v->s.cr4 & CR4_PAE))
        load_pointers(v, op, value);
    EVENT_OF(v, EV_CR3, v->s.cr3, value, (v->s.cr4 & CR4_PAE) != 0);
    v->s.cr3 = value & cpu_models[v->s.model].cr3_mask;
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
        set_cr3(v, op, value);
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
    if (v->s.cr4 & (CR4_PSE | CR4_PAE)) /* it may lie in a large page */
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

/* --- halt -------------------------------------------------------------- */

static void hlt(struct vcpu *v, const struct op *op)
{
    privileged(v, op);
    EVENT_OF(v, EV_HLT, (v->s.eflags & FLAG_IF) != 0);
    if (!v->step_trap && !v->s.debug_trap) /* a trap ends the halt at once */
        v->s.activity = CPU_HALTED;
    v->attend |= ATTEND_ACTIVITY;
    leave_at(v, op, next_eip(v, op));
}

#endif
