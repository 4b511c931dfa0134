/* SPDX-License-Identifier: MIT
 *
 * sim/memory_map.h - what stands where in the physical address space.
 *
 *   00000000  RAM
 *   000A0000  the window of the VGA
 *   000C0000  the upper memory: option ROMs, and the end of the BIOS ROM. Of
 *             each piece the chipset says whether reads and whether writes
 *             go to the RAM behind it
 *   00100000  RAM
 *   E0000000  the frame buffer of the VGA; on a PCI bus, where its base
 *             address says (sim/video_memory.c)
 *   ...       the whole BIOS ROM, ending at 4 GiB
 *
 * Source: IBM AT Technical Reference, "System Memory Map"; 82441FX (PMC) data
 *         sheet, "Memory Address Map".
 */
#ifndef SIM_MEMORY_MAP_H
#define SIM_MEMORY_MAP_H

#include "hw/board.h"
#include "sim/memory.h"

#define UPPER_MEMORY_END 0x100000u
#define UPPER_FRAMES     ((UPPER_MEMORY_END - UPPER_MEMORY) >> FRAME_SHIFT)
#define UPPER_PIECES     ((UPPER_MEMORY_END - UPPER_MEMORY) / SHADOW_PIECE)

#define SHADOW_READ      1u
#define SHADOW_WRITE     2u

/* What a rewind must restore. */
struct upper_memory {
    uint8_t shadow[UPPER_PIECES]; /* SHADOW_*: these go to RAM */
    uint32_t ram[UPPER_FRAMES];   /* 1 + host frame; 0: not touched yet */
};

/* Set up RAM and ROMs. False: no host memory. */
bool memory_map_init(struct board *b, const uint8_t *rom, uint32_t rom_bytes);

/* Power: the upper memory is as the board has it before any program runs. */
bool memory_map_power_on(struct board *b);

/* Derive the upper part of the second-level table from the state. */
void memory_map_upper(struct board *b);

/* Connect the windows of the VGA, or nothing, to their addresses. */
bool memory_map_vga(struct board *b, bool present);

/* Guest frame `guest_frame` of RAM has got this host frame. */
bool memory_map_give(struct board *b, uint32_t guest_frame, uint32_t index);

/* Does a store to this address go to RAM that cannot be read there? */
bool memory_map_write_only(const struct board *b, uint32_t address);

#endif
