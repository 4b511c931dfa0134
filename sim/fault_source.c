/* SPDX-License-Identifier: MIT
 *
 * sim/fault_source.c - the name of the scenario's file in the event of a
 * fault: EV_FAULT is a plain record, so the letters are among its arguments.
 */
#include <string.h>

#include "sim/fault.h"

/* The last part of the path, and of that the end, in whole characters. */
static const char *short_name(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    const char *name = slash ? slash + 1 : path ? path : "";
    size_t length = strlen(name);

    if (length > FAULT_SOURCE)
        name += length - FAULT_SOURCE;
    while (((uint8_t)*name & 0xc0) == 0x80)
        name++;
    return name;
}

void fault_source_put(const struct fault *f, uint32_t *args)
{
    const char *name = short_name(f->source);

    for (unsigned i = 0; name[i]; i++)
        args[i / 4] |= (uint32_t)(uint8_t)name[i] << 8 * (i % 4);
}

void fault_source_get(const struct event *e, char text[FAULT_SOURCE + 1])
{
    for (unsigned i = 0; i < FAULT_SOURCE; i++) {
        uint8_t c = (uint8_t)(e->arg[FAULT_SOURCE_ARG + i / 4] >> 8 * (i % 4));

        text[i] = (char)((c && c < ' ') || c == 0x7f ? '?' : c);
    }
    text[FAULT_SOURCE] = '\0';
}
