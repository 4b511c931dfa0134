/* SPDX-License-Identifier: MIT
 *
 * hw/fw_cfg.h - what the hypervisor tells the firmware.
 */
#ifndef HW_FW_CFG_H
#define HW_FW_CFG_H

#include "hw/device.h"

struct fw_cfg {
    uint32_t offset; /* of the next byte of the selected item */
    uint16_t item;
    uint8_t spare[2];
};

extern const struct device_ops fw_cfg_ops;

#endif
