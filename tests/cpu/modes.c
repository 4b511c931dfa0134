/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/modes.c - the bench begins in real, protected or virtual-8086
 * mode: tables in memory and registers as after a careful start.
 */
#include <string.h>

#include "sim/cpu/paging.h"
#include "tests/cpu/bench.h"
#include "tests/cpu/modes.h"

static const uint32_t bases[SEG_COUNT] = {ES_BASE, CS_BASE, SS_BASE,
                                          DS_BASE, FS_BASE, GS_BASE};

/* Values that no test expects by chance. */
static void set_registers(void)
{
    static const uint32_t values[8] = {
        [EAX] = 0xa0a1a2a3, [ECX] = 0xc0c1c2c3, [EDX] = 0xd0d1d2d3,
        [EBX] = 0xb0b1b2b3, [ESP] = 0,          [EBP] = 0xe0e1e2e3,
        [ESI] = 0x50515253, [EDI] = 0x90919293,
    };

    for (unsigned i = 0; i < 8; i++)
        cpu()->r[i].d = values[i];
    cpu()->eip = ENTRY;
}

void bench_real(enum cpu_model model)
{
    bench_clear(model);
    set_registers();
    cpu()->r[ESP].d = STACK_TOP(0);
    for (unsigned i = 0; i < SEG_COUNT; i++) {
        cpu()->seg[i].selector = (uint16_t)(bases[i] >> 4);
        cpu()->seg[i].base = bases[i];
    }
    cpu()->idtr_limit = 0x3ff;
    for (unsigned i = 0; i < 256; i++)
        bench_poke(4 * i, 4, CS_BASE << 12 | (HANDLER + 4 * i));
}

struct descriptor bench_segment(uint32_t base, uint32_t limit, unsigned access)
{
    if (limit > 0xfffff) {
        limit >>= 12;
        access |= ACC_GRANULAR;
    }
    return (struct descriptor){
        base << 16 | (limit & 0xffff),
        (base & 0xff000000) | (access & 0xf000) << 8 | (limit & 0xf0000) |
            (access & 0xff) << 8 | (base >> 16 & 0xff),
    };
}

struct descriptor bench_gate(enum system_type type, unsigned dpl,
                             unsigned selector, uint32_t offset)
{
    return (struct descriptor){
        selector << 16 | (offset & 0xffff),
        (offset & 0xffff0000) | (ACC_PRESENT | DPL(dpl) | type) << 8,
    };
}

static uint32_t descriptor_at(unsigned selector)
{
    return (selector & 4 ? LDT_BASE : GDT_BASE) + (selector & 0xfff8);
}

void bench_descriptor(unsigned selector, struct descriptor d)
{
    bench_poke(descriptor_at(selector), 4, d.low);
    bench_poke(descriptor_at(selector) + 4, 4, d.high);
}

struct descriptor bench_descriptor_of(unsigned selector)
{
    return (struct descriptor){bench_peek(descriptor_at(selector), 4),
                               bench_peek(descriptor_at(selector) + 4, 4)};
}

void bench_vector(unsigned vector, struct descriptor gate)
{
    bench_poke(IDT_BASE + 8 * vector, 4, gate.low);
    bench_poke(IDT_BASE + 8 * vector + 4, 4, gate.high);
}

static void define_ring(unsigned n)
{
    bench_descriptor(SEL_CODE32(n),
                     bench_segment(CS_BASE, 0xffff, CODE | DPL(n) | ACC_BIG));
    bench_descriptor(SEL_CODE16(n),
                     bench_segment(CS_BASE, 0xffff, CODE | DPL(n)));
    bench_descriptor(SEL_DATA(n),
                     bench_segment(DS_BASE, 0xffff, DATA | DPL(n)));
    bench_descriptor(SEL_STACK32(n),
                     bench_segment(SS_BASE, 0xffff, DATA | DPL(n) | ACC_BIG));
    bench_descriptor(SEL_STACK16(n),
                     bench_segment(SS_BASE, 0xffff, DATA | DPL(n)));
    bench_descriptor(
        SEL_CONFORMING(n),
        bench_segment(CS_BASE, 0xffff, CODE | DPL(n) | ACC_BIG | ACC_DOWN));
    bench_descriptor(
        SEL_READ_ONLY(n),
        bench_segment(DS_BASE, 0xffff, (DATA | DPL(n)) & ~ACC_WRITE));
}

static void define_gdt(void)
{
    const unsigned system = ACC_PRESENT;

    bench_descriptor(SEL_FLAT, bench_segment(0, 0xffffffff, DATA | ACC_BIG));
    bench_descriptor(SEL_ES, bench_segment(ES_BASE, 0xffff, DATA | DPL(3)));
    bench_descriptor(SEL_FS, bench_segment(FS_BASE, 0xffff, DATA | DPL(3)));
    bench_descriptor(SEL_GS, bench_segment(GS_BASE, 0xffff, DATA | DPL(3)));
    bench_descriptor(SEL_LDT, bench_segment(LDT_BASE, 0xff, system | SYS_LDT));
    bench_descriptor(SEL_TSS,
                     bench_segment(TSS_BASE, 0x2ff, system | SYS_TSS32_BUSY));
    bench_descriptor(SEL_TSS2,
                     bench_segment(TSS2_BASE, 0x67, system | SYS_TSS32));
    bench_descriptor(SEL_TSS16,
                     bench_segment(TSS16_BASE, 0x2b, system | SYS_TSS16));
    for (unsigned n = 0; n < 4; n++)
        define_ring(n);
}

/* A 32-bit TSS with the stacks of the inner rings and a task that begins at
 * `eip` in ring `cpl`. */
void bench_tss(uint32_t base, uint32_t eip, unsigned cpl)
{
    for (unsigned n = 0; n < 3; n++) {
        bench_poke(base + 4 + 8 * n, 4, STACK_TOP(n));
        bench_poke(base + 8 + 8 * n, 2, SEL_STACK32(n));
    }
    bench_poke(base + 0x1c, 4, PAGE_DIRECTORY);
    bench_poke(base + 0x20, 4, eip);
    bench_poke(base + 0x24, 4, FLAG_ONE);
    bench_poke(base + 0x38, 4, STACK_TOP(cpl));
    bench_poke(base + 0x48, 2, SEL_ES);
    bench_poke(base + 0x4c, 2, SEL_CODE32(cpl));
    bench_poke(base + 0x50, 2, SEL_STACK32(cpl));
    bench_poke(base + 0x54, 2, SEL_DATA(cpl));
    bench_poke(base + 0x58, 2, SEL_FS);
    bench_poke(base + 0x5c, 2, SEL_GS);
    bench_poke(base + 0x66, 2, 0x68);
}

void bench_load(unsigned segment, unsigned selector)
{
    struct segment *s =
        segment < SEG_COUNT ? &cpu()->seg[segment] : &cpu()->ldtr;

    segment_set(s, (uint16_t)selector, bench_descriptor_of(selector));
    if (segment == CS)
        cpu()->cpl = (uint8_t)(selector & 3);
}

static void define_tables(void)
{
    define_gdt();
    for (unsigned i = 0; i < 256; i++)
        bench_vector(i,
                     bench_gate(SYS_INT32, 3, SEL_CODE32(0), HANDLER + 4 * i));
    bench_tss(TSS_BASE, 0, 0);
    bench_tss(TSS2_BASE, 0, 0);
    cpu()->gdtr_base = GDT_BASE;
    cpu()->gdtr_limit = GDT_LIMIT;
    cpu()->idtr_base = IDT_BASE;
    cpu()->idtr_limit = 0x7ff;
    segment_set(&cpu()->tr, SEL_TSS, bench_descriptor_of(SEL_TSS));
    bench_load(SEG_COUNT, SEL_LDT);
}

void bench_protected(enum cpu_model model, unsigned bits, unsigned cpl)
{
    bench_clear(model);
    set_registers();
    cpu()->r[ESP].d = STACK_TOP(cpl);
    cpu()->cr0 |= CR0_PE;
    define_tables();
    bench_load(CS, (bits == 32 ? SEL_CODE32(cpl) : SEL_CODE16(cpl)));
    bench_load(SS, (bits == 32 ? SEL_STACK32(cpl) : SEL_STACK16(cpl)));
    bench_load(DS, SEL_DATA(cpl));
    bench_load(ES, SEL_ES);
    bench_load(FS, SEL_FS);
    bench_load(GS, SEL_GS);
}

void bench_v86(enum cpu_model model, unsigned iopl)
{
    bench_protected(model, 16, 3);
    cpu()->r[ESP].d = STACK_TOP(3);
    cpu_set_eflags(cpu(), FLAG_ONE | FLAG_VM | iopl << 12);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        segment_set_v86(&cpu()->seg[i], (uint16_t)(bases[i] >> 4));
}

void bench_page(uint32_t linear, uint32_t entry)
{
    bench_poke(PAGE_TABLE + (linear >> 12 & 0x3ff) * 4, 4, entry);
}

uint32_t bench_page_entry(uint32_t linear)
{
    return bench_peek(PAGE_TABLE + (linear >> 12 & 0x3ff) * 4, 4);
}

void bench_paging(void)
{
    const uint32_t all = PAGE_P | PAGE_W | PAGE_U;

    bench_poke(PAGE_DIRECTORY, 4, PAGE_TABLE | all);
    for (uint32_t at = 0; at < BENCH_RAM; at += FRAME_SIZE) {
        bench_page(at, at | all);
        bench_page(at + BENCH_HIGH, (at + BENCH_HIGH) | all);
    }
    cpu()->cr3 = PAGE_DIRECTORY;
    cpu()->cr0 |= CR0_PG;
}
