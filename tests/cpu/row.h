/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/row.h - one instruction as a row of a table:
 *
 *     {"00 D8 ; add al, bl", "eax=7F ebx=1", "eax=80 f=OSzApc"}
 *
 * its bytes and text, what differs from the bench's registers and memory
 * before, what has changed after. Items:
 *
 *     eax=1234       a register, in hexadecimal
 *     ds=1030        (after) a segment register's selector
 *     eip=110        (after) where it goes on, if not behind itself
 *     f=OSzDI        flags, set if in upper case. Before: the others are clear.
 *                    After: those of OSZAPC not named are undefined. Without
 *                    this item no flag may change.
 *     es:10=12AB     bytes in memory, in the order of their addresses
 *     out:80=55      (after) a port write
 *     #DE  #GP(0)    (after) an exception, with its error code
 *
 * Everything else - each register, each byte of memory - must stay.
 */
#ifndef TESTS_CPU_ROW_H
#define TESTS_CPU_ROW_H

#include "tests/cpu/bench.h"

struct row {
    const char *code, *before, *after;
};

/* In real mode (16-bit code) or in protected mode in ring 0 (32-bit code). */
#define ROWS_REAL(rows) rows_run(__FILE__, rows, ARRAY_LEN(rows), CPU_386, 16)
#define ROWS_PROTECTED(rows)                                                   \
    rows_run(__FILE__, rows, ARRAY_LEN(rows), CPU_386, 32)

void rows_run(const char *file, const struct row *rows, size_t count,
              enum cpu_model model, unsigned bits);

/* One row, in the mode that the bench is in already. */
void row_run(const char *file, const struct row *row);

#endif
