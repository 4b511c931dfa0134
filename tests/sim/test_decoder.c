/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_decoder.c - our decoder against Zydis: length, operand sizes
 * and operands of every instruction that the bundled machine executes from
 * the reset vector to power-off, with all programs that start and every
 * command of the shell; and of random bytes.
 *
 * $RANDOM_BYTES=SEED,COUNT tries other strings of bytes, and more of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include <Zydis/Zydis.h>

#include "tests/sim/operands.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#define STRINGS  60000u
#define SEEN     65536u /* a power of 2 */
#define MISTAKES 20u

static struct {
    uint64_t seen[SEEN]; /* hashes of bytes and mode; 0: free */
    unsigned count, wide, mistakes;
} run;

/* Equal; Zydis also gives a size where an instruction has but one. */
static bool agree(const char *ours, const char *zydis)
{
    size_t n = strlen(ours);

    return strncmp(ours, zydis, n) == 0 &&
           (zydis[n] == '\0' || strncmp(zydis + n, " o", 2) == 0);
}

static void report(const uint8_t *bytes, unsigned count, enum cpu_mode mode,
                   const char *ours, const char *zydis)
{
    char hex[3 * INSTRUCTION_MAX + 1] = "";

    for (unsigned i = 0; i < count; i++)
        snprintf(hex + 3 * i, 4, "%02X ", bytes[i]);
    if (run.mistakes++ < MISTAKES)
        test_fail(__FILE__, __LINE__, "%smode %d: ours %s, Zydis %s", hex,
                  (int)mode, ours, zydis);
}

/* --- the boot ---------------------------------------------------------- */

static bool is_new(uint64_t hash)
{
    unsigned slot = (unsigned)hash & (SEEN - 1);

    for (; run.seen[slot]; slot = (slot + 1) & (SEEN - 1))
        if (run.seen[slot] == hash)
            return false;
    run.seen[slot] = hash;
    return ++run.count < SEEN / 2;
}

static void on_event(void *context, const struct event *e)
{
    const uint8_t *bytes = (const uint8_t *)e->arg;
    unsigned length = e->arg[4];
    char ours[OPERANDS_TEXT], zydis[OPERANDS_TEXT];
    enum cpu_mode mode = (enum cpu_mode)e->mode;
    int isa;

    (void)context;
    if (e->kind != EV_INSN ||
        !is_new(XXH3_64bits_withSeed(bytes, length, e->mode) | 1))
        return;
    run.wide += mode == MODE_PROTECTED32;
    operands_zydis(zydis, bytes, length, mode, &isa);
    if (!operands_ours(ours, bytes, length, mode, CPU_486) ||
        !agree(ours, zydis))
        report(bytes, length, mode, ours, zydis);
}

/* Commands that start every program on the disk but reboot. */
static const char commands[] =
    "help\\nps\\nls\\nmem\\ndate\\nuptime\\nlspci\\nirq\\nlog\\n"
    "cat hello.txt\\nsector 0\\nnonsense\\ncrash\\ncrash div\\nspin 1\\n"
    "echo x\\nkill 99\\nclear\\npoweroff\\n";

static void every_executed_instruction_is_decoded_as_by_zydis(void)
{
    struct vm *vm = vm_bundled();

    memset(&run, 0, sizeof run);
    vm->config.sink = (struct event_sink){on_event, NULL};
    vm->config.detail = true;
    vm_keys(vm, "screen:bootscope$", commands);
    EXPECT(vm_run(vm, 120000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    EXPECT(run.mistakes == 0, "%u of %u differ", run.mistakes, run.count);
    EXPECT(run.wide > 2000 && run.count - run.wide > 2000 &&
               run.count < SEEN / 2,
           "%u instructions, %u of them 32-bit", run.count, run.wide);
    vm_close(vm);
}

/* --- random bytes ------------------------------------------------------ */

static uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Up to three prefixes, then an opcode of either map. */
static void make_bytes(uint64_t *state, uint8_t bytes[INSTRUCTION_MAX])
{
    static const uint8_t prefixes[] = {0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65,
                                       0x66, 0x66, 0x67, 0x67, 0xf0, 0xf2,
                                       0xf3, 0x0f, 0x0f, 0x0f};
    uint64_t r = next_number(state);
    unsigned count = (unsigned)(r & 3);

    for (unsigned i = 0; i < INSTRUCTION_MAX; i++)
        bytes[i] = (uint8_t)next_number(state);
    for (unsigned i = 0; i < count; i++)
        bytes[i] = prefixes[r >> (8 + 4 * i) & 15];
}

static bool is_prefix(uint8_t byte)
{
    return (byte & 0xe7) == 0x26 || (byte >= 0x64 && byte <= 0x67) ||
           byte == 0xf0 || byte == 0xf2 || byte == 0xf3;
}

/* The opcode; 0F xx is 1xxh. */
static unsigned opcode_of(const uint8_t *bytes)
{
    while (is_prefix(*bytes))
        bytes++;
    return *bytes == 0x0f ? 0x100u | bytes[1] : *bytes;
}

/* SDM Vol. 2, "NOP": 0F 18 to 0F 1F were hints without effect before some got
 * a meaning (MPX, CET, prefetch); to an i686 they are. */
static bool is_hint(unsigned opcode)
{
    return opcode >= 0x118 && opcode <= 0x11f;
}

/* SDM Vol. 2, "FXSAVE": 66, F2 and F3 before 0F AE make other instructions of
 * it, which came later; to an i686 they have no effect. */
static bool is_later_form(const uint8_t *bytes, unsigned opcode)
{
    bool repurposed = false;

    for (; is_prefix(*bytes); bytes++)
        repurposed |= *bytes == 0x66 || *bytes == 0xf2 || *bytes == 0xf3;
    return repurposed && opcode == 0x1ae;
}

/* The register field may name nothing, which raises #UD when executed, not
 * when decoded: MOV of segment, control, debug and test registers. */
static bool is_judged_later(unsigned opcode)
{
    return opcode == 0x8c || opcode == 0x8e ||
           (opcode >= 0x120 && opcode <= 0x126);
}

/* The first model with each set of instructions (SDM Vol. 1, "Intel
 * Architecture History"; Vol. 3B, "Architecture Compatibility"); the others
 * came later. */
static enum cpu_model first_model(int isa)
{
    switch (isa) {
    case ZYDIS_ISA_SET_I86:
    case ZYDIS_ISA_SET_I186:
    case ZYDIS_ISA_SET_I286REAL:
    case ZYDIS_ISA_SET_I286PROTECTED:
    case ZYDIS_ISA_SET_I386:
    case ZYDIS_ISA_SET_LAHF:
    case ZYDIS_ISA_SET_X87:
    case ZYDIS_ISA_SET_PAUSE: /* F3 90: a NOP to all of them */
        return CPU_386;
    case ZYDIS_ISA_SET_I486:
    case ZYDIS_ISA_SET_I486REAL:
        return CPU_486;
    case ZYDIS_ISA_SET_PENTIUMREAL:
        return CPU_PENTIUM;
    case ZYDIS_ISA_SET_PPRO:
    case ZYDIS_ISA_SET_CMOV:
    case ZYDIS_ISA_SET_FCMOV:
    case ZYDIS_ISA_SET_FAT_NOP:
    case ZYDIS_ISA_SET_FXSAVE:
    case ZYDIS_ISA_SET_RDPMC:
        return CPU_I686;
    default:
        return CPU_MODELS;
    }
}

/* Instructions of these sets that are none to us: RSM (no system management
 * mode), UD0, UD1 and UD2, which exist to raise #UD, TR moves (gone with the
 * Pentium). */
static bool is_missing(unsigned opcode, enum cpu_model model)
{
    switch (opcode) {
    case 0x10b:
    case 0x1aa:
    case 0x1b9:
    case 0x1ff:
        return true;
    case 0x124:
    case 0x126:
        return model > CPU_486;
    default:
        return false;
    }
}

static void compare(const uint8_t *bytes, enum cpu_mode mode,
                    enum cpu_model model)
{
    char ours[OPERANDS_TEXT], zydis[OPERANDS_TEXT];
    unsigned opcode = opcode_of(bytes);
    int isa = 0;
    bool are_one = operands_ours(ours, bytes, INSTRUCTION_MAX, mode, model);
    bool should_be = operands_zydis(zydis, bytes, INSTRUCTION_MAX, mode, &isa);
    bool alike;

    if (is_hint(opcode) || is_judged_later(opcode) ||
        is_later_form(bytes, opcode)) {
        alike = !are_one || !should_be ||
                strtoul(ours, NULL, 10) == strtoul(zydis, NULL, 10);
    } else {
        should_be = should_be && first_model(isa) <= model &&
                    !is_missing(opcode, model);
        alike = are_one == should_be && (!are_one || agree(ours, zydis));
    }
    run.count += are_one && should_be;
    if (!alike)
        report(bytes, INSTRUCTION_MAX, mode, ours, zydis);
}

static void random_bytes_are_decoded_as_by_zydis(void)
{
    unsigned long seed = 1, count = STRINGS;
    const char *wish = getenv("RANDOM_BYTES");
    uint64_t state;

    if (wish)
        sscanf(wish, "%lu,%lu", &seed, &count);
    memset(&run, 0, sizeof run);
    state = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
    for (unsigned long i = 0; i < count; i++) {
        uint8_t bytes[INSTRUCTION_MAX];

        make_bytes(&state, bytes);
        compare(bytes, i & 1 ? MODE_PROTECTED32 : MODE_PROTECTED16,
                (enum cpu_model)(i / 2 % CPU_MODELS));
    }
    EXPECT(run.mistakes == 0, "%u differ; seed %lu", run.mistakes, seed);
    EXPECT(run.count > count / 2, "%u of %lu are instructions", run.count,
           count);
}

CU_TestInfo decoder_tests[] = {
    TEST(every_executed_instruction_is_decoded_as_by_zydis),
    TEST(random_bytes_are_decoded_as_by_zydis),
    CU_TEST_INFO_NULL,
};
