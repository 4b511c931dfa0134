/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/instruction.c - prefixes, opcode and ModRM of an instruction, and
 * what it leaves undefined.
 *
 * Source: Intel SDM Vol. 2, "Instruction Format", and of each instruction
 * "Flags Affected".
 */
#include "tests/cpu/instruction.h"

#include <string.h>

struct instruction instruction_read(const uint8_t *code, bool code32)
{
    static const uint8_t segments[] = {0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65};
    struct instruction i = {.segment = SEG_COUNT, .wide = code32};
    bool data32 = code32, other_data = false;

    for (; i.prefixes < PREFIX_LIMIT; i.prefixes++) {
        uint8_t c = code[i.prefixes];
        const uint8_t *segment = memchr(segments, c, sizeof segments);

        if (segment)
            i.segment = (unsigned)(segment - segments);
        else if (c == 0x66)
            other_data = true;
        else if (c == 0x67)
            i.wide = !code32;
        else if (c == 0xf2 || c == 0xf3)
            i.repeated = true;
        else if (c == 0xf0)
            i.locked = true;
        else
            break;
    }
    code += i.prefixes;
    i.opcode = code[0] == 0x0f ? 0x100u | code[1] : code[0];
    i.modrm = code + (code[0] == 0x0f ? 2 : 1);
    i.word_bits = data32 != other_data ? 32 : 16;
    i.bits = i.opcode < 0x100 && !(i.opcode & 1) ? 8 : i.word_bits;
    return i;
}

unsigned modrm_length(const struct instruction *i)
{
    unsigned mod = i->modrm[0] >> 6, rm = i->modrm[0] & 7, length = 1;

    if (mod == 3)
        return 1;
    if (!i->wide)
        return 1 + (mod == 2 || (mod == 0 && rm == 6) ? 2 : mod);
    if (rm == 4) {
        length = 2;
        rm = i->modrm[1] & 7;
    }
    return length + (mod == 2 || (mod == 0 && rm == 5) ? 4 : mod);
}

bool instruction_is_string(const struct instruction *i)
{
    return (i->opcode >= 0xa4 && i->opcode <= 0xa7) ||
           (i->opcode >= 0xaa && i->opcode <= 0xaf);
}

/* --- what is undefined ---------------------------------------------------- */

#define RESULT_FLAGS (FLAG_SF | FLAG_ZF | FLAG_AF | FLAG_PF)

static uint32_t after_shift(unsigned reg, unsigned count, unsigned bits)
{
    uint32_t flags;

    count &= 31;
    flags = count > 1 ? FLAG_OF : 0;
    if (reg >= 4 && count)
        flags |= FLAG_AF;
    if (reg >= 4 && reg < 7 && count >= bits)
        flags |= FLAG_CF;
    return flags;
}

static uint32_t after_double_shift(unsigned count, unsigned bits,
                                   bool *any_result)
{
    count &= 31;
    *any_result = count > bits;
    if (count > 1)
        return FLAG_AF | FLAG_OF;
    return count ? FLAG_AF : 0;
}

static uint32_t after_group_3(unsigned reg)
{
    static const uint32_t flags[] = {FLAG_AF,     FLAG_AF,      0,
                                     0,           RESULT_FLAGS, RESULT_FLAGS,
                                     FLAGS_ARITH, FLAGS_ARITH};

    return flags[reg];
}

/* Of the opcodes with 0F. */
static uint32_t undefined_of_two(const struct instruction *i, uint32_t ecx,
                                 bool *any_result)
{
    unsigned last = i->modrm[modrm_length(i)];

    switch (i->opcode & 0xff) {
    case 0xa4: /* SHLD, SHRD */
    case 0xac:
        return after_double_shift(last, i->bits, any_result);
    case 0xa5:
    case 0xad:
        return after_double_shift(ecx, i->bits, any_result);
    case 0xa3: /* BT, BTS, BTR, BTC */
    case 0xab:
    case 0xb3:
    case 0xbb:
    case 0xba:
        return FLAG_OF | FLAG_SF | FLAG_AF | FLAG_PF;
    case 0xaf: /* IMUL */
        return RESULT_FLAGS;
    case 0xbc: /* BSF, BSR */
    case 0xbd:
        return FLAGS_ARITH & ~FLAG_ZF;
    default:
        *any_result = (i->opcode & 0xf8) == 0xc8 && i->bits != 32; /* BSWAP */
        return 0;
    }
}

uint32_t instruction_undefined(const struct instruction *i,
                               const struct single *before, bool *any_result)
{
    unsigned op = i->opcode, reg = modrm_reg(i);

    *any_result = false;
    if (op >= 0x100)
        return undefined_of_two(i, before->r[ECX], any_result);
    if (op < 0x40 && (op & 7) < 6) /* OR, AND, XOR */
        return op >> 3 == 1 || op >> 3 == 4 || op >> 3 == 6 ? FLAG_AF : 0;
    switch (op) {
    case 0x80:
    case 0x81:
    case 0x82:
    case 0x83:
        return reg == 1 || reg == 4 || reg == 6 ? FLAG_AF : 0;
    case 0x84: /* TEST */
    case 0x85:
    case 0xa8:
    case 0xa9:
        return FLAG_AF;
    case 0x27: /* DAA, DAS */
    case 0x2f:
        return FLAG_OF;
    case 0x37: /* AAA, AAS */
    case 0x3f:
        return FLAG_OF | FLAG_SF | FLAG_ZF | FLAG_PF;
    case 0xd4: /* AAM, AAD */
    case 0xd5:
        return FLAG_OF | FLAG_AF | FLAG_CF;
    case 0x69: /* IMUL */
    case 0x6b:
        return RESULT_FLAGS;
    case 0xf6:
    case 0xf7:
        return after_group_3(reg);
    case 0xc0:
    case 0xc1:
        return after_shift(reg, i->modrm[modrm_length(i)], i->bits);
    case 0xd0:
    case 0xd1:
        return after_shift(reg, 1, i->bits);
    case 0xd2:
    case 0xd3:
        return after_shift(reg, before->r[ECX], i->bits);
    default:
        return 0;
    }
}
