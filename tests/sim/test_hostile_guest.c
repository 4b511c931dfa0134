/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_hostile_guest.c - guests that program devices by chance:
 * whatever they do, the host is safe, and the run is the same again.
 *
 * $HOSTILE_GUESTS=FIRST,COUNT runs other ones, and more of them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/sim/poke_program.h"
#include "tests/sim/random_world.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#define GUESTS 120ull
#define BYTES  2000u

static void try_guest(unsigned long long seed)
{
    struct dice d = {seed * UINT64_C(0x9e3779b97f4a7c15) | 1};
    uint8_t bytes[BYTES];
    uint32_t count = 1 + dice_roll(&d, BYTES);
    const char *difference;

    for (uint32_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)dice_roll(&d, 256);
    difference = poke_try(bytes, count);
    EXPECT(!difference, "guest %llu: %s", seed, difference);
}

static void guests_that_poke_devices_are_survived(void)
{
    const char *range = getenv("HOSTILE_GUESTS");
    unsigned long long first = 1, count = GUESTS;

    if (range && sscanf(range, "%llu,%llu", &first, &count) < 1)
        CU_FAIL_FATAL("HOSTILE_GUESTS is FIRST,COUNT");
    for (unsigned long long n = 0; n < count; n++)
        try_guest(first + n);
}

static void every_port_can_be_read(void)
{
    struct vm *vm = vm_rom("31 D2 "       /* xor dx, dx */
                           "EC ED 66 ED " /* in al, ax, eax, dx */
                           "42 75 F9 "    /* inc dx; jnz */
                           "F4");

    CU_ASSERT_EQUAL(vm_run(vm, 100), END_HALTED);
    vm_close(vm);
}

CU_TestInfo hostile_guest_tests[] = {
    TEST(every_port_can_be_read),
    TEST(guests_that_poke_devices_are_survived),
    CU_TEST_INFO_NULL,
};
