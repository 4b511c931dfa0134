/* SPDX-License-Identifier: MIT
 *
 * ui/demo_plain.c - the captions line by line, each with its position: for a
 * screen reader, a test, or any terminal at all.
 */
#include <inttypes.h>
#include <poll.h>

#include "ui/demo.h"
#include "ui/numbers.h"
#include "ui/output.h"
#include "ui/signals.h"

static bool progress(void *context, uint64_t now, uint64_t goal)
{
    (void)context, (void)now, (void)goal;
    return !signals_came() && !output_failed();
}

static void print_caption(const struct demo *d)
{
    const struct tui *t = &d->tui;
    const struct step_info *step = &step_info[session_step(t->session)];
    uint64_t now = session_now(t->session);

    output_text("\n%u of %u: %s\n", d->at + 1, d->count, demo_title(d, d->at));
    output_text("%" PRIu64 ".%09" PRIu64
                " s, instruction %s, %04X:%04X, %s.%s\n",
                now / NS_PER_SECOND, now % NS_PER_SECOND,
                number_grouped(session_icount(t->session)),
                (unsigned)t->cpu.segment[SHOWN_CS].selector,
                (unsigned)t->cpu.eip, phase_info[step->phase].name, step->name);
    output_text("%s\n", d->caption[d->at].cue->text);
    output_flush();
}

/* Until the room has read it, or a signal ends the demo. */
static void wait_for_reader(const struct demo *d)
{
    uint64_t end = wall_now() + demo_reading_ns(d, d->at), now;
    struct pollfd signal = {.fd = signals_file(), .events = POLLIN};

    while ((now = wall_now()) < end && !signals_came())
        poll(&signal, 1, (int)((end - now) / 1000000 + 1));
}

void demo_plain(struct demo *d)
{
    struct tui *t = &d->tui;
    char text[400];

    t->progress = progress;
    signals_watch();
    output_text("%s\n", t->run.scenario->title);
    output_flush();
    if (!demo_prepare(d))
        return;
    if (!d->count)
        output_text("\nThe moment of no caption comes.\n");
    for (unsigned n = 0; n < d->count; n++) {
        if (!demo_go(d, n))
            return;
        print_caption(d);
        wait_for_reader(d);
    }
    output_text("\nThe end.\n");
    session_seek(t->session, d->end, progress, t);
    if (session_end(t->session) == END_UNTIL)
        return;
    session_describe(t->session, text, sizeof(text));
    output_text("The machine is %s.\n", text);
}
