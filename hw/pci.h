/* SPDX-License-Identifier: MIT
 *
 * hw/pci.h - PCI configuration mechanism 1 and the reset control register.
 */
#ifndef HW_PCI_H
#define HW_PCI_H

#include "hw/device.h"

struct pci {
    uint32_t address; /* CONFIG_ADDRESS */
    uint8_t reset;    /* Reset Control */
    uint8_t spare[3];
};

extern const struct device_ops pci_ops;

#endif
