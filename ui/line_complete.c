/* SPDX-License-Identifier: MIT
 *
 * ui/line_complete.c - completing a command line: its first word is an action
 * or a pane; a place of the boot may follow.
 */
#include <stdio.h>
#include <string.h>

#include "ui/line.h"

/* What begins as the user began. */
struct choice {
    const char *begun;
    size_t length;
    char common[LINE]; /* how far all of them agree */
    unsigned count;
    char list[300];
};

static void offer(struct choice *c, const char *word)
{
    size_t used = strlen(c->list), agree = 0;

    if (strncmp(word, c->begun, c->length) != 0)
        return;
    if (!c->count++)
        snprintf(c->common, sizeof(c->common), "%s", word);
    while (c->common[agree] && c->common[agree] == word[agree])
        agree++;
    c->common[agree] = '\0';
    snprintf(c->list + used, sizeof(c->list) - used, "%s%s", used ? " " : "",
             word);
}

static void offer_commands(struct choice *c)
{
    for (unsigned i = 0; i < ACTION_COUNT; i++)
        offer(c, action_info[i].word);
    for (unsigned i = 0; i < VIEW_COUNT; i++) /* some are actions, too */
        if (i != VIEW_explain && i != VIEW_keys)
            offer(c, views[i]->name);
    offer(c, "branch");
    offer(c, "mouse");
    offer(c, "disc");
}

static void offer_places(struct choice *c)
{
    for (unsigned i = 0; i < PHASE_COUNT; i++)
        offer(c, phase_info[i].name);
    for (unsigned i = 0; i < STEP_COUNT; i++)
        offer(c, step_info[i].name);
    offer(c, "start");
    offer(c, "end");
}

/* "post:" and the like; behind the colon, names. */
static void offer_form(struct choice *c, const char *form, const char *name)
{
    char word[LINE];

    snprintf(word, sizeof(word), "%s:%s", form, name);
    if (!*name || c->length > strlen(form))
        offer(c, word);
}

static void offer_moments(struct choice *c)
{
    struct moment_form form;

    for (unsigned i = 0; moment_form(i, &form); i++)
        offer_form(c, form.name, "");
    for (unsigned i = 0; i < STEP_COUNT; i++) {
        offer_form(c, "phase", step_info[i].name);
        offer_form(c, "left", step_info[i].name);
    }
    for (unsigned i = 0; i < EV_COUNT; i++)
        offer_form(c, "event", event_info[i].tag);
    for (unsigned i = 0; moment_condition_name(i); i++)
        offer_form(c, "change", moment_condition_name(i));
}

void line_complete(struct tui *t, char *line, size_t size)
{
    const char *space = strrchr(line, ' ');
    size_t begun = space ? (size_t)(space + 1 - line) : 0;
    struct choice c = {.begun = line + begun, .length = strlen(line + begun)};

    if (!begun)
        offer_commands(&c);
    if (begun) {
        offer_places(&c);
        offer_moments(&c);
    }
    if (c.count > 1)
        tui_say(t, "%s", c.list);
    if (c.count)
        snprintf(line + begun, size - begun, "%s%s", c.common,
                 c.count == 1 ? " " : "");
    else
        tui_say(t, "Nothing begins so.");
}
