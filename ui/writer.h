/* SPDX-License-Identifier: MIT
 *
 * ui/writer.h - who wrote a byte of memory last, and going there.
 */
#ifndef UI_WRITER_H
#define UI_WRITER_H

#include "sim/inspect.h"

struct tui;

/* What was found. It holds for one byte at one position. */
struct writer {
    struct last_write write;
    uint32_t physical;
    uint64_t now; /* position + 1; 0: nothing was asked */
};

/* Where the selected byte of the memory pane lies; false: in no page. */
bool writer_selected(struct tui *t, uint32_t *physical);

/* Is it known who wrote the byte at this physical address? Then in words. */
bool writer_text(const struct tui *t, uint32_t physical, char *text,
                 size_t size);

/* Find who wrote the selected byte; if that is known, go there. */
void writer_ask(struct tui *t);

#endif
