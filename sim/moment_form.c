/* SPDX-License-Identifier: MIT
 *
 * sim/moment_form.c - reading one term of a moment: a form and its argument,
 * or what stands for itself, such as F000:E05B or a20.
 */
#include <stdio.h>
#include <string.h>

#include "phases/recognise.h"
#include "sim/cpu_value.h"
#include "sim/moment_read.h"
#include "sim/nearest.h"

static_assert(STEP_COUNT < 64, "a moment keeps one bit a step");

/* The numbers of arguments, as sim/events.def has them. */
enum {
    ACCESS_LINEAR = 0,
    ACCESS_PHYSICAL = 1,
    ACCESS_BYTES = 3,
    IO_PORT = 0,
    IO_BYTES = 2,
    IRQ_NUMBER = 0,
    IRQ_LEVEL = 1,
    MODE_TO = 1,
};

typedef bool form_fn(struct moment *m, struct moment_term *t, struct word w,
                     struct error *err);

#define FORM(name, ...) static form_fn form_##name;
#include "sim/moments.def"
#undef FORM

static const struct {
    struct moment_form shown;
    form_fn *read;
} forms[] = {
#define FORM(name, argument, example, meaning)                                 \
    {{#name, argument, example, meaning}, form_##name},
#include "sim/moments.def"
#undef FORM
};

bool moment_form(unsigned n, struct moment_form *form)
{
    if (n >= ARRAY_LEN(forms))
        return false;
    *form = forms[n].shown;
    return true;
}

static bool wanted(struct word w, const char *what, struct error *err)
{
    return error_set(err, "\"%.*s\": %s", word_shown(w), w.at, what);
}

/* --- addresses --------------------------------------------------------- */

/* `bytes` (an argument, or one byte) from what `source` says touch the
 * place. */
static bool touches(struct moment *m, struct moment_term *t,
                    const struct moment_condition *what, const struct place *p,
                    struct error *err)
{
    struct moment_condition *c = condition_add(m, t, err);

    if (!c)
        return false;
    if ((uint64_t)p->address + p->length > UINT64_C(1) << 32)
        return error_set(err, "the range goes past FFFFFFFF");
    *c = *what;
    c->test = TEST_TOUCHES;
    c->mask = UINT32_MAX;
    c->value = p->address;
    c->length = p->length;
    return true;
}

/* --- steps ------------------------------------------------------------- */

uint64_t moment_steps(const char *name, size_t length)
{
    const struct word w = {name, length};
    uint64_t steps = 0;

    for (unsigned i = 0; i < STEP_COUNT; i++) {
        const char *phase = phase_info[step_info[i].phase].name;
        size_t n = strlen(phase);
        bool full = word_starts(w, phase) && length > n && name[n] == '.' &&
                    word_is(word_behind(w, n + 1), step_info[i].name);

        if (full || word_is(w, step_info[i].name) || word_is(w, phase))
            steps |= UINT64_C(1) << i;
    }
    return steps;
}

static bool read_steps(struct moment_term *t, struct word w, struct error *err)
{
    t->value = moment_steps(w.at, w.length);
    if (t->value)
        return true;
    return error_set(err,
                     "unknown phase or step \"%.*s\"; `bootscope explain "
                     "phases` lists them",
                     word_shown(w), w.at);
}

static bool form_phase(struct moment *m, struct moment_term *t, struct word w,
                       struct error *err)
{
    (void)m;
    t->kind = MOMENT_ENTER;
    if (!word_is(w, "any"))
        return read_steps(t, w, err);
    t->value = MOMENT_ANY_STEP;
    return true;
}

static bool form_left(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    (void)m;
    t->kind = MOMENT_LEAVE;
    if (!read_steps(t, w, err))
        return false;
    if (t->value == UINT64_C(1) << STEP_ALLOCATE)
        return error_set(err,
                         "\"left:%.*s\" can never come: the host leaves this "
                         "step before the run begins",
                         word_shown(w), w.at);
    return true;
}

/* --- code and memory --------------------------------------------------- */

static bool form_exec(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    struct moment_condition at = {
        .source = FROM_EVENT, .number = PART_LINEAR, .bytes = MOMENT_ONE_BYTE};
    struct place p;

    event_set_add(&t->events, EV_INSN);
    if (!place_read(w, &p) || p.kind >= PLACE_GDT)
        return name_read(m, t, w, err);
    if (p.kind == PLACE_PHYSICAL)
        at.number = PART_PHYSICAL;
    if (p.kind == PLACE_FAR) {
        struct moment_condition *c = condition_add(m, t, err);

        if (!c)
            return false;
        at.number = PART_EIP;
        c->source = FROM_EVENT;
        c->number = PART_CS;
        c->bits = 16;
        c->value = p.selector;
    }
    return touches(m, t, &at, &p, err);
}

static bool read_access(struct moment *m, struct moment_term *t, struct word w,
                        struct error *err)
{
    struct moment_condition at = {.source = FROM_ARGUMENT,
                                  .number = ACCESS_LINEAR,
                                  .bytes = ACCESS_BYTES};
    struct place p;

    if (!place_read(w, &p))
        return wanted(w,
                      "an address in hexadecimal is wanted, such as B8000, "
                      "B8000+FA0, phys:7C00, 40:1A, gdt:08 or idt:21",
                      err);
    if (p.kind == PLACE_PHYSICAL)
        at.number = ACCESS_PHYSICAL;
    if (p.kind == PLACE_FAR)
        p.address += p.selector << 4;
    if (p.kind == PLACE_GDT) {
        p.address &= ~7u;
        at.base = BASE_GDT;
    }
    if (p.kind == PLACE_IDT)
        at.base = BASE_IDT;
    return touches(m, t, &at, &p, err);
}

static bool form_read(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    event_set_add(&t->events, EV_MEM_READ);
    return read_access(m, t, w, err);
}

static bool form_write(struct moment *m, struct moment_term *t, struct word w,
                       struct error *err)
{
    event_set_add(&t->events, EV_MEM_WRITE);
    return read_access(m, t, w, err);
}

static bool form_access(struct moment *m, struct moment_term *t, struct word w,
                        struct error *err)
{
    event_set_add(&t->events, EV_MEM_READ);
    event_set_add(&t->events, EV_MEM_WRITE);
    return read_access(m, t, w, err);
}

/* --- ports and interrupts ---------------------------------------------- */

static bool read_port(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    const struct moment_condition at = {
        .source = FROM_ARGUMENT, .number = IO_PORT, .bytes = IO_BYTES};
    struct word port = w;
    struct place p;

    if (!place_split_length(&port, &p.length) ||
        !word_hexadecimal(port, 0xffff, &p.address) ||
        p.address + p.length > 0x10000)
        return wanted(w,
                      "a port in hexadecimal, 0 to FFFF, is wanted, such as "
                      "port:80 or port:1F0+8",
                      err);
    return touches(m, t, &at, &p, err);
}

static bool form_port(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    event_set_add(&t->events, EV_IO_IN);
    event_set_add(&t->events, EV_IO_OUT);
    return read_port(m, t, w, err);
}

static bool form_in(struct moment *m, struct moment_term *t, struct word w,
                    struct error *err)
{
    event_set_add(&t->events, EV_IO_IN);
    return read_port(m, t, w, err);
}

static bool form_out(struct moment *m, struct moment_term *t, struct word w,
                     struct error *err)
{
    event_set_add(&t->events, EV_IO_OUT);
    return read_port(m, t, w, err);
}

/* A byte in hexadecimal as the first argument. */
static bool read_byte(struct moment *m, struct moment_term *t, struct word w,
                      const char *what, struct error *err)
{
    uint32_t value;

    if (!word_hexadecimal(w, 0xff, &value))
        return wanted(w, what, err);
    return condition_argument(m, t, 0, value, err);
}

static bool form_post(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    event_set_add(&t->events, EV_POST_CODE);
    return read_byte(m, t, w,
                     "a code in hexadecimal, 0 to FF, is wanted, such as "
                     "post:5F",
                     err);
}

static bool form_int(struct moment *m, struct moment_term *t, struct word w,
                     struct error *err)
{
    event_set_add(&t->events, EV_SOFT_INT);
    return read_byte(m, t, w,
                     "a vector in hexadecimal, 0 to FF, is wanted, such as "
                     "int:13",
                     err);
}

static bool form_vector(struct moment *m, struct moment_term *t, struct word w,
                        struct error *err)
{
    event_set_add(&t->events, EV_SOFT_INT);
    event_set_add(&t->events, EV_INTR);
    event_set_add(&t->events, EV_NMI);
    event_set_add(&t->events, EV_EXCEPTION);
    return read_byte(m, t, w,
                     "a vector in hexadecimal, 0 to FF, is wanted, such as "
                     "vector:0E",
                     err);
}

static bool form_irq(struct moment *m, struct moment_term *t, struct word w,
                     struct error *err)
{
    uint64_t line;

    event_set_add(&t->events, EV_IRQ_LINE);
    if (!word_number(w, false, &line) || line > 15)
        return wanted(w, "an interrupt line, 0 to 15, is wanted", err);
    return condition_argument(m, t, IRQ_NUMBER, line, err) &&
           condition_argument(m, t, IRQ_LEVEL, 1, err);
}

/* --- the processor ----------------------------------------------------- */

static bool form_mode(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    int mode = word_in_list(w, "real,protected16,protected32,v86");

    event_set_add(&t->events, EV_MODE);
    if (mode < 0)
        return wanted(w, "real, protected16, protected32 or v86 is wanted",
                      err);
    return condition_argument(m, t, MODE_TO, (uint64_t)mode, err);
}

static bool form_change(struct moment *m, struct moment_term *t, struct word w,
                        struct error *err)
{
    struct cpu_value value;

    (void)m;
    t->kind = MOMENT_CHANGE;
    if (!cpu_value_named(w.at, w.length, &value))
        return cpu_value_unknown(w.at, w.length, err);
    t->cpu_id = value.id;
    t->cpu_shift = value.shift;
    t->cpu_bits = value.bits;
    return true;
}

/* --- kinds of events --------------------------------------------------- */

/* The kinds of this name: a kind, or all of a category. */
static struct event_set events_named(struct word w)
{
    struct event_set of_category = {0};

    for (unsigned i = 0; i < EV_COUNT; i++) {
        if (word_is(w, event_info[i].tag))
            return event_set_of(i);
        if (word_is(w, event_category_name[event_info[i].category]))
            event_set_add(&of_category, i);
    }
    return of_category;
}

static bool form_event(struct moment *m, struct moment_term *t, struct word w,
                       struct error *err)
{
    (void)m;
    t->events = events_named(w);
    if (!event_set_is_empty(&t->events))
        return true;
    return error_set(err,
                     "unknown kind of event \"%.*s\"; `bootscope explain "
                     "events` lists them",
                     word_shown(w), w.at);
}

/* --- the screen, counts and time --------------------------------------- */

static bool form_screen(struct moment *m, struct moment_term *t, struct word w,
                        struct error *err)
{
    size_t used = 0;

    t->kind = MOMENT_SCREEN;
    for (unsigned i = 0; i + 1 < m->terms; i++)
        if (m->term[i].kind == MOMENT_SCREEN)
            used += strlen(m->text + used) + 1;
    if (!w.length)
        return error_set(err, "\"screen:\" wants the text to wait for");
    if (used + w.length >= sizeof m->text)
        return error_set(err, "the text after \"screen:\" is longer than %u",
                         MOMENT_TEXT - 1);
    memcpy(m->text + used, w.at, w.length);
    t->text = (uint8_t)used;
    return true;
}

static struct word relative(struct moment_term *t, struct word w)
{
    t->relative = w.length > 0 && w.at[0] == '+';
    return t->relative ? word_behind(w, 1) : w;
}

static bool form_insn(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    (void)m;
    t->kind = MOMENT_INSTRUCTION;
    if (word_number(relative(t, w), false, &t->value) &&
        t->value < UINT64_MAX / 10)
        return true;
    return wanted(w,
                  "a number of instructions is wanted, such as insn:1000000 "
                  "or, after a \"then\", insn:+500",
                  err);
}

/* The number before the unit, with up to nine digits behind its point. */
static bool decimal(struct word w, uint64_t unit, uint64_t *ns)
{
    struct word whole = word_up_to(w, '.');
    uint64_t n, digit = unit;

    if (!word_number(whole, false, &n) ||
        n > UINT64_C(1000000000000) / unit * 1000)
        return false;
    *ns = n * unit;
    for (size_t i = whole.length + 1; i < w.length; i++) {
        digit /= 10;
        if (w.at[i] < '0' || w.at[i] > '9' || digit == 0)
            return false;
        *ns += digit * (uint64_t)(w.at[i] - '0');
    }
    return whole.length + 1 != w.length;
}

static bool form_time(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err)
{
    static const struct {
        const char *name;
        uint64_t ns;
    } units[] = {{"ms", 1000000}, {"us", 1000}, {"ns", 1}, {"s", 1000000000}};
    struct word rest = relative(t, w);

    (void)m;
    t->kind = MOMENT_TIME;
    for (unsigned i = 0; i < ARRAY_LEN(units); i++) {
        size_t length = strlen(units[i].name);
        struct word number = {rest.at, rest.length - length};

        if (rest.length <= length ||
            !word_is(word_behind(rest, number.length), units[i].name))
            continue;
        if (decimal(number, units[i].ns, &t->value))
            return true;
        break;
    }
    return wanted(w,
                  "a time in s, ms, us or ns is wanted, such as time:1.5s or, "
                  "after a \"then\", time:+20ms",
                  err);
}

/* --- one term ---------------------------------------------------------- */

bool form_known(struct word name)
{
    for (unsigned i = 0; i < ARRAY_LEN(forms); i++)
        if (word_is(name, forms[i].shown.name))
            return true;
    return false;
}

bool form_read_term(struct moment *m, struct moment_term *t, struct word form,
                    struct word argument, struct error *err)
{
    for (unsigned i = 0; i < ARRAY_LEN(forms); i++)
        if (word_is(form, forms[i].shown.name))
            return forms[i].read(m, t, argument, err);
    return false;
}

static bool all_decimal(struct word w)
{
    for (size_t i = 0; i < w.length; i++)
        if (w.at[i] < '0' || w.at[i] > '9')
            return false;
    return true;
}

/* "add" and "be" are words. */
static bool has_digit(struct word w)
{
    for (size_t i = 0; i < w.length; i++)
        if (w.at[i] >= '0' && w.at[i] <= '9')
            return true;
    return false;
}

static bool bare_name(struct moment *m, struct moment_term *t, struct word w,
                      struct error *err, bool *taken)
{
    const struct event_set events = events_named(w);
    bool is_event = !event_set_is_empty(&events);
    uint64_t steps = moment_steps(w.at, w.length);

    *taken = steps || is_event;
    if (steps && is_event)
        return error_set(err,
                         "\"%.*s\" is a step and a kind of event: write "
                         "phase:%.*s or event:%.*s",
                         word_shown(w), w.at, word_shown(w), w.at,
                         word_shown(w), w.at);
    return steps ? form_phase(m, t, w, err) : form_event(m, t, w, err);
}

static bool no_moment(struct word w, struct error *err)
{
    char word[61], hint[96];
    struct nearest near = {.word = word};

    snprintf(word, sizeof word, "%.*s", word_shown(w), w.at);
    for (unsigned i = 0; i < STEP_COUNT; i++)
        nearest_try(&near, step_info[i].name);
    for (unsigned i = 0; i < PHASE_COUNT; i++)
        nearest_try(&near, phase_info[i].name);
    for (unsigned i = 0; i < EV_COUNT; i++)
        nearest_try(&near, event_info[i].tag);
    return error_set(err, "\"%s\" is no moment%s", word,
                     near.best ? nearest_text(&near, hint)
                               : "; see `bootscope help moments`");
}

bool form_bare(struct moment *m, struct moment_term *t, struct word w,
               struct error *err)
{
    struct place p;
    bool taken, good = bare_name(m, t, w, err, &taken);

    if (taken)
        return good;
    if (!has_digit(w) || !place_read(w, &p) || p.kind >= PLACE_GDT)
        return no_moment(w, err);
    if (all_decimal(w))
        return error_set(err,
                         "\"%.*s\" may be an address or a count: write "
                         "exec:%.*s or insn:%.*s",
                         word_shown(w), w.at, word_shown(w), w.at,
                         word_shown(w), w.at);
    return form_exec(m, t, w, err);
}
