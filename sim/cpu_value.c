/* SPDX-License-Identifier: MIT
 *
 * sim/cpu_value.c - the table of sim/cpu_values.def.
 */
#include "sim/cpu_value.h"

#include <string.h>

#include "sim/cpu/vcpu.h"
#include "sim/nearest.h"
#include "sim/problems.h"

enum value_id {
#define CPU_VALUE(id, ...) VALUE_##id,
#define CPU_BITS(...)
#include "sim/cpu_values.def"
#undef CPU_VALUE
#undef CPU_BITS
    VALUE_COUNT
};

static const struct {
    const char *name;
    uint8_t bits;
} whole[VALUE_COUNT] = {
#define CPU_VALUE(id, name, bits, value) {name, bits},
#define CPU_BITS(...)
#include "sim/cpu_values.def"
#undef CPU_VALUE
#undef CPU_BITS
};

static const struct {
    const char *name;
    struct cpu_value value;
} parts[] = {
#define CPU_VALUE(...)
#define CPU_BITS(id, name, low, bits) {name, {VALUE_##id, low, bits}},
#include "sim/cpu_values.def"
#undef CPU_VALUE
#undef CPU_BITS
};

static bool is(const char *word, const char *text, size_t length)
{
    return strlen(word) == length && strncmp(word, text, length) == 0;
}

static bool whole_named(const char *name, size_t length,
                        struct cpu_value *value)
{
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        if (is(whole[i].name, name, length)) {
            *value = (struct cpu_value){(uint8_t)i, 0, whole[i].bits};
            return true;
        }
    return false;
}

/* A bit by its name or its number. */
static bool part_named(const char *name, size_t length, struct cpu_value *value)
{
    unsigned bit = 0;

    for (unsigned i = 0; i < ARRAY_LEN(parts); i++)
        if (parts[i].value.id == value->id && is(parts[i].name, name, length)) {
            *value = parts[i].value;
            return true;
        }
    for (size_t i = 0; i < length; i++) {
        if (name[i] < '0' || name[i] > '9' || i == 2)
            return false;
        bit = 10 * bit + (unsigned)(name[i] - '0');
    }
    if (!length || bit >= value->bits || value->bits > 32)
        return false;
    value->shift = (uint8_t)bit;
    value->bits = 1;
    return true;
}

bool cpu_value_named(const char *name, size_t length, struct cpu_value *value)
{
    size_t dot = length;

    if (whole_named(name, length, value))
        return true;
    while (dot > 0 && name[dot - 1] != '.')
        dot--;
    return dot > 0 && whole_named(name, dot - 1, value) &&
           part_named(name + dot, length - dot, value);
}

static bool no_such_part(const char *name, size_t length,
                         const struct cpu_value *of, struct error *err)
{
    char named[120] = "";

    for (unsigned i = 0; i < ARRAY_LEN(parts); i++)
        if (parts[i].value.id == of->id) {
            strcat(named, " ");
            strcat(named, parts[i].name);
        }
    return error_set(err, "\"%.*s\": %s has the bits 0 to %u%s%s",
                     (int)(length > 40 ? 40 : length), name, whole[of->id].name,
                     of->bits - 1u, *named ? ", by name" : "", named);
}

bool cpu_value_unknown(const char *name, size_t length, struct error *err)
{
    const char *dot = memchr(name, '.', length);
    char word[41], hint[96];
    struct nearest near = {.word = word};
    struct cpu_value of;

    if (dot && whole_named(name, (size_t)(dot - name), &of) && of.bits <= 32)
        return no_such_part(name, length, &of, err);
    length = length < sizeof word ? length : sizeof word - 1;
    memcpy(word, name, length);
    word[length] = '\0';
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        nearest_try(&near, whole[i].name);
    return error_set(err,
                     "unknown register \"%s\"%s; known are such as eax, al, "
                     "cs, cs.base, eflags.if, cr0.pe, gdtr, cpl and a20",
                     word, nearest_text(&near, hint));
}

static uint64_t get_whole(unsigned id, const struct cpu_state *s)
{
    switch (id) {
#define CPU_VALUE(id, name, bits, value)                                       \
    case VALUE_##id:                                                           \
        return value;
#define CPU_BITS(...)
#include "sim/cpu_values.def"
#undef CPU_VALUE
#undef CPU_BITS
    default:
        return 0;
    }
}

uint64_t cpu_value_get(struct cpu_value value, const struct cpu_state *s)
{
    return get_whole(value.id, s) >> value.shift &
           (UINT64_MAX >> (64 - value.bits));
}

const char *cpu_value_name(unsigned n)
{
    return n < VALUE_COUNT ? whole[n].name : NULL;
}
