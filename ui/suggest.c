/* SPDX-License-Identifier: MIT
 *
 * ui/suggest.c - which word was probably meant: the one that takes the fewest
 * edits to reach.
 */
#include "ui/suggest.h"

#include <stdio.h>
#include <string.h>

#define LONGEST 40

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* Letters to insert, delete or replace (Levenshtein distance). */
static unsigned edits(const char *from, const char *to)
{
    unsigned row[LONGEST + 1];
    size_t columns = strlen(to);

    for (unsigned j = 0; j <= columns; j++)
        row[j] = j;
    for (unsigned i = 1; from[i - 1]; i++) {
        unsigned diagonal = row[0];

        row[0] = i;
        for (unsigned j = 1; j <= columns; j++) {
            unsigned same = diagonal + (from[i - 1] != to[j - 1]);

            diagonal = row[j];
            row[j] = least(row[j] + 1, row[j - 1] + 1, same);
        }
    }
    return row[columns];
}

void suggest(struct suggestion *s, const char *candidate)
{
    size_t length = strlen(s->word);
    unsigned distance;

    if (length > LONGEST || strlen(candidate) > LONGEST)
        return;
    distance = edits(s->word, candidate);
    if (distance > 1 + length / 4 || distance >= length ||
        (s->best && distance >= s->distance))
        return;
    s->best = candidate;
    s->distance = distance;
}

const char *suggest_text(const struct suggestion *s, char text[static 80])
{
    if (s->best)
        snprintf(text, 80, "; did you mean %s?", s->best);
    else
        text[0] = '\0';
    return text;
}
