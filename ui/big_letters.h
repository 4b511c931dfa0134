/* SPDX-License-Identifier: MIT
 *
 * ui/big_letters.h - letters that can be read from the last row of a room.
 */
#ifndef UI_BIG_LETTERS_H
#define UI_BIG_LETTERS_H

#include "ui/canvas.h"

#define BIG_LETTERS_ROWS 3u

/* How many columns the text takes. */
unsigned big_letters_columns(const char *text);

/* Capitals, digits and a few signs; small letters are made capitals. */
void big_letters(struct canvas *c, unsigned row, unsigned column,
                 const char *text);

#endif
