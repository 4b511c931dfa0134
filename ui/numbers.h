/* SPDX-License-Identifier: MIT
 *
 * ui/numbers.h - numbers as a user writes and reads them.
 */
#ifndef UI_NUMBERS_H
#define UI_NUMBERS_H

#include "sim/base.h"

/* Decimal digits with underscores between them, then perhaps K, M or G, each
 * `kilo` times the one before. False: not a number, or too large. */
bool number_parse(const char *text, uint64_t kilo, uint64_t *value);

/* Hexadecimal digits, perhaps after 0x or before h; at most 32 bits. `end` is
 * where the number ended. */
bool number_parse_hex(const char *text, uint32_t *value, const char **end);

/* "1,234,567". Valid until the next but three calls. */
const char *number_grouped(uint64_t value);

#endif
