/* SPDX-License-Identifier: MIT
 *
 * hw/vga_registers.h - the card's registers by name, for the files of the
 * card.
 *
 * Source: IBM Personal System/2 Hardware Interface Technical Reference,
 *         "Video Subsystem", "VGA Programming Considerations".
 */
#ifndef HW_VGA_REGISTERS_H
#define HW_VGA_REGISTERS_H

#include "hw/pci_config.h"
#include "hw/vga.h"

/* Miscellaneous Output: write 3C2h, read 3CCh. */
#define MISC_COLOUR     BIT(0)      /* CRTC at 0: 3Bxh  1: 3Dxh */
#define MISC_ENABLE_RAM BIT(1)      /* 1: the CPU can reach the memory */
#define MISC_CLOCK      FIELD(3, 2) /* 0: 25.175 MHz  1: 28.322 MHz */

/* Sequencer: index 3C4h, data 3C5h. */
enum sequencer_register {
    SR_RESET,
    SR_CLOCKING_MODE,
    SR_MAP_MASK,
    SR_CHARACTER_MAP,
    SR_MEMORY_MODE,
    SR_COUNT
};
#define SR_RESET_RUN         FIELD(1, 0) /* both 1: the sequencer runs */
#define SR_CLOCKING_8_DOTS   BIT(0)      /* character of 0: 9 dots  1: 8 dots */
#define SR_CLOCKING_HALF     BIT(3)      /* 1: dot clock divided by two */
#define SR_CLOCKING_OFF      BIT(5)      /* 1: screen off */
#define SR_MEMORY_SEQUENTIAL BIT(2)      /* 0: odd/even  1: sequential */
#define SR_MEMORY_CHAIN4     BIT(3) /* 1: address bits 1:0 select the map */

/* CRT controller: index 3x4h, data 3x5h. */
enum crtc_register {
    CR_HORIZONTAL_TOTAL,
    CR_HORIZONTAL_DISPLAY_END,
    CR_HORIZONTAL_BLANK_START,
    CR_HORIZONTAL_BLANK_END,
    CR_HORIZONTAL_RETRACE_START,
    CR_HORIZONTAL_RETRACE_END,
    CR_VERTICAL_TOTAL,
    CR_OVERFLOW,
    CR_PRESET_ROW_SCAN,
    CR_MAXIMUM_SCAN_LINE,
    CR_CURSOR_START,
    CR_CURSOR_END,
    CR_START_ADDRESS_HIGH,
    CR_START_ADDRESS_LOW,
    CR_CURSOR_HIGH,
    CR_CURSOR_LOW,
    CR_VERTICAL_RETRACE_START,
    CR_VERTICAL_RETRACE_END,
    CR_VERTICAL_DISPLAY_END,
    CR_OFFSET,
    CR_UNDERLINE,
    CR_VERTICAL_BLANK_START,
    CR_VERTICAL_BLANK_END,
    CR_MODE_CONTROL,
    CR_LINE_COMPARE,
    CR_COUNT
};
#define CR_OVERFLOW_COMPARE     BIT(4)      /* line compare bit 8 */
#define CR_PRESET_ROW_LINE      FIELD(4, 0) /* where the first row begins */
#define CR_PRESET_ROW_PANNING   FIELD(6, 5) /* characters left out at left */
#define CR_MAXIMUM_SCAN_COMPARE BIT(6)      /* line compare bit 9 */
#define CR_MAXIMUM_SCAN_DOUBLE  BIT(7)      /* 1: 200 lines become 400 */
#define CR_MAXIMUM_SCAN_LINES   FIELD(4, 0)
#define CR_CURSOR_OFF           BIT(5)
#define CR_CURSOR_LINE          FIELD(4, 0)
#define CR_RETRACE_END_LINE     FIELD(3, 0)
#define CR_RETRACE_END_PROTECT  BIT(7) /* 1: registers 0-7 are read-only */
#define CR_UNDERLINE_LINE       FIELD(4, 0)
#define CR_UNDERLINE_DOUBLEWORD BIT(6) /* 1: doubleword addresses */
#define CR_MODE_ROW0_IS_MA13    BIT(0) /* 0: row scan bit 0 becomes MA13 */
#define CR_MODE_ROW1_IS_MA14    BIT(1) /* 0: row scan bit 1 becomes MA14 */
#define CR_MODE_WRAP            BIT(5) /* word mode, MA0: 0: MA13  1: MA15 */
#define CR_MODE_BYTE            BIT(6) /* 0: word  1: byte addresses */
#define CR_MODE_RUN             BIT(7) /* 0: retraces held in reset */

/* Graphics controller: index 3CEh, data 3CFh. */
enum graphics_register {
    GR_SET_RESET,
    GR_ENABLE_SET_RESET,
    GR_COLOUR_COMPARE,
    GR_DATA_ROTATE,
    GR_READ_MAP,
    GR_MODE,
    GR_MISCELLANEOUS,
    GR_COLOUR_CARE,
    GR_BIT_MASK,
    GR_COUNT
};
#define GR_ROTATE_COUNT    FIELD(2, 0)
#define GR_ROTATE_FUNCTION FIELD(4, 3) /* 0: replace  1: AND  2: OR  3: XOR */
#define GR_MODE_WRITE      FIELD(1, 0)
#define GR_MODE_READ       BIT(3) /* 1: read returns the colour compare */
#define GR_MODE_ODD_EVEN   BIT(4) /* 1: reads select the map by bit 0 */
#define GR_MODE_INTERLEAVE BIT(5) /* 1: two bits a pixel, as on the CGA */
#define GR_MODE_256        BIT(6) /* 1: eight bits a pixel */
#define GR_MISC_GRAPHICS   BIT(0) /* 0: text  1: graphics */
#define GR_MISC_CHAIN      BIT(1) /* 1: address bit 0 selects the map */
#define GR_MISC_MEMORY_MAP FIELD(3, 2)

/* Attribute controller: index and data 3C0h, read 3C1h. */
enum attribute_register {
    AR_PALETTE = 0x00,
    AR_MODE = 0x10,
    AR_OVERSCAN,
    AR_PLANE_ENABLE,
    AR_PANNING,
    AR_COLOUR_SELECT,
    AR_COUNT
};
#define AR_INDEX           FIELD(4, 0)
#define AR_INDEX_DISPLAY   BIT(5) /* 0: CPU owns the palette, screen dark */
#define AR_MODE_LINE       BIT(2) /* 1: C0h-DFh repeat dot 8 as dot 9 */
#define AR_MODE_BLINK      BIT(3) /* attribute bit 7: 1: blinks */
#define AR_MODE_SPLIT      BIT(5) /* 1: no panning below the line compare */
#define AR_MODE_SELECT_5_4 BIT(7) /* 1: DAC bits 5:4 from Colour Select */

static_assert(SR_COUNT == sizeof((struct vga *)0)->sequencer, "registers");
static_assert(CR_COUNT == sizeof((struct vga *)0)->crtc, "registers");
static_assert(GR_COUNT == sizeof((struct vga *)0)->graphics, "registers");
static_assert(AR_COUNT == sizeof((struct vga *)0)->attribute, "registers");

/* Bochs VBE extensions: index 1CEh, data 1CFh. */
#define DISPI_PORT_INDEX       0x1ce
#define DISPI_PORT_DATA        0x1cf
#define DISPI_ENABLED          BIT(0)
#define DISPI_GET_CAPABILITIES BIT(1)
#define DISPI_8_BIT_DAC        BIT(5)
#define DISPI_NO_CLEAR         BIT(7)
#define DISPI_ENABLE_BITS      0x00e3u

/* hw/vga_memory.c: the CPU's way to the four planes. */
uint8_t vga_memory_read(struct board *b, struct vga *vga, uint32_t address);
void vga_memory_write(struct board *b, struct vga *vga, uint32_t address,
                      uint8_t value);

/* hw/vga_dispi.c: the Bochs VBE extensions. */
static inline bool vga_dispi_enabled(const struct vga *vga)
{
    return vga->dispi.enable & DISPI_ENABLED;
}

/* Does each byte of the window stand for itself? */
static inline bool vga_dispi_is_packed(const struct vga *vga)
{
    return vga_dispi_enabled(vga) && vga->dispi.bpp != 4;
}

void vga_dispi_reset(struct vga *vga);
uint32_t vga_dispi_in(const struct vga *vga, uint16_t port, unsigned bytes);
void vga_dispi_out(struct board *b, struct vga *vga, uint16_t port,
                   unsigned bytes, uint32_t value);

/* Where in the memory, or with four bits a pixel in each plane, the byte at an
 * address of the window at A0000h is. */
uint32_t vga_dispi_window(const struct vga *vga, uint32_t address);

/* Line y of the picture. */
void vga_dispi_line(const struct board *b, const struct vga *vga, unsigned y,
                    uint32_t *pixels);

/* hw/vga_pci.c: the card on the PCI bus. */
extern const struct pci_function vga_pci;
void vga_pci_reset(struct board *b, struct vga *vga);

/* hw/vga_crtc.c: what the programmed numbers come to. */
struct vga_mode {
    bool graphics;
    uint16_t columns; /* character cells, or pixels in graphics */
    uint16_t rows;
    uint16_t bits; /* of a pixel of the VBE extensions, or 0 */
};

/* The programmed mode; false while the screen is dark. */
bool vga_crtc_mode(const struct vga *vga, struct vga_mode *mode);

/* One line of the picture. A line that the card repeats counts once. */
struct vga_line {
    unsigned counter;  /* the address counter at its first character */
    unsigned row_scan; /* which scan line of its row it is */
    unsigned panned;   /* pixels of the first character left out */
};

struct vga_line vga_crtc_line(const struct vga *vga, unsigned y);

unsigned vga_crtc_start(const struct vga *vga);  /* first address */
unsigned vga_crtc_pitch(const struct vga *vga);  /* addresses in a row */
unsigned vga_crtc_cursor(const struct vga *vga); /* address under it */
unsigned vga_crtc_characters(const struct vga *vga);
unsigned vga_crtc_scan_lines(const struct vga *vga); /* in a row */

/* Where in each plane the byte for a value of the address counter lies. */
unsigned vga_crtc_address(const struct vga *vga, unsigned counter,
                          unsigned row_scan);

/* Input Status 1: where the beam is now. */
uint8_t vga_crtc_status(const struct vga *vga, uint64_t now);

/* hw/vga_text.c: does the cursor cover this scan line of its cell? */
bool vga_text_cursor_on(const struct vga *vga, unsigned row_scan);

/* hw/vga_render.c: 00RRGGBBh of a four-bit colour, and of a DAC entry. */
uint32_t vga_render_colour(const struct vga *vga, unsigned colour);
uint32_t vga_render_dac(const struct vga *vga, unsigned index);

#endif
