/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/paging.c - the page walk with all it marks and raises, and the TLB.
 *
 * With CR4.PGE a load of CR3 may keep global pages, but need not: the manual
 * lets a processor forget any translation at any time. Here it keeps none.
 *
 * Source: Intel SDM Vol. 3A, "Paging", "Page-Fault Exceptions", "Accessed and
 * Dirty Flags"; i486 Programmer's Reference Manual, "Page-Level Protection".
 */
#include "sim/cpu/paging.h"

#include <string.h>

#include "sim/cpu/block.h"
#include "sim/cpu/page_walk.h"
#include "sim/cpu/raise.h"
#include "sim/origin.h"

/* Page-fault error code. */
#define PF_PRESENT  BIT(0) /* 1: protection  0: not present */
#define PF_WRITE    BIT(1)
#define PF_USER     BIT(2)
#define PF_RESERVED BIT(3)

/* Stores to the line of the entry must be seen from now on. */
static void watch_entry(struct vcpu *v, const struct page_view *page,
                        uint64_t address)
{
    if (address >> FRAME_SHIFT < v->page_count)
        v->page_tables[address >> FRAME_SHIFT] = 1;
    else if (page->writable)
        v->far_tables = true;
    if (page->writable)
        page->marks[(address & (FRAME_SIZE - 1)) >> LINE_SHIFT] |= ORIGIN_CODE;
}

/* Bytes of a table. A device does not hear of it where it is not memory: when
 * and how often the processor walks depends on its TLB, which is no state. */
static ALWAYS_INLINE uint64_t read_table(struct vcpu *v,
                                         const struct page_view *page,
                                         uint64_t address, unsigned bytes)
{
    uint64_t value;
    uint32_t half;

    if (!page->bytes) {
        value = bus_peek(v->board, address, 4);
        if (bytes == 8)
            value |= (uint64_t)bus_peek(v->board, address + 4, 4) << 32;
        return value;
    }
    if (bytes == 4) {
        memcpy(&half, page->bytes + (address & (FRAME_SIZE - 1)), 4);
        return half;
    }
    memcpy(&value, page->bytes + (address & (FRAME_SIZE - 1)), 8);
    return value;
}

/* An entry_reader. */
static ALWAYS_INLINE uint64_t read_entry(void *context, uint64_t address,
                                         unsigned bytes)
{
    struct vcpu *v = context;
    struct page_view page;

    address = vcpu_pins(v, address);
    page = bus_page(v->board, address);
    watch_entry(v, &page, address);
    return read_table(v, &page, address, bytes);
}

/* Set bits in the low part of an entry. */
static void write_entry(struct vcpu *v, uint64_t address, uint32_t value)
{
    struct page_view page;

    address = vcpu_pins(v, address);
    page = bus_page(v->board, address);
    if (!page.bytes || !page.writable) {
        bus_poke(v->board, address, 4, value);
        return;
    }
    bus_signal(v->board, SIGNAL_WALK, (uint32_t)address, 0);
    memcpy(page.bytes + (address & (FRAME_SIZE - 1)), &value, 4);
    block_drop_line(v, (uint32_t)address);
}

static void trace_walk(struct vcpu *v, uint32_t linear,
                       const struct page_walk *w, uint32_t set, uint32_t fault)
{
    uint64_t physical = fault ? 0 : w->physical;
    const uint32_t args[] = {linear,
                             (uint32_t)physical,
                             (uint32_t)w->directory,
                             (uint32_t)w->table,
                             set,
                             fault,
                             (uint32_t)(physical >> 32),
                             w->pae,
                             (uint32_t)w->pointer,
                             (uint32_t)(w->pointer >> 32),
                             (uint32_t)(w->directory >> 32),
                             (uint32_t)(w->table >> 32)};

    if (v->traced)
        bus_event(v->board, EV_PAGE_WALK, args, ARRAY_LEN(args));
}

static _Noreturn void page_fault(struct vcpu *v, const struct op *op,
                                 uint32_t linear, const struct page_walk *w,
                                 uint32_t error)
{
    v->op = op;
    trace_walk(v, linear, w, 0, error | BIT(31));
    v->s.cr2 = linear;
    raise_fault(v, op, VECTOR_PF, error);
}

/* May the access go through an entry with these combined rights? A
 * supervisor write obeys R/W only with CR0.WP (486 and later). */
static bool rights_allow(const struct vcpu *v, uint32_t rights, bool write,
                         bool user)
{
    if (user && !(rights & PTE_USER))
        return false;
    if (write && !(rights & PTE_WRITE))
        return !user && !(v->s.cr0 & CR0_WP);
    return true;
}

/* The directory's accessed bit, and the bits of the page's own entry. */
static void mark_entries(struct vcpu *v, uint32_t linear,
                         const struct page_walk *w, uint32_t set)
{
    uint64_t at = w->large ? w->directory_at : w->table_at;
    uint32_t last = (uint32_t)(w->large ? w->directory : w->table);

    if (!w->large && !(w->directory & PTE_ACCESSED))
        write_entry(v, w->directory_at, (uint32_t)w->directory | PTE_ACCESSED);
    if (set & ~last) {
        write_entry(v, at, last | set);
        trace_walk(v, linear, w, set & ~last, 0);
    }
}

/* The guest-physical address of `linear`, before the address pins. */
static uint64_t walk(struct vcpu *v, const struct op *op, uint32_t linear,
                     bool write, bool user)
{
    uint32_t error = (write ? PF_WRITE : 0) | (user ? PF_USER : 0);
    const struct page_walk w = page_walk(&v->s, linear, read_entry, v);

    if (w.end == WALK_ABSENT)
        page_fault(v, op, linear, &w, error);
    if (w.end == WALK_RESERVED)
        page_fault(v, op, linear, &w, error | PF_RESERVED | PF_PRESENT);
    if (!rights_allow(v, w.rights, write, user))
        page_fault(v, op, linear, &w, error | PF_PRESENT);
    mark_entries(v, linear, &w, PTE_ACCESSED | (write ? PTE_DIRTY : 0));
    return w.physical;
}

bool paging_load_pointers(struct vcpu *v, uint32_t cr3)
{
    uint64_t pdpte[4];

    for (unsigned i = 0; i < 4; i++) {
        uint64_t at = vcpu_pins(v, (cr3 & PDPT_ADDRESS) + 8 * i);
        struct page_view page = bus_page(v->board, at);

        pdpte[i] = read_table(v, &page, at, 8);
        if ((pdpte[i] & PTE_PRESENT) && (pdpte[i] & PDPTE_RESERVED))
            return false;
    }
    memcpy(v->s.pdpte, pdpte, sizeof pdpte);
    return true;
}

static struct tlb_entry *tlb_fill(struct vcpu *v, const struct op *op,
                                  uint32_t linear, bool write, bool user)
{
    struct tlb_entry *table = user ? v->tlb_user : v->tlb_supervisor;
    struct tlb_entry *e = &table[tlb_index(linear)];
    uint64_t physical = linear;
    struct page_view page;

    v->op = op;
    if (v->s.cr0 & CR0_PG)
        physical = walk(v, op, linear, write, user);
    physical = vcpu_pins(v, physical);
    page = bus_page(v->board, physical);
    write = write && page.bytes && page.writable;
    if (write) /* this may flush the TLB */
        bus_signal(v->board, SIGNAL_STORE, (uint32_t)physical, 0);
    e->address = (uint32_t)physical & ~(FRAME_SIZE - 1);
    e->high = (uint16_t)(physical >> 32);
    e->bytes = page.bytes;
    e->marks = page.marks;
    e->writable = page.writable;
    e->read_tag = page.bytes ? tlb_tag(v, linear) : 0;
    e->write_tag = write ? tlb_tag(v, linear) : 0;
    return e;
}

struct tlb_entry *tlb_get(struct vcpu *v, const struct op *op, uint32_t linear,
                          bool write, bool user)
{
    struct tlb_entry *table = user ? v->tlb_user : v->tlb_supervisor;
    struct tlb_entry *e = &table[tlb_index(linear)];

    if ((write ? e->write_tag : e->read_tag) == tlb_tag(v, linear))
        return e;
    return tlb_fill(v, op, linear, write, user);
}

static void forget_fetch(struct vcpu *v)
{
    v->fetch_tag = 0;
    ways_end(v);
}

void tlb_flush(struct vcpu *v)
{
    forget_fetch(v);
    v->tlb_generation++;
    if (v->tlb_generation == FRAME_SIZE) {
        v->tlb_generation = 1;
        for (unsigned i = 0; i < TLB_ENTRIES; i++) {
            v->tlb_supervisor[i].read_tag = v->tlb_user[i].read_tag = 0;
            v->tlb_supervisor[i].write_tag = v->tlb_user[i].write_tag = 0;
        }
    }
}

bool tlb_is_table(const struct vcpu *v, uint32_t address)
{
    if (address >> FRAME_SHIFT >= v->page_count)
        return v->far_tables;
    return v->page_tables[address >> FRAME_SHIFT];
}

void tlb_table_written(struct vcpu *v, uint32_t address)
{
    if (!tlb_is_table(v, address))
        return;
    tlb_flush(v);
    block_leave(v);
}

void tlb_flush_page(struct vcpu *v, uint32_t linear)
{
    forget_fetch(v);
    v->tlb_supervisor[tlb_index(linear)] = (struct tlb_entry){0};
    v->tlb_user[tlb_index(linear)] = (struct tlb_entry){0};
}

void tlb_select(struct vcpu *v)
{
    bool align = is_user(v) && (v->s.cr0 & CR0_AM) && (v->s.eflags & FLAG_AC);

    forget_fetch(v);
    if (align || (v->s.dr[7] & 0xff))
        v->tlb = v->tlb_none;
    else
        v->tlb = is_user(v) ? v->tlb_user : v->tlb_supervisor;
}

/* DR7: enable bits 2n and 2n+1; condition and length at bit 16 + 4n (SDM
 * Vol. 3B, "Debug Control Register (DR7)"). */
static bool debug_enabled(const struct cpu_state *s, unsigned n)
{
    return s->dr[7] >> (2 * n) & 3;
}

uint32_t debug_data_match(const struct cpu_state *s, uint32_t linear,
                          unsigned bytes, bool write)
{
    uint32_t matched = 0;

    for (unsigned n = 0; n < 4; n++) {
        uint32_t control = s->dr[7] >> (16 + 4 * n) & 15;
        uint32_t condition = control & 3;
        uint32_t length = (control >> 2) + 1;
        uint32_t start = s->dr[n] & ~(length - 1);

        if (!debug_enabled(s, n) || condition == 0 || condition == 2)
            continue;
        if (condition == 1 && !write)
            continue;
        if (linear - start < length || start - linear < bytes)
            matched |= BIT(n);
    }
    return matched;
}

/* A port breakpoint covers as many ports as an operand has bytes. */
uint32_t debug_port_match(const struct cpu_state *s, uint16_t port,
                          unsigned bytes)
{
    uint32_t matched = 0;

    for (unsigned n = 0; n < 4 && (s->cr4 & CR4_DE); n++) {
        uint32_t control = s->dr[7] >> (16 + 4 * n) & 15;
        uint32_t length = (control >> 2) + 1;
        uint32_t start = s->dr[n] & ~(length - 1);

        if (debug_enabled(s, n) && (control & 3) == 2 &&
            (port - start < length || start - port < bytes))
            matched |= BIT(n);
    }
    return matched;
}

uint32_t debug_code_match(const struct cpu_state *s, uint32_t linear)
{
    uint32_t matched = 0;

    for (unsigned n = 0; n < 4; n++)
        if (debug_enabled(s, n) && (s->dr[7] >> (16 + 4 * n) & 3) == 0 &&
            s->dr[n] == linear)
            matched |= BIT(n);
    return matched;
}
