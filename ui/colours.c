/* SPDX-License-Identifier: MIT
 *
 * ui/colours.c - the guest's colours as those of a terminal.
 *
 *     0..15     black red green yellow blue magenta cyan white, then bright
 *     16..231   a cube, 16 + 36 red + 6 green + blue, each 0..5
 *     232..255  greys
 *
 * Source: XTerm Control Sequences, "Character Attributes (SGR)"; the VGA's
 *         palette: IBM VGA Technical Reference, "Default color values".
 */
#include "ui/colours.h"

static const uint32_t vga_palette[16] = {
    0x000000, 0x0000aa, 0x00aa00, 0x00aaaa, 0xaa0000, 0xaa00aa,
    0xaa5500, 0xaaaaaa, 0x555555, 0x5555ff, 0x55ff55, 0x55ffff,
    0xff5555, 0xff55ff, 0xffff55, 0xffffff,
};

static const uint8_t cube_level[6] = {0, 95, 135, 175, 215, 255};

static unsigned channel(uint32_t rgb, unsigned shift)
{
    return rgb >> shift & 0xff;
}

static unsigned distance(uint32_t a, uint32_t b)
{
    unsigned sum = 0;

    for (unsigned shift = 0; shift < 24; shift += 8) {
        int d = (int)channel(a, shift) - (int)channel(b, shift);

        sum += (unsigned)(d * d);
    }
    return sum;
}

/* The PC counts blue, green, red; terminals count red, green, blue. */
static unsigned ansi_index(unsigned pc)
{
    return (pc & 8) | (pc & 1) << 2 | (pc & 2) | (pc & 4) >> 2;
}

static unsigned nearest_basic(uint32_t rgb, unsigned count)
{
    unsigned best = 0;

    for (unsigned i = 1; i < count && i < 16; i++)
        if (distance(rgb, vga_palette[i]) < distance(rgb, vga_palette[best]))
            best = i;
    return ansi_index(best);
}

static unsigned nearest_level(unsigned value)
{
    unsigned best = 0;

    while (best < 5 && value > (cube_level[best] + cube_level[best + 1]) / 2u)
        best++;
    return best;
}

unsigned colour_nearest(uint32_t rgb, unsigned count)
{
    unsigned red, green, blue, grey;
    uint32_t in_cube, in_greys;

    if (count < 256)
        return nearest_basic(rgb, count);
    red = nearest_level(channel(rgb, 16));
    green = nearest_level(channel(rgb, 8));
    blue = nearest_level(channel(rgb, 0));
    in_cube = (uint32_t)cube_level[red] << 16 |
              (uint32_t)cube_level[green] << 8 | cube_level[blue];
    grey = colour_brightness(rgb);
    grey = grey < 8 ? 0 : grey > 238 ? 23 : (grey - 3) / 10;
    in_greys = (8 + 10 * grey) * 0x010101;
    if (distance(rgb, in_greys) < distance(rgb, in_cube))
        return 232 + grey;
    return 16 + 36 * red + 6 * green + blue;
}

unsigned colour_of_palette(unsigned index, uint32_t rgb, unsigned count)
{
    /* A DAC has 6 bits: 2Ah is shown as A8h or AAh. */
    bool usual = distance(rgb, vga_palette[index]) <= 3 * 4 * 4;

    if (usual)
        return ansi_index(index) % count;
    return colour_nearest(rgb, count);
}

unsigned colour_brightness(uint32_t rgb)
{
    return (3 * channel(rgb, 16) + 6 * channel(rgb, 8) + channel(rgb, 0)) / 10;
}
