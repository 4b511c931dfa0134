/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/guest_cpu.c - our processor answers: in real mode, or in ring 3
 * with the local descriptor table of the question.
 */
#include "tests/cpu/guest_cpu.h"

#include <string.h>

#include "tests/cpu/bench.h"
#include "tests/cpu/modes.h"

/* Our tables lie above what a question may use. */
#define OUR_GDT          BENCH_HIGH
#define OUR_IDT          (BENCH_HIGH + 0x1000)
#define OUR_LDT          (BENCH_HIGH + 0x2000)
#define OUR_TSS          (BENCH_HIGH + 0x3000)
#define OUR_STACK        (BENCH_HIGH + 0x6000)
#define KERNEL_CODE      0x08u
#define KERNEL_DATA      0x18u
#define GDT_ENTRIES      16u
#define PROCESSOR_NUMBER 0x78u    /* selector */
#define HANDLER_AT       0x10000u /* vector n leads to HANDLER_AT + n */

static struct cpu_state settled; /* before each question of a world */

static void put_descriptor(uint32_t at, struct descriptor d)
{
    bench_poke(at, 4, d.low);
    bench_poke(at + 4, 4, d.high);
}

/* What ring 3 can see of the host's table: three flat segments for programs
 * (32-bit code, data, 64-bit code, which is code here), and one that says on
 * which processor it runs. */
static void put_gdt(void)
{
    static const uint32_t rights[GDT_ENTRIES] = {
        [KERNEL_CODE >> 3] = 0xcf9b00,
        [KERNEL_DATA >> 3] = 0xcf9300,
        [4] = 0xcffb00,
        [5] = 0xcff300,
        [6] = 0xaffb00,
        [PROCESSOR_NUMBER >> 3] = 0x40f500,
    };

    for (unsigned i = 0; i < GDT_ENTRIES; i++)
        put_descriptor(
            OUR_GDT + 8 * i,
            rights[i]
                ? (struct descriptor){rights[i] >> 23 ? 0xffff : 0, rights[i]}
                : (struct descriptor){0});
}

static void put_idt(void)
{
    for (unsigned i = 0; i < 256; i++)
        put_descriptor(OUR_IDT + 8 * i,
                       bench_gate(SYS_INT32, i == 3 || i == 4 ? 3 : 0,
                                  KERNEL_CODE, HANDLER_AT + i));
}

static void begin_protected(const struct question_world *w)
{
    struct cpu_state *s = cpu();

    put_gdt();
    put_idt();
    for (unsigned i = 0; i < SINGLE_LDT; i++)
        put_descriptor(OUR_LDT + 8 * i, w->ldt[i]);
    bench_poke(OUR_TSS + 4, 4, OUR_STACK);
    bench_poke(OUR_TSS + 8, 4, KERNEL_DATA);
    bench_poke(OUR_TSS + 0x64, 4, 0x68 << 16); /* no I/O permission map */
    s->cr0 |= CR0_PE | CR0_AM | CR0_NE;
    s->cpl = 3;
    s->gdtr_base = OUR_GDT;
    s->gdtr_limit = 8 * GDT_ENTRIES - 1;
    s->idtr_base = OUR_IDT;
    s->idtr_limit = 0x7ff;
    segment_set(&s->tr, 0x40, (struct descriptor){0x67, 0x8b00});
    s->tr.base = OUR_TSS;
    segment_set(&s->ldtr, 0x50,
                (struct descriptor){8 * SINGLE_LDT - 1, 0x8200});
    s->ldtr.base = OUR_LDT;
}

void guest_cpu_begin(const struct question_world *w)
{
    bench_clear(CPU_I686);
    memcpy(bench_memory(0), w->memory, SINGLE_MEMORY);
    cpu()->idtr_limit = 0x3ff;
    if (!w->real)
        begin_protected(w);
    vcpu_restored(&bench.cpu);
    settled = *cpu();
}

static void set_segment(const struct question_world *w, unsigned i,
                        uint16_t selector)
{
    struct segment *s = &cpu()->seg[i];

    if (w->real)
        segment_set_real(s, question_real_selector(w, selector), i == CS);
    else if (selector < 4)
        segment_set_null(s, selector);
    else
        segment_set(s, selector, w->ldt[selector >> 3]);
}

static void get_registers(struct single *s)
{
    for (unsigned i = 0; i < 8; i++)
        s->r[i] = cpu()->r[i].d;
    s->eip = cpu()->eip;
    s->eflags = cpu_eflags(cpu());
    for (unsigned i = 0; i < SEG_COUNT; i++)
        s->selector[i] = cpu()->seg[i].selector;
}

/* The registers that the exception found, from what its delivery left on the
 * stack of ring 0. */
static void get_interrupted(struct single *s)
{
    uint32_t at = cpu()->seg[SS].base + cpu()->r[ESP].d;

    s->vector = (uint8_t)(cpu()->eip - HANDLER_AT);
    s->error = 0;
    if (OUR_STACK - at == 6 * 4) {
        s->error = bench_peek(at, 4);
        at += 4;
    }
    s->eip = bench_peek(at, 4);
    s->selector[CS] = (uint16_t)bench_peek(at + 4, 4);
    s->eflags = bench_peek(at + 8, 4);
    s->r[ESP] = bench_peek(at + 12, 4);
    s->selector[SS] = (uint16_t)bench_peek(at + 16, 4);
}

/* In real mode three words lie on the program's own stack; they are taken
 * back. */
static void get_interrupted_real(struct single *s, const uint8_t *memory)
{
    uint16_t words[3];

    s->vector = (uint8_t)cpu()->eip;
    s->error = 0;
    for (unsigned i = 0; i < 3; i++) {
        uint32_t at =
            cpu()->seg[SS].base + ((cpu()->r[ESP].w + 2 * i) & 0xffff);

        words[i] = (uint16_t)bench_peek(at, 2);
        memcpy(bench_memory(at), memory + at, 2);
    }
    s->eip = words[0];
    s->selector[CS] = words[1];
    s->eflags = words[2];
    s->r[ESP] = (s->r[ESP] & 0xffff0000) | ((s->r[ESP] + 6) & 0xffff);
}

bool guest_cpu_run(struct single *s, const struct question_world *w,
                   bool repeats, const uint8_t *memory)
{
    struct vcpu *v = &bench.cpu;
    bool interrupted;

    *cpu() = settled;
    for (unsigned i = 0; i < 8; i++)
        cpu()->r[i].d = s->r[i];
    cpu()->eip = s->eip;
    cpu_set_eflags(cpu(), s->eflags);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        set_segment(w, i, s->selector[i]);
    vcpu_state_set(v);
    do {
        vcpu_run(v, v->s.tick + v->s.ns_per_instruction);
        interrupted = w->real ? cpu()->seg[CS].selector == REAL_HANDLER_CS
                              : cpu()->cpl == 0;
    } while (repeats && cpu()->eip == s->eip && !interrupted &&
             cpu()->activity == CPU_RUNNING);
    get_registers(s);
    s->vector = NO_VECTOR;
    s->error = 0;
    if (interrupted && w->real)
        get_interrupted_real(s, memory);
    else if (interrupted)
        get_interrupted(s);
    return cpu()->activity != CPU_SHUTDOWN;
}
