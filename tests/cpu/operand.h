/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/operand.h - rows for instructions with one operand that may be a
 * register or memory (the E of the opcode map): each runs with EBX and with
 * DS:[ESI], in 16-bit and in 32-bit code.
 *
 *     {"F7", 3, "", 16, 0x0001, 0xffff, "", "f=oSzAPC"}    neg
 */
#ifndef TESTS_CPU_OPERAND_H
#define TESTS_CPU_OPERAND_H

#include "tests/cpu/row.h"

struct operand_row {
    const char *opcode; /* bytes before ModRM */
    unsigned reg;       /* ModRM.reg */
    const char *tail;   /* bytes after the operand */
    unsigned bits;      /* operand size; 8: of the operand, no prefix */
    uint32_t is, becomes;
    const char *before, *after; /* the rest, as in row.h */
    unsigned operand_bits;      /* if not the operand size */
};

#define OPERAND_ROWS(rows) operand_rows_run(__FILE__, rows, ARRAY_LEN(rows))

void operand_rows_run(const char *file, const struct operand_row *rows,
                      size_t count);

/* One row for an operand that must be in memory. */
void operand_rows_run_in_memory(const char *file,
                                const struct operand_row *row);

#endif
