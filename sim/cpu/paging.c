/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/paging.c - the two-level page walk and the TLB.
 *
 *   linear  31    22 21    12 11     0
 *           directory  table   offset
 *
 *   entry   31:12 frame  7 PS (directory)  6 D  5 A  2 U/S  1 R/W  0 P
 *
 * Source: Intel SDM Vol. 3A, "Paging", "32-Bit Paging"; i486 Programmer's
 * Reference Manual, "Page-Level Protection".
 */
#include "sim/cpu/paging.h"

#include <string.h>

#include "sim/cpu/block.h"
#include "sim/cpu/raise.h"
#include "sim/origin.h"

#define PTE_PRESENT  BIT(0)
#define PTE_WRITE    BIT(1)
#define PTE_USER     BIT(2)
#define PTE_ACCESSED BIT(5)
#define PTE_DIRTY    BIT(6)
#define PDE_SIZE     BIT(7)
#define PTE_FRAME    FIELD(31, 12)

/* Page-fault error code. */
#define PF_PRESENT BIT(0) /* 1: protection  0: not present */
#define PF_WRITE   BIT(1)
#define PF_USER    BIT(2)

/* Stores to the line of the entry must be seen from now on. */
static void watch_entry(struct vcpu *v, const struct page_view *page,
                        uint32_t address)
{
    if (!page->writable || address >> FRAME_SHIFT >= v->page_count)
        return;
    v->page_tables[address >> FRAME_SHIFT] = 1;
    page->marks[(address & (FRAME_SIZE - 1)) >> LINE_SHIFT] |= ORIGIN_CODE;
}

static uint32_t read_entry(struct vcpu *v, uint32_t address)
{
    struct page_view page;
    uint32_t value;

    address = vcpu_pins(v, address);
    page = bus_page(v->board, address);
    if (!page.bytes)
        return bus_read(v->board, address, 4);
    watch_entry(v, &page, address);
    memcpy(&value, page.bytes + (address & (FRAME_SIZE - 1)), 4);
    return value;
}

static void write_entry(struct vcpu *v, uint32_t address, uint32_t value)
{
    struct page_view page;

    address = vcpu_pins(v, address);
    page = bus_page(v->board, address);
    if (!page.bytes || !page.writable) {
        bus_write(v->board, address, 4, value);
        return;
    }
    bus_signal(v->board, SIGNAL_WALK, address, 0);
    memcpy(page.bytes + (address & (FRAME_SIZE - 1)), &value, 4);
    block_drop_line(v, address);
}

static void trace_walk(struct vcpu *v, uint32_t linear, uint32_t physical,
                       uint32_t pde, uint32_t pte, uint32_t set, uint32_t fault)
{
    const uint32_t args[] = {linear, physical, pde, pte, set, fault};

    if (v->traced)
        bus_event(v->board, EV_PAGE_WALK, args, ARRAY_LEN(args));
}

static _Noreturn void page_fault(struct vcpu *v, const struct op *op,
                                 uint32_t linear, uint32_t pde, uint32_t pte,
                                 uint32_t error)
{
    v->op = op;
    trace_walk(v, linear, 0, pde, pte, 0, error | BIT(31));
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

/* The guest-physical address of `linear`, before A20. */
static uint32_t walk(struct vcpu *v, const struct op *op, uint32_t linear,
                     bool write, bool user)
{
    uint32_t error = (write ? PF_WRITE : 0) | (user ? PF_USER : 0);
    uint32_t pde_at = (v->s.cr3 & PTE_FRAME) | (linear >> 22 << 2);
    uint32_t pde = read_entry(v, pde_at);
    uint32_t pte_at, pte, physical, set = PTE_ACCESSED;

    if (!(pde & PTE_PRESENT))
        page_fault(v, op, linear, pde, 0, error);
    if ((pde & PDE_SIZE) && (v->s.cr4 & CR4_PSE)) {
        if (!rights_allow(v, pde, write, user))
            page_fault(v, op, linear, pde, 0, error | PF_PRESENT);
        set |= write ? PTE_DIRTY : 0;
        physical = (pde & FIELD(31, 22)) | (linear & FIELD(21, 0));
        if (set & ~pde) {
            write_entry(v, pde_at, pde | set);
            trace_walk(v, linear, physical, pde, 0, set & ~pde, 0);
        }
        return physical;
    }
    pte_at = (pde & PTE_FRAME) | (linear >> 10 & 0xffc);
    pte = read_entry(v, pte_at);
    if (!(pte & PTE_PRESENT))
        page_fault(v, op, linear, pde, pte, error);
    if (!rights_allow(v, pde & pte, write, user))
        page_fault(v, op, linear, pde, pte, error | PF_PRESENT);
    physical = (pte & PTE_FRAME) | (linear & (FRAME_SIZE - 1));
    if (!(pde & PTE_ACCESSED))
        write_entry(v, pde_at, pde | PTE_ACCESSED);
    set |= write ? PTE_DIRTY : 0;
    if (set & ~pte) {
        write_entry(v, pte_at, pte | set);
        trace_walk(v, linear, physical, pde, pte, set & ~pte, 0);
    }
    return physical;
}

static struct tlb_entry *tlb_fill(struct vcpu *v, const struct op *op,
                                  uint32_t linear, bool write, bool user)
{
    struct tlb_entry *table = user ? v->tlb_user : v->tlb_supervisor;
    struct tlb_entry *e = &table[tlb_index(linear)];
    uint32_t physical = linear;
    struct page_view page;

    v->op = op;
    if (v->s.cr0 & CR0_PG)
        physical = walk(v, op, linear, write, user);
    physical = vcpu_pins(v, physical);
    page = bus_page(v->board, physical);
    write = write && page.bytes && page.writable;
    if (write) /* this may flush the TLB */
        bus_signal(v->board, SIGNAL_STORE, physical, 0);
    e->address = physical & ~(FRAME_SIZE - 1);
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
    return address >> FRAME_SHIFT < v->page_count &&
           v->page_tables[address >> FRAME_SHIFT];
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

uint32_t debug_code_match(const struct cpu_state *s, uint32_t linear)
{
    uint32_t matched = 0;

    for (unsigned n = 0; n < 4; n++)
        if (debug_enabled(s, n) && (s->dr[7] >> (16 + 4 * n) & 3) == 0 &&
            s->dr[n] == linear)
            matched |= BIT(n);
    return matched;
}
