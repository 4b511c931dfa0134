/* SPDX-License-Identifier: MIT
 *
 * tests/sim/fuzz_scenario.c - any bytes as a scenario: they are read or
 * refused, and nothing else happens. For libFuzzer: `make fuzz`.
 */
#include "sim/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static struct problems problems;
    struct scenario *s;

    problems.count = 0;
    s = scenario_read((const char *)bytes, count, NULL, &problems);
    if (!s && problems.count == 0)
        __builtin_trap(); /* refused without a reason */
    scenario_free(s);
    return 0;
}
