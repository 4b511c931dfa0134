/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/f80.c - what a number of 80 bits is: its class, the rules for NaNs,
 * taking apart, rounding and putting together.
 *
 * Source: Intel SDM Vol. 1, "Unsupported Double Extended-Precision
 * Floating-Point Encodings", "Rules for Handling NaNs", "Rounding", "Numeric
 * Overflow Exception", "Numeric Underflow Exception".
 */
#include "sim/cpu/f80.h"

/* Added to or taken from an exponent that left the range, where the exception
 * is not masked. */
#define ADJUSTMENT 24576

enum rounding { ROUND_NEAREST, ROUND_DOWN, ROUND_UP, ROUND_CHOP };

struct format {
    unsigned lacks;   /* bits of 64 that the significand does not have */
    int32_t min, max; /* exponents of normal numbers */
};

/* --- classes ----------------------------------------------------------- */

enum f80_class f80_classify(struct f80 a)
{
    unsigned exponent = a.e & F80_MAX;

    if (exponent == 0)
        return a.m ? F80_DENORMAL : F80_ZERO;
    if (!(a.m & F80_INTEGER))
        return F80_UNSUPPORTED;
    if (exponent != F80_MAX)
        return F80_NORMAL;
    return a.m == F80_INTEGER ? F80_INFINITY : F80_NAN;
}

bool f80_is_signalling(struct f80 a)
{
    return f80_classify(a) == F80_NAN && !(a.m & F80_QUIET);
}

struct f80 f80_invalid(struct f80_context *c)
{
    c->raised |= X87_IE;
    return F80_INDEFINITE;
}

/* Of two NaNs of one kind the one with the larger significand. */
static struct f80 choose_nan(struct f80 a, struct f80 b)
{
    bool a_signals = f80_is_signalling(a), b_signals = f80_is_signalling(b);

    if (f80_classify(b) != F80_NAN)
        return a;
    if (f80_classify(a) != F80_NAN)
        return b;
    if (a_signals != b_signals)
        return a_signals ? b : a;
    if (a.m != b.m)
        return a.m > b.m ? a : b;
    return f80_negative(a) ? b : a;
}

bool f80_nan(struct f80_context *c, struct f80 a, struct f80 b,
             struct f80 *result)
{
    enum f80_class a_class = f80_classify(a), b_class = f80_classify(b);

    if (a_class == F80_UNSUPPORTED || b_class == F80_UNSUPPORTED) {
        *result = f80_invalid(c);
        return true;
    }
    if (a_class != F80_NAN && b_class != F80_NAN)
        return false;
    if (f80_is_signalling(a) || f80_is_signalling(b))
        c->raised |= X87_IE;
    *result = choose_nan(a, b);
    result->m |= F80_QUIET;
    return true;
}

void f80_check_denormal(struct f80_context *c, struct f80 a, struct f80 b)
{
    if (f80_classify(a) == F80_DENORMAL || f80_classify(b) == F80_DENORMAL)
        c->raised |= X87_DE;
}

/* --- parts ------------------------------------------------------------- */

struct f80_parts f80_unpack(struct f80 a)
{
    struct f80_parts p = {.negative = f80_negative(a), .m = {a.m, 0}};
    int32_t exponent = a.e & F80_MAX;

    p.exponent = (exponent ? exponent : 1) - F80_BIAS;
    if (a.m) {
        unsigned zeros = (unsigned)__builtin_clzll(a.m);

        p.m.high <<= zeros;
        p.exponent -= (int32_t)zeros;
    }
    return p;
}

static enum rounding rounding_of(const struct f80_context *c)
{
    return (enum rounding)((c->control & X87_ROUNDING) >> 10);
}

/* Does the rounding mode go away from zero? `lost` is what is cut off, as a
 * fraction of one unit in the last place. */
static bool rounds_up(const struct f80_context *c, bool negative, bool odd,
                      struct wide lost)
{
    const struct wide half = {F80_INTEGER, 0};

    if (wide_is_zero(lost))
        return false;
    switch (rounding_of(c)) {
    case ROUND_DOWN:
        return negative;
    case ROUND_UP:
        return !negative;
    case ROUND_CHOP:
        return false;
    default:
        return wide_less(half, lost) || (!wide_less(lost, half) && odd);
    }
}

/* Round the significand to all but so many bits. True: something was lost. */
static bool cut(struct f80_context *c, struct f80_parts *p, unsigned lacks)
{
    uint64_t unit = UINT64_C(1) << lacks;
    struct wide lost = wide_left(p->m, 64 - lacks);

    c->up = rounds_up(c, p->negative, p->m.high & unit, lost);
    p->m.high &= ~(unit - 1);
    p->m.low = 0;
    if (c->up) {
        p->m.high += unit;
        if (!p->m.high) {
            p->m.high = F80_INTEGER;
            p->exponent++;
        }
    }
    return !wide_is_zero(lost);
}

/* Infinity or the largest number, by the rounding mode. */
static void overflow(struct f80_context *c, struct f80_parts *p, bool inexact,
                     const struct format *f)
{
    const struct wide any = {1, 0};

    c->raised |= X87_OE;
    if (!(c->control & X87_OE)) {
        c->raised |= inexact ? X87_PE : 0;
        p->exponent -= ADJUSTMENT;
        return;
    }
    c->raised |= X87_PE;
    c->up = rounding_of(c) == ROUND_NEAREST ||
            rounds_up(c, p->negative, false, any);
    p->exponent = c->up ? f->max + 1 : f->max;
    p->m.high = c->up ? F80_INTEGER : ~UINT64_C(0) << f->lacks;
}

/* Too small before (`from`) and after rounding. */
static void underflow(struct f80_context *c, struct f80_parts *p, bool inexact,
                      struct f80_parts from, const struct format *f)
{
    if (!(c->control & X87_UE)) {
        c->raised |= X87_UE | (inexact ? X87_PE : 0);
        p->exponent += ADJUSTMENT;
        return;
    }
    from.m = wide_right_sticky(from.m, (unsigned)(f->min - from.exponent));
    from.exponent = f->min;
    if (cut(c, &from, f->lacks))
        c->raised |= X87_UE | X87_PE;
    *p = from;
}

static struct f80_parts fit(struct f80_context *c, struct f80_parts p,
                            const struct format *f)
{
    struct f80_parts r = p;
    bool inexact = cut(c, &r, f->lacks);

    if (r.exponent > f->max)
        overflow(c, &r, inexact, f);
    else if (r.exponent < f->min)
        underflow(c, &r, inexact, p, f);
    else
        c->raised |= inexact ? X87_PE : 0;
    return r;
}

/* FSCALE: an adjusted exponent may still be out of range. */
static struct f80 far_out(struct f80_context *c, struct f80_parts p)
{
    c->raised |= X87_PE;
    c->up = p.exponent > 0;
    return c->up ? f80_infinity(p.negative) : f80_zero(p.negative);
}

/* By the precision control, of which 1 is reserved; the last is whole (SDM
 * Vol. 1, "Precision Control Field"). */
static const struct format precisions[4] = {
    {40, 1 - F80_BIAS, F80_BIAS},
    {0, 1 - F80_BIAS, F80_BIAS},
    {11, 1 - F80_BIAS, F80_BIAS},
    {0, 1 - F80_BIAS, F80_BIAS},
};

static struct f80 pack(struct f80_context *c, struct f80_parts p,
                       const struct format *format)
{
    bool normal;
    int32_t exponent;

    if (wide_is_zero(p.m))
        return f80_zero(p.negative);
    p = fit(c, p, format);
    normal = p.m.high & F80_INTEGER;
    exponent = normal ? p.exponent + F80_BIAS : 0;
    if (exponent > (int32_t)F80_MAX || (normal && exponent <= 0))
        return far_out(c, p);
    return (struct f80){
        p.m.high, (uint16_t)((unsigned)exponent | (p.negative ? F80_SIGN : 0))};
}

struct f80 f80_pack_64(struct f80_context *c, struct f80_parts p)
{
    return pack(c, p, &precisions[3]);
}

struct f80 f80_pack(struct f80_context *c, struct f80_parts p)
{
    return pack(c, p, &precisions[(c->control & X87_PRECISION) >> 8]);
}

/* --- real numbers of 32 and 64 bits ------------------------------------- */

struct f80 f80_from_real(struct f80_context *c, uint64_t real, unsigned bytes)
{
    unsigned fraction_bits = bytes == 4 ? 23 : 52;
    unsigned sign_at = 8 * bytes - 1;
    unsigned max = bytes == 4 ? 0xff : 0x7ff;
    unsigned exponent = (unsigned)(real >> fraction_bits) & max;
    uint64_t fraction = real << (64 - fraction_bits) >> 1;
    uint16_t sign = real >> sign_at & 1 ? F80_SIGN : 0;
    struct f80 a = {fraction | F80_INTEGER, sign};

    if (exponent == max) {
        a.e |= F80_MAX;
    } else if (exponent) {
        a.e |= (uint16_t)(exponent + F80_BIAS - max / 2);
    } else if (fraction) {
        unsigned zeros = (unsigned)__builtin_clzll(fraction);

        c->raised |= X87_DE;
        a.m = fraction << zeros;
        a.e |= (uint16_t)(F80_BIAS - max / 2 + 1 - zeros);
    } else {
        a.m = 0;
    }
    return a;
}

static uint64_t join_real(bool negative, unsigned exponent, uint64_t m,
                          unsigned bytes)
{
    unsigned fraction_bits = bytes == 4 ? 23 : 52;
    uint64_t sign = negative ? UINT64_C(1) << (8 * bytes - 1) : 0;

    return sign | (uint64_t)exponent << fraction_bits |
           m << 1 >> (64 - fraction_bits);
}

uint64_t f80_to_real(struct f80_context *c, struct f80 a, unsigned bytes)
{
    static const struct format single = {40, -126, 127};
    static const struct format twice = {11, -1022, 1023};
    const struct format *f = bytes == 4 ? &single : &twice;
    unsigned max = bytes == 4 ? 0xff : 0x7ff;
    struct f80_parts p;

    if (f80_nan(c, a, a, &a) || f80_classify(a) == F80_INFINITY)
        return join_real(f80_negative(a), max, a.m, bytes);
    if (!a.m)
        return join_real(f80_negative(a), 0, 0, bytes);
    p = fit(c, f80_unpack(a), f);
    return join_real(
        p.negative,
        p.m.high & F80_INTEGER ? (unsigned)(p.exponent + f->max) & max : 0,
        p.m.high, bytes);
}

/* --- integers ----------------------------------------------------------- */

/* The nearest integer by the rounding mode; |a| is below 2^64. */
static uint64_t to_magnitude(struct f80_context *c, struct f80_parts p)
{
    struct wide m = wide_right_sticky(p.m, (unsigned)(63 - p.exponent));

    c->up = rounds_up(c, p.negative, m.high & 1, (struct wide){m.low, 0});
    c->raised |= m.low ? X87_PE : 0;
    return m.high + c->up;
}

struct f80 f80_round_to_integer(struct f80_context *c, struct f80 a)
{
    struct f80_parts p;
    struct f80 r;

    if (f80_nan(c, a, a, &r))
        return r;
    f80_check_denormal(c, a, a);
    p = f80_unpack(a);
    if (f80_classify(a) == F80_INFINITY || !a.m || p.exponent >= 63)
        return a;
    r = f80_from_integer((int64_t)to_magnitude(c, p));
    r.e = (uint16_t)((r.e & F80_MAX) | (a.e & F80_SIGN));
    return r;
}

struct f80 f80_from_integer(int64_t value)
{
    uint64_t m = value < 0 ? -(uint64_t)value : (uint64_t)value;
    unsigned zeros;

    if (!m)
        return f80_zero(false);
    zeros = (unsigned)__builtin_clzll(m);
    return (struct f80){m << zeros, (uint16_t)((value < 0 ? F80_SIGN : 0) |
                                               (F80_BIAS + 63 - zeros))};
}

/* The magnitude as an integer of at most `limit`; false: out of range. */
static bool to_integer(struct f80_context *c, struct f80 a, uint64_t limit,
                       uint64_t *magnitude)
{
    struct f80_context trial = *c;
    struct f80_parts p = f80_unpack(a);
    enum f80_class class = f80_classify(a);

    *magnitude = 0;
    if (class == F80_NAN || class == F80_INFINITY || class == F80_UNSUPPORTED ||
        p.exponent > 63)
        return false;
    if (!a.m)
        return true;
    *magnitude = to_magnitude(&trial, p);
    if (*magnitude > limit)
        return false;
    *c = trial;
    return true;
}

int64_t f80_to_integer(struct f80_context *c, struct f80 a, unsigned bytes)
{
    uint64_t limit = UINT64_C(1) << (8 * bytes - 1);
    uint64_t m;

    if (!to_integer(c, a, f80_negative(a) ? limit : limit - 1, &m)) {
        c->raised |= X87_IE;
        return INT64_MIN >> (64 - 8 * bytes);
    }
    return (int64_t)(f80_negative(a) ? -m : m);
}

/* SDM Vol. 1, "Packed BCD Integer": 18 digits, the sign in bit 79. */
struct f80 f80_from_bcd(uint64_t digits, uint16_t top)
{
    uint64_t value = 10 * (uint64_t)(top >> 4 & 15) + (top & 15);
    struct f80 a;

    for (unsigned i = 16; i-- > 0;)
        value = 10 * value + (digits >> (4 * i) & 15);
    a = f80_from_integer((int64_t)value);
    a.e |= top & F80_SIGN;
    return a;
}

uint64_t f80_to_bcd(struct f80_context *c, struct f80 a, uint16_t *top)
{
    uint64_t digits = 0, m;

    if (!to_integer(c, a, UINT64_C(999999999999999999), &m)) {
        c->raised |= X87_IE;
        *top = 0xffff;
        return UINT64_C(0xc000000000000000);
    }
    for (unsigned i = 0; i < 16; i++, m /= 10)
        digits |= m % 10 << (4 * i);
    *top = (uint16_t)((a.e & F80_SIGN) | m / 10 << 4 | m % 10);
    return digits;
}
