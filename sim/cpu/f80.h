/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/f80.h - arithmetic with the 80-bit format of the x87, in integers:
 * the same bits on every host.
 *
 * Each operation is given the control word and reports which exceptions came
 * up, masked or not, and whether the result was rounded away from zero. It
 * returns the result for masked exceptions, and for an overflow or underflow
 * that is not masked the one with the adjusted exponent.
 *
 * Source: Intel SDM Vol. 1, "Data Types", "x87 FPU Floating-Point Exception
 * Conditions"; IEEE Standard 754-1985.
 */
#ifndef SIM_CPU_F80_H
#define SIM_CPU_F80_H

#include "sim/cpu/wide.h"
#include "sim/cpu/x87.h"

struct f80 {
    uint64_t m; /* significand, with its integer bit */
    uint16_t e; /* bit 15: sign; the rest: biased exponent */
};

#define F80_BIAS       16383
#define F80_MAX        0x7fffu /* exponent of infinities and NaNs */
#define F80_SIGN       0x8000u
#define F80_INTEGER    (UINT64_C(1) << 63)
#define F80_QUIET      (UINT64_C(1) << 62)

#define F80_INDEFINITE ((struct f80){F80_INTEGER | F80_QUIET, 0xffff})

enum f80_class {
    F80_UNSUPPORTED,
    F80_NAN,
    F80_NORMAL,
    F80_INFINITY,
    F80_ZERO,
    F80_DENORMAL,
};

/* What an operation is told and what it tells. */
struct f80_context {
    uint16_t control; /* x87 control word */
    uint16_t raised;  /* X87_IE to X87_PE */
    bool up;          /* rounded away from zero: C1 */
};

/* A finite number taken apart: m * 2^(exponent - 127), the highest bit of m
 * set; or zero, m is 0. */
struct f80_parts {
    bool negative;
    int32_t exponent;
    struct wide m;
};

enum f80_order { F80_LESS, F80_EQUAL, F80_GREATER, F80_UNORDERED };

static inline bool f80_negative(struct f80 a)
{
    return a.e & F80_SIGN;
}

static inline struct f80 f80_zero(bool negative)
{
    return (struct f80){0, negative ? F80_SIGN : 0};
}

static inline struct f80 f80_infinity(bool negative)
{
    return (struct f80){F80_INTEGER,
                        (uint16_t)(F80_MAX | (negative ? F80_SIGN : 0))};
}

enum f80_class f80_classify(struct f80 a);
bool f80_is_signalling(struct f80 a);

/* The result of an operation on NaNs and unsupported formats, or false. */
bool f80_nan(struct f80_context *c, struct f80 a, struct f80 b,
             struct f80 *result);
struct f80 f80_invalid(struct f80_context *c);

/* #D if one of them is a denormal number. */
void f80_check_denormal(struct f80_context *c, struct f80 a, struct f80 b);

/* a is finite. */
struct f80_parts f80_unpack(struct f80 a);

/* Round to the precision of the control word, or to all 64 bits. */
struct f80 f80_pack(struct f80_context *c, struct f80_parts p);
struct f80 f80_pack_64(struct f80_context *c, struct f80_parts p);

struct f80 f80_add(struct f80_context *c, struct f80 a, struct f80 b);
struct f80 f80_sub(struct f80_context *c, struct f80 a, struct f80 b);
struct f80 f80_mul(struct f80_context *c, struct f80 a, struct f80 b);
struct f80 f80_div(struct f80_context *c, struct f80 a, struct f80 b);
struct f80 f80_sqrt(struct f80_context *c, struct f80 a);
struct f80 f80_round_to_integer(struct f80_context *c, struct f80 a);
struct f80 f80_scale(struct f80_context *c, struct f80 a, struct f80 b);

/* Exponent and significand, each a number. */
struct f80 f80_extract(struct f80_context *c, struct f80 a,
                       struct f80 *significand);

/* Partial remainder; nearest: as FPREM1. *quotient: its low three bits, or: */
#define F80_INCOMPLETE  (-1) /* more is to be taken away */
#define F80_NO_QUOTIENT (-2) /* a NaN, or an invalid operation */
struct f80 f80_remainder(struct f80_context *c, struct f80 a, struct f80 b,
                         bool nearest, int *quotient);

/* quiet: a quiet NaN is no invalid operation. */
enum f80_order f80_compare(struct f80_context *c, struct f80 a, struct f80 b,
                           bool quiet);

/* Conversions; bytes: 4 or 8; integers 2, 4 or 8. A signalling NaN that comes
 * in is left to the operation it is for. */
struct f80 f80_from_real(struct f80_context *c, uint64_t real, unsigned bytes);
uint64_t f80_to_real(struct f80_context *c, struct f80 a, unsigned bytes);
struct f80 f80_from_integer(int64_t value);
int64_t f80_to_integer(struct f80_context *c, struct f80 a, unsigned bytes);
struct f80 f80_from_bcd(uint64_t digits, uint16_t top);
uint64_t f80_to_bcd(struct f80_context *c, struct f80 a, uint16_t *top);

/* Transcendental functions (f80_functions.c); error below 1 ulp. */
struct f80 f80_2xm1(struct f80_context *c, struct f80 a);
struct f80 f80_yl2x(struct f80_context *c, struct f80 x, struct f80 y);
struct f80 f80_yl2xp1(struct f80_context *c, struct f80 x, struct f80 y);
struct f80 f80_patan(struct f80_context *c, struct f80 x, struct f80 y);

/* Sine and cosine; NULL: not wanted. False: the operand is 2^63 or more. */
bool f80_sincos(struct f80_context *c, struct f80 a, struct f80 *sine,
                struct f80 *cosine);
struct f80 f80_tan(struct f80_context *c, struct f80 a, bool *complete);

#endif
