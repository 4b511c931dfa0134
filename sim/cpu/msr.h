/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/msr.h - the model-specific registers of a processor (msr.def).
 */
#ifndef SIM_CPU_MSR_H
#define SIM_CPU_MSR_H

#include "sim/base.h"

enum {
#define MSR(number, models, reset, writable, types, name) MSR_##number,
#include "sim/cpu/msr.def"
#undef MSR
    MSR_COUNT
};

#define MSR_TSC MSR_0x010

struct cpu_state;

/* As after RESET. */
void msr_reset(struct cpu_state *s);

/* The register of that number; NULL: this model has none. */
uint64_t *msr_find(struct cpu_state *s, uint32_t number);

/* May the register, which the model has, get this value? */
bool msr_takes(uint32_t number, uint64_t value);

/* "TSC, time-stamp counter"; NULL: no model knows that number. */
const char *msr_name(uint32_t number);

#endif
