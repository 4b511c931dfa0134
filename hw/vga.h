/* SPDX-License-Identifier: MIT
 *
 * hw/vga.h - the state of the video card, and what a monitor would show.
 */
#ifndef HW_VGA_H
#define HW_VGA_H

#include "hw/device.h"

#define VGA_PLANES      4
#define VGA_PLANE_BYTES 65536

/* The Bochs VBE extensions (hw/vga_dispi.c). */
struct dispi {
    uint16_t index;
    uint16_t id;
    uint16_t xres, yres, bpp; /* of the picture, while they are enabled */
    uint16_t enable;
    uint16_t bank;
    uint16_t virt_width;
    uint16_t x_offset, y_offset;
};

struct vga {
    uint8_t misc;    /* Miscellaneous Output */
    uint8_t feature; /* Feature Control */

    uint8_t sequencer_index;
    uint8_t sequencer[5];
    uint8_t crtc_index;
    uint8_t crtc[25];
    uint8_t graphics_index;
    uint8_t graphics[9];
    uint8_t attribute_index;  /* bit 5: the display owns the palette */
    uint8_t attribute_toggle; /* 1: the next byte to 3C0h is data */
    uint8_t attribute[21];

    uint8_t dac_mask;
    uint8_t dac_read_index;
    uint8_t dac_write_index;
    uint8_t dac_component; /* 0 red, 1 green, 2 blue comes next */
    uint8_t dac_reading;   /* 1: the last index went to 3C7h */
    uint8_t dac_hold[2];   /* red and green until blue completes the triple */
    uint8_t dac[256][3];   /* six bits each, or eight */

    uint8_t latch[VGA_PLANES]; /* what the last CPU read found */

    uint16_t shown_graphics; /* the mode that was last reported */
    uint16_t shown_columns;
    uint16_t shown_rows;
    uint16_t shown_bits; /* of a pixel of the VBE extensions; 0: not theirs */

    struct dispi dispi;
    uint8_t config[256]; /* PCI configuration space */

    uint16_t stuck_first; /* the bits of this part of a plane that are stuck */
    uint16_t stuck_last;
    uint8_t stuck_plane;
    uint8_t stuck_mask; /* 0: none */
    uint8_t stuck_value;
    uint8_t stuck_spare;

    uint8_t plane[VGA_PLANES][VGA_PLANE_BYTES];
};

extern const struct device_ops vga_ops;

/* Is the card one for the PCI bus? Its ROM knows. */
bool vga_is_pci(const struct board_config *config);

/* What follows only looks: it never changes the card. */

#define VGA_TEXT_COLUMNS 132
#define VGA_TEXT_ROWS    60
#define VGA_NO_CURSOR    0xffff

struct vga_cell {
    uint8_t character;
    uint8_t attribute;
};

struct vga_text {
    uint8_t columns;
    uint8_t rows;
    uint8_t cell_width;   /* in pixels: 8 or 9 */
    uint8_t cell_height;  /* in scan lines */
    uint16_t cursor;      /* index of its cell, or VGA_NO_CURSOR */
    uint8_t cursor_first; /* scan lines of the cell that it covers */
    uint8_t cursor_last;
    uint8_t blink; /* attribute bit 7: 1 blinks, 0 bright background */
    uint8_t spare[3];
    uint32_t colour[16]; /* 00RRGGBBh of each attribute nibble */
    struct vga_cell cell[VGA_TEXT_COLUMNS * VGA_TEXT_ROWS]; /* by rows */
};

/* The text screen; false if the screen is dark or shows graphics. */
bool vga_text_view(const struct vga *vga, struct vga_text *text);

#define VGA_PICTURE_WIDTH 2560

/* Size of the graphics screen in pixels; false if it is dark or shows text. */
bool vga_graphics_view(const struct vga *vga, uint16_t *width,
                       uint16_t *height);

/* Size of what the monitor shows, text or graphics; false if it is dark. */
bool vga_picture_view(const struct vga *vga, uint16_t *width, uint16_t *height);

/* Fill line y of the picture with pixels 00RRGGBBh, up to VGA_PICTURE_WIDTH.
 * frame, from vga_frame(), decides what blinks: 0 shows everything. */
void vga_picture_line(const struct board *b, const struct vga *vga, unsigned y,
                      uint64_t frame, uint32_t *pixels);

/* The colour around the picture, 00RRGGBBh. */
uint32_t vga_border(const struct vga *vga);

/* Number of the frame on the screen at this time in ns since power-on. */
uint64_t vga_frame(const struct vga *vga, uint64_t now);

#endif
