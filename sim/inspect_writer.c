/* SPDX-License-Identifier: MIT
 *
 * sim/inspect_writer.c - who wrote a byte last: the past is run again, from
 * key frame to key frame backward, with an eye on the byte.
 */
#include <stdio.h>
#include <string.h>

#include "sim/inspect.h"
#include "sim/memory_map.h"
#include "sim/session_state.h"

/* What a stretch of time shows of the byte. */
struct eye {
    const struct session *s;
    uint32_t physical;
    uint64_t until; /* events from here on are not of the stretch */
    bool open;      /* an event was seen: */
    bool untouched; /* at first there was no host frame, so nothing before */
    uint8_t byte;   /* what it was */
    bool fault;     /* the event before was a fault of the scenario */
    struct event cause;
    bool found;
    struct last_write *write;
};

static enum backing backing(const struct session *s, uint32_t physical)
{
    return entry_backing(
        second_level_entry(&s->machine.board.memory, physical >> FRAME_SHIFT));
}

/* Is a store to where the byte lies kept? */
static bool is_kept(const struct eye *eye)
{
    enum backing kind = backing(eye->s, eye->physical);

    return (kind != BACKING_ROM && kind != BACKING_PROTECTED) ||
           memory_map_write_only(&eye->s->machine.board, eye->physical);
}

/* Does the store hit the byte? One over the end of a page goes on in another
 * frame. */
static bool hits(const struct eye *eye, const struct event *e)
{
    uint32_t linear = e->arg[0], bytes = e->arg[3];
    uint32_t here = FRAME_SIZE - (linear & (FRAME_SIZE - 1));
    struct page_steps steps;

    if (bytes <= here)
        return eye->physical - e->arg[1] < bytes;
    if (eye->physical - e->arg[1] < here)
        return true;
    session_walk(eye->s, linear + here, &steps);
    return steps.present && eye->physical - steps.physical < bytes - here;
}

static void note(struct eye *eye, const struct event *e, enum written_by by)
{
    eye->found = true;
    eye->write->by = by;
    eye->write->event = *e;
}

/* These come right after what they push, in a time of their own. */
static bool is_delivery(const struct event *e)
{
    return e->kind == EV_INTR || e->kind == EV_NMI || e->kind == EV_EXCEPTION;
}

static void on_event(void *context, const struct event *e)
{
    struct eye *eye = context;
    uint8_t byte = 0xff;

    if (e->tick >= eye->until)
        return;
    session_peek(eye->s, eye->physical, &byte);
    if (!eye->open) {
        eye->open = true;
        eye->untouched = backing(eye->s, eye->physical) == BACKING_RAM;
        eye->byte = byte;
    }
    if (e->kind == EV_MEM_WRITE && hits(eye, e) && is_kept(eye))
        note(eye, e, WRITTEN_INSTRUCTION);
    else if (is_delivery(e) && eye->found && eye->write->event.tick == e->tick)
        eye->write->by = WRITTEN_DELIVERY;
    else if (byte != eye->byte)
        note(eye, eye->fault ? &eye->cause : e,
             e->kind == EV_PAGE_WALK ? WRITTEN_WALK : WRITTEN_OTHERWISE);
    eye->byte = byte;
    eye->fault = e->kind == EV_FAULT;
    eye->cause = *e;
}

/* The text of the instruction that wrote. */
static void read_code(struct session *s, struct last_write *w)
{
    const struct event_sink sink = s->sink;
    const bool detail = s->detail;
    uint64_t present = session_now(s);
    struct code_line line;

    if (w->by != WRITTEN_INSTRUCTION)
        return;
    session_listen(s, (struct event_sink){0}, false);
    session_seek(s, w->event.tick, NULL, NULL);
    session_code(s, w->event.eip, &line);
    snprintf(w->code, sizeof w->code, "%s", line.text);
    session_seek(s, present, NULL, NULL);
    session_listen(s, sink, detail);
}

/* The latest key frame before `tick`. */
static uint64_t key_frame_before(const struct session *s, uint64_t tick)
{
    const struct timeline *t = &s->timeline;
    uint32_t i = t->frame_count;

    while (i > 1 && t->frames[i - 1]->tick >= tick)
        i--;
    return t->frames[i - 1]->tick;
}

bool session_last_write(struct session *s, uint32_t physical,
                        bool (*progress)(void *context, uint64_t now,
                                         uint64_t goal),
                        void *context, struct last_write *w)
{
    enum backing kind = backing(s, physical);
    uint64_t end = session_now(s);
    struct eye eye = {.s = s, .physical = physical, .write = w};

    *w = (struct last_write){.by = kind == BACKING_ROM ? WRITTEN_ROM
                                                       : WRITTEN_NEVER};
    if (kind == BACKING_ROM || kind == BACKING_RAM)
        return true;
    if (!s->timeline.on)
        return false;
    while (!eye.found && !eye.untouched && end > s->timeline.frames[0]->tick) {
        uint64_t from = key_frame_before(s, end);

        eye.open = eye.fault = false;
        eye.until = end;
        session_events(s, from, end, true, (struct event_sink){on_event, &eye});
        end = from;
        if (progress && !progress(context, end, 0))
            return false;
    }
    read_code(s, w);
    return true;
}
