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

/* The place in s->msr of the register of that number; MSR_COUNT: this model
 * has none. */
unsigned msr_find(const struct cpu_state *s, uint32_t number);

/* May the register at that place get this value? */
bool msr_takes(unsigned msr, uint64_t value);

/* "TSC, time-stamp counter"; NULL: no model knows that number. */
const char *msr_name(uint32_t number);

#endif
