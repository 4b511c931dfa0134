/* SPDX-License-Identifier: MIT
 *
 * hw/piix_isa.c - PIIX3 ISA bridge, PCI function 00:01.0.
 *
 *   register  meaning
 *   4C        IORT           wait states of the ISA bus
 *   4E-4F     XBCS           which chips the bridge selects
 *   60-63     PIRQRC[A:D]    ISA interrupt of each PCI interrupt pin:
 *                              7  1: none   3:0  IRQ
 *   69        TOM            top of the memory that ISA devices reach
 *   6A-6B     MSTAT          miscellaneous
 *   70        MBIRQ0         interrupt of the board's own device
 *   76-77     MBDMA          its DMA channels
 *   78-79     PCSC           a chip select for the board
 *   82        DLC            deterministic latency
 *   A0-AC     SMI            system management
 *
 *   port 4D0  ELCR1          IRQ 7:3              1: level triggered
 *        4D1  ELCR2          IRQ 15, 14, 12:9     0: edge triggered
 *
 * It says "multi-function", so that a firmware also looks at 00:01.1 to
 * 00:01.7 and finds the power management function there.
 *
 * Source: 82371FB (PIIX) and 82371SB (PIIX3) data sheet, "PCI Configuration
 *         Registers, PCI to ISA Bridge", "Edge/Level Control Registers".
 * Not modelled: what the registers do (no PCI device here interrupts).
 */
#include "hw/piix_isa.h"

#include "hw/pic.h"

#define PORT_ELCR1 0x4d0 /* ELCR2 is the next one */

/* IRQ 0, 1, 2, 8 and 13 are always edges. */
static const uint8_t elcr_bits[2] = {0xf8, 0xde};

static const struct pci_bytes piix_isa_bytes[] = {
    {0x00, 0x00, 0x86, 0x00}, {0x01, 0x01, 0x80, 0x00}, /* Intel */
    {0x02, 0x02, 0x00, 0x00}, {0x03, 0x03, 0x70, 0x00}, /* PIIX3 */
    {0x04, 0x04, 0x07, 0x08},                           /* command */
    {0x07, 0x07, 0x02, 0x00},                           /* status */
    {0x0a, 0x0a, 0x01, 0x00}, {0x0b, 0x0b, 0x06, 0x00}, /* ISA bridge */
    {0x0e, 0x0e, 0x80, 0x00},                           /* multi-function */
    {0x4c, 0x4c, 0x4d, 0xff}, {0x4e, 0x4e, 0x03, 0xff},
    {0x4f, 0x4f, 0x00, 0x01}, {0x60, 0x63, 0x80, 0x8f},
    {0x69, 0x69, 0x02, 0xfe}, {0x6a, 0x6b, 0x00, 0xff},
    {0x70, 0x70, 0x80, 0xef}, {0x76, 0x77, 0x0c, 0x8f},
    {0x78, 0x78, 0x02, 0xff}, {0x79, 0x79, 0x00, 0xff},
    {0x82, 0x82, 0x00, 0x0f}, {0xa0, 0xa0, 0x08, 0x1f},
    {0xa2, 0xa3, 0x00, 0xff}, {0xa4, 0xa7, 0x00, 0xff},
    {0xa8, 0xa8, 0x0f, 0xff}, {0xaa, 0xab, 0x00, 0xff},
    {0xac, 0xac, 0x00, 0xff}, {0xae, 0xae, 0x00, 0xff},
};

static void elcr_write(struct board *b, struct piix_isa *bridge, unsigned chip,
                       uint32_t value)
{
    bridge->elcr[chip] = (uint8_t)(value & elcr_bits[chip]);
    pic_set_levels(b, board_device(b, chip ? DEV_pic2 : DEV_pic1),
                   bridge->elcr[chip]);
}

static uint32_t piix_isa_in(struct board *b, void *dev, uint16_t port,
                            unsigned bytes)
{
    const struct piix_isa *bridge = dev;

    (void)b, (void)bytes;
    return bridge->elcr[port - PORT_ELCR1];
}

static void piix_isa_out(struct board *b, void *dev, uint16_t port,
                         unsigned bytes, uint32_t value)
{
    (void)bytes;
    elcr_write(b, dev, port - PORT_ELCR1, value);
}

static const struct pci_function piix_isa_pci = {
    .devfn = PCI_DEVFN(1, 0),
    .config = offsetof(struct piix_isa, config),
    .bytes = piix_isa_bytes,
    .count = ARRAY_LEN(piix_isa_bytes),
};

static void piix_isa_reset(struct board *b, void *dev)
{
    struct piix_isa *bridge = dev;

    pci_config_reset(&piix_isa_pci, dev);
    for (unsigned chip = 0; chip < 2; chip++)
        elcr_write(b, bridge, chip, 0);
}

const struct device_ops piix_isa_ops = {
    .part = "82371SB PIIX3, PCI to ISA bridge",
    .on_pci = true,
    .reset = piix_isa_reset,
    .in = piix_isa_in,
    .out = piix_isa_out,
    .pci = &piix_isa_pci,
};
