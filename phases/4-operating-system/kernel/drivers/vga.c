/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/vga.c - program the VGA card's modes.
 *
 *   ports       part                  access
 *   3C2h        miscellaneous output  write
 *   3C4h, 3C5h  sequencer             index, data
 *   3CEh, 3CFh  graphics controller   index, data
 *   3D4h, 3D5h  CRT controller        index, data
 *   3C0h        attribute controller  index and data in turn; reading 3DAh
 *                                     makes the next write an index
 *   3C8h, 3C9h  palette (DAC)         number; then red, green, blue
 *
 * Text lies in planes 0 and 1, its font in plane 2. Mode 13h spreads its
 * pixels over all four planes, so that the font has to be kept elsewhere
 * meanwhile. The text colours are palette entries below 64: graphics that
 * leaves these alone needs no palette restored.
 *
 * Source: IBM VGA Technical Reference, "VGA Function" and its mode tables.
 */
#include "drivers/vga.h"

#include "memory/paging.h"
#include "port.h"
#include "string.h"

#define MISC_OUTPUT     0x3c2
#define SEQUENCER       0x3c4
#define GRAPHICS        0x3ce
#define CRT_CONTROLLER  0x3d4
#define ATTRIBUTE       0x3c0
#define INPUT_STATUS    0x3da
#define DAC_NUMBER      0x3c8
#define DAC_DATA        0x3c9

#define SEQ_RESET       0
#define SEQ_PLANE_MASK  2
#define SEQ_MEMORY_MODE 4
#define GC_READ_PLANE   4
#define GC_MODE         5
#define GC_MISC         6
#define CRTC_PROTECT    0x11 /* bit 7 locks registers 0 to 7 */
#define ATTRIBUTE_ON    0x20

enum { SEQ_COUNT = 5, CRTC_COUNT = 25, GC_COUNT = 9, ATTRIBUTE_COUNT = 21 };

struct vga_mode {
    uint8_t misc;
    uint8_t sequencer[SEQ_COUNT];
    uint8_t crtc[CRTC_COUNT];
    uint8_t graphics[GC_COUNT];
    uint8_t attribute[ATTRIBUTE_COUNT];
};

static const struct vga_mode text_mode = {
    .misc = 0x67,
    .sequencer = {0x03, 0x00, 0x03, 0x00, 0x02},
    .crtc = {0x5f, 0x4f, 0x50, 0x82, 0x55, 0x81, 0xbf, 0x1f, 0x00,
             0x4f, 0x0d, 0x0e, 0x00, 0x00, 0x00, 0x00, 0x9c, 0x8e,
             0x8f, 0x28, 0x1f, 0x96, 0xb9, 0xa3, 0xff},
    .graphics = {0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x0e, 0x0f, 0xff},
    .attribute = {0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x14,
                  0x07, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d,
                  0x3e, 0x3f, 0x0c, 0x00, 0x0f, 0x08, 0x00},
};

static const struct vga_mode graphics_mode = {
    .misc = 0x63,
    .sequencer = {0x03, 0x01, 0x0f, 0x00, 0x0e},
    .crtc = {0x5f, 0x4f, 0x50, 0x82, 0x54, 0x80, 0xbf, 0x1f, 0x00,
             0x41, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x9c, 0x8e,
             0x8f, 0x28, 0x40, 0x96, 0xb9, 0xa3, 0xff},
    .graphics = {0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x05, 0x0f, 0xff},
    .attribute = {0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06,
                  0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d,
                  0x0e, 0x0f, 0x41, 0x00, 0x0f, 0x00, 0x00},
};

static void set_register(uint16_t index_port, uint8_t index, uint8_t value)
{
    port_out8(index_port, index);
    port_out8((uint16_t)(index_port + 1), value);
}

static uint8_t get_register(uint16_t index_port, uint8_t index)
{
    port_out8(index_port, index);
    return port_in8((uint16_t)(index_port + 1));
}

static void set_attributes(const uint8_t *values)
{
    port_in8(INPUT_STATUS);
    for (uint8_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        port_out8(ATTRIBUTE, i);
        port_out8(ATTRIBUTE, values[i]);
    }
}

/* While the index lacks this bit the attribute controller shows nothing. */
void vga_show(void)
{
    port_in8(INPUT_STATUS);
    port_out8(ATTRIBUTE, ATTRIBUTE_ON);
}

static void set_mode(const struct vga_mode *mode)
{
    set_register(SEQUENCER, SEQ_RESET, 1);
    port_out8(MISC_OUTPUT, mode->misc);
    for (uint8_t i = 1; i < SEQ_COUNT; i++)
        set_register(SEQUENCER, i, mode->sequencer[i]);
    set_register(SEQUENCER, SEQ_RESET, mode->sequencer[0]);

    set_register(CRT_CONTROLLER, CRTC_PROTECT,
                 get_register(CRT_CONTROLLER, CRTC_PROTECT) & 0x7f);
    for (uint8_t i = 0; i < CRTC_COUNT; i++)
        set_register(CRT_CONTROLLER, i, mode->crtc[i]);
    for (uint8_t i = 0; i < GC_COUNT; i++)
        set_register(GRAPHICS, i, mode->graphics[i]);
    set_attributes(mode->attribute);
}

void vga_set_text_mode(void)
{
    set_mode(&text_mode);
}

void vga_set_graphics_mode(void)
{
    set_mode(&graphics_mode);
    vga_show();
}

/* Make plane 2 appear alone, byte after byte, at A0000h. */
static void open_font_plane(void)
{
    set_register(SEQUENCER, SEQ_RESET, 1);
    set_register(SEQUENCER, SEQ_PLANE_MASK, 0x04);
    set_register(SEQUENCER, SEQ_MEMORY_MODE, 0x07);
    set_register(SEQUENCER, SEQ_RESET, 3);
    set_register(GRAPHICS, GC_READ_PLANE, 2);
    set_register(GRAPHICS, GC_MODE, 0x00);
    set_register(GRAPHICS, GC_MISC, 0x04);
}

static void close_font_plane(void)
{
    set_register(SEQUENCER, SEQ_RESET, 1);
    set_register(SEQUENCER, SEQ_PLANE_MASK,
                 text_mode.sequencer[SEQ_PLANE_MASK]);
    set_register(SEQUENCER, SEQ_MEMORY_MODE,
                 text_mode.sequencer[SEQ_MEMORY_MODE]);
    set_register(SEQUENCER, SEQ_RESET, 3);
    set_register(GRAPHICS, GC_READ_PLANE, text_mode.graphics[GC_READ_PLANE]);
    set_register(GRAPHICS, GC_MODE, text_mode.graphics[GC_MODE]);
    set_register(GRAPHICS, GC_MISC, text_mode.graphics[GC_MISC]);
}

void vga_fetch_font(uint8_t *to)
{
    open_font_plane();
    memcpy(to, physical_to_kernel(VGA_GRAPHICS_MEMORY), VGA_FONT_BYTES);
    close_font_plane();
}

void vga_store_font(const uint8_t *from)
{
    open_font_plane();
    memcpy(physical_to_kernel(VGA_GRAPHICS_MEMORY), from, VGA_FONT_BYTES);
    close_font_plane();
}

void vga_set_colour(uint8_t number, uint32_t rgb)
{
    port_out8(DAC_NUMBER, number);
    port_out8(DAC_DATA, (uint8_t)(rgb >> 16 & 0x3f));
    port_out8(DAC_DATA, (uint8_t)(rgb >> 8 & 0x3f));
    port_out8(DAC_DATA, (uint8_t)(rgb & 0x3f));
}
