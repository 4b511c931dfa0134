/* SPDX-License-Identifier: MIT
 *
 * sim/cpu_value.h - registers of the processor, their parts and bits, by name:
 * "eax", "cs.base", "cr0.pe", "dr7.3".
 */
#ifndef SIM_CPU_VALUE_H
#define SIM_CPU_VALUE_H

#include "sim/cpu/state.h"
#include "sim/error.h"

struct cpu_value {
    uint8_t id;
    uint8_t shift, bits; /* the part of it that counts */
};

/* Is there a register of this name, `length` characters long? */
bool cpu_value_named(const char *name, size_t length, struct cpu_value *value);

/* Say why cpu_value_named() was false; always false. */
bool cpu_value_unknown(const char *name, size_t length, struct error *err);

uint64_t cpu_value_get(struct cpu_value value, const struct cpu_state *s);

/* The names of whole registers, one a number; NULL: there are no more. */
const char *cpu_value_name(unsigned n);

#endif
