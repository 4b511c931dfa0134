/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/test_x87_host.c - every x87 instruction with random numbers,
 * against the host's own floating-point unit: registers, tags, status word
 * and memory, bit by bit; the transcendental functions within one unit in the
 * last place.
 *
 * $X87_CASES=SEED,COUNT tries other numbers, and more for each opcode.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cpu/vcpu.h"
#include "sim/cpu/x87_unit.h"
#include "tests/cpu/x87_host.h"
#include "tests/test.h"

#define CASES    2000u
#define MISTAKES 10u

static uint64_t random_state;
static unsigned mistakes;

/* xorshift*, by S. Vigna, after G. Marsaglia. */
static uint64_t random_next(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * UINT64_C(0x2545f4914f6cdd1d);
}

static uint64_t one_in(unsigned n)
{
    return random_next() % n == 0;
}

/* --- what goes in -------------------------------------------------------- */

/* Bits in runs, so that carries and ties come up. */
static uint64_t random_bits(void)
{
    uint64_t r = random_next();
    unsigned n = (unsigned)(random_next() % 64);

    switch (random_next() % 8) {
    case 0:
        return r & ~UINT64_C(0) << 40;
    case 1:
        return r & ~UINT64_C(0) << 11;
    case 2:
        return ~UINT64_C(0) << n;
    case 3:
        return UINT64_C(1) << n | UINT64_C(1) << (r % 64);
    case 4:
        return ~UINT64_C(0) >> n;
    case 5:
        return r & random_next() & random_next();
    default:
        return r;
    }
}

/* Mostly numbers near 1; also near each edge of each format, and what is no
 * number. */
static struct f80 random_number(void)
{
    static const struct {
        uint16_t from, count;
    } ranges[] = {
        {0, 1},        {0, 80},      {0x7fff, 1},      {0x7ffe - 80, 81},
        {0, 0x7fff},   {0x7fff, 1},  {0x3fff - 2, 70}, {0x3bb0, 100},
        {0x43a0, 100}, {0x3f50, 60}, {0x4060, 60},
    };
    struct f80 a = {random_bits() | F80_INTEGER, 0};
    uint64_t kind = random_next() % 20;

    if (kind < ARRAY_LEN(ranges))
        a.e =
            (uint16_t)(ranges[kind].from + random_next() % ranges[kind].count);
    else
        a.e = (uint16_t)(0x3fff - 40 + random_next() % 80);
    if (kind == 0)
        a.m = 0;
    else if (kind == 5)
        a.m = F80_INTEGER;
    else if (kind == 6)
        a.m &= ~UINT64_C(0) << random_next() % 64;
    else if (one_in(20))
        a.m = random_bits();
    a.e |= random_next() & F80_SIGN;
    return a;
}

static uint16_t random_control(void)
{
    static const uint16_t precisions[] = {0, 0x200, 0x300, 0x300};
    uint16_t control = (uint16_t)(0x7f | precisions[random_next() % 4] |
                                  (random_next() & X87_ROUNDING));

    if (one_in(4))
        control &= (uint16_t) ~(random_next() & X87_EXCEPTIONS);
    return control;
}

static struct x87_world random_world(void)
{
    struct x87_world w = {.x.control = random_control()};
    unsigned top;

    w.x.status = random_next() & (X87_TOP | X87_CONDITION);
    if (one_in(8)) /* exceptions of the past that are masked */
        w.x.status |= random_next() & X87_EXCEPTIONS & w.x.control;
    top = w.x.status >> 11 & 7;
    w.x.used = one_in(8) ? random_next() & 0xff : 0xff;
    if (!one_in(16))
        w.x.used &= (uint16_t)~BIT((top + 7) & 7);
    for (unsigned i = 0; i < 8; i++) {
        struct f80 a = random_number();

        w.x.significand[i] = a.m;
        w.x.exponent[i] = a.e;
    }
    if (one_in(6)) { /* two numbers close to each other */
        unsigned next = (top + 1) & 7;

        w.x.exponent[next] =
            (uint16_t)(w.x.exponent[top] + random_next() % 5 - 2);
        if (one_in(3))
            w.x.significand[next] =
                (w.x.significand[top] + random_next() % 3 - 1) | F80_INTEGER;
    }
    for (unsigned i = 0; i < 16; i += 8) {
        uint64_t bits = random_bits();

        memcpy(w.memory + i, &bits, 8);
    }
    w.flags = random_next() & FLAGS_ARITH;
    w.ax = (uint16_t)random_next();
    return w;
}

/* --- ours ---------------------------------------------------------------- */

static void store(struct x87_world *w, struct x87_form form)
{
    struct x87_store s = x87_store(&w->x, (enum x87_type)form.type);
    unsigned bytes = x87_bytes[form.type];

    if (!x87_commit_store(&w->x, &s))
        return;
    memcpy(w->memory, &s.image.low, bytes < 8 ? bytes : 8);
    if (bytes > 8)
        memcpy(w->memory + 8, &s.image.top, 2);
    if (form.action == X87_STORE_POP)
        x87_pop(&w->x);
}

static void run_ours(struct x87_world *w, unsigned opcode)
{
    struct x87_form form = x87_form(opcode);
    struct cpu_state s = {.x87 = w->x};
    struct x87_image image;

    memcpy(&image.low, w->memory, 8);
    memcpy(&image.top, w->memory + 8, 2);
    if (X87_REGISTERS(opcode)) {
        s.r[EAX].w = w->ax;
        cpu_set_eflags(&s, w->flags);
        x87_execute(&s, opcode);
        w->flags = cpu_eflags(&s) & FLAGS_ARITH;
        w->ax = s.r[EAX].w;
        w->x = s.x87;
    } else if (form.action == X87_ARITHMETIC) {
        x87_arithmetic_with(&w->x, opcode, (enum x87_type)form.type, image);
    } else if (form.action == X87_LOAD) {
        x87_load(&w->x, (enum x87_type)form.type, image);
    } else {
        store(w, form);
    }
}

/* --- what is compared ---------------------------------------------------- */

static bool is_function(unsigned opcode)
{
    switch (opcode) {
    case 0x1f0: /* F2XM1, FYL2X, FPTAN, FPATAN */
    case 0x1f1:
    case 0x1f2:
    case 0x1f3:
    case 0x1f9: /* FYL2XP1 */
    case 0x1fb: /* FSINCOS, FSIN, FCOS */
    case 0x1fe:
    case 0x1ff:
        return true;
    default:
        return false;
    }
}

/* SDM Vol. 2: F2XM1 is defined from -1 to 1, FYL2XP1 from sqrt(1/2) - 1 to
 * 1 - sqrt(1/2); the host does as it likes outside. */
static bool is_defined(const struct x87_world *w, unsigned opcode)
{
    unsigned exponent = w->x.exponent[w->x.status >> 11 & 7] & F80_MAX;

    if (opcode == 0x1f0)
        return exponent < F80_BIAS;
    return opcode != 0x1f9 || exponent < F80_BIAS - 2;
}

/* FCOMI, FUCOMI and the forms that pop. */
static bool sets_flags(unsigned opcode)
{
    return X87_REGISTERS(opcode) && X87_REG(opcode) >= 5 &&
           (X87_GROUP(opcode) == 3 || X87_GROUP(opcode) == 7);
}

static bool is_comparison(unsigned opcode)
{
    unsigned group = X87_GROUP(opcode), reg = X87_REG(opcode);

    if (group % 2 == 0) /* FCOM, FICOM, FUCOMPP */
        return reg == 2 || reg == 3 || opcode == 0x2e9;
    return opcode == 0x1e4 || sets_flags(opcode) ||
           (X87_REGISTERS(opcode) && group == 5 && reg >= 4);
}

/* FFREE and FFREEP. */
static bool frees(unsigned opcode)
{
    return (opcode & 0x5f8) == 0x5c0;
}

/* Bits of the status word that are not compared: C1 and PE of the functions;
 * C1 of FFREE, which the manual leaves open, and of FCOMI, which clears it on
 * an Intel processor alone; and what a comparison says when its exception is
 * not masked: nothing (SDM Vol. 2, "FCOM", "FCOMI"), but an AMD does. */
static uint16_t open_bits(unsigned opcode, uint16_t status)
{
    if (is_function(opcode))
        return X87_C1 | X87_PE;
    if (is_comparison(opcode) && (status & X87_ES))
        return X87_CONDITION;
    return frees(opcode) || sets_flags(opcode) ? X87_C1 : 0;
}

static bool flags_agree(const struct x87_world *ours,
                        const struct x87_world *host, unsigned opcode)
{
    return ours->flags == host->flags ||
           (sets_flags(opcode) && (host->x.status & X87_ES));
}

/* At most one unit in the last place apart. */
static bool is_near(struct f80 a, struct f80 b)
{
    if (a.e == b.e)
        return (a.m > b.m ? a.m - b.m : b.m - a.m) <= 1;
    /* On both sides of a power of 2. */
    if (b.e == a.e + 1)
        return a.m == UINT64_MAX && b.m == F80_INTEGER;
    return a.e == b.e + 1 && b.m == UINT64_MAX && a.m == F80_INTEGER;
}

static bool registers_agree(const struct x87 *a, const struct x87 *b,
                            bool nearly)
{
    for (unsigned i = 0; i < 8; i++) {
        struct f80 x = {a->significand[i], a->exponent[i]};
        struct f80 y = {b->significand[i], b->exponent[i]};

        if (nearly ? !is_near(x, y) : x.m != y.m || x.e != y.e)
            return false;
    }
    return true;
}

static bool agree(const struct x87_world *ours, const struct x87_world *host,
                  unsigned opcode)
{
    uint16_t open = open_bits(opcode, host->x.status);

    return !((ours->x.status ^ host->x.status) & ~open) &&
           ours->x.used == host->x.used && ours->x.control == host->x.control &&
           ours->ax == host->ax && flags_agree(ours, host, opcode) &&
           !memcmp(ours->memory, host->memory, sizeof ours->memory) &&
           registers_agree(&ours->x, &host->x, is_function(opcode));
}

static void describe(char *text, size_t size, const struct x87_world *w)
{
    unsigned top = w->x.status >> 11 & 7, next = (top + 1) & 7;
    uint64_t low;

    memcpy(&low, w->memory, 8);
    snprintf(text, size,
             "cw %04X sw %04X used %02X st0 %04X:%016llX st1 %04X:%016llX "
             "m %016llX",
             w->x.control, w->x.status, w->x.used, w->x.exponent[top],
             (unsigned long long)w->x.significand[top], w->x.exponent[next],
             (unsigned long long)w->x.significand[next],
             (unsigned long long)low);
}

static void compare(unsigned opcode)
{
    struct x87_world before = random_world(), host = before, ours = before;
    char text[3][140];

    if (!is_defined(&before, opcode))
        return;
    x87_host_run(&host, opcode);
    run_ours(&ours, opcode);
    if (agree(&ours, &host, opcode) || mistakes++ >= MISTAKES)
        return;
    describe(text[0], sizeof text[0], &before);
    describe(text[1], sizeof text[1], &ours);
    describe(text[2], sizeof text[2], &host);
    test_fail(__FILE__, __LINE__, "%02X %02X\n  of   %s\n  ours %s\n  host %s",
              0xd8 | opcode >> 8, opcode & 0xff, text[0], text[1], text[2]);
}

static bool is_asked(unsigned opcode)
{
    if (!x87_exists(opcode, CPU_I686))
        return false;
    if (X87_REGISTERS(opcode))
        return true;
    return (opcode & 0xc7) == 0 && x87_form(opcode).action < X87_LDENV;
}

static void each_instruction_does_what_the_host_s_does(void)
{
    unsigned long seed = 1, count = CASES;
    const char *wish = getenv("X87_CASES");

    if (!x87_host_open())
        test_skip("the host is no x86-64, or allows no code to be made");
    if (wish)
        sscanf(wish, "%lu,%lu", &seed, &count);
    random_state = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
    mistakes = 0;
    for (unsigned opcode = 0; opcode < 0x800; opcode++)
        for (unsigned long i = 0; is_asked(opcode) && i < count; i++)
            compare(opcode);
    EXPECT(mistakes == 0, "%u differ; seed %lu", mistakes, seed);
}

CU_TestInfo cpu_x87_host_tests[] = {
    TEST(each_instruction_does_what_the_host_s_does),
    CU_TEST_INFO_NULL,
};
