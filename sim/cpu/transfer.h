/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/transfer.h - far jumps, calls and returns, with gates and changes
 * of privilege. Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 2, "JMP", "CALL", "RET", "IRET"; Vol. 3A, "Program
 * Control Transfers".
 */
#ifndef SIM_CPU_TRANSFER_H
#define SIM_CPU_TRANSFER_H

#include "sim/cpu/interrupt.h"

static ALWAYS_INLINE uint32_t eip_of(const struct vcpu *v, const struct op *op)
{
    return v->s.eip + op->start;
}

static ALWAYS_INLINE uint32_t next_eip(const struct vcpu *v,
                                       const struct op *op)
{
    return v->s.eip + op->start + op->length;
}

/* The instruction has set EIP itself: the block ends here. */
static ALWAYS_INLINE void leave_at(struct vcpu *v, const struct op *op,
                                   uint32_t eip)
{
    v->budget -= op->number + 1;
    v->s.eip = eip;
}

/* A far transfer is done: the instruction is complete. */
static void far_done(struct vcpu *v, const struct op *op, uint32_t eip)
{
    complete(v, op);
    v->s.eip = eip;
    context_changed(v);
}

static ALWAYS_INLINE void check_limit(struct vcpu *v, const struct op *op,
                                      uint32_t eip, uint32_t limit)
{
    if (eip > limit)
        raise_fault(v, op, VECTOR_GP, 0);
}

/* Rights to jump or call straight into a code segment. */
static void check_direct(struct vcpu *v, const struct op *op, uint16_t selector,
                         struct descriptor d)
{
    unsigned dpl = descriptor_dpl(d);
    bool allowed =
        descriptor_is_conforming(d)
            ? dpl <= v->s.cpl
            : dpl == v->s.cpl && (selector & SELECTOR_RPL) <= v->s.cpl;

    if (!allowed)
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    if (!descriptor_present(d))
        raise_fault(v, op, VECTOR_NP, error_of(selector));
}

/* The code segment that a call gate leads to. */
static struct descriptor check_call_gate(struct vcpu *v, const struct op *op,
                                         uint16_t selector,
                                         struct descriptor gate, bool call)
{
    uint16_t target = (uint16_t)(gate.low >> 16);
    struct descriptor code;
    bool allowed;

    if (descriptor_dpl(gate) < v->s.cpl ||
        descriptor_dpl(gate) < (selector & SELECTOR_RPL))
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    if (!descriptor_present(gate))
        raise_fault(v, op, VECTOR_NP, error_of(selector));
    if (is_null(target))
        raise_fault(v, op, VECTOR_GP, 0);
    code = read_descriptor(v, op, target, VECTOR_GP);
    allowed = call || descriptor_is_conforming(code)
                  ? descriptor_dpl(code) <= v->s.cpl
                  : descriptor_dpl(code) == v->s.cpl;
    if (!descriptor_is_code(code) || !allowed)
        raise_fault(v, op, VECTOR_GP, error_of(target));
    if (!descriptor_present(code))
        raise_fault(v, op, VECTOR_NP, error_of(target));
    return code;
}

static uint32_t gate_offset(struct descriptor gate)
{
    if (descriptor_type(gate) & 8)
        return (gate.low & 0xffff) | (gate.high & 0xffff0000);
    return gate.low & 0xffff;
}

/* The TSS descriptor or task gate at `selector` that a JMP or CALL names. */
static void far_task(struct vcpu *v, const struct op *op, uint16_t selector,
                     struct descriptor d, enum task_reason reason)
{
    uint16_t tss = selector;
    uint32_t next = next_eip(v, op);

    if (descriptor_dpl(d) < v->s.cpl ||
        descriptor_dpl(d) < (selector & SELECTOR_RPL))
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    if (descriptor_type(d) == SYS_TASK_GATE) {
        if (!descriptor_present(d))
            raise_fault(v, op, VECTOR_NP, error_of(selector));
        tss = (uint16_t)(d.low >> 16);
    }
    task_switch(v, op, tss, reason, next);
}

static void jump_far(struct vcpu *v, const struct op *op, uint16_t selector,
                     uint32_t offset)
{
    struct descriptor d, code;

    if (!is_protected(v)) {
        check_limit(v, op, offset, v->s.seg[CS].limit);
        if (is_v86(v))
            segment_set_v86(&v->s.seg[CS], selector);
        else
            segment_set_real(&v->s.seg[CS], selector, true);
        far_done(v, op, offset);
        return;
    }
    if (is_null(selector))
        raise_fault(v, op, VECTOR_GP, 0);
    d = read_descriptor(v, op, selector, VECTOR_GP);
    if (descriptor_is_code(d)) {
        check_direct(v, op, selector, d);
        check_limit(v, op, offset, descriptor_limit(d));
        load_cs(v, op, selector, d, v->s.cpl);
        far_done(v, op, offset);
        return;
    }
    switch (descriptor_type(d)) {
    case SYS_CALL16:
    case SYS_CALL32:
        code = check_call_gate(v, op, selector, d, false);
        check_limit(v, op, gate_offset(d), descriptor_limit(code));
        load_cs(v, op, (uint16_t)(d.low >> 16), code, v->s.cpl);
        far_done(v, op, gate_offset(d));
        break;
    case SYS_TASK_GATE:
    case SYS_TSS16:
    case SYS_TSS32:
        far_task(v, op, selector, d, TASK_JMP);
        break;
    default:
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    }
}

/* Push CS:EIP and go to a segment of the same privilege. */
static void call_same(struct vcpu *v, const struct op *op, uint16_t selector,
                      struct descriptor code, uint32_t offset, unsigned bytes)
{
    check_pushes(v, op, 2, bytes);
    check_limit(v, op, offset, descriptor_limit(code));
    code = mark_accessed(v, op, selector, code);
    push(v, op, v->s.seg[CS].selector, bytes);
    push(v, op, next_eip(v, op), bytes);
    load_cs(v, op, selector, code, v->s.cpl);
    far_done(v, op, offset);
}

/* Through a call gate to an inner ring: parameters are copied. */
static void call_inner(struct vcpu *v, const struct op *op,
                       struct descriptor gate, struct descriptor code)
{
    unsigned bytes = descriptor_type(gate) & 8 ? 4 : 2;
    unsigned count = gate.high & 31;
    unsigned cpl = descriptor_dpl(code);
    struct frame f = inner_stack(v, op, cpl);
    uint32_t parameters[31];
    uint32_t ss = v->s.seg[SS].selector;
    uint32_t esp = v->s.r[ESP].d;

    frame_check(v, op, &f, 4 + count, bytes);
    check_limit(v, op, gate_offset(gate), descriptor_limit(code));
    for (unsigned i = 0; i < count; i++)
        parameters[i] = stack_peek(v, op, i * bytes, bytes);
    code = mark_accessed(v, op, (uint16_t)(gate.low >> 16), code);
    frame_push(v, op, &f, ss, bytes);
    frame_push(v, op, &f, esp, bytes);
    for (unsigned i = count; i > 0; i--)
        frame_push(v, op, &f, parameters[i - 1], bytes);
    frame_push(v, op, &f, v->s.seg[CS].selector, bytes);
    frame_push(v, op, &f, next_eip(v, op), bytes);
    load_cs(v, op, (uint16_t)(gate.low >> 16), code, cpl);
    use_frame(v, &f);
    far_done(v, op, gate_offset(gate));
}

static void call_gate(struct vcpu *v, const struct op *op, uint16_t selector,
                      struct descriptor gate)
{
    struct descriptor code = check_call_gate(v, op, selector, gate, true);

    if (!descriptor_is_conforming(code) && descriptor_dpl(code) < v->s.cpl)
        call_inner(v, op, gate, code);
    else
        call_same(v, op, (uint16_t)(gate.low >> 16), code, gate_offset(gate),
                  descriptor_type(gate) & 8 ? 4 : 2);
}

static void call_far(struct vcpu *v, const struct op *op, uint16_t selector,
                     uint32_t offset, unsigned bytes)
{
    struct descriptor d;

    if (!is_protected(v)) {
        check_pushes(v, op, 2, bytes);
        check_limit(v, op, offset, v->s.seg[CS].limit);
        push(v, op, v->s.seg[CS].selector, bytes);
        push(v, op, next_eip(v, op), bytes);
        if (is_v86(v))
            segment_set_v86(&v->s.seg[CS], selector);
        else
            segment_set_real(&v->s.seg[CS], selector, true);
        far_done(v, op, offset);
        return;
    }
    if (is_null(selector))
        raise_fault(v, op, VECTOR_GP, 0);
    d = read_descriptor(v, op, selector, VECTOR_GP);
    if (descriptor_is_code(d)) {
        check_direct(v, op, selector, d);
        call_same(v, op, selector, d, offset, bytes);
        return;
    }
    switch (descriptor_type(d)) {
    case SYS_CALL16:
    case SYS_CALL32:
        call_gate(v, op, selector, d);
        break;
    case SYS_TASK_GATE:
    case SYS_TSS16:
    case SYS_TSS32:
        far_task(v, op, selector, d, TASK_CALL);
        break;
    default:
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    }
}

/* The code segment that a far return goes to. */
static struct descriptor check_return(struct vcpu *v, const struct op *op,
                                      uint16_t selector)
{
    unsigned rpl = selector & SELECTOR_RPL;
    struct descriptor d;

    if (is_null(selector))
        raise_fault(v, op, VECTOR_GP, 0);
    d = read_descriptor(v, op, selector, VECTOR_GP);
    if (!descriptor_is_code(d) || rpl < v->s.cpl ||
        (descriptor_is_conforming(d) ? descriptor_dpl(d) > rpl
                                     : descriptor_dpl(d) != rpl))
        raise_fault(v, op, VECTOR_GP, error_of(selector));
    if (!descriptor_present(d))
        raise_fault(v, op, VECTOR_NP, error_of(selector));
    return d;
}

/* SS:ESP of the outer ring from the stack, `above` bytes over ESP. */
static void return_outer(struct vcpu *v, const struct op *op, uint16_t selector,
                         struct descriptor code, uint32_t above,
                         uint32_t release, unsigned bytes)
{
    unsigned rpl = selector & SELECTOR_RPL;
    uint32_t esp = stack_peek(v, op, above, bytes);
    uint16_t ss = (uint16_t)stack_peek(v, op, above + bytes, bytes);
    struct descriptor stack = check_stack(v, op, ss, rpl, VECTOR_GP);
    struct segment *seg = &v->s.seg[SS];

    stack = mark_accessed(v, op, ss, stack);
    load_cs(v, op, selector, code, rpl);
    segment_set(seg, ss, stack);
    v->stack_mask = seg->access & ACC_BIG ? 0xffffffff : 0xffff;
    if (v->stack_mask == 0xffffffff)
        v->s.r[ESP].d = esp;
    else
        v->s.r[ESP].w = (uint16_t)esp;
    set_esp(v, v->s.r[ESP].d + release);
    drop_inner_segments(v);
}

static void return_far(struct vcpu *v, const struct op *op, uint32_t release,
                       unsigned bytes)
{
    uint32_t eip = stack_peek(v, op, 0, bytes);
    uint16_t selector = (uint16_t)stack_peek(v, op, bytes, bytes);
    struct descriptor d;

    if (!is_protected(v)) {
        check_limit(v, op, eip, v->s.seg[CS].limit);
        if (is_v86(v))
            segment_set_v86(&v->s.seg[CS], selector);
        else
            segment_set_real(&v->s.seg[CS], selector, true);
        set_esp(v, v->s.r[ESP].d + 2 * bytes + release);
        far_done(v, op, eip);
        return;
    }
    d = check_return(v, op, selector);
    check_limit(v, op, eip, descriptor_limit(d));
    if ((selector & SELECTOR_RPL) == v->s.cpl) {
        load_cs(v, op, selector, d, v->s.cpl);
        set_esp(v, v->s.r[ESP].d + 2 * bytes + release);
    } else {
        return_outer(v, op, selector, d, 2 * bytes + release, release, bytes);
    }
    far_done(v, op, eip);
}

/* EFLAGS bits that POPF and IRET may change at this privilege. */
static uint32_t flags_changeable(const struct vcpu *v, unsigned bytes)
{
    uint32_t mask = FLAGS_ARITH | FLAG_TF | FLAG_DF | FLAG_NT;

    if (v->s.cpl == 0)
        mask |= FLAG_IOPL;
    if (v->s.cpl <= iopl(v))
        mask |= FLAG_IF;
    if (bytes == 4)
        mask |= FLAG_AC | FLAG_ID;
    return mask & cpu_models[v->s.model].flags_mask;
}

/* Those that IRETD may change besides. */
static uint32_t flags_of_iretd(const struct vcpu *v, unsigned bytes)
{
    uint32_t mask = FLAG_RF | (v->s.cpl == 0 ? FLAG_VIF | FLAG_VIP : 0);

    return bytes == 4 ? mask & cpu_models[v->s.model].flags_mask : 0;
}

static void load_flags(struct vcpu *v, uint32_t value, uint32_t mask)
{
    cpu_set_eflags(&v->s, (cpu_eflags(&v->s) & ~mask) | (value & mask));
    if (v->s.eflags & (FLAG_TF | FLAG_RF | FLAG_VIP))
        v->attend |= ATTEND_TRAP;
    if (v->s.intr)
        v->attend |= ATTEND_INTR;
    tlb_select(v);
}

/* From ring 0 back into virtual-8086 mode. */
static void iret_to_v86(struct vcpu *v, const struct op *op, uint32_t eip,
                        uint32_t cs, uint32_t eflags)
{
    uint32_t esp = stack_peek(v, op, 12, 4);
    uint16_t selectors[SEG_COUNT];

    selectors[CS] = (uint16_t)cs;
    selectors[SS] = (uint16_t)stack_peek(v, op, 16, 4);
    selectors[ES] = (uint16_t)stack_peek(v, op, 20, 4);
    selectors[DS] = (uint16_t)stack_peek(v, op, 24, 4);
    selectors[FS] = (uint16_t)stack_peek(v, op, 28, 4);
    selectors[GS] = (uint16_t)stack_peek(v, op, 32, 4);
    check_limit(v, op, eip, 0xffff);
    load_flags(v, eflags,
               cpu_models[v->s.model].flags_mask & ~(uint32_t)FLAG_ONE);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        segment_set_v86(&v->s.seg[i], selectors[i]);
    v->s.cpl = 3;
    v->s.r[ESP].d = esp;
    far_done(v, op, eip);
}

static void iret_real(struct vcpu *v, const struct op *op, unsigned bytes)
{
    uint32_t mask = flags_changeable(v, bytes) | (bytes == 4 ? FLAG_RF : 0);
    bool virtual = flags_are_virtual(v, op, bytes);
    uint32_t eip, eflags;
    uint16_t selector;

    eip = stack_peek(v, op, 0, bytes);
    selector = (uint16_t)stack_peek(v, op, bytes, bytes);
    eflags = stack_peek(v, op, 2 * bytes, bytes);
    check_limit(v, op, eip, v->s.seg[CS].limit);
    if (virtual) {
        eflags = real_flags(v, op, eflags);
        mask |= FLAG_VIF;
    }
    if (is_v86(v))
        segment_set_v86(&v->s.seg[CS], selector);
    else
        segment_set_real(&v->s.seg[CS], selector, true);
    set_esp(v, v->s.r[ESP].d + 3 * bytes);
    load_flags(v, eflags, mask);
    far_done(v, op, eip);
}

static void iret_protected(struct vcpu *v, const struct op *op, unsigned bytes)
{
    uint32_t eip = stack_peek(v, op, 0, bytes);
    uint32_t cs = stack_peek(v, op, bytes, bytes);
    uint32_t eflags = stack_peek(v, op, 2 * bytes, bytes);
    uint32_t mask = flags_changeable(v, bytes) | flags_of_iretd(v, bytes);
    uint16_t selector = (uint16_t)cs;
    struct descriptor d;

    if (bytes == 4 && (eflags & FLAG_VM) && v->s.cpl == 0) {
        iret_to_v86(v, op, eip, cs, eflags);
        return;
    }
    d = check_return(v, op, selector);
    check_limit(v, op, eip, descriptor_limit(d));
    if ((selector & SELECTOR_RPL) == v->s.cpl) {
        load_cs(v, op, selector, d, v->s.cpl);
        set_esp(v, v->s.r[ESP].d + 3 * bytes);
    } else {
        return_outer(v, op, selector, d, 3 * bytes, 0, bytes);
    }
    load_flags(v, eflags, mask);
    far_done(v, op, eip);
}

/* NT is set: back to the task that was interrupted or that called. */
static void iret_task(struct vcpu *v, const struct op *op)
{
    uint16_t link = (uint16_t)system_read(v, op, v->s.tr.base, 2);

    task_switch(v, op, link, TASK_IRET, next_eip(v, op));
}

static void return_interrupt(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    struct event from;

    v->op = op;
    from = place_of(v);
    if (!is_protected(v))
        iret_real(v, op, bytes);
    else if (v->s.eflags & FLAG_NT)
        iret_task(v, op);
    else
        iret_protected(v, op, bytes);
    v->s.nmi_blocked = 0;
    if (v->s.nmi_pending)
        v->attend |= ATTEND_NMI;
    EVENT_FROM(v, &from, EV_IRET, v->s.seg[CS].selector, v->s.eip,
               cpu_eflags(&v->s));
}

#endif
