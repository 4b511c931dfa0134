/* SPDX-License-Identifier: MIT
 *
 * ui/colours.h - the guest's colours as those of a terminal.
 */
#ifndef UI_COLOURS_H
#define UI_COLOURS_H

#include "sim/base.h"

/* The nearest of the first `count` (8, 16 or 256) colours of a terminal. */
unsigned colour_nearest(uint32_t rgb, unsigned count);

/* The colour for entry `index` of the guest's palette: the terminal's own red
 * for red, if the guest left its palette alone. */
unsigned colour_of_palette(unsigned index, uint32_t rgb, unsigned count);

/* 0 (black) to 255 (white). */
unsigned colour_brightness(uint32_t rgb);

#endif
