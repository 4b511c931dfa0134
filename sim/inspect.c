/* SPDX-License-Identifier: MIT
 *
 * sim/inspect.c - registers, memory and page tables for a face to show, and
 * the events of a stretch of time that is run again.
 */
#include "sim/inspect.h"

#include <stdio.h>
#include <string.h>

#include "sim/origin.h"
#include "sim/session_state.h"

static const struct board *board_of(const struct session *s)
{
    return &s->machine.board;
}

/* --- the processor ----------------------------------------------------- */

static struct shown_segment shown(const struct segment *segment)
{
    return (struct shown_segment){
        .selector = segment->selector,
        .access = segment->access,
        .base = segment->base,
        .limit = segment->limit,
        .unusable = segment->unusable != 0,
    };
}

void session_cpu(const struct session *s, struct shown_cpu *cpu)
{
    const struct vcpu *v = &board_of(s)->cpu;

    *cpu = (struct shown_cpu){
        .eip = v->s.eip,
        .eflags = cpu_eflags(&v->s),
        .cr0 = v->s.cr0,
        .cr2 = v->s.cr2,
        .cr3 = v->s.cr3,
        .cr4 = v->s.cr4,
        .dr6 = v->s.dr[6],
        .dr7 = v->s.dr[7],
        .ldtr = shown(&v->s.ldtr),
        .tr = shown(&v->s.tr),
        .gdtr = {.base = v->s.gdtr_base, .limit = v->s.gdtr_limit},
        .idtr = {.base = v->s.idtr_base, .limit = v->s.idtr_limit},
        .mode = vcpu_mode(v),
        .privilege = v->s.cpl,
        .halted = v->s.activity == CPU_HALTED,
        .a20_open = !v->s.a20_closed,
        .stack32 = (v->s.seg[SS].access & ACC_BIG) != 0,
    };
    for (unsigned i = 0; i < ARRAY_LEN(cpu->general); i++)
        cpu->general[i] = v->s.r[i].d;
    for (unsigned i = 0; i < SEG_COUNT; i++)
        cpu->segment[i] = shown(&v->s.seg[i]);
}

void session_fpu(const struct session *s, struct shown_fpu *fpu)
{
    const struct x87 *x = &board_of(s)->cpu.s.x87;
    unsigned top = (x->status & X87_TOP) >> 11;

    *fpu = (struct shown_fpu){
        .control = x->control,
        .status = x->status,
        .code_cs = x->code_cs,
        .data_segment = x->data_segment,
        .code = x->code,
        .data = x->data,
        .missing = x->missing != 0,
    };
    for (unsigned i = 0; i < ARRAY_LEN(fpu->st); i++) {
        unsigned n = (top + i) % ARRAY_LEN(fpu->st);

        fpu->st[i].significand = x->significand[n];
        fpu->st[i].exponent = x->exponent[n];
        fpu->st[i].empty = !(x->used >> n & 1);
    }
}

static const char *system_name(unsigned type)
{
    static const char *const names[16] = {
        [1] = "16-bit TSS",       [2] = "LDT",
        [3] = "16-bit TSS busy",  [9] = "32-bit TSS",
        [11] = "32-bit TSS busy",
    };

    return names[type] ? names[type] : "system";
}

void segment_words(const struct shown_segment *segment, char *text, size_t size)
{
    unsigned access = segment->access;
    unsigned level = (access & ACC_DPL) >> 5;
    unsigned bits = access & ACC_BIG ? 32 : 16;

    if (segment->unusable)
        snprintf(text, size, "null");
    else if (!(access & ACC_S))
        snprintf(text, size, "%s", system_name(access & ACC_TYPE));
    else if (access & ACC_EXECUTE)
        snprintf(text, size, "code %u-bit%s%s DPL%u", bits,
                 access & ACC_WRITE ? " readable" : "",
                 access & ACC_DOWN ? " conforming" : "", level);
    else
        snprintf(text, size, "data %u-bit%s%s DPL%u", bits,
                 access & ACC_WRITE ? " writable" : " read-only",
                 access & ACC_DOWN ? " down" : "", level);
}

/* --- memory ------------------------------------------------------------ */

/* In text modes the characters lie in plane 0, the attributes in plane 1, and
 * the address counts through both (hw/vga_memory.c, odd and even). */
static bool peek_text(const struct vga *vga, uint64_t physical, uint8_t *byte)
{
    if (vga->shown_graphics || !vga->shown_columns || physical < 0xb8000 ||
        physical > 0xbffff)
        return false;
    *byte = vga->plane[physical & 1][(physical - 0xb8000) & ~1u];
    return true;
}

bool session_peek(const struct session *s, uint64_t physical, uint8_t *byte)
{
    return board_peek(board_of(s), physical, byte) ||
           peek_text(&board_of(s)->s.devices.vga, physical, byte);
}

void session_walk(const struct session *s, uint32_t linear,
                  struct page_steps *steps)
{
    const struct board *b = board_of(s);
    const struct page_walk w = board_walk(b, linear);
    uint32_t entry;

    *steps = (struct page_steps){
        .paging = (b->cpu.s.cr0 & CR0_PG) != 0,
        .present = w.end == WALK_PAGE,
        .large = w.large,
        .pae = w.pae,
        .reserved = w.end == WALK_RESERVED,
        .pointer_entry = w.pointer,
        .directory_at = w.directory_at,
        .directory_entry = w.directory,
        .table_at = w.table_at,
        .table_entry = w.table,
        .physical = vcpu_pins(&b->cpu, w.physical),
        .backing = backing_name[BACKING_NONE],
    };
    if (!steps->present || steps->physical >> 32)
        return;
    entry = second_level_entry(&b->memory,
                               (uint32_t)steps->physical >> FRAME_SHIFT);
    steps->backing = backing_name[entry_backing(entry)];
    steps->backed = entry_has_frame(entry);
    steps->host_frame = entry_value(entry);
}

bool session_peek_linear(const struct session *s, uint32_t linear,
                         uint8_t *byte)
{
    struct page_steps steps;

    session_walk(s, linear, &steps);
    *byte = 0xff;
    return steps.present && session_peek(s, steps.physical, byte);
}

/* --- descriptors ------------------------------------------------------- */

static bool peek_dword(const struct session *s, uint32_t linear,
                       uint32_t *value)
{
    bool there = true;

    *value = 0;
    for (unsigned i = 0; i < 4; i++) {
        uint8_t byte;

        there = session_peek_linear(s, linear + i, &byte) && there;
        *value |= (uint32_t)byte << (8 * i);
    }
    return there;
}

/* SDM Vol. 3A, "Segment Descriptors". */
static void unpack(struct descriptor_step *d)
{
    uint32_t limit = (d->low & 0xffff) | (d->high & FIELD(19, 16));

    d->shown.base =
        d->low >> 16 | (d->high & 0xff) << 16 | (d->high & FIELD(31, 24));
    d->shown.access = (uint16_t)(d->high >> 8 & 0xf0ff);
    d->shown.limit = d->high & BIT(23) ? limit << 12 | 0xfff : limit;
}

void session_descriptor(const struct session *s, uint16_t selector,
                        struct descriptor_step *step)
{
    const struct cpu_state *cpu = &board_of(s)->cpu.s;
    uint32_t limit = cpu->gdtr_limit, base = cpu->gdtr_base;

    *step = (struct descriptor_step){
        .is_null = (selector & ~3u) == 0,
        .local = (selector & BIT(2)) != 0,
        .shown = {.selector = selector},
    };
    if (step->local) {
        base = cpu->ldtr.base;
        limit = cpu->ldtr.unusable ? 0 : cpu->ldtr.limit;
    }
    step->at = base + (selector & ~7u);
    step->inside = !step->is_null && (selector | 7u) <= limit;
    if (!step->inside)
        return;
    step->present = peek_dword(s, step->at, &step->low) &&
                    peek_dword(s, step->at + 4, &step->high);
    unpack(step);
}

void session_owner(const struct session *s, uint32_t physical, char *text,
                   size_t size)
{
    const struct board *b = board_of(s);
    uint32_t entry = second_level_entry(&b->memory, physical >> FRAME_SHIFT);
    struct event e = {0};

    if (entry_has_frame(entry))
        e.owner = frame_at(b->pool, entry_value(entry))
                      ->marks[(physical & (FRAME_SIZE - 1)) >> LINE_SHIFT];
    if (entry_backing(entry) == BACKING_DEVICE)
        snprintf(text, size, "memory of a device");
    else if (entry_backing(entry) == BACKING_NONE)
        snprintf(text, size, "no memory");
    else if (!e.owner)
        snprintf(text, size, "never written");
    else
        event_owner_text(&e, text, size);
}

struct host_memory session_host_memory(const struct session *s)
{
    return (struct host_memory){s->pool.used, s->pool.limit};
}

/* --- the POST card ----------------------------------------------------- */

uint8_t session_post_code(const struct session *s)
{
    return board_of(s)->s.devices.post.code;
}

/* --- events ------------------------------------------------------------ */

void session_listen(struct session *s, struct event_sink sink, bool detail)
{
    s->sink = sink;
    s->detail = detail;
    watch_tap(s);
}

/* Run on to `to`; what lies ahead of all that was reached is run for the
 * listener alone and leaves no trace in the recorded past. */
static void run_for_listener(struct session *s, uint64_t to)
{
    uint64_t frontier = s->timeline.frontier;

    session_run(s, to < frontier ? to : frontier);
    s->timeline.on = false;
    session_run(s, to);
    s->timeline.on = true;
}

bool session_events(struct session *s, uint64_t from, uint64_t to, bool detail,
                    struct event_sink sink)
{
    struct board *b = &s->machine.board;
    const struct tracer tracer = b->tracer;
    const struct event_sink before = s->sink;
    const bool detail_before = s->detail;
    const uint64_t present = session_now(s);

    if (!s->timeline.on)
        return false;
    session_listen(s, (struct event_sink){0}, false);
    session_seek(s, from, NULL, NULL);
    b->tracer = (struct tracer){0};
    session_listen(s, sink, detail);
    run_for_listener(s, to);
    b->tracer = tracer;
    session_listen(s, (struct event_sink){0}, false);
    if (session_now(s) != present)
        session_seek(s, present, NULL, NULL);
    session_listen(s, before, detail_before);
    return session_now(s) == present;
}

/* --- positions --------------------------------------------------------- */

/* The last key frame or present position at or before `icount`. */
static uint64_t start_before(const struct session *s, uint64_t icount)
{
    const struct key_frame *k = timeline_before(&s->timeline, icount);

    if (session_icount(s) <= icount && session_icount(s) >= k->icount)
        return session_now(s);
    return k->tick;
}

/* A guest that sleeps this long may never retire another instruction. */
#define ASLEEP_NS (20 * NS_PER_SECOND)

/* Towards `icount`, never past it. False: the run is over. */
static bool approach(struct session *s, uint64_t icount)
{
    const struct cpu_state *cpu = &s->machine.board.cpu.s;
    uint64_t left = icount - cpu->icount;

    if (machine_is_idle(&s->machine))
        return session_forward(s);
    if (left > 400000)
        left = 400000;
    return session_run(s, cpu->tick + left * cpu->ns_per_instruction);
}

bool session_seek_instruction(struct session *s, uint64_t icount,
                              bool (*progress)(void *context, uint64_t now,
                                               uint64_t goal),
                              void *context)
{
    const struct cpu_state *cpu = &s->machine.board.cpu.s;
    uint64_t woken, before;

    if (!s->timeline.on ||
        !session_seek(s, start_before(s, icount), progress, context))
        return false;
    woken = cpu->tick;
    while (cpu->icount < icount) {
        before = cpu->icount;
        if (!approach(s, icount))
            return cpu->icount >= icount;
        if (cpu->icount != before)
            woken = cpu->tick;
        if (cpu->tick - woken > ASLEEP_NS ||
            (progress && !progress(context, cpu->icount, icount)))
            return false;
    }
    return true;
}
