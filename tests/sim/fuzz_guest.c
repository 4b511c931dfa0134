/* SPDX-License-Identifier: MIT
 *
 * tests/sim/fuzz_guest.c - any bytes as a guest that pokes devices: the host
 * survives it, and neither tracing nor going back in time changes anything. For
 * libFuzzer: `make fuzz`.
 */
#include <stdio.h>

#include "tests/sim/poke_program.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    const char *difference = poke_try(bytes, count);

    if (difference) {
        puts(difference);
        __builtin_trap();
    }
    return 0;
}
