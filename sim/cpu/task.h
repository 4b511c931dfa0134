/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/task.h - hardware task switches. Part of the core (execute.c).
 *
 *   32-bit TSS  00 link  04.. ESP0 SS0 ..  1C CR3  20 EIP  24 EFLAGS
 *               28..44 EAX ECX EDX EBX ESP EBP ESI EDI
 *               48..5C ES CS SS DS FS GS  60 LDT  64 T bit, I/O map base
 *   16-bit TSS  00 link  02.. SP0 SS0 ..  0E IP  10 FLAGS
 *               12..20 AX..DI  22 ES 24 CS 26 SS 28 DS  2A LDT
 *
 * Source: Intel SDM Vol. 3A, "Task Management", "Task Switching".
 */
#ifndef SIM_CPU_TASK_H
#define SIM_CPU_TASK_H

#include "sim/cpu/virtual_if.h"

enum task_reason { TASK_JMP, TASK_CALL, TASK_IRET, TASK_INTERRUPT };

struct task {
    uint32_t cr3, eip, eflags;
    uint32_t reg[8];
    uint16_t selector[SEG_COUNT];
    uint16_t ldt;
    bool trap;
};

/* Where each item lies in a TSS, and how wide it is. */
struct tss_layout {
    uint8_t eip, eflags, registers, segments, ldt, width;
    uint8_t segment_count, segment_step;
    uint8_t last; /* least limit */
};

static const struct tss_layout tss_layouts[2] = {
    {0x0e, 0x10, 0x12, 0x22, 0x2a, 2, 4, 2, 0x2b},
    {0x20, 0x24, 0x28, 0x48, 0x60, 4, 6, 4, 0x67},
};

static void save_task(struct vcpu *v, const struct op *op, uint32_t eip,
                      uint32_t eflags)
{
    const struct tss_layout *l = &tss_layouts[(v->s.tr.access & 8) != 0];
    uint32_t base = v->s.tr.base;

    system_write(v, op, base + l->eip, eip, l->width);
    system_write(v, op, base + l->eflags, eflags, l->width);
    for (unsigned i = 0; i < 8; i++)
        system_write(v, op, base + l->registers + i * l->width, v->s.r[i].d,
                     l->width);
    for (unsigned i = 0; i < l->segment_count; i++)
        system_write(v, op, base + l->segments + i * l->segment_step,
                     v->s.seg[i].selector, 2);
}

static struct task read_task(struct vcpu *v, const struct op *op, uint32_t base,
                             bool tss32)
{
    const struct tss_layout *l = &tss_layouts[tss32];
    struct task t = {0};

    t.cr3 = tss32 ? system_read(v, op, base + 0x1c, 4) : 0;
    t.eip = system_read(v, op, base + l->eip, l->width);
    t.eflags = system_read(v, op, base + l->eflags, l->width);
    for (unsigned i = 0; i < 8; i++) {
        t.reg[i] =
            system_read(v, op, base + l->registers + i * l->width, l->width);
        if (!tss32)
            t.reg[i] |= 0xffff0000;
    }
    for (unsigned i = 0; i < l->segment_count; i++)
        t.selector[i] = (uint16_t)system_read(
            v, op, base + l->segments + i * l->segment_step, 2);
    t.ldt = (uint16_t)system_read(v, op, base + l->ldt, 2);
    t.trap = tss32 && (system_read(v, op, base + 0x64, 2) & 1);
    return t;
}

/* The new TSS must be there, present, large enough, and busy only for IRET. */
static struct descriptor check_tss(struct vcpu *v, const struct op *op,
                                   uint16_t selector, enum task_reason reason)
{
    uint8_t vector = reason == TASK_IRET ? VECTOR_TS : VECTOR_GP;
    unsigned wanted = reason == TASK_IRET ? 2 : 0;
    struct descriptor d;

    if (is_null(selector) || (selector & SELECTOR_LDT))
        raise_fault(v, op, vector, error_of(selector));
    d = read_descriptor(v, op, selector, vector);
    if ((descriptor_type(d) & 0x17) != (SYS_TSS16 | wanted))
        raise_fault(v, op, vector, error_of(selector));
    if (!descriptor_present(d))
        raise_fault(v, op, VECTOR_NP, error_of(selector));
    if (descriptor_limit(d) < tss_layouts[(descriptor_type(d) & 8) != 0].last)
        raise_fault(v, op, VECTOR_TS, error_of(selector));
    return d;
}

static void load_task_ldt(struct vcpu *v, uint16_t selector)
{
    struct descriptor d;

    segment_set_null(&v->s.ldtr, selector);
    if (is_null(selector))
        return;
    if (selector & SELECTOR_LDT)
        raise_fault(v, NULL, VECTOR_TS, error_of(selector));
    d = read_descriptor(v, NULL, selector, VECTOR_TS);
    if (descriptor_type(d) != SYS_LDT || !descriptor_present(d))
        raise_fault(v, NULL, VECTOR_TS, error_of(selector));
    segment_set(&v->s.ldtr, selector, d);
}

static void load_task_cs(struct vcpu *v, uint16_t selector)
{
    unsigned rpl = selector & SELECTOR_RPL;
    struct descriptor d;

    if (is_null(selector))
        raise_fault(v, NULL, VECTOR_TS, 0);
    d = read_descriptor(v, NULL, selector, VECTOR_TS);
    if (!descriptor_is_code(d) ||
        (descriptor_is_conforming(d) ? descriptor_dpl(d) > rpl
                                     : descriptor_dpl(d) != rpl))
        raise_fault(v, NULL, VECTOR_TS, error_of(selector));
    if (!descriptor_present(d))
        raise_fault(v, NULL, VECTOR_NP, error_of(selector));
    load_cs(v, NULL, selector, d, rpl);
}

/* A task switch, unlike MOV, looks whether a segment is present before it
 * looks at its privilege (SDM Vol. 3A, "Exception Conditions Checked During a
 * Task Switch"). */
static void find_absent(struct vcpu *v, uint16_t selector, bool stack)
{
    struct descriptor d;

    if (is_null(selector))
        return;
    d = read_descriptor(v, NULL, selector, VECTOR_TS);
    if (descriptor_present(d))
        return;
    if (stack && descriptor_is_writable_data(d))
        raise_fault(v, NULL, VECTOR_SS, error_of(selector));
    if (!stack && descriptor_is_readable(d))
        raise_fault(v, NULL, VECTOR_NP, error_of(selector));
}

/* Segment registers of the new task; a fault here belongs to the new task. */
static void load_task_segments(struct vcpu *v, const struct task *t)
{
    static const uint8_t data_segments[] = {ES, DS, FS, GS};
    struct descriptor d;

    load_task_ldt(v, t->ldt);
    if (is_v86(v)) {
        for (unsigned i = 0; i < SEG_COUNT; i++)
            segment_set_v86(&v->s.seg[i], t->selector[i]);
        return;
    }
    load_task_cs(v, t->selector[CS]);
    find_absent(v, t->selector[SS], true);
    d = check_stack(v, NULL, t->selector[SS], v->s.cpl, VECTOR_TS);
    segment_set(&v->s.seg[SS], t->selector[SS],
                mark_accessed(v, NULL, t->selector[SS], d));
    for (unsigned i = 0; i < ARRAY_LEN(data_segments); i++) {
        unsigned seg = data_segments[i];

        if (is_null(t->selector[seg]))
            continue;
        find_absent(v, t->selector[seg], false);
        d = check_data(v, NULL, t->selector[seg], VECTOR_TS);
        segment_set(&v->s.seg[seg], t->selector[seg],
                    mark_accessed(v, NULL, t->selector[seg], d));
    }
}

/* SDM Vol. 3A, "PDPTE Registers": a switch that changes CR3 loads them. */
static bool load_task_cr3(struct vcpu *v, uint32_t cr3)
{
    uint32_t old = v->s.cr3;

    v->s.cr3 = cr3 & cpu_models[v->s.model].cr3_mask;
    tlb_flush(v);
    return !(v->s.cr4 & CR4_PAE) || v->s.cr3 == old ||
           paging_load_pointers(v, v->s.cr3);
}

/* From here on the new task runs; its selectors are not yet checked. */
static void enter_task(struct vcpu *v, const struct op *op,
                       const struct task *t, uint16_t selector,
                       struct descriptor tss, uint32_t eflags)
{
    bool pointers = true;

    segment_set(&v->s.tr, selector, tss);
    if (tss.high & 8 << 8 && v->s.cr0 & CR0_PG)
        pointers = load_task_cr3(v, t->cr3);
    v->s.cr0 |= CR0_TS;
    v->s.dr[7] &= ~0x155u; /* local breakpoints end with the task */
    v->s.eip = t->eip;
    for (unsigned i = 0; i < 8; i++)
        v->s.r[i].d = t->reg[i];
    cpu_set_eflags(&v->s, eflags & cpu_models[v->s.model].flags_mask);
    v->attend |= ATTEND_INTR | ATTEND_TRAP | ATTEND_DEBUG;
    for (unsigned i = 0; i < SEG_COUNT; i++)
        segment_set_null(&v->s.seg[i], t->selector[i]);
    v->s.cpl = is_v86(v) ? 3 : t->selector[CS] & SELECTOR_RPL;
    complete(v, op);
    context_changed(v);
    if (!pointers)
        raise_fault(v, NULL, VECTOR_GP, 0);
    load_task_segments(v, t);
    context_changed(v);
    if (v->s.eip > v->s.seg[CS].limit)
        raise_fault(v, NULL, VECTOR_GP, 0);
    if (t->trap)
        v->s.debug_trap |= DR6_BT;
}

/* Does a descriptor's high dword go into its table? Faults if not. */
static void check_descriptor_write(struct vcpu *v, const struct op *op,
                                   uint16_t selector)
{
    uint32_t address;

    if (descriptor_address(v, selector, &address))
        check_write(v, op, address + 4, 4, false);
}

/* All that a switch stores while it can still be undone: the state of the old
 * task, the link of the new one, the busy bits. */
static void check_task_stores(struct vcpu *v, const struct op *op,
                              uint16_t selector, uint32_t base, bool nested)
{
    const struct tss_layout *l = &tss_layouts[(v->s.tr.access & 8) != 0];
    unsigned end = l->segments + (l->segment_count - 1u) * l->segment_step + 2;

    check_write(v, op, v->s.tr.base + l->eip, end - l->eip, false);
    if (nested)
        check_write(v, op, base, 2, false);
    else
        check_descriptor_write(v, op, v->s.tr.selector);
    check_descriptor_write(v, op, selector);
}

/* Switch to the task of `selector`; eip is where the old task goes on. */
static void task_switch(struct vcpu *v, const struct op *op, uint16_t selector,
                        enum task_reason reason, uint32_t eip)
{
    const struct tss_layout *layout = &tss_layouts[(v->s.tr.access & 8) != 0];
    struct descriptor d = check_tss(v, op, selector, reason);
    uint16_t old = v->s.tr.selector;
    uint32_t old_flags = cpu_eflags(&v->s);
    uint32_t base = descriptor_base(d);
    bool tss32 = descriptor_type(d) & 8;
    bool nested = reason == TASK_CALL || reason == TASK_INTERRUPT;
    struct task t;
    uint32_t old_descriptor;

    if (v->s.tr.limit < layout->last)
        raise_fault(v, op, VECTOR_TS, error_of(old));
    t = read_task(v, op, base, tss32);
    check_task_stores(v, op, selector, base, nested);
    if (reason == TASK_IRET)
        old_flags &= ~FLAG_NT;
    save_task(v, op, eip, old_flags);
    if (!nested && descriptor_address(v, old, &old_descriptor)) {
        uint32_t high = system_read(v, op, old_descriptor + 4, 4);

        system_write(v, op, old_descriptor + 4, high & ~TSS_BUSY, 4);
    }
    if (nested) {
        system_write(v, op, base, old, 2);
        t.eflags |= FLAG_NT;
    }
    d.high |= TSS_BUSY;
    write_descriptor_high(v, op, selector, d.high);
    EVENT_OF(v, EV_TASK_SWITCH, old, selector, (uint32_t)reason);
    enter_task(v, op, &t, selector, d,
               tss32 ? t.eflags : (t.eflags & 0xffff) | FLAG_ONE);
}

#endif
