/* SPDX-License-Identifier: MIT
 *
 * ui/filter.c - which events of a trace are wanted: those that pass every
 * filter that was given. Filters of one sort add up.
 */
#include "ui/filter.h"

#include <stdio.h>
#include <string.h>

#include "sim/nearest.h"
#include "ui/numbers.h"

/* --- phase and kind ---------------------------------------------------- */

bool filter_add_phase(struct filter *f, const char *name, struct error *err)
{
    uint64_t steps = moment_steps(name, strlen(name));

    f->steps |= steps;
    return steps || error_set(err,
                              "--phase %.40s: unknown phase or step; "
                              "`bootscope explain phases` lists them",
                              name);
}

bool filter_add_kind(struct filter *f, const char *name, struct error *err)
{
    struct nearest s = {.word = name};
    char hint[96];
    bool found = false;

    f->kinds_given = true;
    for (unsigned i = 0; i < EV_COUNT; i++) {
        const char *category = event_category_name[event_info[i].category];

        if (!strcmp(name, event_info[i].tag) || !strcmp(name, category))
            f->kind[i] = found = true;
        nearest_try(&s, event_info[i].tag);
        nearest_try(&s, category);
    }
    if (found)
        return true;
    return error_set(err,
                     "--kind %.40s: no such kind of event%s; `bootscope "
                     "explain events` lists them",
                     name, nearest_text(&s, hint));
}

/* --- address ----------------------------------------------------------- */

/* A linear address, or SEGMENT:OFFSET as real mode adds them. */
static bool parse_address(const char **text, uint32_t *address)
{
    uint32_t offset;

    if (!number_parse_hex(*text, address, text))
        return false;
    if (**text != ':')
        return true;
    if (*address > 0xffff || !number_parse_hex(*text + 1, &offset, text))
        return false;
    *address = *address * 16 + offset;
    return true;
}

bool filter_add_address(struct filter *f, const char *text, struct error *err)
{
    struct address_range *r = &f->range[f->range_count];
    const char *p = text;
    bool ok;

    if (f->range_count == FILTER_RANGES)
        return error_set(err, "at most %d times --address", FILTER_RANGES);
    ok = parse_address(&p, &r->first);
    r->last = r->first;
    if (ok && *p == '-') {
        p++;
        ok = parse_address(&p, &r->last);
    }
    if (!ok || *p)
        return error_set(err,
                         "--address %.60s: a hexadecimal address is wanted, "
                         "such as 7C00, F000:FFF0 or 7C00-7DFF",
                         text);
    if (r->last < r->first)
        return error_set(err, "--address %.60s: it ends before it begins",
                         text);
    f->range_count++;
    return true;
}

static bool address_passes(const struct filter *f, uint32_t linear)
{
    for (unsigned i = 0; i < f->range_count; i++)
        if (linear >= f->range[i].first && linear <= f->range[i].last)
            return true;
    return f->range_count == 0;
}

/* --- position ---------------------------------------------------------- */

static bool parse_end(const char *text, size_t length, uint64_t *value)
{
    char digits[32];

    if (length >= sizeof(digits))
        return false;
    memcpy(digits, text, length);
    digits[length] = '\0';
    return length == 0 || number_parse(digits, 1000, value);
}

/* N..M in ns, or insn:N..M; either end may be left out. */
static bool parse_range(struct filter *f, const char *text, const char *dots)
{
    f->by_instruction = !strncmp(text, "insn:", 5);
    if (f->by_instruction)
        text += 5;
    f->first = 0;
    f->last = UINT64_MAX;
    return parse_end(text, (size_t)(dots - text), &f->first) &&
           parse_end(dots + 2, strlen(dots + 2), &f->last);
}

/* A moment, or a bare number of ns. */
static bool parse_moment(const char *text, size_t length, bool *given,
                         struct moment *m, struct error *err)
{
    char whole[512];
    uint64_t ns;

    *given = length > 0;
    if (!*given)
        return true;
    if (length >= sizeof(whole))
        return error_set(err, "a moment is too long");
    if (parse_end(text, length, &ns))
        snprintf(whole, sizeof(whole), "time:%lluns", (unsigned long long)ns);
    else
        snprintf(whole, sizeof(whole), "%.*s", (int)length, text);
    return moment_parse(whole, m, err);
}

/* The two dots that are not in quotes. */
static const char *find_dots(const char *text)
{
    bool quoted = false;

    for (; *text; text++) {
        quoted ^= *text == '"';
        if (!quoted && text[0] == '.' && text[1] == '.')
            return text;
    }
    return NULL;
}

bool filter_set_position(struct filter *f, const char *text, struct error *err)
{
    const char *dots = find_dots(text);
    struct error why = {"two dots are missing"};

    f->position_given = dots && parse_range(f, text, dots);
    if (f->position_given && f->last < f->first)
        return error_set(err, "--position %.60s: it ends before it begins",
                         text);
    if (f->position_given ||
        (dots &&
         parse_moment(text, (size_t)(dots - text), &f->has_from, &f->from,
                      &why) &&
         parse_moment(dots + 2, strlen(dots + 2), &f->has_to, &f->to, &why)))
        return true;
    return error_set(err,
                     "--position %.60s: a range is wanted, such as "
                     "0..1_000_000 (ns), insn:100..200 or "
                     "phase:menu..irq:14: %s",
                     text, why.text);
}

static uint64_t position(const struct filter *f, const struct event *e)
{
    return f->by_instruction ? e->icount : e->tick;
}

/* --- all of them ------------------------------------------------------- */

bool filter_passes(const struct filter *f, const struct event *e)
{
    if (f->kinds_given && !f->kind[e->kind])
        return false;
    if (f->steps && !(f->steps >> e->step & 1))
        return false;
    if (f->position_given &&
        (position(f, e) < f->first || position(f, e) > f->last))
        return false;
    return address_passes(f, e->linear);
}

bool filter_is_past(const struct filter *f, const struct event *e)
{
    return f->position_given && position(f, e) > f->last;
}

bool filter_needs_detail(const struct filter *f)
{
    for (unsigned i = 0; i < EV_COUNT; i++)
        if (f->kind[i] && (event_info[i].category == EVC_INSN ||
                           event_info[i].category == EVC_MEMORY))
            return true;
    return false;
}
