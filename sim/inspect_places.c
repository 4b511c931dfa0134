/* SPDX-License-Identifier: MIT
 *
 * sim/inspect_places.c - the name and source line of the code that an event
 * belongs to.
 *
 * What was found stays true as long as the bytes do: those of a ROM do, and
 * those of a disk sector, which lose their owner when something else is
 * written there. Other code is looked at again each time.
 */
#include "sim/inspect.h"
#include "sim/origin.h"

static bool stays(const struct event *e)
{
    enum origin_kind kind = origin_kind(e->owner);

    return (kind == ORIGIN_ROM || kind == ORIGIN_DISK) &&
           event_info[e->kind].category != EVC_PHASE; /* comes before it */
}

const struct code_place *event_place(struct event_places *places,
                                     const struct event *e)
{
    unsigned at = (e->linear ^ e->linear >> 10) % EVENT_PLACES;

    if (!places->session)
        return NULL;
    if (!places->row[at].asked || places->row[at].linear != e->linear ||
        places->row[at].owner != e->owner || !stays(e)) {
        places->row[at].asked = true;
        places->row[at].linear = e->linear;
        places->row[at].owner = e->owner;
        places->row[at].known =
            session_place(places->session, places->symbols, e->linear,
                          &places->row[at].place);
    }
    return places->row[at].known ? &places->row[at].place : NULL;
}
