/* SPDX-License-Identifier: MIT
 *
 * hw/vga_pci.c - the VGA as PCI function 00:02.0, by whose numbers a firmware
 * or a driver knows that it has the Bochs VBE extensions.
 *
 *   register  meaning
 *   00-03     1234h, 1111h
 *   04-05     command  bit 1: the frame buffer answers
 *   0B        03h, a display; 0A: 00h, a VGA
 *   10-13     BAR0     physical address of the frame buffer, 16 MiB; bit 3:
 *                      reading ahead does no harm
 *
 * On a board without PCI, and with a ROM that is not for this function, the
 * card is one for the ISA bus: it is no function, and the frame buffer is at
 * E0000000h, as Bochs has it.
 *
 * Source: PCI Local Bus Specification 2.1, "Base Addresses", "PCI Expansion
 *         ROM Header Format", "PCI Data Structure Format"; QEMU
 * documentation, "QEMU Standard VGA".
 * Not modelled: the ROM and the second base address; command bit 0: the ports
 *               always answer.
 */
#include "hw/vga_registers.h"

#include <string.h>

#define COMMAND        0x04
#define COMMAND_MEMORY BIT(1)
#define BAR0           0x10
#define BAR0_LAST      0x13

static const struct pci_bytes vga_bytes[] = {
    {0x00, 0x00, 0x34, 0x00},           {0x01, 0x01, 0x12, 0x00},
    {0x02, 0x03, 0x11, 0x00},           {COMMAND, COMMAND, 0x00, 0x07},
    {0x0b, 0x0b, 0x03, 0x00},           {BAR0, BAR0, 0x08, 0x00},
    {BAR0_LAST, BAR0_LAST, 0x00, 0xff}, {0x3c, 0x3c, 0x00, 0xff},
};

#define ROM_DATA_POINTER 0x18 /* where the PCI data structure is */

/* It begins with a signature, vendor and device. */
bool vga_is_pci(const struct board_config *c)
{
    static const uint8_t ours[8] = {'P', 'C', 'I', 'R', 0x34, 0x12, 0x11, 0x11};
    uint32_t at;

    if (c->machine != MACHINE_PC)
        return false;
    if (!c->vga_rom_bytes)
        return true;
    if (c->vga_rom_bytes < ROM_DATA_POINTER + 2)
        return false;
    at = c->vga_rom[ROM_DATA_POINTER] |
         (uint32_t)c->vga_rom[ROM_DATA_POINTER + 1] << 8;
    return at + sizeof ours <= c->vga_rom_bytes &&
           memcmp(c->vga_rom + at, ours, sizeof ours) == 0;
}

/* Base address or command: the frame buffer is somewhere else. */
static void config_written(struct board *b, void *dev, unsigned reg)
{
    const struct vga *vga = dev;

    if (reg == COMMAND || reg == BAR0_LAST)
        board_video_place(b, vga->config[COMMAND] & COMMAND_MEMORY
                                 ? (uint32_t)vga->config[BAR0_LAST] << 24
                                 : 0);
}

const struct pci_function vga_pci = {
    .devfn = PCI_DEVFN(2, 0),
    .config = offsetof(struct vga, config),
    .bytes = vga_bytes,
    .count = ARRAY_LEN(vga_bytes),
    .present = vga_is_pci,
    .written = config_written,
};

void vga_pci_reset(struct board *b, struct vga *vga)
{
    pci_config_reset(&vga_pci, vga);
    board_video_place(b, vga_is_pci(board_config(b)) ? 0 : VIDEO_MEMORY_PLACE);
}
