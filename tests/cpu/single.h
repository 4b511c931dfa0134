/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/single.h - the registers before and after one instruction, and
 * the memory that it may use: SINGLE_MEMORY bytes from linear address 0 on.
 */
#ifndef TESTS_CPU_SINGLE_H
#define TESTS_CPU_SINGLE_H

#include "sim/cpu/segment.h"

#define SINGLE_MEMORY 0x30000u
#define SINGLE_LDT    64u /* entries */
#define NO_VECTOR     0xffu

struct single {
    uint32_t r[8];
    uint32_t eip, eflags;
    uint16_t selector[SEG_COUNT];
    uint8_t vector; /* of the exception it raised, or NO_VECTOR */
    uint32_t error;
};

/* Bits 31 to 16 of ESP, where the stack segment is a 16-bit one: the host
 * cannot be given others. */
#define SINGLE_HIGH_SPS 4u
static const uint32_t single_high_sps[SINGLE_HIGH_SPS] = {
    0, 0x00010000, 0x7fff0000, 0xfffe0000};

/* Selectors of the local descriptor table. */
#define SINGLE_SELECTOR(entry) (uint16_t)((entry) << 3 | 7)

#endif
