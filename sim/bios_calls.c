/* SPDX-License-Identifier: MIT
 *
 * sim/bios_calls.c - see sim/bios_calls.h.
 */
#include "sim/bios_calls.h"

#include <string.h>

#include "sim/board.h"

/* --- memory of the caller ---------------------------------------------- */

/* Through the page tables, if a virtual-8086 program runs under them. */
static uint32_t peek(const struct board *b, uint32_t linear, unsigned bytes)
{
    uint32_t value = 0;

    for (unsigned i = 0; i < bytes; i++) {
        const struct page_walk w = board_walk(b, linear + i);
        uint8_t byte;

        board_peek(b, vcpu_pins(&b->cpu, w.physical), &byte);
        value |= (uint32_t)byte << (8 * i);
    }
    return value;
}

static uint32_t peek_at(const struct board *b, uint16_t segment,
                        uint32_t offset, unsigned bytes)
{
    return peek(b, ((uint32_t)segment << 4) + (offset & 0xffff), bytes);
}

/* --- parameters and results -------------------------------------------- */

static uint32_t low_byte(uint32_t value)
{
    return value & 0xff;
}

static uint32_t high_byte(uint32_t value)
{
    return value >> 8 & 0xff;
}

static uint32_t packed(uint16_t segment, uint32_t offset)
{
    return (uint32_t)segment << 16 | (offset & 0xffff);
}

/* INT 13h: CH and the two high bits of CL are the cylinder. */
static uint32_t chs(const struct bios_caller *c)
{
    uint32_t cx = c->r[ECX];
    uint32_t cylinder = high_byte(cx) | (cx & 0xc0) << 2;

    return cylinder << 16 | high_byte(c->r[EDX]) << 8 | (cx & 0x3f);
}

/* The base out of a segment descriptor. */
static uint32_t descriptor_base(const struct board *b,
                                const struct bios_caller *c, unsigned at)
{
    uint32_t low = peek_at(b, c->es, c->r[ESI] + at + 2, 3);

    return low | peek_at(b, c->es, c->r[ESI] + at + 7, 1) << 24;
}

static uint32_t memory_value(const struct board *b, const struct bios_caller *c,
                             enum bios_source source)
{
    uint32_t si = c->r[ESI], di = c->r[EDI];

    switch (source) {
    case S_PACKET_COUNT:
        return peek_at(b, c->ds, si + 2, 2);
    case S_PACKET_BUFFER:
        return peek_at(b, c->ds, si + 4, 4);
    case S_PACKET_LBA:
        return peek_at(b, c->ds, si + 8, 4);
    case S_PACKET_LBA_HIGH:
        return peek_at(b, c->ds, si + 12, 4);
    case S_ENTRY_BASE:
        return peek_at(b, c->es, di, 4);
    case S_ENTRY_BASE_HIGH:
        return peek_at(b, c->es, di + 4, 4);
    case S_ENTRY_LENGTH:
        return peek_at(b, c->es, di + 8, 4);
    case S_ENTRY_LENGTH_HIGH:
        return peek_at(b, c->es, di + 12, 4);
    case S_ENTRY_TYPE:
        return peek_at(b, c->es, di + 16, 4);
    case S_MOVE_SOURCE:
        return descriptor_base(b, c, 0x10);
    case S_MOVE_TARGET:
        return descriptor_base(b, c, 0x18);
    default:
        return 0;
    }
}

static uint32_t register_value(const struct bios_caller *c,
                               enum bios_source source)
{
    static const uint8_t order[] = {EAX, EAX, EBX, EBX, ECX, ECX, EDX, EDX};
    uint32_t byte = source <= S_DH ? c->r[order[source - S_AL]] : 0;

    switch (source) {
    case S_AL:
    case S_BL:
    case S_CL:
    case S_DL:
        return low_byte(byte);
    case S_AH:
    case S_BH:
    case S_CH:
    case S_DH:
        return high_byte(byte);
    case S_AX:
        return c->r[EAX] & 0xffff;
    case S_BX:
        return c->r[EBX] & 0xffff;
    case S_CX:
        return c->r[ECX] & 0xffff;
    case S_DX:
        return c->r[EDX] & 0xffff;
    case S_SI:
        return c->r[ESI] & 0xffff;
    case S_DI:
        return c->r[EDI] & 0xffff;
    case S_EBX:
        return c->r[EBX];
    case S_ECX:
        return c->r[ECX];
    case S_ES:
        return c->es;
    default:
        return 0;
    }
}

static uint32_t pair_value(const struct bios_caller *c, enum bios_source source)
{
    switch (source) {
    case S_CX_DX:
        return c->r[ECX] << 16 | (c->r[EDX] & 0xffff);
    case S_CHS:
        return chs(c);
    case S_ES_BX:
        return packed(c->es, c->r[EBX]);
    case S_ES_BP:
        return packed(c->es, c->r[EBP]);
    case S_ES_DI:
        return packed(c->es, c->r[EDI]);
    case S_ES_DX:
        return packed(c->es, c->r[EDX]);
    case S_DS_SI:
        return packed(c->ds, c->r[ESI]);
    default:
        return 0;
    }
}

/* now: the registers at this moment; call: those at the INT, whose pointers
 * count. */
static uint32_t value_of(const struct board *b, const struct bios_caller *now,
                         const struct bios_caller *call,
                         enum bios_source source)
{
    if (source == S_NONE)
        return 0;
    if (source >= S_PACKET_COUNT)
        return memory_value(b, call, source);
    return source >= S_CX_DX ? pair_value(now, source)
                             : register_value(now, source);
}

/* --- calls ------------------------------------------------------------- */

/* What INT pushed: in real mode IP, CS, FLAGS. Out of virtual-8086 mode, on
 * the stack of the monitor: EIP, CS, EFLAGS, ESP, SS, ES, DS. */
static bool read_frame(const struct board *b, struct bios_frame *f)
{
    const struct cpu_state *s = &b->cpu.s;
    uint32_t base = s->seg[SS].base, sp = s->r[ESP].d;

    f->caller.es = s->seg[ES].selector;
    f->caller.ds = s->seg[DS].selector;
    for (unsigned i = 0; i < ARRAY_LEN(f->caller.r); i++)
        f->caller.r[i] = s->r[i].d;
    if (!(s->cr0 & CR0_PE)) {
        f->ip = (uint16_t)peek(b, base + (sp & 0xffff), 2);
        f->cs = (uint16_t)peek(b, base + ((sp + 2) & 0xffff), 2);
        f->ss = s->seg[SS].selector;
        f->sp = (uint16_t)(sp + 6);
        return true;
    }
    if (!(peek(b, base + sp + 8, 4) & FLAG_VM))
        return false;
    f->v86 = true;
    f->ip = (uint16_t)peek(b, base + sp, 2);
    f->cs = (uint16_t)peek(b, base + sp + 4, 2);
    f->sp = (uint16_t)peek(b, base + sp + 12, 2);
    f->ss = (uint16_t)peek(b, base + sp + 16, 2);
    f->caller.es = (uint16_t)peek(b, base + sp + 20, 2);
    f->caller.ds = (uint16_t)peek(b, base + sp + 24, 2);
    return true;
}

/* The new call uses stack that belonged to these: they cannot return. */
static void forget_passed(struct bios_calls *calls, const struct bios_frame *f)
{
    while (calls->depth) {
        const struct bios_frame *top = &calls->frame[calls->depth - 1];

        if (top->ss != f->ss || f->sp + 6 <= top->sp)
            return;
        calls->depth--;
    }
}

static void push(struct bios_calls *calls, const struct bios_frame *f)
{
    if (calls->depth == BIOS_DEPTH) {
        calls->depth--;
        memmove(&calls->frame[0], &calls->frame[1],
                calls->depth * sizeof calls->frame[0]);
    }
    calls->frame[calls->depth++] = *f;
}

void bios_calls_enter(struct board *b, unsigned vector, uint64_t cause)
{
    struct bios_frame f = {.vector = (uint8_t)vector};
    uint32_t args[2 + BIOS_VALUES] = {vector};
    uint64_t before;

    if (!bios_vector(vector) || !read_frame(b, &f))
        return;
    args[1] = f.caller.r[EAX] & 0xffff;
    f.function = bios_function_find(vector, args[1]);
    for (unsigned i = 0; f.function && i < BIOS_VALUES; i++) {
        f.in[i] = value_of(b, &f.caller, &f.caller, f.function->in[i]);
        args[2 + i] = f.in[i];
    }
    before = trace_because(&b->tracer, cause);
    f.id = board_trace(b, EV_BIOS_CALL, args, ARRAY_LEN(args));
    trace_because(&b->tracer, before);
    forget_passed(&b->bios_calls, &f);
    push(&b->bios_calls, &f);
}

/* --- returns ----------------------------------------------------------- */

static bool has_returned(const struct cpu_state *s, const struct bios_frame *f)
{
    bool v86 = s->eflags & FLAG_VM;

    return s->eip == f->ip && s->seg[CS].selector == f->cs &&
           s->seg[SS].selector == f->ss && s->r[ESP].w == f->sp &&
           v86 == f->v86 && (v86 || !(s->cr0 & CR0_PE));
}

static void report(struct board *b, const struct bios_frame *f)
{
    const struct cpu_state *s = &b->cpu.s;
    uint32_t args[4 + 2 * BIOS_VALUES] = {f->vector, f->caller.r[EAX] & 0xffff};
    struct bios_caller now = {.es = s->seg[ES].selector,
                              .ds = s->seg[DS].selector};
    uint32_t *result = args + 2 + BIOS_VALUES;
    uint64_t before;

    for (unsigned i = 0; i < ARRAY_LEN(now.r); i++)
        now.r[i] = s->r[i].d;
    memcpy(args + 2, f->in, sizeof f->in);
    result[0] = s->r[EAX].w;
    result[1] = cpu_eflags(s) & 0xffff;
    for (unsigned i = 0; f->function && i < BIOS_VALUES; i++)
        result[2 + i] = value_of(b, &now, &f->caller, f->function->out[i]);
    before = trace_because(&b->tracer, f->id);
    board_trace(b, EV_BIOS_RETURN, args, ARRAY_LEN(args));
    trace_because(&b->tracer, before);
}

void bios_calls_look(struct board *b)
{
    struct bios_calls *calls = &b->bios_calls;

    for (unsigned i = calls->depth; i-- > 0;) {
        if (!has_returned(&b->cpu.s, &calls->frame[i]))
            continue;
        calls->depth = i;
        report(b, &calls->frame[i]);
        return;
    }
}
