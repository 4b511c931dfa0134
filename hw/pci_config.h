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

#include "hw/board.h"

#define PCI_CONFIG_BYTES 256

/* Bytes first..last: their value after RESET, the bits that can be written. */
struct pci_bytes {
    uint8_t first, last;
    uint8_t value;
    uint8_t writable;
};

/* What makes a device a function of the bus. */
struct pci_function {
    unsigned devfn;                /* PCI_DEVFN() */
    size_t config;                 /* offset of its bytes in its state */
    const struct pci_bytes *bytes; /* in no order */
    size_t count;

    /* Is it on the bus of this board? NULL: always. */
    bool (*present)(const struct board_config *config);

    /* The byte `reg` was written; NULL: nothing comes of it. */
    void (*written)(struct board *b, void *dev, unsigned reg);
};

#define PCI_DEVFN(device, function) ((device) << 3 | (function))

/* As after RESET. */
static inline void pci_config_reset(const struct pci_function *f, void *dev)
{
    uint8_t *config = (uint8_t *)dev + f->config;

    for (unsigned reg = 0; reg < PCI_CONFIG_BYTES; reg++)
        config[reg] = 0;
    for (const struct pci_bytes *p = f->bytes; p < f->bytes + f->count; p++)
        for (unsigned reg = p->first; reg <= p->last; reg++)
            config[reg] = p->value;
}

#endif
