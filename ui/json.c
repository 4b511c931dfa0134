/* SPDX-License-Identifier: MIT
 *
 * ui/json.c - an event as a line of JSON: every field by its name, numbers as
 * numbers, and the words beside them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ui/event_print.h"
#include "ui/filter.h"
#include "ui/output.h"

static const char *const mode_names[] = {
    [MODE_REAL] = "real",
    [MODE_PROTECTED16] = "protected16",
    [MODE_PROTECTED32] = "protected32",
    [MODE_V86] = "v86",
};

/* A text of less than SENTENCE_SIZE characters. */
static void print_string(const char *name, const char *text)
{
    char escaped[6 * SENTENCE_SIZE + 1];
    char *to = escaped;

    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;

        if (c < ' ' || c == 0x7f) {
            to += sprintf(to, "\\u%04x", (unsigned)c);
            continue;
        }
        if (c == '"' || c == '\\')
            *to++ = '\\';
        *to++ = (char)c;
    }
    *to = '\0';
    output_text("\"%s\":\"%s\"", name, escaped);
}

static bool is_device(const char *name, size_t length)
{
    return length == 6 && !strncmp(name, "device", length);
}

/* Arguments by name; the name of the device model follows them. */
static void print_arguments(const struct event *e)
{
    const char *name = event_info[e->kind].args;
    const char *device = NULL;

    output_text("\"args\":{");
    for (unsigned i = 0; i < EVENT_ARGS && *name; i++) {
        size_t length = strcspn(name, ",");

        output_text("%s\"%.*s\":%" PRIu32, i ? "," : "", (int)length, name,
                    e->arg[i]);
        if (is_device(name, length))
            device = session_device_name(e->arg[i]);
        name += length + (name[length] == ',');
    }
    output_text("},");
    if (device) {
        print_string("device", device);
        output_text(",");
    }
}

static void print_place(const struct code_place *place)
{
    output_text(",");
    print_string("program", place->image);
    output_text(",");
    print_string("symbol", place->symbol);
    output_text(",\"offset\":%" PRIu32 ",", place->offset);
    print_string("file", place->file);
    output_text(",\"line\":%" PRIu32, place->line);
}

void json_print_event(const struct event *e, const struct code_place *place)
{
    const struct event_info *info = &event_info[e->kind];
    const struct step_info *step = &step_info[e->step];
    char owner[64], sentence[SENTENCE_SIZE];

    event_owner_text(e, owner, sizeof(owner));
    event_sentence(e, sentence, sizeof(sentence));
    output_text("{\"id\":%" PRIu64 ",\"cause\":%" PRIu64 ",\"tick\":%" PRIu64
                ",\"seq\":%" PRIu32 ",\"icount\":%" PRIu64 ",",
                e->id, e->cause, e->tick, e->seq, e->icount);
    output_text("\"kind\":\"%s\",\"category\":\"%s\",\"phase\":\"%s\","
                "\"step\":\"%s\",\"mode\":\"%s\",",
                info->tag, event_category_name[info->category],
                phase_info[step->phase].name, step->name, mode_names[e->mode]);
    print_string("owner", owner);
    output_text(",\"origin\":%" PRIu32 ",\"cs\":%u,\"eip\":%" PRIu32
                ",\"linear\":%" PRIu32 ",\"cpl\":%u,",
                e->owner, (unsigned)e->cs, e->eip, e->linear, (unsigned)e->cpl);
    print_arguments(e);
    print_string("sentence", sentence);
    if (place)
        print_place(place);
    output_text("}\n");
}
