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
 * Not modelled: border (overscan), underline, panning, monochrome monitors.
 */
#include "hw/vga_registers.h"

#define GLYPH_BYTES 32

static uint32_t render_dac(const struct vga *vga, unsigned index)
{
    const uint8_t *entry = vga->dac[index & vga->dac_mask];
    uint32_t rgb = 0;

    for (unsigned i = 0; i < 3; i++)
        rgb = rgb << 8 | (uint32_t)(entry[i] << 2 | entry[i] >> 4);
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
    return render_dac(vga, index | (select & 12) << 4);
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

static void graphics_line(const struct vga *vga, unsigned y, uint32_t *pixels)
{
    unsigned mode = vga->graphics[GR_MODE];
    unsigned scans = vga_crtc_scan_lines(vga);
    bool repeated = vga->crtc[CR_MODE_CONTROL] & CR_MODE_ROW0_IS_MA13;
    unsigned row = repeated ? y : y / scans;
    unsigned row_scan = repeated ? 0 : y % scans;
    unsigned counter = vga_crtc_start(vga) + row * vga_crtc_pitch(vga);
    unsigned characters = vga_crtc_characters(vga);

    for (unsigned c = 0; c < characters; c++) {
        unsigned at = vga_crtc_address(vga, counter + c, row_scan);

        if (mode & GR_MODE_256) {
            for (unsigned i = 0; i < 4; i++)
                *pixels++ = render_dac(vga, vga->plane[i][at]);
            continue;
        }
        for (unsigned i = 0; i < 8; i++)
            *pixels++ = vga_render_colour(
                vga, mode & GR_MODE_INTERLEAVE ? interleaved_pixel(vga, at, i)
                                               : planar_pixel(vga, at, i));
    }
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

/* Dots of one scan line of a cell, leftmost in bit 8. */
static unsigned glyph_dots(const struct vga *vga, const struct vga_cell *cell,
                           unsigned scan)
{
    unsigned table = font_table(vga, cell->attribute);
    unsigned byte = vga->plane[2][table + cell->character * GLYPH_BYTES + scan];
    bool joins = vga->attribute[AR_MODE] & AR_MODE_LINE &&
                 cell->character >= 0xc0 && cell->character <= 0xdf;

    return byte << 1 | (joins ? byte & 1 : 0);
}

/* The cursor changes every 8 frames, a blinking character every 16. */
static void text_line(const struct vga *vga, unsigned y, uint64_t frame,
                      uint32_t *pixels)
{
    struct vga_text text;
    unsigned row, scan;

    if (!vga_text_view(vga, &text))
        return;
    row = y / text.cell_height;
    scan = y % text.cell_height;
    if (row >= text.rows)
        return;
    for (unsigned column = 0; column < text.columns; column++) {
        unsigned index = row * text.columns + column;
        const struct vga_cell *cell = &text.cell[index];
        unsigned dots = glyph_dots(vga, cell, scan);
        unsigned back = cell->attribute >> 4;

        if (text.blink && back & 8) {
            back &= 7;
            if (frame / 16 % 2)
                dots = 0;
        }
        if (index == text.cursor && scan >= text.cursor_first &&
            scan <= text.cursor_last && frame / 8 % 2 == 0)
            dots = 0x1ff;
        for (unsigned i = 0; i < text.cell_width; i++)
            *pixels++ =
                text.colour[dots >> (8 - i) & 1 ? cell->attribute & 15 : back];
    }
}

bool vga_picture_view(const struct vga *vga, uint16_t *width, uint16_t *height)
{
    struct vga_text text;

    if (vga_graphics_view(vga, width, height))
        return true;
    if (!vga_text_view(vga, &text))
        return false;
    *width = (uint16_t)(text.columns * text.cell_width);
    *height = (uint16_t)(text.rows * text.cell_height);
    return true;
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

void vga_picture_line(const struct vga *vga, unsigned y, uint64_t frame,
                      uint32_t *pixels)
{
    uint16_t width, height;

    if (vga_graphics_view(vga, &width, &height)) {
        if (y < height)
            graphics_line(vga, y, pixels);
    } else {
        text_line(vga, y, frame, pixels);
    }
}
