/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_paging.c - translation, rights, accessed and dirty bits, the
 * page-fault error code, what the TLB may remember, 4 MiB pages, A20.
 *
 * Source: Intel SDM Vol. 3A, "Paging": "32-Bit Paging", "Access Rights",
 * "Page-Fault Exceptions", "Accessed and Dirty Flags", "Caching Translation
 * Information"; i486 Programmer's Reference Manual, "Page-Level Protection".
 */
#include <string.h>

#include "tests/cpu/bench.h"

#define PF_P BIT(0)
#define PF_W BIT(1)
#define PF_U BIT(2)
#define ALL  (PAGE_P | PAGE_W | PAGE_U)

/* A linear page for the tests, in DS, that lies elsewhere in memory. */
#define PAGE  (DS_BASE + 0x3000u)
#define FRAME (DS_BASE + 0x8000u)

static void begin(enum cpu_model model, unsigned cpl)
{
    bench_protected(model, 32, cpl);
    bench_paging();
    bench_page(PAGE, FRAME | ALL);
    cpu()->r[ESI].d = PAGE - DS_BASE + 0x10;
}

static void a_linear_address_goes_through_both_tables(void)
{
    begin(CPU_386, 0);
    bench_poke(PAGE_DIRECTORY + 4 * 0x3ff, 4, 0x5000 | ALL);
    bench_poke(0x5000 + 4 * 0x3fe, 4, FRAME | ALL);
    bench_poke(FRAME + 0x123, 4, 0x12345678);
    bench_load(ES, SEL_FLAT);
    bench_code("26 8B 0D 23 E1 FF FF ; mov ecx, [es:0FFFFE123h]\n"
               "8B 1E                ; mov ebx, [esi]\n"
               "C7 06 78 56 34 12    ; mov dword [esi], 12345678h\n");
    bench_poke(FRAME + 0x10, 4, 0xabcd);
    bench_run();
    EXPECT_HALT(ENTRY + 15);
    EXPECT_EQUAL(cpu()->r[ECX].d, 0x12345678);
    EXPECT_EQUAL(cpu()->r[EBX].d, 0xabcd);
    EXPECT_EQUAL(bench_peek(FRAME + 0x10, 4), 0x12345678);
    EXPECT_EQUAL(bench_peek(PAGE + 0x10, 4), 0);
}

static void a_read_sets_accessed_and_a_write_dirty(void)
{
    static const struct {
        const char *code;
        uint32_t bits;
    } cases[] = {
        {"8B 06 ; mov eax, [esi]", PAGE_A},
        {"89 06 ; mov [esi], eax", PAGE_A | PAGE_D},
        {"01 06 ; add [esi], eax", PAGE_A | PAGE_D},
        {"39 06 ; cmp [esi], eax", PAGE_A},
        {"8B 06 89 06 ; mov eax, [esi]; mov [esi], eax", PAGE_A | PAGE_D},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(CPU_386, 3);
        bench_code(cases[i].code);
        bench_run();
        EXPECT_EQUAL(bench_page_entry(PAGE), FRAME | ALL | cases[i].bits);
        EXPECT_EQUAL(bench_peek(PAGE_DIRECTORY, 4), PAGE_TABLE | ALL | PAGE_A);
    }
}

/* Rights of directory and table entry, CPL, WP: all combinations. */
static bool is_allowed(uint32_t pde, uint32_t pte, bool write, bool user,
                       bool wp)
{
    uint32_t both = pde & pte;

    if (user)
        return (both & PAGE_U) && (!write || (both & PAGE_W));
    return !write || !wp || (both & PAGE_W);
}

static void check_rights(enum cpu_model model, uint32_t pde, uint32_t pte,
                         bool write, unsigned cpl, bool wp)
{
    bool user = cpl == 3;
    bool allowed = is_allowed(pde, pte, write, user, wp && model != CPU_386);

    begin(model, cpl);
    /* A second directory entry, so that code and stack stay open. */
    bench_poke(PAGE_DIRECTORY + 4, 4, 0x5000 | PAGE_P | pde);
    bench_poke(0x5000, 4, FRAME | PAGE_P | pte);
    cpu()->cr0 |= wp && model != CPU_386 ? CR0_WP : 0;
    cpu()->seg[DS].base = 0x400000;
    cpu()->r[ESI].d = 0x10;
    bench_code(write ? "89 06 ; mov [esi], eax" : "8B 06 ; mov eax, [esi]");
    bench_run_for(1);
    EXPECT((cpu()->eip == ENTRY + 2) == allowed,
           "%s, %s in ring %u, directory %X, table %X, WP %u: EIP %X",
           cpu_models[model].name, write ? "write" : "read", cpl, pde, pte, wp,
           cpu()->eip);
    if (allowed)
        return;
    EXPECT_EQUAL(cpu()->eip, HANDLER + 4 * VECTOR_PF);
    EXPECT_EQUAL(bench_frame(true).error,
                 PF_P | (write ? PF_W : 0) | (user ? PF_U : 0));
    EXPECT_EQUAL(cpu()->cr2, 0x400010);
    EXPECT_EQUAL(bench_peek(0x5000, 4) & (PAGE_A | PAGE_D), 0);
}

static void rights_of_both_levels_combine(void)
{
    for (unsigned i = 0; i < 4 * 4 * 2 * 4 * 2; i++) {
        uint32_t pde = i & 3, pte = i >> 2 & 3;
        bool write = i >> 4 & 1, wp = i >> 7 & 1;
        unsigned cpl = i >> 5 & 3;

        check_rights(CPU_386, pde * PAGE_W, pte * PAGE_W, write, cpl, wp);
        check_rights(CPU_486, pde * PAGE_W, pte * PAGE_W, write, cpl, wp);
    }
}

static void an_absent_page_faults_with_p_clear(void)
{
    static const struct {
        const char *code;
        unsigned cpl;
        uint32_t error;
    } cases[] = {
        {"8B 06 ; mov eax, [esi]", 0, 0},
        {"89 06 ; mov [esi], eax", 0, PF_W},
        {"8B 06 ; mov eax, [esi]", 3, PF_U},
        {"89 06 ; mov [esi], eax", 3, PF_U | PF_W},
        {"FF 06 ; inc dword [esi]", 3, PF_U | PF_W},
        {"8B 06 ; mov eax, [esi]", 2, 0},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        for (unsigned level = 0; level < 2; level++) {
            begin(CPU_386, cases[i].cpl);
            if (level == 0) {
                bench_page(PAGE, FRAME | PAGE_W | PAGE_U);
            } else {
                bench_poke(PAGE_DIRECTORY + 4, 4, PAGE_W | PAGE_U);
                cpu()->seg[DS].base = 0x400000 + DS_BASE;
            }
            bench_code(cases[i].code);
            bench_run();
            EXPECT_FAULT_AT(VECTOR_PF, cases[i].error, ENTRY);
            EXPECT_EQUAL(cpu()->cr2, (level ? 0x400000 : 0) + PAGE + 0x10);
        }
}

/* The tables of the processor are read with the rights of ring 0. */
static void system_tables_need_no_user_rights(void)
{
    begin(CPU_386, 3);
    bench_page(GDT_BASE, GDT_BASE | PAGE_P | PAGE_W);
    bench_page(TSS_BASE, TSS_BASE | PAGE_P | PAGE_W);
    bench_code("B8 23 00 00 00 ; mov eax, SEL_GS\n"
               "8E E0          ; mov fs, ax\n"
               "E4 41          ; in al, 41h\n"
               "CD 80          ; int 80h\n");
    bench_run();
    EXPECT_HALT(HANDLER + 4 * 0x80);
    EXPECT_EQUAL(cpu()->seg[FS].selector, SEL_GS);
    begin(CPU_386, 3);
    bench_page(0x6000, PAGE_W);
    cpu()->gdtr_base = 0x6000;
    bench_vector(VECTOR_PF, bench_gate(SYS_INT32, 0, SEL_CODE32(0) | 4,
                                       HANDLER + 4 * VECTOR_PF));
    bench_descriptor(SEL_CODE32(0) | 4,
                     bench_segment(CS_BASE, 0xffff, CODE | ACC_BIG));
    bench_descriptor(SEL_STACK32(0) | 4,
                     bench_segment(SS_BASE, 0xffff, DATA | ACC_BIG));
    bench_poke(TSS_BASE + 8, 2, SEL_STACK32(0) | 4);
    bench_code("8E E0 ; mov fs, ax\n");
    cpu()->r[EAX].d = SEL_FS;
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, 0, ENTRY);
    EXPECT_EQUAL(cpu()->cr2, 0x6000 + (SEL_FS & ~3));
}

static void a_fetch_faults_at_the_instruction(void)
{
    begin(CPU_386, 3);
    bench_page(CS_BASE + 0x2000, PAGE_W | PAGE_U);
    bench_code("E9 FB 1E 00 00 ; jmp 2000h\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, PF_U, 0x2000);
    EXPECT_EQUAL(cpu()->cr2, CS_BASE + 0x2000);
    begin(CPU_386, 3);
    bench_page(CS_BASE + 0x2000, (CS_BASE + 0x2000) | PAGE_P | PAGE_W);
    bench_code("E9 FB 1E 00 00 ; jmp 2000h\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, PF_U | PF_P, 0x2000);
}

/* The second page is missing: CR2 is its first byte, EIP the instruction. */
static void an_instruction_over_two_pages_needs_both(void)
{
    for (unsigned present = 0; present < 2; present++) {
        begin(CPU_386, 3);
        bench_page(CS_BASE + 0x1000, (CS_BASE + 0x2000) | PAGE_U | present);
        bench_code_at(CS_BASE + 0xffe, "B8 78 ; mov eax, 12345678h\n");
        bench_code_at(CS_BASE + 0x2000, "56 34 12 F4\n");
        bench_code("E9 F9 0E 00 00 ; jmp 0FFEh\n");
        bench_run();
        if (present) {
            EXPECT_FAULT_AT(VECTOR_GP, 0, 0x1003); /* HLT in ring 3 */
            EXPECT_EQUAL(cpu()->r[EAX].d, 0x12345678);
        } else {
            EXPECT_FAULT_AT(VECTOR_PF, PF_U, 0xffe);
            EXPECT_EQUAL(cpu()->cr2, CS_BASE + 0x1000);
        }
    }
}

/* An access over two pages: nothing is written when one is missing. */
static void an_access_over_two_pages_is_one(void)
{
    static const struct {
        const char *code;
        bool first, second;
    } cases[] = {
        {"89 06 ; mov [esi], eax", true, false},
        {"89 06 ; mov [esi], eax", false, true},
        {"01 06 ; add [esi], eax", true, false},
        {"8F 06 ; pop dword [esi]", true, false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(CPU_386, 0);
        bench_page(PAGE, FRAME | PAGE_W | cases[i].first);
        bench_page(PAGE + 0x1000, (FRAME + 0x4000) | PAGE_W | cases[i].second);
        cpu()->r[ESI].d = PAGE - DS_BASE + 0xffd;
        bench_code(cases[i].code);
        bench_run();
        EXPECT_FAULT_AT(VECTOR_PF, PF_W, ENTRY);
        EXPECT_EQUAL(cpu()->cr2, cases[i].first ? PAGE + 0x1000 : PAGE + 0xffd);
        EXPECT_EQUAL(bench_peek(FRAME + 0xffc, 4), 0);
        EXPECT_EQUAL(bench_peek(FRAME + 0x4000, 4), 0);
    }
}

/* Each way to split an access; what lies around it stays. */
static void each_part_of_an_access_goes_to_its_page(void)
{
    for (unsigned first = 1; first < 4; first++) {
        uint32_t end = FRAME + 0x1000, second = FRAME + 0x4000;

        begin(CPU_386, 0);
        bench_page(PAGE + 0x1000, second | ALL);
        memset(bench_memory(FRAME), 0x55, 0x1000);
        memset(bench_memory(second), 0x55, 0x1000);
        cpu()->r[ESI].d = PAGE - DS_BASE + 0x1000 - first;
        cpu()->r[EAX].d = 0x44332211;
        bench_code("89 06 ; mov [esi], eax\n"
                   "8B 1E ; mov ebx, [esi]\n");
        bench_run();
        EXPECT_HALT(ENTRY + 4);
        EXPECT_EQUAL(cpu()->r[EBX].d, 0x44332211);
        for (unsigned i = 0; i < 4; i++)
            EXPECT_EQUAL(
                bench_peek(i < first ? end - first + i : second + i - first, 1),
                0x11 * (i + 1));
        EXPECT_EQUAL(bench_peek(end - first - 1, 1), 0x55);
        EXPECT_EQUAL(bench_peek(second + 4 - first, 1), 0x55);
        EXPECT_EQUAL(bench_peek(FRAME, 4), 0x55555555);
        EXPECT_EQUAL(bench_peek(second + 0xffc, 4), 0x55555555);
    }
}

/* Behind the memory of the bench nothing answers: reads give ones. */
static void an_access_may_end_outside_of_memory(void)
{
    for (unsigned first = 1; first < 4; first++) {
        bench_protected(CPU_386, 32, 0);
        bench_load(ES, SEL_FLAT);
        cpu()->r[EDI].d = BENCH_RAM - first;
        cpu()->r[EAX].d = 0x44332211;
        bench_code("26 89 07 ; mov [es:edi], eax\n"
                   "26 8B 1F ; mov ebx, [es:edi]\n");
        bench_run();
        EXPECT_EQUAL(cpu()->r[EBX].d, 0x44332211 | 0xffffffff << 8 * first);
    }
}

/* --- the TLB
 * ------------------------------------------------------------------- */

/* Read, change the entry, flush in some way, read again. */
static void a_flush_shows_the_new_entry(void)
{
    static const char *const flushes[] = {
        "0F 20 D8 ; mov eax, cr3\n"
        "0F 22 D8 ; mov cr3, eax\n",
        "0F 01 3E ; invlpg [esi]\n",
        "0F 20 C0 ; mov eax, cr0\n"
        "25 FF FF FF 7F ; and eax, 7FFFFFFFh\n"
        "0F 22 C0 ; mov cr0, eax\n"
        "0D 00 00 00 80 ; or eax, 80000000h\n"
        "0F 22 C0 ; mov cr0, eax\n",
    };

    for (unsigned i = 0; i < ARRAY_LEN(flushes); i++) {
        uint32_t at = CS_BASE + ENTRY;

        begin(CPU_486, 0);
        bench_poke(FRAME + 0x10, 4, 0x11111111);
        bench_poke(FRAME + 0x1010, 4, 0x22222222);
        bench_load(ES, SEL_FLAT);
        cpu()->r[EDI].d = PAGE_TABLE + (PAGE >> 12) * 4;
        at = bench_code_at(at, "8B 0E       ; mov ecx, [esi]\n"
                               "26 C7 07 07 90 01 00 ; mov dword [es:edi], "
                               "19007h\n");
        at = bench_code_at(at, flushes[i]);
        bench_code_at(at, "8B 1E ; mov ebx, [esi]\n");
        bench_run();
        EXPECT_EQUAL(cpu()->r[ECX].d, 0x11111111);
        EXPECT_EQUAL(cpu()->r[EBX].d, 0x22222222);
    }
}

/* A page that was absent needs no flush: absence is never cached. */
static void absence_is_not_cached(void)
{
    begin(CPU_386, 0);
    bench_page(PAGE, FRAME | PAGE_W);
    bench_poke(FRAME + 0x10, 4, 0x11111111);
    bench_load(ES, SEL_FLAT);
    cpu()->r[EDI].d = PAGE_TABLE + (PAGE >> 12) * 4;
    bench_code("8B 0E ; mov ecx, [esi]\n");
    bench_code_at(CS_BASE + HANDLER + 4 * VECTOR_PF,
                  "E9 3D C1 FF FF ; jmp 17Ah\n");
    bench_code_at(CS_BASE + 0x17a, "26 83 0F 01 ; or dword [es:edi], 1\n"
                                   "83 C4 04    ; add esp, 4\n"
                                   "CF          ; iret\n");
    bench_run();
    EXPECT_HALT(ENTRY + 2);
    EXPECT_EQUAL(cpu()->r[ECX].d, 0x11111111);
}

static void turning_wp_on_takes_effect_at_once(void)
{
    begin(CPU_486, 0);
    bench_page(PAGE, FRAME | PAGE_P);
    bench_code("C6 06 11       ; mov byte [esi], 11h\n"
               "0F 20 C0       ; mov eax, cr0\n"
               "0D 00 00 01 00 ; or eax, 10000h\n"
               "0F 22 C0       ; mov cr0, eax\n"
               "C6 06 22       ; mov byte [esi], 22h\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, PF_P | PF_W, ENTRY + 14);
    EXPECT_EQUAL(bench_peek(FRAME + 0x10, 1), 0x11);
}

/* A translation made in ring 0 gives ring 3 no rights. */
static void rings_do_not_share_rights(void)
{
    begin(CPU_386, 0);
    bench_page(PAGE, FRAME | PAGE_P | PAGE_W);
    bench_poke(SS_BASE + STACK_TOP(0), 4, 0x200);
    bench_poke(SS_BASE + STACK_TOP(0) + 4, 4, SEL_CODE32(3));
    bench_poke(SS_BASE + STACK_TOP(0) + 8, 4, STACK_TOP(3));
    bench_poke(SS_BASE + STACK_TOP(0) + 12, 4, SEL_STACK32(3));
    bench_load(DS, SEL_DATA(3));
    bench_code("8B 0E ; mov ecx, [esi]\n"
               "CB    ; retf\n");
    bench_code_at(CS_BASE + 0x200, "8B 1E ; mov ebx, [esi]\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, PF_P | PF_U, 0x200);
}

/* --- 4 MiB pages -------------------------------------------------------------
 */

static void pse_makes_pages_of_4_mib(void)
{
    static const struct {
        enum cpu_model model;
        uint32_t cr4;
        bool large;
    } cases[] = {
        {CPU_386, 0, false},
        {CPU_PENTIUM, 0, false},
        {CPU_PENTIUM, CR4_PSE, true},
        {CPU_I686, CR4_PSE, true},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        begin(cases[i].model, 0);
        cpu()->cr4 = cases[i].cr4;
        bench_poke(PAGE_DIRECTORY + 4, 4, 0 | ALL | BIT(7));
        bench_load(ES, SEL_FLAT);
        bench_poke(0x112345, 1, 0x77);
        bench_poke(0x448, 4, 0);
        bench_code("26 A0 45 23 51 00 ; mov al, [es:512345h]\n");
        bench_run_for(1);
        if (!cases[i].large) {
            /* The entry points to a table at 0, whose entry is the IVT. */
            EXPECT_EQUAL(cpu()->eip, HANDLER + 4 * VECTOR_PF);
            continue;
        }
        EXPECT_EQUAL(cpu()->eip, ENTRY + 6);
        EXPECT_EQUAL(cpu()->r[EAX].b[0], 0x77);
        EXPECT_EQUAL(bench_peek(PAGE_DIRECTORY + 4, 4), ALL | BIT(7) | PAGE_A);
    }
}

static void invlpg_drops_a_large_page_whole(void)
{
    begin(CPU_PENTIUM, 0);
    cpu()->cr4 = CR4_PSE;
    bench_poke(PAGE_DIRECTORY + 4, 4, ALL | BIT(7));
    bench_poke(PAGE_TABLE + 0x1000, 4, 0);
    bench_load(ES, SEL_FLAT);
    bench_poke(0x12345, 1, 0x77);
    bench_code("26 A0 45 23 41 00          ; mov al, [es:412345h]\n"
               "26 C7 05 04 30 00 00 00 00 00 00 ; mov dword [es:3004h], 0\n"
               "26 0F 01 3D 00 00 40 00    ; invlpg [es:400000h]\n"
               "26 A0 45 23 41 00          ; mov al, [es:412345h]\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_PF, 0, ENTRY + 25);
    EXPECT_EQUAL(cpu()->cr2, 0x412345);
}

/* --- A20
 * ------------------------------------------------------------------------ */

static void a_closed_a20_forces_bit_20_to_0(void)
{
    bench_real(CPU_386);
    cpu()->seg[DS].selector = 0xffff;
    cpu()->seg[DS].base = 0xffff0;
    bench_poke(0x100010, 1, 0x11);
    bench_poke(0x000010, 1, 0x22);
    bench_code("8A 1E 20 00 ; mov bl, [20h]: 100010h\n"
               "B0 00       ; mov al, 0\n"
               "E6 E2       ; out 0E2h, al: close\n"
               "8A 0E 20 00 ; mov cl, [20h]\n"
               "C6 06 21 00 33 ; mov byte [21h], 33h\n"
               "B0 01       ; mov al, 1\n"
               "E6 E2       ; out 0E2h, al: open\n"
               "8A 16 20 00 ; mov dl, [20h]\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EBX].b[0], 0x11);
    EXPECT_EQUAL(cpu()->r[ECX].b[0], 0x22);
    EXPECT_EQUAL(cpu()->r[EDX].b[0], 0x11);
    EXPECT_EQUAL(bench_peek(0x11, 1), 0x33);
    EXPECT_EQUAL(bench_peek(0x100011, 1), 0);
}

/* The mask acts on physical addresses: tables, data and code. */
static void a20_acts_behind_paging(void)
{
    begin(CPU_386, 0);
    vcpu_a20(&bench.cpu, false);
    cpu()->cr3 = BENCH_HIGH | PAGE_DIRECTORY;
    bench_page(PAGE, BENCH_HIGH | FRAME | ALL);
    bench_poke(FRAME + 0x10, 1, 0x55);
    bench_poke(BENCH_HIGH + FRAME + 0x10, 1, 0x66);
    bench_code("8A 1E ; mov bl, [esi]\n");
    bench_run();
    EXPECT_HALT(ENTRY + 2);
    EXPECT_EQUAL(cpu()->r[EBX].b[0], 0x55);
    vcpu_a20(&bench.cpu, true);
}

CU_TestInfo cpu_paging_tests[] = {
    TEST(a_linear_address_goes_through_both_tables),
    TEST(a_read_sets_accessed_and_a_write_dirty),
    TEST(rights_of_both_levels_combine),
    TEST(an_absent_page_faults_with_p_clear),
    TEST(system_tables_need_no_user_rights),
    TEST(a_fetch_faults_at_the_instruction),
    TEST(an_instruction_over_two_pages_needs_both),
    TEST(an_access_over_two_pages_is_one),
    TEST(each_part_of_an_access_goes_to_its_page),
    TEST(an_access_may_end_outside_of_memory),
    TEST(a_flush_shows_the_new_entry),
    TEST(absence_is_not_cached),
    TEST(turning_wp_on_takes_effect_at_once),
    TEST(rings_do_not_share_rights),
    TEST(pse_makes_pages_of_4_mib),
    TEST(invlpg_drops_a_large_page_whole),
    TEST(a_closed_a20_forces_bit_20_to_0),
    TEST(a20_acts_behind_paging),
    CU_TEST_INFO_NULL,
};
