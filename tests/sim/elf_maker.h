/* SPDX-License-Identifier: MIT
 *
 * tests/sim/elf_maker.h - makes small ELF files with a symbol table and a line
 * table of any version, byte by byte as the standards say.
 */
#ifndef TESTS_SIM_ELF_MAKER_H
#define TESTS_SIM_ELF_MAKER_H

#include "sim/base.h"

#define MADE_BYTES 4096u

/* Code at MADE_ADDRESS: begin (16 bytes), middle (16 bytes) and tail, which
 * has no size; lines 10, 11, 9 of a.c from +0, +4, +16, line 300 of b.h from
 * +20, and the end at +40. */
#define MADE_ADDRESS 0x00200000u
#define MADE_CODE    48u

struct made {
    uint8_t bytes[MADE_BYTES];
    size_t count;
};

struct made_how {
    bool wide;         /* ELF64 */
    unsigned version;  /* of the line table, 2 to 5; 0: none */
    bool wide_lengths; /* 64-bit DWARF */
    bool compressed;   /* flagged so */
    uint32_t physical; /* address of the segment; 0: as the linear one */
};

void elf_make(struct made *m, struct made_how how);

/* The byte at an offset of the code. */
uint8_t made_code(uint32_t offset);

#endif
