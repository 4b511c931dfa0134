/* SPDX-License-Identifier: MIT
 *
 * hw/piix_isa.h - the bridge between PCI bus and ISA bus.
 */
#ifndef HW_PIIX_ISA_H
#define HW_PIIX_ISA_H

#include "hw/device.h"
#include "hw/pci_config.h"

struct piix_isa {
    uint8_t config[PCI_CONFIG_BYTES];
    uint8_t elcr[2]; /* edge or level: IRQ 0-7, IRQ 8-15 */
};

extern const struct device_ops piix_isa_ops;

#endif
