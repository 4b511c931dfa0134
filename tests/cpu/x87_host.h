/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/x87_host.h - one x87 instruction, executed by the host's own
 * floating-point unit, where it has one.
 */
#ifndef TESTS_CPU_X87_HOST_H
#define TESTS_CPU_X87_HOST_H

#include "sim/cpu/state.h"

/* All that an instruction sees and changes. */
struct x87_world {
    struct x87 x;
    uint8_t memory[16]; /* the operand */
    uint32_t flags;     /* CF PF AF ZF SF OF */
    uint16_t ax;
};

/* False: the host is no x86 or lets no code be made. */
bool x87_host_open(void);

/* opcode: as in sim/cpu/x87_unit.h; a memory form means w->memory. No waiting
 * error may be in the state. */
void x87_host_run(struct x87_world *w, unsigned opcode);

#endif
