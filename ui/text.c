/* SPDX-License-Identifier: MIT
 *
 * ui/text.c - an event as a line of text: number, position, phase and step,
 * owner of the code, place, what happened, and the number of its cause.
 */
#include <inttypes.h>
#include <stdio.h>

#include "ui/code_names.h"
#include "ui/event_print.h"
#include "ui/output.h"

/* Column widths fit the bundled boot; longer words push the rest aside. */
#define FORMAT "%8s %15s  %-38s %-24s %-13s %-8s  "

void text_print_head(void)
{
    output_text(FORMAT "%s\n", "#", "seconds/seq", "phase.step", "code from",
                "cs:eip", "linear", "what happened (<- its cause) [the code]");
}

/* CS:IP as the mode of the CPU writes it. */
static void print_place(const struct event *e, char *text, size_t size)
{
    bool wide = e->mode == MODE_PROTECTED32 || e->eip > 0xffff;

    snprintf(text, size, wide ? "%04X:%08X" : "%04X:%04X", (unsigned)e->cs,
             (unsigned)e->eip);
}

static void print_code(const struct code_place *place)
{
    char name[PLACE_NAME];

    place_name(place, name);
    output_text(" [%s", name);
    if (place->file[0])
        output_text(", %s:%u", file_name(place->file), (unsigned)place->line);
    output_text("]");
}

void text_print_event(const struct event *e, const struct code_place *code)
{
    const struct step_info *step = &step_info[e->step];
    char id[24], position[40], phase[80], owner[64], place[24], linear[12];
    char sentence[SENTENCE_SIZE];

    snprintf(id, sizeof(id), "%" PRIu64, e->id);
    snprintf(position, sizeof(position), "%" PRIu64 ".%09" PRIu64 "/%u",
             e->tick / NS_PER_SECOND, e->tick % NS_PER_SECOND,
             (unsigned)e->seq);
    snprintf(phase, sizeof(phase), "%s.%s", phase_info[step->phase].name,
             step->name);
    snprintf(linear, sizeof(linear), "%08X", (unsigned)e->linear);
    event_owner_text(e, owner, sizeof(owner));
    print_place(e, place, sizeof(place));
    event_sentence(e, sentence, sizeof(sentence));
    output_text(FORMAT "%s", id, position, phase, owner, place, linear,
                sentence);
    if (e->cause)
        output_text(" (<- %" PRIu64 ")", e->cause);
    if (code)
        print_code(code);
    output_text("\n");
}
