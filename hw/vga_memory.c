/* SPDX-License-Identifier: MIT
 *
 * hw/vga_memory.c - the CPU's way to the four memory planes of the VGA.
 *
 * One CPU byte meets four bytes, one in each plane: a read loads all four
 * into the latches and returns one of them (or a comparison); a write mixes
 * the CPU's byte with the latches and stores into the planes of the map mask.
 *
 *   address            which plane          which byte of the plane
 *   chain-4            bits 1:0             bits 15:2, then 15:14 below
 *   odd/even, chained  bit 0 (+ pair)       bits 15:1, then bit 16 below
 *   otherwise          map mask, read map   bits 15:0
 *
 * With the Bochs VBE extensions on, the window is 64 KiB of a larger memory: as
 * it lies there, or with four bits a pixel as planes (hw/vga_dispi.c).
 *
 * In text mode the chip is set to odd/even, so that the CPU sees characters
 * (plane 0) and attributes (plane 1) side by side; the font in plane 2 is
 * written with odd/even off.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Graphics
 *         Controller Registers", "Sequencer Registers".
 * Not modelled: the page bit of odd/even (Miscellaneous Output bit 5), cards
 *               with less than 256 KiB (Sequencer 4 bit 1).
 */
#include "hw/fault.h"
#include "hw/vga_registers.h"

/* Graphics 6, bits 3:2: A0000h 128K, A0000h 64K, B0000h 32K, B8000h 32K. */
static bool memory_decodes(const struct vga *vga, uint32_t address)
{
    if (vga_dispi_enabled(vga))
        return address >= 0xa0000 && address < 0xb0000;
    if (!(vga->misc & MISC_ENABLE_RAM))
        return false;
    switch ((vga->graphics[GR_MISCELLANEOUS] & GR_MISC_MEMORY_MAP) >> 2) {
    case 0:
        return address >= 0xa0000 && address < 0xc0000;
    case 1:
        return address >= 0xa0000 && address < 0xb0000;
    case 2:
        return address >= 0xb0000 && address < 0xb8000;
    default:
        return address >= 0xb8000 && address < 0xc0000;
    }
}

/* The window's own offset: the 32K windows begin at their first byte. */
static unsigned memory_window_offset(const struct vga *vga, uint32_t address)
{
    unsigned map = vga->graphics[GR_MISCELLANEOUS] & GR_MISC_MEMORY_MAP;

    return address & (map & BIT(3) ? 0x7fff : map ? 0xffff : 0x1ffff);
}

static unsigned memory_plane_offset(const struct vga *vga, unsigned offset)
{
    if (vga->sequencer[SR_MEMORY_MODE] & SR_MEMORY_CHAIN4)
        return (offset & 0xfffc) | (offset >> 14 & 3);
    if (vga->graphics[GR_MISCELLANEOUS] & GR_MISC_CHAIN)
        return (offset & 0xfffe) | offset >> 16;
    return offset & 0xffff;
}

static unsigned memory_place(const struct vga *vga, uint32_t address,
                             unsigned offset)
{
    return vga_dispi_enabled(vga) ? vga_dispi_window(vga, address)
                                  : memory_plane_offset(vga, offset);
}

/* Read mode 1: a bit is 1 where all planes that matter have the colour. */
static uint8_t memory_compare(const struct vga *vga)
{
    unsigned different = 0;

    for (unsigned plane = 0; plane < VGA_PLANES; plane++) {
        unsigned wanted = vga->graphics[GR_COLOUR_COMPARE] >> plane & 1;

        if (vga->graphics[GR_COLOUR_CARE] >> plane & 1)
            different |= vga->latch[plane] ^ (wanted ? 0xffu : 0u);
    }
    return (uint8_t)~different;
}

static unsigned memory_read_plane(const struct vga *vga, unsigned offset)
{
    unsigned plane = vga->graphics[GR_READ_MAP] & 3u;

    if (vga->sequencer[SR_MEMORY_MODE] & SR_MEMORY_CHAIN4)
        return offset & 3;
    if (vga->graphics[GR_MODE] & GR_MODE_ODD_EVEN)
        return (plane & 2) | (offset & 1);
    return plane;
}

/* A byte of each plane, from the planes or from the memory that the VBE
 * extensions have. */
static void memory_load(const struct board *b, struct vga *vga, unsigned place)
{
    if (vga_dispi_enabled(vga))
        board_video_read(b, place * VGA_PLANES, vga->latch, VGA_PLANES);
    else
        for (unsigned plane = 0; plane < VGA_PLANES; plane++)
            vga->latch[plane] = vga->plane[plane][place];
}

uint8_t vga_memory_read(struct board *b, struct vga *vga, uint32_t address)
{
    unsigned offset, place;
    uint8_t byte;

    if (!memory_decodes(vga, address))
        return 0xff;
    if (vga_dispi_is_packed(vga)) {
        board_video_read(b, vga_dispi_window(vga, address), &byte, 1);
        return byte;
    }
    offset = memory_window_offset(vga, address);
    place = memory_place(vga, address, offset);
    memory_load(b, vga, place);
    if (vga->graphics[GR_MODE] & GR_MODE_READ)
        return memory_compare(vga);
    return vga->latch[memory_read_plane(vga, offset)];
}

static unsigned memory_write_planes(const struct vga *vga, unsigned offset)
{
    unsigned planes = vga->sequencer[SR_MAP_MASK];

    if (vga->sequencer[SR_MEMORY_MODE] & SR_MEMORY_CHAIN4)
        return planes & BIT(offset & 3);
    if (!(vga->sequencer[SR_MEMORY_MODE] & SR_MEMORY_SEQUENTIAL))
        return planes & (offset & 1 ? 0xau : 0x5u);
    return planes;
}

static unsigned memory_rotate(const struct vga *vga, unsigned value)
{
    unsigned count = vga->graphics[GR_DATA_ROTATE] & GR_ROTATE_COUNT;

    return (value >> count | value << (8 - count)) & 0xff;
}

static unsigned memory_function(const struct vga *vga, unsigned value,
                                unsigned latch)
{
    switch ((vga->graphics[GR_DATA_ROTATE] & GR_ROTATE_FUNCTION) >> 3) {
    case 1:
        return value & latch;
    case 2:
        return value | latch;
    case 3:
        return value ^ latch;
    default:
        return value;
    }
}

/* What a write of this byte stores into one plane. */
static unsigned memory_mix(const struct vga *vga, unsigned plane, uint8_t value)
{
    unsigned set = vga->graphics[GR_SET_RESET] >> plane & 1 ? 0xff : 0;
    unsigned enable = vga->graphics[GR_ENABLE_SET_RESET] >> plane & 1;
    unsigned mask = vga->graphics[GR_BIT_MASK];
    unsigned latch = vga->latch[plane];
    unsigned data;

    switch (vga->graphics[GR_MODE] & GR_MODE_WRITE) {
    case 0:
        data = enable ? set : memory_rotate(vga, value);
        break;
    case 1:
        return latch;
    case 2:
        data = value >> plane & 1 ? 0xff : 0;
        break;
    default:
        data = set;
        mask &= memory_rotate(vga, value);
        break;
    }
    data = memory_function(vga, data, latch);
    return (data & mask) | (latch & ~mask);
}

/* The byte as the memory chips keep it. */
static uint8_t memory_keep(const struct vga *vga, unsigned plane,
                           unsigned place, unsigned value)
{
    if (plane != vga->stuck_plane || place < vga->stuck_first ||
        place > vga->stuck_last)
        return (uint8_t)value;
    return (uint8_t)((value & ~(unsigned)vga->stuck_mask) | vga->stuck_value);
}

static void memory_store(struct board *b, struct vga *vga, unsigned plane,
                         unsigned place, unsigned value)
{
    if (vga_dispi_enabled(vga))
        board_video_write(b, place * VGA_PLANES + plane, (uint8_t)value);
    else
        vga->plane[plane][place] = memory_keep(vga, plane, place, value);
}

void vga_memory_write(struct board *b, struct vga *vga, uint32_t address,
                      uint8_t value)
{
    unsigned offset, place, planes;

    if (!memory_decodes(vga, address))
        return;
    if (vga_dispi_is_packed(vga)) {
        board_video_write(b, vga_dispi_window(vga, address), value);
        return;
    }
    offset = memory_window_offset(vga, address);
    place = memory_place(vga, address, offset);
    planes = memory_write_planes(vga, offset);
    for (unsigned plane = 0; plane < VGA_PLANES; plane++)
        if (planes & BIT(plane))
            memory_store(b, vga, plane, place, memory_mix(vga, plane, value));
}

/* Fault: hw/faults.def. When it is over, the bits stay as they are. */
const char *device_fault_VIDEO_MEMORY(struct board *b,
                                      const struct fault_call *call)
{
    struct vga *vga = board_device(b, DEV_vga);
    uint64_t first = call->param[PARAM_OFFSET];
    uint64_t end = first + call->param[PARAM_SIZE];

    if (!call->on) {
        vga->stuck_mask = vga->stuck_value = 0;
        return NULL;
    }
    if (vga->stuck_mask)
        return "only one part of the video memory can be stuck";
    vga->stuck_plane = (uint8_t)call->param[PARAM_PLANE];
    vga->stuck_first = (uint16_t)first;
    vga->stuck_last =
        (uint16_t)(end > VGA_PLANE_BYTES ? VGA_PLANE_BYTES - 1 : end - 1);
    vga->stuck_mask = (uint8_t)BIT(call->param[PARAM_BIT]);
    vga->stuck_value = call->param[PARAM_VALUE] ? vga->stuck_mask : 0;
    for (unsigned i = vga->stuck_first; i <= vga->stuck_last; i++) {
        uint8_t *byte = &vga->plane[vga->stuck_plane][i];

        *byte = memory_keep(vga, vga->stuck_plane, i, *byte);
    }
    return NULL;
}
