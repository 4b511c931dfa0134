/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/memory.h - how an instruction reaches memory: segment, page,
 * origin mark. Part of the core (execute.c); compiled without and with hooks.
 *
 * Source: Intel SDM Vol. 3A, "Protection", "Paging".
 */
#ifndef SIM_CPU_MEMORY_H
#define SIM_CPU_MEMORY_H

#include <string.h>

#include "sim/cpu/block.h"
#include "sim/cpu/paging.h"
#include "sim/cpu/raise.h"
#include "sim/cpu/segment.h"
#include "sim/origin.h"

#define EVENT_OF(v, kind, ...)                                                 \
    do {                                                                       \
        if (TRACED) {                                                          \
            const uint32_t event_args[] = {__VA_ARGS__};                       \
            bus_event((v)->board, kind, event_args, ARRAY_LEN(event_args));    \
        }                                                                      \
    } while (0)

/* The same for what is known only after the instruction has left its place. */
#define EVENT_FROM(v, from, kind, ...)                                         \
    do {                                                                       \
        if (TRACED) {                                                          \
            (v)->place = (from);                                               \
            EVENT_OF(v, kind, __VA_ARGS__);                                    \
            (v)->place = NULL;                                                 \
        }                                                                      \
    } while (0)

static struct event place_of(const struct vcpu *v)
{
    return TRACED ? bus_here(v->board) : (struct event){0};
}

/* The linear address of an access that the quick check did not pass. */
static uint32_t segment_slow(struct vcpu *v, const struct op *op, unsigned seg,
                             uint32_t offset, unsigned bytes, bool write)
{
    const struct segment *s = &v->s.seg[seg];

    if (!segment_allows(s, offset, bytes, write))
        raise_fault(v, op, seg == SS ? VECTOR_SS : VECTOR_GP, 0);
    return s->base + offset;
}

static inline uint32_t linear_read(struct vcpu *v, const struct op *op,
                                   unsigned seg, uint32_t offset,
                                   unsigned bytes)
{
    const struct segment *s = &v->s.seg[seg];

    if (unlikely((int64_t)offset + bytes - 1 > s->read_max))
        return segment_slow(v, op, seg, offset, bytes, false);
    return s->base + offset;
}

static inline uint32_t linear_write(struct vcpu *v, const struct op *op,
                                    unsigned seg, uint32_t offset,
                                    unsigned bytes)
{
    const struct segment *s = &v->s.seg[seg];

    if (unlikely((int64_t)offset + bytes - 1 > s->write_max))
        return segment_slow(v, op, seg, offset, bytes, true);
    return s->base + offset;
}

/* Note who wrote the lines that an access touches; drop code on them. */
static void mark_lines(struct vcpu *v, const struct op *op, struct tlb_entry *e,
                       uint32_t linear, unsigned bytes)
{
    uint32_t in_page = linear & (FRAME_SIZE - 1);
    unsigned first = in_page >> LINE_SHIFT;
    unsigned last = (in_page + bytes - 1) >> LINE_SHIFT;

    v->op = op;
    for (unsigned line = first; line <= last; line++) {
        if (e->marks[line] & ORIGIN_CODE) {
            block_drop_line(v, e->address | line << LINE_SHIFT);
            tlb_table_written(v, e->address | line << LINE_SHIFT);
        }
        e->marks[line] = v->store_mark;
    }
}

static ALWAYS_INLINE bool one_line(uint32_t in_page, unsigned bytes)
{
    return (in_page & ((1u << LINE_SHIFT) - 1)) + bytes <= 1u << LINE_SHIFT;
}

static inline void mark_store(struct vcpu *v, const struct op *op,
                              struct tlb_entry *e, uint32_t linear,
                              unsigned bytes)
{
    uint32_t in_page = linear & (FRAME_SIZE - 1);

    if (e->marks[in_page >> LINE_SHIFT] != v->store_mark ||
        !one_line(in_page, bytes))
        mark_lines(v, op, e, linear, bytes);
}

/* 1, 2 or 4 bytes of the host's memory. */
static ALWAYS_INLINE uint32_t get_bytes(const uint8_t *p, unsigned bytes)
{
    uint16_t word;
    uint32_t value;

    if (bytes == 1)
        return *p;
    if (bytes == 2) {
        memcpy(&word, p, 2);
        return word;
    }
    memcpy(&value, p, 4);
    return value;
}

static ALWAYS_INLINE void put_bytes(uint8_t *p, uint32_t value, unsigned bytes)
{
    uint16_t word = (uint16_t)value;

    if (bytes == 1)
        *p = (uint8_t)value;
    else if (bytes == 2)
        memcpy(p, &word, 2);
    else
        memcpy(p, &value, 4);
}

/* Read inside one page, by whatever lies behind it. */
static ALWAYS_INLINE uint32_t page_read(struct vcpu *v, struct tlb_entry *e,
                                        uint32_t linear, unsigned bytes)
{
    uint32_t in_page = linear & (FRAME_SIZE - 1);

    if (e->bytes)
        return get_bytes(e->bytes + in_page, bytes);
    return bus_read(v->board, tlb_page(e) | in_page, bytes);
}

static void page_write(struct vcpu *v, const struct op *op, struct tlb_entry *e,
                       uint32_t linear, uint32_t value, unsigned bytes)
{
    uint32_t in_page = linear & (FRAME_SIZE - 1);

    if (e->bytes && e->writable) {
        mark_store(v, op, e, linear, bytes);
        put_bytes(e->bytes + in_page, value, bytes);
    } else {
        bus_write(v->board, tlb_page(e) | in_page, bytes,
                  value & 0xffffffffu >> (32 - 8 * bytes));
    }
}

/* MMIO takes 1, 2 or 4 bytes; the parts of an access that crosses a page can
 * have 3. */
static uint32_t part_read(struct vcpu *v, struct tlb_entry *e, uint32_t linear,
                          unsigned bytes)
{
    if (bytes != 3)
        return page_read(v, e, linear, bytes);
    return page_read(v, e, linear, 1) | page_read(v, e, linear + 1, 2) << 8;
}

static void part_write(struct vcpu *v, const struct op *op, struct tlb_entry *e,
                       uint32_t linear, uint32_t value, unsigned bytes)
{
    if (bytes != 3) {
        page_write(v, op, e, linear, value, bytes);
        return;
    }
    page_write(v, op, e, linear, value & 0xff, 1);
    page_write(v, op, e, linear + 1, value >> 8, 2);
}

static unsigned bytes_in_page(uint32_t linear, unsigned bytes)
{
    uint32_t left = FRAME_SIZE - (linear & (FRAME_SIZE - 1));

    return bytes < left ? bytes : left;
}

static void check_alignment(struct vcpu *v, const struct op *op,
                            uint32_t linear, unsigned bytes, bool user)
{
    if (user && (linear & (bytes - 1)) && (v->s.cr0 & CR0_AM) &&
        (v->s.eflags & FLAG_AC))
        raise_fault(v, op, VECTOR_AC, 0);
}

/* While alignment checks or data breakpoints are on, no access takes the
 * quick path, and each is looked at here. */
static void watch_access(struct vcpu *v, const struct op *op, uint32_t linear,
                         unsigned bytes, bool write, bool user)
{
    check_alignment(v, op, linear, bytes, user);
    v->s.debug_trap |= debug_data_match(&v->s, linear, bytes, write);
}

/* An access at a linear address that missed the quick path. */
static uint32_t slow_read(struct vcpu *v, const struct op *op, uint32_t linear,
                          unsigned bytes, bool user)
{
    unsigned first = bytes_in_page(linear, bytes);
    struct tlb_entry e = *tlb_get(v, op, linear, false, user);
    struct tlb_entry *next = NULL;
    uint32_t value;

    if (first < bytes)
        next = tlb_get(v, op, linear + first, false, user);
    v->op = op;
    if (unlikely(v->tlb == v->tlb_none))
        watch_access(v, op, linear, bytes, false, user);
    if (!next)
        return page_read(v, &e, linear, bytes);
    value = part_read(v, &e, linear, first);
    return value | part_read(v, next, linear + first, bytes - first)
                       << (8 * first);
}

static void slow_write(struct vcpu *v, const struct op *op, uint32_t linear,
                       uint32_t value, unsigned bytes, bool user)
{
    unsigned first = bytes_in_page(linear, bytes);
    struct tlb_entry e = *tlb_get(v, op, linear, true, user);
    struct tlb_entry *next = NULL;

    if (first < bytes)
        next = tlb_get(v, op, linear + first, true, user);
    v->op = op;
    if (unlikely(v->tlb == v->tlb_none))
        watch_access(v, op, linear, bytes, true, user);
    if (!next) {
        page_write(v, op, &e, linear, value, bytes);
        return;
    }
    part_write(v, op, &e, linear, value & (0xffffffffu >> (32 - 8 * first)),
               first);
    part_write(v, op, next, linear + first, value >> (8 * first),
               bytes - first);
}

static void trace_access(struct vcpu *v, enum event_kind kind, uint32_t linear,
                         uint32_t value, unsigned bytes)
{
    if (v->detail)
        EVENT_OF(v, kind, linear, tlb_physical(v, linear),
                 value & 0xffffffffu >> (32 - 8 * bytes), bytes);
}

/* Reads and writes of 1, 2 or 4 bytes at a linear address, with the
 * privilege of the running code. */
static uint32_t read_linear(struct vcpu *v, const struct op *op,
                            uint32_t linear, unsigned bytes)
{
    struct tlb_entry *e = &v->tlb[tlb_index(linear)];
    uint32_t value;

    if (e->read_tag == tlb_tag(v, linear + bytes - 1))
        value = get_bytes(e->bytes + (linear & (FRAME_SIZE - 1)), bytes);
    else
        value = slow_read(v, op, linear, bytes, is_user(v));
    if (TRACED)
        trace_access(v, EV_MEM_READ, linear, value, bytes);
    return value;
}

static void write_linear(struct vcpu *v, const struct op *op, uint32_t linear,
                         uint32_t value, unsigned bytes)
{
    struct tlb_entry *e = &v->tlb[tlb_index(linear)];

    if (e->write_tag == tlb_tag(v, linear + bytes - 1)) {
        mark_store(v, op, e, linear, bytes);
        put_bytes(e->bytes + (linear & (FRAME_SIZE - 1)), value, bytes);
    } else {
        slow_write(v, op, linear, value, bytes, is_user(v));
    }
    if (TRACED)
        trace_access(v, EV_MEM_WRITE, linear, value, bytes);
}

/* Reads and writes through a segment register. */
static uint32_t mem_read(struct vcpu *v, const struct op *op, unsigned seg,
                         uint32_t offset, unsigned bytes)
{
    return read_linear(v, op, linear_read(v, op, seg, offset, bytes), bytes);
}

static void mem_write(struct vcpu *v, const struct op *op, unsigned seg,
                      uint32_t offset, uint32_t value, unsigned bytes)
{
    write_linear(v, op, linear_write(v, op, seg, offset, bytes), value, bytes);
}

/* Both pages of a write that may cross from one to the next. */
static void check_pages(struct vcpu *v, const struct op *op, uint32_t linear,
                        unsigned bytes, bool user)
{
    unsigned first = bytes_in_page(linear, bytes);

    tlb_get(v, op, linear, true, user);
    if (first < bytes)
        tlb_get(v, op, linear + first, true, user);
}

/* Would a write go through? Faults if not; otherwise changes nothing but the
 * accessed and dirty bits. */
static void check_write(struct vcpu *v, const struct op *op, uint32_t linear,
                        unsigned bytes, bool user)
{
    check_pages(v, op, linear, bytes, user);
    check_alignment(v, op, linear, bytes, user);
}

/* Would a read go through? Faults if not. */
static void check_read(struct vcpu *v, const struct op *op, unsigned seg,
                       uint32_t offset, unsigned bytes)
{
    slow_read(v, op, linear_read(v, op, seg, offset, bytes), bytes, is_user(v));
}

/* Read-modify-write: the read asks for the right to write, so that nothing
 * has happened when it faults. rmw_write() must follow. */
static uint32_t rmw_read(struct vcpu *v, const struct op *op, unsigned seg,
                         uint32_t offset, unsigned bytes)
{
    uint32_t linear = linear_write(v, op, seg, offset, bytes);
    struct tlb_entry *e = &v->tlb[tlb_index(linear)];
    uint32_t value;

    v->rmw_linear = linear;
    if (e->write_tag == tlb_tag(v, linear + bytes - 1)) {
        value = get_bytes(e->bytes + (linear & (FRAME_SIZE - 1)), bytes);
    } else {
        check_write(v, op, linear, bytes, is_user(v));
        value = slow_read(v, op, linear, bytes, is_user(v));
    }
    if (TRACED)
        trace_access(v, EV_MEM_READ, linear, value, bytes);
    return value;
}

static inline void rmw_write(struct vcpu *v, const struct op *op,
                             uint32_t value, unsigned bytes)
{
    write_linear(v, op, v->rmw_linear, value, bytes);
}

/* Descriptor tables, TSS and gates are read and written with supervisor
 * rights, whatever the CPL ("System-segment accesses"). */
static uint32_t system_read(struct vcpu *v, const struct op *op,
                            uint32_t linear, unsigned bytes)
{
    uint32_t value = slow_read(v, op, linear, bytes, false);

    if (TRACED)
        trace_access(v, EV_MEM_READ, linear, value, bytes);
    return value;
}

static void system_write(struct vcpu *v, const struct op *op, uint32_t linear,
                         uint32_t value, unsigned bytes)
{
    slow_write(v, op, linear, value, bytes, false);
    if (TRACED)
        trace_access(v, EV_MEM_WRITE, linear, value, bytes);
}

#endif
