/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/raise.h - exceptions: how an instruction is abandoned.
 *
 * An operation writes no register before its last memory access, so that
 * abandoning it needs no undo: control goes back to vcpu_run(), which points
 * EIP at the instruction and delivers the exception.
 *
 * Source: Intel SDM Vol. 3A, "Exception and Interrupt Reference".
 */
#ifndef SIM_CPU_RAISE_H
#define SIM_CPU_RAISE_H

#include "sim/cpu/vcpu.h"

enum vector {
    VECTOR_DE = 0, /* divide error */
    VECTOR_DB = 1, /* debug */
    VECTOR_NMI = 2,
    VECTOR_BP = 3,     /* breakpoint */
    VECTOR_OF = 4,     /* overflow */
    VECTOR_BR = 5,     /* BOUND range exceeded */
    VECTOR_UD = 6,     /* invalid opcode */
    VECTOR_NM = 7,     /* no math coprocessor */
    VECTOR_DF = 8,     /* double fault */
    VECTOR_TS = 10,    /* invalid TSS */
    VECTOR_NP = 11,    /* segment not present */
    VECTOR_SS = 12,    /* stack-segment fault */
    VECTOR_GP = 13,    /* general protection */
    VECTOR_PF = 14,    /* page fault */
    VECTOR_MF = 16,    /* math fault */
    VECTOR_AC = 17,    /* alignment check */
    VECTOR_NONE = 255, /* abandon the instruction, deliver nothing */
};

/* op: the instruction to abandon; NULL while an event is being delivered. */
_Noreturn void raise_fault(struct vcpu *v, const struct op *op, uint8_t vector,
                           uint32_t error);
_Noreturn void raise_plain(struct vcpu *v, const struct op *op,
                           uint8_t vector); /* no error code */

#endif
