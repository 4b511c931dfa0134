/* SPDX-License-Identifier: MIT
 *
 * sim/inspect_code.c - machine code as text, by Zydis; our own decoder
 * (sim/cpu/decode.c) has no words.
 */
#include <stdio.h>
#include <string.h>

#include <Zydis/Zydis.h>

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
    line->valid = true;
}
