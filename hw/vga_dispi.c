/* SPDX-License-Identifier: MIT
 *
 * hw/vga_dispi.c - the Bochs VBE extensions of the VGA: modes of more pixels
 * and colours, in few registers and a linear frame buffer.
 *
 *   port        access  meaning
 *   1CEh        word    index
 *   1CFh        word    the register of that index:
 *
 *   index  register
 *   0      ID              B0C0h-B0C5h: the version of this interface
 *   1, 2   XRES, YRES      pixels
 *   3      BPP             bits of a pixel: 4, 8, 15, 16, 24 or 32
 *   4      ENABLE          bit 0  1: these registers make the picture
 *                          bit 1  1: 1-3 read what is possible at most
 *                          bit 5  1: the DAC has eight bits a colour, not six
 *                          bit 6  1: the frame buffer is used; it always
 *                                 answers
 *                          bit 7  1: enabling leaves the memory as it is
 *   5      BANK            which 64 KiB are seen at A0000h
 *   6, 7   VIRT_WIDTH, VIRT_HEIGHT
 *                          pixels from a line to the next; lines of that
 *                          width in the memory (read-only)
 *   8, 9   X_OFFSET, Y_OFFSET
 *                          the pixel at the upper left corner
 *   A      VIDEO_MEMORY    units of 64 KiB (read-only)
 *
 * What does not fit is made to fit. No monitor timing is needed: any width
 * that is a multiple of eight will do. With four bits a pixel, the four planes
 * lie side by side in the memory, a byte each.
 *
 * Source: Bochs documentation, "VBE Display API"; QEMU documentation, "QEMU
 * Standard VGA".
 * Not modelled: accesses of bytes, 32 KiB banks, the EDID registers.
 */
#include "hw/vga_registers.h"

#define ID_FIRST     0xb0c0
#define ID_LAST      0xb0c5

#define X_MAX        2560
#define Y_MAX        1600
#define BITS_MAX     32
#define BANK_BYTES   0x10000u
#define BANKS        (VIDEO_MEMORY_BYTES / BANK_BYTES)

#define WIDTH_FIELDS 0xfff8u /* a multiple of 8 pixels */

enum dispi_register {
    DISPI_ID,
    DISPI_XRES,
    DISPI_YRES,
    DISPI_BPP,
    DISPI_ENABLE,
    DISPI_BANK,
    DISPI_VIRT_WIDTH,
    DISPI_VIRT_HEIGHT,
    DISPI_X_OFFSET,
    DISPI_Y_OFFSET,
    DISPI_VIDEO_MEMORY,
};

static uint16_t between(unsigned low, unsigned value, unsigned high)
{
    return (uint16_t)(value < low ? low : value > high ? high : value);
}

/* Bits of memory that a pixel takes. */
static unsigned pixel_bits(const struct dispi *d)
{
    return d->bpp == 15 ? 16 : d->bpp;
}

static unsigned line_bytes(const struct dispi *d)
{
    return d->virt_width * pixel_bits(d) / 8;
}

static unsigned lines_in_memory(const struct dispi *d)
{
    return VIDEO_MEMORY_BYTES / line_bytes(d);
}

static uint32_t first_byte(const struct dispi *d)
{
    return (uint32_t)d->y_offset * line_bytes(d) +
           d->x_offset * pixel_bits(d) / 8;
}

/* The picture, from where it begins, lies in the memory. */
static bool is_inside(const struct dispi *d)
{
    return first_byte(d) + (uint32_t)d->yres * line_bytes(d) <=
           VIDEO_MEMORY_BYTES;
}

static void make_fit(struct dispi *d)
{
    if (!(d->enable & DISPI_ENABLED))
        return;
    if (d->bpp != 4 && d->bpp != 15 && d->bpp != 16 && d->bpp != 24 &&
        d->bpp != 32)
        d->bpp = 8;
    d->xres = between(8, d->xres & WIDTH_FIELDS, X_MAX);
    d->virt_width =
        between(d->xres, d->virt_width & WIDTH_FIELDS, 0xffff & WIDTH_FIELDS);
    d->yres = between(1, d->yres, Y_MAX);
    d->yres = between(1, d->yres, lines_in_memory(d));
    if (!is_inside(d))
        d->y_offset = 0;
    if (!is_inside(d))
        d->x_offset = 0;
}

/* The new picture begins at the first byte of the memory. */
static void write_enable(struct board *b, struct dispi *d, uint16_t value)
{
    bool begins = value & ~d->enable & DISPI_ENABLED;

    d->enable = value & DISPI_ENABLE_BITS;
    if (!begins)
        return;
    d->bank = d->virt_width = d->x_offset = d->y_offset = 0;
    make_fit(d);
    if (!(value & DISPI_NO_CLEAR))
        board_video_clear(b, (uint32_t)d->yres * line_bytes(d));
}

static void write_register(struct board *b, struct dispi *d, uint16_t value)
{
    switch (d->index) {
    case DISPI_ID:
        if (value >= ID_FIRST && value <= ID_LAST)
            d->id = value;
        break;
    case DISPI_XRES:
        d->xres = value;
        break;
    case DISPI_YRES:
        d->yres = value;
        break;
    case DISPI_BPP:
        d->bpp = value;
        break;
    case DISPI_ENABLE:
        write_enable(b, d, value);
        break;
    case DISPI_BANK:
        d->bank = value & (BANKS - 1);
        break;
    case DISPI_VIRT_WIDTH:
        d->virt_width = value;
        break;
    case DISPI_X_OFFSET:
        d->x_offset = value;
        break;
    case DISPI_Y_OFFSET:
        d->y_offset = value;
        break;
    default:
        break;
    }
    make_fit(d);
}

static uint16_t read_register(const struct dispi *d)
{
    bool most = d->enable & DISPI_GET_CAPABILITIES;

    switch (d->index) {
    case DISPI_ID:
        return d->id;
    case DISPI_XRES:
        return most ? X_MAX : d->xres;
    case DISPI_YRES:
        return most ? Y_MAX : d->yres;
    case DISPI_BPP:
        return most ? BITS_MAX : d->bpp;
    case DISPI_ENABLE:
        return d->enable;
    case DISPI_BANK:
        return d->bank;
    case DISPI_VIRT_WIDTH:
        return d->virt_width;
    case DISPI_VIRT_HEIGHT:
        return d->virt_width ? (uint16_t)between(0, lines_in_memory(d), 0xffff)
                             : 0;
    case DISPI_X_OFFSET:
        return d->x_offset;
    case DISPI_Y_OFFSET:
        return d->y_offset;
    case DISPI_VIDEO_MEMORY:
        return BANKS;
    default:
        return 0;
    }
}

void vga_dispi_reset(struct vga *vga)
{
    vga->dispi = (struct dispi){.id = ID_LAST};
}

uint32_t vga_dispi_in(const struct vga *vga, uint16_t port, unsigned bytes)
{
    if (bytes != 2)
        return 0xffffffff;
    return port == DISPI_PORT_INDEX ? vga->dispi.index
                                    : read_register(&vga->dispi);
}

void vga_dispi_out(struct board *b, struct vga *vga, uint16_t port,
                   unsigned bytes, uint32_t value)
{
    if (bytes != 2)
        return;
    if (port == DISPI_PORT_INDEX)
        vga->dispi.index = (uint16_t)value;
    else
        write_register(b, &vga->dispi, (uint16_t)value);
}

uint32_t vga_dispi_window(const struct vga *vga, uint32_t address)
{
    return vga->dispi.bank * BANK_BYTES + (address & (BANK_BYTES - 1));
}

/* --- the picture ------------------------------------------------------- */

/* A colour of `bits` bits as one of eight. */
static uint32_t eight_bits(unsigned value, unsigned bits)
{
    value &= (1u << bits) - 1;
    return value << (8 - bits) | value >> (2 * bits - 8);
}

/* 00RRGGBBh of the pixel that these bytes are. */
static uint32_t pixel_colour(const struct vga *vga, const uint8_t *p)
{
    unsigned word = p[0] | (unsigned)p[1] << 8;

    switch (vga->dispi.bpp) {
    case 8:
        return vga_render_dac(vga, p[0]);
    case 15:
        return eight_bits(word >> 10, 5) << 16 | eight_bits(word >> 5, 5) << 8 |
               eight_bits(word, 5);
    case 16:
        return eight_bits(word >> 11, 5) << 16 | eight_bits(word >> 5, 6) << 8 |
               eight_bits(word, 5);
    default:
        return (uint32_t)p[2] << 16 | word;
    }
}

/* Eight pixels of four planes; bit 7 is the first one. */
static void planar_line(const struct vga *vga, const uint8_t *bytes,
                        uint32_t *pixels)
{
    for (unsigned x = 0; x < vga->dispi.xres; x++) {
        const uint8_t *group = bytes + x / 8 * VGA_PLANES;
        unsigned colour = 0;

        for (unsigned plane = 0; plane < VGA_PLANES; plane++)
            colour |= (group[plane] >> (7 - x % 8) & 1u) << plane;
        pixels[x] = vga_render_colour(vga, colour);
    }
}

void vga_dispi_line(const struct board *b, const struct vga *vga, unsigned y,
                    uint32_t *pixels)
{
    const struct dispi *d = &vga->dispi;
    uint8_t bytes[X_MAX * BITS_MAX / 8];
    unsigned step = pixel_bits(d) / 8;

    board_video_read(b, first_byte(d) + y * line_bytes(d), bytes,
                     d->xres * pixel_bits(d) / 8);
    if (d->bpp == 4)
        planar_line(vga, bytes, pixels);
    else
        for (unsigned x = 0; x < d->xres; x++)
            pixels[x] = pixel_colour(vga, bytes + x * step);
}
