/* SPDX-License-Identifier: MIT
 *
 * ui/picture.c - the guest's graphics screen, made smaller.
 */
#include "ui/picture.h"

#include <string.h>

/* Sums of the pixels that fall together, in one row of the result. */
struct sums {
    uint32_t red[SCREEN_WIDTH], green[SCREEN_WIDTH], blue[SCREEN_WIDTH];
    uint32_t lines;
};

/* Where part `n` of `parts` begins in `whole`; no part is empty. */
static unsigned share(unsigned n, unsigned parts, unsigned whole)
{
    return (unsigned)((uint64_t)n * whole / parts);
}

static unsigned share_end(unsigned n, unsigned parts, unsigned whole)
{
    unsigned end = share(n + 1, parts, whole);

    return end > share(n, parts, whole) ? end : share(n, parts, whole) + 1;
}

static void add_line(struct sums *sums, const uint32_t *line, unsigned from,
                     unsigned to)
{
    for (unsigned x = 0; x < to; x++) {
        unsigned end = share_end(x, to, from);

        for (unsigned i = share(x, to, from); i < end; i++) {
            sums->red[x] += line[i] >> 16 & 0xff;
            sums->green[x] += line[i] >> 8 & 0xff;
            sums->blue[x] += line[i] & 0xff;
        }
    }
    sums->lines++;
}

static void average(const struct sums *sums, uint32_t *row, unsigned from,
                    unsigned to)
{
    for (unsigned x = 0; x < to; x++) {
        uint32_t n =
            sums->lines * (share_end(x, to, from) - share(x, to, from));

        row[x] = sums->red[x] / n << 16 | sums->green[x] / n << 8 |
                 sums->blue[x] / n;
    }
}

void picture_scale(const struct session *s, const struct screen *screen,
                   uint32_t *pixels, unsigned width, unsigned height)
{
    uint32_t line[SCREEN_WIDTH];
    struct sums sums;

    for (unsigned y = 0; y < height; y++) {
        unsigned end = share_end(y, height, screen->height);

        memset(&sums, 0, sizeof(sums));
        for (unsigned i = share(y, height, screen->height); i < end; i++) {
            session_screen_line(s, i, line);
            add_line(&sums, line, screen->width, width);
        }
        average(&sums, pixels + (size_t)y * width, screen->width, width);
    }
}
