/* SPDX-License-Identifier: MIT
 *
 * ui/view_explain.c - the selected event at length: when, where, whose code,
 * and which step of the boot it belongs to.
 */
#include <inttypes.h>
#include <stdio.h>

#include "ui/tui.h"

static void draw(struct tui *t, struct canvas *c)
{
    const struct event *e;
    const struct step_info *step;
    char text[600], owner[80];
    unsigned row;

    event_list_update(&t->list, &t->milestones, t->session, t->zoom);
    e = event_list_selected(&t->list);
    if (!e) {
        canvas_text(c, 0, 0, STYLE_PLAIN, "No event is selected.");
        return;
    }
    step = &step_info[e->step];
    event_sentence(e, text, sizeof(text));
    row = canvas_paragraph(c, 0, STYLE_CHANGED, text);
    event_owner_text(e, owner, sizeof(owner));
    snprintf(text, sizeof(text),
             "At %" PRIu64 ".%09" PRIu64 " s, instruction %" PRIu64
             ", %04X:%08X; the code there came from: %s.",
             e->tick / NS_PER_SECOND, e->tick % NS_PER_SECOND, e->icount,
             (unsigned)e->cs, (unsigned)e->eip, owner);
    row = canvas_paragraph(c, row, STYLE_PLAIN, text);
    snprintf(text, sizeof(text),
             "It belongs to the step \"%s\" of the phase %s, which begins "
             "with the %s. Kind of event: %s.",
             step->title, phase_info[step->phase].title, step->rule,
             event_info[e->kind].tag);
    canvas_paragraph(c, row, STYLE_PLAIN, text);
}

const struct view view_explain = {"explain", "Explanation", draw, NULL};
