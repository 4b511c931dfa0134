/* SPDX-License-Identifier: MIT
 *
 * phases/images.h - the bundled BIOS and disk, the table of their symbols, and
 * the demo (phases/images.S).
 */
#ifndef PHASES_IMAGES_H
#define PHASES_IMAGES_H

#include <stdint.h>

extern const uint8_t bundled_bios[], bundled_bios_end[];
extern const uint8_t bundled_disk[], bundled_disk_end[];
extern const uint8_t bundled_symbols[], bundled_symbols_end[];
extern const uint8_t bundled_demo[], bundled_demo_end[]; /* YAML */

#endif
