/* SPDX-License-Identifier: MIT
 *
 * kernel/symbols.h - names for code addresses, for the trace of a panic.
 */
#ifndef SYMBOLS_H
#define SYMBOLS_H

#include <stdint.h>

struct symbol {
    uint32_t address;
    const char *name;
};

/* The function that holds the address, or NULL. */
const struct symbol *symbol_find(uint32_t address);

/* The table that symbols.awk makes from the linked kernel, by address; ends
 * with the address after the last function and no name. */
extern const struct symbol symbol_table[];

#endif
