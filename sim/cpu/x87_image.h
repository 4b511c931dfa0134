/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/x87_image.h - the environment in memory, in its four layouts
 * (x87_image.c), for FSTENV, FLDENV, FSAVE and FRSTOR, and the
 * one layout of FXSAVE and FXRSTOR.
 */
#ifndef SIM_CPU_X87_IMAGE_H
#define SIM_CPU_X87_IMAGE_H

#include "sim/cpu/x87.h"

#define X87_ENVIRONMENT_MAX 28 /* 14 with 16 bits */
#define X87_REGISTERS_BYTES 80
#define X87_IMAGE_MAX       (X87_ENVIRONMENT_MAX + X87_REGISTERS_BYTES)

/* The layout: operand size, and real-address or V86 mode against protected
 * mode. */
struct x87_layout {
    bool wide, real;
};

static inline unsigned x87_environment_bytes(struct x87_layout layout)
{
    return layout.wide ? 28 : 14;
}

void x87_put_environment(const struct x87 *x, struct x87_layout layout,
                         uint8_t bytes[static X87_ENVIRONMENT_MAX]);
void x87_get_environment(struct x87 *x, struct x87_layout layout,
                         const uint8_t bytes[static X87_ENVIRONMENT_MAX]);

/* ST(0) to ST(7), 10 bytes each. Which are empty is in the environment. */
void x87_put_registers(const struct x87 *x,
                       uint8_t bytes[static X87_REGISTERS_BYTES]);
void x87_get_registers(struct x87 *x,
                       const uint8_t bytes[static X87_REGISTERS_BYTES]);

/* FXSAVE: the image has 512 bytes, of which the x87 uses the first. */
#define X87_FX_BYTES     160
#define X87_FX_ALIGNMENT 16
#define X87_FX_WHOLE     512

void x87_put_fx(const struct x87 *x, uint8_t bytes[static X87_FX_BYTES]);
void x87_get_fx(struct x87 *x, const uint8_t bytes[static X87_FX_BYTES]);

#endif
