/* SPDX-License-Identifier: MIT
 *
 * hw/debugcon.h - debug console on I/O port E9h.
 */
#ifndef HW_DEBUGCON_H
#define HW_DEBUGCON_H

#include "hw/device.h"

struct debugcon {
    uint8_t last; /* last byte written */
};

extern const struct device_ops debugcon_ops;

#endif
