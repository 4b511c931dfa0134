/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/x87_no_operand.c - D9 E0 to D9 FF: signs, tests, constants, and the
 * functions of one or two numbers at the top of the stack.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name.
 */
#include "sim/cpu/x87_stack.h"

typedef struct f80 unary_fn(struct f80_context *c, struct f80 a);
typedef struct f80 binary_fn(struct f80_context *c, struct f80 a, struct f80 b);

static const struct f80 one = {F80_INTEGER, F80_BIAS};

/* ST(0) is empty: its place is taken by the indefinite. */
static void underflow(struct x87 *x)
{
    if (x87_fault(x, false))
        x87_set(x, 0, F80_INDEFINITE);
}

/* --- signs and tests ----------------------------------------------------- */

/* FCHS, FABS: any bits will do. */
static void change_sign(struct x87 *x, bool absolute)
{
    struct f80 a = x87_get(x, 0);

    if (x87_is_empty(x, 0)) {
        underflow(x);
        return;
    }
    a.e = (uint16_t)(absolute ? a.e & F80_MAX : a.e ^ F80_SIGN);
    x87_condition(x, X87_C1, 0);
    x87_set(x, 0, a);
}

static void examine(struct x87 *x)
{
    static const uint16_t codes[] = {
        [F80_UNSUPPORTED] = 0, [F80_NAN] = X87_C0,
        [F80_NORMAL] = X87_C2, [F80_INFINITY] = X87_C2 | X87_C0,
        [F80_ZERO] = X87_C3,   [F80_DENORMAL] = X87_C3 | X87_C2,
    };
    struct f80 a = x87_get(x, 0);
    uint32_t bits = codes[f80_classify(a)];

    if (x87_is_empty(x, 0))
        bits = X87_C3 | X87_C0;
    x87_condition(x, X87_CONDITION, bits | (f80_negative(a) ? X87_C1 : 0));
}

/* --- constants ----------------------------------------------------------- */

/* Cut off after 64 bits; what is cut off is more than half a unit, or less.
 * Since the 387 the rounding mode counts (SDM Vol. 1, "x87 FPU
 * Constants"). */
static void load_constant(struct x87 *x, unsigned n)
{
    static const struct {
        uint64_t m;
        uint16_t e;
        bool more;
    } constants[] = {
        {F80_INTEGER, F80_BIAS, false},                      /* 1 */
        {UINT64_C(0xd49a784bcd1b8afe), F80_BIAS + 1, false}, /* log2 10 */
        {UINT64_C(0xb8aa3b295c17f0bb), F80_BIAS, true},      /* log2 e */
        {UINT64_C(0xc90fdaa22168c234), F80_BIAS + 1, true},  /* pi */
        {UINT64_C(0x9a209a84fbcff798), F80_BIAS - 2, true},  /* log10 2 */
        {UINT64_C(0xb17217f7d1cf79ab), F80_BIAS - 1, true},  /* ln 2 */
        {0, 0, false},                                       /* 0 */
    };
    struct f80 a = {constants[n].m, constants[n].e};
    unsigned rounding = x->control >> 10 & 3;
    bool exact = n == 0 || n == 6;

    if (!x87_is_empty(x, 7)) {
        if (x87_fault(x, true))
            x87_push(x, F80_INDEFINITE);
        return;
    }
    if ((rounding == 0 && constants[n].more) || (rounding == 2 && !exact))
        a.m++;
    x87_condition(x, X87_C1, 0);
    x87_push(x, a);
}

/* --- functions ----------------------------------------------------------- */

static void unary(struct x87 *x, unary_fn *function)
{
    struct f80_context c = x87_begin(x);
    struct f80 result;

    if (x87_is_empty(x, 0)) {
        underflow(x);
        return;
    }
    result = function(&c, x87_get(x, 0));
    if (x87_commit(x, &c))
        x87_set(x, 0, result);
}

/* Of ST(0) and ST(1): to ST(1) with a pop, or to ST(0). */
static void binary(struct x87 *x, binary_fn *function, bool pop)
{
    struct f80_context c = x87_begin(x);
    struct f80 result = F80_INDEFINITE;

    if (x87_is_empty(x, 0) || x87_is_empty(x, 1)) {
        if (!x87_fault(x, false))
            return;
    } else {
        result = function(&c, x87_get(x, 0), x87_get(x, 1));
        if (!x87_commit(x, &c))
            return;
    }
    x87_set(x, pop ? 1 : 0, result);
    if (pop)
        x87_pop(x);
}

/* The condition codes: the low bits of the quotient; C2: go on reducing.
 * Without a quotient C0 and C3 stay. */
static void report_quotient(struct x87 *x, int quotient)
{
    if (quotient == F80_INCOMPLETE)
        x87_condition(x, X87_CONDITION, X87_C2);
    else if (quotient != F80_NO_QUOTIENT)
        x87_condition(x, X87_CONDITION,
                      (quotient & 4 ? X87_C0 : 0) |
                          (quotient & 2 ? X87_C3 : 0) |
                          (quotient & 1 ? X87_C1 : 0));
}

static void remainder_of(struct x87 *x, bool nearest)
{
    struct f80_context c = x87_begin(x);
    struct f80 result;
    int quotient;

    x87_condition(x, X87_C2, 0);
    if (x87_is_empty(x, 0) || x87_is_empty(x, 1)) {
        underflow(x);
        return;
    }
    result =
        f80_remainder(&c, x87_get(x, 0), x87_get(x, 1), nearest, &quotient);
    if (x87_commit(x, &c))
        x87_set(x, 0, result);
    else
        quotient = F80_NO_QUOTIENT;
    report_quotient(x, quotient);
}

/* Is there no place for a second result, or nothing to compute it from? */
static bool lacks_place(struct x87 *x)
{
    bool empty = x87_is_empty(x, 0);

    if (!empty && x87_is_empty(x, 7))
        return false;
    if (x87_fault(x, !empty)) {
        x87_set(x, 0, F80_INDEFINITE);
        x87_push(x, F80_INDEFINITE);
    }
    return true;
}

static void two_results(struct x87 *x, const struct f80_context *c,
                        struct f80 first, struct f80 second)
{
    if (!x87_commit(x, c))
        return;
    x87_set(x, 0, first);
    x87_push(x, second);
}

static void extract(struct x87 *x)
{
    struct f80_context c = x87_begin(x);
    struct f80 exponent, significand;

    if (lacks_place(x))
        return;
    exponent = f80_extract(&c, x87_get(x, 0), &significand);
    two_results(x, &c, exponent, significand);
}

/* C2: the operand is too large for the function. */
static void out_of_range(struct x87 *x, const struct f80_context *c)
{
    x87_commit(x, c);
    x87_condition(x, X87_C2, X87_C2);
}

static void tangent(struct x87 *x)
{
    struct f80_context c = x87_begin(x);
    struct f80 result;
    bool complete;

    x87_condition(x, X87_C2, 0);
    if (lacks_place(x))
        return;
    result = f80_tan(&c, x87_get(x, 0), &complete);
    if (!complete) {
        out_of_range(x, &c);
        return;
    }
    two_results(x, &c, result, f80_classify(result) == F80_NAN ? result : one);
}

enum angle { SINE, COSINE, BOTH };

static void sine_cosine(struct x87 *x, enum angle which)
{
    struct f80_context c = x87_begin(x);
    struct f80 sine, cosine;

    x87_condition(x, X87_C2, 0);
    if (which == BOTH && lacks_place(x))
        return;
    if (x87_is_empty(x, 0)) {
        underflow(x);
        return;
    }
    if (!f80_sincos(&c, x87_get(x, 0), which == COSINE ? NULL : &sine,
                    which == SINE ? NULL : &cosine)) {
        out_of_range(x, &c);
        return;
    }
    if (which == BOTH)
        two_results(x, &c, sine, cosine);
    else if (x87_commit(x, &c))
        x87_set(x, 0, which == SINE ? sine : cosine);
}

/* --- dispatch ------------------------------------------------------------ */

/* D9 E0 to D9 EF. */
static void first_half(struct x87 *x, unsigned modrm)
{
    const struct x87_operand zero = {.value = {0, 0}};

    switch (modrm) {
    case 0xe0:
    case 0xe1:
        change_sign(x, modrm & 1);
        break;
    case 0xe4:
        x87_compare(x, zero, false, 0);
        break;
    case 0xe5:
        examine(x);
        break;
    default:
        load_constant(x, modrm - 0xe8);
    }
}

static void functions(struct x87 *x, unsigned modrm)
{
    switch (modrm) {
    case 0xf0:
        unary(x, f80_2xm1);
        break;
    case 0xf1:
        binary(x, f80_yl2x, true);
        break;
    case 0xf3:
        binary(x, f80_patan, true);
        break;
    case 0xf9:
        binary(x, f80_yl2xp1, true);
        break;
    case 0xfa:
        unary(x, f80_sqrt);
        break;
    case 0xfc:
        unary(x, f80_round_to_integer);
        break;
    default:
        binary(x, f80_scale, false);
    }
}

void x87_no_operand(struct x87 *x, unsigned modrm)
{
    if (modrm < 0xf0) {
        first_half(x, modrm);
        return;
    }
    switch (modrm) {
    case 0xf2:
        tangent(x);
        break;
    case 0xf4:
        extract(x);
        break;
    case 0xf5:
    case 0xf8:
        remainder_of(x, modrm == 0xf5);
        break;
    case 0xf6: /* FDECSTP, FINCSTP */
    case 0xf7:
        x87_turn(x, modrm == 0xf6 ? 7 : 1);
        x87_condition(x, X87_C1, 0);
        break;
    case 0xfb:
        sine_cosine(x, BOTH);
        break;
    case 0xfe:
    case 0xff:
        sine_cosine(x, modrm == 0xfe ? SINE : COSINE);
        break;
    default:
        functions(x, modrm);
    }
}
