/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/execute.h - the two instances of the core: one source
 * (execute.c), compiled without and with hooks.
 */
#ifndef SIM_CPU_EXECUTE_H
#define SIM_CPU_EXECUTE_H

#include "sim/cpu/decode.h"

struct core {
    op_fn *const *handlers; /* by enum handler */
    /* Execute until v->budget is used up or the CPU stops. */
    void (*run)(struct vcpu *v);
};

extern const struct core core_quiet;
extern const struct core core_traced;

static inline const struct core *core_of(const struct vcpu *v)
{
    return v->traced ? &core_traced : &core_quiet;
}

static inline op_fn *core_handler(const struct vcpu *v, unsigned handler)
{
    return core_of(v)->handlers[handler];
}

#endif
