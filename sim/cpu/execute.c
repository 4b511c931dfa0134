/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/execute.c - the core: runs blocks, and looks up between them.
 *
 * Compiled twice: TRACED is 0 for the quiet core, which holds no trace code,
 * and 1 for the one that reports every event. Both make the same run.
 */
#include "sim/cpu/execute.h"

#include "sim/cpu/block.h"
#include "sim/cpu/flags.h"
#include "sim/cpu/quick.h"

static ALWAYS_INLINE uint32_t address_of(const struct vcpu *v,
                                         const struct op *op)
{
    return (v->s.r[op->base].d + (v->s.r[op->index].d << op->scale) +
            op->disp) &
           op->mask;
}

static void trace_instruction(struct vcpu *v, const struct op *op)
{
    v->op = op;
    if (v->detail && op->length)
        bus_instruction(v->board, op->length);
}

/* No block runs. */
static void between_blocks(struct vcpu *v)
{
    v->block = NULL;
    v->op = NULL;
}

/* The instruction has changed so much that no block runs any more. op may be
 * NULL between two blocks. */
static void complete(struct vcpu *v, const struct op *op)
{
    if (v->block && op)
        v->budget -= op->number + 1;
    between_blocks(v);
}

/* Leave the block behind this instruction. */
static void leave_block(struct vcpu *v, const struct op *op)
{
    v->budget -= op->number + 1;
    v->s.eip += op->start + op->length;
}

/* Go on with the next instruction of the block, unless the one who is told of
 * this one wants the CPU to stop. */
static ALWAYS_INLINE void next(struct vcpu *v, const struct op *op)
{
    if (TRACED && unlikely(v->attend & ATTEND_STOP)) {
        leave_block(v, op);
        return;
    }
    if (TRACED)
        trace_instruction(v, op + 1);
    op[1].fn(v, op + 1);
}

/* The same after an access to the board, which may want the CPU's ear. */
static ALWAYS_INLINE void next_checked(struct vcpu *v, const struct op *op)
{
    if (unlikely(v->attend)) {
        leave_block(v, op);
        return;
    }
    next(v, op);
}

static void hold_interrupts(struct vcpu *v, enum shadow shadow)
{
    v->s.shadow = (uint8_t)shadow;
    v->attend |= ATTEND_SHADOW;
}

static void trace_mode(struct vcpu *v)
{
    enum cpu_mode mode = vcpu_mode(v);

    if (TRACED && mode != v->traced_mode)
        EVENT_OF(v, EV_MODE, (uint32_t)v->traced_mode, (uint32_t)mode);
    v->traced_mode = mode;
}

enum alu {
    ALU_ADD,
    ALU_OR,
    ALU_ADC,
    ALU_SBB,
    ALU_AND,
    ALU_SUB,
    ALU_XOR,
    ALU_CMP,
    ALU_MOV,
    ALU_TEST,
};

static ALWAYS_INLINE bool alu_writes(enum alu kind)
{
    return kind != ALU_CMP && kind != ALU_TEST;
}

#define BITS 8
#include "sim/cpu/ops_sized.h"
#define BITS 16
#include "sim/cpu/ops_sized.h"
#define BITS 32
#include "sim/cpu/ops_sized.h"

#include "sim/cpu/ops_string.h"
#include "sim/cpu/ops_model.h"

static op_fn *const handlers[H_COUNT] = {
#define FORMS_OF(name, bits, at)                                               \
    [H_##name + (at)] = name##_rr##bits,                                       \
                [H_##name + (at) + 1] = name##_rm##bits,                       \
                [H_##name + (at) + 2] = name##_mr##bits,                       \
                [H_##name + (at) + 3] = name##_ri##bits,                       \
                [H_##name + (at) + 4] = name##_mi##bits,
#define BINARY(name)                                                           \
    FORMS_OF(name, 8, 0) FORMS_OF(name, 16, FORMS) FORMS_OF(name, 32, 2 * FORMS)
#define UNARY(name)                                                            \
    [H_##name] = name##8, [H_##name + 1] = name##16, [H_##name + 2] = name##32,
#define WORD(name)  [H_##name] = name##16, [H_##name + 1] = name##32,
#define PLAIN(name) [H_##name] = name,
#include "sim/cpu/handlers.def"
#undef FORMS_OF
#undef BINARY
#undef UNARY
#undef WORD
#undef PLAIN
};

/* The instruction v->op did not happen: back to its start. */
static void abandon_instruction(struct vcpu *v)
{
    if (v->block && v->op) {
        v->s.eip += v->op->start;
        v->budget -= v->op->number;
        v->store_mark = v->block->store_mark;
    }
    between_blocks(v);
}

/* Delivery of an event takes the time of one instruction, but retires none. */
static void charge_delivery(struct vcpu *v)
{
    v->budget--;
    v->end_icount--;
}

static bool is_contributory(uint8_t vector)
{
    return vector == VECTOR_DE || (vector >= VECTOR_TS && vector <= VECTOR_GP);
}

/* SDM Vol. 3A, "Conditions for Generating a Double Fault". */
static bool makes_double_fault(uint8_t first, uint8_t second)
{
    if (first == VECTOR_PF)
        return second == VECTOR_PF || is_contributory(second);
    return is_contributory(first) && is_contributory(second);
}

static void shut_down(struct vcpu *v, uint8_t first, uint8_t second)
{
    EVENT_OF(v, EV_TRIPLE_FAULT, first, second);
    v->s.activity = CPU_SHUTDOWN;
    v->attend |= ATTEND_ACTIVITY;
}

/* Faults point at their instruction and set RF in the pushed image, so that
 * an instruction breakpoint does not hit again; traps do not, nor does the
 * breakpoint itself: its handler has to. */
static bool is_fault(uint8_t vector)
{
    return vector != VECTOR_DB && vector != VECTOR_DF;
}

static void deliver_exception(struct vcpu *v, struct interruption *i)
{
    v->external = true;
    v->single = false;
    v->s.shadow = SHADOW_NONE;
    charge_delivery(v);
    if (is_fault(i->vector))
        v->s.eflags |= FLAG_RF;
    if (i->vector == VECTOR_DB)
        v->s.dr[7] &= ~DR7_GD;
    interrupt(v, NULL, i);
    if (!(v->s.cr0 & CR0_PE))
        v->s.eflags &= ~FLAG_RF;
    v->external = false;
    v->delivering = 0;
    trace_mode(v);
    EVENT_OF(v, EV_EXCEPTION, i->vector, i->error, i->has_error,
             i->vector == VECTOR_PF ? v->s.cr2 : i->eip);
}

/* Remember the chain of exceptions: a triple fault must be explained. */
static void record_fault(struct vcpu *v)
{
    if (v->delivering == 0 || v->chain_length == FAULT_CHAIN)
        v->chain_length = 0;
    v->chain[v->chain_length++] = (struct fault_record){
        .error = v->raised_error,
        .eip = v->s.eip,
        .cr2 = v->s.cr2,
        .cs = v->s.seg[CS].selector,
        .vector = v->raised_vector,
        .has_error = v->raised_has_error && (v->s.cr0 & CR0_PE),
    };
}

/* An exception was raised, perhaps while another was being delivered. */
static void exception(struct vcpu *v)
{
    struct interruption i = {
        .vector = v->raised_vector,
        .error = v->raised_error,
        .has_error = v->raised_has_error,
    };

    abandon_instruction(v);
    v->step_trap = false;
    v->s.debug_trap = v->debug_before;
    if (i.vector == VECTOR_NONE)
        return;
    record_fault(v);
    if (v->delivering == 2) {
        shut_down(v, v->first_vector, i.vector);
        return;
    }
    if (v->delivering == 1 && makes_double_fault(v->first_vector, i.vector)) {
        i = (struct interruption){.vector = VECTOR_DF, .has_error = true};
        v->delivering = 2;
    } else {
        v->delivering = 1;
        v->first_vector = i.vector;
    }
    i.eip = v->s.eip;
    i.has_error = i.has_error && (v->s.cr0 & CR0_PE);
    deliver_exception(v, &i);
}

/* A trap at the boundary: single step, data breakpoint, task switch. */
static void deliver_debug_trap(struct vcpu *v)
{
    struct interruption i = {.vector = VECTOR_DB, .eip = v->s.eip};

    v->s.dr[6] |= v->s.debug_trap;
    v->s.debug_trap = v->debug_before = 0;
    v->delivering = 1;
    v->first_vector = VECTOR_DB;
    deliver_exception(v, &i);
}

static void deliver_external(struct vcpu *v, uint8_t vector,
                             enum event_kind kind)
{
    struct interruption i = {.vector = vector, .eip = v->s.eip};

    v->s.activity = CPU_RUNNING;
    v->external = true;
    charge_delivery(v);
    interrupt(v, NULL, &i);
    v->external = false;
    trace_mode(v);
    EVENT_OF(v, kind, vector, v->s.seg[CS].selector, v->s.eip);
    bus_signal(v->board, SIGNAL_INTERRUPT, vector, 0);
}

static ALWAYS_INLINE void run_block(struct vcpu *v, struct block *b)
{
    v->block = b;
    v->op = NULL;
    v->store_mark = b->store_mark;
    if (TRACED) {
        v->traced_origin = b->origin;
        v->op = b->ops;
        trace_mode(v);
        bus_block(v->board);
        trace_instruction(v, b->ops);
    }
    b->ops[0].fn(v, b->ops);
}

/* SDM Vol. 3B, "Instruction-Breakpoint Exception Condition". */
static void check_code_breakpoints(struct vcpu *v)
{
    uint32_t matched = debug_code_match(&v->s, v->s.seg[CS].base + v->s.eip);

    if (matched) {
        v->s.dr[6] |= matched;
        raise_plain(v, NULL, VECTOR_DB);
    }
}

/* One instruction, with breakpoints and the trap flag looked at. */
static void step(struct vcpu *v)
{
    uint32_t eip = v->s.eip, resume = v->s.eflags & FLAG_RF;
    struct block *b;

    if ((v->s.dr[7] & 0xff) && !resume && v->s.shadow != SHADOW_SS)
        check_code_breakpoints(v);
    v->s.eflags &= ~FLAG_RF;
    v->step_trap = v->s.eflags & FLAG_TF;
    v->s.shadow = SHADOW_NONE;
    v->single = true;
    b = block_at_eip(v);
    if (b->count > 1)
        b = block_part(v, b, 1);
    run_block(v, b);
    between_blocks(v);
    v->single = false;
    if (v->step_trap && v->s.shadow != SHADOW_SS)
        v->s.debug_trap |= DR6_BS;
    v->step_trap = false;
    if (v->s.eip == eip && b->ops[0].flags & (OP_REPE | OP_REPNE) &&
        (resume || v->s.debug_trap || (v->s.dr[7] & 0xff)))
        v->s.eflags |= FLAG_RF; /* the same instruction goes on */
    if (v->s.debug_trap)
        v->attend |= ATTEND_DEBUG;
}

static bool takes_intr(const struct vcpu *v)
{
    return v->s.intr && (v->s.eflags & FLAG_IF);
}

static bool takes_nmi(const struct vcpu *v)
{
    return v->s.nmi_pending && !v->s.nmi_blocked;
}

static uint32_t attention(const struct vcpu *v)
{
    return (takes_intr(v) ? ATTEND_INTR : 0) | (takes_nmi(v) ? ATTEND_NMI : 0) |
           (v->s.shadow ? ATTEND_SHADOW : 0) |
           (v->s.eflags & (FLAG_TF | FLAG_RF) ? ATTEND_TRAP : 0) |
           (virtual_interrupt_waits(v) ? ATTEND_TRAP : 0) |
           ((v->s.dr[7] & 0xff) || v->s.debug_trap ? ATTEND_DEBUG : 0) |
           (v->s.activity != CPU_RUNNING ? ATTEND_ACTIVITY : 0);
}

/* Something may be wanted before the next block. False: the CPU rests. */
static bool attend(struct vcpu *v)
{
    v->single = false;
    if (v->stop || v->s.activity == CPU_SHUTDOWN)
        return false;
    v->attend = attention(v);
    v->debug_before = v->s.debug_trap;
    if (v->s.debug_trap && v->s.shadow != SHADOW_SS) {
        v->s.activity = CPU_RUNNING;
        deliver_debug_trap(v);
    } else if (takes_nmi(v) && v->s.shadow != SHADOW_SS) {
        v->s.nmi_pending = 0;
        v->s.nmi_blocked = 1;
        deliver_external(v, VECTOR_NMI, EV_NMI);
    } else if (takes_intr(v) && !v->s.shadow) {
        v->s.activity = CPU_RUNNING;
        deliver_external(v, bus_acknowledge(v->board), EV_INTR);
    } else if (v->s.activity == CPU_HALTED) {
        return false;
    } else if (virtual_interrupt_waits(v)) {
        raise_fault(v, NULL, VECTOR_GP, 0);
    } else if (v->attend & (ATTEND_SHADOW | ATTEND_TRAP | ATTEND_DEBUG)) {
        step(v);
    } else {
        struct block *b = block_at_eip(v);

        run_block(v, b->count > v->budget
                         ? block_part(v, b, (unsigned)v->budget)
                         : b);
        between_blocks(v);
    }
    return true;
}

static NEVER_INLINE void run_blocks(struct vcpu *v)
{
    while (v->budget > 0 && !v->attend) {
        struct block *b = block_at_eip(v);

        if (unlikely(b->count > v->budget))
            b = block_part(v, b, (unsigned)v->budget);
        run_block(v, b);
    }
    between_blocks(v);
}

static void run(struct vcpu *v)
{
    v->delivering = 0;
    v->external = false;
    if (setjmp(v->fault))
        exception(v);
    do
        run_blocks(v);
    while (v->budget > 0 && attend(v));
}

#if TRACED
const struct core core_traced = {handlers, run};
#else
const struct core core_quiet = {handlers, run};
#endif
