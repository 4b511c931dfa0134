/* SPDX-License-Identifier: MIT
 *
 * hw/vga_crtc.c - CRT controller of the VGA: the size of the picture, the
 * place of its bytes in memory and the position of the beam.
 *
 *   index    bits  meaning
 *   00       7:0   characters in a line, all, less 5
 *   01       7:0   characters in a line, shown, less 1
 *   06, 07   9:0   scan lines in a frame, all, less 2
 *   08       4:0   scan line of its row with which the picture begins
 *            6:5   characters left out at the left
 *   09       4:0   scan lines in a character row, less 1
 *   0C, 0D   15:0  address of the first character
 *   0E, 0F   15:0  address of the cursor
 *   10, 07   9:0   scan line where the vertical retrace starts
 *   11       3:0   low bits of the scan line where it ends
 *   12, 07   9:0   scan lines in a frame, shown, less 1
 *   13       7:0   addresses from one row to the next, in pairs
 *   17, 14         byte, word or doubleword addresses
 *   18,07,09 9:0   last scan line before the address counter returns to 0:
 *                  the lower part of a split screen
 *
 * A boot that waits for the retrace before it writes to the screen waits for
 * these counters: at 400 lines they make 70 frames a second.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "CRT Controller
 *         Registers".
 * Not modelled: count by two and by four, vertical counter divided by two,
 *               vertical interrupt.
 */
#include "hw/vga_registers.h"

#define STATUS1_DISPLAY_DISABLED BIT(0) /* 1: no picture at the beam */
#define STATUS1_RETRACE          BIT(3) /* 1: vertical retrace */

struct beam {
    uint64_t dots_per_second;
    unsigned line_dots, lines;
    unsigned shown_dots, shown_lines;
    unsigned retrace_first, retrace_lines;
};

/* The timing of 400 lines, so that polls also end on a card that nobody has
 * programmed. */
static const struct beam beam_400 = {
    .dots_per_second = 25175000,
    .line_dots = 800,
    .lines = 449,
    .shown_dots = 640,
    .shown_lines = 400,
    .retrace_first = 412,
    .retrace_lines = 2,
};

/* A ten-bit number with its bits 8 and 9 in the overflow register. */
static unsigned crtc_vertical(const struct vga *vga, enum crtc_register low,
                              unsigned bit8, unsigned bit9)
{
    unsigned overflow = vga->crtc[CR_OVERFLOW];

    return vga->crtc[low] | (overflow >> bit8 & 1) << 8 |
           (overflow >> bit9 & 1) << 9;
}

static unsigned crtc_lines(const struct vga *vga)
{
    return crtc_vertical(vga, CR_VERTICAL_DISPLAY_END, 1, 6) + 1;
}

static unsigned crtc_dots(const struct vga *vga)
{
    return vga->sequencer[SR_CLOCKING_MODE] & SR_CLOCKING_8_DOTS ? 8 : 9;
}

unsigned vga_crtc_characters(const struct vga *vga)
{
    return vga->crtc[CR_HORIZONTAL_DISPLAY_END] + 1u;
}

unsigned vga_crtc_scan_lines(const struct vga *vga)
{
    return (vga->crtc[CR_MAXIMUM_SCAN_LINE] & CR_MAXIMUM_SCAN_LINES) + 1;
}

unsigned vga_crtc_start(const struct vga *vga)
{
    return (unsigned)vga->crtc[CR_START_ADDRESS_HIGH] << 8 |
           vga->crtc[CR_START_ADDRESS_LOW];
}

unsigned vga_crtc_pitch(const struct vga *vga)
{
    return vga->crtc[CR_OFFSET] * 2u;
}

unsigned vga_crtc_cursor(const struct vga *vga)
{
    return (unsigned)vga->crtc[CR_CURSOR_HIGH] << 8 | vga->crtc[CR_CURSOR_LOW];
}

/* "Internal Memory Address Counter Wiring to the Output Multiplexer" */
unsigned vga_crtc_address(const struct vga *vga, unsigned counter,
                          unsigned row_scan)
{
    unsigned mode = vga->crtc[CR_MODE_CONTROL];
    unsigned address = counter;

    if (vga->crtc[CR_UNDERLINE] & CR_UNDERLINE_DOUBLEWORD)
        address = counter << 2 | (counter >> 12 & 3);
    else if (!(mode & CR_MODE_BYTE))
        address =
            counter << 1 | (counter >> (mode & CR_MODE_WRAP ? 15 : 13) & 1);
    if (!(mode & CR_MODE_ROW0_IS_MA13))
        address = (address & ~BIT(13)) | (row_scan & 1) << 13;
    if (!(mode & CR_MODE_ROW1_IS_MA14))
        address = (address & ~BIT(14)) | (row_scan >> 1 & 1) << 14;
    return address % VGA_PLANE_BYTES;
}

/* The VBE extensions have a timing of their own. */
static bool crtc_display_on(const struct vga *vga)
{
    if (vga_dispi_enabled(vga))
        return !(vga->sequencer[SR_CLOCKING_MODE] & SR_CLOCKING_OFF) &&
               vga->attribute_index & AR_INDEX_DISPLAY;
    return (vga->sequencer[SR_RESET] & SR_RESET_RUN) == SR_RESET_RUN &&
           !(vga->sequencer[SR_CLOCKING_MODE] & SR_CLOCKING_OFF) &&
           vga->crtc[CR_MODE_CONTROL] & CR_MODE_RUN &&
           vga->attribute_index & AR_INDEX_DISPLAY;
}

static unsigned crtc_doubling(const struct vga *vga)
{
    return vga->crtc[CR_MAXIMUM_SCAN_LINE] & CR_MAXIMUM_SCAN_DOUBLE ? 2 : 1;
}

/* Scan lines that look the same: doubled ones, and in graphics those of one
 * row, if the row scan has no part in the address. */
static unsigned crtc_repeats(const struct vga *vga)
{
    bool graphics = vga->graphics[GR_MISCELLANEOUS] & GR_MISC_GRAPHICS;
    bool alike = vga->crtc[CR_MODE_CONTROL] & CR_MODE_ROW0_IS_MA13;

    return crtc_doubling(vga) *
           (graphics && alike ? vga_crtc_scan_lines(vga) : 1);
}

static unsigned crtc_compare(const struct vga *vga)
{
    unsigned bit9 = vga->crtc[CR_MAXIMUM_SCAN_LINE] & CR_MAXIMUM_SCAN_COMPARE;
    unsigned bit8 = vga->crtc[CR_OVERFLOW] & CR_OVERFLOW_COMPARE;

    return vga->crtc[CR_LINE_COMPARE] | bit8 << 4 | bit9 << 3;
}

/* "Horizontal PEL Panning Register": characters of 9 dots count from 8, which
 * is none; with 256 colours a pixel takes two dots. */
static unsigned crtc_panned(const struct vga *vga)
{
    unsigned panning = vga->attribute[AR_PANNING];

    if (vga->graphics[GR_MODE] & GR_MODE_256)
        return panning >> 1 & 3;
    return crtc_dots(vga) == 9 ? (panning + 1) % 9 : panning & 7;
}

struct vga_line vga_crtc_line(const struct vga *vga, unsigned y)
{
    unsigned preset = vga->crtc[CR_PRESET_ROW_SCAN];
    unsigned skipped = (preset & CR_PRESET_ROW_PANNING) >> 5;
    unsigned compare = crtc_compare(vga);
    unsigned scan = y * crtc_repeats(vga);
    struct vga_line line = {.panned = crtc_panned(vga)};

    if (scan <= compare) {
        line.counter = vga_crtc_start(vga) + skipped;
        scan = scan / crtc_doubling(vga) + (preset & CR_PRESET_ROW_LINE);
    } else {
        scan = (scan - compare - 1) / crtc_doubling(vga);
        if (vga->attribute[AR_MODE] & AR_MODE_SPLIT)
            line.panned = 0;
        else
            line.counter = skipped;
    }
    line.counter += scan / vga_crtc_scan_lines(vga) * vga_crtc_pitch(vga);
    line.row_scan = scan % vga_crtc_scan_lines(vga);
    return line;
}

bool vga_crtc_mode(const struct vga *vga, struct vga_mode *mode)
{
    unsigned lines = crtc_lines(vga);

    if (!crtc_display_on(vga))
        return false;
    mode->bits = 0;
    if (vga_dispi_enabled(vga)) {
        *mode = (struct vga_mode){true, vga->dispi.xres, vga->dispi.yres,
                                  vga->dispi.bpp};
        return true;
    }
    mode->graphics = vga->graphics[GR_MISCELLANEOUS] & GR_MISC_GRAPHICS;
    lines /= crtc_repeats(vga);
    if (mode->graphics) {
        bool deep = vga->graphics[GR_MODE] & GR_MODE_256;

        mode->columns = (uint16_t)(vga_crtc_characters(vga) * (deep ? 4 : 8));
        mode->rows = (uint16_t)lines;
    } else {
        mode->columns = (uint16_t)vga_crtc_characters(vga);
        mode->rows = (uint16_t)(lines / vga_crtc_scan_lines(vga));
    }
    return mode->rows > 0;
}

static struct beam crtc_beam(const struct vga *vga)
{
    unsigned end = vga->crtc[CR_VERTICAL_RETRACE_END] & CR_RETRACE_END_LINE;
    unsigned dots = crtc_dots(vga);
    struct beam beam = beam_400;

    if (!(vga->crtc[CR_MODE_CONTROL] & CR_MODE_RUN))
        return beam;
    if ((vga->misc & MISC_CLOCK) == BIT(2))
        beam.dots_per_second = 28322000;
    if (vga->sequencer[SR_CLOCKING_MODE] & SR_CLOCKING_HALF)
        beam.dots_per_second /= 2;
    beam.line_dots = (vga->crtc[CR_HORIZONTAL_TOTAL] + 5u) * dots;
    beam.lines = crtc_vertical(vga, CR_VERTICAL_TOTAL, 0, 5) + 2;
    beam.shown_dots = vga_crtc_characters(vga) * dots;
    beam.shown_lines = crtc_lines(vga);
    beam.retrace_first = crtc_vertical(vga, CR_VERTICAL_RETRACE_START, 2, 7);
    beam.retrace_lines = ((end - beam.retrace_first - 1) & 15) + 1;
    return beam;
}

/* Dots since power-on. The seconds apart, so that nothing overflows. */
static uint64_t beam_dots(const struct beam *beam, uint64_t now)
{
    return now / NS_PER_SECOND * beam->dots_per_second +
           now % NS_PER_SECOND * beam->dots_per_second / NS_PER_SECOND;
}

uint64_t vga_frame(const struct vga *vga, uint64_t now)
{
    struct beam beam = crtc_beam(vga);

    return beam_dots(&beam, now) / (beam.line_dots * beam.lines);
}

uint8_t vga_crtc_status(const struct vga *vga, uint64_t now)
{
    struct beam beam = crtc_beam(vga);
    uint64_t dots = beam_dots(&beam, now);
    unsigned x = (unsigned)(dots % beam.line_dots);
    unsigned y = (unsigned)(dots / beam.line_dots % beam.lines);
    unsigned status = 0;

    if (x >= beam.shown_dots || y >= beam.shown_lines)
        status |= STATUS1_DISPLAY_DISABLED;
    if (y >= beam.retrace_first && y < beam.retrace_first + beam.retrace_lines)
        status |= STATUS1_RETRACE;
    return (uint8_t)status;
}
