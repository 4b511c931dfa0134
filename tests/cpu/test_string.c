/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_string.c - MOVS CMPS STOS LODS SCAS INS OUTS, with REP, REPE
 * and REPNE; IN and OUT.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name, and "REP/REPE/REPZ/
 * REPNE/REPNZ".
 */
#include <string.h>

#include "tests/cpu/row.h"

static void one_element_moves_the_index_registers(void)
{
    static const struct row real[] = {
        {"A4 ; movsb", "esi=1FFFF edi=2FFFF ds:FFFF=12 f=OSZAPC",
         "esi=10000 edi=20000 es:FFFF=12"},
        {"A4 ; movsb", "esi=40 edi=50 ds:40=12 f=D", "esi=3F edi=4F es:50=12"},
        {"A5 ; movsw", "esi=40 edi=50 ds:40=1234", "esi=42 edi=52 es:50=1234"},
        {"66 A5 ; movsd", "esi=40 edi=50 ds:40=12345678 f=D",
         "esi=3C edi=4C es:50=12345678"},
        {"64 A4 ; fs movsb", "esi=40 edi=50 fs:40=12",
         "esi=41 edi=51 es:50=12"},
        {"67 A4 ; movsb esi, edi", "esi=FFFF edi=50 ds:FFFF=12",
         "esi=10000 edi=51 es:50=12"},
        {"AA ; stosb", "eax=AAAA1234 edi=50", "edi=51 es:50=34"},
        {"AB ; stosw", "eax=AAAA1234 edi=50 f=D", "edi=4E es:50=3412"},
        {"66 AB ; stosd", "eax=12345678 edi=50", "edi=54 es:50=78563412"},
        {"AC ; lodsb", "eax=AAAAAAAA esi=40 ds:40=12", "eax=AAAAAA12 esi=41"},
        {"AD ; lodsw", "eax=AAAAAAAA esi=40 ds:40=3412 f=D",
         "eax=AAAA1234 esi=3E"},
        {"66 AD ; lodsd", "esi=40 ds:40=78563412", "eax=12345678 esi=44"},
        {"36 AC ; ss lodsb", "eax=0 esi=40 ss:40=12", "eax=12 esi=41"},
        {"AD ; lodsw over the end", "esi=FFFF", "#GP"},
        {"36 AD ; ss lodsw over the end", "esi=FFFF", "#SS"},
    };
    static const struct row wide[] = {
        {"A5 ; movsd", "esi=40 edi=50 ds:40=12345678",
         "esi=44 edi=54 es:50=12345678"},
        {"67 A4 ; movsb si, di", "esi=1FFFF edi=20050 ds:FFFF=12",
         "esi=10000 edi=20051 es:50=12"},
        {"AB ; stosd", "eax=12345678 edi=50 f=D", "edi=4C es:50=78563412"},
        {"AD ; lodsd", "esi=40 ds:40=78563412", "eax=12345678 esi=44"},
        {"66 AD ; lodsw", "eax=0 esi=40 ds:40=3412", "eax=1234 esi=42"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void comparisons_set_the_flags_of_cmp(void)
{
    static const struct row real[] = {
        {"A6 ; cmpsb", "esi=40 edi=50 ds:40=00 es:50=01",
         "esi=41 edi=51 f=oSzAPC"},
        {"A6 ; cmpsb", "esi=40 edi=50 ds:40=80 es:50=01 f=D",
         "esi=3F edi=4F f=OszApc"},
        {"A7 ; cmpsw", "esi=40 edi=50 ds:40=3412 es:50=3412",
         "esi=42 edi=52 f=osZaPc"},
        {"66 A7 ; cmpsd", "esi=40 edi=50 ds:40=00000080 es:50=01000000",
         "esi=44 edi=54 f=OszAPc"},
        {"65 A6 ; gs cmpsb", "esi=40 edi=50 gs:40=05 es:50=05",
         "esi=41 edi=51 f=osZaPc"},
        {"AE ; scasb", "eax=AAAAAA00 edi=50 es:50=01", "edi=51 f=oSzAPC"},
        {"AF ; scasw", "eax=AAAA8000 edi=50 es:50=0100", "edi=52 f=OszAPc"},
        {"66 AF ; scasd", "eax=12345678 edi=50 es:50=78563412 f=D",
         "edi=4C f=osZaPc"},
    };
    static const struct row wide[] = {
        {"A7 ; cmpsd", "esi=40 edi=50 ds:40=01000000 es:50=02000000",
         "esi=44 edi=54 f=oSzAPC"},
        {"AF ; scasd", "eax=1 edi=50 es:50=01000000", "edi=54 f=osZaPc"},
        {"66 AF ; scasw", "eax=AAAA0000 edi=50 es:50=0100", "edi=52 f=oSzAPC"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void rep_repeats_by_cx_or_ecx(void)
{
    static const struct row real[] = {
        {"F3 A4 ; rep movsb", "ecx=10003 esi=40 edi=50 ds:40=123456",
         "ecx=10000 esi=43 edi=53 es:50=123456"},
        {"F3 A4 ; rep movsb", "ecx=10000 f=OSZAPC", ""},
        {"F2 A4 ; repne movsb is rep", "ecx=2 esi=40 edi=50 ds:40=1234",
         "ecx=0 esi=42 edi=52 es:50=1234"},
        {"F3 A5 ; rep movsw", "ecx=2 esi=40 edi=50 ds:3E=12345678 f=D",
         "ecx=0 esi=3C edi=4C es:4E=12345678"},
        {"67 F3 A4 ; rep movsb by ecx", "ecx=2 esi=40 edi=50 ds:40=1234",
         "ecx=0 esi=42 edi=52 es:50=1234"},
        {"67 F3 AC ; rep lodsb by ecx", "eax=0 ecx=3 esi=FFFE ds:FFFE=AB12",
         "eax=12 ecx=1 esi=10000 #GP"},
        {"F3 AA ; rep stosb", "eax=7F ecx=4 edi=50",
         "ecx=0 edi=54 es:50=7F7F7F7F"},
        {"F3 AB ; rep stosw over the wrap", "eax=1234 ecx=3 edi=FFFC",
         "ecx=0 edi=2 es:FFFC=34123412 es:0=3412"},
        {"F3 66 AB ; rep stosd", "eax=12345678 ecx=2 edi=50",
         "ecx=0 edi=58 es:50=7856341278563412"},
        {"F3 AC ; rep lodsb", "eax=0 ecx=3 esi=40 ds:40=123456",
         "eax=56 ecx=0 esi=43"},
        /* An overlapping copy spreads its first bytes. */
        {"26 F3 A4 ; es rep movsb", "ecx=6 esi=50 edi=52 es:50=1234",
         "ecx=0 esi=56 edi=58 es:52=123412341234"},
        {"26 F3 A5 ; es rep movsw", "ecx=3 esi=50 edi=51 es:50=1234",
         "ecx=0 esi=56 edi=57 es:50=1212343400"},
    };

    ROWS_REAL(real);
}

static void repe_and_repne_end_early(void)
{
    static const struct row rows[] = {
        {"F3 A6 ; repe cmpsb", "ecx=5 esi=40 edi=50 ds:40=112233 es:50=112244",
         "ecx=2 esi=43 edi=53 f=oSzApC"},
        {"F3 A6 ; repe cmpsb", "ecx=2 esi=40 edi=50 ds:40=1122 es:50=1122",
         "ecx=0 esi=42 edi=52 f=osZaPc"},
        {"F2 A6 ; repne cmpsb", "ecx=5 esi=40 edi=50 ds:40=11AA es:50=22AA",
         "ecx=3 esi=42 edi=52 f=osZaPc"},
        {"F3 A6 ; repe cmpsb, none", "ecx=0 f=OSZAPC", ""},
        {"F2 AE ; repne scasb", "eax=33 ecx=9 edi=50 es:50=112233",
         "ecx=6 edi=53 f=osZaPc"},
        {"F3 AE ; repe scasb", "eax=0 ecx=9 edi=50 es:50=000001",
         "ecx=6 edi=53 f=oSzAPC"},
        {"F2 AE ; repne scasb", "eax=33 ecx=2 edi=50 es:50=2233",
         "ecx=0 edi=52 f=osZaPc"},
        {"F2 AE ; repne scasb, not found", "eax=80 ecx=2 edi=50 es:50=0101",
         "ecx=0 edi=52 f=OszApc"},
    };

    ROWS_REAL(rows);
    ROWS_PROTECTED(rows);
}

/* A port of the bench answers with its number in each byte, plus 0, 1, ... */
static void in_and_out_have_three_sizes(void)
{
    static const struct row real[] = {
        {"E4 41 ; in al, 41h", "eax=AAAAAAAA f=OSZAPC", "eax=AAAAAA41"},
        {"E5 41 ; in ax, 41h", "eax=AAAAAAAA", "eax=AAAA4241"},
        {"66 E5 41 ; in eax, 41h", "", "eax=44434241"},
        {"EC ; in al, dx", "eax=AAAAAAAA edx=FFFF0142", "eax=AAAAAA42"},
        {"ED ; in ax, dx", "eax=AAAAAAAA edx=142", "eax=AAAA4342"},
        {"66 ED ; in eax, dx", "edx=142", "eax=45444342"},
        {"E6 80 ; out 80h, al", "eax=12345678", "out:80=78"},
        {"E7 80 ; out 80h, ax", "eax=12345678", "out:80=5678"},
        {"66 E7 80 ; out 80h, eax", "eax=12345678", "out:80=12345678"},
        {"EE ; out dx, al", "eax=12345678 edx=FFFF0180", "out:180=78"},
        {"EF ; out dx, ax", "eax=12345678 edx=180", "out:180=5678"},
        {"66 EF ; out dx, eax", "eax=12345678 edx=180 f=OSZAPC",
         "out:180=12345678"},
    };
    static const struct row wide[] = {
        {"E5 41 ; in eax, 41h", "", "eax=44434241"},
        {"ED ; in eax, dx", "edx=142", "eax=45444342"},
        {"EF ; out dx, eax", "eax=12345678 edx=180", "out:180=12345678"},
        {"66 EF ; out dx, ax", "eax=12345678 edx=180", "out:180=5678"},
    };

    ROWS_REAL(real);
    ROWS_PROTECTED(wide);
}

static void ins_and_outs_move_between_port_and_memory(void)
{
    static const struct row real[] = {
        {"6C ; insb", "edx=41 edi=50", "edi=51 es:50=41"},
        {"6D ; insw", "edx=41 edi=50 f=D", "edi=4E es:50=4142"},
        {"66 6D ; insd", "edx=41 edi=50", "edi=54 es:50=41424344"},
        {"F3 6C ; rep insb", "ecx=3 edx=41 edi=50",
         "ecx=0 edi=53 es:50=414141"},
        {"6E ; outsb", "edx=81 esi=40 ds:40=12", "esi=41 out:81=12"},
        {"6F ; outsw", "edx=81 esi=40 ds:40=3412 f=D", "esi=3E out:81=1234"},
        {"66 6F ; outsd", "edx=81 esi=40 ds:40=78563412",
         "esi=44 out:81=12345678"},
        {"26 6E ; es outsb", "edx=81 esi=40 es:40=12", "esi=41 out:81=12"},
        {"6D ; insw over the end", "edx=41 edi=FFFF", "#GP"},
        {"6F ; outsw over the end", "edx=81 esi=FFFF", "#GP"},
    };

    ROWS_REAL(real);
}

static void rep_outs_writes_each_element(void)
{
    bench_real(CPU_386);
    cpu()->r[EDX].d = 0x81;
    cpu()->r[ECX].d = 3;
    cpu()->r[ESI].d = 0x40;
    memcpy(bench_memory(DS_BASE + 0x40), "\x11\x22\x33", 3);
    bench_code("F3 6E ; rep outsb\n");
    bench_run();
    EXPECT_HALT(0x102);
    EXPECT_EQUAL(bench.out_count, 3);
    EXPECT_EQUAL(bench.outs[0].value, 0x11);
    EXPECT_EQUAL(bench.outs[1].value, 0x22);
    EXPECT_EQUAL(bench.outs[2].value, 0x33);
    EXPECT_EQUAL(cpu()->r[ECX].d, 0);
    EXPECT_EQUAL(cpu()->r[ESI].d, 0x43);
}

/* Each iteration takes the time of one instruction. */
static void an_iteration_counts_as_one_instruction(void)
{
    bench_real(CPU_386);
    cpu()->r[ECX].d = 5;
    cpu()->r[EDI].d = 0x50;
    bench_code("F3 AA ; rep stosb\n");
    bench_run_for(3);
    EXPECT_EQUAL(cpu()->r[ECX].d, 2);
    EXPECT_EQUAL(cpu()->r[EDI].d, 0x53);
    EXPECT_EQUAL(cpu()->eip, ENTRY);
    bench_run_for(2);
    EXPECT_EQUAL(cpu()->r[ECX].d, 0);
    EXPECT_EQUAL(cpu()->eip, ENTRY + 2);
    EXPECT_EQUAL(cpu()->icount, 5);
}

/* Copies over several pages and lines: the same as one byte at a time. */
static void a_long_copy_crosses_pages(void)
{
    bench_real(CPU_386);
    for (unsigned i = 0; i < 0x1800; i++)
        *bench_memory(DS_BASE + i) = (uint8_t)(i * 7 + (i >> 8));
    cpu()->r[ECX].d = 0x5ff;
    cpu()->r[ESI].d = 3;
    cpu()->r[EDI].d = 0x8ffd;
    bench_code("66 F3 A5 ; rep movsd\n");
    bench_run_for(0x600);
    EXPECT_HALT(0x103);
    EXPECT_EQUAL(cpu()->r[ESI].w, 0x17ff);
    EXPECT(!memcmp(bench_memory(DS_BASE + 3), bench_memory(ES_BASE + 0x8ffd),
                   0x17fc),
           "not copied");
    EXPECT_EQUAL(bench_peek(ES_BASE + 0x8ffc, 1), 0);
    EXPECT_EQUAL(bench_peek(ES_BASE + 0x8ffd + 0x17fc, 1), 0);
}

CU_TestInfo cpu_string_tests[] = {
    TEST(one_element_moves_the_index_registers),
    TEST(comparisons_set_the_flags_of_cmp),
    TEST(rep_repeats_by_cx_or_ecx),
    TEST(repe_and_repne_end_early),
    TEST(in_and_out_have_three_sizes),
    TEST(ins_and_outs_move_between_port_and_memory),
    TEST(rep_outs_writes_each_element),
    TEST(an_iteration_counts_as_one_instruction),
    TEST(a_long_copy_crosses_pages),
    CU_TEST_INFO_NULL,
};
