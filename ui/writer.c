/* SPDX-License-Identifier: MIT
 *
 * ui/writer.c - who wrote a byte of memory last, in words; and going there.
 */
#include "ui/writer.h"

#include <inttypes.h>
#include <stdio.h>

#include "ui/travel.h"

bool writer_selected(struct tui *t, uint32_t *physical)
{
    struct page_steps steps;

    *physical = t->memory_at;
    if (t->memory_physical)
        return true;
    session_walk(t->session, t->memory_at, &steps);
    *physical = (uint32_t)steps.physical;
    return steps.present && !(steps.physical >> 32);
}

static bool is_known(const struct tui *t, uint32_t physical)
{
    return t->writer.physical == physical &&
           t->writer.now == session_now(t->session) + 1;
}

/* How, where and when it was written. */
static void say_event(const struct last_write *w, char *text, size_t size)
{
    const struct event *e = &w->event;
    bool wide = e->mode == MODE_PROTECTED32 || e->eip > 0xffff;
    char owner[64], what[400], how[140];

    event_sentence(e, what, sizeof(what));
    event_owner_text(e, owner, sizeof(owner));
    switch (w->by) {
    case WRITTEN_INSTRUCTION:
        snprintf(how, sizeof(how), "Last written by %s", w->code);
        break;
    case WRITTEN_DELIVERY:
        snprintf(how, sizeof(how),
                 "Last written when an interrupt or exception saved its place");
        break;
    case WRITTEN_WALK:
        snprintf(how, sizeof(how),
                 "Last changed by the processor, which marked a page as used");
        break;
    default:
        snprintf(how, sizeof(how), "Last changed by no instruction; seen");
        break;
    }
    snprintf(text, size,
             wide ? "%s at %04X:%08X, %" PRIu64 ".%09" PRIu64
                    " s, step \"%s\", code from: %s. %s"
                  : "%s at %04X:%04X, %" PRIu64 ".%09" PRIu64
                    " s, step \"%s\", code from: %s. %s",
             how, (unsigned)e->cs, (unsigned)e->eip, e->tick / NS_PER_SECOND,
             e->tick % NS_PER_SECOND, step_info[e->step].title, owner, what);
}

bool writer_text(const struct tui *t, uint32_t physical, char *text,
                 size_t size)
{
    const struct last_write *w = &t->writer.write;

    if (!is_known(t, physical))
        return false;
    switch (w->by) {
    case WRITTEN_NEVER:
        snprintf(text, size,
                 "Nobody wrote this byte: it is as it was at "
                 "power-on.");
        break;
    case WRITTEN_ROM:
        snprintf(text, size, "This byte is ROM: nobody can write it.");
        break;
    default:
        say_event(w, text, size);
        break;
    }
    return true;
}

static void find(struct tui *t, uint32_t physical)
{
    if (!session_last_write(t->session, physical, t->progress, t,
                            &t->writer.write))
        return;
    t->writer.physical = physical;
    t->writer.now = session_now(t->session) + 1;
}

void writer_ask(struct tui *t)
{
    char text[600];
    uint32_t physical;

    if (!writer_selected(t, &physical)) {
        tui_say(t, "No page is mapped at %08X.", (unsigned)t->memory_at);
        return;
    }
    if (!is_known(t, physical)) {
        find(t, physical);
        if (t->plain && writer_text(t, physical, text, sizeof(text)))
            tui_say(t, "%s", text);
        return;
    }
    if (t->writer.write.by < WRITTEN_INSTRUCTION) {
        if (writer_text(t, physical, text, sizeof(text)))
            tui_say(t, "%s", text);
        return;
    }
    t->came_from = session_now(t->session) + 1;
    t->cpu_before = t->cpu;
    travel_to(t, t->writer.write.event.tick);
    tui_moved(t);
    tui_say(t, "This is right before the write; '' comes back.");
}
