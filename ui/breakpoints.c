/* SPDX-License-Identifier: MIT
 *
 * ui/breakpoints.c - the list of breakpoints, and going to them.
 */
#include "ui/breakpoints.h"

#include <stdio.h>
#include <string.h>

#include "ui/code_names.h"
#include "ui/numbers.h"
#include "ui/travel.h"

/* --- the list ---------------------------------------------------------- */

static void take_away(struct tui *t, unsigned n)
{
    struct breakpoints *all = &t->breakpoints;
    unsigned behind = --all->count - n;

    tui_say(t, "Breakpoint %s taken away", all->text[n]);
    memmove(&all->moment[n], &all->moment[n + 1],
            behind * sizeof(all->moment[0]));
    memmove(all->text[n], all->text[n + 1], behind * sizeof(all->text[0]));
}

static void take_away_by(struct tui *t, const char *which)
{
    struct breakpoints *all = &t->breakpoints;
    uint64_t n;

    if (!strcmp(which, "all")) {
        tui_say(t, "All %u breakpoints taken away", all->count);
        all->count = 0;
    } else if (number_parse(which, 1000, &n) && n >= 1 && n <= all->count) {
        take_away(t, (unsigned)n - 1);
    } else if (all->count) {
        tui_say(t, "Breakpoints are 1 to %u; -all takes all away.", all->count);
    } else {
        tui_say(t, "There are no breakpoints.");
    }
}

static void add(struct tui *t, const char *text, const struct moment *m)
{
    struct breakpoints *all = &t->breakpoints;

    if (all->count == BREAKPOINTS) {
        tui_say(t, "There are %u breakpoints; no more fit.", all->count);
        return;
    }
    all->moment[all->count] = *m;
    snprintf(all->text[all->count], BREAKPOINT_TEXT, "%s", text);
    all->count++;
    tui_say(t, "Breakpoint %u, %s, set; the same again takes it away",
            all->count, text);
}

/* True: there was one with this text, and it is taken away. */
static bool was_there(struct tui *t, const char *text)
{
    for (unsigned i = 0; i < t->breakpoints.count; i++)
        if (!strcmp(t->breakpoints.text[i], text)) {
            take_away(t, i);
            return true;
        }
    return false;
}

void breakpoints_command(struct tui *t, const char *text)
{
    struct moment m;
    struct error err;

    if (!text[0])
        tui_show(t, VIEW_breakpoints);
    else if (text[0] == '-')
        take_away_by(t, text + 1);
    else if (was_there(t, text))
        return;
    else if (code_moment(t, text, &m, &err))
        add(t, text, &m);
    else
        tui_say(t, "%s", err.text);
}

/* A register, or what `write` takes, or any moment. */
void breakpoints_watch(struct tui *t, const char *text)
{
    static const char *const forms[] = {"change:", "write:", ""};
    struct moment m;
    struct error err, first = {""};

    if (!text[0] || text[0] == '-') {
        breakpoints_command(t, text);
        return;
    }
    for (unsigned i = 0; i < ARRAY_LEN(forms); i++) {
        char whole[BREAKPOINT_TEXT];

        snprintf(whole, sizeof(whole), "%s%s", forms[i], text);
        if (code_moment(t, whole, &m, &err)) {
            if (!was_there(t, whole))
                add(t, whole, &m);
            return;
        }
        if (i == 0)
            first = err;
    }
    tui_say(t, "%s", moment_has_form(text) ? err.text : first.text);
}

/* --- going to them ----------------------------------------------------- */

bool breakpoints_go(struct tui *t, bool back)
{
    struct breakpoints *all = &t->breakpoints;
    const struct moment_search what = {all->moment, all->count + 1, back};
    struct error err;
    unsigned which;

    moment_parse("phase:any", &all->moment[all->count], &err);
    switch (session_find(t->session, &what, t->progress, t, &which)) {
    case FIND_FOUND:
        if (which < all->count)
            tui_say(t, "Breakpoint %u: %s", which + 1, all->text[which]);
        return true;
    case FIND_BROKEN_OFF:
        tui_say(t, "Broken off.");
        return false;
    case FIND_NONE:
        break;
    }
    if (back)
        return session_now(t->session) > 0 && travel_to(t, 0);
    if (session_end(t->session) == END_NOT_YET)
        tui_say(t, "No breakpoint in the next 20 seconds of the guest's time.");
    return false;
}

void breakpoints_go_to(struct tui *t, const char *text)
{
    struct moment m;
    struct error err;
    struct moment_search what = {&m, 1, false};
    uint64_t start = session_now(t->session);
    enum find_end end;
    unsigned which;

    if (!code_moment(t, text, &m, &err)) {
        tui_say(t, "%s", err.text);
        return;
    }
    end = session_find(t->session, &what, t->progress, t, &which);
    if (end == FIND_NONE) {
        session_seek(t->session, start, NULL, NULL);
        what.back = true;
        end = session_find(t->session, &what, t->progress, t, &which);
        if (end == FIND_FOUND)
            tui_say(t, "%s does not come from there on; this was before.",
                    text);
    }
    if (end == FIND_NONE)
        tui_say(t, "%s does not come.", text);
    if (end == FIND_BROKEN_OFF)
        tui_say(t, "Broken off.");
}
