/* SPDX-License-Identifier: MIT
 *
 * ui/view_story.c - of a scenario: its title, what it teaches, and what was
 * said up to the present position.
 */
#include <inttypes.h>
#include <stdio.h>

#include "ui/tui.h"

static unsigned draw_said(const struct scenario_run *run, unsigned n,
                          struct canvas *c, unsigned row)
{
    char text[1200];
    uint64_t tick;

    if (run->saying[n] < 0 ||
        !session_came(run->session, (unsigned)run->saying[n], &tick))
        return row;
    snprintf(text, sizeof(text), "%" PRIu64 ".%03" PRIu64 " s: %s",
             tick / NS_PER_SECOND, tick / 1000000 % 1000,
             run->scenario->saying[n].text);
    return canvas_paragraph(c, row, STYLE_PLAIN, text);
}

static void draw(struct tui *t, struct canvas *c)
{
    const struct scenario *s = t->run.scenario;
    unsigned row = 0;

    if (!s) {
        canvas_text(c, 0, 0, STYLE_PLAIN,
                    "No scenario runs. bootscope tui FILE.yaml opens one.");
        return;
    }
    row = canvas_paragraph(c, row, STYLE_CHANGED, s->title);
    row = canvas_paragraph(c, row, STYLE_PLAIN, s->teaches);
    for (unsigned i = 0; i < s->saying_count; i++)
        row = draw_said(&t->run, i, c, row);
}

const struct view view_story = {"story", "Scenario", draw, NULL, NULL};
