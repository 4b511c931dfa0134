/* SPDX-License-Identifier: MIT
 *
 * tests/sim/operands_zydis.c - the operands of an instruction, as Zydis names
 * them.
 */
#include "tests/sim/operands.h"

#include <Zydis/Zydis.h>
#include <stdio.h>

struct view {
    char *text;
    size_t used;
    ZydisDecodedInstruction insn;
};

static void add(struct view *w, const char *format, unsigned long a)
{
    w->used +=
        (size_t)snprintf(w->text + w->used, OPERANDS_TEXT - w->used, format, a);
}

static unsigned long cut(uint64_t value, unsigned bits)
{
    return value & ((UINT64_C(1) << bits) - 1);
}

static unsigned long number_of(ZydisRegister reg)
{
    return (unsigned long)ZydisRegisterGetId(reg);
}

static void add_register(struct view *w, ZydisRegister reg, unsigned bits)
{
    switch (ZydisRegisterGetClass(reg)) {
    case ZYDIS_REGCLASS_SEGMENT:
        add(w, " s:%lu", number_of(reg));
        break;
    case ZYDIS_REGCLASS_CONTROL:
        add(w, " c:%lu", number_of(reg));
        break;
    case ZYDIS_REGCLASS_DEBUG:
        add(w, " d:%lu", number_of(reg));
        break;
    case ZYDIS_REGCLASS_TEST:
        add(w, " t:%lu", number_of(reg));
        break;
    case ZYDIS_REGCLASS_X87:
        add(w, " f:%lu", number_of(reg));
        break;
    default:
        add(w, " r%lu:", bits);
        add(w, "%lu", number_of(reg));
    }
}

static void add_memory(struct view *w, const ZydisDecodedOperandMem *m,
                       unsigned bits)
{
    bool address_only = m->type == ZYDIS_MEMOP_TYPE_AGEN; /* LEA */

    add(w, " m%lu:", address_only ? 0 : bits);
    if (!address_only)
        add(w, "%lu", number_of(m->segment));
    add(w, "[", 0);
    if (m->base)
        add(w, "%lu+", number_of(m->base));
    if (m->index) {
        add(w, "%lu", number_of(m->index));
        add(w, "*%lu+", m->scale);
    }
    add(w, "%lx]", cut((uint64_t)m->disp.value, w->insn.address_width));
}

/* An immediate is as wide as what it is combined with; how many bytes it has
 * in the code shows in the length. */
static void add_immediate(struct view *w, const ZydisDecodedOperandImm *i,
                          unsigned bits)
{
    if (i->is_relative)
        add(w, " j:%lx", cut(i->value.u, w->insn.operand_width));
    else
        add(w, " i:%lx",
            cut(i->value.u,
                i->is_signed && bits < 32 ? w->insn.operand_width : bits));
}

static void add_operand(struct view *w, const ZydisDecodedOperand *o)
{
    switch (o->type) {
    case ZYDIS_OPERAND_TYPE_REGISTER:
        add_register(w, o->reg.value, o->size);
        break;
    case ZYDIS_OPERAND_TYPE_MEMORY:
        add_memory(w, &o->mem, o->size);
        break;
    case ZYDIS_OPERAND_TYPE_POINTER:
        add(w, " p:%lx:", o->ptr.segment);
        add(w, "%lx", o->ptr.offset);
        break;
    default:
        add_immediate(w, &o->imm, o->size);
    }
}

/* ST(0), which no bit of the code names. */
static bool is_stack_top(const ZydisDecodedOperand *o)
{
    return o->visibility == ZYDIS_OPERAND_VISIBILITY_IMPLICIT &&
           o->type == ZYDIS_OPERAND_TYPE_REGISTER &&
           o->reg.value == ZYDIS_REGISTER_ST0;
}

/* The string that SI points at, or the table of XLAT; the size of strings. */
static void add_hidden(struct view *w, const ZydisDecodedOperand *o)
{
    unsigned long base = number_of(o->mem.base);
    bool table = w->insn.mnemonic == ZYDIS_MNEMONIC_XLAT;

    if (o->type != ZYDIS_OPERAND_TYPE_MEMORY)
        return;
    if (base == ESI || table)
        add(w, " x:%lu", number_of(o->mem.segment));
}

static void add_string(struct view *w, const ZydisDecodedOperand *operands)
{
    static const struct {
        ZydisInstructionAttributes bit;
        const char *text;
    } repeats[] = {
        {ZYDIS_ATTRIB_HAS_REP, " rep"},
        {ZYDIS_ATTRIB_HAS_REPE, " rep"},
        {ZYDIS_ATTRIB_HAS_REPNE, " repne"},
    };

    if (w->insn.meta.category != ZYDIS_CATEGORY_STRINGOP &&
        w->insn.meta.category != ZYDIS_CATEGORY_IOSTRINGOP)
        return;
    for (unsigned i = 0; i < w->insn.operand_count; i++)
        if (operands[i].type == ZYDIS_OPERAND_TYPE_MEMORY) {
            add(w, " x%lu", operands[i].size);
            break;
        }
    for (unsigned i = 0; i < ARRAY_LEN(repeats); i++)
        if (w->insn.attributes & repeats[i].bit)
            add(w, repeats[i].text, 0);
}

/* What later processors made of encodings that had a meaning or none is
 * switched off. */
static bool init(ZydisDecoder *decoder, enum cpu_mode mode)
{
    static const struct {
        ZydisMachineMode mode;
        ZydisStackWidth width;
    } modes[] = {
        [MODE_REAL] = {ZYDIS_MACHINE_MODE_REAL_16, ZYDIS_STACK_WIDTH_16},
        [MODE_V86] = {ZYDIS_MACHINE_MODE_REAL_16, ZYDIS_STACK_WIDTH_16},
        [MODE_PROTECTED16] = {ZYDIS_MACHINE_MODE_LEGACY_16,
                              ZYDIS_STACK_WIDTH_16},
        [MODE_PROTECTED32] = {ZYDIS_MACHINE_MODE_LEGACY_32,
                              ZYDIS_STACK_WIDTH_32},
    };

    static const ZydisDecoderMode later[] = {
        ZYDIS_DECODER_MODE_KNC,      ZYDIS_DECODER_MODE_MPX,
        ZYDIS_DECODER_MODE_CET,      ZYDIS_DECODER_MODE_LZCNT,
        ZYDIS_DECODER_MODE_TZCNT,    ZYDIS_DECODER_MODE_WBNOINVD,
        ZYDIS_DECODER_MODE_CLDEMOTE,
    };

    if (!ZYAN_SUCCESS(
            ZydisDecoderInit(decoder, modes[mode].mode, modes[mode].width)))
        return false;
    for (unsigned i = 0; i < ARRAY_LEN(later); i++)
        ZydisDecoderEnableMode(decoder, later[i], ZYAN_FALSE);
    return true;
}

bool operands_zydis(char text[static OPERANDS_TEXT], const uint8_t *bytes,
                    unsigned available, enum cpu_mode mode, int *isa)
{
    struct view w = {.text = text};
    ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
    ZydisDecoder decoder;

    text[0] = '\0';
    if (!init(&decoder, mode) ||
        !ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, bytes, available,
                                             &w.insn, operands)))
        return false;
    *isa = (int)w.insn.meta.isa_set;
    add(&w, "%lu", w.insn.length);
    add(&w, " a%lu", w.insn.address_width);
    if (w.insn.attributes & ZYDIS_ATTRIB_HAS_LOCK)
        add(&w, " lock", 0);
    for (unsigned i = 0; i < w.insn.operand_count; i++)
        if (operands[i].visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN)
            add_hidden(&w, &operands[i]);
        else if (!is_stack_top(&operands[i]))
            add_operand(&w, &operands[i]);
    add_string(&w, operands);
    add(&w, " o%lu", w.insn.operand_width);
    return true;
}
