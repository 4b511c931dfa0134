/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_pae.c - what tests/cpu/system/pae.py cannot ask, because
 * Bochs ends there or a Pentium II is not enough: the pointers in a task
 * switch, tables above 4 GiB, reserved bits of the Pentium's 4 MiB pages.
 *
 * Source: Intel SDM Vol. 3A, "PAE Paging", "PDPTE Registers", "32-Bit Paging",
 * "Page-Fault Exceptions".
 */
#include "tests/cpu/bench.h"

#define PF_P    BIT(0)
#define PF_RSVD BIT(3)

/* The four pointers, and others; one directory. */
#define POINTERS  0x5000u
#define OTHERS    0x5020u
#define DIRECTORY 0x6000u

static void poke8(uint32_t address, uint64_t value)
{
    bench_poke(address, 4, (uint32_t)value);
    bench_poke(address + 4, 4, (uint32_t)(value >> 32));
}

/* 2 MiB where they are, for all; ESI: a page of the third directory entry. */
static void begin(void)
{
    bench_protected(CPU_I686, 32, 0);
    poke8(POINTERS, DIRECTORY | PAGE_P);
    poke8(OTHERS, DIRECTORY | PAGE_P);
    poke8(DIRECTORY, PAGE_P | PAGE_W | PAGE_U | BIT(7));
    cpu()->cr3 = POINTERS;
    cpu()->cr4 = CR4_PAE;
    cpu()->pdpte[0] = DIRECTORY | PAGE_P;
    cpu()->cr0 |= CR0_PG;
    bench_load(DS, SEL_FLAT);
    cpu()->r[ESI].d = 0x400000;
}

static void a_task_switch_checks_the_pointers_of_another_cr3(void)
{
    static const struct {
        uint32_t cr3;
        uint64_t second;
        bool faults;
    } cases[] = {
        {OTHERS, DIRECTORY | PAGE_P, false},
        {OTHERS, DIRECTORY | PAGE_P | BIT(1), true},
        {OTHERS, DIRECTORY | PAGE_P | UINT64_C(1) << 36, true},
        {OTHERS, DIRECTORY | BIT(1), false},
        {POINTERS, DIRECTORY | PAGE_P | BIT(1), false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin();
        poke8(cases[i].cr3 + 8, cases[i].second);
        bench_tss(TSS2_BASE, ENTRY + 0x100, 3);
        bench_poke(TSS2_BASE + 0x1c, 4, cases[i].cr3);
        bench_code_at(CS_BASE + ENTRY + 0x100, "CC ; int3: it has arrived");
        bench_code("EA 00 00 00 00 38 00 ; jmp 38h:0\n");
        bench_run();
        if (cases[i].faults)
            EXPECT_FAULT_AT(VECTOR_GP, 0, ENTRY + 0x100);
        else
            EXPECT_FAULT_AT(VECTOR_BP, NO_ERROR, ENTRY + 0x101);
        EXPECT_EQUAL(cpu()->tr.selector, SEL_TSS2);
        EXPECT_EQUAL(cpu()->cr3, cases[i].cr3);
        EXPECT_EQUAL(cpu()->pdpte[1],
                     cases[i].faults || cases[i].cr3 == POINTERS
                         ? 0
                         : (uint32_t)cases[i].second);
    }
}

/* Nothing answers there, so all bits of an entry read as ones. */
static void a_directory_above_4_gib_is_all_ones(void)
{
    begin();
    cpu()->pdpte[1] = UINT64_C(0x100006000) | PAGE_P;
    cpu()->r[ESI].d = 0x40000000;
    bench_code("8B 06 ; mov eax, [esi]");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, PF_P | PF_RSVD, ENTRY);
    EXPECT_EQUAL(cpu()->cr2, 0x40000000);
}

static void code_above_4_gib_is_all_ones(void)
{
    begin();
    poke8(DIRECTORY + 16, UINT64_C(0x100000000) | PAGE_P | BIT(7));
    bench_code_at(0x400, "90 ; not what is fetched, though the low part of "
                         "the address is the same");
    bench_load(ES, SEL_FLAT);
    bench_descriptor(SEL_SPARE,
                     bench_segment(0, 0xfffff, CODE | ACC_BIG | ACC_GRANULAR));
    bench_code("EA 00 04 40 00 80 01 ; jmp 180h:400400h\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_UD, NO_ERROR, 0x400400); /* FF FF */
}

/* A Pentium has neither PAT nor PSE-36: bits 21:12 must be 0; the i686 has
 * both. */
static void reserved_bits_of_4_mib_pages(void)
{
    for (unsigned bit = 12; bit < 22; bit++)
        for (enum cpu_model m = CPU_PENTIUM; m <= CPU_I686; m++) {
            bool faults = m == CPU_PENTIUM || bit >= 17;

            bench_protected(m, 32, 0);
            bench_paging();
            cpu()->cr4 = CR4_PSE;
            bench_load(DS, SEL_FLAT);
            bench_poke(PAGE_DIRECTORY + 4, 4, PAGE_P | BIT(7) | BIT(bit));
            cpu()->r[ESI].d = 0x400000;
            bench_code("8B 06 ; mov eax, [esi]");
            bench_run();
            if (faults)
                EXPECT_FAULT_AT(VECTOR_PF, PF_P | PF_RSVD, ENTRY);
            else
                EXPECT_HALT(ENTRY + 2);
            if (!faults && bit > 12) /* above 4 GiB */
                EXPECT_EQUAL(cpu()->r[EAX].d, 0xffffffff);
        }
}

CU_TestInfo cpu_pae_tests[] = {
    TEST(a_task_switch_checks_the_pointers_of_another_cr3),
    TEST(a_directory_above_4_gib_is_all_ones),
    TEST(code_above_4_gib_is_all_ones),
    TEST(reserved_bits_of_4_mib_pages),
    CU_TEST_INFO_NULL,
};
