/* SPDX-License-Identifier: MIT
 *
 * hw/port92.h - system control port A: fast A20 and fast CPU reset.
 */
#ifndef HW_PORT92_H
#define HW_PORT92_H

#include "hw/device.h"

struct port92 {
    uint8_t control; /* bits 1:0 as written */
};

extern const struct device_ops port92_ops;

#endif
