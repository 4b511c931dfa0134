/* SPDX-License-Identifier: MIT
 *
 * hw/piix_ide.c - PIIX3 IDE function, PCI function 00:01.1.
 *
 *   register  meaning
 *   04-05     PCICMD     bit 0  the channels answer, bit 2  bus master
 *   09        PI         80h: bus master; the ports are the AT's own
 *   40-43     IDETIM     timing of the primary and the secondary channel
 *   44        SIDETIM    timing of the slaves
 *
 * By its class (mass storage, IDE) a firmware or a kernel finds out that the
 * channels are there; the drives themselves answer at the ports of the AT
 * (hw/ata.c).
 *
 * Source: 82371FB (PIIX) and 82371SB (PIIX3) data sheet, "PCI Configuration
 *         Registers, IDE Interface".
 * Not modelled: bus master transfers (BMIBA reads 0, so that no driver tries
 *               them), IDETIM bit 15 and PCICMD bit 0: the channels always
 *               answer.
 */
#include "hw/piix_ide.h"

static const struct pci_bytes piix_ide_bytes[] = {
    {0x00, 0x00, 0x86, 0x00}, {0x01, 0x01, 0x80, 0x00}, /* Intel */
    {0x02, 0x02, 0x10, 0x00}, {0x03, 0x03, 0x70, 0x00}, /* PIIX3 IDE */
    {0x04, 0x04, 0x00, 0x05},                           /* command */
    {0x06, 0x06, 0x80, 0x00}, {0x07, 0x07, 0x02, 0x00}, /* status */
    {0x09, 0x09, 0x80, 0x00}, {0x0a, 0x0a, 0x01, 0x00}, /* IDE */
    {0x0b, 0x0b, 0x01, 0x00},                           /* mass storage */
    {0x0d, 0x0d, 0x00, 0xf0},                           /* latency */
    {0x40, 0x43, 0x00, 0xff}, {0x44, 0x44, 0x00, 0xff}, /* timing */
};

static const struct pci_function piix_ide_pci = {
    .devfn = PCI_DEVFN(1, 1),
    .config = offsetof(struct piix_ide, config),
    .bytes = piix_ide_bytes,
    .count = ARRAY_LEN(piix_ide_bytes),
};

static void piix_ide_reset(struct board *b, void *dev)
{
    (void)b;
    pci_config_reset(&piix_ide_pci, dev);
}

const struct device_ops piix_ide_ops = {
    .part = "82371SB PIIX3, IDE interface",
    .on_pci = true,
    .reset = piix_ide_reset,
    .pci = &piix_ide_pci,
};
