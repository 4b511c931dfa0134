/* SPDX-License-Identifier: MIT
 *
 * tests/sim/random_world.c - memory, tables, registers and code from a seed.
 *
 *   00000 vectors of real mode      01000 GDT   01800 IDT   02000 LDT
 *   02400 TSS  02800 TSS  02C00 16-bit TSS
 *   03000 page directory            04000 page table
 *   08000 code and data             30000 stacks
 */
#include "tests/sim/random_world.h"

#include <string.h>
#include <xxhash.h>

#include "sim/cpu/segment.h"

#define GDT         0x1000u
#define IDT         0x1800u
#define LDT         0x2000u
#define TSS         0x2400u
#define TSS2        0x2800u
#define TSS16       0x2c00u
#define DIRECTORY   0x3000u
#define PAGE_TABLE  0x4000u
#define CODE        0x8000u
#define CODE_END    0x30000u

#define GDT_ENTRIES 64u
#define SEL_LDT     0x08u
#define SEL_TSS     0x10u
#define SEL_TSS2    0x18u
#define SEL_TSS16   0x20u
#define SEL_RINGS   0x28u /* four of each ring */
#define SEL_ODD     0xa8u /* from here on: anything */

uint32_t dice_roll(struct dice *d, uint32_t sides)
{
    d->state ^= d->state << 13;
    d->state ^= d->state >> 7;
    d->state ^= d->state << 17;
    return (uint32_t)((d->state * UINT64_C(0x2545f4914f6cdd1d) >> 32) % sides);
}

static uint32_t roll(struct dice *d, uint32_t sides)
{
    return dice_roll(d, sides);
}

static uint32_t any(struct dice *d)
{
    return roll(d, 0xffff) << 16 | roll(d, 0x10000);
}

/* Mostly small, sometimes on an edge, sometimes anything. */
static uint32_t number(struct dice *d)
{
    static const uint32_t edges[] = {0,          1,          0xff,   0xffff,
                                     0x7fffffff, 0xfffffffc, 0x8000, 0x80000000,
                                     0xffe,      0x2fff,     0x1ffd, 0x40};

    switch (roll(d, 8)) {
    case 0:
        return any(d);
    case 1:
        return edges[roll(d, ARRAY_LEN(edges))];
    default:
        return roll(d, 0x8000);
    }
}

static void poke(struct world *w, uint32_t address, unsigned bytes,
                 uint32_t value)
{
    for (unsigned i = 0; i < bytes; i++)
        w->image[(address + i) % WORLD_RAM] = (uint8_t)(value >> (8 * i));
}

/* --- set-up ------------------------------------------------------------- */

bool world_init(struct world *w)
{
    static uint8_t rom[64 << 10];
    const struct board_config config = {.ram_bytes = WORLD_RAM};
    struct dice d = {1};

    memset(w, 0, sizeof *w);
    for (size_t i = 0; i < sizeof rom; i++)
        rom[i] = (uint8_t)any(&d);
    w->board.bare = true;
    if (!frame_pool_init(&w->pool, WORLD_FRAMES + sizeof rom / FRAME_SIZE) ||
        !board_init(&w->board, &w->pool, &config, rom, sizeof rom))
        return false;
    board_power_on(&w->board);
    for (uint32_t i = 0; i < WORLD_FRAMES; i++)
        bus_page(&w->board, i << FRAME_SHIFT);
    return true;
}

void world_free(struct world *w)
{
    board_free(&w->board);
    frame_pool_free(&w->pool);
}

/* --- tables --------------------------------------------------------------- */

static void poke_segment(struct world *w, uint32_t address, uint32_t base,
                         uint32_t limit, uint32_t access)
{
    poke(w, address, 4, base << 16 | (limit & 0xffff));
    poke(w, address + 4, 4,
         (base & 0xff000000) | (limit & 0xf0000) | (access & 0xf000) << 8 |
             (access & 0xff) << 8 | (base >> 16 & 0xff));
}

/* A selector that is often good. */
static uint32_t selector(struct dice *d)
{
    if (roll(d, 8) == 0)
        return roll(d, 0x10000);
    if (roll(d, 3) == 0)
        return roll(d, GDT_ENTRIES * 8);
    return SEL_RINGS + 8 * roll(d, 16) + roll(d, 4);
}

static uint32_t code_selector(struct dice *d)
{
    uint32_t ring = roll(d, 2) * roll(d, 4);

    return SEL_RINGS + 32 * ring + 8 * roll(d, 2) + ring;
}

static void poke_gate(struct world *w, struct dice *d, uint32_t address,
                      unsigned type)
{
    uint32_t dpl = roll(d, 2) ? 3 : roll(d, 4);
    uint32_t target =
        type == SYS_TASK_GATE ? SEL_TSS + 8 * roll(d, 3) : code_selector(d);

    poke(w, address, 4, target << 16 | roll(d, 0x8000));
    poke(w, address + 4, 4,
         (roll(d, 16) ? 0x8000u : 0) | dpl << 13 | type << 8 | roll(d, 4));
}

static void poke_odd(struct world *w, struct dice *d, uint32_t address)
{
    static const uint8_t gates[] = {SYS_CALL16, SYS_CALL32, SYS_CALL32,
                                    SYS_TASK_GATE};
    static const uint32_t bases[] = {0, CODE, 0x10000, 0x20000, 0xfffff000};
    static const uint32_t limits[] = {0xffff, 0xfff, 0x2f, 0xfffff};

    if (roll(d, 3) == 0)
        poke_gate(w, d, address, gates[roll(d, ARRAY_LEN(gates))]);
    else
        poke_segment(w, address, bases[roll(d, ARRAY_LEN(bases))],
                     limits[roll(d, ARRAY_LEN(limits))],
                     (any(d) & 0xc07f) | (roll(d, 8) ? ACC_PRESENT : 0));
}

static void make_gdt(struct world *w, struct dice *d)
{
    poke_segment(w, GDT + SEL_LDT, LDT, 0xff, ACC_PRESENT | SYS_LDT);
    poke_segment(w, GDT + SEL_TSS, TSS, 0x167, ACC_PRESENT | SYS_TSS32_BUSY);
    poke_segment(w, GDT + SEL_TSS2, TSS2, 0x67, ACC_PRESENT | SYS_TSS32);
    poke_segment(w, GDT + SEL_TSS16, TSS16, 0x2b, ACC_PRESENT | SYS_TSS16);
    for (unsigned ring = 0; ring < 4; ring++) {
        uint32_t entry = GDT + SEL_RINGS + 32 * ring;
        uint32_t access = ACC_PRESENT | ACC_S | ACC_WRITE | ring << 5;

        poke_segment(w, entry, CODE, 0x2ffff, access | ACC_EXECUTE | ACC_BIG);
        poke_segment(w, entry + 8, CODE, 0xffff, access | ACC_EXECUTE);
        poke_segment(w, entry + 16, CODE, 0x37fff, access | ACC_BIG);
        poke_segment(w, entry + 24, 0x30000, 0xffff, access);
    }
    for (uint32_t i = SEL_ODD; i < GDT_ENTRIES * 8; i += 8)
        poke_odd(w, d, GDT + i);
    for (uint32_t i = 0; i < 0x100; i += 8)
        poke_odd(w, d, LDT + i);
}

static void make_idt(struct world *w, struct dice *d)
{
    static const uint8_t types[] = {SYS_INT32,  SYS_INT32,    SYS_TRAP32,
                                    SYS_TRAP32, SYS_INT16,    SYS_TRAP16,
                                    SYS_INT32,  SYS_TASK_GATE};

    for (uint32_t i = 0; i < 256; i++) {
        poke(w, i * 4, 2, roll(d, 0x8000));
        poke(w, i * 4 + 2, 2, CODE >> 4);
        poke_gate(w, d, IDT + i * 8, types[roll(d, ARRAY_LEN(types))]);
    }
}

static void make_tss(struct world *w, struct dice *d, uint32_t address)
{
    for (unsigned ring = 0; ring < 3; ring++) {
        poke(w, address + 4 + 8 * ring, 4, 0x7000 + 0x400 * ring);
        poke(w, address + 8 + 8 * ring, 2,
             SEL_RINGS + 32 * ring + 16 + 8 * roll(d, 2) + ring);
    }
    poke(w, address + 0x1c, 4, DIRECTORY);
    poke(w, address + 0x20, 4, roll(d, 0x8000));
    poke(w, address + 0x24, 4, any(d) & 0x3ffd7);
    for (uint32_t i = 0x28; i < 0x48; i += 4)
        poke(w, address + i, 4, number(d));
    for (uint32_t i = 0x48; i < 0x60; i += 4)
        poke(w, address + i, 2, SEL_RINGS + 16);
    poke(w, address + 0x4c, 2, code_selector(d));
    poke(w, address + 0x60, 4, roll(d, 2) * SEL_LDT);
    poke(w, address + 0x64, 4, 0x680000 | (roll(d, 8) == 0));
}

static void make_tss16(struct world *w, struct dice *d)
{
    for (uint32_t i = 0; i < 0x2c; i += 2)
        poke(w, TSS16 + i, 2, number(d));
    poke(w, TSS16 + 0x0e, 2, roll(d, 0x8000));
    for (uint32_t i = 0x22; i < 0x2a; i += 2)
        poke(w, TSS16 + i, 2, SEL_RINGS + 16);
    poke(w, TSS16 + 0x24, 2, code_selector(d));
    poke(w, TSS16 + 0x2a, 2, 0);
}

/* The first 256 KiB where they are, with a few gaps and traps; the rest of
 * the first 4 MiB is the same again. */
static void make_pages(struct world *w, struct dice *d)
{
    for (uint32_t i = 0; i < 1024; i++) {
        uint32_t rights = roll(d, 12) ? 7 : roll(d, 8);

        poke(w, PAGE_TABLE + i * 4, 4, i % WORLD_FRAMES << 12 | rights);
        poke(w, DIRECTORY + i * 4, 4, i ? any(d) & 0xff0003ff : 0);
    }
    poke(w, DIRECTORY, 4, PAGE_TABLE | 7);
    poke(w, DIRECTORY + 4092, 4, DIRECTORY | 7);
}

/* --- code ------------------------------------------------------------------
 */

struct writer {
    struct world *w;
    struct dice *d;
    uint32_t at, end;
    unsigned word; /* bytes of an immediate operand */
};

static void emit(struct writer *c, unsigned bytes, uint32_t value)
{
    if (c->at + bytes <= c->end)
        poke(c->w, c->at, bytes, value);
    c->at += bytes;
}

/* Bytes that put a number into a register or on the stack; the code may be
 * 16-bit or 32-bit, so the width is a guess. */
static void emit_move(struct writer *c, unsigned reg, uint32_t value)
{
    emit(c, 1, 0xb8 + reg);
    emit(c, c->word, value);
}

static void emit_push(struct writer *c, uint32_t value)
{
    emit(c, 1, 0x68);
    emit(c, c->word, value);
}

static void emit_far(struct writer *c)
{
    struct dice *d = c->d;

    emit(c, 1, roll(d, 3) ? 0x9a : 0xea);
    emit(c, c->word, roll(d, 0x7000));
    emit(c, 2, roll(d, 2) ? selector(d) : code_selector(d));
}

/* RETF or IRET from a frame of the same ring or of an outer one. */
static void emit_return(struct writer *c)
{
    struct dice *d = c->d;
    uint32_t target = code_selector(d);
    bool interrupt = roll(d, 2);

    if (roll(d, 3)) {
        emit_push(c, SEL_RINGS + 32 * (target & 3) + 16 + (target & 3));
        emit_push(c, 0x7000);
    }
    if (interrupt)
        emit_push(c, any(d) & (roll(d, 4) ? 0x3dd7 : 0x37fd7));
    emit_push(c, target);
    emit_push(c, roll(d, 0x7000));
    emit(c, 1, interrupt ? 0xcf : 0xcb);
}

static void emit_string(struct writer *c)
{
    struct dice *d = c->d;

    uint32_t to = c->at - CODE + roll(d, 40) - 10; /* it meets this code */

    if (roll(d, 2))
        emit_move(c, EDI, roll(d, 2) ? to : 0x7100 + roll(d, 64));
    if (roll(d, 2))
        emit_move(c, ESI, 0x7100 + roll(d, 64));
    emit_move(c, ECX, roll(d, 100));
    emit(c, 1, 0xf2 + roll(d, 2));
    emit(c, 1, (roll(d, 8) ? 0xa4 : 0x64) + roll(d, 12));
}

static void emit_system(struct writer *c)
{
    static const uint8_t registers[] = {0xa2, 0x32, 0x30, 0x31, 0x22};
    struct dice *d = c->d;

    switch (roll(d, 6)) {
    case 0: /* CR0 with a bit changed */
        emit(c, 3, 0xc0200f);
        emit(c, 4, 0xc0ba0f | 7u << 19 | roll(d, 32) << 24);
        emit(c, 3, 0xc0220f);
        break;
    case 1: /* MOV to or from a debug register */
        emit(c, 2, 0x210f | roll(d, 2) << 9);
        emit(c, 1, roll(d, 256));
        break;
    case 2: /* LLDT, LTR and their like */
        emit_move(c, EAX, roll(d, 4) ? 8 * roll(d, 5) : selector(d));
        emit(c, 3, 0xc0000f | roll(d, 8) << 19);
        break;
    case 3: /* LGDT and its like, LAR, LSL */
        emit(c, 2, 0x010f + (roll(d, 3) << 8));
        emit(c, 1, roll(d, 256));
        break;
    case 4: /* CPUID, RDMSR, WRMSR, CR4 */
        emit_move(c, roll(d, 2), roll(d, 20));
        emit(c, 1, 0x0f);
        emit(c, 1, registers[roll(d, ARRAY_LEN(registers))]);
        emit(c, 1, 0xe0);
        break;
    default:
        emit(c, 1, 0xcd); /* INT n */
        emit(c, 1, roll(d, 256));
        break;
    }
}

/* A short sequence that random bytes would not often make. */
static void emit_idiom(struct writer *c)
{
    struct dice *d = c->d;

    c->word = roll(d, 2) ? 2 : 4;
    switch (roll(d, 9)) {
    case 0: /* a segment register */
        emit_move(c, EAX, selector(d));
        emit(c, 2, 0xc08e | roll(d, 8) << 11);
        break;
    case 1:
        emit_far(c);
        break;
    case 2:
        emit_return(c);
        break;
    case 3:
        emit_string(c);
        break;
    case 4: /* flags */
        emit_push(c, any(d) & 0x267fff);
        emit(c, 1, 0x9d);
        break;
    case 5:
    case 6:
        emit_system(c);
        break;
    case 7: /* much of the stack: PUSHA POPA LEAVE POP SS XCHG ENTER */
        emit(c, 1,
             (const uint8_t[]){0x60, 0x61, 0xc9, 0x5c, 0x54, 0x1f, 0x17,
                               0x87}[roll(d, 8)]);
        emit(c, 1, 0xc8);
        emit(c, 2, roll(d, 64));
        emit(c, 1, roll(d, 32));
        break;
    default: /* a short jump back */
        emit(c, 1, roll(d, 2) ? 0xe2 : 0x70 + roll(d, 16));
        emit(c, 1, 0x100 - roll(d, 60));
        break;
    }
}

static void make_code(struct world *w, struct dice *d)
{
    struct writer c = {w, d, CODE, CODE_END, 2};

    while (c.at < c.end) {
        switch (roll(d, 6)) {
        case 0:
            emit_idiom(&c);
            break;
        case 1:
            emit(&c, 2, 0x0f | roll(d, 256) << 8);
            break;
        case 2:
            emit(&c, 1, roll(d, 3) ? 0x66 : 0x67);
            break;
        default:
            emit(&c, 1, roll(d, 256));
            break;
        }
    }
}

/* --- registers ---------------------------------------------------------------
 */

static void load(struct world *w, unsigned seg, uint32_t sel)
{
    struct descriptor d;

    memcpy(&d, &w->image[GDT + (sel & ~7u)], sizeof d);
    segment_set(&w->cpu.seg[seg], (uint16_t)sel, d);
}

static void enter_protected(struct world *w, struct dice *d)
{
    struct cpu_state *s = &w->cpu;
    uint32_t ring = roll(d, 2) ? 0 : roll(d, 4);
    uint32_t base = SEL_RINGS + 32 * ring + ring;

    s->cr0 |= CR0_PE;
    s->cpl = (uint8_t)ring;
    load(w, CS, base + 8 * roll(d, 2));
    load(w, SS, base + 16 + 8 * roll(d, 2));
    load(w, DS, base + 16);
    load(w, ES, base + 16);
    load(w, FS, base + 24);
    load(w, GS, base + 24);
    if (roll(d, 2)) {
        s->cr3 = DIRECTORY;
        s->cr0 |= CR0_PG;
        s->cr0 |= s->model > CPU_386 ? roll(d, 2) << 16 : 0;
    }
}

static void enter_v86(struct world *w, struct dice *d)
{
    struct cpu_state *s = &w->cpu;

    enter_protected(w, d);
    s->cpl = 3;
    cpu_set_eflags(s, FLAG_VM | roll(d, 4) << 12);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        segment_set_v86(&s->seg[i], CODE >> 4);
}

static void make_registers(struct world *w, struct dice *d)
{
    struct cpu_state *s = &w->cpu;

    vcpu_power_on(&w->board.cpu, (enum cpu_model)roll(d, CPU_MODELS), 10);
    *s = w->board.cpu.s;
    for (unsigned i = EAX; i <= EDI; i++)
        s->r[i].d = number(d);
    s->r[ESP].d = 0x7000 + (roll(d, 8) ? 0 : roll(d, 8));
    s->eip = roll(d, 0x7000);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        segment_set_real(&s->seg[i], CODE >> 4, i == CS);
    s->gdtr_base = GDT;
    s->gdtr_limit = GDT_ENTRIES * 8 - 1;
    s->idtr_base = IDT;
    s->idtr_limit = 0x7ff;
    segment_set(&s->tr, SEL_TSS,
                (struct descriptor){TSS << 16 | 0x167, 0x8b00});
    segment_set(&s->ldtr, SEL_LDT,
                (struct descriptor){LDT << 16 | 0xff, 0x8200});
    switch (roll(d, 4)) {
    case 0:
        s->idtr_base = 0;
        s->idtr_limit = 0x3ff;
        break;
    case 1:
        enter_v86(w, d);
        break;
    default:
        enter_protected(w, d);
        break;
    }
    if (roll(d, 8) == 0)
        cpu_set_eflags(s, s->eflags | FLAG_TF);
    if (roll(d, 8) == 0)
        s->dr[7] |= any(d) & 0xffff00ff;
    for (unsigned i = 0; i < 4; i++)
        s->dr[i] = CODE + roll(d, 0x8000);
}

void world_make(struct world *w, uint64_t seed)
{
    struct dice d = {seed * UINT64_C(0x9e3779b97f4a7c15) + 1};

    memset(w->image, 0, sizeof w->image);
    make_gdt(w, &d);
    make_idt(w, &d);
    make_tss(w, &d, TSS);
    make_tss(w, &d, TSS2);
    make_tss16(w, &d);
    make_pages(w, &d);
    make_code(w, &d);
    make_registers(w, &d);
}

void world_begin(struct world *w)
{
    for (uint32_t i = 0; i < WORLD_RAM; i += FRAME_SIZE) {
        struct page_view page = bus_page(&w->board, i);

        memcpy(page.bytes, &w->image[i], FRAME_SIZE);
        memset(page.marks, 0, LINES_PER_FRAME * sizeof page.marks[0]);
    }
    w->board.cpu.s = w->cpu;
    w->board.s.recogniser.entered = UINT64_MAX; /* there is no boot */
    vcpu_restored(&w->board.cpu);
}

uint64_t world_hash(struct world *w)
{
    uint64_t hash = XXH3_64bits(&w->board.cpu.s, sizeof w->board.cpu.s);

    for (uint32_t i = 0; i < WORLD_RAM; i += FRAME_SIZE) {
        struct page_view page = bus_page(&w->board, i);
        uint32_t marks[LINES_PER_FRAME];

        for (unsigned n = 0; n < LINES_PER_FRAME; n++)
            marks[n] = page.marks[n] & ~ORIGIN_CODE;
        hash = XXH3_64bits_withSeed(page.bytes, FRAME_SIZE, hash);
        hash = XXH3_64bits_withSeed(marks, sizeof marks, hash);
    }
    return hash;
}
