/* SPDX-License-Identifier: MIT
 *
 * hw/devices.c - the rows of hw/devices.def.
 */
#include "hw/devices.h"

#define NO_PORTS                                                               \
    {                                                                          \
        1, 0                                                                   \
    }

const struct device_row device_rows[DEV_COUNT] = {
#define DEVICE(id, type, unit, ...)                                            \
    [DEV_##id] = {                                                             \
        #id,  &type##_ops,  offsetof(struct devices, id), sizeof(struct type), \
        unit, {__VA_ARGS__}},
#include "hw/devices.def"
#undef DEVICE
};
