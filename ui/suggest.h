/* SPDX-License-Identifier: MIT
 *
 * ui/suggest.h - which word was probably meant.
 */
#ifndef UI_SUGGEST_H
#define UI_SUGGEST_H

/* The best match so far; start with {.word = "as typed"}. */
struct suggestion {
    const char *word;
    const char *best; /* NULL: nothing is near */
    unsigned distance;
};

void suggest(struct suggestion *s, const char *candidate);

/* "; did you mean X?", or nothing. Valid until the next call. */
const char *suggest_text(const struct suggestion *s, char text[static 80]);

#endif
