/* SPDX-License-Identifier: MIT
 *
 * ui/goto.c - places of a run and of memory, in the user's words.
 */
#include "ui/goto.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ui/numbers.h"
#include "ui/travel.h"

#define MARKS 512

/* "1.5s", "20ms", "300us", "40ns" */
static bool parse_time(const char *text, uint64_t *tick)
{
    static const struct {
        const char *unit;
        double ns;
    } units[] = {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}};
    char *end;
    double value;

    if (!isdigit((unsigned char)text[0]))
        return false;
    value = strtod(text, &end);
    for (unsigned i = 0; i < ARRAY_LEN(units); i++)
        if (!strcmp(end, units[i].unit) && value * units[i].ns < 1e15) {
            *tick = (uint64_t)(value * units[i].ns + 0.5);
            return true;
        }
    return false;
}

static bool parse_percent(const char *text, unsigned *percent)
{
    char *end;
    long value;

    if (!isdigit((unsigned char)text[0]))
        return false;
    value = strtol(text, &end, 10);
    *percent = (unsigned)value;
    return value <= 100 && !strcmp(end, "%");
}

/* --- steps ------------------------------------------------------------- */

static bool reached(const struct session *s, uint64_t steps, uint64_t *tick)
{
    struct step_mark marks[MARKS];
    unsigned count = session_marks(s, marks, MARKS);

    for (unsigned i = 0; i < count && i < MARKS; i++)
        if (steps >> marks[i].step & 1) {
            *tick = marks[i].tick;
            return true;
        }
    return false;
}

static bool goto_step(struct tui *t, const char *name)
{
    uint64_t steps, tick;

    if (!strncmp(name, "phase:", 6))
        name += 6;
    steps = moment_steps(name, strlen(name));

    if (!steps)
        return false;
    if (steps & (BIT(STEP_ALLOCATE) | BIT(STEP_RELEASE))) {
        travel_to(t, 0);
        return true;
    }
    for (;;) {
        if (reached(t->session, steps, &tick)) {
            travel_to(t, tick);
            return true;
        }
        if (!travel_step(t)) {
            if (!t->message[0])
                tui_say(t, "The run ended before %s.", name);
            return true;
        }
    }
}

/* --- places of a run --------------------------------------------------- */

/* N, insn N, insn:N; +N counts from here. */
static bool goto_count(struct tui *t, const char *text)
{
    uint64_t count, base = 0;

    if (!strncmp(text, "insn", 4))
        text += 4 + strspn(text + 4, " :");
    if (*text == '+') {
        base = session_icount(t->session);
        text++;
    }
    if (!number_parse(text, 1000, &count))
        return false;
    if (!session_seek_instruction(t->session, base + count, t->progress, t) &&
        !t->message[0])
        tui_say(t, "The run did not get to instruction %s.",
                number_grouped(base + count));
    return true;
}

/* 1.5s or time:1.5s; +20ms counts from here. */
static bool goto_time(struct tui *t, const char *text)
{
    uint64_t tick, base = 0;

    if (!strncmp(text, "time:", 5))
        text += 5;
    if (*text == '+') {
        base = session_now(t->session);
        text++;
    }
    if (!parse_time(text, &tick))
        return false;
    travel_to(t, base + tick);
    return true;
}

void goto_place(struct tui *t, const char *text)
{
    unsigned percent;

    if (!strcmp(text, "start"))
        travel_to(t, 0);
    else if (!strcmp(text, "end"))
        travel_to(t, session_frontier(t->session));
    else if (parse_percent(text, &percent))
        travel_to(t, session_frontier(t->session) / 100 * percent);
    else if (!goto_time(t, text) && !goto_step(t, text) && !goto_count(t, text))
        breakpoints_go_to(t, text);
}

/* --- memory ------------------------------------------------------------ */

/* A selector in the place of a segment: its base, as far as it is loaded. */
static uint32_t base_of(const struct tui *t, uint32_t selector)
{
    if (t->cpu.mode != MODE_REAL && t->cpu.mode != MODE_V86)
        for (unsigned i = 0; i < 6; i++)
            if (t->cpu.segment[i].selector == selector)
                return t->cpu.segment[i].base;
    return selector << 4;
}

bool goto_address(struct tui *t, const char *text, struct error *err)
{
    uint32_t first, second = 0;
    const char *end;
    bool physical = !strncmp(text, "phys:", 5);

    if (physical)
        text += 5;
    if (!number_parse_hex(text, &first, &end) ||
        (*end == ':' && (!number_parse_hex(end + 1, &second, &end) || *end)))
        return error_set(err,
                         "\"%.40s\" is no address: B8000, phys:1000 or "
                         "SEG:OFF",
                         text);
    t->memory_physical = physical;
    t->memory_at = strchr(text, ':') ? base_of(t, first) + second : first;
    return true;
}
