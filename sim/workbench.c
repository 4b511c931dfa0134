/* SPDX-License-Identifier: MIT
 *
 * sim/workbench.c - one instruction at a time, fast enough for millions.
 *
 * Memory is not built anew: the lines that were poked or written are known
 * (sim/origin.h) and made zero again.
 *
 * Above the memory of a question lie, for the flat setting, at WORKBENCH_RAM:
 *
 *   0000 IDT, interrupt gates   0800 GDT   0900 TSS   1000-1FFF ring 0 stack
 */
#include "sim/workbench.h"

#include <stdlib.h>
#include <string.h>

#include "sim/cpu/decode.h"
#include "sim/cpu/segment.h"

#define LINE_BYTES  (1u << LINE_SHIFT)
#define LINES       (WORKBENCH_RAM >> LINE_SHIFT)

#define IDT_AT      WORKBENCH_RAM
#define GDT_AT      (WORKBENCH_RAM + 0x800)
#define TSS_AT      (WORKBENCH_RAM + 0x900)
#define STACK_TOP   (WORKBENCH_RAM + 0x2000)
#define RAM_BYTES   (WORKBENCH_RAM + (1u << 20))

#define KERNEL_CODE 8
#define KERNEL_DATA 16
#define FLAT_LIMIT  0x10ffffu

/* --- set-up ------------------------------------------------------------ */

static uint8_t *ram(struct workbench *w, uint32_t address)
{
    return bus_page(w->board, address).bytes + (address & (FRAME_SIZE - 1));
}

static void poke32(struct workbench *w, uint32_t address, uint32_t value)
{
    memcpy(ram(w, address), &value, sizeof value);
}

static void poke_descriptor(struct workbench *w, uint32_t address,
                            struct descriptor d)
{
    poke32(w, address, d.low);
    poke32(w, address + 4, d.high);
}

/* Gates for ring 0 alone; INT3 and INTO may be used by the program. */
static void build_tables(struct workbench *w)
{
    const struct descriptor code = {0x0000ffff, 0x00cf9b00};
    const struct descriptor data = {0x0000ffff, 0x00cf9300};

    for (uint32_t i = 0; i < 256; i++) {
        bool open = i == 3 || i == 4;
        struct descriptor gate = {KERNEL_CODE << 16, open ? 0xee00 : 0x8e00};

        poke_descriptor(w, IDT_AT + i * 8, gate);
    }
    poke_descriptor(w, GDT_AT + KERNEL_CODE, code);
    poke_descriptor(w, GDT_AT + KERNEL_DATA, data);
    poke32(w, TSS_AT + 4, STACK_TOP);
    poke32(w, TSS_AT + 8, KERNEL_DATA);
    poke32(w, TSS_AT + 0x64, 0x68 << 16); /* no I/O permission bitmap */
}

static struct segment flat_segment(uint16_t access)
{
    struct segment s = {
        .access = access | ACC_S | ACC_DPL | ACC_PRESENT | ACC_BIG |
                  ACC_GRANULAR | ACC_ACCESSED | ACC_WRITE,
        .limit = FLAT_LIMIT,
    };

    segment_derive(&s);
    return s;
}

/* Both settings grow out of the state after RESET. */
static void prepare_settings(struct workbench *w)
{
    struct cpu_state *real = &w->settings[SETTING_REAL];
    struct cpu_state *flat = &w->settings[SETTING_FLAT];

    *real = w->board->cpu.s;
    real->idtr_limit = 0x3ff;
    *flat = *real;
    flat->cr0 |= CR0_PE;
    flat->cpl = 3;
    for (unsigned i = 0; i < SEG_COUNT; i++)
        flat->seg[i] = flat_segment(i == CS ? ACC_EXECUTE : 0);
    flat->idtr_base = IDT_AT;
    flat->idtr_limit = 256 * 8 - 1;
    flat->gdtr_base = GDT_AT;
    flat->gdtr_limit = KERNEL_DATA + 7;
    flat->tr.base = TSS_AT;
    flat->tr.limit = 0x67;
    segment_set_null(&flat->ldtr, 0);
}

/* What the processor reports of the instruction. */
static void listen(void *context, const struct event *e)
{
    struct outcome *o = context;

    if (e->kind == EV_EXCEPTION || e->kind == EV_SOFT_INT) {
        o->interrupted = true;
        o->vector = (uint8_t)e->arg[0];
        o->error = e->kind == EV_EXCEPTION ? e->arg[1] : 0;
    } else if (e->kind == EV_TRIPLE_FAULT) {
        o->shut_down = true;
    }
}

static bool prepare_board(struct workbench *w)
{
    struct board *b = w->board;
    const struct board_config config = {
        .ram_bytes = RAM_BYTES,
        .machine = MACHINE_ISA, /* RAM in the upper memory too */
    };

    b->bare = true;
    if (!board_init(b, &w->pool, &config, NULL, 0) ||
        !second_level_map(&b->memory, 0, RAM_BYTES >> FRAME_SHIFT, BACKING_RAM,
                          0))
        return false;
    b->tracer.sink = (struct event_sink){listen, &w->outcome};
    vcpu_trace(&b->cpu, true, false);
    vcpu_power_on(&b->cpu, CPU_486, 1);
    board_power_on(b);
    if (!memory_map_power_on(b))
        return false;
    b->s.recogniser.entered = UINT64_MAX; /* there is no boot to follow */
    return true;
}

bool workbench_init(struct workbench *w)
{
    memset(w, 0, sizeof *w);
    w->board = calloc(1, sizeof *w->board);
    w->before = calloc(1, WORKBENCH_RAM);
    w->lines = malloc(LINES * sizeof w->lines[0]);
    w->listed = calloc(1, LINES);
    if (!w->board || !w->before || !w->lines || !w->listed ||
        !frame_pool_init(&w->pool, RAM_BYTES >> FRAME_SHIFT) ||
        !prepare_board(w)) {
        workbench_free(w);
        return false;
    }
    build_tables(w);
    prepare_settings(w);
    return true;
}

void workbench_free(struct workbench *w)
{
    if (w->board)
        board_free(w->board);
    frame_pool_free(&w->pool);
    free(w->board);
    free(w->before);
    free(w->lines);
    free(w->listed);
    memset(w, 0, sizeof *w);
}

/* --- memory ------------------------------------------------------------ */

static void list_line(struct workbench *w, uint32_t line)
{
    if (w->listed[line])
        return;
    w->listed[line] = 1;
    w->lines[w->line_count++] = line;
}

void workbench_poke(struct workbench *w, uint32_t address, uint8_t byte)
{
    struct page_view page = bus_page(w->board, address);

    if (!page.bytes)
        return;
    page.bytes[address & (FRAME_SIZE - 1)] = byte;
    w->before[address] = byte;
    list_line(w, address >> LINE_SHIFT);
}

/* The lines of a page that the processor wrote carry a mark. */
static void list_written(struct workbench *w, const struct tlb_entry *e)
{
    uint32_t first = e->address >> LINE_SHIFT;

    if ((e->write_tag & (FRAME_SIZE - 1)) != w->board->cpu.tlb_generation ||
        e->address >= WORKBENCH_RAM)
        return;
    for (unsigned i = 0; i < LINES_PER_FRAME; i++)
        if (e->marks[i] & ~ORIGIN_CODE)
            list_line(w, first + i);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

void workbench_changes(struct workbench *w,
                       void (*byte)(void *context, uint32_t address,
                                    uint8_t value),
                       void *context)
{
    for (unsigned i = 0; i < TLB_ENTRIES; i++) {
        list_written(w, &w->board->cpu.tlb_supervisor[i]);
        list_written(w, &w->board->cpu.tlb_user[i]);
    }
    qsort(w->lines, w->line_count, sizeof w->lines[0], by_number);
    for (uint32_t i = 0; i < w->line_count; i++) {
        uint32_t address = w->lines[i] << LINE_SHIFT;
        const uint8_t *now = ram(w, address), *then = w->before + address;

        for (unsigned n = 0; n < LINE_BYTES; n++)
            if (now[n] != then[n])
                byte(context, address + n, now[n]);
    }
}

void workbench_clear(struct workbench *w)
{
    for (uint32_t i = 0; i < w->line_count; i++) {
        uint32_t line = w->lines[i], address = line << LINE_SHIFT;
        struct page_view page = bus_page(w->board, address);
        uint32_t in_page = address & (FRAME_SIZE - 1);

        memset(page.bytes + in_page, 0, LINE_BYTES);
        memset(w->before + address, 0, LINE_BYTES);
        page.marks[in_page >> LINE_SHIFT] = 0;
        vcpu_memory_written(&w->board->cpu, address, LINE_BYTES);
        w->listed[line] = 0;
    }
    w->line_count = 0;
}

/* --- the instruction --------------------------------------------------- */

static void set_state(struct workbench *w, enum setting setting,
                      const uint32_t registers[WORKBENCH_REGISTERS])
{
    struct cpu_state *s = &w->board->cpu.s;
    uint32_t flags = cpu_models[CPU_486].flags_mask & ~(uint32_t)FLAG_VM;

    if (setting == SETTING_FLAT)
        flags &= ~FLAG_IOPL;
    *s = w->settings[setting];
    for (unsigned i = EAX; i <= EDI; i++)
        s->r[i].d = registers[i];
    s->eip = registers[8];
    cpu_set_eflags(s, registers[9] & flags);
    for (unsigned i = 0; i < SEG_COUNT; i++) {
        s->seg[i].selector = (uint16_t)registers[10 + i];
        if (setting == SETTING_REAL)
            s->seg[i].base = (uint32_t)s->seg[i].selector << 4;
    }
    vcpu_state_set(&w->board->cpu);
}

static void get_registers(struct workbench *w)
{
    const struct cpu_state *s = &w->board->cpu.s;
    uint32_t *registers = w->outcome.registers;

    for (unsigned i = EAX; i <= EDI; i++)
        registers[i] = s->r[i].d;
    registers[8] = s->eip;
    registers[9] = cpu_eflags(s);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        registers[10 + i] = s->seg[i].selector;
}

/* The program's registers, from the frame that its exception left on the
 * stack of ring 0. */
static void get_interrupted(struct workbench *w)
{
    uint32_t frame[5]; /* EIP CS EFLAGS ESP SS */
    uint32_t *registers = w->outcome.registers;

    memcpy(frame, ram(w, STACK_TOP - sizeof frame), sizeof frame);
    registers[ESP] = frame[3];
    registers[8] = frame[0];
    registers[9] = frame[2] & ~FLAG_RF;
    registers[10 + CS] = frame[1];
    registers[10 + SS] = frame[4];
}

/* Is the instruction at CS:EIP a string instruction that repeats? */
static bool repeats(struct workbench *w)
{
    const struct cpu_state *s = &w->board->cpu.s;
    uint8_t bytes[INSTRUCTION_MAX] = {0};
    struct decoded d;

    for (unsigned i = 0; i < INSTRUCTION_MAX; i++)
        board_peek(w->board, s->seg[CS].base + s->eip + i, &bytes[i]);
    return decode(&d, bytes, INSTRUCTION_MAX, s->seg[CS].access & ACC_BIG,
                  CPU_486) > 0 &&
           d.handler >= H_movs && d.handler <= H_outs_last &&
           (d.op.flags & (OP_REPE | OP_REPNE));
}

const struct outcome *
workbench_run(struct workbench *w, enum setting setting,
              const uint32_t registers[WORKBENCH_REGISTERS])
{
    struct vcpu *v = &w->board->cpu;
    uint32_t start = registers[8];

    w->outcome = (struct outcome){0};
    set_state(w, setting, registers);
    do {
        vcpu_run(v, v->s.tick + v->s.ns_per_instruction);
    } while (v->s.eip == start && !w->outcome.interrupted &&
             !w->outcome.shut_down && repeats(w));
    get_registers(w);
    if (setting == SETTING_FLAT && w->outcome.interrupted)
        get_interrupted(w);
    return &w->outcome;
}
