/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/f80_functions.c - the transcendental functions: power series with
 * 128 bits, so that the one rounding at the end is all the error there is.
 *
 * Source: Intel SDM Vol. 1, "Approximation of Pi", "Transcendental
 * Instruction Accuracy"; Vol. 2, "F2XM1", "FYL2X", "FYL2XP1", "FPATAN",
 * "FSIN", "FCOS", "FPTAN", and their tables of results; M. Abramowitz,
 * I. Stegun, "Handbook of Mathematical Functions", 4.1, 4.2, 4.3, 4.4.
 */
#include "sim/cpu/f80.h"

#define TERMS  64  /* more than any series here needs */
#define ENOUGH 100 /* a term this many bits below the sum ends it */
#define SMALL  -40 /* the fifth power of such an angle is nothing beside it */

static const struct f80_parts one = {false, 0, {F80_INTEGER, 0}};
static const struct f80_parts ln_2 = {
    false, -1, {0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af}};
static const struct f80_parts log2_e = {
    false, 0, {0xb8aa3b295c17f0bb, 0xbe87fed0691d3e88}};
static const struct f80_parts pi = {
    false, 1, {0xc90fdaa22168c234, 0xc4c6628b80dc1cd1}};

/* --- arithmetic of 128 bits -------------------------------------------- */

static bool is_zero(struct f80_parts a)
{
    return wide_is_zero(a.m);
}

static struct f80_parts normalise(struct f80_parts a)
{
    if (!is_zero(a)) {
        unsigned zeros = wide_leading_zeros(a.m);

        a.m = wide_left(a.m, zeros);
        a.exponent -= (int32_t)zeros;
    }
    return a;
}

static struct f80_parts negated(struct f80_parts a)
{
    a.negative = !a.negative;
    return a;
}

static bool is_less(struct f80_parts a, struct f80_parts b)
{
    return a.exponent < b.exponent ||
           (a.exponent == b.exponent && wide_less(a.m, b.m));
}

static struct f80_parts add(struct f80_parts a, struct f80_parts b)
{
    struct f80_parts t = a;

    if (is_zero(a) || is_zero(b))
        return is_zero(a) ? b : a;
    if (is_less(a, b)) {
        a = b;
        b = t;
    }
    b.m = wide_right_sticky(b.m, (unsigned)(a.exponent - b.exponent));
    if (a.negative != b.negative) {
        a.m = wide_sub(a.m, b.m);
        return normalise(a);
    }
    t.m = wide_add(a.m, b.m);
    if (wide_less(t.m, a.m)) {
        t.m = wide_right_sticky(t.m, 1);
        t.m.high |= F80_INTEGER;
        a.exponent++;
    }
    a.m = t.m;
    return a;
}

static struct f80_parts mul(struct f80_parts a, struct f80_parts b)
{
    struct wide m = wide_product(a.m.high, b.m.high);

    m = wide_add(m, (struct wide){0, wide_product(a.m.high, b.m.low).high});
    m = wide_add(m, (struct wide){0, wide_product(a.m.low, b.m.high).high});
    a.negative = a.negative != b.negative;
    a.exponent += b.exponent + 1;
    a.m = m;
    return normalise(a);
}

static struct f80_parts divide(struct f80_parts a, struct f80_parts b)
{
    struct wide rest = a.m, q = {0, 0};
    bool carry = false;

    for (unsigned i = 0; i < 128; i++) {
        bool bit = carry || !wide_less(rest, b.m);

        q = wide_left(q, 1);
        q.low |= bit;
        if (bit)
            rest = wide_sub(rest, b.m);
        carry = rest.high >> 63;
        rest = wide_left(rest, 1);
    }
    a.negative = a.negative != b.negative;
    a.exponent -= b.exponent;
    a.m = q;
    return normalise(a);
}

/* By a number of at most 31 bits. */
static struct f80_parts divide_small(struct f80_parts a, uint32_t n)
{
    uint32_t limbs[4] = {(uint32_t)(a.m.high >> 32), (uint32_t)a.m.high,
                         (uint32_t)(a.m.low >> 32), (uint32_t)a.m.low};
    uint64_t rest = 0;

    for (unsigned i = 0; i < 4; i++) {
        rest = rest << 32 | limbs[i];
        limbs[i] = (uint32_t)(rest / n);
        rest %= n;
    }
    a.m.high = (uint64_t)limbs[0] << 32 | limbs[1];
    a.m.low = (uint64_t)limbs[2] << 32 | limbs[3];
    return normalise(a);
}

static bool is_done(struct f80_parts term, struct f80_parts sum)
{
    return is_zero(term) || term.exponent < sum.exponent - ENOUGH;
}

/* --- series ------------------------------------------------------------- */

/* term + term*x/n(n+1).. : what follows `term` when each further one is
 * multiplied by x and divided by the next `by` (1 or 2) numbers from n on. */
static struct f80_parts factorial_series(struct f80_parts term,
                                         struct f80_parts x, uint32_t n,
                                         unsigned by)
{
    struct f80_parts sum = term;

    for (unsigned i = 0; i < TERMS && !is_done(term, sum); i++) {
        term = mul(term, x);
        for (unsigned j = 0; j < by; j++)
            term = divide_small(term, n++);
        sum = add(sum, term);
    }
    return sum;
}

/* s + s*x/3 + s*x*x/5 ... */
static struct f80_parts odd_series(struct f80_parts s, struct f80_parts x)
{
    struct f80_parts sum = s, term = s;

    for (uint32_t n = 3; n < 2 * TERMS && !is_done(term, sum); n += 2) {
        s = mul(s, x);
        term = divide_small(s, n);
        sum = add(sum, term);
    }
    return sum;
}

/* The logarithm to base 2 of (1 + s) / (1 - s). */
static struct f80_parts log2_of_ratio(struct f80_parts s)
{
    struct f80_parts r;

    if (is_zero(s))
        return s;
    r = mul(odd_series(s, mul(s, s)), log2_e);
    r.exponent++;
    return r;
}

static struct f80_parts from_integer(int32_t n)
{
    return f80_unpack(f80_from_integer(n));
}

/* x is positive. With m between 1/sqrt 2 and sqrt 2 nothing cancels. */
static struct f80_parts log2_of(struct f80_parts x)
{
    const uint64_t sqrt_2 = 0xb504f333f9de6484;
    int32_t exponent = x.exponent;

    x.exponent = 0;
    if (x.m.high > sqrt_2) {
        x.exponent--;
        exponent++;
    }
    return add(from_integer(exponent),
               log2_of_ratio(divide(add(x, negated(one)), add(x, one))));
}

/* t in 0 to 1. Above tan(pi/8) the angle is pi/4 and that of (t-1)/(t+1). */
static struct f80_parts atan_of(struct f80_parts t)
{
    const struct f80_parts bound = {false, -2, {0xd413cccfe7799211, 0}};
    struct f80_parts quarter = pi;

    if (is_zero(t))
        return t;
    if (is_less(t, bound))
        return odd_series(t, negated(mul(t, t)));
    quarter.exponent -= 2;
    t = divide(add(t, negated(one)), add(t, one));
    if (is_zero(t))
        return quarter;
    return add(quarter, odd_series(t, negated(mul(t, t))));
}

/* --- results ------------------------------------------------------------ */

/* A result that no finite number of digits can hold. */
static struct f80 inexact(struct f80_context *c, struct f80_parts p)
{
    p.m.low |= 1;
    return f80_pack_64(c, p);
}

struct f80 f80_2xm1(struct f80_context *c, struct f80 a)
{
    struct f80_parts x;
    struct f80 r;

    if (f80_nan(c, a, a, &r))
        return r;
    f80_check_denormal(c, a, a);
    x = f80_unpack(a);
    if (f80_classify(a) == F80_INFINITY && x.negative)
        return (struct f80){F80_INTEGER, F80_SIGN | F80_BIAS};
    if (!a.m || (x.exponent >= 0 && (x.exponent || x.m.high != F80_INTEGER)))
        return a;          /* outside -1 to 1 nothing is defined */
    if (x.exponent == 0) { /* 2^1 - 1, 2^-1 - 1 */
        a.e = (uint16_t)(a.e - x.negative);
        return a;
    }
    x = mul(x, ln_2);
    return inexact(c, factorial_series(x, x, 2, 1));
}

/* y times a logarithm that is neither NaN nor, with an infinite y, zero. */
static struct f80 times_log(struct f80_context *c, struct f80 y,
                            struct f80_parts log, bool exact)
{
    bool negative = f80_negative(y) != log.negative;
    struct f80_parts p;

    if (f80_classify(y) == F80_INFINITY)
        return is_zero(log) ? f80_invalid(c) : f80_infinity(negative);
    if (!y.m || is_zero(log))
        return f80_zero(negative);
    p = mul(f80_unpack(y), log);
    c->raised |= X87_PE; /* even where it is exact */
    return exact ? f80_pack_64(c, p) : inexact(c, p);
}

/* The logarithm is infinite. */
static struct f80 times_infinity(struct f80_context *c, struct f80 y,
                                 bool negative)
{
    if (f80_classify(y) == F80_ZERO)
        return f80_invalid(c);
    return f80_infinity(f80_negative(y) != negative);
}

struct f80 f80_yl2x(struct f80_context *c, struct f80 x, struct f80 y)
{
    struct f80_parts p;
    struct f80 r;

    if (f80_nan(c, x, y, &r))
        return r;
    if (f80_classify(x) == F80_ZERO) {
        if (f80_classify(y) != F80_INFINITY && f80_classify(y) != F80_ZERO)
            c->raised |= X87_ZE;
        return times_infinity(c, y, true);
    }
    if (f80_negative(x))
        return f80_invalid(c);
    if (f80_classify(x) == F80_INFINITY) {
        r = times_infinity(c, y, false);
        if (!(c->raised & X87_IE))
            f80_check_denormal(c, y, y);
        return r;
    }
    p = log2_of(f80_unpack(x));
    r = times_log(c, y, p, f80_unpack(x).m.high == F80_INTEGER);
    if (!(c->raised & X87_IE))
        f80_check_denormal(c, x, y);
    return r;
}

/* log2(1 + x) without the loss of 1 + x. */
static struct f80_parts log2_of_1_plus(struct f80_parts x)
{
    const struct f80_parts two = {false, 1, {F80_INTEGER, 0}};

    if (is_zero(x))
        return x;
    if (x.exponent < -1)
        return log2_of_ratio(divide(x, add(x, two)));
    return log2_of(add(x, one));
}

struct f80 f80_yl2xp1(struct f80_context *c, struct f80 x, struct f80 y)
{
    struct f80_parts p;
    struct f80 r;

    if (f80_nan(c, x, y, &r))
        return r;
    if (f80_classify(x) == F80_INFINITY && !f80_negative(x))
        return times_infinity(c, y, false);
    p = f80_unpack(x);
    if (p.negative && p.exponent >= 0)
        return f80_invalid(c); /* nothing is defined for -1 and below */
    r = times_log(c, y, log2_of_1_plus(p), false);
    if (!(c->raised & X87_IE))
        f80_check_denormal(c, x, y);
    return r;
}

/* --- angles ------------------------------------------------------------- */

/* quarters/4 of pi, rounded. */
static struct f80 angle(struct f80_context *c, int32_t quarters, bool negative)
{
    struct f80_parts p;

    if (quarters == 0)
        return f80_zero(negative);
    p = mul(pi, from_integer(quarters));
    p.exponent -= 2;
    p.negative = negative;
    return inexact(c, p);
}

/* The angle of a point with an infinite or a zero coordinate. */
static struct f80 special_angle(struct f80_context *c, struct f80 x,
                                struct f80 y)
{
    bool x_infinite = f80_classify(x) == F80_INFINITY;
    bool y_infinite = f80_classify(y) == F80_INFINITY;
    int32_t quarters = f80_negative(x) ? 4 : 0;

    if (y_infinite)
        quarters = !x_infinite ? 2 : f80_negative(x) ? 3 : 1;
    else if (y.m && !x_infinite)
        quarters = 2;
    return angle(c, quarters, f80_negative(y));
}

struct f80 f80_patan(struct f80_context *c, struct f80 x, struct f80 y)
{
    struct f80_parts a, b, r, turn = pi;
    struct f80 nan;

    if (f80_nan(c, x, y, &nan))
        return nan;
    f80_check_denormal(c, x, y);
    if (f80_classify(x) == F80_INFINITY || f80_classify(y) == F80_INFINITY ||
        !x.m || !y.m)
        return special_angle(c, x, y);
    a = f80_unpack(x);
    b = f80_unpack(y);
    a.negative = b.negative = false;
    if (is_less(a, b)) { /* pi/2 less the angle seen from the other axis */
        turn.exponent--;
        r = atan_of(divide(a, b));
        r = add(turn, f80_negative(x) ? r : negated(r));
    } else {
        r = atan_of(divide(b, a));
        if (f80_negative(x))
            r = add(turn, negated(r));
    }
    r.negative = f80_negative(y);
    return inexact(c, r);
}

/* |x| less the nearest multiple of half of pi, with the 66 bits of pi that
 * the x87 has. *quadrant: the multiple, modulo 4. */
static struct f80_parts reduce(struct f80_parts x, unsigned *quadrant)
{
    const struct wide half_pi = {3, 0x243f6a8885a308d3}; /* units of 2^-65 */
    struct wide rest = {0, x.m.high};
    unsigned q = 0;

    x.negative = false;
    *quadrant = 0;
    if (x.exponent < -2)
        return x;
    for (int32_t i = 0; i < x.exponent + 2; i++) {
        rest = wide_left(rest, 1);
        q <<= 1;
        if (!wide_less(rest, half_pi)) {
            rest = wide_sub(rest, half_pi);
            q |= 1;
        }
    }
    x.m = rest;
    if (wide_less(half_pi, wide_left(rest, 1))) {
        x.m = wide_sub(half_pi, rest);
        x.negative = true;
        q++;
    }
    *quadrant = q & 3;
    x.exponent = 127 - 65;
    return normalise(x);
}

static struct f80_parts sine_of(struct f80_parts r)
{
    return factorial_series(r, negated(mul(r, r)), 2, 2);
}

static struct f80_parts cosine_of(struct f80_parts r)
{
    return factorial_series(one, negated(mul(r, r)), 1, 2);
}

/* Sine and cosine of a finite number that is not zero. */
static void sincos(struct f80_parts x, struct f80_parts *sine,
                   struct f80_parts *cosine)
{
    unsigned quadrant;
    struct f80_parts r = reduce(x, &quadrant);

    *sine = quadrant & 1 ? cosine_of(r) : sine_of(r);
    *cosine = quadrant & 1 ? sine_of(r) : cosine_of(r);
    if (quadrant & 2)
        sine->negative = !sine->negative;
    if (quadrant == 1 || quadrant == 2)
        cosine->negative = !cosine->negative;
    if (x.negative)
        sine->negative = !sine->negative;
}

/* The same result for both, where they are wanted. */
static void put_both(struct f80 value, struct f80 *sine, struct f80 *cosine)
{
    if (sine)
        *sine = value;
    if (cosine)
        *cosine = value;
}

bool f80_sincos(struct f80_context *c, struct f80 a, struct f80 *sine,
                struct f80 *cosine)
{
    struct f80_parts x = f80_unpack(a), s, t;
    struct f80 r;

    if (f80_nan(c, a, a, &r)) {
        put_both(r, sine, cosine);
        return true;
    }
    if (f80_classify(a) == F80_INFINITY) {
        put_both(f80_invalid(c), sine, cosine);
        return true;
    }
    f80_check_denormal(c, a, a);
    if (x.exponent >= 63)
        return false;
    if (!a.m) {
        put_both((struct f80){F80_INTEGER, F80_BIAS}, NULL, cosine);
        put_both(a, sine, NULL);
        return true;
    }
    sincos(x, &s, &t);
    if (cosine)
        *cosine = inexact(c, t);
    if (sine)
        *sine = inexact(c, s);
    return true;
}

/* The tangent of a small angle, or with an odd quadrant what it is a quarter
 * turn on: r + r^3/3, -1/r + r/3. Here sine and cosine are too close to r and 1
 * to tell on which side of them their quotient lies. */
static struct f80_parts tangent_of_small(struct f80_parts r, bool odd)
{
    if (odd)
        return add(negated(divide(one, r)), divide_small(r, 3));
    return add(r, divide_small(mul(r, mul(r, r)), 3));
}

static struct f80_parts tangent(struct f80_parts x)
{
    struct f80_parts sine, cosine, r;
    unsigned quadrant;

    r = reduce(x, &quadrant);
    if (r.exponent < SMALL) {
        r = tangent_of_small(r, quadrant & 1);
        r.negative = r.negative != x.negative;
        return r;
    }
    sincos(x, &sine, &cosine);
    return divide(sine, cosine);
}

struct f80 f80_tan(struct f80_context *c, struct f80 a, bool *complete)
{
    struct f80 r;

    *complete = true;
    if (f80_nan(c, a, a, &r))
        return r;
    if (f80_classify(a) == F80_INFINITY)
        return f80_invalid(c);
    f80_check_denormal(c, a, a);
    *complete = f80_unpack(a).exponent < 63;
    if (!*complete || !a.m)
        return a;
    return inexact(c, tangent(f80_unpack(a)));
}
