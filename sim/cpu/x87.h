/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/x87.h - the registers of the floating-point unit. Plain data, no
 * padding: part of the processor's state.
 *
 * Source: Intel SDM Vol. 1, "Programming with the x87 FPU"; i486 Programmer's
 * Reference Manual, "Numeric Applications".
 */
#ifndef SIM_CPU_X87_H
#define SIM_CPU_X87_H

#include "sim/base.h"

/* Status word. The same six bits mask the exceptions in the control word. */
#define X87_IE         BIT(0) /* invalid operation */
#define X87_DE         BIT(1) /* denormal operand */
#define X87_ZE         BIT(2) /* division by zero */
#define X87_OE         BIT(3) /* overflow */
#define X87_UE         BIT(4) /* underflow */
#define X87_PE         BIT(5) /* inexact result */
#define X87_SF         BIT(6) /* stack fault */
#define X87_ES         BIT(7) /* an exception that is not masked waits */
#define X87_C0         BIT(8)
#define X87_C1         BIT(9)
#define X87_C2         BIT(10)
#define X87_TOP        FIELD(13, 11)
#define X87_C3         BIT(14)
#define X87_BUSY       BIT(15)

#define X87_EXCEPTIONS FIELD(5, 0)
#define X87_CONDITION  (X87_C0 | X87_C1 | X87_C2 | X87_C3)

/* Control word. */
#define X87_PRECISION FIELD(9, 8) /* 0: 24 bits, 2: 53, 3: 64 */
#define X87_ROUNDING  FIELD(11, 10)
#define X87_CONTROL   (X87_EXCEPTIONS | X87_PRECISION | X87_ROUNDING | BIT(12))

/* Physical registers R0 to R7; ST(i) is R[(TOP + i) mod 8]. Bit 15 of an
 * exponent is the sign. */
struct x87 {
    uint64_t significand[8];
    uint16_t exponent[8];
    uint16_t control, status;
    uint16_t opcode;  /* of the last instruction but control: 11 bits */
    uint16_t used;    /* bit n: Rn is not empty */
    uint32_t code;    /* where that instruction lies ... */
    uint32_t data;    /* ... and its operand in memory: offsets */
    uint16_t code_cs; /* and selectors */
    uint16_t data_segment;
    uint16_t error_pin;     /* 1: FERR# is driven */
    uint16_t ignore_errors; /* 1: IGNNE# is driven by the board */
    uint16_t missing;       /* 1: there is no such unit */
    uint16_t spare[3];
};

#endif
