/* SPDX-License-Identifier: MIT
 *
 * tests/sim/fuzz_questions.c - any bytes as questions in the exchange format
 * of cpu-test: they are answered or refused, twice alike. For libFuzzer: `make
 * fuzz`.
 */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "sim/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

struct asker {
    const uint8_t *bytes;
    size_t left;
    char *line; /* as long as it is, so that its end is watched */
    uint64_t answers;
};

static const char *next_line(void *context)
{
    struct asker *a = context;
    const uint8_t *end = memchr(a->bytes, '\n', a->left);
    size_t length = end ? (size_t)(end - a->bytes) : a->left;

    free(a->line);
    a->line = NULL;
    if (!a->left)
        return NULL;
    a->line = malloc(length + 1);
    if (!a->line)
        return NULL;
    memcpy(a->line, a->bytes, length);
    a->line[length] = '\0';
    a->bytes += length + (end != NULL);
    a->left -= length + (end != NULL);
    return a->line;
}

static void hear(void *context, const char *text)
{
    struct asker *a = context;

    a->answers = XXH3_64bits_withSeed(text, strlen(text), a->answers);
}

static uint64_t ask(const uint8_t *bytes, size_t count)
{
    struct asker a = {bytes, count, NULL, 0};
    struct error err = {""};

    if (!session_cpu_test(next_line, hear, &a, &err) && !err.text[0])
        __builtin_trap(); /* refused without a reason */
    free(a.line);
    return a.answers;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    if (ask(bytes, count) != ask(bytes, count))
        __builtin_trap(); /* another answer to the same question */
    return 0;
}
