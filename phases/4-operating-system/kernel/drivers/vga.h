/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/vga.h - program the VGA card's modes.
 */
#ifndef VGA_H
#define VGA_H

#include <stdint.h>

enum {
    VGA_WIDTH = 320,
    VGA_HEIGHT = 200,
    VGA_FONT_BYTES = 8192, /* 256 glyphs, 32 bytes for each, 16 of them used */
    VGA_GLYPH_BYTES = 32,
};

#define VGA_GRAPHICS_MEMORY 0xa0000

/* Mode 3: text, 80 x 25. The screen stays dark until vga_show(), so that the
 * font and the text can be put in place (vga_store_font). */
void vga_set_text_mode(void);
void vga_show(void);
/* Mode 13h: 320 x 200, one byte a pixel at A0000h. Overwrites the font. */
void vga_set_graphics_mode(void);

/* Copy the font from or to plane 2 of the video memory, in text mode. */
void vga_fetch_font(uint8_t *to);
void vga_store_font(const uint8_t *from);

/* Give a colour number its red, green and blue, 0 to 63 each. */
void vga_set_colour(uint8_t number, uint32_t rgb);

#endif
