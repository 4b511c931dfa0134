/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/question.h - random questions: segments and memory that many
 * questions share, and for each an instruction and the registers before it.
 */
#ifndef TESTS_CPU_QUESTION_H
#define TESTS_CPU_QUESTION_H

#include "tests/cpu/instruction.h"

#define CODE_BYTES 16u

struct question_world {
    bool real;                         /* real mode: 64 KiB at selector * 16 */
    struct descriptor ldt[SINGLE_LDT]; /* real mode: what stands for it */
    uint8_t memory[SINGLE_MEMORY];
};

struct question {
    struct single before; /* selectors are those of the table */
    uint8_t code[CODE_BYTES];
    uint32_t code_at; /* in memory */
    bool code32;
    bool repeats;
    struct instruction instruction;
};

/* In real mode memory begins with the vectors: vector n leads here. */
#define REAL_HANDLER_CS 0xeeeeu

/* The numbers that follow come from this seed. */
void question_seed(uint64_t seed);

void question_world_make(struct question_world *w, bool real);
void question_make(struct question *q, const struct question_world *w);

/* POP SS, MOV to a segment register, LSS: HLT follows. */
static inline bool question_loads_ss(const struct question *q)
{
    return q->instruction.opcode == 0x17 || q->instruction.opcode == 0x8e ||
           q->instruction.opcode == 0x1b2;
}

/* Of a real-mode question: the selector that an entry stands for. */
static inline uint16_t question_real_selector(const struct question_world *w,
                                              uint16_t selector)
{
    return (uint16_t)(descriptor_base(w->ldt[selector >> 3]) >> 4);
}

#endif
