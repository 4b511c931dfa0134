/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/x87_image.c - the state of the floating-point unit as it lies in
 * memory: seven words or doublewords, then the registers.
 *
 *     0 control  1 status  2 tag
 *               protected mode           real-address mode
 *     3         offset of the code       address 15:0 of the code
 *     4         selector, opcode         address 31:16, opcode
 *     5         offset of the data       address 15:0 of the data
 *     6         selector                 address 31:16
 *
 * FXSAVE has one layout, whatever the mode: control, status, tag (a bit a
 * register, 1: not empty), opcode; offset and selector of the code, then of
 * the data; 8 bytes for SSE, 0 here; from byte 32 on ST(0) to ST(7), 16 bytes
 * each.
 *
 * Source: Intel SDM Vol. 1, "Saving the x87 FPU's State with FSTENV/FNSTENV
 * and FSAVE/FNSAVE", figures 8-9 to 8-12; Vol. 2, "FXSAVE", "Non-64-Bit-Mode
 * Layout of FXSAVE and FXRSTOR Memory Region".
 */
#include "sim/cpu/x87_image.h"

#include <string.h>

#include "sim/cpu/x87_stack.h"

#define UNUSED 0xffff0000u /* upper half of a doubleword that holds a word */
#define OPCODE FIELD(10, 0)

enum item { CONTROL, STATUS, TAG, CODE, CODE_CS, DATA, DATA_SEGMENT, ITEMS };

/* A linear address, as real-address mode forms it. */
static uint32_t linear(uint16_t selector, uint32_t offset)
{
    return ((uint32_t)selector << 4) + offset;
}

static void put_pointers(const struct x87 *x, struct x87_layout layout,
                         uint32_t items[static ITEMS])
{
    uint32_t code = linear(x->code_cs, x->code);
    uint32_t data = linear(x->data_segment, x->data);

    if (!layout.real) {
        items[CODE] = x->code;
        items[CODE_CS] = x->code_cs | (uint32_t)x->opcode << 16;
        items[DATA] = x->data;
        items[DATA_SEGMENT] = x->data_segment | UNUSED;
        return;
    }
    items[CODE] = (code & 0xffff) | UNUSED;
    items[DATA] = (data & 0xffff) | UNUSED;
    items[CODE_CS] = (code >> 16 << 12 & FIELD(27, 12)) | x->opcode;
    items[DATA_SEGMENT] = data >> 16 << 12 & FIELD(27, 12);
}

void x87_put_environment(const struct x87 *x, struct x87_layout layout,
                         uint8_t bytes[static X87_ENVIRONMENT_MAX])
{
    unsigned size = layout.wide ? 4 : 2;
    uint32_t items[ITEMS] = {
        [CONTROL] = x->control | UNUSED,
        [STATUS] = x->status | UNUSED,
        [TAG] = x87_tag_word(x) | UNUSED,
    };

    put_pointers(x, layout, items);
    for (unsigned i = 0; i < ITEMS; i++)
        memcpy(bytes + i * size, &items[i], size);
}

static void get_pointers(struct x87 *x, struct x87_layout layout,
                         const uint32_t items[static ITEMS])
{
    x->code = items[CODE];
    x->data = items[DATA];
    x->code_cs = (uint16_t)items[CODE_CS];
    x->data_segment = (uint16_t)items[DATA_SEGMENT];
    if (layout.wide && !layout.real)
        x->opcode = items[CODE_CS] >> 16 & OPCODE;
    if (!layout.real)
        return;
    x->opcode = items[CODE_CS] & OPCODE;
    x->code =
        (items[CODE] & 0xffff) | (items[CODE_CS] & FIELD(27, 12)) >> 12 << 16;
    x->data = (items[DATA] & 0xffff) |
              (items[DATA_SEGMENT] & FIELD(27, 12)) >> 12 << 16;
    x->code_cs = x->data_segment = 0;
}

void x87_get_environment(struct x87 *x, struct x87_layout layout,
                         const uint8_t bytes[static X87_ENVIRONMENT_MAX])
{
    unsigned size = layout.wide ? 4 : 2;
    uint32_t items[ITEMS] = {0};

    for (unsigned i = 0; i < ITEMS; i++)
        memcpy(&items[i], bytes + i * size, size);
    x87_set_tag_word(x, (uint16_t)items[TAG]);
    get_pointers(x, layout, items);
    x->status = (uint16_t)items[STATUS];
    x87_set_control(x, (uint16_t)items[CONTROL]);
}

void x87_put_registers(const struct x87 *x,
                       uint8_t bytes[static X87_REGISTERS_BYTES])
{
    for (unsigned i = 0; i < 8; i++) {
        struct f80 value = x87_get(x, i);

        memcpy(bytes + 10 * i, &value.m, 8);
        memcpy(bytes + 10 * i + 8, &value.e, 2);
    }
}

void x87_get_registers(struct x87 *x,
                       const uint8_t bytes[static X87_REGISTERS_BYTES])
{
    for (unsigned i = 0; i < 8; i++) {
        unsigned n = x87_number(x, i);

        memcpy(&x->significand[n], bytes + 10 * i, 8);
        memcpy(&x->exponent[n], bytes + 10 * i + 8, 2);
    }
}

static void put_word(uint8_t *bytes, unsigned at, uint32_t value)
{
    bytes[at] = (uint8_t)value;
    bytes[at + 1] = (uint8_t)(value >> 8);
}

static uint16_t get_word(const uint8_t *bytes, unsigned at)
{
    return (uint16_t)(bytes[at] | bytes[at + 1] << 8);
}

void x87_put_fx(const struct x87 *x, uint8_t bytes[static X87_FX_BYTES])
{
    uint8_t registers[X87_REGISTERS_BYTES];

    memset(bytes, 0, X87_FX_BYTES);
    put_word(bytes, 0, x->control);
    put_word(bytes, 2, x->status);
    put_word(bytes, 4, x->used);
    put_word(bytes, 6, x->opcode);
    put_word(bytes, 8, x->code);
    put_word(bytes, 10, x->code >> 16);
    put_word(bytes, 12, x->code_cs);
    put_word(bytes, 16, x->data);
    put_word(bytes, 18, x->data >> 16);
    put_word(bytes, 20, x->data_segment);
    x87_put_registers(x, registers);
    for (unsigned i = 0; i < 8; i++)
        memcpy(bytes + 32 + 16 * i, registers + 10 * i, 10);
}

void x87_get_fx(struct x87 *x, const uint8_t bytes[static X87_FX_BYTES])
{
    uint8_t registers[X87_REGISTERS_BYTES];

    x->status = get_word(bytes, 2);
    x->used = bytes[4];
    x->opcode = get_word(bytes, 6) & OPCODE;
    x->code = get_word(bytes, 8) | (uint32_t)get_word(bytes, 10) << 16;
    x->code_cs = get_word(bytes, 12);
    x->data = get_word(bytes, 16) | (uint32_t)get_word(bytes, 18) << 16;
    x->data_segment = get_word(bytes, 20);
    x87_set_control(x, get_word(bytes, 0));
    for (unsigned i = 0; i < 8; i++)
        memcpy(registers + 10 * i, bytes + 32 + 16 * i, 10);
    x87_get_registers(x, registers);
}
