/* SPDX-License-Identifier: MIT
 *
 * ui/tui_head.c - the first rows of the screen: the position, the boot as a
 * bar of phases and steps, and what happens in a sentence.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "phases/explain.h"
#include "ui/numbers.h"
#include "ui/tui.h"

/* On fewer rows the panes need them all. */
#define ROWS_FOR_ALL 14

#define MARKS        512

/* --- sentences --------------------------------------------------------- */

/* "CMOS and battery: what the battery kept." */
static void say_step(enum step step, char *text, size_t size)
{
    static struct explanation e; /* too large for a stack */
    const struct step_info *info = &step_info[step];
    char word[60];
    const char *title;

    snprintf(word, sizeof(word), "step %s", info->name);
    title = explain_find(word, &e) ? strstr(e.title, ": ") : NULL;
    snprintf(text, size, "%s: %s%s.", phase_info[info->phase].title,
             info->title, title ? title : "");
}

/* "Halted: HLT before F000:E0FF, and no interrupt can end it." */
static void say_end(const struct session *s, char *text, size_t size)
{
    size_t length;

    session_describe_end(s, text, size - 1);
    text[0] = (char)toupper((unsigned char)text[0]);
    length = strlen(text);
    memcpy(text + length, ".", 2);
}

void tui_where(struct tui *t, char *text, size_t size)
{
    if (session_end(t->session) != END_NOT_YET)
        say_end(t->session, text, size);
    else
        say_step(session_step(t->session), text, size);
}

const char *tui_over(const struct tui *t)
{
    return t->plain ? "The run is over; back, phase-back go back."
                    : "The run is over; S, C, [, < go back.";
}

/* The first thing that the instruction here does to the world around. */
static void on_next(void *context, const struct event *e)
{
    struct tui *t = context;

    if (t->next[0])
        return;
    switch (event_info[e->kind].category) {
    case EVC_IO:
    case EVC_INTERRUPT:
    case EVC_FIRMWARE:
    case EVC_CPU:
    case EVC_DEVICE:
        event_sentence(e, t->next, sizeof(t->next));
        break;
    default:
        break;
    }
}

static void look_ahead(struct tui *t)
{
    uint64_t now = session_now(t->session);

    if (t->next_at == now + 1)
        return;
    t->next_at = now + 1;
    t->next[0] = '\0';
    if (session_end(t->session) == END_NOT_YET)
        session_events(t->session, now, now + 1, false,
                       (struct event_sink){on_next, t});
}

void tui_next(struct tui *t, char *text, size_t size)
{
    struct code_line line;

    if (session_end(t->session) != END_NOT_YET) {
        snprintf(text, size, "%s", tui_over(t));
        return;
    }
    look_ahead(t);
    session_code(t->session, t->cpu.eip, &line);
    if (t->next[0])
        snprintf(text, size, "Next: %s", t->next);
    else if (t->cpu.halted)
        snprintf(text, size, "Next: the processor waits for an interrupt.");
    else
        snprintf(text, size, "Next: %s", line.text);
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
static void sort_steps(const struct session *s, uint64_t *past, uint64_t *ahead)
{
    struct step_mark marks[MARKS];
    unsigned count = session_marks(s, marks, MARKS);

    *past = BIT(STEP_ALLOCATE) | BIT(STEP_RELEASE);
    *ahead = 0;
    for (unsigned i = 0; i < count && i < MARKS; i++)
        *(marks[i].tick <= session_now(s) ? past : ahead) |= UINT64_C(1)
                                                             << marks[i].step;
}

void tui_bar(struct tui *t, struct canvas *c, unsigned row)
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
            char sign = step == here        ? '@'
                        : past >> step & 1  ? '#'
                        : ahead >> step & 1 ? '-'
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
    unsigned futures = session_branches(s) + 1, length;
    char left[100], right[100], past[40] = "";

    snprintf(left, sizeof(left), " %s > %s", phase_info[step->phase].title,
             step->title);
    if (futures > 1)
        snprintf(past, sizeof(past), " (%s%u futures)",
                 now < session_frontier(s) ? "past, " : "", futures);
    else if (now < session_frontier(s))
        snprintf(past, sizeof(past), " (past)");
    snprintf(right, sizeof(right), " %" PRIu64 ".%09" PRIu64 " s  insn %s%s ",
             now / NS_PER_SECOND, now % NS_PER_SECOND,
             number_grouped(session_icount(s)), past);
    canvas_text(c, 0, 0, STYLE_TITLE, "%*s", (int)c->columns, "");
    canvas_text(c, 0, 0, STYLE_TITLE, "%s", left);
    length = (unsigned)strlen(right);
    if (length < c->columns)
        canvas_text(c, 0, c->columns - length, STYLE_TITLE, "%s", right);
}

unsigned tui_head(struct tui *t, struct canvas *c)
{
    bool over = session_end(t->session) != END_NOT_YET;
    struct canvas end = canvas_part(c, 3, 0, 2, c->columns);
    char text[600];

    draw_title(t, c);
    if (c->rows < ROWS_FOR_ALL || (t->large && tui_focused(t) == &view_screen))
        return 1;
    tui_bar(t, c, 1);
    tui_where(t, text, sizeof(text));
    if (over && canvas_paragraph(&end, 0, STYLE_CHANGED, text) > 1)
        return 5;
    canvas_text(c, 3, 0, over ? STYLE_CHANGED : STYLE_PLAIN, "%s", text);
    if (!t->typing)
        tui_next(t, text, sizeof(text));
    else
        text[0] = '\0';
    canvas_text(c, 4, 0, STYLE_PLAIN, "%s", text);
    return 5;
}
