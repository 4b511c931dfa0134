/* SPDX-License-Identifier: MIT
 *
 * ui/wrap.h - long lines, broken between words.
 */
#ifndef UI_WRAP_H
#define UI_WRAP_H

#include "sim/base.h"

#define WRAP_COLUMNS 79

/* Print `length` characters as a line, or as more if it is too long; the first
 * begins at column `first`, the others at `rest`. */
void wrap_print(const char *text, size_t length, unsigned first, unsigned rest);

#endif
