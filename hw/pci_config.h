/* SPDX-License-Identifier: MIT
 *
 * hw/pci_config.h - the 256 bytes of configuration space of a PCI function.
 *
 *   00-01  vendor          08     revision      0E     header type
 *   02-03  device          09-0B  class code    2C-2F  subsystem
 *   04-05  command         0C     line size     3C     interrupt line
 *   06-07  status          0D     latency       3D     interrupt pin
 *
 * Each function says which bytes are not 0 after RESET, and which bits of
 * which bytes can be written; all else is read-only.
 *
 * Source: PCI Local Bus Specification 2.1, "Configuration Space".
 */
#ifndef HW_PCI_CONFIG_H
#define HW_PCI_CONFIG_H

#include "sim/base.h"

#define PCI_CONFIG_BYTES 256

/* Bytes first..last: their value after RESET, the bits that can be written. */
struct pci_bytes {
    uint8_t first, last;
    uint8_t value;
    uint8_t writable;
};

static inline void pci_config_reset(uint8_t config[PCI_CONFIG_BYTES],
                                    const struct pci_bytes *bytes, size_t count)
{
    for (unsigned reg = 0; reg < PCI_CONFIG_BYTES; reg++)
        config[reg] = 0;
    for (; count--; bytes++)
        for (unsigned reg = bytes->first; reg <= bytes->last; reg++)
            config[reg] = bytes->value;
}

static inline void pci_config_write(uint8_t config[PCI_CONFIG_BYTES],
                                    const struct pci_bytes *bytes, size_t count,
                                    unsigned reg, uint8_t value)
{
    for (; count--; bytes++)
        if (reg >= bytes->first && reg <= bytes->last)
            config[reg] = (uint8_t)((config[reg] & ~bytes->writable) |
                                    (value & bytes->writable));
}

#endif
