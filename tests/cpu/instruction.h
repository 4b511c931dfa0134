/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/instruction.h - the parts of an instruction, read without the
 * help of our decoder; and what the manual leaves open about its results.
 */
#ifndef TESTS_CPU_INSTRUCTION_H
#define TESTS_CPU_INSTRUCTION_H

#include "tests/cpu/single.h"

struct instruction {
    const uint8_t *modrm; /* what follows the opcode */
    unsigned opcode;      /* with 0F: 100h and up */
    unsigned prefixes;    /* how many */
    unsigned segment;     /* the last segment prefix, or SEG_COUNT */
    unsigned word_bits;   /* operand size: 16, 32 */
    unsigned bits;        /* of the operand: 8, 16, 32 */
    bool wide;            /* 32-bit addresses */
    bool repeated;        /* F2 or F3 */
    bool locked;
};

#define PREFIX_LIMIT 14u

/* code: at least 16 bytes. */
struct instruction instruction_read(const uint8_t *code, bool code32);

static inline unsigned modrm_reg(const struct instruction *i)
{
    return i->modrm[0] >> 3 & 7;
}

static inline bool modrm_is_register(const struct instruction *i)
{
    return i->modrm[0] >= 0xc0;
}

/* Bytes of ModRM, SIB and displacement. */
unsigned modrm_length(const struct instruction *i);

/* Does it repeat if it has F2 or F3? */
bool instruction_is_string(const struct instruction *i);

/* Flags that it leaves undefined; *any_result: even its result is. */
uint32_t instruction_undefined(const struct instruction *i,
                               const struct single *before, bool *any_result);

#endif
