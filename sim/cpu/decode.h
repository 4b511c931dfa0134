/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/decode.h - bytes to one decoded instruction; a pure function.
 */
#ifndef SIM_CPU_DECODE_H
#define SIM_CPU_DECODE_H

#include "sim/cpu/state.h"
#include "sim/cpu/vcpu.h"

/* Handlers by number; the core has a function for each (execute.c). */
enum handler {
#define BINARY(name) H_##name, H_##name##_last = H_##name + 14,
#define UNARY(name)  H_##name, H_##name##_last = H_##name + 2,
#define WORD(name)   H_##name, H_##name##_last = H_##name + 1,
#define PLAIN(name)  H_##name,
#include "sim/cpu/handlers.def"
#undef BINARY
#undef UNARY
#undef WORD
#undef PLAIN
    H_COUNT
};

/* Forms of a BINARY handler, and how many there are. */
enum form { FORM_RR, FORM_RM, FORM_MR, FORM_RI, FORM_MI, FORMS };

#define INSTRUCTION_MAX 15

struct decoded {
    struct op op; /* all but fn, start and number */
    uint16_t handler;
    bool ends_block;
};

/* Decode the instruction at bytes[0..available-1]. Returns its length; 0 if
 * more bytes are needed; -1 if it is longer than 15 bytes. What the model
 * lacks decodes as H_ud. */
int decode(struct decoded *d, const uint8_t *bytes, unsigned available,
           bool code32, enum cpu_model model);

#endif
