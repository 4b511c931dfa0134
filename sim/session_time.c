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

/* How far session_back() looks back first, in instructions. */
#define LOOK_BACK 64

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

bool session_seek(struct session *s, uint64_t tick,
                  bool (*progress)(void *context, uint64_t now, uint64_t goal),
                  void *context)
{
    if (tick < session_now(s)) {
        if (!s->timeline.on || tick < first_position(s))
            return false;
        timeline_rewind(&s->timeline, tick);
        faults_rewound(s);
    }
    while (session_now(s) < tick) {
        uint64_t left = tick - session_now(s);

        if (!session_run(s, session_now(s) +
                                (left < SEEK_SLICE_NS ? left : SEEK_SLICE_NS)))
            return session_now(s) >= tick;
        if (progress && !progress(context, session_now(s), tick))
            return false;
    }
    return true;
}

bool session_forward(struct session *s)
{
    const struct board *b = &s->machine.board;
    uint64_t now = session_now(s);
    uint64_t until = now + 1;

    if (machine_is_idle(&s->machine)) {
        until = board_next_deadline(b);
        if (until <= now)
            until = now + 1;
        else if (until == BOARD_NEVER)
            until = now + NS_PER_SECOND;
    }
    session_run(s, until);
    return session_now(s) > now;
}

bool session_back(struct session *s)
{
    uint64_t now = session_now(s), start = now, last;
    uint64_t span = LOOK_BACK * s->machine.board.cpu.s.ns_per_instruction;

    if (!s->timeline.on || now <= first_position(s))
        return false;
    /* From somewhere before, forward to the last position before now. A seek
     * into an idle wait stops in its middle: one step on is a boundary. */
    do {
        start =
            start - first_position(s) > span ? start - span : first_position(s);
        session_seek(s, start, NULL, NULL);
        if (start != first_position(s))
            session_forward(s);
        span *= 8;
    } while (session_now(s) >= now && start != first_position(s));
    do {
        last = session_now(s);
        session_forward(s);
    } while (session_now(s) < now);
    return session_seek(s, last, NULL, NULL);
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

/* A key that was typed, as a user would name it. */
static void append_key(char *text, size_t size, uint32_t key)
{
    size_t used = strlen(text);

    if (key == '\r' || key == '\n')
        snprintf(text + used, size - used, " Enter ");
    else
        snprintf(text + used, size - used, "%c",
                 key > ' ' && key < 0x7f ? (char)key : '~');
}

void session_branch(const struct session *s, unsigned n,
                    struct branch_view *view)
{
    const struct branch *b = &s->timeline.branches[n];

    *view = (struct branch_view){.fork = b->fork, .frontier = b->frontier};
    for (uint32_t i = 0; i < b->input_count; i++)
        if (b->inputs[i].tick >= b->fork)
            append_key(view->typed, sizeof view->typed, b->inputs[i].value);
}

bool session_switch(struct session *s, unsigned n)
{
    if (n >= s->timeline.branch_count ||
        !session_seek(s, s->timeline.branches[n].fork, NULL, NULL))
        return false;
    timeline_switch(&s->timeline, n);
    return true;
}

uint64_t session_past_bytes(const struct session *s)
{
    return s->timeline.on ? s->timeline.store.bytes : 0;
}
