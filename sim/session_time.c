/* SPDX-License-Identifier: MIT
 *
 * sim/session_time.c - going to any position of the run.
 */
#include <stdio.h>
#include <string.h>

#include "sim/session_state.h"

#define DEFAULT_BUDGET (UINT64_C(256) << 20)

/* A seek looks at its progress this often. */
#define SEEK_SLICE_NS UINT64_C(20000000)

/* A wait that nothing ends is stepped through in pieces of this length. */
#define WAIT_STEP NS_PER_SECOND

bool session_record(struct session *s, uint64_t budget, struct error *err)
{
    struct companion companion = {&s->play, sizeof s->play};

    return timeline_start(&s->timeline, &s->machine, companion,
                          budget ? budget : DEFAULT_BUDGET) ||
           error_set(err, "the host has no memory to keep the past");
}

static uint64_t first_position(const struct session *s)
{
    return s->timeline.frames[0]->tick;
}

/* To the last key frame at or before `tick`. */
static void rewind_to(struct session *s, uint64_t tick)
{
    const uint64_t broken = s->play.faults.broken;

    timeline_rewind(&s->timeline, tick);
    if (broken || s->play.faults.broken)
        faults_rewound(s);
}

bool session_seek(struct session *s, uint64_t tick,
                  bool (*progress)(void *context, uint64_t now, uint64_t goal),
                  void *context)
{
    bool on = true;

    if (tick < session_now(s) && (!s->timeline.on || tick < first_position(s)))
        return false;
    /* Who listens is told everything on the way forward. */
    if (s->timeline.on && (tick < session_now(s) || !s->sink.event) &&
        !timeline_is_near(&s->timeline, tick))
        rewind_to(s, tick);
    s->timeline.goal = tick;
    while (on && session_now(s) < tick) {
        uint64_t left = tick - session_now(s);

        if (progress && left > SEEK_SLICE_NS)
            left = SEEK_SLICE_NS;
        on = session_run(s, session_now(s) + left) &&
             (!progress || progress(context, session_now(s), tick));
    }
    s->timeline.goal = 0;
    return on || session_now(s) >= tick;
}

/* --- steps ------------------------------------------------------------- */

static bool in_wait(const struct session *s)
{
    return machine_is_idle(&s->machine) && machine_alive(&s->machine);
}

/* The last position at which a wait may be looked at before `tick`. */
static uint64_t wait_before(const struct session *s, uint64_t tick)
{
    uint64_t start = s->machine.life.busy_until;

    return start + (tick - 1 - start) / WAIT_STEP * WAIT_STEP;
}

/* To where the wait ends, or to its next piece. */
static void wait(struct session *s)
{
    uint64_t until = wait_before(s, session_now(s) + 1) + WAIT_STEP;

    s->machine.until_awake = true;
    while (in_wait(s) && session_end(s) == END_NOT_YET &&
           session_now(s) < until)
        session_run_part(s, until);
    s->machine.until_awake = false;
}

bool session_forward(struct session *s)
{
    uint64_t now = session_now(s);

    if (in_wait(s))
        wait(s);
    else
        session_run(s, now + 1);
    return session_now(s) > now;
}

/* From a position before `tick`, forward to the last one before it. */
static bool last_before(struct session *s, uint64_t tick)
{
    uint64_t last;

    do {
        last = session_now(s);
    } while (session_forward(s) && session_now(s) < tick);
    return session_seek(s, last, NULL, NULL);
}

/* How long the machine only sent what its serial ports still held. */
static uint64_t time_after_end(const struct session *s)
{
    return machine_alive(&s->machine)
               ? 0
               : session_now(s) - s->machine.life.busy_until;
}

/* An instruction takes one unit of time, an exception in the middle of the
 * delivery of another up to two more. A unit back inside a wait means that
 * the wait was the last step. */
bool session_back(struct session *s)
{
    const uint64_t now = session_now(s);
    const uint64_t unit = s->machine.board.cpu.s.ns_per_instruction;

    if (!s->timeline.on || now <= first_position(s))
        return false;
    for (uint64_t back = unit + time_after_end(s); session_now(s) >= now;
         back += unit) {
        uint64_t goal =
            now - first_position(s) > back ? now - back : first_position(s);

        session_seek(s, goal, NULL, NULL);
        if (session_now(s) < now && in_wait(s))
            return session_seek(s, wait_before(s, now), NULL, NULL);
        if (back > unit && session_now(s) < now)
            return last_before(s, now);
    }
    return true;
}

bool session_run_to_step(struct session *s, uint64_t until)
{
    enum step before = session_step(s);

    while (session_end(s) == END_NOT_YET && session_now(s) < until &&
           session_step(s) == before)
        session_run_part(s, until);
    return session_step(s) != before;
}

void session_forget(struct session *s, uint64_t tick)
{
    if (s->timeline.on && tick >= session_now(s))
        timeline_forget(&s->timeline, tick);
}

uint64_t session_frontier(const struct session *s)
{
    return s->timeline.on ? s->timeline.frontier : session_now(s);
}

unsigned session_marks(const struct session *s, struct step_mark *marks,
                       unsigned room)
{
    const struct timeline *t = &s->timeline;

    for (unsigned i = 0; i < t->mark_count && i < room; i++)
        marks[i] = (struct step_mark){t->marks[i].tick, t->marks[i].icount,
                                      (enum step)t->marks[i].step};
    return t->mark_count;
}

unsigned session_branches(const struct session *s)
{
    return s->timeline.branch_count;
}

/* What was typed, as a user would name it. */
static void append_input(char *text, size_t size, const struct input *in)
{
    size_t used = strlen(text);
    uint32_t key = in->value;

    if (in->kind == INPUT_MOUSE)
        snprintf(text + used, size - used, " mouse ");
    else if (in->kind == INPUT_DISC)
        snprintf(text + used, size - used, " disc ");
    else if (key == '\r' || key == '\n')
        snprintf(text + used, size - used, " Enter ");
    else
        snprintf(text + used, size - used, "%c",
                 key > ' ' && key < 0x7f ? (char)key : '~');
}

void session_branch(const struct session *s, unsigned n,
                    struct branch_view *view)
{
    const struct branch *b = &s->timeline.branches[n];

    *view = (struct branch_view){.frontier = b->frontier};
    for (uint32_t i = timeline_shared(&s->timeline, n, &view->fork);
         i < b->input_count; i++)
        append_input(view->typed, sizeof view->typed, &b->inputs[i]);
}

bool session_switch(struct session *s, unsigned n)
{
    uint64_t fork;
    uint32_t shared;

    if (n >= s->timeline.branch_count)
        return false;
    shared = timeline_shared(&s->timeline, n, &fork);
    if (s->play.inputs > shared) /* to before the others were typed */
        rewind_to(s, fork);
    if (!session_seek(s, fork, NULL, NULL))
        return false;
    timeline_switch(&s->timeline, n);
    return true;
}

uint64_t session_changes(const struct session *s, uint64_t *from)
{
    *from = s->timeline.changed;
    return s->timeline.changes;
}

uint64_t session_past_bytes(const struct session *s)
{
    return s->timeline.on ? s->timeline.store.bytes : 0;
}
