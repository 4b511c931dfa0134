/* SPDX-License-Identifier: MIT
 *
 * hw/piix_pm.h - power management: soft-off and the power management timer.
 */
#ifndef HW_PIIX_PM_H
#define HW_PIIX_PM_H

#include "hw/device.h"
#include "hw/pci_config.h"

struct piix_pm {
    uint64_t overflow; /* timer count at which TMROF_STS becomes 1 */
    uint16_t enable;   /* PMEN */
    uint16_t control;  /* PMCNTRL */
    uint8_t apm[2];    /* APMC, APMS */
    uint8_t spare[2];
    uint8_t config[PCI_CONFIG_BYTES];
};

extern const struct device_ops piix_pm_ops;

#endif
