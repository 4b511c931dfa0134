/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/splash.c - a picture while the services start.
 *
 * An oscilloscope with a signal that rises from off to on, the name, and a
 * bar. The letters are those of the card's own text font.
 */
#include "drivers/splash.h"

#include <stdbool.h>
#include <stddef.h>

#include "boot_info.h"
#include "drivers/console.h"
#include "drivers/vga.h"
#include "interrupts/pit.h"
#include "log.h"
#include "memory/heap.h"
#include "memory/paging.h"
#include "processes/process.h"
#include "processes/scheduler.h"
#include "string.h"

/* Palette entries from 64 on; the ones below belong to the text mode. */
enum colour { BACKGROUND = 64, FRAME, GLASS, GRID, TRACE, LETTERS, BAR };

enum { SHOWN_MS = 1000 };
enum { SCOPE_X = 90, SCOPE_Y = 28, SCOPE_WIDTH = 140, SCOPE_HEIGHT = 76 };
enum { GRID_STEP = 14, TRACE_STEP = 10, TRACE_WIDTH = 2 };
enum { NAME_X = 88, NAME_Y = 116, NAME_SCALE = 2, GLYPH_ROWS = 16 };
enum { BAR_X = 80, BAR_Y = 166, BAR_WIDTH = 160, BAR_HEIGHT = 6 };

static uint8_t *font; /* kept here while the picture is shown */
static uint32_t shown_at;

static void fill(unsigned x, unsigned y, unsigned width, unsigned height,
                 enum colour colour)
{
    uint8_t *pixels = physical_to_kernel(VGA_GRAPHICS_MEMORY);

    for (unsigned row = y; row < y + height; row++)
        memset(pixels + row * VGA_WIDTH + x, (int)colour, width);
}

static void draw_scope(void)
{
    fill(SCOPE_X - 4, SCOPE_Y - 4, SCOPE_WIDTH + 8, SCOPE_HEIGHT + 8, FRAME);
    fill(SCOPE_X, SCOPE_Y, SCOPE_WIDTH, SCOPE_HEIGHT, GLASS);
    for (unsigned x = GRID_STEP; x < SCOPE_WIDTH; x += GRID_STEP)
        fill(SCOPE_X + x, SCOPE_Y, 1, SCOPE_HEIGHT, GRID);
    for (unsigned y = GRID_STEP; y < SCOPE_HEIGHT; y += GRID_STEP)
        fill(SCOPE_X, SCOPE_Y + y, SCOPE_WIDTH, 1, GRID);
}

/* The signal, as heights above the bottom: off, a few clocks, then up. */
static void draw_trace(void)
{
    static const uint8_t heights[] = {10, 10, 10, 26, 10, 26, 10,
                                      36, 10, 46, 46, 56, 62, 62};
    unsigned x = SCOPE_X, low, high;

    for (size_t i = 0; i < sizeof heights; i++, x += TRACE_STEP) {
        fill(x, SCOPE_Y + SCOPE_HEIGHT - heights[i], TRACE_STEP, TRACE_WIDTH,
             TRACE);
        if (i == 0)
            continue;
        low = heights[i] < heights[i - 1] ? heights[i] : heights[i - 1];
        high = heights[i] + heights[i - 1] - low;
        fill(x, SCOPE_Y + SCOPE_HEIGHT - high, TRACE_WIDTH,
             high - low + TRACE_WIDTH, TRACE);
    }
}

static void draw_letter(unsigned x, unsigned y, char letter)
{
    const uint8_t *glyph = font + (uint8_t)letter * VGA_GLYPH_BYTES;

    for (unsigned row = 0; row < GLYPH_ROWS; row++)
        for (unsigned column = 0; column < 8; column++)
            if (glyph[row] & 0x80 >> column)
                fill(x + column * NAME_SCALE, y + row * NAME_SCALE, NAME_SCALE,
                     NAME_SCALE, LETTERS);
}

static void draw_picture(void)
{
    static const char name[] = "bootscope";

    fill(0, 0, VGA_WIDTH, VGA_HEIGHT, BACKGROUND);
    draw_scope();
    draw_trace();
    for (unsigned i = 0; name[i]; i++)
        draw_letter(NAME_X + i * 8 * NAME_SCALE, NAME_Y, name[i]);
    fill(BAR_X - 2, BAR_Y - 2, BAR_WIDTH + 4, BAR_HEIGHT + 4, FRAME);
    fill(BAR_X, BAR_Y, BAR_WIDTH, BAR_HEIGHT, GLASS);
}

static void set_palette(void)
{
    vga_set_colour(BACKGROUND, 0x04060c);
    vga_set_colour(FRAME, 0x181c24);
    vga_set_colour(GLASS, 0x020c08);
    vga_set_colour(GRID, 0x061810);
    vga_set_colour(TRACE, 0x103f20);
    vga_set_colour(LETTERS, 0x34383f);
    vga_set_colour(BAR, 0x103f20);
}

void splash_init(void)
{
    if (!boot_info_has("splash"))
        return;
    font = heap_take(VGA_FONT_BYTES);
    if (!font)
        return;
    console_hide();
    vga_fetch_font(font);
    vga_set_graphics_mode();
    set_palette();
    draw_picture();
    shown_at = pit_ticks();
    log_ok("splash", "mode 13h, 320 x 200, 256 colours");
}

void splash_progress(uint32_t percent)
{
    uint32_t seen = shown_at + SHOWN_MS * PIT_HZ / 1000;

    if (!font || percent > 100)
        return;
    fill(BAR_X, BAR_Y, BAR_WIDTH * percent / 100, BAR_HEIGHT, BAR);
    if (percent < 100)
        return;
    while (!scheduler_is_past(seen) && !process_current()->killed)
        scheduler_sleep(&shown_at, seen);
    splash_end();
}

void splash_end(void)
{
    uint8_t *kept = font;

    if (!kept)
        return;
    font = NULL;
    vga_set_text_mode();
    vga_store_font(kept);
    heap_give_back(kept);
    console_show();
    vga_show();
}
