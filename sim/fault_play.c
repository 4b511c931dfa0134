/* SPDX-License-Identifier: MIT
 *
 * sim/fault_play.c - the faults of a run over time: once or again and again,
 * for a while or for ever, always or by chance.
 *
 * A fault has turns: the first when its moment comes, the others `every` so
 * often until it has happened `times` times. What lasts also has a turn to
 * end. A weak part has its turns when it is used.
 */
#include <string.h>

#include "sim/fault.h"

#define NEVER UINT64_MAX

/* --- what is told ------------------------------------------------------ */

/* What follows is caused by the fault. */
static void tell(struct faults *x, unsigned n, enum fault_told told)
{
    struct board *b = &x->machine->board;
    uint32_t args[EVENT_ARGS] = {x->list[n].kind, x->list[n].line, told};

    fault_source_put(&x->list[n], &args[FAULT_SOURCE_ARG]);
    if (tracing(&b->tracer))
        trace_because(&b->tracer,
                      board_trace(b, EV_FAULT, args, ARRAY_LEN(args)));
}

/* --- chance ------------------------------------------------------------ */

/* xorshift64*: 0 to 99. */
static uint32_t percent(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(0x2545f4914f6cdd1d) >> 32) % 100);
}

/* A turn: does it happen this time? */
static bool happens(struct faults *x, unsigned n)
{
    return percent(&x->play->random) < x->list[n].param[PARAM_CHANCE];
}

/* Has it happened as often as it should? */
static bool is_spent(const struct faults *x, unsigned n)
{
    uint64_t times = x->list[n].param[PARAM_TIMES];

    return times && x->play->count[n] >= times;
}

bool fault_play_fails(struct faults *x, unsigned n)
{
    if (is_spent(x, n) || !happens(x, n))
        return false;
    if (x->play->count[n] < UINT32_MAX)
        x->play->count[n]++;
    tell(x, n, FAULT_STRIKES);
    return true;
}

/* --- turns ------------------------------------------------------------- */

static uint64_t later(uint64_t from, uint64_t ns)
{
    return ns < NEVER - from ? from + ns : NEVER;
}

/* The turn after the one at `since`. */
static void plan_again(struct faults *x, unsigned n)
{
    struct fault_play *p = x->play;
    uint64_t now = machine_now(x->machine);
    uint64_t next = later(p->since[n], x->list[n].param[PARAM_EVERY]);

    p->turn[n] = is_spent(x, n) ? NEVER : next > now ? next : now + 1;
}

static void mend(struct faults *x, unsigned n)
{
    const struct fault *f = &x->list[n];
    struct error err;

    tell(x, n, FAULT_OVER);
    x->play->broken &= ~(UINT64_C(1) << n);
    if (fault_is_wiring(f))
        fault_play_rewound(x);
    fault_act(x->machine, f, (uint8_t)(n + 1), false, &err);
}

static bool begin(struct faults *x, unsigned n, struct error *err)
{
    const struct fault *f = &x->list[n];
    struct frame_pool *pool = x->machine->pool;

    tell(x, n, FAULT_BEGINS);
    if (!fault_act(x->machine, f, (uint8_t)(n + 1), true, err)) {
        tell(x, n, FAULT_CANNOT);
        return false;
    }
    if (fault_info[f->kind].nature != FAULT_HAPPENS)
        x->play->broken |= UINT64_C(1) << n;
    if (pool->limit != x->frame_limit)
        x->play->frame_limit = pool->limit;
    return true;
}

/* False: it cannot be. */
static bool take_turn(struct faults *x, unsigned n, struct error *err)
{
    const struct fault *f = &x->list[n];
    enum fault_nature nature = fault_info[f->kind].nature;
    struct fault_play *p = x->play;
    bool ok = true;

    p->turn[n] = NEVER;
    x->machine->board.memory_written = true;
    if (p->broken & UINT64_C(1) << n) {
        mend(x, n);
        if (nature == FAULT_LASTS)
            plan_again(x, n);
        return true;
    }
    p->since[n] = machine_now(x->machine);
    if (nature == FAULT_ASKED || happens(x, n)) {
        ok = begin(x, n, err);
        if (nature != FAULT_ASKED && p->count[n] < UINT32_MAX)
            p->count[n]++;
        if (ok && nature != FAULT_HAPPENS && f->param[PARAM_FOR])
            p->turn[n] = later(p->since[n], f->param[PARAM_FOR]);
        if (ok && nature != FAULT_HAPPENS)
            return true;
    }
    plan_again(x, n);
    return ok;
}

/* --- the run ----------------------------------------------------------- */

void fault_play_init(struct faults *x, struct machine *m,
                     const struct fault *list, unsigned count,
                     struct fault_play *play, uint64_t seed)
{
    *x = (struct faults){m, list, count, play, m->pool->limit};
    *play = (struct fault_play){.random =
                                    (seed + 1) * UINT64_C(0x9e3779b97f4a7c15)};
    for (unsigned i = 0; i < FAULTS_MAX; i++)
        play->turn[i] = NEVER;
}

bool fault_play_power_on(struct faults *x, struct error *err)
{
    struct error why;

    for (unsigned i = 0; i < x->count; i++)
        if (!x->list[i].has_moment && !take_turn(x, i, &why))
            return error_set(err, "%s:%u: fault %s: %s",
                             x->list[i].source ? x->list[i].source : "line",
                             x->list[i].line, fault_info[x->list[i].kind].name,
                             why.text);
    return true;
}

void fault_play_due(struct faults *x, unsigned n)
{
    x->play->turn[n] = machine_now(x->machine);
}

uint64_t fault_play_next(const struct faults *x)
{
    uint64_t next = NEVER;

    for (unsigned i = 0; i < x->count; i++)
        if (x->play->turn[i] < next)
            next = x->play->turn[i];
    return next;
}

void fault_play_act(struct faults *x)
{
    struct tracer *t = &x->machine->board.tracer;
    struct error err;

    for (unsigned i = 0; i < x->count; i++) {
        uint64_t before;

        if (x->play->turn[i] > machine_now(x->machine))
            continue;
        before = trace_because(t, 0);
        take_turn(x, i, &err);
        trace_because(t, before);
    }
}

/* Those that act now lie in the wiring again, and no others. */
void fault_play_rewound(struct faults *x)
{
    struct machine *m = x->machine;
    uint64_t limit = x->frame_limit;
    struct error err;

    fault_unwire(m, x->list, x->count);
    for (unsigned i = 0; i < x->count; i++) {
        const struct fault *f = &x->list[i];

        if (!(x->play->broken & UINT64_C(1) << i) || !fault_is_wiring(f))
            continue;
        if (f->kind == FAULT_HOST_MEMORY)
            limit = x->play->frame_limit;
        else
            fault_act(m, f, (uint8_t)(i + 1), true, &err);
    }
    m->pool->limit = (uint32_t)limit;
    vcpu_flush(&m->board.cpu);
}
