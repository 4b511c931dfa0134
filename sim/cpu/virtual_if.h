/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/virtual_if.h - the virtual interrupt flag: with CR4.VME in virtual-
 * 8086 mode, and with CR4.PVI in ring 3, a program below IOPL 3 turns VIF on
 * and off instead of raising #GP. Part of the core (execute.c).
 *
 * Source: Intel SDM Vol. 3A, "8086 Emulation": "Class 2 - Maskable Hardware
 * Interrupt Handling in Virtual-8086 Mode Using the Virtual Interrupt
 * Mechanism", "Class 3 - Software Interrupt Handling in Virtual-8086 Mode",
 * "Protected-Mode Virtual Interrupts"; Vol. 2, "CLI", "STI", "POPF".
 */
#ifndef SIM_CPU_VIRTUAL_IF_H
#define SIM_CPU_VIRTUAL_IF_H

#include "sim/cpu/protect.h"

/* Does VIF stand for IF? */
static bool has_virtual_if(const struct vcpu *v)
{
    return v->s.cpl == 3 && iopl(v) < 3 &&
           (v->s.cr4 & (is_v86(v) ? CR4_VME : CR4_PVI));
}

/* PUSHF, POPF and IRET in virtual-8086 mode: true if they are to take VIF for
 * IF. #GP where they can do neither. */
static bool flags_are_virtual(struct vcpu *v, const struct op *op,
                              unsigned bytes)
{
    if (!is_v86(v) || iopl(v) == 3)
        return false;
    if (!(v->s.cr4 & CR4_VME) || bytes == 4)
        raise_fault(v, op, VECTOR_GP, 0);
    return true;
}

/* EFLAGS as such a program sees them. */
static uint32_t virtual_flags(uint32_t flags)
{
    flags &= ~(uint32_t)FLAG_IF;
    return flags | FLAG_IOPL | (flags & FLAG_VIF ? FLAG_IF : 0);
}

/* What such a program loads. #GP: it wants to be stepped, or opens itself to
 * an interrupt that waits. */
static uint32_t real_flags(struct vcpu *v, const struct op *op, uint32_t flags)
{
    if ((flags & FLAG_TF) || ((flags & FLAG_IF) && (v->s.eflags & FLAG_VIP)))
        raise_fault(v, op, VECTOR_GP, 0);
    return (flags & 0xffff) | (flags & FLAG_IF ? FLAG_VIF : 0);
}

/* VIF and VIP together at the beginning of an instruction raise #GP, so that
 * the monitor handles the interrupt that waits; the manual names no IOPL. */
static bool virtual_interrupt_waits(const struct vcpu *v)
{
    uint32_t both = FLAG_VIF | FLAG_VIP;

    return (v->s.eflags & both) == both && v->s.cpl == 3 &&
           (v->s.cr4 & (is_v86(v) ? CR4_VME : CR4_PVI));
}

/* CR4.VME: does the program itself handle INT n? The map of 32 bytes below
 * the I/O permission bit map says it with a 0. */
static bool int_is_redirected(struct vcpu *v, const struct op *op,
                              uint8_t vector)
{
    const struct segment *tr = &v->s.tr;
    uint32_t at;

    if (!is_v86(v) || !(v->s.cr4 & CR4_VME))
        return false;
    if (tr->unusable || !(tr->access & 8) || tr->limit < 0x67)
        raise_fault(v, op, VECTOR_GP, 0);
    at = system_read(v, op, tr->base + 0x66, 2) - 32 + vector / 8u;
    if (at > tr->limit)
        raise_fault(v, op, VECTOR_GP, 0);
    return !(system_read(v, op, tr->base + at, 1) >> (vector & 7) & 1);
}

#endif
