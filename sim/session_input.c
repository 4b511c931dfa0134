/* SPDX-License-Identifier: MIT
 *
 * sim/session_input.c - what a user does to the machine: keys, moves of the
 * mouse, bytes for COM1, discs; now, or when a moment comes.
 */
#include <stdlib.h>
#include <string.h>

#include "hw/ata.h"
#include "sim/mouse.h"
#include "sim/session_state.h"

static bool apply_move(struct session *s, uint32_t value)
{
    const struct ps2_move move = mouse_unpack(value);

    return mouse_put(&s->machine.life.moves, &move);
}

static bool apply_disc(struct session *s, uint32_t number)
{
    const char *why = atapi_disc_put(&s->machine.board, number);

    trace_because(&s->machine.board.tracer, 0);
    return !why;
}

bool session_apply(struct session *s, const struct input *in)
{
    bool taken;

    if (in->kind == INPUT_KEY)
        return keys_type(&s->machine.life.keys, in->value);
    if (in->kind == INPUT_MOUSE)
        return apply_move(s, in->value);
    if (in->kind == INPUT_DISC)
        return apply_disc(s, in->value);
    taken = uart_receive(&s->machine.board, &s->machine.board.s.devices.com1,
                         (uint8_t)in->value);
    trace_because(&s->machine.board.tracer, 0);
    return taken;
}

/* Something typed now: it happens, and the log keeps it for a rewind. */
static bool live_input(struct session *s, enum input_kind kind, uint32_t value)
{
    const struct input in = {session_now(s), kind, value};

    if (!machine_alive(&s->machine) || !session_apply(s, &in))
        return false;
    if (in.tick < s->timeline.frontier) /* a branch: its output is new */
        memcpy(s->out_delivered, s->play.out_count, sizeof s->out_delivered);
    if (timeline_log(&s->timeline, &in, s->play.inputs))
        s->play.inputs++;
    return true;
}

bool session_key(struct session *s, uint32_t key)
{
    return live_input(s, INPUT_KEY, key);
}

bool session_serial(struct session *s, uint8_t byte)
{
    return live_input(s, INPUT_SERIAL, byte);
}

bool session_move(struct session *s, const char *text, struct error *err)
{
    struct ps2_move move;

    if (!mouse_read(text, &move, err))
        return false;
    if (!machine_alive(&s->machine))
        return error_set(err, "the machine has stopped for good");
    if (!live_input(s, INPUT_MOUSE, mouse_pack(&move)))
        return error_set(err, "%d moves wait for the mouse already",
                         MOUSE_QUEUE);
    return true;
}

/* 0: the drive is opened. */
static bool read_disc(const char *text, uint32_t *number, struct error *err)
{
    *number = 0;
    if (strcmp(text, "eject") == 0)
        return true;
    if (text[0] >= '1' && text[0] < '1' + SESSION_DISCS && !text[1]) {
        *number = (uint32_t)(text[0] - '0');
        return true;
    }
    return error_set(err,
                     "disc \"%.40s\": wanted is eject, or the number of a "
                     "--cdrom, 1 to %d",
                     text, SESSION_DISCS);
}

/* The discs that a session has do not change. */
static bool has_disc(const struct session *s, uint32_t number,
                     struct error *err)
{
    const uint64_t *discs = &s->machine.board.config.disk_sectors[DRIVE_CD];

    if (discs[number ? number - 1 : 0])
        return true;
    if (!discs[0])
        return error_set(err, "the machine has no CD-ROM drive (--cdrom)");
    return error_set(err, "there is no disc %u: --cdrom names them", number);
}

bool session_check_disc(const char *text, struct error *err)
{
    uint32_t number;

    return read_disc(text, &number, err);
}

bool session_disc(struct session *s, const char *text, struct error *err)
{
    uint32_t number;

    if (!read_disc(text, &number, err) || !has_disc(s, number, err))
        return false;
    if (!machine_alive(&s->machine))
        return error_set(err, "the machine has stopped for good");
    return live_input(s, INPUT_DISC, number) ||
           error_set(err, "the drive does not open: the guest has locked it, "
                          "or it is without power");
}

/* One character of the text of --keys; its escapes are those of C. */
static bool read_escape(const char **p, uint32_t *key)
{
    static const char names[] = "ntebr\\";
    static const char values[] = "\n\t\033\b\r\\";
    const char *name;
    char digits[3] = {0};
    char *end;

    if (**p == 'x') {
        strncpy(digits, *p + 1, 2);
        *key = (uint32_t)strtoul(digits, &end, 16);
        *p += 1 + strlen(digits);
        return digits[1] != '\0' && *end == '\0';
    }
    if (**p == 'F' && (*p)[1] >= '1' && (*p)[1] <= '9') {
        *key = (uint32_t)(SESSION_KEY_F1 + ((*p)[1] - '1'));
        *p += 2;
        return true;
    }
    name = **p ? strchr(names, **p) : NULL;
    if (!name)
        return false;
    *key = (uint8_t)values[name - names];
    (*p)++;
    return true;
}

static bool read_keys(const char *text, struct typing *t, struct error *err)
{
    struct key_queue trial = {0};

    for (const char *p = text; *p;) {
        uint32_t key = (uint8_t)*p++;

        if (key == '\\' && !read_escape(&p, &key))
            return error_set(err,
                             "keys \"%.60s\": allowed after a backslash "
                             "are n t e b r \\ xHH and F1 to F9",
                             text);
        trial.count = 0;
        if (!keys_type(&trial, key))
            return error_set(err,
                             "keys \"%.60s\": the keyboard has no key "
                             "for character %02Xh",
                             text, key);
        t->values[t->count++] = key;
    }
    return true;
}

bool session_check_keys(const char *text, struct error *err)
{
    struct typing t = {.values = calloc(strlen(text) + 1, sizeof *t.values)};
    bool ok;

    if (!t.values)
        return error_set(err, "the host has no memory for more keys");
    ok = read_keys(text, &t, err);
    free(t.values);
    return ok;
}

bool session_check_move(const char *text, struct error *err)
{
    struct ps2_move move;

    return mouse_read(text, &move, err);
}

static bool read_move(const char *text, struct typing *t, struct error *err)
{
    struct ps2_move move;

    if (!mouse_read(text, &move, err))
        return false;
    t->values[t->count++] = mouse_pack(&move);
    return true;
}

static bool read_put(const struct session *s, const char *text,
                     struct typing *t, struct error *err)
{
    return read_disc(text, &t->values[t->count++], err) &&
           has_disc(s, t->values[0], err);
}

static bool add_typing(struct session *s, struct typing t, const char *text,
                       struct error *err)
{
    struct typing *grown =
        realloc(s->typing, (s->typing_count + 1) * sizeof *grown);
    bool ok;

    if (!grown)
        return error_set(err, "the host has no memory for more input");
    s->typing = grown;
    t.values = calloc(strlen(text) + 1, sizeof *t.values);
    if (!t.values)
        return error_set(err, "the host has no memory for more input");
    ok = t.kind == INPUT_MOUSE  ? read_move(text, &t, err)
         : t.kind == INPUT_DISC ? read_put(s, text, &t, err)
                                : read_keys(text, &t, err);
    if (ok)
        s->typing[s->typing_count++] = t;
    else
        free(t.values);
    return ok;
}

bool session_add_keys(struct session *s, const struct moment *m,
                      const char *text, struct error *err)
{
    return add_typing(s, (struct typing){.moment = *m, .kind = INPUT_KEY}, text,
                      err);
}

bool session_add_move(struct session *s, const struct moment *m,
                      const char *text, struct error *err)
{
    return add_typing(s, (struct typing){.moment = *m, .kind = INPUT_MOUSE},
                      text, err);
}

bool session_add_disc(struct session *s, const struct moment *m,
                      const char *text, struct error *err)
{
    return add_typing(s, (struct typing){.moment = *m, .kind = INPUT_DISC},
                      text, err);
}
