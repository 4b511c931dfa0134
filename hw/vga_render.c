/* SPDX-License-Identifier: MIT
 *
 * hw/vga_render.c - the picture of the VGA, pixel by pixel: what the attribute
 * controller and the DAC make of the four planes.
 *
 *   graphics 5, bits 6:5   a byte of each plane at one address is
 *   0                      8 pixels: bit 7 first, plane p gives bit p
 *   1                      4 pixels of planes 0 and 2, then 4 of 1 and 3
 *   2, 3                   4 pixels: plane 0 first
 *
 *   text                   plane 2 holds the font: 32 bytes a character;
 *                          sequencer 3 selects two of its eight tables, by
 *                          attribute bit 3
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Attribute
 *         Controller Registers", "Video Digital-to-Analog Converter".
 * Not modelled: blinking in graphics, monochrome monitors.
 */
#include "hw/vga_registers.h"

#include <string.h>

#define GLYPH_BYTES    32
#define CHARACTER_DOTS 9 /* at most */

uint32_t vga_render_dac(const struct vga *vga, unsigned index)
{
    const uint8_t *entry = vga->dac[index & vga->dac_mask];
    uint32_t rgb = 0;

    for (unsigned i = 0; i < 3; i++) {
        unsigned six = entry[i] & 0x3f;

        rgb = rgb << 8 |
              (vga->dispi.enable & DISPI_8_BIT_DAC ? entry[i]
                                                   : six << 2 | six >> 4);
    }
    return rgb;
}

/* Attribute controller: four bits through the palette to a DAC index. */
uint32_t vga_render_colour(const struct vga *vga, unsigned colour)
{
    unsigned enabled = colour & vga->attribute[AR_PLANE_ENABLE] & 15;
    unsigned select = vga->attribute[AR_COLOUR_SELECT];
    unsigned index = vga->attribute[AR_PALETTE + enabled];

    if (vga->attribute[AR_MODE] & AR_MODE_SELECT_5_4)
        index = (index & 15) | (select & 3) << 4;
    return vga_render_dac(vga, index | (select & 12) << 4);
}

static unsigned render_bits(uint8_t byte, unsigned shift, unsigned count)
{
    return byte >> shift & ((1u << count) - 1);
}

static unsigned planar_pixel(const struct vga *vga, unsigned address,
                             unsigned i)
{
    unsigned colour = 0;

    for (unsigned plane = 0; plane < VGA_PLANES; plane++)
        colour |= render_bits(vga->plane[plane][address], 7 - i, 1) << plane;
    return colour;
}

static unsigned interleaved_pixel(const struct vga *vga, unsigned address,
                                  unsigned i)
{
    unsigned plane = i < 4 ? 0 : 1, shift = 6 - 2 * (i & 3);

    return render_bits(vga->plane[plane][address], shift, 2) |
           render_bits(vga->plane[plane + 2][address], shift, 2) << 2;
}

/* One character clock of graphics. Returns the number of its pixels. */
static unsigned graphics_character(const struct vga *vga, unsigned address,
                                   uint32_t *pixels)
{
    unsigned mode = vga->graphics[GR_MODE];

    if (mode & GR_MODE_256) {
        for (unsigned i = 0; i < VGA_PLANES; i++)
            pixels[i] = vga_render_dac(vga, vga->plane[i][address]);
        return VGA_PLANES;
    }
    for (unsigned i = 0; i < 8; i++)
        pixels[i] = vga_render_colour(
            vga, mode & GR_MODE_INTERLEAVE ? interleaved_pixel(vga, address, i)
                                           : planar_pixel(vga, address, i));
    return 8;
}

/* Sequencer 3: bits 5, 3, 2 for attribute bit 3 set, 4, 1, 0 for clear. The
 * tables 0-3 lie 16 KiB apart, 4-7 lie 8 KiB after them. */
static unsigned font_table(const struct vga *vga, uint8_t attribute)
{
    unsigned map = vga->sequencer[SR_CHARACTER_MAP];

    if (attribute & BIT(3))
        return (map >> 2 & 3) * 0x4000 + (map >> 5 & 1) * 0x2000;
    return (map & 3) * 0x4000 + (map >> 4 & 1) * 0x2000;
}

/* Dots of one scan line of a character, leftmost in bit 8. */
static unsigned glyph_dots(const struct vga *vga, uint8_t character,
                           uint8_t attribute, unsigned row_scan)
{
    unsigned glyph = font_table(vga, attribute) + character * GLYPH_BYTES;
    unsigned byte = vga->plane[2][glyph + row_scan];
    bool joins = vga->attribute[AR_MODE] & AR_MODE_LINE && character >= 0xc0 &&
                 character <= 0xdf;

    return byte << 1 | (joins ? byte & 1 : 0);
}

static bool is_underline(const struct vga *vga, uint8_t attribute,
                         unsigned row_scan)
{
    return (attribute & 0x77) == 0x01 &&
           row_scan == (vga->crtc[CR_UNDERLINE] & CR_UNDERLINE_LINE);
}

/* One character of text; the cursor changes every 8 frames, a blinking
 * character every 16. Returns the number of its pixels. */
static unsigned text_character(const struct vga *vga, unsigned counter,
                               unsigned row_scan, uint64_t frame,
                               uint32_t *pixels)
{
    unsigned address = vga_crtc_address(vga, counter, 0);
    uint8_t attribute = vga->plane[1][address];
    unsigned dots =
        glyph_dots(vga, vga->plane[0][address], attribute, row_scan);
    unsigned back = attribute >> 4, width;

    if (is_underline(vga, attribute, row_scan))
        dots = 0x1ff;
    if (vga->attribute[AR_MODE] & AR_MODE_BLINK) {
        if (back & 8 && frame / 16 % 2)
            dots = 0;
        back &= 7;
    }
    if (counter % VGA_PLANE_BYTES == vga_crtc_cursor(vga) &&
        vga_text_cursor_on(vga, row_scan) && frame / 8 % 2 == 0)
        dots = 0x1ff;
    width = vga->sequencer[SR_CLOCKING_MODE] & SR_CLOCKING_8_DOTS ? 8 : 9;
    for (unsigned i = 0; i < width; i++)
        pixels[i] = vga_render_colour(vga, dots >> (8 - i) & 1 ? attribute & 15u
                                                               : back);
    return width;
}

/* One character more than is shown: panning takes pixels away at the left. */
static void render_line(const struct vga *vga, unsigned y, unsigned width,
                        bool graphics, uint64_t frame, uint32_t *pixels)
{
    uint32_t buffer[VGA_PICTURE_WIDTH + 2 * CHARACTER_DOTS];
    struct vga_line line = vga_crtc_line(vga, y);
    unsigned counter = line.counter, filled = 0;

    while (filled < width + line.panned) {
        uint32_t *next = buffer + filled;

        filled +=
            graphics
                ? graphics_character(
                      vga, vga_crtc_address(vga, counter, line.row_scan), next)
                : text_character(vga, counter, line.row_scan, frame, next);
        counter++;
    }
    memcpy(pixels, buffer + line.panned, width * sizeof *pixels);
}

uint32_t vga_border(const struct vga *vga)
{
    return vga_render_dac(vga, vga->attribute[AR_OVERSCAN]);
}

bool vga_graphics_view(const struct vga *vga, uint16_t *width, uint16_t *height)
{
    struct vga_mode mode;

    if (!vga_crtc_mode(vga, &mode) || !mode.graphics)
        return false;
    *width = mode.columns;
    *height = mode.rows;
    return true;
}

bool vga_picture_view(const struct vga *vga, uint16_t *width, uint16_t *height)
{
    struct vga_mode mode;
    bool eight = vga->sequencer[SR_CLOCKING_MODE] & SR_CLOCKING_8_DOTS;

    if (vga_graphics_view(vga, width, height))
        return true;
    if (!vga_crtc_mode(vga, &mode))
        return false;
    *width = (uint16_t)(mode.columns * (eight ? 8 : 9));
    *height = (uint16_t)(mode.rows * vga_crtc_scan_lines(vga));
    return true;
}

void vga_picture_line(const struct board *b, const struct vga *vga, unsigned y,
                      uint64_t frame, uint32_t *pixels)
{
    struct vga_mode mode;
    uint16_t width, height;

    if (!vga_crtc_mode(vga, &mode) || !vga_picture_view(vga, &width, &height) ||
        y >= height)
        return;
    if (mode.bits)
        vga_dispi_line(b, vga, y, pixels);
    else
        render_line(vga, y, width, mode.graphics, frame, pixels);
}
