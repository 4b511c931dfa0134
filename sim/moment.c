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

bool moment_parse(const char *text, struct moment *m, struct error *err)
{
    *m = (struct moment){0};
    if (strncmp(text, "phase:", 6) == 0)
        return parse_phase(text + 6, m, err);
    if (strncmp(text, "screen:", 7) == 0)
        return parse_screen(text + 7, m, err);
    if (strncmp(text, "insn:", 5) == 0)
        return parse_count(text + 5, m, err);
    return error_set(err,
                     "\"%.40s\" is no moment; allowed are phase:NAME, "
                     "screen:TEXT and insn:N",
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
