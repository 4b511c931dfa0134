/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/coverage.c - every instruction of the 80386 was executed by some
 * test: each opcode with each operand size, and with its operand in a
 * register and in memory where it has the choice.
 *
 * What must be there is read from the decoder, by asking it for every opcode.
 */
#include "tests/cpu/coverage.h"

#include <string.h>

#include "sim/cpu/decode.h"
#include "tests/test.h"

/* An opcode (0F xx: 1xxh) as the handler it decodes to. */
struct encoding {
    uint16_t opcode;
    uint16_t handler;
    bool memory;
};

static bool seen[0x200][H_COUNT][2];
static struct encoding pending;
static bool is_pending;
static unsigned executed;

/* The name at the first of its handlers. */
static const char *const names[H_COUNT] = {
#define BINARY(name) [H_##name] = #name,
#define UNARY(name)  [H_##name] = #name,
#define WORD(name)   [H_##name] = #name,
#define PLAIN(name)  [H_##name] = #name,
#include "sim/cpu/handlers.def"
#undef BINARY
#undef UNARY
#undef WORD
#undef PLAIN
};

static const char *name_of(unsigned handler)
{
    while (!names[handler])
        handler--;
    return names[handler];
}

static bool is_prefix(uint8_t byte)
{
    static const uint8_t prefixes[] = {0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65,
                                       0x66, 0x67, 0xf0, 0xf2, 0xf3};

    return memchr(prefixes, byte, sizeof prefixes) != NULL;
}

static bool identify(struct encoding *e, const uint8_t *bytes, unsigned length,
                     bool code32)
{
    struct decoded d;

    if (decode(&d, bytes, length, code32, CPU_386) <= 0 || d.handler == H_ud)
        return false;
    while (is_prefix(*bytes))
        bytes++;
    e->opcode = *bytes == 0x0f ? 0x100 | bytes[1] : *bytes;
    e->handler = d.handler;
    e->memory = d.op.flags & OP_MEMORY;
    return true;
}

static void commit(void)
{
    if (is_pending)
        seen[pending.opcode][pending.handler][pending.memory] = true;
    is_pending = false;
}

void coverage_begin(const uint8_t *bytes, unsigned length, bool code32)
{
    commit();
    executed++;
    is_pending = identify(&pending, bytes, length, code32);
}

void coverage_fault(void)
{
    is_pending = is_pending && pending.handler == H_int1; /* means to */
}

/* One ModRM.reg of one opcode, with and without an operand size prefix, with
 * a register and with memory. */
static void look_for(unsigned opcode, unsigned reg)
{
    for (unsigned variant = 0; variant < 4; variant++) {
        uint8_t bytes[16] = {0};
        struct encoding e;
        unsigned n = 0;

        if (variant & 1)
            bytes[n++] = 0x66;
        if (opcode & 0x100)
            bytes[n++] = 0x0f;
        bytes[n++] = (uint8_t)opcode;
        bytes[n] = (uint8_t)(reg << 3 | (variant & 2 ? 0xc0 : 0x07));
        if (!identify(&e, bytes, sizeof bytes, false) ||
            seen[e.opcode][e.handler][e.memory])
            continue;
        seen[e.opcode][e.handler][e.memory] = true; /* say it once */
        EXPECT(false, "no test for opcode %s%02X /%u (%s), %s, %u bits",
               opcode & 0x100 ? "0F " : "", opcode & 0xff, reg,
               name_of(e.handler), e.memory ? "memory" : "no memory",
               variant & 1 ? 32 : 16);
    }
}

static void each_386_opcode_was_executed(void)
{
    if (executed == 0)
        test_skip("run it together with the other cpu suites");
    commit();
    for (unsigned opcode = 0; opcode < 0x200; opcode++) {
        if (opcode < 0x100 && (opcode == 0x0f || is_prefix((uint8_t)opcode)))
            continue;
        for (unsigned reg = 0; reg < 8; reg++)
            look_for(opcode, reg);
    }
}

CU_TestInfo cpu_coverage_tests[] = {
    TEST(each_386_opcode_was_executed),
    CU_TEST_INFO_NULL,
};
