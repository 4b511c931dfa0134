/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_plain.h - operations of one size: flags, decimal arithmetic.
 * Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 2, each instruction by its name.
 */
#ifndef SIM_CPU_OPS_PLAIN_H
#define SIM_CPU_OPS_PLAIN_H

#include "sim/cpu/ops_x87.h"

/* The end mark: what is left of the block was not executed. */
static void end(struct vcpu *v, const struct op *op)
{
    v->budget -= op->number;
    v->s.eip = eip_of(v, op);
}

static void ud(struct vcpu *v, const struct op *op)
{
    raise_plain(v, op, VECTOR_UD);
}

static void nop(struct vcpu *v, const struct op *op)
{
    next(v, op);
}

/* The long NOP has an operand and does not touch it. */
static void nop_e(struct vcpu *v, const struct op *op)
{
    next(v, op);
}

static void xlat(struct vcpu *v, const struct op *op)
{
    uint32_t at = (v->s.r[EBX].d + v->s.r[EAX].b[0]) & op->mask;

    v->s.r[EAX].b[0] = (uint8_t)mem_read(v, op, op->seg, at, 1);
    next(v, op);
}

static void setcc(struct vcpu *v, const struct op *op)
{
    bool set = flag_condition(&v->s, op->imm);

    if (op->flags & OP_MEMORY)
        store8(v, op, set);
    else
        set_reg8(v, op->rm, set);
    next(v, op);
}

static void salc(struct vcpu *v, const struct op *op)
{
    v->s.r[EAX].b[0] = flag_cf(&v->s) ? 0xff : 0;
    next(v, op);
}

/* --- decimal ----------------------------------------------------------- */

static void decimal_flags(struct vcpu *v, uint8_t al, bool af, bool cf)
{
    flags_logic(&v->s, (uint32_t)(int8_t)al);
    v->s.flag_aux = af ? AUX_AF : 0;
    flag_set_cf(&v->s, cf);
    flag_set_of(&v->s, false);
}

static void daa(struct vcpu *v, const struct op *op)
{
    uint8_t old = v->s.r[EAX].b[0], al = old;
    bool af = (old & 15) > 9 || flag_af(&v->s);
    bool cf = old > 0x99 || flag_cf(&v->s);

    al = (uint8_t)(al + (af ? 6 : 0) + (cf ? 0x60 : 0));
    v->s.r[EAX].b[0] = al;
    decimal_flags(v, al, af, cf);
    next(v, op);
}

static void das(struct vcpu *v, const struct op *op)
{
    uint8_t old = v->s.r[EAX].b[0], al = old;
    bool af = (old & 15) > 9 || flag_af(&v->s);
    bool cf = old > 0x99 || flag_cf(&v->s);
    bool borrow = cf || (af && old < 6);

    al = (uint8_t)(al - (af ? 6 : 0) - (cf ? 0x60 : 0));
    v->s.r[EAX].b[0] = al;
    decimal_flags(v, al, af, borrow);
    next(v, op);
}

static void aaa(struct vcpu *v, const struct op *op)
{
    bool carry = (v->s.r[EAX].b[0] & 15) > 9 || flag_af(&v->s);

    if (carry)
        v->s.r[EAX].w = (uint16_t)(v->s.r[EAX].w + 0x106);
    v->s.r[EAX].b[0] &= 15;
    decimal_flags(v, v->s.r[EAX].b[0], carry, carry);
    next(v, op);
}

static void aas(struct vcpu *v, const struct op *op)
{
    bool carry = (v->s.r[EAX].b[0] & 15) > 9 || flag_af(&v->s);

    if (carry)
        v->s.r[EAX].w = (uint16_t)(v->s.r[EAX].w - 0x106);
    v->s.r[EAX].b[0] &= 15;
    decimal_flags(v, v->s.r[EAX].b[0], carry, carry);
    next(v, op);
}

static void aam(struct vcpu *v, const struct op *op)
{
    uint8_t base = (uint8_t)op->imm;
    uint8_t al = v->s.r[EAX].b[0];

    if (base == 0)
        raise_plain(v, op, VECTOR_DE);
    v->s.r[EAX].b[1] = al / base;
    v->s.r[EAX].b[0] = al % base;
    decimal_flags(v, al % base, false, false);
    next(v, op);
}

static void aad(struct vcpu *v, const struct op *op)
{
    uint8_t al =
        (uint8_t)(v->s.r[EAX].b[0] + v->s.r[EAX].b[1] * (uint8_t)op->imm);

    v->s.r[EAX].w = al;
    decimal_flags(v, al, false, false);
    next(v, op);
}

/* --- flags ------------------------------------------------------------- */

static void sahf(struct vcpu *v, const struct op *op)
{
    uint32_t mask = FLAG_SF | FLAG_ZF | FLAG_AF | FLAG_PF | FLAG_CF;

    flags_set(&v->s, (flags_get(&v->s) & ~mask) | (v->s.r[EAX].b[1] & mask));
    next(v, op);
}

static void lahf(struct vcpu *v, const struct op *op)
{
    v->s.r[EAX].b[1] = (uint8_t)(flags_get(&v->s) | FLAG_ONE);
    next(v, op);
}

static void clc(struct vcpu *v, const struct op *op)
{
    flag_set_cf(&v->s, false);
    next(v, op);
}

static void stc(struct vcpu *v, const struct op *op)
{
    flag_set_cf(&v->s, true);
    next(v, op);
}

static void cmc(struct vcpu *v, const struct op *op)
{
    flag_set_cf(&v->s, !flag_cf(&v->s));
    next(v, op);
}

static void cld(struct vcpu *v, const struct op *op)
{
    v->s.eflags &= ~FLAG_DF;
    next(v, op);
}

static void std(struct vcpu *v, const struct op *op)
{
    v->s.eflags |= FLAG_DF;
    next(v, op);
}

/* CLI and STI: IF or VIF. */
static uint32_t interrupt_flag(struct vcpu *v, const struct op *op)
{
    if (!(v->s.cr0 & CR0_PE) || v->s.cpl <= iopl(v))
        return FLAG_IF;
    if (!has_virtual_if(v))
        raise_fault(v, op, VECTOR_GP, 0);
    return FLAG_VIF;
}

static void cli(struct vcpu *v, const struct op *op)
{
    v->s.eflags &= ~interrupt_flag(v, op);
    next(v, op);
}

static void sti(struct vcpu *v, const struct op *op)
{
    if (interrupt_flag(v, op) == FLAG_VIF) {
        if (v->s.eflags & FLAG_VIP)
            raise_fault(v, op, VECTOR_GP, 0);
        v->s.eflags |= FLAG_VIF;
        next(v, op);
        return;
    }
    if (!(v->s.eflags & FLAG_IF))
        hold_interrupts(v, SHADOW_STI);
    v->s.eflags |= FLAG_IF;
    next(v, op);
}

#endif
