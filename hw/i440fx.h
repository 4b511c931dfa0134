/* SPDX-License-Identifier: MIT
 *
 * hw/i440fx.h - the host bridge between CPU, memory and PCI bus.
 */
#ifndef HW_I440FX_H
#define HW_I440FX_H

#include "hw/device.h"
#include "hw/pci_config.h"

struct i440fx {
    uint8_t config[PCI_CONFIG_BYTES];
};

extern const struct device_ops i440fx_ops;

#endif
