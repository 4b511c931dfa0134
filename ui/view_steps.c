/* SPDX-License-Identifier: MIT
 *
 * ui/view_steps.c - the steps of the boot with the time each was entered.
 */
#include <inttypes.h>
#include <stdio.h>

#include "ui/scroll.h"

#define MARKS 512

static void draw(struct tui *t, struct canvas *c)
{
    static char text[16384];
    struct step_mark marks[MARKS];
    unsigned count = session_marks(t->session, marks, MARKS);
    size_t used = 0;

    text[0] = '\0';
    for (unsigned step = 0; step < STEP_COUNT; step++) {
        const struct step_info *info = &step_info[step];
        const struct step_mark *mark = NULL;
        char when[40] = "not reached yet";

        for (unsigned i = 0; i < count && i < MARKS && !mark; i++)
            mark = marks[i].step == step ? &marks[i] : NULL;
        if (mark)
            snprintf(when, sizeof(when), "%" PRIu64 ".%09" PRIu64 " s",
                     mark->tick / NS_PER_SECOND, mark->tick % NS_PER_SECOND);
        else if (step <= STEP_RELEASE)
            snprintf(when, sizeof(when), "0.000000000 s");
        used += (size_t)snprintf(
            text + used, sizeof(text) - used, "%c %-16s %-22s %s\n",
            step == session_step(t->session) ? '>' : ' ',
            step && info->phase == step_info[step - 1].phase
                ? ""
                : phase_info[info->phase].title,
            info->name, when);
    }
    scroll_draw(t, VIEW_steps, c, text);
}

static bool key(struct tui *t, uint32_t key)
{
    return scroll_key(t, VIEW_steps, key);
}

const struct view view_steps = {"steps", "Steps of the boot", draw, key, NULL};
