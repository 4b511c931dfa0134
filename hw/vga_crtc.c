/* SPDX-License-Identifier: MIT
 *
 * hw/vga_crtc.c - CRT controller of the VGA: the size of the picture, the
 * place of its bytes in memory and the position of the beam.
 *
 *   index    bits  meaning
 *   00       7:0   characters in a line, all, less 5
 *   01       7:0   characters in a line, shown, less 1
 *   06, 07   9:0   scan lines in a frame, all, less 2
 *   09       4:0   scan lines in a character row, less 1
 *   0C, 0D   15:0  address of the first character
 *   0E, 0F   15:0  address of the cursor
 *   10, 07   9:0   scan line where the vertical retrace starts
 *   11       3:0   low bits of the scan line where it ends
 *   12, 07   9:0   scan lines in a frame, shown, less 1
 *   13       7:0   addresses from one row to the next, in pairs
 *   17, 14         byte, word or doubleword addresses
 *
 * A boot that waits for the retrace before it writes to the screen waits for
 * these counters: at 400 lines they make 70 frames a second.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "CRT Controller
 *         Registers".
 * Not modelled: split screen (line compare), panning, preset row scan,
 *               count by two and by four, interlace, vertical interrupt.
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

static bool crtc_display_on(const struct vga *vga)
{
    return (vga->sequencer[SR_RESET] & SR_RESET_RUN) == SR_RESET_RUN &&
           !(vga->sequencer[SR_CLOCKING_MODE] & SR_CLOCKING_OFF) &&
           vga->crtc[CR_MODE_CONTROL] & CR_MODE_RUN &&
           vga->attribute_index & AR_INDEX_DISPLAY;
}

/* Pixels that look different: a line that the card repeats counts once. */
static void crtc_graphics_size(const struct vga *vga, unsigned lines,
                               struct vga_mode *mode)
{
    bool deep = vga->graphics[GR_MODE] & GR_MODE_256;
    bool row_scan_addresses =
        !(vga->crtc[CR_MODE_CONTROL] & CR_MODE_ROW0_IS_MA13);

    if (!row_scan_addresses)
        lines /= vga_crtc_scan_lines(vga);
    mode->columns = (uint16_t)(vga_crtc_characters(vga) * (deep ? 4 : 8));
    mode->rows = (uint16_t)lines;
}

bool vga_crtc_mode(const struct vga *vga, struct vga_mode *mode)
{
    unsigned lines = crtc_lines(vga);

    if (!crtc_display_on(vga))
        return false;
    if (vga->crtc[CR_MAXIMUM_SCAN_LINE] & CR_MAXIMUM_SCAN_DOUBLE)
        lines /= 2;
    mode->graphics = vga->graphics[GR_MISCELLANEOUS] & GR_MISC_GRAPHICS;
    if (mode->graphics) {
        crtc_graphics_size(vga, lines, mode);
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
