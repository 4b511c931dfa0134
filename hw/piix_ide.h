/* SPDX-License-Identifier: MIT
 *
 * hw/piix_ide.h - the PCI face of the two ATA channels.
 */
#ifndef HW_PIIX_IDE_H
#define HW_PIIX_IDE_H

#include "hw/device.h"
#include "hw/pci_config.h"

struct piix_ide {
    uint8_t config[PCI_CONFIG_BYTES];
};

extern const struct device_ops piix_ide_ops;

#endif
