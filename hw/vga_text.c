/* SPDX-License-Identifier: MIT
 *
 * hw/vga_text.c - the text screen of the VGA as characters, attributes and a
 * cursor.
 *
 *   plane 0  character
 *   plane 1  attribute:  7: blink or bright background  6:4: background
 *                        3:0: foreground
 *
 * The cursor covers the scan lines CR0A..CR0B of the cell at the address in
 * CR0E:CR0F; with the first line after the last, or past the cell, or CR0A
 * bit 5 set, it is hidden.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Alphanumeric
 *         Modes", "CRT Controller Registers".
 * Not modelled: cursor skew.
 */
#include "hw/vga_registers.h"

#include <string.h>

static unsigned text_smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The cell that the cursor stands on. The address counter wraps at 64K. */
static uint16_t text_cursor(const struct vga *vga, const struct vga_text *text)
{
    unsigned pitch = vga_crtc_pitch(vga);
    unsigned ahead =
        (vga_crtc_cursor(vga) - vga_crtc_start(vga)) % VGA_PLANE_BYTES;
    unsigned row = pitch ? ahead / pitch : 0;
    unsigned column = pitch ? ahead % pitch : ahead;

    if (vga->crtc[CR_CURSOR_START] & CR_CURSOR_OFF ||
        text->cursor_first > text->cursor_last ||
        text->cursor_first >= text->cell_height)
        return VGA_NO_CURSOR;
    if (row >= text->rows || column >= text->columns)
        return VGA_NO_CURSOR;
    return (uint16_t)(row * text->columns + column);
}

static void text_cells(const struct vga *vga, struct vga_text *text)
{
    struct vga_cell *cell = text->cell;

    for (unsigned row = 0; row < text->rows; row++) {
        unsigned counter = vga_crtc_start(vga) + row * vga_crtc_pitch(vga);

        for (unsigned column = 0; column < text->columns; column++, cell++) {
            unsigned address = vga_crtc_address(vga, counter + column, 0);

            cell->character = vga->plane[0][address];
            cell->attribute = vga->plane[1][address];
        }
    }
}

bool vga_text_view(const struct vga *vga, struct vga_text *text)
{
    struct vga_mode mode;

    memset(text, 0, sizeof(*text));
    if (!vga_crtc_mode(vga, &mode) || mode.graphics)
        return false;
    text->columns = (uint8_t)text_smaller(mode.columns, VGA_TEXT_COLUMNS);
    text->rows = (uint8_t)text_smaller(mode.rows, VGA_TEXT_ROWS);
    text->cell_width =
        vga->sequencer[SR_CLOCKING_MODE] & SR_CLOCKING_8_DOTS ? 8 : 9;
    text->cell_height = (uint8_t)vga_crtc_scan_lines(vga);
    text->cursor_first = vga->crtc[CR_CURSOR_START] & CR_CURSOR_LINE;
    text->cursor_last = vga->crtc[CR_CURSOR_END] & CR_CURSOR_LINE;
    text->cursor = text_cursor(vga, text);
    text->blink = vga->attribute[AR_MODE] & AR_MODE_BLINK ? 1 : 0;
    for (unsigned colour = 0; colour < 16; colour++)
        text->colour[colour] = vga_render_colour(vga, colour);
    text_cells(vga, text);
    return true;
}
