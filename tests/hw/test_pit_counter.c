/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_pit_counter.c - a counter of the 8254 that is looked at now
 * and then is where one is that is watched at each pulse.
 */
#include "hw/pit_counter.h"
#include "tests/test.h"

#include <string.h>

/* One look at `seldom` for many at `often`, with the gate moving between. */
static void compare(unsigned mode, uint16_t count)
{
    struct pit_counter often = {.gate = 1}, seldom = {.gate = 1};
    struct pit_counter *both[2] = {&often, &seldom};
    uint32_t dice = 1;

    for (unsigned i = 0; i < 2; i++) {
        pit_counter_control(both[i], (uint8_t)(0x30 | mode << 1));
        pit_counter_write(both[i], (uint8_t)count);
        pit_counter_write(both[i], (uint8_t)(count >> 8));
    }
    for (uint64_t clock = 1; clock < 2000; clock++) {
        uint64_t edge = pit_counter_edge(&often);
        bool before = often.out;

        pit_counter_run(&often, clock);
        EXPECT(often.out == before || edge == 1,
               "mode %u, count %u: edge at %u, not in %u", mode, count,
               (unsigned)clock, (unsigned)edge);
        dice = dice * 1664525 + 1013904223;
        if (dice >> 28)
            continue;
        pit_counter_run(&seldom, clock);
        EXPECT(!memcmp(&often, &seldom, sizeof often), "mode %u, count %u",
               mode, count);
        pit_counter_gate(&often, dice >> 27 & 1);
        pit_counter_gate(&seldom, dice >> 27 & 1);
    }
}

static void looking_often_changes_nothing(void)
{
    for (unsigned mode = 0; mode < 6; mode++) {
        for (uint16_t count = 2; count < 30; count++)
            compare(mode, count);
    }
}

CU_TestInfo pit_counter_tests[] = {
    TEST(looking_often_changes_nothing),
    CU_TEST_INFO_NULL,
};
