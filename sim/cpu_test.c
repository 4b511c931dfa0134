/* SPDX-License-Identifier: MIT
 *
 * sim/cpu_test.c - questions about single instructions, and their answers, in
 * an exchange format of plain text lines:
 *
 *   T <id> <mode> ...          a question begins: r16 real mode, u32 flat
 *   I <16 hex numbers>         EAX ECX EDX EBX ESP EBP ESI EDI EIP EFLAGS
 *                              ES CS SS DS FS GS
 *   M <address>:<byte> ...     memory before; all else is 0
 *
 *   T <id>                     the answer
 *   F <16 hex numbers>         registers after
 *   W <address>:<byte> ...     bytes that differ after
 *   X <vector> [<error code>]  an exception or INT was taken; u32: the error
 *                              code, and F is the state at the exception
 *   U                          no answer: another mode, or a shutdown
 *
 * Other lines (comments, and the answers in a file of tests) are passed over.
 */
#include <stdlib.h>
#include <string.h>

#include "sim/session.h"
#include "sim/workbench.h"

#define ID_BYTES 64

/* A line of output that grows; text is NULL when the host has no memory. */
struct text {
    char *text;
    size_t used, room;
    bool failed;
};

struct dialog {
    struct workbench bench;
    struct text out;
    void (*answer)(void *context, const char *text);
    void *context;
    struct error *err;
    unsigned long line_number;

    char id[ID_BYTES];
    bool asked; /* T was read */
    bool known; /* ... with a mode that we know */
    bool ready; /* I was read */
    enum setting setting;
    uint32_t registers[WORKBENCH_REGISTERS];
};

/* --- output ------------------------------------------------------------ */

static void add_char(struct text *t, char c)
{
    if (t->used + 1 >= t->room) {
        size_t room = t->room ? 2 * t->room : 256;
        char *text = realloc(t->text, room);

        if (!text) {
            t->failed = true;
            return;
        }
        t->text = text;
        t->room = room;
    }
    t->text[t->used++] = c;
    t->text[t->used] = '\0';
}

static void add_text(struct text *t, const char *s)
{
    while (*s)
        add_char(t, *s++);
}

static void add_hex(struct text *t, uint32_t value, unsigned least_digits)
{
    for (unsigned digit = 8; digit-- > 0;)
        if (digit < least_digits || value >> (4 * digit))
            add_char(t, "0123456789abcdef"[value >> (4 * digit) & 15]);
}

static void send(struct dialog *d)
{
    if (!d->out.failed)
        d->answer(d->context, d->out.text);
    d->out.used = 0;
}

static void add_change(void *context, uint32_t address, uint8_t value)
{
    struct text *t = context;

    add_char(t, ' ');
    add_hex(t, address, 1);
    add_char(t, ':');
    add_hex(t, value, 2);
}

static void send_interruption(struct dialog *d, const struct outcome *o)
{
    add_text(&d->out, "X ");
    add_hex(&d->out, o->vector, 1);
    if (d->setting == SETTING_FLAT) {
        add_char(&d->out, ' ');
        add_hex(&d->out, o->error, 1);
    }
    send(d);
}

static void send_outcome(struct dialog *d, const struct outcome *o)
{
    add_char(&d->out, 'F');
    for (unsigned i = 0; i < WORKBENCH_REGISTERS; i++) {
        add_char(&d->out, ' ');
        add_hex(&d->out, o->registers[i], 1);
    }
    send(d);
    add_char(&d->out, 'W');
    workbench_changes(&d->bench, add_change, &d->out);
    send(d);
    if (o->interrupted)
        send_interruption(d, o);
}

/* The question is complete: answer it. */
static bool end_question(struct dialog *d)
{
    const struct outcome *o = NULL;

    if (!d->asked)
        return true;
    if (!d->ready)
        return error_set(d->err, "line %lu: question %s has no registers (I)",
                         d->line_number, d->id);
    if (d->known)
        o = workbench_run(&d->bench, d->setting, d->registers);
    add_text(&d->out, "T ");
    add_text(&d->out, d->id);
    send(d);
    if (o && !o->shut_down) {
        send_outcome(d, o);
    } else {
        add_char(&d->out, 'U');
        send(d);
        workbench_changes(&d->bench, add_change, &d->out);
        d->out.used = 0;
    }
    workbench_clear(&d->bench);
    d->asked = false;
    if (d->out.failed || d->bench.board->out_of_frames)
        return error_set(d->err, "the host has no memory left");
    return true;
}

/* --- input ------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *skip_spaces(const char *at)
{
    while (is_space(*at))
        at++;
    return at;
}

/* One word, cut to the room; returns what follows it. */
static const char *read_word(const char *at, char *word, size_t room)
{
    size_t n = 0;

    for (at = skip_spaces(at); *at && !is_space(*at); at++)
        if (n + 1 < room)
            word[n++] = *at;
    word[n] = '\0';
    return at;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* A number of at most eight digits; NULL if there is none. */
static const char *read_hex(const char *at, uint32_t *value)
{
    unsigned digits = 0;

    *value = 0;
    for (; hex_digit(*at) >= 0; at++) {
        *value = *value << 4 | (uint32_t)hex_digit(*at);
        if (++digits > 8)
            return NULL;
    }
    return digits ? at : NULL;
}

static bool begin_question(struct dialog *d, const char *at)
{
    char mode[8];

    if (!end_question(d))
        return false;
    at = read_word(at, d->id, sizeof d->id);
    read_word(at, mode, sizeof mode);
    if (!d->id[0] || !mode[0])
        return error_set(d->err, "line %lu: T needs a name and a mode",
                         d->line_number);
    d->setting = strcmp(mode, "u32") == 0 ? SETTING_FLAT : SETTING_REAL;
    d->known = d->setting == SETTING_FLAT || strcmp(mode, "r16") == 0;
    d->asked = true;
    d->ready = false;
    return true;
}

static bool read_registers(struct dialog *d, const char *at)
{
    for (unsigned i = 0; i < WORKBENCH_REGISTERS; i++) {
        at = read_hex(skip_spaces(at), &d->registers[i]);
        if (!at || (*at && !is_space(*at)))
            return error_set(d->err,
                             "line %lu: register %u of 16 is not a hex number"
                             " of up to 8 digits",
                             d->line_number, i + 1);
    }
    if (*skip_spaces(at))
        return error_set(d->err, "line %lu: more than 16 registers",
                         d->line_number);
    d->ready = true;
    return true;
}

static bool read_memory(struct dialog *d, const char *at)
{
    uint32_t address, value;

    for (at = skip_spaces(at); *at; at = skip_spaces(at)) {
        at = read_hex(at, &address);
        if (!at || *at != ':')
            return error_set(d->err,
                             "line %lu: memory is not written as"
                             " <address>:<byte> in hex",
                             d->line_number);
        at = read_hex(at + 1, &value);
        if (!at || value > 0xff || (*at && !is_space(*at)))
            return error_set(d->err,
                             "line %lu: the byte at %x is not a hex number of"
                             " up to 2 digits",
                             d->line_number, address);
        if (address >= WORKBENCH_RAM)
            return error_set(d->err,
                             "line %lu: address %x lies outside the 16 MiB of"
                             " memory",
                             d->line_number, address);
        workbench_poke(&d->bench, address, (uint8_t)value);
    }
    return true;
}

static bool read_line(struct dialog *d, const char *line)
{
    bool tagged = line[0] && (is_space(line[1]) || !line[1]);

    if (!tagged)
        return true;
    if (line[0] == 'T')
        return begin_question(d, line + 1);
    if (line[0] != 'I' && line[0] != 'M')
        return true;
    if (!d->asked)
        return error_set(d->err, "line %lu: %c without a question (T)",
                         d->line_number, line[0]);
    return line[0] == 'I' ? read_registers(d, line + 1)
                          : read_memory(d, line + 1);
}

bool session_cpu_test(const char *(*line)(void *context),
                      void (*answer)(void *context, const char *text),
                      void *context, struct error *err)
{
    struct dialog d = {.answer = answer, .context = context, .err = err};
    const char *text;
    bool ok = true;

    if (!workbench_init(&d.bench))
        return error_set(err, "the host has no memory for this machine");
    while (ok && (text = line(context))) {
        d.line_number++;
        ok = read_line(&d, text);
    }
    ok = ok && end_question(&d);
    workbench_free(&d.bench);
    free(d.out.text);
    return ok;
}
