/* SPDX-License-Identifier: MIT
 *
 * ui/view_breakpoints.c - the breakpoints by their numbers.
 */
#include <stdio.h>

#include "ui/scroll.h"

static void draw(struct tui *t, struct canvas *c)
{
    static char text[BREAKPOINTS * (BREAKPOINT_TEXT + 8) + 600];
    const struct breakpoints *all = &t->breakpoints;
    size_t used = 0;

    for (unsigned i = 0; i < all->count; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%2u  %s\n",
                                 i + 1, all->text[i]);
    snprintf(text + used, sizeof(text) - used,
             "%sb MOMENT sets one: exec:7C00, int:13 ax>=0x4200, port:80, "
             "post:21#2,\nmode:protected32, menu then irq:14\n"
             "w eax, w cr0.pe, w B8000+FA0, w gdt:08: what changes, what is "
             "written\n"
             "b -N takes number N away, b -all all of them\n"
             "bootscope help moments tells the rest\n",
             used ? "\n" : "There are none.\n\n");
    scroll_draw(t, VIEW_breakpoints, c, text);
}

static bool key(struct tui *t, uint32_t key)
{
    return scroll_key(t, VIEW_breakpoints, key);
}

const struct view view_breakpoints = {"breakpoints", "Breakpoints", draw, key,
                                      NULL};
