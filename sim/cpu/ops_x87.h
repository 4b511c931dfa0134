/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_x87.h - the escape opcodes D8h to DFh and WAIT: when they may
 * run, their operands in memory, and what becomes of an error. Part of the
 * core (execute.c); the arithmetic is in x87_*.c and f80*.c.
 *
 * Source: Intel SDM Vol. 1, "x87 FPU Exception Handling", "Handling x87 FPU
 * Exceptions in Software"; Vol. 2, each instruction by its name; Vol. 3A,
 * "Device Not Available Exception (#NM)", "x87 FPU Floating-Point Error
 * (#MF)"; Vol. 3B, "x87 FPU" under "Architecture Compatibility".
 */
#ifndef SIM_CPU_OPS_X87_H
#define SIM_CPU_OPS_X87_H

#include "sim/cpu/ops_flow.h"
#include "sim/cpu/x87_image.h"
#include "sim/cpu/x87_unit.h"

/* --- no coprocessor ---------------------------------------------------- */

/* A 386 without a 387, a 486 SX: the bus answers all ones. */
static bool escape_stores(unsigned opcode)
{
    unsigned reg = X87_REG(opcode);

    return opcode & 0x100 && (reg == 2 || reg == 3 || reg == 6 || reg == 7);
}

static void escape_to_nobody(struct vcpu *v, const struct op *op)
{
    unsigned group = X87_GROUP(op->imm);

    if (!(op->flags & OP_MEMORY)) {
        if (op->imm == 0x7e0) /* FNSTSW AX */
            v->s.r[EAX].w = 0xffff;
    } else if (op->reg == 7 && (group == 1 || group == 5)) {
        e_put(v, op, 0xffff, 2); /* FNSTCW, FNSTSW */
    } else if (escape_stores(op->imm)) {
        check_write(v, op, linear_write(v, op, op->seg, address_of(v, op), 2),
                    2, is_user(v));
    } else {
        e_get(v, op, 2);
    }
}

/* --- memory ------------------------------------------------------------- */

/* What the alignment check wants of an operand: a multiple of its size; of 8
 * for 10 bytes; of the operand size for the whole state. */
static unsigned x87_alignment(const struct op *op, unsigned bytes)
{
    if (bytes <= 8)
        return bytes;
    return bytes == 10 ? 8 : op->flags & OP_DATA32 ? 4 : 2;
}

/* The next part of an operand, of which so much is left. */
static unsigned x87_part(const struct op *op, unsigned bytes, unsigned left)
{
    return left < 4 || x87_alignment(op, bytes) < 4 ? 2 : 4;
}

static void x87_read(struct vcpu *v, const struct op *op, void *to,
                     unsigned bytes)
{
    uint32_t at = linear_read(v, op, op->seg, address_of(v, op), bytes);

    check_alignment(v, op, at, x87_alignment(op, bytes), is_user(v));
    for (unsigned done = 0, part; done < bytes; done += part) {
        uint32_t value;

        part = x87_part(op, bytes, bytes - done);
        value = read_linear(v, op, at + done, part);
        memcpy((uint8_t *)to + done, &value, part);
    }
}

/* The linear address, once all of it may be written. */
static uint32_t x87_check_write(struct vcpu *v, const struct op *op,
                                unsigned bytes)
{
    uint32_t at = linear_write(v, op, op->seg, address_of(v, op), bytes);

    check_pages(v, op, at, bytes, is_user(v));
    check_alignment(v, op, at, x87_alignment(op, bytes), is_user(v));
    return at;
}

static void x87_write(struct vcpu *v, const struct op *op, uint32_t at,
                      const void *from, unsigned bytes)
{
    for (unsigned done = 0, part; done < bytes; done += part) {
        uint32_t value = 0;

        part = x87_part(op, bytes, bytes - done);
        memcpy(&value, (const uint8_t *)from + done, part);
        write_linear(v, op, at + done, value, part);
    }
}

static void x87_store_to(struct vcpu *v, const struct op *op,
                         struct x87_form form)
{
    struct x87_store store = x87_store(&v->s.x87, (enum x87_type)form.type);
    unsigned bytes = x87_bytes[form.type];
    uint32_t at = x87_check_write(v, op, bytes);
    uint8_t image[10];

    memcpy(image, &store.image.low, 8);
    memcpy(image + 8, &store.image.top, 2);
    if (!x87_commit_store(&v->s.x87, &store))
        return;
    x87_write(v, op, at, image, bytes);
    if (form.action == X87_STORE_POP)
        x87_pop(&v->s.x87);
}

/* --- control ------------------------------------------------------------ */

static struct x87_layout x87_layout(const struct vcpu *v, const struct op *op)
{
    return (struct x87_layout){
        .wide = op->flags & OP_DATA32,
        .real = !is_protected(v),
    };
}

/* FNSTENV masks all exceptions afterwards; FNSAVE initialises. */
static void x87_store_state(struct vcpu *v, const struct op *op, bool registers)
{
    struct x87_layout layout = x87_layout(v, op);
    unsigned bytes = x87_environment_bytes(layout);
    uint8_t image[X87_IMAGE_MAX];

    x87_put_environment(&v->s.x87, layout, image);
    if (registers) {
        x87_put_registers(&v->s.x87, image + bytes);
        bytes += X87_REGISTERS_BYTES;
    }
    x87_write(v, op, x87_check_write(v, op, bytes), image, bytes);
    if (registers)
        x87_init(&v->s.x87);
    else
        x87_set_control(&v->s.x87, v->s.x87.control | X87_EXCEPTIONS);
}

static void x87_load_state(struct vcpu *v, const struct op *op, bool registers)
{
    struct x87_layout layout = x87_layout(v, op);
    unsigned bytes = x87_environment_bytes(layout);
    uint8_t image[X87_IMAGE_MAX];

    x87_read(v, op, image, bytes + (registers ? X87_REGISTERS_BYTES : 0));
    x87_get_environment(&v->s.x87, layout, image);
    if (registers)
        x87_get_registers(&v->s.x87, image + bytes);
}

static void x87_control(struct vcpu *v, const struct op *op,
                        enum x87_action action)
{
    struct x87 *x = &v->s.x87;

    switch (action) {
    case X87_LDENV:
    case X87_RSTOR:
        x87_load_state(v, op, action == X87_RSTOR);
        break;
    case X87_STENV:
    case X87_SAVE:
        x87_store_state(v, op, action == X87_SAVE);
        break;
    case X87_LDCW:
        x87_set_control(x, (uint16_t)e_get(v, op, 2));
        break;
    default:
        e_put(v, op, action == X87_STCW ? x->control : x->status, 2);
    }
}

/* --- errors ------------------------------------------------------------- */

/* An error that no mask holds back waits for the next instruction that waits.
 * With CR0.NE it is #MF. Without, as on a PC/AT: FERR# leads to IRQ 13, and
 * the processor stands still until an interrupt comes or IGNNE# lets it go
 * on. False: it stands. */
static bool x87_check_error(struct vcpu *v, const struct op *op)
{
    if (!(v->s.x87.status & X87_ES))
        return true;
    if (v->s.cr0 & CR0_NE)
        raise_plain(v, op, VECTOR_MF);
    if (v->s.x87.ignore_errors)
        return true;
    leave_at(v, op, eip_of(v, op));
    return false;
}

static void x87_drive_error_pin(struct vcpu *v, const struct op *op)
{
    bool level = (v->s.x87.status & X87_ES) && !(v->s.cr0 & CR0_NE);

    if (level == v->s.x87.error_pin)
        return;
    v->op = op;
    v->s.x87.error_pin = level;
    bus_fpu_error(v->board, level);
}

/* SDM Vol. 1, "x87 FPU Instruction and Data (Operand) Pointers", "Last
 * Instruction Opcode". */
static void x87_note_pointers(struct vcpu *v, const struct op *op,
                              uint32_t data)
{
    struct x87 *x = &v->s.x87;

    x->opcode = (uint16_t)op->imm;
    x->code = eip_of(v, op);
    x->code_cs = v->s.seg[CS].selector;
    if (op->flags & OP_MEMORY) {
        x->data = data;
        x->data_segment = v->s.seg[op->seg].selector;
    }
}

static void x87_memory_form(struct vcpu *v, const struct op *op)
{
    struct x87_form form = x87_form(op->imm);
    struct x87_image image = {0, 0};
    uint8_t bytes[10] = {0};

    switch (form.action) {
    case X87_ARITHMETIC:
    case X87_LOAD:
        x87_read(v, op, bytes, x87_bytes[form.type]);
        memcpy(&image.low, bytes, 8);
        memcpy(&image.top, bytes + 8, 2);
        if (form.action == X87_LOAD)
            x87_load(&v->s.x87, (enum x87_type)form.type, image);
        else
            x87_arithmetic_with(&v->s.x87, op->imm, (enum x87_type)form.type,
                                image);
        break;
    case X87_STORE:
    case X87_STORE_POP:
        x87_store_to(v, op, form);
        break;
    default:
        x87_control(v, op, (enum x87_action)form.action);
    }
}

/* --- the instructions --------------------------------------------------- */

static void esc(struct vcpu *v, const struct op *op)
{
    uint32_t data = address_of(v, op); /* FNSTSW AX changes a base register */

    if (v->s.model > CPU_386 &&
        !x87_exists(op->imm, (enum cpu_model)v->s.model))
        raise_plain(v, op, VECTOR_UD);
    if (v->s.cr0 & (CR0_EM | CR0_TS))
        raise_plain(v, op, VECTOR_NM);
    if (v->s.x87.missing) {
        escape_to_nobody(v, op);
        next(v, op);
        return;
    }
    if (x87_waits(op->imm) && !x87_check_error(v, op))
        return;
    if (op->flags & OP_MEMORY)
        x87_memory_form(v, op);
    else
        x87_execute(&v->s, op->imm);
    if (!x87_is_control(op->imm))
        x87_note_pointers(v, op, data);
    x87_drive_error_pin(v, op);
    next_checked(v, op);
}

/* An error that waits goes on waiting. */
static void fx_check(struct vcpu *v, const struct op *op)
{
    if (v->s.cr0 & (CR0_EM | CR0_TS))
        raise_plain(v, op, VECTOR_NM);
}

static void fx_check_alignment(struct vcpu *v, const struct op *op, uint32_t at)
{
    if (at % X87_FX_ALIGNMENT)
        raise_fault(v, op, VECTOR_GP, 0);
}

static void fxsave(struct vcpu *v, const struct op *op)
{
    uint8_t image[X87_FX_BYTES];
    uint32_t at;

    fx_check(v, op);
    at = linear_write(v, op, op->seg, address_of(v, op), X87_FX_WHOLE);
    fx_check_alignment(v, op, at);
    check_pages(v, op, at, X87_FX_WHOLE, is_user(v));
    x87_put_fx(&v->s.x87, image);
    x87_write(v, op, at, image, X87_FX_BYTES);
    next_checked(v, op);
}

static void fxrstor(struct vcpu *v, const struct op *op)
{
    uint8_t image[X87_FX_BYTES];

    fx_check(v, op);
    fx_check_alignment(
        v, op, linear_read(v, op, op->seg, address_of(v, op), X87_FX_WHOLE));
    x87_read(v, op, image, X87_FX_BYTES);
    x87_get_fx(&v->s.x87, image);
    x87_drive_error_pin(v, op);
    next(v, op);
}

static void wait(struct vcpu *v, const struct op *op)
{
    if ((v->s.cr0 & CR0_MP) && (v->s.cr0 & CR0_TS))
        raise_plain(v, op, VECTOR_NM);
    if (x87_check_error(v, op))
        next(v, op);
}

#endif
