/* SPDX-License-Identifier: MIT
 *
 * ui/pane_place.c - a pane and a place in it, in words.
 */
#include "ui/pane_place.h"

#include <string.h>

#include "sim/nearest.h"
#include "ui/numbers.h"

static bool find_view(const char *word, struct pane_place *p, struct error *err)
{
    struct nearest s = {.word = word};
    char hint[96];

    for (unsigned i = 0; i < VIEW_COUNT; i++) {
        p->view = (enum view_index)i;
        if (!strcmp(views[i]->name, word))
            return true;
        nearest_try(&s, views[i]->name);
    }
    return error_set(err, "unknown pane \"%.40s\"%s", word,
                     nearest_text(&s, hint));
}

static bool find_device(const char *word, struct pane_place *p,
                        struct error *err)
{
    struct nearest s = {.word = word};
    char hint[96];

    for (p->device = 0; session_device_name(p->device); p->device++) {
        if (!strcmp(session_device_name(p->device), word))
            return true;
        nearest_try(&s, session_device_name(p->device));
    }
    return error_set(err, "devices: unknown device \"%.40s\"%s", word,
                     nearest_text(&s, hint));
}

static bool find_zoom(const char *word, struct pane_place *p, struct error *err)
{
    for (unsigned i = 0; i < ZOOM_COUNT; i++) {
        p->zoom = (enum zoom)i;
        if (!strcmp(zoom_name[i], word))
            return true;
    }
    return error_set(err,
                     "events: unknown level \"%.40s\"; it is steps, "
                     "milestones, transactions or instructions",
                     word);
}

static bool find_address(const char *word, struct pane_place *p,
                         struct error *err)
{
    const char *end;

    p->has_address = number_parse_hex(word, &p->address, &end) && !*end;
    return p->has_address ||
           error_set(err,
                     "memory: an address in hexadecimal is wanted, not "
                     "\"%.40s\"",
                     word);
}

bool pane_place_parse(const char *text, struct pane_place *p, struct error *err)
{
    size_t length = strcspn(text, " ");
    const char *rest = text + length + strspn(text + length, " ");
    char word[64];

    *p = (struct pane_place){.zoom = ZOOM_MILESTONES};
    if (length >= sizeof(word))
        return error_set(err, "unknown pane \"%.40s\"", text);
    memcpy(word, text, length);
    word[length] = '\0';
    if (!find_view(word, p, err))
        return false;
    if (!*rest)
        return true;
    switch (p->view) {
    case VIEW_devices:
        return find_device(rest, p, err);
    case VIEW_events:
        return find_zoom(rest, p, err);
    case VIEW_memory:
        return find_address(rest, p, err);
    default:
        return error_set(err, "the pane %s knows no place \"%.40s\"", word,
                         rest);
    }
}

/* Lines of the devices before this one. */
static unsigned lines_before(const struct tui *t, unsigned device)
{
    static char text[4096];
    unsigned lines = 0;

    for (unsigned i = 0; i < device; i++) {
        session_device_words(t->session, i, text, sizeof(text));
        for (const char *p = text; (p = strchr(p, '\n')); p++)
            lines++;
    }
    return lines;
}

void pane_place_go(struct tui *t, const struct pane_place *p)
{
    t->zoom = p->zoom;
    t->scroll[VIEW_devices] = lines_before(t, p->device);
    t->memory_chosen = p->has_address;
    t->memory_physical = false;
    t->memory_at = p->address;
    t->scroll[VIEW_memory] = 0;
}
