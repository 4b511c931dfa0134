/* SPDX-License-Identifier: MIT
 *
 * sim/session_watch.c - moments that are watched for, and the faults that
 * happen when theirs come.
 *
 * What is seen in the middle of an instruction is only noted; it has its
 * effect when the instruction has ended.
 */
#include <string.h>

#include "sim/session_state.h"

/* --- watches ----------------------------------------------------------- */

static bool needs_events(const struct moment *m)
{
    return m->kind == MOMENT_EVENT;
}

static bool needs_detail(const struct moment *m)
{
    return needs_events(m) && event_info[m->event].category >= EVC_INSN;
}

static void come(struct session *s, unsigned n)
{
    s->play.watch[n].came = 1;
    s->play.watch[n].tick = board_now(&s->machine.board);
    if (s->watch[n].fault >= 0)
        machine_yield(&s->machine);
}

int session_watch(struct session *s, const struct moment *m)
{
    if (s->watch_count == SESSION_WATCHES)
        return -1;
    s->watch[s->watch_count] = (struct watch){*m, -1};
    s->watch_count++;
    if (watch_has_come(s, m, LOOK_POSITION))
        come(s, s->watch_count - 1);
    return (int)s->watch_count - 1;
}

bool session_came(const struct session *s, unsigned n, uint64_t *tick)
{
    if (n >= s->watch_count || !s->play.watch[n].came)
        return false;
    *tick = s->play.watch[n].tick;
    return true;
}

static bool waits(const struct session *s, unsigned n)
{
    return !s->play.watch[n].came;
}

bool watch_wants(const struct session *s, enum moment_kind kind)
{
    for (unsigned i = 0; i < s->watch_count; i++)
        if (waits(s, i) && s->watch[i].moment.kind == kind)
            return true;
    return false;
}

uint64_t watch_next_icount(const struct session *s)
{
    uint64_t next = UINT64_MAX;

    for (unsigned i = 0; i < s->watch_count; i++)
        if (waits(s, i) && s->watch[i].moment.kind == MOMENT_INSTRUCTION &&
            s->watch[i].moment.icount < next)
            next = s->watch[i].moment.icount;
    return next;
}

bool watch_has_come(const struct session *s, const struct moment *m,
                    enum look look)
{
    if (m->kind != MOMENT_SCREEN)
        return moment_reached(m, &s->machine);
    if (look == LOOK_OUTPUT)
        return output_tail_ends_in(&s->play.tail, m->text);
    return look == LOOK_SCREEN &&
           (output_tail_contains(&s->play.tail, m->text) ||
            screen_contains(&s->machine, m->text));
}

void watch_look(struct session *s, enum look look)
{
    for (unsigned i = 0; i < s->watch_count; i++)
        if (waits(s, i) && watch_has_come(s, &s->watch[i].moment, look))
            come(s, i);
}

/* --- events ------------------------------------------------------------ */

static bool is_nth(const struct moment *m, const struct event *e,
                   uint32_t *seen)
{
    return moment_matches(m, e) && ++*seen == m->nth;
}

static void match(struct session *s, const struct event *e)
{
    struct session_play *p = &s->play;
    const struct typing *t =
        p->typed < s->typing_count ? &s->typing[p->typed] : NULL;

    for (unsigned i = 0; i < s->watch_count; i++)
        if (waits(s, i) && is_nth(&s->watch[i].moment, e, &p->watch[i].seen))
            come(s, i);
    if (s->has_until && !p->until_reached &&
        is_nth(&s->until, e, &p->until_seen)) {
        p->until_reached = true;
        machine_yield(&s->machine);
    }
    if (t && !p->due && is_nth(&t->moment, e, &p->typing_seen)) {
        p->due = true;
        machine_yield(&s->machine);
    }
}

void watch_event(void *context, const struct event *e)
{
    struct session *s = context;

    match(s, e);
    if (s->sink.event && (s->detail || event_info[e->kind].category < EVC_INSN))
        s->sink.event(s->sink.context, e);
}

/* Does a moment to come need this? */
static bool any(const struct session *s, bool (*needs)(const struct moment *m))
{
    bool found = s->has_until && !s->play.until_reached && needs(&s->until);

    for (unsigned i = 0; i < s->watch_count && !found; i++)
        found = waits(s, i) && needs(&s->watch[i].moment);
    for (uint64_t i = s->play.typed; i < s->typing_count && !found; i++)
        found = needs(&s->typing[i].moment);
    return found;
}

void watch_tap(struct session *s)
{
    struct board *b = &s->machine.board;
    bool detail = s->detail || any(s, needs_detail);

    if (!s->sink.event && !s->taps && any(s, needs_events)) {
        b->tracer.sink = (struct event_sink){watch_event, s};
        s->taps = true;
    }
    if (b->cpu.detail != detail || (s->taps && !b->cpu.traced))
        vcpu_trace(&b->cpu, tracing(&b->tracer), detail);
}

/* --- faults ------------------------------------------------------------ */

bool faults_fail(void *context, uint8_t number)
{
    struct session *s = context;

    return fault_play_fails(&s->faults, number - 1u);
}

bool faults_power_on(struct session *s, const struct session_config *config,
                     struct error *err)
{
    if (config->fault_count > FAULTS_MAX)
        return error_set(err, "at most %d faults are possible", FAULTS_MAX);
    fault_play_init(&s->faults, &s->machine, config->faults,
                    config->fault_count, &s->play.faults, config->seed);
    for (unsigned i = 0; i < config->fault_count; i++) {
        int n;

        if (!config->faults[i].has_moment)
            continue;
        n = session_watch(s, &config->faults[i].moment);
        s->watch[n].fault = (int)i;
    }
    return fault_play_power_on(&s->faults, err);
}

void faults_act(struct session *s)
{
    for (unsigned i = 0; i < s->watch_count; i++) {
        if (s->watch[i].fault < 0 || waits(s, i) || s->play.watch[i].acted)
            continue;
        s->play.watch[i].acted = 1;
        fault_play_due(&s->faults, (unsigned)s->watch[i].fault);
    }
    fault_play_act(&s->faults);
}

void faults_rewound(struct session *s)
{
    if (s->faults.count)
        fault_play_rewound(&s->faults);
}
