/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_random.c - random code. No result is known; but nothing may
 * crash or reach outside the machine (the sanitizers watch), and the three
 * ways to run - see bench.h - must agree in every bit.
 *
 * After a fault the handlers go on one byte further, so that a run does not
 * end at its first bad instruction.
 */
#include <string.h>

#include "tests/cpu/bench.h"

#define RUNS         60
#define INSTRUCTIONS 400

static uint32_t random_state;

/* xorshift, by G. Marsaglia: the same numbers on every host. */
static uint32_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

/* Bytes of which many are the starts of instructions with effects. */
static uint8_t random_code(void)
{
    static const uint8_t often[] = {0x0f, 0x66, 0x67, 0x8b, 0x89, 0xf3, 0xa4,
                                    0xaa, 0x50, 0x58, 0x8e, 0x01, 0xff, 0x26,
                                    0x60, 0x61, 0xc8, 0xc9, 0xab, 0xa5};
    uint32_t r = random_next();

    return r & 0x300 ? (uint8_t)(r >> 16) : often[(r >> 16) % sizeof often];
}

static void skip_a_byte_after_a_fault(void)
{
    static const uint8_t with_error[] = {8, 10, 11, 12, 13, 14, 17};

    for (unsigned i = 0; i < 256; i++)
        bench_code_at(CS_BASE + HANDLER + 4 * i, "FF 04 24 ; inc dword [esp]\n"
                                                 "CF       ; iret\n");
    bench_code_at(CS_BASE + 0x5000, "83 C4 04 ; add esp, 4\n"
                                    "FF 04 24 ; inc dword [esp]\n"
                                    "CF       ; iret\n");
    for (unsigned i = 0; i < ARRAY_LEN(with_error); i++)
        bench_vector(with_error[i],
                     bench_gate(SYS_INT32, 3, SEL_CODE32(0), 0x5000));
}

static void fill(void)
{
    for (uint32_t at = CS_BASE; at < CS_BASE + 0x3000; at++)
        *bench_memory(at) = random_code();
    for (uint32_t at = DS_BASE; at < DS_BASE + 0x1000; at++)
        *bench_memory(at) = (uint8_t)random_next();
    for (unsigned i = 0; i < 8; i++)
        if (i != ESP)
            cpu()->r[i].d = random_next() >> random_next() % 32;
    cpu()->dr[0] = CS_BASE + ENTRY + random_next() % 64;
    cpu()->dr[1] = DS_BASE + random_next() % 4096;
    if (random_next() % 4 == 0)
        cpu()->dr[7] |= random_next() & 0xff00ff;
}

static void run_many(void (*begin)(enum cpu_model), uint32_t seed)
{
    random_state = seed;
    for (unsigned i = 0; i < RUNS; i++) {
        begin((enum cpu_model)(i % CPU_MODELS));
        fill();
        if (random_next() % 8 == 0)
            cpu()->eflags |= FLAG_TF;
        bench_run_for(INSTRUCTIONS);
    }
}

static void begin_real(enum cpu_model model)
{
    bench_real(model);
    for (unsigned i = 0; i < 256; i++)
        bench_code_at(CS_BASE + HANDLER + 4 * i, "58 ; pop ax\n"
                                                 "40 ; inc ax\n"
                                                 "50 ; push ax\n"
                                                 "CF ; iret\n");
}

static void begin_ring_0(enum cpu_model model)
{
    bench_protected(model, 32, 0);
    skip_a_byte_after_a_fault();
}

static void begin_ring_3(enum cpu_model model)
{
    bench_protected(model, random_next() % 2 ? 32 : 16, 3);
    bench_paging();
    bench_page(ES_BASE, ES_BASE | PAGE_P);
    bench_page(FS_BASE, 0);
    cpu_set_eflags(cpu(), FLAG_IF | (random_next() & FLAG_IOPL) |
                              (model > CPU_386 ? FLAG_AC : 0));
    cpu()->cr0 |= model > CPU_386 ? CR0_AM | CR0_WP : 0;
    skip_a_byte_after_a_fault();
}

static void begin_v86(enum cpu_model model)
{
    bench_v86(model, random_next() % 4);
    skip_a_byte_after_a_fault();
}

static void begin_anywhere(enum cpu_model model)
{
    uint32_t at;

    bench_protected(model, 32, random_next() % 4);
    bench_paging();
    skip_a_byte_after_a_fault();
    for (unsigned i = 0; i < 40; i++) {
        at = GDT_BASE + random_next() % 0x2000;
        *bench_memory(at) = (uint8_t)random_next();
    }
}

static void random_code_in_real_mode(void)
{
    run_many(begin_real, 1);
}

static void random_code_in_ring_0(void)
{
    run_many(begin_ring_0, 2);
}

static void random_code_in_ring_3_with_paging(void)
{
    run_many(begin_ring_3, 3);
}

static void random_code_in_v86_mode(void)
{
    run_many(begin_v86, 4);
}

static void random_code_with_damaged_tables(void)
{
    run_many(begin_anywhere, 5);
}

CU_TestInfo cpu_random_tests[] = {
    TEST(random_code_in_real_mode),          TEST(random_code_in_ring_0),
    TEST(random_code_in_ring_3_with_paging), TEST(random_code_in_v86_mode),
    TEST(random_code_with_damaged_tables),   CU_TEST_INFO_NULL,
};
