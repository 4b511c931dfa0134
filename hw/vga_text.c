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

bool vga_text_cursor_on(const struct vga *vga, unsigned row_scan)
{
    unsigned start = vga->crtc[CR_CURSOR_START];

    return !(start & CR_CURSOR_OFF) && row_scan >= (start & CR_CURSOR_LINE) &&
           row_scan <= (vga->crtc[CR_CURSOR_END] & CR_CURSOR_LINE);
}

/* Does it cover any scan line? */
static bool text_cursor_seen(const struct vga *vga)
{
    for (unsigned scan = 0; scan < vga_crtc_scan_lines(vga); scan++)
        if (vga_text_cursor_on(vga, scan))
            return true;
    return false;
}

/* The address counter wraps at 64K. */
static void text_cells(const struct vga *vga, struct vga_text *text)
{
    unsigned cursor = vga_crtc_cursor(vga);
    struct vga_cell *cell = text->cell;
    bool seen = text_cursor_seen(vga);

    text->cursor = VGA_NO_CURSOR;
    for (unsigned row = 0; row < text->rows; row++) {
        unsigned counter = vga_crtc_line(vga, row * text->cell_height).counter;

        for (unsigned i = 0; i < text->columns; i++, counter++, cell++) {
            unsigned address = vga_crtc_address(vga, counter, 0);

            cell->character = vga->plane[0][address];
            cell->attribute = vga->plane[1][address];
            if (seen && counter % VGA_PLANE_BYTES == cursor)
                text->cursor = (uint16_t)(row * text->columns + i);
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
    text->blink = vga->attribute[AR_MODE] & AR_MODE_BLINK ? 1 : 0;
    for (unsigned colour = 0; colour < 16; colour++)
        text->colour[colour] = vga_render_colour(vga, colour);
    text_cells(vga, text);
    return true;
}
