/* SPDX-License-Identifier: MIT
 *
 * phases/bios_functions.h - the services that a PC BIOS offers to boot
 * software through INT 10h to INT 1Ah: what each one does, where it finds
 * its parameters and where it leaves its results.
 */
#ifndef PHASES_BIOS_FUNCTIONS_H
#define PHASES_BIOS_FUNCTIONS_H

#include "sim/base.h"

/* Where a parameter or result is: a register, two registers that belong
 * together, or memory that a pointer of the caller leads to. */
enum bios_source {
    S_NONE,
    S_AL,
    S_AH,
    S_BL,
    S_BH,
    S_CL,
    S_CH,
    S_DL,
    S_DH,
    S_AX,
    S_BX,
    S_CX,
    S_DX,
    S_SI,
    S_DI,
    S_ES,
    S_EBX,
    S_ECX,
    S_CX_DX, /* CX is the high word */
    S_CHS,   /* 31:16 cylinder, 15:8 head, 7:0 sector: out of CX and DH */
    S_ES_BX,
    S_ES_BP,
    S_ES_DI,
    S_ES_DX,
    S_DS_SI,        /* segment:offset */
    S_PACKET_COUNT, /* disk address packet at DS:SI */
    S_PACKET_BUFFER,
    S_PACKET_LBA,
    S_PACKET_LBA_HIGH,
    S_ENTRY_BASE, /* entry of the memory map at ES:DI */
    S_ENTRY_BASE_HIGH,
    S_ENTRY_LENGTH,
    S_ENTRY_LENGTH_HIGH,
    S_ENTRY_TYPE,
    S_MOVE_SOURCE, /* descriptors of the block move at ES:SI */
    S_MOVE_TARGET,
    S_SOURCES
};

/* How the caller learns whether it worked. */
enum bios_result {
    R_DONE,   /* it does not */
    R_CARRY,  /* CF=1: no */
    R_DISK,   /* CF=1: no, AH is the reason */
    R_SYSTEM, /* CF=1: no, AH=86h: there is no such function */
    R_PCI,    /* CF=1: no, AH is the reason */
    R_KEY,    /* ZF=1: no key waits */
    R_NEVER,  /* it does not return */
};

#define BIOS_VALUES 6

/* In the texts $1 to $6 stand for the parameters, in `outcome` for the
 * results; the letter after the number tells how to write it:
 *
 *   u  decimal                     n(unit)  decimal, with the unit
 *   U  64 bits, decimal: this one and the next
 *   b  byte, hexadecimal           w, x     word, doubleword
 *   p  segment:offset              X        64 bits: this one and the next
 *   c  character                   d        two BCD digits
 *   q  row and column of a word    s        cylinder, head, sector
 *   v  video mode                  r        type of memory
 *   f  PCI function
 */
struct bios_function {
    uint8_t vector;
    uint16_t mask; /* which bits of AX choose the function */
    uint16_t number;
    const char *name;
    const char *does;
    enum bios_result result;
    const char *outcome;
    uint8_t in[BIOS_VALUES]; /* enum bios_source */
    uint8_t out[BIOS_VALUES];
};

extern const struct bios_function bios_functions[];
extern const unsigned bios_function_count;

/* NULL: not known. */
const struct bios_function *bios_function_find(unsigned vector, unsigned ax);

/* Is INT `vector` a BIOS service at all? */
bool bios_vector(unsigned vector);

/* "AH=42h", "AX=E820h"; nothing where AX does not matter. */
void bios_function_number(const struct bios_function *f, char *text,
                          size_t size);

extern const char *const bios_source_names[S_SOURCES];

#endif
