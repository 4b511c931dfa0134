/* SPDX-License-Identifier: MIT
 *
 * ui/view_explain.c - the selected event at length: what it means, after
 * which manual, when and where it was, and whose code did it.
 */
#include <inttypes.h>
#include <stdio.h>

#include "phases/explain.h"
#include "ui/scroll.h"

/* What the manuals say about the kind of event, or about what it is of. */
static bool explanation_of(const struct event *e, struct explanation *found)
{
    char word[60];

    if (e->kind == EV_POST_CODE)
        snprintf(word, sizeof(word), "post %02Xh", (unsigned)e->arg[0]);
    else if (e->kind == EV_PHASE && e->arg[1] < STEP_COUNT)
        snprintf(word, sizeof(word), "step %s", step_info[e->arg[1]].name);
    else
        snprintf(word, sizeof(word), "event %s", event_info[e->kind].tag);
    return explain_find(word, found);
}

static void say_place(const struct event *e, char *text, size_t size)
{
    const struct step_info *step = &step_info[e->step];
    bool wide = e->mode == MODE_PROTECTED32 || e->eip > 0xffff;
    char owner[80];

    event_owner_text(e, owner, sizeof(owner));
    snprintf(text, size,
             wide ? "At %" PRIu64 ".%09" PRIu64 " s, instruction %" PRIu64
                    ", %04X:%08X (%s), in step \"%s\"."
                  : "At %" PRIu64 ".%09" PRIu64 " s, instruction %" PRIu64
                    ", %04X:%04X (%s), in step \"%s\".",
             e->tick / NS_PER_SECOND, e->tick % NS_PER_SECOND, e->icount,
             (unsigned)e->cs, (unsigned)e->eip, owner, step->title);
}

/* The text, broken as this pane is wide: lines of its source are no lines. */
static unsigned draw_text(struct canvas *c, unsigned row, const char *source)
{
    char text[EXPLAIN_TEXT];
    size_t i = 0;

    for (; source[i] && i + 1 < sizeof(text); i++)
        text[i] = source[i] == '\n' ? ' ' : source[i];
    while (i && text[i - 1] == ' ')
        i--;
    text[i] = '\0';
    return canvas_paragraph(c, row, STYLE_PLAIN, text);
}

static unsigned draw_cause(struct canvas *c, unsigned row, const char *sign,
                           const struct event *e)
{
    char text[400], line[460];

    event_sentence(e, text, sizeof(text));
    snprintf(line, sizeof(line), "%s %s", sign, text);
    return canvas_paragraph(c, row, STYLE_PLAIN, line);
}

/* What it was because of, and what it led to; the further, the deeper in. */
static unsigned draw_causes(struct tui *t, struct canvas *c, unsigned row,
                            const struct event *e)
{
    const struct causes *causes = &t->causes;
    char sign[2 * CAUSES_DOWN + 4];

    causes_find(&t->causes, t->session, e);
    for (unsigned i = 0; i < causes->up_count; i++)
        row = draw_cause(c, row,
                         i ? "  and that:" : "Because of:", &causes->up[i]);
    for (unsigned i = 0; i < causes->down_count; i++) {
        snprintf(sign, sizeof(sign), "%*s->", (int)(2 * causes->depth[i] - 2),
                 "");
        row = draw_cause(c, row, sign, &causes->down[i]);
    }
    return row;
}

static unsigned draw_all(struct tui *t, struct canvas *c)
{
    static struct explanation found; /* too large for a stack */
    const struct event *e = event_list_selected(&t->list);
    char text[600];
    unsigned row;

    if (!e) {
        canvas_text(c, 0, 0, STYLE_PLAIN, "No event is selected.");
        return 1;
    }
    event_sentence(e, text, sizeof(text));
    row = canvas_paragraph(c, 0, STYLE_CHANGED, text);
    if (explanation_of(e, &found)) {
        row = draw_text(c, row, found.text);
        if (found.source[0])
            canvas_text(c, row++, 0, STYLE_PLAIN, "Source: %s", found.source);
    }
    row = draw_causes(t, c, row, e);
    say_place(e, text, sizeof(text));
    return canvas_paragraph(c, row, STYLE_PLAIN, text);
}

static void draw(struct tui *t, struct canvas *c)
{
    event_list_update(&t->list, &t->milestones, t->session, t->zoom);
    scroll_part(t, VIEW_explain, c, draw_all);
}

static bool key(struct tui *t, uint32_t key)
{
    return scroll_key(t, VIEW_explain, key);
}

const struct view view_explain = {"explain", "Explanation", draw, key, NULL};
