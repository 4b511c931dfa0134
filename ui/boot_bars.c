/* SPDX-License-Identifier: MIT
 *
 * ui/boot_bars.c - the boot as a Gantt chart of text: a line for each step, a
 * bar where and as long as it ran.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ui/boot_times.h"
#include "ui/output.h"

#define LABEL 23
#define BAR   55

static unsigned cell_of(uint64_t tick, uint64_t total)
{
    uint64_t cell = total / BAR ? tick / (total / BAR) : 0;

    return cell < BAR ? (unsigned)cell : BAR;
}

/* The part of the span that ran, then the part that waited. */
static void draw_span(char bar[static BAR + 1], const struct boot_span *s,
                      uint64_t total)
{
    uint64_t time = boot_span_time(s);
    unsigned from = cell_of(s->start, total);
    unsigned to = cell_of(s->end, total);
    unsigned waiting;

    if (from == BAR)
        from = BAR - 1;
    if (to <= from) {
        bar[from] = bar[from] == ' ' ? '|' : bar[from];
        return;
    }
    waiting = (unsigned)((to - from) * (s->waiting / 1000) / (time / 1000 + 1));
    memset(bar + from, '#', to - from);
    memset(bar + to - waiting, '.', waiting);
}

static void print_axis(uint64_t total)
{
    char left[24], right[24];

    snprintf(left, sizeof(left), "0");
    snprintf(right, sizeof(right), "%" PRIu64 ".%03" PRIu64 " s",
             total / NS_PER_SECOND, total / 1000000 % 1000);
    output_text("%*s %s%*s\n", LABEL, "", left, BAR - (int)strlen(left), right);
}

void boot_bars_print(const struct boot_times *t)
{
    uint64_t total = t->count ? t->span[t->count - 1].end : 0;
    char bar[BAR + 1];

    output_text("\n");
    print_axis(total);
    for (unsigned step = 0; step < STEP_COUNT; step++) {
        bool reached = false;
        size_t length = BAR;

        memset(bar, ' ', BAR);
        bar[BAR] = '\0';
        for (unsigned i = 0; i < t->count; i++) {
            if (t->span[i].step != step)
                continue;
            draw_span(bar, &t->span[i], total);
            reached = true;
        }
        while (length && bar[length - 1] == ' ')
            bar[--length] = '\0';
        if (reached)
            output_text("%-*s %s\n", LABEL, step_info[step].name, bar);
    }
    output_text("\n# running   . waiting (HLT), as a share of the bar   "
                "| too short for a bar\n");
}
