/* SPDX-License-Identifier: MIT
 *
 * ui/causes.c - chains of cause and effect. Numbers of events hold within one
 * listening only, so the stretch around an event is run again and the event
 * is known by its time, kind and arguments.
 */
#include "ui/causes.h"

#include <string.h>

#define BEFORE_NS UINT64_C(20000000)
#define AFTER_NS  UINT64_C(2000000)
#define KEPT      8192u /* events: a cause further back is not found */

struct search {
    struct causes *causes;
    struct event kept[KEPT];      /* by number; a ring */
    uint64_t id[CAUSES_DOWN + 2]; /* of the event and of its effects */
    unsigned depth[CAUSES_DOWN + 2];
    unsigned known;
};

static bool is_same(const struct event *a, const struct event *b)
{
    return a->tick == b->tick && a->kind == b->kind && a->eip == b->eip &&
           !memcmp(a->arg, b->arg, sizeof(a->arg));
}

static const struct event *kept(const struct search *s, uint64_t id)
{
    const struct event *e = &s->kept[id % KEPT];

    return id && e->id == id ? e : NULL;
}

static void climb(struct search *s, const struct event *e)
{
    struct causes *c = s->causes;
    const struct event *up = kept(s, e->cause);

    for (; up && c->up_count < CAUSES_UP; up = kept(s, up->cause))
        c->up[c->up_count++] = *up;
}

static void know(struct search *s, uint64_t id, unsigned depth)
{
    s->id[s->known] = id;
    s->depth[s->known++] = depth;
}

static void add_effect(struct search *s, const struct event *e, unsigned depth)
{
    struct causes *c = s->causes;

    if (c->down_count == CAUSES_DOWN)
        return;
    know(s, e->id, depth);
    c->down[c->down_count] = *e;
    c->depth[c->down_count++] = depth;
}

/* The event itself. What a device does because of an access has the VM exit
 * as its cause, as the access has. */
static void begin(struct search *s, const struct event *e)
{
    const struct event *up = kept(s, e->cause);

    climb(s, e);
    know(s, e->id, 0);
    if (up && up->kind == EV_EXIT && event_info[e->kind].category == EVC_IO)
        know(s, up->id, 0);
}

static void on_event(void *context, const struct event *e)
{
    struct search *s = context;

    s->kept[e->id % KEPT] = *e;
    if (!s->known && is_same(e, &s->causes->of)) {
        begin(s, e);
        return;
    }
    for (unsigned i = 0; i < s->known && e->cause; i++)
        if (s->id[i] == e->cause) {
            add_effect(s, e, s->depth[i] + 1);
            return;
        }
}

void causes_find(struct causes *c, struct session *s, const struct event *e)
{
    static struct search search; /* too large for a stack */
    bool detail = event_info[e->kind].category >= EVC_INSN;
    uint64_t from = e->tick > BEFORE_NS ? e->tick - BEFORE_NS : 0;
    uint64_t to = e->tick + AFTER_NS;

    if (c->valid && is_same(&c->of, e) && c->of.seq == e->seq)
        return;
    *c = (struct causes){.of = *e, .valid = true};
    memset(&search, 0, sizeof(search));
    search.causes = c;
    if (detail) { /* one instruction: it says all */
        from = e->tick;
        to = e->tick + 1;
    }
    if (to > session_frontier(s) && e->tick < session_frontier(s))
        to = session_frontier(s);
    session_events(s, from, to, detail, (struct event_sink){on_event, &search});
}
