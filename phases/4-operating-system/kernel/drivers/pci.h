/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/pci.h - what is plugged into the PCI bus.
 */
#ifndef PCI_H
#define PCI_H

#include <stdbool.h>
#include <stdint.h>

#include "system_calls.h"

void pci_init(void);

/* Device number `index` in the order of the scan; false: no more. */
bool pci_describe(unsigned index, struct pci_info *info);

/* Find a device; false if it is not there. */
bool pci_find(uint16_t vendor_id, uint16_t device_id, uint32_t *address);

/* A device's configuration register, by the address that pci_find gave. */
uint32_t pci_read(uint32_t address, uint8_t offset);
void pci_write(uint32_t address, uint8_t offset, uint32_t value);

#endif
