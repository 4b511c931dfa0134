/* SPDX-License-Identifier: MIT
 *
 * ui/breakpoint.c - reading breakpoints, and which events they mean.
 */
#include "ui/breakpoint.h"

#include <stdio.h>
#include <string.h>

#include "phases/recognise.h"
#include "ui/numbers.h"

static bool hex(const char *text, uint32_t *value)
{
    const char *end;

    return number_parse_hex(text, value, &end) && !*end;
}

/* --- reading ----------------------------------------------------------- */

static bool parse_far(const char *text, struct breakpoint *point)
{
    const char *end;

    if (!number_parse_hex(text, &point->a, &end) || *end != ':' ||
        point->a > 0xffff || !hex(end + 1, &point->b))
        return false;
    point->kind = BREAK_AT_FAR;
    return true;
}

static bool parse_step(const char *name, struct breakpoint *point)
{
    uint64_t steps = 0;

    for (unsigned i = 0; i < STEP_COUNT; i++)
        if (!strcmp(step_info[i].name, name) ||
            !strcmp(phase_info[step_info[i].phase].name, name))
            steps |= UINT64_C(1) << i;
    point->kind = BREAK_ON_STEP;
    point->a = (uint32_t)steps;
    point->b = (uint32_t)(steps >> 32);
    return steps != 0;
}

static bool parse_kind(const char *name, struct breakpoint *point)
{
    static const char *const categories[] = {
        [EVC_LIFE] = "life",
        [EVC_HOST] = "host",
        [EVC_IO] = "io",
        [EVC_INTERRUPT] = "interrupt",
        [EVC_FIRMWARE] = "firmware",
        [EVC_CPU] = "cpu",
        [EVC_DEVICE] = "device",
        [EVC_PHASE] = "phase",
    };

    for (unsigned i = 0; i < EV_COUNT; i++)
        if (!strcmp(event_info[i].tag, name)) {
            point->kind = BREAK_ON_KIND;
            point->a = i;
            return true;
        }
    for (unsigned i = 0; i < ARRAY_LEN(categories); i++)
        if (!strcmp(categories[i], name)) {
            point->kind = BREAK_ON_CATEGORY;
            point->a = i;
            return true;
        }
    return false;
}

static bool parse_prefixed(const char *text, struct breakpoint *point)
{
    static const struct {
        const char *prefix;
        enum breakpoint_kind kind;
        uint32_t most;
    } forms[] = {
        {"port:", BREAK_ON_PORT, 0xffff}, {"int:", BREAK_ON_INT, 0xff},
        {"post:", BREAK_ON_POST, 0xff},   {"write:", BREAK_ON_WRITE, ~0u},
        {"read:", BREAK_ON_READ, ~0u},
    };

    for (unsigned i = 0; i < ARRAY_LEN(forms); i++) {
        size_t length = strlen(forms[i].prefix);

        if (strncmp(text, forms[i].prefix, length) != 0)
            continue;
        point->kind = forms[i].kind;
        return hex(text + length, &point->a) && point->a <= forms[i].most;
    }
    return !strncmp(text, "phase:", 6) && parse_step(text + 6, point);
}

bool breakpoint_parse(const char *text, struct breakpoint *point,
                      struct error *err)
{
    *point = (struct breakpoint){0};
    snprintf(point->text, sizeof(point->text), "%s", text);
    if (parse_prefixed(text, point) || parse_kind(text, point) ||
        parse_far(text, point))
        return true;
    if (hex(text, &point->a)) {
        point->kind = BREAK_AT_LINEAR;
        return true;
    }
    return error_set(err,
                     "\"%.40s\" is no breakpoint: SEG:OFF, ADDRESS, port:80, "
                     "int:13, post:31, write:ADDRESS, read:ADDRESS, "
                     "phase:NAME, or a kind such as exception or a20",
                     text);
}

/* --- matching ---------------------------------------------------------- */

/* Does the access touch the address? */
static bool touches(const struct event *e, uint32_t address)
{
    return address - e->arg[0] < e->arg[3];
}

bool breakpoint_matches(const struct breakpoint *point, const struct event *e)
{
    switch (point->kind) {
    case BREAK_AT_FAR:
        return e->kind == EV_INSN && e->cs == point->a && e->eip == point->b;
    case BREAK_AT_LINEAR:
        return e->kind == EV_INSN && e->linear == point->a;
    case BREAK_ON_PORT:
        return (e->kind == EV_IO_IN || e->kind == EV_IO_OUT) &&
               point->a - e->arg[0] < e->arg[2];
    case BREAK_ON_INT:
        return e->kind == EV_SOFT_INT && e->arg[0] == point->a;
    case BREAK_ON_POST:
        return e->kind == EV_POST_CODE && e->arg[0] == point->a;
    case BREAK_ON_WRITE:
        return e->kind == EV_MEM_WRITE && touches(e, point->a);
    case BREAK_ON_READ:
        return e->kind == EV_MEM_READ && touches(e, point->a);
    case BREAK_ON_STEP:
        return e->kind == EV_PHASE &&
               (((uint64_t)point->b << 32 | point->a) >> e->arg[1] & 1);
    case BREAK_ON_KIND:
        return e->kind == point->a;
    case BREAK_ON_CATEGORY:
        return event_info[e->kind].category == (enum event_category)point->a;
    }
    return false;
}

bool breakpoints_match(const struct breakpoints *all, const struct event *e)
{
    for (unsigned i = 0; i < all->count; i++)
        if (breakpoint_matches(&all->point[i], e))
            return true;
    return false;
}

bool breakpoint_needs_detail(const struct breakpoint *point)
{
    switch (point->kind) {
    case BREAK_AT_FAR:
    case BREAK_AT_LINEAR:
    case BREAK_ON_WRITE:
    case BREAK_ON_READ:
        return true;
    case BREAK_ON_KIND:
        return event_info[point->a].category == EVC_INSN ||
               event_info[point->a].category == EVC_MEMORY;
    default:
        return false;
    }
}
