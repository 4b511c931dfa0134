/* SPDX-License-Identifier: MIT
 *
 * sim/workbench.h - a processor on a bare board that gets one instruction at
 * a time: state in, state out.
 */
#ifndef SIM_WORKBENCH_H
#define SIM_WORKBENCH_H

#include "sim/board.h"

/* Memory that a question may use; the tables of the flat setting lie above. */
#define WORKBENCH_RAM (16u << 20)

enum setting {
    SETTING_REAL, /* real mode: exceptions go through the vectors at 0 */
    SETTING_FLAT, /* ring 3, flat: exceptions are reported, not delivered */
};

/* The order in which questions and answers name the registers. */
#define WORKBENCH_REGISTERS 16 /* EAX .. EDI EIP EFLAGS ES CS SS DS FS GS */

struct outcome {
    uint32_t registers[WORKBENCH_REGISTERS];
    uint32_t error;
    uint8_t vector;
    bool interrupted; /* by an exception or INT: vector, error */
    bool shut_down;   /* even its delivery failed */
};

struct workbench {
    struct board *board;
    struct frame_pool pool;
    struct cpu_state settings[2]; /* the state to start from, by setting */
    uint8_t *before;              /* memory before the instruction */
    uint32_t *lines;              /* that are not all zero, or were not */
    uint32_t line_count;
    uint8_t *listed; /* by line: is it in `lines`? */
    struct outcome outcome;
};

/* False: the host has no memory. */
bool workbench_init(struct workbench *w);
void workbench_free(struct workbench *w);

/* A byte of memory before the instruction; address < WORKBENCH_RAM. */
void workbench_poke(struct workbench *w, uint32_t address, uint8_t byte);

/* Execute the instruction at CS:EIP with all its prefixes and repetitions. */
const struct outcome *
workbench_run(struct workbench *w, enum setting setting,
              const uint32_t registers[WORKBENCH_REGISTERS]);

/* The bytes that the instruction changed, in ascending order. */
void workbench_changes(struct workbench *w,
                       void (*byte)(void *context, uint32_t address,
                                    uint8_t value),
                       void *context);

/* All memory is zero again. */
void workbench_clear(struct workbench *w);

#endif
