/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_models.c - what the 486, the Pentium and the i686 add, and
 * #UD where a model lacks it.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name, "CPUID"; Vol. 3A,
 * "Control Registers", "Alignment Check Exception (#AC)"; Vol. 3B,
 * "Architecture Compatibility".
 */
#include <stdio.h>
#include <string.h>

#include "tests/cpu/row.h"

#define ROWS(rows, model, bits)                                                \
    rows_run(__FILE__, rows, ARRAY_LEN(rows), model, bits)

static void a_model_without_an_instruction_raises_ud(void)
{
    static const struct {
        const char *code;
        enum cpu_model first;
    } cases[] = {
        {"0F C8 ; bswap eax", CPU_486},
        {"0F CF ; bswap edi", CPU_486},
        {"0F C0 D3 ; xadd bl, dl", CPU_486},
        {"0F C1 D3 ; xadd ebx, edx", CPU_486},
        {"0F B0 D3 ; cmpxchg bl, dl", CPU_486},
        {"0F B1 D3 ; cmpxchg ebx, edx", CPU_486},
        {"0F 01 3E ; invlpg [esi]", CPU_486},
        {"0F 08 ; invd", CPU_486},
        {"0F 09 ; wbinvd", CPU_486},
        {"0F A2 ; cpuid", CPU_486},
        {"0F 31 ; rdtsc", CPU_PENTIUM},
        {"0F 32 ; rdmsr", CPU_PENTIUM},
        {"0F 30 ; wrmsr", CPU_PENTIUM},
        {"0F C7 0E ; cmpxchg8b [esi]", CPU_PENTIUM},
        {"0F 20 E0 ; mov eax, cr4", CPU_PENTIUM},
        {"0F 22 E1 ; mov cr4, ecx", CPU_PENTIUM},
        {"0F 33 ; rdpmc", CPU_I686},
        {"0F 34 ; sysenter", CPU_I686},
        {"0F 35 ; sysexit", CPU_I686},
        {"0F 44 C3 ; cmovz eax, ebx", CPU_I686},
        {"0F 1F 06 ; nop dword [esi]", CPU_I686},
        {"0F 0B ; ud2", CPU_MODELS},
        {"0F FF ; ud0", CPU_MODELS},
        {"0F 05 ; syscall", CPU_MODELS},
        {"0F AE 06 ; fxsave [esi]", CPU_I686},
        {"FF FF ; group 5, /7", CPU_MODELS},
        {"FE D0 ; group 4, /2", CPU_MODELS},
        {"0F BA 1E 00 ; group 8, /3", CPU_MODELS},
        {"0F 00 F0 ; group 6, /6", CPU_MODELS},
        {"0F 01 E8 ; group 7, /5", CPU_MODELS},
        {"8F 0E ; group 1A, /1", CPU_MODELS},
        {"C6 0E 00 ; group 11, /1", CPU_MODELS},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++)
        for (enum cpu_model m = CPU_386; m < CPU_MODELS; m++) {
            bench_protected(m, 32, 0);
            cpu()->r[ESI].d = 0x40;
            cpu()->r[ECX].d = 0x10; /* an MSR and a CR4 that exist */
            bench_code(cases[i].code);
            bench_run();
            EXPECT((bench_halted_at() == HANDLER + 4 * VECTOR_UD) ==
                       (m < cases[i].first),
                   "%s on the %s halts at %X", cases[i].code,
                   cpu_models[m].name, bench_halted_at());
        }
}

static void the_new_privileged_instructions_need_ring_0(void)
{
    static const char *const code[] = {
        "0F 01 3E ; invlpg [esi]", "0F 08 ; invd",
        "0F 09 ; wbinvd",          "0F 20 E0 ; mov eax, cr4",
        "0F 22 E0 ; mov cr4, eax", "0F 32 ; rdmsr",
        "0F 30 ; wrmsr",
    };

    for (unsigned i = 0; i < ARRAY_LEN(code); i++)
        for (unsigned cpl = 1; cpl < 4; cpl++) {
            bench_protected(CPU_PENTIUM, 32, cpl);
            cpu()->r[ESI].d = 0x40;
            cpu()->r[ECX].d = 0x10;
            bench_code(code[i]);
            bench_run();
            EXPECT_FAULT_AT(VECTOR_GP, 0, ENTRY);
        }
}

static void bswap_reverses_the_bytes(void)
{
    static const struct row rows[] = {
        {"0F C8 ; bswap eax", "eax=12345678 f=OSZAPC", "eax=78563412"},
        {"0F C9 ; bswap ecx", "ecx=12345678", "ecx=78563412"},
        {"0F CA ; bswap edx", "edx=12345678", "edx=78563412"},
        {"0F CB ; bswap ebx", "ebx=12345678", "ebx=78563412"},
        {"0F CC ; bswap esp", "esp=12345678", "esp=78563412"},
        {"0F CD ; bswap ebp", "ebp=12345678", "ebp=78563412"},
        {"0F CE ; bswap esi", "esi=12345678", "esi=78563412"},
        {"0F CF ; bswap edi", "edi=12345678", "edi=78563412"},
    };

    ROWS(rows, CPU_486, 32);
}

static void xadd_exchanges_and_adds(void)
{
    static const struct row rows[] = {
        {"0F C0 D3 ; xadd bl, dl", "ebx=AAAAAA7F edx=BBBBBB01",
         "ebx=AAAAAA80 edx=BBBBBB7F f=OSzApc"},
        {"0F C0 16 ; xadd [esi], dl", "esi=40 ds:40=FF edx=01",
         "ds:40=00 edx=FF f=osZAPC"},
        {"66 0F C1 D3 ; xadd bx, dx", "ebx=AAAA7FFF edx=BBBB0001",
         "ebx=AAAA8000 edx=BBBB7FFF f=OSzAPc"},
        {"66 0F C1 16 ; xadd [esi], dx", "esi=40 ds:40=3412 edx=1111",
         "ds:40=4523 edx=1234 f=oszapc"},
        {"0F C1 D3 ; xadd ebx, edx", "ebx=FFFFFFFF edx=1 f=O",
         "ebx=0 edx=FFFFFFFF f=osZAPC"},
        {"0F C1 16 ; xadd [esi], edx", "esi=40 ds:40=FFFFFF7F edx=1",
         "ds:40=00000080 edx=7FFFFFFF f=OSzAPc"},
        {"0F C1 D2 ; xadd edx, edx", "edx=40000000", "edx=80000000 f=OSzaPc"},
        {"0F C1 16 ; xadd past the end", "esi=FFFD", "#GP(0)"},
    };

    ROWS(rows, CPU_486, 32);
}

/* The flags are those of CMP accumulator, destination. */
static void cmpxchg_stores_if_equal(void)
{
    static const struct row rows[] = {
        {"0F B0 D3 ; cmpxchg bl, dl", "eax=AAAAAA12 ebx=BBBBBB12 edx=34",
         "ebx=BBBBBB34 f=osZaPc"},
        {"0F B0 D3 ; cmpxchg bl, dl", "eax=AAAAAA00 ebx=BBBBBB01 edx=34",
         "eax=AAAAAA01 f=oSzAPC"},
        {"0F B0 16 ; cmpxchg [esi], dl", "eax=80 esi=40 ds:40=01 edx=34",
         "eax=01 f=OszApc"},
        {"66 0F B1 D3 ; cmpxchg bx, dx", "eax=AAAA1234 ebx=BBBB1234 edx=5678",
         "ebx=BBBB5678 f=osZaPc"},
        {"66 0F B1 16 ; cmpxchg [esi], dx", "eax=1234 esi=40 ds:40=3412 edx=1",
         "ds:40=0100 f=osZaPc"},
        {"0F B1 D3 ; cmpxchg ebx, edx", "eax=5 ebx=5 edx=6", "ebx=6 f=osZaPc"},
        {"0F B1 16 ; cmpxchg [esi], edx", "eax=5 esi=40 ds:40=06000000 edx=1",
         "eax=6 f=oSzAPC"},
        {"0F B1 C3 ; cmpxchg ebx, eax", "eax=5 ebx=5", "f=osZaPc"},
    };

    ROWS(rows, CPU_486, 32);
}

static void cmpxchg8b_compares_64_bits(void)
{
    static const struct row rows[] = {
        {"0F C7 0E ; cmpxchg8b [esi]",
         "eax=1 edx=2 ebx=3 ecx=4 esi=40 ds:40=0100000002000000 f=OSAPC",
         "ds:40=0300000004000000 f=OSZAPC"},
        {"0F C7 0E ; cmpxchg8b [esi]",
         "eax=1 edx=2 ebx=3 ecx=4 esi=40 ds:40=0100000003000000 f=OSZAPC",
         "edx=3 f=OSzAPC"},
        {"0F C7 0E ; cmpxchg8b [esi]",
         "eax=0 edx=2 ebx=3 ecx=4 esi=40 ds:40=0100000002000000",
         "eax=1 f=oszapc"},
        {"0F C7 0E ; cmpxchg8b past the end", "esi=FFF9", "#GP(0)"},
        {"0F C7 C8 ; cmpxchg8b with a register", "", "#UD"},
    };

    ROWS(rows, CPU_PENTIUM, 32);
}

/* With all flags clear the conditions with odd numbers hold; with all set,
 * these: O B Z BE S P GE LE. */
static void cmov_moves_if_its_condition_holds(void)
{
    for (unsigned cc = 0; cc < 16; cc++)
        for (unsigned set = 0; set < 2; set++) {
            bool holds = set ? 0x6555 >> cc & 1 : cc & 1;
            char code[60], before[60];
            struct row row = {code, before, holds ? "eax=12345678" : ""};

            sprintf(before, "ebx=12345678 eax=0 f=%s", set ? "OSZAPC" : "");
            sprintf(code, "0F %02X C3 ; cmov eax, ebx", 0x40 + cc);
            rows_run(__FILE__, &row, 1, CPU_I686, 32);
            sprintf(code, "66 0F %02X C3 ; cmov ax, bx", 0x40 + cc);
            row.after = holds ? "eax=5678" : "";
            rows_run(__FILE__, &row, 1, CPU_I686, 32);
        }
}

static void cmov_reads_memory_in_any_case(void)
{
    static const struct row rows[] = {
        {"0F 44 06 ; cmovz eax, [esi]", "esi=40 ds:40=78563412 f=Z",
         "eax=12345678"},
        {"0F 44 06 ; cmovz eax, [esi]", "esi=40 ds:40=78563412", ""},
        {"0F 44 06 ; cmovz past the end", "esi=FFFD", "#GP(0)"},
        {"0F 1F 06 ; the long nop does not", "esi=FFFD", ""},
        {"0F 1F 84 00 00 00 00 00 ; nop of 8 bytes", "", ""},
    };

    ROWS(rows, CPU_I686, 32);
}

/* The features of the Pentium (75 to 200 MHz) and of the Pentium II are those
 * of Application Note AP-485, "Processor Feature Flags"; but here is no MMX
 * and no local APIC. */
static void cpuid_names_the_processor(void)
{
    const uint32_t mmx = BIT(23), apic = BIT(9);
    static const struct {
        enum cpu_model model;
        uint32_t family, features;
    } cases[] = {
        {CPU_486, 4, 1}, /* FPU */
        {CPU_PENTIUM, 5, 0x1bf},
        {CPU_I686, 6, 0x0183fbff & ~(mmx | apic)},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(cases[i].model, 32, 0);
        cpu()->r[EAX].d = 0;
        bench_code("0F A2 ; cpuid\n");
        bench_run();
        CU_ASSERT(cpu()->r[EAX].d >= 1);
        EXPECT_EQUAL(cpu()->r[EBX].d, 0x756e6547); /* Genu */
        EXPECT_EQUAL(cpu()->r[EDX].d, 0x49656e69); /* ineI */
        EXPECT_EQUAL(cpu()->r[ECX].d, 0x6c65746e); /* ntel */
        bench_protected(cases[i].model, 32, 3);
        cpu()->r[EAX].d = 1;
        bench_code("0F A2 ; cpuid, in any ring\n");
        bench_run_for(1);
        EXPECT_EQUAL(cpu()->eip, ENTRY + 2);
        EXPECT_EQUAL(cpu()->r[EAX].d >> 8 & 15, cases[i].family);
        EXPECT_EQUAL(cpu()->r[EDX].d, cases[i].features);
    }
}

/* SDM Vol. 2, "CPUID", leaf 2: its low byte is 01h; a leaf above the highest
 * gives what the highest gives. */
static void cpuid_leaf_2_describes_the_caches_of_the_i686(void)
{
    for (uint32_t leaf = 2; leaf < 4; leaf++) {
        bench_protected(CPU_I686, 32, 0);
        cpu()->r[EAX].d = leaf;
        bench_code("0F A2 ; cpuid\n");
        bench_run();
        EXPECT_EQUAL(cpu()->r[EAX].d, 0x03020101);
        EXPECT_EQUAL(cpu()->r[EDX].d, 0x06040a42);
        bench_protected(CPU_PENTIUM, 32, 0);
        cpu()->r[EAX].d = leaf;
        bench_code("0F A2 ; cpuid\n");
        bench_run();
        EXPECT_EQUAL(cpu()->r[EDX].d, 0x1bf);
    }
}

/* SDM Vol. 4, "MSRs in the P6 Family Processors"; Vol. 3A, "Memory Type Range
 * Registers"; Vol. 2, "WRMSR": reserved bits and types raise #GP. */
static void model_specific_registers(void)
{
    static const struct row p5[] = {
        {"0F 32 ; rdmsr P5_MC_ADDR", "ecx=0 eax=1 edx=2", "eax=0 edx=0"},
        {"0F 32 ; rdmsr MTRRCAP", "ecx=FE", "#GP(0)"},
        {"0F 30 ; wrmsr MTRRDEFTYPE", "ecx=2FF", "#GP(0)"},
        {"0F 32 ; rdmsr EFER", "ecx=C0000080", "#GP(0)"},
    };
    static const struct row p6[] = {
        {"0F 32 ; rdmsr MTRRCAP: 8 ranges, the fixed ones, no WC",
         "ecx=FE eax=1 edx=2", "eax=508 edx=0"},
        {"0F 30 ; wrmsr MTRRCAP is read-only", "ecx=FE eax=508 edx=0",
         "#GP(0)"},
        {"0F 32 ; rdmsr APIC_BASE: FEE00000h, of the bootstrap processor",
         "ecx=1B edx=1", "eax=FEE00100 edx=0"},
        {"0F 30 0F 32 ; wrmsr and rdmsr MTRRPHYSBASE7: write-back",
         "ecx=20E eax=FFFFF006 edx=F", ""},
        {"0F 30 ; wrmsr MTRRPHYSBASE0: reserved bit 8", "ecx=200 eax=106 edx=0",
         "#GP(0)"},
        {"0F 30 ; wrmsr MTRRPHYSBASE0: above 64 GiB", "ecx=200 eax=0 edx=10",
         "#GP(0)"},
        {"0F 30 ; wrmsr MTRRPHYSBASE0: there is no type 2",
         "ecx=200 eax=2 edx=0", "#GP(0)"},
        {"0F 30 B8 00 00 00 00 0F 32 ; wrmsr and rdmsr MTRRPHYSMASK0: valid",
         "ecx=201 eax=F0000800 edx=F", ""},
        {"0F 30 ; wrmsr MTRRPHYSMASK0: reserved bit 0", "ecx=201 eax=801 edx=0",
         "#GP(0)"},
        {"0F 30 B8 00 00 00 00 0F 32 ; wrmsr and rdmsr MTRRFIX64K: eight types",
         "ecx=250 eax=06050400 edx=01060606", ""},
        {"0F 30 ; wrmsr MTRRFIX4K_F8000: the last type is none",
         "ecx=26F eax=0 edx=03000000", "#GP(0)"},
        {"0F 30 B8 00 00 00 00 0F 32 ; wrmsr and rdmsr MTRRDEFTYPE",
         "ecx=2FF eax=C06 edx=0", ""},
        {"0F 30 ; wrmsr MTRRDEFTYPE: reserved bit 8", "ecx=2FF eax=100 edx=0",
         "#GP(0)"},
        {"0F 32 ; rdmsr PAT: WB WT UC- UC, twice", "ecx=277",
         "eax=00070406 edx=00070406"},
        {"0F 30 0F 32 ; wrmsr PAT: write combining",
         "ecx=277 eax=1 edx=1000000", ""},
        {"0F 30 ; wrmsr PAT: there is no type 2", "ecx=277 eax=2 edx=0",
         "#GP(0)"},
        {"0F 30 ; wrmsr PAT: a reserved bit", "ecx=277 eax=8 edx=0", "#GP(0)"},
        {"0F 30 ; wrmsr MTRRPHYSBASE0: type 7 is of the PAT alone",
         "ecx=200 eax=7 edx=0", "#GP(0)"},
        {"0F 32 ; rdmsr MCG_CAP: no bank", "ecx=179 eax=1 edx=2",
         "eax=0 edx=0"},
    };

    ROWS(p5, CPU_PENTIUM, 32);
    ROWS(p6, CPU_I686, 32);
}

/* SDM Vol. 2, "RDPMC". */
static void rdpmc_reads_two_counters(void)
{
    static const struct {
        unsigned cpl;
        uint32_t cr4, ecx;
        bool faults;
    } cases[] = {
        {0, 0, 0, false},      {0, 0, 1, false},       {0, 0, 2, true},
        {3, 0, 0, true},       {3, CR4_PCE, 1, false}, {3, CR4_PCE, 2, true},
        {0, 0, BIT(31), true},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_I686, 32, cases[i].cpl);
        cpu()->msr[MSR_0x0c1] = 0x1234567890;
        cpu()->msr[MSR_0x0c2] = 0xabcdef0123;
        cpu()->cr4 = cases[i].cr4;
        cpu()->r[ECX].d = cases[i].ecx;
        bench_code("0F 33 ; rdpmc");
        bench_run_for(1);
        EXPECT_EQUAL(cpu()->eip,
                     cases[i].faults ? HANDLER + 4 * VECTOR_GP : ENTRY + 2);
        if (cases[i].faults)
            continue;
        EXPECT_EQUAL(cpu()->r[EAX].d, cases[i].ecx ? 0xcdef0123 : 0x34567890);
        EXPECT_EQUAL(cpu()->r[EDX].d, cases[i].ecx ? 0xab : 0x12);
    }
}

static void reset_leaves_the_signature_in_edx(void)
{
    static const uint32_t families[CPU_MODELS] = {3, 4, 5, 6};

    for (enum cpu_model m = CPU_386; m < CPU_MODELS; m++) {
        vcpu_power_on(&bench.cpu, m, 1);
        EXPECT_EQUAL(cpu()->r[EDX].d >> 8, families[m]);
        EXPECT_EQUAL(cpu()->eip, 0xfff0);
        EXPECT_EQUAL(cpu()->seg[CS].selector, 0xf000);
        EXPECT_EQUAL(cpu()->seg[CS].base, 0xffff0000);
        EXPECT_EQUAL(cpu()->seg[CS].limit, 0xffff);
        EXPECT_EQUAL(cpu()->seg[DS].base, 0);
        EXPECT_EQUAL(cpu()->idtr_base, 0);
        EXPECT_EQUAL(cpu()->idtr_limit, 0xffff);
        EXPECT_EQUAL(cpu_eflags(cpu()), FLAG_ONE);
        EXPECT_EQUAL(cpu()->cr0 & ~(uint32_t)CR0_ET,
                     m == CPU_386 ? 0 : CR0_CD | CR0_NW);
        EXPECT_EQUAL(cpu()->dr[7], 0x400);
        EXPECT_EQUAL(cpu()->dr[6], 0xffff0ff0);
    }
}

static void cr0_has_more_bits_from_the_486_on(void)
{
    static const struct row bad[] = {
        {"0F 22 C3 ; mov cr0, ebx: NW without CD", "ebx=20000001", "#GP(0)"},
        {"0F 22 C3 ; mov cr0, ebx: PG without PE", "ebx=80000000", "#GP(0)"},
    };

    for (enum cpu_model m = CPU_386; m < CPU_MODELS; m++) {
        bench_protected(m, 32, 0);
        cpu()->r[EBX].d = 0x7fffffff;
        bench_code("0F 22 C3 ; mov cr0, ebx\n"
                   "0F 20 C0 ; mov eax, cr0\n");
        bench_run();
        EXPECT_EQUAL(cpu()->r[EAX].d, m == CPU_386 ? 0x1f : 0x6005003f);
    }
    ROWS(bad, CPU_486, 32);
}

static void cr4_has_no_reserved_bit(void)
{
    static const struct row rows[] = {
        {"0F 22 E3 ; mov cr4, ebx", "ebx=14", ""},
        {"0F 22 E3 ; mov cr4, ebx", "ebx=80000000", "#GP(0)"},
        {"0F 22 E3 ; mov cr4, ebx: VME PVI TSD DE PSE MCE", "ebx=5F", ""},
        {"0F 22 E3 ; mov cr4, ebx: PAE, of a later model", "ebx=20", "#GP(0)"},
        {"0F 20 E3 ; mov ebx, cr4", "", "ebx=0"},
    };
    static const struct row p6[] = {
        {"0F 22 E3 ; mov cr4, ebx: and PAE PGE PCE OSFXSR", "ebx=3FF", ""},
        {"0F 22 E3 ; mov cr4, ebx: OSXMMEXCPT, of a later model", "ebx=400",
         "#GP(0)"},
    };

    ROWS(rows, CPU_PENTIUM, 32);
    ROWS(p6, CPU_I686, 32);
}

static void the_time_stamp_counter_counts(void)
{
    bench_protected(CPU_PENTIUM, 32, 0);
    bench_code("0F 31          ; rdtsc\n"
               "89 C6          ; mov esi, eax\n"
               "90             ; nop\n"
               "0F 31          ; rdtsc\n"
               "29 F0          ; sub eax, esi\n"
               "89 C7          ; mov edi, eax\n"
               "B9 10 00 00 00 ; mov ecx, 10h\n"
               "B8 00 00 00 80 ; mov eax, 80000000h\n"
               "BA 05 00 00 00 ; mov edx, 5\n"
               "0F 30          ; wrmsr\n"
               "0F 32          ; rdmsr\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EDI].d, 3);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0x80000001);
    EXPECT_EQUAL(cpu()->r[EDX].d, 5);
}

static void tsd_and_rings_guard_the_counter(void)
{
    static const struct {
        const char *code;
        unsigned cpl;
        uint32_t cr4, ecx;
        bool faults;
    } cases[] = {
        {"0F 31 ; rdtsc", 0, CR4_TSD, 0, false},
        {"0F 31 ; rdtsc", 3, CR4_TSD, 0, true},
        {"0F 31 ; rdtsc", 3, 0, 0, false},
        {"0F 32 ; rdmsr", 0, 0, 0x10, false},
        {"0F 32 ; rdmsr", 3, 0, 0x10, true},
        {"0F 30 ; wrmsr", 3, 0, 0x10, true},
        {"0F 32 ; rdmsr", 0, 0, 0x12345678, true},
        {"0F 30 ; wrmsr", 0, 0, 0x12345678, true},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_PENTIUM, 32, cases[i].cpl);
        cpu()->cr4 = cases[i].cr4;
        cpu()->r[ECX].d = cases[i].ecx;
        bench_code(cases[i].code);
        bench_run_for(1);
        EXPECT_EQUAL(cpu()->eip,
                     cases[i].faults ? HANDLER + 4 * VECTOR_GP : ENTRY + 2);
    }
}

/* #AC needs a 486, CR0.AM, EFLAGS.AC and ring 3, and an address that is not
 * a multiple of the operand. */
static void misaligned_accesses_are_checked_on_demand(void)
{
    static const struct {
        const char *code;
        enum cpu_model model;
        bool am, ac;
        unsigned cpl, at;
        bool faults;
    } cases[] = {
        {"8B 06 ; mov eax, [esi]", CPU_486, true, true, 3, 0x42, true},
        {"8B 06 ; mov eax, [esi]", CPU_486, true, true, 3, 0x44, false},
        {"89 06 ; mov [esi], eax", CPU_486, true, true, 3, 0x41, true},
        {"66 8B 06 ; mov ax, [esi]", CPU_486, true, true, 3, 0x42, false},
        {"66 8B 06 ; mov ax, [esi]", CPU_486, true, true, 3, 0x41, true},
        {"8A 06 ; mov al, [esi]", CPU_486, true, true, 3, 0x41, false},
        {"FF 06 ; inc dword [esi]", CPU_486, true, true, 3, 0x41, true},
        {"8B 06 ; mov eax, [esi]", CPU_486, false, true, 3, 0x41, false},
        {"8B 06 ; mov eax, [esi]", CPU_486, true, false, 3, 0x41, false},
        {"8B 06 ; mov eax, [esi]", CPU_486, true, true, 0, 0x41, false},
        {"8B 06 ; mov eax, [esi]", CPU_386, true, true, 3, 0x41, false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(cases[i].model, 32, cases[i].cpl);
        cpu()->cr0 |= cases[i].am && cases[i].model != CPU_386 ? CR0_AM : 0;
        if (cases[i].model != CPU_386)
            cpu_set_eflags(cpu(), cases[i].ac ? FLAG_AC : 0);
        cpu()->r[ESI].d = cases[i].at;
        bench_code(cases[i].code);
        bench_run_for(1);
        EXPECT((cpu()->eip == HANDLER + 4 * VECTOR_AC) == cases[i].faults,
               "%s at %X: EIP %X", cases[i].code, cases[i].at, cpu()->eip);
        if (cases[i].faults)
            EXPECT_EQUAL(bench_frame(true).error, 0);
    }
}

static void lock_goes_with_some_instructions_in_memory(void)
{
    static const struct {
        const char *code;
        bool allowed;
    } cases[] = {
        {"F0 01 06 ; lock add [esi], eax", true},
        {"F0 80 0E 01 ; lock or byte [esi], 1", true},
        {"F0 83 16 01 ; lock adc dword [esi], 1", true},
        {"F0 19 06 ; lock sbb [esi], eax", true},
        {"F0 21 06 ; lock and [esi], eax", true},
        {"F0 29 06 ; lock sub [esi], eax", true},
        {"F0 31 06 ; lock xor [esi], eax", true},
        {"F0 FF 06 ; lock inc dword [esi]", true},
        {"F0 FE 0E ; lock dec byte [esi]", true},
        {"F0 F7 16 ; lock not dword [esi]", true},
        {"F0 F6 1E ; lock neg byte [esi]", true},
        {"F0 87 06 ; lock xchg [esi], eax", true},
        {"F0 0F AB 06 ; lock bts [esi], eax", true},
        {"F0 0F BA 36 01 ; lock btr dword [esi], 1", true},
        {"F0 0F BB 06 ; lock btc [esi], eax", true},
        {"F0 0F B1 06 ; lock cmpxchg [esi], eax", true},
        {"F0 0F C1 06 ; lock xadd [esi], eax", true},
        {"F0 0F C7 0E ; lock cmpxchg8b [esi]", true},
        {"F0 01 C0 ; lock add eax, eax", false},
        {"F0 03 06 ; lock add eax, [esi]", false},
        {"F0 87 C0 ; lock xchg eax, eax", false},
        {"F0 39 06 ; lock cmp [esi], eax", false},
        {"F0 85 06 ; lock test [esi], eax", false},
        {"F0 89 06 ; lock mov [esi], eax", false},
        {"F0 0F A3 06 ; lock bt [esi], eax", false},
        {"F0 D1 26 ; lock shl dword [esi], 1", false},
        {"F0 FF 36 ; lock push dword [esi]", false},
        {"F0 90 ; lock nop", false},
        {"F0 A4 ; lock movsb", false},
        {"F0 FA ; lock cli", false},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_PENTIUM, 32, 0);
        cpu()->r[ESI].d = 0x40;
        cpu()->r[EAX].d = 1;
        bench_code(cases[i].code);
        bench_run();
        if (cases[i].allowed)
            EXPECT(bench_halted_at() < HANDLER, "%s", cases[i].code);
        else
            EXPECT(bench_halted_at() == HANDLER + 4 * VECTOR_UD, "%s",
                   cases[i].code);
    }
}

static void an_instruction_has_at_most_15_bytes(void)
{
    static const struct row rows[] = {
        {"66 66 66 66 66 66 66 66 66 66 66 66 66 66 90 ; 15 bytes", "", ""},
        {"66 66 66 66 66 66 66 66 66 66 66 66 66 66 66 90 ; 16", "", "#GP(0)"},
        {"2E 2E 2E 2E 2E 2E 2E 2E 2E 2E B8 01 02 03 04 ; 15", "",
         "eax=4030201"},
        {"2E 2E 2E 2E 2E 2E 2E 2E 2E 2E 2E B8 01 02 03 04 ; 16", "", "#GP(0)"},
    };

    ROWS(rows, CPU_386, 32);
    ROWS(rows, CPU_I686, 32);
}

CU_TestInfo cpu_models_tests[] = {
    TEST(a_model_without_an_instruction_raises_ud),
    TEST(the_new_privileged_instructions_need_ring_0),
    TEST(bswap_reverses_the_bytes),
    TEST(xadd_exchanges_and_adds),
    TEST(cmpxchg_stores_if_equal),
    TEST(cmpxchg8b_compares_64_bits),
    TEST(cmov_moves_if_its_condition_holds),
    TEST(cmov_reads_memory_in_any_case),
    TEST(cpuid_names_the_processor),
    TEST(cpuid_leaf_2_describes_the_caches_of_the_i686),
    TEST(model_specific_registers),
    TEST(rdpmc_reads_two_counters),
    TEST(reset_leaves_the_signature_in_edx),
    TEST(cr0_has_more_bits_from_the_486_on),
    TEST(cr4_has_no_reserved_bit),
    TEST(the_time_stamp_counter_counts),
    TEST(tsd_and_rings_guard_the_counter),
    TEST(misaligned_accesses_are_checked_on_demand),
    TEST(lock_goes_with_some_instructions_in_memory),
    TEST(an_instruction_has_at_most_15_bytes),
    CU_TEST_INFO_NULL,
};
