/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_string.h - string instructions and REP. Part of the core
 * (execute.c).
 *
 * A REP iteration counts as one instruction and is a point at which the run
 * can stop. Where source and destination are plain memory, iterations run in
 * a tight loop as far as the page, the segment and the budget allow.
 *
 * Source: Intel SDM Vol. 2, "REP/REPE/REPNE", "MOVS", "CMPS", "STOS", "LODS",
 * "SCAS", "INS", "OUTS".
 */
#ifndef SIM_CPU_OPS_STRING_H
#define SIM_CPU_OPS_STRING_H

#include "sim/cpu/ports.h"

#define OP_REP (OP_REPE | OP_REPNE)

static inline uint32_t masked(const struct vcpu *v, const struct op *op,
                              unsigned n)
{
    return v->s.r[n].d & op->mask;
}

static inline void set_masked(struct vcpu *v, const struct op *op, unsigned n,
                              uint32_t value)
{
    v->s.r[n].d = (v->s.r[n].d & ~op->mask) | (value & op->mask);
}

/* Move SI or DI on by `bytes`, up or down by DF. */
static inline void advance(struct vcpu *v, const struct op *op, unsigned n,
                           unsigned bytes)
{
    uint32_t by = v->s.eflags & FLAG_DF ? 0u - bytes : bytes;

    set_masked(v, op, n, v->s.r[n].d + by);
}

/* A copy carries the origin of its source along. */
static uint32_t copied_mark(struct vcpu *v, uint32_t linear)
{
    const struct tlb_entry *e = &v->tlb[tlb_index(linear)];
    uint32_t mark;

    if (e->read_tag != tlb_tag(v, linear) || !e->marks)
        return v->store_mark;
    mark = e->marks[(linear & (FRAME_SIZE - 1)) >> LINE_SHIFT] & ~ORIGIN_CODE;
    if (origin_kind(mark) == ORIGIN_NONE)
        return v->store_mark;
    return mark | ORIGIN_COPIED;
}

static inline void step_movs(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    uint32_t from = masked(v, op, ESI);
    uint32_t value = mem_read(v, op, op->seg, from, bytes);
    uint32_t mark = v->store_mark;

    v->store_mark = copied_mark(v, v->s.seg[op->seg].base + from);
    mem_write(v, op, ES, masked(v, op, EDI), value, bytes);
    v->store_mark = mark;
    advance(v, op, ESI, bytes);
    advance(v, op, EDI, bytes);
}

static inline void compare(struct vcpu *v, uint32_t a, uint32_t b,
                           unsigned bytes)
{
    uint32_t mask = 0xffffffffu >> (32 - 8 * bytes);

    flags_sub(&v->s, a & mask, b, (a & mask) - b, 8 * bytes);
}

static inline void step_cmps(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    /* In this order: it decides which of two faults is raised. */
    uint32_t b = mem_read(v, op, ES, masked(v, op, EDI), bytes);
    uint32_t a = mem_read(v, op, op->seg, masked(v, op, ESI), bytes);

    compare(v, a, b, bytes);
    advance(v, op, ESI, bytes);
    advance(v, op, EDI, bytes);
}

static inline void step_stos(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    uint32_t mask = 0xffffffffu >> (32 - 8 * bytes);

    mem_write(v, op, ES, masked(v, op, EDI), v->s.r[EAX].d & mask, bytes);
    advance(v, op, EDI, bytes);
}

static inline void step_lods(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    uint32_t value = mem_read(v, op, op->seg, masked(v, op, ESI), bytes);

    memcpy(&v->s.r[EAX], &value, bytes);
    advance(v, op, ESI, bytes);
}

static inline void step_scas(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    uint32_t b = mem_read(v, op, ES, masked(v, op, EDI), bytes);

    compare(v, v->s.r[EAX].d, b, bytes);
    advance(v, op, EDI, bytes);
}

static inline void step_ins(struct vcpu *v, const struct op *op, unsigned bytes)
{
    uint16_t port = v->s.r[EDX].w;
    uint32_t to = masked(v, op, EDI);
    uint32_t mark = v->store_mark;
    uint32_t origin, value;

    check_port(v, op, port, bytes);
    check_write(v, op, linear_write(v, op, ES, to, bytes), bytes, is_user(v));
    value = port_in(v, op, port, bytes);
    origin = bus_port_origin(v->board, port);
    if (origin)
        v->store_mark = origin;
    mem_write(v, op, ES, to, value, bytes);
    v->store_mark = mark;
    advance(v, op, EDI, bytes);
}

static inline void step_outs(struct vcpu *v, const struct op *op,
                             unsigned bytes)
{
    uint16_t port = v->s.r[EDX].w;
    uint32_t value;

    check_port(v, op, port, bytes);
    value = mem_read(v, op, op->seg, masked(v, op, ESI), bytes);
    port_out(v, op, port, value, bytes);
    advance(v, op, ESI, bytes);
}

/* How many elements from `offset` up can be done without a look at segment,
 * page or offset wrap. */
static uint32_t elements_at(const struct vcpu *v, const struct op *op,
                            const struct segment *s, int64_t max,
                            uint32_t offset, unsigned bytes)
{
    uint32_t in_page = FRAME_SIZE - ((s->base + offset) & (FRAME_SIZE - 1));
    uint64_t room = (uint64_t)op->mask + 1 - offset;

    (void)v;
    if (max + 1 <= (int64_t)offset)
        return 0;
    if (room > (uint64_t)(max + 1 - offset))
        room = (uint64_t)(max + 1 - offset);
    return (uint32_t)(room < in_page ? room : in_page) / bytes;
}

/* Instruction times that are left when this one, which ends its block, has
 * taken its own. */
static int64_t left_after(const struct vcpu *v, const struct op *op)
{
    return v->budget - op->number - 1;
}

/* How many iterations may run in a tight loop now: 0 if the quick path does
 * not apply. */
static uint32_t iterations(struct vcpu *v, const struct op *op)
{
    uint32_t count = masked(v, op, ECX);
    int64_t left = left_after(v, op);

    if ((TRACED && v->detail) || v->single || (v->s.eflags & FLAG_DF) ||
        v->tlb == v->tlb_none)
        return 0;
    if (left < 0)
        return 0;
    return (int64_t)count <= left + 1 ? count : (uint32_t)left + 1;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static void iterated(struct vcpu *v, const struct op *op, uint32_t n)
{
    set_masked(v, op, ECX, v->s.r[ECX].d - n);
    v->budget -= n;
}

/* Do the `length` bytes behind a TLB entry meet those from `address` up? */
static bool meets(const struct tlb_entry *e, uint32_t linear, uint32_t length,
                  uint32_t address, uint32_t bytes)
{
    uint32_t start = e->address | (linear & (FRAME_SIZE - 1));

    return start < address + bytes && address < start + length;
}

/* A store to the running code or to a page table takes effect at the next
 * iteration. */
static bool meets_code(const struct vcpu *v, const struct tlb_entry *e,
                       uint32_t linear, uint32_t length)
{
    return meets(e, linear, length, (uint32_t)v->block->address,
                 v->block->bytes) ||
           tlb_is_table(v, e->address);
}

/* Of an instruction on two pages, only the first is watched for stores: it is
 * fetched anew for each iteration. */
static bool crosses_page(const struct block *b)
{
    return (b->address & (FRAME_SIZE - 1)) + b->bytes > FRAME_SIZE;
}

/* A copy inside one line: each iteration reads the mark of the one before. */
static bool meets_line(const struct tlb_entry *to, uint32_t target,
                       uint32_t length, const struct tlb_entry *from,
                       uint32_t source)
{
    uint32_t line = 1u << LINE_SHIFT;
    uint32_t lead = target & (line - 1);

    return meets(to, target - lead, (lead + length + line - 1) & ~(line - 1),
                 from->address | (source & (FRAME_SIZE - line)), line);
}

/* Each is stamped out for each operand size, so that an element is one move. */
static ALWAYS_INLINE uint32_t bulk_movs(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    const struct segment *from_seg = &v->s.seg[op->seg];
    const struct segment *to_seg = &v->s.seg[ES];
    uint32_t from = masked(v, op, ESI), to = masked(v, op, EDI);
    uint32_t source = from_seg->base + from, target = to_seg->base + to;
    struct tlb_entry *a = &v->tlb[tlb_index(source)];
    struct tlb_entry *b = &v->tlb[tlb_index(target)];
    uint32_t n = iterations(v, op);
    uint32_t mark = v->store_mark;

    n = least(n, elements_at(v, op, from_seg, from_seg->read_max, from, bytes));
    n = least(n, elements_at(v, op, to_seg, to_seg->write_max, to, bytes));
    /* Stay on one line of the source: one mark. */
    n = least(n, (64 - (source & 63)) / bytes);
    if (n == 0 || a->read_tag != tlb_tag(v, source) ||
        b->write_tag != tlb_tag(v, target) ||
        meets_code(v, b, target, n * bytes) ||
        meets_line(b, target, n * bytes, a, source))
        return 0;
    v->store_mark = copied_mark(v, source);
    mark_lines(v, op, b, target, n * bytes);
    v->store_mark = mark;
    for (uint32_t i = 0; i < n * bytes; i += bytes) {
        uint32_t value =
            get_bytes(a->bytes + (source & (FRAME_SIZE - 1)) + i, bytes);

        memcpy(b->bytes + (target & (FRAME_SIZE - 1)) + i, &value, bytes);
    }
    set_masked(v, op, ESI, from + n * bytes);
    set_masked(v, op, EDI, to + n * bytes);
    iterated(v, op, n);
    return n;
}

static ALWAYS_INLINE uint32_t bulk_stos(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    const struct segment *seg = &v->s.seg[ES];
    uint32_t to = masked(v, op, EDI), target = seg->base + to;
    struct tlb_entry *e = &v->tlb[tlb_index(target)];
    uint32_t n = iterations(v, op);

    n = least(n, elements_at(v, op, seg, seg->write_max, to, bytes));
    if (n == 0 || e->write_tag != tlb_tag(v, target) ||
        meets_code(v, e, target, n * bytes))
        return 0;
    mark_lines(v, op, e, target, n * bytes);
    for (uint32_t i = 0; i < n * bytes; i += bytes)
        memcpy(e->bytes + (target & (FRAME_SIZE - 1)) + i, &v->s.r[EAX], bytes);
    set_masked(v, op, EDI, to + n * bytes);
    iterated(v, op, n);
    return n;
}

static ALWAYS_INLINE uint32_t bulk_scas(struct vcpu *v, const struct op *op,
                                        unsigned bytes)
{
    const struct segment *seg = &v->s.seg[ES];
    uint32_t at = masked(v, op, EDI), linear = seg->base + at;
    struct tlb_entry *e = &v->tlb[tlb_index(linear)];
    uint32_t n = iterations(v, op);
    uint32_t mask = 0xffffffffu >> (32 - 8 * bytes);
    uint32_t wanted = v->s.r[EAX].d & mask;
    bool while_equal = op->flags & OP_REPE;
    uint32_t value, done = 0;

    n = least(n, elements_at(v, op, seg, seg->read_max, at, bytes));
    if (n == 0 || e->read_tag != tlb_tag(v, linear))
        return 0;
    do {
        value = get_bytes(e->bytes + (linear & (FRAME_SIZE - 1)) + done * bytes,
                          bytes);
        done++;
    } while (done < n && (value == wanted) == while_equal);
    compare(v, wanted, value, bytes);
    set_masked(v, op, EDI, at + done * bytes);
    iterated(v, op, done);
    return done;
}

typedef void step_fn(struct vcpu *v, const struct op *op, unsigned bytes);
typedef uint32_t bulk_fn(struct vcpu *v, const struct op *op, unsigned bytes);

/* Run one string instruction. The time of the instruction itself is charged
 * already: each iteration charges its own, and at the end the first is given
 * back. */
static ALWAYS_INLINE void string(struct vcpu *v, const struct op *op,
                                 unsigned bytes, step_fn *step, bulk_fn *bulk,
                                 bool compares)
{
    bool alone = v->single || crosses_page(v->block);
    bool again = true;

    if (!(op->flags & OP_REP)) {
        step(v, op, bytes);
        next_checked(v, op);
        return;
    }
    if (masked(v, op, ECX) == 0) {
        next(v, op);
        return;
    }
    do {
        if (!bulk || alone || bulk(v, op, bytes) == 0) {
            step(v, op, bytes);
            iterated(v, op, 1);
        }
        if (compares && flag_zf(&v->s) != ((op->flags & OP_REPE) != 0))
            again = false;
        if (masked(v, op, ECX) == 0)
            again = false;
    } while (again && left_after(v, op) >= 0 && !alone && !v->attend);
    v->budget++;
    if (again)
        leave_at(v, op, eip_of(v, op));
    else
        next_checked(v, op);
}

#define STRING(name, bits, bytes, bulk, compares)                              \
    static void name##bits(struct vcpu *v, const struct op *op)                \
    {                                                                          \
        string(v, op, bytes, step_##name, bulk, compares);                     \
    }

/* What fills or walks a table by hand, an element at a time: the quick way of
 * sim/cpu/quick.h. */
static ALWAYS_INLINE bool quick_stos(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    uint8_t *at;

    if (!quick_write(v, ES, masked(v, op, EDI), bytes, &at))
        return false;
    put_bytes(at, v->s.r[EAX].d, bytes);
    advance(v, op, EDI, bytes);
    return true;
}

static ALWAYS_INLINE bool quick_lods(struct vcpu *v, const struct op *op,
                                     unsigned bytes)
{
    const uint8_t *at;

    if (!quick_read(v, op->seg, masked(v, op, ESI), bytes, &at))
        return false;
    memcpy(&v->s.r[EAX], at, bytes);
    advance(v, op, ESI, bytes);
    return true;
}

#define QUICK_STRING(name, bits, bytes, bulk)                                  \
    static NEVER_INLINE void slow_##name##bits(struct vcpu *v,                 \
                                               const struct op *op)            \
    {                                                                          \
        string(v, op, bytes, step_##name, bulk, false);                        \
    }                                                                          \
    static void name##bits(struct vcpu *v, const struct op *op)                \
    {                                                                          \
        if (!(op->flags & OP_REP) && quick_##name(v, op, bytes))               \
            next(v, op);                                                       \
        else                                                                   \
            slow_##name##bits(v, op);                                          \
    }

#define QUICK_STRINGS(name, bulk)                                              \
    QUICK_STRING(name, 8, 1, bulk)                                             \
    QUICK_STRING(name, 16, 2, bulk)                                            \
    QUICK_STRING(name, 32, 4, bulk)

#define STRINGS(name, bulk, compares)                                          \
    STRING(name, 8, 1, bulk, compares)                                         \
    STRING(name, 16, 2, bulk, compares)                                        \
    STRING(name, 32, 4, bulk, compares)

STRINGS(movs, bulk_movs, false)
STRINGS(cmps, NULL, true)
QUICK_STRINGS(stos, bulk_stos)
QUICK_STRINGS(lods, NULL)
STRINGS(scas, bulk_scas, true)
STRINGS(ins, NULL, false)
STRINGS(outs, NULL, false)

#endif
