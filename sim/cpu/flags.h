/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/flags.h - arithmetic flags, worked out only when somebody looks.
 *
 * An operation leaves its sign-extended result and its carry vector behind:
 *
 *   flag_result        ZF = result is 0, SF = bit 31, PF = parity of bits 7:0
 *   flag_aux  bit 31   CF: carry out of the top bit
 *             bit 30   carry into the top bit: OF = bit 31 ^ bit 30
 *             15:8     XORed to the byte that PF is taken of
 *             bit 3    AF
 *             bit 0    XORed to SF
 *
 * The last two corrections are needed when flags are set from outside, as
 * POPF can set ZF and SF together.
 */
#ifndef SIM_CPU_FLAGS_H
#define SIM_CPU_FLAGS_H

#include "sim/cpu/state.h"

#define AUX_CF   BIT(31)
#define AUX_INTO BIT(30)
#define AUX_AF   BIT(3)
#define AUX_SIGN BIT(0)

static ALWAYS_INLINE bool flag_cf(const struct cpu_state *s)
{
    return s->flag_aux >> 31;
}

static ALWAYS_INLINE bool flag_of(const struct cpu_state *s)
{
    return ((s->flag_aux ^ s->flag_aux << 1) >> 31) != 0;
}

static ALWAYS_INLINE bool flag_zf(const struct cpu_state *s)
{
    return s->flag_result == 0;
}

static ALWAYS_INLINE bool flag_sf(const struct cpu_state *s)
{
    return ((s->flag_result >> 31) ^ (s->flag_aux & AUX_SIGN)) != 0;
}

static ALWAYS_INLINE bool flag_af(const struct cpu_state *s)
{
    return (s->flag_aux & AUX_AF) != 0;
}

static ALWAYS_INLINE bool flag_pf(const struct cpu_state *s)
{
    return !__builtin_parity((s->flag_result ^ s->flag_aux >> 8) & 0xff);
}

/* Bits 11, 7, 6, 4, 2 and 0 of EFLAGS. */
static inline uint32_t flags_get(const struct cpu_state *s)
{
    return (flag_cf(s) ? FLAG_CF : 0) | (flag_pf(s) ? FLAG_PF : 0) |
           (flag_af(s) ? FLAG_AF : 0) | (flag_zf(s) ? FLAG_ZF : 0) |
           (flag_sf(s) ? FLAG_SF : 0) | (flag_of(s) ? FLAG_OF : 0);
}

static inline void flags_set(struct cpu_state *s, uint32_t f)
{
    bool cf = (f & FLAG_CF) != 0;
    bool of = (f & FLAG_OF) != 0;

    s->flag_result = f & FLAG_ZF ? 0 : 0x100;
    s->flag_aux = (cf ? AUX_CF : 0) | (cf != of ? AUX_INTO : 0) |
                  (f & FLAG_AF ? AUX_AF : 0) | (f & FLAG_SF ? AUX_SIGN : 0) |
                  (f & FLAG_PF ? 0 : 0x100);
}

static ALWAYS_INLINE void flag_set_cf(struct cpu_state *s, bool cf)
{
    if (flag_cf(s) != cf)
        s->flag_aux ^= AUX_CF | AUX_INTO;
}

static ALWAYS_INLINE void flag_set_of(struct cpu_state *s, bool of)
{
    if (flag_of(s) != of)
        s->flag_aux ^= AUX_INTO;
}

static inline void flag_set_zf(struct cpu_state *s, bool zf)
{
    uint32_t f = flags_get(s);

    flags_set(s, zf ? f | FLAG_ZF : f & ~FLAG_ZF);
}

/* CF and OF of a rotate; the others stay. */
static ALWAYS_INLINE void flags_rotate(struct cpu_state *s, bool cf, bool of)
{
    s->flag_aux = (s->flag_aux & ~(AUX_CF | AUX_INTO)) | (uint32_t)cf << 31 |
                  (uint32_t)(cf != of) << 30;
}

/* Flags of a shift: AF is undefined by the manual. result: sign-extended. */
static ALWAYS_INLINE void flags_shift(struct cpu_state *s, uint32_t result,
                                      bool cf, bool of)
{
    s->flag_result = result;
    s->flag_aux = (uint32_t)cf << 31 | (uint32_t)(cf != of) << 30;
}

/* Flags of a logical operation: CF, OF and AF are cleared (AF is undefined
 * by the manual). result: sign-extended to 32 bits. */
static ALWAYS_INLINE void flags_logic(struct cpu_state *s, uint32_t result)
{
    s->flag_result = result;
    s->flag_aux = 0;
}

/* Flags of INC and DEC, from the operand and the result: CF stays. */
static ALWAYS_INLINE void flags_step(struct cpu_state *s, uint32_t a,
                                     uint32_t r, unsigned bits, bool of)
{
    uint32_t cf = s->flag_aux & AUX_CF;

    s->flag_result = (uint32_t)((int32_t)(r << (32 - bits)) >> (32 - bits));
    s->flag_aux =
        (cf | cf >> 1 | ((a ^ r) >> 1 & AUX_AF)) ^ (of ? AUX_INTO : 0);
}

static ALWAYS_INLINE void flags_sum(struct cpu_state *s, uint32_t r,
                                    uint32_t carries, unsigned bits)
{
    s->flag_result = (uint32_t)((int32_t)(r << (32 - bits)) >> (32 - bits));
    s->flag_aux =
        (carries << (32 - bits) & (AUX_CF | AUX_INTO)) | (carries & AUX_AF);
}

/* Flags of a + b (+ carry) = r on `bits` bits. a and b are zero-extended, r
 * is the sum of all 32 bits: below 32, its bits tell what was carried into
 * each of them, and so out of the one before. */
static ALWAYS_INLINE void flags_add(struct cpu_state *s, uint32_t a, uint32_t b,
                                    uint32_t r, unsigned bits)
{
    if (bits < 32)
        flags_sum(s, r, (a ^ b ^ r) >> 1, bits);
    else
        flags_sum(s, r, (a & b) | ((a | b) & ~r), bits);
}

/* The same of a - b (- borrow). */
static ALWAYS_INLINE void flags_sub(struct cpu_state *s, uint32_t a, uint32_t b,
                                    uint32_t r, unsigned bits)
{
    if (bits < 32)
        flags_sum(s, r, (a ^ b ^ r) >> 1, bits);
    else
        flags_sum(s, r, (~a & b) | ((~a | b) & r), bits);
}

/* Condition codes 0..15 of Jcc, SETcc, CMOVcc (SDM Vol. 1, "EFLAGS Condition
 * Codes"). */
static ALWAYS_INLINE bool flag_condition(const struct cpu_state *s, unsigned cc)
{
    bool c;

    switch (cc >> 1) {
    case 0:
        c = flag_of(s);
        break;
    case 1:
        c = flag_cf(s);
        break;
    case 2:
        c = flag_zf(s);
        break;
    case 3:
        c = flag_cf(s) || flag_zf(s);
        break;
    case 4:
        c = flag_sf(s);
        break;
    case 5:
        c = flag_pf(s);
        break;
    case 6:
        c = flag_sf(s) != flag_of(s);
        break;
    default:
        c = flag_zf(s) || flag_sf(s) != flag_of(s);
        break;
    }
    return c != (cc & 1);
}

#endif
