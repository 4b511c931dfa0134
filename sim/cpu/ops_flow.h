/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_flow.h - jumps, calls, returns, loops, software interrupts.
 * Part of the core (execute.c).
 */
#ifndef SIM_CPU_OPS_FLOW_H
#define SIM_CPU_OPS_FLOW_H

#include "sim/cpu/ops_bits.h"

/* EIP of a near transfer: 16 bits of it with a 16-bit operand; #GP past the
 * end of the segment. */
static ALWAYS_INLINE uint32_t near_target(struct vcpu *v, const struct op *op,
                                          uint32_t eip, unsigned bytes)
{
    if (bytes == 2)
        eip &= 0xffff;
    check_limit(v, op, eip, v->s.seg[CS].limit);
    return eip;
}

static ALWAYS_INLINE void word_jmp(struct vcpu *v, const struct op *op,
                                   unsigned bytes)
{
    leave_at(v, op, near_target(v, op, next_eip(v, op) + op->imm, bytes));
}

static ALWAYS_INLINE void word_jmp_e(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    leave_at(v, op, near_target(v, op, e_get(v, op, bytes), bytes));
}

/* By the number of the condition, which is a constant in each. */
#define JUMP_IF(name, condition)                                               \
    static ALWAYS_INLINE void word_##name(struct vcpu *v, const struct op *op, \
                                          unsigned bytes)                      \
    {                                                                          \
        if (flag_condition(&v->s, condition))                                  \
            word_jmp(v, op, bytes);                                            \
        else                                                                   \
            next(v, op);                                                       \
    }

JUMP_IF(jo, 0)
JUMP_IF(jno, 1)
JUMP_IF(jb, 2)
JUMP_IF(jnb, 3)
JUMP_IF(jz, 4)
JUMP_IF(jnz, 5)
JUMP_IF(jbe, 6)
JUMP_IF(jnbe, 7)
JUMP_IF(js, 8)
JUMP_IF(jns, 9)
JUMP_IF(jp, 10)
JUMP_IF(jnp, 11)
JUMP_IF(jl, 12)
JUMP_IF(jnl, 13)
JUMP_IF(jle, 14)
JUMP_IF(jnle, 15)

static ALWAYS_INLINE void word_call(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    uint32_t target = near_target(v, op, next_eip(v, op) + op->imm, bytes);

    push(v, op, next_eip(v, op), bytes);
    leave_at(v, op, target);
}

static ALWAYS_INLINE void quick_call(struct vcpu *v, const struct op *op,
                                     unsigned bytes, op_fn *slow)
{
    uint32_t target = next_eip(v, op) + op->imm;

    if (bytes == 2)
        target &= 0xffff;
    if (likely(target <= v->s.seg[CS].limit) &&
        quick_push(v, next_eip(v, op), bytes))
        leave_at(v, op, target);
    else
        slow(v, op);
}

static ALWAYS_INLINE void word_call_e(struct vcpu *v, const struct op *op,
                                      unsigned bytes)
{
    uint32_t target = near_target(v, op, e_get(v, op, bytes), bytes);

    push(v, op, next_eip(v, op), bytes);
    leave_at(v, op, target);
}

static ALWAYS_INLINE void near_return(struct vcpu *v, const struct op *op,
                                      unsigned bytes, uint32_t release)
{
    uint32_t target = near_target(v, op, stack_peek(v, op, 0, bytes), bytes);

    set_esp(v, v->s.r[ESP].d + bytes + release);
    leave_at(v, op, target);
}

static ALWAYS_INLINE void word_ret(struct vcpu *v, const struct op *op,
                                   unsigned bytes)
{
    near_return(v, op, bytes, 0);
}

static ALWAYS_INLINE void quick_ret(struct vcpu *v, const struct op *op,
                                    unsigned bytes, op_fn *slow)
{
    uint32_t target;

    if (!quick_peek(v, bytes, &target) ||
        unlikely(target > v->s.seg[CS].limit)) {
        slow(v, op);
        return;
    }
    set_esp(v, v->s.r[ESP].d + bytes);
    leave_at(v, op, target);
}

static ALWAYS_INLINE void word_ret_imm(struct vcpu *v, const struct op *op,
                                       unsigned bytes)
{
    near_return(v, op, bytes, op->imm);
}

static ALWAYS_INLINE void word_retf(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    return_far(v, op, 0, bytes);
}

static ALWAYS_INLINE void word_retf_imm(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    return_far(v, op, op->imm, bytes);
}

static ALWAYS_INLINE void word_iret(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    return_interrupt(v, op, bytes);
}

static ALWAYS_INLINE void word_jmp_far(struct vcpu *v, const struct op *op,
                                       unsigned bytes)
{
    (void)bytes;
    jump_far(v, op, op->selector, op->imm);
}

static ALWAYS_INLINE void word_call_far(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    call_far(v, op, op->selector, op->imm, bytes);
}

static ALWAYS_INLINE uint32_t far_pointer(struct vcpu *v, const struct op *op,
                                          unsigned bytes, uint16_t *selector)
{
    uint32_t at = address_of(v, op);
    uint32_t offset = mem_read(v, op, op->seg, at, bytes);

    *selector = (uint16_t)mem_read(v, op, op->seg, (at + bytes) & op->mask, 2);
    return offset;
}

static ALWAYS_INLINE void word_jmp_far_e(struct vcpu *v, const struct op *op,
                                         unsigned bytes)
{
    uint16_t selector;
    uint32_t offset = far_pointer(v, op, bytes, &selector);

    jump_far(v, op, selector, offset);
}

static ALWAYS_INLINE void word_call_far_e(struct vcpu *v, const struct op *op,
                                          unsigned bytes)
{
    uint16_t selector;
    uint32_t offset = far_pointer(v, op, bytes, &selector);

    call_far(v, op, selector, offset, bytes);
}

/* LOOP counts in CX or ECX by the address size. */
static ALWAYS_INLINE void loop_if(struct vcpu *v, const struct op *op,
                                  unsigned bytes, bool condition)
{
    uint32_t count = (masked(v, op, ECX) - 1) & op->mask;

    if (count != 0 && condition) {
        uint32_t target = near_target(v, op, next_eip(v, op) + op->imm, bytes);

        set_masked(v, op, ECX, count);
        leave_at(v, op, target);
    } else {
        set_masked(v, op, ECX, count);
        next(v, op);
    }
}

static ALWAYS_INLINE void word_loop(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    loop_if(v, op, bytes, true);
}

static ALWAYS_INLINE void word_loope(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    loop_if(v, op, bytes, flag_zf(&v->s));
}

static ALWAYS_INLINE void word_loopne(struct vcpu *v, const struct op *op,
                                      unsigned bytes)
{
    loop_if(v, op, bytes, !flag_zf(&v->s));
}

static ALWAYS_INLINE void word_jcxz(struct vcpu *v, const struct op *op,
                                    unsigned bytes)
{
    if (masked(v, op, ECX) == 0)
        word_jmp(v, op, bytes);
    else
        next(v, op);
}

WORDS(jmp)
WORDS(jmp_e)
WORDS(jo)
WORDS(jno)
WORDS(jb)
WORDS(jnb)
WORDS(jz)
WORDS(jnz)
WORDS(jbe)
WORDS(jnbe)
WORDS(js)
WORDS(jns)
WORDS(jp)
WORDS(jnp)
WORDS(jl)
WORDS(jnl)
WORDS(jle)
WORDS(jnle)
QUICK_WORDS(call)
WORDS(call_e)
QUICK_WORDS(ret)
WORDS(ret_imm)
WORDS(retf)
WORDS(retf_imm)
WORDS(iret)
WORDS(jmp_far)
WORDS(jmp_far_e)
WORDS(call_far)
WORDS(call_far_e)
WORDS(loop)
WORDS(loope)
WORDS(loopne)
WORDS(jcxz)

/* INT n, INT3 and INTO go through the gate with its DPL checked; in virtual-
 * 8086 mode INT n needs IOPL 3, or is the program's own. */
static void software_interrupt(struct vcpu *v, const struct op *op,
                               uint8_t vector, bool redirected)
{
    struct interruption i = {
        .vector = vector,
        .software = true,
        .redirected = redirected,
        .eip = next_eip(v, op),
    };
    uint32_t ax = v->s.r[EAX].w;
    struct event from;

    v->op = op;
    from = place_of(v);
    bus_signal(v->board, SIGNAL_INT, vector, 0);
    interrupt(v, op, &i);
    v->step_trap = false; /* TF is clear: the handler is not stepped */
    EVENT_FROM(v, &from, EV_SOFT_INT, vector, v->s.seg[CS].selector, v->s.eip,
               ax);
}

static void int_imm(struct vcpu *v, const struct op *op)
{
    uint8_t vector = (uint8_t)op->imm;
    bool redirected = int_is_redirected(v, op, vector);

    if (is_v86(v) && iopl(v) < 3 && !redirected)
        raise_fault(v, op, VECTOR_GP, 0);
    software_interrupt(v, op, vector, redirected);
}

static void int3(struct vcpu *v, const struct op *op)
{
    software_interrupt(v, op, VECTOR_BP, false);
}

static void into(struct vcpu *v, const struct op *op)
{
    if (flag_of(&v->s))
        software_interrupt(v, op, VECTOR_OF, false);
    else
        next(v, op);
}

/* ICEBP: like a debug trap, without a DPL check. */
static void int1(struct vcpu *v, const struct op *op)
{
    struct interruption i = {
        .vector = VECTOR_DB,
        .eip = next_eip(v, op),
    };

    v->s.dr[7] &= ~DR7_GD;
    interrupt(v, op, &i);
    v->step_trap = false;
    EVENT_OF(v, EV_EXCEPTION, VECTOR_DB, 0, 0, i.eip);
}

#endif
