/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/f80_arithmetic.c - sum, product, quotient, square root, remainder:
 * exact results with a bit for what follows, rounded once.
 *
 * Source: Intel SDM Vol. 2, "FADD", "FMUL", "FDIV", "FSQRT", "FPREM",
 * "FPREM1", "FSCALE", "FXTRACT", "FCOM", and their tables of results.
 */
#include "sim/cpu/f80.h"

static bool is_infinity(struct f80 a)
{
    return f80_classify(a) == F80_INFINITY;
}

static bool is_zero(struct f80 a)
{
    return f80_classify(a) == F80_ZERO;
}

static bool signs_differ(struct f80 a, struct f80 b)
{
    return (a.e ^ b.e) & F80_SIGN;
}

/* --- sum --------------------------------------------------------------- */

static struct f80_parts add_magnitudes(struct f80_parts a, struct f80_parts b)
{
    struct wide sum = wide_add(a.m, b.m);

    if (wide_less(sum, a.m)) { /* a carry */
        sum = wide_right_sticky(sum, 1);
        sum.high |= F80_INTEGER;
        a.exponent++;
    }
    a.m = sum;
    return a;
}

/* |a| is not less than |b|. */
static struct f80_parts sub_magnitudes(struct f80_parts a, struct f80_parts b)
{
    unsigned zeros;

    a.m = wide_sub(a.m, b.m);
    if (!wide_is_zero(a.m)) {
        zeros = wide_leading_zeros(a.m);
        a.m = wide_left(a.m, zeros);
        a.exponent -= (int32_t)zeros;
    }
    return a;
}

/* Neither is a NaN or an infinity. */
static struct f80 add_finite(struct f80_context *c, struct f80 x, struct f80 y)
{
    struct f80_parts a = f80_unpack(x), b = f80_unpack(y), sum;
    bool down = (c->control & X87_ROUNDING) == BIT(10);

    if (is_zero(x) && is_zero(y))
        return f80_zero(signs_differ(x, y) ? down : a.negative);
    if (is_zero(x) || is_zero(y))
        return f80_pack(c, is_zero(x) ? b : a);
    if (a.exponent < b.exponent ||
        (a.exponent == b.exponent && wide_less(a.m, b.m))) {
        sum = a;
        a = b;
        b = sum;
    }
    b.m = wide_right_sticky(b.m, (unsigned)(a.exponent - b.exponent));
    if (a.negative == b.negative)
        return f80_pack(c, add_magnitudes(a, b));
    sum = sub_magnitudes(a, b);
    if (wide_is_zero(sum.m))
        sum.negative = down;
    return f80_pack(c, sum);
}

static struct f80 add(struct f80_context *c, struct f80 a, struct f80 b)
{
    if (is_infinity(a) && is_infinity(b) && signs_differ(a, b))
        return f80_invalid(c);
    f80_check_denormal(c, a, b);
    if (is_infinity(a))
        return a;
    if (is_infinity(b))
        return b;
    return add_finite(c, a, b);
}

struct f80 f80_add(struct f80_context *c, struct f80 a, struct f80 b)
{
    struct f80 r;

    return f80_nan(c, a, b, &r) ? r : add(c, a, b);
}

struct f80 f80_sub(struct f80_context *c, struct f80 a, struct f80 b)
{
    struct f80 r;

    if (f80_nan(c, a, b, &r))
        return r;
    b.e ^= F80_SIGN;
    return add(c, a, b);
}

/* --- product, quotient -------------------------------------------------- */

struct f80 f80_mul(struct f80_context *c, struct f80 a, struct f80 b)
{
    struct f80_parts p = {.negative = signs_differ(a, b)}, x, y;
    struct f80 r;

    if (f80_nan(c, a, b, &r))
        return r;
    if ((is_infinity(a) && is_zero(b)) || (is_zero(a) && is_infinity(b)))
        return f80_invalid(c);
    f80_check_denormal(c, a, b);
    if (is_infinity(a) || is_infinity(b))
        return f80_infinity(p.negative);
    if (is_zero(a) || is_zero(b))
        return f80_zero(p.negative);
    x = f80_unpack(a);
    y = f80_unpack(b);
    p.m = wide_product(x.m.high, y.m.high);
    p.exponent = x.exponent + y.exponent + 1;
    if (!(p.m.high & F80_INTEGER)) {
        p.m = wide_left(p.m, 1);
        p.exponent--;
    }
    return f80_pack(c, p);
}

/* One bit of a quotient: double the rest, take the divisor away if it fits. */
static uint64_t quotient_bit(uint64_t *rest, uint64_t divisor)
{
    bool carry = *rest >> 63;

    *rest <<= 1;
    if (!carry && *rest < divisor)
        return 0;
    *rest -= divisor;
    return 1;
}

/* a / b, both in [2^63, 2^64): 66 bits and a sign of more. */
static struct f80_parts divide(struct f80_parts a, struct f80_parts b)
{
    uint64_t rest = a.m.high, divisor = b.m.high;
    struct wide q = {0, rest >= divisor};
    unsigned zeros;

    rest -= q.low ? divisor : 0;
    for (unsigned i = 0; i < 66; i++) {
        q = wide_left(q, 1);
        q.low |= quotient_bit(&rest, divisor);
    }
    q = wide_left(q, 1);
    q.low |= rest != 0;
    zeros = wide_leading_zeros(q);
    a.m = wide_left(q, zeros);
    a.exponent += -b.exponent + 60 - (int32_t)zeros;
    return a;
}

struct f80 f80_div(struct f80_context *c, struct f80 a, struct f80 b)
{
    bool negative = signs_differ(a, b);
    struct f80_parts p;
    struct f80 r;

    if (f80_nan(c, a, b, &r))
        return r;
    if ((is_infinity(a) && is_infinity(b)) || (is_zero(a) && is_zero(b)))
        return f80_invalid(c);
    if (is_zero(b) && !is_infinity(a)) {
        c->raised |= X87_ZE;
        return f80_infinity(negative);
    }
    f80_check_denormal(c, a, b);
    if (is_infinity(a))
        return f80_infinity(negative);
    if (is_infinity(b) || is_zero(a))
        return f80_zero(negative);
    p = divide(f80_unpack(a), f80_unpack(b));
    p.negative = negative;
    return f80_pack(c, p);
}

/* --- square root -------------------------------------------------------- */

/* Digit by digit: two bits of the radicand give one bit of the root. */
static struct wide root_of(struct wide radicand)
{
    struct wide root = {0, 0}, rest = {0, 0}, trial;

    for (unsigned i = 0; i < 66; i++) {
        rest = wide_left(rest, 2);
        rest.low |= radicand.high >> 62;
        radicand = wide_left(radicand, 2);
        trial = wide_left(root, 2);
        trial.low |= 1;
        root = wide_left(root, 1);
        if (!wide_less(rest, trial)) {
            rest = wide_sub(rest, trial);
            root.low |= 1;
        }
    }
    root = wide_left(root, 1);
    root.low |= !wide_is_zero(rest);
    return wide_left(root, 61);
}

struct f80 f80_sqrt(struct f80_context *c, struct f80 a)
{
    struct f80_parts p;
    struct f80 r;
    unsigned odd;

    if (f80_nan(c, a, a, &r))
        return r;
    if (is_zero(a))
        return a;
    if (f80_negative(a))
        return f80_invalid(c);
    f80_check_denormal(c, a, a);
    if (is_infinity(a))
        return a;
    p = f80_unpack(a);
    odd = (unsigned)p.exponent & 1;
    p.m = root_of(wide_left((struct wide){0, p.m.high}, 63 + odd));
    p.exponent = (p.exponent - (int32_t)odd) / 2;
    return f80_pack(c, p);
}

/* --- remainder ---------------------------------------------------------- */

/* Subtract the multiple of b at 2^(steps) and below: the rest, in units of
 * b's last place, and the quotient. */
static uint64_t reduce(uint64_t a, uint64_t b, unsigned steps, uint64_t *q)
{
    *q = a >= b;
    a -= *q ? b : 0;
    for (unsigned i = 0; i < steps; i++)
        *q = *q << 1 | quotient_bit(&a, b);
    return a;
}

/* Is the rest nearer to b than to 0? A tie goes to the even quotient. */
static bool is_over_half(uint64_t rest, uint64_t b, uint64_t q)
{
    return rest > b - rest || (rest == b - rest && (q & 1));
}

static struct f80_parts take_apart(struct f80_parts a, struct f80_parts b,
                                   bool nearest, int *quotient)
{
    int32_t distance = a.exponent - b.exponent;
    bool complete = distance < 64;
    unsigned steps = (unsigned)(complete ? distance : 32 + distance % 32);
    uint64_t q = 0, rest;

    if (distance < 0) {
        /* Half of b is less than a only just below it. */
        bool over = nearest && distance == -1 && a.m.high > b.m.high;

        *quotient = over;
        if (over) {
            a.m.high = 2 * b.m.high - a.m.high;
            a.negative = !a.negative;
        }
        rest = a.m.high;
    } else {
        rest = reduce(a.m.high, b.m.high, steps, &q);
        if (nearest && complete && is_over_half(rest, b.m.high, q)) {
            rest = b.m.high - rest;
            a.negative = !a.negative;
            q++;
        }
        *quotient = complete ? (int)(q & 7) : F80_INCOMPLETE;
        a.exponent -= (int32_t)steps;
    }
    a.m.high = rest;
    if (rest) {
        unsigned zeros = (unsigned)__builtin_clzll(rest);

        a.m.high <<= zeros;
        a.exponent -= (int32_t)zeros;
    }
    return a;
}

struct f80 f80_remainder(struct f80_context *c, struct f80 a, struct f80 b,
                         bool nearest, int *quotient)
{
    struct f80_parts p;
    struct f80 r;

    *quotient = F80_NO_QUOTIENT;
    if (f80_nan(c, a, b, &r))
        return r;
    if (is_infinity(a) || is_zero(b))
        return f80_invalid(c);
    *quotient = 0;
    f80_check_denormal(c, a, b);
    if (is_zero(a))
        return a;
    p = f80_unpack(a);
    if (!is_infinity(b)) {
        p = take_apart(p, f80_unpack(b), nearest, quotient);
        if (wide_is_zero(p.m))
            return f80_zero(f80_negative(a));
    }
    return f80_pack_64(c, p);
}

/* --- exponents ---------------------------------------------------------- */

/* b cut to an integer, as far as it matters. */
static int32_t to_shift(struct f80 b)
{
    struct f80_parts p = f80_unpack(b);
    int32_t n;

    if (!b.m || p.exponent < 0)
        return 0;
    n = p.exponent > 16 ? 0x20000 : (int32_t)(p.m.high >> (63 - p.exponent));
    return p.negative ? -n : n;
}

struct f80 f80_scale(struct f80_context *c, struct f80 a, struct f80 b)
{
    struct f80_parts p;
    struct f80 r;

    if (f80_nan(c, a, b, &r))
        return r;
    if (is_infinity(b)) {
        if (f80_negative(b) ? is_infinity(a) : is_zero(a))
            return f80_invalid(c);
        f80_check_denormal(c, a, b);
        return f80_negative(b) ? f80_zero(f80_negative(a))
                               : f80_infinity(f80_negative(a));
    }
    f80_check_denormal(c, a, b);
    if (is_infinity(a) || is_zero(a))
        return a;
    p = f80_unpack(a);
    p.exponent += to_shift(b);
    return f80_pack_64(c, p);
}

struct f80 f80_extract(struct f80_context *c, struct f80 a,
                       struct f80 *significand)
{
    struct f80_parts p;

    if (f80_nan(c, a, a, significand))
        return *significand;
    *significand = a;
    if (is_zero(a)) {
        c->raised |= X87_ZE;
        return f80_infinity(true);
    }
    if (is_infinity(a))
        return f80_infinity(false);
    f80_check_denormal(c, a, a);
    p = f80_unpack(a);
    significand->m = p.m.high;
    significand->e = (uint16_t)(F80_BIAS | (a.e & F80_SIGN));
    return f80_from_integer(p.exponent);
}

/* --- comparison --------------------------------------------------------- */

static enum f80_order compare_finite(struct f80 a, struct f80 b)
{
    struct f80_parts x = f80_unpack(a), y = f80_unpack(b);
    bool less;

    if (x.exponent == y.exponent && x.m.high == y.m.high)
        return F80_EQUAL;
    less = x.exponent < y.exponent ||
           (x.exponent == y.exponent && x.m.high < y.m.high);
    return less != x.negative ? F80_LESS : F80_GREATER;
}

enum f80_order f80_compare(struct f80_context *c, struct f80 a, struct f80 b,
                           bool quiet)
{
    struct f80 r;

    if (f80_nan(c, a, b, &r)) {
        if (!quiet)
            c->raised |= X87_IE;
        return F80_UNORDERED;
    }
    f80_check_denormal(c, a, b);
    if (is_zero(a) && is_zero(b))
        return F80_EQUAL;
    if (signs_differ(a, b) || is_zero(a) || is_zero(b)) {
        bool less = is_zero(a) ? !f80_negative(b) : f80_negative(a);

        return less ? F80_LESS : F80_GREATER;
    }
    return compare_finite(a, b);
}
