/* SPDX-License-Identifier: MIT
 *
 * ui/pane_place.h - a pane in words, with the place in it that is meant:
 * "code", "memory 7C00", "devices pit", "events transactions".
 */
#ifndef UI_PANE_PLACE_H
#define UI_PANE_PLACE_H

#include "ui/tui.h"

struct pane_place {
    enum view_index view;
    enum zoom zoom;   /* of events */
    unsigned device;  /* the first of devices */
    uint32_t address; /* of memory, linear */
    bool has_address;
};

bool pane_place_parse(const char *text, struct pane_place *p,
                      struct error *err);

/* Let the pane be there when it is drawn. */
void pane_place_go(struct tui *t, const struct pane_place *p);

#endif
