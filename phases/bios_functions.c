/* SPDX-License-Identifier: MIT
 *
 * phases/bios_functions.c - the rows of phases/bios_functions.def.
 */
#include "phases/bios_functions.h"

#include <stdio.h>

#define ANY      0x0000
#define AH       0xff00
#define AX       0xffff
#define IN(...)  __VA_ARGS__
#define OUT(...) __VA_ARGS__

/* AH functions are written as AH, kept as AX. */
#define NUMBER(mask, number)                                                   \
    (uint16_t)((mask) == 0xff00 ? (number) << 8 : (number))

const struct bios_function bios_functions[] = {
#define BIOS(vector, mask, number, name, does, in, result, outcome, out)       \
    {vector, mask, NUMBER(mask, number), name, does, result, outcome,          \
     {in},   {out}},
#include "phases/bios_functions.def"
#undef BIOS
};

const unsigned bios_function_count = ARRAY_LEN(bios_functions);

const char *const bios_source_names[S_SOURCES] = {
    [S_AL] = "AL",
    [S_AH] = "AH",
    [S_BL] = "BL",
    [S_BH] = "BH",
    [S_CL] = "CL",
    [S_CH] = "CH",
    [S_DL] = "DL",
    [S_DH] = "DH",
    [S_AX] = "AX",
    [S_BX] = "BX",
    [S_CX] = "CX",
    [S_DX] = "DX",
    [S_SI] = "SI",
    [S_DI] = "DI",
    [S_ES] = "ES",
    [S_EBX] = "EBX",
    [S_ECX] = "ECX",
    [S_CX_DX] = "CX:DX",
    [S_CHS] = "CX and DH",
    [S_ES_BX] = "ES:BX",
    [S_ES_BP] = "ES:BP",
    [S_ES_DI] = "ES:DI",
    [S_ES_DX] = "ES:DX",
    [S_DS_SI] = "DS:SI",
    [S_PACKET_COUNT] = "the word at DS:SI+2",
    [S_PACKET_BUFFER] = "the pointer at DS:SI+4",
    [S_PACKET_LBA] = "the quadword at DS:SI+8",
    [S_PACKET_LBA_HIGH] = "the doubleword at DS:SI+12",
    [S_ENTRY_BASE] = "the quadword at ES:DI",
    [S_ENTRY_BASE_HIGH] = "the doubleword at ES:DI+4",
    [S_ENTRY_LENGTH] = "the quadword at ES:DI+8",
    [S_ENTRY_LENGTH_HIGH] = "the doubleword at ES:DI+12",
    [S_ENTRY_TYPE] = "the doubleword at ES:DI+16",
    [S_MOVE_SOURCE] = "the descriptor at ES:SI+16",
    [S_MOVE_TARGET] = "the descriptor at ES:SI+24",
};

const struct bios_function *bios_function_find(unsigned vector, unsigned ax)
{
    for (unsigned i = 0; i < ARRAY_LEN(bios_functions); i++) {
        const struct bios_function *f = &bios_functions[i];

        if (f->vector == vector && (ax & f->mask) == f->number)
            return f;
    }
    return NULL;
}

bool bios_vector(unsigned vector)
{
    return vector >= 0x10 && vector <= 0x1a;
}

void bios_function_number(const struct bios_function *f, char *text,
                          size_t size)
{
    if (f->mask == AH)
        snprintf(text, size, "AH=%02Xh", f->number >> 8);
    else if (f->mask == AX)
        snprintf(text, size, "AX=%04Xh", f->number);
    else
        text[0] = '\0';
}
