/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/interrupt.h - how an interrupt or exception reaches its handler.
 * Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 2, "INT n/INTO/INT3"; Vol. 3A, "Interrupt and
 * Exception Handling".
 */
#ifndef SIM_CPU_INTERRUPT_H
#define SIM_CPU_INTERRUPT_H

#include "sim/cpu/task.h"

struct interruption {
    uint8_t vector;
    bool software;   /* INT n, INT3, INTO: the gate's DPL is checked */
    bool redirected; /* to the vectors of a virtual-8086 program */
    bool has_error;
    uint32_t error;
    uint32_t eip; /* where the interrupted program goes on */
};

#define IDT_ERROR(vector) ((uint32_t)(vector)*8 + 2)

static void interrupt_real(struct vcpu *v, const struct op *op,
                           const struct interruption *i)
{
    uint32_t at = i->vector * 4u;
    uint32_t flags = cpu_eflags(&v->s);
    uint16_t offset, selector;

    if (at + 3 > v->s.idtr_limit)
        raise_fault(v, op, VECTOR_GP, IDT_ERROR(i->vector));
    offset = (uint16_t)system_read(v, op, v->s.idtr_base + at, 2);
    selector = (uint16_t)system_read(v, op, v->s.idtr_base + at + 2, 2);
    check_pushes(v, op, 3, 2);
    push(v, op, flags, 2);
    push(v, op, v->s.seg[CS].selector, 2);
    push(v, op, i->eip, 2);
    segment_set_real(&v->s.seg[CS], selector, true);
    v->s.eip = offset;
    v->s.eflags &= ~(FLAG_IF | FLAG_TF | FLAG_AC | FLAG_RF);
}

/* INT n that a virtual-8086 program handles itself, by the vectors at its
 * linear address 0. */
static void interrupt_redirected(struct vcpu *v, const struct op *op,
                                 const struct interruption *i)
{
    uint32_t flags = cpu_eflags(&v->s);
    uint16_t offset = (uint16_t)system_read(v, op, i->vector * 4u, 2);
    uint16_t selector = (uint16_t)system_read(v, op, i->vector * 4u + 2, 2);
    bool virtual = has_virtual_if(v);

    check_pushes(v, op, 3, 2);
    push(v, op, virtual ? virtual_flags(flags) : flags, 2);
    push(v, op, v->s.seg[CS].selector, 2);
    push(v, op, i->eip, 2);
    segment_set_v86(&v->s.seg[CS], selector);
    v->s.eip = offset;
    v->s.eflags &= ~(FLAG_TF | FLAG_RF | (virtual ? FLAG_VIF : FLAG_IF));
}

/* The gate, its type and rights checked. */
static struct descriptor read_gate(struct vcpu *v, const struct op *op,
                                   const struct interruption *i)
{
    uint32_t at = i->vector * 8u;
    struct descriptor gate;

    if (at + 7 > v->s.idtr_limit)
        raise_fault(v, op, VECTOR_GP, IDT_ERROR(i->vector));
    gate = read_descriptor_at(v, op, v->s.idtr_base + at);
    switch (descriptor_type(gate)) {
    case SYS_TASK_GATE:
    case SYS_INT16:
    case SYS_TRAP16:
    case SYS_INT32:
    case SYS_TRAP32:
        break;
    default:
        raise_fault(v, op, VECTOR_GP, IDT_ERROR(i->vector));
    }
    if (i->software && descriptor_dpl(gate) < v->s.cpl)
        raise_fault(v, op, VECTOR_GP, IDT_ERROR(i->vector));
    if (!descriptor_present(gate))
        raise_fault(v, op, VECTOR_NP, IDT_ERROR(i->vector));
    return gate;
}

static void interrupt_task(struct vcpu *v, const struct op *op,
                           const struct interruption *i, struct descriptor gate)
{
    uint16_t selector = (uint16_t)(gate.low >> 16);
    unsigned bytes;

    task_switch(v, op, selector, TASK_INTERRUPT, i->eip);
    bytes = v->s.tr.access & 8 ? 4 : 2;
    if (i->has_error)
        push(v, NULL, i->error, bytes);
}

/* Push the frame of the interrupted program on the stack `f`. */
static void push_interrupted(struct vcpu *v, const struct op *op,
                             struct frame *f, const struct interruption *i,
                             bool outer, unsigned bytes)
{
    const struct segment *seg = v->s.seg;

    if (outer) {
        if (is_v86(v)) {
            frame_push(v, op, f, seg[GS].selector, bytes);
            frame_push(v, op, f, seg[FS].selector, bytes);
            frame_push(v, op, f, seg[DS].selector, bytes);
            frame_push(v, op, f, seg[ES].selector, bytes);
        }
        frame_push(v, op, f, seg[SS].selector, bytes);
        frame_push(v, op, f, v->s.r[ESP].d, bytes);
    }
    frame_push(v, op, f, cpu_eflags(&v->s), bytes);
    frame_push(v, op, f, seg[CS].selector, bytes);
    frame_push(v, op, f, i->eip, bytes);
    if (i->has_error)
        frame_push(v, op, f, i->error, bytes);
}

static struct frame same_stack(struct vcpu *v)
{
    return (struct frame){v->s.seg[SS], v->s.r[ESP].d, 0, is_user(v)};
}

/* Through an interrupt or trap gate. */
static void interrupt_gate(struct vcpu *v, const struct op *op,
                           const struct interruption *i, struct descriptor gate)
{
    uint16_t selector = (uint16_t)(gate.low >> 16);
    bool wide = descriptor_type(gate) & 8;
    uint32_t offset = wide ? (gate.low & 0xffff) | (gate.high & 0xffff0000)
                           : gate.low & 0xffff;
    unsigned bytes = wide ? 4 : 2;
    unsigned cpl = v->s.cpl;
    bool outer, v86 = is_v86(v);
    struct descriptor code;
    struct frame f;

    if (is_null(selector))
        raise_fault(v, op, VECTOR_GP, 0);
    code = read_descriptor(v, op, selector, VECTOR_GP);
    if (!descriptor_is_code(code) || descriptor_dpl(code) > cpl)
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    if (!descriptor_present(code))
        raise_fault(v, op, VECTOR_NP, error_of(selector));
    outer = !descriptor_is_conforming(code) && descriptor_dpl(code) < cpl;
    if (v86 && (!outer || descriptor_dpl(code) != 0))
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    if (outer)
        cpl = descriptor_dpl(code);
    f = outer ? inner_stack(v, op, cpl) : same_stack(v);
    frame_check(v, op, &f, (outer ? 5u : 3u) + (v86 ? 4 : 0) + i->has_error,
                bytes);
    if (offset > descriptor_limit(code))
        raise_fault(v, op, VECTOR_GP, 0);
    code = mark_accessed(v, op, selector, code);
    push_interrupted(v, op, &f, i, outer, bytes);
    load_cs(v, op, selector, code, cpl);
    use_frame(v, &f);
    if (v86) {
        segment_set_null(&v->s.seg[GS], 0);
        segment_set_null(&v->s.seg[FS], 0);
        segment_set_null(&v->s.seg[DS], 0);
        segment_set_null(&v->s.seg[ES], 0);
    }
    v->s.eip = offset;
    v->s.eflags &= ~(FLAG_TF | FLAG_NT | FLAG_RF | FLAG_VM);
    if (!(descriptor_type(gate) & 1)) /* interrupt gate */
        v->s.eflags &= ~FLAG_IF;
}

/* Enter the handler. On a fault nothing of it is visible. */
static void interrupt(struct vcpu *v, const struct op *op,
                      const struct interruption *i)
{
    if (!(v->s.cr0 & CR0_PE)) {
        interrupt_real(v, op, i);
    } else if (i->redirected) {
        interrupt_redirected(v, op, i);
    } else {
        struct descriptor gate = read_gate(v, op, i);

        if (descriptor_type(gate) == SYS_TASK_GATE)
            interrupt_task(v, op, i, gate);
        else
            interrupt_gate(v, op, i, gate);
    }
    complete(v, op);
    context_changed(v);
}

#endif
