/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/decode.c - how the bytes of an instruction are told apart.
 */
#include "sim/cpu/decode.h"

#include "sim/cpu/opcodes.h"

struct reader {
    const uint8_t *bytes;
    unsigned available;
    unsigned at;
    uint8_t modrm; /* once it was read */
    bool short_of; /* more bytes are needed */
};

static uint32_t read_bytes(struct reader *r, unsigned n)
{
    uint32_t value = 0;

    if (r->at + n > r->available) {
        r->short_of = true;
        return 0;
    }
    for (unsigned i = 0; i < n; i++)
        value |= (uint32_t)r->bytes[r->at + i] << (8 * i);
    r->at += n;
    return value;
}

static uint32_t sign_extend(uint32_t value, unsigned bits)
{
    return (uint32_t)((int32_t)(value << (32 - bits)) >> (32 - bits));
}

/* Segment of a memory operand: the override, else SS when the base is BP,
 * EBP or ESP, else DS. */
static uint8_t default_segment(unsigned base, int override)
{
    if (override >= 0)
        return (uint8_t) override;
    return base == EBP || base == ESP ? SS : DS;
}

/* SDM Vol. 2, "16-Bit Addressing Forms with the ModR/M Byte". */
static void address16(struct op *op, struct reader *r, unsigned mod,
                      unsigned rm, int override)
{
    static const uint8_t bases[8] = {EBX, EBX, EBP, EBP, ESI, EDI, EBP, EBX};
    static const uint8_t indexes[8] = {ESI,      EDI,      ESI,      EDI,
                                       REG_ZERO, REG_ZERO, REG_ZERO, REG_ZERO};

    op->mask = 0xffff;
    op->base = bases[rm];
    op->index = indexes[rm];
    if (mod == 0 && rm == 6) {
        op->base = REG_ZERO;
        op->disp = read_bytes(r, 2);
    } else if (mod == 1) {
        op->disp = sign_extend(read_bytes(r, 1), 8);
    } else if (mod == 2) {
        op->disp = read_bytes(r, 2);
    }
    op->seg = default_segment(op->base, override);
}

/* SDM Vol. 2, "32-Bit Addressing Forms with the ModR/M Byte" and "with the
 * SIB Byte". */
static void address32(struct op *op, struct reader *r, unsigned mod,
                      unsigned rm, int override)
{
    op->mask = 0xffffffff;
    op->base = (uint8_t)rm;
    if (rm == 4) {
        uint32_t sib = read_bytes(r, 1);

        op->base = sib & 7;
        op->index = (sib >> 3 & 7) == 4 ? REG_ZERO : (uint8_t)(sib >> 3 & 7);
        op->scale = (uint8_t)(sib >> 6);
    }
    if (mod == 0 && op->base == EBP) {
        op->base = REG_ZERO;
        op->disp = read_bytes(r, 4);
    } else if (mod == 1) {
        op->disp = sign_extend(read_bytes(r, 1), 8);
    } else if (mod == 2) {
        op->disp = read_bytes(r, 4);
    }
    op->seg = default_segment(op->base, override);
}

static void read_immediate(struct op *op, struct reader *r, unsigned kind,
                           unsigned opcode)
{
    bool wide = op->flags & OP_DATA32;

    switch (kind) {
    case I_8:
        op->imm = read_bytes(r, 1);
        break;
    case I_S8:
        op->imm = sign_extend(read_bytes(r, 1), 8);
        break;
    case I_Z:
        op->imm = wide ? read_bytes(r, 4) : sign_extend(read_bytes(r, 2), 16);
        break;
    case I_16:
        op->imm = read_bytes(r, 2);
        break;
    case I_16_8:
        op->imm = read_bytes(r, 2);
        op->selector = (uint16_t)read_bytes(r, 1);
        break;
    case I_FAR:
        op->imm = read_bytes(r, wide ? 4 : 2);
        op->selector = (uint16_t)read_bytes(r, 2);
        break;
    case I_1:
        op->imm = 1;
        break;
    case I_CL:
        op->flags |= OP_BY_CL;
        break;
    case I_OPCODE:
        op->imm = opcode & 15;
        break;
    case I_ESCAPE:
        op->imm = (opcode & 7) << 8 | r->modrm;
        break;
    default:
        break;
    }
}

/* Registers that the opcode itself names. */
static void read_opcode_register(struct op *op, const struct cell *c,
                                 unsigned opcode, bool extended)
{
    static const uint8_t far_segments[8] = {0, 0, SS, 0, FS, GS, 0, 0};

    if (c->handler == H_push_seg || c->handler == H_pop_seg)
        op->reg = extended ? (opcode & 8 ? GS : FS) : opcode >> 3 & 3;
    else if (c->handler == H_load_far && extended)
        op->selector = far_segments[opcode & 7];
    else if (c->handler == H_load_far)
        op->selector = opcode & 1 ? DS : ES;
    else if (c->class == C_Z || c->class == C_ZI)
        op->rm = opcode & 7;
}

static bool is_prefix(uint8_t byte)
{
    switch (byte) {
    case 0x26:
    case 0x2e:
    case 0x36:
    case 0x3e:
    case 0x64:
    case 0x65:
    case 0x66:
    case 0x67:
    case 0xf0:
    case 0xf2:
    case 0xf3:
        return true;
    default:
        return false;
    }
}

struct prefixes {
    int segment; /* -1: none */
    bool address;
};

static void read_prefixes(struct op *op, struct reader *r, struct prefixes *p,
                          bool code32)
{
    bool data = false;

    p->segment = -1;
    p->address = false;
    while (r->at < r->available && is_prefix(r->bytes[r->at])) {
        uint8_t byte = r->bytes[r->at++];

        if (byte == 0x66)
            data = true;
        else if (byte == 0x67)
            p->address = true;
        else if (byte == 0xf0)
            op->flags |= OP_LOCK;
        else if (byte >= 0xf2)
            op->flags = (uint8_t)((op->flags & ~(OP_REPE | OP_REPNE)) |
                                  (byte == 0xf3 ? OP_REPE : OP_REPNE));
        else
            p->segment = byte >= 0x64 ? FS + (byte & 1) : byte >> 3 & 3;
    }
    if (data != code32)
        op->flags |= OP_DATA32;
}

/* ModRM and what follows it; *c may turn into a cell of a group. */
static void read_modrm(struct op *op, struct reader *r, const struct cell **c,
                       bool addr32, int segment)
{
    uint32_t modrm = read_bytes(r, 1);

    r->modrm = (uint8_t)modrm;
    op->reg = modrm >> 3 & 7;
    op->rm = modrm & 7;
    if ((*c)->class == C_GROUP)
        *c = &groups[(*c)->handler][op->reg];
    if ((*c)->class == C_R || modrm >> 6 == 3)
        return;
    op->flags |= OP_MEMORY;
    if (addr32)
        address32(op, r, modrm >> 6, op->rm, segment);
    else
        address16(op, r, modrm >> 6, op->rm, segment);
}

/* The variant of the handler: by operand size and by form. */
static uint16_t pick_handler(struct op *op, const struct cell *c)
{
    static const uint8_t forms_memory[] = {
        [C_EG] = FORM_MR,    [C_GE] = FORM_RM,    [C_EI] = FORM_MI,
        [C_MOFFS] = FORM_RM, [C_SMOFF] = FORM_MR,
    };
    bool wide = op->flags & OP_DATA32;
    unsigned size = c->size == S_B ? 0 : 1u + wide;
    uint8_t reg = op->reg;

    switch (c->class) {
    case C_GE:
        if (!(op->flags & OP_MEMORY)) { /* destination first */
            op->reg = op->rm;
            op->rm = reg;
            return (uint16_t)(c->handler + size * FORMS + FORM_RR);
        }
        break;
    case C_EG:
        if (!(op->flags & OP_MEMORY))
            return (uint16_t)(c->handler + size * FORMS + FORM_RR);
        break;
    case C_EI:
        if (!(op->flags & OP_MEMORY))
            return (uint16_t)(c->handler + size * FORMS + FORM_RI);
        break;
    case C_AI:
    case C_ZI:
        return (uint16_t)(c->handler + size * FORMS + FORM_RI);
    case C_MOFFS:
    case C_SMOFF:
        break;
    default:
        if (c->size == S_NONE)
            return c->handler;
        if (c->handler < H_push_r) /* BINARY and UNARY families: three sizes */
            return (uint16_t)(c->handler + size);
        return (uint16_t)(c->handler + (wide ? 1 : 0));
    }
    return (uint16_t)(c->handler + size * FORMS + forms_memory[c->class]);
}

static bool is_undefined(const struct op *op, const struct cell *c,
                         enum cpu_model model)
{
    if (c->class == C_UD)
        return true;
    if (c->class == C_M && !(op->flags & OP_MEMORY))
        return true;
    if ((op->flags & OP_LOCK) &&
        (!(c->flags & F_LOCK) || !(op->flags & OP_MEMORY)))
        return true;
    return ((c->flags & F_486) && model < CPU_486) ||
           ((c->flags & F_P5) && model < CPU_PENTIUM) ||
           ((c->flags & F_P6) && model < CPU_I686) ||
           ((c->flags & F_OLD) && model > CPU_486);
}

/* The opcode and its operands; the cell that describes them. */
static const struct cell *read_operands(struct op *op, struct reader *r,
                                        int segment)
{
    bool addr32 = op->flags & OP_ADDR32;
    uint32_t opcode = read_bytes(r, 1);
    bool extended = opcode == 0x0f;
    const struct cell *c;

    if (extended)
        opcode = read_bytes(r, 1);
    c = extended ? &two_byte[opcode] : &one_byte[opcode];
    switch (c->class) {
    case C_EG:
    case C_GE:
    case C_EI:
    case C_E:
    case C_M:
    case C_R:
    case C_GROUP:
        read_modrm(op, r, &c, addr32, segment);
        break;
    case C_MOFFS:
    case C_SMOFF:
        op->flags |= OP_MEMORY;
        op->disp = read_bytes(r, addr32 ? 4 : 2);
        break;
    default:
        break;
    }
    read_opcode_register(op, c, opcode, extended);
    read_immediate(op, r, c->immediate, opcode);
    return c;
}

int decode(struct decoded *d, const uint8_t *bytes, unsigned available,
           bool code32, enum cpu_model model)
{
    struct reader r = {.bytes = bytes, .available = available};
    struct op *op = &d->op;
    struct prefixes p;
    const struct cell *c;
    bool addr32;

    if (r.available > INSTRUCTION_MAX)
        r.available = INSTRUCTION_MAX;
    *op = (struct op){.base = REG_ZERO, .index = REG_ZERO};
    read_prefixes(op, &r, &p, code32);
    addr32 = p.address != code32;
    op->mask = addr32 ? 0xffffffff : 0xffff;
    op->seg = p.segment >= 0 ? (uint8_t)p.segment : DS;
    op->flags |= addr32 ? OP_ADDR32 : 0;
    c = read_operands(op, &r, p.segment);
    if (r.short_of)
        return available >= INSTRUCTION_MAX ? -1 : 0;
    op->length = (uint8_t)r.at;
    d->handler = H_ud;
    d->ends_block = true;
    if (!is_undefined(op, c, model)) {
        d->handler = pick_handler(op, c);
        d->ends_block = (c->flags & F_END) != 0;
    }
    return (int)r.at;
}
