/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/x87_unit.h - the floating-point unit: its stack, its exceptions, and
 * the instructions that need no memory. It knows nothing of traps and of the
 * bus: that is in ops_x87.h.
 */
#ifndef SIM_CPU_X87_UNIT_H
#define SIM_CPU_X87_UNIT_H

#include "sim/cpu/f80.h"
#include "sim/cpu/state.h"

/* An opcode: bits 10:8 are the low bits of D8h to DFh, 7:0 the ModRM byte. */
#define X87_REGISTERS(opcode) (((opcode)&0xc0) == 0xc0)
#define X87_GROUP(opcode)     ((opcode) >> 8 & 7)
#define X87_REG(opcode)       ((opcode) >> 3 & 7)

/* The forms of a number in memory. */
enum x87_type { R32, R64, R80, I16, I32, I64, BCD };
extern const uint8_t x87_bytes[];

/* What an opcode with an operand in memory does. */
enum x87_action {
    X87_NONE, /* not an instruction */
    X87_ARITHMETIC,
    X87_LOAD,
    X87_STORE,
    X87_STORE_POP,
    X87_LDENV,
    X87_LDCW,
    X87_STENV,
    X87_STCW,
    X87_RSTOR,
    X87_SAVE,
    X87_STSW,
};

struct x87_form {
    uint8_t action; /* enum x87_action */
    uint8_t type;   /* enum x87_type */
};

struct x87_form x87_form(unsigned opcode);

/* Is it an instruction of the model, register or memory form? */
bool x87_exists(unsigned opcode, enum cpu_model model);

/* Does it wait for the error of an earlier one (all but the FN... forms)? */
bool x87_waits(unsigned opcode);

/* Does it leave the pointers alone ("x87 FPU Instruction and Data (Operand)
 * Pointers": control instructions)? */
bool x87_is_control(unsigned opcode);

/* The bytes of an operand in memory. */
struct x87_image {
    uint64_t low;
    uint16_t top; /* bytes 8 and 9 */
};

/* RESET; FNINIT; FNCLEX. */
void x87_reset(struct x87 *x);
void x87_init(struct x87 *x);
void x87_clear_errors(struct x87 *x);

void x87_set_control(struct x87 *x, uint16_t control);
uint16_t x87_tag_word(const struct x87 *x);
void x87_set_tag_word(struct x87 *x, uint16_t tags);

/* Stack registers by their distance from the top. */
struct f80 x87_get(const struct x87 *x, unsigned i);
void x87_set(struct x87 *x, unsigned i, struct f80 value);

/* A register form. FCOMI and FCMOV use the processor's flags, FNSTSW AX its
 * register. */
void x87_execute(struct cpu_state *s, unsigned opcode);

void x87_arithmetic_with(struct x87 *x, unsigned opcode, enum x87_type type,
                         struct x87_image operand);
void x87_load(struct x87 *x, enum x87_type type, struct x87_image operand);

/* A store in two halves, since the write may fault: what would be written;
 * then its exceptions. False: nothing is to be written and popped. */
struct x87_store {
    struct x87_image image;
    struct f80_context context;
    bool empty; /* stack underflow */
};
struct x87_store x87_store(const struct x87 *x, enum x87_type type);
bool x87_commit_store(struct x87 *x, const struct x87_store *store);
void x87_pop(struct x87 *x);

#endif
