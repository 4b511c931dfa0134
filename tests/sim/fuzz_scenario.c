/* SPDX-License-Identifier: MIT
 *
 * tests/sim/fuzz_scenario.c - any bytes as a scenario: they are read or
 * refused, and nothing else happens. For libFuzzer: `make fuzz`.
 */
#include <string.h>

#include "sim/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

/* The input: files with a zero byte between them. The first is the scenario;
 * the others are called 1, 2, 3 ... */
#define FILES 20

struct files {
    struct scenario_source source[FILES];
    unsigned count;
};

static void split(const char *bytes, size_t count, struct files *f)
{
    static const char names[FILES][3] = {
        "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",
        "10", "11", "12", "13", "14", "15", "16", "17", "18", "19"};
    const char *end = bytes + count;

    for (f->count = 0; f->count < FILES && bytes <= end; f->count++) {
        const char *stop = memchr(bytes, 0, (size_t)(end - bytes));

        f->source[f->count] = (struct scenario_source){
            .name = names[f->count],
            .bytes = bytes,
            .count = (size_t)((stop ? stop : end) - bytes),
            .identity = {f->count, 0},
        };
        bytes = stop ? stop + 1 : end + 1;
    }
}

static bool on_include(void *context, const char *from, const char *path,
                       struct scenario_source *found, struct error *err)
{
    const struct files *f = context;

    (void)from;
    for (unsigned i = 0; i < f->count; i++)
        if (!strcmp(f->source[i].name, path)) {
            *found = f->source[i];
            return true;
        }
    return error_set(err, "no such file");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static struct problems problems;
    struct files files;
    const struct scenario_host host = {.include = on_include,
                                       .context = &files};
    struct scenario *s;

    split((const char *)bytes, count, &files);
    problems.count = problems.lost = 0;
    s = scenario_read(&files.source[0], &host, &problems);
    if (!s && problems.count == 0)
        __builtin_trap(); /* refused without a reason */
    scenario_free(s);
    return 0;
}
