/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/answers.c - what of two answers must be the same. The manual
 * leaves some of it open, and the host's processor may be an AMD.
 */
#include "tests/cpu/answers.h"

#include <string.h>

#include "sim/cpu/raise.h"

/* Selectors of the host's: see guest_cpu.c. */
#define LONG_CODE        0x30u
#define PROCESSOR_NUMBER 0x78u

/* A byte of the host's stack, over ESP. */
static uint8_t *on_stack(const struct answers *a, unsigned above)
{
    struct descriptor d = a->world->ldt[a->question->before.selector[SS] >> 3];
    uint32_t esp = a->host.r[ESP];

    if (!(descriptor_access(d) & ACC_BIG))
        esp &= 0xffff;
    return a->host_memory + (descriptor_base(d) + esp + above) % SINGLE_MEMORY;
}

/* A byte of memory as it was before: the instruction may be its own operand. */
static uint8_t byte_before(const struct answers *a, uint32_t at)
{
    uint32_t in_code = at - a->question->code_at;

    return in_code < CODE_BYTES ? a->question->code[in_code]
                                : a->world->memory[at];
}

static bool pushes_selector(const struct instruction *i)
{
    return i->opcode == 0x06 || i->opcode == 0x0e || i->opcode == 0x16 ||
           i->opcode == 0x1e || i->opcode == 0x1a0 || i->opcode == 0x1a8;
}

/* PUSHF stores TF, which is the host's own. Of a segment register pushed as
 * 32 bits, a processor may leave the upper 16 in memory as they were (SDM
 * Vol. 2, "PUSH"): ours does. */
static void mend_stack(struct answers *a)
{
    const struct instruction *i = &a->question->instruction;

    if (i->opcode == 0x9c)
        *on_stack(a, 1) &= 0xfe;
    if (!pushes_selector(i) || i->word_bits != 32)
        return;
    for (unsigned n = 2; n < 4; n++) {
        uint8_t *at = on_stack(a, n);

        *at = byte_before(a, (uint32_t)(at - a->host_memory));
    }
}

/* Of what loads SS: the HLT behind it ran too. */
static bool ran_on(const struct answers *a)
{
    const struct question *q = a->question;
    unsigned length = (unsigned)(q->instruction.modrm - q->code);

    if (q->instruction.opcode != 0x17)
        length += modrm_length(&q->instruction);
    return question_loads_ss(q) && a->host.vector == VECTOR_GP &&
           !a->host.error && a->host.eip == q->before.eip + length;
}

void answers_mend_host(struct answers *a)
{
    struct single *host = &a->host;

    if (ran_on(a))
        host->vector = NO_VECTOR;
    if (host->vector == NO_VECTOR)
        mend_stack(a);
    for (unsigned i = 0; i < SEG_COUNT && a->world->real; i++)
        host->selector[i] = question_real_selector(a->world, host->selector[i]);
}

/* --- what cannot be compared ---------------------------------------------- */

/* Two faults at once: the stack's and another's. CALL, RETF and IRET look at
 * the target first (SDM Vol. 2, their pseudo-code), and CMPS at ES:EDI; an
 * AMD does not. */
static bool stack_faults_first(const struct instruction *i)
{
    switch (i->opcode) {
    case 0xe8:
    case 0xff:
    case 0xca:
    case 0xcb:
    case 0xcf:
    case 0xa6:
    case 0xa7:
        return true;
    default:
        return false;
    }
}

/* ENTER: only the new value of SP or ESP must lie inside the limit (SDM
 * Vol. 2, "ENTER"); for an AMD, all of an operand that would be stored there
 * (AMD64 Manual Vol. 3, "ENTER", its check for a write). */
static bool enters_at_limit(const struct answers *a)
{
    struct descriptor d = a->world->ldt[a->question->before.selector[SS] >> 3];
    uint32_t mask = descriptor_access(d) & ACC_BIG ? 0xffffffff : 0xffff;
    uint32_t last =
        descriptor_access(d) & ACC_DOWN ? mask : descriptor_limit(d);

    return a->question->instruction.opcode == 0xc8 &&
           last - (a->ours.r[ESP] & mask) <
               a->question->instruction.word_bits / 8 - 1;
}

/* Where an AMD is not like the manual of Intel: it looks at the stack above
 * what RETF n releases, at four bytes for the two of a segment register, and
 * at the rights for ports before REP OUTS with a count of 0; ARPL may name
 * what cannot be written if it stays as it is; a far CALL writes CS before it
 * looks whether EIP has room, too (AMD64 Manual Vol. 3, "CALL (Far)"). */
static bool is_no_intel(const struct answers *a)
{
    const struct instruction *i = &a->question->instruction;
    unsigned ours = a->ours.vector, host = a->host.vector;
    uint32_t mask = i->wide ? 0xffffffff : 0xffff;

    if (host == VECTOR_SS && ours != VECTOR_SS)
        return i->opcode == 0xca ||
               (ours == VECTOR_GP && stack_faults_first(i)) ||
               (ours == NO_VECTOR && pushes_selector(i) &&
                i->word_bits == 32) ||
               (ours == NO_VECTOR && enters_at_limit(a));
    switch (i->opcode) {
    case 0x63:
        return ours == VECTOR_GP && host == NO_VECTOR;
    case 0x9a:
        return ours == VECTOR_SS && host == VECTOR_PF;
    case 0xff:
        return ours == VECTOR_SS && host == VECTOR_PF && modrm_reg(i) == 3;
    case 0x6c:
    case 0x6d:
    case 0x6e:
    case 0x6f:
        return i->repeated && !(a->question->before.r[ECX] & mask);
    case 0xe0: /* F2 and F3 turn LOOPNE into LOOPE, and back */
    case 0xe1:
        return i->repeated;
    default:
        return false;
    }
}

/* LSL of the segment whose limit is the number of the host's processor. */
static bool asks_for_processor(const struct question *q)
{
    uint32_t selector = q->before.r[q->instruction.modrm[0] & 7];

    return q->instruction.opcode == 0x103 &&
           (selector & 0xfff8) == PROCESSOR_NUMBER;
}

const char *answers_incomparable(const struct answers *a)
{
    const struct instruction *i = &a->question->instruction;

    if (a->host.vector == VECTOR_GP) {
        if (a->world->real && i->segment == CS)
            return "real mode may write into its code segment";
        if (a->ours.vector == VECTOR_UD)
            return "undefined, and past the end of the segment";
    }
    if (a->host.vector == VECTOR_PF &&
        (a->ours.selector[CS] & 0xfffc) == LONG_CODE)
        return "it led to 64-bit code"; /* CALL: that pushes at RSP */
    if (is_no_intel(a))
        return "an AMD is not like the manual of Intel";
    if (asks_for_processor(a->question))
        return "the limit is the number of the host's processor";
    return NULL;
}

/* --- what is compared ----------------------------------------------------- */

bool answers_stored_early(const struct answers *a)
{
    const struct instruction *i = &a->question->instruction;

    if (a->host.vector == NO_VECTOR)
        return false;
    return i->opcode == 0xc8 || i->opcode == 0x60 || i->opcode == 0x9a ||
           i->opcode == 0xe8 || (i->opcode == 0xff && modrm_reg(i) / 2 == 1);
}

/* Of a null selector the host's kernel does not keep bits 1 and 0. */
static bool selectors_agree(const struct answers *a)
{
    for (unsigned i = 0; i < SEG_COUNT; i++) {
        uint16_t ours = a->ours.selector[i], host = a->host.selector[i];

        if (ours != host && (ours > 3 || host > 3))
            return false;
    }
    return true;
}

static bool registers_agree(const struct answers *a)
{
    uint32_t eip_bits = a->world->real ? 0xffff : 0xffffffff;

    return !memcmp(a->ours.r, a->host.r, sizeof a->ours.r) &&
           !((a->ours.eip ^ a->host.eip) & eip_bits) && selectors_agree(a);
}

static const char *fault_difference(const struct answers *a)
{
    if (!a->world->real && a->ours.error != a->host.error)
        return "error code";
    if ((a->ours.eflags ^ a->host.eflags) & FLAGS_ARITH)
        return "flags";
    /* An AMD's POPA has popped some registers by then. */
    if (a->question->instruction.opcode != 0x61 && !registers_agree(a))
        return "registers";
    return NULL;
}

const char *answers_difference(const struct answers *a, bool *any_memory)
{
    const struct instruction *i = &a->question->instruction;
    uint32_t flags = FLAGS_ARITH | FLAG_DF;

    *any_memory = answers_stored_early(a);
    if (a->ours.vector != a->host.vector)
        return "vector";
    if (a->host.vector != NO_VECTOR)
        return fault_difference(a);
    if (!a->world->real)
        flags |= FLAG_NT | FLAG_AC | FLAG_ID;
    flags &= ~instruction_undefined(i, &a->question->before, any_memory);
    if (*any_memory)
        return NULL;
    if ((a->ours.eflags ^ a->host.eflags) & flags)
        return "flags";
    if ((i->opcode == 0x1bc || i->opcode == 0x1bd) && a->host.eflags & FLAG_ZF)
        return NULL; /* BSF, BSR of 0: any result */
    return registers_agree(a) ? NULL : "registers";
}
