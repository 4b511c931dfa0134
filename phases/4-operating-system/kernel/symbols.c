/* SPDX-License-Identifier: MIT
 *
 * kernel/symbols.c - names for code addresses, for the trace of a panic.
 *
 * The kernel is linked twice: once with an empty table, to learn the
 * addresses, and again with the real one. The table lies after all code, so
 * that it moves no function.
 */
#include "symbols.h"

#include <stddef.h>

const struct symbol *symbol_find(uint32_t address)
{
    const struct symbol *symbol = symbol_table;

    if (!symbol->name || address < symbol->address)
        return NULL;
    for (; symbol->name; symbol++)
        if (address < symbol[1].address)
            return symbol;
    return NULL;
}
