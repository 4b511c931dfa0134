/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/vcpu.c - the processor as its board sees it: power-on, RESET, pins,
 * time.
 */
#include "sim/cpu/vcpu.h"

#include <stdlib.h>
#include <string.h>

#include "sim/cpu/block.h"
#include "sim/cpu/execute.h"
#include "sim/cpu/flags.h"
#include "sim/cpu/paging.h"
#include "sim/cpu/raise.h"
#include "sim/cpu/segment.h"
#include "sim/cpu/x87_unit.h"
#include "sim/origin.h"

#define FLAGS_386                                                              \
    (FLAGS_ARITH | FLAG_ONE | FLAG_TF | FLAG_IF | FLAG_DF | FLAG_IOPL |        \
     FLAG_NT | FLAG_RF | FLAG_VM)
#define CR0_386 (CR0_PE | CR0_MP | CR0_EM | CR0_TS | CR0_ET | CR0_PG)
#define CR0_486 (CR0_386 | CR0_NE | CR0_WP | CR0_AM | CR0_NW | CR0_CD)

/* CPUID leaf 1 EDX: only what works (SDM Vol. 2, "CPUID"). */
#define FEATURE_VME   BIT(1)
#define FEATURE_DE    BIT(2)
#define FEATURE_PSE   BIT(3)
#define FEATURE_TSC   BIT(4)
#define FEATURE_MSR   BIT(5)
#define FEATURE_PAE   BIT(6)
#define FEATURE_MCE   BIT(7)
#define FEATURE_CX8   BIT(8)
#define FEATURE_SEP   BIT(11)
#define FEATURE_MTRR  BIT(12)
#define FEATURE_PGE   BIT(13)
#define FEATURE_MCA   BIT(14)
#define FEATURE_CMOV  BIT(15)
#define FEATURE_PAT   BIT(16)
#define FEATURE_PSE36 BIT(17)
#define FEATURE_FXSR  BIT(24)
#define FEATURES_P5                                                            \
    (FEATURE_FPU | FEATURE_VME | FEATURE_DE | FEATURE_PSE | FEATURE_TSC |      \
     FEATURE_MSR | FEATURE_MCE | FEATURE_CX8)
#define FEATURES_P6                                                            \
    (FEATURES_P5 | FEATURE_PAE | FEATURE_SEP | FEATURE_MTRR | FEATURE_PGE |    \
     FEATURE_MCA | FEATURE_CMOV | FEATURE_PAT | FEATURE_PSE36 | FEATURE_FXSR)

#define FLAGS_486 (FLAGS_386 | FLAG_AC | FLAG_ID)
#define FLAGS_P5  (FLAGS_486 | FLAG_VIF | FLAG_VIP)
#define CR4_P5    (CR4_VME | CR4_PVI | CR4_TSD | CR4_DE | CR4_PSE | CR4_MCE)
#define CR4_P6    (CR4_P5 | CR4_PAE | CR4_PGE | CR4_PCE | CR4_OSFXSR)

const struct cpu_model_info cpu_models[CPU_MODELS] = {
    [CPU_386] = {"386", 200, 0x0308, 0, 0, CR0_386, CR3_32BIT, 0, FLAGS_386,
                 false},
    [CPU_486] = {"486", 50, 0x0480, 1, FEATURE_FPU, CR0_486, CR3_32BIT, 0,
                 FLAGS_486, true},
    [CPU_PENTIUM] = {"pentium", 10, 0x0525, 1, FEATURES_P5, CR0_486, CR3_32BIT,
                     CR4_P5, FLAGS_P5, true},
    [CPU_I686] = {"i686", 5, 0x0652, 2, FEATURES_P6, CR0_486, CR3_PAE, CR4_P6,
                  FLAGS_P5, true},
};

bool vcpu_init(struct vcpu *v, struct board *board, uint64_t ram_bytes)
{
    memset(v, 0, sizeof *v);
    v->board = board;
    v->page_count = (uint32_t)(ram_bytes >> FRAME_SHIFT);
    v->page_blocks = calloc(v->page_count, sizeof v->page_blocks[0]);
    v->page_tables = calloc(v->page_count, sizeof v->page_tables[0]);
    v->arena = malloc(ARENA_BYTES);
    v->tlb_generation = 1;
    v->age = 1;
    v->a20_mask = 0xffffffff;
    if (!v->page_blocks || !v->page_tables || !v->arena) {
        vcpu_free(v);
        return false;
    }
    return true;
}

void vcpu_free(struct vcpu *v)
{
    free(v->page_blocks);
    free(v->page_tables);
    free(v->arena);
    v->page_blocks = NULL;
    v->page_tables = NULL;
    v->arena = NULL;
}

void vcpu_power_on(struct vcpu *v, enum cpu_model model,
                   uint32_t ns_per_instruction)
{
    memset(&v->s, 0, sizeof v->s);
    v->s.model = (uint8_t)model;
    v->s.ns_per_instruction = ns_per_instruction;
    v->s.x87.missing = model == CPU_386;
    vcpu_reset(v);
}

static void reset_segment(struct segment *s, uint16_t selector, uint32_t base,
                          uint16_t access)
{
    *s = (struct segment){
        .selector = selector,
        .access = access,
        .base = base,
        .limit = 0xffff,
    };
    segment_derive(s);
}

/* SDM Vol. 3A, "Processor State After Reset". */
void vcpu_reset(struct vcpu *v)
{
    struct cpu_state *s = &v->s;
    const uint16_t data = ACC_PRESENT | ACC_S | ACC_WRITE | ACC_ACCESSED;

    memset(s->r, 0, sizeof s->r);
    s->r[EDX].d = cpu_models[s->model].signature;
    s->eip = 0xfff0;
    cpu_set_eflags(s, FLAG_ONE);
    s->cr0 = s->model == CPU_386 ? CR0_ET : CR0_ET | CR0_CD | CR0_NW;
    s->cr2 = s->cr3 = s->cr4 = 0;
    memset(s->pdpte, 0, sizeof s->pdpte);
    memset(s->dr, 0, sizeof s->dr);
    s->dr[6] = 0xffff0ff0;
    s->dr[7] = 0x400;
    for (unsigned i = 0; i < SEG_COUNT; i++)
        reset_segment(&s->seg[i], 0, 0, data);
    reset_segment(&s->seg[CS], 0xf000, 0xffff0000, data);
    reset_segment(&s->ldtr, 0, 0, ACC_PRESENT | 2);
    reset_segment(&s->tr, 0, 0, ACC_PRESENT | 11);
    s->gdtr_base = s->idtr_base = 0;
    s->gdtr_limit = s->idtr_limit = 0xffff;
    s->cpl = 0;
    s->activity = CPU_RUNNING;
    s->shadow = SHADOW_NONE;
    s->nmi_blocked = s->nmi_pending = 0;
    s->debug_trap = 0;
    s->store_mark = origin_of_store(0);
    if (s->x87.error_pin)
        bus_fpu_error(v->board, false);
    x87_reset(&s->x87);
    msr_reset(s);
    vcpu_restored(v);
}

void vcpu_restored(struct vcpu *v)
{
    vcpu_state_set(v);
    vcpu_flush(v);
}

void vcpu_page_restored(struct vcpu *v, uint32_t guest_frame)
{
    block_drop_page(v, guest_frame);
}

void vcpu_rewound(struct vcpu *v, uint64_t flushes)
{
    vcpu_state_set(v);
    if (v->flushes != flushes)
        vcpu_flush(v);
}

static void set_address_mask(struct vcpu *v)
{
    v->a20_mask = ~v->s.lines_low & (v->s.a20_closed ? ~BIT(20) : 0xffffffff);
}

void vcpu_state_set(struct vcpu *v)
{
    set_address_mask(v);
    v->stack_mask = v->s.seg[SS].access & ACC_BIG ? 0xffffffff : 0xffff;
    v->attend = ATTEND_INTR | ATTEND_NMI | ATTEND_SHADOW | ATTEND_TRAP |
                ATTEND_DEBUG | ATTEND_ACTIVITY; /* looked at and sorted out */
    v->store_mark = v->s.store_mark;
    v->budget = 0;
    v->end_tick = v->s.tick;
    v->end_icount = v->s.icount;
    v->traced_mode = vcpu_mode(v);
    tlb_select(v);
    tlb_flush(v);
}

void vcpu_trace(struct vcpu *v, bool traced, bool detail)
{
    v->detail = detail;
    if (v->traced != traced) {
        v->traced = traced;
        vcpu_flush(v);
    }
}

void vcpu_flush(struct vcpu *v)
{
    tlb_flush(v);
    block_flush(v);
    block_truncate(v);
}

void vcpu_forget_writes(struct vcpu *v)
{
    tlb_flush(v);
}

void vcpu_run(struct vcpu *v, uint64_t end)
{
    uint32_t ns = v->s.ns_per_instruction;
    uint64_t units;

    if (end <= v->s.tick)
        return;
    units = (end - v->s.tick + ns - 1) / ns;
    v->budget = (int64_t)units;
    v->end_tick = v->s.tick + units * ns;
    v->end_icount = v->s.icount + units;
    v->stop = false;
    v->running = true;
    core_of(v)->run(v);
    v->running = false;
    v->s.tick = vcpu_now(v);
    v->s.icount = vcpu_icount(v);
    v->s.store_mark = v->store_mark;
    v->budget = 0;
    v->end_tick = v->s.tick;
    v->end_icount = v->s.icount;
    cpu_settle(&v->s);
}

/* Instruction times that are left, the running instruction included. */
static uint64_t units_left(const struct vcpu *v)
{
    int64_t left = v->budget;

    if (v->block && v->op)
        left -= v->op->number;
    return (uint64_t)left;
}

uint64_t vcpu_now(const struct vcpu *v)
{
    return v->end_tick - units_left(v) * v->s.ns_per_instruction;
}

uint64_t vcpu_icount(const struct vcpu *v)
{
    return v->end_icount - units_left(v);
}

void vcpu_stop(struct vcpu *v)
{
    v->stop = true;
    v->attend |= ATTEND_STOP;
}

void vcpu_deadline(struct vcpu *v, uint64_t when)
{
    uint32_t ns = v->s.ns_per_instruction;
    uint64_t early, most = units_left(v) - (v->op ? 1 : 0);

    if (when >= v->end_tick)
        return;
    /* Stop at the first boundary at or after `when`, but not before the
     * running instruction has ended. */
    early = (v->end_tick - when) / ns;
    if (early > most)
        early = most;
    v->budget -= (int64_t)early;
    v->end_tick -= early * ns;
    v->end_icount -= early;
    v->attend |= ATTEND_DEADLINE;
}

void vcpu_intr(struct vcpu *v, bool level)
{
    v->s.intr = level;
    if (level)
        v->attend |= ATTEND_INTR;
}

void vcpu_nmi(struct vcpu *v)
{
    v->s.nmi_pending = 1;
    v->attend |= ATTEND_NMI;
}

void vcpu_a20(struct vcpu *v, bool open)
{
    if (v->s.a20_closed == !open)
        return;
    v->s.a20_closed = !open;
    set_address_mask(v);
    tlb_flush(v);
}

void vcpu_address_lines(struct vcpu *v, uint32_t low, uint32_t high)
{
    v->s.lines_low = low;
    v->s.lines_high = high;
    set_address_mask(v);
    vcpu_flush(v);
}

void vcpu_ignore_fpu_errors(struct vcpu *v, bool level)
{
    v->s.x87.ignore_errors = level;
}

uint32_t cpu_eflags(const struct cpu_state *s)
{
    return (s->eflags & ~FLAGS_ARITH) | flags_get(s);
}

void cpu_set_eflags(struct cpu_state *s, uint32_t eflags)
{
    s->eflags = (eflags & ~FLAGS_ARITH) | FLAG_ONE;
    flags_set(s, eflags);
}

void cpu_settle(struct cpu_state *s)
{
    uint32_t flags = flags_get(s);

    s->eflags = (s->eflags & ~FLAGS_ARITH) | flags;
    flags_set(s, flags);
}

void vcpu_memory_written(struct vcpu *v, uint32_t address, uint32_t bytes)
{
    uint32_t line = address & ~((1u << LINE_SHIFT) - 1);
    uint32_t last = address + bytes - 1;

    for (; bytes && line <= last; line += 1u << LINE_SHIFT) {
        block_drop_line(v, line);
        tlb_table_written(v, line);
    }
}

uint32_t vcpu_origin(const struct vcpu *v)
{
    return v->block ? v->block->origin : 0;
}

enum cpu_mode vcpu_mode(const struct vcpu *v)
{
    if (!(v->s.cr0 & CR0_PE))
        return MODE_REAL;
    if (v->s.eflags & FLAG_VM)
        return MODE_V86;
    return v->s.seg[CS].access & ACC_BIG ? MODE_PROTECTED32 : MODE_PROTECTED16;
}

static _Noreturn void give_up(struct vcpu *v, const struct op *op,
                              uint8_t vector)
{
    v->op = op;
    v->raised_vector = vector;
    longjmp(v->fault, 1);
}

void raise_fault(struct vcpu *v, const struct op *op, uint8_t vector,
                 uint32_t error)
{
    bool selector_error = vector >= VECTOR_TS && vector <= VECTOR_GP;

    v->raised_has_error = true;
    v->raised_error = error | (selector_error && v->external);
    give_up(v, op, vector);
}

void raise_plain(struct vcpu *v, const struct op *op, uint8_t vector)
{
    v->raised_has_error = false;
    v->raised_error = 0;
    give_up(v, op, vector);
}

void vcpu_abandon(struct vcpu *v)
{
    vcpu_stop(v);
    if (v->running)
        give_up(v, v->op, VECTOR_NONE);
}
