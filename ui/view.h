/* SPDX-License-Identifier: MIT
 *
 * ui/view.h - what a pane is: a name, a drawing, and the keys that it takes
 * when it has the focus. A pane keeps where it was scrolled to, never facts
 * about the machine.
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include "ui/canvas.h"

struct tui;

struct view {
    const char *name; /* also the command that shows it */
    const char *title;
    void (*draw)(struct tui *t, struct canvas *c);

    /* True: the key was meant for the pane. NULL: it takes none. */
    bool (*key)(struct tui *t, uint32_t key);

    /* What stands behind the title; with the focus, its keys. NULL:
     * nothing. */
    void (*note)(struct tui *t, bool focus, char *text, size_t size);
};

enum view_index {
#define VIEW(name) VIEW_##name,
#include "ui/views.def"
#undef VIEW
    VIEW_COUNT
};

#define VIEW(name) extern const struct view view_##name;
#include "ui/views.def"
#undef VIEW

extern const struct view *const views[VIEW_COUNT];

#endif
