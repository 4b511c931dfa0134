/* SPDX-License-Identifier: MIT
 *
 * ui/view_hypervisor.c - the hypervisor's side: memory given out, why the
 * guest needed it lately, and the last requests with what they led to.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ui/numbers.h"
#include "ui/tui.h"

#define LATELY_NS UINT64_C(1000000)
#define CHAINS    64

static const char *const reasons[EXIT_COUNT] = {
    [EXIT_IO] = "port access",
    [EXIT_MMIO] = "device memory",
    [EXIT_FIRST_TOUCH] = "first touch",
    [EXIT_HLT] = "HLT",
    [EXIT_CPUID] = "CPUID",
    [EXIT_EXTERNAL_INTERRUPT] = "interrupt",
    [EXIT_TRIPLE_FAULT] = "triple fault",
};

struct exits {
    uint64_t until;
    uint64_t counted, lately; /* from these positions on */
    uint64_t count[EXIT_COUNT], recent[EXIT_COUNT];
    struct event chain[CHAINS]; /* a ring of exits and what they caused */
    unsigned seen;
};

static void on_event(void *context, const struct event *e)
{
    struct exits *x = context;

    if (e->tick >= x->until)
        return;
    if (e->kind == EV_EXIT && e->arg[0] < EXIT_COUNT) {
        x->count[e->arg[0]] += e->tick >= x->counted;
        x->recent[e->arg[0]] += e->tick >= x->lately;
    }
    if (e->kind == EV_EXIT || (e->cause && e->kind != EV_ENTRY &&
                               event_info[e->kind].category != EVC_FIRMWARE))
        x->chain[x->seen++ % CHAINS] = *e;
}

static unsigned draw_memory(struct tui *t, struct canvas *c)
{
    struct host_memory memory = session_host_memory(t->session);

    canvas_text(c, 0, 0, STYLE_PLAIN,
                "Host memory: %s of %s frames given (%s KiB), each on its "
                "first touch",
                number_grouped(memory.used), number_grouped(memory.limit),
                number_grouped(memory.used * UINT64_C(4)));
    return 1;
}

static unsigned draw_counts(const char *title, const uint64_t count[EXIT_COUNT],
                            struct canvas *c, unsigned row)
{
    char text[300];
    size_t used = (size_t)snprintf(text, sizeof(text), "VM exits, %s:", title);
    uint64_t sum = 0;

    for (unsigned i = 0; i < EXIT_COUNT; i++) {
        sum += count[i];
        if (count[i] && used + 60 < sizeof(text))
            used +=
                (size_t)snprintf(text + used, sizeof(text) - used, " %s %s;",
                                 reasons[i], number_grouped(count[i]));
    }
    if (!sum)
        snprintf(text + used, sizeof(text) - used, " none");
    return canvas_paragraph(c, row, STYLE_PLAIN, text);
}

/* What the strip has counted up to a bucket's start, and the rest exactly. */
static void count_exits(struct tui *t, struct exits *x)
{
    const struct strip *whole = t->milestones.strips.whole;
    uint64_t now = session_now(t->session), from;

    memset(x, 0, sizeof(*x));
    x->until = now;
    x->lately = now > LATELY_NS ? now - LATELY_NS : 0;
    if (t->milestones.covered < now)
        whole = NULL;
    x->counted = whole ? strip_bucket_start(whole, now) : x->lately;
    for (unsigned i = 0; whole && i < EXIT_COUNT; i++)
        x->count[i] = strip_sum(whole, STRIP_EXITS + i, 0, x->counted);
    from = x->counted < x->lately ? x->counted : x->lately;
    if (now)
        session_events(t->session, from, now, false,
                       (struct event_sink){on_event, x});
}

static void draw(struct tui *t, struct canvas *c)
{
    static struct exits x; /* too large for a stack */
    unsigned row = draw_memory(t, c), first, rows;

    event_list_update(&t->list, &t->milestones, t->session, t->zoom);
    count_exits(t, &x);
    if (t->milestones.covered < session_now(t->session))
        canvas_text(c, row++, 0, STYLE_PLAIN,
                    "VM exits, since power-on: not counted yet");
    else
        row = draw_counts("since power-on", x.count, c, row);
    row = draw_counts("last ms", x.recent, c, row);
    rows = c->rows > row ? c->rows - row : 0;
    rows = rows < CHAINS ? rows : CHAINS;
    first = x.seen > rows ? x.seen - rows : 0;
    for (unsigned i = first; i < x.seen; i++) {
        const struct event *e = &x.chain[i % CHAINS];
        char text[400];

        event_sentence(e, text, sizeof(text));
        canvas_text(c, row++, 0, STYLE_PLAIN, "%s%s",
                    e->kind == EV_EXIT ? "" : "   -> ", text);
    }
}

const struct view view_hypervisor = {"host", "Hypervisor", draw, NULL, NULL};
