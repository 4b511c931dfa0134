/* SPDX-License-Identifier: MIT
 *
 * sim/moment_match.c - does a moment come? Its groups stand in stages, one
 * after each "then"; only the present stage is looked at.
 */
#include "sim/moment_match.h"

#include <string.h>

#include "sim/cpu_value.h"
#include "sim/origin.h"

/* --- conditions -------------------------------------------------------- */

static uint32_t physical_of(const struct machine *m)
{
    const struct vcpu *v = &m->board.cpu;

    return v->block && v->op ? (uint32_t)v->block->address + v->op->start : 0;
}

static uint64_t part_of(const struct event *e, const struct machine *m,
                        enum event_part part)
{
    switch (part) {
    case PART_CS:
        return e->cs;
    case PART_EIP:
        return e->eip;
    case PART_CPL:
        return e->cpl;
    case PART_MODE:
        return e->mode;
    case PART_STEP:
        return e->step;
    case PART_PHASE:
        return step_phase(e->step);
    case PART_OWNER:
        return origin_kind(e->owner);
    case PART_LINEAR:
        return e->linear;
    case PART_PHYSICAL:
        return physical_of(m);
    }
    return 0;
}

static uint64_t asked(const struct moment_condition *c, const struct event *e,
                      const struct machine *m)
{
    const struct cpu_value value = {c->number, c->shift, c->bits};

    if (c->source == FROM_ARGUMENT)
        return e->arg[c->number];
    if (c->source == FROM_EVENT)
        return part_of(e, m, (enum event_part)c->number);
    return cpu_value_get(value, &m->board.cpu.s);
}

/* Where the entry of a table lies: in real mode a vector has four bytes, and
 * there is no table of descriptors until LGDT says where. */
static uint32_t first_byte(const struct moment_condition *c,
                           const struct cpu_state *s)
{
    uint32_t value = (uint32_t)c->value;

    if (c->base == BASE_GDT)
        return s->gdtr_base + value;
    if (c->base == BASE_IDT)
        return s->idtr_base + value * (s->cr0 & CR0_PE ? 8 : 4);
    return value;
}

static bool touches(const struct moment_condition *c, const struct event *e,
                    const struct machine *m)
{
    uint32_t at = (uint32_t)asked(c, e, m);
    uint32_t bytes = c->bytes == MOMENT_ONE_BYTE ? 1 : e->arg[c->bytes];
    uint32_t first = first_byte(c, &m->board.cpu.s);

    if (c->base == BASE_GDT && !m->board.cpu.s.gdtr_base)
        return false;
    return at - first < c->length || first - at < bytes;
}

/* Is what lies around the instruction as it was built? Neighbours on other
 * pages are not asked. */
static bool is_built(const struct code_site *site, const struct machine *m)
{
    uint32_t physical = physical_of(m), page = physical & ~(FRAME_SIZE - 1);
    uint32_t before = site->before < CODE_NEAR ? site->before : CODE_NEAR;
    uint32_t behind = site->behind < CODE_NEAR ? site->behind : CODE_NEAR;

    if (before > physical - page)
        before = physical - page;
    if (behind > FRAME_SIZE - (physical - page))
        behind = FRAME_SIZE - (physical - page);
    for (uint32_t i = 0; i < before + behind; i++) {
        uint8_t byte;

        if (!board_peek(&m->board, physical - before + i, &byte) ||
            byte != *(site->bytes - before + i))
            return false;
    }
    return true;
}

static bool is_code(const struct moment_name *name, const struct event *e,
                    const struct machine *m)
{
    for (unsigned i = 0; i < name->sites; i++)
        if (name->site[i].linear == e->linear && is_built(&name->site[i], m))
            return true;
    return false;
}

static bool holds(const struct moment *moment, const struct moment_condition *c,
                  const struct event *e, const struct machine *m)
{
    uint64_t value = asked(c, e, m);

    if (c->mask != UINT32_MAX)
        value &= c->mask;
    switch ((enum condition_test)c->test) {
    case TEST_EQUAL:
        return value == c->value;
    case TEST_OTHER:
        return value != c->value;
    case TEST_LESS:
        return value < c->value;
    case TEST_AT_MOST:
        return value <= c->value;
    case TEST_MORE:
        return value > c->value;
    case TEST_AT_LEAST:
        return value >= c->value;
    case TEST_SOME_BIT:
        return value != 0;
    case TEST_ONE_OF:
        return c->value >> value & 1;
    case TEST_TOUCHES:
        return touches(c, e, m);
    case TEST_CODE:
        return is_code(&moment->name[c->value], e, m);
    }
    return false;
}

static bool all_hold(const struct moment *m, const struct moment_term *t,
                     const struct event *e, const struct machine *machine)
{
    for (unsigned i = t->first; i < (unsigned)t->first + t->count; i++)
        if (!holds(m, &m->condition[i], e, machine))
            return false;
    return true;
}

/* --- stages and groups ------------------------------------------------- */

/* The first term behind the stage that begins at `from`. */
static unsigned stage_end(const struct moment *m, unsigned from)
{
    unsigned i = from + 1;

    while (i < m->terms && m->term[i].link != LINK_THEN)
        i++;
    return i;
}

static unsigned group_first(const struct moment *m, unsigned term)
{
    while (m->term[term].link == LINK_AND)
        term--;
    return term;
}

/* All terms of the group, as bits. */
static uint16_t group_bits(const struct moment *m, unsigned first)
{
    uint32_t bits = BIT(first);

    for (unsigned i = first + 1; i < m->terms && m->term[i].link == LINK_AND;
         i++)
        bits |= BIT(i);
    return (uint16_t)bits;
}

static uint64_t target(const struct moment_term *t, uint64_t base)
{
    return t->relative ? base + t->value : t->value;
}

/* Does a term that is not about one instruction hold here? */
static bool is_so(const struct moment *m, const struct moment_play *p,
                  const struct moment_term *t, const struct moment_view *view)
{
    const struct recogniser *r = &view->machine->board.s.recogniser;
    const struct cpu_state *s = &view->machine->board.cpu.s;

    switch ((enum moment_kind)t->kind) {
    case MOMENT_ENTER:
        return t->value != MOMENT_ANY_STEP && (r->entered & t->value) != 0;
    case MOMENT_LEAVE:
        return (r->entered & t->value) && !(t->value >> r->step & 1);
    case MOMENT_SCREEN:
        return output_tail_contains(view->tail, m->text + t->text) ||
               screen_contains(view->machine, m->text + t->text);
    case MOMENT_INSTRUCTION:
        return s->icount >= target(t, p->base_icount);
    case MOMENT_TIME:
        return s->tick >= target(t, p->base_tick);
    default:
        return false;
    }
}

/* What holds when a stage begins is not new; but a text that is there is as
 * good as one that comes. */
static void begin_stage(const struct moment *m, struct moment_play *p,
                        const struct moment_view *view, bool next)
{
    p->met = p->shown = 0;
    for (unsigned i = p->stage; i < stage_end(m, p->stage); i++)
        if ((next || (p->stage && m->term[i].kind != MOMENT_SCREEN)) &&
            is_so(m, p, &m->term[i], view))
            p->shown |= (uint16_t)BIT(i);
}

void moment_begin(const struct moment *m, struct moment_play *p,
                  const struct moment_view *view, bool next)
{
    *p = (struct moment_play){0};
    begin_stage(m, p, view, next);
}

/* Exact inside an instruction, too. */
static uint64_t icount_of(const struct vcpu *v)
{
    return v->running ? vcpu_icount(v) : v->s.icount;
}

/* The group was met once more. Has the moment come with that? */
static bool group_met(const struct moment *m, struct moment_play *p,
                      unsigned first, uint64_t tick,
                      const struct machine *machine)
{
    const struct moment_view view = {.machine = machine};
    uint32_t nth = m->term[first].nth;

    p->met &= (uint16_t)~group_bits(m, first);
    p->seen[first]++;
    if (nth && p->seen[first] != nth)
        return false;
    if (stage_end(m, p->stage) == m->terms) {
        p->tick = tick;
        p->came = 1;
        return true;
    }
    p->stage = (uint8_t)stage_end(m, p->stage);
    p->base_tick = tick;
    p->base_icount = icount_of(&machine->board.cpu);
    begin_stage(m, p, &view, false);
    return false;
}

/* A term about one instruction was met. */
static bool term_met(const struct moment *m, struct moment_play *p,
                     unsigned term, uint64_t tick,
                     const struct machine *machine)
{
    unsigned first = group_first(m, term);
    uint16_t all = group_bits(m, first);

    if (p->met_tick != tick)
        p->met = 0;
    p->met_tick = tick;
    p->met |= (uint16_t)BIT(term);
    return (p->met & all) == all && group_met(m, p, first, tick, machine);
}

/* --- what is seen ------------------------------------------------------ */

bool moment_event(const struct moment *m, struct moment_play *p,
                  const struct event *e, const struct machine *machine)
{
    unsigned stage = p->stage;

    for (unsigned i = stage; i < stage_end(m, stage); i++)
        if (m->term[i].kind == MOMENT_EVENT &&
            event_set_has(&m->term[i].events, e->kind) &&
            all_hold(m, &m->term[i], e, machine)) {
            if (term_met(m, p, i, e->tick, machine))
                return true;
            if (p->stage != stage)
                return false;
        }
    return false;
}

static bool look_at(const struct moment *m, struct moment_play *p, unsigned i,
                    const struct moment_view *view)
{
    const struct moment_term *t = &m->term[i];
    bool was = p->shown >> i & 1, is;

    if (t->kind == MOMENT_ENTER && t->value == MOMENT_ANY_STEP)
        return view->stepped;
    if (t->kind == MOMENT_SCREEN && view->look == LOOK_POSITION)
        return false;
    if (view->look == LOOK_OUTPUT) {
        is = t->kind == MOMENT_SCREEN &&
             output_tail_ends_in(view->tail, m->text + t->text);
        p->shown |= (uint16_t)((uint32_t)is << i);
        return is;
    }
    is = is_so(m, p, t, view);
    p->shown = (uint16_t)((p->shown & ~BIT(i)) | (uint32_t)is << i);
    return is && !was;
}

bool moment_look(const struct moment *m, struct moment_play *p,
                 const struct moment_view *view)
{
    unsigned stage = p->stage;

    for (unsigned i = stage; i < stage_end(m, stage); i++)
        if (m->term[i].kind >= MOMENT_ENTER && look_at(m, p, i, view)) {
            if (group_met(m, p, i, machine_now(view->machine), view->machine))
                return true;
            if (p->stage != stage)
                return false;
        }
    return false;
}

/* A change is like an event with the old and the new value. */
bool moment_changed(const struct moment *m, struct moment_play *p,
                    const struct cpu_state *before,
                    const struct machine *machine)
{
    const struct cpu_state *now = &machine->board.cpu.s;
    struct event e = {
        .tick = before->tick,
        .step = machine->board.s.recogniser.step,
        .mode = (uint8_t)vcpu_mode(&machine->board.cpu),
        .eip = before->eip,
        .linear = before->seg[CS].base + before->eip,
        .cs = before->seg[CS].selector,
        .cpl = before->cpl,
    };
    unsigned stage = p->stage;

    for (unsigned i = stage; i < stage_end(m, stage); i++) {
        const struct moment_term *t = &m->term[i];
        const struct cpu_value value = {t->cpu_id, t->cpu_shift, t->cpu_bits};
        uint64_t from, to;

        if (t->kind != MOMENT_CHANGE)
            continue;
        from = cpu_value_get(value, before);
        to = cpu_value_get(value, now);
        e.arg[0] = (uint32_t)from;
        e.arg[1] = (uint32_t)to;
        if (from == to || !all_hold(m, t, &e, machine))
            continue;
        if (term_met(m, p, i, e.tick, machine))
            return true;
        if (p->stage != stage)
            return false;
    }
    return false;
}

/* --- what is waited for ------------------------------------------------ */

unsigned moment_waits_for(const struct moment *m, const struct moment_play *p,
                          struct event_set *events)
{
    unsigned kinds = 0;

    for (unsigned i = p->stage; i < stage_end(m, p->stage); i++) {
        kinds |= BIT(m->term[i].kind);
        event_set_add_all(events, &m->term[i].events);
    }
    return kinds;
}

static void take_earlier(uint64_t *earliest, uint64_t now, uint64_t value)
{
    if (value > now && value < *earliest)
        *earliest = value;
}

void moment_next(const struct moment *m, const struct moment_play *p,
                 const struct cpu_state *s, uint64_t *icount, uint64_t *tick)
{
    for (unsigned i = p->stage; i < stage_end(m, p->stage); i++) {
        const struct moment_term *t = &m->term[i];

        if (t->kind == MOMENT_INSTRUCTION)
            take_earlier(icount, s->icount, target(t, p->base_icount));
        if (t->kind == MOMENT_TIME)
            take_earlier(tick, s->tick, target(t, p->base_tick));
    }
}
