/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/paging.h - linear to guest-physical, and the TLB in front of it.
 */
#ifndef SIM_CPU_PAGING_H
#define SIM_CPU_PAGING_H

#include <string.h>

#include "sim/cpu/vcpu.h"

static inline uint32_t tlb_tag(const struct vcpu *v, uint32_t linear)
{
    return (linear & ~(FRAME_SIZE - 1)) | v->tlb_generation;
}

static inline unsigned tlb_index(uint32_t linear)
{
    return (linear >> FRAME_SHIFT) & (TLB_ENTRIES - 1);
}

static inline bool is_user(const struct vcpu *v)
{
    return v->s.cpl == 3;
}

/* The guest-physical address of the last access to `linear`, its low part. */
static inline uint32_t tlb_physical(const struct vcpu *v, uint32_t linear)
{
    const struct tlb_entry *table =
        is_user(v) ? v->tlb_user : v->tlb_supervisor;

    return table[tlb_index(linear)].address | (linear & (FRAME_SIZE - 1));
}

/* The entry of the page of `linear`, after a walk if need be; raises #PF.
 * With `write`, the page may be written and the store path may use it. */
struct tlb_entry *tlb_get(struct vcpu *v, const struct op *op, uint32_t linear,
                          bool write, bool user);

/* Guest-physical address of the page. */
static inline uint64_t tlb_page(const struct tlb_entry *e)
{
    return (uint64_t)e->high << 32 | e->address;
}

/* What v->ways says holds no longer. */
static inline void ways_end(struct vcpu *v)
{
    if (++v->age == 0)
        memset(v->ways, 0, sizeof v->ways);
}

/* Forget all translations; one page. */
void tlb_flush(struct vcpu *v);
void tlb_flush_page(struct vcpu *v, uint32_t linear);

/* A line was written that may hold entries which translations were made of:
 * they hold no longer. A 386 would keep them until it is told, for as long as
 * it has room; here nothing may depend on what a cache still holds. */
void tlb_table_written(struct vcpu *v, uint32_t address);
bool tlb_is_table(const struct vcpu *v, uint32_t address);

/* PAE: the four pointers, from where CR3 says. False: one that is present has
 * a reserved bit, and none is loaded. */
bool paging_load_pointers(struct vcpu *v, uint32_t cr3);

/* Choose the table after CPL, CR0, EFLAGS.AC or DR7 changed. */
void tlb_select(struct vcpu *v);

/* The DR6 bits of the data breakpoints that an access matches. */
uint32_t debug_data_match(const struct cpu_state *s, uint32_t linear,
                          unsigned bytes, bool write);

/* ... and of the port breakpoints (CR4.DE). */
uint32_t debug_port_match(const struct cpu_state *s, uint16_t port,
                          unsigned bytes);

/* The DR6 bits of the instruction breakpoints at `linear`. */
uint32_t debug_code_match(const struct cpu_state *s, uint32_t linear);

#endif
