/* SPDX-License-Identifier: MIT
 *
 * sim/broken_memory.h - RAM with a bit that is stuck: it is kept as it was
 * written, and reads as the memory chips deliver it.
 */
#ifndef SIM_BROKEN_MEMORY_H
#define SIM_BROKEN_MEMORY_H

#include "sim/board.h"

/* NULL: this page is none. */
uint8_t *broken_page(const struct board *b, uint32_t address);

uint32_t broken_read(const struct board *b, const uint8_t *page,
                     uint32_t address, unsigned bytes);
void broken_write(struct board *b, uint8_t *page, uint32_t address,
                  unsigned bytes, uint32_t value);

#endif
