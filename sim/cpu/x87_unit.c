/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/x87_unit.c - stack, exceptions, arithmetic with two operands,
 * comparison, loads and stores.
 *
 * Source: Intel SDM Vol. 1, "Programming with the x87 FPU"; Vol. 2, each
 * instruction by its name.
 */
#include "sim/cpu/x87_unit.h"

#include "sim/cpu/flags.h"
#include "sim/cpu/x87_stack.h"

/* Exceptions that are found before there is a result. */
#define BEFORE (X87_IE | X87_DE | X87_ZE)

const uint8_t x87_bytes[] = {
    [R32] = 4, [R64] = 8, [R80] = 10, [I16] = 2,
    [I32] = 4, [I64] = 8, [BCD] = 10,
};

/* --- control and status ------------------------------------------------- */

/* ES and B follow from the exceptions and their masks. */
static void summarise(struct x87 *x)
{
    bool error = x->status & ~x->control & X87_EXCEPTIONS;

    x87_condition(x, X87_ES | X87_BUSY, error ? X87_ES | X87_BUSY : 0);
}

void x87_set_control(struct x87 *x, uint16_t control)
{
    x->control = (uint16_t)((control & X87_CONTROL) | BIT(6));
    summarise(x);
}

void x87_clear_errors(struct x87 *x)
{
    x->status &= X87_CONDITION | X87_TOP;
}

void x87_init(struct x87 *x)
{
    x->control = 0x37f;
    x->status = 0;
    x->used = 0;
    x->opcode = 0;
    x->code = x->data = 0;
    x->code_cs = x->data_segment = 0;
}

/* SDM Vol. 3A, "IA-32 and Intel 64 Processor States Following Power-up, Reset,
 * or INIT": +0 in every register. */
void x87_reset(struct x87 *x)
{
    *x = (struct x87){
        .control = 0x40,
        .used = 0xff,
        .ignore_errors = x->ignore_errors,
        .missing = x->missing,
    };
}

static unsigned tag_of(const struct x87 *x, unsigned n)
{
    struct f80 value = {x->significand[n], x->exponent[n]};

    if (!(x->used >> n & 1))
        return 3;
    switch (f80_classify(value)) {
    case F80_NORMAL:
        return 0;
    case F80_ZERO:
        return 1;
    default:
        return 2;
    }
}

uint16_t x87_tag_word(const struct x87 *x)
{
    unsigned tags = 0;

    for (unsigned n = 0; n < 8; n++)
        tags |= tag_of(x, n) << (2 * n);
    return (uint16_t)tags;
}

void x87_set_tag_word(struct x87 *x, uint16_t tags)
{
    x->used = 0;
    for (unsigned n = 0; n < 8; n++)
        if ((tags >> (2 * n) & 3) != 3)
            x->used |= (uint16_t)BIT(n);
}

/* --- stack -------------------------------------------------------------- */

struct f80 x87_get(const struct x87 *x, unsigned i)
{
    unsigned n = x87_number(x, i);

    return (struct f80){x->significand[n], x->exponent[n]};
}

void x87_set(struct x87 *x, unsigned i, struct f80 value)
{
    unsigned n = x87_number(x, i);

    x->significand[n] = value.m;
    x->exponent[n] = value.e;
    x->used |= (uint16_t)BIT(n);
}

void x87_turn(struct x87 *x, unsigned by)
{
    x87_condition(x, X87_TOP, x87_number(x, by) << 11);
}

void x87_push(struct x87 *x, struct f80 value)
{
    x87_turn(x, 7);
    x87_set(x, 0, value);
}

void x87_free(struct x87 *x, unsigned i)
{
    x->used &= (uint16_t)~BIT(x87_number(x, i));
}

void x87_pop(struct x87 *x)
{
    x87_free(x, 0);
    x87_turn(x, 1);
}

bool x87_commit(struct x87 *x, const struct f80_context *c)
{
    bool forbidden = c->raised & ~x->control & BEFORE;

    if (forbidden) /* what rounding found did not happen */
        x87_condition(x, X87_C1, c->raised & BEFORE);
    else
        x87_condition(x, X87_C1, c->raised | (c->up ? X87_C1 : 0));
    summarise(x);
    return !forbidden;
}

bool x87_fault(struct x87 *x, bool overflow)
{
    x87_condition(x, X87_C1, X87_IE | X87_SF | (overflow ? X87_C1 : 0));
    summarise(x);
    return x->control & X87_IE;
}

/* --- two operands ------------------------------------------------------- */

static struct f80 compute(struct f80_context *c, unsigned kind, struct f80 a,
                          struct f80 b)
{
    switch (kind) {
    case 0:
        return f80_add(c, a, b);
    case 1:
        return f80_mul(c, a, b);
    case 4:
        return f80_sub(c, a, b);
    case 5:
        return f80_sub(c, b, a);
    case 6:
        return f80_div(c, a, b);
    default:
        return f80_div(c, b, a);
    }
}

/* A denormal number in memory is a normal one here: say so now, unless a NaN
 * or a graver exception comes first. */
static void add_denormal(struct f80_context *c, struct f80 a,
                         struct x87_operand b)
{
    if (b.denormal && f80_classify(a) != F80_NAN &&
        !(c->raised & (X87_IE | X87_ZE)))
        c->raised |= X87_DE;
}

void x87_arithmetic(struct x87 *x, unsigned kind, unsigned dest,
                    struct x87_operand other, bool pop)
{
    struct f80_context c = x87_begin(x);
    struct f80 top = x87_get(x, 0), result = F80_INDEFINITE;

    if (x87_is_empty(x, 0) || other.empty) {
        if (!x87_fault(x, false))
            return;
    } else {
        result = compute(&c, kind, top, other.value);
        add_denormal(&c, top, other);
        if (!x87_commit(x, &c))
            return;
    }
    x87_set(x, dest, result);
    if (pop)
        x87_pop(x);
}

/* The order of ST(0) and another operand. False: the exception is not
 * masked. */
static bool order(struct x87 *x, struct x87_operand other, bool quiet,
                  enum f80_order *result)
{
    struct f80_context c = x87_begin(x);
    struct f80 top = x87_get(x, 0);

    *result = F80_UNORDERED;
    if (x87_is_empty(x, 0) || other.empty)
        return x87_fault(x, false);
    *result = f80_compare(&c, top, other.value, quiet);
    add_denormal(&c, top, other);
    return x87_commit(x, &c);
}

void x87_compare(struct x87 *x, struct x87_operand other, bool quiet,
                 unsigned pops)
{
    static const uint16_t codes[] = {
        [F80_LESS] = X87_C0,
        [F80_EQUAL] = X87_C3,
        [F80_GREATER] = 0,
        [F80_UNORDERED] = X87_C0 | X87_C2 | X87_C3,
    };
    enum f80_order result;

    if (!order(x, other, quiet, &result))
        return;
    x87_condition(x, X87_C0 | X87_C2 | X87_C3, codes[result]);
    while (pops--)
        x87_pop(x);
}

void x87_compare_flags(struct cpu_state *s, unsigned i, bool quiet, bool pop)
{
    static const uint32_t flags[] = {
        [F80_LESS] = FLAG_CF,
        [F80_EQUAL] = FLAG_ZF,
        [F80_GREATER] = 0,
        [F80_UNORDERED] = FLAG_ZF | FLAG_PF | FLAG_CF,
    };
    enum f80_order result;

    if (!order(&s->x87, x87_operand(&s->x87, i), quiet, &result))
        return;
    flags_set(s, flags[result]);
    if (pop)
        x87_pop(&s->x87);
}

/* --- memory ------------------------------------------------------------- */

static struct x87_operand from_memory(enum x87_type type,
                                      struct x87_image image)
{
    struct f80_context c = {0};
    struct x87_operand o = {{image.low, image.top}, false, false};

    switch (type) {
    case R32:
    case R64:
        o.value = f80_from_real(&c, image.low, x87_bytes[type]);
        o.denormal = c.raised & X87_DE;
        break;
    case I16:
        o.value = f80_from_integer((int16_t)image.low);
        break;
    case I32:
        o.value = f80_from_integer((int32_t)image.low);
        break;
    case I64:
        o.value = f80_from_integer((int64_t)image.low);
        break;
    case BCD:
        o.value = f80_from_bcd(image.low, image.top);
        break;
    default:
        break;
    }
    return o;
}

void x87_arithmetic_with(struct x87 *x, unsigned opcode, enum x87_type type,
                         struct x87_image operand)
{
    struct x87_operand other = from_memory(type, operand);
    unsigned kind = X87_REG(opcode);

    if (kind == 2 || kind == 3)
        x87_compare(x, other, false, kind - 2);
    else
        x87_arithmetic(x, kind, 0, other, false);
}

void x87_load(struct x87 *x, enum x87_type type, struct x87_image operand)
{
    struct x87_operand o = from_memory(type, operand);
    struct f80_context c = x87_begin(x);

    if (!x87_is_empty(x, 7)) {
        if (x87_fault(x, true))
            x87_push(x, F80_INDEFINITE);
        return;
    }
    if (o.denormal)
        c.raised |= X87_DE;
    if (type == R32 || type == R64)
        f80_nan(&c, o.value, o.value, &o.value);
    /* A denormal number is loaded, masked or not. */
    if (x87_commit(x, &c) || !(c.raised & ~x->control & X87_IE))
        x87_push(x, o.value);
}

struct x87_store x87_store(const struct x87 *x, enum x87_type type)
{
    struct x87_store s = {.context = x87_begin(x), .empty = x87_is_empty(x, 0)};
    struct f80 a = s.empty ? F80_INDEFINITE : x87_get(x, 0);

    switch (type) {
    case R32:
    case R64:
        s.image.low = f80_to_real(&s.context, a, x87_bytes[type]);
        break;
    case BCD:
        s.image.low = f80_to_bcd(&s.context, a, &s.image.top);
        break;
    case R80:
        s.image = (struct x87_image){a.m, a.e};
        break;
    default:
        s.image.low = (uint64_t)f80_to_integer(&s.context, a, x87_bytes[type]);
    }
    return s;
}

/* A result that does not fit goes nowhere, and nothing was rounded. */
bool x87_commit_store(struct x87 *x, const struct x87_store *store)
{
    struct f80_context c = store->context;
    bool fits = !(c.raised & ~x->control & (X87_OE | X87_UE));

    if (store->empty)
        return x87_fault(x, false);
    if (!fits) {
        c.raised &= (uint16_t)~X87_PE;
        c.up = false;
    }
    return x87_commit(x, &c) && fits;
}
