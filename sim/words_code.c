/* SPDX-License-Identifier: MIT
 *
 * sim/words_code.c - the words for full detail: each instruction in assembly
 * language, each access to memory with its value.
 */
#include "sim/words.h"

#include <Zydis/Zydis.h>
#include <string.h>

static void mode_of(const struct event *e, ZydisMachineMode *mode,
                    ZydisStackWidth *width)
{
    *width = ZYDIS_STACK_WIDTH_16;
    switch (e->mode) {
    case MODE_PROTECTED32:
        *mode = ZYDIS_MACHINE_MODE_LEGACY_32;
        *width = ZYDIS_STACK_WIDTH_32;
        break;
    case MODE_PROTECTED16:
        *mode = ZYDIS_MACHINE_MODE_LEGACY_16;
        break;
    default:
        *mode = ZYDIS_MACHINE_MODE_REAL_16;
    }
}

/* 1F7h, as everywhere else. */
static void prepare(ZydisFormatter *formatter)
{
    ZydisFormatterInit(formatter, ZYDIS_FORMATTER_STYLE_INTEL);
    ZydisFormatterSetProperty(formatter, ZYDIS_FORMATTER_PROP_HEX_PREFIX, 0);
    ZydisFormatterSetProperty(formatter, ZYDIS_FORMATTER_PROP_HEX_SUFFIX,
                              (ZyanUPointer) "h");
}

void say_instruction(struct words *w, const struct event *e)
{
    const uint8_t *bytes = (const uint8_t *)e->arg;
    uint32_t length = e->arg[4] <= 16 ? e->arg[4] : 16;
    ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
    ZydisDecodedInstruction instruction;
    ZydisFormatter formatter;
    ZydisMachineMode mode;
    ZydisStackWidth width;
    ZydisDecoder decoder;
    char text[96];

    mode_of(e, &mode, &width);
    prepare(&formatter);
    if (ZYAN_SUCCESS(ZydisDecoderInit(&decoder, mode, width)) &&
        ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, bytes, length,
                                            &instruction, operands)) &&
        ZYAN_SUCCESS(
            ZydisFormatterFormatInstruction(&formatter, &instruction, operands,
                                            instruction.operand_count_visible,
                                            text, sizeof text, e->eip, NULL))) {
        words_add(w, "%s", text);
        return;
    }
    words_add(w, "no instruction:");
    for (unsigned i = 0; i < length; i++)
        words_add(w, " %02X", bytes[i]);
}

static void say_memory(struct words *w, const struct event *e, bool write)
{
    uint32_t bytes = e->arg[3];

    words_add(w, "%s ", write ? "Write" : "Read");
    words_count(w, bytes, "byte");
    words_add(w, " at %08Xh", e->arg[0]);
    if (e->arg[0] != e->arg[1])
        words_add(w, " (physical %08Xh)", e->arg[1]);
    words_add(w, ": %0*Xh.", bytes <= 4 ? (int)(2 * bytes) : 8, e->arg[2]);
}

void say_memory_read(struct words *w, const struct event *e)
{
    say_memory(w, e, false);
}

void say_memory_write(struct words *w, const struct event *e)
{
    say_memory(w, e, true);
}
