/* SPDX-License-Identifier: MIT
 *
 * tests/sim/operands_ours.c - the operands of a decoded instruction, as the
 * operation takes them from its fields.
 *
 * A form names the operands of a handler in their order, each by a letter for
 * what and a letter for its size:
 *
 *     E r/m, or M if it must be memory     b w d q 8, 16, 32, 64 bits
 *     G ModRM.reg  Z register in opcode    v operand size  2 twice that
 *     A accumulator  X register DX         p far pointer: 16 bits more
 *     I immediate  L level of ENTER        n none: an address alone
 *     J jump  P far pointer                t pseudo-descriptor
 *     S C D T segment, control, debug, test register
 *     K shift count: imm, or CL
 *     s d strings with and without a source: the segment of SI, REP
 *     x XLAT: its segment
 *     f ESC: its operand in memory, or the stack register it names
 */
#include "tests/sim/operands.h"

#include <stdio.h>
#include <string.h>

#include "sim/cpu/x87_image.h"
#include "sim/cpu/x87_unit.h"

static const struct form_row {
    uint16_t handler;
    const char *form;
} rows[] = {
    {H_inc, "Ev"},
    {H_dec, "Ev"},
    {H_not, "Ev"},
    {H_neg, "Ev"},
    {H_mul, "Ev"},
    {H_imul, "Ev"},
    {H_div, "Ev"},
    {H_idiv, "Ev"},
    {H_rol, "EvKb"},
    {H_ror, "EvKb"},
    {H_rcl, "EvKb"},
    {H_rcr, "EvKb"},
    {H_shl, "EvKb"},
    {H_shr, "EvKb"},
    {H_sar, "EvKb"},
    {H_xchg, "EvGv"},
    {H_cmpxchg, "EvGv"},
    {H_xadd, "EvGv"},
    {H_in_imm, "AvIb"},
    {H_in_dx, "AvXw"},
    {H_out_imm, "IbAv"},
    {H_out_dx, "XwAv"},
    {H_push_r, "Zv"},
    {H_push_e, "Ev"},
    {H_push_imm, "Iv"},
    {H_pop_r, "Zv"},
    {H_pop_e, "Ev"},
    {H_push_seg, "Sw"},
    {H_pop_seg, "Sw"},
    {H_enter, "IwLb"},
    {H_lea, "GvMn"},
    {H_movzx8, "GvEb"},
    {H_movsx8, "GvEb"},
    {H_movsx16, "GvEw"},
    {H_movzx16, "GvEw"},
    {H_imul3, "GvEvIv"},
    {H_imul2, "GvEv"},
    {H_xchg_acc, "ZvAv"},
    {H_bound, "GvM2"},
    {H_shld, "EvGvKb"},
    {H_shrd, "EvGvKb"},
    {H_bsf, "GvEv"},
    {H_bsr, "GvEv"},
    {H_bt, "EvGv"},
    {H_bts, "EvGv"},
    {H_btr, "EvGv"},
    {H_btc, "EvGv"},
    {H_bt_imm, "EvIb"},
    {H_bts_imm, "EvIb"},
    {H_btr_imm, "EvIb"},
    {H_btc_imm, "EvIb"},
    {H_bswap, "Zv"},
    {H_cmov, "GvEv"},
    {H_call, "Jv"},
    {H_call_e, "Ev"},
    {H_call_far, "Pv"},
    {H_call_far_e, "Mp"},
    {H_jmp, "Jv"},
    {H_jmp_e, "Ev"},
    {H_jmp_far, "Pv"},
    {H_jmp_far_e, "Mp"},
    {H_ret_imm, "Iw"},
    {H_retf_imm, "Iw"},
    {H_jo, "Jv"},
    {H_jno, "Jv"},
    {H_jb, "Jv"},
    {H_jnb, "Jv"},
    {H_jz, "Jv"},
    {H_jnz, "Jv"},
    {H_jbe, "Jv"},
    {H_jnbe, "Jv"},
    {H_js, "Jv"},
    {H_jns, "Jv"},
    {H_jp, "Jv"},
    {H_jnp, "Jv"},
    {H_jl, "Jv"},
    {H_jnl, "Jv"},
    {H_jle, "Jv"},
    {H_jnle, "Jv"},
    {H_loop, "Jv"},
    {H_loope, "Jv"},
    {H_loopne, "Jv"},
    {H_jcxz, "Jv"},
    {H_load_far, "GvMp"},
    {H_lar, "GvEv"},
    {H_lsl, "GvEv"},
    {H_sgdt, "Mt"},
    {H_sidt, "Mt"},
    {H_lgdt, "Mt"},
    {H_lidt, "Mt"},
    {H_mov_from_seg, "EvSw"},
    {H_nop_e, "Ev"},
    {H_setcc, "Eb"},
    {H_aam, "Ib"},
    {H_aad, "Ib"},
    {H_int_imm, "Ib"},
    {H_mov_to_seg, "SwEw"},
    {H_arpl, "EwGw"},
    {H_sldt, "Ev"},
    {H_str, "Ev"},
    {H_lldt, "Ew"},
    {H_ltr, "Ew"},
    {H_verr, "Ew"},
    {H_verw, "Ew"},
    {H_smsw, "Ev"},
    {H_lmsw, "Ew"},
    {H_invlpg, "Mb"},
    {H_mov_from_cr, "RdCd"},
    {H_mov_to_cr, "CdRd"},
    {H_mov_from_dr, "RdDd"},
    {H_mov_to_dr, "DdRd"},
    {H_mov_from_tr, "RdTd"},
    {H_mov_to_tr, "TdRd"},
    {H_cmpxchg8b, "Mq"},
    {H_fxsave, "Mx"},
    {H_fxrstor, "Mx"},
    {H_movs, "sv"},
    {H_cmps, "sv"},
    {H_lods, "sv"},
    {H_outs, "sv"},
    {H_stos, "dv"},
    {H_scas, "dv"},
    {H_ins, "dv"},
    {H_xlat, "xb"},
    {H_esc, "fn"},
};

/* A family of handlers, one for each size, as in handlers.def. */
static const struct family {
    uint16_t first, forms, sizes;
} families[] = {
#define BINARY(name) {H_##name, FORMS, 3},
#define UNARY(name)  {H_##name, 1, 3},
#define WORD(name)   {H_##name, 1, 2},
#define PLAIN(name)  {H_##name, 1, 1},
#include "sim/cpu/handlers.def"
#undef BINARY
#undef UNARY
#undef WORD
#undef PLAIN
};

struct view {
    char *text;
    size_t used;
    const struct decoded *d;
    unsigned bits; /* operand size by the handler */
    bool sized;    /* ... of which there is one for each size */
};

static void add(struct view *w, const char *format, unsigned long a)
{
    w->used +=
        (size_t)snprintf(w->text + w->used, OPERANDS_TEXT - w->used, format, a);
}

static unsigned long cut(uint32_t value, unsigned bits)
{
    return bits >= 32 ? value : value & ((1u << bits) - 1);
}

static void add_memory(struct view *w, unsigned bits)
{
    const struct op *op = &w->d->op;
    bool addr32 = op->flags & OP_ADDR32;

    add(w, " m%lu:", bits);
    if (bits)
        add(w, "%lu", op->seg);
    add(w, "[", 0);
    if (op->base != REG_ZERO)
        add(w, "%lu+", op->base);
    if (op->index != REG_ZERO) {
        add(w, "%lu", op->index);
        add(w, "*%lu+", 1ul << op->scale);
    }
    add(w, "%lx]", cut(op->disp, addr32 ? 32 : 16));
}

static unsigned size_of(const struct view *w, char size)
{
    switch (size) {
    case 'b':
        return 8;
    case 'w':
        return 16;
    case 'd':
        return 32;
    case 'q':
        return 64;
    case '2':
        return 2 * w->bits;
    case 'p':
        return 16 + w->bits;
    case 't':
        return 48;
    case 'x':
        return 8 * 512;
    case 'n':
        return 0;
    default:
        return w->bits;
    }
}

/* A selector is 16 bits wide in memory, whatever the operand size (SDM Vol. 2,
 * "MOV", "SLDT", "STR", "SMSW", "LAR", "LSL"). */
static bool is_selector(unsigned handler)
{
    switch (handler) {
    case H_sldt:
    case H_str:
    case H_smsw:
    case H_mov_from_seg:
    case H_mov_from_seg_last:
    case H_lar:
    case H_lar_last:
    case H_lsl:
    case H_lsl_last:
        return true;
    default:
        return false;
    }
}

/* What a string instruction has besides its fixed registers. */
static void add_string(struct view *w, char what, unsigned bits)
{
    const struct op *op = &w->d->op;

    if (what != 'd')
        add(w, " x:%lu", op->seg);
    if (what != 'x') {
        add(w, " x%lu", bits);
        add(w,
            op->flags & OP_REPE    ? " rep"
            : op->flags & OP_REPNE ? " repne"
                                   : "",
            0);
    }
}

/* SDM Vol. 2, each instruction by its name: m16, m32, m64, m80, m14/28byte,
 * m94/108byte. */
static unsigned x87_operand_bits(const struct op *op)
{
    struct x87_form form = x87_form(op->imm);
    unsigned bytes = x87_environment_bytes(
        (struct x87_layout){op->flags & OP_DATA32, false});

    switch (form.action) {
    case X87_LDENV:
    case X87_STENV:
        return 8 * bytes;
    case X87_RSTOR:
    case X87_SAVE:
        return 8 * (bytes + X87_REGISTERS_BYTES);
    case X87_LDCW:
    case X87_STCW:
    case X87_STSW:
        return 16;
    default:
        return 8u * x87_bytes[form.type];
    }
}

/* SDM Vol. 2, "Escape Opcode Instructions": ST(i) is the low bits of ModRM,
 * but in some rows these choose among instructions without operands. */
static bool names_stack_register(unsigned opcode)
{
    switch (opcode) {
    case 0x1d0: /* FNOP */
    case 0x2e9: /* FUCOMPP */
    case 0x6d9: /* FCOMPP */
        return false;
    default:
        return (opcode & 0x7e0) != 0x1e0 && (opcode & 0x7f8) != 0x3e0;
    }
}

#define FNSTSW_AX 0x7e0u

static void add_escape(struct view *w)
{
    const struct op *op = &w->d->op;

    if (op->flags & OP_MEMORY)
        add_memory(w, x87_operand_bits(op));
    else if (op->imm == FNSTSW_AX)
        add(w, " r16:%lu", EAX);
    else if (names_stack_register(op->imm))
        add(w, " f:%lu", op->imm & 7);
}

static void add_operand(struct view *w, char what, unsigned bits)
{
    const struct op *op = &w->d->op;

    if ((what == 'E' && (op->flags & OP_MEMORY)) || what == 'M') {
        add_memory(w, is_selector(w->d->handler) ? 16 : bits);
    } else if (what == 'f') {
        add_escape(w);
    } else if (strchr("EGZRAX", what)) {
        add(w, " r%lu:", bits);
        add(w, "%lu",
            what == 'G'   ? op->reg
            : what == 'A' ? EAX
            : what == 'X' ? EDX
                          : op->rm);
    } else if (what == 'S') {
        add(w, " s:%lu", op->reg);
    } else if (what == 'C' || what == 'D' || what == 'T') {
        add(w, " %lc:", (unsigned long)(what - 'A' + 'a'));
        add(w, "%lu", op->reg);
    } else if (what == 'K' && (op->flags & OP_BY_CL)) {
        add(w, " r8:%lu", ECX);
    } else if (what == 'I' || what == 'K') {
        add(w, " i:%lx", cut(op->imm, bits));
    } else if (what == 'L') {
        add(w, " i:%lx", op->selector);
    } else if (what == 'J') {
        add(w, " j:%lx", cut(op->imm, bits));
    } else if (what == 'P') {
        add(w, " p:%lx:", op->selector);
        add(w, "%lx", op->imm);
    } else {
        add_string(w, what, bits);
    }
}

/* A BINARY handler has its form in its number. */
static const char *binary_form(unsigned form)
{
    static const char *const forms[FORMS] = {
        [FORM_RR] = "ZvGv", [FORM_RM] = "GvMv", [FORM_MR] = "MvGv",
        [FORM_RI] = "ZvIv", [FORM_MI] = "MvIv",
    };

    return forms[form];
}

static const char *form_of(struct view *w)
{
    unsigned handler = w->d->handler;
    unsigned i = 0;

    while (i + 1 < ARRAY_LEN(families) && families[i + 1].first <= handler)
        i++;
    handler -= families[i].first;
    w->bits = w->d->op.flags & OP_DATA32 ? 32 : 16;
    if (families[i].forms > 1)
        w->bits = 8u << handler / FORMS;
    else if (families[i].sizes > 1)
        w->bits = (families[i].sizes == 3 ? 8u : 16u) << handler;
    w->sized = families[i].sizes > 1;
    if (families[i].forms > 1)
        return binary_form(handler % FORMS);
    for (unsigned row = 0; row < ARRAY_LEN(rows); row++)
        if (rows[row].handler == families[i].first)
            return rows[row].form;
    return "";
}

bool operands_ours(char text[static OPERANDS_TEXT], const uint8_t *bytes,
                   unsigned available, enum cpu_mode mode, enum cpu_model model)
{
    struct decoded d;
    struct view w = {.text = text, .d = &d};
    int length = decode(&d, bytes, available, mode == MODE_PROTECTED32, model);

    text[0] = '\0';
    if (length <= 0 || d.handler == H_ud ||
        (d.handler == H_esc && !x87_exists(d.op.imm, model)))
        return false;
    add(&w, "%lu", d.op.length);
    add(&w, " a%lu", d.op.flags & OP_ADDR32 ? 32 : 16);
    if (d.op.flags & OP_LOCK)
        add(&w, " lock", 0);
    for (const char *form = form_of(&w); *form; form += 2)
        add_operand(&w, form[0], size_of(&w, form[1]));
    if (w.sized)
        add(&w, " o%lu", w.bits);
    return true;
}
