/* SPDX-License-Identifier: MIT
 *
 * tests/sim/operands.h - one instruction as two decoders see it: ours and
 * Zydis, both written down in the same words.
 *
 *     5 o16 a16: m32:ds[3+6*1+10]a16 i:12345678
 *
 * length, operand size, address size, prefixes that matter; then each operand
 * with its size: r register, m memory (segment, base, index, scale and
 * displacement by number), i immediate, j target of a jump, p far pointer,
 * s c d t segment, control, debug and test register, f x87 register.
 */
#ifndef TESTS_SIM_OPERANDS_H
#define TESTS_SIM_OPERANDS_H

#include "sim/cpu/decode.h"
#include "sim/event.h"

#define OPERANDS_TEXT 160

/* False: not an instruction of this model. */
bool operands_ours(char text[static OPERANDS_TEXT], const uint8_t *bytes,
                   unsigned available, enum cpu_mode mode,
                   enum cpu_model model);

/* False: not an instruction. isa: the extension that it belongs to. */
bool operands_zydis(char text[static OPERANDS_TEXT], const uint8_t *bytes,
                    unsigned available, enum cpu_mode mode, int *isa);

#endif
