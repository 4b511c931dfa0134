/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/operand.c - turns a row with an E operand into four.
 */
#include "tests/cpu/operand.h"

#include <stdio.h>
#include <string.h>

#define REST 0x5a6b7c8du /* what is in the register above the operand */

static uint32_t in_register(uint32_t value, unsigned bits)
{
    uint32_t mask = 0xffffffff >> (32 - bits);

    return (REST & ~mask) | (value & mask);
}

static void put_operand(char *text, uint32_t value, unsigned bits, bool memory)
{
    if (!memory) {
        sprintf(text, "ebx=%X ", in_register(value, bits));
        return;
    }
    text += sprintf(text, "esi=40 ds:40=");
    for (unsigned i = 0; i < bits; i += 8)
        text += sprintf(text, "%02X", value >> i & 0xff);
    strcpy(text, " ");
}

static void run(const char *file, const struct operand_row *r, unsigned mode,
                bool memory)
{
    char code[80], before[160], after[160];
    unsigned bits = r->operand_bits ? r->operand_bits : r->bits;
    unsigned rm = memory ? (mode == 32 ? 6 : 4) : 0xc0 | EBX;
    const struct row row = {code, before, after};

    sprintf(code, "%s%s %02X %s ; %u bits", r->bits + mode == 48 ? "66 " : "",
            r->opcode, r->reg << 3 | rm, r->tail, r->bits);
    put_operand(before, r->is, bits, memory);
    strcat(before, r->before);
    put_operand(after, r->becomes, bits, memory);
    strcat(after, r->after);
    if (mode == 16)
        bench_real(CPU_386);
    else
        bench_protected(CPU_386, 32, 0);
    row_run(file, &row);
}

void operand_rows_run(const char *file, const struct operand_row *rows,
                      size_t count)
{
    for (; count; count--, rows++) {
        run(file, rows, 16, false);
        run(file, rows, 16, true);
        run(file, rows, 32, false);
        run(file, rows, 32, true);
    }
}

void operand_rows_run_in_memory(const char *file, const struct operand_row *row)
{
    run(file, row, 16, true);
    run(file, row, 32, true);
}
