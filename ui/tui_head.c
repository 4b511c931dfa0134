/* SPDX-License-Identifier: MIT
 *
 * ui/tui_head.c - the first rows of the screen: the position, the boot as a
 * bar of phases and steps, and what happens in a sentence.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ui/numbers.h"
#include "ui/tui.h"

#define MARKS 512

/* --- sentences --------------------------------------------------------- */

void tui_where(struct tui *t, char *text, size_t size)
{
    const struct session *s = t->session;
    const struct step_info *step = &step_info[session_step(s)];

    if (session_end(s) != END_NOT_YET)
        session_describe(s, text, size);
    else if (session_step(s) == STEP_ALLOCATE ||
             session_step(s) == STEP_RELEASE)
        snprintf(text, size,
                 "The machine has power; the processor is about to fetch its "
                 "first instruction.");
    else
        snprintf(text, size, "%s: %s. It began with the %s.",
                 phase_info[step->phase].title, step->title, step->rule);
}

void tui_next(struct tui *t, char *text, size_t size)
{
    struct code_line line;
    const struct event *e = NULL;
    char sentence[300] = "";

    if (t->cpu.halted) {
        snprintf(text, size, "Next: the processor waits in HLT for an "
                             "interrupt.");
        return;
    }
    session_code(t->session, t->cpu.eip, &line);
    event_list_update(&t->list, &t->milestones, t->session, t->zoom);
    for (unsigned i = t->list.next; i < t->list.count && !e; i++)
        if (t->list.events[i].tick == session_now(t->session) &&
            t->list.events[i].kind != EV_INSN &&
            t->list.events[i].icount == session_icount(t->session))
            e = &t->list.events[i];
    if (e)
        event_sentence(e, sentence, sizeof(sentence));
    snprintf(text, size, "Next: %s%s%s", line.text, e ? "  - " : "", sentence);
}

/* --- the bar ----------------------------------------------------------- */

struct bar {
    unsigned start[PHASE_COUNT], width[PHASE_COUNT];
    unsigned steps[PHASE_COUNT], first[PHASE_COUNT];
};

/* Each phase is as wide as its title; what is left goes by steps. */
static void measure(struct bar *bar, unsigned columns)
{
    unsigned used = PHASE_COUNT + 1, column = 1, spare;

    memset(bar, 0, sizeof(*bar));
    for (unsigned i = STEP_COUNT; i-- > 0;) {
        bar->steps[step_info[i].phase]++;
        bar->first[step_info[i].phase] = i;
    }
    for (unsigned p = 0; p < PHASE_COUNT; p++) {
        unsigned title = (unsigned)strlen(phase_info[p].title);

        bar->width[p] = bar->steps[p] > title ? bar->steps[p] : title;
        used += bar->width[p];
    }
    spare = columns > used ? columns - used : 0;
    for (unsigned p = 0; p < PHASE_COUNT; p++) {
        bar->width[p] += spare * bar->steps[p] / STEP_COUNT;
        bar->start[p] = column;
        column += bar->width[p] + 1;
    }
}

/* Which steps were entered before the cursor, and which after it. */
static void sort_steps(const struct session *s, uint64_t *past,
                       uint64_t *ahead)
{
    struct step_mark marks[MARKS];
    unsigned count = session_marks(s, marks, MARKS);

    *past = BIT(STEP_ALLOCATE) | BIT(STEP_RELEASE);
    *ahead = 0;
    for (unsigned i = 0; i < count && i < MARKS; i++)
        *(marks[i].tick <= session_now(s) ? past : ahead) |=
            UINT64_C(1) << marks[i].step;
}

static void draw_bar(struct tui *t, struct canvas *c, unsigned row)
{
    unsigned here = session_step(t->session);
    uint64_t past, ahead;
    struct bar bar;

    measure(&bar, c->columns);
    sort_steps(t->session, &past, &ahead);
    canvas_text(c, row + 1, 0, STYLE_PLAIN, "|");
    for (unsigned p = 0; p < PHASE_COUNT; p++) {
        bool now = p == step_info[here].phase;

        canvas_text(c, row, bar.start[p], now ? STYLE_CHANGED : STYLE_PLAIN,
                    "%s", phase_info[p].title);
        canvas_text(c, row + 1, bar.start[p] + bar.width[p], STYLE_PLAIN, "|");
        for (unsigned x = 0; x < bar.width[p]; x++) {
            unsigned step = bar.first[p] + x * bar.steps[p] / bar.width[p];
            char sign = step == here         ? '@'
                        : past >> step & 1   ? '#'
                        : ahead >> step & 1  ? '-'
                                             : '.';

            canvas_text(c, row + 1, bar.start[p] + x,
                        step == here ? STYLE_HERE : STYLE_PLAIN, "%c", sign);
        }
    }
}

/* --- the title --------------------------------------------------------- */

static void draw_title(struct tui *t, struct canvas *c)
{
    const struct session *s = t->session;
    const struct step_info *step = &step_info[session_step(s)];
    uint64_t now = session_now(s);
    char left[100], right[100];
    unsigned length;

    snprintf(left, sizeof(left), " %s > %s", phase_info[step->phase].title,
             step->title);
    snprintf(right, sizeof(right), "%" PRIu64 ".%09" PRIu64 " s  insn %s%s ",
             now / NS_PER_SECOND, now % NS_PER_SECOND,
             number_grouped(session_icount(s)),
             now < session_frontier(s) ? "  (past)" : "");
    canvas_text(c, 0, 0, STYLE_TITLE, "%*s", (int)c->columns, "");
    canvas_text(c, 0, 0, STYLE_TITLE, "%s", left);
    length = (unsigned)strlen(right);
    if (length < c->columns)
        canvas_text(c, 0, c->columns - length, STYLE_TITLE, "%s", right);
}

unsigned tui_head(struct tui *t, struct canvas *c)
{
    char text[400];

    draw_title(t, c);
    draw_bar(t, c, 1);
    tui_where(t, text, sizeof(text));
    canvas_text(c, 3, 0, STYLE_PLAIN, "%s", text);
    tui_next(t, text, sizeof(text));
    canvas_text(c, 4, 0, STYLE_PLAIN, "%s", text);
    return 5;
}
