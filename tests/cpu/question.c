/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/question.c - makes up segments, memory, registers, instructions.
 *
 * Left out is what the host's processor cannot be asked: in real mode, what
 * loads or stores a segment register, system instructions, ports, INT and
 * far transfers; everywhere what its kernel answers in its place (INT 80h,
 * SGDT and its like), what an 80386 to i686 does not have, and instructions
 * of the floating-point unit (tests/cpu/test_x87_host.c asks those).
 */
#include "tests/cpu/question.h"

#include <string.h>

/* Entries of the table: code, then stacks, then data, then anything. */
#define FIRST_STACK 8u
#define FIRST_DATA  16u
#define FIRST_ODD   32u

static uint64_t state;

void question_seed(uint64_t seed)
{
    state = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
}

/* xorshift*, by S. Vigna, after G. Marsaglia. */
static uint32_t any(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)(state * UINT64_C(0x2545f4914f6cdd1d) >> 32);
}

static uint32_t below(uint32_t n)
{
    return any() % n;
}

static bool one_in(uint32_t n)
{
    return below(n) == 0;
}

/* --- segments ------------------------------------------------------------- */

static struct descriptor segment(uint32_t base, uint32_t limit, unsigned access)
{
    return (struct descriptor){
        base << 16 | (limit & 0xffff),
        (base & 0xff000000) | (access & 0xf000) << 8 | (limit & 0xf0000) |
            (access & 0xff) << 8 | (base >> 16 & 0xff),
    };
}

#define ANY_SEGMENT (ACC_PRESENT | ACC_S | ACC_DPL | ACC_ACCESSED)

static struct descriptor expand_up(unsigned access)
{
    uint32_t base = below(SINGLE_MEMORY - 0x2000);
    uint32_t room = SINGLE_MEMORY - CODE_BYTES - base;

    if (one_in(4))
        return segment(base, below(room >> 12), access | ACC_GRANULAR);
    return segment(base, one_in(2) ? below(room) : 0xffff % room, access);
}

/* What lies above the limit must be memory: a small segment at the top of
 * 64 KiB, or of 4 GiB, from where addresses go on at 0. */
static struct descriptor expand_down(unsigned access)
{
    access |= ACC_DOWN;
    if (!(access & ACC_BIG))
        return segment(below(SINGLE_MEMORY - 0x10000), below(0x10000), access);
    if (one_in(2))
        return segment(0x10000 + below(SINGLE_MEMORY - 0x10000),
                       0xfffff - below(15), access | ACC_GRANULAR);
    return segment(SINGLE_MEMORY, 0xfffff - (SINGLE_MEMORY >> 12) + 1,
                   access | ACC_GRANULAR);
}

static struct descriptor data_segment(unsigned access)
{
    access |= ANY_SEGMENT | (one_in(2) ? ACC_BIG : 0);
    return one_in(4) ? expand_down(access) : expand_up(access);
}

static struct descriptor code_segment(unsigned access)
{
    return expand_up(access | ANY_SEGMENT | ACC_EXECUTE |
                     (one_in(2) ? ACC_BIG : 0));
}

static struct descriptor odd_segment(void)
{
    struct descriptor d;

    if (one_in(8))
        return (struct descriptor){0};
    d = one_in(2) ? data_segment(one_in(2) ? ACC_WRITE : 0)
                  : code_segment(one_in(2) ? ACC_WRITE : 0);
    if (one_in(3))
        d.high &= ~(uint32_t)ACC_PRESENT << 8;
    return d;
}

static struct descriptor entry(unsigned n)
{
    if (n < FIRST_STACK)
        return code_segment(one_in(4) ? 0 : ACC_WRITE);
    if (n < FIRST_DATA)
        return data_segment(ACC_WRITE);
    if (n < FIRST_ODD)
        return data_segment(one_in(8) ? 0 : ACC_WRITE);
    return odd_segment();
}

static struct descriptor real_entry(unsigned n)
{
    uint32_t base = 0x400 + 16 * below((SINGLE_MEMORY - 0x10800) / 16);
    unsigned code = n < FIRST_STACK ? ACC_EXECUTE : 0;

    return segment(base, 0xffff, ANY_SEGMENT | ACC_WRITE | code);
}

/* --- memory --------------------------------------------------------------- */

static uint16_t any_selector(void)
{
    return (uint16_t)(below(SINGLE_LDT + 1) << 3 | 4 | (one_in(4) ? any() : 3));
}

static void fill_memory(struct question_world *w)
{
    for (uint32_t i = 0; i < SINGLE_MEMORY; i += 2) {
        uint32_t word = any();

        if ((word >> 16) % 4 == 0)
            word = any_selector();
        else if ((word >> 16) % 4 == 1)
            word &= word >> 20; /* small, often 0 */
        w->memory[i] = (uint8_t)word;
        w->memory[i + 1] = (uint8_t)(word >> 8);
    }
    for (uint32_t i = 0; w->real && i < 256; i++) {
        const uint8_t vector[] = {(uint8_t)i, 0, REAL_HANDLER_CS & 0xff,
                                  REAL_HANDLER_CS >> 8};

        memcpy(&w->memory[4 * i], vector, sizeof vector);
    }
}

void question_world_make(struct question_world *w, bool real)
{
    w->real = real;
    for (unsigned i = 0; i < SINGLE_LDT; i++)
        w->ldt[i] = real ? real_entry(i) : entry(i);
    fill_memory(w);
}

/* --- the instruction ------------------------------------------------------ */

/* A set of opcodes: ranges, ended by 0, 0. */
struct range {
    uint8_t first, last;
};

static const struct range never[] = {
    {0x0f, 0x0f}, {0x26, 0x26}, {0x2e, 0x2e}, {0x36, 0x36}, {0x3e, 0x3e},
    {0x64, 0x67}, {0x9b, 0x9b}, {0xd8, 0xdf}, {0xf0, 0xf3}, {0, 0},
};

static const struct range not_in_real_mode[] = {
    {0x06, 0x07}, {0x0e, 0x0e}, {0x16, 0x17}, {0x1e, 0x1f}, {0x63, 0x63},
    {0x6c, 0x6f}, {0x8c, 0x8c}, {0x8e, 0x8e}, {0x9a, 0x9a}, {0xc4, 0xc5},
    {0xca, 0xcb}, {0xcd, 0xcd}, {0xcf, 0xcf}, {0xe4, 0xe7}, {0xea, 0xea},
    {0xec, 0xef}, {0xf4, 0xf4}, {0xfa, 0xfb}, {0, 0},
};

static const struct range with_0f[] = {
    {0x0b, 0x0b}, {0x40, 0x4f}, {0x80, 0x9f}, {0xa3, 0xa5}, {0xaa, 0xab},
    {0xac, 0xad}, {0xaf, 0xb1}, {0xb3, 0xb3}, {0xb6, 0xb7}, {0xb9, 0xbf},
    {0xc0, 0xc1}, {0xc7, 0xcf}, {0xff, 0xff}, {0, 0},
};

static const struct range with_0f_not_in_real_mode[] = {
    {0x00, 0x03}, {0x06, 0x06}, {0x08, 0x09}, {0x30, 0x30}, {0x32, 0x32},
    {0xa0, 0xa1}, {0xa8, 0xa9}, {0xb2, 0xb2}, {0xb4, 0xb5}, {0, 0},
};

static bool is_in(const struct range *r, uint8_t opcode)
{
    for (bool first = true; first || r->last; first = false, r++)
        if (opcode >= r->first && opcode <= r->last)
            return true;
    return false;
}

static uint8_t pick_opcode(const struct question_world *w, bool two)
{
    for (;;) {
        uint8_t opcode = (uint8_t)any();
        bool only_protected;

        if (two) {
            only_protected = is_in(with_0f_not_in_real_mode, opcode);
            if (!only_protected && !is_in(with_0f, opcode))
                continue;
        } else {
            only_protected = is_in(not_in_real_mode, opcode);
            if (is_in(never, opcode) || opcode == 0xf1)
                continue;
        }
        if (!only_protected || !w->real)
            return opcode;
    }
}

static unsigned put_prefixes(uint8_t *code, bool two)
{
    static const uint8_t sorts[] = {0x66, 0x66, 0x66, 0x67, 0x67, 0x26, 0x2e,
                                    0x36, 0x3e, 0x64, 0x65, 0xf0, 0xf2, 0xf3};
    /* F2 and F3 make other instructions of many with 0F. */
    unsigned choice = two ? ARRAY_LEN(sorts) - 2 : ARRAY_LEN(sorts);
    unsigned count = one_in(2) ? below(4) : 0;

    if (one_in(200))
        count = below(PREFIX_LIMIT);
    for (unsigned i = 0; i < count; i++)
        code[i] = sorts[below(choice)];
    return count;
}

/* A form of the ModRM byte that can be asked. */
static uint8_t modrm_for(const struct question_world *w, unsigned opcode,
                         uint8_t modrm)
{
    static const uint8_t system[] = {0x10, 0x18, 0x30, 0x38};

    switch (opcode) {
    case 0x62: /* BOUND, LES, LDS of a register: a prefix on the host */
    case 0xc4:
    case 0xc5:
    case 0x1b2:
    case 0x1b4:
    case 0x1b5:
        return modrm >= 0xc0 ? modrm & 0x3f : modrm;
    case 0x8f: /* /1 to /7: the same, or undefined */
    case 0xc6:
    case 0xc7:
        return modrm & 0xc7;
    case 0xff: /* far CALL and JMP */
        return w->real && modrm & 0x08 ? modrm & 0xf7 : modrm;
    case 0x100: /* LLDT, LTR, VERR, VERW */
        return 0xd0 | (modrm & 0x0f) | (modrm & 0x20 ? 0x20 : 0);
    case 0x101: /* LGDT, LIDT, LMSW, INVLPG */
        return (modrm & 0x07) | system[modrm >> 3 & 3];
    case 0x102: /* LAR, LSL: of a register, so that the selector is known */
    case 0x103:
        return modrm | 0xc0;
    case 0x1c7: /* CMPXCHG8B */
        return (modrm & 0xc7) | 0x08;
    default:
        return modrm;
    }
}

static void put_code(struct question *q, const struct question_world *w)
{
    bool two = one_in(4);
    unsigned n = put_prefixes(q->code, two);
    uint8_t *modrm;

    if (two)
        q->code[n++] = 0x0f;
    q->code[n++] = pick_opcode(w, two);
    for (unsigned i = n; i < CODE_BYTES; i++)
        q->code[i] = (uint8_t)any();
    q->instruction = instruction_read(q->code, q->code32);
    modrm = &q->code[n];
    if (n < CODE_BYTES)
        *modrm = modrm_for(w, q->instruction.opcode, *modrm);
    if (q->instruction.opcode == 0xcd && *modrm == 0x80)
        *modrm = 0x21; /* INT 80h calls the kernel */
    q->repeats =
        q->instruction.repeated && instruction_is_string(&q->instruction);
}

/* A 32-bit displacement that can lie in a segment; a far pointer's selector
 * that can be loaded; HLT behind what loads SS, for it holds the trap back
 * until the next instruction ends (SDM Vol. 3A, "Single-Step Exception"). */
static void mend_code(struct question *q)
{
    struct instruction *i = &q->instruction;
    uint8_t *modrm = q->code + (i->modrm - q->code);
    unsigned length = modrm_length(i);
    unsigned at = (unsigned)(modrm - q->code);
    unsigned end = at + (i->opcode == 0x17 ? 0 : length);
    uint16_t selector = any_selector();

    if (question_loads_ss(q) && end < CODE_BYTES)
        q->code[end] = 0xf4;
    if (at + 8 > CODE_BYTES)
        return;
    if (i->wide && length >= 5 && !one_in(4)) {
        modrm[length - 1] = 0;
        modrm[length - 2] &= 1;
    }
    if (i->opcode == 0x9a || i->opcode == 0xea)
        memcpy(modrm + i->word_bits / 8, &selector, sizeof selector);
}

/* --- registers ------------------------------------------------------------ */

static uint32_t value(void)
{
    static const uint32_t edges[] = {
        0,          1,          2,          0x7f,      0x80,
        0xff,       0x7fff,     0x8000,     0xffff,    0x10000,
        0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff};

    switch (below(8)) {
    case 0:
        return edges[below(ARRAY_LEN(edges))];
    case 1:
        return any();
    case 2:
        return any_selector();
    case 3:
        return any() >> below(32);
    default:
        return below(0x8000);
    }
}

/* An offset where the segment ends. */
static uint32_t edge_of(struct descriptor d)
{
    uint32_t offset = descriptor_limit(d) + 3 - below(12);

    return one_in(16) ? 3 - below(12) : offset;
}

static const struct descriptor *
of(const struct question *q, const struct question_world *w, unsigned segment)
{
    return &w->ldt[q->before.selector[segment] >> 3 & (SINGLE_LDT - 1)];
}

static void make_stack_pointer(struct question *q,
                               const struct question_world *w)
{
    struct descriptor d = *of(q, w, SS);
    bool down = descriptor_access(d) & ACC_DOWN;
    uint32_t limit = descriptor_limit(d), esp = below(limit / 2 + 2) & ~3u;

    if (down)
        esp = limit + 1 + 4 * below(0x1000);
    else if (esp < 64 && limit > 256)
        esp += 128;
    if (one_in(8))
        esp = edge_of(d);
    if (!(descriptor_access(d) & ACC_BIG))
        esp = (esp & 0xffff) | (one_in(2) ? 0 : single_high_sps[below(4)]);
    q->before.r[ESP] = esp;
    if (one_in(3))
        q->before.r[EBP] = esp + below(64);
}

/* The operand of an instruction with ModRM where its segment ends. */
static void aim(struct question *q, const struct question_world *w)
{
    uint8_t *modrm = q->code + (q->instruction.modrm - q->code);
    unsigned segment =
        q->instruction.segment < SEG_COUNT ? q->instruction.segment : DS;

    if (modrm >= q->code + CODE_BYTES || *modrm >= 0xc0)
        return;
    *modrm = (*modrm & 0x38) | (q->instruction.wide ? 3 : 7);
    q->before.r[EBX] = edge_of(*of(q, w, segment));
}

static void make_registers(struct question *q, const struct question_world *w)
{
    struct single *s = &q->before;
    unsigned source =
        q->instruction.segment < SEG_COUNT ? q->instruction.segment : DS;

    for (unsigned i = 0; i < 8; i++)
        s->r[i] = value();
    make_stack_pointer(q, w);
    if (q->repeats)
        s->r[ECX] = below(40);
    if (one_in(8))
        s->r[ESI] = edge_of(*of(q, w, source));
    if (one_in(8))
        s->r[EDI] = edge_of(*of(q, w, ES));
    s->eflags = (any() & (FLAGS_ARITH | FLAG_DF)) | FLAG_ONE | FLAG_IF;
}

static void make_segments(struct question *q, const struct question_world *w)
{
    struct single *s = &q->before;

    for (unsigned i = 0; i < SEG_COUNT; i++)
        s->selector[i] =
            SINGLE_SELECTOR(FIRST_DATA + below(FIRST_ODD - FIRST_DATA));
    if (one_in(8) && !w->real)
        s->selector[one_in(2) ? DS : ES] = 0;
    s->selector[SS] = SINGLE_SELECTOR(FIRST_STACK + below(8));
    s->selector[CS] = SINGLE_SELECTOR(below(FIRST_STACK));
}

void question_make(struct question *q, const struct question_world *w)
{
    struct descriptor d;
    uint32_t limit;

    q->before = (struct single){.vector = NO_VECTOR};
    make_segments(q, w);
    d = *of(q, w, CS);
    limit = descriptor_limit(d);
    q->code32 = descriptor_access(d) & ACC_BIG;
    put_code(q, w);
    make_registers(q, w);
    if (one_in(6))
        aim(q, w);
    mend_code(q);
    q->before.eip = one_in(64) ? limit - below(limit < 20 ? limit + 1 : 20)
                               : below(limit + 1);
    if (!q->code32)
        q->before.eip &= 0xffff;
    q->code_at = descriptor_base(d) + q->before.eip;
}
