/* SPDX-License-Identifier: MIT
 *
 * hw/scancode.h - the two codes for the keys of a PC keyboard.
 */
#ifndef HW_SCANCODE_H
#define HW_SCANCODE_H

#include "sim/base.h"

#define SCANCODE_RELEASE 0xf0   /* set 2: the key whose code follows is up */
#define SCANCODE_UP      BIT(7) /* set 1: the key is up */

/* One byte of set 2 as the 8042 translates it to set 1. Responses of the
 * keyboard (AAh, FAh and others) stay what they are. *release remembers the
 * prefix F0h, for which nothing is delivered: then false. */
bool scancode_translate(uint8_t set2, uint8_t *release, uint8_t *set1);

#endif
