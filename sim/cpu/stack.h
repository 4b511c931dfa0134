/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/stack.h - push and pop. Part of the core (execute.c).
 */
#ifndef SIM_CPU_STACK_H
#define SIM_CPU_STACK_H

#include "sim/cpu/memory.h"

static ALWAYS_INLINE void set_esp(struct vcpu *v, uint32_t esp)
{
    v->s.r[ESP].d = (v->s.r[ESP].d & ~v->stack_mask) | (esp & v->stack_mask);
}

static inline void push(struct vcpu *v, const struct op *op, uint32_t value,
                        unsigned bytes)
{
    uint32_t esp = (v->s.r[ESP].d - bytes) & v->stack_mask;

    mem_write(v, op, SS, esp, value, bytes);
    set_esp(v, esp);
}

/* Read the stack `above` bytes over ESP; nothing moves. */
static inline uint32_t stack_peek(struct vcpu *v, const struct op *op,
                                  uint32_t above, unsigned bytes)
{
    return mem_read(v, op, SS, (v->s.r[ESP].d + above) & v->stack_mask, bytes);
}

static inline uint32_t pop(struct vcpu *v, const struct op *op, unsigned bytes)
{
    uint32_t value = stack_peek(v, op, 0, bytes);

    set_esp(v, v->s.r[ESP].d + bytes);
    return value;
}

/* Would `count` pushes of `bytes` each go through? Faults if not. */
static void check_pushes(struct vcpu *v, const struct op *op, unsigned count,
                         unsigned bytes)
{
    for (unsigned i = 1; i <= count; i++) {
        uint32_t esp = (v->s.r[ESP].d - i * bytes) & v->stack_mask;

        check_write(v, op, linear_write(v, op, SS, esp, bytes), bytes,
                    is_user(v));
    }
}

/* A stack that is not in SS:ESP yet: the inner stack of a privilege change,
 * the stack of a new task. */
struct frame {
    struct segment ss;
    uint32_t esp;
    uint32_t error; /* error code of a limit violation */
    bool user;
};

static uint32_t frame_mask(const struct frame *f)
{
    return f->ss.access & ACC_BIG ? 0xffffffff : 0xffff;
}

/* Before anything changes: is there room for `count` items? */
static void frame_check(struct vcpu *v, const struct op *op,
                        const struct frame *f, unsigned count, unsigned bytes)
{
    for (unsigned i = 1; i <= count; i++) {
        uint32_t esp = (f->esp - i * bytes) & frame_mask(f);

        if (!segment_allows(&f->ss, esp, bytes, true))
            raise_fault(v, op, VECTOR_SS, f->error);
        check_write(v, op, f->ss.base + esp, bytes, f->user);
    }
}

static void frame_push(struct vcpu *v, const struct op *op, struct frame *f,
                       uint32_t value, unsigned bytes)
{
    uint32_t esp = (f->esp - bytes) & frame_mask(f);
    uint32_t linear = f->ss.base + esp;

    slow_write(v, op, linear, value, bytes, f->user);
    if (TRACED)
        trace_access(v, EV_MEM_WRITE, linear, value, bytes);
    f->esp = (f->esp & ~frame_mask(f)) | esp;
}

#endif
