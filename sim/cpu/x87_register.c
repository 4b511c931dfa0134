/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/x87_register.c - which opcodes there are, and the instructions that
 * name stack registers or nothing.
 *
 * Source: Intel SDM Vol. 2, "Escape Opcode Instructions", each instruction by
 * its name; i486 Programmer's Reference Manual, "Opcode Map". Of the codes
 * that no manual names, those are aliases here which every x87 has had:
 * D9 D8+i, DC D0+i, DC D8+i, DD C8+i, DE D0+i, DF C8+i, DF D0+i, DF D8+i, and
 * FFREEP (DF C0+i).
 */
#include "sim/cpu/flags.h"
#include "sim/cpu/x87_stack.h"

/* clang-format off */
static const struct x87_form memory_forms[8][8] = {
#define ALL(t) {X87_ARITHMETIC, t}, {X87_ARITHMETIC, t}, {X87_ARITHMETIC, t}, \
               {X87_ARITHMETIC, t}, {X87_ARITHMETIC, t}, {X87_ARITHMETIC, t}, \
               {X87_ARITHMETIC, t}, {X87_ARITHMETIC, t}
#define SOME(t) {X87_LOAD, t}, {X87_NONE, 0}, {X87_STORE, t}, {X87_STORE_POP, t}
/* D8 */ {ALL(R32)},
/* D9 */ {SOME(R32), {X87_LDENV, 0}, {X87_LDCW, 0}, {X87_STENV, 0},
          {X87_STCW, 0}},
/* DA */ {ALL(I32)},
/* DB */ {SOME(I32), {X87_NONE, 0}, {X87_LOAD, R80}, {X87_NONE, 0},
          {X87_STORE_POP, R80}},
/* DC */ {ALL(R64)},
/* DD */ {SOME(R64), {X87_RSTOR, 0}, {X87_NONE, 0}, {X87_SAVE, 0},
          {X87_STSW, 0}},
/* DE */ {ALL(I16)},
/* DF */ {SOME(I16), {X87_LOAD, BCD}, {X87_LOAD, I64}, {X87_STORE_POP, BCD},
          {X87_STORE_POP, I64}},
#undef ALL
#undef SOME
};

/* By group and ModRM.reg: the values of ModRM.rm that are instructions, and
 * of all models or (P6) of the i686. */
#define P6 0x100
static const uint16_t register_forms[8][8] = {
/* D8 */ {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
/* D9 */ {0xff, 0xff, 0x01, 0xff, 0x33, 0x7f, 0xff, 0xff},
/* DA */ {P6 | 0xff, P6 | 0xff, P6 | 0xff, P6 | 0xff, 0, 0x02, 0, 0},
/* DB */ {P6 | 0xff, P6 | 0xff, P6 | 0xff, P6 | 0xff, 0x1f, P6 | 0xff,
          P6 | 0xff, 0},
/* DC */ {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
/* DD */ {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0},
/* DE */ {0xff, 0xff, 0xff, 0x02, 0xff, 0xff, 0xff, 0xff},
/* DF */ {0xff, 0xff, 0xff, 0xff, 0x01, P6 | 0xff, P6 | 0xff, 0},
};
/* clang-format on */

struct x87_form x87_form(unsigned opcode)
{
    return memory_forms[X87_GROUP(opcode)][X87_REG(opcode)];
}

bool x87_exists(unsigned opcode, enum cpu_model model)
{
    unsigned forms = register_forms[X87_GROUP(opcode)][X87_REG(opcode)];

    if (!X87_REGISTERS(opcode))
        return x87_form(opcode).action != X87_NONE;
    return (forms >> (opcode & 7) & 1) && (!(forms & P6) || model >= CPU_I686);
}

bool x87_waits(unsigned opcode)
{
    if (X87_REGISTERS(opcode)) /* FNCLEX, FNINIT and neighbours; FNSTSW AX */
        return !(opcode >= 0x3e0 && opcode <= 0x3e4) && opcode != 0x7e0;
    switch (x87_form(opcode).action) {
    case X87_STENV:
    case X87_STCW:
    case X87_SAVE:
    case X87_STSW:
        return false;
    default:
        return true;
    }
}

bool x87_is_control(unsigned opcode)
{
    if (!x87_waits(opcode))
        return true;
    return !X87_REGISTERS(opcode) && x87_form(opcode).action >= X87_LDENV;
}

/* --- moves --------------------------------------------------------------- */

static void load_register(struct x87 *x, unsigned i)
{
    struct x87_operand o = x87_operand(x, i);
    bool overflow = !x87_is_empty(x, 7);

    if (overflow || o.empty) {
        if (x87_fault(x, !o.empty))
            x87_push(x, F80_INDEFINITE);
        return;
    }
    x87_condition(x, X87_C1, 0);
    x87_push(x, o.value);
}

static void store_register(struct x87 *x, unsigned i, bool pop)
{
    struct x87_operand o = x87_operand(x, 0);

    if (o.empty) {
        o.value = F80_INDEFINITE;
        if (!x87_fault(x, false))
            return;
    } else {
        x87_condition(x, X87_C1, 0);
    }
    x87_set(x, i, o.value);
    if (pop)
        x87_pop(x);
}

static void exchange(struct x87 *x, unsigned i)
{
    struct x87_operand a = x87_operand(x, 0), b = x87_operand(x, i);

    if (a.empty || b.empty) {
        if (!x87_fault(x, false))
            return;
        a.value = a.empty ? F80_INDEFINITE : a.value;
        b.value = b.empty ? F80_INDEFINITE : b.value;
    } else {
        x87_condition(x, X87_C1, 0);
    }
    x87_set(x, 0, b.value);
    x87_set(x, i, a.value);
}

/* FCMOVcc: group DA, or DB for the opposite condition. */
static void move_if(struct cpu_state *s, unsigned opcode)
{
    static const uint8_t conditions[4] = {2, 4, 6, 10}; /* B, E, BE, P */
    unsigned condition = conditions[X87_REG(opcode)] | (opcode >> 8 & 1);
    struct x87 *x = &s->x87;
    struct x87_operand o = x87_operand(x, opcode & 7);

    if (x87_is_empty(x, 0) || o.empty) {
        if (x87_fault(x, false))
            x87_set(x, 0, F80_INDEFINITE);
        return;
    }
    if (flag_condition(s, condition))
        x87_set(x, 0, o.value);
}

/* --- dispatch ------------------------------------------------------------ */

/* D8, DC, DE: ST(0) with ST(i); the result goes to ST(0), to ST(i), or to
 * ST(i) with a pop. */
static void arithmetic(struct x87 *x, unsigned opcode)
{
    unsigned group = X87_GROUP(opcode), kind = X87_REG(opcode), i = opcode & 7;
    struct x87_operand other = x87_operand(x, i);

    if (kind == 2 || kind == 3)
        x87_compare(x, other, false, group == 6 ? kind - 1 : kind - 2);
    else
        x87_arithmetic(x, kind, group ? i : 0, other, group == 6);
}

static void group_d9(struct x87 *x, unsigned opcode)
{
    switch (X87_REG(opcode)) {
    case 0:
        load_register(x, opcode & 7);
        break;
    case 1:
        exchange(x, opcode & 7);
        break;
    case 2: /* FNOP */
        break;
    case 3: /* an FSTP that does not check for an empty register */
        x87_condition(x, X87_C1, 0);
        if (x87_is_empty(x, 0))
            x87_pop(x);
        else
            store_register(x, opcode & 7, true);
        break;
    default:
        x87_no_operand(x, opcode & 0xff);
    }
}

static void group_da_db(struct cpu_state *s, unsigned opcode)
{
    switch (opcode) {
    case 0x2e9: /* FUCOMPP */
        x87_compare(&s->x87, x87_operand(&s->x87, 1), true, 2);
        return;
    case 0x3e0: /* FNENI, FNDISI, FNSETPM: for the 8087 and the 80287 */
    case 0x3e1:
    case 0x3e4:
        return;
    case 0x3e2:
        x87_clear_errors(&s->x87);
        return;
    case 0x3e3:
        x87_init(&s->x87);
        return;
    default:
        if (X87_REG(opcode) < 4)
            move_if(s, opcode);
        else
            x87_compare_flags(s, opcode & 7, X87_REG(opcode) == 5, false);
    }
}

static void group_dd(struct x87 *x, unsigned opcode)
{
    unsigned i = opcode & 7;

    switch (X87_REG(opcode)) {
    case 0:
        x87_free(x, i);
        break;
    case 1:
        exchange(x, i);
        break;
    case 2:
    case 3:
        store_register(x, i, X87_REG(opcode) == 3);
        break;
    default:
        x87_compare(x, x87_operand(x, i), true, X87_REG(opcode) - 4);
    }
}

static void group_df(struct cpu_state *s, unsigned opcode)
{
    struct x87 *x = &s->x87;
    unsigned i = opcode & 7;

    switch (X87_REG(opcode)) {
    case 0:
        x87_free(x, i);
        x87_pop(x);
        break;
    case 1:
        exchange(x, i);
        break;
    case 2:
    case 3:
        store_register(x, i, true);
        break;
    case 4:
        s->r[EAX].w = x->status;
        break;
    default:
        x87_compare_flags(s, i, X87_REG(opcode) == 5, true);
    }
}

void x87_execute(struct cpu_state *s, unsigned opcode)
{
    switch (X87_GROUP(opcode)) {
    case 1:
        group_d9(&s->x87, opcode);
        break;
    case 2:
    case 3:
        group_da_db(s, opcode);
        break;
    case 5:
        group_dd(&s->x87, opcode);
        break;
    case 7:
        group_df(s, opcode);
        break;
    default:
        arithmetic(&s->x87, opcode);
    }
}
