/* SPDX-License-Identifier: MIT
 *
 * tests/sim/poke_program.h - any bytes as a guest that pokes devices: a ROM
 * whose code programs chips, in sequences that make some sense, with values
 * that need not.
 */
#ifndef TESTS_SIM_POKE_PROGRAM_H
#define TESTS_SIM_POKE_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#define POKE_ROM_BYTES 65536u

void poke_program(uint8_t rom[POKE_ROM_BYTES], const uint8_t *bytes,
                  size_t count);

/* A machine that boots this: floppy, two disks, CD. It runs for some
 * milliseconds; then once more, traced, with every event told in words, and
 * recorded; and goes back and forth in that. Each position must be in the
 * state that the first run came by: NULL, or how they differ. */
const char *poke_try(const uint8_t *bytes, size_t count);

#endif
