/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_system.c - instructions on descriptor tables, selectors,
 * control and debug registers: what they do, and what they refuse.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name, "Protected Mode
 * Exceptions"; Vol. 3A, "System Instructions", "Privileged Instructions".
 */
#include <string.h>

#include "tests/cpu/row.h"

/* Rows in 16-bit code (the operand is at [si]); in ring 0. */
static void run(const struct row *rows, size_t count, unsigned bits)
{
    for (size_t i = 0; i < count; i++) {
        bench_protected(CPU_386, bits, 0);
        /* What the rows look at, from SEL_SPARE (180h) on. */
        bench_descriptor(0x180,
                         bench_segment(0, 0xffff, CODE & ~(unsigned)ACC_WRITE));
        bench_descriptor(0x188, bench_gate(SYS_CALL32, 0, 0x80, 0));
        bench_descriptor(0x190, bench_gate(SYS_INT32, 0, 0x80, 0));
        bench_descriptor(0x198, bench_gate(SYS_TASK_GATE, 0, 0x38, 0));
        bench_descriptor(0x1a0, bench_segment(0, 0xffff, DATA & ~ACC_PRESENT));
        bench_descriptor(0x1a8, bench_segment(0, 0xff, SYS_LDT));
        bench_descriptor(0x1b0, bench_segment(0, 0x67, SYS_TSS32));
        bench_descriptor(0x1b8, bench_segment(0, 0x12345fff, DATA));
        bench_descriptor(0x1c0, bench_segment(0, 0xff, ACC_PRESENT | ACC_S));
        row_run(__FILE__, &rows[i]);
    }
}

#define RUN(rows, bits) run(rows, ARRAY_LEN(rows), bits)

static void lar_loads_the_access_rights(void)
{
    static const struct row wide[] = {
        {"0F 02 C3 ; lar eax, ebx: code", "ebx=80 f=OSAPC",
         "eax=409B00 f=OSZAPC"},
        {"0F 02 C3 ; lar eax, ebx: data", "ebx=FFFF0090", "eax=9300 f=osZapc"},
        {"0F 02 06 ; lar eax, [esi]: LDT", "esi=40 ds:40=2800",
         "eax=8200 f=osZapc"},
        {"0F 02 C3 ; lar eax, ebx: busy TSS", "ebx=30", "eax=8B00 f=osZapc"},
        {"0F 02 C3 ; lar eax, ebx: 16-bit TSS", "ebx=40", "eax=8100 f=osZapc"},
        {"0F 02 C3 ; lar eax, ebx: call gate", "ebx=188", "eax=8C00 f=osZapc"},
        {"0F 02 C3 ; lar eax, ebx: task gate", "ebx=198", "eax=8500 f=osZapc"},
        {"0F 02 C3 ; lar eax, ebx: not present", "ebx=1A0",
         "eax=1300 f=osZapc"},
        {"0F 02 C3 ; lar eax, ebx: interrupt gate", "ebx=190 f=Z", "f=oszapc"},
        {"0F 02 C3 ; lar eax, ebx: null", "ebx=3 f=Z", "f=oszapc"},
        {"0F 02 C3 ; lar eax, ebx: past the GDT", "ebx=300 f=Z", "f=oszapc"},
        {"0F 02 C3 ; lar eax, ebx: RPL above DPL", "ebx=83 f=Z", "f=oszapc"},
        {"0F 02 C3 ; lar eax, ebx: conforming", "ebx=AB",
         "eax=409F00 f=osZapc"},
        {"66 0F 02 C3 ; lar ax, bx", "eax=AAAAAAAA ebx=80",
         "eax=AAAA9B00 f=osZapc"},
        {"66 0F 02 06 ; lar ax, [esi]", "eax=0 esi=40 ds:40=8000",
         "eax=9B00 f=osZapc"},
    };

    RUN(wide, 32);
}

static void lsl_loads_the_limit_in_bytes(void)
{
    static const struct row wide[] = {
        {"0F 03 C3 ; lsl eax, ebx: code", "ebx=80 f=OSAPC",
         "eax=FFFF f=OSZAPC"},
        {"0F 03 C3 ; lsl eax, ebx: in pages", "ebx=1B8",
         "eax=12345FFF f=osZapc"},
        {"0F 03 C3 ; lsl eax, ebx: flat", "ebx=8", "eax=FFFFFFFF f=osZapc"},
        {"0F 03 06 ; lsl eax, [esi]: LDT", "esi=40 ds:40=2800",
         "eax=FF f=osZapc"},
        {"0F 03 C3 ; lsl eax, ebx: TSS", "ebx=38", "eax=67 f=osZapc"},
        {"0F 03 C3 ; lsl eax, ebx: call gate", "ebx=188 f=Z", "f=oszapc"},
        {"0F 03 C3 ; lsl eax, ebx: task gate", "ebx=198 f=Z", "f=oszapc"},
        {"0F 03 C3 ; lsl eax, ebx: interrupt gate", "ebx=190 f=Z", "f=oszapc"},
        {"0F 03 C3 ; lsl eax, ebx: null", "ebx=0 f=Z", "f=oszapc"},
        {"0F 03 C3 ; lsl eax, ebx: past the GDT", "ebx=300 f=Z", "f=oszapc"},
        {"0F 03 C3 ; lsl eax, ebx: RPL above DPL", "ebx=93 f=Z", "f=oszapc"},
        {"66 0F 03 C3 ; lsl ax, bx", "eax=AAAAAAAA ebx=1B8",
         "eax=AAAA5FFF f=osZapc"},
        {"66 0F 03 06 ; lsl ax, [esi]", "eax=0 esi=40 ds:40=3800",
         "eax=67 f=osZapc"},
    };

    RUN(wide, 32);
}

static void verr_and_verw_say_whether_an_access_would_do(void)
{
    static const struct row wide[] = {
        {"0F 00 E3 ; verr bx: readable code", "ebx=80 f=OC", "f=OsZapC"},
        {"0F 00 E3 ; verr bx: execute-only code", "ebx=180 f=Z", "f=oszapc"},
        {"0F 00 E3 ; verr bx: data", "ebx=90", "f=osZapc"},
        {"0F 00 26 ; verr [esi]: read-only data", "esi=40 ds:40=B000",
         "f=osZapc"},
        {"0F 00 E3 ; verr bx: never accessed", "ebx=1C0", "f=osZapc"},
        {"0F 00 E3 ; verr bx: TSS", "ebx=38 f=Z", "f=oszapc"},
        {"0F 00 E3 ; verr bx: null", "ebx=0 f=Z", "f=oszapc"},
        {"0F 00 E3 ; verr bx: past the GDT", "ebx=300 f=Z", "f=oszapc"},
        {"0F 00 E3 ; verr bx: RPL above DPL", "ebx=93 f=Z", "f=oszapc"},
        {"0F 00 E3 ; verr bx: conforming", "ebx=AB", "f=osZapc"},
        {"0F 00 EB ; verw bx: data", "ebx=90", "f=osZapc"},
        {"0F 00 2E ; verw [esi]: data", "esi=40 ds:40=9000", "f=osZapc"},
        {"0F 00 26 ; verr [esi]: a word at the end", "esi=FFFE ds:FFFE=9000",
         "f=osZapc"},
        {"0F 00 2E ; verw [esi]: a word at the end", "esi=FFFE ds:FFFE=9000",
         "f=osZapc"},
        {"0F 02 06 ; lar eax, [esi]: a word at the end",
         "esi=FFFE ds:FFFE=9000", "eax=9300 f=osZapc"},
        {"0F 03 06 ; lsl eax, [esi]: a word at the end",
         "esi=FFFE ds:FFFE=9000", "eax=FFFF f=osZapc"},
        {"0F 00 EB ; verw bx: read-only data", "ebx=B0 f=Z", "f=oszapc"},
        {"0F 00 EB ; verw bx: code", "ebx=80 f=Z", "f=oszapc"},
        {"0F 00 EB ; verw bx: LDT", "ebx=28 f=Z", "f=oszapc"},
        {"0F 00 EB ; verw bx: RPL above DPL", "ebx=93 f=Z", "f=oszapc"},
    };

    RUN(wide, 32);
}

/* From ring 3 the descriptors of ring 0 are not visible. */
static void ring_3_cannot_look_at_ring_0(void)
{
    static const struct {
        const char *code;
        unsigned selector;
        bool visible;
    } cases[] = {
        {"0F 02 C3 ; lar eax, ebx", SEL_CODE32(0), false},
        {"0F 02 C3 ; lar eax, ebx", SEL_CODE32(3), true},
        {"0F 02 C3 ; lar eax, ebx", SEL_CONFORMING(0), true},
        {"0F 02 C3 ; lar eax, ebx", SEL_TSS, false},
        {"0F 03 C3 ; lsl eax, ebx", SEL_DATA(2), false},
        {"0F 03 C3 ; lsl eax, ebx", SEL_DATA(3), true},
        {"0F 00 E3 ; verr bx", SEL_DATA(1), false},
        {"0F 00 E3 ; verr bx", SEL_DATA(3), true},
        {"0F 00 EB ; verw bx", SEL_DATA(0), false},
        {"0F 00 EB ; verw bx", SEL_STACK32(3), true},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_386, 32, 3);
        cpu()->r[EBX].d = cases[i].selector;
        bench_code(cases[i].code);
        bench_run_for(1);
        EXPECT(!(cpu()->eflags & FLAG_ZF) == !cases[i].visible, "%s, %X",
               cases[i].code, cases[i].selector);
    }
}

static void arpl_raises_the_rpl(void)
{
    static const struct row wide[] = {
        {"63 D3 ; arpl bx, dx", "ebx=AAAA0010 edx=FFFF f=OC",
         "ebx=AAAA0013 f=OsZapC"},
        {"63 D3 ; arpl bx, dx", "ebx=12 edx=1 f=Z", "f=oszapc"},
        {"63 D3 ; arpl bx, dx", "ebx=12 edx=2 f=Z", "f=oszapc"},
        {"63 16 ; arpl [esi], dx", "esi=40 edx=2 ds:40=1100",
         "ds:40=1200 f=osZapc"},
        {"63 16 ; arpl [esi], dx", "esi=40 edx=0 ds:40=1100 f=Z", "f=oszapc"},
    };

    RUN(wide, 32);
}

static void selectors_of_ldt_and_tss_are_stored(void)
{
    static const struct row rows[] = {
        {"0F 00 C0 ; sldt ax", "eax=AAAAAAAA f=OSZAPC", "eax=AAAA0028"},
        {"0F 00 04 ; sldt [si]", "esi=40 ds:40=FFFFFF", "ds:40=2800"},
        {"66 0F 00 04 ; sldt [si], always a word", "esi=40 ds:40=FFFFFFFF",
         "ds:40=2800"},
        {"0F 00 C8 ; str ax", "eax=AAAAAAAA", "eax=AAAA0030"},
        {"0F 00 0C ; str [si]", "esi=40 ds:40=FFFFFF", "ds:40=3000"},
    };

    RUN(rows, 16);
}

static void lldt_checks_its_descriptor(void)
{
    static const struct row wide[] = {
        {"0F 00 D3 ; lldt bx", "ebx=28", ""},
        {"0F 00 D3 ; lldt bx: null", "ebx=3", ""},
        {"0F 00 16 ; lldt [esi]", "esi=FFFE ds:FFFE=2800", ""},
        {"0F 00 D3 ; lldt bx: in the LDT", "ebx=2C", "#GP(2C)"},
        {"0F 00 D3 ; lldt bx: past the GDT", "ebx=301", "#GP(300)"},
        {"0F 00 D3 ; lldt bx: a TSS", "ebx=38", "#GP(38)"},
        {"0F 00 D3 ; lldt bx: data", "ebx=90", "#GP(90)"},
        {"0F 00 D3 ; lldt bx: not present", "ebx=1A8", "#NP(1A8)"},
    };

    RUN(wide, 32);
    bench_protected(CPU_386, 32, 0);
    bench_code("66 BB 03 00 ; mov bx, 3\n"
               "0F 00 D3    ; lldt bx\n"
               "0F 00 C0    ; sldt eax\n"
               "66 BB 0C 00 ; mov bx, 0Ch\n"
               "8E DB       ; mov ds, bx\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EAX].w, 3);
    EXPECT_FAULT(VECTOR_GP, 0x0c);
}

static void ltr_makes_the_tss_busy(void)
{
    static const struct row wide[] = {
        {"0F 00 DB ; ltr bx: null", "ebx=0", "#GP(0)"},
        {"0F 00 DB ; ltr bx: in the LDT", "ebx=3C", "#GP(3C)"},
        {"0F 00 DB ; ltr bx: past the GDT", "ebx=300", "#GP(300)"},
        {"0F 00 DB ; ltr bx: busy", "ebx=30", "#GP(30)"},
        {"0F 00 DB ; ltr bx: an LDT", "ebx=28", "#GP(28)"},
        {"0F 00 1E ; ltr [esi]: not present", "esi=40 ds:40=B001", "#NP(1B0)"},
    };
    static const struct {
        const char *code;
        uint16_t selector;
    } good[] = {
        {"0F 00 DB ; ltr bx\n", SEL_TSS2},
        {"0F 00 1E ; ltr [esi]\n", SEL_TSS16},
    };

    RUN(wide, 32);
    for (unsigned i = 0; i < ARRAY_LEN(good); i++) {
        bench_protected(CPU_386, 32, 0);
        cpu()->r[EBX].d = good[i].selector;
        cpu()->r[ESI].d = 0x40;
        bench_poke(DS_BASE + 0x40, 2, good[i].selector);
        bench_code(good[i].code);
        bench_run();
        EXPECT_HALT(0x103);
        EXPECT_EQUAL(cpu()->tr.selector, good[i].selector);
        EXPECT_EQUAL(bench_descriptor_of(good[i].selector).high >> 9 & 1, 1);
        EXPECT_EQUAL(bench_descriptor_of(SEL_TSS).high >> 9 & 1, 1);
    }
}

/* With a 16-bit operand LGDT and LIDT load 24 bits of base. */
static void table_registers_are_loaded_and_stored(void)
{
    static const struct row rows[] = {
        {"0F 01 04 ; sgdt [si]", "esi=40", "ds:40=FF0200100000"},
        {"66 0F 01 04 ; sgdt [si]", "esi=40", "ds:40=FF0200100000"},
        {"0F 01 0C ; sidt [si]", "esi=40", "ds:40=FF0700180000"},
        {"66 0F 01 0C ; sidt [si]", "esi=40", "ds:40=FF0700180000"},
        {"0F 01 04 ; sgdt [si] over the end", "esi=FFFC", "#GP(0)"},
        {"0F 01 C0 ; sgdt with a register", "", "#UD"},
        {"0F 01 14 ; lgdt [si] over the end", "esi=FFFC", "#GP(0)"},
        {"0F 01 D0 ; lgdt with a register", "", "#UD"},
    };

    RUN(rows, 16);
    for (unsigned wide = 0; wide < 2; wide++) {
        bench_protected(CPU_386, 16, 0);
        cpu()->r[ESI].d = 0x40;
        memcpy(bench_memory(DS_BASE + 0x40), "\x34\x12\x00\x00\x10\x12", 6);
        bench_code(wide ? "66 0F 01 14 ; lgdt [si]\n"
                          "66 0F 01 1C ; lidt [si]\n"
                        : "0F 01 14 ; lgdt [si]\n"
                          "0F 01 1C ; lidt [si]\n");
        bench_run_for(2);
        EXPECT_EQUAL(cpu()->gdtr_limit, 0x1234);
        EXPECT_EQUAL(cpu()->gdtr_base, wide ? 0x12100000 : 0x100000);
        EXPECT_EQUAL(cpu()->idtr_limit, 0x1234);
        EXPECT_EQUAL(cpu()->idtr_base, wide ? 0x12100000 : 0x100000);
    }
}

/* LMSW sets PE and cannot clear it; MP, EM and TS follow the operand. */
static void the_machine_status_word_is_part_of_cr0(void)
{
    static const struct {
        const char *code;
        uint32_t ebx, cr0;
    } cases[] = {
        {"0F 01 F3 ; lmsw bx\n", 0x0e, CR0_PE | CR0_MP | CR0_EM | CR0_TS},
        {"0F 01 F3 ; lmsw bx\n", 0xffff0000, CR0_PE},
        {"0F 01 F3 ; lmsw bx\n", 0xfff0, CR0_PE},
        {"0F 01 36 ; lmsw [esi]\n", 0x02, CR0_PE | CR0_MP},
    };
    static const struct row rows[] = {
        {"0F 01 E0 ; smsw ax", "eax=AAAAAAAA f=OSZAPC", "eax=AAAA0011"},
        {"0F 01 24 ; smsw [si]", "esi=40 ds:40=FFFFFF", "ds:40=1100"},
    };

    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        bench_protected(CPU_386, 32, 0);
        cpu()->r[EBX].d = cases[i].ebx;
        cpu()->r[ESI].d = 0x40;
        bench_poke(DS_BASE + 0x40, 4, cases[i].ebx);
        bench_code(cases[i].code);
        bench_run();
        EXPECT_HALT(0x103);
        EXPECT_EQUAL(cpu()->cr0, cases[i].cr0 | CR0_ET);
    }
    RUN(rows, 16);
}

static void clts_clears_ts(void)
{
    bench_protected(CPU_386, 32, 0);
    cpu()->cr0 |= CR0_TS | CR0_MP;
    bench_code("0F 06 ; clts\n");
    bench_run();
    EXPECT_EQUAL(cpu()->cr0, CR0_PE | CR0_ET | CR0_MP);
}

static void control_registers_move(void)
{
    static const struct row wide[] = {
        {"0F 20 C3 ; mov ebx, cr0", "", "ebx=11"},
        {"0F 20 D3 ; mov ebx, cr2", "", "ebx=0"},
        {"0F 20 CB ; mov ebx, cr1", "", "#UD"},
        {"0F 20 E3 ; mov ebx, cr4, of a 386", "", "#UD"},
        {"0F 22 CB ; mov cr1, ebx", "", "#UD"},
        {"0F 22 E3 ; mov cr4, ebx, of a 386", "", "#UD"},
        {"0F 20 FB ; mov ebx, cr7", "", "#UD"},
        /* paging without protection */
        {"0F 22 C3 ; mov cr0, ebx", "ebx=80000000", "#GP(0)"},
        {"0F 20 03 ; mod is not looked at", "", "ebx=11"},
    };

    RUN(wide, 32);
    bench_protected(CPU_386, 32, 0);
    bench_code("BB 78 56 34 12 ; mov ebx, 12345678h\n"
               "0F 22 D3       ; mov cr2, ebx\n"
               "0F 22 DB       ; mov cr3, ebx\n"
               "0F 20 D1       ; mov ecx, cr2\n"
               "0F 20 DA       ; mov edx, cr3\n"
               "BB 03 00 00 00 ; mov ebx, 3\n"
               "0F 22 C3       ; mov cr0, ebx\n"
               "0F 20 C0       ; mov eax, cr0\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[ECX].d, 0x12345678);
    EXPECT_EQUAL(cpu()->r[EDX].d & 0xfffff000, 0x12345000);
    EXPECT_EQUAL(cpu()->r[EAX].d, CR0_PE | CR0_MP | CR0_ET);
}

static void debug_registers_move(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_code("BB 78 56 34 12 ; mov ebx, 12345678h\n"
               "0F 23 C3       ; mov dr0, ebx\n"
               "0F 21 C1       ; mov ecx, dr0\n"
               "0F 23 DB       ; mov dr3, ebx\n"
               "0F 21 DA       ; mov edx, dr3\n"
               "31 DB          ; xor ebx, ebx\n"
               "0F 23 FB       ; mov dr7, ebx\n"
               "0F 21 F8       ; mov eax, dr7\n"
               "0F 23 F3       ; mov dr6, ebx\n"
               "0F 21 F5       ; mov ebp, dr6\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[ECX].d, 0x12345678);
    EXPECT_EQUAL(cpu()->r[EDX].d, 0x12345678);
    EXPECT_EQUAL(cpu()->r[EAX].d & 0xffff23ff, 0);
    EXPECT_EQUAL(cpu()->r[EBP].d & 0xe00f, 0);
}

/* i386 and i486 Programmer's Reference Manuals, "MOV - Move to/from Special
 * Registers": TR6 and TR7, on the 486 TR3 to TR5 as well. */
static void test_registers_keep_what_is_written(void)
{
    for (enum cpu_model m = CPU_386; m < CPU_MODELS; m++)
        for (unsigned n = 0; n < 8; n++) {
            bool exists = m == CPU_386 ? n >= 6 : m == CPU_486 && n >= 3;

            bench_protected(m, 32, 0);
            cpu()->r[EBX].d = 0x12345678;
            bench_code("0F 26 C3 ; mov tr, ebx\n"
                       "0F 24 C1 ; mov ecx, tr\n");
            *bench_memory(CS_BASE + ENTRY + 2) |= (uint8_t)(n << 3);
            *bench_memory(CS_BASE + ENTRY + 5) |= (uint8_t)(n << 3);
            bench_run();
            if (exists)
                EXPECT_EQUAL(cpu()->r[ECX].d, 0x12345678);
            else
                EXPECT_FAULT_AT(VECTOR_UD, NO_ERROR, ENTRY);
        }
}

/* A lookup that misses clears bit 4 of TR7. */
static void a_tlb_lookup_misses(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_code("B8 10 00 00 00 ; mov eax, 10h\n"
               "0F 26 F8       ; mov tr7, eax\n"
               "B8 01 10 00 00 ; mov eax, 1001h\n"
               "0F 26 F0       ; mov tr6, eax\n"
               "0F 24 FB       ; mov ebx, tr7\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EBX].d & 0x10, 0);
}

static void privileged_instructions_need_ring_0(void)
{
    static const char *const code[] = {
        "0F 00 D0 ; lldt ax",
        "0F 00 D8 ; ltr ax",
        "0F 01 16 ; lgdt [esi]",
        "0F 01 1E ; lidt [esi]",
        "0F 01 F0 ; lmsw ax",
        "0F 06 ; clts",
        "F4 ; hlt",
        "0F 20 C0 ; mov eax, cr0",
        "0F 22 C0 ; mov cr0, eax",
        "0F 21 C0 ; mov eax, dr0",
        "0F 23 C0 ; mov dr0, eax",
        "0F 24 F0 ; mov eax, tr6",
        "0F 26 F8 ; mov tr7, eax",
    };

    for (unsigned i = 0; i < ARRAY_LEN(code); i++)
        for (unsigned cpl = 1; cpl < 4; cpl++) {
            bench_protected(CPU_386, 32, cpl);
            cpu()->r[ESI].d = 0x40;
            bench_code(code[i]);
            bench_run();
            EXPECT_FAULT_AT(VECTOR_GP, 0, ENTRY);
        }
}

/* Reading the system registers is open to all rings. */
static void reading_selectors_and_tables_needs_no_ring(void)
{
    static const char *const code[] = {
        "0F 00 C0 ; sldt eax",   "0F 00 C8 ; str eax",    "0F 01 E0 ; smsw eax",
        "0F 01 06 ; sgdt [esi]", "0F 01 0E ; sidt [esi]",
    };

    for (unsigned i = 0; i < ARRAY_LEN(code); i++) {
        bench_protected(CPU_386, 32, 3);
        cpu()->r[ESI].d = 0x40;
        bench_code(code[i]);
        bench_run_for(1);
        EXPECT_EQUAL(cpu()->eip, ENTRY + 3);
    }
}

/* CLI, STI, IN and OUT need CPL <= IOPL; POPF below changes nothing and
 * raises nothing. IN and OUT then ask the bit map: here it forbids. */
static void iopl_guards_interrupts_and_ports(void)
{
    static const char *const code[] = {
        "FA ; cli",
        "FB ; sti",
        "E4 41 ; in al, 41h",
        "ED ; in eax, dx",
        "E6 41 ; out 41h, al",
        "EF ; out dx, eax",
        "6C ; insb",
        "6F ; outsd",
    };

    for (unsigned i = 0; i < ARRAY_LEN(code); i++)
        for (unsigned cpl = 0; cpl < 4; cpl++)
            for (unsigned iopl = 0; iopl < 4; iopl++) {
                bench_protected(CPU_386, 32, cpl);
                cpu_set_eflags(cpu(), iopl << 12);
                memset(bench_memory(TSS_BASE + 0x68), 0xff, 0x200);
                cpu()->r[EDX].d = 0x41;
                cpu()->r[ESI].d = cpu()->r[EDI].d = 0x40;
                bench_code(code[i]);
                bench_run_for(1);
                if (cpl <= iopl)
                    EXPECT(cpu()->eip < HANDLER, "%s: ring %u, IOPL %u",
                           code[i], cpl, iopl);
                else
                    EXPECT(cpu()->eip == HANDLER + 4 * VECTOR_GP,
                           "%s: ring %u, IOPL %u", code[i], cpl, iopl);
            }
}

static void popf_changes_if_and_iopl_by_privilege(void)
{
    for (unsigned cpl = 0; cpl < 4; cpl++)
        for (unsigned iopl = 0; iopl < 4; iopl++) {
            uint32_t flags = FLAG_ONE | iopl << 12;

            bench_protected(CPU_386, 32, cpl);
            cpu_set_eflags(cpu(), flags);
            bench_code("68 00 32 00 00 ; push 3200h (IOPL 3, IF)\n"
                       "9D             ; popfd\n");
            bench_run_for(2);
            EXPECT_EQUAL(cpu()->eip, 0x106);
            EXPECT_EQUAL(cpu()->eflags & FLAG_IOPL,
                         cpl == 0 ? FLAG_IOPL : iopl << 12);
            EXPECT_EQUAL(cpu()->eflags & FLAG_IF, cpl <= iopl ? FLAG_IF : 0);
        }
}

/* Some instructions exist in protected mode only. */
static void real_mode_lacks_the_instructions_on_selectors(void)
{
    static const struct row rows[] = {
        {"0F 00 C0 ; sldt ax", "", "#UD"},
        {"0F 00 C8 ; str ax", "", "#UD"},
        {"0F 00 D0 ; lldt ax", "", "#UD"},
        {"0F 00 D8 ; ltr ax", "", "#UD"},
        {"0F 00 E0 ; verr ax", "", "#UD"},
        {"0F 00 E8 ; verw ax", "", "#UD"},
        {"0F 02 C3 ; lar ax, bx", "", "#UD"},
        {"0F 03 C3 ; lsl ax, bx", "", "#UD"},
        {"63 D3 ; arpl bx, dx", "", "#UD"},
        {"0F 01 E0 ; smsw ax", "eax=0", "eax=10"},
        {"0F 01 04 ; sgdt [si]", "esi=40", "ds:40=FFFF00000000"},
    };

    ROWS_REAL(rows);
}

CU_TestInfo cpu_system_tests[] = {
    TEST(lar_loads_the_access_rights),
    TEST(lsl_loads_the_limit_in_bytes),
    TEST(verr_and_verw_say_whether_an_access_would_do),
    TEST(ring_3_cannot_look_at_ring_0),
    TEST(arpl_raises_the_rpl),
    TEST(selectors_of_ldt_and_tss_are_stored),
    TEST(lldt_checks_its_descriptor),
    TEST(ltr_makes_the_tss_busy),
    TEST(table_registers_are_loaded_and_stored),
    TEST(the_machine_status_word_is_part_of_cr0),
    TEST(clts_clears_ts),
    TEST(control_registers_move),
    TEST(debug_registers_move),
    TEST(test_registers_keep_what_is_written),
    TEST(a_tlb_lookup_misses),
    TEST(privileged_instructions_need_ring_0),
    TEST(reading_selectors_and_tables_needs_no_ring),
    TEST(iopl_guards_interrupts_and_ports),
    TEST(popf_changes_if_and_iopl_by_privilege),
    TEST(real_mode_lacks_the_instructions_on_selectors),
    CU_TEST_INFO_NULL,
};
