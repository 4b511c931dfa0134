/* SPDX-License-Identifier: MIT
 *
 * ui/output.h - standard output, which may be full or have nobody reading it.
 */
#ifndef UI_OUTPUT_H
#define UI_OUTPUT_H

#include "sim/base.h"

void output_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
void output_bytes(const void *bytes, size_t count);
void output_unicode(uint32_t code_point); /* as UTF-8 */
void output_flush(void);

/* Does the cursor stand behind other text, on a terminal? */
bool output_mid_line(void);

/* Has it failed? Then nothing more is written. */
bool output_failed(void);

/* Is there still somebody at the other end, if it is a pipe? */
bool output_is_read(void);

/* Flush, and say what went wrong. A reader that left early, as `head` does,
 * is no failure. */
bool output_end(void);

#endif
