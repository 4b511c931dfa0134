/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/page_walk.h - the way from a linear to a guest-physical address, for
 * the processor and for all who only look. Nothing is marked here.
 *
 *   32-bit   31 directory 22 21 table 12 11 offset 0     entries of 4 bytes
 *   PAE      31:30 pointer  29 directory 21 20 table 12 11 offset 0     of 8
 *
 *   entry    frame from bit 12 up  7 PS (directory)  6 D  5 A  2 U/S  1 R/W
 *            0 P; with PS the directory's entry is that of a page of 4 MiB
 *            (32-bit, with CR4.PSE) or 2 MiB (PAE)
 *
 * Source: Intel SDM Vol. 3A, "Paging": "32-Bit Paging", "PAE Paging",
 * "PDPTE Registers".
 */
#ifndef SIM_CPU_PAGE_WALK_H
#define SIM_CPU_PAGE_WALK_H

#include "sim/cpu/state.h"

#define PTE_PRESENT  BIT(0)
#define PTE_WRITE    BIT(1)
#define PTE_USER     BIT(2)
#define PTE_ACCESSED BIT(5)
#define PTE_DIRTY    BIT(6)
#define PDE_SIZE     BIT(7)

/* Addresses have 36 bits from the Pentium Pro on, and 32 before. */
#define PAE_FRAME    0xffffff000ull
#define PAE_LARGE    0xfffe00000ull
#define PAE_RESERVED 0xfffffff000000000ull

/* The pointer entry: no rights, no size. */
#define PDPTE_RESERVED (PAE_RESERVED | FIELD(8, 5) | FIELD(2, 1))
#define PDPT_ADDRESS   FIELD(31, 5) /* in CR3 */

enum walk_end { WALK_PAGE, WALK_ABSENT, WALK_RESERVED };

struct page_walk {
    uint64_t pointer; /* PAE: the entry, which is a register */
    uint64_t directory_at, directory;
    uint64_t table_at, table; /* 0: the walk did not come so far */
    uint64_t physical;        /* before the address pins */
    uint32_t rights;          /* of both entries */
    enum walk_end end;
    bool pae;
    bool large; /* the directory alone */
};

/* The entry of so many bytes at a guest-physical address. */
typedef uint64_t entry_reader(void *context, uint64_t at, unsigned bytes);

static ALWAYS_INLINE void walk_32bit(const struct cpu_state *s, uint32_t linear,
                                     entry_reader *read, void *context,
                                     struct page_walk *w)
{
    uint32_t pde, pte;

    w->directory_at = (s->cr3 & FIELD(31, 12)) | (linear >> 22 << 2);
    w->directory = pde = (uint32_t)read(context, w->directory_at, 4);
    if (!(pde & PTE_PRESENT))
        return;
    if ((pde & PDE_SIZE) && (s->cr4 & CR4_PSE)) {
        /* PSE-36: bits 35:32 of the address are bits 16:13 here. */
        bool pse36 = s->model >= CPU_I686;
        uint32_t high = pse36 ? pde >> 13 & 15 : 0;

        w->large = true;
        w->rights = pde;
        w->physical = (uint64_t)high << 32 | (pde & FIELD(31, 22)) |
                      (linear & FIELD(21, 0));
        w->end = pde & (pse36 ? FIELD(21, 17) : FIELD(21, 12)) ? WALK_RESERVED
                                                               : WALK_PAGE;
        return;
    }
    w->table_at = (pde & FIELD(31, 12)) | (linear >> 10 & 0xffc);
    w->table = pte = (uint32_t)read(context, w->table_at, 4);
    if (!(pte & PTE_PRESENT))
        return;
    w->rights = pde & pte;
    w->physical = (pte & FIELD(31, 12)) | (linear & FIELD(11, 0));
    w->end = WALK_PAGE;
}

static NEVER_INLINE void walk_pae(const struct cpu_state *s, uint32_t linear,
                                  entry_reader *read, void *context,
                                  struct page_walk *w)
{
    uint64_t pde, pte;

    w->pae = true;
    w->pointer = s->pdpte[linear >> 30];
    if (!(w->pointer & PTE_PRESENT))
        return;
    w->directory_at = (w->pointer & PAE_FRAME) | (linear >> 21 & 0x1ff) << 3;
    w->directory = pde = read(context, w->directory_at, 8);
    if (!(pde & PTE_PRESENT))
        return;
    w->end = WALK_RESERVED;
    if (pde & PAE_RESERVED)
        return;
    if (pde & PDE_SIZE) {
        w->large = true;
        w->rights = (uint32_t)pde;
        w->physical = (pde & PAE_LARGE) | (linear & FIELD(20, 0));
        w->end = pde & FIELD(20, 13) ? WALK_RESERVED : WALK_PAGE;
        return;
    }
    w->table_at = (pde & PAE_FRAME) | (linear >> 12 & 0x1ff) << 3;
    w->table = pte = read(context, w->table_at, 8);
    w->rights = (uint32_t)(pde & pte);
    w->physical = (pte & PAE_FRAME) | (linear & FIELD(11, 0));
    if (!(pte & PTE_PRESENT))
        w->end = WALK_ABSENT;
    else if (!(pte & PAE_RESERVED))
        w->end = WALK_PAGE;
}

/* With paging on. */
static ALWAYS_INLINE struct page_walk page_walk(const struct cpu_state *s,
                                                uint32_t linear,
                                                entry_reader *read,
                                                void *context)
{
    struct page_walk w = {.end = WALK_ABSENT};

    if (s->cr4 & CR4_PAE)
        walk_pae(s, linear, read, context, &w);
    else
        walk_32bit(s, linear, read, context, &w);
    return w;
}

#endif
