/* SPDX-License-Identifier: MIT
 *
 * sim/moment.c - points in the run that have a name.
 */
#include "sim/moment.h"

#include <stdlib.h>
#include <string.h>

const struct moment moment_shell_prompt = {
    .kind = MOMENT_SCREEN,
    .text = "bootscope$",
};

/* --- reading ----------------------------------------------------------- */

/* The steps that a name stands for: a step, a phase, or phase.step. */
static uint64_t steps_named(const char *name)
{
    uint64_t steps = 0;

    for (unsigned i = 0; i < STEP_COUNT; i++) {
        const char *phase = phase_info[step_info[i].phase].name;
        size_t length = strlen(phase);
        bool full = strncmp(name, phase, length) == 0 && name[length] == '.' &&
                    strcmp(name + length + 1, step_info[i].name) == 0;

        if (full || strcmp(name, step_info[i].name) == 0 ||
            strcmp(name, phase) == 0)
            steps |= UINT64_C(1) << i;
    }
    return steps;
}

static bool parse_phase(const char *name, struct moment *m, struct error *err)
{
    m->kind = MOMENT_PHASE;
    m->steps = steps_named(name);
    if (m->steps)
        return true;
    return error_set(err,
                     "unknown phase or step \"%.40s\"; `bootscope explain "
                     "phases` lists them",
                     name);
}

/* Decimal digits, with underscores between them. */
static bool parse_count(const char *text, struct moment *m, struct error *err)
{
    uint64_t value = 0;
    bool digit = false;

    for (const char *p = text; *p; p++) {
        if (*p == '_' && digit)
            continue;
        if (*p < '0' || *p > '9' || value > UINT64_MAX / 10 - 1)
            return error_set(err,
                             "\"insn:%.40s\": a number of instructions is "
                             "wanted, such as insn:1000000",
                             text);
        value = 10 * value + (uint64_t)(*p - '0');
        digit = true;
    }
    m->kind = MOMENT_INSTRUCTION;
    m->icount = value;
    return digit || error_set(err, "\"insn:\" wants a number of instructions");
}

static bool parse_screen(const char *text, struct moment *m, struct error *err)
{
    m->kind = MOMENT_SCREEN;
    if (!*text)
        return error_set(err, "\"screen:\" wants the text to wait for");
    if (strlen(text) >= sizeof m->text)
        return error_set(err, "the text after \"screen:\" is longer than %u",
                         MOMENT_TEXT - 1);
    strcpy(m->text, text);
    return true;
}

/* Digits of this base up to `end`. */
static bool read_number(const char *text, const char *end, int base,
                        uint32_t *value)
{
    char *stop;
    unsigned long long n;

    if (text == end || !strchr("0123456789abcdefABCDEF", *text))
        return false;
    n = strtoull(text, &stop, base);
    *value = (uint32_t)n;
    return stop == end && n <= UINT32_MAX;
}

/* "#3" at the end of the text. */
static bool parse_nth(const char **end, const char *text, struct moment *m,
                      struct error *err)
{
    const char *mark = strrchr(text, '#');

    m->kind = MOMENT_EVENT;
    m->nth = 1;
    *end = mark ? mark : text + strlen(text);
    if (!mark ||
        (read_number(mark + 1, mark + strlen(mark), 10, &m->nth) && m->nth > 0))
        return true;
    return error_set(err, "after # a number from 1 up is wanted, such as #3");
}

static bool parse_post(const char *text, struct moment *m, struct error *err)
{
    const char *end;

    m->event = EV_POST_CODE;
    m->fields = 1;
    if (!parse_nth(&end, text, m, err))
        return false;
    if (read_number(text, end, 16, &m->field[0].value) &&
        m->field[0].value <= 0xff)
        return true;
    return error_set(err,
                     "\"post:%.40s\": a code in hexadecimal is wanted, such "
                     "as post:5F",
                     text);
}

static bool parse_exec(const char *text, struct moment *m, struct error *err)
{
    const char *end, *colon = strchr(text, ':');
    uint32_t selector = 0;

    m->event = EV_INSN;
    m->segmented = colon != NULL;
    m->linear = !colon;
    if (!parse_nth(&end, text, m, err))
        return false;
    if (read_number(colon ? colon + 1 : text, end, 16, &m->address) &&
        (!colon || read_number(text, colon, 16, &selector)) &&
        selector <= 0xffff) {
        m->selector = (uint16_t)selector;
        return true;
    }
    return error_set(err,
                     "\"exec:%.40s\": a linear address or SEGMENT:OFFSET in "
                     "hexadecimal is wanted, such as exec:7C00 or exec:0:7C00",
                     text);
}

/* The number of an argument by its name; -1: there is none. */
static int argument_named(const char *names, const char *name, size_t length)
{
    for (int i = 0; *names; i++) {
        size_t n = strcspn(names, ",");

        if (n == length && strncmp(names, name, n) == 0)
            return i;
        names += n + (names[n] == ',');
    }
    return -1;
}

/* One NAME=VALUE, `length` characters long. */
static bool parse_field(const char *text, size_t length, struct moment *m,
                        struct error *err)
{
    const char *args = event_info[m->event].args;
    size_t name = strcspn(text, "=");
    int arg = argument_named(args, text, name < length ? name : length);

    if (arg < 0)
        return error_set(err, "\"%.*s\": the arguments of event %s are %s",
                         (int)length, text, event_info[m->event].tag, args);
    if (m->fields == MOMENT_FIELDS)
        return error_set(err, "at most %d conditions are possible",
                         MOMENT_FIELDS);
    m->field[m->fields].arg = (unsigned)arg;
    if (name < length && read_number(text + name + 1, text + length, 0,
                                     &m->field[m->fields++].value))
        return true;
    return error_set(err, "\"%.*s\": NAME=NUMBER is wanted, such as %s",
                     (int)length, text, "port=0x64");
}

static bool parse_event(const char *text, struct moment *m, struct error *err)
{
    size_t tag = strcspn(text, " #");
    const char *end;

    while (m->event < EV_COUNT &&
           (strlen(event_info[m->event].tag) != tag ||
            strncmp(event_info[m->event].tag, text, tag) != 0))
        m->event++;
    if (m->event == EV_COUNT)
        return error_set(err, "unknown kind of event \"%.*s\"",
                         tag > 40 ? 40 : (int)tag, text);
    if (!parse_nth(&end, text, m, err))
        return false;
    for (text += tag; text < end;) {
        size_t length = strcspn(text, " #");

        if (length && !parse_field(text, length, m, err))
            return false;
        text += length + (text + length < end);
    }
    return true;
}

static const struct {
    const char *prefix;
    bool (*parse)(const char *text, struct moment *m, struct error *err);
} grammar[] = {
    {"phase:", parse_phase}, {"screen:", parse_screen}, {"insn:", parse_count},
    {"post:", parse_post},   {"event:", parse_event},   {"exec:", parse_exec},
};

bool moment_parse(const char *text, struct moment *m, struct error *err)
{
    *m = (struct moment){0};
    for (unsigned i = 0; i < ARRAY_LEN(grammar); i++) {
        size_t length = strlen(grammar[i].prefix);

        if (strncmp(text, grammar[i].prefix, length) == 0)
            return grammar[i].parse(text + length, m, err);
    }
    return error_set(err,
                     "\"%.40s\" is no moment; allowed are phase:NAME, "
                     "screen:TEXT, insn:N, post:CODE, event:TAG and "
                     "exec:ADDRESS",
                     text);
}

/* --- watching ---------------------------------------------------------- */

void output_tail_add(struct output_tail *tail, uint8_t byte)
{
    tail->bytes[tail->count++ % OUTPUT_TAIL] = (char)byte;
}

/* Does `text` end `back` bytes before the end of the output? */
static bool ends_at(const struct output_tail *tail, const char *text,
                    uint64_t back)
{
    size_t length = strlen(text);
    uint64_t start = tail->count - back - length;

    if (length + back > tail->count || length + back > OUTPUT_TAIL)
        return false;
    for (size_t i = 0; i < length; i++)
        if (tail->bytes[(start + i) % OUTPUT_TAIL] != text[i])
            return false;
    return true;
}

bool output_tail_ends_in(const struct output_tail *tail, const char *text)
{
    return ends_at(tail, text, 0);
}

bool output_tail_contains(const struct output_tail *tail, const char *text)
{
    for (uint64_t back = 0; back < OUTPUT_TAIL; back++)
        if (ends_at(tail, text, back))
            return true;
    return false;
}

bool screen_contains(const struct machine *m, const char *text)
{
    struct vga_text screen;
    char row[VGA_TEXT_COLUMNS + 1];

    if (!vga_text_view(&m->board.s.devices.vga, &screen))
        return false;
    for (unsigned y = 0; y < screen.rows; y++) {
        for (unsigned x = 0; x < screen.columns; x++) {
            uint8_t c = screen.cell[y * screen.columns + x].character;

            row[x] = c ? (char)c : ' ';
        }
        row[screen.columns] = '\0';
        if (strstr(row, text))
            return true;
    }
    return false;
}

bool moment_matches(const struct moment *moment, const struct event *e)
{
    if (moment->kind != MOMENT_EVENT || moment->event != e->kind ||
        (moment->linear && moment->address != e->linear) ||
        (moment->segmented &&
         (moment->address != e->eip || moment->selector != e->cs)))
        return false;
    for (unsigned i = 0; i < moment->fields; i++)
        if (e->arg[moment->field[i].arg] != moment->field[i].value)
            return false;
    return true;
}

bool moment_reached(const struct moment *moment, const struct machine *m)
{
    switch (moment->kind) {
    case MOMENT_PHASE:
        return (m->board.s.recogniser.entered & moment->steps) != 0;
    case MOMENT_INSTRUCTION:
        return m->board.cpu.s.icount >= moment->icount;
    default:
        return false;
    }
}
