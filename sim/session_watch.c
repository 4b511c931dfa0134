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

/* --- who waits --------------------------------------------------------- */

enum { UNTIL, TYPING, WATCHES };

static unsigned waiters(const struct session *s)
{
    return WATCHES + s->watch_count + (s->search ? s->search->count : 0);
}

/* The moment that waiter `i` still waits for; NULL: none. */
static const struct moment *waited(const struct session *s, unsigned i,
                                   const struct moment_play **play)
{
    const struct session_play *p = &s->play;
    const struct moment *m = NULL;

    if (i == UNTIL) {
        *play = &p->until;
        m = s->has_until ? &s->until : NULL;
    } else if (i == TYPING) {
        *play = &p->typing;
        m = p->typed < s->typing_count ? &s->typing[p->typed].moment : NULL;
    } else if (i < WATCHES + s->watch_count) {
        *play = &p->watch[i - WATCHES];
        m = &s->watch[i - WATCHES].moment;
    } else {
        i -= WATCHES + s->watch_count;
        *play = &s->search->play[i];
        m = &s->search->moments[i];
    }
    return m && !(*play)->came ? m : NULL;
}

/* A moment without "then" can be found again and again. */
static void found(struct search *f, unsigned which)
{
    const struct moment *m = &f->moments[which];
    struct moment_play *p = &f->play[which];
    bool again = true;

    for (unsigned i = 1; i < m->terms; i++)
        again = again && m->term[i].link != LINK_THEN;
    p->came = !again;
    if (p->tick <= f->after || p->tick >= f->before ||
        (f->found && p->tick < f->tick))
        return;
    if (f->first && f->found)
        return;
    f->found = true;
    f->tick = p->tick;
    f->which = which;
}

/* The moment of waiter `i` has come. */
static void come(struct session *s, unsigned i)
{
    if (i >= WATCHES + s->watch_count)
        found(s->search, i - WATCHES - s->watch_count);
    if (i < WATCHES ||
        (i < WATCHES + s->watch_count && s->watch[i - WATCHES].fault >= 0) ||
        (s->search && s->search->first && s->search->found))
        machine_yield(&s->machine);
}

int session_watch(struct session *s, const struct moment *m)
{
    if (s->watch_count == SESSION_WATCHES)
        return -1;
    s->watch[s->watch_count] = (struct watch){*m, -1};
    return (int)s->watch_count++;
}

bool session_came(const struct session *s, unsigned n, uint64_t *tick)
{
    if (n >= s->watch_count || !s->play.watch[n].came)
        return false;
    *tick = s->play.watch[n].tick;
    return true;
}

/* --- what is seen ------------------------------------------------------ */

struct sight {
    const struct event *event;      /* or */
    const struct moment_view *view; /* or */
    const struct cpu_state *before;
};

static bool sees(const struct session *s, const struct sight *sight,
                 const struct moment *m, struct moment_play *p)
{
    if (sight->event)
        return moment_event(m, p, sight->event, &s->machine);
    if (sight->view)
        return moment_look(m, p, sight->view);
    return moment_changed(m, p, sight->before, &s->machine);
}

/* Show it to all who wait. When one of them goes on to its next stage, what
 * it needs must be thought over again. */
static void show(struct session *s, const struct sight *sight)
{
    for (unsigned i = 0; i < waiters(s); i++) {
        const struct moment_play *play;
        const struct moment *m = waited(s, i, &play);
        unsigned stage;

        if (!m)
            continue;
        stage = play->stage;
        if (sees(s, sight, m, (struct moment_play *)play))
            come(s, i);
        else if (play->stage != stage)
            machine_yield(&s->machine);
    }
}

void watch_event(void *context, const struct event *e)
{
    struct session *s = context;

    if (event_set_has(&s->events, e->kind))
        show(s, &(struct sight){.event = e});
    if (s->sink.event && (s->detail || event_info[e->kind].category < EVC_INSN))
        s->sink.event(s->sink.context, e);
}

void watch_look(struct session *s, enum look look)
{
    const uint8_t step = s->machine.board.s.recogniser.step;
    const struct moment_view view = {
        .machine = &s->machine,
        .tail = &s->play.tail,
        .look = look,
        .stepped = look != LOOK_OUTPUT && s->play.step != step,
    };

    if (look != LOOK_OUTPUT)
        s->play.step = step;
    if (s->waits)
        show(s, &(struct sight){.view = &view});
}

void watch_changes(struct session *s)
{
    if (s->waits & BIT(MOMENT_CHANGE))
        show(s, &(struct sight){.before = &s->before});
}

/* --- what they need ---------------------------------------------------- */

static bool needs_detail(const struct event_set *s)
{
    return event_set_has(s, EV_INSN) || event_set_has(s, EV_MEM_READ) ||
           event_set_has(s, EV_MEM_WRITE);
}

void watch_tap(struct session *s)
{
    struct board *b = &s->machine.board;
    bool heard, detail;

    s->waits = 0;
    s->events = (struct event_set){0};
    for (unsigned i = 0; i < waiters(s); i++) {
        const struct moment_play *play;
        const struct moment *m = waited(s, i, &play);

        if (m)
            s->waits |= moment_waits_for(m, play, &s->events);
    }
    heard = s->sink.event || !event_set_is_empty(&s->events);
    detail = (s->sink.event && s->detail) || needs_detail(&s->events);
    b->tracer.sink = (struct event_sink){heard ? watch_event : NULL, s};
    vcpu_trace(&b->cpu, heard, detail);
}

void watch_next(const struct session *s, uint64_t *icount, uint64_t *tick)
{
    for (unsigned i = 0; i < waiters(s); i++) {
        const struct moment_play *play;
        const struct moment *m = waited(s, i, &play);

        if (m)
            moment_next(m, play, &s->machine.board.cpu.s, icount, tick);
    }
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
        if (s->watch[i].fault < 0 || !s->play.watch[i].came || s->play.acted[i])
            continue;
        s->play.acted[i] = 1;
        fault_play_due(&s->faults, (unsigned)s->watch[i].fault);
    }
    fault_play_act(&s->faults);
}

void faults_rewound(struct session *s)
{
    if (s->faults.count)
        fault_play_rewound(&s->faults);
}
