/* SPDX-License-Identifier: MIT
 *
 * ui/ascii.h - code page 437 for terminals that know ASCII only.
 */
#ifndef UI_ASCII_H
#define UI_ASCII_H

#include "sim/base.h"

/* The character that looks most like it. */
char ascii_for(uint8_t character);

#endif
