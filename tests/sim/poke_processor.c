/* SPDX-License-Identifier: MIT
 *
 * tests/sim/poke_processor.c - what a guest that pokes does to the processor:
 * modes, tasks, floating-point numbers, system registers.
 *
 *   8000 IDT   8800 GDT   8900, 8980 32-bit TSS   8A00 16-bit TSS
 *   9000 page directory, A000 page table: the first 4 MiB as they are
 *   B000 page-directory pointers, C000 page directory: the same for PAE
 */
#include <string.h>

#include "sim/base.h"
#include "tests/sim/poke_writer.h"

#define RAM_TO_ROM (TABLES - TABLES_RAM)

#define IDT        0x8000u
#define GDT        0x8800u
#define TSS1       0x8900u
#define TSS2       0x8980u
#define TSS16      0x8a00u
#define IO_MAP     0x4700u /* of the first TSS: all ports are allowed */
#define DIRECTORY  0x9000u
#define TABLE      0xa000u
#define POINTERS   0xb000u
#define LARGE      0xc000u

#define TO_REAL    0x66u   /* INT: back to real mode, from any other */
#define ESCAPE     0xff00u /* where it leads */

#define SEL_CODE   0x08u
#define SEL_DATA   0x10u
#define SEL_TSS1   0x18u
#define SEL_TSS2   0x20u
#define SEL_TSS16  0x28u
#define SEL_TASK   0x30u /* a task gate */
#define SEL_CALL   0x38u
#define SEL_USER   0x43u /* data, ring 3 */

/* --- tables -----------------------------------------------------------------
 */

static void put(struct writer *w, uint32_t ram, uint32_t low, uint32_t high)
{
    for (unsigned i = 0; i < 4; i++) {
        w->rom[ram + RAM_TO_ROM + i] = (uint8_t)(low >> (8 * i));
        w->rom[ram + RAM_TO_ROM + 4 + i] = (uint8_t)(high >> (8 * i));
    }
}

static void put_gate(struct writer *w, unsigned vector, uint32_t offset)
{
    put(w, IDT + vector * 8, SEL_CODE << 16 | (GATES + offset), 0xee00);
}

static void put_segment(struct writer *w, uint32_t selector, uint32_t base,
                        uint32_t limit, uint32_t access)
{
    put(w, GDT + (selector & ~7u), base << 16 | limit,
        (base & 0xff000000) | access << 8 | (base >> 16 & 0xff));
}

static uint32_t handler(unsigned vector)
{
    if (vector == 8)
        return TICK_HANDLER; /* or a double fault */
    return vector < 32 ? FAULT_HANDLER : IRQ_HANDLER;
}

/* Only what must not be zero. */
static void put_task(struct writer *w, uint32_t tss, uint32_t io_map)
{
    put(w, tss, 0, 0x6800);               /* ESP0 */
    put(w, tss + 8, SEL_DATA, 0);         /* SS0 */
    put(w, tss + 0x18, 0, DIRECTORY);     /* CR3 */
    put(w, tss + 0x20, FAULT_HANDLER, 2); /* EIP, EFLAGS */
    put(w, tss + 0x38, 0x6800, 0);        /* ESP */
    put(w, tss + 0x48, SEL_DATA, SEL_CODE);
    put(w, tss + 0x50, SEL_DATA, SEL_DATA);
    put(w, tss + 0x60, 0, io_map << 16);
}

void processor_tables(struct writer *w)
{
    static const uint8_t escape[] = {
        0x66, 0x58,                               /* pop eax: EIP */
        0x66, 0xbb, 0x10, 0x00, 0x00, 0x00,       /* mov ebx, 10h */
        0x0f, 0x22, 0xc3,                         /* mov cr0, ebx */
        0xea, 0x10, 0xff, 0x00, 0xf0,             /* jmp F000:FF10 */
        0x31, 0xdb, 0x8e, 0xd3, 0xbc, 0x00, 0x70, /* ss:sp = 0:7000 */
        0x8e, 0xdb, 0x8e, 0xc3,                   /* ds = es = 0 */
        0x2e, 0x0f, 0x01, 0x1e, 0x23, 0xff,       /* lidt [cs:FF23h] */
        0x50, 0xc3,                               /* push ax; ret */
        0xff, 0x03, 0x00, 0x00, 0x00, 0x00};

    memset(w->rom + TABLES, 0, TABLES_END - TABLES);
    for (unsigned i = 0; i < 256; i++)
        put_gate(w, i, handler(i));
    put_segment(w, SEL_CODE, 0xf0000, 0xffff, 0x9a);
    put_segment(w, SEL_DATA, 0, 0xffff, 0x92);
    put_segment(w, SEL_TSS1, TSS1, IO_MAP + 0x2000, 0x89);
    put_segment(w, SEL_TSS2, TSS2, 0x67, 0x89);
    put_segment(w, SEL_TSS16, TSS16, 0x2b, 0x81);
    put(w, GDT + SEL_TASK, SEL_TSS2 << 16, 0xe500);
    put(w, GDT + SEL_CALL, SEL_CODE << 16 | FAULT_HANDLER, 0xe400);
    put_segment(w, SEL_USER, 0, 0xffff, 0xf2);
    put_task(w, TSS1, IO_MAP);
    put_task(w, TSS2, 0x68);
    put_gate(w, TO_REAL, ESCAPE - GATES);
    memcpy(w->rom + ESCAPE, escape, sizeof escape);
    put(w, TSS16 + 0x08, 0, FAULT_HANDLER << 16); /* IP */
    put(w, TSS16 + 0x18, 0x68000000, 0);          /* SP */
    put(w, TSS16 + 0x20, SEL_DATA << 16, SEL_DATA << 16 | SEL_CODE);
    put(w, TSS16 + 0x28, SEL_DATA, 0); /* DS */
    emit(w, 1, 0xbe);                  /* mov si, TABLES; mov di, TABLES_RAM */
    emit(w, 2, TABLES);
    emit(w, 1, 0xbf);
    emit(w, 2, TABLES_RAM);
    emit(w, 1, 0xb9); /* mov cx, n; cs rep movsb */
    emit(w, 2, TABLES_END - TABLES);
    emit(w, 3, 0xa4f32e);
}

/* --- modes ------------------------------------------------------------------
 */

/* The first 4 MiB where they are, twice: for two levels and for three. */
static void emit_pages(struct writer *w)
{
    emit(w, 1, 0xbf); /* mov di, TABLE; mov eax, 7; mov cx, 1024 */
    emit(w, 2, TABLE);
    emit(w, 2, 0xb866);
    emit(w, 4, 7);
    emit(w, 1, 0xb9);
    emit(w, 2, 1024);
    emit(w, 2, 0xab66); /* stosd; add eax, 4096; loop */
    emit(w, 2, 0x0566);
    emit(w, 4, 4096);
    emit(w, 2, 0xf6e2);
    store32(w, DIRECTORY, TABLE | 7);
    store32(w, DIRECTORY + 4, take_dword(w));
    store32(w, DIRECTORY + 8, 0x83); /* 4 MiB */
    store32(w, POINTERS, LARGE | 1);
    store32(w, POINTERS + 8, take(w) & 7 ? 0 : take_dword(w));
    store32(w, LARGE, 0x87); /* 2 MiB */
    store32(w, LARGE + 8, 0x200087);
    store32(w, LARGE + 16, take_dword(w));
}

/* MOV to control register n. */
static void load_control(struct writer *w, unsigned n, uint32_t value)
{
    emit(w, 2, 0xb866);
    emit(w, 4, value);
    emit(w, 3, 0xc0220f | n << 19);
}

/* To the next instruction by a far jump, so that CS is of this mode. */
static void jump(struct writer *w, uint32_t selector)
{
    emit(w, 1, 0xea);
    emit(w, 2, w->at + 4);
    emit(w, 2, selector);
}

static void load_segments(struct writer *w, uint32_t selector)
{
    emit(w, 1, 0xb8); /* mov ax, selector; mov ds, es, ss, ax */
    emit(w, 2, selector);
    emit(w, 2, 0xd88e);
    emit(w, 2, 0xc08e);
    emit(w, 2, 0xd08e);
}

/* LGDT or LIDT of what is put at 0000:0500. */
static void load_table(struct writer *w, unsigned n, uint32_t base,
                       uint32_t limit)
{
    store32(w, 0x500, limit | base << 16);
    store32(w, 0x504, base >> 16);
    emit(w, 3, 0x06010f | n << 19);
    emit(w, 2, 0x500);
}

/* In real mode this is an interrupt like any other. */
static void enter_real(struct writer *w)
{
    emit(w, 2, 0xcd | TO_REAL << 8);
}

static void enter_protected(struct writer *w)
{
    uint32_t how = take(w);

    enter_real(w);
    emit(w, 1, 0xfa); /* cli */
    emit_pages(w);
    load_table(w, 2, GDT, 0x47);
    load_control(w, 4, (how & 2 ? take(w) & 0xdfu : 0) | (how & 0x10) << 1);
    load_control(w, 3, how & 0x10 ? POINTERS : DIRECTORY);
    load_control(w, 0, 1 | (how & 1 ? 0x80010000 : 0));
    jump(w, SEL_CODE);
    load_segments(w, SEL_DATA);
    load_table(w, 3, IDT, 0x7ff);
    emit(w, 1, 0xb8); /* mov ax, SEL_TSS1; ltr ax */
    emit(w, 2, SEL_TSS1);
    emit(w, 3, 0xd8000f);
}

/* IRET to virtual-8086 mode, from ring 0 of protected mode. */
static void enter_v86(struct writer *w)
{
    uint32_t flags = 0x23002u | (take_word(w) & 0x7ed5u), target;

    for (unsigned i = 0; i < 5; i++) /* GS FS DS ES SS: push dword 0 */
        emit(w, 3, 0x006a66);
    emit(w, 2, 0x6866); /* push dword 7000h; flags; F000h; next */
    emit(w, 4, 0x7000);
    emit(w, 2, 0x6866);
    emit(w, 4, flags);
    emit(w, 2, 0x6866);
    emit(w, 4, 0xf000);
    target = w->at + 8;
    emit(w, 2, 0x6866);
    emit(w, 4, target);
    emit(w, 2, 0xcf66);
}

void poke_mode(struct writer *w)
{
    switch (take(w) % 4) {
    case 0:
        enter_real(w);
        break;
    case 1:
        enter_protected(w);
        enter_v86(w);
        break;
    default:
        enter_protected(w);
        break;
    }
}

void poke_task(struct writer *w)
{
    static const uint8_t targets[] = {SEL_TSS1,       SEL_TSS2, SEL_TSS16,
                                      SEL_TASK,       SEL_CALL, SEL_CODE,
                                      SEL_USER & ~3u, SEL_DATA};
    uint32_t how = take(w);

    if (how & 0x10) /* it comes back to what follows */
        store32(w, (how & 0x20 ? TSS1 : TSS2) + 0x20, w->at + 14);
    if (how & 0x40)
        store32(w, TSS2 + 0x24, take_dword(w));
    emit(w, 1, how & 8 ? 0x9a : 0xea); /* call or jmp far */
    emit(w, 2, how & 0x80 ? take_word(w) : FAULT_HANDLER);
    emit(w, 2, targets[how & 7]);
}

/* --- registers --------------------------------------------------------------
 */

void poke_x87(struct writer *w)
{
    uint32_t how = take(w);

    if (how & 1) /* fninit; or control word and environment of chance */
        emit(w, 2, 0xe3db);
    if (how & 2) {
        store32(w, 0x508, take_dword(w));
        emit(w, 2, 0x2ed9); /* fldcw [508h] */
        emit(w, 2, 0x508);
    }
    for (unsigned n = how >> 2 & 7; n > 0; n--) {
        uint32_t modrm = (uint32_t)take(w) << 8;

        emit(w, 2, 0xd8 | (how >> 5 & 7) | modrm);
        emit(w, 2, modrm >= 0xc000 ? 0x9090 : take_word(w) & 0x7fff);
        how += 0x20 + (modrm & 0x20);
    }
}

static void poke_msr(struct writer *w)
{
    static const uint16_t msrs[] = {0x00,  0x01,  0x10,  0x11,  0x1b,  0x174,
                                    0x175, 0x176, 0x179, 0x17a, 0x200, 0x201,
                                    0x250, 0x258, 0x268, 0x277, 0x2ff, 0x400};
    uint32_t how = take(w);

    emit(w, 2, 0xb966); /* mov ecx, number; mov eax, edx; wrmsr or rdmsr */
    emit(w, 4, how & 0x80 ? take_word(w) : msrs[how % ARRAY_LEN(msrs)]);
    emit(w, 2, 0xb866);
    emit(w, 4, take_dword(w));
    emit(w, 2, 0xba66);
    emit(w, 4, how & 0x40 ? take_dword(w) : 0);
    emit(w, 2, how & 0x20 ? 0x320f : 0x300f);
}

void poke_register(struct writer *w)
{
    /* Of the 0F map, with a ModRM byte: system instructions. */
    static const uint8_t codes[] = {0x00, 0x01, 0x02, 0x03, 0x06, 0x08, 0x09,
                                    0x20, 0x21, 0x22, 0x23, 0x30, 0x31, 0x32,
                                    0x33, 0x34, 0x35, 0xa2, 0xae, 0xc7, 0x0b};
    uint32_t how = take(w);

    if (how & 1) {
        poke_msr(w);
        return;
    }
    emit(w, 2, 0xb866); /* mov eax, value */
    emit(w, 4, how & 2 ? take_dword(w) : take(w));
    emit(w, 1, 0x0f);
    emit(w, 1, codes[take(w) % ARRAY_LEN(codes)]);
    emit(w, 1, how & 4 ? 0xc0 | (take(w) & 0x38) : take(w));
    emit(w, 2, how & 4 ? 0x9090 : take_word(w) & 0x7fff);
}
