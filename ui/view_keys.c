/* SPDX-License-Identifier: MIT
 *
 * ui/view_keys.c - every key, its word for the command line, and what it
 * does.
 */
#include <stdio.h>
#include <string.h>

#include "ui/scroll.h"

static void key_name(uint32_t key, char *text, size_t size)
{
    if (key == '\t')
        snprintf(text, size, "Tab");
    else
        snprintf(text, size, "%c", (char)key);
}

static void draw(struct tui *t, struct canvas *c)
{
    char text[6000], name[8];
    size_t used = 0;

    for (unsigned i = 0; i < ACTION_COUNT; i++) {
        const struct action_info *a = &action_info[i];

        key_name(a->key, name, sizeof(name));
        used += (size_t)snprintf(text + used, sizeof(text) - used,
                                 "%-4s %-14s %s\n", name, a->word, a->what);
    }
    used += (size_t)snprintf(text + used, sizeof(text) - used,
                             "     branch N       the future that was left "
                             "by typing in the past\n"
                             "     mouse RIGHT UP [l m r] move the mouse, with "
                             "these buttons down\n"
                             "     disc N         put CD N in (the Nth "
                             "--cdrom); disc eject: out\n"
                             "     memory ADDRESS B8000, phys:1000, SEG:OFF\n"
                             "\nPanes (also as words):");
    for (unsigned i = 0; i < 10; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%u %s",
                                 i % 5 ? "  " : "\n  ", i,
                                 views[VIEW_timeline + i]->name);
    used += (size_t)snprintf(text + used, sizeof(text) - used, "\n");
    for (unsigned i = 0; i < VIEW_keys; i++)
        if (i < VIEW_timeline || i >= VIEW_timeline + 10)
            used += (size_t)snprintf(text + used, sizeof(text) - used, "  %s",
                                     views[i]->name);
    snprintf(text + used, sizeof(text) - used,
             "\nIn a pane: Up, Down, Page Up, Page Down, Home, End; in events "
             "Enter goes there.\n"
             "The bar: # passed  @ here  - seen, ahead  . not reached. In "
             "events . is to come.\n");
    scroll_draw(t, VIEW_keys, c, text);
}

static bool key(struct tui *t, uint32_t key)
{
    return scroll_key(t, VIEW_keys, key);
}

const struct view view_keys = {"keys", "Keys", draw, key, NULL};
