/* SPDX-License-Identifier: MIT
 *
 * sim/nearest.c - which word was probably meant: the one that takes the fewest
 * edits to reach.
 */
#include "sim/nearest.h"

#include <stdio.h>
#include <string.h>

#define LONGEST_WORD 40

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* Levenshtein distance. */
static unsigned distance(const char *from, const char *to)
{
    unsigned row[LONGEST_WORD + 1];
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

void nearest_try(struct nearest *n, const char *candidate)
{
    size_t length = strlen(n->word);
    unsigned d;

    if (length > LONGEST_WORD || strlen(candidate) > LONGEST_WORD)
        return;
    d = distance(n->word, candidate);
    if (d > 1 + length / 4 || d >= length || (n->best && d >= n->distance))
        return;
    n->best = candidate;
    n->distance = d;
}

const char *nearest_text(const struct nearest *n, char text[static 96])
{
    if (n->best)
        snprintf(text, 96, "; did you mean \"%s\"?", n->best);
    else
        text[0] = '\0';
    return text;
}
