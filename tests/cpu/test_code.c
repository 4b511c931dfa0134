/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_code.c - code that changes: stores into the running code,
 * through aliases, from other pages, by the processor itself; code over page
 * and segment ends.
 *
 * The manuals promise an effect of such a store only after a jump; here it is
 * seen by the next instruction, as on the i686 (Intel SDM Vol. 3A,
 * "Self-Modifying Code").
 */
#include <string.h>

#include "tests/cpu/bench.h"

/* CS is read-only; ES is a flat alias. */
static void begin(void)
{
    bench_protected(CPU_386, 32, 0);
    bench_load(ES, SEL_FLAT);
}

static void a_store_changes_the_next_instruction(void)
{
    begin();
    bench_code("26 C6 05 08 81 00 00 40 ; mov byte [es:8108h], 40h\n"
               "90                      ; nop, then inc eax\n"
               "90                      ; nop\n");
    bench_run();
    EXPECT_HALT(ENTRY + 10);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0xa0a1a2a4);
}

/* A store elsewhere in the page comes first: the second one is still seen. */
static void the_second_store_into_a_page_is_seen_too(void)
{
    begin();
    bench_code("26 C6 05 00 80 00 00 11 ; mov byte [es:8000h], 11h\n"
               "26 C6 05 10 81 00 00 40 ; mov byte [es:8110h], 40h\n"
               "90                      ; nop, then inc eax\n");
    bench_run();
    EXPECT_HALT(ENTRY + 17);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0xa0a1a2a4);
}

static void a_store_changes_an_instruction_further_on(void)
{
    begin();
    bench_code("26 C6 05 50 81 00 00 40 ; mov byte [es:8150h], 40h\n"
               "EB 46                   ; jmp 150h\n");
    bench_code_at(CS_BASE + 0x150, "90 ; nop, then inc eax\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EAX].d, 0xa0a1a2a4);
}

/* A loop whose body gets another immediate each time round. */
static void a_loop_rewrites_its_own_body(void)
{
    begin();
    cpu()->r[ECX].d = 4;
    cpu()->r[EAX].d = cpu()->r[EBX].d = 0;
    bench_code("05 01 00 00 00       ; add eax, 1: the immediate grows\n"
               "26 FF 05 01 81 00 00 ; inc dword [es:8101h]\n"
               "E2 F2                ; loop\n");
    bench_run();
    EXPECT_HALT(ENTRY + 14);
    EXPECT_EQUAL(cpu()->r[EAX].d, 1 + 2 + 3 + 4);
}

/* Code that ran, is changed from elsewhere, and runs again. */
static void a_routine_changed_between_two_calls_is_new(void)
{
    begin();
    bench_code("E8 FB 1E 00 00          ; call 2000h\n"
               "26 C6 05 00 A0 00 00 43 ; mov byte [es:0A000h], 43h\n"
               "E8 EE 1E 00 00          ; call 2000h\n");
    bench_code_at(CS_BASE + 0x2000, "40 ; inc eax, then inc ebx\n"
                                    "C3 ; ret\n");
    cpu()->r[EAX].d = cpu()->r[EBX].d = 0;
    bench_run();
    EXPECT_HALT(ENTRY + 18);
    EXPECT_EQUAL(cpu()->r[EAX].d, 1);
    EXPECT_EQUAL(cpu()->r[EBX].d, 1);
}

static void a_copy_over_code_is_seen(void)
{
    begin();
    bench_code_at(DS_BASE + 0x40, "43 43 43 C3\n");
    bench_code_at(CS_BASE + 0x2000, "40 40 40 C3 ; inc eax, then inc ebx\n");
    cpu()->r[EAX].d = cpu()->r[EBX].d = 0;
    cpu()->r[ESI].d = 0x40;
    cpu()->r[EDI].d = CS_BASE + 0x2000;
    cpu()->r[ECX].d = 4;
    bench_code("E8 FB 1E 00 00 ; call 2000h\n"
               "F3 A4          ; rep movsb\n"
               "E8 F4 1E 00 00 ; call 2000h\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EAX].d, 3);
    EXPECT_EQUAL(cpu()->r[EBX].d, 3);
}

/* The stack overwrites code. */
static void a_push_over_code_is_seen(void)
{
    begin();
    bench_load(SS, SEL_FLAT);
    cpu()->r[ESP].d = CS_BASE + ENTRY + 10;
    cpu()->r[EAX].d = 0x43434343;
    cpu()->r[EBX].d = 0;
    bench_code("50             ; push eax\n"
               "90 90 90 90 90 ; nop\n"
               "90 90 90 90    ; nop, then inc ebx\n");
    bench_run();
    EXPECT_HALT(ENTRY + 10);
    EXPECT_EQUAL(cpu()->r[EBX].d, 4);
}

/* Two linear pages on one frame: a store through one changes the code seen
 * through the other. */
static void an_alias_changes_the_code(void)
{
    begin();
    bench_paging();
    bench_page(0x20000, (CS_BASE + 0x2000) | PAGE_P | PAGE_W);
    bench_code("E8 FB 1E 00 00          ; call 2000h\n"
               "26 C6 05 00 00 02 00 43 ; mov byte [es:20000h], 43h\n"
               "E8 EE 1E 00 00          ; call 2000h\n");
    bench_code_at(CS_BASE + 0x2000, "40 ; inc eax, then inc ebx\n"
                                    "C3 ; ret\n");
    cpu()->r[EAX].d = cpu()->r[EBX].d = 0;
    bench_run();
    EXPECT_EQUAL(cpu()->r[EAX].d, 1);
    EXPECT_EQUAL(cpu()->r[EBX].d, 1);
}

/* The same linear page shows other code after its entry has changed. */
static void a_new_translation_shows_other_code(void)
{
    begin();
    bench_paging();
    bench_code_at(CS_BASE + 0x2000, "40 C3 ; inc eax; ret\n");
    bench_code_at(CS_BASE + 0x3000, "43 C3 ; inc ebx; ret\n");
    cpu()->r[EAX].d = cpu()->r[EBX].d = 0;
    bench_code("E8 FB 1E 00 00                   ; call 2000h\n"
               "26 C7 05 28 40 00 00 07 B0 00 00 ; entry of 0A000h: 0B000h\n"
               "0F 20 DA                         ; mov edx, cr3\n"
               "0F 22 DA                         ; mov cr3, edx\n"
               "E8 E5 1E 00 00                   ; call 2000h\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EAX].d, 1);
    EXPECT_EQUAL(cpu()->r[EBX].d, 1);
}

/* The same bytes mean something else in 16-bit and in 32-bit code. */
static void the_default_size_is_part_of_the_code(void)
{
    begin();
    cpu()->r[EAX].d = 0;
    bench_code("9A 00 20 00 00 80 00 ; call 80h:2000h\n"
               "89 C3                ; mov ebx, eax\n"
               "9A 00 20 00 00 88 00 ; call 88h:2000h, 16-bit\n");
    bench_code_at(CS_BASE + 0x2000, "B8 34 12 66 CB ; mov eax / mov ax; retf\n"
                                    "CB             ; retf\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EBX].d, 0xcb661234);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0xcb661234);
    EXPECT_HALT(ENTRY + 16);
}

/* Ring 3 and ring 0 run the same page with different rights. */
static void the_ring_is_part_of_the_code(void)
{
    const uint32_t frame[] = {0x2000, SEL_CODE32(3), STACK_TOP(3),
                              SEL_STACK32(3)};

    begin();
    bench_code_at(CS_BASE + 0x2000, "0F 20 C0 ; mov eax, cr0\n"
                                    "C3       ; ret\n");
    cpu()->r[ESP].d -= (uint32_t)sizeof frame;
    memcpy(bench_memory(SS_BASE + cpu()->r[ESP].d), frame, sizeof frame);
    bench_code("E8 FB 1E 00 00 ; call 2000h\n"
               "CB             ; retf to ring 3\n");
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, 0, 0x2000);
}

static void an_instruction_may_lie_on_two_pages(void)
{
    begin();
    bench_code("E9 F9 0E 00 00 ; jmp 0FFEh\n");
    bench_code_at(CS_BASE + 0xffe, "B8 78 56 34 12 ; mov eax, 12345678h\n"
                                   "26 C6 05 00 90 00 00 11 ; mov byte "
                                   "[es:9000h], 11h: its second part\n"
                                   "43             ; inc ebx\n"
                                   "83 FB 02       ; cmp ebx, 2\n"
                                   "75 ED          ; jne 0FFEh\n");
    cpu()->r[EBX].d = 0;
    bench_run();
    EXPECT_HALT(0x1011);
    EXPECT_EQUAL(cpu()->r[EAX].d, 0x12341178);
}

/* IP does not wrap: behind FFFFh there is the end of the segment. */
static void code_does_not_wrap_at_64_kib(void)
{
    bench_real(CPU_386);
    bench_poke(CS_BASE + 0xffff, 1, 0x90);
    cpu()->eip = 0xffff;
    bench_run();
    EXPECT_HALT(HANDLER + 4 * VECTOR_GP);
    EXPECT_EQUAL(bench_peek(SS_BASE + STACK_TOP(0) - 6, 2), 0);
    bench_real(CPU_386);
    bench_code_at(CS_BASE + 0xfffe, "EB 10 ; jmp $+12h: IP wraps\n");
    cpu()->eip = 0xfffe;
    bench_poke(CS_BASE + 0x10, 1, 0xf4);
    bench_run();
    EXPECT_HALT(0x10);
}

/* An instruction that would end past the limit of CS raises #GP, even where
 * the page behind it is absent. */
static void the_limit_is_checked_before_the_page_behind_it(void)
{
    begin();
    bench_paging();
    bench_page(CS_BASE + 0x1000, 0);
    bench_descriptor(SEL_SPARE, bench_segment(CS_BASE, 0xfff, CODE | ACC_BIG));
    bench_load(CS, SEL_SPARE);
    bench_code_at(CS_BASE + 0xffe, "B8 78 ; mov eax, the rest is behind\n");
    cpu()->eip = 0xffe;
    bench_run();
    EXPECT_FAULT_AT(VECTOR_GP, 0, 0xffe);
}

/* The bit that the processor sets in a descriptor is a store as well. */
static void a_descriptor_inside_code_is_written(void)
{
    begin();
    cpu()->r[EAX].d = SEL_SPARE;
    cpu()->gdtr_base = CS_BASE + ENTRY - SEL_SPARE;
    cpu()->r[EBX].d = 0;
    memset(bench_memory(CS_BASE + ENTRY - 0x100), 0x90, 0x140);
    /* mov ds, ax; then bytes that are a data segment, not accessed: 93h is
     * xchg eax, ebx after 92h, xchg eax, edx. */
    bench_code("8E D8 90 90 ; mov ds, ax\n"
               "90 92 90 90 ; nop; access byte\n");
    bench_run();
    EXPECT_EQUAL(cpu()->r[EBX].d, SEL_SPARE);
    EXPECT_EQUAL(*bench_memory(CS_BASE + ENTRY + 5), 0x93);
}

CU_TestInfo cpu_code_tests[] = {
    TEST(a_store_changes_the_next_instruction),
    TEST(the_second_store_into_a_page_is_seen_too),
    TEST(a_store_changes_an_instruction_further_on),
    TEST(a_loop_rewrites_its_own_body),
    TEST(a_routine_changed_between_two_calls_is_new),
    TEST(a_copy_over_code_is_seen),
    TEST(a_push_over_code_is_seen),
    TEST(an_alias_changes_the_code),
    TEST(a_new_translation_shows_other_code),
    TEST(the_default_size_is_part_of_the_code),
    TEST(the_ring_is_part_of_the_code),
    TEST(an_instruction_may_lie_on_two_pages),
    TEST(code_does_not_wrap_at_64_kib),
    TEST(the_limit_is_checked_before_the_page_behind_it),
    TEST(a_descriptor_inside_code_is_written),
    CU_TEST_INFO_NULL,
};
