/* SPDX-License-Identifier: MIT
 *
 * sim/inspect_code.c - machine code as text, by Zydis; our own decoder
 * (sim/cpu/decode.c) has no words.
 */
#include <stdio.h>
#include <string.h>

#include <Zydis/Zydis.h>

#include "sim/cpu/segment.h"
#include "sim/inspect.h"
#include "sim/session_state.h"

/* The processor's mode, in Zydis's terms. */
static void init(ZydisDecoder *decoder, bool protected, bool code32)
{
    if (code32)
        ZydisDecoderInit(decoder, ZYDIS_MACHINE_MODE_LEGACY_32,
                         ZYDIS_STACK_WIDTH_32);
    else
        ZydisDecoderInit(decoder,
                         protected ? ZYDIS_MACHINE_MODE_LEGACY_16
                                   : ZYDIS_MACHINE_MODE_REAL_16,
                         ZYDIS_STACK_WIDTH_16);
}

/* The bytes at the instruction, as many as are there. */
static unsigned fetch(const struct session *s, struct code_line *line)
{
    unsigned n = 0;

    while (n < CODE_BYTES &&
           session_peek_linear(s, line->linear + n, &line->bytes[n]))
        n++;
    return n;
}

static bool goes_on_behind(const ZydisDecodedInstruction *insn)
{
    const ZyanU64 repeats =
        ZYDIS_ATTRIB_HAS_REP | ZYDIS_ATTRIB_HAS_REPE | ZYDIS_ATTRIB_HAS_REPNE;

    return insn->meta.category == ZYDIS_CATEGORY_CALL ||
           insn->meta.category == ZYDIS_CATEGORY_INTERRUPT ||
           insn->mnemonic == ZYDIS_MNEMONIC_LOOP ||
           (insn->attributes & repeats);
}

static bool format(const ZydisDecodedInstruction *insn,
                   const ZydisDecodedOperand *operands, struct code_line *line,
                   bool code32)
{
    ZydisFormatter formatter;
    ZyanU64 at = code32 ? line->offset : line->offset & 0xffff;

    return ZYAN_SUCCESS(
               ZydisFormatterInit(&formatter, ZYDIS_FORMATTER_STYLE_INTEL)) &&
           ZYAN_SUCCESS(ZydisFormatterSetProperty(
               &formatter, ZYDIS_FORMATTER_PROP_ADDR_PADDING_ABSOLUTE,
               ZYDIS_PADDING_DISABLED)) &&
           ZYAN_SUCCESS(ZydisFormatterSetProperty(
               &formatter, ZYDIS_FORMATTER_PROP_HEX_PREFIX, ZYAN_FALSE)) &&
           ZYAN_SUCCESS(ZydisFormatterSetProperty(
               &formatter, ZYDIS_FORMATTER_PROP_HEX_SUFFIX,
               (ZyanUPointer) "h")) &&
           ZYAN_SUCCESS(ZydisFormatterFormatInstruction(
               &formatter, insn, operands, insn->operand_count_visible,
               line->text, sizeof line->text, at, ZYAN_NULL));
}

/* "[bx+si*1]" means no more than "[bx+si]". */
static void drop_scale_one(char *text)
{
    char *one;

    while ((one = strstr(text, "*1+")) || (one = strstr(text, "*1-")) ||
           (one = strstr(text, "*1]")))
        memmove(one, one + 2, strlen(one + 2) + 1);
}

/* --- where it jumps ---------------------------------------------------- */

static bool read_long(const struct session *s, uint32_t linear, uint32_t *value)
{
    *value = 0;
    for (unsigned i = 0; i < 4; i++) {
        uint8_t byte;

        if (!session_peek_linear(s, linear + i, &byte))
            return false;
        *value |= (uint32_t)byte << (8 * i);
    }
    return true;
}

/* The base that CS would have with this selector. */
static bool base_of(const struct session *s, uint16_t selector, uint32_t *base)
{
    const struct cpu_state *cpu = &s->machine.board.cpu.s;
    bool local = (selector & 4) != 0;
    uint32_t table = local ? cpu->ldtr.base : cpu->gdtr_base;
    uint32_t limit = local ? cpu->ldtr.limit : cpu->gdtr_limit;
    struct descriptor d;

    *base = (uint32_t)selector << 4;
    if (!(cpu->cr0 & CR0_PE) || (cpu->eflags & FLAG_VM))
        return true;
    if ((selector | 7u) > limit ||
        !read_long(s, table + (selector & ~7u), &d.low) ||
        !read_long(s, table + (selector & ~7u) + 4, &d.high))
        return false;
    *base = descriptor_base(d);
    return descriptor_is_code(d);
}

static void find_target(const struct session *s,
                        const ZydisDecodedInstruction *insn,
                        const ZydisDecodedOperand *operand,
                        struct code_line *line)
{
    ZyanU64 offset;

    if (!insn->operand_count_visible)
        return;
    if (operand->type == ZYDIS_OPERAND_TYPE_POINTER) {
        line->jumps = base_of(s, operand->ptr.segment, &line->target);
        line->target += operand->ptr.offset;
    } else if (operand->type == ZYDIS_OPERAND_TYPE_IMMEDIATE &&
               operand->imm.is_relative &&
               ZYAN_SUCCESS(ZydisCalcAbsoluteAddress(insn, operand,
                                                     line->offset, &offset))) {
        line->jumps = true;
        line->target = line->linear - line->offset + (uint32_t)offset;
    }
}

void session_code(const struct session *s, uint32_t offset,
                  struct code_line *line)
{
    const struct vcpu *v = &s->machine.board.cpu;
    bool code32 = (v->s.seg[CS].access & ACC_BIG) != 0;
    ZydisDecodedInstruction insn;
    ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
    ZydisDecoder decoder;
    unsigned count;

    memset(line, 0, sizeof *line);
    line->offset = code32 ? offset : offset & 0xffff;
    line->linear = v->s.seg[CS].base + line->offset;
    line->length = 1;
    count = fetch(s, line);
    init(&decoder, (v->s.cr0 & CR0_PE) != 0, code32);
    if (count == 0) {
        snprintf(line->text, sizeof line->text, "(no memory here)");
        return;
    }
    if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, line->bytes, count,
                                             &insn, operands)) ||
        !format(&insn, operands, line, code32)) {
        snprintf(line->text, sizeof line->text, "(no instruction)");
        return;
    }
    drop_scale_one(line->text);
    line->length = insn.length;
    line->call = goes_on_behind(&insn);
    find_target(s, &insn, operands, line);
    line->valid = true;
}

/* From FF /2 with a register to 9A with a selector and a 32-bit offset. */
bool session_returns(const struct session *s, uint32_t offset)
{
    for (unsigned length = 2; length <= 7; length++) {
        struct code_line line;

        session_code(s, offset - length, &line);
        if (line.valid && line.length == length &&
            !strncmp(line.text, "call ", 5))
            return true;
    }
    return false;
}

/* --- names ------------------------------------------------------------- */

static bool peek(const void *context, uint32_t linear, uint8_t *byte)
{
    return session_peek_linear(context, linear, byte);
}

bool session_place(const struct session *s, const struct symbols *symbols,
                   uint32_t linear, struct code_place *place)
{
    const struct code_memory memory = {peek, s};

    return symbols_place(symbols, &memory, linear, place);
}
