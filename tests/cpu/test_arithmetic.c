/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_arithmetic.c - ADD OR ADC SBB AND SUB XOR CMP TEST MOV: each
 * pair of operands in every encoding that the instruction has.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name, "Flags Affected";
 * Vol. 1, "Status Flags". AF after a logical operation is undefined.
 */
#include <stdio.h>
#include <string.h>

#include "tests/cpu/row.h"

enum operation { ADD, OR, ADC, SBB, AND, SUB, XOR, CMP, TEST_, MOV };

static const char *const names[] = {"add", "or",  "adc", "sbb",  "and",
                                    "sub", "xor", "cmp", "test", "mov"};

struct pair {
    unsigned bits;
    uint32_t a, b, result;
    const char *before, *after; /* flags */
};

/* How the bytes are put together. */
enum shape {
    R_R,    /* E is ECX, G is EDX */
    R_R_GE, /* G is ECX, E is EDX */
    M_R,
    R_M,
    A_I,
    R_I,
    M_I,
    A_O, /* accumulator and memory at an address in the instruction */
    O_A,
};

struct encoding {
    uint8_t opcode, reg;
    enum shape shape;
    bool short_immediate; /* a byte, sign-extended */
};

static bool is_memory_destination(enum shape s)
{
    return s == M_R || s == M_I || s == O_A;
}

static uint32_t merge(uint32_t whole, uint32_t part, unsigned bits)
{
    uint32_t mask = 0xffffffff >> (32 - bits);

    return (whole & ~mask) | (part & mask);
}

/* "34 12" */
static void bytes_of(char text[static 16], uint32_t value, unsigned count,
                     const char *space)
{
    *text = 0;
    for (; count; count--, value >>= 8)
        text += sprintf(text, "%02X%s", value & 0xff, space);
}

static unsigned modrm_of(const struct encoding *e, bool addr32)
{
    unsigned memory = addr32 ? 3 : 7; /* [ebx] or [bx] */

    switch (e->shape) {
    case R_R:
        return 0xc0 | EDX << 3 | ECX;
    case R_R_GE:
        return 0xc0 | ECX << 3 | EDX;
    case M_R:
        return EDX << 3 | memory;
    case R_M:
        return ECX << 3 | memory;
    case R_I:
        return 0xc0u | (unsigned)e->reg << 3 | ECX;
    default:
        return (unsigned)e->reg << 3 | memory;
    }
}

static void put_code(char *code, const char *name, const struct encoding *e,
                     const struct pair *p, unsigned mode)
{
    bool wide = p->bits != 8;
    char tail[16] = "";
    unsigned size = e->short_immediate ? 1 : p->bits / 8;

    if (wide && p->bits != mode)
        code += sprintf(code, "66 ");
    code += sprintf(code, "%02X ", e->opcode);
    if (e->shape < A_I || e->shape == R_I || e->shape == M_I)
        if (e->opcode < 0xb0 || e->opcode > 0xbf)
            code += sprintf(code, "%02X ", modrm_of(e, mode == 32));
    if (e->shape == A_I || e->shape == R_I || e->shape == M_I)
        bytes_of(tail, p->b, size, " ");
    else if (e->shape == A_O || e->shape == O_A)
        bytes_of(tail, 0x40, mode / 8, " ");
    sprintf(code, "%s ; %s, %u bits", tail, name, p->bits);
}

/* The memory operand is at DS:40h. */
static void run(enum operation operation, const struct encoding *e,
                const struct pair *p, unsigned mode)
{
    char code[80], before[120], after[80], memory[16];
    bool reads = operation != MOV, to_memory = is_memory_destination(e->shape);
    bool accumulator = e->shape == A_I || e->shape == A_O || e->shape == O_A;
    uint32_t a = e->shape == O_A ? p->b : p->a;
    struct row row = {code, before, after};

    put_code(code, names[operation], e, p, mode);
    bytes_of(memory, to_memory ? p->a : p->b, p->bits / 8, "");
    sprintf(before, "%s=%X edx=%X ebx=40 ds:40=%s f=%s",
            accumulator ? "eax" : "ecx", merge(0x87654321, a, p->bits),
            merge(0x89abcdef, p->b, p->bits), memory, p->before);
    *after = 0;
    if (to_memory) {
        bytes_of(memory, p->result, p->bits / 8, "");
        sprintf(after, "ds:40=%s ", memory);
    } else {
        sprintf(after, "%s=%X ", accumulator ? "eax" : "ecx",
                merge(0x87654321, p->result, p->bits));
    }
    if (reads)
        sprintf(after + strlen(after), "f=%s", p->after);
    if (mode == 16)
        bench_real(CPU_386);
    else
        bench_protected(CPU_386, 32, 0);
    row_run(__FILE__, &row);
}

static void run_all(enum operation operation, const struct encoding *byte_forms,
                    size_t byte_count, const struct encoding *word_forms,
                    size_t word_count, const struct pair *pairs, size_t count)
{
    for (const struct pair *p = pairs; p < pairs + count; p++) {
        bool is_byte = p->bits == 8;
        const struct encoding *e = is_byte ? byte_forms : word_forms;
        size_t n = is_byte ? byte_count : word_count;

        for (; n; n--, e++) {
            uint32_t back = merge((p->b & 0x80) ? 0xffffffff : 0, p->b, 8);

            if (e->short_immediate && merge(0, back, p->bits) != p->b)
                continue;
            run(operation, e, p, 16);
            run(operation, e, p, 32);
        }
    }
}

/* The eight operations that share an encoding. */
static void run_group(enum operation n, const struct pair *pairs, size_t count)
{
    uint8_t base = (uint8_t)(n * 8), reg = (uint8_t)n;
    const struct encoding bytes[] = {
        {base, 0, R_R, false},
        {base, 0, M_R, false},
        {(uint8_t)(base + 2), 0, R_R_GE, false},
        {(uint8_t)(base + 2), 0, R_M, false},
        {(uint8_t)(base + 4), 0, A_I, false},
        {0x80, reg, R_I, false},
        {0x80, reg, M_I, false},
        {0x82, reg, R_I, false},
        {0x82, reg, M_I, false},
    };
    const struct encoding words[] = {
        {(uint8_t)(base + 1), 0, R_R, false},
        {(uint8_t)(base + 1), 0, M_R, false},
        {(uint8_t)(base + 3), 0, R_R_GE, false},
        {(uint8_t)(base + 3), 0, R_M, false},
        {(uint8_t)(base + 5), 0, A_I, false},
        {0x81, reg, R_I, false},
        {0x81, reg, M_I, false},
        {0x83, reg, R_I, true},
        {0x83, reg, M_I, true},
    };

    run_all(n, bytes, ARRAY_LEN(bytes), words, ARRAY_LEN(words), pairs, count);
}

#define GROUP(n, ...)                                                          \
    do {                                                                       \
        const struct pair pairs[] = {__VA_ARGS__};                             \
        run_group(n, pairs, ARRAY_LEN(pairs));                                 \
    } while (0)

static void add_gives_sum_and_all_flags(void)
{
    GROUP(ADD, {8, 0x7f, 0x01, 0x80, "", "OSzApc"},
          {8, 0x80, 0x80, 0x00, "", "OsZaPC"},
          {8, 0xff, 0x01, 0x00, "", "osZAPC"},
          {8, 0x0f, 0x01, 0x10, "C", "oszApc"},
          {8, 0x12, 0x34, 0x46, "OSZAPC", "oszapc"},
          {16, 0x7fff, 0x0001, 0x8000, "", "OSzAPc"},
          {16, 0xffff, 0x0001, 0x0000, "", "osZAPC"},
          {16, 0x1234, 0x1111, 0x2345, "C", "oszapc"},
          {32, 0x7fffffff, 0x00000001, 0x80000000, "", "OSzAPc"},
          {32, 0xffffffff, 0xffffffff, 0xfffffffe, "", "oSzApC"},
          {32, 0x80000000, 0x80000000, 0x00000000, "", "OsZaPC"});
}

static void or_clears_overflow_and_carry(void)
{
    GROUP(OR, {8, 0xf0, 0x0f, 0xff, "OC", "oSzPc"},
          {8, 0x00, 0x00, 0x00, "OSC", "osZPc"},
          {16, 0x8000, 0x0001, 0x8001, "OC", "oSzpc"},
          {16, 0x0003, 0x0004, 0x0007, "", "oszpc"},
          {32, 0x7fffffff, 0x80000000, 0xffffffff, "C", "oSzPc"},
          {32, 0x00000000, 0x00000000, 0x00000000, "", "osZPc"});
}

static void adc_adds_the_carry(void)
{
    GROUP(ADC, {8, 0x7f, 0x00, 0x80, "C", "OSzApc"},
          {8, 0xff, 0xff, 0xff, "C", "oSzAPC"},
          {8, 0x01, 0x01, 0x02, "", "oszapc"},
          {8, 0xff, 0x00, 0x00, "C", "osZAPC"},
          {16, 0xffff, 0x0000, 0x0000, "C", "osZAPC"},
          {16, 0x7fff, 0x7fff, 0xfffe, "", "OSzApc"},
          {32, 0x7fffffff, 0x7fffffff, 0xffffffff, "C", "OSzAPc"},
          {32, 0x00000002, 0x00000003, 0x00000005, "", "oszaPc"});
}

static void sbb_subtracts_the_borrow(void)
{
    GROUP(SBB, {8, 0x00, 0x00, 0xff, "C", "oSzAPC"},
          {8, 0x80, 0x7f, 0x00, "C", "OsZAPc"},
          {8, 0x05, 0x03, 0x02, "", "oszapc"},
          {16, 0x8000, 0x0001, 0x7fff, "", "OszAPc"},
          {16, 0x0010, 0x000f, 0x0000, "C", "osZAPc"},
          {32, 0x00000000, 0xffffffff, 0x00000000, "C", "osZAPC"},
          {32, 0x00000005, 0x00000004, 0x00000001, "", "oszapc"});
}

static void and_clears_overflow_and_carry(void)
{
    GROUP(AND, {8, 0xf0, 0x0f, 0x00, "OC", "osZPc"},
          {8, 0x81, 0x80, 0x80, "", "oSzpc"},
          {16, 0xff00, 0xf0f0, 0xf000, "C", "oSzPc"},
          {16, 0x00ff, 0x0001, 0x0001, "OSZPC", "oszpc"},
          {32, 0x12345678, 0x0f0f0f0f, 0x02040608, "", "oszpc"},
          {32, 0x80000001, 0xfffffffe, 0x80000000, "C", "oSzPc"});
}

static void sub_gives_difference_and_all_flags(void)
{
    GROUP(SUB, {8, 0x00, 0x01, 0xff, "", "oSzAPC"},
          {8, 0x80, 0x01, 0x7f, "C", "OszApc"},
          {8, 0x05, 0x05, 0x00, "", "osZaPc"},
          {8, 0x7f, 0xff, 0x80, "", "OSzapC"},
          {16, 0x0000, 0x0001, 0xffff, "", "oSzAPC"},
          {16, 0x8000, 0x0001, 0x7fff, "", "OszAPc"},
          {32, 0x80000000, 0x00000001, 0x7fffffff, "", "OszAPc"},
          {32, 0x00000000, 0x80000000, 0x80000000, "", "OSzaPC"},
          {32, 0x00000009, 0x00000004, 0x00000005, "OSZAPC", "oszaPc"});
}

static void xor_clears_overflow_and_carry(void)
{
    GROUP(XOR, {8, 0xff, 0xff, 0x00, "OC", "osZPc"},
          {8, 0xaa, 0x2a, 0x80, "", "oSzpc"},
          {16, 0x1234, 0x1234, 0x0000, "C", "osZPc"},
          {16, 0xffff, 0x00ff, 0xff00, "", "oSzPc"},
          {16, 0x00ff, 0xffff, 0xff00, "", "oSzPc"},
          {32, 0x55555555, 0xaaaaaaaa, 0xffffffff, "C", "oSzPc"},
          {32, 0x00000003, 0x00000001, 0x00000002, "", "oszpc"});
}

static void cmp_is_sub_that_keeps_its_operand(void)
{
    GROUP(CMP, {8, 0x00, 0x01, 0x00, "", "oSzAPC"},
          {8, 0x80, 0x01, 0x80, "C", "OszApc"},
          {8, 0x05, 0x05, 0x05, "", "osZaPc"},
          {16, 0x8000, 0x0001, 0x8000, "", "OszAPc"},
          {16, 0x7fff, 0xffff, 0x7fff, "", "OSzaPC"},
          {32, 0x80000000, 0x00000001, 0x80000000, "", "OszAPc"},
          {32, 0x00000001, 0x00000002, 0x00000001, "", "oSzAPC"});
}

static void test_is_and_that_keeps_its_operand(void)
{
    static const struct encoding bytes[] = {
        {0x84, 0, R_R, false}, {0x84, 0, M_R, false}, {0xa8, 0, A_I, false},
        {0xf6, 0, R_I, false}, {0xf6, 0, M_I, false}, {0xf6, 1, R_I, false},
        {0xf6, 1, M_I, false},
    };
    static const struct encoding words[] = {
        {0x85, 0, R_R, false}, {0x85, 0, M_R, false}, {0xa9, 0, A_I, false},
        {0xf7, 0, R_I, false}, {0xf7, 0, M_I, false}, {0xf7, 1, R_I, false},
        {0xf7, 1, M_I, false},
    };
    static const struct pair pairs[] = {
        {8, 0xf0, 0x0f, 0xf0, "OC", "osZPc"},
        {8, 0x81, 0x80, 0x81, "", "oSzpc"},
        {16, 0xff00, 0xf0f0, 0xff00, "OC", "oSzPc"},
        {16, 0x0100, 0x0001, 0x0100, "", "osZPc"},
        {32, 0x80000001, 0x80000001, 0x80000001, "C", "oSzpc"},
        {32, 0x7fffffff, 0x80000000, 0x7fffffff, "C", "osZPc"},
    };

    run_all(TEST_, bytes, ARRAY_LEN(bytes), words, ARRAY_LEN(words), pairs,
            ARRAY_LEN(pairs));
}

static void mov_copies_and_leaves_the_flags(void)
{
    static const struct encoding bytes[] = {
        {0x88, 0, R_R, false}, {0x88, 0, M_R, false}, {0x8a, 0, R_R_GE, false},
        {0x8a, 0, R_M, false}, {0xc6, 0, R_I, false}, {0xc6, 0, M_I, false},
        {0xb1, 0, R_I, false}, {0xa0, 0, A_O, false}, {0xa2, 0, O_A, false},
    };
    static const struct encoding words[] = {
        {0x89, 0, R_R, false}, {0x89, 0, M_R, false}, {0x8b, 0, R_R_GE, false},
        {0x8b, 0, R_M, false}, {0xc7, 0, R_I, false}, {0xc7, 0, M_I, false},
        {0xb9, 0, R_I, false}, {0xa1, 0, A_O, false}, {0xa3, 0, O_A, false},
    };
    static const struct pair pairs[] = {
        {8, 0x12, 0x00, 0x00, "OSC", ""},
        {8, 0x00, 0xfe, 0xfe, "Z", ""},
        {16, 0x1234, 0xabcd, 0xabcd, "SPC", ""},
        {32, 0x12345678, 0x9abcdef0, 0x9abcdef0, "OA", ""},
    };

    run_all(MOV, bytes, ARRAY_LEN(bytes), words, ARRAY_LEN(words), pairs,
            ARRAY_LEN(pairs));
}

CU_TestInfo cpu_arithmetic_tests[] = {
    TEST(add_gives_sum_and_all_flags),
    TEST(or_clears_overflow_and_carry),
    TEST(adc_adds_the_carry),
    TEST(sbb_subtracts_the_borrow),
    TEST(and_clears_overflow_and_carry),
    TEST(sub_gives_difference_and_all_flags),
    TEST(xor_clears_overflow_and_carry),
    TEST(cmp_is_sub_that_keeps_its_operand),
    TEST(test_is_and_that_keeps_its_operand),
    TEST(mov_copies_and_leaves_the_flags),
    CU_TEST_INFO_NULL,
};
