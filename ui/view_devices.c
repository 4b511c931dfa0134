/* SPDX-License-Identifier: MIT
 *
 * ui/view_devices.c - the chips, and what each of them is set to do.
 */
#include <string.h>

#include "ui/scroll.h"

static void draw(struct tui *t, struct canvas *c)
{
    static char text[16384];
    size_t used = 0;

    for (unsigned i = 0; i < session_devices(); i++) {
        session_device_words(t->session, i, text + used, sizeof(text) - used);
        used += strlen(text + used);
    }
    scroll_draw(t, VIEW_devices, c, text);
}

static bool key(struct tui *t, uint32_t key)
{
    return scroll_key(t, VIEW_devices, key);
}

const struct view view_devices = {"devices", "Devices", draw, key, NULL};
