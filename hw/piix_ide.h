/* SPDX-License-Identifier: MIT
 *
 * hw/piix_ide.h - the PCI face of the two ATA channels.
 */
#ifndef HW_PIIX_IDE_H
#define HW_PIIX_IDE_H

#include "hw/device.h"
#include "hw/pci_config.h"

/* The bus master of a channel. */
struct piix_ide_master {
    uint32_t table;   /* BMIDTP: where the descriptors begin */
    uint32_t next;    /* the descriptor after the one in use */
    uint32_t address; /* of the next word in memory */
    uint32_t left;    /* bytes of the region that are missing */
    uint8_t command;  /* BMIC */
    uint8_t status;   /* BMIS */
    uint8_t last;     /* 1: the region is the last of the table */
    uint8_t spare;
};

struct piix_ide {
    uint8_t config[PCI_CONFIG_BYTES];
    struct piix_ide_master master[2];
};

extern const struct device_ops piix_ide_ops;

#endif
