/* SPDX-License-Identifier: MIT
 *
 * hw/vga.c - IBM VGA: the ports, and the registers behind them.
 *
 *   port      access  register
 *   3C0h      write   Attribute Controller: index, then data, in turn
 *   3C0h      read    Attribute Controller: index
 *   3C1h      read    Attribute Controller: data
 *   3C2h      write   Miscellaneous Output (read at 3CCh)
 *   3C2h      read    Input Status 0
 *   3C4h-5h   both    Sequencer: index, data
 *   3C6h      both    DAC: mask on the pixel
 *   3C7h      write   DAC: index to read from
 *   3C7h      read    DAC: 0: last index was for writing  3: for reading
 *   3C8h      both    DAC: index to write to
 *   3C9h      both    DAC: red, green, blue, in turn
 *   3CAh      read    Feature Control (written at 3xAh)
 *   3CEh-Fh   both    Graphics Controller: index, data
 *   1CEh-Fh   both    Bochs VBE extensions: index, data (vga_dispi.c)
 *   3x4h-5h   both    CRT Controller: index, data
 *   3xAh      read    Input Status 1; the attribute port takes an index next
 *
 * x is B or D, as Miscellaneous Output bit 0 says. At power-on every register
 * is 0 and the screen is dark: the firmware must program some sixty values and
 * load a font before the first letter can be seen. That is why a POST with a
 * problem before this step can only beep. The other files of the card:
 * vga_memory.c (planes), vga_crtc.c (timing), vga_text.c and vga_render.c
 * (what the monitor shows), vga_dispi.c (pictures of more colours), vga_pci.c.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Video Subsystem".
 * Not modelled: video subsystem enable (3C3h), monitor sense, light pen.
 */
#include "hw/vga_registers.h"

#include <string.h>

#define STATUS0_SENSE  BIT(4) /* a monitor is connected */
#define DAC_STATE_READ 3

/* The bits that exist; the others read as 0. */
static const uint8_t sequencer_bits[SR_COUNT] = {0x03, 0x3d, 0x0f, 0x3f, 0x0e};
static const uint8_t graphics_bits[GR_COUNT] = {0x0f, 0x0f, 0x0f, 0x1f, 0x03,
                                                0x7b, 0x0f, 0x0f, 0xff};
static const uint8_t attribute_bits[AR_COUNT] = {
    0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f,
    0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0xef, 0xff, 0x3f, 0x0f, 0x0f};

/* The screen got a new shape: say so once, when there is something to see. */
static void vga_report_mode(struct board *b, struct vga *vga)
{
    struct vga_mode mode;

    if (!vga_crtc_mode(vga, &mode))
        return;
    if (mode.graphics == (vga->shown_graphics != 0) &&
        mode.columns == vga->shown_columns && mode.rows == vga->shown_rows &&
        mode.bits == vga->shown_bits)
        return;
    vga->shown_graphics = mode.graphics;
    vga->shown_columns = mode.columns;
    vga->shown_rows = mode.rows;
    vga->shown_bits = mode.bits;
    board_event(b, EV_VIDEO_MODE, mode.graphics, mode.columns, mode.rows,
                mode.bits);
}

/* The CRT controller answers at 3Bxh or at 3Dxh, never at both. */
static bool vga_decodes(const struct vga *vga, uint16_t port)
{
    if (port >= 0x3c0 && port <= 0x3cf)
        return true;
    return (port & 0xfff0) == (vga->misc & MISC_COLOUR ? 0x3d0 : 0x3b0);
}

static void crtc_write(struct vga *vga, uint8_t value)
{
    unsigned index = vga->crtc_index;

    if (index >= CR_COUNT)
        return;
    if (index <= CR_OVERFLOW &&
        vga->crtc[CR_VERTICAL_RETRACE_END] & CR_RETRACE_END_PROTECT) {
        if (index != CR_OVERFLOW)
            return;
        value = (uint8_t)((vga->crtc[CR_OVERFLOW] & ~CR_OVERFLOW_COMPARE) |
                          (value & CR_OVERFLOW_COMPARE));
    }
    vga->crtc[index] = value;
}

/* The palette can be written only while the display does not use it. */
static void attribute_write(struct vga *vga, uint8_t value)
{
    unsigned index = vga->attribute_index & AR_INDEX;

    vga->attribute_toggle ^= 1;
    if (vga->attribute_toggle) {
        vga->attribute_index = value & (AR_INDEX | AR_INDEX_DISPLAY);
        return;
    }
    if (index < AR_MODE && vga->attribute_index & AR_INDEX_DISPLAY)
        return;
    if (index < AR_COUNT)
        vga->attribute[index] = value & attribute_bits[index];
}

static uint8_t attribute_read(const struct vga *vga)
{
    unsigned index = vga->attribute_index & AR_INDEX;

    return index < AR_COUNT ? vga->attribute[index] : 0;
}

static void dac_start(struct vga *vga, bool reading, uint8_t index)
{
    vga->dac_reading = reading;
    vga->dac_component = 0;
    if (reading)
        vga->dac_read_index = index;
    else
        vga->dac_write_index = index;
}

/* An entry changes as a whole, with its third byte. */
static void dac_write(struct vga *vga, uint8_t value)
{
    uint8_t *entry = vga->dac[vga->dac_write_index];

    if (!(vga->dispi.enable & DISPI_8_BIT_DAC))
        value &= 0x3f;
    if (vga->dac_component < 2) {
        vga->dac_hold[vga->dac_component++] = value;
        return;
    }
    entry[0] = vga->dac_hold[0];
    entry[1] = vga->dac_hold[1];
    entry[2] = value;
    vga->dac_component = 0;
    vga->dac_write_index++;
}

static uint8_t dac_read(struct vga *vga)
{
    uint8_t value = vga->dac[vga->dac_read_index][vga->dac_component % 3];

    if (++vga->dac_component >= 3) {
        vga->dac_component = 0;
        vga->dac_read_index++;
    }
    return value;
}

static uint8_t vga_read(struct board *b, struct vga *vga, uint16_t port)
{
    switch (port) {
    case 0x3c0:
        return vga->attribute_index;
    case 0x3c1:
        return attribute_read(vga);
    case 0x3c2:
        return STATUS0_SENSE;
    case 0x3c4:
        return vga->sequencer_index;
    case 0x3c5:
        return vga->sequencer_index < SR_COUNT
                   ? vga->sequencer[vga->sequencer_index]
                   : 0;
    case 0x3c6:
        return vga->dac_mask;
    case 0x3c7:
        return vga->dac_reading ? DAC_STATE_READ : 0;
    case 0x3c8:
        return vga->dac_write_index;
    case 0x3c9:
        return dac_read(vga);
    case 0x3ca:
        return vga->feature;
    case 0x3cc:
        return vga->misc;
    case 0x3ce:
        return vga->graphics_index;
    case 0x3cf:
        return vga->graphics_index < GR_COUNT
                   ? vga->graphics[vga->graphics_index]
                   : 0;
    case 0x3b4:
    case 0x3d4:
        return vga->crtc_index;
    case 0x3b5:
    case 0x3d5:
        return vga->crtc_index < CR_COUNT ? vga->crtc[vga->crtc_index] : 0;
    case 0x3ba:
    case 0x3da:
        vga->attribute_toggle = 0;
        return vga_crtc_status(vga, board_now(b));
    default:
        return 0xff;
    }
}

static void vga_write(struct vga *vga, uint16_t port, uint8_t value)
{
    switch (port) {
    case 0x3c0:
        attribute_write(vga, value);
        break;
    case 0x3c2:
        vga->misc = value & 0xef;
        break;
    case 0x3c4:
        vga->sequencer_index = value & 7;
        break;
    case 0x3c5:
        if (vga->sequencer_index < SR_COUNT)
            vga->sequencer[vga->sequencer_index] =
                value & sequencer_bits[vga->sequencer_index];
        break;
    case 0x3c6:
        vga->dac_mask = value;
        break;
    case 0x3c7:
    case 0x3c8:
        dac_start(vga, port == 0x3c7, value);
        break;
    case 0x3c9:
        dac_write(vga, value);
        break;
    case 0x3ce:
        vga->graphics_index = value & 15;
        break;
    case 0x3cf:
        if (vga->graphics_index < GR_COUNT)
            vga->graphics[vga->graphics_index] =
                value & graphics_bits[vga->graphics_index];
        break;
    case 0x3b4:
    case 0x3d4:
        vga->crtc_index = value & 31;
        break;
    case 0x3b5:
    case 0x3d5:
        crtc_write(vga, value);
        break;
    case 0x3ba:
    case 0x3da:
        vga->feature = value & 3;
        break;
    }
}

static bool is_dispi(uint16_t port)
{
    return port == DISPI_PORT_INDEX || port == DISPI_PORT_DATA;
}

/* A word reaches two registers of a byte each: index and data in one go. */
static uint32_t vga_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct vga *vga = dev;
    uint32_t value = 0;

    if (is_dispi(port))
        return vga_dispi_in(vga, port, bytes);
    for (unsigned i = 0; i < bytes; i++) {
        uint16_t next = (uint16_t)(port + i);

        value |= (vga_decodes(vga, next) ? vga_read(b, vga, next) : 0xffu)
                 << (8 * i);
    }
    return value;
}

static void vga_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct vga *vga = dev;

    if (is_dispi(port))
        vga_dispi_out(b, vga, port, bytes, value);
    else
        for (unsigned i = 0; i < bytes; i++) {
            uint16_t next = (uint16_t)(port + i);

            if (vga_decodes(vga, next))
                vga_write(vga, next, (uint8_t)(value >> (8 * i)));
        }
    vga_report_mode(b, vga);
}

static uint8_t vga_mem_read(struct board *b, void *dev, uint32_t address)
{
    return vga_memory_read(b, dev, address);
}

static void vga_mem_write(struct board *b, void *dev, uint32_t address,
                          uint8_t value)
{
    vga_memory_write(b, dev, address, value);
}

/* RESET clears the registers; memory and DAC entries keep what they hold. */
static void vga_reset(struct board *b, void *dev)
{
    struct vga *vga = dev;

    memset(vga, 0, offsetof(struct vga, dac));
    memset(vga->latch, 0, sizeof(vga->latch));
    vga->shown_graphics = 0;
    vga->shown_columns = 0;
    vga->shown_rows = 0;
    vga->shown_bits = 0;
    vga_dispi_reset(vga);
    vga_pci_reset(b, vga);
}

static void vga_power_on(struct board *b, void *dev, unsigned unit)
{
    (void)unit;
    vga_reset(b, dev);
}

const struct device_ops vga_ops = {
    .part = "IBM Video Graphics Array, with Bochs VBE extensions",
    .power_on = vga_power_on,
    .reset = vga_reset,
    .in = vga_in,
    .out = vga_out,
    .wide = true,
    .mem_read = vga_mem_read,
    .mem_write = vga_mem_write,
    .pci = &vga_pci,
};
