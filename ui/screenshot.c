/* SPDX-License-Identifier: MIT
 *
 * ui/screenshot.c - the guest's screen, text or graphics, as a portable
 * pixmap: a line "P6", width, height, 255, then three bytes a pixel.
 */
#include "ui/screenshot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void write_line(FILE *f, const uint32_t *pixels, unsigned width)
{
    uint8_t bytes[3 * SCREEN_WIDTH];

    for (unsigned x = 0; x < width; x++)
        for (unsigned i = 0; i < 3; i++)
            bytes[3 * x + i] = (uint8_t)(pixels[x] >> (16 - 8 * i));
    fwrite(bytes, 3, width, f);
}

bool screenshot(const struct session *s, const char *path, struct error *err)
{
    static struct screen screen; /* too large for a stack */
    uint32_t pixels[SCREEN_WIDTH];
    struct stat there;
    bool ok, is_file;
    FILE *f;

    session_screen(s, &screen);
    if (screen.dark)
        return error_set(err, "%s: the screen is dark, there is no picture",
                         path);
    f = fopen(path, "wb");
    if (!f)
        return error_set(err, "%s: %s", path, strerror(errno));
    is_file = fstat(fileno(f), &there) == 0 && S_ISREG(there.st_mode);
    fprintf(f, "P6\n%u %u\n255\n", screen.width, screen.height);
    for (unsigned y = 0; y < screen.height; y++) {
        session_screen_line(s, y, pixels);
        write_line(f, pixels, screen.width);
    }
    ok = !ferror(f);
    if (fclose(f) == 0 && ok)
        return true;
    error_set(err, "%s: %s", path, strerror(errno));
    if (is_file)
        remove(path);
    return false;
}
