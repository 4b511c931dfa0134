/* SPDX-License-Identifier: MIT
 *
 * hw/marker.h - the port where bundled guest code says where it is.
 */
#ifndef HW_MARKER_H
#define HW_MARKER_H

#include "hw/device.h"

struct marker {
    uint8_t step; /* last marker written */
};

extern const struct device_ops marker_ops;

#endif
