/* SPDX-License-Identifier: MIT
 *
 * sim/moment_condition.c - reading the conditions of a moment: what is asked,
 * how it is compared, with what.
 */
#include <string.h>

#include "phases/recognise.h"
#include "sim/cpu_value.h"
#include "sim/moment_read.h"
#include "sim/origin.h"

/* --- what can be asked ------------------------------------------------- */

static const struct {
    const char *name;
    uint8_t part, bits;
} event_parts[] = {
    {"cs", PART_CS, 16},      {"eip", PART_EIP, 32},
    {"cpl", PART_CPL, 2},     {"mode", PART_MODE, 2},
    {"step", PART_STEP, 6},   {"phase", PART_PHASE, 3},
    {"owner", PART_OWNER, 3}, {"linear", PART_LINEAR, 32},
};

/* Arguments of events that have fewer than 32 bits. */
static const struct {
    const char *name;
    uint8_t bits;
} narrow[] = {
    {"port", 16}, {"vector", 8},   {"irq", 4},   {"code", 8}, {"selector", 16},
    {"ax", 16},   {"scancode", 8}, {"level", 1}, {"open", 1},
};

/* An argument of all the kinds that know it, at the same place in each; the
 * others are not meant. */
static bool ask_argument(struct moment_term *t, struct word name,
                         struct moment_condition *c)
{
    struct event_set knowing = {0};
    int number = -1;

    for (unsigned kind = 0; kind < EV_COUNT; kind++) {
        int n = word_in_list(name, event_info[kind].args);

        if (!event_set_has(&t->events, kind) || n < 0 ||
            (number >= 0 && n != number))
            continue;
        event_set_add(&knowing, kind);
        number = n;
    }
    if (number < 0)
        return false;
    t->events = knowing;
    c->source = FROM_ARGUMENT;
    c->number = (uint8_t)number;
    c->bits = 32;
    for (unsigned i = 0; i < ARRAY_LEN(narrow); i++)
        if (word_is(name, narrow[i].name))
            c->bits = narrow[i].bits;
    return true;
}

/* A change is like an event with two arguments. */
static bool ask_change(const struct moment_term *t, struct word name,
                       struct moment_condition *c)
{
    int number = word_in_list(name, "old,new");

    if (t->kind != MOMENT_CHANGE || number < 0)
        return false;
    c->source = FROM_ARGUMENT;
    c->number = (uint8_t)number;
    c->bits = t->cpu_bits > 32 ? 32 : t->cpu_bits;
    return true;
}

static bool ask_part(struct word name, struct moment_condition *c)
{
    for (unsigned i = 0; i < ARRAY_LEN(event_parts); i++)
        if (word_is(name, event_parts[i].name)) {
            c->source = FROM_EVENT;
            c->number = event_parts[i].part;
            c->bits = event_parts[i].bits;
            return true;
        }
    return false;
}

static bool ask_cpu(struct word name, struct moment_condition *c)
{
    struct cpu_value value;

    if (!cpu_value_named(name.at, name.length, &value))
        return false;
    c->source = FROM_CPU;
    c->number = value.id;
    c->shift = value.shift;
    c->bits = value.bits;
    return true;
}

static bool is_part(const char *name)
{
    struct moment_condition c;

    return ask_part((struct word){name, strlen(name)}, &c);
}

const char *moment_condition_name(unsigned n)
{
    const char *name;

    if (n < ARRAY_LEN(event_parts))
        return event_parts[n].name;
    n -= (unsigned)ARRAY_LEN(event_parts);
    for (unsigned i = 0; (name = cpu_value_name(i)); i++)
        if (!is_part(name) && n-- == 0)
            return name;
    return NULL;
}

/* --- the value --------------------------------------------------------- */

static const char *const modes = "real,protected16,protected32,v86";

/* In the order of enum origin_kind. */
static const char *const owners =
    "none,rom,option-rom,host,disk,firmware,guest";

/* A word in the place of a number. */
static bool named_value(struct word w, struct moment_condition *c)
{
    bool part = c->source == FROM_EVENT;
    int n = -1;

    if (part && (c->number == PART_STEP || c->number == PART_PHASE)) {
        uint64_t steps = moment_steps(w.at, w.length);

        if (!steps || (c->test != TEST_EQUAL && c->test != TEST_OTHER))
            return false;
        c->number = PART_STEP;
        c->bits = 6;
        c->value = c->test == TEST_EQUAL ? steps : ~steps;
        c->test = TEST_ONE_OF;
        return true;
    }
    if (part && c->number == PART_MODE)
        n = word_in_list(w, modes);
    if (part && c->number == PART_OWNER)
        n = word_in_list(w, owners);
    c->value = (uint64_t)n;
    return n >= 0;
}

static bool wrong_value(struct word w, const struct moment_condition *c,
                        struct error *err)
{
    const char *names = "a number, such as 12, 0x1F or 1Fh";

    if (c->source == FROM_EVENT && c->number == PART_MODE)
        names = "real, protected16, protected32 or v86";
    if (c->source == FROM_EVENT && c->number == PART_OWNER)
        names = "none, rom, option-rom, host, disk, firmware or guest";
    if (c->source == FROM_EVENT &&
        (c->number == PART_STEP || c->number == PART_PHASE))
        names = "the name of a step or a phase, by = or !=";
    return error_set(err, "\"%.*s\": %s is wanted", word_shown(w), w.at, names);
}

static bool read_value(struct word whole, struct word w,
                       struct moment_condition *c, struct error *err)
{
    uint64_t most = UINT64_MAX >> (64 - c->bits);

    if (named_value(w, c))
        return true;
    if (!word_number(w, false, &c->value))
        return wrong_value(whole, c, err);
    if (c->value > most)
        return error_set(err, "\"%.*s\" can never be: it is 0 to 0x%llX",
                         word_shown(whole), whole.at, (unsigned long long)most);
    if ((c->test == TEST_LESS && c->value == 0) ||
        (c->test == TEST_MORE && c->value == most))
        return error_set(err, "\"%.*s\" can never be", word_shown(whole),
                         whole.at);
    return true;
}

/* --- the condition ----------------------------------------------------- */

static const struct {
    const char *sign;
    enum condition_test test;
} tests[] = {
    {"!=", TEST_OTHER},   {"<=", TEST_AT_MOST}, {">=", TEST_AT_LEAST},
    {"=", TEST_EQUAL},    {"<", TEST_LESS},     {">", TEST_MORE},
    {"&", TEST_SOME_BIT},
};

/* The test at the beginning of `w`; what follows it. */
static bool read_test(struct word *w, struct moment_condition *c)
{
    for (unsigned i = 0; i < ARRAY_LEN(tests); i++)
        if (word_starts(*w, tests[i].sign)) {
            c->test = (uint8_t)tests[i].test;
            *w = word_behind(*w, strlen(tests[i].sign));
            return true;
        }
    return false;
}

/* &MASK, &MASK=VALUE or &MASK!=VALUE */
static bool read_masked(struct word whole, struct word w,
                        struct moment_condition *c, struct error *err)
{
    struct word mask = w, value;
    uint64_t bits;

    while (mask.length && strcspn(w.at, "=!<>&") < mask.length)
        mask.length = strcspn(w.at, "=!<>&");
    value = word_behind(w, mask.length);
    if (!word_number(mask, false, &bits) || bits > UINT32_MAX || bits == 0)
        return error_set(err,
                         "\"%.*s\": a mask is wanted, such as value&0x80 or "
                         "value&0xF0=0x20",
                         word_shown(whole), whole.at);
    c->mask = (uint32_t)bits;
    if (!value.length)
        return true;
    if (!read_test(&value, c) ||
        (c->test != TEST_EQUAL && c->test != TEST_OTHER))
        return error_set(err, "\"%.*s\": after a mask comes = or !=",
                         word_shown(whole), whole.at);
    if (!read_value(whole, value, c, err))
        return false;
    if (c->value & ~bits)
        return error_set(err,
                         "\"%.*s\" can never be: the value has bits that the "
                         "mask has not",
                         word_shown(whole), whole.at);
    return true;
}

static bool unknown_name(const struct moment_term *t, struct word name,
                         struct error *err)
{
    unsigned kind = 0;

    while (kind < EV_COUNT && !event_set_has(&t->events, kind))
        kind++;
    if (t->kind == MOMENT_CHANGE)
        return error_set(err,
                         "\"%.*s\": a change knows old and new, cs, eip, cpl, "
                         "mode, step, phase and the registers",
                         word_shown(name), name.at);
    return error_set(
        err,
        "\"%.*s\": the arguments of event %s are %s; cs, eip, cpl, mode, step, "
        "phase, owner, linear and the registers are known too",
        word_shown(name), name.at, event_info[kind].tag, event_info[kind].args);
}

struct moment_condition *condition_add(struct moment *m, struct moment_term *t,
                                       struct error *err)
{
    struct moment_condition *c = &m->condition[m->conditions];

    if (m->conditions == MOMENT_CONDITIONS) {
        error_set(err, "at most %d conditions are possible", MOMENT_CONDITIONS);
        return NULL;
    }
    *c =
        (struct moment_condition){.mask = UINT32_MAX, .bytes = MOMENT_ONE_BYTE};
    m->conditions++;
    t->count++;
    return c;
}

bool condition_argument(struct moment *m, struct moment_term *t,
                        unsigned number, uint64_t value, struct error *err)
{
    struct moment_condition *c = condition_add(m, t, err);

    if (!c)
        return false;
    c->number = (uint8_t)number;
    c->bits = 32;
    c->value = value;
    return true;
}

bool condition_read(struct moment *m, struct moment_term *t, struct word w,
                    struct error *err)
{
    struct word name = {w.at, 0}, rest;
    struct moment_condition *c;

    while (name.length < w.length && !strchr("=!<>&", w.at[name.length]))
        name.length++;
    rest = word_behind(w, name.length);
    if (t->kind != MOMENT_EVENT && t->kind != MOMENT_CHANGE)
        return error_set(err,
                         "\"%.*s\": only what an instruction does can have "
                         "conditions",
                         word_shown(w), w.at);
    if (!rest.length || !name.length)
        return error_set(err,
                         "\"%.*s\": NAME=NUMBER is wanted, such as port=0x64; "
                         "and, or, then join moments",
                         word_shown(w), w.at);
    c = condition_add(m, t, err);
    if (!c)
        return false;
    if (!ask_argument(t, name, c) && !ask_change(t, name, c) &&
        !ask_part(name, c) && !ask_cpu(name, c))
        return unknown_name(t, name, err);
    if (!read_test(&rest, c))
        return error_set(err,
                         "\"%.*s\": a condition has =, !=, <, <=, >, >= "
                         "or &",
                         word_shown(w), w.at);
    return c->test == TEST_SOME_BIT ? read_masked(w, rest, c, err)
                                    : read_value(w, rest, c, err);
}

/* --- contradictions ---------------------------------------------------- */

static bool same_question(const struct moment_condition *a,
                          const struct moment_condition *b)
{
    return a->source == b->source && a->number == b->number &&
           a->shift == b->shift && a->bits == b->bits && a->mask == b->mask;
}

static bool exclude(const struct moment_condition *a,
                    const struct moment_condition *b)
{
    if (!same_question(a, b))
        return false;
    if (a->test == TEST_ONE_OF && b->test == TEST_ONE_OF)
        return (a->value & b->value) == 0;
    if (a->test != TEST_EQUAL)
        return false;
    switch (b->test) {
    case TEST_EQUAL:
        return a->value != b->value;
    case TEST_OTHER:
        return a->value == b->value;
    case TEST_LESS:
        return a->value >= b->value;
    case TEST_AT_MOST:
        return a->value > b->value;
    case TEST_MORE:
        return a->value <= b->value;
    case TEST_AT_LEAST:
        return a->value < b->value;
    default:
        return false;
    }
}

bool conditions_agree(const struct moment *m, const struct moment_term *t,
                      struct error *err)
{
    for (unsigned i = 0; i < t->count; i++)
        for (unsigned j = 0; j < t->count; j++)
            if (exclude(&m->condition[t->first + i],
                        &m->condition[t->first + j]))
                return error_set(err, "two conditions contradict each other: "
                                      "the moment can never come");
    return true;
}
