/* SPDX-License-Identifier: MIT
 *
 * sim/words_ports.c - which chip's words are wanted for which port. Ports at
 * which this board has no device are named too: a firmware looks for them.
 *
 * Source: IBM PC AT Technical Reference, "I/O Address Map".
 */
#include "sim/words.h"

#include "hw/board.h"
#include "phases/explain.h"

/* speak is NULL where no board of this kind has a chip; the name is what a PC
 * may have there. */
static const struct {
    uint16_t first, last;
    chip_speaker *speak;
    const char *name;
} ports[] = {
    {0x000, 0x00f, words_dma, "the first DMA controller"},
    {0x020, 0x021, words_pic, "the master interrupt controller"},
    {0x040, 0x043, words_pit, "the timer"},
    {0x060, 0x060, words_kbc, "the keyboard controller"},
    {0x061, 0x061, words_system, "system control port B"},
    {0x064, 0x064, words_kbc, "the keyboard controller"},
    {0x070, 0x071, words_cmos, "the real-time clock"},
    {0x080, 0x080, words_system_port, "the POST card"},
    {0x081, 0x08f, words_dma, "the DMA page registers"},
    {0x092, 0x092, words_system, "system control port A"},
    {0x0a0, 0x0a1, words_pic, "the slave interrupt controller"},
    {0x0b5, 0x0b5, words_system_port, NULL},
    {0x0c0, 0x0df, words_dma, "the second DMA controller"},
    {0x0e9, 0x0e9, words_system_port, NULL},
    {0x0f0, 0x0f1, words_system_port, "the coprocessor error logic"},
    {0x170, 0x177, words_ata, "the second ATA channel"},
    {0x1ce, 0x1cf, words_vga, "the display adapter"},
    {0x1f0, 0x1f7, words_ata, "the first ATA channel"},
    {0x200, 0x207, NULL, "the game port"},
    {0x278, 0x27a, words_printer, "the second parallel port"},
    {0x2e8, 0x2ef, words_uart, "COM4"},
    {0x2f8, 0x2ff, words_uart, "COM2"},
    {0x376, 0x376, words_ata_control, "the second ATA channel"},
    {0x378, 0x37a, words_printer, "the first parallel port"},
    {0x3b4, 0x3b5, words_vga, "the display adapter"},
    {0x3ba, 0x3ba, words_vga, "the display adapter"},
    {0x3bc, 0x3be, words_printer, "a parallel port"},
    {0x3c0, 0x3da, words_vga, "the display adapter"},
    {0x3e8, 0x3ef, words_uart, "COM3"},
    {0x3f0, 0x3f5, words_floppy, "the floppy controller"},
    {0x3f6, 0x3f6, words_ata_control, "the first ATA channel"},
    {0x3f7, 0x3f7, words_floppy, "the floppy controller"},
    {0x3f8, 0x3ff, words_uart, "COM1"},
    {0x4d0, 0x4d1, words_elcr, "edge or level of the interrupts"},
    {0x510, 0x511, words_fw_cfg, NULL},
    {0xcf8, 0xcff, words_pci, "PCI configuration"},
};

static unsigned find_port(uint32_t port)
{
    unsigned i = 0;

    while (i < ARRAY_LEN(ports) &&
           (port < ports[i].first || port > ports[i].last))
        i++;
    return i;
}

bool words_port(struct words *w, const struct access *a)
{
    unsigned i = find_port(a->port);

    if (a->device == DEV_piix_pm) {
        words_power(w, a);
        return true;
    }
    if (a->device == DEV_piix_ide) {
        words_bus_master(w, a);
        return true;
    }
    if (i == ARRAY_LEN(ports) || !ports[i].speak)
        return false;
    ports[i].speak(w, a);
    return true;
}

const char *words_port_place(uint32_t port)
{
    unsigned i = find_port(port);

    return i < ARRAY_LEN(ports) ? ports[i].name : NULL;
}

void words_post_code(struct words *w, uint32_t code)
{
    const char *name = explain_post_name(code);

    if (name)
        words_add(w, ", in the bundled BIOS \"%s\"", name);
}
