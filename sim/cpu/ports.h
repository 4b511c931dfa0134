/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ports.h - IN and OUT, and who may use them. Part of the core
 * (execute.c).
 *
 * Source: Intel SDM Vol. 1, "Input/Output", "I/O Permission Bit Map".
 */
#ifndef SIM_CPU_PORTS_H
#define SIM_CPU_PORTS_H

#include "sim/cpu/transfer.h"

/* With CPL > IOPL, or in virtual-8086 mode, the TSS decides. */
static void check_bitmap(struct vcpu *v, const struct op *op, uint16_t port,
                         unsigned bytes)
{
    const struct segment *tr = &v->s.tr;
    uint32_t at, bits;

    if (tr->unusable || !(tr->access & 8) || tr->limit < 0x67)
        raise_fault(v, op, VECTOR_GP, 0);
    at = system_read(v, op, tr->base + 0x66, 2) + port / 8u;
    if (at + 1 > tr->limit)
        raise_fault(v, op, VECTOR_GP, 0);
    bits = system_read(v, op, tr->base + at, 2) >> (port & 7);
    if (bits & (BIT(bytes) - 1))
        raise_fault(v, op, VECTOR_GP, 0);
}

static inline void check_port(struct vcpu *v, const struct op *op,
                              uint16_t port, unsigned bytes)
{
    if ((v->s.cr0 & CR0_PE) && (is_v86(v) || v->s.cpl > iopl(v)))
        check_bitmap(v, op, port, bytes);
}

/* Breakpoints on ports are looked at where breakpoints are on at all. */
static inline void watch_port(struct vcpu *v, uint16_t port, unsigned bytes)
{
    if (unlikely(v->s.dr[7] & 0xff))
        v->s.debug_trap |= debug_port_match(&v->s, port, bytes);
}

static inline uint32_t port_in(struct vcpu *v, const struct op *op,
                               uint16_t port, unsigned bytes)
{
    v->op = op;
    watch_port(v, port, bytes);
    return bus_in(v->board, port, bytes);
}

static inline void port_out(struct vcpu *v, const struct op *op, uint16_t port,
                            uint32_t value, unsigned bytes)
{
    v->op = op;
    watch_port(v, port, bytes);
    bus_out(v->board, port, bytes, value);
}

#define IN_OUT(bits, bytes, set)                                               \
    static void in_imm##bits(struct vcpu *v, const struct op *op)              \
    {                                                                          \
        uint16_t port = (uint16_t)op->imm;                                     \
        check_port(v, op, port, bytes);                                        \
        set(v, EAX, port_in(v, op, port, bytes));                              \
        next_checked(v, op);                                                   \
    }                                                                          \
    static void in_dx##bits(struct vcpu *v, const struct op *op)               \
    {                                                                          \
        uint16_t port = v->s.r[EDX].w;                                         \
        check_port(v, op, port, bytes);                                        \
        set(v, EAX, port_in(v, op, port, bytes));                              \
        next_checked(v, op);                                                   \
    }                                                                          \
    static void out_imm##bits(struct vcpu *v, const struct op *op)             \
    {                                                                          \
        uint16_t port = (uint16_t)op->imm;                                     \
        check_port(v, op, port, bytes);                                        \
        port_out(v, op, port, reg##bits(v, EAX), bytes);                       \
        next_checked(v, op);                                                   \
    }                                                                          \
    static void out_dx##bits(struct vcpu *v, const struct op *op)              \
    {                                                                          \
        uint16_t port = v->s.r[EDX].w;                                         \
        check_port(v, op, port, bytes);                                        \
        port_out(v, op, port, reg##bits(v, EAX), bytes);                       \
        next_checked(v, op);                                                   \
    }

IN_OUT(8, 1, set_reg8)
IN_OUT(16, 2, set_reg16)
IN_OUT(32, 4, set_reg32)

#endif
