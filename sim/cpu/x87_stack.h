/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/x87_stack.h - register stack and exceptions, for the files of the
 * floating-point unit (x87_*.c).
 *
 * Source: Intel SDM Vol. 1, "x87 FPU Register Stack", "Stack Overflow or
 * Underflow Exception (#IS)", "x87 FPU Exception Synchronization".
 */
#ifndef SIM_CPU_X87_STACK_H
#define SIM_CPU_X87_STACK_H

#include "sim/cpu/x87_unit.h"

/* An operand, from a register or from memory. */
struct x87_operand {
    struct f80 value;
    bool denormal; /* it was a denormal number in its format in memory */
    bool empty;    /* the register is empty */
};

static inline unsigned x87_number(const struct x87 *x, unsigned i)
{
    return ((x->status & X87_TOP) / BIT(11) + i) & 7;
}

static inline bool x87_is_empty(const struct x87 *x, unsigned i)
{
    return !(x->used >> x87_number(x, i) & 1);
}

static inline struct x87_operand x87_operand(const struct x87 *x, unsigned i)
{
    return (struct x87_operand){x87_get(x, i), false, x87_is_empty(x, i)};
}

static inline struct f80_context x87_begin(const struct x87 *x)
{
    return (struct f80_context){.control = x->control};
}

static inline void x87_condition(struct x87 *x, uint32_t mask, uint32_t bits)
{
    x->status = (uint16_t)((x->status & ~mask) | bits);
}

void x87_turn(struct x87 *x, unsigned by); /* TOP += by */
void x87_push(struct x87 *x, struct f80 value);
void x87_free(struct x87 *x, unsigned i);

/* Report the exceptions of an operation. False: one of them is not masked and
 * forbids the result. */
bool x87_commit(struct x87 *x, const struct f80_context *c);

/* A stack fault. False: not masked, nothing else happens. */
bool x87_fault(struct x87 *x, bool overflow);

/* kind: ModRM.reg. ST(dest) = ST(0) op other. */
void x87_arithmetic(struct x87 *x, unsigned kind, unsigned dest,
                    struct x87_operand other, bool pop);
void x87_compare(struct x87 *x, struct x87_operand other, bool quiet,
                 unsigned pops);

/* FCOMI: the order goes to EFLAGS. */
void x87_compare_flags(struct cpu_state *s, unsigned i, bool quiet, bool pop);

/* D9 E0 to D9 FF: instructions without operands. */
void x87_no_operand(struct x87 *x, unsigned modrm);

#endif
