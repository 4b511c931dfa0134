/* SPDX-License-Identifier: MIT
 *
 * hw/fw_cfg.c - the firmware configuration device: a paravirtual channel. No
 * PC has it; a hypervisor gives its firmware what it would otherwise have to
 * find out or cannot know.
 *
 *   port  access  meaning
 *   510h  word W  selects an item; reading begins at its first byte
 *   511h  byte R  the next byte of the item; 0 after its end
 *
 *   item   what
 *   0000h  signature, "QEMU", by which a firmware knows the device
 *   0001h  features, 4 bytes: bit 0, this interface of two ports
 *   0003h  RAM in bytes, 8 bytes
 *   0005h  number of processors, 2 bytes
 *   000Fh  the most that there can be, 2 bytes
 *   0019h  directory of files: how many, then for each one its size and item
 *          (big-endian) and its name
 *   0020h  the first file
 *
 * The one file is the BIOS of the VGA, if the machine has one: SeaBIOS runs
 * what it finds under vgaroms/, and a ROM that says it is for a certain PCI
 * function, named after that, together with the function.
 *
 * Source: QEMU documentation, "QEMU Firmware Configuration (fw_cfg) Device".
 * Not modelled: the DMA interface, writing, other files.
 */
#include "hw/fw_cfg.h"
#include "hw/vga.h"

#include <string.h>

#define PORT_SELECT    0x510

#define ITEM_SIGNATURE 0x0000
#define ITEM_FEATURES  0x0001
#define ITEM_RAM       0x0003
#define ITEM_CPUS      0x0005
#define ITEM_MAX_CPUS  0x000f
#define ITEM_DIRECTORY 0x0019
#define ITEM_VGA_ROM   0x0020

#define FEATURE_PORTS  BIT(0)

/* Directory: count, then size, item, reserved, name. */
#define DIRECTORY_COUNT 4
#define ENTRY_NAME      8
#define ENTRY_BYTES     64

static const char signature[4] = {'Q', 'E', 'M', 'U'};
static const char vga_rom_name[] = "vgaroms/vgabios.bin";
static const char pci_rom_name[] = "pci1234,1111.rom";

static uint8_t little_endian(uint64_t value, unsigned bytes, uint32_t at)
{
    return at < bytes ? (uint8_t)(value >> (8 * at)) : 0;
}

static uint8_t big_endian(uint32_t value, unsigned bytes, uint32_t at)
{
    return (uint8_t)(value >> (8 * (bytes - 1 - at)));
}

static uint8_t directory_entry(const struct board_config *c, uint32_t at)
{
    const char *name;

    if (at < 4)
        return big_endian(c->vga_rom_bytes, 4, at);
    if (at < 6)
        return big_endian(ITEM_VGA_ROM, 2, at - 4);
    name = vga_is_pci(c) ? pci_rom_name : vga_rom_name;
    if (at < ENTRY_NAME || at - ENTRY_NAME >= strlen(name))
        return 0;
    return (uint8_t)name[at - ENTRY_NAME];
}

static uint8_t directory_byte(const struct board_config *c, uint32_t at)
{
    uint32_t files = c->vga_rom_bytes ? 1 : 0;

    if (at < DIRECTORY_COUNT)
        return big_endian(files, 4, at);
    at -= DIRECTORY_COUNT;
    return at < files * ENTRY_BYTES ? directory_entry(c, at) : 0;
}

static uint8_t item_byte(const struct board_config *c, uint16_t item,
                         uint32_t at)
{
    switch (item) {
    case ITEM_SIGNATURE:
        return at < sizeof signature ? (uint8_t)signature[at] : 0;
    case ITEM_FEATURES:
        return little_endian(FEATURE_PORTS, 4, at);
    case ITEM_RAM:
        return little_endian(c->ram_bytes, 8, at);
    case ITEM_CPUS:
    case ITEM_MAX_CPUS:
        return little_endian(1, 2, at);
    case ITEM_DIRECTORY:
        return directory_byte(c, at);
    case ITEM_VGA_ROM:
        return at < c->vga_rom_bytes ? c->vga_rom[at] : 0;
    default:
        return 0;
    }
}

static uint32_t fw_cfg_in(struct board *b, void *dev, uint16_t port,
                          unsigned bytes)
{
    struct fw_cfg *cfg = dev;
    uint32_t at = cfg->offset;

    (void)bytes;
    if (port == PORT_SELECT)
        return 0xff;
    cfg->offset = at == UINT32_MAX ? at : at + 1;
    return item_byte(board_config(b), cfg->item, at);
}

static void fw_cfg_out(struct board *b, void *dev, uint16_t port,
                       unsigned bytes, uint32_t value)
{
    struct fw_cfg *cfg = dev;

    (void)b;
    if (port != PORT_SELECT || bytes != 2)
        return;
    cfg->item = (uint16_t)value;
    cfg->offset = 0;
}

const struct device_ops fw_cfg_ops = {
    .part = "firmware configuration (fw_cfg)",
    .in = fw_cfg_in,
    .out = fw_cfg_out,
    .wide = true,
};
